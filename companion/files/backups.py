"""Numbered backups of what a person made: the state before each change, kept for a while, and put back.

They lie beside the file, in `.companion-backups/<name>/`, so that they go where it goes. Kept are the last
`LAST` states, and before those the last state of each of `DAYS` days. Which state is older is told by its
number, never by a clock.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from companion.errors import OutputError
from companion.files.opening import as_path

__all__ = ["FOLDER", "Backup", "backups", "copy_database", "keep_backup"]

FOLDER = ".companion-backups"
LAST, DAYS = 10, 14
_NUMBER = re.compile(r"(\d{1,9})(?:\.[^/\\]*)?")


@dataclass(frozen=True, slots=True)
class Backup:
    """An earlier state of `file`: its number (higher is later), where it is kept, its bytes, and when it was written."""

    file: Path
    number: int
    path: Path
    size: int
    written: datetime


def backups(path: str | os.PathLike[str]) -> list[Backup]:
    """The earlier states of a file that are kept, the latest first; `path` need not be there any more.

    >>> import tempfile
    >>> from companion.files import change_text
    >>> file = Path(tempfile.mkdtemp()) / "詞彙.csv"
    >>> for text in ("電騙", "電騙、瀾湄合作"):
    ...     _ = change_text(file, lambda before, text=text: text)
    >>> [(b.number, b.path.read_text("utf-8")) for b in backups(file)]
    [(1, '電騙')]
    """
    file = _real(path)
    found = []
    with contextlib.suppress(OSError):
        for entry in os.scandir(_folder(file)):
            number = _NUMBER.fullmatch(entry.name)
            if number and entry.is_file(follow_symlinks=False):
                state = entry.stat()
                written = datetime.fromtimestamp(max(0.0, state.st_mtime))
                found.append(Backup(file, int(number[1]), Path(entry.path), state.st_size, written))
    return sorted(found, key=lambda b: b.number, reverse=True)


def copy_database(source: Path, target: Path) -> None:
    """Copies a SQLite file as SQLite does it: whole, also while others use either of the two."""
    import sqlite3

    try:
        with (
            contextlib.closing(sqlite3.connect(source, timeout=20)) as before,
            contextlib.closing(sqlite3.connect(target, timeout=20)) as after,
        ):
            before.backup(after)
    except sqlite3.Error as error:
        raise OutputError(f"{target}: can't be written ({error})") from None


def keep_backup(file: Path, copy: Callable[[Path, Path], object] | None = None) -> Path | None:
    """Keeps the state in which `file` (no link) is now as its next backup, and says where.

    A second name for the same bytes where the disk can do that, else a copy (`copy` makes it where a plain one
    would not do). None, and no error, where none can be kept: the change itself matters more.
    """
    folder = _folder(file)
    with contextlib.suppress(OSError, OutputError):
        folder.mkdir(parents=True, exist_ok=True)
        _keep_out_of_git(folder.parent)
        known = backups(file)
        place = folder / f"{(known[0].number if known else 0) + 1}{file.suffix}"
        if copy is not None:
            copy(file, place)
        else:
            try:
                os.link(file, place)
            except OSError:
                shutil.copy2(file, place)
        _thin_out(known)
        return place
    return None


def _thin_out(older: list[Backup]) -> None:
    """Removes what is no longer kept of the states before the newest one."""
    days: set[object] = set()
    for backup in older[LAST - 1 :]:
        day = backup.written.date()
        if day in days or len(days) >= DAYS:
            with contextlib.suppress(OSError):
                backup.path.unlink()
        days.add(day)


def _keep_out_of_git(folder: Path) -> None:
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def _folder(file: Path) -> Path:
    return file.parent / FOLDER / file.name


def _real(path: str | os.PathLike[str]) -> Path:
    return Path(os.path.realpath(as_path(path)))
