"""Lines that stand between two blocks of columns, or over them, though they are too short to cross a gutter.

A centred byline, three stars, "continued on page 3" at the right: what is above is read first, column by column, then the line, then
what is below. The rules say what shows it, in the order in which they are asked; the first that holds decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from companion.source.kinds import terminal
from companion.source.pdf.gutters import Gutter, Span

__all__ = ["RULES", "Band", "Between", "Rule", "bands_of"]

_Box = tuple[float, float, float, float]
_REACH = 12.0  # characters: how far above and below a line blocks of columns may end and begin
_INDENT = 2.6  # characters: a line that begins deeper than this is no first line of its column
_WHITE = 1.18  # times the usual distance of lines: white that parts
_BLANK = 0.8  # times the usual distance: no line stands beside
_UNEVEN = 4.2  # lines by which columns above may end higher than others
_MOST_PIECES = 6  # at one height
_UNDER = 3.0  # lines by which other columns may end higher than the one that a line stands under
_FULL = 0.75  # of the breadth of all columns
_MOST_UNDER = 2.5  # lines between the first and the last of those under all columns
_FAR = 1.8  # times the usual distance: what stands below is no line of the same text
_OF_ALL = re.compile(
    r"[（(［\[※＊*]|[附]?[表圖图註注]|資料來源|资料来源|來源|来源|本文|作者|編[輯按者]|编[辑按者]|Table|Fig|Source|Note"
)  # how a caption or a note begins
_LARGE = 1.13  # times the size of the text: a headline


@dataclass(frozen=True, slots=True)
class Band:
    """A line at the height `v` across all columns from `left` to `right`; `joins`: its pieces are one line.

    `cuts` is false where too little shows that it parts what is above from what is below: only the doubt is kept.
    """

    v: float
    left: float
    right: float
    size: float
    joins: bool
    why: str
    doubtful: bool = False
    cuts: bool = True
    under: float | None = None  # where the first column ends, for a line under all columns

    def goes_on(self, row: Sequence[Span]) -> bool:
        """Whether a row is one more short line under all columns."""
        return (
            self.under is not None
            and 0 < row[0].v - self.v < _FAR * 1.8 * self.size
            and self.left - self.size < row[0].u
            and row[-1].end < self.under
        )

    def holds(self, u: float, v: float) -> bool:
        """Whether what begins at `u`, at the height `v`, is of this line."""
        return abs(v - self.v) < 0.3 * self.size and self.left - self.size < u < self.right


@dataclass(frozen=True, slots=True)
class _Column:
    """A column above or below a line, and how far its nearest lines above and below are."""

    left: float
    right: float
    up: float
    down: float
    last: Span | None  # its nearest line above
    gaps: tuple[float, ...] = ()  # how far its lines above are apart


class Between:
    """What is seen of the pieces `row` at one height, with the columns above and below that have nothing beside them."""

    def __init__(
        self,
        row: Sequence[Span],
        above: Sequence[_Column],
        below: Sequence[_Column],
        pitch: float,
        usual: float,
        over_picture: bool = False,
    ) -> None:
        self.over_picture = over_picture  # or over a box or a table
        self.row, self.above, self.below, self.pitch = row, above, below, pitch
        self.usual = usual
        self.columns = (*above, *below)
        self.left, self.right = min(c.left for c in self.columns), max(c.right for c in self.columns)
        self.start, self.end, self.size = row[0].u, max(s.end for s in row), row[0].size

    @cached_property
    def up(self) -> float:
        """The white above, by the usual distance of lines."""
        return min(c.up for c in self.columns) / self.pitch

    @cached_property
    def down(self) -> float:
        return min(c.down for c in self.columns) / self.pitch

    @cached_property
    def is_first(self) -> bool:
        """Whether it stands over all columns."""
        return not self.above

    @cached_property
    def begin_columns(self) -> int:
        """How many columns its pieces begin, as lines of these do: at the edge, or two characters deeper."""
        return max(
            sum(
                any(min(abs(p.u - c.left), abs(p.u - c.left - 2 * p.size)) < 0.4 * p.size for p in self.row)
                for c in columns
            )
            for columns in (self.above, self.below)
        )

    @cached_property
    def is_even(self) -> bool:
        """Whether the columns below begin at one height, and those above end at about one."""
        downs = [c.down for c in self.below]
        own = min(c.up for c in self.columns)
        return max(downs) - min(downs) < 0.35 * self.pitch and all(
            c.up < own + _UNEVEN * self.pitch for c in self.above
        )

    @cached_property
    def ends_all(self) -> bool:
        """Whether it is a short line at the left edge under columns of text that end at about one height, with more white above than their lines have."""
        first = min(self.above, key=lambda c: c.left)
        own = min(c.up for c in self.above)
        return (
            len(self.above) > 1
            and self.row[0].u < first.left + _INDENT * self.size
            and self.end < first.right - 0.5 * self.size
            and self.up >= _WHITE
            and self.size < _LARGE * self.usual
            and all(c.up < own + _UNDER * self.pitch for c in self.above[:-1])  # the last one may be short
            and all(own > gap + 0.12 * self.pitch for c in self.above for gap in c.gaps)
        )

    @cached_property
    def is_centred(self) -> bool:
        """Whether its pieces together stand in the middle of the columns, deep inside them, with spaces alike."""
        inside = self.start - self.left > _INDENT * self.size and self.right - self.end > 2 * self.size
        middle = abs(self.start + self.end - self.left - self.right) < 1.6 * self.size
        gaps = [b.u - a.end for a, b in pairwise(self.row)]
        close = all(gap < 4.2 * self.size for gap in gaps)
        full = self.end - self.start > _FULL * (
            self.right - self.left
        )  # of a lead or an abstract, with others
        return inside and middle and close and not full and self.begin_columns < len(self.row)

    @cached_property
    def is_at_right(self) -> bool:
        """Whether it ends at the right edge and begins deep inside the last column."""
        begins = max(c.left for c in (self.below or self.above))
        return self.right - self.end < 1.3 * self.size and self.start - begins > _INDENT * self.size

    @cached_property
    def is_at_both(self) -> bool:
        """Whether it has one piece at the left edge and one at the right, which begins no column."""
        return (
            len(self.row) == 2
            and self.start - self.left < 0.5 * self.size
            and self.right - self.end < 1.3 * self.size
            and self.begin_columns == 1
        )

    @cached_property
    def is_paragraph(self) -> bool:
        """Whether it is short, and no end of the sentence above."""
        own = [c for c in self.columns if c.left - self.size < self.start < c.right]
        over = [c.last for c in self.above if c.left - self.size < self.start < c.right and c.last]
        short = all(self.row[0].end < c.right - 2 * self.size for c in own)
        return short and (
            not terminal(self.row[-1].text) or all(_ends(s, c.right) for s in over for c in own)
        )

    @cached_property
    def story_ends(self) -> bool:
        """Whether the last column above ends a paragraph."""
        last = max(self.above, key=lambda c: c.left, default=None)
        return last is None or last.last is None or _ends(last.last, last.right)


def _ends(span: Span, edge: float) -> bool:
    return terminal(span.text) or span.end < edge - 2 * span.size


@dataclass(frozen=True, slots=True)
class Rule:
    """`why` is told where the rule is `doubtful`; one that does not cut only raises the doubt."""

    name: str
    why: str
    holds: Callable[[Between], object]
    doubtful: bool = False
    cuts: bool = True


RULES = (
    Rule(
        "centred", "a line in the middle of the columns stands between them",
        lambda e: e.is_centred and e.up >= _BLANK and e.down >= _BLANK,
    ),
    Rule(
        "white above and below", "white above and below a line parts the columns",
        lambda e: e.up >= _WHITE and e.down >= _WHITE and e.begin_columns < 2 and e.is_even,
    ),
    Rule(
        "headline", "a headline with nothing beside it stands between the columns",
        lambda e: e.size > _LARGE * e.usual and e.up >= _WHITE and e.down >= _BLANK and e.begin_columns < 2 and e.is_even,
    ),
    Rule(
        "at the right, over all", "a line at the right edge stands over the columns",
        lambda e: e.is_first and (e.is_at_right or e.is_at_both) and e.is_even,
    ),
    Rule(
        "at the right", "a line at the right edge stands between the columns",
        lambda e: e.is_at_right and e.is_even and e.story_ends, True,
    ),
    Rule(
        "at both edges", "pieces at both edges stand between the columns",
        lambda e: e.is_at_both and e.is_even and e.is_paragraph and e.story_ends, True,
    ),
    Rule(
        "with nothing beside it", "a short line with nothing beside it stands between the columns",
        lambda e: len(e.row) == 1 and e.begin_columns < 2 and e.is_even and e.is_paragraph and e.story_ends and not e.is_first,
        True,
    ),
    Rule(
        "white on one side", "a line with white above or below it may stand between the columns",
        lambda e: not e.is_first and e.begin_columns < 2 and max(e.up, e.down) >= _WHITE and e.story_ends, True, False,
    ),
)  # fmt: skip
"""What shows that a line stands between columns, the surest first."""

UNDER = (
    Rule(
        "a caption or a note under all", "a caption or a note stands under the columns",
        lambda e: e.ends_all and (e.over_picture or _OF_ALL.match(e.row[0].text)),
    ),
    Rule(
        "under all", "a short line with white above it stands under the columns",
        lambda e: e.ends_all, True,
    ),
)  # fmt: skip
"""What shows that a line stands under columns below which there is no text."""


def bands_of(
    spans: Sequence[Span],
    gutters: Sequence[Gutter],
    pictures: Sequence[_Box] = (),
    boxes: Sequence[_Box] = (),
) -> tuple[list[Band], list[Gutter]]:
    """The lines between columns, and the gutters cut where these stand; `pictures`, and `boxes` and tables, as (u0, v0, u1, v1).

    >>> rows = [Span(u, u + 100, 12.0 * n, 10.0) for n in range(12) if n != 6 for u in (0.0, 120.0)]
    >>> gutter = Gutter(100.0, 120.0, 0.0, 132.0, 10.0)
    >>> bands, cut = bands_of([*rows, Span(80.0, 140.0, 72.0, 10.0)], [gutter])
    >>> [band.v for band in bands], [(g.first, g.last) for g in cut]
    ([72.0], [(0.0, 60.0), (84.0, 132.0)])
    """
    found: list[Band] = []
    if not gutters:
        return found, list(gutters)
    by_height = sorted(spans, key=lambda s: (s.v, s.u))
    heights = [s.v for s in by_height]
    sizes = sorted(s.size for s in spans)
    usual = sizes[len(sizes) // 2]
    for row in _rows(by_height):
        for part in _pieces(row):
            seen = _seen(part, by_height, heights, gutters, pictures, usual)
            rules = RULES if len(part) == len(row) else RULES[:1]  # beside another story, only the surest
            rule = next((r for r in rules if seen and r.holds(seen)), None)
            if rule is None and len(part) == len(row):
                if found and found[-1].goes_on(row):
                    found.append(replace(found[-1], v=row[0].v))
                    break
                seen = _seen_under(part, by_height, heights, gutters, [*pictures, *boxes], usual)
                rule = next((r for r in UNDER if seen and r.holds(seen)), None)
            if seen and rule:
                band = Band(
                    part[0].v,
                    seen.left,
                    seen.right,
                    seen.size,
                    seen.is_centred or rule in UNDER,
                    rule.why,
                    rule.doubtful,
                    rule.cuts,
                    seen.above[0].right if rule in UNDER else None,
                )
                found.append(band)
                break
    cut = list(gutters)
    for band in found:
        if band.cuts:
            cut = [part for g in cut for part in _cut(g, band, by_height)]
    return found, cut


def _rows(spans: Sequence[Span]) -> list[list[Span]]:
    rows: list[list[Span]] = []
    for span in spans:
        if rows and span.v - rows[-1][0].v < 0.3 * span.size:
            rows[-1].append(span)
        else:
            rows.append([span])
    return [sorted(row, key=lambda s: s.u) for row in rows]


def _pieces(row: Sequence[Span]) -> list[Sequence[Span]]:
    """The pieces at one height, and those next to each other, the most first: others may be of a story beside."""
    count = len(row) if len(row) <= _MOST_PIECES else 0
    parts = [row[i : i + n] for n in range(count, 0, -1) for i in range(count - n + 1)]
    return parts or [row]


def _near(row: Sequence[Span], spans: Sequence[Span], heights: Sequence[float], reach: float) -> list[Span]:
    """What stands so far above and below a row, the row aside."""
    v = row[0].v
    return [
        s for s in spans[bisect_left(heights, v - reach) : bisect_right(heights, v + reach)] if s not in row
    ]


def _seen(
    row: Sequence[Span],
    spans: Sequence[Span],
    heights: Sequence[float],
    gutters: Sequence[Gutter],
    pictures: Sequence[_Box],
    usual: float,
) -> Between | None:
    """What is seen of a row; None where it has text beside it, or no columns above or below."""
    v, size, reach = row[0].v, row[0].size, _REACH * usual
    near = _near(row, spans, heights, reach)
    pitch = _pitch(near, usual)
    middle = [s for s in near if s.size < _LARGE * usual]
    over = [g for g in gutters if g.first < v - 0.5 * size and g.last > v - reach]
    under = [g for g in gutters if g.last > v + 0.5 * size and g.first < v + reach]
    above = _columns([s for s in middle if s.v < v], over, near, pictures, v, reach)
    below = _columns([s for s in middle if s.v > v], under, near, pictures, v, reach)
    upper, lower = (_blank_about(row, columns, pitch) for columns in (above, below))
    if upper is None or not lower or max(len(upper), len(lower)) < 2:
        return None
    if len(lower) < 2 and lower[0].right < upper[1].left:
        return None  # only the first of several columns goes on
    if size > _LARGE * usual and any(_are_lines(row, s) for s in near):
        return None  # a headline of several lines
    return Between(row, upper, lower, pitch, usual)


def _seen_under(
    row: Sequence[Span],
    spans: Sequence[Span],
    heights: Sequence[float],
    gutters: Sequence[Gutter],
    barriers: Sequence[_Box],
    usual: float,
) -> Between | None:
    """What is seen of the last row of a page, or of what stands over a table; None of another one."""
    v, size, reach = row[0].v, row[0].size, _REACH * usual
    near = _near(row, spans, heights, reach)
    pitch = _pitch(near, usual)
    over = [g for g in gutters if g.first < v - 0.5 * size and g.last > v - reach]
    lines = [s for s in near if s.v < v and s.size < _LARGE * usual]
    above = _blank_about(row, _columns(lines, over, lines, barriers, v, reach), pitch)
    if not above or not _is_last(row, near, pitch, barriers, above[0]):
        return None
    end = v + 3 * size
    over_box = any(
        v0 < end and v1 > v and u0 < above[0].right and u1 > row[0].u for u0, v0, u1, v1 in barriers
    )
    return Between(row, above, (), pitch, usual, over_box)


def _is_last(
    row: Sequence[Span], near: Sequence[Span], pitch: float, barriers: Sequence[_Box], column: _Column
) -> bool:
    """Whether only more short lines of the first column follow a row, or none, before a table, much white or the end of the page."""
    v = row[0].v
    table = min((v0 for _, v0, _, v1 in barriers if v1 > v), default=float("inf"))
    below = [s for s in near if v + 0.3 * s.size < s.v < table]
    last = v
    for span in below:
        if span.v - last > _FAR * pitch:
            break
        if span.u < column.left - span.size or span.end > column.right - 0.5 * span.size:
            return False
        last = span.v
    return last - v < _MOST_UNDER * pitch


def _are_lines(row: Sequence[Span], other: Span) -> bool:
    """Whether a piece in the size of a row stands right above or below it."""
    size = row[0].size
    return (
        abs(other.size - size) < 0.05 * size
        and 0.5 * size < abs(other.v - row[0].v) < 1.7 * size
        and min(other.end, row[-1].end) > max(other.u, row[0].u)
    )


def _pitch(near: Sequence[Span], usual: float) -> float:
    """The usual distance of lines under each other."""
    found = []
    for n, span in enumerate(near):
        if span.size > _LARGE * usual:
            continue
        for other in near[n + 1 : n + 12]:
            if other.v - span.v > 0.5 * span.size and min(span.end, other.end) > max(span.u, other.u):
                found.append(other.v - span.v)
                break
    found.sort()
    return found[len(found) // 3] if found else 1.6 * usual


def _columns(
    lines: Sequence[Span],
    gutters: Sequence[Gutter],
    near: Sequence[Span],
    pictures: Sequence[_Box],
    v: float,
    reach: float,
) -> list[_Column]:
    """The columns that these lines stand in, parted by gutters; a picture in a column is as a line there."""
    edges: list[tuple[float, float]] = []
    for g in sorted(gutters, key=lambda g: g.left):
        if not edges or g.left > edges[-1][1]:
            edges.append((g.left, g.right))
    bounds = [float("-inf"), *(x for edge in edges for x in edge), float("inf")]
    found = []
    for left, right in zip(bounds[::2], bounds[1::2], strict=True):
        own = [s for s in lines if left - 0.5 * s.size < s.u and s.end < right + s.size]
        if not own:
            continue
        left = min(s.u for s in own) if left == float("-inf") else left
        right = max(s.end for s in own) if right == float("inf") else right
        there = [s for s in near if min(s.end, right) - max(s.u, left) > 0.5 * s.size]
        last = max((s for s in there if s.v <= v), key=lambda s: s.v, default=None)
        first = min((s for s in there if s.v >= v), key=lambda s: s.v, default=None)
        up, down = v - last.v if last else reach, first.v - v if first else reach
        for u0, v0, u1, v1 in pictures:
            if min(u1, right) - max(u0, left) > 0.5 * (right - left) and u1 - u0 < 1.2 * (right - left):
                up = min(up, max(0.0, v - v1)) if v0 < v else up
                down = min(down, max(0.0, v0 - v)) if v1 > v else down
        upper = sorted({s.v for s in there if s.v < v})
        gaps = tuple(b - a for a, b in pairwise(upper) if b - a > 0.5 * own[0].size)
        found.append(_Column(left, right, up, down, last, gaps))
    return found


def _blank_about(row: Sequence[Span], columns: Sequence[_Column], pitch: float) -> list[_Column] | None:
    """The columns that the pieces of a row stand in, with those beside them that have no line at its height.

    Empty where it stands in none, None where a line stands beside it in its own.
    """
    own = [n for n, c in enumerate(columns) if any(p.u < c.right and c.left < p.end for p in row)]
    if not own:
        return []
    first, last = own[0], own[-1]
    clear = [min(c.up, c.down) >= _BLANK * pitch for c in columns]
    if not all(clear[first : last + 1]):
        return None
    while first > 0 and clear[first - 1]:
        first -= 1
    while last + 1 < len(columns) and clear[last + 1]:
        last += 1
    return list(columns[first : last + 1])


def _cut(gutter: Gutter, band: Band, spans: Sequence[Span]) -> list[Gutter]:
    """What is left of a gutter above and below a band."""
    inside = band.left - band.size < gutter.left and gutter.right < band.right + band.size
    if not inside or not gutter.is_beside(band.v, band.size):
        return [gutter]
    heights = [
        s.v for s in spans if abs(s.u - gutter.right) < 3 * s.size and gutter.first <= s.v <= gutter.last
    ]
    above = [v for v in heights if v < band.v - 0.3 * band.size]
    below = [v for v in heights if v > band.v + 0.3 * band.size]
    parts = []
    if above:
        parts.append(replace(gutter, last=above[-1]))
    if below:
        parts.append(replace(gutter, first=below[0]))
    return parts
