"""The order in which the columns of a page are read: article by article, and in each column by column.

A page is cut where a headline begins what stands below, or beside (G. Nagy and S. Seth, "Hierarchical
representation of optically scanned documents", 1984). What is left is ordered as in T. Breuel, "High
performance document layout analysis" (2003): a block comes before another one that it stands above, or that
it stands beside on the reading side with nothing between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from companion.source.kinds import kind_of
from companion.source.pdf.columns import Column
from companion.source.pdf.notes import opens_note

__all__ = ["arranged"]

_NOTE = 0.9  # times the size of the text
_HEADLINE = 1.35  # times the size of the text


def arranged(columns: Sequence[Column], vertical: bool = False) -> list[Column]:
    """The columns of a page, which may be a vertical one, in the order in which they are read.

    What stands alone over or under all others, a title or a note, is read first or last, wherever in the width it stands.
    """
    if not columns:
        return []
    sizes = sorted(c.size for c in columns for _ in c.lines)
    body = sizes[len(sizes) // 2]
    if any(c.lines[0].depth for c in columns):
        return _cut(list(columns), body)
    if (title := _title_beside(columns, body)) and len(columns) > 1:
        return [title, *arranged([c for c in columns if c is not title], vertical)]
    parts = _parted(list(columns), lambda c: (c.v0, c.v1), 0.1 * body)
    if len(parts) == len(columns) and _one_edge(columns):  # nothing stands beside anything
        return [column for part in parts for column in part]
    over: list[list[Column]] = []
    while parts and (
        _is_over(parts[0], columns, body)
        or (over and _is_centred(parts[0], over[-1], columns))
        or (not vertical and len(parts) > 1 and len(parts[0]) == len(parts[0][0].lines) == 1)  # at the top
    ):
        over.append(parts.pop(0))
    under: list[list[Column]] = []
    while parts and (
        _is_over(parts[-1], [c for part in parts for c in part], 10 * body) or _is_note(parts, body)
    ):
        under.insert(0, parts.pop())
    middle = _cut([column for part in parts for column in part], body, bool(over))
    return [*(c for part in over for c in part), *middle, *(c for part in under for c in part)]


def _title_beside(columns: Sequence[Column], body: float) -> Column | None:
    """A vertical title at the top of a page that has no other, on whatever side of its text it stands."""
    large = [c for c in columns if c.size >= _HEADLINE * body]
    if len(large) != 1 or not (zone := large[0].zone) or not zone.pages[0].vertical:
        return None
    at_top = large[0].v0 < min(c.v0 for c in columns) + 3 * body
    return large[0] if at_top and large[0].lines[-1].size > 1.1 * body else None


def _one_edge(columns: Sequence[Column]) -> bool:
    """Whether all but single lines, which may be centred, begin at one edge of the page."""
    starts = [c.u0 for c in columns if len(c.lines) > 1] or [min(c.u0 for c in columns)]
    return (
        max(starts) - min(starts) < 3 * columns[0].size
        and min(starts) <= min(c.u0 for c in columns) + columns[0].size
    )


def _is_centred(part: Sequence[Column], above: Sequence[Column], columns: Sequence[Column]) -> bool:
    """Whether a column stands alone under the middle of the one above, as an author or a date under a title."""
    own, other = part[0], above[0]
    centred = abs(own.u0 + own.u1 - other.u0 - other.u1) < own.size
    return len(part) == 1 and centred and own.u0 > min(c.u0 for c in columns) + 2 * own.size


def _is_note(parts: Sequence[Sequence[Column]], body: float) -> bool:
    """Whether the last part of a page with one article is a note in small print."""
    last = parts[-1][0]
    return (
        len(parts) > 1
        and len(parts[-1]) == 1
        and last.size < _NOTE * body
        and (opens_note(last.lines[0].text) or not last.lines[0].labelled)  # a table of its column
        and not any(_is_beside_note(c, last) for part in parts[:-1] for c in part)
        and kind_of(last.lines[0].text) in ("body", "item", "headline")
        and not any(c.size >= _HEADLINE * body for part in parts for c in part)
    )


def _is_beside_note(column: Column, note: Column) -> bool:
    """Whether another column has a note at its own foot: then one that stands lower is no note of the whole page."""
    return (
        abs(column.size - note.size) < 0.05 * note.size
        and opens_note(column.lines[0].text)
        and (column.u0 > note.u1 or column.u1 < note.u0)
    )


def _is_over(part: Sequence[Column], columns: Sequence[Column], body: float) -> bool:
    """Whether a column that has nothing beside it is of the whole page: large, in its middle, or over several columns."""
    if len(part) > 1:
        return False
    own = part[0]
    left, right = min(c.u0 for c in columns), max(c.u1 for c in columns)
    covered = [c for c in columns if c is not own and min(c.u1, own.u1) - max(c.u0, own.u0) > 0.5 * own.size]
    several = any(a.u1 < b.u0 for a in covered for b in covered)
    in_the_middle = abs(own.u0 + own.u1 - left - right) < 2 * own.size and own.size < 10 * body
    return own.size >= _HEADLINE * body or several or in_the_middle or own.zone is not None


def _cut(columns: list[Column], body: float, under_title: bool = False) -> list[Column]:
    """Cut into what stands above and below, else into what stands left and right, else ordered as it is."""
    for parts in (_below(columns, body), _beside(columns, body)):
        if len(parts) > 1:
            return [column for part in parts for column in _cut(part, body)]
    return _ordered(columns, under_title)


def _below(columns: list[Column], body: float) -> list[list[Column]]:
    """Parts with a blank across all columns between them, where a headline begins each but the first.

    Not where headlines run across a vertical page: they stand over what is beside them.
    """
    if any(c.lines[0].depth for c in columns):
        return [columns]
    return _with_headlines(_parted(columns, lambda c: (c.v0, c.v1), 0.1 * body), body)


def _beside(columns: list[Column], body: float) -> list[list[Column]]:
    """Parts with a blank from top to bottom between them, where a headline begins each but the first."""
    return _with_headlines(_parted(columns, lambda c: (c.u0, c.u1), 0.3 * body), body)


def _parted(
    columns: list[Column], extent: Callable[[Column], tuple[float, float]], blank: float
) -> list[list[Column]]:
    """The columns in order along one way of the page, parted where more than `blank` lies between them."""
    parts: list[list[Column]] = []
    reach = float("-inf")
    for column in sorted(columns, key=lambda c: extent(c)[0]):
        first, last = extent(column)
        if first > reach + blank:
            parts.append([])
        parts[-1].append(column)
        reach = max(reach, last)
    return parts


def _with_headlines(parts: list[list[Column]], body: float) -> list[list[Column]]:
    """The parts, but those that no headline begins, and no zone parts, put to the one before."""
    found: list[list[Column]] = []
    for part in parts:
        top, first = min(part, key=lambda c: c.v0), min(part, key=lambda c: c.u0)
        alone = any(
            len(p) == 1 and p[0].zone for p in (part, *found[-1:])
        )  # nothing beside a box or vertical block
        begins = top.size >= _HEADLINE * body or first.lines[0].depth > 0 or alone
        bare = found and all(c.size >= _HEADLINE * body for c in found[-1])  # headlines have their text below
        if found and (bare or not begins):
            found[-1].extend(part)
        else:
            found.append(part)
    return found


def _ordered(columns: list[Column], under_title: bool) -> list[Column]:
    """Topological order by "stands before"; the topmost is first, under a title the first column."""
    boxes = [(c.u0, c.v0, c.u1, c.v1) for c in columns]
    n = len(columns)

    def beside(i: int, j: int) -> bool:
        """Whether `i` and `j` share a part of the line's direction."""
        a, b = boxes[i], boxes[j]
        return min(a[2], b[2]) - max(a[0], b[0]) > 0.5 * min(columns[i].size, columns[j].size)

    def before(i: int, j: int) -> bool:
        a, b = boxes[i], boxes[j]
        if beside(i, j):
            return a[1] < b[1]
        if a[2] > b[0] + 1:
            return False
        top, bottom = min(a[3], b[3]), max(a[1], b[1])
        return not any(
            k not in (i, j) and beside(k, i) and beside(k, j) and top <= boxes[k][1] and boxes[k][3] <= bottom
            for k in range(n)
        )

    if n > 400:  # a page of labels, not of columns
        return sorted(columns, key=lambda c: (c.v0, c.u0))
    waits = [{i for i in range(n) if i != j and before(i, j)} for j in range(n)]
    order: list[int] = []
    left = set(range(n))
    while left:
        free = [j for j in left if not waits[j] & left] or [min(left, key=lambda j: len(waits[j] & left))]
        chosen = min(
            free,
            key=lambda j: (boxes[j][0], boxes[j][1]) if order or under_title else (boxes[j][1], boxes[j][0]),
        )
        order.append(chosen)
        left.remove(chosen)
    return [columns[j] for j in order]
