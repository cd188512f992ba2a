"""Pinyin: type the reading of a word. Tones by mark or number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from companion.exercises.candidates import Candidate, word_item
from companion.exercises.meant import meant
from companion.exercises.model import Exercise
from companion.exercises.pinyin_text import plain, syllable_tone
from companion.exercises.source import Place, Source
from companion.language.language import Language
from companion.language.readings.also import also_read

__all__ = ["accepted_readings", "candidates", "certain"]

_MARKS = {"a": "āáǎàa", "e": "ēéěèe", "i": "īíǐìi", "o": "ōóǒòo", "u": "ūúǔùu", "ü": "ǖǘǚǜü"}
_UNSURE = frozenset(["polyphone", "unknown-word", "word-ends"])


def candidates(source: Source, variant: str, questions: tuple[object, ...] = ()) -> Iterator[Candidate]:
    """Words whose reading is certain."""
    for place in source.places:
        token = place.token
        if certain(place) and len(token.text) <= 5:
            yield Candidate(
                source.worth(token),
                (place.key,),
                place.number,
                token.simplified,
                lambda rng, place=place: _build(source, place),
            )


def certain(place: Place) -> bool:
    """Whether we may hold a student to the token's reading.

    Single characters with several readings are left to the polyphone exercises.
    """
    token = place.token
    if is_cantonese(place) or is_half(place):
        return False
    if len(token.pinyin) != len(token.text) or token.is_unknown or not _UNSURE.isdisjoint(token.review):
        return False
    readings = place.language.readings(token.simplified)
    if len(token.text) == 1:
        return len(readings) == 1
    if token.term:
        return True
    return all(r == token.pinyin or _differs_by_neutral(r, token.pinyin) for r in readings)


def is_cantonese(place: Place) -> bool:
    """Whether a word has a character of Cantonese alone (劏, 哋), which no dictionary of Mandarin reads.

    >>> from companion import read_text
    >>> source = Source(read_text("劏房的租戶買雞。", translator=None))
    >>> [p.token.text for p in source.places if is_cantonese(p)]
    ['劏房']
    """
    return any(
        not (senses := place.language.senses(c)) or all("Cantonese" in " ".join(s.english) for s in senses)
        for c in dict.fromkeys(place.token.simplified)
    )


def is_half(place: Place) -> bool:
    """Whether a verb is the beginning of a longer word: 報案|人.

    >>> from companion import read_text
    >>> source = Source(read_text("報案人說話。他報案了。", translator=None))
    >>> [is_half(p) for p in source._all_places() if p.token.text == "報案"]
    [True, False]
    """
    after = place.after
    return (
        place.token.pos[:1] == "v"
        and after is not None
        and after.kind == "word"
        and len(after.text) == 1
        and after.pos[:1] in ("n", "k")
        and after.start == place.token.end
    )


def accepted_readings(place: Place) -> tuple[str, ...]:
    """The accepted readings, the article's first: neutral-tone, sandhi and Taiwan variants.

    Neutral tones are accepted where CC-CEDICT or the mainland's standard has one, and the full tone beside it; what another
    standard has (`also_read`); sandhi where
    it applies: the tones of 一 and 不, and a third tone before a third.
    """
    token = place.token
    base = token.pinyin
    accepted = [base]
    known = [r for r in place.language.readings(token.simplified) if len(r) == len(base)]
    accepted += [r for r in known if _differs_by_neutral(r, base)]
    for reading in list(accepted):
        accepted += _with_full_tones(reading, token.simplified, place.language)
    accepted += [r for r in also_read(token.simplified) if len(r) == len(base)]
    for sense in token.senses:
        for definition in sense.english:
            if (found := re.search(r"Taiwan pr\. \[([^\]]+)\]", definition)) and _same_letters(
                variant := tuple(found[1].split()), base
            ):
                accepted.append(variant)
    for reading in list(accepted):
        accepted += _sandhi(reading, token.simplified)
    return tuple(dict.fromkeys(" ".join(r) for r in accepted))


def _same_letters(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return tuple(map(plain, a)) == tuple(map(plain, b))


def _differs_by_neutral(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return _same_letters(a, b) and all(
        syllable_tone(x) == syllable_tone(y) or 5 in (syllable_tone(x), syllable_tone(y))
        for x, y in zip(a, b, strict=True)
    )


def _with_full_tones(reading: tuple[str, ...], simplified: str, language: Language) -> list[tuple[str, ...]]:
    """The reading with each neutral syllable in its character's own tone (péngyou: péngyǒu)."""
    options = []
    for syllable, character in zip(reading, simplified, strict=True):
        full = [syllable]
        if syllable_tone(syllable) == 5 and len(reading) > 1:
            full += [
                r[0]
                for r in language.readings(character)
                if plain(r[0]) == plain(syllable) and syllable_tone(r[0]) != 5
            ]
        options.append(full[:2])
    return [r for r in product(*options) if r != reading][:8]


def _sandhi(reading: tuple[str, ...], simplified: str) -> list[tuple[str, ...]]:
    tones = [syllable_tone(s) for s in reading]
    options = [[s] for s in reading]
    for i, character in enumerate(simplified[: len(reading) - 1]):
        after = tones[i + 1]
        if character == "一" and tones[i] == 1:
            options[i].append(_with_tone(reading[i], 2 if after == 4 else 4))
        elif (character == "不" and tones[i] == 4 and after == 4) or (tones[i] == 3 and after == 3):
            options[i].append(_with_tone(reading[i], 2))
    return [r for r in product(*options) if r != reading][:8]


def _with_tone(syllable: str, tone: int) -> str:
    """A syllable in another tone; the mark goes where the spelling rules put it."""
    letters = plain(syllable)
    at = next((letters.index(v) for v in "ae" if v in letters), -1)
    if at < 0:
        at = letters.index("o") if "ou" in letters else max(letters.rfind(v) for v in "iouü")
    return letters[:at] + _MARKS[letters[at]][tone - 1] + letters[at + 1 :] if at >= 0 else syllable


def _build(source: Source, place: Place) -> Exercise:
    token = place.token
    first = f"{plain(token.pinyin[0])} …" if len(token.pinyin) > 1 else f"{plain(token.pinyin[0])[0]}…"
    return word_item(
        source, place, "pinyin", "", "text", "Write the pinyin with tones: diàn piàn or dian4 pian4.",
        answers=accepted_readings(place), hints=(first,), answer_lang="zh-Latn",
        note=meant(source, place) or source.meaning(token),
    )  # fmt: skip
