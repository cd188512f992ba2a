"""Numbers in Chinese numerals with their units, which a reader reads as one thing: 三千萬港元, 六成半, 七月一日.

The dictionary's words win: 一家人, 三文魚 and 萬一 are words, and no number is cut out of them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from companion.language.numbers.units import pattern, shorter_unit, unit_of
from companion.language.numbers.values import (
    LONGEST_NUMERAL,
    NEIGHBOURS,
    NINE,
    ONES,
    SCALES,
    TWOS,
    is_counted,
)

__all__ = [
    "ABOUT",
    "AND_MORE",
    "HALF",
    "is_number_phrase",
    "is_numeral",
    "number_spans",
    "parts_of_number",
    "spoken_words",
]

_UNITS = pattern()
_DIGIT = f"{ONES}{TWOS}"
_SCALE = f"{SCALES}廿卅"
_START = f"{_DIGIT}{_SCALE}數数幾几"
_MOST = f"{{1,{LONGEST_NUMERAL}}}"
_NUMERAL = f"[{_DIGIT}{_SCALE}兆]"
_NO_NUMERAL = f"(?!{_NUMERAL})"
_YEAR = f"(?:[{NINE}][{ONES}]{{3}}|[{ONES}]{{2}})年"
_MONTH = f"(?:十[一二]?|[{NINE}])月"
_DAY = f"(?:[二三]?十[{NINE}]?|廿[{NINE}]?|卅一?|[{NINE}])[日號号]"
_MANY = "[數数幾几][十百千萬万億亿]{1,4}"
_DECIMALS = f"[點点][{ONES}]{_MOST}"
_NUMBER = f"{_NUMERAL}{_MOST}(?:[幾几][百千萬万億亿]{{0,3}})?(?:{_DECIMALS}(?![{_NUMERAL[1:-1]}時时分刻])[萬万億亿]*)?|{_MANY}"
_DATE = f"(?P<date>{_YEAR}{_MONTH}(?:{_DAY})?|{_MONTH}{_DAY}|[{NINE}][{ONES}]{{3}}年)"
_SHARE = f"(?P<share>{_NUMERAL}{{1,5}}分之{_NUMERAL}{_MOST}(?:{_DECIMALS})?|[三四五]分[一二三四](?![{_NUMERAL[1:-1]}分秒鐘钟名個个人]))"
_TENTHS = f"(?P<tenths>[{NINE}{TWOS}]成(?:半|[{NINE}]{_NO_NUMERAL}))"
_SCORE = f"(?P<score>[{ONES}十]{{1,3}}比[{ONES}十]{{1,3}}(?![{_NUMERAL[1:-1]}個个名人倍成年月日多分]))"
HALF = "半(?:小[時时]|[鐘钟][頭头]?|月|(?![日天價价決决夜途數数路]))"
"""What may follow a unit: 兩噸半, 三個半月."""
AND_MORE = "[個个][多餘余來来](?:小[時时]|月|星期|[禮礼]拜|[鐘钟][頭头]?|世[紀纪])"
"""How long something lasts, and somewhat more: 三個多小時."""
_AMOUNT = (
    f"(?P<first>第)?(?P<number>{_NUMBER})"
    f"(?:(?P<more>[多餘余來来](?=[萬万億亿{''.join(sorted(set(_UNITS) - {'|'}))}]))[萬万億亿]{{0,2}})?(?:(?P<unit>{AND_MORE}|{_UNITS})(?:{HALF})?)?"
)
_ANY = f"{_DATE}|{_SHARE}|{_TENTHS}|{_SCORE}|{_AMOUNT}"
_NUMBERS = re.compile(_ANY)
_PHRASE = f"[上近逾約约]?(?:{_ANY})|[{ONES}十]{{1,4}}年代?|{_MONTH}|{_DAY}"
# Where a number may begin: this is what all text is searched for.
# A class of characters comes first, so that the search is quick.
_FIRST = "".join(sorted({unit[0] for unit in _UNITS.split("|")}))
_BEGIN = re.compile(
    f"[第{_START}](?<![0-9０-９.．{_DIGIT}{_SCALE}].)(?:[{_START}]|(?<!第)(?=[分比點点多餘余來来{_FIRST}]))"
)
_RUN = re.compile(f"{_NUMERAL}{{{LONGEST_NUMERAL + 1},}}")
_BARE_SCALE = re.compile("[百千萬万億亿]+")
ABOUT = frozenset("逾近约約上达達超")
"""What stands before a number that is not exact; a bare scale then counts anything: 逾千宗."""
_LARGE = frozenset(["噸", "吨", "公里", "人", "人次", "年", "戶", "户", "個", "个"])
"""Beside money, what a bare scale may count: 百億元, 萬人."""
_PARTS = (
    f"[{ONES}]{{2,4}}年|{_MONTH}|{_DAY}|比|[{_DIGIT}十]+(?=比|$)|第?(?:{_NUMBER})[多餘余來来]?|{_UNITS}|."
)
_ONLY_NUMERAL = f"第?(?:{_NUMBER})[多餘余來来]?"
_SPOKEN = f"[{_DIGIT}數数幾几]?[百千]|[{NINE}數数幾几]?[十廿卅][{NINE}]?|[{_DIGIT}萬万億亿點点]|[個个](?=月)|{_UNITS}|."


_form = cache(re.compile)  # for forms that most articles do without: compiling one takes milliseconds


def number_spans(text: str) -> list[tuple[int, int]]:
    """The spans that may be a written number with its unit, in order.

    >>> text = "七月一日追回三千万港元"
    >>> [text[a:b] for a, b in number_spans(text)]
    ['七月一日', '三千万港元']
    """
    found: list[tuple[int, int]] = []
    at = 0
    while (begin := _BEGIN.search(text, at)) is not None:
        start = begin.start()
        if run := _RUN.match(text, start):  # nobody says so long a number
            at = run.end()
        elif (match := _NUMBERS.match(text, start)) is None:
            at = start + 1
        else:
            at = match.end()
            end = at if match["number"] is None else _end_of_amount(text, match)
            if end:
                found.append((start, end))
                at = end
            elif match["unit"]:
                at = match.start("unit")
    return found


def _end_of_amount(text: str, match: re.Match[str]) -> int:
    """Where a number with its unit ends; 0 where it is no number."""
    number, unit, end = match["number"], match["unit"] or "", match.end()
    if not _is_number(number, unit if match["first"] is None else ""):
        return 0
    bare = _BARE_SCALE.fullmatch(number) and text[match.start() - 1 : match.start()] not in ABOUT
    while unit.endswith("初") and _BEGIN.match(text, end):  # 八月|初四
        unit = shorter_unit(unit)
        end = match.start("unit") + len(unit)
    if unit:
        return 0 if bare and not match["more"] and not _is_large(unit) else end
    end = match.end("more") if match["more"] else match.end("number")
    return 0 if bare or (len(number) == 1 and not match["first"]) else end


def _is_large(unit: str) -> bool:
    known = unit_of(unit)
    return known is not None and (known.kind == "money" or unit in _LARGE)


def _is_number(number: str, unit: str) -> bool:
    """Whether a row of numerals is one number: 三十七, 二〇二五, 兩三; not 九一一 nor 萬一."""
    if re.match("[百千萬万億亿]+[一二三四五六七八九兩两]", number):
        return False
    if number in ("零", "〇", "○", "◯"):
        return False
    return is_counted(number) or any(c in number for c in "〇○◯零") or (number in NEIGHBOURS and bool(unit))


@lru_cache(maxsize=20_000)
def is_number_phrase(word: str) -> bool:
    """Whether a word is a numeral, with a unit or not, in either script: no dictionary needs to have it.

    >>> [is_number_phrase(w) for w in ("三人", "廿八日", "第四十二條", "八十九", "上百名", "萬一", "三文魚")]
    [True, True, True, True, True, False, False]
    """
    match = _form(_PHRASE).fullmatch(word) if len(word) <= LONGEST_NUMERAL else None
    return match is not None and (
        match["number"] is None or _is_number(match["number"], match["unit"] or "一")
    )


def is_numeral(word: str) -> bool:
    """Whether a word is nothing but a numeral, 第 before it or 多 after it.

    >>> is_numeral("三千二百萬"), is_numeral("第十五"), is_numeral("三人")
    (True, True, False)
    """
    return _form(_ONLY_NUMERAL).fullmatch(word) is not None


def spoken_words(phrase: str) -> list[str]:
    """A number phrase in words as GB/T 16159 joins their pinyin: 百 and 千 with their digit, 十 with both, units apart.

    >>> spoken_words("三千二百萬港元"), spoken_words("二〇二五年七月一日")
    (['三千', '二百', '萬', '港元'], ['二', '〇', '二', '五', '年', '七', '月', '一', '日'])
    """
    return _form(_SPOKEN).findall(phrase)


def parts_of_number(word: str) -> list[str]:
    """A number phrase divided into numerals and units, the date at its parts.

    >>> parts_of_number("三千萬港元"), parts_of_number("五比三")
    (['三千萬', '港元'], ['五', '比', '三'])
    """
    return _form(_PARTS).findall(word)
