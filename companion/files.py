"""Writing files: at once or not at all, and never over a stranger's."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from companion.errors import OutputError
from companion.folders import cache_folder

__all__ = ["change_text", "write_bytes_atomically", "write_text_atomically"]


def write_text_atomically(
    path: str | os.PathLike[str], text: str, ours: str | Callable[[Path], bool] = ""
) -> Path:
    """Writes `text` as UTF-8 to a temporary file beside `path` and renames it.

    Where `ours` is given, an existing file is only replaced if it holds that mark in its first
    thousand characters, or if `ours(path)` is true. Raises `OutputError`, and leaves what was
    there, where it can't be done.
    """
    return write_bytes_atomically(path, text.encode("utf-8", "replace"), ours)


def write_bytes_atomically(
    path: str | os.PathLike[str], data: bytes, ours: str | Callable[[Path], bool] = ""
) -> Path:
    """Writes `data` to a temporary file beside `path` and renames it; see `write_text_atomically`."""
    file = Path(path)
    if file.is_dir():
        raise OutputError(f"{file}: is a folder; name a file in it")
    if not file.parent.is_dir():
        raise OutputError(f"{file}: the folder {file.parent} is missing; make it first")
    try:
        if ours and file.exists() and not _is_ours(file, ours):
            raise OutputError(
                f"{file}: exists and was not written by Companion, or was changed since; "
                "choose another name, or use --force (force=True)"
            )
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:40]}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
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


def change_text(path: str | os.PathLike[str], change: Callable[[bytes | None], str]) -> Path:
    """Replaces the text of a file that others may write at the same time, and loses nothing of theirs.

    `change` gets the file's bytes, or None where there is no file yet, and returns the new text;
    what it raises leaves the file as it is. It is called again where somebody else (another
    notebook, a spreadsheet program) wrote the file meanwhile. Missing folders are made.
    Processes of ours wait for each other. Raises `OutputError` where the file can't be read or written.
    """
    from filelock import Timeout

    file = Path(path)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with _lock(file):
            for _ in range(10):
                before = _bytes(file)
                text = change(before)
                if _bytes(file) == before:
                    return write_text_atomically(file, text)
    except Timeout:
        raise OutputError(f"{file}: another Companion is writing it; try again") from None
    except OSError as error:
        raise OutputError(f"{file}: can't be changed ({error.strerror or error})") from None
    raise OutputError(f"{file}: another program writes it again and again; try again later")


def _lock(file: Path) -> contextlib.AbstractContextManager[object]:
    """A lock between processes; none where no cache folder can be written."""
    from filelock import FileLock

    locks = cache_folder() / "locks"
    try:
        locks.mkdir(parents=True, exist_ok=True)
    except OSError:
        return contextlib.nullcontext()
    name = hashlib.sha256(os.fsencode(file.resolve())).hexdigest()[:24]
    return FileLock(locks / f"{name}.lock", timeout=20)


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _is_ours(file: Path, ours: str | Callable[[Path], bool]) -> bool:
    if callable(ours):
        return ours(file)
    return ours in file.read_text("utf-8", "replace")[:1000]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
