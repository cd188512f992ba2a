"""Sets of words by which items are judged, from `data/word_sets.tsv`: a fact of the language is a row there, and no line of code."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from companion.facts import Facts, read_facts
from companion.language.language import Language

__all__ = ["WordSet", "word_set", "word_sets"]


class WordSet(NamedTuple):
    """A set, what its words have in common, the words, and a sentence in which one of them is so."""

    set: str
    what: str
    words: tuple[str, ...]
    example: str


@cache
def word_sets() -> Facts[WordSet]:
    """The sets of the table."""
    return read_facts(Path(__file__).parent / "data" / "word_sets.tsv", WordSet, key="set")


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of a set, in both scripts.

    Args:
        name: The set's.

    Returns:
        The words.

    Raises:
        KeyError: There is no such set.

    >>> sorted(word_set("causes"))
    ['令', '使', '讓', '让']
    """
    words = word_sets().by_key[name].words
    return frozenset(words) | frozenset(map(Language.default().simplify, words))
