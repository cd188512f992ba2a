"""Writing files: at once or not at all, and never over a stranger's."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from companion.errors import OutputError

__all__ = ["write_text_atomically"]


def write_text_atomically(path: str | os.PathLike[str], text: str, ours: str = "") -> Path:
    """Writes `text` as UTF-8 to a temporary file beside `path` and renames it.

    Where `ours` is given, an existing file is only replaced if it holds that mark in its first
    thousand characters. Raises `OutputError`, and leaves what was there, where it can't be done.
    """
    file = Path(path)
    if file.is_dir():
        raise OutputError(f"{file}: is a folder; name a file in it")
    if not file.parent.is_dir():
        raise OutputError(f"{file}: the folder {file.parent} is missing; make it first")
    try:
        if ours and file.exists() and ours not in file.read_text("utf-8", "replace")[:1000]:
            raise OutputError(
                f"{file}: exists and was not written by Companion; choose another name, or use --force"
            )
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:40]}.", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as out:
                out.write(text)
            mode = file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~_umask()
            Path(name).chmod(mode)
            Path(name).replace(file)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise OutputError(f"{file}: can't be written ({error.strerror or error})") from None
    return file


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
