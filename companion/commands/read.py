"""The command `companion read`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from companion.commands.shared import Register, document_of, print_text, reading_options

if TYPE_CHECKING:
    from companion.source import Document

__all__ = ["add"]


def add(command: Register) -> None:
    """Adds `companion read`."""
    read = command(
        "read",
        _read,
        "Print the text that Companion reads in a file, or in a web page with --fetch: a look before a handout is made.",
    )
    reading_options(read, text_only=True)


def _read(options: argparse.Namespace) -> int:
    from companion.source.limits import check_chinese

    found = document_of(options)
    name = "standard input" if options.file == "-" else found.name
    check_chinese(found.blocks, name)
    print_text("\n\n".join([*_head(found), *(b.text for b in found.blocks)]) + "\n")
    for notice in found.notices:
        print(f"companion: {notice}", file=sys.stderr)
    doubtful = sum(bool(b.review) for b in found.blocks)
    if doubtful:
        print(
            f"companion: {doubtful} paragraphs to check; see companion annotate --show-layout",
            file=sys.stderr,
        )
    return 0


def _head(found: Document) -> list[str]:
    """Who published it, when, and who wrote it, where the file says so."""
    said = " · ".join(x for x in (found.source, found.date, found.author) if x)
    return [f"({said})"] if said else []
