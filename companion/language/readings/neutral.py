"""Readings that differ by a neutral tone between the standards: 月餅 is yuè bing on the mainland and yuè bǐng elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from companion.facts import Facts, read_facts

__all__ = ["NeutralTone", "neutral_reading", "neutral_tones"]


class NeutralTone(NamedTuple):
    """A row of the table: a simplified word, its reading with the neutral tone, a sentence."""

    word: str
    reading: str
    example: str


@cache
def neutral_tones() -> Facts[NeutralTone]:
    """The table as it stands in its file."""
    return read_facts(Path(__file__).parent / "data" / "neutral.tsv", NeutralTone, key="word")


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    return {row.word: tuple(row.reading.split()) for row in neutral_tones()}


def neutral_reading(word: str) -> tuple[str, ...]:
    """The reading of a simplified word with the neutral tone that the mainland's standard has; empty where it has none.

    >>> neutral_reading("月饼"), neutral_reading("银行")
    (('yuè', 'bing'), ())
    """
    return _by_word().get(word, ())
