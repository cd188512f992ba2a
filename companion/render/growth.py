"""The words that a person knows, over time: a drawing (SVG) that needs no script and follows the page's theme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from companion.render.environment import render

__all__ = ["growth_html"]

_WIDTH, _HEIGHT = 640, 180
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 12, 24
_STEPS = (1, 2, 5)


def growth_html(points: Sequence[tuple[date, int]], learning: int = 0) -> str:
    """A drawing of how many words are known, day by day.

    Its colours are those of `style("home")`.

    Args:
        points: Day and words known at its end; the days in order.
        learning: How many are being learnt now.

    Returns:
        HTML; empty where there is no word yet.

    >>> from datetime import date
    >>> html = growth_html([(date(2026, 11, 1), 10), (date(2026, 11, 29), 35)], 9)
    >>> "35 words known on 29 November 2026, 10 on 1 November 2026" in html
    True
    """
    if not points or not (learning or any(known for _, known in points)):
        return ""
    first, last = points[0], points[-1]
    days = (last[0] - first[0]).days + 1  # the last day has its width too
    top = _top(max(known for _, known in points))

    def x(day: date) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * (day - first[0]).days / days, 1)

    def y(count: float) -> float:
        return round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - count / top), 1)

    # steps: the count of a day holds until the next one that is told
    line = f"M{x(first[0])} {y(first[1])}" + "".join(f"H{x(day)}V{y(count)}" for day, count in points[1:])
    line += f"H{_WIDTH - _RIGHT}"
    ends = [(x(first[0]), "start", _said(first[0]))]
    if last[0] != first[0]:
        ends.append((_WIDTH - _RIGHT, "end", _said(last[0])))
    return render(
        "home/growth.html",
        width=_WIDTH,
        height=_HEIGHT,
        left=_LEFT,
        right=_WIDTH - _RIGHT,
        base=y(0),
        ticks=[(y(v), f"{v:,}") for v in (0, top // 2, top)] if top > 1 else [(y(0), "0"), (y(1), "1")],
        known=line,
        area=f"{line}V{y(0)}H{x(first[0])}Z",
        learning=learning,
        ends=ends,
        first=(first[1], _said(first[0])),
        last=(last[1], _said(last[0])),
        several=last[0] != first[0],
    )


def _top(most: int) -> int:
    """A round number, even, not below `most`."""
    size = 1
    while True:
        for step in _STEPS:
            if step * size * 2 >= most:
                return step * size * 2 if most > 1 else 1
        size *= 10


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
