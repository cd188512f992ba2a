"""What the person's database says of a word."""

from __future__ import annotations

from dataclasses import dataclass

from companion.errors import InputError

__all__ = ["DETAILS", "LEARNING_LEVELS", "STATUSES", "Word", "check_status"]

STATUSES = ("new", "learning", "known", "ignored")
"""What a word can be to a person; one that nobody marked is new."""

LEARNING_LEVELS = (1, 2, 3, 4)
"""How well a word that is being learned sits, from just met to nearly known."""

DETAILS = ("form", "simplified", "reading", "meaning", "sentence", "at", "english", "article")
"""What is kept of the place in which a word was saved."""


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


def check_status(status: str, level: int | None = None) -> None:
    """Raises `InputError` where there is no such status, or no such level of it.

    >>> check_status("learning", 3)
    """
    if status not in STATUSES:
        raise InputError(f"'{status}' is no status of a word; there are: {', '.join(STATUSES)}")
    if level is not None and (status != "learning" or level not in LEARNING_LEVELS):
        raise InputError(f"{level!r} is no level of '{status}'; only 'learning' has levels: 1, 2, 3, 4")
