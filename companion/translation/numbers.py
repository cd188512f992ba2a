"""Chinese numbers in English: figures and written numerals, dates, shares, and the measure words after them.

What stands in square brackets is explained rather than translated: 名 counts people, and English has
no word for it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import prod

from companion.translation.amounts import written_value

__all__ = ["day_of_month", "english_number", "english_numeral", "measure_note"]

_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1_000,
    "萬": 10_000,
    "万": 10_000,
    "億": 100_000_000,
    "亿": 100_000_000,
    "兆": 10**12,
}
_NEIGHBOURS = frozenset(
    ["一二", "二三", "兩三", "两三", "三四", "四五", "五六", "六七", "七八", "八九", "三五"]
)
_MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]
_PARTS = {
    2: "half",
    3: "third",
    4: "quarter",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
}
_WIDE = str.maketrans("０１２３４５６７８９．，％：", "0123456789.,%:")
_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "兩": "2",
    "两": "2",
}

_DATE = re.compile(r"(?:(\d{2,4})年)?(?:(\d{1,2})月)?(?:(\d{1,2})[日號号])?(底|初|中)?")
_CLOCK = re.compile(r"(\d{1,2})[時时點点][鐘钟]?(?:(\d{1,2})分)?(半)?")
_QUANTITY = re.compile(
    r"((?:\d[\d.,]*[十百千萬万億亿兆]+)*)(\d[\d.,]*)([十百千萬万億亿兆]*)([多餘余]?)([萬万億亿]*)(.*)",
    re.DOTALL,
)
_NUMERAL = re.compile(
    r"(?P<about>[近逾超上約约]?)(?P<number>[零〇○一二兩两三四五六七八九十百千萬万億亿廿卅]+(?:[點点][零〇○一二三四五六七八九]+[萬万億亿]*)?|[數数幾几]?[十百千萬万億亿]+|[數数幾几半])(?P<more>[多餘余]?)(?P<unit>.*)",
    re.DOTALL,
)
_SHARE = re.compile(
    r"([零〇一二兩两三四五六七八九十百千\d]+)分之([零〇一二兩两三四五六七八九十百千\d.點点]+)"
)
_PARTED = re.compile("([三四五])分([一二三四])")  # 四分三, as Hong Kong says it
_SCORE = re.compile("([零〇一二兩两三四五六七八九十]+)比([零〇一二兩两三四五六七八九十]+)")
_TENTHS = re.compile(r"([一二兩两三四五六七八九\d])成(半|[一二三四五六七八九])?")

# Words of measure that English has too: after 1, after more.
_UNITS = {
    "年": "year", "個月": "month", "日": "day", "天": "day", "周": "week", "星期": "week", "小時": "hour", "分鐘": "minute",
    "秒": "second", "秒鐘": "second", "季": "quarter", "世紀": "century/centuries", "歲": "year old/years old", "周歲": "year old/years old",
    "周年": "anniversary", "人": "person/people", "次": "time", "人次": "person-time", "公里": "kilometre", "公斤": "kilogram",
    "米": "metre", "厘米": "centimetre", "毫米": "millimetre", "呎": "foot/feet", "尺": "foot/feet", "平方米": "square metre", "平方呎": "square foot/square feet",
    "平方公里": "square kilometre", "公頃": "hectare", "立方米": "cubic metre", "斤": "catty/catties", "克": "gram", "噸": "tonne", "公噸": "tonne", "公升": "litre",
    "港元": "Hong Kong dollar", "美元": "US dollar", "元": "yuan/yuan", "歐元": "euro", "日圓": "yen/yen", "日元": "yen/yen", "英鎊": "pound", "泰銖": "baht/baht",
    "人民幣": "yuan/yuan", "倍": "time", "度": "degree", "級": "grade", "章": "chapter", "類": "kind", "種": "kind", "戶": "household",
    "國": "country/countries", "省": "province", "市": "city/cities", "縣": "county/counties", "方": "side", "地": "place", "校": "school", "票": "vote",
    "席": "seat", "分": "point", "點": "point", "百分點": "percentage point", "個百分點": "percentage point", "頁": "page", "字": "character", "步": "step",
    "代": "generation", "輪": "round", "圈": "lap", "站": "stop", "層": "floor", "樓": "floor", "夜": "night", "晚": "evening", "半": "half/halves", "里": "Chinese mile",
    "畝": "mu/mu", "角": "jiao/jiao", "毫": "ten cents/ten cents", "蚊": "dollar", "元人民幣": "yuan/yuan", "成": "tenth", "屆": "session", "期": "issue",
    "隊": "team", "組": "group", "批": "batch/batches", "群": "crowd", "對": "pair", "雙": "pair", "套": "set", "部分": "part", "方面": "respect", "名": "", "分子": "",
}  # fmt: skip
# Measure words that English lacks, with what they count.
_MEASURES = {
    "名": "people", "位": "people, polite", "個": "measure word", "宗": "cases", "件": "items", "條": "long things; articles", "項": "items", "家": "firms; families",
    "間": "rooms; firms", "所": "schools; buildings", "輛": "vehicles", "架": "aircraft; machines", "艘": "ships", "班": "services; groups", "場": "events", "份": "copies; shares",
    "張": "flat things", "本": "books", "支": "teams; long things", "枝": "long things", "隻": "animals", "頭": "cattle", "枚": "medals; missiles", "幅": "pictures; land",
    "幢": "buildings", "棟": "buildings", "座": "buildings; hills", "則": "news items", "起": "incidents", "門": "courses; cannons", "句": "sentences", "篇": "articles", "首": "songs; poems",
    "部": "films; machines", "台": "machines", "款": "models; kinds", "筆": "sums of money", "股": "shares; streams", "片": "slices; stretches", "顆": "small round things", "粒": "grains",
    "棵": "trees", "朵": "flowers", "瓶": "bottles", "杯": "cups; glasses", "碗": "bowls", "包": "packets", "盒": "boxes", "箱": "cases; boxes", "程": "trips", "遍": "times through",
    "趟": "trips", "回": "times", "頓": "meals", "陣": "gusts; spells", "把": "tools; handfuls", "根": "long thin things", "塊": "pieces", "滴": "drops", "封": "letters", "號": "number",
    "局": "games", "盤": "games; dishes", "段": "sections", "番": "rounds", "樣": "kinds", "口": "mouthfuls; people", "身": "suits", "匹": "horses", "株": "plants", "室": "rooms",
    "集": "episodes", "版": "editions; pages", "課": "lessons", "線": "lines", "欄": "columns", "處": "places", "堂": "lessons", "餐": "meals", "桌": "tables", "車": "carloads", "手": "hands", "面": "flat things",
    "尊": "statues", "具": "bodies; tools", "樁": "matters", "撥": "groups", "串": "strings", "束": "bunches", "捆": "bundles", "排": "rows", "隊": "teams",
}  # fmt: skip

_SIMPLE = str.maketrans(
    "個時鐘歲紀後級條類項戶度號點頁輪層樓畝屆隊組對雙銖歐鎊圓噸頃幣國縣間輛場張隻頭棟則門篇筆顆陣塊頓盤樣課線欄處餐車樁撥種萬億兩數幾餘約時東",
    "个时钟岁纪后级条类项户度号点页轮层楼亩届队组对双铢欧镑圆吨顷币国县间辆场张只头栋则门篇笔颗阵块顿盘样课线栏处餐车桩拨种万亿两数几余约时东",
)  # fmt: skip
_ALL_UNITS = {
    form: english for unit, english in _UNITS.items() if english for form in (unit, unit.translate(_SIMPLE))
}
_ALL_MEASURES = {form: note for unit, note in _MEASURES.items() for form in (unit, unit.translate(_SIMPLE))}


@lru_cache(maxsize=20_000)
def english_number(text: str) -> str:
    """A number token in English; `text` itself where it is none that can be said.

    >>> [english_number(t) for t in ("2月8日", "670萬人次", "1.6億", "3.5%", "2025年3月")]
    ['8 February', '6.7 million person-times', '160 million', '3.5%', 'March 2025']
    >>> [english_number(t) for t in ("61名", "24小時", "2034年", "00後", "1月底", "8日")]
    ['61 [people]', '24 hours', '2034', 'people born after 2000', 'end of January', 'the 8th']
    """
    text = text.translate(_WIDE)
    if text[:1] in "−－-":
        return f"minus {english_number(text[1:])}"
    if ranked := re.fullmatch(r"第(\d+)(.*)", text):
        note = _note(ranked[2])
        return text if note is None else f"{_ordinal(int(ranked[1]))}{note}"
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
    return float(digits.replace(",", "")) * prod(_SCALES[scale] for scale in scales)


@lru_cache(maxsize=20_000)
def english_numeral(text: str) -> str:
    """A word that is a written numeral, with its measure word or not; "" where it is none.

    >>> [english_numeral(t) for t in ("兩名", "三十七人", "三分之一", "百分之五", "第二個", "數百", "三成", "二月八日")]
    ['two [people]', '37 people', 'one third', '5%', 'second [measure word]', 'hundreds', '30%', '8 February']
    """
    if special := _share(text):
        return special
    if score := _SCORE.fullmatch(text):
        return "–".join(f"{written_value(side):g}" for side in score.groups())
    if born := re.fullmatch("([零〇五六七八九]?[十零〇])[後后]", text):
        return _born(f"{written_value(born[1]):02g}後")
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
        value = int(written_value(match["number"]) if _is_counted(match["number"]) else 0)
        note = _note(match["unit"])
        return f"{_ordinal(value)}{note}" if value and note is not None else ""
    match = _NUMERAL.fullmatch(text)
    if not match or len(text) < 2:
        return ""
    number, unit = match["number"], match["unit"]
    over = "over " if match["more"] or match["about"] in ("逾", "超", "上") else ""
    over = {"近": "nearly ", "約": "about ", "约": "about "}.get(match["about"], over)
    if number[0] in "數数幾几" or (number[0] in "百千萬万億亿" and len(number) == 1 and not match["more"]):
        return _some(number, unit, over)
    if number == "半":
        said = _with_unit("half a", 1.0, unit)
        return re.sub("a(?= hour| issue)", "an", said) if said and unit in _ALL_UNITS else ""
    if number in _NEIGHBOURS:
        said = _with_unit(" or ".join(_WORDS[int(written_value(c))] for c in number), 2, unit)
        return "" if said is None else over + said
    if not _is_counted(number):
        digits = "".join(_DIGITS[c] for c in number)
        return (_with_unit(digits, float(digits), unit) or "") if re.search("[〇○零]", number) else ""
    value = written_value(number)
    amount = _WORDS[int(value)] if value <= 10 and value == int(value) else _spoken(value)
    said = _with_unit(amount, value, unit)
    return "" if said is None else over + said


def day_of_month(text: str) -> str:
    """二十一日 after a month: the 21st; "" where `text` is no day.

    >>> day_of_month("二十一日"), day_of_month("二十一人")
    ('the 21st', '')
    """
    figures = _in_figures(text)
    return _date(figures) if re.fullmatch(r"\d{1,2}[日號号]", figures) else ""


def measure_note(word: str) -> str:
    """What a measure word counts, in brackets; "" where `word` is none.

    >>> measure_note("宗"), measure_note("政府")
    ('[cases]', '')
    """
    note = _ALL_MEASURES.get(word, "")
    return f"[{note}]" if note else ""


def _is_counted(number: str) -> bool:
    """Whether a numeral has a value: 三十七, but no row of digits such as 一二三."""
    return len(number) == 1 or bool(re.search("[十百千萬万億亿廿卅點点]", number))


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
    if (english := _ALL_UNITS.get(unit)) is not None:
        one, _, many = english.partition("/")
        return f"{amount} {one if value in (1, 0.5) or amount == 'half a' else many or f'{one}s'}"
    note = _note(unit)
    return None if note is None else amount + note


def _note(unit: str) -> str | None:
    """The measure word's explanation in brackets; None where `unit` is none."""
    if not unit:
        return ""
    if unit in _ALL_MEASURES:
        return f" [{_ALL_MEASURES[unit]}]"
    return f" {_ALL_UNITS[unit].partition('/')[0]}" if unit in _ALL_UNITS else None


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
        decimals = "".join(_DIGITS.get(c, c) for c in right)
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
    names = {
        "十": "dozens",
        "百": "hundreds",
        "千": "thousands",
        "万": "tens of thousands",
        "萬": "tens of thousands",
        "亿": "hundreds of millions",
        "億": "hundreds of millions",
    }
    if number[0] in "數数幾几":
        some = names.get(number[1:]) if len(number) > 1 else "several"
    else:
        some = {
            "百": "a hundred",
            "千": "a thousand",
            "万": "ten thousand",
            "萬": "ten thousand",
            "亿": "a hundred million",
            "億": "a hundred million",
        }[number]
    said = _with_unit(over + some, 2, unit) if some else None
    if said and unit in _ALL_UNITS and some in names.values():
        return said.replace(some, f"{some} of", 1)
    return said or ""


def _in_figures(text: str) -> str:
    """二〇二五年三月十二日 → 2025年3月12日."""

    def figure(match: re.Match[str]) -> str:
        numeral = match[0]
        if _is_counted(numeral):
            return f"{written_value(numeral):g}"
        return "".join(_DIGITS.get(c, c) for c in numeral)

    return re.sub("[零〇○一二兩两三四五六七八九十百千廿卅]+(?=[年月日號号時时點点分])", figure, text)


def _figure(text: str) -> float:
    return float(text) if text.replace(".", "").isdigit() and text.isascii() else written_value(text)


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
