"""Pairs of characters that stand beside each other inside words: they tell running text from chance.

`data/pairs` is counted in a word list by tools/frequent_pairs.py. In running text more than a fifth of
all neighbouring Han characters are such a pair (in Cantonese and in old texts one in twenty), in characters
put together by chance one in eighty, and where each character stands for another one hardly any.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from companion.facts import read_facts
from companion.patterns import later

__all__ = ["STRONG", "goes_on", "is_garbled", "is_one_phrase", "pairs"]

_MARKS = frozenset("，。、；：！？")
_NEVER_FIRST = frozenset("的了們们着過过嗎吗呢吧")
_PARTICLE = re.compile("的(?![士確确])|[們们嗎吗]|了(?![解結结])")
_UNIT_OF_NUMBER = later(
    "[萬万億亿年月日時时歲岁%％℃度]|[個个]|(?:公|平方|立方|千|毫)[里尺斤頃分米克頓吨升]|元(?!旦)|人(?!人|民|類|士)|天(?!文|氣)|[米噸吨倍宗級级層层]"
)
_LATIN_NAME = re.compile("[A-Za-z]$")
_NUMBER_OF_NAME = re.compile(r"\d{1,4}(?: [A-Z][A-Za-z]|[，、的。])")
STRONG = 4.0
_STRENGTHS = {"strong": STRONG, "weak": 2.3}
_LEAST = 100  # neighbouring Han characters: less tells nothing


class Pair(NamedTuple):
    """A row of the table."""

    pair: str
    strength: str


@cache
def pairs() -> dict[str, float]:
    """Pairs of characters with the log of how much oftener they stand beside each other than by chance."""
    facts = read_facts(Path(__file__).parent / "data" / "pairs" / "pairs.tsv", Pair)
    return {pair: _STRENGTHS[strength] for pair, strength in facts}


def goes_on(line: str, following: str) -> float:
    """How much more likely `following` is after `line` than any other line is, as a logarithm, by its characters.

    >>> goes_on("昨日警", "方公布") > 2 > 0 > goes_on("昨日警", "有市民")
    True
    """
    a, b = line[-1], following[0]
    if (found := pairs().get(a + b)) is not None:
        return found
    if (b in _NEVER_FIRST or b in _MARKS) and not _is_han(a) and not a.isalnum():
        return -3.0 if b in _NEVER_FIRST or a in _MARKS else 0.0
    if _is_han(a) and _is_han(b):
        return -0.28
    return 1.0 if a.isascii() and b.isascii() and a.isalnum() and b.isalnum() else 0.0


def is_one_phrase(line: str, following: str) -> bool:
    """Whether `following` can't begin a paragraph after `line`: 的, or the number after a Latin name.

    >>> is_one_phrase("應付假日", "的出行需要。"), is_one_phrase("應付假日", "的士司機說")
    (True, False)
    >>> is_one_phrase("可容納20", "萬人。"), is_one_phrase("文件第20", "人人有份")
    (True, False)
    >>> is_one_phrase("新手機iPhone", "16 Pro，"), is_one_phrase("新手機iPhone", "2026年")
    (True, False)
    """
    if _PARTICLE.match(following):
        return _is_han(line[-1])
    if line[-1].isdecimal() and _UNIT_OF_NUMBER.match(following):
        return True
    return bool(_LATIN_NAME.search(line) and _NUMBER_OF_NAME.match(following))


def _is_han(c: str) -> bool:
    return "\u3400" <= c <= "\u9fff"


def is_garbled(text: str) -> bool:
    """Whether a text of some length has so few known pairs that its characters can't be the right ones.

    >>> is_garbled("警方昨日公布新措施。" * 50), is_garbled("丌亐匚巛廴弋彐彡彳攴无" * 50)
    (False, True)
    """
    seen = known = 0
    found = pairs()
    for a, b in pairwise(text[:20_000]):
        if _is_han(a) and _is_han(b):
            seen += 1
            known += a + b in found
    return seen >= _LEAST and known < 0.008 * seen
