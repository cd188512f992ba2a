"""Anki: the words of an article as a deck (`.apkg`), made with genanki (MIT).

Each word is one note, whichever article it comes from: a second export updates it and doubles
nothing. Audio is left to Anki.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from companion.choices import ReadingOptions, WordChoice, takes_choices
from companion.errors import InputError
from companion.export.files import ARCHIVE_COMMENT, is_our_archive
from companion.files import write_bytes_atomically
from companion.lessons.words import Entry, entries
from companion.model import Article

if TYPE_CHECKING:
    import genanki

__all__ = ["deck_of", "write_anki"]

_MODEL = 1_607_392_319_441
"""The note type's number. It stays: Anki tells a note type by it."""


@takes_choices
def write_anki(
    article: Article,
    path: str | os.PathLike[str],
    *,
    words: WordChoice = WordChoice(),
    reading: ReadingOptions = ReadingOptions(),
    recall: bool = False,
    force: bool = False,
) -> Path:
    """Write a deck with the words of an article; words without a meaning are left out.

    Args:
        article: The article.
        path: The file.
        words: Which words are listed.
        reading: How words are read.
        recall: Cards from English to Chinese too.
        force: Replace a file that Companion did not write, or that was changed since.

    Returns:
        The path.

    Raises:
        InputError: No word is left.
        OutputError: The file can't be written, or is not ours and `force` was not given.

    >>> import companion, tempfile
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_anki(article, folder + "/words.apkg").name
    'words.apkg'
    """
    chosen = [e for e in entries(article, words, reading) if e.english]
    if not chosen:
        raise InputError("no word of the article is left for the deck; choose words='all', or a lower level")
    return write_bytes_atomically(path, _package(article, chosen, recall), "" if force else is_our_archive)


def _package(article: Article, chosen: list[Entry], recall: bool) -> bytes:
    import genanki

    from companion.render.anki import FIELDS, anki_css, anki_fields, anki_templates

    model = genanki.Model(
        _MODEL,
        "Companion word",
        fields=[{"name": n} for n in FIELDS],
        templates=anki_templates(),
        css=anki_css(),
    )
    deck = deck_of(article.title)
    for e in chosen:
        source = f"{article.title} · {'Meanings: CC-CEDICT, CC BY-SA 4.0' if e.source == 'CC-CEDICT' else 'Meanings: curated glossary'}"
        deck.add_note(
            genanki.Note(model, anki_fields(e, source, recall), guid=f"companion-{e.key}", tags=_tags(e))
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "deck.apkg"
        genanki.Package(deck).write_to_file(str(file))
        with zipfile.ZipFile(file, "a") as archive:
            archive.comment = ARCHIVE_COMMENT
        return file.read_bytes()


def deck_of(title: str) -> genanki.Deck:
    """The one deck of an article, for its words and for the exercises made from it: its number and name come from the title."""
    import genanki

    return genanki.Deck(_number(title), f"Companion::{_deck_name(title)}")


def _deck_name(title: str) -> str:
    """The title as a deck's name: "::" would make a deck inside a deck."""
    name = re.sub(r":{2,}", ":", " ".join(title.encode("utf-8", "ignore").decode("utf-8").split()))
    return re.sub(r"[\x00-\x1f\"]", "", name).strip(":")[:100] or "Article"


def _number(title: str) -> int:
    digest = hashlib.sha256(title.encode("utf-8", "replace")).digest()
    return 2**31 + int.from_bytes(digest[:5], "big")


def _tags(entry: Entry) -> list[str]:
    hsk = f"HSK-{entry.hsk}" if entry.hsk else ""
    names = (
        "companion",
        entry.level,
        hsk,
        entry.domain,
        "glossary" if entry.term else "",
        "name" if entry.name else "",
    )
    return ["-".join(re.findall(r"\w+", n)) for n in names if n]
