"""Which characters of a page are read across it and which downwards, block by block.

A newspaper page of Hong Kong or Taiwan has vertical stories, headlines and boxes beside horizontal ones. The order of
the characters in the file tells it: one is followed by its neighbour on the right, or by the one below.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

__all__ = ["Box", "Mark", "directions", "extent_of", "is_wide"]

Box = tuple[float, float, float, float]
_LEAST = 3  # characters that follow each other downwards: fewer may do so by chance
_LEAST_LINES = 3  # of a horizontal block on a vertical page; fewer are a headline
_NEAR = 3.2  # characters: how far lines, or tiers of them, stand apart in a block


class Mark(NamedTuple):
    """A character at (x, y) with its box (left, bottom, right, top), its quarter turns to the left, and its font's weight if known."""

    text: str
    x: float
    y: float
    box: Box
    size: float
    turn: int
    weight: int = 0


def is_wide(text: str) -> bool:
    return unicodedata.east_asian_width(text) in "WF"


def extent_of(marks: Sequence[Mark]) -> Box:
    """The box around characters, as wide as these are set."""
    return (
        min(m.x for m in marks),
        min(m.y - 0.14 * m.size for m in marks),
        max(m.x + m.size for m in marks),
        max(m.y + 0.86 * m.size for m in marks),
    )


def directions(marks: Sequence[Mark]) -> tuple[bool, list[list[Mark]]]:
    """Whether most characters are read downwards, and the blocks of those that are read the other way.

    Args:
        marks: The characters of a page that stand upright, and those that lie on their side, in the order of the file.

    >>> down = [Mark(c, 300.0, 700.0 - 10 * i, (0, 0, 0, 0), 10.0, 0) for i, c in enumerate("警方昨日")]
    >>> across = [Mark(c, 50.0 + 10 * i, 500.0, (0, 0, 0, 0), 10.0, 0) for i, c in enumerate("市民表示歡迎。")]
    >>> vertical, blocks = directions([*down, *across])
    >>> vertical, ["".join(m.text for m in block) for block in blocks]
    (False, ['警方昨日'])
    """
    runs = list(_runs(marks))
    down = [run for way, run in runs if way == "down" and sum(m.turn == 0 for m in run) >= _LEAST]
    across = [run for way, run in runs if way == "across"]
    vertical = sum(map(len, down)) > 2 * sum(map(len, across))
    if vertical:
        found = [b for b in _clusters(across) if _is_text(b, down)]
        return True, [[m for run in block for m in run] for block in found]
    blocks = _clusters(down)
    return False, _with_rest(blocks, runs)


def _runs(marks: Sequence[Mark]) -> Iterator[tuple[str, list[Mark]]]:
    """The characters that follow each other in one way, and that way; empty for one that stands alone."""
    run: list[Mark] = []
    way = ""
    for mark in marks:
        step = _step(run[-1], mark) if run else ""
        if run and step and (not way or step == way):
            way = step
            run.append(mark)
            continue
        if run:
            yield way, run
        run, way = [mark], ""
    if run:
        yield way, run


def _step(a: Mark, b: Mark) -> str:
    """The way from one character to the next: across, down or neither."""
    size = max(a.size, b.size)
    if min(a.size, b.size) < 0.5 * size:
        return ""
    if a.turn == b.turn == 0 and abs(b.y - a.y) < 0.25 * size and 0 < b.x - a.x < 2.6 * size:
        return "across"
    aside = 1.0 if a.turn or b.turn else 0.3
    if abs(b.x - a.x) < aside * size and 0 < a.y - b.y < 1.9 * size:
        least = 0.1 if a.turn or b.turn else 0.7
        if a.y - b.y > least * size and (a.turn or b.turn or (is_wide(a.text) and is_wide(b.text))):
            return "down"
    return ""


def _distance(a: Box, b: Box) -> float:
    """How far two boxes are apart, by the larger of the ways across and down."""
    return max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3])


def _clusters(runs: Sequence[list[Mark]]) -> list[list[list[Mark]]]:
    """The runs in blocks: those that stand near each other."""
    boxes = [extent_of(run) for run in runs]
    group = list(range(len(runs)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    order = sorted(range(len(runs)), key=lambda i: boxes[i][0])
    for n, i in enumerate(order):
        size = runs[i][0].size
        for j in order[n + 1 :]:
            if boxes[j][0] - boxes[i][2] > _NEAR * max(size, 2 * size):
                break
            if _distance(boxes[i], boxes[j]) < _NEAR * min(size, runs[j][0].size):
                group[root(j)] = root(i)
    found: dict[int, list[list[Mark]]] = {}
    for i, run in enumerate(runs):
        found.setdefault(root(i), []).append(run)
    return list(found.values())


def _is_text(block: Sequence[list[Mark]], down: Sequence[list[Mark]]) -> bool:
    """Whether horizontal lines of a vertical page are a text of their own: several, in no larger type than its lines."""
    sizes = sorted(run[0].size for run in down for _ in run)
    long = [run for run in block if len(run) >= 4 and run[0].size < 1.13 * sizes[len(sizes) // 2]]
    return len({round(run[0].y) for run in long}) >= _LEAST_LINES


def _with_rest(
    blocks: Sequence[Sequence[list[Mark]]], runs: Sequence[tuple[str, list[Mark]]]
) -> list[list[Mark]]:
    """The vertical blocks of a horizontal page, each with what stands alone in it or beside it, in the order of the file.

    That is the last character of a paragraph, a pair of digits set across a vertical line, or a headline over it.
    """
    if not blocks:
        return []
    boxes = [extent_of([m for run in block for m in run]) for block in blocks]
    inside = {id(run): n for n, block in enumerate(blocks) for run in block}
    across = [extent_of(run) for way, run in runs if way == "across" and len(run) > 2]
    found: list[list[Mark]] = [[] for _ in blocks]
    for way, run in runs:
        n = inside.get(id(run), -1)
        if n < 0:
            box, size = extent_of(run), run[0].size
            n = min(range(len(boxes)), key=lambda i: _distance(boxes[i], box))
            within = all(
                boxes[n][0] - 0.3 * size < m.x and m.x + m.size < boxes[n][2] + 0.3 * size
                and boxes[n][1] - size < m.y < boxes[n][3] + 0.3 * size
                for m in run
            )  # fmt: skip
            alone = way != "across" or len(run) <= 2
            near = _distance(boxes[n], box)
            beside = (
                alone
                and near < 1.5 * size
                and near < min((_distance(a, box) for a in across), default=near + 1)
            )
            in_line = (
                alone
                and near < 2.2 * size
                and any(
                    abs(o[0].x - run[0].x) < 0.2 * size and abs(o[0].size - size) < 0.1 * size
                    for o in blocks[n]
                )
            )  # after a space
            if not (within or beside or in_line or (run[0].turn == 3 and near < size)):
                continue
        found[n] += run
    return found
