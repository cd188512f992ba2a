"""Runs that may be one word whatever the vocabulary has: numbers with units, dotted names, words of letters, dashes.

A reader reads 2月8日, 670万人次 or 00后 as one thing, and 佩通坦．钦那瓦 as one name. They are edges of the lattice like others:
which of them are words of the text is decided there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from companion.language.names.people import sounds
from companion.language.numbers.figures import FIGURE
from companion.language.numbers.units import pattern, units
from companion.language.numbers.written import AND_MORE, HALF, number_spans
from companion.language.spans import HAN
from companion.patterns import later

__all__ = ["fixed_runs"]

_DIGITS = "0-9０-９"
_DATE = re.compile(
    f"(?:[{_DIGITS}]{{2,4}}年)?[{_DIGITS}]{{1,2}}月[{_DIGITS}]{{1,2}}[日号]|[{_DIGITS}]{{2,4}}年[{_DIGITS}]{{1,2}}月"
)
_SIGN = (
    f"(?:(?<![{_DIGITS}A-Za-z%％℃）)-])−|(?:(?<=[，。、：；（(「\\s温为至到跌低升达于约是报录得])|^)[-－])"
)
_SCALE = "(?:[十千万亿兆]|百(?!分点))*"
_QUANTITY = re.compile(
    f"(?:第|{_SIGN})?{FIGURE}(?:[十百千万亿兆]+{FIGURE})*(?:[%％‰℃°]|{_SCALE}(?:[多余][万亿]{{0,2}})?(?:(?:{AND_MORE}|{pattern()})(?:{HALF})?)?)"
)
_DOTS = "．·・‧•"
_LATIN = re.compile("(?<![A-Za-z0-9])[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*(?:[-'’.&/+@_][A-Za-z0-9]+)*")
_LETTERS = re.compile(rf"[^\W_{HAN}]+(?:[-'’.&/+@_][^\W_{HAN}]+)*")
_CALLED = re.compile("阿[A-Za-z]+")
"""What somebody is called: 阿Ken."""
_SAME = re.compile(r"[^\S\n]{2,}|([…⋯—─\-－.．~～=＝*＊])\1+")
_MODIFIERS = "[\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_PICTURES = "\u203c\u2049\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_PICTURE = f"[{_PICTURES}]{_MODIFIERS}"
_EMOJI = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_PICTURE}(?:\u200d{_PICTURE})*")
_UNIT_ENDS = re.compile(f"(?<![{HAN}])[{HAN}]+$")
_COUNT = f"(?:[{_DIGITS}]+|[一二三四五六七八九十两]+)"
_RECORD = later(
    f"(?:(?<![{_DIGITS}])[{_DIGITS}]+|(?<![一二三四五六七八九十两])[一二三四五六七八九十两]+)战(?:(?:{_COUNT}|全)[胜负败和])+"
)
"""A record of matches: 三战三胜, 10战8胜1和."""
_WEEKDAY = later(
    "(?<![一二三四五六七八九十两数几半全])(?:上{1,2}|下{1,2}|每逢|[本今这每逢])?个?(?:周|星期|礼拜)[一二三四五六日天](?![次个堂节起])|"
    "(?:[上下本今这每逢])?个?(?:周|星期|礼拜)[一二三四五六日天](?=起)"
)
"""A day of the week, of this week or another: 下周三, 本星期六."""
_PART_OF = re.compile("(?:[今去前明后翌本同当]年|[上下本同翌]月)[初中底末]")
"""A part of a year or month: 今年初, 上月中."""
_COUNTERS = "".join(sorted(u for u in {*units(), *"声行代波户"} if len(u) == 1))
_EACH = later(rf"(?<![第十百千万亿两几])一([{_COUNTERS}])\1(?!\1)")
"""One after another: 一筐筐, 一封封."""
_HALF_MORE = re.compile(f"半{AND_MORE}")
"""Half of a time, and somewhat more: 半个多月."""
_URL = re.compile(r"(?:https?|ftp)://[!-~]*[A-Za-z0-9/_=&#%-]")
_STREET = later(
    f"(?:(?<=[区市镇乡村县])|(?<=^)|(?<=[^{HAN}]))(?![{HAN}]{{0,3}}[区市镇乡村县])[{HAN}]{{1,4}}?(?:[东南西北中]?[路街]|大道)"
    f"(?=[{_DIGITS}一二三四五六七八九十]+(?:段|巷|弄|之?[{_DIGITS}]*号))"
)
"""A street in an address, before its section or number: 南京东路|三段."""
_STREET_END = re.compile(f"(?:[路街]|大道)(?=[{_DIGITS}一二三四五六七八九十])")
_LONGEST_STREET = 5  # characters before its last
_GOES_ON = re.compile(
    "初[一二三四五六七八九十春夏秋冬步选审中]|中[旬秋期学]|末[期段]|底[线薪]"
)  # 八月|初四, 2月|中旬, 明年|初夏
_DAY = re.compile(f"[{_DIGITS}一二三四五六七八九十]日$")
_AFTER_DAY = re.compile("[至前起后间]|内(?!瓦)")  # 13日|至17日, 5日|前: no 日至, 日前
_NUMERALS = "〇○零一二三四五六七八九十百千万亿两几数半廿卅第"


# All text is searched for these, each a class of characters or one at the beginning, which is quick; the forms are tried there.
_MAY_BEGIN = re.compile(f"[第−\\-－{_DIGITS}A-Za-z]")
_DOT = re.compile(f"[{_DOTS}]")
_LONGEST_PART = 12  # characters of a name before its first dot
_DAY_OF_WEEK = re.compile("(?:周|星期|礼拜)[一二三四五六日天]")
_BEFORE_DAY = 3  # characters: 上上个
_MAY_BE_RECORD = re.compile(f"战[{_DIGITS}一二三四五六七八九十两全]")
_LONGEST_COUNT = 20  # characters before 战
_MAY_BE_PICTURE = re.compile(f"[\u20e3{_PICTURES}]")


def _found(form: re.Pattern[str], text: str, places: Iterable[int], before: int = 0) -> list[tuple[int, int]]:
    """What `form.finditer` finds, each match of which begins at one of the places or up to `before` characters before it."""
    found, at = [], 0
    for place in places:
        for start in range(max(at, place - before), place + 1):
            if match := form.match(text, start):
                found.append(match.span())
                at = match.end()
                break
    return found


@cache
def _dotted_name() -> re.Pattern[str]:
    part = f"(?:大卫|[{''.join(sorted(sounds(dotted=True)))}]){{1,6}}"
    initial = f"(?:{part}|(?<![A-Za-z])[A-Z](?![A-Za-z]))"  # J·K·罗琳
    return re.compile(f"(?=[A-Z{_DOTS}]{{0,12}}[{HAN}]){initial}(?:[{_DOTS}]{initial}){{1,3}}")


def _first_runs(text: str) -> list[tuple[int, int]]:
    """Names, words of letters and numbers; of two that overlap the one that begins before, or is longer."""
    found = _found(_dotted_name(), text, (m.start() for m in _DOT.finditer(text)), _LONGEST_PART)
    found += number_spans(text)
    places = [m.start() for m in _MAY_BEGIN.finditer(text)]
    for form in (_LATIN, _DATE, _QUANTITY):
        found += _found(form, text, places)
    found.sort(key=lambda s: (s[0], -s[1]))
    kept, at = [], 0
    for span in found:
        if span[0] >= at:
            kept.append(span)
            at = span[1]
    return kept


def fixed_runs(text: str) -> list[tuple[int, int]]:
    """The runs of a simplified text, which may overlap: where a unit or a title may belong elsewhere, both are there.

    >>> text = "总理普坦．威差耶猜用iPhone打了2次…… カメラ"
    >>> [text[a:b] for a, b in fixed_runs(text) if text[a:b][0] in "普i2…カ"]
    ['普坦．威差耶猜', 'iPhone', '2次', '……', 'カメラ']
    >>> text = "于1月13日前"  # a day before such a word is whole, without 1月13 beside it
    >>> [text[a:b] for a, b in fixed_runs(text) if b - a > 2]
    ['1月13日']
    >>> fixed_runs("以三战三胜出线"), fixed_runs("押后至下周三续审")
    ([(1, 5)], [(3, 6)])
    """
    found = set(_first_runs(text))
    for a, b in list(found):
        run = text[a:b]
        if _DOT.search(run) and _dotted_name().fullmatch(run):
            dot = next(k for k, c in enumerate(run) if c in _DOTS)
            found |= {(k, b) for k in range(a + 1, a + dot)}
            if run[-1] not in sounds() and run[-3] not in _DOTS:
                found.add((a, b - 1))  # 古隆·巴哈杜尔|育有
        elif _DATE.fullmatch(run) or (_DAY.search(run) and _AFTER_DAY.match(text, b)):
            pass  # a day is whole
        elif not run[-1].isascii() and (unit := _UNIT_ENDS.search(run)):
            first = unit.start() or next((i for i, c in enumerate(run) if c not in _NUMERALS), len(run))
            found |= {(a, k) for k in range(a + first, b)}
    found.update(_found(_WEEKDAY, text, (m.start() for m in _DAY_OF_WEEK.finditer(text)), _BEFORE_DAY))
    found.update(_found(_RECORD, text, (m.start() for m in _MAY_BE_RECORD.finditer(text)), _LONGEST_COUNT))
    places = (m.start() for m in _STREET_END.finditer(text))
    found.update(_found(_STREET, text, places, _LONGEST_STREET))
    forms = (_PART_OF, _LETTERS, _CALLED, _SAME, _EACH, _HALF_MORE, _URL)
    for form in (*forms, _EMOJI) if _MAY_BE_PICTURE.search(text) else forms:
        found |= {m.span() for m in form.finditer(text)}
    return sorted(s for s in found if s[1] - s[0] > 1 and not _GOES_ON.match(text, s[1] - 1))
