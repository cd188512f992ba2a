"""What a list says of a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.language.parts_of_speech import part_of_speech
from companion.language.words.frequency import level_of
from companion.model import Term

__all__ = ["Entry", "level_at", "levels_shown", "names_from"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of an article, once, with where it stands best.

    `traditional` and `simplified` are the word as the text has it there, `pos` its part of speech, `name` whether it is
    the name of a person or place. `level` is the glossary's, else by frequency; `hsk` the HSK 3.0's. `key` depends on the word and its reading alone: it is the same in each article. `reading` is
    in the system that was asked for, joined to a word. `english` has the glossary's renderings or
    the dictionary's meanings that fit the reading. `sentence` is the one that shows it best, as it
    stands there from `at` on (`form` is the word's form there), `translation` its English, and
    `origin` who that is from. `source` is "glossary", "CC-CEDICT" or "".
    """

    number: int
    key: str
    traditional: str
    simplified: str
    reading: str
    english: tuple[str, ...]
    form: str
    sentence: str
    sentence_simplified: str
    at: int
    translation: str
    origin: str
    count: int
    level: str
    mainland: str = ""
    taiwan: str = ""
    domain: str = ""
    note: str = ""
    source: str = ""
    term: str = ""
    pos: str = ""
    name: bool = False
    hsk: str = ""

    @property
    def part(self) -> str:
        """Its part of speech as a list says it: n, v, adj …; a name has none."""
        return "" if self.name else part_of_speech(self.pos, self.simplified, self.english)

    @property
    def levels(self) -> str:
        """Both of its levels, as a list says them: B1 · HSK 4; a name has none."""
        return levels_shown(self.level, self.hsk, self.name)


def level_at(simplified: str, term: Term | None = None) -> str:
    """The level at which a class meets a word: what the glossary says of it, else by its frequency.

    >>> from companion.language.words.frequency import level_of
    >>> level_at("打击"), level_at("打击") == level_of("打击")
    ('B1', True)
    """
    return (term.level if term else "") or level_of(simplified)


def levels_shown(level: str, hsk: str, name: bool = False) -> str:
    """The levels of a word as every list and card says them; a name has none.

    >>> levels_shown("A1", "4"), levels_shown("C2", ""), levels_shown("A1", "1", name=True)
    ('A1 · HSK 4', 'C2', '')
    """
    return "" if name else " · ".join(filter(None, (level, hsk and f"HSK {hsk}")))


def names_from(entries: Sequence[Entry]) -> int:
    """The number of the first of the names, where they stand behind the words; else 0.

    Args:
        entries: The words of a list, in its order.

    >>> import companion
    >>> from companion.choices import WordChoice
    >>> from companion.lessons.words import entries
    >>> article = companion.read_text("警方在旺角打擊電騙。", translator=None)
    >>> names_from(entries(article)), names_from(entries(article, WordChoice("all")))
    (4, 0)
    """
    first = next((n for n, e in enumerate(entries) if e.name), 0)
    return entries[first].number if first and all(e.name for e in entries[first:]) else 0
