"""The order in which the columns of a page are read: article by article, and in each column by column.

A page is cut where a headline begins what stands below, or beside (G. Nagy and S. Seth, "Hierarchical
representation of optically scanned documents", 1984). What is left is ordered as in T. Breuel, "High
performance document layout analysis" (2003): a block comes before another one that it stands above, or that
it stands beside on the reading side with nothing between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from companion.source.pdf.columns import Column

__all__ = ["arranged"]

_HEADLINE = 1.35  # times the size of the text


def arranged(columns: Sequence[Column]) -> list[Column]:
    """The columns of a page in the order in which they are read."""
    sizes = sorted(c.size for c in columns for _ in c.lines)
    return _cut(list(columns), sizes[len(sizes) // 2]) if columns else []


def _cut(columns: list[Column], body: float) -> list[Column]:
    """Cut into what stands above and below, else into what stands left and right, else ordered as it is."""
    for parts in (_below(columns, body), _beside(columns, body)):
        if len(parts) > 1:
            return [column for part in parts for column in _cut(part, body)]
    return _ordered(columns)


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
    """The parts, but those that no headline begins put to the one before."""
    found: list[list[Column]] = []
    for part in parts:
        top, first = min(part, key=lambda c: c.v0), min(part, key=lambda c: c.u0)
        begins = top.size >= _HEADLINE * body or first.lines[0].depth > 0
        bare = found and all(c.size >= _HEADLINE * body for c in found[-1])  # headlines have their text below
        if found and (bare or not begins):
            found[-1].extend(part)
        else:
            found.append(part)
    return found


def _ordered(columns: list[Column]) -> list[Column]:
    """Topological order by "stands before", the topmost first among those that are free."""
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
        chosen = min(free, key=lambda j: (boxes[j][0], boxes[j][1]) if order else (boxes[j][1], boxes[j][0]))
        order.append(chosen)
        left.remove(chosen)
    return [columns[j] for j in order]
