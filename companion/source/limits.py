"""What is refused before any work: texts that are too long, empty, or not Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from companion.errors import InputError, NotChineseError
from companion.han import han_places
from companion.source.blocks import Block

__all__ = ["LONGEST_TEXT", "check_chinese", "check_length"]

LONGEST_TEXT = 1_000_000
"""Characters in a text; the longest novels have fewer; each takes about a kilobyte of memory."""


def check_length(length: int, name: str) -> None:
    """Raises `InputError` for a text of more than `LONGEST_TEXT` characters."""
    if length > LONGEST_TEXT:
        raise InputError(
            f"{name} has {length:,} characters; at most {LONGEST_TEXT:,} are read: cut it into parts"
        )


def check_chinese(found: Sequence[Block], name: str) -> None:
    """Raises `InputError` where there is no paragraph, `NotChineseError` where none has a Han character."""
    if not found:
        raise InputError(f"{name} is empty")
    if not any(han_places(b.text) for b in found):
        raise NotChineseError(f"{name} has no Chinese character; is it the right file, and its encoding?")
