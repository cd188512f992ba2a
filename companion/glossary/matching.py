"""Where glossary terms stand in a text: Aho–Corasick over all spellings, the longest first.

Overlaps: of two terms that overlap, the longer one stays; of equally long ones the first. In
瀾湄合作機制 the terms 瀾湄合作 and 合作機制 overlap: both have four characters, 瀾湄合作 begins
first and stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from companion.model import Term

__all__ = ["Match", "Matcher"]

# Pairs that Hong Kong, Taiwan and copied texts write either way; folded before matching.
_FOLD = str.maketrans("裡着臺衆爲麪牀峯羣僞鄉", "裏著台眾為麵床峰群偽鄉")


@dataclass(frozen=True, slots=True)
class Match:
    """A term at `text[start:end]`."""

    start: int
    end: int
    term: Term


class Matcher:
    """Finds the terms of a glossary in texts of either script."""

    def __init__(self, terms: Iterable[Term]) -> None:
        from ahocorasick_rs import AhoCorasick

        spellings: dict[str, Term] = {}
        for term in terms:
            if term.status == "forbidden":
                continue
            for spelling in (term.traditional, term.simplified, *term.aliases):
                spellings.setdefault(spelling.translate(_FOLD), term)
        self._terms = list(spellings.values())
        self._automaton = AhoCorasick(list(spellings)) if spellings else None

    def find(self, text: str, simplified: str = "") -> list[Match]:
        """The matches in `text`, in order, none overlapping; `simplified` has the same length.

        Both forms are searched, so that an alias written in traditional characters is found in
        a simplified text's mixed spelling too.
        """
        if self._automaton is None:
            return []
        found: dict[tuple[int, int], Term] = {}
        for form in (text, simplified):
            if len(form) == len(text):
                form = (
                    "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in form)
                    if not _clean(form)
                    else form
                )
                for index, start, end in self._automaton.find_matches_as_indexes(
                    form.translate(_FOLD), overlapping=True
                ):
                    found.setdefault((start, end), self._terms[index])
        taken = bytearray(len(text))
        chosen = []
        for start, end in sorted(found, key=lambda s: (s[0] - s[1], s[0])):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                chosen.append(Match(start, end, found[start, end]))
        return sorted(chosen, key=lambda m: m.start)


def _clean(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
