"""EPUB 3 with ruby, for e-readers.

Written with `zipfile` and templates (see `docs/decisions`): the usual library is under the AGPL.
"""

from __future__ import annotations

import io
import os
import time
import uuid
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from companion.arguments import describes_arguments
from companion.choices import ReadingOptions, WordChoice, takes_choices
from companion.export.files import ARCHIVE_COMMENT, is_our_archive
from companion.export.progress import progress_bar
from companion.files import write_pieces_atomically
from companion.lessons.entry import names_from
from companion.lessons.words import entries, entry_key
from companion.model import Article
from companion.render import RenderOptions
from companion.render.book import epub_files

__all__ = ["write_epub"]

_NAMESPACE = uuid.UUID("5c5b1d3a-3f4e-5a7e-9a51-0f4b7e2d9c11")


@takes_choices
@describes_arguments
def write_epub(
    article: Article,
    path: str | os.PathLike[str],
    options: RenderOptions | None = None,
    *,
    words: WordChoice = WordChoice(),
    reading: ReadingOptions = ReadingOptions(),
    force: bool = False,
) -> Path:
    """Write an article as an EPUB 3. The book keeps its identifier from one export to the next.

    Args:
        options: The layers and readings; without it all layers, read as `reading` says.
        words: Which words are listed; their numbers in the text open as notes.

    >>> import companion, tempfile
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_epub(article, folder + "/a.epub").name
    'a.epub'
    """
    options = options or RenderOptions.read_as(reading, layout="stacked")
    listed = (e for e in entries(article, words, options.readings) if e.english)
    vocabulary = [replace(e, number=n) for n, e in enumerate(listed, 1)]
    numbers = {e.key: e.number for e in vocabulary}
    seed = "\0".join((article.title, *(p.id for p in article.paragraphs)))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        progress_bar(len(article.paragraphs), "EPUB") as tell,
    ):
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, pieces in epub_files(
            article,
            options,
            vocabulary,
            lambda token: numbers.get(entry_key(token), 0),
            str(uuid.uuid5(_NAMESPACE, seed.encode("utf-8", "replace").decode())),
            datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            tell,
            names_from(vocabulary),
        ):
            file = zipfile.ZipInfo(name, time.localtime()[:6])
            file.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(file, "w") as target:
                for piece in pieces:
                    target.write(piece.encode())
        archive.comment = ARCHIVE_COMMENT
    out.seek(0)
    parts = iter(lambda: out.read(2**18), b"")
    return write_pieces_atomically(path, parts, "" if force else is_our_archive)
