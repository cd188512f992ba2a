"""Puts an earlier state of a person's own file back."""

from __future__ import annotations

import os

from companion.errors import InputError
from companion.files.backups import Backup, backups, copy_database, keep_backup
from companion.files.opening import read_bytes
from companion.files.writing import change_bytes

__all__ = ["restore"]

_LARGEST = 2**30
_DATABASE = b"SQLite format 3\0"


def restore(path: str | os.PathLike[str], number: int | None = None) -> Backup:
    """Puts an earlier state of a file back, the latest where no number is given, and says which it was.

    What stands there now is kept as a backup too, so that putting back can be taken back. Raises
    `InputError` where there is no such state, `OutputError` where the file can't be written.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from companion.files import change_text
    >>> file = Path(tempfile.mkdtemp()) / "詞彙.csv"
    >>> for text in ("電騙", "電騙、瀾湄合作"):
    ...     _ = change_text(file, lambda before, text=text: text)
    >>> restore(file).number, file.read_text("utf-8")
    (1, '電騙')
    """
    known = backups(path)
    if not known:
        raise InputError(f"{path}: no earlier state of it is kept")
    chosen = next((b for b in known if number in (None, b.number)), None)
    if chosen is None:
        have = ", ".join(str(b.number) for b in known)
        raise InputError(f"{path}: no earlier state has the number {number}; there are: {have}")
    data = read_bytes(chosen.path, largest=_LARGEST)
    if data.startswith(_DATABASE):
        keep_backup(chosen.file, copy_database)
        copy_database(chosen.path, chosen.file)
        return chosen
    change_bytes(chosen.file, lambda before: data)
    return chosen
