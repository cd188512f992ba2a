"""What words say beside certain others, as rows of tables: function words, verbs with their objects (打疫苗, 打電話), 指 of who says.

`data/in_place.tsv` comes before everything else; `data/function_words.tsv` where a word is no measure word (`grammar`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from companion.facts import Facts, read_facts
from companion.language.meanings.context import Place, Unit, words

__all__ = [
    "PHRASES", "beside", "compound_parts", "function_words", "in_place", "meanings_beside", "rows_of",
]  # fmt: skip

PHRASES = {"梅开二度": "score twice", "帽子戏法": "hat-trick"}
"""Set phrases of sport that no dictionary has and that look like names and other words."""


_PERSONS = words(
    "我 你 您 他 她 我们 你们 他们 她们 佢 佢哋 我哋 你哋 有人 大家 谁 边个 者 人 们 友 员 众 民 "
    "报纸 新闻 电视 电台 网民 警方 署方 校方 院方 资方 工会 公司 政府 当局 天文台"
)
_PERSON_ENDS = "者人员长民友方会署局师生婆公伯叔姨妈爸哥姐弟妹爷嫂"
_DONE = words("了 过 咗")
_CLOCK = re.compile("[时点點時]$")
_WITHIN = 6  # words of the clause that `earlier` and `later` look at
_DATA = Path(__file__).parent / "data"


class Beside(NamedTuple):
    """A row of a table: what a word, read so, means where others stand `before` or `after` it, `near` it, or `earlier` or `later` in its clause."""

    word: str
    reading: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    english: str = ""
    example: str = ""


@cache
def meanings_beside() -> Facts[Beside]:
    """What words mean beside certain others."""
    return read_facts(_DATA / "in_place.tsv", Beside)


@cache
def function_words() -> Facts[Beside]:
    """What function words say, by what stands beside them."""
    return read_facts(_DATA / "function_words.tsv", Beside)


@cache
def rows_of(table: Callable[[], Facts[Beside]]) -> dict[str, tuple[Beside, ...]]:
    """The rows of each word of a table, in order.

    >>> [row.english for row in rows_of(function_words)["正"]]
    ['[in progress]', 'just']
    """
    found: dict[str, tuple[Beside, ...]] = {}
    for row in table():
        found[row.word] = (*found.get(row.word, ()), row)
    return found


class InCompound(NamedTuple):
    """A row of the table: what a part adds as the first or the last of a word that no dictionary has."""

    part: str
    place: Literal["first", "last"]
    english: str
    pinyin: str = ""


@cache
def compound_parts() -> dict[tuple[str, str, str], str]:
    """What each part of a compound adds: (part, "first" or "last", its reading or "" for any) → English.

    >>> compound_parts()["名", "first", ""], compound_parts()["重", "first", "zhòng"]
    ('famous', 'weigh')
    """
    rows = read_facts(_DATA / "in_compounds.tsv", InCompound, key=("part", "place", "pinyin"))
    return {(r.part, r.place, r.pinyin): r.english for r in rows}


def beside(place: Place, table: Callable[[], Facts[Beside]] = meanings_beside) -> str:
    """What a word means beside the words that stand around it; "" where the table doesn't say.

    >>> from companion.language.meanings.context import Unit
    >>> beside(Place([Unit("打", "打", "word", 0), Unit("疫苗", "疫苗", "word", 1)], 0))
    'get'
    """
    rows = rows_of(table).get(place.unit.simplified, ())
    done = 2 if rows and table is meanings_beside and place.word(1) in _DONE else 1  # 出了意外
    reading = " ".join(place.unit.pinyin) if rows else ""
    for row in rows:
        if (
            (not row.reading or row.reading == reading)
            and (not row.before or _fits(place, -1, row.before))
            and (not row.after or _fits(place, done, row.after))
            and (not row.near or any(_fits(place, i - place.at, row.near) for i in _others(place)))
            and (not row.earlier or _in_clause(place, -1, row.earlier))
            and (not row.later or _in_clause(place, 1, row.later))
        ):
            return row.english.removeprefix("-")
    return ""


def _in_clause(place: Place, step: int, told: tuple[str, ...]) -> bool:
    reach = min(_WITHIN, len(place.clause(forwards=step > 0)))
    return any(_fits(place, step * i, told) for i in range(1, reach + 1))


def _others(place: Place) -> Iterator[int]:
    return (i for i in range(len(place.units)) if i != place.at)


def _fits(place: Place, steps: int, told: tuple[str, ...]) -> bool:
    """Whether the unit so many steps away is one of what a cell of the table tells."""
    return any(
        all(_is(place, steps, one.removeprefix("!")) != (one[0] == "!") for one in several)
        for several in map(_parts, told)
    )


@cache
def _parts(told: str) -> tuple[str, ...]:
    return tuple(told.split("&"))


_KINDS: dict[str, Callable[[Place, int], bool]] = {
    ":number": Place.is_number,
    ":verb": lambda place, steps: place.is_verb(steps) and not place.is_noun(steps),
    ":acts": Place.is_verb,
    ":noun": Place.is_noun,
    ":name": lambda place, steps: (unit := place.near(steps)) is not None and unit.kind == "name",
    ":place": lambda place, steps: _is_place(place.near(steps)),
    ":speaker": lambda place, steps: _is_speaker(place, steps),
    ":one": lambda place, steps: len(place.word(steps)) == 1,
    ":start": lambda place, steps: place.near(steps) is None,
    ":mark": lambda place, steps: place.tag(steps) == "w",
}


def _is(place: Place, steps: int, told: str) -> bool:
    """Whether the unit so many steps away is what is told: a word, a kind of unit, its part of speech in the dictionary or here."""
    if told[0] == ":":
        if (kind := _KINDS.get(told)) is not None:
            return kind(place, steps)
        tag = place.tag(steps)
        return tag.startswith(told[1:-1]) if told[-1] == "*" else tag == told[1:]
    if told[0] == "/":
        unit = place.near(steps)
        pos = "" if unit is None else unit.pos
        return pos.startswith(told[1:-1]) if told[-1] == "*" else pos == told[1:]
    word = place.word(steps)
    if told[0] == "…":
        return word.endswith(told[1:])
    return word.startswith(told[:-1]) if told[-1] == "…" else word == told


def _is_place(unit: Unit | None) -> bool:
    return unit is not None and (
        unit.fixed[:1].isupper() or any(s.pinyin[:1].isupper() for s in unit.senses[:1])
    )


def _is_speaker(place: Place, steps: int) -> bool:
    unit = place.near(steps)
    return unit is not None and (
        unit.kind == "name"
        or unit.tag.startswith(("nr", "nt"))
        or unit.simplified in _PERSONS
        or (unit.simplified[-1:] in _PERSON_ENDS and place.is_noun(steps))
    )


def in_place(place: Place) -> str:
    """What a name or a term of the glossary says in its place, where that is something else: 樂壇天后, a diva.

    >>> from companion.language.meanings.context import Unit
    >>> in_place(Place([Unit("樂壇", "乐坛", "word", 0), Unit("天后", "天后", "term", 1, fixed="Tin Hau")], 1))
    'diva'
    """
    unit = place.unit
    if english := beside(place):
        return english
    if unit.simplified.endswith("分") and "point" in unit.fixed + "point" and _CLOCK.search(place.word(-1)):
        amount = re.match(r"\d+|", unit.fixed or unit.text)
        return f"{amount[0]} minutes" if amount and amount[0] else ""
    return ""
