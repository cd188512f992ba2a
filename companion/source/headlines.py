"""Whether a line is a headline, or a first line, by its width and by what follows it."""

from __future__ import annotations

import re

from companion.source.kinds import starts_paragraph, terminal
from companion.source.lines import INDENT, INNER, NEAR, Line, fills

__all__ = ["is_cut_off", "is_headline", "is_narrower", "looks_first"]


def is_narrower(line: Line, following: Line) -> bool:
    """Whether a line can't stand in the next one's column: even an indent does not make it that short."""
    return (
        following.width > line.width + INDENT + NEAR
        and not INNER.search(line.text.replace("：", "", 1))
        and not line.text.endswith(("的", "和", "及", "與", "在", "是"))
    )


def is_headline(
    lines: list[Line], i: int, group: list[Line], column: int | None, common: set[int], parted: bool
) -> bool:
    """Whether line `i` is one; `parted`: the blank line after it, if there is one, tells something."""
    line, following = lines[i], lines[i + 1]
    if len(group) > 1 or INNER.search(line.text.replace("：", "", 1)) or line.long:
        return False
    nearest = column or min(common, key=lambda w: abs(w - following.width), default=0)
    if (
        nearest
        and line.width < nearest - INDENT - 1
        and not line.text.endswith(("的", "和", "及", "與", "在", "是"))
    ):
        return True
    if looks_first(lines, i + 1, nearest or following.width) or "\u3000" in line.text:
        return True
    if not INNER.search(following.text) and i + 2 < len(lines) and starts_paragraph(lines[i + 2].text):
        return not terminal(following.text)  # two lines of a headline before a dateline
    if i == 0 and nearest and abs(line.width - nearest) <= 2 and _is_headline_end(lines, 1, nearest):
        return False
    return parted and (column is None or abs(following.width - line.width) > 2 or i == 0)


def _is_headline_end(lines: list[Line], i: int, column: int) -> bool:
    """Whether line `i` is the short end of a headline that the column has wrapped."""
    text = lines[i].text
    return (
        i + 1 < len(lines)
        and lines[i].width < column - INDENT - 1
        and not terminal(text)
        and not INNER.search(text)
        and lines[i + 1].width >= column - INDENT - 1
    )


def looks_first(lines: list[Line], i: int, column: int) -> bool:
    """Whether line `i` is two characters shorter than its column and goes on in the next."""
    if i + 1 >= len(lines) or not column:
        return False
    line, following = lines[i], lines[i + 1]
    return (
        (
            abs(line.width - (column - INDENT)) <= 1
            or (column // 2 < line.width < column - INDENT and fills(line, following, column - INDENT))
        )
        and not terminal(line.text)
        and (
            abs(following.width - column) <= NEAR or (terminal(following.text) and following.width <= column)
        )
        and bool(re.search("[\u4e00-\u9fff]", line.text))
    )


def is_cut_off(line: Line, following: Line) -> bool:
    """Whether a line with a comma or full stop in it, but none at its end, was cut by a column.

    A headline with a comma stands over text that is much wider.
    """
    return line.width >= 20 and following.width <= line.width + INDENT + 3 and bool(INNER.search(line.text))
