"""A paragraph on its way to tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

__all__ = ["Draft", "TermSpan", "divided_draft"]


class TermSpan(NamedTuple):
    """A place that a glossary term claims: its id and its reading, one syllable per character.

    `sure` where whoever claims it has compared it with the words around it.
    """

    start: int
    end: int
    term: str
    pinyin: tuple[str, ...] = ()
    simplified: str = ""
    sure: bool = False


@dataclass(slots=True)
class Draft:
    """A paragraph on its way to tokens: its text in both scripts, the segmenter's word ends, its terms."""

    text: str
    simplified: str
    ends: list[int]
    terms: Sequence[TermSpan] = ()
    edges: dict[int, int] = field(default_factory=dict)
    """Where each word ends, and where it begins."""
    shares: Any = None
    """What the tagger thinks of each character, an array (characters × labels); None without a tagger."""

    def __post_init__(self) -> None:
        self.edges = dict(zip(self.ends, [0, *self.ends], strict=False))


def divided_draft(draft: Draft, texts: Sequence[str]) -> list[Draft] | None:
    """The draft of paragraphs that a line end joins, as one for each; None where its words run over one.

    >>> whole = Draft("他說\\n電騙", "他说\\n电骗", [1, 2, 3, 5], [TermSpan(3, 5, "crime-dianpian")])
    >>> [(d.simplified, d.ends, [t.start for t in d.terms]) for d in divided_draft(whole, ["他說", "電騙"])]
    [('他说', [1, 2], []), ('电骗', [2], [0])]
    """
    ends, edges, terms = draft.ends, draft.edges, draft.terms
    found: list[Draft] = []
    base = first = term = 0
    for text in texts:
        stop = base + len(text)
        if (stop != base and stop not in edges) or (stop < len(draft.text) and edges.get(stop + 1) != stop):
            return None
        last = bisect_right(ends, stop, first)
        own = draft.simplified[base:stop]
        part = Draft(text, own, [e - base for e in ends[first:last]] if base else ends[:last])
        part.shares = None if draft.shares is None else draft.shares[base:stop]
        at = term
        while term < len(terms) and terms[term].start < stop:
            term += 1
        part.terms = [t._replace(start=t.start - base, end=t.end - base) for t in terms[at:term]]
        found.append(part)
        base, first = stop + 1, last + 1
    return found
