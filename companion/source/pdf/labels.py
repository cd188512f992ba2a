"""Labels that stand in a column of their own beside what they label: （一）, 問：, a speaker's name, a prize, an hour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from companion.source.kinds import terminal
from companion.source.pdf.glyphs import Glyph

__all__ = ["with_labels"]

_LABEL = re.compile(
    "[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2}|[甲乙丙丁戊己庚辛]|[a-zA-Z]|[ivx]{1,4})(?:[)）]|[.．、：:])"
    "|[①-⑳㈠-㈩⑴-⑽●•◆■◇□▪‧○※►]|第[一二三四五六七八九十0-9]{1,3}[條条章節节]|[^，。：:]{1,6}[：:]|【[^，。】]{1,6}】"
)
_WORD = re.compile("[^，。！？；：:、「」]{1,6}")
_SENTENCE = re.compile("[，。；！？]")
_LONGEST = 7  # characters of a label
_WIDEST = 9.0  # characters between a label and what it labels
_NAME = 4  # characters: two columns of nothing longer are a list of names in two columns


def with_labels(runs: list[list[Glyph]]) -> tuple[list[list[Glyph]], dict[int, str]]:
    """The pieces of text that are no labels, and the label of each that has one, by its first glyph.

    What is written like a label is one where something begins at its height. A word is one where it stands in a column of
    such words and what is beside each begins there: the line above that ends its sentence, or before its edge.

    Args:
        runs: The pieces from top to bottom.
    """
    pairs: list[tuple[list[Glyph], list[Glyph]]] = []
    for n, run in enumerate(runs):
        text = _text(run)
        if len(text) > _LONGEST or not (_LABEL.fullmatch(text) or _WORD.fullmatch(text)):
            continue
        near = (*runs[max(0, n - 8) : n], *runs[n + 1 : n + 9])
        beside = [o for o in near if _is_beside(run, o)]
        left = [o for o in near if _is_beside(o, run)]
        if beside and not left:
            pairs.append((run, min(beside, key=lambda other: other[0].u)))
    labels: dict[int, str] = {}
    taken: set[int] = set()
    for column in _columns(pairs, runs):
        listed = _is_list(column, runs)
        if not (
            listed or all(_LABEL.fullmatch(_text(run)) for run, _ in column) or _begin_texts(column, runs)
        ):
            continue
        for run, other in column:
            if listed:
                for piece in _row(other, runs):
                    other.extend(piece)
                    taken.add(id(piece))
            text = _text(run)
            labels[id(other[0])] = text if _LABEL.fullmatch(text) else text + "\u3000"
            taken.add(id(run))
    return [run for run in runs if id(run) not in taken], labels


def _text(run: Sequence[Glyph]) -> str:
    return "".join(g.text for g in run).strip()


def _row(run: list[Glyph], runs: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """The pieces that follow one after a space of a character."""
    found, last = [], run[-1]
    for other in sorted((r for r in runs if abs(r[0].v - last.v) < 0.3 * last.size), key=lambda r: r[0].u):
        if 0 < other[0].u - last.end < 1.2 * last.size:
            found.append(other)
            last = other[-1]
    return found


def _is_beside(run: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    """Whether `other` begins to the right of a piece, at its height and in its size."""
    size = run[-1].size
    return (
        abs(other[0].v - run[0].v) < 0.3 * size
        and 0.3 * size < other[0].u - run[-1].end < _WIDEST * size
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


def _is_list(column: Sequence[tuple[list[Glyph], list[Glyph]]], runs: Sequence[list[Glyph]]) -> bool:
    """Whether each line beside has its word, and none is a sentence; not where all are names, in two columns."""
    begun = {id(other) for _, other in column}
    rows = [_text([g for piece in (other, *_row(other, runs)) for g in piece]) for _, other in column]
    names = all(
        len(_text(run)) <= _NAME and len(row) <= _NAME for (run, _), row in zip(column, rows, strict=True)
    )
    return (
        len(column) > 2
        and not names
        and not any(_SENTENCE.search(row) for row in rows)
        and all(id(r) in begun for r in _texts(column, runs, 0.3))
    )


def _begin_texts(column: Sequence[tuple[list[Glyph], list[Glyph]]], runs: Sequence[list[Glyph]]) -> bool:
    """Whether what stands beside each word begins there: the line above ends its sentence, or before its edge."""
    texts = _texts(column, runs, 12)
    edge, size = max(r[-1].end for r in texts), column[0][0][0].size
    begun = {id(other) for _, other in column}
    ends = [
        terminal(_text(above)) or above[-1].end < edge - 2 * size
        for above, below in pairwise(texts)
        if id(below) in begun
    ]
    sentences = any(_SENTENCE.search(_text(r)) for r in texts)
    return len(column) > 1 and sentences and sum(ends) >= 0.8 * len(ends)
