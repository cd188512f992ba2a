"""A sheet as one HTML page that marks itself in the browser, without kernel or network."""

from __future__ import annotations

import os
from pathlib import Path

from companion.exercises import ExerciseSet
from companion.export.files import is_sealed, sealed
from companion.files import write_text_atomically
from companion.model import Article
from companion.render.exercises import self_check_html

__all__ = ["write_self_check"]


def write_self_check(
    sheet: ExerciseSet,
    path: str | os.PathLike[str],
    article: Article | None = None,
    *,
    force: bool = False,
) -> Path:
    """Writes the page; with the article the words' cards are in it. Raises `OutputError`.

    The answers are packed, so that they can't be read at a glance; that is no secrecy.

    >>> from companion.exercises import ExerciseSet
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_self_check(ExerciseSet("電騙", ()), folder + "/page.html").name
    'page.html'
    """
    return write_text_atomically(path, sealed(self_check_html(sheet, article)), "" if force else is_sealed)
