"""A sheet of exercises in the formats of other programs, by name."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from companion.errors import InputError, OutputError, UnknownNameError
from companion.exercises import Exercise, ExerciseSet
from companion.export.files import is_our_archive
from companion.files import is_file, write_bytes_atomically, write_text_atomically
from companion.model import Article

__all__ = ["FORMATS", "left_out", "write_exercises"]

FORMATS = ("self-check", "gift", "h5p", "qti", "anki", "json")


def left_out(sheet: ExerciseSet, form: str) -> list[Exercise]:
    """The items that a format can't hold, so that a teacher hears of them."""
    from companion.export.anki_cloze import is_cloze
    from companion.export.gift import is_in_gift
    from companion.export.h5p import h5p_type
    from companion.export.qti import is_in_qti

    fits: Callable[[Exercise], object] = {
        "gift": is_in_gift,
        "qti": is_in_qti,
        "h5p": h5p_type,
        "anki": is_cloze,
    }.get(form, lambda item: True)
    return [i for i in sheet if not fits(i)]


def write_exercises(
    sheet: ExerciseSet,
    path: str | os.PathLike[str],
    form: str,
    *,
    article: Article | None = None,
    force: bool = False,
) -> list[Path]:
    """Write a sheet in one of `FORMATS`.

    Args:
        sheet: The sheet.
        path: The file; H5P may need several beside it.
        form: The format.
        article: With it the words' cards are in a self-check page, and a deck is the one of the article's words.
        force: Replace a file that Companion did not write, or that was changed since.

    Returns:
        The paths.

    Raises:
        UnknownNameError: There is no such format.
        InputError: The format can hold none of the items.
        OutputError: A file can't be written or is not ours.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [p.name for p in write_exercises(ExerciseSet("電騙", ()), folder + "/sheet.gift", "gift")]
    ['sheet.gift']
    """
    if form not in FORMATS:
        raise UnknownNameError(f"no format of exercises is called '{form}'; there are: {', '.join(FORMATS)}")
    file = Path(path)
    if sheet.items and len(left_out(sheet, form)) == len(sheet):
        kinds = ", ".join(dict.fromkeys(i.kind for i in sheet))
        raise InputError(
            f"{form} can't ask any of these exercises ({kinds}); choose other kinds or another form"
        )
    if form == "self-check":
        from companion.export.self_check import write_self_check

        return [write_self_check(sheet, file, article, force=force)]
    if form == "gift":
        from companion.export.gift import gift_text

        return [write_text_atomically(file, gift_text(sheet), "" if force else "// Made with Companion")]
    if form == "json":
        text = json.dumps(sheet.to_dict(), ensure_ascii=False, indent=1)
        return [write_text_atomically(file, f"{text}\n", "" if force else '"companion/exercises@1"')]
    if form == "h5p":
        return _write_h5p(sheet, file, force)
    from companion.export.anki_cloze import cloze_deck
    from companion.export.qti import qti_package

    data = qti_package(sheet) if form == "qti" else cloze_deck(sheet, article.title if article else "")
    return [write_bytes_atomically(file, data, "" if force else is_our_archive)]


def _write_h5p(sheet: ExerciseSet, file: Path, force: bool) -> list[Path]:
    from companion.export.h5p import h5p_packages

    packages = h5p_packages(sheet)
    paths = [
        file if len(packages) == 1 else file.with_name(f"{file.stem}-{n}{file.suffix}") for n, _ in packages
    ]
    for path in paths:
        if not force and is_file(path) and not is_our_archive(path):
            raise OutputError(
                f"{path}: exists and was not written by Companion; choose another name, or use --force"
            )
    return [
        write_bytes_atomically(path, data, "" if force else is_our_archive)
        for path, (_, data) in zip(paths, packages, strict=True)
    ]
