"""Units and measure words: what can stand after a number, of which kind it is, and its English.

One list, `data/units.tsv`, serves the word ends (三匹|馬), the readings (兩 or 二), the fine grain and the gloss.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from companion.facts import Facts, read_facts

__all__ = ["Kind", "Unit", "facts", "longest_unit", "pattern", "shorter_unit", "unit_of", "units"]

Kind = Literal[
    "length", "area", "weight", "volume", "time", "date", "clock", "age", "money", "share", "people", "count", "measure", "rank", "suffix"
]  # fmt: skip


class Unit(NamedTuple):
    """A unit or measure word in both scripts.

    `kind` is explained in the list's head; `english` is the word for one and for many
    ("foot/feet"), or in brackets what is counted ("(horses)"); "" where there is none.
    """

    unit: str
    simplified: str
    kind: Kind
    english: str = ""
    example: str = ""


@cache
def facts() -> Facts[Unit]:
    """The list as it stands in its file."""
    return read_facts(Path(__file__).parent / "data" / "units.tsv", Unit, key="unit")


@cache
def units() -> dict[str, Unit]:
    """All units by their Traditional and their Simplified form.

    >>> units()["公里"].english, units()["个"].kind
    ('kilometre', 'measure')
    """
    return {form: u for u in facts() for form in (u.simplified, u.unit)}


def unit_of(text: str) -> Unit | None:
    """The unit that `text` is.

    >>> unit_of("匹").kind, unit_of("政府")
    ('measure', None)
    """
    return units().get(text)


@cache
def pattern(*kinds: str) -> str:
    """An alternation of the units of some kinds (of all where none is named), the long ones first.

    >>> pattern("clock")
    '点半|点钟|點半|點鐘|刻|时|時|点|點'
    """
    chosen = [form for form, u in units().items() if not kinds or u.kind in kinds]
    return "|".join(sorted(chosen, key=lambda form: (-len(form), form)))


@cache
def _longest() -> int:
    return max(map(len, units()))


def longest_unit(text: str, at: int) -> str:
    """The longest unit that stands at a place; "" where none does.

    >>> longest_unit("三平方米", 1), longest_unit("三政府", 1)
    ('平方米', '')
    """
    known = units()
    return next(
        (u for k in range(_longest(), 0, -1) if (u := text[at : at + k]) in known and len(u) == k), ""
    )


def shorter_unit(unit: str) -> str:
    """The longest unit that `unit` begins with and is shorter: 月 of 月中, "" of 月.

    >>> shorter_unit("月中"), shorter_unit("月")
    ('月', '')
    """
    known = units()
    return next(
        (s for k in range(len(unit) - 1, 0, -1) if (s := unit[:k]) in known and known[s].kind != "suffix"), ""
    )
