"""Chinese numerals and the numbers they stand for, both ways: 三十七 → 37, 12345 → 一萬二千三百四十五.

The grammar of numerals has its characters here; `written`, `figures` and the English of numbers build on them.
"""

from __future__ import annotations

import re
from math import prod

__all__ = [
    "CIRCLES", "DIGITS", "DIGIT_OF", "LONGEST", "LONGEST_NUMERAL", "NEIGHBOURS", "NINE", "ONES", "SCALES", "SCALE_OF", "TWOS",
    "digit_words", "integer_words", "is_counted", "numeral_range", "numeral_value",
]  # fmt: skip

DIGITS = "零一二三四五六七八九"
NINE = DIGITS[1:]
CIRCLES = "〇○◯"
"""What is set for zero in 二○二五年; U+3007 alone is a Han character."""
ONES = f"零{CIRCLES}{NINE}"
TWOS = "兩两"
DIGIT_OF = {c: n for n, c in enumerate(DIGITS)} | dict.fromkeys(CIRCLES, 0) | dict.fromkeys(TWOS, 2)
SCALE_OF = {
    "十": 10, "百": 100, "千": 1_000, "萬": 10_000, "万": 10_000, "億": 10**8, "亿": 10**8, "兆": 10**12,
}  # fmt: skip
SCALES = "十百千萬万億亿"
"""Scales that a written numeral may begin with; 兆 may only follow one (兆 begins names)."""
LONGEST = 16
"""Digits; a longer number is read digit by digit."""
LONGEST_NUMERAL = 40
"""Characters; a longer row of numerals is no number that anybody says."""
NEIGHBOURS = frozenset(
    ["一二", "二三", "兩三", "两三", "一兩", "一两", "三四", "四五", "五六", "六七", "七八", "八九", "三五"]
)
"""Digits that stand together for "about": 兩三個, 七八十人, 十七八歲."""

_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "萬", "億", "萬億")
_POINT = re.compile(f"(.+)[點点]([{ONES}]+)([萬万億亿兆]*)")
_ABOUT = re.compile("(.*?)(" + "|".join(sorted(NEIGHBOURS)) + ")([十百千萬万億亿兆]*)")
_SCALED = re.compile(f"[{SCALES}兆廿卅點点]")


def is_counted(numeral: str) -> bool:
    """Whether a numeral has a value: 三十七 or 三, but no row of digits such as 一二三.

    >>> is_counted("三十七"), is_counted("三"), is_counted("一二三")
    (True, True, False)
    """
    return len(numeral) == 1 or _SCALED.search(numeral) is not None


_NEXT_LOWER = {"百": "十", "千": "百", "萬": "千", "万": "千"}
_SHORT = re.compile("([百千萬万])[一二三四五六七八九](?=[萬万億亿])")


def numeral_value(text: str) -> float:
    """The value of a numeral. Raises `ValueError` where `text` is none, or none that anybody says.

    >>> [numeral_value(t) for t in ("三十七", "一百二十萬", "三十八點五", "廿八", "一萬二", "二〇二五", "百二萬")]
    [37.0, 1200000.0, 38.5, 28.0, 12000.0, 2025.0, 1200000.0]
    """
    if not text or len(text) > LONGEST_NUMERAL:
        raise ValueError(f"'{text[:20]}' is no numeral")
    if point := _POINT.fullmatch(text):
        whole, decimals, scales = point.groups()
        value = numeral_value(whole) + float("0." + "".join(str(DIGIT_OF[c]) for c in decimals))
        return value * prod(SCALE_OF[c] for c in scales)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if len(text) > 1 and all(c in DIGIT_OF for c in text):
        return float("".join(str(DIGIT_OF[c]) for c in text))
    text = _SHORT.sub(lambda m: m[0] + _NEXT_LOWER[m[1]], text)  # 百二萬: a hundred and twenty
    last = 0.0
    if len(text) > 2 and text[-1] in DIGIT_OF and text[-2] in "百千萬万億亿":  # 一萬二: the next lower place
        text, last = text[:-1], DIGIT_OF[text[-1]] * SCALE_OF[text[-2]] / 10
    total = section = number = 0.0
    for c in text:
        if c in DIGIT_OF:
            number = DIGIT_OF[c]
        elif c not in SCALE_OF:
            raise ValueError(f"'{text[:20]}' is no numeral: {c}")
        elif SCALE_OF[c] < 10_000:
            section += (number or 1) * SCALE_OF[c]
            number = 0
        else:
            scale = SCALE_OF[c]
            if total >= scale:  # 五億三千萬
                total += (section + number) * scale
            else:
                total = (total + section + number or 1) * scale
            section = number = 0
    return total + section + number + last


def numeral_range(text: str) -> tuple[float, float] | None:
    """The two values of a numeral with neighbours in it, "about"; None where it has none.

    >>> numeral_range("兩三"), numeral_range("十七八"), numeral_range("七八十"), numeral_range("三十七")
    ((2.0, 3.0), (17.0, 18.0), (70.0, 80.0), None)
    """
    match = _ABOUT.fullmatch(text) if 1 < len(text) <= LONGEST_NUMERAL else None
    if match is None or (match[1] and match[1][-1] not in SCALE_OF):
        return None
    low, high = (numeral_value(match[1] + digit + match[3]) for digit in match[2])
    return low, high


def digit_words(number: str) -> tuple[str, ...]:
    """Figures digit by digit.

    >>> digit_words("747")
    ('七', '四', '七')
    """
    return tuple(DIGITS[int(c)] for c in number)


def integer_words(number: str) -> tuple[str, ...]:
    """The words of a whole number, as their pinyin is joined: 百 and 千 with their digit, 十 with both.

    >>> integer_words("12345"), integer_words("2000"), integer_words("100003")
    (('一萬', '二千', '三百', '四十五'), ('兩千',), ('十', '萬', '零', '三'))
    """
    digits = number.lstrip("0")
    if not digits:
        return ("零",)
    if len(digits) > LONGEST:
        return digit_words(digits)
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
