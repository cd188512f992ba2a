"""What names look like: surnames, the characters of foreign names, the endings of companies, each one list.

Which words of a text are names is found by the tagger and the lattice (`companion.language.words`); here is what they
may be, so that no common word becomes a person.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from companion.facts import Facts, read_facts
from companion.language.words.vocabulary import COMMON, NAME, WEIGHED, Vocabulary

__all__ = [
    "Surname",
    "Title",
    "full_name_worth",
    "is_addressed",
    "japanese_given",
    "longest_given",
    "may_be_person",
    "not_given",
    "short_company",
    "sounds",
    "surname_of",
    "surnames",
    "title_rows",
    "titles",
]

_DATA = Path(__file__).parent / "data"
_LONGEST_SOUNDS = 9
_THREE_GIVEN = (
    "郎",
    "朗",
    "子",
    "之介",
    "之助",
    "由美",
    "由纪",
    "由香",
    "由里",
    "奈美",
    "久美",
    "喜美",
    "纪夫",
    "由纪夫",
)
_WEEKDAY = re.compile("周[一二三四五六日]")
"""What is no given name: 佐佐木|周三."""
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
    dotted: str = ""
    example: str = ""


class Title(NamedTuple):
    """A title, a form of address or a word for persons in simplified characters, and beside what of a name it stands."""

    title: str
    place: Literal["before", "after", "both", "introduces"]
    example: str = ""


class _Ending(NamedTuple):
    ending: str
    example: str = ""


class _NotGiven(NamedTuple):
    characters: str
    of: Literal["given", "first", "opening", "chinese"] = "given"
    example: str = ""


@cache
def surnames() -> dict[str, Surname]:
    """The surnames by their simplified form.

    >>> surnames()["单"].reading, surnames()["欧阳"].kind
    ('Shàn', 'double')
    """
    return read_facts(_DATA / "surnames.tsv", Surname, key="surname").by_key


@cache
def sounds(dotted: bool = False) -> frozenset[str]:
    """The characters with which foreign names are written; `dotted`: with those of names that have a dot in them alone.

    >>> sounds().issuperset("洛迪古斯"), sounds().issuperset("电话")
    (True, False)
    """
    rows = read_facts(_DATA / "sounds.tsv", _Sounds, key="letter")
    return frozenset(c for row in rows for c in row.characters + (row.dotted if dotted else ""))


def surname_of(name: str) -> str:
    """The surname that a simplified name begins with; "" where it begins with none.

    >>> surname_of("叶颖峰"), surname_of("欧阳文"), surname_of("电话")
    ('叶', '欧阳', '')
    """
    known = surnames()
    if len(name) > 3 and name[:3] in known:
        return name[:3]  # 小笠原健太
    if len(name) > 2 and name[:2] in known:
        return name[:2]
    return name[:1] if name[:1] in known else ""


def longest_given(surname: str, name: str) -> int:
    """How many characters may follow a surname: two, three of a Japanese name in -rō, -ko or -nosuke.

    >>> longest_given("小林", "小林真一郎"), longest_given("小林", "小林党内根"), longest_given("叶", "叶颖峰")
    (3, 2, 2)
    """
    three = name[len(surname) : len(surname) + 3]
    return (
        3
        if len(three) == 3 and three.endswith(_THREE_GIVEN) and surnames()[surname].kind == "japanese"
        else 2
    )


@cache
def titles(place: str) -> frozenset[str]:
    """The titles and forms of address that may stand "before" a name or "after" a surname; what else "introduces" a name.

    >>> "记者" in titles("before"), "先生" in titles("after"), "先生" in titles("before")
    (True, True, False)
    """
    return frozenset(row.title for row in title_rows() if row.place in (place, "both"))


@cache
def title_rows() -> Facts[Title]:
    """The table of titles as it stands in its file.

    >>> title_rows().by_key["记者"].place
    'before'
    """
    return read_facts(_DATA / "titles.tsv", Title, key="title")


def is_addressed(word: str) -> bool:
    """Whether a word is a surname with a title or form of address after it: two words.

    >>> is_addressed("陈先生"), is_addressed("叶颖峰")
    (True, False)
    """
    surname = surname_of(word)
    return bool(surname) and word[len(surname) :] in titles("after")


def short_company(name: str) -> str:
    """The short form of a company's name; "" where it has none that can be told.

    >>> short_company("誉满堂控股"), short_company("廉政公署")
    ('誉满堂', '')
    """
    stems = [name[: -len(ending)] for ending in _company_endings() if name.endswith(ending)]
    return min(stems, key=len) if stems and len(min(stems, key=len)) > 1 else ""


@cache
def _company_endings() -> tuple[str, ...]:
    """What the names of companies end in."""
    return tuple(row.ending for row in read_facts(_DATA / "companies.tsv", _Ending, key="ending"))


@cache
def not_given() -> frozenset[str]:
    """The characters that hardly ever stand in a given name.

    >>> "则" in not_given(), "峰" in not_given()
    (True, False)
    """
    rows = read_facts(_DATA / "not_given.tsv", _NotGiven, key="characters")
    return frozenset(c for row in rows if row.of != "opening" for c in row.characters)


@cache
def _never_first() -> frozenset[str]:
    """The characters that no given name begins with: 杨|指."""
    rows = read_facts(_DATA / "not_given.tsv", _NotGiven, key="characters")
    return frozenset(c for row in rows if row.of in ("first", "opening") for c in row.characters)


@cache
def japanese_given() -> frozenset[str]:
    """The characters that hardly stand in a Chinese given name, but in a Japanese one.

    >>> "太" in japanese_given(), "在" in japanese_given()
    (True, False)
    """
    rows = read_facts(_DATA / "not_given.tsv", _NotGiven, key="characters")
    return frozenset(c for row in rows if row.of == "chinese" for c in row.characters)


@lru_cache(maxsize=50_000)
def full_name_worth(name: str, vocabulary: Vocabulary) -> float:
    """By how much a surname with one or two characters is worth less as a name, in steps of Zipf frequency.

    A title is no given name (陈先生), a function word hardly (潘则), a common word seldom (彭承认, but 王建国).

    >>> from companion.language.dictionary.cedict import shipped_vocabulary
    >>> words = shipped_vocabulary()
    >>> [full_name_worth(n, words) for n in ("叶颖峰", "潘则", "陈先生")]
    [0.0, 3.0, 9.0]
    """
    surname = surname_of(name)
    given = name[len(surname) :]
    if given in titles("after") or given in titles("before") or _WEEKDAY.fullmatch(given):
        return 9.0
    never, never_first = not_given(), _never_first()
    if len(given) == 2 and surname in surnames() and surnames()[surname].kind == "japanese":
        never, never_first = never - japanese_given(), never_first - japanese_given()  # 渡邊健太
    less = 3.0 * (given[-1] in never) + 1.5 * (len(given) > 1 and given[0] in never)
    less += 1.5 * (given[0] in never_first)
    if len(given) > 1 and given[0] in titles("after"):
        less += 2.0  # 廖男事|后, 翟伯|在
    if len(given) > 1 and vocabulary.kinds(given) & (COMMON | WEIGHED):
        less += 1.0 if vocabulary.zipf(given) < 4.5 else 2.0
    return less


@lru_cache(maxsize=50_000)
def may_be_person(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a simplified word can be a person's name: it begins with a surname or is all sounds, and is no common word.

    >>> from companion.language.dictionary.cedict import shipped_vocabulary
    >>> words = shipped_vocabulary()
    >>> [may_be_person(w, words) for w in ("叶颖峰", "洛迪古斯", "阿明", "冷静", "奈米", "罪案")]
    [True, True, True, False, False, False]
    """
    if len(word) < 2 or vocabulary.kinds(word) & (COMMON | NAME) == COMMON:
        return False
    surname = surname_of(word)
    if surname and len(surname) < len(word) <= len(surname) + longest_given(surname, word):
        return full_name_worth(word, vocabulary) < 3.0
    if len(word) == 4 and surname and word[1] in surnames() and not surnames()[word[1]].other:
        return True  # 陈方安生: both surnames of a married woman
    halves = vocabulary.kinds(word[:2]) & COMMON and word[2:] in vocabulary
    if len(word) == 4 and halves and word not in vocabulary:
        return False  # 班霸|南华
    if len(word) <= _LONGEST_SOUNDS and sum(c in sounds() for c in word) >= len(word) - len(word) // 4:
        return True
    if len(word) <= 3 and (word[0] in _BEFORE_NAME or word[-1] in _AFTER_SURNAME):
        return True
    return vocabulary.kinds(word) & NAME > 0 and vocabulary.kinds(word) & COMMON == 0
