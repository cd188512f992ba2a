"""Readings of words in context: the lexicon where it is sure, the polyphone model for the rest.

Pinyin has the dictionary's tones: 一 and 不 are not changed by what follows.
Sources: CC-CEDICT (CC BY-SA 4.0), pypinyin (MIT), and what `polyphones` has learned.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from companion.language.dictionary.cedict import Cedict, cedict
from companion.language.dictionary.lexicon import without_sandhi
from companion.language.function_words import RULES, read_function_word, read_particle
from companion.language.polyphones import Place, Polyphones, rows_of
from companion.language.spans import HAN
from companion.language.surnames import SURNAMES, may_be_another, surname_reading
from companion.language.usage import USAGES, read_by_usage

__all__ = ["PinyinRomanizer", "learned_words"]

_HAN_RUN = re.compile(f"[{HAN}]+")
_HAN = re.compile(f"[{HAN}]")

# Of several readings of a word the one that running news means, whatever the context.
_WORDS = {
    "地方": ("dì", "fāng"), "大意": ("dà", "yì"), "精神": ("jīng", "shén"), "利害": ("lì", "hài"), "大夫": ("dài", "fu"),
    "多少": ("duō", "shǎo"), "自然": ("zì", "rán"), "大人": ("dà", "rén"), "东西": ("dōng", "xi"), "人家": ("rén", "jiā"),
    "开通": ("kāi", "tōng"), "对头": ("duì", "tóu"), "地道": ("dì", "dào"), "女人": ("nǚ", "rén"), "实在": ("shí", "zài"),
    "言语": ("yán", "yǔ"), "过去": ("guò", "qù"), "孙子": ("sūn", "zi"), "生意": ("shēng", "yi"), "运气": ("yùn", "qi"),
    "便宜": ("pián", "yi"), "干事": ("gàn", "shì"), "琢磨": ("zuó", "mo"), "重心": ("zhòng", "xīn"),
    "不是": ("bù", "shì"), "好处": ("hǎo", "chù"),
}  # fmt: skip

# Words with one reading in the dictionary in which a character is used in two ways: which, and its readings.
_USED = {
    "穿着": (1, ("zhuó", "zhe")),
    "一角": (1, ("jiǎo", "jué")),
    "炸锅": (0, ("zhà", "zhá")),
    "裁处": (1, ("chǔ", "chù")),
    "长长": (0, ("cháng", "zhǎng")),
}

# Forms of a character that no list of readings has, and the character: on signs in Hong Kong and Japan.
_VARIANTS = {"𠮷": "吉", "㐂": "喜"}


@cache
def learned_words() -> dict[str, tuple[str, ...]]:
    """Words that the lexicon reads otherwise than they are read, and their right reading."""
    from companion.language.polyphones import _data

    lines = _data("words.tsv").read_text("utf-8").splitlines()
    rows = (line.partition("\t") for line in lines)
    return {w: without_sandhi(w, tuple(r.split(" "))) for w, _, r in rows if r}


_Open = tuple[int, int, tuple[str, ...]]
"""A character that the context decides: its place, its syllable's number, the readings to choose from."""


class Readings(NamedTuple):
    """The readings of a text's words, the numbers of those in doubt, and of some what decided them."""

    syllables: list[tuple[str, ...]]
    doubtful: frozenset[int]
    why: Mapping[int, str]


class _Readings(dict[str, tuple[str, ...]]):
    """The usual reading of each word that was asked."""

    def __init__(self, romanizer: PinyinRomanizer) -> None:
        self._romanizer = romanizer

    def __missing__(self, word: str) -> tuple[str, ...]:
        reading, places = self._romanizer._fact(word)
        if places:
            self._romanizer._open[word] = places
        elif word in doubtful_words():
            self._romanizer._doubtful.add(word)
        self[word] = reading
        return reading


@cache
def doubtful_words() -> frozenset[str]:
    """Words of the lexicon that the model would read otherwise, or on which dictionaries differ."""
    from companion.language.polyphones import _data

    return frozenset(_data("doubtful.txt").read_text("utf-8").split("\n"))


class PinyinRomanizer:
    """The `Romanizer` for pinyin with tone marks.

    >>> PinyinRomanizer().romanize(["银行", "行长", "率", "代表团", "，", "2月"])
    [('yín', 'háng'), ('háng', 'zhǎng'), ('shuài',), ('dài', 'biǎo', 'tuán'), (), ('yuè',)]
    """

    def __init__(self, dictionary: Cedict | None = None) -> None:
        self._dictionary = dictionary or cedict()
        self._open: dict[str, tuple[_Open, ...]] = {}  # what the context decides of a word
        self._doubtful: set[str] = set()
        self._whole: dict[str, tuple[tuple[str, ...], ...]] = {}  # whose characters depend on each other
        self._usual = _Readings(self)
        self._model: Polyphones | None = None

    def romanize(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """For each simplified word one syllable per Han character; () where it has none."""
        return self.romanize_all([words])[0][0]

    def romanize_all(
        self, texts: Sequence[Sequence[str]], tags: Sequence[Sequence[str]] | None = None
    ) -> list[Readings]:
        """The readings of the words of several texts, with what decided them and which are in doubt.

        All polyphones of all texts are decided together, which is many times as fast. `tags` has the part of speech
        of each word, as `companion.language.tagging` gives it; None where there is no tagger.
        """
        results: list[list[tuple[str, ...]]] = []
        open_places: list[tuple[int, int, int]] = []
        places: list[Place] = []
        usual, open_words, unsure = self._usual, self._open, self._doubtful
        doubtful: list[set[int]] = []
        for number, words in enumerate(texts):
            readings = list(map(usual.__getitem__, words))
            results.append(readings)
            is_sure = unsure.isdisjoint(words)
            doubtful.append(set() if is_sure else {i for i, word in enumerate(words) if word in unsure})
            if asked := [i for i, word in enumerate(words) if word in open_words]:
                text = "".join(words)
                starts = [0, *accumulate(map(len, words))]
                for i in asked:
                    start, end, word = starts[i], starts[i + 1], words[i]
                    if word in RULES and (
                        ruled := read_function_word(text, start, end, words[i - 1] if i else "")
                    ):
                        readings[i] = (ruled, *readings[i][1:])
                        continue
                    asked_here = open_words[word]
                    if word[0] in SURNAMES:
                        if surname := surname_reading(text, start, end):
                            readings[i] = (surname, *readings[i][1:])
                            asked_here = [a for a in asked_here if a[0]]
                        if may_be_another(text, start, end, bool(surname)):
                            doubtful[number].add(i)
                    for offset, syllable, among in asked_here:
                        at = start + offset
                        used = read_by_usage(text, at) if word[offset] in USAGES else ""
                        if not used and word[offset] in "地为应":
                            used = read_particle(text, start, end, at, words[i - 1] if i else "", self._has)
                        if used and (not among or used in among):
                            readings[i] = (*readings[i][:syllable], used, *readings[i][syllable + 1 :])
                            continue
                        places.append(Place(text, start + offset, start, end, among))
                        open_places.append((number, i, syllable))
        if places:
            model = self._polyphones()
            thin = model.thin
            for (number, i, syllable), reading in zip(open_places, model.decide(places), strict=True):
                changed = list(results[number][i])
                changed[syllable] = reading.syllable
                results[number][i] = tuple(changed)
                if reading.margin < thin:
                    doubtful[number].add(i)
        for number, i, _ in places and open_places:
            if (whole := self._whole.get(texts[number][i])) and results[number][i] not in whole:
                results[number][i] = _nearest(results[number][i], whole)
        return [Readings(readings, frozenset(d), {}) for readings, d in zip(results, doubtful, strict=True)]

    def _has(self, word: str) -> bool:
        return bool(self._dictionary.lookup(word))

    def _polyphones(self) -> Polyphones:
        if self._model is None:
            self._model = Polyphones(self._dictionary.lexicon)
        return self._model

    def _fact(self, word: str) -> tuple[tuple[str, ...], tuple[_Open, ...]]:
        """A word's reading, and what of it the context decides."""
        if word in _WORDS:
            return _WORDS[word], ()
        if word in learned_words():
            return learned_words()[word], ()
        if len(word) == 1:
            return self._of_characters(word, 0)
        if _HAN_RUN.fullmatch(word) is None:
            reading: list[str] = []
            places: list[tuple[int, int, tuple[str, ...]]] = []
            for run in _HAN_RUN.finditer(word):
                inner, inside = self._fact(run.group())
                places += [(o + run.start(), s + len(reading), among) for o, s, among in inside]
                reading += inner
            return tuple(reading), tuple(places)
        cedict, phrases = self._dictionary.lexicon.readings(word)
        readings = cedict or phrases
        if word in _USED:
            at, among = _USED[word]
            return readings[0], ((at, at, among),)
        if len(readings) == 1:
            return readings[0], ()
        if readings:
            apart = []
            for i, syllables in enumerate(zip(*readings, strict=True)):
                among = tuple(dict.fromkeys(syllables))
                if len(among) > 1 and len(rows_of(word[i])) > 1:
                    apart.append((i, i, among))
            if len(apart) > 1:
                self._whole[word] = readings
            return readings[0], tuple(apart)
        return self._of_characters(word, 0)

    def _of_characters(self, word: str, at: int) -> tuple[tuple[str, ...], tuple[_Open, ...]]:
        """The reading of a word that no dictionary has, character by character."""
        reading, places = [], []
        if len(word) == 1 and (reading_of_it := self._polyphones().fixed.get(word)):
            return (reading_of_it,), ((0, 0, ()),) if word in RULES else ()
        for i, c in enumerate(word):
            if _HAN.match(c) is None:
                continue
            rows = rows_of(c)
            if len(rows) < 2:
                reading.append(_first(c) if rows else _pypinyin(c))
                continue
            places.append((i, len(reading), ()))
            reading.append(_first(c))
        return tuple(reading), tuple(places)


def _nearest(reading: tuple[str, ...], whole: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Of a word's readings the one that has most syllables of `reading`; of several the commonest."""
    return max(whole, key=lambda w: sum(a == b for a, b in zip(reading, w, strict=True)))


@cache
def _first(character: str) -> str:
    """The commonest reading of a character."""
    from companion.han import tone_marked

    rows = rows_of(character)
    return tone_marked(rows[0][0] if len(rows) == 1 else max(rows, key=lambda r: r[1][0])[0])


def _pypinyin(character: str) -> str:
    """The reading of a character that CC-CEDICT has not; "" where nothing has one (𡃁, of Cantonese only)."""
    from pypinyin import Style, lazy_pinyin

    if character in _VARIANTS:
        character = _VARIANTS[character]
    found = lazy_pinyin(character, style=Style.TONE)
    return found[0] if found and found[0] != character else ""
