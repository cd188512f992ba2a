"""Tones: give each syllable of a word its tone."""

from __future__ import annotations

from collections.abc import Iterator

from companion.exercises.candidates import Candidate, word_item
from companion.exercises.kinds.pinyin import accepted_readings, certain
from companion.exercises.model import Exercise
from companion.exercises.pinyin_text import plain, syllable_tone
from companion.exercises.source import Place, Source

__all__ = ["candidates"]


def candidates(source: Source, variant: str, questions: tuple = ()) -> Iterator[Candidate]:
    """Words of two to four characters whose reading is certain."""
    for place in source.places:
        token = place.token
        if 2 <= len(token.text) <= 4 and certain(place):
            yield Candidate(
                source.worth(token),
                (place.key,),
                place.number,
                token.simplified,
                lambda rng, place=place: _build(source, place),
            )


def _build(source: Source, place: Place) -> Exercise:
    token = place.token
    readings = accepted_readings(place)
    letters = [plain(s) for s in token.pinyin]
    same = [r.split() for r in readings if [plain(s) for s in r.split()] == letters]
    accepted = [tuple(str(syllable_tone(s)) for s in r) for r in same]
    accepted = list(dict.fromkeys(accepted))
    return word_item(
        source, place, "tones", "", "tones", "Give each syllable its tone: 1 2 3 4, 5 for none.",
        items=tuple(plain(s) for s in token.pinyin), solution=accepted[0], also=tuple(accepted[1:]),
        answer_lang="zh-Latn", note=" ".join(token.pinyin), points=1,
    )  # fmt: skip
