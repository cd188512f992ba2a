"""A sheet on paper: the worksheet, and apart from it the answer key."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from companion.errors import OutputError
from companion.exercises import ExerciseSet
from companion.export.files import is_sealed, sealed
from companion.files import is_file, write_text_atomically
from companion.render.exercises import key_html, worksheet_html

__all__ = ["write_worksheet"]


def write_worksheet(
    sheets: ExerciseSet | Sequence[ExerciseSet], path: str | os.PathLike[str], *, force: bool = False
) -> list[Path]:
    """Write a worksheet and its answer key.

    Args:
        sheets: One sheet gives `sheet.html` and `sheet-key.html`; several (versions A and B) give
            `sheet-A.html`, `sheet-A-key.html` and so on.
        path: The worksheet.
        force: Replace a file that Companion did not write, or that was changed since.

    Returns:
        The paths.

    Raises:
        OutputError: A file can't be written or is not ours; then nothing is written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [p.name for p in write_worksheet(ExerciseSet("電騙", ()), folder + "/sheet.html")]
    ['sheet.html', 'sheet-key.html']
    """
    all_sheets = [sheets] if isinstance(sheets, ExerciseSet) else list(sheets)
    file = Path(path)
    both = len(all_sheets) > 1
    pages: list[tuple[Path, str]] = []
    for sheet in all_sheets:
        stem = f"{file.stem}-{sheet.version}" if both else file.stem
        pages.append((file.with_name(f"{stem}{file.suffix}"), worksheet_html(sheet, both=both)))
        pages.append((file.with_name(f"{stem}-key{file.suffix}"), key_html(sheet, both=both)))
    if not force:
        for place, _ in pages:
            if is_file(place) and not is_sealed(place):
                raise OutputError(
                    f"{place}: exists and was not written by Companion; choose another name, or use --force"
                )
    return [write_text_atomically(p, sealed(text), "" if force else is_sealed) for p, text in pages]
