"""Surnames that are read otherwise than the character elsewhere: 曾 Zēng, 任 Rén, 單 Shàn, 區 Ōu.

A token that no dictionary has and that begins with such a character is a name where a title or
the like stands before it, or a verb of saying or a form of address after it.
"""

from __future__ import annotations

import re

from companion.language.names.patterns import AND, GIVEN, NO_GIVEN_NAME, NO_NAMES_END, TITLE, find_names
from companion.language.words.frequency import common_zipf

__all__ = ["SURNAMES", "may_be_another", "surname_reading"]

SURNAMES = {
    "曾": "zēng", "任": "rén", "单": "shàn", "解": "xiè", "区": "ōu", "仇": "qiú", "翟": "zhái", "查": "zhā", "盖": "gě",
    "葛": "gě", "朴": "piáo", "华": "huà", "缪": "miào", "覃": "qín", "冼": "xiǎn", "乐": "yuè", "纪": "jǐ", "应": "yīng",
    "尉": "wèi", "燕": "yān", "卜": "bǔ", "那": "nā", "宁": "níng", "柏": "bǎi", "薄": "bó", "车": "chē", "费": "fèi",
    "牟": "móu", "祭": "zhài", "臧": "zāng", "隗": "wěi", "干": "gān", "谷": "gǔ", "哈": "hǎ", "过": "guō", "盛": "shèng",
    "曲": "qū", "相": "xiàng", "於": "yū", "石": "shí", "召": "shào", "折": "shé", "种": "chóng", "令": "líng", "强": "qiáng",
    "尹": "yǐn", "殷": "yīn", "沈": "shěn", "晟": "chéng", "郗": "xī", "卓": "zhuó", "宿": "sù", "栗": "lì", "和": "hé",
    "訾": "zī", "呙": "guō", "逄": "páng", "幺": "yāo", "昝": "zǎn", "教": "jiào", "员": "yùn", "校": "xiào", "重": "chóng",
}  # fmt: skip

_AFTER_TITLE = re.compile(f"(?:{TITLE})[：:、 　]?$")
_BEFORE_SAYING = re.compile(
    "[ 　]?(?:报道|表示|说|指出?|称|认为|强调|透露|回应|补充|坦言|续指|先生|女士|小姐|太太|太|某|氏|姓|生(?![活存长前产日病意下])|老师|教授|博士|议员|"
    "主席|局长|署长|处长|司长|部长|院长|会长|校长|律师|医生|警长|督察|摄|／|/|则|亦|也)"
)
# Surnames with which hardly any other word begins.
_ONLY_SURNAMES = frozenset("朴覃冼隗逄昝呙訾郗")
_WITH_A_GIVEN_NAME = frozenset("曾任单解区仇翟查盖葛缪尉卜")
_OFTEN_NO_SURNAMES = frozenset("曾任单解查乐")


def surname_reading(text: str, start: int, end: int) -> str:
    """The surname's reading where `text[start:end]` (simplified) begins a name; else "".

    >>> surname_reading("记者曾萍报道", 2, 4), surname_reading("她曾任部长", 1, 3), surname_reading("任先生", 0, 1)
    ('zēng', '', 'rén')
    """
    reading = SURNAMES.get(text[start])
    if reading is None or end - start > 3:
        return ""
    if (name := find_names(text).get(start)) and name.end > start:
        return reading
    after = text[end : end + 4]
    if text.startswith("区议", start):
        return ""  # a councillor of a district
    if end - start == 1:
        if text[start - 1 : start] == "姓" and not re.match("[\u4e00-\u9fff]", after):
            return reading
        if re.match("(?:先生|女士|小姐|太太|某|氏|姓|老师|教授|博士|议员|伯|太)", after):
            return reading
        if (
            text[start] in "仇翟葛缪卜"  # no verb or the like, as 查 and 解 are
            and _stands_in_a_list(text, start, end + 2)
            and _looks_like_a_name(text[start : end + 2])
        ):
            return reading
        given = re.match("[\u4e00-\u9fff]{2}", after)
        if (
            given
            and not NO_GIVEN_NAME & set(given.group())
            and (text[start] not in _OFTEN_NO_SURNAMES or GIVEN.issuperset(given.group()))
            and _AFTER_TITLE.search(text[max(0, start - 6) : start])
        ):
            following = text[end + 2 : end + 6]
            if not following or _BEFORE_SAYING.match(following) or not re.match("[\u4e00-\u9fff]", following):
                return reading
        return ""
    given = text[start + 1 : end]
    if NO_GIVEN_NAME & set(given) or (text[start] == "查" and given[0] in "理尔德"):  # 查理
        return ""
    if text[start] in "解查" and common_zipf(text[end - 1 : end + 1]) > 4:  # 解明原|因
        return ""
    if _AFTER_TITLE.search(text[max(0, start - 6) : start]):
        # 死者曾患病, 記者單憑: what is often a verb or an adverb asks for a given name
        given_name = GIVEN.issuperset(given) and (len(given) == 2 or text[start] not in "解查")
        if text[start] not in _OFTEN_NO_SURNAMES or given_name or _BEFORE_SAYING.match(after):
            return reading
    elif _BEFORE_SAYING.match(after):
        return reading
    if end - start == 3 and _stands_in_a_list(text, start, end) and _looks_like_a_name(text[start:end]):
        return reading
    return reading if text[start] in _ONLY_SURNAMES or _has_given_name(text[start], given) else ""


def _has_given_name(surname: str, given: str) -> bool:
    """Whether a word that no dictionary has is a surname and a given name, by its characters alone."""
    if surname not in _WITH_A_GIVEN_NAME or common_zipf(given) or common_zipf(surname + given[0]):
        return False
    if surname == "曾":
        return GIVEN.issuperset(given) or (len(given) == 2 and not GIVEN.isdisjoint(given))
    return len(given) == 2 and GIVEN.issuperset(given)


def may_be_another(text: str, start: int, end: int, is_surname: bool) -> bool:
    """Whether nothing beside `text[start:end]` tells if it begins a name, however it is read.

    >>> [may_be_another("他说任海森一天就走", 2, 5, True), may_be_another("任主席", 0, 1, False)]
    [True, False]
    """
    if name := find_names(text).get(start):
        return not name.sure
    if is_surname and end - start == 3:
        return not (
            _AFTER_TITLE.search(text[max(0, start - 6) : start])
            or _BEFORE_SAYING.match(text[end : end + 4])
            or _stands_in_a_list(text, start, end)
        )
    return text.startswith("区议员", start) or (not is_surname and text[start - 1 : start] == "姓")


def _stands_in_a_list(text: str, start: int, end: int) -> bool:
    """Whether what stands at a place is one of several: between 、, 與, 和 or 及."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return (before in AND and after in AND + "，。；）等") or (
        after in AND and (not before or before in "：（「括为是由有")
    )


def _looks_like_a_name(text: str) -> bool:
    """Whether three characters are a surname and a given name: one that has it, and no common word in them."""
    return (
        text[0] in _WITH_A_GIVEN_NAME
        and NO_GIVEN_NAME.isdisjoint(text[1:])
        and re.fullmatch("[\u4e00-\u9fff]{3}", text) is not None
        and text[2] not in NO_NAMES_END
        and not common_zipf(text[:2])
        and not GIVEN.isdisjoint(text[1:])
        and not common_zipf(text[1:])
    )
