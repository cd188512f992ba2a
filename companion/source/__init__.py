"""Bytes to text to paragraphs: encodings, character repair, layout repair, kinds."""

from companion.source.blocks import Block, SourceText
from companion.source.characters import clean
from companion.source.encodings import decode
from companion.source.files import read_file, read_stream
from companion.source.kinds import kind_of
from companion.source.layout import blocks, title_of

__all__ = [
    "Block", "SourceText", "blocks", "clean", "decode", "kind_of", "read_file", "read_stream", "title_of",
]  # fmt: skip
