"""Columns side by side in a text, as copies and programs leave them: band by band, and in each band column by column.

A page of a text has lines and, in these, pieces with spaces between them. Where a piece stands tells less than on a printed page:
`pdftotext -layout` counts characters, puts one space after a full line, wherever that falls, and stretched lines have spaces between
their characters. What stays the same is how broad each column is. So each line is parted where its parts are full lines of columns,
or have a wide gap after them (dynamic programming over its gaps); how broad the columns are is found again from the parts, until it stays.
A line that can't be parted so, since it is broader than any column, crosses the gutters: it stands over what is below and under
what is above. The shorter ones of these, a byline in the middle, are seen by the rules of pages (`pdf.bands`), once the columns are known.
The characters must tell that lines go on under each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from companion.source.kinds import terminal
from companion.source.lines import CLOSING, INDENT, INNER, LONG, NEAR, Line, lines_of, width_of
from companion.source.pairs import goes_on
from companion.source.pdf.bands import bands_of
from companion.source.pdf.gutters import Gutter, Span
from companion.source.pdf.rows import is_count

__all__ = ["ROW", "Row", "numbered_lines", "side_by_side"]

_PIECE = re.compile("[^ \t\u3000]+")
_SEVERAL = re.compile(r"\S[ \t\u3000]+\S")
_MANY_SENTENCES = re.compile("[。；！？](?=[^ \t\u3000\n])")  # no cell of a row has more than one
_MOST_CELLS, _LONGEST_CELL, _SHORT_CELL = (
    8,
    36,
    6,
)  # of a row, in characters of a cell, and of one far from the others
_GAP = re.compile(
    "[^ \t\u3000\n]{6}[ \t\u3000]+[^ \t\u3000\n]{2}|[^ \t\u3000\n](?:[ \t\u3000]{3}|[ \u3000]?\t|\u3000\u3000)"
)
_TAB = 8  # cells
_LONGEST = 400  # characters: no line of columns is longer
_MOST_LINES = 300
_MOST_PIECES = 120
_MOST_COLUMNS = 5
_FEWEST = 4  # lines with two columns
_NARROWEST, _BROADEST = 12, 100  # cells of a column
_OVER = 2  # cells: a mark may hang over the edge
_SAMPLE = 40  # lines by which the widths are chosen
_MISPLACED = 0.25  # for each character that a part stands from where its column begins
_TOO_LONG = 8.0  # for a word that is longer than the column
_NO_ROW = 16.0  # what costs more is no line of the columns
_NEVER = 1e9
_ENOUGH, _CERTAIN = 3.5, 7.0  # log-likelihood ratio
_WIDE = 3  # cells: a gap after a full line that is more than what parts columns
_DEEP = 6  # characters or cells: what begins farther inside its column is no first line
_CLEARLY = 5.0  # by which columns of other widths must be more likely
_AROUND = 3  # lines before and after ones that look like columns: they may be of these
ROW = "a row of a table stands by itself"
_TELLING = 3  # rows, by which a table is told
_CROSSING = 8  # lines on end that cross the gutters: the columns have ended
_TORN = re.compile(  # a label that was parted from what it stands before
    r"(?:\s{2,}|\u3000|^)[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z])[)）.．、]$"
)
_BESIDE = "columns stand side by side in this text: the left one is read first"
_UNSURE = "columns may stand side by side here, which too little tells"


class Row(NamedTuple):
    """A line, the number that it had in the text, why it stands here, if that was not its place, and whether that is doubtful."""

    number: int
    text: str
    why: str = ""
    doubtful: bool = False


class _Piece(NamedTuple):
    """A run of characters without a space: its text, its cells, where it begins (in characters and cells), the cells before it.

    `wide`: a single ideographic space is before it, as one stands between a title and a name.
    """

    text: str
    width: int
    start: int
    cell: int
    gap: int
    wide: bool


_Line = Sequence[_Piece]
_Cut = list[int]  # the piece at which each column begins, and the end


class _Columns(NamedTuple):
    """Lines dealt out to columns: where each of them is cut; None for one that crosses the gutters.

    `places` are where columns begin, in cells or characters, `firsts` where indented lines of them do after a full one, 0 if
    there are none; `aligned`: nearly all parts begin there.
    """

    cuts: list[_Cut | None]
    widths: list[int]
    places: list[int]
    firsts: list[int]
    in_cells: bool
    aligned: bool

    @property
    def number(self) -> int:
        return len(self.widths)


def side_by_side(lines: Sequence[str]) -> list[Row] | None:
    """The lines of a text with columns that stand side by side put under each other; None where there are none.

    >>> rows = side_by_side(["警方昨日公布一項新措施   市民表示歡迎，認為有用"] * 4)
    >>> rows[0].text, rows[4].text, rows[4].number
    ('警方昨日公布一項新措施', '市民表示歡迎，認為有用', 1)
    """
    if not any(map(_GAP.search, lines)):
        return None
    out: list[Row] = []
    known: list[int] = []
    pieces = [_pieces(line) for line in lines]
    table = cache(partial(_table, lines))
    i = 0
    while i < len(lines):
        cells, doubtful = _tabbed(lines, i)
        if cells:
            out += _stacked(cells, i, doubtful)
            i += len(cells)
            continue
        if count := table(i):
            out += [Row(j + 1, lines[j], ROW) for j in range(i, i + count)]
            i += count
            continue
        stop = _stop(lines, table, i)
        rows, stop = _next_columns(lines, pieces[i:stop], i, known)
        out += rows
        i = stop
    return out if any(row.why for row in out) else None


def _next_columns(
    lines: Sequence[str], pieces: Sequence[_Line], start: int, known: list[int]
) -> tuple[list[Row], int]:
    """The rows from line `start` to the end of the next columns, or of these lines that have none; and where that is."""
    stop = start + len(pieces)
    double = [i for i, line in enumerate(pieces) if _is_double(line)]
    double = double[: next((n for n, (a, b) in enumerate(pairwise(double), 1) if b - a > _CROSSING), None)]
    if not double:
        return [Row(i + 1, lines[i]) for i in range(start, stop)], stop
    found, first = None, 0
    parted = sum(len(line) > 1 for line in pieces[double[0] : double[-1] + _AROUND + 1])
    for n in (0, 1, 3, 7) if parted >= _FEWEST else ():  # before the columns may be others, or a table
        first = double[min(n, len(double) - 1)]
        found = _best(pieces[first:], known)
        if found or n >= len(double):
            break
    if found is None:
        end = double[-1] + 1
        return _as_they_are(lines[start : start + end], pieces[:end], start), start + end
    columns, evidence, fewer = found
    known += columns.widths
    end = first + len(columns.cuts)
    mixed = any(
        cut is None and _is_double(line) for cut, line in zip(columns.cuts, pieces[first:], strict=False)
    )
    doubtful = fewer or mixed or not columns.aligned or evidence < _CERTAIN
    rows = _as_they_are(lines[start : start + first], pieces[:first], start)
    block: list[list[str]] = []
    for i, cut in enumerate(columns.cuts, first):
        if cut is None:
            rows += _stacked(block, start + i - len(block), doubtful)
            rows.append(Row(start + i + 1, lines[start + i], _BESIDE, doubtful))
            block = []
        else:
            block.append(_cells(pieces[i], cut, columns, block[-1] if block else None))
    rows += _stacked(block, start + end - len(block), doubtful)
    if any(_TORN.search(row.text.strip()) for row in rows if row.why == _BESIDE):
        rows = [row._replace(doubtful=True) if row.why == _BESIDE else row for row in rows]
    return rows, start + end


def _stop(lines: Sequence[str], table: Callable[[int], int], start: int) -> int:
    """Where the lines from `start` end, at two that are blank or before ones that tabs part."""
    for i in range(start + 1, min(len(lines), start + _MOST_LINES)):
        if not lines[i].strip() and not lines[i - 1].strip():
            return i
        if table(i):
            return i
        if "\t" in lines[i].strip() and "\t" not in lines[i - 1].strip():
            return i
    return min(len(lines), start + _MOST_LINES)


def _pieces(line: str) -> list[_Piece]:
    """The pieces of a line; none where it is too long, or has too many, for one of columns."""
    found: list[_Piece] = []
    if len(line) > _LONGEST:
        return found
    at = end = 0
    for match in _PIECE.finditer(line):
        blank = line[end : match.start()]
        gap = width_of(blank) + (_TAB - 1) * blank.count("\t")
        width = width_of(match.group())
        found.append(_Piece(match.group(), width, match.start(), at + gap, gap, blank == "\u3000"))
        at, end = at + gap + width, match.end()
    return found if len(found) <= _MOST_PIECES else []


def _is_double(line: _Line) -> bool:
    """Whether a line may have two columns: a gap with something broad enough on both sides."""
    if len(line) < 2:
        return False
    left, all_of = 0, sum(piece.width for piece in line)
    for before, piece in pairwise(line):
        left += before.width
        if left >= _NARROWEST and all_of - left >= 4 and (piece.gap > 1 or piece.width > 6):
            return True
    return False


def _best(pieces: Sequence[_Line], known: Sequence[int]) -> tuple[_Columns, float, bool] | None:
    """The columns that these lines begin with, how much more likely they are than the lines as they stand, and whether
    few lines show them."""
    sample = pieces[:_SAMPLE]
    best: tuple[float, _Columns] | None = None
    usual = dict.fromkeys([*_widths(sample), *known])
    for like, last in ((_MOST_COLUMNS, []), (1, [_BROADEST]), (2, [_BROADEST])):
        before = best
        for width in usual:
            columns = _dealt(sample, [width] * like + last)
            if columns is None:
                continue
            evidence = _evidence(sample, columns)
            if (best is None or evidence > best[0]) and (before is None or evidence > before[0] + _CLEARLY):
                best = evidence, columns
    if best is None:
        return None
    columns = _dealt(pieces, best[1].widths, best[1])
    if columns is None:
        return None
    columns = _with_bands(pieces, _ended(pieces, columns))
    evidence = _evidence(pieces, columns)
    rows = [_cells(line, cut, columns) for line, cut in zip(pieces, columns.cuts, strict=False) if cut]
    full = [row for row in rows if sum(map(bool, row)) > 1]
    share = len(full) / max(1, sum(bool(row[0]) for row in rows))  # right columns may be longer
    sentences = [
        sum(INNER.search(cell) is not None for cell in column) / len(full)
        for column in zip(*full, strict=True)
    ]
    if len(full) >= _FEWEST and (
        min(sentences) > 0.25 or (columns.aligned and sum(sentences) > 0.25 * columns.number)
    ):
        evidence = max(evidence, _CERTAIN)  # the columns are running text
    if _has_lost_gaps(pieces, columns):
        return None
    near = any(abs(a - b) <= _OVER for a in columns.widths for b in known)
    enough = _ENOUGH if columns.aligned or near else _CERTAIN
    if len(full) < _FEWEST or share < (0.3 if columns.aligned else 0.5) or evidence < enough:
        return None
    return columns, evidence, len(full) < 2 * _FEWEST and not columns.aligned


def _has_lost_gaps(pieces: Sequence[_Line], columns: _Columns) -> bool:
    """Whether one space parts columns everywhere, even where a line is short: then a line alone may be of any column."""
    gaps, short = [], 0
    for line, cut in zip(pieces, columns.cuts, strict=False):
        for j in range(1, columns.number if cut else 0):
            if cut and cut[j - 1] < cut[j] < cut[j + 1]:
                gaps.append(line[cut[j]].gap)
        if cut and cut[1] == cut[-1] and line:
            short += sum(piece.width for piece in line) < columns.widths[0] - INDENT
    return max(gaps, default=2) <= 1 and short > 0


def _widths(pieces: Sequence[_Line]) -> list[int]:
    """How broad a column may be: as what stands before the first gap of several lines, and what stands between wide gaps."""
    counts: Counter[int] = Counter()
    for line in pieces:
        parts = [0]
        for piece in line:
            if piece.gap and parts[-1] and (piece.gap > 1 or piece.width > 6):
                parts.append(0)
            parts[-1] += piece.width
        for part in parts[: max(1, len(parts) - 1)]:
            if _NARROWEST <= part <= _BROADEST:
                counts[part] += 1
    near = {w: counts[w] + counts[w - 1] + counts[w - 2] for w in counts}
    return sorted(sorted(near, key=lambda w: (-near[w], -w))[:5])


def _dealt(
    pieces: Sequence[_Line], widths: Sequence[int], as_found: _Columns | None = None
) -> _Columns | None:
    """The lines dealt out to columns as broad as these: again with the places and widths that were found, until they stay."""
    margin = min((line[0].start for line in pieces if len(line) > 1), default=0)
    places = [margin + j * (widths[0] // 2 + 4) for j in range(len(widths))]
    columns = as_found or _Columns([], list(widths), places, [], False, False)
    for turn in range(3):
        certain = turn > 0 or as_found is not None
        cuts: list[_Cut | None] = []
        for line in pieces:
            cost, cut = _cuts(line, columns, certain)
            cuts.append(cut if cost <= _NO_ROW else None)
        found = _measured(pieces, cuts, columns.number)
        if found is None:
            return None
        columns = found
    return columns


def _measured(pieces: Sequence[_Line], cuts: list[_Cut | None], count: int) -> _Columns | None:
    """Where the columns that these lines were dealt out to begin, and how broad they are; None where there is but one."""
    dealt = [(line, cut) for line, cut in zip(pieces, cuts, strict=True) if cut and line]
    parts = [[line[cut[j] : cut[j + 1]] for line, cut in dealt if cut[j] < cut[j + 1]] for j in range(count)]
    least = max(3, 0.1 * len(dealt))
    count = next((j for j, column in enumerate(parts) if len(column) < least), count)
    if count < 2:
        return None
    cuts = [[*cut[:count], cut[-1]] if cut else None for cut in cuts]
    widths: list[int] = []
    places: dict[bool, list[int]] = {True: [], False: []}
    firsts: dict[bool, list[int]] = {True: [], False: []}
    apart = {True: 0, False: 0}
    seen = 0
    for j, column in enumerate(parts[:count]):
        widths.append(_usual_width(column))
        if j == 0:
            for in_cells in (True, False):
                starts = Counter(part[0].cell if in_cells else part[0].start for part in column)
                places[in_cells].append(
                    min(at for at in starts if starts[at] > 1 or len(starts) == len(column))
                )
                firsts[in_cells].append(0)
            continue
        seen += len(column)
        after_full = [
            line[cut[j]]
            for line, cut in dealt
            if cut[j - 1] < cut[j] < cut[j + 1] and line[cut[j]].gap >= _WIDE
            and sum(piece.width for piece in line[cut[j - 1] : cut[j]]) >= widths[j - 1] - INDENT
        ]  # fmt: skip
        for in_cells in (True, False):
            starts = Counter(part[0].cell if in_cells else part[0].start for part in column)
            place = max(starts, key=lambda at: (starts[at] + 0.5 * starts[at - 1], -at))
            indents = Counter(piece.cell if in_cells else piece.start for piece in after_full)
            places[in_cells].append(place)
            firsts[in_cells].append(max(indents, key=lambda at: (indents[at], -at), default=0))
            apart[in_cells] += len(column) - sum(n for _, n in starts.most_common(2))
    in_cells = apart[True] <= min(apart[False], 0.12 * seen)  # else a program has counted characters
    aligned = apart[in_cells] <= 0.12 * seen
    return _Columns(cuts, widths, places[in_cells], firsts[in_cells], in_cells, aligned)


def _usual_width(column: Sequence[_Line]) -> int:
    """The cells of a column: the most that many of its parts have, or else most of its parts."""
    broad = sorted(sum(piece.width for piece in part) for part in column)
    counts = Counter(broad)
    near = {w: counts[w] + counts[w - 1] + counts[w - 2] for w in counts}
    most = max(near.values())
    if most < 2:
        return broad[-1 - len(broad) // 5]
    return max(w for w in near if near[w] >= 0.6 * most and counts[w] >= 0.3 * max(counts.values()))


def _cuts(line: _Line, columns: _Columns, certain: bool) -> tuple[float, _Cut]:
    """At which piece each column of a line begins, and its end: as cheap as can be; and how cheap that is."""
    count, number = len(line), columns.number
    best = [[_NEVER] * (count + 1) for _ in range(number + 1)]
    back = [[0] * (count + 1) for _ in range(number + 1)]
    best[0][0] = 0.0
    for j in range(number):
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
            after_empty = j > 0 and back[j][a] == a
            cost = _misplaced(line[a], columns, j, after_empty, certain)
            for b, inside in _parts(line, a, columns.widths[j]):
                if so_far + cost + inside < best[j + 1][b]:
                    best[j + 1][b], back[j + 1][b] = so_far + cost + inside, a
    cuts = [count]
    for j in range(number, 0, -1):
        cuts.insert(0, back[j][cuts[0]])
    return best[number][count], cuts


def _misplaced(piece: _Piece, columns: _Columns, j: int, after_empty: bool, certain: bool) -> float:
    """What it costs that a column's part begins with this piece, by its place."""
    off = (piece.cell if columns.in_cells else piece.start) - columns.places[j]
    if j == 0:
        return _MISPLACED * off if off > _DEEP else 0.0
    if not (after_empty or certain):
        return 0.0
    if certain and columns.aligned:
        return 0.0 if -1 <= off <= 5 else min(6.0, 1.0 + abs(off))
    cost = _MISPLACED * abs(off)
    if after_empty:
        return cost + (6.0 if piece.gap < columns.widths[j - 1] // 4 else 0.0)
    return min(3.0, 0.3 * cost) if piece.gap > 1 else 0.0  # else what is before it has moved it


def _parts(line: _Line, a: int, width: int) -> list[tuple[int, float]]:
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
        if broad > width + _OVER + 4 and (b > a + 1 or not piece.text.isascii()):
            break
        cost = inner if spaced < 0.6 * (b - a - 1) or b - a < 4 else 0.4 * inner  # stretched from end to end
        over = broad - width
        cost += min(
            _TOO_LONG,
            1.5 * max(0, over - _OVER) + (0.6 * over if over > 0 and piece.text[-1] not in CLOSING else 0.0),
        )
        if b < len(line):
            gap, missing = line[b].gap, max(0, width - broad)
            stretched = b - a > 3 and spaced >= 0.5 * (broad // 2 - 1)
            if gap <= 2:
                if stretched:  # by the room of a character
                    cost += 0.3 * abs(missing - 2)
                else:
                    cost += 0.1 * missing + 0.5 * max(0, missing - 4)
                cost += _pull(line[b - 1].text, line[b].text)
        found.append((b, cost))
    return found


def _pull(before: str, after: str) -> float:
    """How much two pieces want to be one, by their characters."""
    return max(-0.3, min(1.0, 0.25 * goes_on(before, after)))


def _ended(pieces: Sequence[_Line], columns: _Columns) -> _Columns:
    """The columns up to where they end: before lines that cross them and have other columns in them, or long text."""
    cuts = columns.cuts
    last = crossing = others = 0
    for i, cut in enumerate(cuts):
        if cut is None:
            crossing += 1
            others += _is_double(pieces[i])
            if others >= 3 or crossing > _CROSSING:
                break
        elif pieces[i]:
            crossing = others = 0
            if sum(a < b for a, b in pairwise(cut)) > 1 or (last and cut[0] == cut[1]):
                last = i + 1
    ends = [_last(pieces, cuts[:last], j) for j in range(columns.number)]
    while last < len(cuts) and (cut := cuts[last]) and pieces[last] and cut[0] < cut[1]:
        if terminal(ends[0]) and not terminal(ends[-1]):
            break  # a line after the columns
        ends[0] = pieces[last][-1].text
        last += 1
    return columns._replace(cuts=cuts[:last])


def _last(pieces: Sequence[_Line], cuts: Sequence[_Cut | None], j: int) -> str:
    """The end of a column."""
    ends = (
        pieces[i][cut[j + 1] - 1].text
        for i, cut in reversed([*enumerate(cuts)])
        if cut and cut[j] < cut[j + 1]
    )
    return next(ends, "")


def _with_bands(pieces: Sequence[_Line], columns: _Columns) -> _Columns:
    """The columns with the short lines between them, or over them, that are told by the rules of a page."""
    size = 2.0 if columns.in_cells else 1.0
    pitch = 1.6 * size
    spans: list[Span] = []
    for i, (line, cut) in enumerate(zip(pieces, columns.cuts, strict=False)):
        for j in range(columns.number if cut else 1):
            part = line[cut[j] : cut[j + 1]] if cut else line
            if not part:
                continue
            text = "".join(piece.text for piece in part)
            start = part[0].cell if columns.in_cells else part[0].start
            if cut and j and cut[j - 1] < cut[j]:
                start = (
                    max(start, columns.places[j]) if start < columns.places[j] + 3 else columns.places[j] + 2
                )
            spans.append(
                Span(
                    start, start + (width_of(text) if columns.in_cells else len(text)), i * pitch, size, text
                )
            )
    if not spans:
        return columns
    gutters = [
        Gutter(place - size, float(place), 0.0, len(columns.cuts) * pitch, size)
        for place in columns.places[1:]
    ]
    found = bands_of(spans, gutters)[0]
    bands = {round(band.v / pitch) for band in found if band.cuts}
    return columns._replace(
        aligned=columns.aligned and not any(band.doubtful for band in found),
        cuts=[
            None if cut and i in bands and _may_cross(pieces[i], cut, columns) else cut
            for i, cut in enumerate(columns.cuts)
        ],
    )


def _may_cross(line: _Line, cut: _Cut, columns: _Columns) -> bool:
    """Whether a line may stand between columns: it has a part of one, or begins deep inside the first."""
    start = line[0].cell if columns.in_cells else line[0].start
    deep = start - columns.places[0] > _DEEP and all(piece.gap <= 4 for piece in line[1:])
    return deep or sum(a < b for a, b in pairwise(cut)) == 1


def _cells(line: _Line, cut: _Cut, columns: _Columns, above: Sequence[str] | None = None) -> list[str]:
    """The text of each column's part; spaces that only stretched it are taken out, and an indent under a line that goes on."""
    found = []
    for j, (a, b) in enumerate(pairwise(cut)):
        if a == b:
            found.append("")
            continue
        indented = _is_indented(line, cut, columns, j)
        if indented and above and above[j] and not columns.aligned:
            indented = terminal(above[j]) or width_of(above[j]) < columns.widths[j] - INDENT
        text = ["\u3000\u3000" if indented else "", line[a].text]
        spread = b - a > 3 and all(len(piece.text) < 3 for piece in line[a:b])
        for before, piece in pairwise(line[a:b]):
            if piece.gap > 2 or piece.wide:
                text.append("\u3000")
            elif not spread or (before.text[-1].isascii() and piece.text[0].isascii()):
                text.append(" ")
            text.append(piece.text)
        found.append("".join(text))
    return found


def _is_indented(line: _Line, cut: _Cut, columns: _Columns, j: int) -> bool:
    """Whether a column's part begins with an indent."""
    piece = line[cut[j]]
    deep = (piece.cell if columns.in_cells else piece.start) - columns.places[j]
    if j == 0 or columns.aligned:
        return 2 <= deep <= _DEEP
    before = sum(p.width for p in line[cut[j - 1] : cut[j]])
    if cut[j - 1] < cut[j] and before >= columns.widths[j - 1] - INDENT:
        return piece.gap >= _WIDE
    return 0 < columns.firsts[j] - 1 <= deep + columns.places[j]


def _stacked(cells: Sequence[Sequence[str]], start: int, doubtful: bool) -> list[Row]:
    """The columns of rows from line `start` one after the other."""
    return [
        Row(start + n, cell, _BESIDE, doubtful)
        for column in zip(*cells, strict=True)
        for n, cell in enumerate(column, 1)
    ]


def _as_they_are(lines: Sequence[str], pieces: Sequence[_Line], start: int) -> list[Row]:
    """The lines in which no columns were found; those that look like such are parted, and marked: they may be by turns."""
    double = [
        _is_double(line) and INNER.search(text) is not None for line, text in zip(pieces, lines, strict=True)
    ]
    if sum(double) < 2:
        return [Row(start + n, text) for n, text in enumerate(lines, 1)]
    first = double.index(True) - _AROUND
    last = len(double) - double[::-1].index(True) + _AROUND
    rows = []
    for n, (text, line) in enumerate(zip(lines, pieces, strict=True)):
        parts = _apart(line) if double[n] else [text]
        inside = first <= n < last
        rows += [Row(start + n + 1, part, _UNSURE if inside else "", inside) for part in parts]
    return rows


def _apart(line: _Line) -> list[str]:
    """The parts of a line that are each broad enough for a column's."""
    parts: list[list[_Piece]] = []
    for n, piece in enumerate(line):
        ends = n == len(line) - 1 and terminal(piece.text)
        if not parts or (sum(p.width for p in parts[-1]) >= _NARROWEST and (piece.width > 6 or ends)):
            parts.append([piece])
        else:
            parts[-1].append(piece)
    return [" ".join(piece.text for piece in part) for part in parts]


def _evidence(pieces: Sequence[_Line], columns: _Columns) -> float:
    """How much more likely the parts of lines go on under each other than beside each other (log-likelihood ratio)."""
    found = 0.0
    block: list[list[str]] = []
    for line, cut in zip(pieces, [*columns.cuts, None], strict=False):
        if cut is not None:
            block.append([cell.strip() for cell in _cells(line, cut, columns)])
        else:
            found += _evidence_of(block)
            block = []
    return found + _evidence_of(block)


def _evidence_of(rows: Sequence[Sequence[str]]) -> float:
    if not rows:
        return 0.0
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


def _table(lines: Sequence[str], start: int) -> int:
    """How many lines from `start` are rows of a table: as many cells each, one of which counts something or stands far from the others.

    >>> _table(["渡輪　每日三十班   三十八元", "巴士　途經東涌   十二元", "市民歡迎。"], 0)
    2
    """
    rows: list[list[_Piece]] = []
    for line in lines[start : start + _MOST_LINES]:
        if not _SEVERAL.search(line) or _MANY_SENTENCES.search(line):
            break
        cells = _pieces(line)
        if not 1 < len(cells) <= _MOST_CELLS or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
        if len(rows) == _TELLING and not _are_rows(rows):
            return 0
    return len(rows) if len(rows) > 1 and _are_rows(rows) else 0


def _are_rows(rows: Sequence[_Line]) -> bool:
    """Whether lines of as many pieces are rows of cells."""
    columns = list(zip(*rows, strict=True))
    texts = [[piece.text for piece in column] for column in columns]
    if any(len(text) > _LONGEST_CELL for column in texts for text in column):
        return False
    aligned = all(
        min(len({p.start for p in column}), len({p.cell for p in column})) == 1
        and min(p.gap for p in column) > 1
        for column in columns[1:]
    )
    whole = all(sum(map(terminal, column)) in (0, len(column)) for column in texts)
    counts = is_count(texts[-1]) or (aligned and any(map(is_count, texts)))
    far = aligned and min(p.gap for p in columns[-1]) >= _WIDE and max(map(len, texts[-1])) <= _SHORT_CELL
    return whole and (counts or far)


def _tabbed(lines: Sequence[str], start: int) -> tuple[list[list[str]], bool]:
    """The cells of rows from `start` that are parted by tabs, where each column of cells is running text;
    and whether that is doubtful."""
    if "\t" not in lines[start].strip():
        return [], False
    rows: list[list[str]] = []
    for line in lines[start : start + _MOST_LINES]:
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
    evidence = _evidence_of([[cell.strip() for cell in row] for row in rows])
    return (rows if evidence >= _ENOUGH else []), evidence < _CERTAIN


def _leads(text: str) -> bool:
    """Whether a line begins deeper than any first line."""
    return width_of(text[: len(text) - len(text.lstrip())]) > 2 * _DEEP


def numbered_lines(rows: Sequence[Row]) -> tuple[list[Line], dict[int, Row]]:
    """The lines of what `side_by_side` gives, with the numbers that they had; and the row of each number that was moved."""
    lines = lines_of("\n".join(row.text for row in rows))
    moved: dict[int, Row] = {}
    for line in lines:
        row = rows[line.number - 1]
        line.number = row.number
        line.row = row.why == ROW
        line.blank_after |= not row.why and _leads(row.text)  # a byline in the middle, or at the right
        if row.why and not line.row:
            moved[row.number] = row
    return lines, moved
