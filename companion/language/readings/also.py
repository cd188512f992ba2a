"""Readings that are right beside the one that is shown: 月餅 is yuè bing on the mainland and yuè bǐng elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from companion.facts import Facts, read_facts

__all__ = ["AlsoRead", "also_read", "rows_of_readings"]


class AlsoRead(NamedTuple):
    """A row of the table: a simplified word, another right reading, a sentence."""

    word: str
    reading: str
    example: str


@cache
def rows_of_readings() -> Facts[AlsoRead]:
    """The table as it stands in its file."""
    return read_facts(Path(__file__).parent / "data" / "also_read.tsv", AlsoRead, key=("word", "reading"))


@cache
def _by_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for row in rows_of_readings():
        found[row.word] = (*found.get(row.word, ()), tuple(row.reading.split()))
    return found


def also_read(word: str) -> tuple[tuple[str, ...], ...]:
    """The readings of a simplified word that another standard has.

    >>> also_read("月饼"), also_read("银行")
    ((('yuè', 'bing'),), ())
    """
    return _by_word().get(word, ())
