"""Small raised and lowered marks of a line: the mark of a footnote, m², CO₂."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from companion.source.pdf.glyphs import Glyph

__all__ = ["with_scripts"]

_MARK = re.compile(  # with one of _SHOWS
    r"[0-9０-９①-⑳*＊†‡§#\[\]［］()（）〔〕【】註注,，、+\-−–a-z]"
)
_SHOWS = re.compile("[0-9０-９①-⑳*＊†‡§#註注]")
_MOST = 8  # characters
_SMALL = 0.87  # times the size of the line
_RAISED = str.maketrans("0123456789０１２３４５６７８９+-−–()（）", "⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾⁽⁾")
_LOWERED = str.maketrans("0123456789０１２３４５６７８９+-−–()（）", "₀₁₂₃₄₅₆₇₈₉₀₁₂₃₄₅₆₇₈₉₊₋₋₋₍₎₍₎")


def with_scripts(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs, with small raised or lowered marks in the line that they stand in, digits as ¹ or ₁.

    A digit that stays 1 could not be told from a number that it stands behind.

    Args:
        glyphs: Those of a page, in the order of the file.

    >>> line = [Glyph(c, 10.0 * i, 10.0 * i + 10, 100.0, 10.0) for i, c in enumerate("統計數字")]
    >>> "".join(g.text for g in with_scripts([*line, Glyph("1", 40.0, 43.5, 96.5, 7.0)]))
    '統計數字¹'
    """
    found = list(glyphs)
    i = 0
    while i < len(found):
        first = found[i]
        end = i
        while (
            end < len(found)
            and end - i < _MOST
            and _MARK.fullmatch(found[end].text)
            and abs(found[end].size - first.size) < 0.05 * first.size
            and abs(found[end].v - first.v) < 0.1 * first.size
        ):
            end += 1
        if end == i:
            i += 1
            continue
        shows = any(_SHOWS.fullmatch(g.text) for g in found[i:end])
        base, raised = _base(found, i, end) if shows and not _is_of_line(found, i, end) else (None, False)
        if base is not None:
            text = "".join(g.text for g in found[i:end])
            shown = text.translate(_RAISED if raised else _LOWERED)
            if any(c in shown for c in "[]［］〔〕【】註注,，、"):
                shown = text
            found[i:end] = [
                replace(g, text=c, v=base.v, size=base.size) for g, c in zip(found[i:end], shown, strict=True)
            ]
        i = end
    return found


def _is_of_line(glyphs: Sequence[Glyph], first: int, end: int) -> bool:
    """Whether other characters of their size stand right beside marks, at their height: they are of small text."""
    own, last = glyphs[first], glyphs[end - 1]
    return any(
        abs(g.v - own.v) < 0.1 * own.size and abs(g.size - own.size) < 0.05 * own.size and abs(gap) < own.size
        for g, gap in (
            *((g, own.u - g.end) for g in glyphs[max(0, first - 1) : first]),
            *((g, g.u - last.end) for g in glyphs[end : end + 1]),
        )
        if not g.text.isspace()
    )


def _base(glyphs: Sequence[Glyph], first: int, end: int) -> tuple[Glyph | None, bool]:
    """The larger character that marks stand right behind or before, and whether they are raised above its line."""
    for near, behind in ((first - 1, True), (end, False)):
        if not 0 <= near < len(glyphs):
            continue
        base = glyphs[near]
        gap = glyphs[first].u - base.end if behind else base.u - glyphs[end - 1].end
        rise = base.v - glyphs[first].v
        if (
            not base.text.isspace()
            and glyphs[first].size <= _SMALL * base.size
            and -0.15 * base.size < gap < (0.6 if behind else 1.3) * base.size
            and 0.07 * base.size < abs(rise) < 0.7 * base.size
        ):
            return base, rise > 0
    return None, False
