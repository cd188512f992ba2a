"""Han characters, and the pinyin syllables that read them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["HAN", "VOWELS", "han_places", "is_syllable", "joined", "tone_marked"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U0002fa1f\U00030000-\U000323af"
"""The inside of a regular expression's class: all Han characters."""

_HAN = re.compile(f"[{HAN}]")
VOWELS = frozenset("aāáǎàeēéěèoōóǒò")
"""With which a syllable begins that has an apostrophe before it within a word."""

_TONES = "\u0300\u0301\u0304\u030c"
_MARKS = {"a": "āáǎàa", "e": "ēéěèe", "i": "īíǐìi", "o": "ōóǒòo", "u": "ūúǔùu", "ü": "ǖǘǚǜü"}
# All of the readings in pypinyin's table of characters (MIT), and r, as CC-CEDICT writes 兒 at a word's end.
_FINALS_OF = {
    "": "a ai an ang ao e ei en eng er hm hng m n ng o ou r ê",
    "b": "a ai an ang ao ei en eng i ian iang iao ie in ing o ong u",
    "c": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie in ing iu ong ou u uan ui un uo",
    "f": "a an ang ei en eng iao o ou u",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "l": "a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu o ong ou u uan un uo ü üe",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "n": "a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu ong ou u uan un uo ü üe",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "w": "a ai an ang ei en eng o ong u",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
}  # fmt: skip
_SYLLABLES = frozenset(i + final for i, finals in _FINALS_OF.items() for final in finals.split())


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


def joined(syllables: Sequence[str]) -> str:
    """Syllables as one word, with the apostrophe before a, e and o.

    >>> joined(("Xī", "ān")), joined(("zhèng", "fǔ"))
    ("Xī'ān", 'zhèngfǔ')
    """
    return "".join(("'" if i and s[:1].lower() in VOWELS else "") + s for i, s in enumerate(syllables))


def is_syllable(text: str) -> bool:
    """Whether `text` is one pinyin syllable of Mandarin, with or without a tone mark.

    >>> [is_syllable(s) for s in ("shuài", "lǜ", "de", "foo", "shuai4", "率")]
    [True, True, True, False, False, False]
    """
    plain = unicodedata.normalize("NFD", text.lower())
    bare = unicodedata.normalize("NFC", "".join(c for c in plain if c not in _TONES))
    return bare in _SYLLABLES and sum(c in _TONES for c in plain) <= 1
