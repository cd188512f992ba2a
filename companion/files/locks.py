"""One writer at a time, told apart by the folder that the file lies in and by nothing else.

The lock is on the folder itself, so that two accounts, containers or cache folders share it, nothing is left
behind by who is killed, and no umask can shut others out. Where the system locks no folders (Windows, some
network disks) a lock file lies beside the file.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from companion.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["PATIENCE", "locked"]

PATIENCE = 20.0
"""Seconds for which a writer waits while nothing moves; as long as others get on, it waits on."""

_HELD = (errno.EAGAIN, errno.EWOULDBLOCK)


@contextlib.contextmanager
def locked(path: str | os.PathLike[str], *, patience: float = PATIENCE) -> Iterator[None]:
    """Keeps other processes and threads from changing the files of a folder meanwhile.

    Args:
        path: A file in the folder, or the folder itself; links are followed.
        patience: Seconds to wait for who holds the lock and doesn't get on.

    Raises:
        OutputError: somebody else holds the lock, and nothing has changed for that long.

    >>> import tempfile
    >>> with locked(tempfile.mkdtemp()):
    ...     pass
    """
    real = Path(os.path.realpath(path))
    folder = real if real.is_dir() else real.parent
    release = _wait(folder, real, patience)
    try:
        yield
    finally:
        release()


def _wait(folder: Path, file: Path, patience: float) -> Callable[[], object]:
    seen, since = _progress(folder), time.monotonic()
    while True:
        if (release := _take(folder, file)) is not None:
            return release
        time.sleep(random.uniform(0.001, 0.015))  # no two writers in step, so that each has its turn
        if (now := _progress(folder)) != seen:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since >= patience:
            raise OutputError(f"{file}: another Companion is writing it; try again")


def _progress(folder: Path) -> int | None:
    with contextlib.suppress(OSError):
        return folder.stat().st_mtime_ns
    return None


def _take(folder: Path, file: Path) -> Callable[[], object] | None:
    """The lock, as what gives it back; None where somebody holds it."""
    if fcntl is not None:
        try:
            descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        except OSError:
            return _take_file(folder, file)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            return None if error.errno in _HELD else _take_file(folder, file)
        return lambda: os.close(descriptor)
    return _take_file(folder, file)


def _take_file(folder: Path, file: Path) -> Callable[[], object] | None:
    from filelock import FileLock, Timeout

    name = ".companion.lock" if file == folder else f".{file.name[:60]}.lock"
    lock = FileLock(folder / name, timeout=0, mode=0o666)
    try:
        lock.acquire()
    except Timeout:
        return None
    except (OSError, NotImplementedError):  # better no lock than no writing: the rename is whole all the same
        return lambda: None
    return lock.release
