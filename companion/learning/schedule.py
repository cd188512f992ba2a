"""When a word comes back: FSRS, by the library `fsrs` (MIT) with its published parameters.

What the scheduler knows of a word is kept as the library writes it, as JSON.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from companion.errors import InputError

if TYPE_CHECKING:
    from fsrs import Scheduler

__all__ = ["RATINGS", "Scheduled", "intervals", "last_review", "reviewed"]

RATINGS = ("again", "hard", "good", "easy")
"""How well a person knew a word, as Anki has it."""

_STEADY = ((21.0, 4), (7.0, 3), (0.0, 2))  # days that a memory holds: from there on, this level
_REVIEW = 2  # the library's number of what has left the first steps


class Scheduled(NamedTuple):
    """What the scheduler knows of a word after a review, when the word is due, and its level of learning."""

    card: str
    due: datetime
    level: int


def reviewed(card: str, rating: str, now: datetime, level: int = 1) -> Scheduled:
    """What a review makes of a word.

    A word that was known rises to the level that its memory has reached, one that was forgotten falls by one.

    Args:
        card: What the scheduler knows of it; "" before the first review.
        rating: One of `RATINGS`.
        now: The time of the review.
        level: The level before.

    Raises:
        InputError: There is no such rating.

    >>> moment = datetime(2026, 11, 29, tzinfo=UTC)
    >>> first = reviewed("", "good", moment)
    >>> (first.due - moment), reviewed(first.card, "good", first.due).due - first.due
    (datetime.timedelta(seconds=600), datetime.timedelta(days=2))
    """
    from fsrs import Card, Rating

    if rating not in RATINGS:
        raise InputError(f"'{rating}' is no answer to a review; there are: {', '.join(RATINGS)}")
    now = now.astimezone(UTC)
    before = Card.from_json(card) if card else Card(card_id=1, due=now)
    after, _ = _scheduler().review_card(before, Rating(RATINGS.index(rating) + 1), review_datetime=now)
    if rating == "again":
        level = max(1, level - 1)
    elif after.state == _REVIEW:
        level = max(level, next(own for days, own in _STEADY if (after.stability or 0) >= days))
    return Scheduled(after.to_json(), after.due, level)


def intervals(card: str, now: datetime) -> dict[str, timedelta]:
    """How long a word would stay away after each answer.

    Args:
        card, now: As in `reviewed`.

    >>> intervals("", datetime(2026, 11, 29, tzinfo=UTC))["easy"]
    datetime.timedelta(days=8)
    """
    return {rating: reviewed(card, rating, now).due - now for rating in RATINGS}


def last_review(card: str) -> str:
    """When a word was last reviewed (UTC, ISO 8601); "" for one that never was."""
    return str(json.loads(card).get("last_review") or "") if card else ""


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(enable_fuzzing=False)  # what a button says is what happens
