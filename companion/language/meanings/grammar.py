"""Function words: what each says where it stands. What English has no word for is explained in square brackets.

Facts from grammars of modern Chinese and Cantonese: rows of `data/function_words.tsv`; here are the few that look further
than a row can.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from companion.language.meanings.context import Place, words
from companion.language.meanings.uses import beside, function_words

__all__ = ["function_word", "names_person"]

_NAMING = re.compile("[称认视列定改变选命推评尊译分扩增升降转化设建任作成]")
_BEFORE_FOR = words("将 会 可 可以 能 能够 已 正 正在 来 再 也 亦 都 并 专门 特别 免费 继续")
_PERSON_ENDS = re.compile(
    "(?:[员长师家星手将生工友夫妻婆]|主任|主席|总统|总理|总监|经理|董事|助理|秘书|特首|议员|司机|球王|教练|冠军|警司|督察|探员|文员)$"
)
_YIELDS = words("也 都 却 竟 竟然 全 已")
_UNDONE = re.compile(".[走倒掉死伤坏破光断穿毁散醒]$")


def function_word(place: Place) -> str:
    """The English or the explanation of a function word in its place; "" where it is none.

    >>> from companion.language.meanings.context import Unit
    >>> units = [Unit(w, w, "word", i) for i, w in enumerate(["他", "会", "说", "话"])]
    >>> function_word(Place(units, 1))
    'can'
    """
    if (rule := _RULES.get(place.unit.simplified)) is not None:
        return rule(place)
    return beside(place, function_words)


def _gei(place: Place) -> str:
    if place.tag(-1).startswith("v") and place.word(-1) not in ("要", "会", "能", "想", "来", "去"):
        return "to"
    if place.is_noun(1) and place.is_verb(2):
        return "by" if place.word(-1) in _YIELDS or _UNDONE.search(place.word(2)) else "for"
    return "by" if place.word(-1) in _YIELDS and place.is_verb(1) else "give"


def _wei(place: Place) -> str:
    """為."""
    if place.unit.pinyin == ("wèi",):
        return "in order to" if place.is_verb(1) and place.tag(-1) == "w" else "for"
    if (
        place.tag(-1) == "w"
        and place.tag(1).startswith("v")
        and any(u.simplified == "，" for u in place.units[place.at + 1 :])
    ):
        return "in order to"  # 為演好角色，她專程…
    if place.word(1) in ("由", "名", "借口", "本", "主", "准", "限"):
        return "as"  # 以…為由
    if found := _NAMING.search(place.word(-1)):
        return "as" if found[0] in "称认视列定选命推评尊任作" else "to"
    helps = place.word(-1) in _BEFORE_FOR and not place.is_verb(1)
    return (
        "for"
        if helps and any(place.tag(step).startswith("v") for step in range(2, len(place.clause()) + 1))
        else "be"
    )


def _qian(place: Place) -> str:
    unit = place.near(-1)
    if names_person(place) and not (unit is not None and unit.pos[:1] in "vt" and place.at):
        return "former"  # 前會計主任, 校方前職員
    if unit is not None and (place.is_number(-1) or unit.tag in ("t", "q", "m")) and not place.is_noun(1):
        return "ago"
    if (place.tag(-1) in ("w", "v", "p") or place.is_number(-1)) and place.is_noun(1):
        return "former"  # 兩名前職員
    return "before"


def names_person(place: Place) -> bool:
    """Whether the nouns behind it say what somebody is: 會計|主任.

    >>> from companion.language.meanings.context import Unit
    >>> names_person(Place([Unit("退休", "退休", "word", 0), Unit("教師", "教师", "word", 1, pos="n")], 0))
    True
    """
    step = 1
    while (
        step < 4
        and (unit := place.near(step)) is not None
        and unit.kind != "name"
        and (unit.pos or unit.tag).startswith(("n", "b", "vn"))
    ):
        if _PERSON_ENDS.search(unit.simplified):
            return True
        step += 1
    return False


def _hou(place: Place) -> str:
    """後: after; 后 where the text is in Traditional characters: a queen (封后)."""
    traditional = place.unit.text == "后" and any(u.text != u.simplified for u in place.units)
    return "queen" if traditional else "after"


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


_RULES: dict[str, Callable[[Place], str]] = {
    "给": _gei, "为": _wei, "前": _qian, "后": _hou, "较": _jiao,
}  # fmt: skip
