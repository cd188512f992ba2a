"""A folder for one run of the tests, which goes with the run: at its end, when it is interrupted, or with the next run."""

from __future__ import annotations

import atexit
import shutil
import signal
import tempfile
import time
from pathlib import Path

from filelock import FileLock, Timeout

_LOCK = ".used"
_held: list[FileLock] = []


def own_folder(prefix: str) -> Path:
    """A new folder that is removed where this process ends, be it by Ctrl-C or a SIGTERM.

    A process that is killed can remove nothing: what such runs have left is removed first. A folder in use is locked.
    """
    _remove_left(prefix)
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    lock = FileLock(folder / _LOCK)
    lock.acquire()
    _held.append(lock)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    return folder


def _remove_left(prefix: str) -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        try:
            if time.time() - (folder / _LOCK).stat().st_mtime > 60:  # its run has had the time to lock it
                with FileLock(folder / _LOCK, timeout=0):
                    shutil.rmtree(folder, ignore_errors=True)
        except (OSError, Timeout):
            continue
