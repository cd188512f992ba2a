"""The characters with their readings, and how often CC-CEDICT reads each so at each place of a word."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from companion.han import tone_marked

__all__ = ["ambiguous", "rows_of", "single_readings", "table"]


@cache
def _lines() -> dict[str, str]:
    """The line of each character in the table, without the character: only what is asked is parsed."""
    lines = (Path(__file__).parent / "data" / "characters.txt").read_text("utf-8").splitlines()
    return {line[0]: line[2:] for line in lines if line[1:2] == "\t"}


@cache
def rows_of(character: str) -> list[tuple[str, list[float]]]:
    """The readings of a character as in `table`; empty where it has none there.

    >>> [name for name, _ in rows_of("率")]
    ['lu:4', 'shuai4']
    """
    line = _lines().get(character)
    if line is None:
        return []
    return [
        (name, [float(n) for n in counts.split(",") if n])
        for name, _, counts in (c.partition("=") for c in line.split("\t"))
    ]


@cache
def table() -> dict[str, list[tuple[str, list[float]]]]:
    """Each character's readings in CC-CEDICT's notation with their counts by `_CLASSES`."""
    return {character: rows_of(character) for character in _lines()}


@cache
def single_readings() -> dict[str, str]:
    """The characters with one reading only, and that reading with its tone mark."""
    return {c: tone_marked(r[0][0]) for c, r in table().items() if len(r) == 1}


@cache
def ambiguous() -> frozenset[str]:
    """The simplified characters that have several readings.

    >>> "行" in ambiguous(), "銀" in ambiguous()
    (True, False)
    """
    return frozenset(c for c, r in table().items() if len(r) > 1)
