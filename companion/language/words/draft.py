"""A paragraph on its way to tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

__all__ = ["Draft", "TermSpan", "divided_draft"]


class TermSpan(NamedTuple):
    """A place that a glossary term may stand at: its id and its reading, one syllable per character."""

    start: int
    end: int
    term: str
    pinyin: tuple[str, ...] = ()
    simplified: str = ""


@dataclass(slots=True)
class Draft:
    """A paragraph's text in both scripts, its words with their parts of speech, and the terms that are words of it.

    `evidence` is what speaks against the ends of each word (`companion.language.words.lattice.Cut`).
    """

    text: str
    simplified: str
    spans: list[tuple[int, int]]
    tags: list[str]
    terms: Sequence[TermSpan] = field(default_factory=list)
    evidence: np.ndarray | None = None


def divided_draft(draft: Draft, texts: Sequence[str]) -> list[Draft]:
    """The draft of paragraphs that a line end joins, as one for each.

    >>> whole = Draft("他說\\n電騙", "他说\\n电骗", [(0, 1), (1, 2), (2, 3), (3, 5)], ["r", "v", "w", "n"], [TermSpan(3, 5, "x")])
    >>> [(d.simplified, d.spans, d.tags, [t.start for t in d.terms]) for d in divided_draft(whole, ["他說", "電騙"])]
    [('他说', [(0, 1), (1, 2)], ['r', 'v'], []), ('电骗', [(0, 2)], ['n'], [0])]
    """
    found: list[Draft] = []
    base = term = 0
    for text in texts:
        stop = base + len(text)
        first, last = bisect_left(draft.spans, (base,)), bisect_left(draft.spans, (stop,))
        at = term
        while term < len(draft.terms) and draft.terms[term].start < stop:
            term += 1
        found.append(
            Draft(
                text,
                draft.simplified[base:stop],
                [(a - base, b - base) for a, b in draft.spans[first:last]],
                draft.tags[first:last],
                [t._replace(start=t.start - base, end=t.end - base) for t in draft.terms[at:term]],
                draft.evidence[first:last] if draft.evidence is not None else None,
            )
        )
        base = stop + 1
    return found
