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
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from companion.arguments import describes_arguments
from companion.choices import ReadingOptions, WordChoice, takes_choices
from companion.errors import InputError
from companion.export.files import ARCHIVE_COMMENT, is_our_archive
from companion.files import write_bytes_atomically
from companion.language.language import Language
from companion.language.readings.orthography import joined
from companion.language.words.frequency import level_of
from companion.language.words.hsk import hsk_level
from companion.learning import Word
from companion.lessons.words import Entry, choose_meanings, entries, entry_key
from companion.model import Article, Token

if TYPE_CHECKING:
    import genanki

__all__ = ["deck_of", "write_anki", "write_words_anki"]

_MODEL = 1_607_392_319_441
"""The note type's number. It stays: Anki tells a note type by it."""


@takes_choices
@describes_arguments
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
        recall: Cards from English to Chinese too.

    Raises:
        InputError: No word is left.

    >>> import companion, tempfile
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_anki(article, folder + "/words.apkg").name
    'words.apkg'
    """
    chosen = [e for e in entries(article, words, reading) if e.english]
    if not chosen:
        raise InputError("no word of the article is left for the deck; choose words='all', or a lower level")
    titles = dict.fromkeys((e.key for e in chosen), article.title)
    data = _package(article.title, chosen, titles, recall)
    return write_bytes_atomically(path, data, "" if force else is_our_archive)


@describes_arguments
def write_words_anki(
    words: Iterable[Word], path: str | os.PathLike[str], *, recall: bool = False, force: bool = False
) -> Path:
    """Write a deck with words that a person saved, each with the sentence in which they met it.

    A word's note is the same as in the deck of an article that has it. Who brings the words back is not changed
    (`companion.Learner.hand_over`).

    Args:
        words: What `companion.Learner.words` gives.
        recall: Cards from English to Chinese too.

    Raises:
        InputError: There is no word.

    >>> import tempfile
    >>> place = {"sentence": "警方打擊電騙。", "at": 2, "reading": "dǎjī", "meaning": "to crack down on"}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     saved = Word("打擊", "learning", 1, "打擊", "打击", **place)
    ...     write_words_anki([saved], folder + "/words.apkg").name
    'words.apkg'
    """
    saved = list(words)
    if not saved:
        raise InputError("there is no word for the deck; mark words as learning in the reader first")
    chosen = [_saved(n, word) for n, word in enumerate(saved, 1)]
    titles = {e.key: word.article for e, word in zip(chosen, saved, strict=True)}
    data = _package("My words", chosen, titles, recall)
    return write_bytes_atomically(path, data, "" if force else is_our_archive)


def _saved(number: int, word: Word) -> Entry:
    """A word that a person saved, as a list has it; what was not kept of it comes from the dictionary."""
    form = word.form or word.word
    tokens = Language.default().tokens(form)
    token = tokens[0] if len(tokens) == 1 else None
    key = entry_key(token) if token else entry_key(Token(form, 0, len(form), "word", word.simplified or form))
    meanings = choose_meanings(token) if token else ()
    return Entry(
        number, key, form, word.simplified or form,
        word.reading or (joined(token.pinyin) if token else ""),
        tuple(dict.fromkeys([*([word.meaning] if word.meaning else []), *meanings])) or ("–",),
        form, word.sentence, Language.default().simplify(word.sentence), word.at, word.english, "", 1,
        level_of(word.simplified or form), source="CC-CEDICT" if meanings else "", hsk=hsk_level(word.simplified or form),
    )  # fmt: skip


def _package(title: str, chosen: list[Entry], titles: Mapping[str, str], recall: bool) -> bytes:
    import genanki

    from companion.render.anki import FIELDS, anki_css, anki_fields, anki_templates

    model = genanki.Model(
        _MODEL,
        "Companion word",
        fields=[{"name": n} for n in FIELDS],
        templates=anki_templates(),
        css=anki_css(),
    )
    deck = deck_of(title)
    for e in chosen:
        meanings = {"CC-CEDICT": "Meanings: CC-CEDICT, CC BY-SA 4.0", "": ""}.get(
            e.source, "Meanings: curated glossary"
        )
        source = " · ".join(part for part in (titles[e.key], meanings) if part)
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
    hsk = f"HSK-{entry.hsk}" if entry.hsk and not entry.name else ""
    names = (
        "companion",
        "" if entry.name else entry.level,
        hsk,
        entry.domain,
        "glossary" if entry.term else "",
        "name" if entry.name else "",
    )
    return ["-".join(re.findall(r"\w+", n)) for n in names if n]
