"""Marking: one pure function per form of answer, the same for every shell.

`js/shared/marking.js` does the same in the self-check page; both are held to the
cases in `tests/exercises/marking-cases.json`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from companion.exercises.chrf import chrf
from companion.exercises.model import Exercise
from companion.exercises.pinyin_text import compare, hits
from companion.exercises.variants import fold
from companion.han import HAN

__all__ = ["Mark", "Response", "mark"]

Response = str | Sequence[str]
"""An answer: a text, or for match and order the pieces in order."""

_HAN = re.compile(f"[{HAN}]")
_IN_CHARACTERS = "Write it in characters, not in letters."
_END = re.compile(r"(?<![。．.\s])[。．.\s]+$")  # a run is tried once, not from each of its signs
_QUOTED = re.compile(r"\s*[「『“‘\"](.+)[」』”’\"]\s*")
_CUTS = re.compile(r"[|｜/／\s]+")
_TONE_SIGNS = str.maketrans("¯ˉˊˇˋ˙·０１２３４５0", "11234555123455")


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer is worth. `score` is 0.0 to 1.0, None where only a person can tell.

    `right` is None then too. `message` is one line for the student; `expected` the answer.
    """

    score: float | None
    right: bool | None
    message: str
    expected: str


def mark(exercise: Exercise, response: Response) -> Mark:
    """Mark an answer. Nothing is raised for a strange one; it is wrong.

    Args:
        exercise: The item.
        response: A text, or the pieces or pairs that its form asks for.

    Returns:
        The mark: right or not, the score, and what to say.

    >>> from companion.exercises.model import Exercise, Part
    >>> item = Exercise("x", "pinyin", "", "text", "", (Part("focus", "電騙"),), ("diàn piàn",))
    >>> mark(item, "dian4pian4").right, mark(item, "dianpian").score
    (True, 0.5)
    """
    given = response if isinstance(response, str) else [str(r) for r in response]
    if not (given.strip() if isinstance(given, str) else any(g.strip() for g in given)):
        return _wrong(exercise, "No answer was given.")
    if exercise.kind == "pinyin":
        return _pinyin(exercise, _text(given))
    return _BY_FORM[exercise.form](exercise, given)


def _text(given: str | list[str]) -> str:
    return given if isinstance(given, str) else " ".join(given)


def _pieces(given: str | list[str]) -> list[str]:
    return [g.strip() for g in (re.split(r"[|｜]", given) if isinstance(given, str) else given)]


def _right(exercise: Exercise, message: str = "Right.") -> Mark:
    return Mark(1.0, True, message, exercise.answer)


def _wrong(exercise: Exercise, message: str, score: float = 0.0) -> Mark:
    return Mark(round(score, 3), False, message, exercise.answer)


def _written(exercise: Exercise, given: str | list[str]) -> Mark:
    """A word or character: width, spaces, capitals and variants don't count; the script may."""
    strict = exercise.kind == "script" and exercise.variant == "simplified"
    answers = [fold(a, variants=not strict) for a in exercise.answers]
    cloze = exercise.kind == "cloze"
    written = _text(given)
    if cloze:
        written = _END.sub("", written)
        quoted = _QUOTED.fullmatch(written)
        written = _END.sub("", quoted[1]) if quoted else written
    typed = fold(written, variants=not strict)
    if typed not in answers:
        if _lacks_characters(typed, answers):
            return _wrong(exercise, _IN_CHARACTERS)
        if cloze:
            return _wrong(exercise, "Not the article's word; another may fit too.")
        alike = max(sum(a == b for a, b in zip(typed, answer, strict=False)) for answer in answers)
        return _wrong(exercise, f"Not right: {alike} of {len(answers[0])} characters are in place.")
    if answers.index(typed) and cloze:
        return _right(exercise, f"Right. The article has {exercise.answer}.")
    return _right(exercise)


def _lacks_characters(typed: str, answers: Sequence[str]) -> bool:
    """Whether letters were typed where characters are asked for."""
    return not _HAN.search(typed) and any(_HAN.search(a) for a in answers)


def _pinyin(exercise: Exercise, typed: str) -> Mark:
    found = [compare(typed, a) for a in exercise.answers]
    if "right" in found:
        return _right(exercise)
    if "tones" in found:
        return _wrong(exercise, "The letters are right; a tone is not.", 0.5)
    if "no-tones" in found:
        return _wrong(
            exercise, "The letters are right; the tones are missing: write marks (mǎ) or figures (ma3).", 0.5
        )
    if _HAN.search(typed):
        return _wrong(exercise, "Write the reading in letters, with marks (mǎ) or figures (ma3).")
    best = max(exercise.answers, key=lambda a: hits(typed, a))
    return _wrong(
        exercise, f"Not right: {hits(typed, best)} of {len(best.split())} syllables have their letters."
    )


def _choice(exercise: Exercise, given: str | list[str]) -> Mark:
    if fold(_text(given)) in [fold(a) for a in exercise.answers]:
        return _right(exercise)
    return _wrong(exercise, "Not right.")


def _match(exercise: Exercise, given: str | list[str]) -> Mark:
    pieces = _pieces(given)
    wanted = exercise.solution
    hits = sum(fold(a) == fold(b) for a, b in zip(pieces, wanted, strict=False))
    if hits == len(wanted) == len(pieces):
        return _right(exercise)
    return _wrong(exercise, f"{hits} of {len(wanted)} are right.", hits / len(wanted))


def _order(exercise: Exercise, given: str | list[str]) -> Mark:
    pieces = [fold(p) for p in _pieces(given)]
    best = 0.0
    for order in (exercise.solution, *exercise.also):
        wanted = [fold(p) for p in order]
        if pieces == wanted:
            return _right(exercise)
        pairs = list(pairwise(wanted))
        typed = set(pairwise(pieces))
        best = max(best, sum(p in typed for p in pairs) / max(1, len(pairs)))
    return _wrong(exercise, f"Not the article's order; {best:.0%} of its joints are there.", best)


def _segment(exercise: Exercise, given: str | list[str]) -> Mark:
    words = [w for g in ([given] if isinstance(given, str) else given) for w in _CUTS.split(g) if w]
    whole = fold("".join(exercise.solution), punctuation=True)
    words = [w for w in (fold(w, punctuation=True) for w in words) if w]
    if "".join(words) != whole:
        return _wrong(exercise, "The characters are not those of the sentence.")
    wanted = _edges([fold(w, punctuation=True) for w in exercise.solution])
    optional = set(exercise.optional)
    drawn = _edges(words)
    needed = wanted - optional
    false = len(drawn - wanted - optional)
    missing = len(needed - drawn)
    if not false and not missing:
        return _right(exercise)
    score = max(0.0, (len(needed) - missing - false) / max(1, len(needed)))
    return _wrong(exercise, f"Missing boundaries: {missing}. Boundaries inside a word: {false}.", score)


def _edges(words: Sequence[str]) -> set[int]:
    edges, at = set(), 0
    for word in words[:-1]:
        at += len(word)
        edges.add(at)
    return edges


def _tones(exercise: Exercise, given: str | list[str]) -> Mark:
    typed = [c for c in "".join(given).translate(_TONE_SIGNS) if c in "12345"]
    best = 0
    for wanted in (exercise.solution, *exercise.also):
        hits = sum(a == b for a, b in zip(typed, wanted, strict=False))
        if hits == len(wanted) == len(typed):
            return _right(exercise)
        best = max(best, hits)
    total = len(exercise.solution)
    return _wrong(exercise, f"{best} of {total} are right.", best / total if len(typed) == total else 0.0)


def _open(exercise: Exercise, given: str | list[str]) -> Mark:
    if exercise.kind == "translate" and exercise.answers:
        score = max(chrf(_text(given), a) for a in exercise.answers)
        return Mark(
            None,
            None,
            f"Compare the two. Alike by {score:.0f} % of their letters (chrF); no verdict.",
            exercise.answer,
        )
    if exercise.answers and fold(_text(given), punctuation=True) in [
        fold(a, punctuation=True) for a in exercise.answers
    ]:
        return _right(exercise)
    return Mark(None, None, "Compare your answer with the teacher's.", exercise.answer)


def _dictation(exercise: Exercise, given: str | list[str]) -> Mark:
    typed = fold(_text(given), punctuation=True)
    if _lacks_characters(typed, exercise.answers):
        return _wrong(exercise, _IN_CHARACTERS)
    best = 0.0
    for answer in exercise.answers:
        wanted = fold(answer, punctuation=True)
        if typed == wanted:
            return _right(exercise)
        best = max(best, 1 - _distance(typed, wanted) / max(len(typed), len(wanted), 1))
    return _wrong(exercise, f"{best:.0%} of the characters are right.", best)


def _distance(a: str, b: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


_BY_FORM: dict[str, Callable[[Exercise, str | list[str]], Mark]] = {
    "text": _written,
    "choice": _choice,
    "match": _match,
    "order": _order,
    "segment": _segment,
    "tones": _tones,
    "open": _open,
    "dictation": _dictation,
}
