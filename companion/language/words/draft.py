"""A paragraph on its way to tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

__all__ = ["Draft", "TermSpan", "joined"]


class TermSpan(NamedTuple):
    """A place that a glossary term may stand at: its id and its reading, one syllable per character."""

    start: int
    end: int
    term: str
    pinyin: tuple[str, ...] = ()
    simplified: str = ""


@dataclass(slots=True)
class Draft:
    """The text of a paragraph, or of several, in both scripts, its words with their parts of speech, and the terms that are words of it.

    `ends` are the places where its words end, `evidence` is what speaks against the ends of each
    (`companion.language.words.lattice.Cut`).

    >>> Draft("打擊電騙", "打击电骗", [2, 4], ["v", "n"]).spans
    [(0, 2), (2, 4)]
    """

    text: str
    simplified: str
    ends: list[int]
    tags: list[str]
    terms: Sequence[TermSpan] = field(default_factory=list)
    evidence: np.ndarray | None = None

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word begins and ends."""
        return list(zip([0, *self.ends], self.ends, strict=False))


def joined(drafts: Sequence[Draft]) -> Draft:
    """Drafts of several paragraphs as one, the paragraphs parted by line ends.

    >>> one = Draft("他說", "他说", [1, 2], ["r", "v"]), Draft("電騙", "电骗", [2], ["n"], [TermSpan(0, 2, "x")])
    >>> joined(one).spans, joined(one).tags, [t.start for t in joined(one).terms]
    ([(0, 1), (1, 2), (2, 3), (3, 5)], ['r', 'v', '', 'n'], [3])
    """
    ends: list[int] = []
    tags: list[str] = []
    terms: list[TermSpan] = []
    rows: list[tuple[int, np.ndarray]] = []
    base = 0
    for draft in drafts:
        if base:
            ends.append(base)
            tags.append("")
        if draft.evidence is not None:
            rows.append((len(ends), draft.evidence))
        ends += [base + end for end in draft.ends]
        tags += draft.tags
        terms += [t._replace(start=base + t.start, end=base + t.end) for t in draft.terms]
        base += len(draft.text) + 1
    text, simplified = (
        "\n".join(some) for some in zip(*[(d.text, d.simplified) for d in drafts], strict=True)
    )
    evidence = np.zeros((len(ends), rows[0][1].shape[1])) if rows else None
    for first, own in rows:
        evidence[first : first + len(own)] = own  # type: ignore[index]
    return Draft(text, simplified, ends, tags, terms, evidence)
