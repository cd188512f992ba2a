"""Readings of words in context: the lexicon where it is sure, the polyphone model for the rest.

Pinyin has the dictionary's tones: 一 and 不 are not changed by what follows.
Sources: CC-CEDICT (CC BY-SA 4.0), pypinyin (MIT), and what `polyphones` has learned.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import compress, count
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from companion.facts import read_facts
from companion.language.dictionary.cedict import Cedict, cedict
from companion.language.dictionary.characters import rows_of
from companion.language.dictionary.lexicon import without_sandhi
from companion.language.readings import usages
from companion.language.readings.polyphones import Place, Polyphones
from companion.language.spans import HAN

__all__ = ["Part", "PinyinRomanizer", "Readings", "learned_words"]

_DATA = Path(__file__).parent / "data"
_MOST_KNOWN = 200_000  # words whose usual reading is kept
_HAN_RUN = re.compile(f"[{HAN}]+")
_HAN = re.compile(f"[{HAN}]")

_PARTICLES = frozenset("地为应")
# Forms of a character that no list of readings has, and the character: on signs in Hong Kong and Japan.
_VARIANTS = {"𠮷": "吉", "㐂": "喜"}


@cache
def learned_words() -> dict[str, tuple[str, ...]]:
    """Words that the lexicon reads otherwise than they are read, and their right reading."""
    facts = read_facts(_DATA / "words.tsv", usages.Word, key="word")
    return {row.word: without_sandhi(row.word, tuple(row.reading.split())) for row in facts}


_Open = tuple[int, int, tuple[str, ...]]
"""A character that the context decides: its place, its syllable's number, the readings to choose from."""


class Part(NamedTuple):
    """A paragraph of a text: its simplified characters, and which of the text's words are its words."""

    text: str
    first: int
    last: int


class Readings(NamedTuple):
    """The readings of a text's words, the numbers of those on which dictionaries differ, and of some what decided them.

    `margins` has by how much the network preferred its answer.
    """

    syllables: list[tuple[str, ...]]
    doubtful: Collection[int]
    why: Mapping[int, str]
    margins: Mapping[int, float] = MappingProxyType({})


class _Readings(dict[str, tuple[str, ...]]):
    """The usual reading of each word that was asked, and what the context decides of it, in `open`."""

    def __init__(self, romanizer: PinyinRomanizer) -> None:
        self._romanizer = romanizer
        self.open: dict[str, tuple[_Open, ...]] = {}

    def __missing__(self, word: str) -> tuple[str, ...]:
        reading, places = self._romanizer._fact(word)
        if "儿" in word and "er" in reading:  # 圈儿: dictionaries write er, ér and r for one ending
            reading = tuple("r" if s == "er" else s for s in reading)
        if places:
            self.open[word] = places
        elif word in doubtful_words():
            self._romanizer._doubtful.add(word)
        self[word] = reading
        return reading


@cache
def doubtful_words() -> frozenset[str]:
    """Words of the lexicon that the model would read otherwise, or on which dictionaries differ."""
    return frozenset((_DATA / "doubtful.txt").read_text("utf-8").split("\n"))


class PinyinRomanizer:
    """The `Romanizer` for pinyin with tone marks.

    >>> PinyinRomanizer().romanize(["银行", "行长", "率", "代表团", "，", "2月"])
    [('yín', 'háng'), ('háng', 'zhǎng'), ('shuài',), ('dài', 'biǎo', 'tuán'), (), ('yuè',)]
    """

    def __init__(self, dictionary: Cedict | None = None) -> None:
        self._dictionary = dictionary or cedict()
        self._doubtful: set[str] = set()
        self._whole: dict[str, tuple[tuple[str, ...], ...]] = {}  # whose characters depend on each other
        self._usual = _Readings(self)
        self._characters: dict[str, tuple[bool | None, str]] = {}
        self._model: Polyphones | None = None

    def romanize(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """For each simplified word one syllable per Han character; () where it has none."""
        return self.romanize_all(words, [Part("".join(words), 0, len(words))])[0]

    def romanize_all(
        self, words: Sequence[str], parts: Sequence[Part], tags: Sequence[str] | None = None
    ) -> Readings:
        """The readings of the words of a text, with what decided them and which are in doubt.

        All polyphones of all its paragraphs, the `parts`, are decided together, which is many times as fast; no paragraph
        sees another. `tags` has the part of speech of each word, as `companion.language.tagging` gives it; None where there is
        no tagger.
        """
        if len(self._usual) > _MOST_KNOWN:
            self._usual = _Readings(self)
        usual, unsure = self._usual, self._doubtful
        open_words = usual.open
        result = list(map(usual.__getitem__, words))
        doubtful = set(compress(count(), map(unsure.__contains__, words)))
        why: dict[int, str] = {}
        margins: dict[int, float] = {}
        open_places: list[tuple[int, int]] = []
        places: list[Place] = []
        given: frozenset[str] | None = None
        known_uses, fixed = usages.used(), self._polyphones().fixed
        asked = compress(count(), map(open_words.__contains__, words))
        number, i = -1, next(asked, -1)
        while i >= 0:
            number += 1
            text, first, last = parts[number]
            if i >= last:
                continue
            own_words, own_tags = words[first:last], tags[first:last] if tags is not None else ()
            at_word, start = first, 0
            while 0 <= i < last:
                word = words[i]
                start += sum(map(len, words[at_word:i]))
                at_word, end = i, start + len(word)
                surname: tuple[str, ...] = ()
                if tags is not None and tags[i] == "nr" and len(word) > 2:
                    surname = _double_surnames().get(word[:2], ())  # 令狐 líng hú, 万俟 mò qí
                if surname:
                    result[i] = (*surname, *result[i][2:])
                for offset, syllable, among in open_words[word]:
                    if offset < len(surname):
                        continue
                    at = start + offset
                    if word[offset] in known_uses:
                        alone = len(word) == 1 or self._stands_alone(word, offset)
                        tag = tags[i] if tags is not None else ""
                        named = not offset and (tag == "nr" or (not alone and self._may_be_name(word)))
                        if named and tags is not None and len(word) == 2:
                            given = _given_names(words, tags) if given is None else given
                            named = word not in given  # 乐瑶 after 沈乐瑶 begins with no surname
                        context = usages.Context(
                            text, own_words, own_tags, i - first, start, at, alone, named
                        )
                        row = usages.decide(context)
                        if row is not None and (not among or row.reading in among):
                            result[i] = (*result[i][:syllable], row.reading, *result[i][syllable + 1 :])
                            why[i] = f"{usages.FILE}, row {row.number}"
                            continue
                    if (len(word) == 1 and word in fixed) or len(rows_of(word[offset])) < 2:
                        continue
                    places.append(Place(text, at, start, end, among))
                    open_places.append((i, syllable))
                i = next(asked, -1)
        if places:
            model = self._polyphones()
            for (i, syllable), reading in zip(open_places, model.decide(places), strict=True):
                changed = list(result[i])
                changed[syllable] = reading.syllable
                result[i] = tuple(changed)
                why.setdefault(i, "network")
                margins[i] = min(reading.margin, margins.get(i, reading.margin))
            self._agree(words, tags, open_places, result, margins)
        for i, _ in open_places:
            if (whole := self._whole.get(words[i])) and result[i] not in whole:
                result[i] = _nearest(result[i], whole)
        return Readings(result, doubtful, why, margins)

    def _agree(
        self,
        words: Sequence[str],
        tags: Sequence[str] | None,
        places: Sequence[tuple[int, int]],
        result: list[tuple[str, ...]],
        margins: dict[int, float],
    ) -> None:
        """One reading for a given name, 沈乐瑶 and 乐瑶, wherever it stands.

        It is the dictionary's where it is a word (朱朝晖), else the one that all its places speak for most; where
        they do not agree, the margin of each is what is left of them all.
        """
        if tags is None:
            return
        of_name: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for i, syllable in places:
            word = words[i]
            if tags[i] == "nr" and len(word) > 1 and len(result[i]) == len(word):
                given = word[-2:] if len(word) in (3, 4) else word
                if (from_end := len(word) - syllable) <= len(given):
                    of_name.setdefault((given, from_end), []).append((i, syllable))
        for (given, from_end), group in of_name.items():
            cedict, phrases = self._dictionary.lexicon.readings(given)
            if len(listed := set(cedict or phrases)) == 1:
                best = listed.pop()[-from_end]
            else:
                votes: dict[str, float] = {}
                for i, syllable in group:
                    votes[result[i][syllable]] = votes.get(result[i][syllable], 0.0) + margins[i]
                if len(votes) < 2:
                    continue
                best, second = sorted(votes, key=lambda r: votes[r], reverse=True)[:2]
                margins |= {i: (votes[best] - votes[second]) / len(group) for i, _ in group}
            for i, syllable in group:
                result[i] = (*result[i][:syllable], best, *result[i][syllable + 1 :])

    def _stands_alone(self, word: str, offset: int) -> bool:
        """Whether a particle at the edge of a word that none has is one by itself: 为 of 为杰志, 地 of 疯狂地."""
        edge = (
            offset in (0, len(word) - 1)
            if word[offset] in _PARTICLES
            else word[offset] == "得" and not offset
        )
        return edge and not self._has(word)

    def _may_be_name(self, word: str) -> bool:
        """Whether a word is a person's name, by being no word and having none behind its first character."""
        return len(word) == 3 and not any(map(self._has, (word, word[1:], word[:2])))

    def _has(self, word: str) -> bool:
        return self._dictionary.has(word)

    def _polyphones(self) -> Polyphones:
        if self._model is None:
            self._model = Polyphones(self._dictionary.lexicon)
        return self._model

    def _fact(self, word: str) -> tuple[tuple[str, ...], tuple[_Open, ...]]:
        """A word's reading, and what of it the context decides."""
        if (several := usages.words().get(word)) is not None:
            if len(several) == 1:
                return several[0], ()
            return several[0], _apart(several)
        if word in learned_words():
            return learned_words()[word], ()
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
        if readings and len(word) > 1:
            apart = []
            for i, syllables in enumerate(zip(*readings, strict=True)):
                among = tuple(dict.fromkeys(syllables))
                if len(among) > 1 and len(rows_of(word[i])) > 1:
                    apart.append((i, i, among))
            if len(apart) > 1:
                self._whole[word] = readings
            return readings[0], tuple(apart)
        return self._of_characters(word)

    def _of_character(self, c: str) -> tuple[bool | None, str]:
        """Whether the context decides a character's reading, and its usual one; None for what is no Han character.

        "" where nothing has a reading (𡃁, of Cantonese only).
        """
        if _HAN.match(c) is None:
            return None, ""
        is_open = len(rows_of(c)) > 1 or c in usages.used()
        c = _VARIANTS.get(c, c)
        return is_open, _first(c) if rows_of(c) else self._dictionary.rare(c)

    def _of_characters(self, word: str) -> tuple[tuple[str, ...], tuple[_Open, ...]]:
        """The reading of a word that no dictionary has, character by character."""
        reading: list[str] = []
        places: list[_Open] = []
        if len(word) == 1 and (reading_of_it := self._polyphones().fixed.get(word)):
            return (reading_of_it,), ((0, 0, ()),) if word in usages.used() else ()
        for i, c in enumerate(word):
            if (known := self._characters.get(c)) is None:
                known = self._characters[c] = self._of_character(c)
            is_open, syllable = known
            if is_open is None:
                continue
            if is_open:
                places.append((i, len(reading), ()))
            reading.append(syllable)
        return tuple(reading), tuple(places)


@cache
def _double_surnames() -> dict[str, tuple[str, ...]]:
    """The syllables of the surnames of two characters."""
    from companion.language.names.people import surnames

    doubles = (s for s in surnames().values() if s.kind == "double")
    return {s.surname: tuple(s.reading.lower().split()) for s in doubles}


def _given_names(words: Sequence[str], tags: Sequence[str]) -> frozenset[str]:
    """The given names of two characters that stand with their surname somewhere in the text."""
    names = compress(words, map("nr".__eq__, tags))
    return frozenset([word[-2:] for word in names if len(word) in (3, 4)])


def _apart(readings: tuple[tuple[str, ...], ...]) -> tuple[_Open, ...]:
    """The syllables in which a word's readings differ."""
    each = enumerate(zip(*readings, strict=True))
    return tuple((i, i, tuple(dict.fromkeys(own))) for i, own in each if len(set(own)) > 1)


def _nearest(reading: tuple[str, ...], whole: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Of a word's readings the one that has most syllables of `reading`; of several the commonest."""
    return max(whole, key=lambda w: sum(a == b for a, b in zip(reading, w, strict=True)))


@cache
def _first(character: str) -> str:
    """The commonest reading of a character."""
    from companion.han import tone_marked

    rows = rows_of(character)
    return tone_marked(rows[0][0] if len(rows) == 1 else max(rows, key=lambda r: r[1][0])[0])
