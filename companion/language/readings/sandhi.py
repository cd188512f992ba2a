"""Tone sandhi of 一 and 不: the tones that they are said with, where the dictionary's stand else.

The rules are those of the dictionaries' front matter and of the standard test of Putonghua (PSC): 一 is yí before a
fourth tone and yì before the others, but stays yī as an ordinal, among digits and at the end of a word; 不 is
bú before a fourth tone; both are neutral between a verb and its repetition, 不 in 看不見 too. They reach over the
edges of words (一|名, 不|要), which is why pypinyin's `contrib.tone_sandhi`, which works on each word alone, changes
第一名 and 二〇一一年 as well and has the third tone's sandhi with it, is not used.

Spelling itself keeps the dictionary's tones (GB/T 16159), which is the default.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Syllable", "with_sandhi"]

_DIGITS = frozenset("零〇一二三四五六七八九十廿卅")
_NUMERALS = _DIGITS | frozenset("百千萬万億亿")
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_FALLING = frozenset("是個个過过上下見见去會会")  # of the fourth tone where they are neutral
_LONGEST_NUMERAL = 40
_DETERMINERS = frozenset("另每這这那哪某下上前後后頭头同有近又各多再")
_RANKED = frozenset("月號号樓楼等級级流審审第")  # 一月, 一號, 一樓, 一等 …: ordinals
_RANKS = ("年級", "年级", "把手", "不二", "戰中", "战中")
_HOPE = frozenset("希生曙天")  # 一線希望
_LIVES = frozenset("生這这過过了")  # 一生一世
_COMPLEMENTS = frozenset("見见到懂了起來来去完住開开出清好上下動动過过掉得及成")


@dataclass(slots=True)
class Syllable:
    """A character with its dictionary reading, and whether a word begins with it or ends in it.

    A break (a mark, Latin, the edge of a text) has an empty `char`. `fixed` syllables stay.
    """

    char: str
    pinyin: str
    starts: bool = True
    ends: bool = True
    fixed: bool = False


def with_sandhi(sequence: Sequence[Syllable]) -> list[str]:
    """The readings of a sequence with the tones of 一 and 不 as they are said.

    >>> def read(text, pinyin):
    ...     return " ".join(with_sandhi([Syllable(c, p) for c, p in zip(text, pinyin.split())]))
    >>> read("一定", "yī dìng"), read("一名", "yī míng"), read("第一名", "dì yī míng")
    ('yí dìng', 'yì míng', 'dì yī míng')
    >>> read("不是", "bù shì"), read("好不好", "hǎo bù hǎo")
    ('bú shì', 'hǎo bu hǎo')
    """
    found = []
    for i, s in enumerate(sequence):
        bare = s.pinyin.lower()
        changed = bare
        if not s.fixed:
            if s.char == "一" and bare == "yī":
                changed = _yi(sequence, i)
            elif s.char == "不" and bare == "bù":
                changed = _bu(sequence, i)
        found.append(s.pinyin if changed == bare else s.pinyin[:1] + changed[1:])
    return found


def _at(sequence: Sequence[Syllable], i: int) -> str:
    return sequence[i].char if 0 <= i < len(sequence) else ""


def _yi(sequence: Sequence[Syllable], i: int) -> str:
    here, before, after = sequence[i], _at(sequence, i - 1), _at(sequence, i + 1)
    if not after or after in _DIGITS or before in ("第", "初"):
        return "yī"
    if before in _NUMERALS and (not here.starts or _is_numeral(sequence, i - 1)):
        if before in _DIGITS or after not in "百千萬万億亿":
            return "yī"
    elif here.ends and not here.starts and before not in _DETERMINERS:
        return "yī"  # 統一, 之一, 星期一
    twins = before == after and (not here.starts or sequence[i - 1].starts)
    if twins and _NUMERALS.isdisjoint((before, _at(sequence, i - 2))):
        return "yi"  # 看一看, not 一天一天 and 馬上一上岸
    if _is_rank(sequence, i):
        return "yī"
    match _tone(sequence[i + 1]):
        case 4:
            return "yí"
        case 1 | 2 | 3:
            return "yì"
    return "yī"


def _is_rank(sequence: Sequence[Syllable], i: int) -> bool:
    """Whether 一 says which one: 一月, 一號, 伊利沙伯一世, 一線城市; 一是 that begins a clause, before 二是."""
    before, after, then = (_at(sequence, k) for k in (i - 1, i + 1, i + 2))
    if before in _DETERMINERS:
        return False
    if after in ("點", "点", "比") and then in _DIGITS:  # 一點五, 一比三
        return True
    if after in _RANKED or after + then in _RANKS:
        return True
    if after == "線" or after == "线":
        return then not in _HOPE
    if after == "世":
        return bool(before) and before not in _LIVES and then not in ("紀", "纪", "界")
    return (after == "日" and before == "月") or (after == "是" and not before)


def _is_numeral(sequence: Sequence[Syllable], i: int) -> bool:
    """Whether the word that ends at `i` is nothing but numerals (not 唯一)."""
    for k in range(i, max(-1, i - _LONGEST_NUMERAL), -1):
        if not sequence[k].char or sequence[k].char not in _NUMERALS:
            return False
        if sequence[k].starts:
            return True
    return False


def _bu(sequence: Sequence[Syllable], i: int) -> str:
    here, before, after = sequence[i], _at(sequence, i - 1), _at(sequence, i + 1)
    if not after:
        return "bù"
    if before == after and _at(sequence, i - 2) != "不":
        return "bu"  # 好不好
    inside = not here.starts and sequence[i - 1].starts and sequence[i + 1].ends
    if inside and after in _COMPLEMENTS:
        return "bu"  # 看不見
    return "bú" if _tone(sequence[i + 1]) == 4 else "bù"


def _tone(s: Syllable) -> int:
    """The dictionary's tone of a syllable, 5 where it is neutral."""
    marks = [_TONES[c] for c in unicodedata.normalize("NFD", s.pinyin) if c in _TONES]
    return marks[0] if marks else 4 if s.char in _FALLING else 5
