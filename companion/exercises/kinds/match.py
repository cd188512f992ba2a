"""Match: terms and their English, terms and definitions, Hong Kong and mainland wording."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.exercises.candidates import Candidate
from companion.exercises.model import Choice, Exercise, exercise_id
from companion.exercises.source import Place, Source
from companion.exercises.synonyms import content_words, glosses, interchangeable, same_meaning
from companion.language.words.hsk import hsk_level

__all__ = ["candidates"]

_FEWEST, _MOST = 3, 6
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


def candidates(source: Source, variant: str, questions: tuple = ()) -> Iterator[Candidate]:
    """Blocks of three to six pairs, the words that are most worth learning first."""
    pairs = sorted(_pairs(source, variant), key=lambda p: (-p.worth, p.place.number, p.place.token.start))
    blocks: list[list[_Pair]] = []
    block: list[_Pair] = []
    waiting: list[_Pair] = []
    for pair in pairs:
        if len(block) == _MOST:
            blocks.append(block)
            block, again = [], waiting
            waiting = []
            for p in again:
                (block if _apart(source, p, block, variant) else waiting).append(p)
        (block if len(block) < _MOST and _apart(source, pair, block, variant) else waiting).append(pair)
    blocks.append(block)
    for n, chosen in enumerate(b for b in blocks if len(b) >= _FEWEST):
        secrets = tuple(p.right for p in chosen if variant == "mainland")
        yield Candidate(
            3.0 - n,
            (),
            chosen[0].place.number,
            " ".join(p.place.token.simplified for p in chosen),
            lambda rng, chosen=chosen: _build(source, variant, chosen, rng),
            secrets,
        )


def _pairs(source: Source, variant: str) -> Iterator[_Pair]:
    for place in source.vocabulary.values():
        token, term = place.token, source.term(place.token)
        if variant == "mainland":
            wording = term.mainland.split(";")[0].strip() if term else ""
            right = wording if term and wording and term.simplified not in wording else ""
        elif variant == "definitions":
            right = term.note if term and _defines(term.note) else ""
        elif term:
            right = term.english[0]
        elif len(token.text) < 2:
            continue
        else:
            fits = source.word_class(token) in ("n", "v", "a", "d", "i") and not interchangeable(
                token.simplified
            )
            right = source.meanings(token) if fits and hsk_level(token.simplified) not in ("1", "2") else ""
        if right and len(right) <= 160:
            yield _Pair(place, token.text, right, source.worth(token))


def _defines(note: str) -> bool:
    """Whether a note says what a thing is, and not where its word comes from or how it is used."""
    return re.match(r"(?:A|An|The) [a-z]", note) is not None and not _ABOUT_WORDS.search(note)


def _apart(source: Source, pair: _Pair, block: list[_Pair], variant: str) -> bool:
    """Whether no other pair of the block could be matched with this one's side."""
    for other in block:
        if other.right == pair.right or other.left in pair.left or pair.left in other.left:
            return False
        if variant != "definitions" and (
            content_words([pair.right]) & content_words([other.right])
            or same_meaning(
                pair.place.token.simplified,
                other.place.token.simplified,
                source.term(pair.place.token),
                source.term(other.place.token),
            )
        ):
            return False
        if variant == "english" and _gloss_of(pair, other):
            return False
    return True


def _gloss_of(pair: _Pair, other: _Pair) -> bool:
    return bool(glosses(pair.place.token.senses) & glosses(other.place.token.senses))


def _build(source: Source, variant: str, chosen: list[_Pair], rng: random.Random) -> Exercise:
    order = list(chosen)
    rng.shuffle(order)
    rights = [p.right for p in order]
    shown = rights[:]
    for _ in range(20):
        rng.shuffle(shown)
        if shown != rights:
            break
    first = min(chosen, key=lambda p: (p.place.number, p.place.token.start)).place
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
        evidence=source.evidence_of(first),
        points=(len(chosen) + 1) // 2,
    )
