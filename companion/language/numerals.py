"""Figures as they are read aloud, in Chinese numerals: 670 萬 as 六百七十, 35% as 百分之三十五.

A library (cn2an, MIT) turns a number into numerals; what a reader needs beside it is which number
it is: a year is read digit by digit, 2 is 兩 before a measure word, 20-30 is a range, 8:30 a time. So
the numerals are written here too, in words as GB/T 16159 (numerals) joins their pinyin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from companion.language.spans import HAN

__all__ = ["Figure", "figures", "integer_words"]

DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "萬", "億", "萬億")
LONGEST = 16
"""Digits; a longer number is read digit by digit."""

_FOLD = str.maketrans("０１２３４５６７８９．％：／－＋−‐‑", "0123456789.%:/-+---")
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_DASH = "-–—~～"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_PATTERNS = {
    "day": r"(?P<y>[12]\d{3})[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<d>0?[1-9]|[12]\d|3[01])(?![\d/])",
    "term": r"(?P<from>[12]\d{3})/(?P<to>\d{2}|[12]\d{3})(?![\d/])",
    "fraction": r"(?P<top>\d{1,3})/(?P<under>\d{1,3})(?![\d/])",
    "event": r"(?P<e1>\d{1,2})[·・‧](?P<e2>\d{1,2})(?![\d·])",
    "time": r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:.])",
    "ratio": rf"{_NUMBER}(?::{_NUMBER})+(?!:)",
    "phone": r"\d{2,4}(?:[ -]\d{3,4}){1,3}(?![\d-]|[.,]\d)",
    "number": rf"{_NUMBER}(?P<sign>[%‰℃°]?)(?![.,]?\d)",
}
_FIGURES = re.compile(rf"(?<![\d.])(?:{'|'.join(f'(?P<{n}>{p})' for n, p in _PATTERNS.items())})")
_PLAIN = re.compile(_PATTERNS["number"])
_NAMED = re.compile("[A-Za-z][-_]?$")
_CALLED = re.compile(
    "(?:電話|电话|熱線|热线|致電|致电|撥打|拨打|打|撥|拨|號碼|号码|編號|编号|密碼|密码|郵編|邮编|傳真|传真|手機|手机|航班|WhatsApp|Tel)"
    "[:為为是「『 .至]{0,2}$",
    re.IGNORECASE,
)
_SCORE = re.compile("[比勝胜敗败負负贏赢輸输]")
_ABOUT = frozenset("第共約约達达逾超近僅仅有")
_SCALES = frozenset("十百千萬万億亿兆")
# Before these 2 is 兩, and 1 is a count and no rank.
_COUNTED = frozenset(
    "個个名人位家次宗條条項项種种類类件天週周元米呎克噸吨座艘架輛辆間间所部份張张本集倍成層层戶户頭头隻只枚場场支隊队國国省市縣县地字頁页"
    "秒年歲岁小分點点時时章句段組组方岸會会季夜晚股票口棵朵顆颗把台臺幅封套雙双對对群批箱包杯瓶碗盒塊块公港美英歐欧日泰毫厘平立星鎊镑日斤磅尺寸畝亩"
)
_RANKED = (
    "日圓",
    "日元",
    "日間",
    "日间",
    "日內",
    "日内",
    "日後",
    "日后",
    "日來",
    "日来",
)  # counts, though 日 is a date
_YEAR = re.compile("年(?!級|级|期|班)|學年|学年|財年|财年")
_LASTING = re.compile("年[來来間间多餘余前]")
_SINCE = frozenset("在於于自從从至到元前（(")
_TENS = frozenset({"00", "05", "10", "20", "50", "60", "70", "75", "80", "85", "90", "95"})


@dataclass(frozen=True, slots=True)
class Figure:
    """Figures of a text, `text[start:end]`, and the words that they are read as.

    `counts` says that it is a number of things: the tone sandhi of 一 applies (一名), as it does not to
    ranks, years and decimals. A dash or a minus that is read is a figure of its own.

    >>> [(f.start, f.end, f.words) for f in figures("有670萬人")]
    [(1, 4, ('六百', '七十'))]
    """

    start: int
    end: int
    words: tuple[str, ...]
    counts: bool = False


def figures(text: str) -> list[Figure]:
    """The figures of a text in their order, in either script, full width or half.

    What stands behind a letter (A380) has no certain reading and is left out. In a number that is read digit by
    digit 1 is 一, as in Hong Kong, not the mainland's yāo.

    >>> def read(text):
    ...     return ["".join(f.words) for f in figures(text)]
    >>> read("2025年2月8日"), read("2名"), read("35%"), read("1/3"), read("20-30人")
    (['二零二五', '二', '八'], ['兩'], ['百分之三十五'], ['三分之一'], ['二十', '至', '三十'])
    """
    folded = _WIDE_COMMA.sub(",", text).translate(_FOLD)
    found: list[Figure] = []
    for match in _FIGURES.finditer(folded):
        if not _NAMED.search(folded[max(0, match.start() - 2) : match.start()]):
            found += _read(folded, match)
    return _with_signs(folded, found)


def _read(text: str, match: re.Match[str]) -> list[Figure]:
    start, end = match.span()
    kind = match.lastgroup if match.lastgroup in _PATTERNS else _kind(match)
    shown = match[0]
    if kind == "day":
        parts = ((match["y"], _digits), (match["m"], integer_words), (match["d"], integer_words))
        if "/" in shown:
            words = [
                w for (value, read), unit in zip(parts, "年月日", strict=True) for w in (*read(value), unit)
            ]
            return [Figure(start, end, tuple(words))]
        at, made = start, []
        for (value, read), unit in zip(parts, "年月日", strict=True):
            words = read(value) if unit != "日" else (*read(value), unit)
            made.append(Figure(at, at + len(value), words))
            at += len(value)
            if unit != "日":
                made.append(Figure(at, at + 1, (unit,)))
            at += 1
        return made
    if kind == "term":
        first, last = match["from"], match["to"]
        if (int(first) + 1) % 100 == int(last) % 100:
            return [Figure(start, end, (*_digits(first), "至", *_digits(last)))]
        return []
    if kind == "fraction":
        top, under = match["top"], match["under"]
        if 0 < int(top) < int(under):
            return [Figure(start, end, (*integer_words(under), "分", "之", *integer_words(top)))]
        return []
    if kind == "event":
        middle = start + len(match["e1"])
        return [Figure(start, middle, _digits(match["e1"])), Figure(middle + 1, end, _digits(match["e2"]))]
    if kind == "time" and not _SCORE.search(text[max(0, start - 6) : start] + text[end : end + 4]):
        hour = ("兩",) if int(match["hour"]) == 2 else integer_words(str(int(match["hour"])))
        minute = match["minute"]
        rest = () if minute == "00" else _digits(minute) if minute[0] == "0" else integer_words(minute)
        return [Figure(start, end, (*hour, "點", *rest), counts=True)]
    if kind in ("time", "ratio"):
        parts = [_amount(p) for p in shown.split(":")]
        return [
            Figure(start, end, tuple(w for i, p in enumerate(parts) for w in (*(("比",) if i else ()), *p)))
        ]
    if kind == "phone" and (groups := _groups(shown)):
        return [Figure(start + a, start + b, _digits(shown[a:b])) for a, b in groups]
    if kind == "phone":  # no telephone number: its parts by themselves
        parts = takewhile(lambda m: m.start() < end, _PLAIN.finditer(text, start))
        return [f for m in parts for f in _number(text, m[0], m.start(), m["sign"])]
    return _number(text, shown, start, match["sign"] or "")


def _kind(match: re.Match[str]) -> str:
    return next(name for name in _PATTERNS if match[name] is not None)


def _groups(shown: str) -> list[tuple[int, int]]:
    """The groups of a telephone number; none where it is a range of years or too short for one."""
    groups = [m.span() for m in re.finditer(r"\d+", shown)]
    years = len(groups) == 2 and all(re.fullmatch("(?:1[6-9]|20|21)..", shown[a:b]) for a, b in groups)
    return [] if years or sum(b - a for a, b in groups) < 8 else groups


def _number(text: str, shown: str, start: int, sign: str) -> list[Figure]:
    end = start + len(shown)
    number = shown.removesuffix(sign) if sign else shown
    rest, before = text[end:], text[max(0, start - 12) : start]
    if sign:
        if sign in "%‰":
            if sign == "%" and _range_left(text, start):  # 20%至30%: each is said; 20至30%: once
                return [Figure(start, end, _amount(number))]
            return [
                Figure(start, end, ("百" if sign == "%" else "千", "分", "之", *_amount(number)), counts=True)
            ]
        return [Figure(start, end, (*_amount(number), *(("攝氏度",) if sign == "℃" else ("度",))))]
    percent = re.match(rf"[{_DASH}至到]{_NUMBER}%", rest)
    if percent:
        return [Figure(start, end, ("百", "分", "之", *_amount(number)))]
    unit = _unit(rest)
    if _by_digits(number, unit, before, rest):
        return [Figure(start, end, _digits(number))]
    counts = unit[:1] in _SCALES or _is_counted(unit, before)
    if number == "2" and counts and unit[:1] not in ("十", "百"):
        return [Figure(start, end, ("兩",), counts=True)]
    return [Figure(start, end, _amount(number), counts and "." not in number)]


def _range_left(text: str, start: int) -> bool:
    """Whether the figure at `start` ends a range whose beginning has no % of its own: 20至30%."""
    return re.search(rf"\d[{_DASH}至到]$", text[:start]) is not None


def _unit(rest: str) -> str:
    """What follows a number, the end of a range passed over: 名 of 2至3名."""
    passed = re.match(rf"(?:[{_DASH}至到、或及和與与]{_NUMBER})+", rest)
    return rest[passed.end() :] if passed else rest


def _is_counted(unit: str, before: str) -> bool:
    if before.endswith(("第", "星期", "週", "周", "禮拜", "礼拜")) or unit.startswith(
        ("年級", "年级", "分之", "周年級")
    ):
        return False
    return unit[:1] in _COUNTED and (unit[:1] != "日" or unit.startswith(_RANKED))


def _by_digits(number: str, unit: str, before: str, rest: str) -> bool:
    """Whether a number is read digit by digit: a year, a telephone number, a room, one that begins with 0."""
    if not number.isdigit():
        return False
    if (len(number) > 1 and number[0] == "0") or len(number) > LONGEST:
        return True
    scaled = unit[:1] in _SCALES or unit[:1] in ("多", "餘", "余", "來", "来")
    if not scaled and _is_year(number, unit, before):
        return True
    if len(number) == 2 and (
        rest[:1] in ("後", "后") and rest[1:2] not in ("天", "來", "来") and number in _TENS
    ):
        return True
    if len(number) == 2 and re.match(r"年\d{1,2}月", rest):
        return True
    if len(number) >= 3 and (
        unit[:1] in ("室", "房", "路", "線", "线", "型")
        or re.match("[A-Z](?![a-z])", rest)
        or (_CALLED.search(before) and not _is_counted(unit, ""))
    ):
        return True
    return len(number) >= 8 and not scaled and not re.match(f"[{HAN}]", unit)


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
    plain = not re.match(f"[{HAN}]", unit) or unit[0] in "至到的及和與与起前後后底初末級级屆届"
    return 1900 <= value < 2100 and not about and plain


def _with_signs(text: str, found: list[Figure]) -> list[Figure]:
    """The figures with the dashes of ranges and the minus signs between them."""
    result: list[Figure] = []
    for figure in found:
        at = figure.start - 1
        if at >= 0 and text[at] in _DASH and (not result or result[-1].end <= at):
            last = result[-1] if result else None
            gap = text[last.end : at] if last else None
            if last and not _is_phone(last, figure, text) and re.fullmatch(f"[{HAN}]{{0,3}}", gap or ""):
                result.append(Figure(at, at + 1, ("至",)))
            elif text[at] == "-" and not re.search(r"[0-9A-Za-z)\]%-]$", text[:at]):
                below = text[figure.end - 1] == "℃" or text[figure.end : figure.end + 1] == "度"
                result.append(Figure(at, at + 1, ("零下",) if below else ("負",)))
        result.append(figure)
    return result


def _is_phone(last: Figure, figure: Figure, text: str) -> bool:
    """Whether two groups of a telephone number stand on the sides of a dash."""
    return (
        bool(_groups(text[last.start : figure.end]))
        and re.fullmatch(r"\d{2,4}-\d{3,4}", text[last.start : figure.end]) is not None
    )


def _digits(number: str) -> tuple[str, ...]:
    return tuple(DIGITS[int(c)] for c in number)


def _amount(number: str) -> tuple[str, ...]:
    """A number with its thousands and decimals."""
    whole, point, decimals = number.replace(",", "").partition(".")
    return (*integer_words(whole), *((("點", *_digits(decimals))) if point else ()))


def integer_words(number: str) -> tuple[str, ...]:
    """The words of a whole number, as their pinyin is joined: 百 and 千 with their digit, 十 with both.

    >>> integer_words("12345"), integer_words("2000"), integer_words("100003")
    (('一萬', '二千', '三百', '四十五'), ('兩千',), ('十', '萬', '零', '三'))
    """
    digits = number.lstrip("0")
    if not digits:
        return ("零",)
    if len(digits) > LONGEST:
        return _digits(digits)
    words: list[str] = []
    padded = digits.zfill(-(-len(digits) // 4) * 4)
    sections = [padded[i : i + 4] for i in range(0, len(padded), 4)]
    gap = False
    for left, section in zip(range(len(sections) - 1, -1, -1), sections, strict=True):
        value = int(section)
        if not value:
            gap = bool(words)
            continue
        if words and (gap or section[0] == "0"):
            words.append("零")
        gap = False
        inner = _section(value, head=not words, tens=bool(words))
        if not left:
            words += inner
        elif value < 10:
            words.append(("兩" if value == 2 and not words else inner[0]) + _GROUPS[left])
        else:
            words += [*inner, _GROUPS[left]]
    return tuple(words)


def _section(value: int, head: bool, tens: bool) -> list[str]:
    """The words of a number below 10,000; `head`: it begins the number, `tens`: 10 is 一十."""
    words: list[str] = []
    gap = False
    for place in (3, 2):
        digit = value // 10**place % 10
        if digit:
            if gap:
                words.append("零")
            two = digit == 2 and place == 3 and head and not words
            words.append(("兩" if two else DIGITS[digit]) + _PLACES[place])
            gap = False
        else:
            gap = gap or bool(words)
    rest = value % 100
    if rest:
        if (gap or rest < 10) and words:
            words.append("零")
        ten, one = divmod(rest, 10)
        first = "" if ten == 1 and not words and not tens else DIGITS[ten]
        words.append((f"{first}十" if ten else "") + (DIGITS[one] if one else ""))
    return words
