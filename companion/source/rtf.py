"""Rich Text Format: its paragraphs (striprtf)."""

from __future__ import annotations

import re

from companion.errors import InputError
from companion.files import parsing
from companion.source.blocks import Block
from companion.source.characters import clean
from companion.source.wrapped import written_paragraphs

__all__ = ["rtf_blocks"]

_CELL = re.compile(r"^[|\t ]+|[|\t ]+$")  # what the library puts at the ends of table cells


def rtf_blocks(data: bytes, name: str, paragraphs: str) -> list[Block]:
    """The paragraphs of an RTF file.

    Raises:
        InputError: where it has no text.
    """
    from striprtf.striprtf import rtf_to_text

    with parsing(name, "an RTF file"):
        # The code page and those of its fonts are told in the file itself; this is for a file that tells none.
        found = rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    lines = [("", _CELL.sub("", line)) for line in clean(found).split("\n")]
    if not any(line for _, line in lines):
        raise InputError(f"{name}: is an RTF file without text")
    return written_paragraphs([line for line in lines if line[1]], paragraphs, "a paragraph of the RTF file")
