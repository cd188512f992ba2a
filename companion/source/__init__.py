"""Bytes to text to paragraphs: encodings, character repair, layout repair, kinds."""

from companion.source.blocks import Block, SourceText
from companion.source.characters import clean
from companion.source.documents import Document, read_document, text_document
from companion.source.encodings import decode
from companion.source.files import read_bytes, read_file, read_stream
from companion.source.kinds import kind_of
from companion.source.layout import blocks, title_of

__all__ = [
    "Block", "Document", "SourceText", "blocks", "clean", "decode", "kind_of", "read_bytes", "read_document", "read_file",
    "read_stream", "text_document", "title_of",
]  # fmt: skip
