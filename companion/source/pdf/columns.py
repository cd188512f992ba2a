"""Lines of a page to columns; the order of these is in `reading_order`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from companion.source.pdf.bands import Band
from companion.source.pdf.glyphs import Zone
from companion.source.pdf.gutters import Gutter

__all__ = ["Column", "TextLine", "columns_of"]


@dataclass(slots=True)
class TextLine:
    """A line: its text, where it begins and ends (`u`, `end`), its place `v` and the size of its characters.

    `depth` is how far one that runs across a vertical page reaches over its lines; else 0.
    `labelled` where its text has a label that stands in a column of its own: (一). `band` where it stands between blocks of
    columns; `initial` where a drop cap opens it; `weight` is that of its font, 0 where it is not known; `doubt` says why its place is uncertain.
    """

    text: str
    u: float
    end: float
    v: float
    size: float
    page: int
    depth: float = 0.0
    labelled: bool = False
    band: Band | None = None
    doubt: str = ""
    initial: bool = False
    weight: int = 0


@dataclass(slots=True)
class Column:
    """Lines of one size under each other; or a `zone`, of which two lines are known: its largest and its smallest."""

    lines: list[TextLine] = field(default_factory=list)
    zone: Zone | None = None

    @property
    def u0(self) -> float:
        if self.zone:
            return self.zone.box[0]
        band = self.lines[0].band
        return band.left if band else min(line.u for line in self.lines)

    @property
    def u1(self) -> float:
        if self.zone:
            return self.zone.box[2]
        band = self.lines[0].band
        return band.right if band else max(line.end for line in self.lines)

    @property
    def v0(self) -> float:
        return self.zone.box[1] if self.zone else self.lines[0].v - self.lines[0].size

    @property
    def v1(self) -> float:
        if self.zone:
            return self.zone.box[3]
        return self.lines[-1].v + max(0.0, self.lines[-1].depth - self.lines[-1].size)

    @property
    def width(self) -> float:
        return self.u1 - self.u0

    @property
    def size(self) -> float:
        return self.lines[0].size


def columns_of(
    lines: Sequence[TextLine],
    pictures: Sequence[tuple[float, float, float, float]],
    gutters: Sequence[Gutter] = (),
) -> list[Column]:
    """The lines in columns, in whatever order; what crosses a gutter stands over or under its columns, as a band does.

    That is a paragraph with all its lines: its last may end before the gutter, and is then no line of the column below.
    """
    columns: list[Column] = []
    bands = {line.band for line in lines if line.band}
    pictures = [*pictures, *((b.left, b.v - 0.9 * b.size, b.right, b.v) for b in bands)]
    for line in sorted(lines, key=lambda x: (x.v, x.u)):
        best: Column | None = None
        for column in columns:
            last = column.lines[-1]
            gap = line.v - last.v
            if line.depth or last.depth or line.band or last.band:
                continue
            other = 0.06 if line.labelled or column.lines[0].labelled else 0.12
            if not 0.3 * line.size < gap < 2.4 * line.size or abs(line.size - last.size) > other * line.size:
                continue
            overlap = min(line.end, column.u1) - max(
                line.u, column.u0 - 2.5 * line.size
            )  # after a first line
            narrow = min(line.end - line.u, column.u1 - column.u0)
            if overlap < 0.6 * narrow or line.u > column.u0 + 6 * line.size + 0.5 * (column.u1 - column.u0):
                continue
            if any(_between(p, last, line) for p in pictures):
                continue
            if any(_crosses(g, one, line) for g in gutters for one in column.lines):
                continue
            if best is None or last.v > best.lines[-1].v:
                best = column
        if best is None:
            best = Column()
            columns.append(best)
        best.lines.append(line)
    return columns


def _crosses(gutter: Gutter, above: TextLine, below: TextLine) -> bool:
    """Whether one of two lines crosses a gutter that the other stands beside."""
    for one, other in ((above, below), (below, above)):
        if (
            gutter.is_crossed(one.u, one.end, one.size)
            and gutter.is_beside(other.v, other.size)
            and not gutter.is_crossed(other.u, other.end, other.size)
        ):
            return True
    return False


def _between(picture: tuple[float, float, float, float], above: TextLine, below: TextLine) -> bool:
    u0, v0, u1, v1 = picture
    return above.v <= v0 + 2 and v1 <= below.v and u0 < below.end and below.u < u1
