"""Chinese numbers in English: figures and written numerals, dates, shares, and the measure words after them.

What stands in square brackets is explained rather than translated: 名 counts people, and English has
no word for it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import prod

from companion.language.numbers.units import unit_of
from companion.language.numbers.values import (
    DIGIT_OF,
    LONGEST_NUMERAL,
    SCALE_OF,
    is_counted,
    numeral_range,
    numeral_value,
)
from companion.language.numbers.written import AND_MORE

__all__ = ["day_of_month", "english_number", "english_numeral", "measure_note"]

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Sunday".split()  # noqa: SIM905
_WEEKDAY = re.compile("([上下]{0,2}|每逢|[本今这每逢])个?(?:周|星期|礼拜)([一二三四五六日天])")
_PART_OF = re.compile("([今去前明后翌本同当上下])([年月])([初中底末])")
_WHICH = {
    "今": "this {}", "本": "this {}", "去": "last {}", "上": "last {}", "前": "the {} before last", "明": "next {}", "下": "next {}",
    "后": "the {} after next", "翌": "the following {}", "同": "the same {}", "当": "that {}",
}  # fmt: skip
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905
_WORDS = "zero one two three four five six seven eight nine ten".split()  # noqa: SIM905
_PARTS = dict(enumerate(["half", "third", "quarter", *_ORDINALS[5:]], 2))
_MANY = {
    "十": "dozens",
    "百": "hundreds",
    "千": "thousands",
    "万": "tens of thousands",
    "亿": "hundreds of millions",
}
_ONE = {"百": "a hundred", "千": "a thousand", "万": "ten thousand", "亿": "a hundred million"}
_WIDE = str.maketrans("０１２３４５６７８９．，％：", "0123456789.,%:")

_DATE = re.compile(r"(?:(\d{2,4})年)?(?:(\d{1,2})月)?(?:(\d{1,2})[日號号])?(底|初|中)?")
_CLOCK = re.compile(r"(\d{1,2})[時时點点][鐘钟]?(?:(\d{1,2})分)?(半)?")
_QUANTITY = re.compile(
    r"((?:\d[\d.,]*[十百千萬万億亿兆]+)*)(\d[\d.,]*)([十百千萬万億亿兆]*)([多餘余来]?)([萬万億亿]*)(.*)",
    re.DOTALL,
)
_NUMERAL = re.compile(
    r"(?P<about>[近逾超上約约]?)(?P<number>[零〇○一二兩两三四五六七八九十百千萬万億亿廿卅]+(?:[點点][零〇○一二三四五六七八九]+[萬万億亿]*)?|[數数幾几]?[十百千萬万億亿]+|[數数幾几半])(?P<more>[多餘余来]?)(?P<further>[萬万億亿]*)(?P<unit>.*)",
    re.DOTALL,
)
_AND_MORE = re.compile(f"(.+?)[個个]([多餘余來来])({AND_MORE[AND_MORE.index('(?:') :]})")
_SHARE = re.compile(
    r"([零〇一二兩两三四五六七八九十百千\d]+)分之([零〇一二兩两三四五六七八九十百千\d.點点]+)"
)
_PARTED = re.compile("([三四五])分([一二三四])")  # 四分三, as Hong Kong says it
_SCORE = re.compile("([零〇一二兩两三四五六七八九十]+)比([零〇一二兩两三四五六七八九十]+)")
_EACH = re.compile(r"一(.)\1")
_TENTHS = re.compile(r"([一二兩两三四五六七八九\d])成(半|[一二三四五六七八九])?")


@lru_cache(maxsize=4_000)
def english_number(text: str) -> str:
    """A number token in English; `text` itself where it is none that can be said.

    >>> [english_number(t) for t in ("2月8日", "670萬人次", "1.6億", "3.5%", "2025年3月")]
    ['8 February', '6.7 million person-times', '160 million', '3.5%', 'March 2025']
    >>> [english_number(t) for t in ("61名", "24小時", "2034年", "00後", "1月底", "8日")]
    ['61 [people]', '24 hours', '2034', 'people born after 2000', 'end of January', 'the 8th']
    """
    text = _more_first(text.translate(_WIDE))
    if text[:1] in ("−", "－", "-") and text[1:2].isdigit():
        return f"minus {english_number(text[1:])}"
    if ranked := re.fullmatch(r"第(\d+)(.*)", text):
        return _ranked(int(ranked[1]), ranked[2]) or text
    if special := _date(text) or _clock(text) or _share(text) or _born(text):
        return special
    match = _QUANTITY.fullmatch(text)
    if not match:
        return text
    above, digits, scales, more, further, unit = match.groups()
    scales += further
    digits = digits.rstrip(".,")
    try:
        value = _scaled(digits, scales)
        value += sum(_scaled(*part) for part in re.findall(r"(\d[\d.,]*)(\D+)", above))
    except ValueError:
        return text
    amount = _spoken(value) if scales or above else digits
    said = _with_unit(amount, value, unit)
    return text if said is None else f"over {said}" if more else said


def _scaled(digits: str, scales: str) -> float:
    return float(digits.replace(",", "")) * prod(SCALE_OF[scale] for scale in scales)


@lru_cache(maxsize=4_000)
def english_numeral(text: str) -> str:
    """A word that is a written numeral, with its measure word or not; "" where it is none.

    >>> [english_numeral(t) for t in ("兩名", "三十七人", "三分之一", "百分之五", "第二個", "數百", "三成", "二月八日")]
    ['two [people]', '37 people', 'one third', '5%', 'second [measure word]', 'hundreds', '30%', '8 February']
    """
    if len(text) > LONGEST_NUMERAL:
        return ""
    text = _more_first(text)
    if special := _share(text) or _weekday(text) or _part_of(text):
        return special
    if (each := _EACH.fullmatch(text)) and (counter := unit_of(each[1])):
        things = counter.english.strip("()").partition(";")[0].replace("measure word", "")
        thing = things.removesuffix("s") if counter.english[:1] == "(" else things.partition("/")[0]
        return f"one {thing} after another" if thing else "one after another"
    if score := _SCORE.fullmatch(text):
        return "–".join(f"{numeral_value(side):g}" for side in score.groups())
    if born := re.fullmatch("([零〇五六七八九]?[十零〇])[後后]", text):
        return _born(f"{numeral_value(born[1]):02g}後")
    figures = _in_figures(text)
    if (
        figures != text
        and not re.fullmatch("\\d+[日號号]", figures)
        and (special := _date(figures) or _clock(figures))
    ):
        return special
    if (
        text[:1] == "第"
        and (match := _NUMERAL.fullmatch(text[1:]))
        and match["number"][0] not in "數数幾几半"
    ):
        ordinal = int(numeral_value(match["number"]) if is_counted(match["number"]) else 0)
        return _ranked(ordinal, match["unit"]) if ordinal else ""
    match = _NUMERAL.fullmatch(text)
    if not match or len(text) < 2:
        return ""
    number, unit = match["number"] + match["further"], match["unit"]
    over = "over " if match["more"] or match["about"] in ("逾", "超", "上") else ""
    over = {"近": "nearly ", "約": "about ", "约": "about "}.get(match["about"], over)
    if number[0] in "數数幾几" or (number[0] in "百千萬万億亿" and len(number) == 1 and not match["more"]):
        return _some(number, unit, over)
    if number == "半":
        said = _with_unit("half a", 1.0, unit)
        return over + re.sub("a(?= hour| issue)", "an", said) if said and _english(unit) else ""
    if about := numeral_range(number):
        said = _with_unit(" or ".join(map(_amount, about)), 2, unit)
        return "" if said is None else over + said
    if not is_counted(number):
        digits = _in_digits(number)
        return (_with_unit(digits, float(digits), unit) or "") if re.search("[〇○零]", number) else ""
    value = numeral_value(number)
    said = _with_unit(_amount(value), value, unit)
    return "" if said is None else over + said


def _more_first(text: str) -> str:
    """三個多小時 as 三多小時, which is said like 三十多小時."""
    match = _AND_MORE.fullmatch(text)
    if match is None:
        return text
    number, more, unit = match.groups()
    return f"{number}{more}{'個月' if unit == '月' else unit}"


def day_of_month(text: str) -> str:
    """二十一日 after a month: the 21st; "" where `text` is no day.

    >>> day_of_month("二十一日"), day_of_month("二十一人")
    ('the 21st', '')
    """
    figures = _in_figures(text)
    return _date(figures) if re.fullmatch(r"\d{1,2}[日號号]", figures) else ""


@lru_cache(maxsize=4_000)
def measure_note(word: str) -> str:
    """What a measure word counts, in brackets; "" where `word` is none.

    >>> measure_note("宗"), measure_note("政府")
    ('[cases]', '')
    """
    return (_note(word) or "").strip() if word and not _english(word) else ""


def _english(unit: str) -> str:
    """The English of a unit that English has too, "one" or "one/many"; "" where there is none."""
    known = unit_of(unit)
    return "" if known is None or known.english[:1] in ("", "(") else known.english


def _with_unit(amount: str, value: float, unit: str) -> str | None:
    if not unit:
        return amount
    if unit in "%％":
        return f"{amount}%"
    if unit in ("號", "号"):
        return f"No. {value:g}"
    if unit in ("世紀", "世纪") and value >= 10:
        return f"{_ordinal(int(value))} century"
    if unit == "多":
        return f"over {amount}"
    if unit in ("年代",):
        return f"the {amount}s" if len(amount) == 4 else f"the 19{amount}s" if amount.isdigit() else None
    if "半" in unit and (
        english := _english(whole := unit.replace("半", "")) or _english(whole[1:])
    ):  # 兩噸半, 三個半月
        one, _, many = english.partition("/")
        return f"{amount} and a half {many or f'{one}s'}"
    if "{" in _english(unit):
        one_of_them = amount in (_amount(value), f"{value:g}")
        return _numbered(unit, value) if one_of_them else f"{amount} {_several(unit)}"
    if english := _english(unit):
        one, _, many = english.partition("/")
        return f"{amount} {one if value in (1, 0.5) or amount == 'half a' else many or f'{one}s'}"
    note = _note(unit)
    return None if note is None else amount + note


def _numbered(unit: str, value: float) -> str:
    """The English of a unit whose numeral is a number: 三樓, the third floor; "" of any other."""
    if "{" not in (english := _english(unit)):
        return ""
    return english.format(n=f"{value:g}", th=_ordinal(int(value)))


def _several(unit: str) -> str:
    """The plural of such a unit: grades, floors."""
    return f"{re.sub('{.*?}', '', _english(unit)).strip()}s"


def _ranked(value: int, unit: str) -> str:
    """第三個: the ordinal with its unit; "" where this is none."""
    if numbered := _numbered(unit, value):
        return numbered
    note = _note(unit)
    return "" if note is None else f"{_ordinal(value)}{note}"


def _note(unit: str) -> str | None:
    """The measure word's explanation in brackets; None where `unit` is none."""
    if not unit:
        return ""
    if (known := unit_of(unit)) is None or not known.english:
        return None
    if known.english[0] == "(":
        return f" [{known.english[1:-1]}]"
    return f" {known.english.partition('/')[0]}"


def _date(text: str) -> str:
    date = _DATE.fullmatch(text)
    if not date:
        return ""
    year, month, day, part = date.groups()
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return ""
    if year and len(year) < 3 and not month:
        return ""
    when = {"底": "end of ", "初": "beginning of ", "中": "middle of "}[part] if part else ""
    if day and not month and not year:
        return "" if when else f"the {_ordinal(int(day), figures=True)}"
    said = " ".join(p for p in (day, _MONTHS[int(month) - 1] if month else "", year) if p)
    return when + said if said else ""


def _clock(text: str) -> str:
    clock = _CLOCK.fullmatch(text)
    if not clock or int(clock[1]) > 24:
        return ""
    hour = int(clock[1])
    if clock[2] or clock[3]:
        return f"{hour}:{int(clock[2]) if clock[2] else 30:02}"
    return f"{hour} o'clock"


def _part_of(text: str) -> str:
    """今年初, 上月中: a part of a year or a month."""
    part = _PART_OF.fullmatch(text)
    if not part:
        return ""
    when = {"初": "early ", "中": "the middle of "}.get(part[3], "late ")
    return when + _WHICH[part[1]].format("year" if part[2] == "年" else "month")


def _weekday(text: str) -> str:
    """下周三, 本星期六."""
    day = _WEEKDAY.fullmatch(text)
    if not day:
        return ""
    which = {"上": "last ", "下": "next ", "每": "every ", "逢": "every ", "每逢": "every "}
    named = _DAYS["一二三四五六日天".index(day[2])]
    if day[1] in ("上上", "下下"):
        return f"{named} {'before last' if day[1] == '上上' else 'after next'}"
    return which.get(day[1], "this " if day[1] else "") + named


def _share(text: str) -> str:
    """三分之一, 百分之五, 三成."""
    if tenths := _TENTHS.fullmatch(text):
        value = _figure(tenths[1]) * 10 + (5 if tenths[2] == "半" else _figure(tenths[2]) if tenths[2] else 0)
        return f"{value:g}%"
    share = _SHARE.fullmatch(text) or _PARTED.fullmatch(text)
    if not share:
        return ""
    whole, part = share.groups()
    if whole == "百":
        left, dot, right = part.replace("點", "点").partition("点")
        decimals = _in_digits(right)
        return f"{_figure(left):g}{'.' if dot else ''}{decimals}%"
    size, count = _figure(whole), _figure(part)
    if size in _PARTS and count == int(count) and count <= 10:
        return f"{_WORDS[int(count)]} {_PARTS[int(size)]}{'' if count == 1 else 's'}"
    return f"{count:g}/{size:g}"


def _born(text: str) -> str:
    """00後, 90後: a generation."""
    born = re.fullmatch(r"(\d0)[後后]", text)
    if not born:
        return ""
    return (
        "people born after 2000"
        if born[1] == "00"
        else f"people born in the {'20' if born[1] < '30' else '19'}{born[1]}s"
    )


def _some(number: str, unit: str, over: str) -> str:
    """數百, 百: hundreds, a hundred."""
    number = number.replace("萬", "万").replace("億", "亿")
    some = _ONE[number] if number in _ONE else "several" if len(number) == 1 else _MANY.get(number[1:])
    said = _with_unit(over + some, 2, unit) if some else None
    if said and some and _english(unit) and some in _MANY.values():
        return said.replace(some, f"{some} of", 1)
    return said or ""


def _in_figures(text: str) -> str:
    """二〇二五年三月十二日 → 2025年3月12日."""

    def figure(match: re.Match[str]) -> str:
        numeral = match[0]
        if is_counted(numeral):
            return f"{numeral_value(numeral):g}"
        return _in_digits(numeral)

    return re.sub("[零〇○一二兩两三四五六七八九十百千廿卅]+(?=[年月日號号時时點点分])", figure, text)


def _in_digits(numerals: str) -> str:
    return "".join(str(DIGIT_OF.get(c, c)) for c in numerals)


def _amount(value: float) -> str:
    return _WORDS[int(value)] if value <= 10 and value == int(value) else _spoken(value)


def _figure(text: str) -> float:
    return float(text) if text.replace(".", "").isdigit() and text.isascii() else numeral_value(text)


def _ordinal(value: int, figures: bool = False) -> str:
    if not figures and value < len(_ORDINALS):
        return _ORDINALS[value]
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value:,}{ending}"


def _spoken(value: float) -> str:
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:.10g} {name}"
    return f"{value:,.10g}"
