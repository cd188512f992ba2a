"""Glyphs on a page to lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from companion.source.kinds import terminal
from companion.source.pdf.bands import Band, bands_of
from companion.source.pdf.columns import TextLine
from companion.source.pdf.directions import Box
from companion.source.pdf.glyphs import Glyph, Page
from companion.source.pdf.gutters import Gutter, Span, gutters_of
from companion.source.pdf.labels import with_labels
from companion.source.pdf.notes import SMALL_PRINT, opens_note
from companion.source.pdf.scripts import with_scripts

__all__ = ["lines_of_page"]


_MARKS = "，。、；：！？」』）》】〉〕…—"
_OPENING = "「『（《【〈〔"
_NO_SPACE = {*_OPENING, *_MARKS}


def lines_of_page(page: Page) -> tuple[list[TextLine], list[Gutter]]:
    """The lines of a page, from top to bottom and in reading direction, and the gutters between its columns."""
    runs: list[list[Glyph]] = []
    glyphs = with_scripts(page.glyphs)
    spaced = _spaced(glyphs)
    for i, glyph in enumerate(glyphs):
        if runs and (i in spaced or _follows(runs[-1][-1], glyph)):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    runs = [run for run in runs if any(not g.text.isspace() for g in run)]
    on = _Runs(runs, page.pictures, [zone.box for zone in page.zones])
    rows: list[list[list[Glyph]]] = []
    for run in on.runs:
        if rows and abs(rows[-1][0][0].v - run[0].v) < 0.3 * run[0].size:
            rows[-1].append(run)
        else:
            rows.append([run])
    lines = []
    for row in rows:
        row.sort(key=lambda run: run[0].u)
        line = [*row[0]]
        for run in row[1:]:
            band = on.band_of(line)
            one = band is not None and band.joins and band == on.band_of(run)
            if one or _one_line(line, run[0], on):
                line.extend(run)
            else:
                lines.append(_line(line, page.number, on))
                line = [*run]
        lines.append(_line(line, page.number, on))
    _clip(lines, on.gutters)
    lines += _headlines([_across(run, page.number) for run in page.across])
    return _with_large_initials(lines), on.gutters


def _clip(lines: list[TextLine], gutters: Sequence[Gutter]) -> None:
    """Ends the lines that lie over the next one at their height, for a word too long, where their column ends."""
    heights = sorted(lines, key=lambda x: x.v)
    places = [line.v for line in heights]
    for line in lines:
        reach = 0.45 * line.size
        near = heights[bisect_left(places, line.v - reach) : bisect_right(places, line.v + reach)]
        if any(line.u < other.u < line.end - 0.5 * line.size for other in near):
            line.end = min([g.left for g in gutters if line.u < g.left < line.end], default=line.end)


def _across(run: Sequence[Glyph], page: int) -> TextLine:
    """A line that runs across a vertical page, in the page's own directions."""
    line = _line(run, page)
    top, size = line.v - 0.86 * line.size, line.size
    return TextLine(
        line.text, top, top + size, size - line.end, size, page, line.end - line.u, weight=line.weight
    )


def _headlines(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines across a vertical page, those that stand under each other in one size put together."""
    found: list[TextLine] = []
    for line in lines:
        above = found[-1] if found else None
        if (
            above
            and abs(above.size - line.size) < 0.05 * line.size
            and 0 < line.u - above.end < 0.8 * line.size
            and abs(2 * above.v + above.depth - 2 * line.v - line.depth) < 1.2 * max(above.depth, line.depth)
            and not terminal(above.text)
        ):
            first = min(above.v - above.size, line.v - line.size)
            depth = max(above.v - above.size + above.depth, line.v - line.size + line.depth) - first
            found[-1] = replace(
                above, text=above.text + line.text, end=line.end, v=first + line.size, depth=depth
            )
        else:
            found.append(line)
    return found


_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


def _without_readings(runs: list[list[Glyph]]) -> tuple[list[list[Glyph]], list[list[Glyph]]]:
    """The runs without ruby, and the ruby: small letters, kana or bopomofo just above larger characters (in vertical lines, to their right).

    Small Chinese above a larger headline is a kicker, a date or the end of a paragraph: it stays.
    """
    places = [run[0].v for run in runs]

    def is_reading(run: list[Glyph]) -> bool:
        first, last = run[0], run[-1]
        if any(_HAN.search(glyph.text) for glyph in run):
            return False
        near = bisect_left(places, first.v + 0.9 * first.size)
        for base in runs[near : bisect_right(places, first.v + 3 * first.size)]:
            size = base[0].size
            if (
                first.size <= 0.62 * size
                and 0.6 * size < base[0].v - first.v < 1.4 * size
                and base[0].u - size < first.u
                and last.end < base[-1].end + size
            ):
                return True
        return False

    if len({round(run[0].size) for run in runs}) < 2:
        return runs, []
    readings = [run for run in runs if is_reading(run)]
    taken = set(map(id, readings))
    return [run for run in runs if id(run) not in taken], readings


def _with_large_initials(lines: list[TextLine]) -> list[TextLine]:
    """The lines with a drop cap put before the first line that stands beside it."""
    found = list(lines)
    for initial in [line for line in lines if len(line.text) <= 2]:
        beside = [
            line
            for line in found
            if line.size * 1.7 <= initial.size
            and min(line.v + 0.14 * line.size, initial.v + 0.14 * initial.size)
            - max(line.v - 0.86 * line.size, initial.v - 0.86 * initial.size)
            > 0.3 * line.size
            and -0.2 * line.size < line.u - initial.end < 1.5 * line.size
        ]
        if len(beside) < 2:
            continue
        beside.sort(key=lambda line: line.v)
        last = beside[-1]
        beside += [  # one more, which the room for its height keeps aside
            line
            for line in found
            if 0.5 * last.size < line.v - last.v < 2 * last.size and abs(line.u - last.u) < 0.2 * last.size
        ][:1]
        beside[0].text, beside[0].initial = initial.text + beside[0].text, True
        for line in beside:
            line.u = initial.u
        found.remove(initial)
    return found


def _spaced(glyphs: Sequence[Glyph]) -> set[int]:
    """The places of glyphs in letter-spaced lines: as far from the one before it in the file as that one, or the next, is from its own."""

    def gap(i: int) -> float | None:
        if not 0 < i < len(glyphs):
            return None
        a, b = glyphs[i - 1], glyphs[i]
        if abs(a.v - b.v) > 0.1 * b.size or abs(a.size - b.size) > 0.05 * b.size:
            return None
        found = (b.u - a.end) / b.size
        return found if 0.3 < found < 1.4 else None

    gaps = [gap(i) for i in range(len(glyphs) + 1)]
    return {
        i
        for i, own in enumerate(gaps[:-1])
        if own and any(g and abs(g - own) < 0.08 for g in (gaps[i - 1], gaps[i + 1]))
    }


def _follows(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph certainly stands in the line of the one before it; those of a ligature share a place."""
    size = max(before.size, glyph.size)
    if abs(glyph.v - before.v) > 0.3 * size or min(before.size, glyph.size) < 0.6 * size:
        return False
    return glyph.u > before.u - 0.3 * size and glyph.u - before.end <= 0.45 * size


class _Runs:
    """The pieces of text on a page from top to bottom, what their places are, and where most begin.

    `before` has, for the first glyph of a piece, the last one of the piece before it in the file.
    """

    def __init__(self, runs: list[list[Glyph]], pictures: Sequence[Box], boxes: Sequence[Box]) -> None:
        self.before = {id(b[0]): a[-1] for a, b in pairwise(runs)}
        kept, self.readings = _without_readings(sorted(runs, key=lambda run: (run[0].v, run[0].u)))
        self.runs, self.labels = with_labels(kept)
        self.places = [run[0].v for run in self.runs]
        self.starts = sorted(run[0].u for run in self.runs)
        spans = [Span(run[0].u, run[-1].end, run[0].v, run[0].size, _text(run)) for run in self.runs]
        bands, self.gutters = bands_of(spans, gutters_of(spans), pictures, boxes)
        self.bands = [band for band in bands if band.cuts]
        self.doubts = [band for band in bands if band.doubtful]
        self.usual = sorted(run[0].size for run in self.runs)[len(self.runs) // 2] if self.runs else 0.0

    def band_of(self, run: Sequence[Glyph]) -> Band | None:
        """The band that a piece of text is of."""
        return next((band for band in self.bands if band.holds(run[0].u, run[0].v)), None)

    def is_spread(self, before: Glyph, after: Glyph) -> bool:
        """Whether a reading broader than its character has moved two neighbours apart."""
        size = after.size
        first = bisect_left(self.readings, after.v - 1.5 * size, key=lambda run: run[0].v)
        last = bisect_right(self.readings, after.v - 0.5 * size, key=lambda run: run[0].v)
        return any(run[0].u < after.end and run[-1].end > before.u for run in self.readings[first:last])

    def doubt_of(self, run: Sequence[Glyph]) -> str:
        """Why the place of a piece is uncertain: what stands beside it may part the columns."""
        u, v = run[0].u, run[0].v
        for band in self.doubts:
            beside = not band.cuts and band.left - band.size < u < band.right  # it would part these
            if beside or band.holds(u, v):
                return band.why
        return ""


def _text(run: Sequence[Glyph]) -> str:
    return "".join(g.text for g in run)


def _one_line(line: Sequence[Glyph], glyph: Glyph, on: _Runs) -> bool:
    """Whether the gap between two pieces at one height is one in a line, not one between columns.

    It is in a line where a line above or below runs across it, or none begins beside it; and after the number of a note.
    """
    start, before = line[0].u, line[-1]
    size = glyph.size
    gap = glyph.u - before.end
    if abs(before.size - size) > 0.15 * size:
        return False
    if glyph.text in _MARKS and 0 < gap < 12 * size:  # a line that was stretched
        return not any(g.parts(before.end, glyph.u, glyph.v, size) for g in on.gutters)
    if gap > 6 * size:
        return False
    if size < SMALL_PRINT * on.usual and gap < 1.7 * size and opens_note(_text(line) + glyph.text):
        return True
    if any(
        g.parts(before.end, glyph.u, glyph.v, size) or g.begins(start, glyph.u, glyph.v, size)
        for g in on.gutters
    ):
        return False
    if gap <= 0.45 * size and glyph.u > before.u:
        return True
    first = bisect_left(on.places, glyph.v - 4 * size)
    last = bisect_left(on.places, glyph.v + 4 * size)
    begins = 0
    for run in on.runs[first:last]:
        if abs(run[0].v - glyph.v) < 0.5 * size or abs(run[0].size - size) > 0.15 * size:
            continue
        if run[0].u < before.end - 0.5 * size and run[-1].end > glyph.u + 0.5 * size:
            return True
        begins += any(abs(run[0].u + d * size - glyph.u) < 0.35 * size for d in (-2, 0, 2))  # first lines too
    if gap > 2.2 * size or begins:
        return False
    # The edge of a column of the page; a headline may stand over one with its wide space, which many files leave out
    there = bisect_right(on.starts, glyph.u + 0.1 * size) - bisect_left(on.starts, glyph.u - 0.1 * size)
    return there < 5 or (
        size > 1.3 * on.usual and abs(gap / size - 1.0) < 0.01 and on.before.get(id(glyph)) is before
    )


def _line(run: Sequence[Glyph], page: int, on: _Runs | None = None) -> TextLine:
    label = on.labels.get(id(run[0]), "") if on else ""
    gaps = sorted(
        (b.u - a.end) / b.size for a, b in pairwise(run) if not a.text.isascii() and not b.text.isascii()
    )
    usual = max(0.0, gaps[len(gaps) // 2]) if gaps else 0.0
    pieces: list[str] = []
    last: Glyph | None = None
    for glyph in run:
        if last is not None and not glyph.text.isspace() and not last.text.isspace():
            gap = (glyph.u - last.end) / glyph.size - usual
            if latin := glyph.text.isascii() + last.text.isascii():
                if latin == 2 and gap + usual > 0.16:
                    pieces.append(" ")
            elif gap > 0.7 and last.text not in _OPENING and glyph.text not in _MARKS:
                pieces.append("\u3000")
            elif gap > 0.13 and not (
                {last.text, glyph.text} & _NO_SPACE or (on and on.is_spread(last, glyph))
            ):
                pieces.append(" ")
        pieces.append(glyph.text)
        last = glyph
    sizes = sorted(g.size for g in run)
    shown = [g for g in run if not g.text.isspace()]
    return TextLine(
        label + "".join(pieces).strip(),
        shown[0].u,
        shown[-1].end,
        sum(g.v for g in run) / len(run),
        sizes[len(sizes) // 2],
        page,
        labelled=on is not None and id(run[0]) in on.labels,
        band=on.band_of(run) if on else None,
        doubt=on.doubt_of(run) if on else "",
        weight=sorted(g.weight for g in run)[len(run) // 2],
    )
