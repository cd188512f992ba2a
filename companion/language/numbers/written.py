"""Numbers in Chinese numerals with their units, which a reader reads as one thing: 三千萬港元, 六成半, 七月一日.

The dictionary's words win: 一家人, 三文魚 and 萬一 are words, and no number is cut out of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import lru_cache

from companion.language.numbers.units import MEASURED, pattern, shorter_unit, unit_of
from companion.language.numbers.values import (
    LONGEST_NUMERAL,
    NEIGHBOURS,
    NINE,
    ONES,
    SCALES,
    TWOS,
    is_counted,
)

__all__ = ["ANYWHERE", "is_number_phrase", "is_numeral", "number_spans", "parts_of_number", "spoken_words"]

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
_AMOUNT = (
    f"(?P<first>第)?(?P<number>{_NUMBER})"
    f"(?P<more>[多餘余來来](?=[{''.join(sorted(set(_UNITS) - {'|'}))}]))?(?P<unit>{_UNITS})?"
)
_ANY = f"{_DATE}|{_SHARE}|{_TENTHS}|{_SCORE}|{_AMOUNT}"
_NUMBERS, _AMOUNT_ONLY = re.compile(_ANY), re.compile(_AMOUNT)
_PHRASE = re.compile(f"[上近逾約约]?(?:{_ANY})|[{ONES}十]{{1,4}}年代?|{_MONTH}|{_DAY}")
# Where a number may begin: this is what all text is searched for.
# A class of characters comes first, so that the search is quick.
_FIRST = "".join(sorted({unit[0] for unit in _UNITS.split("|")}))
_BEGIN = re.compile(
    f"[第{_START}](?<![0-9０-９.．{_DIGIT}{_SCALE}].)(?:[{_START}]|(?<!第)(?=[分比點点多餘余來来{_FIRST}]))"
)
_RUN = re.compile(f"{_NUMERAL}{{{LONGEST_NUMERAL + 1},}}")
_BARE_SCALE = re.compile("[百千萬万億亿]+")
_LARGE = frozenset(["噸", "吨", "公里", "人", "人次", "年", "戶", "户", "個", "个"])
"""Beside money, what a bare scale may count: 百億元, 萬人."""
_PARTS = re.compile(
    f"[{ONES}]{{2,4}}年|{_MONTH}|{_DAY}|比|[{_DIGIT}十]+(?=比|$)|第?(?:{_NUMBER})[多餘余來来]?|{_UNITS}|."
)
_ONLY_NUMERAL = re.compile(f"第?(?:{_NUMBER})[多餘余來来]?")
_SPOKEN = re.compile(
    f"[{_DIGIT}數数幾几]?[百千]|[{NINE}數数幾几]?[十廿卅][{NINE}]?|[{_DIGIT}萬万億亿點点]|[個个](?=月)|{_UNITS}|."
)
_LONG = "高長长深寬宽闊阔厚重大多少遠远低矮老"
"""What has a measure after it: 高三公分, 大三歲."""


class _Anywhere(Container[int]):
    def __contains__(self, place: object) -> bool:
        return True


ANYWHERE = _Anywhere()
"""The ends of words where none are known yet: `number_spans` then gives all that may be a number."""

Unknown = Callable[[int], tuple[int, int] | None]
"""The span of the word with a place inside it, where no dictionary has that word."""


def number_spans(
    text: str, ends: Container[int], unknown_at: Unknown = lambda at: None
) -> list[tuple[int, int]]:
    """The spans of written numbers with their units in `text`, in order.

    `ends` are the word ends that the segmenter found; `unknown_at` finds its words that no dictionary has: they may be
    cut, where what is left of them can stand by itself.

    >>> text = "七月一日追回三千萬港元"
    >>> [text[a:b] for a, b in number_spans(text, {2, 4, 6, 8, 11})]
    ['七月一日', '三千萬港元']
    """
    found: list[tuple[int, int]] = []

    def begins(at: int, length: int) -> bool:
        if at == 0 or at in ends:
            return True
        word = unknown_at(at)
        return word is not None and (length > 2 or text[word[0] : at] in _BEFORE)

    at = 0
    while (begin := _BEGIN.search(text, at)) is not None:
        start = begin.start()
        if run := _RUN.match(text, start):  # nobody says so long a number
            at = run.end()
            continue
        match = _NUMBERS.match(text, start)
        if match is None:
            at = start + 1
            continue
        at = match.end()
        if not begins(start, len(match["number"] or match[0])) and not _is_measure(text, match):
            # 星期一: its numeral belongs to a word. What follows may be a number of its own.
            at = next((i for i in range(start + 1, at) if i in ends), at)
            if at < match.end() and (rest := _AMOUNT_ONLY.match(text, at)):
                match = rest
            else:
                continue
        if match["number"] is None:
            if match.end() in ends or unknown_at(match.end()):
                found.append(match.span())
            else:
                at = start + 1
        elif end := _end_of_amount(text, match, ends, unknown_at):
            found.append((match.start(), end))
            at = end
        else:
            at = max(at, match.start("unit")) if match["unit"] else at
    return found


# What an unknown word may have before a short number, and after a number and its unit.
_BEFORE = frozenset(
    "以在於于有為为由近逾約约共達达至到超過过僅仅各每無无這这那其餘余另上前較较比佔占增減减升跌獲获得收付用花和及與与或的了"
)
_AFTER = frozenset(
    "至到及和與与或的在於于起內内前後后以是有為为從从由人被把也都將将已曾共又仍就要中上下外來来升跌車车"
)

_NO_NOUN = frozenset(f"{_DIGIT}{_SCALE}勁劲")  # 一年一度, 一個勁地


def _end_of_amount(text: str, match: re.Match[str], ends: Container[int], unknown_at: Unknown) -> int:
    """Where a number with its unit ends, without the unit where a word begins with it; 0 where it is no number."""
    number, unit, end = match["number"], match["unit"] or "", match.end()
    if not _is_number(number, unit if match["first"] is None else ""):
        return 0
    short = len(number) == 1

    def fits(at: int) -> bool:
        if at in ends:
            return True
        word = unknown_at(at)
        if word is None or not short or not unit or text[at : word[1]] in _AFTER:
            return word is not None
        known = unit_of(unit)
        if known and known.kind == "measure" and unit not in "個个" and text[at] not in _NO_NOUN:
            return True  # 三|封信, 三杯水
        return word[1] == at + 2 and unit != "月" and text[at] not in _NO_NOUN  # 一個心眼

    while unit and not (fits(end) and not (unit[-1] == "初" and _BEGIN.match(text, end))):
        unit = shorter_unit(unit)
        end = match.start("unit") + len(unit)
    if unit:
        bare = _BARE_SCALE.fullmatch(number) and not match["more"] and not _is_large(unit)
        return 0 if bare else end
    end = match.end("more") if match["more"] else match.end("number")
    if (short and not match["first"]) or _BARE_SCALE.fullmatch(number) or not fits(end):
        return 0
    word = None if end in ends else unknown_at(end)
    # 第七批, 八百里: a measure word that is not in the list
    return end + 1 if word is not None and word[1] == end + 1 and text[end] not in _AFTER else end


def _is_large(unit: str) -> bool:
    known = unit_of(unit)
    return known is not None and (known.kind == "money" or unit in _LARGE)


def _is_measure(text: str, match: re.Match[str]) -> bool:
    """Whether a number says how much longer, higher or older something is: 三 of 高三公分 is not that of 高三."""
    unit = unit_of(match["unit"] or "")
    return (
        unit is not None
        and unit.kind in MEASURED
        and not match["first"]
        and match.start() > 0
        and text[match.start() - 1] in _LONG
    )


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
    match = _PHRASE.fullmatch(word) if len(word) <= LONGEST_NUMERAL else None
    return match is not None and (
        match["number"] is None or _is_number(match["number"], match["unit"] or "一")
    )


def is_numeral(word: str) -> bool:
    """Whether a word is nothing but a numeral, 第 before it or 多 after it.

    >>> is_numeral("三千二百萬"), is_numeral("第十五"), is_numeral("三人")
    (True, True, False)
    """
    return _ONLY_NUMERAL.fullmatch(word) is not None


def spoken_words(phrase: str) -> list[str]:
    """A number phrase in words as GB/T 16159 joins their pinyin: 百 and 千 with their digit, 十 with both, units apart.

    >>> spoken_words("三千二百萬港元"), spoken_words("二〇二五年七月一日")
    (['三千', '二百', '萬', '港元'], ['二', '〇', '二', '五', '年', '七', '月', '一', '日'])
    """
    return _SPOKEN.findall(phrase)


def parts_of_number(word: str) -> list[str]:
    """A number phrase divided into numerals and units, the date at its parts.

    >>> parts_of_number("三千萬港元"), parts_of_number("五比三")
    (['三千萬', '港元'], ['五', '比', '三'])
    """
    return _PARTS.findall(word)
