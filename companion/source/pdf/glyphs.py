"""The characters of a PDF page with their places, in the direction in which they are read (pypdfium2).

A page may be turned, set in vertical columns, or carry a line that stands on its side.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from companion.errors import InputError
from companion.source.pdf.directions import Box, Mark, directions, extent_of, is_wide
from companion.source.pdf.tables import grids_of

__all__ = ["Glyph", "Page", "page_of"]

_MOST_CHARACTERS = 200_000  # on one page; a newspaper page has 5,000
_MOST_IN_CELL = 4  # figures that are set side by side in one cell of a vertical column
_SCATTERED = 6  # characters of the file within which those of a cell and its neighbours stand
_UPRIGHT = str.maketrans(
    "︐︑︒︓︔︕︖︗︘︙︰︱︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄",
    "，、。：；！？〖〗…：—（）｛｝〔〕【】《》〈〉「」『』",
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page: `u` is its place along the line, `v` that of its line, both growing as one reads."""

    text: str
    u: float
    end: float
    v: float
    size: float
    weight: int = 0


@dataclass(slots=True)
class Page:
    """A page's glyphs in the order of the file, its extent, and its pictures as (u0, v0, u1, v1).

    `asides` has the lines that stand on their side or on their head, such as a photographer's name, `across` the
    lines of a vertical page that run across it, such as headlines: as they would stand on another page. `zones` has what is
    read by itself: vertical blocks of a horizontal page, horizontal ones of a vertical page, framed boxes, tables.
    """

    number: int
    glyphs: list[Glyph]
    height: float
    top: float
    pictures: list[Box]
    vertical: bool = False
    asides: list[Page] = field(default_factory=list)
    across: list[list[Glyph]] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    start: float = 0.0  # where the page itself begins and ends along its lines
    end: float = 0.0

    def all_glyphs(self) -> list[Glyph]:
        """The glyphs of the page, of its zones and of what stands aside or across."""
        parts = [*self.asides, *(part for zone in self.zones for part in zone.pages)]
        found = [*self.glyphs, *(glyph for run in self.across for glyph in run)]
        return found + [glyph for part in parts for glyph in part.all_glyphs()]


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a page that is read by itself: where it stands, as (u0, v0, u1, v1) of that page, and what it has.

    That is one page, or the cells of a table, row by row.
    """

    box: Box
    pages: tuple[Page, ...]


def page_of(page: Any, number: int, name: str) -> Page:
    """A page of pypdfium2; raises `InputError` where it has more characters than a page can."""
    from pypdfium2 import raw

    text = page.get_textpage()
    count = text.count_chars()
    if count > _MOST_CHARACTERS:
        raise InputError(
            f"{name}: page {number} has {count:,} characters, more than a page can; leave it out with --pages"
        )
    found: list[Mark] = []
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(count):
        code = raw.FPDFText_GetUnicode(text.raw, i)
        if raw.FPDFText_IsGenerated(text.raw, i) == 1 or code in (0, 2, 10, 13, 0xFFFE):
            continue
        raw.FPDFText_GetLooseCharBox(text.raw, i, box)
        raw.FPDFText_GetCharOrigin(text.raw, i, x, y)
        raw.FPDFText_GetMatrix(text.raw, i, matrix)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        size = raw.FPDFText_GetFontSize(text.raw, i) * scale
        if abs(matrix.b) > 0.5 * scale:
            turn = 1 if matrix.b > 0 else 3
        else:
            turn = 2 if matrix.a < 0 and matrix.d < 0 else 0
        place = (box.left, box.bottom, box.right, box.top)
        weight = max(0, raw.FPDFText_GetFontWeight(text.raw, i))
        found.append(Mark(chr(code), x.value, y.value, place, size, turn, weight))
    found = _combined(_printed_once(found))
    pictures = [p.get_bounds() for p in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)]
    drawn = [p.get_bounds() for p in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)]
    text.close()
    turns = Counter(mark.turn for mark in found if is_wide(mark.text))
    turn = turns.most_common(1)[0][0] if turns else 0
    return _turned(found, pictures, drawn, page.get_bbox(), number, turn)


def _printed_once(marks: Sequence[Mark]) -> list[Mark]:
    """The marks without those that stand on the same character: bold type and shadows that are printed twice."""
    seen: dict[tuple[str, int, int], list[Mark]] = {}
    kept: list[Mark] = []
    for mark in marks:
        step = 0.5 * mark.size or 1.0
        column, row = int(mark.x // step), int(mark.y // step)
        near = (seen.get((mark.text, column + i, row + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1))
        reach = 0.25 * mark.size
        same = [o for group in near for o in group if abs(o.x - mark.x) < reach and abs(o.y - mark.y) < reach]
        ligature = same and same[-1] is kept[-1] and not is_wide(mark.text)  # its letters share a place
        if same and not ligature:
            continue
        seen.setdefault((mark.text, column, row), []).append(mark)
        kept.append(mark)
    return kept


def _combined(marks: Sequence[Mark]) -> list[Mark]:
    """The marks, with figures that share one cell of a vertical column (text-combine-upright: 20日) one under the other.

    They are made as letters that lie on their side, which any vertical line may have in it.
    """
    found: list[Mark] = []
    done: set[int] = set()
    for i, first in enumerate(marks):
        if i in done:
            continue
        cell = [i]
        for j in range(i + 1, min(len(marks), i + _SCATTERED)):  # the file may have others between them
            if j not in done and any(_beside(marks[k], marks[j]) for k in cell):
                cell.append(j)
        own = sorted((marks[j] for j in cell), key=lambda m: m.x)
        left, right, size = own[0].box[0], own[-1].box[2], first.size
        if 2 <= len(cell) <= _MOST_IN_CELL and right - left <= 1.2 * size and _in_column(marks, cell):
            x, top, step = (left + right) / 2 - 0.3 * size, first.y + 0.86 * size, size / len(cell)
            for n, mark in enumerate(own):
                y = top - n * step
                found.append(mark._replace(x=x, y=y, box=(left, y - step, right, y), turn=3))
            done.update(cell)
        else:
            found.append(first)
    return found


def _beside(mark: Mark, following: Mark) -> bool:
    """Whether two narrow upright marks stand beside each other on one line."""
    return (
        mark.turn == following.turn == 0
        and abs(mark.y - following.y) < 0.05 * mark.size
        and abs(mark.size - following.size) < 0.05 * mark.size
        and all(not m.text.isspace() and (m.text.isdigit() or not is_wide(m.text)) for m in (mark, following))
        and min(abs(following.box[0] - mark.box[2]), abs(mark.box[0] - following.box[2])) < 0.25 * mark.size
    )


def _in_column(marks: Sequence[Mark], cell: Sequence[int]) -> bool:
    """Whether the marks around those of a cell stand above and below it, not on its line."""
    own = [marks[j] for j in cell]
    size, y = own[0].size, own[0].y
    centre = (min(m.box[0] for m in own) + max(m.box[2] for m in own)) / 2
    near = range(max(0, cell[0] - _SCATTERED), min(len(marks), cell[-1] + _SCATTERED))
    around = [marks[j] for j in near if j not in cell and not marks[j].text.isspace()]
    others = [m for m in around if m.turn == 0]
    if any(abs(m.y - y) < 0.5 * size and abs(m.x + 0.5 * m.size - centre) < 1.35 * size for m in others):
        return False
    wide = [m for m in others if is_wide(m.text) and abs(m.size - size) < 0.2 * size]
    above_or_below = [m for m in wide if abs(m.x + 0.5 * m.size - centre) < 0.3 * size]
    above_or_below += [m for m in around if m.turn and abs(m.x + 0.3 * m.size - centre) < 0.4 * size]
    return len(above_or_below) >= 2 and any(0.6 * size < abs(m.y - y) < 2.2 * size for m in above_or_below)


def _turned(
    found: Sequence[Mark], pictures: Sequence[Box], drawn: Sequence[Box], extent: Box, number: int, turn: int
) -> Page:
    """The page turned so that what has `turn` stands upright; the rest, but Latin in vertical lines, is an aside."""
    marks = [_turn(mark, turn) for mark in found]
    upright = [mark for mark in marks if mark.turn in (0, 3)]
    page, left = _parted(
        upright,
        [_turn_box(p, turn) for p in pictures],
        [_turn_box(d, turn) for d in drawn],
        _turn_box(extent, turn),
        number,
    )
    unread = {id(mark) for mark in marks if mark.turn not in (0, 3)} | {id(mark) for mark in left}
    for other in sorted({mark.turn for mark in marks if id(mark) in unread}):
        aside = [m for m, t in zip(found, marks, strict=True) if t.turn == other and id(t) in unread]
        page.asides.append(_turned(aside, [], [], extent, number, (turn + other) % 4))
    return page


def _parted(
    marks: Sequence[Mark], pictures: Sequence[Box], drawn: Sequence[Box], extent: Box, number: int
) -> tuple[Page, list[Mark]]:
    """A page, or a cell, with its zones; and the characters that lie on their side in no vertical line."""
    parts: list[tuple[Box, list[Page]]] = []
    left: list[Mark] = []
    for grid in grids_of(drawn, marks):
        pages = []
        for box, inside in grid.cells:
            within = [d for d in drawn if box[0] < d[0] and d[2] < box[2] and box[1] < d[1] and d[3] < box[3]]
            page, lying = _parted(inside, pictures, within, box, number)
            pages.append(page)
            left += lying
        parts.append((grid.box, pages))
        taken = {id(mark) for _, inside in grid.cells for mark in inside}
        marks = [mark for mark in marks if id(mark) not in taken]
    vertical, blocks = directions(marks)
    for block in blocks:
        parts.append((extent_of(block), [_set(block, extent_of(block), [], number, not vertical)]))
    taken = {id(mark) for block in blocks for mark in block}
    marks = [mark for mark in marks if id(mark) not in taken]
    page = _set([m for m in marks if m.turn == 0 or vertical], extent, pictures, number, vertical)
    page.zones = [Zone(_placed(box, vertical), tuple(pages)) for box, pages in parts]
    return page, left + [m for m in marks if m.turn and not vertical]


def _placed(box: Box, vertical: bool) -> Box:
    """A box of the sheet as (u0, v0, u1, v1) of a page."""
    a, b, c, d = box
    return (-d, -c, -b, -a) if vertical else (a, -d, c, -b)


def _set(marks: Sequence[Mark], extent: Box, pictures: Sequence[Box], number: int, vertical: bool) -> Page:
    """The page of marks that are all read in one direction, but for lines across a vertical one."""
    left, bottom, right, top = extent
    shown = [_placed(p, vertical) for p in pictures]
    if not vertical:
        return Page(number, [_horizontal(m) for m in marks], top - bottom, -top, shown, start=left, end=right)
    kept, across = _across(marks)
    page = Page(
        number, [_vertical(m) for m in kept], right - left, -right, shown, True, start=-top, end=-bottom
    )
    page.across = [[_horizontal(m) for m in sorted(run, key=lambda m: m.x)] for run in across]
    return page


def _across(marks: Sequence[Mark]) -> tuple[list[Mark], list[list[Mark]]]:
    """The marks of vertical lines, and the runs of at least three that follow each other across the page."""
    runs: list[list[Mark]] = []
    for mark in marks:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and abs(mark.y - last.y) < 0.15 * last.size
            and 0.3 * last.size < mark.x - last.x < 2.3 * last.size
            and abs(mark.size - last.size) < 0.1 * last.size
        ):
            runs[-1].append(mark)
        else:
            runs.append([mark])
    across = [run for run in runs if len(run) >= 3 and sum(is_wide(m.text) for m in run) >= 2]
    taken = {id(mark) for run in across for mark in run}
    return [mark for mark in marks if id(mark) not in taken], across


def _turn(mark: Mark, turn: int) -> Mark:
    if turn == 0:
        return mark
    x, y = _turn_point(mark.x, mark.y, turn)
    return mark._replace(x=x, y=y, box=_turn_box(mark.box, turn), turn=(mark.turn - turn) % 4)


def _turn_point(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point after quarter turns to the right."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _turn_box(box: Box, turn: int) -> Box:
    a, b = _turn_point(box[0], box[1], turn), _turn_point(box[2], box[3], turn)
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _horizontal(mark: Mark) -> Glyph:
    advance = mark.size if is_wide(mark.text) else max(mark.box[2] - mark.x, 0.2 * mark.size)
    return Glyph(mark.text, mark.x, mark.x + advance, -mark.y, mark.size, mark.weight)


def _vertical(mark: Mark) -> Glyph:
    size = mark.size
    if mark.turn:  # Latin letters and digits, lying on their side
        extent = max(mark.box[3] - mark.box[1], 0.3 * size)
        return Glyph(mark.text, -mark.y, -mark.y + extent, -mark.x - 0.3 * size, size, mark.weight)
    start = -mark.y - 0.86 * size
    return Glyph(mark.text.translate(_UPRIGHT), start, start + size, -mark.x - 0.5 * size, size, mark.weight)
