"""Chinese dates, numbers and quantities in English."""

from __future__ import annotations

import re

__all__ = ["english_number"]

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
_MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
_DATE = re.compile(r"(?:(\d{2,4})年)?(?:(\d{1,2})月)?(?:(\d{1,2})[日號号])?")
_QUANTITY = re.compile(r"([\d.,]+)([十百千萬万億亿兆]*)([多餘余]?)(.*)", re.DOTALL)
_UNITS = {
    "年": "year", "個月": "month", "日": "day", "天": "day", "小時": "hour", "小时": "hour", "分鐘": "minute", "分钟": "minute",
    "秒": "second", "歲": "years old", "岁": "years old", "名": "", "人": "people", "位": "", "個": "", "个": "", "宗": "cases",
    "次": "times", "人次": "person-times", "公里": "km", "公斤": "kg", "米": "m", "港元": "Hong Kong dollars",
    "美元": "US dollars", "元": "yuan", "歐元": "euros", "欧元": "euros", "泰銖": "baht", "泰铢": "baht", "倍": "times",
    "級": "grade", "级": "grade", "%": "%", "％": "%", "家": "", "條": "articles", "条": "articles", "章": "chapters",
    "類": "kinds", "类": "kinds", "項": "items", "项": "items", "戶": "households", "户": "households", "度": "degrees",
    "時": "o'clock", "时": "o'clock", "分": "minutes", "號": "No.", "号": "No.", "後": "born after", "后": "born after",
}  # fmt: skip
_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


def english_number(text: str) -> str:
    """A number token in English.

    >>> [english_number(t) for t in ("2月8日", "670萬人次", "1.6億", "3.5%", "2025年3月")]
    ['8 February', '6.7 million person-times', '160 million', '3.5%', 'March 2025']
    """
    text = text.translate(_WIDE)
    if (date := _DATE.fullmatch(text)) and (date[2] or (date[1] and len(date[1]) == 4)):
        month = int(date[2] or 0)
        if month <= 12:
            return " ".join(p for p in (date[3], _MONTHS[month - 1] if month else "", date[1]) if p)
    match = _QUANTITY.fullmatch(text)
    if not match:
        return text
    digits, scales, more, unit = match.groups()
    amount = digits.rstrip(".,")
    if scales:
        try:
            value = float(amount.replace(",", ""))
        except ValueError:
            return text
        for scale in scales:
            value *= _SCALES[scale]
        amount = _spoken(value)
    word = _UNITS.get(unit, "")
    if unit and not word and unit not in _UNITS:
        return text
    over = "over " if more else ""
    return f"{over}{amount}{'' if word in ('', '%') else ' '}{word}"


def _spoken(value: float) -> str:
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:.10g} {name}"
    return f"{value:,.10g}"
