"""The hints of the start page: one at a time, each gone when one has done what it says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

__all__ = ["HINTS", "Guide", "Hint", "Settings"]

_KEY = "hints"
_OFF = "off"


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint: what does it (`did`), where it is shown ("reader" or "library"), and what it says."""

    did: str
    where: str
    text: str


HINTS = (
    Hint("card", "reader", "Click any word: its card says what it means here, and how it is read."),
    Hint("mark", "reader", "A word worth learning? Press Learning on its card. It keeps this sentence, and comes back for review."),
    Hint("layer", "reader", "Too much at once? Simplified, Pinyin and English, above the text, hide a line and show it again."),
    Hint("back", "reader", "Your other articles are one click away: Back to library."),
    Hint("add", "library", "Now one of your own: paste an article here, then Save and read."),
    Hint("print", "reader", "For a class: Print … makes a page with word list, text, exercises and answers."),
)  # fmt: skip
"""In the order in which a newcomer needs them."""


class Settings(Protocol):
    """Where it is kept what somebody has done; the library's index."""

    def setting(self, name: str, default: str = "") -> str: ...

    def set(self, name: str, value: str) -> None: ...


class Guide:
    """Which hint is shown. What one has done before its hint came counts, and no hint comes back.

    Args:
        settings: Where it is kept, across sessions.
        wanted: False: no hints here, whatever is kept.

    >>> class Kept(dict):
    ...     setting, set = dict.get, dict.__setitem__
    >>> guide = Guide(Kept())
    >>> guide.now("reader")["text"][:14], guide.did("card")
    ('Click any word', True)
    >>> guide.now("reader")["number"], guide.now("library")["number"]
    (2, 2)
    """

    def __init__(self, settings: Settings, wanted: bool = True) -> None:
        self._settings = settings
        self._wanted = wanted
        self._done = set(settings.setting(_KEY, "").split())

    @property
    def is_new(self) -> bool:
        """Whether nothing was done or dismissed yet."""
        return self._wanted and not self._done

    @property
    def is_over(self) -> bool:
        """Whether there is no hint left, or none is wanted."""
        return not self._wanted or _OFF in self._done or {h.did for h in HINTS} <= self._done

    def now(self, where: str) -> dict[str, object]:
        """The hint of a place, as the page shows it; empty where there is none.

        Args:
            where: "reader" or "library".
        """
        if self.is_over:
            return {}
        number = sum(h.did in self._done for h in HINTS) + 1  # of those left over in another place too
        for hint in HINTS:
            if hint.where == where and hint.did not in self._done:
                return {"did": hint.did, "text": hint.text, "number": number, "of": len(HINTS)}
        return {}

    def did(self, *what: str) -> bool:
        """Somebody did something, or passed a hint over; says whether that is new."""
        return self._keep({w for w in what if any(h.did == w for h in HINTS)})

    def dismiss(self) -> None:
        """No more hints."""
        self._keep({_OFF})

    def again(self) -> None:
        """All hints from the first."""
        self._wanted = True
        self._done = set()
        self._settings.set(_KEY, "")

    def _keep(self, more: Collection[str]) -> bool:
        if self._done >= set(more):
            return False
        self._done |= set(more)
        self._settings.set(_KEY, " ".join(sorted(self._done)))
        return True
