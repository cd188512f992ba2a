"""Whether two English meanings are nearly the same, as far as CC-CEDICT (CC BY-SA 4.0) tells.

`data/english_synonyms.tsv` has the meanings that stand side by side at two words or more.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from companion.facts import read_facts

__all__ = ["DATA", "bare", "groups", "means_the_same", "synonyms"]

DATA = Path(__file__).parent / "data" / "english_synonyms.tsv"
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BEFORE = re.compile(r"^(?:to be |to |an? |the )")
_ANYBODY = re.compile(r"\b(?:sb|sth|one's|etc)\b")
_WORD = re.compile("[a-z]{3,}")
_SMALL = frozenset(["the", "and", "for", "with", "from", "into", "that", "not", "one", "sth", "etc", "out", "its", "very"])  # fmt: skip


class _Pair(NamedTuple):
    one: str
    other: str
    words: str


@cache
def _pairs() -> dict[tuple[str, str], int]:
    return {(row.one, row.other): int(row.words) for row in read_facts(DATA, _Pair, key=("one", "other"))}


@lru_cache(maxsize=50_000)
def bare(meaning: str) -> str:
    """A meaning in small letters without brackets, articles and "to".

    >>> bare("to cover (a distance)"), bare("the sky")
    ('cover', 'sky')
    """
    text = _BEFORE.sub("", _BRACKETS.sub("", meaning.lower()).strip(" .")).strip()
    return " ".join(_ANYBODY.sub("", text).split())


def synonyms(one: str, other: str, words: int = 2) -> bool:
    """Whether so many entries have both of two bare meanings.

    >>> synonyms("owner", "proprietor"), synonyms("owner", "tenant")
    (True, False)
    """
    return _pairs().get((min(one, other), max(one, other)), 0) >= words


@lru_cache(maxsize=100_000)
def means_the_same(one: str, other: str, words: int = 2) -> bool:
    """Whether two meanings say nearly the same: one has all the words of the other, or `words` entries have both.

    >>> means_the_same("to lower", "to reduce"), means_the_same("question", "to call into question")
    (True, True)
    >>> means_the_same("privilege", "discount (price)")
    False
    """
    for a in map(bare, one.split(";")):
        for b in map(bare, other.split(";")):
            ours, theirs = _stems(a), _stems(b)
            within = bool(ours and theirs) and (ours <= theirs or theirs <= ours)
            if a == b or within or synonyms(a, b, words):
                return True
    return False


def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:6].removesuffix("s") for w in _WORD.findall(text) if w not in _SMALL)


def groups(meanings: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The meanings of one word by what they say: one group where all say the same.

    Two that stand together at this word alone are not the same: three entries have to have them.

    >>> groups(("to lower", "to reduce"))
    [('to lower', 'to reduce')]
    >>> groups(("privilege", "favorable (terms)", "discount (price)"))
    [('privilege',), ('favorable (terms)',), ('discount (price)',)]
    """
    found: list[list[str]] = []
    for meaning in meanings:
        near = [g for g in found if any(means_the_same(meaning, m, 3) for m in g)]
        joined = [m for g in near for m in g] + [meaning]
        found = [g for g in found if g not in near] + [joined]
    return [tuple(sorted(g, key=meanings.index)) for g in sorted(found, key=lambda g: meanings.index(g[0]))]
