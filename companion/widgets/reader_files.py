"""The words of a reader as a file: a spreadsheet's table, or a deck for Anki."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from pathlib import Path

from companion.choices import ReadingOptions, WordChoice
from companion.errors import InputError
from companion.export.anki import write_anki
from companion.export.files import safe_name
from companion.export.vocabulary_csv import write_csv
from companion.lessons.words import entries
from companion.model import Article

__all__ = ["word_file"]

_FORMATS = {
    "csv": (".csv", "text/csv", write_csv),
    "anki": (".apkg", "application/octet-stream", write_anki),
}


def word_file(
    article: Article, to: str, words: Collection[str], reading: ReadingOptions = ReadingOptions()
) -> tuple[tuple[str, str, bytes], int]:
    """A file of these (simplified) words: its name, its type, its bytes; and how many words it has.

    `to` is "csv" or "anki". Raises `InputError` for another format, and where no word is left.

    >>> import companion
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> (name, _, data), count = word_file(article, "csv", ["电骗"])
    >>> name, count, data.decode("utf-8-sig").splitlines()[1][:13]
    ('警方打擊電騙.csv', 1, '1,電騙,电骗,diànp')
    """
    if to not in _FORMATS:
        raise InputError(f"words can't be saved as '{to}'; there are: {', '.join(_FORMATS)}")
    suffix, kind, write = _FORMATS[to]
    wanted = set(words)
    every = entries(article, WordChoice("all"))
    others = frozenset(e.simplified for e in every) - wanted
    count = sum(e.simplified in wanted and bool(e.english or to == "csv") for e in every)
    if not count:
        raise InputError("none of these words can be saved: they have no meaning to learn")
    with tempfile.TemporaryDirectory() as folder:
        file = write(
            article,
            Path(folder) / f"words{suffix}",
            words=WordChoice("all", known=others),
            reading=reading,
        )
        return (safe_name(article.title, suffix), kind, file.read_bytes()), count
