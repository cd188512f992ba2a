"""What is refused before any work: texts that are too long, empty, or not Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from companion.errors import InputError, NotChineseError
from companion.han import han_places
from companion.source.blocks import Block

__all__ = ["LONGEST_TEXT", "check_chinese", "check_length", "chosen_numbers"]

LONGEST_TEXT = 1_000_000
"""Characters in a text; the longest novels have fewer; each takes about a kilobyte of memory."""


def check_length(length: int, name: str) -> None:
    """Raises `InputError` for a text of more than `LONGEST_TEXT` characters."""
    if length > LONGEST_TEXT:
        raise InputError(
            f"{name} has {length:,} characters; at most {LONGEST_TEXT:,} are read: cut it into parts"
        )


def chosen_numbers(chosen: str, count: int, name: str, what: str) -> list[int]:
    """The numbers in "3", "2-5" or "1,4-6", each once; `what` they count ("pages"). Raises `InputError` beyond `count`.

    >>> chosen_numbers("1,4-6", 9, "a.pdf", "pages")
    [1, 4, 5, 6]
    """
    numbers: dict[int, None] = {}
    for part in chosen.split(","):
        first, dash, last = part.strip().partition("-")
        try:
            a = int(first)
            b = int(last) if dash else a
        except ValueError:
            raise InputError(f"{what} are written like 3, 2-5 or 1,4-6, not '{chosen}'") from None
        if not 1 <= a <= b <= count:
            raise InputError(f"{name}: has the {what} 1 to {count}, not {part.strip()}")
        numbers.update(dict.fromkeys(range(a, b + 1)))
    return list(numbers)


def check_chinese(found: Sequence[Block], name: str) -> None:
    """Raises `InputError` where there is no paragraph, `NotChineseError` where none has a Han character."""
    if not found:
        raise InputError(f"{name} is empty")
    if not any(han_places(b.text) for b in found):
        raise NotChineseError(f"{name} has no Chinese character; is it the right file, and its encoding?")
