"""Wrong choices that a learner has to think about, each with the reason why it was chosen."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

from companion.exercises.model import Choice
from companion.exercises.source import Place, Source
from companion.exercises.synonyms import may_fit, same_meaning
from companion.exercises.variants import VARIANTS
from companion.exercises.word_sets import word_set
from companion.glossary import Glossary
from companion.language.language import Language
from companion.language.similar import as_common, looks_like, sounds_like, to_traditional, word_class
from companion.language.words.frequency import zipf
from companion.model import Term

__all__ = ["CLASS_NAMES", "character_distractors", "distractors"]

CLASS_NAMES = {
    "n": "a noun", "v": "a verb", "a": "an adjective", "d": "an adverb", "i": "a set phrase", "name": "a name",
    "t": "a time", "m": "a number", "f": "a function word", "": "a word",
}  # fmt: skip
_Found = tuple[str, str, Term | None]
_MOST_TRIED = 400
_WRITTEN = 1.0  # zipf of what people write as a word, whether a dictionary has it (冷風, 停供) or not
_RAREST = 3.3  # zipf of a character that learners know


def distractors(
    source: Source, place: Place, count: int, rng: random.Random, taken: tuple[str, ...] = ()
) -> list[Choice]:
    """At most `count` wrong choices for the word at `place`, in the article's script.

    In this order: words of the article of the same part of speech and length, at most one that
    sounds or looks alike, glossary terms of the same field, words about as common. Words that
    might be right there too are left out (`synonyms.may_fit`), and words of `taken`.
    """
    token = place.token
    chosen: list[_Found] = []
    own_term = source.term(token)
    from_article = _from_article(source, place, rng)
    alike = () if own_term or len(token.text) < 2 else _alike(source, place)
    fallback = _terms(source, place, own_term, rng) if own_term else iter(())
    for most, stream in (
        (count - 1 if alike != () else count, from_article),
        (1, alike),
        (count, from_article),
        (count, fallback),
        (count, _as_common(source, place)),
    ):
        got = 0
        for word, reason, term in stream:
            if len(chosen) >= count or got >= most:
                break
            if (
                _clashes(word, term, chosen, source.language)
                or word in taken
                or may_fit(source, place, word, term)
            ):
                continue
            chosen.append((word, reason, term))
            got += 1
    return [Choice(_shown(source, w, t), reason) for w, reason, t in chosen[:count]]


def _clashes(word: str, term: Term | None, chosen: list[_Found], language: Language) -> bool:
    """Two wrong choices that mean the same give each other away."""
    return any(same_meaning(word, w, term, t, language) for w, _, t in chosen)


def _shown(source: Source, word: str, term: Term | None) -> str:
    if not source.traditional:
        return word
    if term is not None:
        return term.traditional
    if word in source.vocabulary:
        return source.vocabulary[word].token.text
    return to_traditional(word)


def _from_article(source: Source, place: Place, rng: random.Random) -> Iterator[_Found]:
    own = place.token
    kind, length, value = source.word_class(own), len(own.text), zipf(own.simplified)
    sentence = {own.simplified} | {
        t.simplified for t in place.paragraph.tokens if place.sentence.start <= t.start < place.sentence.end
    }
    slack = 0 if length <= 2 else 1
    ranked = []
    for word, other in source.vocabulary.items():
        if abs(len(word) - length) > slack or word in sentence or set(word) & set(own.simplified):
            continue
        if source.word_class(other.token) == kind and bool(other.token.term) >= bool(own.term):
            ranked.append((abs(zipf(word) - value) + 0.5 * rng.random(), word, other))
    for _, word, other in sorted(ranked, key=lambda r: (r[0], r[1])):
        reason = f"from paragraph {other.number + 1} of the article: {CLASS_NAMES[kind]} of like length"
        yield word, reason, source.term(other.token)


def _alike(source: Source, place: Place) -> Iterator[_Found]:
    """Real words in which one character is replaced by one that sounds or looks alike."""
    own = place.token.simplified
    kind = source.word_class(place.token)
    tried = 0
    for i, character in enumerate(own):
        shapes = ((c, f"{c} looks like {character}") for c in looks_like(character))
        sounds = ((c, f"{c} sounds like {character}: {how}") for c, how in sounds_like(character)[:24])
        for c, reason in (*sounds, *shapes):
            word = own[:i] + c + own[i + 1 :]
            tried += 1
            if tried > _MOST_TRIED:
                return
            if zipf(word) > 2.0 and word_class(word) == kind and source.language.is_word(word):
                yield word, reason, None


@cache
def _glossary() -> Glossary:
    return Glossary.load()


def _terms(source: Source, place: Place, own: Term, rng: random.Random) -> Iterator[_Found]:
    length = len(own.traditional)
    near = [
        t
        for t in _glossary()
        if t.domain == own.domain and t.id not in source.terms and abs(len(t.traditional) - length) <= 1
    ]
    rng.shuffle(near)
    for t in near:
        if not set(t.simplified) & set(own.simplified):
            yield t.simplified, f"another term of the field {t.domain}, not in the article", t


def _as_common(source: Source, place: Place) -> Iterator[_Found]:
    own = place.token
    kind = source.word_class(own)
    for word in as_common(own.simplified, 120):
        if set(word) & set(own.simplified) or word in source.vocabulary or word_class(word) != kind:
            continue
        if source.language.is_word(word):
            yield word, f"{CLASS_NAMES[kind]} about as common, not in the article", None


def _is_read(place: Place, at: int, how: str) -> bool:
    """Whether the sound that is compared is the one that the character has in this word: zhòng of 命中, not zhōng."""
    syllables = place.token.pinyin
    return len(syllables) != len(place.token.text) or syllables[at] in how.split(",")[0].split(" and ")


def character_distractors(source: Source, place: Place, at: int, count: int) -> list[Choice]:
    """Wrong characters for the one at index `at` of the word: alike in sound, then in shape.

    A character that makes another real word, in this word or with what stands beside it, is left out, and so is a rare one.
    """
    simplified, text = place.token.simplified, place.token.text
    own = simplified[at]
    # in Traditional what 开 looks like does not look like 開
    shapes = looks_like(text[at]) if source.traditional else looks_like(own)
    streams = [
        [(c, f"sounds alike: {how}") for c, how in sounds_like(own) if _is_read(place, at, how)],
        [(c, f"looks like {text[at]}") for c in shapes],
    ]
    found: list[Choice] = []
    seen = {text[at], own, *text, *simplified}
    while any(streams) and len(found) < count:
        for stream in streams:
            while stream:
                c, reason = stream.pop(0)
                shown = c if not source.traditional else to_traditional(c)
                if (shown != c and reason.startswith("looks")) or (source.traditional and shown in VARIANTS):
                    continue  # 种 looks like 中, 種 does not; 户 is 戶
                if (
                    c in seen
                    or shown in seen
                    or c in word_set("affixes") | word_set("coarse") | word_set("grammatical")
                    or (at and c in word_set("anywhere") and place.token.pos[:1] == "v")
                    or zipf(c) < _RAREST
                    or _makes_a_word(source, place, at, shown)
                ):
                    continue
                seen |= {c, shown}
                if len(found) < count:
                    found.append(Choice(shown, reason))
                break
    return found


def _makes_a_word(source: Source, place: Place, at: int, character: str) -> bool:
    """Whether a character makes a word here: the whole, a piece of it, or one with the character in front or behind."""
    text, start = place.paragraph.text, place.token.start
    changed = place.token.text[:at] + character + place.token.text[at + 1 :]
    line = text[max(0, start - 1) : start] + changed + text[place.token.end : place.token.end + 1]
    here = at + (start > 0)
    pieces = {line[i:j] for i in range(here + 1) for j in range(here + 1, len(line) + 1) if j - i > 1}
    return any(source.language.is_word(p) or zipf(source.language.simplify(p)) > _WRITTEN for p in pieces)
