"""Columns that a copy has put side by side: the left ones' lines are read first, then the right ones'.

They are seen by a gap that ends at the same place in several lines on end, or by tabs. Where it is narrower than
three spaces, or a tab, the characters must tell that lines go on under each other rather than beside each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from companion.source.columns.ragged import NONE, ragged_rows
from companion.source.kinds import terminal
from companion.source.lines import INDENT, INNER, LONG, NEAR, Line, lines_of, width_of
from companion.source.pairs import goes_on

__all__ = ["Row", "numbered_lines", "side_by_side"]

_SPACES = re.compile("[ \t\u3000]+")
_WIDE_GAP = re.compile("[^ \t\u3000\n](?:[ \t\u3000]{3}|[ \u3000]?\t|\u3000\u3000)")
_FEWEST = 4
_LONGEST = 400  # characters: no line of columns is longer
_ENOUGH, _CERTAIN = 3.5, 7.0  # log-likelihood ratio
_ENOUGH_RAGGED = 9.0
_CLEARLY = 5.0
_PATIENCE = 4  # lines
_NARROWEST = 12  # cells: what is narrower is a table or a name with a space in it


class Row(NamedTuple):
    """A line, the number that it had in the text, and whether it is doubtful that it stands here."""

    number: int
    text: str
    doubtful: bool = False


def side_by_side(lines: Sequence[str]) -> list[Row] | None:
    """The lines of a text with columns that stand side by side put under each other; None where there are none.

    >>> rows = side_by_side(["警方昨日公布一項新措施   市民表示歡迎，認為有用"] * 4)
    >>> rows[0].text, rows[4].text, rows[4].number
    ('警方昨日公布一項新措施', '市民表示歡迎，認為有用', 1)
    """
    if not any(map(_WIDE_GAP.search, lines)):
        return None
    out: list[Row] = []
    found = False
    widths: set[int] = set()
    i = again = failures = 0
    while i < len(lines):
        cells, doubtful = _tabbed(lines, i)
        if cells:
            found = True
            out += _stacked(cells, i, doubtful)
            i += len(cells)
            continue
        counted, doubtful = _counted_rows(lines, i)
        if counted:
            found = True
            out += _stacked(counted, i, doubtful, inner=True)
            i += len(counted)
            continue
        stop, place, doubtful = _run(lines, i)
        aligned = _aligned(lines, i, stop, place, doubtful)
        ragged = ragged_rows(lines, i, _evidence, widths) if i >= again else NONE
        if i >= again:
            failures = 0 if ragged.rows or not lines[i].strip() else failures + 1
            again = i + min(
                failures, _PATIENCE
            )  # it is dear, and a text with gaps everywhere may have no column
        if ragged.evidence >= (_ENOUGH if widths else _ENOUGH_RAGGED) and i + len(ragged.rows) >= stop:
            rows = _stacked(ragged.rows, i, True)
            beyond = [Row(j + 1, lines[j]) for j in range(stop, i + len(ragged.rows))] if stop else []
            if not stop or _told(rows) > _told([*aligned, *beyond]) + _CLEARLY:
                found = True
                widths.add(ragged.width)
                out += rows
                i += len(ragged.rows)
                continue
        if stop:
            found = True
            while out and out[-1].text == lines[i - 1] and _parted(out[-1].text, place):
                out.pop()  # its gap alone was not wide enough to tell
                i -= 1
                aligned = _aligned(lines, i, stop, place, doubtful)
            out += aligned
            i = stop
        else:
            out.append(Row(i + 1, lines[i]))
            i += 1
    return out if found else None


def _aligned(lines: Sequence[str], start: int, stop: int, place: int, doubtful: bool) -> list[Row]:
    """The columns to the left and to the right of a cell, one after the other."""
    halves = []
    for line in (line.expandtabs(8) for line in lines[start:stop]):
        cut = _cut(line, place)
        halves.append((line[:cut].rstrip(), line[cut:].rstrip()))
    return _stacked(halves, start, doubtful, inner=True)


def _counted(lines: Sequence[str]) -> int:
    """The character at which the right column begins in each line, as a program left them that counts characters; 0 if none is.

    Its indents are lost where cells are counted: an indented line seems to begin with the others.

    >>> _counted(["警方昨日公布一項措施   市民表示歡迎", "　　當局   　　有議員認為"] * 4)
    0
    >>> _counted(["警方昨日公布一項措施，   市民表示歡迎措施", "市民認為有用。       　　有議員認為"] * 4)
    14
    >>> _counted([f"{'字' * n}   市民" for n in range(3, 12)])
    0
    """
    starts = Counter(m.end() for line in lines if (m := re.search(r"(?<=\S) {2,}(?=\S)", line.strip("\n"))))
    often = [at for at, n in starts.items() if n >= 0.2 * starts.total()]
    if not often:
        return 0
    place = min(often)
    indented = {place + 2, place + 4}
    if sum(n for at, n in starts.items() if at == place or at in indented) < 0.95 * starts.total():
        return 0
    if any(len(line) > place and line[place - 2 : place].strip() for line in lines):
        return 0
    return place if starts[place] >= _FEWEST else 0


def _counted_rows(lines: Sequence[str], start: int) -> tuple[list[tuple[str, str]], bool]:
    """The left and right parts of the lines from `start` up to a blank one, parted at one character; and whether it is doubtful."""
    if re.search(r"\S {2,}\S", lines[start]) is None or (
        start and lines[start - 1].strip() and "  " in lines[start - 1].strip()
    ):
        return [], False
    run: list[str] = []
    for line in lines[start : start + _LONGEST]:
        if not line.strip():
            break
        run.append(line.rstrip())
    place = _counted(run)
    if not place:
        return [], False
    rows = [(line[:place].rstrip(), line[place:]) for line in run]
    if sum(re.search(r"\S {2,}\S", right) is not None for _, right in rows) > 0.2 * len(rows):
        return [], False  # three columns or more
    halves = [(left.strip(), right.strip()) for left, right in rows]
    full = sum(bool(left and right) for left, right in halves)
    running = all(
        sum(INNER.search(cell) is not None for cell in column) > 0.25 * full
        for column in zip(*halves, strict=True)
    )
    evidence = _CERTAIN if running and full >= _FEWEST else _evidence(halves)
    if evidence < _ENOUGH:
        return [], False
    return rows, evidence < _CERTAIN


def _told(rows: Sequence[Row]) -> float:
    """How much more likely rows follow each other than other ones do."""
    return _downwards([row.text.strip() for row in rows])


def _stacked(cells: Sequence[Sequence[str]], start: int, doubtful: bool, inner: bool = False) -> list[Row]:
    """The columns of rows from line `start` one after the other; `inner`: each may have columns in it."""
    found: list[Row] = []
    for column in zip(*cells, strict=True):
        rows = [Row(start + j, cell, doubtful) for j, cell in enumerate(column, 1)]
        found += _further(rows) if inner else rows
    return found


def _further(column: list[Row]) -> list[Row]:
    """A column's lines, or those of the columns in it."""
    inner = side_by_side([row.text for row in column])
    if inner is None:
        return column
    own = [column[row.number - 1] for row in inner]
    return [Row(o.number, row.text, row.doubtful or o.doubtful) for row, o in zip(inner, own, strict=True)]


def _run(lines: Sequence[str], start: int) -> tuple[int, int, bool]:
    """Where a run of side-by-side lines from `start` ends (0: there is none), at which cell the right one begins,
    and whether that is doubtful."""
    own = _starts(lines[start]) or _narrow_starts(lines[start])
    if not own:
        return 0, 0, False
    near = {s for line in lines[start : start + 12] for s in _starts(line)}
    narrow = _common(lines[start : start + 12]) - near
    near |= narrow
    best = (0, 0, 0)
    for place in sorted(near):
        stop, hits, missed = start, 0, 0
        for j in range(start, min(len(lines), start + 400)):
            line = lines[j]
            if not line.strip():
                continue
            if _parted(line, place) or _fits(_lead(line), place):
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
    if hits < _FEWEST or not any(_fits(s, place) for s in own):
        return 0, 0, False
    wide = sum(any(_fits(s, place) for s in _starts(line)) for line in lines[start:stop])
    halves = _halves(lines[start:stop], place)
    running = sum(INNER.search(cell) is not None for row in halves for cell in row) > 0.25 * 2 * len(halves)
    evidence = _CERTAIN if running and wide >= _FEWEST else _evidence(halves)
    if evidence < _ENOUGH:
        return 0, 0, False
    while stop < len(lines) and lines[stop].strip() and width_of(lines[stop].rstrip()) < place - 2:
        stop += 1  # what is left of the left column
    return stop, place, evidence < _CERTAIN


def _narrow_starts(line: str) -> list[int]:
    """The cells at which parts after a gap of any width begin."""
    if (" " not in line and "\u3000" not in line) or len(line) > _LONGEST:
        return []
    found = []
    for gap in re.finditer(r"(?<=\S)[ \u3000]+(?=\S)", line):
        at = width_of(line[: gap.end()])
        if at > _NARROWEST and width_of(line[gap.end() :]) >= 4:
            found.append(at)
    return found


def _common(lines: Sequence[str]) -> set[int]:
    """The cells at which a gap ends in at least half of the lines."""
    counts = Counter(at for line in lines for at in set(_narrow_starts(line)))
    return {at for at, n in counts.items() if n >= max(_FEWEST, len(lines) // 2)}


def _halves(lines: Sequence[str], place: int) -> list[tuple[str, str]]:
    cuts = [(line, _cut(line, place)) for line in lines]
    return [(line[:cut].strip(), line[cut:].strip()) for line, cut in cuts]


def _evidence(rows: Sequence[Sequence[str]]) -> float:
    """How much more likely the cells of rows go on under each other than beside each other (log-likelihood ratio)."""
    first, *others = (list(column) for column in zip(*rows, strict=True))
    beside = sum(goes_on(a, b) for row in rows for a, b in pairwise([cell for cell in row if cell]))
    return _downwards(first) + sum(max(0.0, _downwards(column)) for column in others) - beside


def _downwards(column: Sequence[str]) -> float:
    """How much more likely lines follow each other than other ones do: by their characters and their even width."""
    found = 0.0
    for a, b in pairwise([cell for cell in column if cell]):
        even = not terminal(a) and not terminal(b) and abs(width_of(a) - width_of(b)) <= NEAR
        found += goes_on(a, b) + (0.25 if even and INNER.search(a) else 0.0)
    return found


def _tabbed(lines: Sequence[str], start: int) -> tuple[list[list[str]], bool]:
    """The cells of rows from `start` that are parted by tabs, where each column of cells is running text;
    and whether that is doubtful."""
    if "\t" not in lines[start].strip():
        return [], False
    rows: list[list[str]] = []
    for line in lines[start : start + 400]:
        if len(line) > _LONGEST or (line.strip() and "\t" not in line.rstrip() and not rows):
            break
        cells = [cell.rstrip() for cell in line.rstrip().split("\t")]
        if len(cells) > 4 or (len(cells) == 1 and width_of(cells[0]) > LONG):
            break
        rows.append(cells)
    while rows and len(rows[-1]) == 1:
        rows.pop()
    count = max((len(row) for row in rows), default=0)
    full = [cell for row in rows for cell in row if cell]
    if count < 2 or len(rows) < _FEWEST or sum(map(width_of, full)) < _NARROWEST * len(full):
        return [], False
    rows = [row + [""] * (count - len(row)) for row in rows]
    stripped = [[cell.strip() for cell in row] for row in rows]
    evidence = _evidence(stripped)
    return (rows if evidence >= _ENOUGH else []), evidence < _CERTAIN


def _narrow_gap(line: str, place: int) -> int:
    """The character after a gap of any width that ends exactly at a cell; 0 where there is none."""
    if len(line) > _LONGEST:
        return 0
    for gap in re.finditer(r"(?<=\S)\s+(?=\S)", line):
        if width_of(line[: gap.end()]) == place:
            return gap.end()
    return 0


def _parted(line: str, place: int) -> bool:
    """Whether a line has a gap of any width before a cell."""
    return bool(_narrow_gap(line, place)) or any(
        _fits(width_of(line[: gap.end()].expandtabs(8)), place) for gap in _gaps(line)
    )


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
    return len(gap) >= 3 or gap.count("\u3000") >= 2


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


def numbered_lines(rows: Sequence[Row]) -> tuple[list[Line], dict[int, bool]]:
    """The lines of what `side_by_side` gives, with the numbers that they had; and whether each is doubtful."""
    lines = lines_of("\n".join(row.text for row in rows))
    doubts: dict[int, bool] = {}
    for line in lines:
        row = rows[line.number - 1]
        line.number = row.number
        doubts[row.number] = row.doubtful
    return lines, doubts
