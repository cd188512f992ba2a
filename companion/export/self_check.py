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
    """Write exercises as a page that marks itself.

    The answers are packed, so that they can't be read at a glance; that is no secrecy.

    Args:
        sheet: The exercises.
        path: The file.
        article: With it the words' cards are in the page.
        force: Replace a file that Companion did not write, or that was changed since.

    Returns:
        The path.

    Raises:
        OutputError: The file can't be written, or is not ours and `force` was not given.

    >>> from companion.exercises import ExerciseSet
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_self_check(ExerciseSet("電騙", ()), folder + "/page.html").name
    'page.html'
    """
    return write_text_atomically(path, sealed(self_check_html(sheet, article)), "" if force else is_sealed)
