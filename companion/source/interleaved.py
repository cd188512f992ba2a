"""Columns that a copy has put side by side: the left ones' lines are read first, then the right ones'.

They are seen by a gap of at least three spaces (or two full-width ones) that ends at the same place in
several lines on end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.source.lines import INDENT, Line, lines_of, width_of

__all__ = ["numbered_lines", "side_by_side"]

_SPACES = re.compile("[ \t\u3000]+")
_WIDE_GAP = re.compile("[^ \t\u3000\n](?:[ \t\u3000]{3}|[ \u3000]?\t|\u3000\u3000)")
_FEWEST = 4
_LONGEST = 400  # characters: no line of columns is longer
_NARROWEST = 12  # cells: what is narrower is a table or a name with a space in it


def side_by_side(text: str) -> str | None:
    """The text with columns that stand side by side put under each other; None where there are none.

    Each line keeps its number in front, between two marks, so that a reader can be told where it stood.

    >>> text = "警方昨日公布一項新措施   市民表示歡迎，認為有用\\n" * 4
    >>> side_by_side(text).count("市民")
    4
    """
    if _WIDE_GAP.search(text) is None:
        return None
    lines = text.split("\n")
    out: list[str] = []
    found = False
    i = 0
    while i < len(lines):
        stop, place = _run(lines, i)
        if stop:
            found = True
            out.extend(_columns(lines, i, stop, place))
            i = stop
        else:
            out.append(f"\x02{i + 1}\x03{lines[i]}")
            i += 1
    return "\n".join(out) if found else None


def _run(lines: Sequence[str], start: int) -> tuple[int, int]:
    """Where a run of side-by-side lines from `start` ends (0: there is none), and at which cell the right one begins."""
    if not _starts(lines[start]):
        return 0, 0
    near = {s for line in lines[start : start + 12] for s in _starts(line)}
    best = (0, 0, 0)
    for place in sorted(near):
        stop, hits, missed = start, 0, 0
        for j in range(start, min(len(lines), start + 400)):
            line = lines[j]
            if not line.strip():
                continue
            if any(_fits(s, place) for s in (*_starts(line), _lead(line))) or _narrow_gap(line, place):
                hits, stop, missed = hits + 1, j + 1, 0
            elif (
                width_of(line.rstrip()) < place - 2 and missed < 8
            ):  # the right column has a shorter line or ended
                missed += 1
            else:
                break
        if hits > best[0]:
            best = (hits, stop, place)
    hits, stop, place = best
    if hits < _FEWEST or not any(_fits(s, place) for s in _starts(lines[start])):
        return 0, 0
    while stop < len(lines) and lines[stop].strip() and width_of(lines[stop].rstrip()) < place - 2:
        stop += 1  # what is left of the left column
    return stop, place


def _narrow_gap(line: str, place: int) -> int:
    """The character after a gap of any width that ends exactly at a cell; 0 where there is none."""
    if len(line) > _LONGEST:
        return 0
    for gap in re.finditer(r"(?<=\S)\s+(?=\S)", line):
        if width_of(line[: gap.end()]) == place:
            return gap.end()
    return 0


def _fits(at: int, place: int) -> bool:
    """Whether a part that begins at a cell may stand in the column at `place`: it may have an indent."""
    return -1 <= at - place <= INDENT + 1


def _gaps(line: str) -> list[re.Match[str]]:
    """The gaps in a line that are wide enough to part columns."""
    if len(line) > _LONGEST:
        return []
    return [
        m for m in _SPACES.finditer(line) if m.start() > 0 and m.end() < len(line) and _is_wide(m.group())
    ]


def _is_wide(gap: str) -> bool:
    return len(gap) >= 3 or "\t" in gap or gap.count("\u3000") >= 2


def _starts(line: str) -> list[int]:
    """The cells at which parts after a gap begin, where both sides are wide enough."""
    found = []
    for gap in _gaps(line):
        left, right = line[: gap.start()].strip(), line[gap.end() :].strip()
        if width_of(left) >= _NARROWEST and width_of(right) >= 4:
            found.append(width_of(line[: gap.end()].expandtabs(8)))
    return found


def _lead(line: str) -> int:
    """How many cells a line begins with that are blank; 0 where it is an indent only."""
    lead = width_of(line[: len(line) - len(line.lstrip())].expandtabs(8))
    return lead if lead >= _NARROWEST else 0


def _columns(lines: Sequence[str], start: int, stop: int, place: int) -> list[str]:
    left, right = [], []
    for j in range(start, stop):
        line = lines[j].expandtabs(8)
        cut = _cut(line, place)
        left.append(f"\x02{j + 1}\x03{line[:cut].rstrip()}")
        right.append(f"\x02{j + 1}\x03{line[cut:].rstrip()}")
    return [*_further(left), *_further(right)]


def _further(column: list[str]) -> list[str]:
    """A column's lines, or those of the columns in it."""
    inner = side_by_side("\n".join(line.partition("\x03")[2] for line in column))
    if inner is None:
        return column
    numbers = [line.partition("\x03")[0] for line in column]
    return [_renumbered(line, numbers) for line in inner.split("\n")]


def _renumbered(line: str, numbers: Sequence[str]) -> str:
    mark, _, text = line.partition("\x03")
    return f"{numbers[int(mark[1:]) - 1]}\x03{text}"


def _cut(line: str, place: int) -> int:
    """The character at which the right column begins; its indent is left with it."""
    if len(line) > _LONGEST:
        return len(line)
    for gap in [*_gaps(line), re.match(r"\s*", line)]:
        if gap is not None and _fits(width_of(line[: gap.end()]), place) and gap.end():
            cut = gap.end()
            while cut > gap.start() and width_of(line[:cut]) > place:
                cut -= 1
            return cut
    return _narrow_gap(line, place) or len(line)


def numbered_lines(text: str) -> list[Line]:
    """The lines of what `side_by_side` gives, with the numbers that they had."""
    parts = [line.partition("\x03") for line in text.split("\n")]
    lines = lines_of("\n".join(rest for _, _, rest in parts))
    for line in lines:
        line.number = int(parts[line.number - 1][0][1:])
    return lines
