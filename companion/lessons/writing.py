"""The characters of a list of words, each once, for a sheet on which they are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from companion.glossary.syllables import syllables
from companion.han import han_places
from companion.lessons.entry import Entry

__all__ = ["WritingWord", "writing_words"]


@dataclass(frozen=True, slots=True)
class WritingWord:
    """A word of the list with those of its characters that no word before it has.

    Attributes:
        entry: The word.
        word: Its form in the script that is written.
        characters: The characters to write, each with its reading in this word; a reading is empty where the word's
            can't be divided.
    """

    entry: Entry
    word: str
    characters: tuple[tuple[str, str], ...]


def writing_words(entries: Iterable[Entry], simplified: bool = False) -> list[WritingWord]:
    """The characters that a list of words gives to write.

    Args:
        entries: The list. Names are left out.
        simplified: The Simplified characters.

    Returns:
        The words that have a character which none before them has.

    >>> import companion
    >>> from companion.lessons.words import entries
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> [w.characters for w in writing_words(entries(article))]
    [(('警', 'jǐng'), ('方', 'fāng')), (('打', 'dǎ'), ('擊', 'jī')), (('電', 'diàn'), ('騙', 'piàn'))]
    """
    seen: set[str] = set()
    found = []
    for entry in entries:
        word = entry.simplified if simplified else entry.traditional
        if entry.name:
            continue
        places = han_places(word)
        parts = entry.reading.split() if len(places) > 1 else [entry.reading]
        if len(parts) != len(places):
            parts = list(syllables(entry.reading, len(places))) or [""] * len(places)
        new: dict[str, str] = {}
        for at, part in zip(places, parts, strict=True):
            if word[at] not in seen:
                new.setdefault(word[at], part)
        seen.update(new)
        if new:
            found.append(WritingWord(entry, word, tuple(new.items())))
    return found
