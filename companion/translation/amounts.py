"""The amounts that a Chinese and an English sentence name, as numbers, so that they can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod

from companion.language.numbers.values import (
    DIGIT_OF,
    LONGEST_NUMERAL,
    NINE,
    ONES,
    SCALE_OF,
    TWOS,
    numeral_value,
)

__all__ = ["MONTHS", "Amount", "chinese_amounts", "english_amounts", "in_words", "missing_amounts", "ordinal"]

_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_CHINESE = re.compile(
    rf"(?:[{NINE}十]{{1,8}}|\d+)分之(?:[{NINE}十]{{1,8}}|[\d.]+)"  # a fraction has many wordings
    rf"|(?P<year>[{NINE}][{ONES}]{{3}})(?=年)"
    r"|(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<scale>[十百千萬万億亿兆]*)(?P<rest>(?<=[億亿萬万])\d[\d,]*(?:\.\d+)?[千萬万]*)?(?P<unit>[年月日號号成倍時时點点]?)"
    rf"|(?P<words>(?=[^{ONES}{TWOS}]|[{ONES}{TWOS}]{{1,8}}[十百千萬万億亿])[{NINE}{TWOS}十][{ONES}{TWOS}十百千萬万億亿]*(?:[點点][{ONES}]+(?![{ONES}十分時时])[萬万億亿]*)?)(?P<unit2>[年月日號号成倍時时點点]?)"
    rf"|(?P<tenths>[{NINE}{TWOS}])成(?![為为功本員员長长立果年人熟])"
    rf"|(?P<date>(?<![第{NINE}{TWOS}十個个])[{NINE}](?=月(?!票|餅|饼|球|薪|租|台|臺|經|经))|(?<=月)[{NINE}](?=[日號号]))"
    rf"|(?<![第{NINE}{TWOS}十])(?P<one>[三四五六七八九])(?=[名人宗年天個个歲岁間间艘架座條条項项位所戶户張张頁页倍號号時时秒元]|公里|小時|小时|分鐘|分钟)(?P<unit3>[年號号倍時时]?)"
)
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    w: 10 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_WORDS: dict[str, float] = {**{w: n for n, w in enumerate(_UNITS)}, **_TENS}
_WORDS |= {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "once": 1,
           "twice": 2, "double": 2, "doubled": 2, "half": 0.5, "a": 1, "an": 1, "dozen": 12, "single": 1, "both": 2,
           "pair": 2, "couple": 2, "two-fold": 2, "twofold": 2, "trio": 3, "triple": 3, "tripled": 3, "threefold": 3,
           "thrice": 3, "quadruple": 4, "quadrupled": 4, "fourfold": 4, "fivefold": 5, "tenfold": 10}  # fmt: skip
_WORDS |= {f"{w}th": n for w, n in list(_WORDS.items()) if w in _UNITS}
_WORDS |= {f"{w[:-1]}ieth": n for w, n in _TENS.items()}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_LARGE |= {f"{w}s": n for w, n in _LARGE.items()} | {"m": 10**6, "bn": 10**9, "k": 1_000}
_NOON = re.compile(r"\b(?:noon|midday|midnight)\b")
_ONE = re.compile(r"\b(?:an?|the|each|every|per)\b")
_ENGLISH = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """What a sentence says ("1.6億") and its value; `also` are other values that English may name.

    `unit` is the character that decides which those are: a month has a name, 15時 is 3 p.m.
    """

    text: str
    value: float
    unit: str = ""
    also: tuple[float, ...] = ()


def in_words(value: int) -> str:
    """A whole number below a million in English words.

    >>> in_words(17), in_words(37), in_words(350), in_words(12_000)
    ('seventeen', 'thirty-seven', 'three hundred and fifty', 'twelve thousand')
    """
    if value < 20:
        return _UNITS[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return list(_TENS)[tens - 2] + (f"-{_UNITS[ones]}" if ones else "")
    size, name = (100, "hundred") if value < 1000 else (1000, "thousand")
    many, rest = divmod(value, size)
    joint = " and " if rest < 100 else " "
    return f"{in_words(many)} {name}" + (joint + in_words(rest) if rest else "")


def ordinal(value: int) -> str:
    """A place in a row, in figures.

    >>> [ordinal(n) for n in (1, 12, 22, 113)]
    ['1st', '12th', '22nd', '113th']
    """
    ending = "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def chinese_amounts(text: str) -> list[Amount]:
    """The numbers in figures, those written out with 十, 百, 千, 萬 or 億, years, 三成, and 三 to 九 with a measure word.

    >>> [(a.text, a.value) for a in chinese_amounts("追回1.6億元，拘捕三十七人，上升2成")]
    [('1.6億', 160000000.0), ('三十七', 37.0), ('2成', 20.0)]
    >>> [(a.text, a.value) for a in chinese_amounts("2億3,456萬元，三十八點五度")]
    [('2億3,456萬', 234560000.0), ('三十八點五', 38.5)]
    """
    found = []
    text = text.translate(_WIDE)
    for match in _CHINESE.finditer(text):
        unit = match["unit"] or match["unit2"] or match["unit3"] or ""
        shown = match[0]
        if match["digits"]:
            value = float(match["digits"].replace(",", ""))
            for scale in match["scale"]:
                value *= SCALE_OF[scale]
            if rest := match["rest"]:  # 2億3,456萬
                figures = rest.rstrip("千萬万")
                value += float(figures.replace(",", "")) * prod(SCALE_OF[c] for c in rest[len(figures) :])
        elif match["year"]:
            value, unit = float("".join(str(DIGIT_OF[c]) for c in shown)), "年"
        elif match["words"]:
            if len(match["words"]) > LONGEST_NUMERAL:
                continue
            value = numeral_value(match["words"])
        elif match["tenths"]:
            value, unit = float(DIGIT_OF[match["tenths"]]), "成"
        elif match["one"] or match["date"]:
            value = float(DIGIT_OF[shown[0]])
            unit = unit or (text[match.end()] if match["date"] else "")
        else:
            continue
        if unit == "成":
            value = value * 10 + 5 * text.startswith("半", match.end())
        elif unit and not (match["year"] or match["date"]):
            shown = shown[: -len(unit)]
        found.append(Amount(shown, value, unit, _also(text, match, value, unit)))
    return found


def _also(text: str, match: re.Match[str], value: float, unit: str) -> tuple[float, ...]:
    """What English may say instead: 民國114年 is 2025, 90年代 the 1990s, 15時 3 p.m., a rise by 1倍 a doubling."""
    if unit == "年":
        if text.endswith(("民國", "民国"), 0, match.start()):
            return (value + 1911,)
        if text.startswith("代", match.end()) and value < 100:
            return (1900 + value, 2000 + value)
    if unit in ("時", "时", "點", "点") and 12 < value <= 24:
        return (value - 12,)
    if unit == "倍":
        return (value + 1,)
    if unit == "成" and value == 50:
        return (0.5,)
    if text.startswith(("後", "后"), match.end()) and value < 100:
        return (1900 + value, 2000 + value)
    return ()


def english_amounts(text: str) -> set[float]:
    """The values that an English sentence names, in figures or words.

    >>> sorted(english_amounts("About 1.6 hundred million yuan, thirty-seven people, 2,000 calls"))
    [37.0, 2000.0, 160000000.0]
    """
    values: set[float] = set()
    current: float | None = None
    total = 0.0
    last_end = 0

    def close() -> None:
        nonlocal current, total
        if current is not None or total:
            values.add(total + (current or 0))
        current, total = None, 0.0

    for match in _ENGLISH.finditer(text):
        word = match[0].casefold()
        gap = text[last_end : match.start()]
        last_end = match.end()
        if any(c in ",;.:()" for c in gap):
            close()
        if word[0].isdigit():
            close()
            try:
                current = float(word.replace(",", ""))
            except ValueError:
                current = None
        elif word in _LARGE:
            if current is None and not total:
                current = 1.0
            if _LARGE[word] >= 1_000:
                total = (
                    (total + (current or 0)) * _LARGE[word]
                    if current is None
                    else total + current * _LARGE[word]
                )
                current = None
            else:
                current = (current or 1) * _LARGE[word]
        elif word in _WORDS and not (word in ("a", "an", "second") and current is not None):
            value = _WORDS[word]
            if word in ("a", "an"):
                continue
            if current is not None and (current >= 100 or (current in _TENS.values() and value < 10)):
                current += value
            else:
                if current is not None:
                    close()
                current = value
        elif word == "and" and (total or (current or 0) >= 100):
            continue
        else:
            if word in ("th", "st", "nd", "rd"):
                continue
            close()
    close()
    return values


def missing_amounts(chinese: str, english: str) -> list[Amount]:
    """The amounts of the Chinese sentence that the English one does not name.

    Rounding by half a per cent is let pass from a thousand on, years aside, and a month by its name.

    >>> [a.text for a in missing_amounts("2月8日追回1.6億元", "On 8 February 1.6 billion yuan was recovered.")]
    ['1.6億']
    """
    named = english_amounts(english)
    folded = english.casefold()

    def occurs(amount: Amount) -> bool:
        if amount.unit == "月" and 1 <= amount.value <= 12 and MONTHS[int(amount.value) - 1][:3] in folded:
            return True
        if amount.unit in ("時", "时", "點", "点") and amount.value in (0, 12, 24) and _NOON.search(folded):
            return True
        if amount.value == 1 and amount.unit not in ("日", "號", "号") and _ONE.search(folded):
            return True
        rounding = 0.0 if amount.unit == "年" or amount.value < 1_000 else 0.005
        return any(
            abs(n - value) <= rounding * abs(value) for n in named for value in (amount.value, *amount.also)
        )

    return [a for a in chinese_amounts(chinese) if not occurs(a)]
