"""Lines of two to four columns that a copy has dealt out by turns: the first of each, then the second of each.

A line that breaks inside a word (警|方) tells where it goes on (see `pairs`). In running text about every
fourth line ends inside a known pair of characters, by chance one in eighty does. Where the lines go on with their next
but one far oftener than with their next, a beam search deals them back to the columns that they came from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from operator import sub
from typing import Any, NamedTuple

from companion.source.kinds import is_dateline, starts_paragraph, terminal
from companion.source.lines import INNER, LONG, NEAR, Line
from companion.source.pairs import goes_on, pairs

__all__ = ["dealt_back"]

_MOST_COLUMNS = 4
_BEAM = 40
_WINDOW = 16
_FEW = 3  # pairs over line ends to the next line in a suspicious window, which has more to a later one
_FEWEST = 3  # pairs to a later line in a window twice as wide, and no fewer than to the next line
_AROUND = 60  # lines before and after a suspicious window that are looked at too
_MOST_LINES = 10_000  # are looked at: some seconds
_BEGINNING = -5.0  # the log of how seldom a text is dealt out
_GAP = -1.5  # a column has no line in this row
_ENDS = -0.7
_CUT = -1.5  # a sentence that is begun has no end
_ENOUGH, _CERTAIN = (
    8.0,
    14.0,
)  # log-likelihood ratio of the joins that were chosen against the text's own order
_PER_LINE, _PER_COLUMN = 0.2, 3.0
_OF_PARTED = 2.0  # where some of the lines stood beside each other in the text
_BESIDE = -4.0  # they do not go on with each other
_MORE = 6  # lines before and after those
_IN_ALL = 12.0  # the same with indents and widths


def dealt_back(lines: Sequence[Line]) -> tuple[list[Line], dict[int, bool]]:
    """The lines in reading order, and the numbers of those that were moved, with whether that is doubtful.

    >>> from companion.source.lines import lines_of
    >>> left = "政府昨日公布一份交|通研究報告，建議興|建三條行人隧道，並|擴闊多個巴士總站，|紓緩繁忙時間的擠|塞，最快明年展開。".split("|")
    >>> right = "天文台昨晚發出警|告，颱風正向本港移|動，未來數日風勢會|增強，市民應留在安|全的地方，切勿到海|邊觀浪或進行活動。".split("|")
    >>> text = "\\n".join(line for row in zip(left, right) for line in row)
    >>> [line.text for line in dealt_back(lines_of(text))[0]] == left + right
    True
    """
    order = list(lines)
    moved: dict[int, bool] = {}
    budget = _MOST_LINES
    for first, last in _suspicious(lines):
        last = min(last, first + budget)
        budget -= last - first
        for group in _groups(lines, first, last):
            doubtful = group.evidence < _CERTAIN
            places = sorted(i for column in group.columns for i in column)
            for place, i in zip(places, (i for column in group.columns for i in column), strict=True):
                order[place] = lines[i]
                moved[lines[i].number] = doubtful
    return order, moved


def _suspicious(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where lines hardly ever go on with their next, but do with a later one: half-open ranges of places."""
    count = len(lines)
    if count < 8:
        return []
    known = pairs()
    if not _is_told_by_pairs(lines):
        return []
    parted = [i for i, (a, b) in enumerate(pairwise(lines)) if a.number == b.number]
    if parted:
        return [(max(0, parted[0] - _MORE), min(count, parted[-1] + 2 + _MORE))]
    first = [line.text[0] for line in lines]
    last = [line.text[-1] for line in lines]
    hits = [
        [a + b in known for a, b in zip(last, first[lag:], strict=False)]
        for lag in range(1, min(_MOST_COLUMNS, count - 1) + 1)
    ]
    found: list[tuple[int, int]] = []
    window = min(_WINDOW, count)
    sums = [[*accumulate(h, initial=0), *[sum(h)] * lag] for lag, h in enumerate(hits, 1)]
    near = [list(map(sub, s[window:], s)) for s in sums]
    for start, own in enumerate(near[0]):
        if own <= _FEW and any(n[start] > own for n in near[1:]) and _around(hits, start, window):
            a, b = max(0, start - _AROUND), min(count, start + window + _AROUND)
            if found and a <= found[-1][1]:
                found[-1] = (found[-1][0], b)
            else:
                found.append((a, b))
    return found


def _around(hits: Sequence[Sequence[bool]], start: int, window: int) -> bool:
    """Whether the lines around a window say the same as those in it: by chance one window in two hundred does."""
    wide = slice(max(0, start - window // 2), start + window + window // 2)
    own, *later = [sum(h[wide]) for h in hits]
    return max(later) >= max(_FEWEST, own)


def _is_told_by_pairs(lines: Sequence[Line]) -> bool:
    """Whether pairs are as usual inside the lines as in newspapers: in Cantonese and old texts they are not."""
    known = pairs()
    some = [a + b in known for line in lines[:: len(lines) // 150 + 1] for a, b in pairwise(line.text[:100])]
    return sum(some) > 0.08 * len(some)


class _Group(NamedTuple):
    """Columns, each as the places of its lines, and how much more likely they are than the text's own order."""

    columns: list[list[int]]
    evidence: float


class _Path(NamedTuple):
    """A way to deal out the lines so far.

    `columns` are the open ones: their number and their last line. `turn` is the place among them of the last
    line, `pending` how many columns of this row have yet to begin, `trace` leads back over the lines before.
    """

    score: float
    columns: tuple[tuple[int, int], ...]
    turn: int
    pending: int
    group: int
    trace: tuple[int, int, Any] | None


def _groups(lines: Sequence[Line], first: int, last: int) -> list[_Group]:
    """The groups of columns between two places that are certain enough."""
    known: dict[tuple[int, int], float] = {}

    def join(i: int, j: int) -> float:
        if (i, j) not in known:
            beside = _BESIDE if lines[i].number == lines[j].number else 0.0
            known[i, j] = beside + goes_on(lines[i].text, lines[j].text) + _fit(lines[i], lines[j])
        return known[i, j]

    paths = [_Path(0.0, ((0, first),), 0, 0, 0, (0, 0, None))]
    for k in range(2, _MOST_COLUMNS + 1):
        paths.append(_Path(_BEGINNING - k, ((0, first),), 0, k - 1, 1, (1, 0, None)))
    for i in range(first + 1, last):
        best: dict[tuple[object, ...], _Path] = {}
        for path in paths:
            for new in _steps(path, i, join, lines):
                key = new[1:5]
                if key not in best or best[key].score < new.score:
                    best[key] = new
        paths = sorted(best.values(), key=lambda p: -p.score)[:_BEAM]
    trace: tuple[int, int, Any] | None = max(paths, key=lambda p: p.score).trace
    columns: dict[int, dict[int, list[int]]] = {}
    for i in range(last - 1, first - 1, -1):
        assert trace is not None  # a path has one place for each line
        group, column, trace = trace
        if group:
            columns.setdefault(group, {}).setdefault(column, []).append(i)
    groups = []
    for found in columns.values():
        dealt = _first_to_last(lines, [found[c][::-1] for c in sorted(found)])
        places = sorted(i for column in dealt for i in column)
        chosen = [(lines[a], lines[b]) for column in dealt for a, b in pairwise(column)]
        own = [(lines[a], lines[b]) for a, b in pairwise(places)]
        by_pairs = [goes_on(a.text, b.text) for a, b in chosen]
        evidence = sum(by_pairs) - sum(goes_on(a.text, b.text) for a, b in own)
        by_form = sum(_fit(a, b) for a, b in chosen) - sum(_fit(a, b) for a, b in own)
        if sum(lines[a].number == lines[b].number for a, b in pairwise(places)) >= 2:
            certain = evidence > 0 and evidence + by_form >= _OF_PARTED  # they stood beside each other
        else:
            certain = (
                evidence >= max(_ENOUGH, _PER_LINE * len(places)) + _PER_COLUMN * (len(dealt) - 2)
                and evidence + by_form >= _IN_ALL
                and sum(x > 2 for x in by_pairs) >= 4
                and len(places) >= 8
            )
        if certain:
            groups.append(_Group(dealt, evidence))
    return groups


def _first_to_last(lines: Sequence[Line], columns: list[list[int]]) -> list[list[int]]:
    """The columns from that on which the text begins: a headline before them may have hidden the first line."""

    def fits(order: list[list[int]]) -> float:
        found = 0.0
        for a, b in pairwise([[min(map(min, columns)) - 1], *order, [max(map(max, columns)) + 1]]):
            if a[-1] < 0 or b[0] >= len(lines):
                continue
            above, below = lines[a[-1]].text, lines[b[0]].text
            begins = lines[b[0]].indent or starts_paragraph(below)
            if _is_cut(above):
                found += -2.0 if begins else 1.0 + goes_on(above, below)
        return found

    turned = [columns[n:] + columns[:n] for n in range(len(columns))]
    return max(turned, key=fits)


def _steps(path: _Path, i: int, join: Callable[[int, int], float], lines: Sequence[Line]) -> list[_Path]:
    """The ways to go on with line `i`."""
    may_stand = lines[i].width <= LONG
    score, columns, turn, pending, group, trace = path
    found: list[_Path] = []

    def add(
        gain: float, now: tuple[tuple[int, int], ...], at: int, waiting: int, where: int, column: int
    ) -> None:
        found.append(_Path(score + gain, now, at, waiting, where, (where, column, trace)))

    if pending:
        if may_stand:
            new = len(columns)
            add(0.0, (*columns, (new, i)), new, pending - 1, group, new)
        return found
    inside = group % 2 == 1  # odd: columns side by side; even: the text between them
    if not inside:
        add(join(columns[0][1], i), ((0, i),), 0, 0, group, 0)
    else:
        cut = sum(_is_cut(lines[last].text) for _, last in columns)
        add(_ENDS + _CUT / 3 * cut, ((0, i),), 0, 0, group + 1, 0)
    if may_stand:
        beginning = _BEGINNING + (_CUT if not inside and _is_cut(lines[i - 1].text) else 0.0)
        for k in range(2, _MOST_COLUMNS + 1):
            add(beginning - k, ((0, i),), 0, k - 1, group + 2 if inside else group + 1, 0)
    if inside and may_stand:
        count = len(columns)
        for gap in range(max(1, count - 1)):
            at = (turn + 1 + gap) % count
            column, before = columns[at]
            now = (*columns[:at], (column, i), *columns[at + 1 :])
            add(join(before, i) + _GAP * gap, now, at, 0, group, column)
        if count > 1:
            gone = (turn + 1) % count
            rest = columns[:gone] + columns[gone + 1 :]
            at = gone % len(rest)
            column, before = rest[at]
            now = (*rest[:at], (column, i), *rest[at + 1 :])
            lost = _CUT if _is_cut(lines[columns[gone][1]].text) else 0.0
            add(join(before, i) + _ENDS + lost, now, at, 0, group, column)
    return found


def _is_cut(text: str) -> bool:
    """Whether a line breaks off in the middle of a sentence."""
    return not terminal(text) and (INNER.search(text) is not None or is_dateline(text))


def _fit(line: Line, following: Line) -> float:
    """How well two lines stand under each other, by their indents and widths."""
    begins = following.indent or starts_paragraph(following.text, True)
    if terminal(line.text):
        return 1.0 if begins else 0.0
    if not _is_cut(line.text):
        return 0.0
    if begins:
        return -3.0
    if abs(line.width - following.width) <= NEAR:
        return 0.5
    return 0.0 if following.width < line.width and terminal(following.text) else -0.5
