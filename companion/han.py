"""Han characters, and the pinyin syllables that read them."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["HAN", "han_places", "is_syllable", "tone_marked"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U0002fa1f\U00030000-\U000323af"
"""The inside of a regular expression's class: all Han characters."""

_HAN = re.compile(f"[{HAN}]")

_MARKS = {"a": "āáǎàa", "e": "ēéěèe", "i": "īíǐìi", "o": "ōóǒòo", "u": "ūúǔùu", "ü": "ǖǘǚǜü"}
_LETTERS = re.compile("[a-zA-ZüÜêÊ]{1,7}")


def han_places(text: str) -> list[int]:
    """Where the Han characters of `text` stand: each has one syllable.

    >>> han_places("2月8日")
    [1, 3]
    """
    return [m.start() for m in _HAN.finditer(text)]


def tone_marked(syllable: str) -> str:
    """A syllable in CC-CEDICT's notation with its tone mark.

    >>> [tone_marked(s) for s in ("Zhong1", "lu:4", "xiong2", "de5", "r5", "A")]
    ['Zhōng', 'lǜ', 'xióng', 'de', 'r', 'A']
    """
    syllable = syllable.replace("u:", "ü").replace("U:", "Ü")
    if not syllable or syllable[-1] not in "12345" or len(syllable) == 1:
        return syllable
    body, tone = syllable[:-1], int(syllable[-1]) - 1
    low = body.lower()
    vowels = [i for i, c in enumerate(low) if c in _MARKS]
    if not vowels or tone == 4:
        return body
    place = next((i for i in vowels if low[i] in "ae"), None)
    if place is None:
        place = low.index("o") if "ou" in low else vowels[-1]
    mark = _MARKS[low[place]][tone]
    return body[:place] + (mark.upper() if body[place].isupper() else mark) + body[place + 1 :]


def is_syllable(text: str) -> bool:
    """Whether `text` has the letters of one pinyin syllable, with or without a tone mark.

    >>> [is_syllable(s) for s in ("shuài", "lǜ", "de", "shuai4", "率")]
    [True, True, True, False, False]
    """
    plain = unicodedata.normalize("NFD", text.replace("ü", "v").replace("Ü", "v"))
    bare = "".join(c for c in plain if c not in "\u0300\u0301\u0304\u030c\u0308\u0302")
    return _LETTERS.fullmatch(bare) is not None and sum(c in "\u0300\u0301\u0304\u030c" for c in plain) <= 1
