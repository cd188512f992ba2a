"""What a person's name looks like: surnames and the characters of foreign names, each one list.

Which words of a text are names is found by the tagger and the lattice (`companion.language.words`); here is what they
may be, so that no common word becomes a person.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from companion.facts import read_facts
from companion.language.words.vocabulary import COMMON, NAME, Vocabulary

__all__ = ["Surname", "may_be_person", "sounds", "surname_of", "surnames"]

_DATA = Path(__file__).parent / "data"
_LONGEST_SOUNDS = 9
_BEFORE_NAME, _AFTER_SURNAME = "阿小老", "某氏"


class Surname(NamedTuple):
    """A surname in simplified characters; `other` where the character is mostly another word."""

    surname: str
    reading: str = ""
    kind: Literal["", "double", "japanese"] = ""
    other: bool = False
    example: str = ""


class _Sounds(NamedTuple):
    letter: str
    characters: str
    example: str = ""


@cache
def surnames() -> dict[str, Surname]:
    """The surnames by their simplified form.

    >>> surnames()["单"].reading, surnames()["欧阳"].kind
    ('Shàn', 'double')
    """
    return read_facts(_DATA / "surnames.tsv", Surname, key="surname").by_key


@cache
def sounds() -> frozenset[str]:
    """The characters with which foreign names are written.

    >>> sounds().issuperset("洛迪古斯"), sounds().issuperset("电话")
    (True, False)
    """
    rows = read_facts(_DATA / "sounds.tsv", _Sounds, key="letter")
    return frozenset(c for row in rows for c in row.characters)


def surname_of(name: str) -> str:
    """The surname that a simplified name begins with; "" where it begins with none.

    >>> surname_of("叶颖峰"), surname_of("欧阳文"), surname_of("电话")
    ('叶', '欧阳', '')
    """
    known = surnames()
    if len(name) > 2 and name[:2] in known:
        return name[:2]
    return name[:1] if name[:1] in known else ""


@lru_cache(maxsize=50_000)
def may_be_person(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a simplified word can be a person's name: it begins with a surname or is all sounds, and is no common word.

    >>> from companion.language.dictionary.cedict import Cedict
    >>> words = Cedict().vocabulary
    >>> [may_be_person(w, words) for w in ("叶颖峰", "洛迪古斯", "阿明", "冷静", "奈米", "罪案")]
    [True, True, True, False, False, False]
    """
    if len(word) < 2 or vocabulary.kinds(word) & (COMMON | NAME) == COMMON:
        return False
    surname = surname_of(word)
    if surname and len(word) <= len(surname) + 2:
        return True
    if len(word) == 4 and surname and word[1] in surnames():
        return True  # 陈方安生: both surnames of a married woman
    if len(word) <= _LONGEST_SOUNDS and sum(c in sounds() for c in word) >= len(word) - len(word) // 4:
        return True
    if len(word) <= 3 and (word[0] in _BEFORE_NAME or word[-1] in _AFTER_SURNAME):
        return True
    return vocabulary.kinds(word) & NAME > 0 and vocabulary.kinds(word) & COMMON == 0
