"""What is kept only to be quick: a cache that can't be read or written is as good as none."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from companion.errors import CompanionError
from companion.files.opening import read_bytes
from companion.files.writing import write_bytes_atomically

__all__ = ["cached_bytes", "keep_cached"]

_LARGEST = 2**30


def cached_bytes(path: str | os.PathLike[str]) -> bytes | None:
    """The bytes of a file of the cache; None where there is none, or it can't be read."""
    try:
        return read_bytes(path, largest=_LARGEST)
    except (CompanionError, OSError):
        return None


def keep_cached(path: str | os.PathLike[str], data: bytes) -> bool:
    """Keeps `data` in the cache, and says whether that was possible."""
    file = Path(path)
    with contextlib.suppress(CompanionError, OSError, ValueError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes_atomically(file, data, durable=False)
        return True
    return False
