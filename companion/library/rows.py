"""What the library tells of an article, and what it proposes to read."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Row", "Suggestion"]


@dataclass(frozen=True, slots=True)
class Row:
    """An article of the library, as a list shows it.

    `path` is its place in the folder, with "/" between folders. `state` is "ready", "waiting" (not looked at yet) or
    "error", whose one line is `error`. `characters` counts Han characters, `words` the running words, of which `known`
    is the share that the person knows; `learning` and `new` count distinct words. `level` is the level within which four
    fifths of the running words lie, `hsk` the same by the lists of HSK 3.0. `paragraph` is where the person stopped,
    `read` how much of it they have seen (0 to 1), `opened` when they last opened it; `added` is when the file was written.
    """

    path: str
    state: str
    title: str
    source: str = ""
    date: str = ""
    characters: int = 0
    words: int = 0
    known: float = 0.0
    learning: int = 0
    new: int = 0
    level: str = ""
    hsk: str = ""
    paragraph: int = 0
    read: float = 0.0
    opened: str = ""
    added: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An article to read next, with the reason in words.

    `words` are those that bring it to `reaches` of known words, the most frequent in it first, each with how often it occurs;
    `more` is how many of them are not shown.
    """

    path: str
    title: str
    kind: str
    reason: str
    known: float
    words: tuple[tuple[str, int], ...] = ()
    more: int = 0
    reaches: float = 0.0
