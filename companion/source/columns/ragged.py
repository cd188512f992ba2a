"""Columns side by side whose gaps do not stand under each other, as programs leave them that count characters.

`pdftotext -layout` is one: where the left column's line is full, one space parts it from the next column, wherever that falls;
and a line that was stretched to its column's edge has spaces between its characters. What stays the same is how broad
the columns are. So each line is parted where its parts are full columns of one width, or have a wide gap after them (dynamic
programming over its gaps), and the characters must tell that lines go on under each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from companion.source.lines import width_of
from companion.source.pairs import goes_on

__all__ = ["NONE", "Ragged", "ragged_rows"]

_PIECE = re.compile(
    r"(?:[^ \u3000]|(?<=[^ \u3000])\u3000(?=[^ \u3000]))+"
)  # a single wide space is a headline's
_FEWEST, _FEW_OF_KNOWN = 8, 4  # lines with two columns
_MOST_LINES = 300
_MOST_PIECES = 120
_MOST_COLUMNS = 5
_NARROWEST, _BROADEST = 16, 64  # cells of a column
_OVER = 2  # cells: a mark may hang over the edge
_SAMPLE = 24  # lines by which the width is chosen
_MISPLACED = 0.25  # for each character that a part stands from where its column begins
_TOO_LONG = 8.0  # for a word that is longer than the column
_NO_ROW = 16.0  # what costs more is no line of the columns
_NEVER = 1e9


class _Piece(NamedTuple):
    """A run of characters without a space: its text, its cells, the character at which it begins, the spaces before it."""

    text: str
    width: int
    start: int
    gap: int


class Ragged(NamedTuple):
    """The parts of lines, a column each; how much more likely they are than the lines as they stand; the columns' cells."""

    rows: list[list[str]]
    evidence: float
    width: int


NONE = Ragged([], 0.0, 0)


def ragged_rows(
    lines: Sequence[str],
    start: int,
    evidence: Callable[[Sequence[Sequence[str]]], float],
    known: Collection[int] = (),
) -> Ragged:
    """The lines from `start` parted into columns; none where there is none.

    `known` are the widths of columns that the text has elsewhere: of those, a few lines tell.
    """
    run = _run(lines, start)
    pieces = [_pieces(line) for line in run]
    fewest = _FEW_OF_KNOWN if known else _FEWEST
    if sum(len(p) > 1 for p in pieces) < fewest or len(pieces[0]) < 2:
        return NONE
    best: tuple[float, int] = (0.0, 0)
    sample = pieces[:_SAMPLE]
    for width in {*_widths(pieces), *known}:
        rows = _dealt(sample, width)
        if rows and (found := evidence(rows)) > best[0]:
            best = (found, width)
    width = best[1]
    rows = _dealt(pieces, width) if width else []
    while rows and not any(rows[-1]):
        rows.pop()
    several = sum(sum(map(bool, row)) > 1 for row in rows)
    near = any(abs(width - w) <= _OVER for w in known)
    if several < (_FEW_OF_KNOWN if near else _FEWEST) or several < 0.6 * sum(any(row) for row in rows):
        return NONE
    return Ragged(rows, evidence(rows), width)


def _run(lines: Sequence[str], start: int) -> list[str]:
    """The lines from `start` up to two that are blank."""
    run: list[str] = []
    for line in lines[start : start + _MOST_LINES]:
        if not line.strip() and run and not run[-1].strip():
            break
        run.append(line.rstrip())
    return run


def _pieces(line: str) -> list[_Piece]:
    found: list[_Piece] = []
    end = 0
    for match in _PIECE.finditer(line):
        if len(found) == _MOST_PIECES:
            return []
        found.append(_Piece(match.group(), width_of(match.group()), match.start(), match.start() - end))
        end = match.end()
    return found


def _widths(pieces: Sequence[Sequence[_Piece]]) -> list[int]:
    """How broad a column may be: as what stands before the first gap of several lines, and what stands between wide gaps."""
    counts: Counter[int] = Counter()
    for line in pieces:
        parts = [0]
        for piece in line:
            if piece.gap and parts[-1] and (piece.gap > 1 or piece.width > 6):
                parts.append(0)
            parts[-1] += piece.width
        for part in parts[:-1]:
            if _NARROWEST <= part <= _BROADEST:
                counts[part] += 1
    near = {w: counts[w] + counts[w - 1] + counts[w - 2] for w in counts}
    return sorted(sorted(near, key=lambda w: -near[w])[:4])


def _dealt(pieces: Sequence[Sequence[_Piece]], width: int) -> list[list[str]]:
    """The lines dealt out to columns of a width: first with no place known, then with the places that were found.

    They end before a line that does not fit in.
    """
    places = [float(j * (width // 2 + 4)) for j in range(_MOST_COLUMNS)]
    count = _MOST_COLUMNS
    cuts: list[list[int]] = []
    for certain in (False, True):
        cuts = []
        for line in pieces:
            cost, cut = _cuts(line, width, places[:count], certain)
            if cost > _NO_ROW:
                break
            cuts.append(cut)
        starts = [
            sorted(line[cut[j]].start for line, cut in zip(pieces, cuts, strict=False) if _has(cut, j))
            for j in range(count)
        ]
        count = sum(len(found) >= max(3, 0.1 * len(cuts)) for found in starts)
        if count < 2:
            return []
        places = [
            float(found[len(found) // 2]) if found else p for found, p in zip(starts, places, strict=False)
        ]
    count = min(count, len(cuts[0]) - 1)
    return [
        [_text(line[cut[j] : cut[j + 1]], indented=j == 0) for j in range(count)]
        for line, cut in zip(pieces, cuts, strict=False)
    ]


def _has(cut: Sequence[int], j: int) -> bool:
    return cut[j] < cut[j + 1]


def _cuts(
    line: Sequence[_Piece], width: int, places: Sequence[float], certain: bool
) -> tuple[float, list[int]]:
    """At which piece each column of a line begins, and its end: as cheap as can be; and how cheap that is."""
    count, columns = len(line), len(places)
    best = [[_NEVER] * (count + 1) for _ in range(columns + 1)]
    back = [[0] * (count + 1) for _ in range(columns + 1)]
    best[0][0] = 0.0
    for j in range(columns):
        for a in range(count + 1):
            so_far = best[j][a]
            if so_far >= _NEVER:
                continue
            skipped = so_far + (0.0 if a == count else 1.0)  # an empty cell
            if skipped < best[j + 1][a]:
                best[j + 1][a], back[j + 1][a] = skipped, a
            if a == count:
                continue
            # Where columns before it are empty, its place tells which column it is in.
            after_empty = j > 0 and (back[j][a] == a)
            place = _MISPLACED * abs(line[a].start - places[j]) if after_empty or (certain and j > 0) else 0.0
            if after_empty and line[a].gap < width // 4:
                place += 6.0
            if certain and not after_empty:
                place = min(3.0, 0.3 * place)
            for b, cost in _parts(line, a, width):
                if so_far + place + cost < best[j + 1][b]:
                    best[j + 1][b], back[j + 1][b] = so_far + place + cost, a
    cuts = [count]
    for j in range(columns, 0, -1):
        cuts.insert(0, back[j][cuts[0]])
    return best[columns][count], cuts


def _parts(line: Sequence[_Piece], a: int, width: int) -> list[tuple[int, float]]:
    """Where a column's part that begins at piece `a` may end, and what that costs."""
    found: list[tuple[int, float]] = []
    broad, inner, spaced = 0, 0.0, 0
    for b in range(a + 1, len(line) + 1):
        piece = line[b - 1]
        if b > a + 1:
            before = line[b - 2].text
            latin = before[-1].isascii() and piece.text[0].isascii()
            broad += latin
            if piece.gap > 2:
                inner += min(8.0, 1.5 * piece.gap)
            else:
                spaced += 1
                inner += (0.3 if latin else 0.6) * piece.gap - _pull(before, piece.text)
        broad += piece.width
        if broad > width + _OVER + 4 and b > a + 1:
            break
        cost = inner if spaced < 0.6 * (b - a - 1) or b - a < 4 else 0.4 * inner  # stretched from end to end
        cost += min(_TOO_LONG, 1.5 * max(0, broad - width - _OVER))
        if b < len(line):
            gap, missing = line[b].gap, width - broad
            stretched = b - a > 3 and spaced >= 0.5 * (broad // 2 - 1)
            if gap <= 2:
                room = 12 if stretched else 4
                cost += 0.1 * missing + (0.5 * (missing - room) if missing > room else 0.0)
                cost += _pull(line[b - 1].text, line[b].text)
        found.append((b, cost))
    return found


def _pull(before: str, after: str) -> float:
    """How much two pieces want to be one, by their characters."""
    return max(-0.3, min(1.0, 0.25 * goes_on(before, after)))


def _text(pieces: Sequence[_Piece], indented: bool) -> str:
    """The text of a part; spaces that only stretched it are taken out."""
    if not pieces:
        return ""
    found = ["\u3000\u3000" if indented and 2 <= pieces[0].gap <= 6 else "", pieces[0].text]
    for a, b in pairwise(pieces):
        if b.gap > 2:
            found.append("\u3000")
        elif a.text[-1].isascii() and b.text[0].isascii():
            found.append(" ")
        found.append(b.text)
    return "".join(found)
