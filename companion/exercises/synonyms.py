"""Whether another word could stand in a place too: no wrong choice may be right.

The rules are cautious: a word that only might fit is left out. They look at the glossary's
aliases, at CC-CEDICT's senses (CC BY-SA 4.0) and at what stands beside it in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from companion.exercises.source import Place, Source
from companion.exercises.variants import fold
from companion.facts import Facts, read_facts
from companion.language.language import Language
from companion.model import MACHINES, Sense, Term

__all__ = [
    "SMALL_WORDS",
    "content_words",
    "glosses",
    "interchangeable",
    "interchangeable_words",
    "may_fit",
    "same_meaning",
]

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile("[a-z]{3,}")
SMALL_WORDS = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "into",
        "that",
        "this",
        "are",
        "not",
        "one",
        "sth",
        "used",
        "also",
        "very",
        "more",
        "make",
        "made",
        "have",
        "has",
        "had",
        "being",
        "been",
        "etc",
        "who",
        "which",
        "out",
        "its",
        "person",
        "place",
        "thing",
    ]
)
"""English words that say nothing of what a word means."""
_SMALL = SMALL_WORDS | frozenset(["variant", "old", "abbr", "lit", "fig"])


class Interchangeable(NamedTuple):
    """Words that stand in the same places, and a sentence with one of them."""

    words: tuple[str, ...]
    example: str


@cache
def interchangeable_words() -> Facts[Interchangeable]:
    """The rows of the table."""
    return read_facts(Path(__file__).parent / "data" / "interchangeable.tsv", Interchangeable)


@cache
def _groups_of() -> dict[str, tuple[int, ...]]:
    """The rows that a simplified word is in."""
    simplify = Language.default().simplify
    found: dict[str, tuple[int, ...]] = {}
    for n, row in enumerate(interchangeable_words()):
        for word in map(simplify, row.words):
            found[word] = (*found.get(word, ()), n)
    return found


def glosses(senses: Iterable[Sense]) -> frozenset[str]:
    """The definitions, each for itself, without brackets and "to".

    >>> sorted(glosses(Language.default().senses("訪問")))
    ['call on', 'interview', 'visit']
    """
    return frozenset(g for s in senses for g in _split(s.english))


@lru_cache(maxsize=50_000)
def _split(english: tuple[str, ...]) -> frozenset[str]:
    found = set()
    for definition in english:
        if definition.startswith(("CL:", "surname ", "Taiwan pr.", "also pr.")):
            continue
        for part in re.split("[;,/]", _BRACKETS.sub("", definition).lower()):
            part = re.sub("^(?:to be |to |a |an |the )", "", part.strip(" .")).strip()
            if part:
                found.add(part)
    return frozenset(found)


def content_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that carry meaning, each by its first letters.

    >>> sorted(content_words(["implementation of laws", "to implement a law"]))
    ['implem', 'law']
    """
    return frozenset().union(*(_stems(t) for t in texts))


@lru_cache(maxsize=100_000)
def _stems(text: str) -> frozenset[str]:
    words = (w for w in _WORD.findall(text.lower()) if w not in _SMALL)
    return frozenset(w[:6].removesuffix("s") for w in words)


def same_meaning(
    word: str,
    other: str,
    term: Term | None = None,
    other_term: Term | None = None,
    language: Language | None = None,
) -> bool:
    """Whether two simplified words may mean the same: forms, aliases, senses, use.

    >>> same_meaning("打击", "攻击"), same_meaning("表示", "指出"), same_meaning("银行", "机场")
    (True, True, False)
    """
    if fold(word) == fold(other) or word in other or other in word:
        return True
    if set(_groups_of().get(word, ())) & set(_groups_of().get(other, ())):
        return True
    names, other_names = _forms(word, term), _forms(other, other_term)
    if names & other_names:
        return True
    language = language or Language.default()
    ours, theirs = _meanings(word, term, language), _meanings(other, other_term, language)
    return bool(ours[0] & theirs[0] or ours[1] & theirs[1])


def _forms(word: str, term: Term | None) -> frozenset[str]:
    if term is None:
        return frozenset({fold(word)})
    forms = (word, term.traditional, term.simplified, term.mainland, term.taiwan, *term.aliases)
    return frozenset(fold(part) for f in forms for part in f.split(";") if part)


def _meanings(word: str, term: Term | None, language: Language) -> tuple[frozenset[str], frozenset[str]]:
    ours = _senses_of(word, language)
    if term is None:
        return ours
    more = _split(term.english)
    return ours[0] | more, ours[1] | content_words(more)


@lru_cache(maxsize=50_000)
def _senses_of(word: str, language: Language) -> tuple[frozenset[str], frozenset[str]]:
    found = glosses(language.senses(word))
    return found, content_words(found)


def interchangeable(word: str) -> bool:
    """Whether a simplified word has others beside it in the news that fit nearly all its places.

    >>> interchangeable("表示"), interchangeable("罢工")
    (True, False)
    """
    return word in _groups_of()


def may_fit(source: Source, place: Place, other: str, other_term: Term | None = None) -> bool:
    """Whether the simplified word `other` might be right at `place` too."""
    token = place.token
    if same_meaning(token.simplified, other, source.term(token), other_term, source.language):
        return True
    for pair in _beside(place, other):
        if pair in source.pairs or source.language.is_word("".join(pair)):
            return True
    translation = place.sentence.translation
    if translation and translation.origin in ("memory", *MACHINES) and translation.text:
        words = content_words([translation.text])
        meaning = _meanings(other, other_term, source.language)[1]
        if meaning and meaning <= words:
            return True
    return False


def _beside(place: Place, other: str) -> list[tuple[str, str]]:
    pairs = []
    if place.before is not None and place.before.kind == "word":
        pairs.append((place.before.simplified, other))
    if place.after is not None and place.after.kind == "word":
        pairs.append((other, place.after.simplified))
    return pairs
