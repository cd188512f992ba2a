"""Polyphone: which reading has this character here?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache, lru_cache

from companion.exercises.candidates import Candidate, word_item
from companion.exercises.kinds.pinyin import accepted_readings, certain
from companion.exercises.model import Choice, Exercise
from companion.exercises.pinyin_text import plain, syllable_tone
from companion.exercises.source import Place, Source
from companion.exercises.word_sets import word_set
from companion.language.dictionary.characters import ambiguous
from companion.language.language import Language
from companion.language.readings.also import also_read
from companion.language.similar import to_traditional
from companion.language.words.frequency import common_words, zipf
from companion.language.words.hsk import hsk_level
from companion.model import Sense

__all__ = ["candidates", "examples_of", "readings_of"]

_RARE = (
    "old variant",
    "variant of",
    "surname ",
    "archaic",
    "(dialect)",
    "(literary)",
    "used in",
    "see ",
    "(bound",
)


def candidates(source: Source, variant: str, questions: tuple[object, ...] = ()) -> Iterator[Candidate]:
    """Words in which a character with several common readings stands, read for certain."""
    for place in source.places:
        token = place.token
        if not certain(place) or len(token.text) < 2:
            continue
        for i, character in enumerate(token.simplified):
            if _is_polyphone(character, token.pinyin[i], source.language):
                common = 0.5 * min(zipf(character), 6.0) - 2.0 + 1.5 * (character in ambiguous())
                yield Candidate(
                    source.worth(token) + common,
                    (place.key,),
                    place.number,
                    character,  # once on a sheet
                    lambda rng, place=place, i=i: _build(source, place, i, rng),
                )


@lru_cache(maxsize=10_000)
def readings_of(character: str, language: Language) -> tuple[tuple[str, str], ...]:
    """The readings of a character that have a meaning of their own, each with a meaning.

    >>> [r for r, _ in readings_of("重", Language.default())]
    ['chóng', 'zhòng']
    """
    found: dict[str, str] = {}
    for sense in language.senses(character):
        reading = sense.pinyin.lower()
        if sense.pinyin != reading or " " in reading or len(reading) == 1:
            continue
        if meaning := _plain_meaning(sense):
            found.setdefault(reading, meaning)
    return tuple(found.items())


_PARTICLES = frozenset("着著了过過得地的")


@cache
def _two_character_words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for word in common_words(3.2):
        if len(word) == 2 and word[0] != word[1]:
            for c in set(word):
                words.setdefault(c, []).append(word)
    return words


@lru_cache(maxsize=10_000)
def examples_of(character: str, language: Language) -> dict[str, str]:
    """A word of the learners' lists, of two characters and read in one way alone, for each reading that has one.

    >>> examples_of("重", Language.default())
    {'zhòng': '重要', 'chóng': '重新'}
    """
    found: dict[str, str] = {}
    for word in _two_character_words().get(character, ())[:150]:
        readings = language.readings(word)
        particle = word[1] == character and character in _PARTICLES  # 穿着 is read zhe too
        elsewhere = any("Taiwan pr." in m for s in language.senses(word) for m in s.english)  # 踏實
        if len(readings) == 1 and hsk_level(word) and not (also_read(word) or particle or elsewhere):
            found.setdefault(readings[0][word.index(character)], word)
    return found


def _is_polyphone(character: str, reading: str, language: Language) -> bool:
    """Whether the character has this reading and another, both in use."""
    known = [r for r, _ in readings_of(character, language)]
    if len(known) < 2 or reading not in known:
        return False
    common = examples_of(character, language)
    if character in word_set("one_word_reading") and reading == next(iter(common), ""):
        return False
    return reading in common and any(r in common for r in known if r != reading)


def _plain_meaning(sense: Sense) -> str:
    for definition in sense.english:
        text = definition.strip()
        if not text.startswith(_RARE) and "variant of" not in text and "pr. [" not in text:
            return text
    return ""


def _build(source: Source, place: Place, i: int, rng: random.Random) -> Exercise | None:
    token = place.token
    right = token.pinyin[i]
    also = {r.split()[i] for r in accepted_readings(place) if len(r.split()) == len(token.pinyin)}
    wrong = []
    for reading, _ in readings_of(token.simplified[i], source.language):
        neutral = plain(reading) == plain(right) and 5 in (syllable_tone(reading), syllable_tone(right))
        example = examples_of(token.simplified[i], source.language).get(reading, "")
        shown = to_traditional(example) if source.traditional else example
        # the same Traditional character: 發 is never read fà, which is 髮
        if reading != right and reading not in also and not neutral and token.text[i] in shown:
            wrong.append(Choice(reading, f"{token.text[i]} is read {reading} in {shown}"))
    if not wrong:
        return None
    choices = [Choice(right), *wrong[:3]]
    rng.shuffle(choices)
    at = token.start + i
    return word_item(
        source, place, "polyphone", "", "choice", f"Which reading does {token.text[i]} have here?",
        start=at, end=at + 1, answers=(right,), choices=tuple(choices), answer_lang="zh-Latn",
        note=f"{token.text} {' '.join(token.pinyin)}",
    )  # fmt: skip
