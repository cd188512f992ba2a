"""The door out: whole or not at all, never over a stranger's, and where the person's own file really lies.

A file is written beside its real place (behind every link) under another name, brought to the disk, renamed,
and the folder brought to the disk: after a loss of power there stands the old state or the new one. What a
killed writer left behind is swept by the next one.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import io
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from companion.errors import CompanionError, InputError, OutputError
from companion.files.backups import keep_backup
from companion.files.locks import locked
from companion.files.opening import as_path, handed_over, read_bytes, read_ends, what_it_is

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = [
    "bring_to_disk",
    "change_bytes",
    "change_text",
    "put_folder",
    "sweep",
    "write_bytes_atomically",
    "write_pieces_atomically",
    "write_text_atomically",
]

_LARGEST = 2**30
_LEFTOVER = re.compile(r"\..{1,40}\.companion-[0-9a-f]{8}\.part")
_EARLIER = re.compile(r"cedict-[a-z0-9_]{8}\.part")  # what earlier versions left in the cache
_OLD = 24 * 3600
_PART = 2**18
_PAUSE = 0.5  # seconds between two looks through a folder, so that many files into it stay linear work
_swept: dict[str, float] = {}


def write_text_atomically(
    path: str | os.PathLike[str], text: str, ours: str | Callable[[Path], bool] = ""
) -> Path:
    """Writes `text` as UTF-8, at once or not at all; see `write_bytes_atomically`."""
    return write_bytes_atomically(path, text.encode("utf-8", "replace"), ours)


def write_bytes_atomically(
    path: str | os.PathLike[str],
    data: bytes,
    ours: str | Callable[[Path], bool] = "",
    *,
    keep: bool = False,
    durable: bool = True,
) -> Path:
    """Writes `data` to a file, at once or not at all, and returns the path as it was named.

    Args:
        path: The file. A link stays one: what it leads to is written.
        data: All of it.
        ours: An existing file is only replaced if it holds this mark in its first thousand characters, or
            if `ours(path)` is true.
        keep: The state before is kept as a numbered backup (`companion.files.backups`).
        durable: Wait until it is on the disk; a cache need not.

    Raises:
        OutputError: it can't be done; then what was there is there.

    >>> import tempfile
    >>> write_bytes_atomically(Path(tempfile.mkdtemp()) / "電騙.txt", "打擊電騙".encode()).read_text("utf-8")
    '打擊電騙'
    """
    return write_pieces_atomically(path, (data,), ours, keep=keep, durable=durable)


def write_pieces_atomically(
    path: str | os.PathLike[str],
    pieces: Iterable[bytes],
    ours: str | Callable[[Path], bool] = "",
    *,
    keep: bool = False,
    durable: bool = True,
) -> Path:
    """Writes a file piece by piece, so that no more than a piece is in memory; all of it or nothing, as `write_bytes_atomically`.

    What making a piece raises leaves what was there as it was.
    """
    file = as_path(path, OutputError)
    try:
        real, before = _place(file)
        if before is not None and not stat.S_ISREG(before.st_mode):
            _hand_over(file, real, before, pieces)
            return file
        if ours and before is not None and not _is_ours(file, ours):
            raise OutputError(
                f"{file}: exists and was not written by Companion, or was changed since; "
                "choose another name, or use --force (force=True)"
            )
        _sweep_now_and_then(real.parent)
        _replace(real, before, pieces, keep=keep, durable=durable)
    except CompanionError:
        raise  # what was to be written could not be made, and says why itself
    except (OSError, ValueError) as error:
        raise OutputError(f"{file}: can't be written ({getattr(error, 'strerror', None) or error})") from None
    return file


def change_text(
    path: str | os.PathLike[str],
    change: Callable[[bytes | None], str],
    begins_as: str | os.PathLike[str] | None = None,
) -> Path:
    """Replaces the text of a person's own file that others may write at the same time, and loses nothing of theirs.

    `change` gets the file's bytes, or None where there is no file yet, and returns the new text;
    what it raises leaves the file as it is. It is called again where somebody else (another
    notebook, a spreadsheet program) wrote the file meanwhile. Missing folders are made.
    Processes of ours wait for each other. The state before is kept as a numbered backup. A file that
    is not there yet begins with the bytes of `begins_as`, which stays as it is. Raises `OutputError` where the
    file can't be read or written.
    """
    return change_bytes(path, lambda before: change(before).encode("utf-8", "replace"), begins_as)


def change_bytes(
    path: str | os.PathLike[str],
    change: Callable[[bytes | None], bytes],
    begins_as: str | os.PathLike[str] | None = None,
) -> Path:
    """See `change_text`."""
    file = as_path(path, OutputError)
    try:
        _place(file, make=True)
        with locked(file):
            for _ in range(10):
                before = _bytes(file)
                data = change(_bytes(as_path(begins_as)) if before is None and begins_as else before)
                if data == before:
                    return file
                if _bytes(file) == before:
                    return write_bytes_atomically(file, data, keep=True)
    except OSError as error:
        raise OutputError(f"{file}: can't be changed ({error.strerror or error})") from None
    raise OutputError(f"{file}: another program writes it again and again; try again later")


def sweep(folder: str | os.PathLike[str]) -> int:
    """Removes what writers that were killed have left in a folder; how many files that were.

    What a living process is writing stays: it holds a lock on it. Where there are no such locks, what
    is younger than a day stays.
    """
    count = 0
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.endswith(".part") and (
                _LEFTOVER.fullmatch(entry.name) or _EARLIER.fullmatch(entry.name)
            ):
                with contextlib.suppress(OSError):
                    if entry.is_file(follow_symlinks=False) and _is_left(entry):
                        Path(entry.path).unlink()
                        count += 1
    return count


def _sweep_now_and_then(folder: Path) -> None:
    now = time.monotonic()
    if now - _swept.get(str(folder), -_PAUSE) >= _PAUSE:
        sweep(folder)
        if len(_swept) > 1000:
            _swept.clear()
        _swept[str(folder)] = time.monotonic()


def _is_left(entry: os.DirEntry[str]) -> bool:
    if fcntl is not None and not _EARLIER.fullmatch(entry.name):
        descriptor = os.open(entry.path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EWOULDBLOCK):
                return False
        finally:
            os.close(descriptor)
    return abs(time.time() - entry.stat().st_mtime) > _OLD


def _place(file: Path, make: bool = False) -> tuple[Path, os.stat_result | None]:
    """Where a file really lies, behind every link, and what is there now; `make`: its folder too."""
    real = Path(os.path.realpath(file))
    if real.is_symlink():
        raise OutputError(f"{file}: is a link that leads to itself; name the file")
    if make:
        real.parent.mkdir(parents=True, exist_ok=True)
    try:
        before = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        before = None
    if before is not None and stat.S_ISDIR(before.st_mode):
        raise OutputError(f"{file}: is a folder; name a file in it")
    if before is None and not real.parent.is_dir():
        raise OutputError(
            f"{file}: the folder {real.parent if file.is_symlink() else file.parent} is missing; make it first"
        )
    return real, before


def _hand_over(file: Path, real: Path, before: os.stat_result, pieces: Iterable[bytes]) -> None:
    """What is no file but takes bytes: standard output, a shell's `>(…)`, and the null device."""
    if not (handed_over(file, before) or _is_stream(file, before)):
        raise OutputError(f"{file}: {what_it_is(before)}")
    descriptor = os.open(file, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
    with os.fdopen(descriptor, "wb") as out:
        for piece in pieces:
            out.write(piece)


def _is_stream(file: Path, before: os.stat_result) -> bool:
    names = ("/dev/stdout", "/dev/stderr", os.devnull)
    return str(file) in names and (stat.S_ISFIFO(before.st_mode) or stat.S_ISCHR(before.st_mode))


def _replace(
    real: Path, before: os.stat_result | None, pieces: Iterable[bytes], *, keep: bool, durable: bool
) -> None:
    out, temporary = _new_beside(real)
    try:
        for data in _gathered(pieces):
            view = memoryview(data)
            while view:
                view = view[out.write(view[: 2**24]) :]
        if before is not None:
            _as_before(out.fileno(), before)
        if durable:
            os.fsync(out.fileno())
        if keep and before is not None:
            keep_backup(real)
        if fcntl is None:
            out.close()  # Windows renames no open file
        _rename(temporary, real)
    except BaseException:
        out.close()
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    out.close()
    if durable:
        bring_to_disk(real.parent, deep=False)


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces in parts that are worth a call of the system: a page comes in thousands of small ones."""
    some: list[bytes] = []
    size = 0
    for piece in pieces:
        some.append(piece)
        size += len(piece)
        if size >= _PART:
            yield b"".join(some)
            some, size = [], 0
    if some:
        yield b"".join(some)


def _as_before(descriptor: int, before: os.stat_result) -> None:
    """Owner, group and rights of the file that is replaced, as far as the system lets us."""
    with contextlib.suppress(OSError, AttributeError):
        if (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(descriptor, before.st_uid, before.st_gid)
    with contextlib.suppress(OSError, AttributeError):
        os.fchmod(descriptor, stat.S_IMODE(before.st_mode))


def _new_beside(real: Path) -> tuple[io.FileIO, Path]:
    """A new file beside the real one, locked for as long as it is written."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    while True:
        place = real.with_name(f".{real.name[:40]}.companion-{secrets.token_hex(4)}.part")
        try:
            descriptor = os.open(place, flags, 0o666)
        except FileExistsError:
            continue
        try:
            out = os.fdopen(descriptor, "wb", buffering=0)
        except BaseException:
            os.close(descriptor)
            place.unlink()
            raise
        if fcntl is None:
            return out, place
        with contextlib.suppress(OSError):
            fcntl.flock(out.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(out.fileno()).st_nlink:  # else a sweeper came between
            return out, place
        out.close()


def _rename(temporary: Path, real: Path) -> None:
    """One act on every system; on Windows a program that reads the file for a moment is waited for."""
    for attempt in range(5):
        try:
            temporary.replace(real)
            return
        except PermissionError:
            if sys.platform != "win32" or attempt == 4:
                raise
            time.sleep(0.1 * 2**attempt)


def put_folder(made: Path, target: Path, work: Path) -> Path:
    """Moves a whole folder into `target`, in the place of one of its name: at every moment a whole one is there.

    The new one first stands beside the old one, then the old one goes (into `work`, which the caller clears
    away), then the new one takes its name; a machine that stops in between has one of them or both.
    """
    bring_to_disk(made)
    place = target / made.name
    if not os.path.lexists(place):
        made.rename(place)
    else:
        beside = target / f"{made.name}.new-{secrets.token_hex(4)}"
        made.rename(beside)
        place.rename(work / f"replaced-{place.name}")
        beside.rename(place)
    bring_to_disk(target, deep=False)
    for left in target.glob(f"{glob.escape(made.name)}.new-*"):  # of a writer that was killed
        shutil.rmtree(left, ignore_errors=True)
    return place


def bring_to_disk(folder: Path, deep: bool = True) -> None:
    """The names in a folder, and where `deep` all that is in it, so that a loss of power takes none of it.

    Where a system brings no folders to the disk (Windows, some network disks) it does so by itself.
    """
    for place, _, names in os.walk(folder) if deep else [(folder, (), ())]:
        for path in (*(Path(place) / name for name in names), Path(place)):
            with contextlib.suppress(OSError):
                descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)


def _bytes(file: Path) -> bytes | None:
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return read_bytes(file, largest=_LARGEST, error=OutputError)


def _is_ours(file: Path, ours: str | Callable[[Path], bool]) -> bool:
    if callable(ours):
        try:
            return ours(file)
        except InputError:
            return False
    return ours in read_ends(file, 4000, 0, error=OutputError)[0].decode("utf-8", "replace")[:1000]
