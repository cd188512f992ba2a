"""Columns side by side whose gap does not end at the same cell, as programs leave them that count characters.

`pdftotext -layout` is one. The gap is looked for near the character at which most lines have one, and
the characters must tell that lines go on under each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

__all__ = ["ragged_rows"]

_GAP = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])|(?<=\S)[ \u3000]{3,}(?=\S)")
_SLACK = 4  # characters
_FEWEST = 8
_NARROWEST = 6  # characters


def ragged_rows(
    lines: Sequence[str], start: int, evidence: Callable[[Sequence[Sequence[str]]], float]
) -> tuple[list[list[str]], float]:
    """The left and the right part of each line from `start`, and the evidence for it; none where there is none."""
    if not _GAP.search(lines[start]):
        return [], 0.0
    run = _run(lines, start)
    ends = Counter(gap.end() for line in run for gap in _GAP.finditer(line) if gap.start() >= _NARROWEST)
    if not ends:
        return [], 0.0
    place = max(sorted(ends), key=lambda p: sum(ends[q] for q in range(p - 2, p + 3)))
    rows: list[list[str]] = []
    parted = 0
    for line in run:
        row = _row(line, place)
        if row is None:
            break
        parted += bool(row[0] and row[1])
        rows.append(row)
    last = max((n for n, row in enumerate(rows) if row[0] and row[1]), default=-1)
    while last + 1 < len(rows) and any(rows[last + 1]):  # what is left of the longer column
        last += 1
    del rows[last + 1 :]
    if parted < _FEWEST or parted < 0.6 * len(rows):
        return [], 0.0
    return rows, evidence([[cell.strip() for cell in row] for row in rows])


def _run(lines: Sequence[str], start: int) -> list[str]:
    """The lines from `start` up to two that are blank."""
    run: list[str] = []
    for line in lines[start : start + 300]:
        if not line.strip() and run and not run[-1].strip():
            break
        run.append(line.rstrip())
    return run


def _row(line: str, place: int) -> list[str] | None:
    """The parts of a line at the gap nearest to a place; None where a line runs across it."""
    if not line:
        return ["", ""]
    near = [gap for gap in _GAP.finditer(line) if abs(gap.end() - place) <= _SLACK]
    if near:
        gap = min(near, key=lambda g: (-len(g.group()), abs(g.end() - place)))
        return [line[: gap.start()], line[gap.end() :]]
    lead = len(line) - len(line.lstrip())
    if lead >= place - _SLACK:
        return ["", line.lstrip()]
    return [line, ""] if len(line) <= place + _SLACK else None
