"""Boxes and tables of a page, from the lines and the grounds that are drawn on it.

Lines that touch are a grid: one cell is a frame around a box, rows and columns of cells are a table, which is read row by
row. What stands in a cell is of no column outside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from companion.source.pdf.directions import Box, Mark

__all__ = ["Grid", "grids_of"]

_THIN = 3.0  # points: a line is no broader
_SHORT = 8.0  # points: what is shorter is no line of a frame
_TOUCH = 3.0  # points
_MOST_LINES = 3_000  # a drawing, no table
_PAGE = 0.85  # of the characters: a frame around the page


@dataclass(frozen=True, slots=True)
class Grid:
    """A frame or a table: its box, and the characters of each cell that has any, row by row."""

    box: Box
    cells: list[tuple[Box, list[Mark]]]

    @property
    def is_table(self) -> bool:
        return len(self.cells) > 1


def grids_of(drawn: Sequence[Box], marks: Sequence[Mark]) -> list[Grid]:
    """The outermost frames and tables that have text.

    Args:
        drawn: The boxes of the lines, rectangles and grounds that are drawn.
        marks: The characters of the page, in the order of the file.

    >>> lines = [(0, y, 100, y + 1) for y in (0, 20, 40)] + [(x, 0, x + 1, 41) for x in (0, 50, 100)]
    >>> mark = lambda text, x, y: Mark(text, x, y, (x, y, x, y), 10.0, 0)
    >>> words = (("大澳", 5, 25), ("停航", 5, 5), ("沙田", 60, 25), ("開放", 60, 5), ("以外", 5, 90))
    >>> marks = [mark(c, x + 10 * i, y) for text, x, y in words for i, c in enumerate(text)]
    >>> (grid,) = grids_of(lines, marks)
    >>> ["".join(m.text for m in found) for _, found in grid.cells]
    ['大澳', '沙田', '停航', '開放']
    """
    flat = [box for box in drawn if box[3] - box[1] <= _THIN and box[2] - box[0] >= _SHORT]
    steep = [box for box in drawn if box[2] - box[0] <= _THIN and box[3] - box[1] >= _SHORT]
    for a, b, c, d in drawn:
        if c - a > _SHORT and d - b > _SHORT:
            flat += [(a, b, c, b), (a, d, c, d)]
            steep += [(a, b, a, d), (c, b, c, d)]
    if len(flat) + len(steep) > _MOST_LINES:
        return []
    found = []
    for rows, columns in _touching(_merged(flat, 1), _merged(steep, 0)):
        if len(rows) > 1 and len(columns) > 1 and (grid := _grid(rows, columns, marks)):
            found.append(grid)
    found.sort(key=lambda g: (g.box[0] - g.box[2]) * (g.box[3] - g.box[1]))
    outermost: list[Grid] = []
    for grid in found:
        if not any(_inside(grid.box, other.box) for other in outermost):
            outermost.append(grid)
    return outermost


def _inside(a: Box, b: Box) -> bool:
    return a[0] >= b[0] - _TOUCH and a[1] >= b[1] - _TOUCH and a[2] <= b[2] + _TOUCH and a[3] <= b[3] + _TOUCH


def _merged(lines: Sequence[Box], way: int) -> list[Box]:
    """Pieces of one line put together; `way` is the axis across which they are thin."""
    along = 1 - way
    found: list[Box] = []
    for box in sorted(lines, key=lambda b: (round(b[way] / _TOUCH), b[along])):
        last = found[-1] if found else None
        if last and abs(last[way] - box[way]) <= _TOUCH and box[along] <= last[along + 2] + _TOUCH:
            found[-1] = (
                min(last[0], box[0]),
                min(last[1], box[1]),
                max(last[2], box[2]),
                max(last[3], box[3]),
            )
        else:
            found.append(box)
    return found


def _touching(flat: Sequence[Box], steep: Sequence[Box]) -> list[tuple[list[Box], list[Box]]]:
    """The lines in groups that touch each other, the horizontal and the vertical ones of each."""
    group = list(range(len(flat) + len(steep)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, a in enumerate(flat):
        for j, b in enumerate(steep):
            if (
                a[0] <= b[2] + _TOUCH
                and b[0] <= a[2] + _TOUCH
                and b[1] <= a[3] + _TOUCH
                and a[1] <= b[3] + _TOUCH
            ):
                group[root(len(flat) + j)] = root(i)
    found: dict[int, tuple[list[Box], list[Box]]] = {}
    for i, box in enumerate((*flat, *steep)):
        found.setdefault(root(i), ([], []))[i >= len(flat)].append(box)
    return list(found.values())


def _places(values: Sequence[float]) -> list[float]:
    """Places that differ."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCH:
            found.append(value)
    return found


def _grid(rows: Sequence[Box], columns: Sequence[Box], marks: Sequence[Mark]) -> Grid | None:
    """The cells between these lines; None where they are none: a drawing, squared paper, the ground of a few words."""
    xs, ys = _places([b[0] for b in columns]), _places([b[1] for b in rows])
    if len(xs) < 2 or len(ys) < 2:
        return None
    wide, high = len(xs) - 1, len(ys) - 1
    group = list(range(wide * high))

    def root(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    for i in range(wide):
        for j in range(high):
            middle = ((xs[i] + xs[i + 1]) / 2, (ys[j] + ys[j + 1]) / 2)
            if i + 1 < wide and not _is_drawn(columns, 0, xs[i + 1], middle[1]):
                group[root(j * wide + i + 1)] = root(j * wide + i)
            if j + 1 < high and not _is_drawn(rows, 1, ys[j + 1], middle[0]):
                group[root((j + 1) * wide + i)] = root(j * wide + i)
    box = (xs[0], ys[0], xs[-1], ys[-1])
    cell_of = _finder(xs, ys, lambda i, j: root(j * wide + i))
    held: dict[int, list[Mark]] = {}
    crossed = 0
    last: tuple[Mark, int | None] | None = None
    for mark in marks:
        if mark.text.isspace():
            continue
        cell = cell_of(mark.x + 0.5 * mark.size, mark.y + 0.36 * mark.size)
        if last and cell != last[1] and _follows(last[0], mark):
            crossed += 1
        last = (mark, cell)
        if cell is not None:
            held.setdefault(cell, []).append(mark)
    count = sum(map(len, held.values()))
    if not count or crossed > max(1, len(held) / 2) or count < 2 * len(held):
        return None
    extents = {
        cell: [(xs[k % wide], ys[k // wide], xs[k % wide + 1], ys[k // wide + 1]) for k in range(wide * high) if root(k) == cell]
        for cell in held
    }  # fmt: skip
    boxes = {c: (min(b[0] for b in e), min(b[1] for b in e), max(b[2] for b in e), max(b[3] for b in e)) for c, e in extents.items()}  # fmt: skip
    order = sorted(held, key=lambda c: (-round(boxes[c][3]), boxes[c][0]))
    cells = [(boxes[c], held[c]) for c in order]
    tops = {round(b[3]) for b, _ in cells}
    if len(tops) == 1 and len(cells) > 1:  # columns with lines between them
        cells = [(box, [m for m in marks if cell_of(m.x + 0.5 * m.size, m.y + 0.36 * m.size) is not None])]
    return None if len(cells) == 1 and count > _PAGE * len(marks) else Grid(box, cells)


def _is_drawn(lines: Sequence[Box], way: int, place: float, at: float) -> bool:
    """Whether a line stands at `place` of the axis `way`, where the other axis is `at`."""
    along = 1 - way
    return any(abs(b[way] - place) <= _TOUCH and b[along] - 1 <= at <= b[along + 2] + 1 for b in lines)


def _finder(
    xs: Sequence[float], ys: Sequence[float], cell: Callable[[int, int], int]
) -> Callable[[float, float], int | None]:
    def find(x: float, y: float) -> int | None:
        i = next((i for i, (a, b) in enumerate(pairwise(xs)) if a <= x < b), None)
        j = next((j for j, (a, b) in enumerate(pairwise(ys)) if a <= y < b), None)
        return None if i is None or j is None else cell(i, j)

    return find


def _follows(a: Mark, b: Mark) -> bool:
    """Whether a character stands right after another one, in its line."""
    return abs(a.y - b.y) < 0.25 * a.size and 0 < b.x - a.x < 1.3 * a.size
