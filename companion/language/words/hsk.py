"""The HSK level of a word: the standard GF0025-2021 ("HSK 3.0").

The list is `data/hsk30.csv`, columns of ivankra/hsk30 (MIT; `data/hsk30.LICENSE`).
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

__all__ = ["HSK_LEVELS", "hsk_level", "hsk_words"]

HSK_LEVELS = ("1", "2", "3", "4", "5", "6", "7-9")
"""The levels of the standard; 7 to 9 share one list."""

_DATA = Path(__file__).parent / "data"


@cache
def _levels() -> dict[str, str]:
    """The lowest level of each written form, Simplified and Traditional."""
    rows = csv.DictReader((_DATA / "hsk30.csv").read_text("utf-8").splitlines())
    found: dict[str, str] = {}
    for row in rows:
        for form in (row["simplified"], row["traditional"]):
            found[form] = min(found.get(form, "9"), row["level"])
    return found


def hsk_level(word: str) -> str:
    """The HSK 3.0 level of a word in either script; "" where the list does not have it.

    >>> [hsk_level(w) for w in ("星期", "打擊", "打击", "遏制", "電騙")]
    ['1', '5', '5', '7-9', '']
    """
    return _levels().get(word, "")


def hsk_words(level: str) -> tuple[str, ...]:
    """The words of a level of the HSK 3.0, in Traditional characters, in the order of the list.

    Args:
        level: One of `HSK_LEVELS`.

    Returns:
        The words; none where there is no such level.

    >>> hsk_words("1")[:3], len(hsk_words("7-9")) > 5000
    (('愛', '愛好', '八'), True)
    """
    rows = csv.DictReader((_DATA / "hsk30.csv").read_text("utf-8").splitlines())
    return tuple(dict.fromkeys(row["traditional"] for row in rows if row["level"] == level))
