"""The words of an article as CSV, for spreadsheets."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

from companion.arguments import describes_arguments
from companion.choices import ReadingOptions, WordChoice, takes_choices
from companion.export.files import holds
from companion.files import write_text_atomically
from companion.lessons.words import Entry, entries
from companion.model import Article

__all__ = ["COLUMNS", "no_formula", "vocabulary_csv", "write_csv"]

COLUMNS = (
    "number", "traditional", "simplified", "reading", "english", "mainland", "taiwan", "level", "domain", "note",
    "count", "sentence", "translation", "origin", "source", "key", "pos", "name", "hsk",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@takes_choices
@describes_arguments
def vocabulary_csv(
    article: Article,
    words: WordChoice = WordChoice(),
    reading: ReadingOptions = ReadingOptions(),
) -> str:
    """The words of an article as CSV with a head row.

    A value that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection).

    Returns:
        The text of the table.

    >>> import companion
    >>> print(vocabulary_csv(companion.read_text("電騙。", translator=None)).splitlines()[1][:13])
    1,電騙,电骗,diànp
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for e in entries(article, words, reading):
        table.writerow([_cell(e, name) for name in COLUMNS])
    return out.getvalue()


@takes_choices
@describes_arguments
def write_csv(
    article: Article,
    path: str | os.PathLike[str],
    *,
    words: WordChoice = WordChoice(),
    reading: ReadingOptions = ReadingOptions(),
    force: bool = False,
) -> Path:
    """Write the words of an article as CSV, in UTF-8 with the mark that Excel looks for; see
    `vocabulary_csv`.

    A table has no room for a sign of who wrote it.

    Args:
        force: Replace another text under that name.
    """
    text = "\ufeff" + vocabulary_csv(article, words, reading)
    return write_text_atomically(path, text, "" if force else holds(text))


def _cell(entry: Entry, name: str) -> str | int:
    if entry.name and name in ("level", "hsk"):  # as a list: a name has no level
        return ""
    value = entry.part if name == "pos" else getattr(entry, name)
    if isinstance(value, bool):
        return "name" if value else ""
    if isinstance(value, int):
        return value
    return no_formula("; ".join(value) if isinstance(value, tuple) else value)


def no_formula(text: str) -> str:
    """`text` in one line, with an apostrophe in front where a spreadsheet would take it for a formula.

    >>> no_formula("=1+1"), no_formula(" 電騙 ")
    ("'=1+1", '電騙')
    """
    line = " ".join(text.replace("\0", "").split())
    return f"'{line}" if line.startswith(_FORMULA) else line
