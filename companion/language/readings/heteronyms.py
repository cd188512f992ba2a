"""All readings that a character can have, for checking a reading that a person wrote.

Sources: pypinyin (MIT) and the single characters of CC-CEDICT (CC BY-SA 4.0).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.language.dictionary.cedict import Cedict

__all__ = ["can_be_read", "dictionary_readings", "possible_readings", "same_reading"]

_UNCHANGED = {"yí": "yī", "yì": "yī", "bú": "bù"}
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))


@lru_cache(maxsize=20_000)
def possible_readings(character: str) -> frozenset[str]:
    """The readings of one character, in lower case with tone marks; empty where none is known.

    >>> sorted(possible_readings("長"))
    ['cháng', 'zhàng', 'zhǎng']
    """
    from pypinyin import Style, pinyin

    spelled = pinyin(character, heteronym=True, style=Style.TONE, errors="ignore")[:1]
    found = {s for several in spelled for s in several}
    found.update(sense.pinyin.lower() for sense in _dictionary().lookup(character))
    return frozenset(unicodedata.normalize("NFC", s) for s in found if s)


def can_be_read(characters: str, syllable: str, first: bool = False) -> bool:
    """Whether one of `characters` (a character in its scripts) can be read as `syllable`.

    A syllable without a tone is right wherever it is not a word's `first`: 孩子 is háizi. A
    character of which no reading is known can be read in any way.

    >>> can_be_read("長长", "zhǎng"), can_be_read("孩", "hai"), can_be_read("孩", "hai", first=True)
    (True, True, False)
    """
    syllable = unicodedata.normalize("NFC", syllable.lower())
    known = frozenset().union(*map(possible_readings, characters))
    if not known or syllable in known:
        return True
    plain = _plain(syllable)
    return not first and plain == syllable and plain in {_plain(k) for k in known}


def same_reading(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two readings are the same but for neutral tones, and the changing tones of 一 and 不.

    >>> same_reading(("xiāo", "xi"), ("xiāo", "xī")), same_reading(("xíng", "cháng"), ("háng", "zhǎng"))
    (True, False)
    """
    if len(one) != len(other):
        return False
    return all(
        _UNCHANGED.get(a, a) == _UNCHANGED.get(b, b)
        or (i > 0 and _plain(a) == _plain(b) and _plain(a) in (a, b))
        for i, (a, b) in enumerate(zip(one, other, strict=True))
    )


def dictionary_readings(word: str) -> tuple[tuple[str, ...], ...]:
    """The readings that CC-CEDICT gives a whole word of two or more characters; () where it has none.

    >>> dictionary_readings("行長")
    (('háng', 'zhǎng'),)
    """
    return _dictionary().readings(word) if len(word) > 1 else ()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_TONES))


def _dictionary() -> Cedict:
    from companion.language.dictionary.cedict import cedict

    return cedict()
