"""The door in: every file that a person names is opened by `read_bytes`, and parsed inside `parsing`."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import overload

from companion.errors import CompanionError, InputError, meant, missing

__all__ = [
    "LARGEST",
    "as_path",
    "digest",
    "handed_over",
    "is_file",
    "is_folder",
    "is_there",
    "megabytes",
    "opened",
    "ordinary",
    "parsing",
    "read_bytes",
    "read_ends",
    "read_standard_input",
    "read_text",
    "what_it_is",
]

LARGEST = 64 * 2**20
"""Bytes of a file that are read where its reader names no other limit."""
_LOOKED_AT = 2000  # names in a folder among which one is looked for that was mistyped

_CHUNK = 2**20
_TRIES = 6
_FRESH = 1.0  # seconds after a change in which the file may still be being written
_SMALL = 2**16  # bytes that are written in one go, so that no pause is needed between two readings
_HANDED = re.compile(r"/(?:dev/fd|proc/(?:self|\d+)/fd)/\d+|/dev/stdin")
_KINDS = (
    (stat.S_ISDIR, "is a folder; name a file in it"),
    (stat.S_ISFIFO, "is no ordinary file (a pipe); save what comes out of it and name that file"),
    (stat.S_ISCHR, "is no ordinary file (a device); name a file"),
    (stat.S_ISBLK, "is no ordinary file (a device); name a file"),
    (stat.S_ISSOCK, "is no ordinary file (a socket); name a file"),
)


def as_path(path: object, error: type[CompanionError] = InputError) -> Path:
    """What a caller named as a file, as a `Path`. Raises `error` where it can name none.

    >>> as_path("文章.txt").name
    '文章.txt'
    """
    try:
        name = os.fsdecode(path)  # type: ignore[arg-type]
    except TypeError:
        raise error(f"a file is named by a text or a Path, not by {type(path).__name__}") from None
    if not name:
        raise error("the name of the file is empty; name a file")
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        raise error(f"{name!r}: there is no such file: no name has half of a character in it") from None
    if "\0" in name:
        raise error(f"{name}: there is no such file: no name has a zero character in it")
    return Path(name)


def megabytes(size: float) -> str:
    """A size for a person: never rounded to nothing.

    >>> megabytes(70 * 2**20), megabytes(1500)
    ('70 MB', '0.1 MB')
    """
    value = max(0.1, size / 2**20)
    return f"{value:,.1f}".removesuffix(".0") + " MB"


@overload
def ordinary(path: object, error: type[CompanionError] = InputError) -> os.stat_result: ...


@overload
def ordinary(
    path: object, error: type[CompanionError] = InputError, *, missing_ok: bool
) -> os.stat_result | None: ...


def ordinary(
    path: object, error: type[CompanionError] = InputError, *, missing_ok: bool = False
) -> os.stat_result | None:
    """What the system says of a file that may be opened without fear: an ordinary one.

    None where there is none and `missing_ok`. Raises `error` for a folder, a pipe, a device or a socket (a
    link to one, too), whose reading could wait or go on for ever. A pipe that the shell handed over
    (`<(…)`, `/dev/stdin`) is let through: it was opened by the person themself.
    """
    file = as_path(path, error)
    try:
        found = file.stat()
    except FileNotFoundError:
        if missing_ok and not file.is_symlink():
            return None
        raise missing(error)(f"{file}: can't be read: there is no such file{_near(file)}") from None
    except (OSError, ValueError) as cause:
        raise error(f"{file}: can't be read ({getattr(cause, 'strerror', None) or cause})") from None
    if not stat.S_ISREG(found.st_mode) and not handed_over(file, found):
        raise error(f"{file}: {what_it_is(found)}")
    return found


def _near(file: Path) -> str:
    """What was probably meant by the name of a file that is not there: one that lies in its folder."""
    try:
        with os.scandir(file.parent) as there:
            return meant(file.name, [entry.name for entry in islice(there, _LOOKED_AT)])
    except (OSError, ValueError):
        return ""


def is_file(path: object) -> bool:
    """Whether an ordinary file is there; no, and no error, where the system refuses to look."""
    try:
        return os.path.isfile(path)  # type: ignore[arg-type]  # noqa: PTH113
    except (TypeError, ValueError):
        return False


def is_folder(path: object) -> bool:
    """Whether a folder is there; no, and no error, where the system refuses to look."""
    try:
        return os.path.isdir(path)  # type: ignore[arg-type]  # noqa: PTH112
    except (TypeError, ValueError):
        return False


def is_there(path: object) -> bool:
    """Whether anything is there under this name, a broken link or a pipe too."""
    try:
        return os.path.lexists(path)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False


def what_it_is(found: os.stat_result) -> str:
    return next((what for is_one, what in _KINDS if is_one(found.st_mode)), "is no ordinary file")


def handed_over(file: Path, found: os.stat_result) -> bool:
    """Whether it is a pipe that stands open in this process already, as process substitution gives it."""
    return stat.S_ISFIFO(found.st_mode) and _HANDED.fullmatch(str(file)) is not None


def read_bytes(
    path: object,
    *,
    largest: int = LARGEST,
    error: type[CompanionError] = InputError,
    missing_ok: bool = False,
) -> bytes:
    """The bytes of a file that a person named, as they stood at one moment.

    Args:
        path: A text or a path; process substitution of a shell works too.
        largest: How many bytes are read at most; the size is looked at before anything is read.
        error: What is raised, always one sentence with the file's name and the way out.
        missing_ok: A file that isn't there is empty.

    Raises:
        CompanionError: `error`, where there is no such file, it is no ordinary one, it is too large, the
            system refuses it, or it goes on changing while it is read.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "電騙.txt"
    >>> _ = file.write_bytes("打擊電騙".encode())
    >>> read_bytes(file).decode()
    '打擊電騙'
    """
    file = as_path(path, error)
    if ordinary(file, error, missing_ok=missing_ok) is None:
        return b""
    before = None
    for attempt in range(_TRIES):
        try:
            data, settled = _read_once(file, largest, error)
        except CompanionError:
            raise
        except FileNotFoundError:
            raise missing(error)(f"{file}: can't be read: there is no such file any more") from None
        except (OSError, ValueError) as cause:
            raise error(f"{file}: can't be read ({getattr(cause, 'strerror', None) or cause})") from None
        if settled or data == before:
            return data
        before = data
        if attempt or len(data) > _SMALL:
            time.sleep(0.02 * 2**attempt)
    raise error(f"{file}: changes while it is read; try again when the other program has written it")


def _read_once(file: Path, largest: int, error: type[CompanionError]) -> tuple[bytes, bool]:
    """The bytes, and whether they are certain to be all of one state of the file.

    A system stamps a file when a program begins to write a piece, by a clock with ticks: while the piece is being
    written, and within a tick, nothing tells that the bytes are half old and half new. So of a file that was changed
    just now only two readings that agree are certain.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    # Without O_NONBLOCK the opening itself would wait where a pipe has taken the file's place.
    descriptor = os.open(file, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    try:
        before = os.fstat(descriptor)
        is_file = stat.S_ISREG(before.st_mode)
        if not is_file:
            if not handed_over(file, before):
                raise error(f"{file}: {what_it_is(before)}")
            os.set_blocking(descriptor, True)
        elif before.st_size > largest:
            raise error(f"{file}: has {megabytes(before.st_size)}; at most {megabytes(largest)} are read")
        data = _at_most(descriptor, largest)
        if len(data) > largest:
            raise error(f"{file}: has more than {megabytes(largest)}, which is the most that is read")
        return data, not is_file or (_state(before) == _state(os.fstat(descriptor)) and not _is_fresh(before))
    finally:
        os.close(descriptor)


def _state(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _is_fresh(found: os.stat_result) -> bool:
    return abs(time.time() - found.st_mtime) < _FRESH


def _at_most(descriptor: int, largest: int) -> bytes:
    """All that can be read, but never more than a byte beyond `largest`."""
    pieces, have = [], 0
    while have <= largest and (piece := os.read(descriptor, min(_CHUNK, largest + 1 - have))):
        pieces.append(piece)
        have += len(piece)
    return b"".join(pieces)


@contextlib.contextmanager
def opened(path: object, *, error: type[CompanionError] = InputError) -> Iterator[BufferedReader]:
    """An ordinary file of any size, for a reader that looks at parts of it; see `read_bytes`."""
    file = as_path(path, error)
    ordinary(file, error)
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        source = os.fdopen(os.open(file, flags), "rb")
    except OSError as cause:
        raise error(f"{file}: can't be read ({cause.strerror or cause})") from None
    with source:
        found = os.fstat(source.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise error(f"{file}: {what_it_is(found)}")
        yield source


def read_ends(
    path: object, first: int, last: int, *, error: type[CompanionError] = InputError
) -> tuple[bytes, bytes]:
    """The first and the last bytes of a file of any size, as a look at who wrote it needs them."""
    with opened(path, error=error) as source:
        try:
            head = source.read(first)
            source.seek(max(0, os.fstat(source.fileno()).st_size - last))
            return head, source.read(last)
        except OSError as cause:
            raise error(f"{path}: can't be read ({cause.strerror or cause})") from None


def digest(path: object, *, error: type[CompanionError] = InputError) -> bytes:
    """The SHA-256 of an ordinary file of any size."""
    with opened(path, error=error) as source:
        try:
            return hashlib.file_digest(source, "sha256").digest()
        except OSError as cause:
            raise error(f"{path}: can't be read ({cause.strerror or cause})") from None


def read_standard_input(*, largest: int = LARGEST) -> bytes:
    """The bytes of standard input, up to `largest`. Raises `InputError` where it is closed or too large."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError("standard input is closed; name a file instead of -")
    try:
        data: bytes = stream.read(largest + 1)
    except (OSError, ValueError) as cause:
        raise InputError(
            f"standard input can't be read ({getattr(cause, 'strerror', None) or cause}); name a file instead of -"
        ) from None
    if len(data) > largest:
        raise InputError(f"standard input has more than {megabytes(largest)}, which is the most that is read")
    return data


def read_text(
    path: object,
    *,
    largest: int = LARGEST,
    error: type[CompanionError] = InputError,
    missing_ok: bool = False,
) -> str:
    """The text of a file in UTF-8, with or without its mark; see `read_bytes`."""
    data = read_bytes(path, largest=largest, error=error, missing_ok=missing_ok)
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as cause:
        line = data[: cause.start].count(b"\n") + 1
        raise error(f"{path}, line {line}: is not UTF-8; save the file as UTF-8") from None


@contextlib.contextmanager
def parsing(
    name: object,
    what: str,
    way_out: str = "save or download it again",
    error: type[CompanionError] = InputError,
) -> Iterator[None]:
    """Where a parser or a codec works on what came from outside: whatever it raises comes out as one sentence.

    The libraries raise what their lookups, their C code and their decompressors raise; no list of it would be
    complete, and none is kept. Our own errors pass. The cause stays on the error, for `--debug`.

    >>> try:
    ...     with parsing("電騙.epub", "an e-book"):
    ...         min([])
    ... except InputError as error:
    ...     print(error)
    電騙.epub: can't be read as an e-book: it is damaged or not complete (ValueError); save or download it again
    """
    try:
        yield
    except CompanionError:
        raise
    except RecursionError as cause:
        raise error(f"{name}: can't be read as {what}: it is nested too deeply; {way_out}") from cause
    except MemoryError as cause:
        raise error(f"{name}: can't be read as {what}: it needs more memory than there is") from cause
    except Exception as cause:
        kind = type(cause).__name__
        said = "" if kind == "error" else f" ({kind})"  # zlib, struct, binascii, lzma call theirs so
        raise error(
            f"{name}: can't be read as {what}: it is damaged or not complete{said}; {way_out}"
        ) from cause
