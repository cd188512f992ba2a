"""Anki: the cloze items of a sheet as a deck of cloze notes (`.apkg`), made with genanki (MIT)."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from companion.errors import InputError
from companion.exercises import Exercise, ExerciseSet
from companion.export.anki import deck_of
from companion.export.files import ARCHIVE_COMMENT
from companion.render.exercise_formats import CLOZE_BACK, CLOZE_FRONT, cloze_css, cloze_fields

__all__ = ["cloze_deck", "is_cloze"]

_MODEL = 1_607_392_319_507
"""The note type's number. It stays: Anki tells a note type by it."""


def is_cloze(item: Exercise) -> bool:
    """Whether an item can be a cloze note."""
    return item.kind == "cloze"


def cloze_deck(sheet: ExerciseSet, title: str = "") -> bytes:
    """The deck, that of the article's words. A second import of the same item updates its note and doubles nothing.

    Args:
        sheet: The sheet; its cloze items become notes.
        title: The article's title, which the deck has; by default the sheet's, where answers are left out.

    Returns:
        The package.

    Raises:
        InputError: The sheet has no cloze item.
    """
    import genanki

    items = [i for i in sheet if is_cloze(i)]
    if not items:
        raise InputError("Anki takes the cloze exercises of a sheet, and this one has none; add --kind cloze")
    model = genanki.Model(
        _MODEL,
        "Companion cloze",
        fields=[{"name": n} for n in ("Text", "Note", "Source")],
        templates=[{"name": "Cloze", "qfmt": CLOZE_FRONT, "afmt": CLOZE_BACK}],
        css=cloze_css(),
        model_type=genanki.Model.CLOZE,
    )
    deck = deck_of(title or sheet.title)
    for item in items:
        where = f"{sheet.title}, paragraph {item.evidence.number}" if item.evidence else sheet.title
        deck.add_note(genanki.Note(model, cloze_fields(item, where), guid=f"companion-{item.id}"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "deck.apkg"
        genanki.Package(deck).write_to_file(str(file))
        with zipfile.ZipFile(file, "a") as archive:
            archive.comment = ARCHIVE_COMMENT
        return file.read_bytes()
