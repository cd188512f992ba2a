"""What the person's database says of a word."""

from __future__ import annotations

from dataclasses import dataclass

from companion.errors import InputError

__all__ = [
    "DETAILS",
    "LEARNING_LEVELS",
    "SCHEDULERS",
    "STATUSES",
    "Merged",
    "Statistics",
    "Word",
    "check_status",
]

STATUSES = ("new", "learning", "known", "ignored")
"""What a word can be to a person; one that nobody marked is new."""

LEARNING_LEVELS = (1, 2, 3, 4)
"""How well a word that is being learned sits, from just met to nearly known."""

DETAILS = ("form", "simplified", "reading", "meaning", "sentence", "at", "english", "article")
"""What is kept of the place in which a word was saved."""


SCHEDULERS = ("companion", "anki")
"""Who brings a word back; never both."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that a person marked, and where they met it.

    `word` is its Traditional form (`companion.language.headword`), `form` how the text writes it. `level` is 1 to 4
    while it is being learned, else 0. `sentence` has the form at position `at`; `article` is the title. `scheduler`
    says who brings it back: "companion", or "anki" where it was handed over. `due` and `changed` are times (UTC, ISO
    8601); `due` is empty for what never comes back.
    """

    word: str
    status: str = "new"
    level: int = 0
    form: str = ""
    simplified: str = ""
    reading: str = ""
    meaning: str = ""
    sentence: str = ""
    at: int = 0
    english: str = ""
    article: str = ""
    scheduler: str = "companion"
    card: str = ""
    due: str = ""
    saved: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Statistics:
    """How learning goes.

    `due` is what is to be reviewed now, `reviewed` how many reviews were done today and `begun` how many words were
    reviewed for the first time today. `streak` is the number of days on end with a review, today or until yesterday.
    `retention` is the share of reviews of the last 30 days in which a word past its first steps was known, None before
    there were any. `days` has the reviews of each of the last 30 days, `ahead` what comes due on each of the next 7.
    `learning`, `known`, `ignored` and `anki` count words; those in Anki are among the learning ones.
    """

    due: int = 0
    reviewed: int = 0
    begun: int = 0
    streak: int = 0
    retention: float | None = None
    days: tuple[int, ...] = (0,) * 30
    ahead: tuple[int, ...] = (0,) * 7
    learning: int = 0
    known: int = 0
    ignored: int = 0
    anki: int = 0


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: how many words changed, and how many reviews were new."""

    changed: int
    reviews: int


def check_status(status: str, level: int | None = None) -> None:
    """Raises `InputError` where there is no such status, or no such level of it.

    >>> check_status("learning", 3)
    """
    if status not in STATUSES:
        raise InputError(f"'{status}' is no status of a word; there are: {', '.join(STATUSES)}")
    if level is not None and (status != "learning" or level not in LEARNING_LEVELS):
        raise InputError(f"{level!r} is no level of '{status}'; only 'learning' has levels: 1, 2, 3, 4")
