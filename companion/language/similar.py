"""Words and characters that are like another one: in sound, in shape, in use.

Sources: pypinyin's table of readings (MIT), wordfreq's list (Apache-2.0, data CC BY-SA 4.0), the
look-alikes in `lookalikes`, jieba's parts of speech through rjieba (MIT). All words are simplified.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from companion.language.lookalikes import looks_like
from companion.language.spans import is_han
from companion.language.words.frequency import common_words, zipf
from companion.language.words.segmentation import _jieba

if TYPE_CHECKING:
    from opencc import OpenCC

__all__ = ["as_common", "looks_like", "sounds_like", "to_traditional", "word_class"]

_COMMON = 3.6
_INITIAL = re.compile("^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?")
_ACCENTS = dict.fromkeys(map(ord, "\u0304\u0301\u030c\u0300"))


@lru_cache(maxsize=4_000)
def word_class(word: str) -> str:
    """The part of speech of a simplified word, by jieba's dictionary.

    "n" noun, "v" verb, "a" adjective, "d" adverb, "i" set phrase, "name", "t" time, "m" number,
    "f" what is none of these (particles, pronouns …), "" where the dictionary doesn't say.

    >>> [word_class(w) for w in ("政府", "打击", "安全", "逐渐", "香港", "昨日", "的")]
    ['n', 'v', 'a', 'd', 'name', 't', 'f']
    """
    found = _jieba().tag(word)
    if len(found) != 1 or not is_han(word):
        return ""
    tag = found[0][1]
    if tag.startswith(("nr", "ns", "nt", "nz")):
        return "name"
    if tag[:1] in "il":
        return "i"
    if tag in ("an", "ad", "b", "z"):
        return "a"
    if tag.startswith("x"):
        return ""
    return tag[0] if tag[:1] in ("n", "v", "a", "d", "t", "m") else "f"


@cache
def _by_length() -> dict[int, tuple[list[float], list[str]]]:
    table: dict[int, list[tuple[float, str]]] = {}
    for word, value in common_words(2.6).items():
        if len(word) <= 4 and is_han(word) and value < 6.2:
            table.setdefault(len(word), []).append((value, word))
    return {n: ([v for v, _ in rows], [w for _, w in rows]) for n, rows in _sorted(table).items()}


def _sorted(table: dict[int, list[tuple[float, str]]]) -> dict[int, list[tuple[float, str]]]:
    return {n: sorted(rows) for n, rows in table.items()}


def as_common(word: str, most: int = 60) -> list[str]:
    """Simplified words of the same length and about as common, the nearest first.

    >>> words = as_common("打击")
    >>> len(words), {len(w) for w in words}, "打击" in words
    (60, {2}, False)
    """
    values, words = _by_length().get(len(word), ([], []))
    wanted = max(zipf(word), 3.0)
    at = bisect_left(values, wanted)
    near = range(max(0, at - most), min(len(words), at + most))
    nearest = sorted(near, key=lambda i: (abs(values[i] - wanted), words[i]))
    return [words[i] for i in nearest if words[i] != word][:most]


def _bare(syllable: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", syllable).translate(_ACCENTS))


@cache
def _sounds() -> tuple[dict[str, str], dict[str, str], dict[str, list[str]]]:
    """Readings of the common characters, and the characters by toneless syllable and by final."""
    from pypinyin.pinyin_dict import pinyin_dict

    characters: dict[str, float] = {}
    for word, value in common_words(_COMMON).items():
        for c in word:
            characters[c] = max(value, characters.get(c, 0.0))
    readings: dict[str, str] = {}
    groups: dict[str, str] = {}
    finals: dict[str, list[str]] = {}
    for c in sorted(characters, key=lambda c: (-characters[c], c)):
        reading = pinyin_dict.get(ord(c), "").split(",")[0]
        if not reading or not is_han(c):
            continue
        readings[c] = reading
        groups[_bare(reading)] = groups.get(_bare(reading), "") + c
        finals.setdefault(_INITIAL.sub("", reading), []).append(c)
    return readings, groups, finals


def sounds_like(character: str) -> list[tuple[str, str]]:
    """Common simplified characters that sound like `character`, each with how.

    First those that differ at most by their tone, then those that differ by their initial.

    >>> sounds_like("骗")[:2]
    [('片', 'piàn, the same sound'), ('篇', 'piān and piàn, another tone')]
    """
    readings, groups, finals = _sounds()
    own = readings.get(character)
    if own is None:
        return []
    result = []
    for c in groups.get(_bare(own), ""):
        if c != character:
            same = readings[c] == own
            result.append((c, f"{own}, the same sound" if same else f"{readings[c]} and {own}, another tone"))
    result.sort(key=lambda r: "another" in r[1])
    result += [
        (c, f"{readings[c]} and {own}, another initial")
        for c in finals.get(_INITIAL.sub("", own), ())
        if c != character and readings[c] != own
    ]
    return result


@lru_cache(maxsize=20_000)
def to_traditional(text: str) -> str:
    """Simplified `text` as Hong Kong writes it (OpenCC's `s2hk`); for single words, not articles.

    >>> to_traditional("电视台"), to_traditional("群众")
    ('電視台', '羣眾')
    """
    return str(_converter().convert(text))


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("s2hk")
