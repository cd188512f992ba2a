"""Words of many uses in news: 指, 話 and 道 that report speech, 報 with a price, 比 in a score, and others.

Facts from grammars of modern Chinese and Cantonese. Every rule sees the units around the word (`Place`) and
answers with its English, or "" where the dictionary is to say. What a word means beside certain others, such as a verb
with its object (打疫苗, 打電話), is a row of `data/in_place.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from companion.facts import Facts, read_facts
from companion.language.meanings.context import Place, words

__all__ = ["PHRASES", "USES", "beside", "compound_parts", "in_place", "meanings_beside", "words_beside"]

PHRASES = {"梅开二度": "score twice", "帽子戏法": "hat-trick"}
"""Set phrases of sport that no dictionary has and that look like names and other words."""


_SPEAKING = words(
    "叹 问 答 笑 说 喊 叫 骂 赞 写 续 哭 怒 反问 感叹 慨叹 惊叹 大喊 高呼 坦承 回答 补充 解释 称赞"
)
_QUOTES = ("「", "『", "“", "‘", "《")
_PERSONS = words(
    "我 你 您 他 她 我们 你们 他们 她们 佢 佢哋 我哋 你哋 有人 大家 谁 边个 者 人 们 友 员 众 民"
)
_SAYS = words("报纸 新闻 电视 电台 网民 警方 署方 校方 院方 资方 工会 公司 政府 当局 天文台")
_BEFORE_SAY = words("又 亦 都 就 仲 已 曾 即 依家 而家 成日 一味 唔敢 唔好 唔使")
_DONE = words("了 过 咗")
_SCORE = re.compile(r"[\d０-９一二三四五六七八九十兩两]+分?$")
_CLOCK = re.compile("[时點点時]$")
_FALL_OR_RISE = words("跌 升 退 流 扣 贴 蚀 亏 亏损 下跌 上升 退步 减 增")
_STAGE = re.compile("[坛界]$|^(?:流行|亚洲|香港|一代|小|大|人气)$")


class Beside(NamedTuple):
    """A row of the table: what a word means where others stand `before`, `after` or `near` it."""

    word: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    english: str = ""
    example: str = ""


@cache
def meanings_beside() -> Facts[Beside]:
    """What words mean beside certain others."""
    return read_facts(Path(__file__).parent / "data" / "in_place.tsv", Beside)


@cache
def words_beside() -> dict[str, tuple[Beside, ...]]:
    """The rows of each word of the table."""
    table: dict[str, tuple[Beside, ...]] = {}
    for row in meanings_beside():
        table[row.word] = (*table.get(row.word, ()), row)
    return table


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
    path = Path(__file__).parent / "data" / "in_compounds.tsv"
    rows = read_facts(path, InCompound, key=("part", "place", "pinyin"))
    return {(r.part, r.place, r.pinyin): r.english for r in rows}


def beside(place: Place) -> str:
    """What a word means beside the words that stand around it; "" where the table doesn't say.

    >>> from companion.language.meanings.context import Unit
    >>> beside(Place([Unit("打", "打", "word", 0), Unit("疫苗", "疫苗", "word", 1)], 0))
    'get'
    """
    rows = words_beside().get(place.unit.simplified, ())
    done = 2 if rows and place.word(1) in _DONE else 1  # 出了意外
    for row in rows:
        if (
            (not row.before or any(_stands(place, -1, told) for told in row.before))
            and (not row.after or any(_stands(place, done, told) for told in row.after))
            and (
                not row.near
                or any(
                    _stands(place, i - place.at, told)
                    for i in range(len(place.units))
                    if i != place.at
                    for told in row.near
                )
            )
        ):
            return row.english
    return ""


def _stands(place: Place, steps: int, told: str) -> bool:
    """Whether the unit so many steps away is what a cell of the table tells."""
    if told[0] == ":":
        unit = place.near(steps)
        return {
            ":number": lambda: place.is_number(steps),
            ":verb": lambda: place.is_verb(steps) and not place.is_noun(steps),
            ":noun": lambda: place.is_noun(steps),
            ":name": lambda: unit is not None and unit.kind == "name",
            ":mark": lambda: place.tag(steps) == "w",
        }[told]()
    word = place.word(steps)
    if told[0] == "…":
        return word.endswith(told[1:])
    return word.startswith(told[:-1]) if told[-1] == "…" else word == told


def in_place(place: Place) -> str:
    """What a name or a term of the glossary says in its place, where that is something else: 樂壇天后, a diva.

    >>> from companion.language.meanings.context import Unit
    >>> in_place(Place([Unit("樂壇", "乐坛", "word", 0), Unit("天后", "天后", "term", 1, fixed="Tin Hau")], 1))
    'diva'
    """
    unit = place.unit
    if english := beside(place):
        return english
    if unit.simplified == "天后" and _STAGE.search(place.word(-1)):
        return "diva"
    if unit.simplified.endswith("分") and "point" in unit.fixed + "point" and _CLOCK.search(place.word(-1)):
        amount = re.match(r"\d+|", unit.fixed or unit.text)
        return f"{amount[0]} minutes" if amount and amount[0] else ""
    return ""


def _is_speaker(place: Place) -> bool:
    before = place.near(-1)
    if before is None:
        return False
    return (
        before.kind == "name"
        or before.tag.startswith(("nr", "nt"))
        or before.simplified in _PERSONS | _SAYS
        or (
            before.simplified[-1:] in "者人员长民友方会署局师生婆公伯叔姨妈爸哥姐弟妹爷嫂"
            and place.is_noun(-1)
        )
    )


def _zhi(place: Place) -> str:
    """指: says where somebody does, else means or points."""
    if place.word(1) in ("着", "向", "住"):
        return "point at"
    if place.word(-1) in ("所", "是", "即", "意", "乃", "泛", "专"):
        return "refer to"
    if place.is_number(-1):
        return ""
    if place.at == 0 or place.tag(-1) == "w":
        return "say" if place.at and place.tag(1) != "w" else ""
    return "say"


def _hua(place: Place) -> str:
    """話 as a verb, as Cantonese has it."""
    speaks = place.tag(1) != "w" or place.word(1) in ("：", "，", ":", ",")
    if place.word(1) in ("：", ":", "「") or (speaks and place.word(-1) in _BEFORE_SAY):
        return "say"
    return "say" if speaks and _is_speaker(place) else ""


def _dao(place: Place) -> str:
    """道 after a verb of speaking, or before what is said."""
    quoted = place.word(1) in ("：", ":") and place.word(2) in _QUOTES
    if place.word(-1) in _SPEAKING or quoted or (place.word(1) in ("：", ":") and _is_speaker(place)):
        return "say"
    return ""


def _bao(place: Place) -> str:
    return "stand at" if place.is_number(1) else ""


def _jiao(place: Place) -> str:
    """較: compared with, before what is compared; more, before an adjective or a verb."""
    before = place.near(1)
    compared = place.near(2)
    if before and before.pos in ("n", "vn") and compared and "v" in (compared.pos, compared.tag[:1]):
        return "compared with"  # 赤字較預算收窄
    if (
        before is None
        or place.tag(2) == "w"
        or before.simplified[0] in "大小高低新旧多少"
        or before.tag.startswith(("a", "d", "z"))
    ):
        return ""
    dated = re.search("[年月日期季周]$", before.simplified)
    named = before.kind == "name" or before.tag in ("t", "nr", "ns")
    return "compared with" if dated or named or (place.is_noun(1) and not place.is_verb(1)) else ""


def _bi(place: Place) -> str:
    """比 or 對 between the numbers of a score."""
    before, after = place.word(-1), place.word(1)
    return "to" if _SCORE.match(before) and _SCORE.match(after) else ""


def _dui(place: Place) -> str:
    """兌 between two currencies."""
    return (
        "to"
        if place.at and (place.is_number(1) or place.word(1).endswith(("元", "圆", "镑")))
        else "exchange"
    )


def _xian(place: Place) -> str:
    return "cents" if place.is_number(-1) else ""


def _dao_reverse(place: Place) -> str:
    return "instead" if place.word(1) in _FALL_OR_RISE else ""


def _duo(place: Place) -> str:
    """多 after what is compared."""
    clause = place.clause(forwards=False)
    compared = any(w in ("较", "比") for w in clause[:6])
    return "more" if compared and not place.is_number(-1) else ""


USES: dict[str, Callable[[Place], str]] = {
    "指": _zhi, "话": _hua, "道": _dao, "报": _bao, "较": _jiao, "比": _bi, "对": _bi, "兑": _dui, "仙": _xian, "倒": _dao_reverse, "多": _duo,
}  # fmt: skip
