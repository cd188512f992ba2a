"""Labels that stand in a column of their own beside what they label: （一）, 問：, a speaker's name, a prize, an hour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from companion.source.kinds import terminal
from companion.source.pdf.glyphs import Glyph
from companion.source.pdf.rows import tables_of

__all__ = ["with_labels"]

_LABEL = re.compile(
    "[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2}|[甲乙丙丁戊己庚辛]|[a-zA-Z]|[ivx]{1,4})(?:[)）]|[.．、：:])"
    "|[①-⑳㈠-㈩⑴-⑽●•◆■◇□▪‧○※►]|第[一二三四五六七八九十0-9]{1,3}[條条章節节]|[^，。：:]{1,6}[：:]|【[^，。】]{1,6}】"
)
_WORD = re.compile("[^，。！？；：:、「」]{1,6}")
_CHOICE = re.compile(r"[（(]?([A-Ha-h①-⑳\d])[.．、)）](?=.)")
_SENTENCE = re.compile("[，。；！？]")
_LONGEST = 7  # characters of a label
_WIDEST = 9.0  # characters between a label and what it labels
_FARTHER = 1.15  # times as far apart as other lines
_APART = 18.0  # characters between the cells of a row


def with_labels(runs: list[list[Glyph]]) -> tuple[list[list[Glyph]], dict[int, str]]:
    """The pieces of text that are no labels, and the label of each that has one, by its first glyph; empty for a row of a table.

    What is written like a label is one where something begins at its height. A word is one where it stands in a column of
    such words and what is beside each begins there: the line above that ends its sentence, or before its edge.

    Args:
        runs: The pieces from top to bottom.
    """
    runs = _choices(runs)
    labels: dict[int, str] = {}
    taken: set[int] = set()
    for table in tables_of(runs):
        for first, *others in table:
            labels[id(first[0])] = ""
            for other in others:
                first += [replace(first[-1], text="\u3000"), *other]
            taken |= set(map(id, others))
    runs = [run for run in runs if id(run) not in taken]
    pairs: list[tuple[list[Glyph], list[Glyph]]] = []
    for n, run in enumerate(runs):
        text = _text(run)
        if len(text) > _LONGEST or not (_LABEL.fullmatch(text) or _WORD.fullmatch(text)):
            continue
        widest = _WIDEST if _LABEL.fullmatch(text) else _APART
        near = (*runs[max(0, n - 8) : n], *runs[n + 1 : n + 9])
        beside = [o for o in near if _is_beside(run, o, widest)]
        other = min(beside, key=lambda o: o[0].u, default=run)
        room = (other[0].u - run[-1].end) / run[0].size  # what stands nearer to its left is its own text
        if beside and not any(_is_beside(o, run, max(room, 0.5)) for o in near):
            pairs.append((run, other))
    for column in _columns(pairs, runs):
        if any(id(run) in taken or id(other) in taken or id(run[0]) in labels for run, other in column):
            continue  # they are of a row already
        if not (all(_LABEL.fullmatch(_text(run)) for run, _ in column) or _begin_texts(column, runs)):
            continue
        for run, other in column:
            text = _text(run)
            labels[id(other[0])] = text if _LABEL.fullmatch(text) else text + "\u3000"
            taken.add(id(run))
    return [run for run in runs if id(run) not in taken], labels


def _choices(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """The pieces, with choices that stand in rows put together: A. B. over C. D., of a line each."""
    kept: list[list[Glyph]] = []
    before = 0
    for n, run in enumerate(runs):
        size, last = run[0].size, kept[-1] if kept else None
        found = _CHOICE.match(_text(run))
        letter = ord(found[1]) if found else -1
        under = (r for r in runs[n + 1 : n + 5] if 0.5 * size < r[0].v - run[0].v < 2 * size)
        if (
            last
            and letter == before + 1
            and abs(last[-1].v - run[0].v) < 0.3 * size < run[0].u - last[-1].end
            and all(_CHOICE.match(_text(r)) for r in under if r[0].u > last[0].u)
        ):
            last.extend(run)
        else:
            kept.append(run)
        before = letter
    return kept


def _text(run: Sequence[Glyph]) -> str:
    return "".join(g.text for g in run).strip()


def _is_beside(run: Sequence[Glyph], other: Sequence[Glyph], widest: float) -> bool:
    """Whether `other` begins to the right of a piece, at its height and in its size."""
    size = run[-1].size
    return (
        abs(other[0].v - run[0].v) < 0.3 * size
        and 0.3 * size < other[0].u - run[-1].end < widest * size
        and abs(other[0].size - size) < 0.3 * size
    )


def _columns(
    pairs: Sequence[tuple[list[Glyph], list[Glyph]]], runs: Sequence[list[Glyph]]
) -> list[list[tuple[list[Glyph], list[Glyph]]]]:
    """The labels in columns: under each other, with nothing else between them that reaches into their place."""
    found: list[list[tuple[list[Glyph], list[Glyph]]]] = []
    own = {id(run) for run, _ in pairs}
    for run, other in pairs:
        size = run[0].size
        for column in found:
            last, beside = column[-1]
            between = (
                r for r in runs
                if last[0].v + 0.3 * size < r[0].v < run[0].v - 0.3 * size and id(r) not in own
                and r[0].u < other[0].u - 1.2 * size and r[-1].end > run[0].u
            )  # fmt: skip
            if (
                abs(last[0].u - run[0].u) < 0.5 * size
                and abs(beside[0].u - other[0].u) < 0.5 * size
                and next(between, None) is None
            ):
                column.append((run, other))
                break
        else:
            found.append([(run, other)])
    return found


def _texts(
    column: Sequence[tuple[list[Glyph], list[Glyph]]], runs: Sequence[list[Glyph]], under: float
) -> list[list[Glyph]]:
    """The pieces that begin where those beside labels do, down to `under` the last of these."""
    (run, other), last = column[0], column[-1][0][0].v
    size = run[0].size
    return [
        r
        for r in runs
        if abs(r[0].u - other[0].u) < 2.3 * size and run[0].v - size < r[0].v < last + under * size
    ]


def _begin_texts(column: Sequence[tuple[list[Glyph], list[Glyph]]], runs: Sequence[list[Glyph]]) -> bool:
    """Whether what stands beside each word begins there: the line above ends its sentence, or before its edge, or farther above."""
    texts = _texts(column, runs, 12)
    edge, size = max(r[-1].end for r in texts), column[0][0][0].size
    begun = {id(other) for _, other in column}
    pitch = min((b[0].v - a[0].v for a, b in pairwise(texts)), default=0.0)
    ends = [
        terminal(_text(above))
        or above[-1].end < edge - 2 * size
        or below[0].v - above[0].v > _FARTHER * pitch
        for above, below in pairwise(texts)
        if id(below) in begun
    ]
    sentences = any(_SENTENCE.search(_text(r)) for r in texts)
    return len(column) > 1 and sentences and sum(ends) >= 0.8 * len(ends)
