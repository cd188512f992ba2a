"""Match: terms and their English, terms and definitions, Hong Kong and mainland wording."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.exercises.candidates import Candidate
from companion.exercises.frame import used_as
from companion.exercises.meant import is_trivial, loose, meant, near_meanings
from companion.exercises.model import Choice, Exercise, exercise_id
from companion.exercises.source import Place, Source
from companion.exercises.synonyms import interchangeable, same_meaning
from companion.language.dictionary.same_english import groups
from companion.language.similar import to_traditional

__all__ = ["candidates"]

_FEWEST, _MOST, _NEAR_IN_LENGTH = 3, 6, 1
_ABOUT_WORDS = re.compile(
    "[\u3400-\u9fff]|\\b(?:words?|names?|terms?|forms?|English|Cantonese|says?|called|19\\d\\d|20\\d\\d)\\b"
)
_INSTRUCTIONS = {
    "english": "Match each word with its English.",
    "definitions": "Match each term with what is said about it.",
    "mainland": "Match each Hong Kong word with the mainland's.",
}


@dataclass(frozen=True, slots=True)
class _Pair:
    place: Place
    left: str
    right: str
    worth: float
    part: str


def candidates(source: Source, variant: str, questions: tuple[object, ...] = ()) -> Iterator[Candidate]:
    """Blocks of three to six pairs of one part of speech, the words that are most worth learning first."""
    found = sorted(_pairs(source, variant), key=lambda p: (-p.worth, p.place.number, p.place.token.start))
    blocks = [
        b
        for kind in dict.fromkeys(p.part for p in found)
        for b in _blocks(source, variant, [p for p in found if p.part == kind])
    ]
    if variant == "mainland":
        blocks = [_few_shown(b) for b in blocks]
    blocks = [b for b in blocks if len(b) >= _FEWEST]
    blocks.sort(key=lambda b: -sum(p.worth for p in b) / len(b))
    for n, chosen in enumerate(blocks):
        secrets = tuple(p.right for p in chosen if variant == "mainland")
        yield Candidate(
            3.0 - n,
            (),
            chosen[0].place.number,
            " ".join(p.place.token.simplified for p in chosen),
            lambda rng, chosen=chosen: _build(source, variant, chosen, rng),
            secrets,
        )


def _blocks(source: Source, variant: str, pairs: list[_Pair]) -> list[list[_Pair]]:
    """The pairs in blocks in which none could change its side with another."""
    blocks: list[list[_Pair]] = []
    for pair in pairs:
        for block in blocks:
            if len(block) < _MOST and _apart(source, pair, block, variant):
                block.append(pair)
                break
        else:
            blocks.append([pair])
    return blocks


def _pairs(source: Source, variant: str) -> Iterator[_Pair]:
    for place in source.in_text.values():
        token, term = place.token, source.term(place.token)
        part = ""
        if variant == "mainland":
            if token.simplified in loose():
                continue  # 用家, a user, and who buys to live in it
            wording = term.mainland.split(";")[0].strip() if term else ""
            right = wording if term and wording and term.simplified not in wording else ""
        elif variant == "definitions":
            right = term.note if term and _defines(term.note) else ""
        elif len(token.text) < 2 or is_trivial(token) or interchangeable(token.simplified):
            continue
        elif token.pos.startswith("v") and place.after is not None and place.after.entity == "person":
            continue  # 導演曹廷軒: no verb
        else:
            right = meant(source, place)
            part = used_as(
                source, place
            )  # alone of its part of speech a pair is matched without knowing the word
            if len(groups(tuple(right.split("; ")))) > 1:
                right = ""  # wordings that do not say the same: which one is meant here?
        if right and len(right) <= 160:
            yield _Pair(place, token.text, right, source.worth(token), part)


def _defines(note: str) -> bool:
    """Whether a note says what a thing is, and not where its word comes from or how it is used."""
    return re.match(r"(?:A|An|The) [a-z]", note) is not None and not _ABOUT_WORDS.search(note)


def _apart(source: Source, pair: _Pair, block: list[_Pair], variant: str) -> bool:
    """Whether no other pair of the block could be matched with this one's side, and the sides do not show each other."""
    for other in block:
        if other.right == pair.right or set(other.left) & set(pair.left):
            return False
        if abs(len(other.left) - len(pair.left)) > _NEAR_IN_LENGTH:
            return False  # 機電工程署 and 日本 are told by their length
        if variant == "mainland" and set(other.right) & set(pair.right):
            return False
        if variant != "definitions" and same_meaning(
            pair.place.token.simplified,
            other.place.token.simplified,
            source.term(pair.place.token),
            source.term(other.place.token),
        ):
            return False
        if variant == "english" and (_may_mean(source, other, pair) or _may_mean(source, pair, other)):
            return False
    return True


def _shows(pair: _Pair) -> bool:
    """Whether the two sides share a character, by which they are matched without knowing the word (升幅, 涨幅)."""
    return bool(set(pair.left) & set(to_traditional(pair.right)))


def _few_shown(block: list[_Pair]) -> list[_Pair]:
    """The pairs without those that show themselves, where these are more than half."""
    hidden = [p for p in block if not _shows(p)]
    showing = [p for p in block if _shows(p)][: len(hidden)]
    return [p for p in block if p in hidden or p in showing]


def _may_mean(source: Source, pair: _Pair, other: _Pair) -> bool:
    """Whether the English of the other pair might be said of this one's word, in any of its senses."""
    token, term = pair.place.token, source.term(pair.place.token)
    meanings = [m for s in token.senses for m in s.english] + list(term.english if term else ())
    return near_meanings([*meanings, *pair.right.split("; ")], other.right.split("; "))


def _build(source: Source, variant: str, chosen: list[_Pair], rng: random.Random) -> Exercise:
    order = list(chosen)
    rng.shuffle(order)
    rights = [p.right for p in order]
    shown = rights[:]
    for _ in range(20):
        rng.shuffle(shown)
        if shown != rights:
            break
    return Exercise(
        id=exercise_id("match", variant, *sorted(p.left for p in chosen)),
        kind="match",
        variant=variant,
        form="match",
        instruction=_INSTRUCTIONS[variant],
        prompt=(),
        items=tuple(p.left for p in order),
        solution=tuple(rights),
        choices=tuple(Choice(r) for r in shown),
        lang="zh-Hant" if source.traditional else "zh-Hans",
        answer_lang="zh-Hans" if variant == "mainland" else "en",
        points=(len(chosen) + 1) // 2,
    )
