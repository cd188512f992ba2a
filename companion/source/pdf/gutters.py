"""The white strips between the columns of a page, found before its lines are made.

H. Baird ("Background structure in document images", 1994) and T. Breuel look for the white of a page first: a strip that stays
free over many lines, with text on both sides, parts columns; a line that crosses it stands over or under both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Gutter", "Span", "gutters_of"]

_LEAST_LINES = 4  # that begin at one place
_LEAST_WIDTH = 0.7  # of a gutter, in characters
_LARGE = 1.3  # times the size of the text: a headline, which may have a wide space anywhere
_NEAR = 0.35  # characters: lines that begin at one place


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text at one height: where it begins and ends, its place `v`, and the size of its characters."""

    u: float
    end: float
    v: float
    size: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Gutter:
    """A white strip from `left` to `right`, beside the lines from `first` to `last` (their places) of one size."""

    left: float
    right: float
    first: float
    last: float
    size: float

    def is_beside(self, v: float, size: float) -> bool:
        """Whether a line at the height `v` stands beside it."""
        return self.first - 0.6 * size <= v <= self.last + 0.6 * size and size < _LARGE * self.size

    def parts(self, end: float, start: float, v: float, size: float) -> bool:
        """Whether it stands between what ends at `end` and what starts at `start`, at the height `v`."""
        middle = (self.left + self.right) / 2
        return end < self.right and middle < start and self.is_beside(v, size)

    def is_crossed(self, u: float, end: float, size: float) -> bool:
        """Whether a line from `u` to `end` stands on both sides of it."""
        return u < self.left - 0.3 * size and end > self.right + 0.3 * size

    def begins(self, before: float, start: float, v: float, size: float) -> bool:
        """Whether what starts at `start` is of the column to its right, and what starts at `before` of the one to its left.

        A word too long for its column may reach over the gutter into the next.
        """
        return (
            before < self.left - size
            and -_NEAR * size < start - self.right < 3 * size
            and self.is_beside(v, size)
        )


def gutters_of(spans: Sequence[Span]) -> list[Gutter]:
    """The gutters of a page.

    >>> rows = [Span(u, u + 100, 12.0 * n, 10.0) for n in range(6) for u in (0.0, 120.0)]
    >>> gutters_of(rows)
    [Gutter(left=100.0, right=120.0, first=0.0, last=60.0, size=10.0)]
    >>> gutters_of([*rows, Span(0.0, 220.0, 72.0, 10.0)])[0].last
    60.0
    """
    by_height = _clipped(sorted(spans, key=lambda s: (s.v, s.u)))
    heights = [s.v for s in by_height]
    found = []
    for place in _edges(by_height):
        found += _at(place, by_height, heights)
    return _merged(found)


def _clipped(spans: Sequence[Span]) -> list[Span]:
    """The spans without those that lie over the next one at their height: a word too long for its column."""
    return [
        span
        for n, span in enumerate(spans)
        if not any(
            abs(other.v - span.v) < 0.3 * span.size and span.u < other.u < span.end - 0.5 * span.size
            for other in (*spans[max(0, n - 3) : n], *spans[n + 1 : n + 4])
        )
    ]


def _edges(spans: Sequence[Span]) -> list[float]:
    """The places where several lines begin, each the left-most of its lines."""
    starts = sorted(spans, key=lambda s: s.u)
    places: list[float] = []
    i = 0
    while i < len(starts):
        j = i
        while j + 1 < len(starts) and starts[j + 1].u - starts[i].u < _NEAR * starts[i].size:
            j += 1
        if j + 1 - i >= _LEAST_LINES:
            places.append(starts[i].u)
        i = j + 1
    return places


def _at(place: float, spans: Sequence[Span], heights: Sequence[float]) -> list[Gutter]:
    """The gutters that end where lines begin at `place`: between two lines that cross it."""
    found: list[Gutter] = []
    begins: list[Span] = []

    def close() -> None:
        aligned = {round(s.v) for s in begins if abs(s.u - place) < _NEAR * s.size}
        if len(aligned) >= least:
            size = sorted(s.size for s in begins)[len(begins) // 2]
            first, last = begins[0].v, begins[-1].v
            beside = spans[
                bisect_left(heights, first - 0.6 * size) : bisect_right(heights, last + 0.6 * size)
            ]
            before = [s for s in beside if s.end <= place + 0.1 * size]
            if before:
                ends = sorted(s.end for s in before)
                left = ends[-1 - len(ends) // 8]  # a mark may hang over the edge
                rows = {round(s.v / (0.6 * size)) for s in before if place - s.end < 12 * size}
                if place - left >= _LEAST_WIDTH * size and len(rows) >= min(least, _LEAST_LINES - 1):
                    found.append(Gutter(left, place, first, last, size))
        begins.clear()

    every = {round(s.v) for s in spans if abs(s.u - place) < _NEAR * s.size}
    crossing = sum(s.u < place - _NEAR * s.size and s.end > place + 0.1 * s.size for s in spans)
    least = _LEAST_LINES // 2 if crossing <= len(every) // _LEAST_LINES else _LEAST_LINES
    aligned_sizes = sorted(s.size for s in spans if abs(s.u - place) < _NEAR * s.size)
    usual = aligned_sizes[len(aligned_sizes) // 2]
    for span in spans:
        if span.size > _LARGE * usual:
            if span.end > place - span.size and span.u < place + span.size:
                close()
        elif span.u < place - _NEAR * span.size and span.end > place + 0.1 * span.size:
            close()
        elif -_NEAR * span.size < span.u - place < 3 * span.size:  # first lines too
            begins.append(span)
    close()
    return found


def _merged(found: Sequence[Gutter]) -> list[Gutter]:
    return sorted(found, key=lambda g: (g.left, g.first))
