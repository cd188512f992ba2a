"""Readings of words in context: dictionary first, rules for single polyphones, pypinyin for the rest.

Sources: CC-CEDICT (CC BY-SA 4.0) for words of two or more characters that have one reading,
pypinyin (MIT) for phrases and single characters, and `polyphones` for characters that stand
alone. Pinyin has the dictionary's tones: 一 and 不 are not changed by what follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.language.dictionary import Cedict
from companion.language.polyphones import AMBIGUOUS, reading_in_context
from companion.language.spans import HAN

__all__ = ["PinyinRomanizer"]

_WHOLE_HAN = re.compile(f"[{HAN}]+")
# Words that both CC-CEDICT's homographs and pypinyin's phrases get wrong in running news.
_WORDS = {
    "为中心": ("wéi", "zhōng", "xīn"), "更为": ("gèng", "wéi"), "作为": ("zuò", "wéi"), "电子": ("diàn", "zǐ"),
    "缅甸": ("miǎn", "diàn"), "电子邮件": ("diàn", "zǐ", "yóu", "jiàn"), "着力": ("zhuó", "lì"), "朝着": ("cháo", "zhe"),
    "大夫": ("dài", "fu"), "地方": ("dì", "fāng"), "孙子": ("sūn", "zi"), "东西": ("dōng", "xi"), "大意": ("dà", "yì"),
    "人家": ("rén", "jiā"), "精神": ("jīng", "shén"), "运气": ("yùn", "qi"), "开通": ("kāi", "tōng"), "利害": ("lì", "hài"),
    "多少": ("duō", "shǎo"), "便宜": ("pián", "yi"), "实在": ("shí", "zài"), "自然": ("zì", "rán"), "对头": ("duì", "tóu"),
    "大人": ("dà", "rén"), "地道": ("dì", "dào"), "琢磨": ("zuó", "mo"), "生意": ("shēng", "yi"), "女人": ("nǚ", "rén"),
    "言语": ("yán", "yǔ"), "过去": ("guò", "qù"), "出去": ("chū", "qù"), "回来": ("huí", "lái"), "起来": ("qǐ", "lái"),
    "调查": ("diào", "chá"), "朝鲜": ("cháo", "xiǎn"), "重心": ("zhòng", "xīn"), "供电": ("gōng", "diàn"),
}  # fmt: skip


class PinyinRomanizer:
    """The `Romanizer` for pinyin with tone marks.

    >>> PinyinRomanizer().romanize(["银行", "行长", "率", "代表团", "，", "2月"])
    [('yín', 'háng'), ('háng', 'zhǎng'), ('shuài',), ('dài', 'biǎo', 'tuán'), (), ('yuè',)]
    """

    def __init__(self, dictionary: Cedict | None = None) -> None:
        self._dictionary = dictionary or Cedict()
        self._known: dict[str, tuple[str, ...]] = {}

    def romanize(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """For each simplified word one syllable per Han character; () where it has none."""
        readings = []
        for i, word in enumerate(words):
            if len(word) == 1 and word in AMBIGUOUS:
                before = words[i - 1] if i else ""
                after = words[i + 1] if i + 1 < len(words) else ""
                if reading := reading_in_context(word, before, after, _clause(words, i)):
                    readings.append((reading,))
                    continue
            readings.append(self._word(word))
        return readings

    def _word(self, word: str) -> tuple[str, ...]:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._read(word)
        return known

    def _read(self, word: str) -> tuple[str, ...]:
        if word in _WORDS:
            return _WORDS[word]
        if not _WHOLE_HAN.fullmatch(word):
            return tuple(s for run in _WHOLE_HAN.findall(word) for s in self._word(run))
        if len(word) > 1:
            readings = self._dictionary.readings(word)
            if len(readings) == 1:
                return readings[0]
            by_phrase = _pypinyin(word)
            if not readings or by_phrase in readings:
                return by_phrase
            return readings[0]
        return _pypinyin(word)


def _clause(words: Sequence[str], at: int) -> str:
    """What stands before word `at` since the last punctuation mark, at most eight words of it."""
    start = at
    while start > 0 and at - start < 8 and _WHOLE_HAN.search(words[start - 1]):
        start -= 1
    return "".join(words[start:at])


def _pypinyin(word: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    syllables = tuple(lazy_pinyin(word, style=Style.TONE, errors=list))
    if len(syllables) == len(word):
        return syllables
    return tuple((lazy_pinyin(c, style=Style.TONE) or [c])[0] for c in word)
