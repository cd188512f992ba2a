"""What a kind offers to the sheet: a possible item with its worth, built only when it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from companion.exercises.model import Exercise, Part, exercise_id
from companion.exercises.source import Place, Source
from companion.lessons.words import level_of_word

__all__ = ["Candidate", "word_item"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible item. `keys` are the sentences it shows; `build(rng)` gives it, or None.

    `secrets` are the strings that no other item of the sheet may show.
    """

    score: float
    keys: tuple[tuple[int, int], ...]
    number: int
    word: str
    build: Callable[..., Exercise | None]
    """Is called with a `random.Random`."""
    secrets: tuple[str, ...] = ()


def word_item(
    source: Source,
    place: Place,
    kind: str,
    variant: str,
    form: str,
    instruction: str,
    *,
    middle: Part | tuple[Part, ...] | None = None,
    start: int | None = None,
    end: int | None = None,
    **more: Any,
) -> Exercise:
    """An exercise on the word at `place`, or on a part of it, with its evidence and context."""
    token = place.token
    start = token.start if start is None else start
    end = token.end if end is None else end
    middle = middle or Part("focus", place.paragraph.text[start:end])
    parts = middle if isinstance(middle, tuple) else (middle,)
    return Exercise(
        id=exercise_id(kind, variant, place.paragraph.id, start, end),
        kind=kind,
        variant=variant,
        form=form,
        instruction=instruction,
        prompt=source.context(place, start, end, *parts),
        evidence=source.evidence_of(place),
        word=token.text,
        level=level_of_word(token, source.term(token)),
        lang="zh-Hant" if source.traditional else "zh-Hans",
        **more,
    )
