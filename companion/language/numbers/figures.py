"""Figures as they are read aloud, in Chinese numerals: 670 萬 as 六百七十, 35% as 百分之三十五.

A library (cn2an, MIT) turns a number into numerals; what a reader needs beside it is which number
it is: a year is read digit by digit, 2 is 兩 before a measure word, 20-30 is a range and 3-2 a score, 8:30 a
time. So the numerals are written here too, in words as GB/T 16159 (numerals) joins their pinyin.

The text is in simplified characters, whatever the article's. All patterns look at a place of the whole text and a few characters around it, so that a text of any
length takes a time that grows with it and no faster.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Literal, NamedTuple

from companion.facts import Facts, read_facts
from companion.han import HAN
from companion.language.numbers.units import longest_unit, unit_of
from companion.language.numbers.values import LONGEST, digit_words, integer_words
from companion.patterns import later

__all__ = ["FIGURE", "Coded", "Figure", "coded", "figures"]

_FOLD = str.maketrans("０１２３４５６７８９．％：∶／＋−‐‑－﹣＄￥", "0123456789.%::/+-----$¥")
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_DASH = "-–—~～"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_DIGITS = "0-9０-９"
FIGURE = f"[{_DIGITS}]+(?:,[{_DIGITS}]{{3}}(?![{_DIGITS}])|(?<=[０-９])，[０-９]{{3}}(?![０-９])|[.．:：∶/／][{_DIGITS}]+)*"
"""Figures as they stand in a text, in either width: 2,345.6, 8:30, 1/3."""
_PATTERNS = {
    "day": r"(?P<y>[12]\d{3})(?P<between>[/.-])(?P<m>0?[1-9]|1[0-2])(?P=between)(?P<d>0?[1-9]|[12]\d|3[01])(?![\d/]|[.-]\d)",
    "term": r"(?P<from>[12]\d{3})/(?P<to>\d{2}|[12]\d{3})(?![\d/])",
    "fraction": r"(?P<top>\d{1,3})/(?P<under>\d{1,3})(?![\d/])",
    "event": r"(?P<e1>\d{1,2})[·・‧](?P<e2>\d{1,2})(?![\d·])",
    "time": r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d:.])",
    "ratio": rf"{_NUMBER}(?::{_NUMBER}){{1,3}}(?!:\d)",
    "phone": r"\d{1,4}(?:[ -]\d{3,8}){1,4}(?![\d-]|[.,]\d)",
    "version": r"\d+(?:\.\d+){2,}",
    "number": rf"{_NUMBER}(?P<sign>°[CF]|[%‰℃℉°]?)",
}
_FIGURES = later(rf"(?<![\d.])(?:{'|'.join(f'(?P<{n}>{p})' for n, p in _PATTERNS.items())})")
_PLAIN = re.compile(_PATTERNS["number"])
_LETTER_BEFORE = re.compile("[A-Za-z][-_]?$")
_ABOUT = frozenset("第共约达逾超近仅有")
_SCALES = frozenset("十百千万亿兆")
_YEAR = re.compile("年(?![级期班])|学年|财年")
_LASTING = re.compile("年[来间多余前]")
_SINCE = frozenset("在于自从至到元前（(")
_TENS = frozenset({"00", "05", "10", "20", "50", "60", "70", "75", "80", "85", "90", "95"})
_SCORE = later(
    "比[分数]|[胜败负赢输]|战[平成]|打[成和]|言和|逼和|赛和|踢成|握手|领先|落后|击败|淘汰|力克|轻取|大破|不敌|直落|逆转|反超|"
    "追[至到成]|晋级|横扫|下一城|首局|次局|决胜局|盘|攻入|射成|完场|半场|夺冠|摘金|平手"
)
_MONEY = {
    "HK$": "港元", "US$": "美元", "NT$": "新台幣", "A$": "澳元", "C$": "加元", "S$": "新加坡元", "RMB": "人民幣", "$": "元",
    "¥": "元", "€": "歐元", "£": "英鎊", "₩": "韓圜", "฿": "泰銖", "₽": "盧布",
}  # fmt: skip
_SIGN_OF_MONEY = re.compile(r"(?:(?:HK|US|NT|[ACS])\$|RMB|[$¥€£₩฿₽]) ?$")
_DEGREES = {"℃": "攝氏度", "°C": "攝氏度", "℉": "華氏度", "°F": "華氏度", "°": "度"}
_BETWEEN = re.compile(rf"(?:[{_DASH}至到、或及和与]{_NUMBER})+")
_PERCENT_FOLLOWS = re.compile(rf"[{_DASH}至到]{_NUMBER}%")
_RANGE_LEFT = re.compile(rf"\d[{_DASH}至到]$")
_YEARS_LEFT = later(rf"(?<!\d)([12]\d{{3}})年?[{_DASH}至到]$")
"""The first of two years, before the second's last figures: 2024-25年度."""
_YEARS_RIGHT = re.compile(rf"年?[{_DASH}至到](\d{{2}})(?!\d)")
_MONTH_FOLLOWS = re.compile(r"年\d{1,2}月")
_HAN = later(f"[{HAN}]")
_REACH = 14  # how far around a figure is looked


@dataclass(frozen=True, slots=True)
class Figure:
    """Figures of a text, `text[start:end]`, and the words that they are read as.

    `counts` says that it is a number of things: the tone sandhi of 一 applies (一名), as it does not to
    ranks, years and decimals. A dash or a minus that is read is a figure of its own; what is said after a Han
    character without being written (元 of US$3万) has no length.

    >>> [(f.start, f.end, f.words) for f in figures("有670万人")]
    [(1, 4, ('六百', '七十'))]
    """

    start: int
    end: int
    words: tuple[str, ...]
    counts: bool = False


class Coded(NamedTuple):
    """What makes figures a name: what stands before or after them, and how many they are ("3-4", "3-")."""

    kind: Literal["telephone", "vehicle", "place", "event", "name"]
    digits: str
    before: str = ""
    after: str = ""
    example: str = ""


class _Code(NamedTuple):
    kind: str
    before: re.Pattern[str] | None
    after: re.Pattern[str]
    least: int
    most: int


@cache
def coded() -> Facts[Coded]:
    """The list of numbers that are said digit by digit, as it stands in its file."""
    return read_facts(Path(__file__).parent / "data" / "coded.tsv", Coded)


@cache
def _codes() -> tuple[_Code, ...]:
    found = []
    for row in coded():
        least, dash, most = row.digits.partition("-")
        left = re.compile(f"(?:{row.before})$") if row.before else None
        found.append(
            _Code(row.kind, left, re.compile(row.after), int(least), int(most or (99 if dash else least)))
        )
    return tuple(found)


def figures(text: str) -> list[Figure]:
    """The figures of a simplified text in their order, full width or half.

    In a number that is read digit by digit 1 is 一, as in Hong Kong, not the mainland's yāo. Short figures behind
    a letter (COVID-19) have no certain reading and are left out.

    >>> def read(text):
    ...     return ["".join(f.words) for f in figures(text)]
    >>> read("2025年2月8日"), read("2名"), read("35%"), read("1/3"), read("20-30人")
    (['二零二五', '二', '八'], ['兩'], ['百分之三十五'], ['三分之一'], ['二十', '至', '三十'])
    >>> read("$100.50"), read("比分3-2"), read("5:35:36"), read("波音747"), read("2002.01.28")
    (['一百點五元'], ['三', '比', '二'], ['五點三十五分三十六秒'], ['七四七'], ['二零零二年一月二十八日'])
    """
    folded = _WIDE_COMMA.sub(",", text).translate(_FOLD)
    found: list[Figure] = []
    inside: set[int] = set()  # where a group of a telephone number begins that is not its first
    for match in _FIGURES.finditer(folded):
        read = _read(folded, match, text)
        found += read
        if match["phone"] and _groups(folded, match.start(), match[0]):
            inside.update(f.start for f in read[1:])
    return _with_signs(text, folded, found, inside)


def _before(text: str, at: int) -> str:
    return text[max(0, at - _REACH) : at]


def _after(text: str, at: int) -> str:
    return text[at : at + _REACH]


def _read(text: str, match: re.Match[str], original: str) -> list[Figure]:
    start, end = match.span()
    shown = match[0]
    kind = next(name for name in _PATTERNS if match[name] is not None)
    if _LETTER_BEFORE.search(text[max(0, start - 2) : start]) and not _money_before(text, start):
        digits = re.match(r"\d+", shown)
        whole = digits[0] if digits else ""
        if len(whole) < 3 or kind not in ("number", "phone"):
            return []
        return [Figure(start, start + len(whole), digit_words(whole))]
    if kind == "time" and (
        match["second"] is None and ("∶" in original[start:end] or _is_score(text, start, end))
    ):
        kind = "ratio"
    if kind == "phone" and not (groups := _groups(text, start, shown)):
        kind = "parts"
    match kind:
        case "day":
            return _day(match)
        case "term":
            first, last = match["from"], match["to"]
            if (int(first) + 1) % 100 == int(last) % 100:
                return [Figure(start, end, (*digit_words(first), "至", *digit_words(last)))]
            return _parts(text, start, end)
        case "fraction":
            return _fraction(text, match)
        case "event":
            middle = start + len(match["e1"])
            return [
                Figure(start, middle, digit_words(match["e1"])),
                Figure(middle + 1, end, digit_words(match["e2"])),
            ]
        case "time":
            return [Figure(start, end, _time(match), counts=True)]
        case "ratio":
            parts = [_amount(p) for p in shown.split(":")]
            return [
                Figure(
                    start, end, tuple(w for i, p in enumerate(parts) for w in (*(("比",) if i else ()), *p))
                )
            ]
        case "phone":
            return [Figure(start + a, start + b, digit_words(shown[a:b])) for a, b in groups]
        case "version":
            words = [
                w for i, p in enumerate(shown.split(".")) for w in (*(("點",) if i else ()), *digit_words(p))
            ]
            return [Figure(start, end, tuple(words))]
        case "parts":  # no telephone number: its parts by themselves
            return _parts(text, start, end)
    return _number(text, shown, start, match["sign"] or "")


def _parts(text: str, start: int, end: int) -> list[Figure]:
    parts = takewhile(lambda m: m.start() < end, _PLAIN.finditer(text, start, end + 2))
    return [f for m in parts for f in _number(text, m[0], m.start(), m["sign"])]


def _day(match: re.Match[str]) -> list[Figure]:
    start, end = match.span()
    parts = ((match["y"], digit_words), (match["m"], integer_words), (match["d"], integer_words))
    if match["between"] != "-":
        words = [w for (value, read), unit in zip(parts, "年月日", strict=True) for w in (*read(value), unit)]
        return [Figure(start, end, tuple(words))]
    at, made = start, []
    for (value, read), unit in zip(parts, "年月日", strict=True):
        said = read(value) if unit != "日" else (*read(value), unit)
        made.append(Figure(at, at + len(value), said))
        at += len(value)
        if unit != "日":
            made.append(Figure(at, at + 1, (unit,)))
        at += 1
    return made


def _fraction(text: str, match: re.Match[str]) -> list[Figure]:
    """2/3, and 3/2 where the numbers are small; 28/11 is a day of a month."""
    start, end = match.span()
    top, under = int(match["top"]), int(match["under"])
    if 12 < top <= 31 and 0 < under <= 12:
        return [
            Figure(start, end, (*integer_words(match["under"]), "月", *integer_words(match["top"]), "日"))
        ]
    if top and (top < under or (top <= 12 and 1 < under <= 16)):
        return [
            Figure(start, end, (*integer_words(match["under"]), "分", "之", *integer_words(match["top"])))
        ]
    return _parts(text, start, end)


def _time(match: re.Match[str]) -> tuple[str, ...]:
    hour = ("兩",) if int(match["hour"]) == 2 else integer_words(match["hour"])
    minute, second = match["minute"], match["second"]
    if second is None:
        rest = () if minute == "00" else _minutes(minute)
        return (*hour, "點", *rest)
    return (*hour, "點", *_minutes(minute), "分", *_minutes(second), "秒")


def _minutes(figures: str) -> tuple[str, ...]:
    return digit_words(figures) if figures[0] == "0" else integer_words(figures)


def _is_score(text: str, start: int, end: int) -> bool:
    return _SCORE.search(_before(text, start)[-8:] + " " + _after(text, end)[:6]) is not None


def _groups(text: str, start: int, shown: str) -> list[tuple[int, int]]:
    """The groups of a telephone number; none where it is a range, an amount or too short for one."""
    groups = [m.span() for m in re.finditer(r"\d+", shown)]
    if not 8 <= sum(b - a for a, b in groups) <= 15:
        return []
    if shown[0] == "0" or text[max(0, start - 1) : start] == "+" or _is_called(text, start):
        return groups
    is_range = len(groups) == 2 and "-" in shown  # 3000-5000元
    return [] if is_range or unit_of(longest_unit(text, start + len(shown))) is not None else groups


def _is_called(text: str, start: int) -> bool:
    """Whether a word such as 电话 stands before figures."""
    before = _before(text, start)
    return any(c.kind == "telephone" and c.before and c.before.search(before) for c in _codes())


def _money_before(text: str, start: int) -> re.Match[str] | None:
    return _SIGN_OF_MONEY.search(text[max(0, start - 4) : start])


def _number(text: str, shown: str, start: int, sign: str) -> list[Figure]:
    end = start + len(shown)
    number = shown.removesuffix(sign) if sign else shown
    before, rest = _before(text, start), _after(text, end)
    if sign in _DEGREES:
        return [Figure(start, end, (*_amount(number), _DEGREES[sign]))]
    if sign:
        if sign == "%" and _RANGE_LEFT.search(text[max(0, start - 2) : start]):
            return [Figure(start, end, _amount(number))]  # 20至30%: 百分之 is said once
        return [
            Figure(start, end, ("百" if sign == "%" else "千", "分", "之", *_amount(number)), counts=True)
        ]
    if _PERCENT_FOLLOWS.match(rest):
        return [Figure(start, end, ("百", "分", "之", *_amount(number)))]
    if money := _money_before(text, start):
        return _money(text, number, start, end, money[0].strip())
    unit = rest[m.end() :] if (m := _BETWEEN.match(rest)) else rest  # 名 of 2至3名
    if _by_digits(number, unit, before, rest):
        return [Figure(start, end, digit_words(number))]
    counts = unit[:1] in _SCALES or _is_counted(unit, before)
    if number == "2" and counts and unit[:1] not in ("十", "百"):
        return [Figure(start, end, ("兩",), counts=True)]
    return [Figure(start, end, _amount(number), counts and "." not in number)]


def _money(text: str, number: str, start: int, end: int, sign: str) -> list[Figure]:
    """An amount with the sign of its money, which is said after it: $80 is 八十元."""
    whole, _, decimals = number.partition(".")
    number = f"{whole}.{decimals.rstrip('0')}" if decimals.strip("0") else whole
    unit = _MONEY[sign]
    scaled = end
    while scaled < end + 3 and text[scaled : scaled + 1] in _SCALES:
        scaled += 1
    written = longest_unit(text, scaled)
    known = unit_of(written) if written else None
    said = () if known and known.kind == "money" else (unit,)
    amount = ("兩",) if number == "2" else _amount(number)
    if scaled == end:
        return [Figure(start, end, (*amount, *said), counts=True)]
    return [Figure(start, end, amount, counts=True), *([Figure(scaled, scaled, said)] if said else [])]


def _is_counted(unit: str, before: str) -> bool:
    """Whether what follows counts things, so that 2 is 兩."""
    if before.endswith(("第", "星期", "周", "礼拜")) or unit.startswith("分之"):
        return False
    if unit.startswith(("日间", "日内", "日后", "日来")):
        return True
    known = unit_of(longest_unit(unit, 0))
    return known is not None and known.kind not in ("date", "rank", "suffix")


def _by_digits(number: str, unit: str, before: str, rest: str) -> bool:
    """Whether a number is read digit by digit: a year, a telephone number, a room, one that begins with 0."""
    if not number.isdigit():
        return False
    if (len(number) > 1 and number[0] == "0") or len(number) > LONGEST:
        return True
    scaled = unit[:1] in _SCALES or unit[:1] in ("多", "余", "来")
    if not scaled and _is_year(number, unit, before):
        return True
    if len(number) == 2 and rest[:1] == "后" and rest[1:2] not in ("天", "来") and number in _TENS:
        return True
    if len(number) == 2 and (
        _MONTH_FOLLOWS.match(rest)
        or ((first := _YEARS_LEFT.search(before)) and _are_years(first[1], number, unit))
    ):
        return True
    if len(number) == 4 and (last := _YEARS_RIGHT.match(rest)) and _are_years(number, last[1], unit):
        return True
    counted = _is_counted(unit, "")
    for code in _codes():
        if (
            code.least <= len(number) <= code.most
            and not (code.before and (counted or scaled))
            and (code.before is None or code.before.search(before))
            and (code.after.match(unit) or code.after.match(rest))
        ):
            return True
    return len(number) >= 8 and not scaled and not _HAN.match(unit)


def _are_years(first: str, last: str, unit: str) -> bool:
    """Whether figures are two years: 2024-25年度, 2025-26學年, 2021-22球季, 1997-99年; not 2000-50人."""
    if not 1900 <= int(first) < 2100:
        return False
    following = (int(first) + 1) % 100 == int(last) and not _is_counted(unit, "")
    return following or (_YEAR.match(unit) is not None and int(first[2:]) < int(last))


def _is_year(number: str, unit: str, before: str) -> bool:
    value = int(number)
    if len(number) == 3:
        return bool(_YEAR.match(unit) and value % 10 and before[-1:] in _SINCE and not _LASTING.match(unit))
    if len(number) != 4:
        return False
    about = before[-1:] in _ABOUT
    if _YEAR.match(unit) and 1000 <= value < 2200:
        if value % 100:
            return True
        return not (about or _LASTING.match(unit)) and (value % 1000 > 0 or value == 2000)
    plain = not _HAN.match(unit) or unit[0] in "至到的及和与起前后底初末级届"
    return 1900 <= value < 2100 and not about and plain


def _with_signs(original: str, text: str, found: list[Figure], inside: set[int]) -> list[Figure]:
    """The figures with the dashes of ranges and scores and the minus signs between them."""
    result: list[Figure] = []
    last: Figure | None = None
    for figure in found:
        at = figure.start - 1
        if figure.end > figure.start and at >= 0 and text[at] in _DASH and (last is None or last.end <= at):
            minus = original[at] == "−" and not (last and last.end == at)
            gap = text[last.end : at] if last and at - last.end <= 5 else None
            joined = gap is not None and (not gap or unit_of(gap) is not None or gap in ("%", "第"))
            if last and joined and not minus:
                if figure.start not in inside:
                    unit = longest_unit(text, figure.end)
                    score = not gap and not unit and _is_score(text, last.start, figure.end)
                    result.append(Figure(at, at + 1, ("比" if score else "至",)))
            elif minus or (
                text[at] == "-" and not re.search(r"[0-9A-Za-z)\]%-]$", text[max(0, at - 1) : at])
            ):
                below = text[figure.end - 1] in "℃℉CF" or text[figure.end : figure.end + 1] == "度"
                result.append(Figure(at, at + 1, ("零下",) if below else ("負",)))
        result.append(figure)
        last = figure
    return result


def _amount(number: str) -> tuple[str, ...]:
    """A number with its thousands and decimals."""
    whole, point, decimals = number.replace(",", "").partition(".")
    return (*integer_words(whole), *((("點", *digit_words(decimals))) if point else ()))
