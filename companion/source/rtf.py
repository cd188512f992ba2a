"""Rich Text Format to text (striprtf)."""

from __future__ import annotations

import re

from companion.errors import InputError
from companion.files import parsing

__all__ = ["rtf_text"]


def rtf_text(data: bytes, name: str) -> str:
    """The text of an RTF file, a line per paragraph.

    Raises:
        InputError: where it has no text.
    """
    from striprtf.striprtf import rtf_to_text

    text = data.decode("latin-1")
    page = re.search(r"\\\\ansicpg(\d+)", text[:2000])
    encoding = f"cp{page[1]}" if page and page[1] in ("936", "950", "1252", "932", "949") else "cp1252"
    with parsing(name, "an RTF file"):
        found = rtf_to_text(text, encoding=encoding, errors="replace")
    if not found.strip():
        raise InputError(f"{name}: is an RTF file without text")
    return re.sub(r"(?<=\S)\n(?=\S)", "\n\n", found)
