"""The shipped terms in a form that loads in a few milliseconds, kept in the cache folder.

It is made from the CSV files when they or their place changed, and only after every cell was
checked. A checksum stands before it: a damaged file is made anew.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from companion.errors import GlossaryError
from companion.files import cached_bytes, keep_cached, ordinary
from companion.files.folders import cache_folder
from companion.model import Term

__all__ = ["compiled", "keep", "signature"]

FORMAT = 1
_FIELDS = tuple(Term.__slots__)


def signature(files: Sequence[Path]) -> tuple[tuple[Any, ...], ...]:
    """Changes whenever one of the files does: name, time, size and number of each."""
    result = []
    for file in files:
        stat = ordinary(file, GlossaryError)
        assert stat is not None
        result.append((file.name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(result)


def _place(folder: Path) -> Path:
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    version = f"{FORMAT}-{sys.version_info.major}{sys.version_info.minor}"  # marshal's form is Python's own
    return cache_folder() / f"glossary-{version}-{name}.bin"


def _head(files: Sequence[Path]) -> tuple[Any, ...]:
    return (FORMAT, _FIELDS, signature(files))


def compiled(folder: Path, files: Sequence[Path]) -> list[Term] | None:
    """The terms that `keep` kept for exactly these files; None where there are none."""
    try:
        raw = cached_bytes(_place(folder))
        if raw is None or hashlib.sha256(raw[32:]).digest() != raw[:32]:
            return None
        head, rows = marshal.loads(raw[32:])
        return [Term(*row) for row in rows] if head == _head(files) else None
    except (OSError, ValueError, EOFError, TypeError):
        return None


def keep(folder: Path, files: Sequence[Path], terms: Sequence[Term]) -> None:
    """Keeps the terms; where the cache folder can't be written they are read anew each time."""
    rows = [tuple(getattr(t, f) for f in _FIELDS) for t in terms]
    data = marshal.dumps((_head(files), rows))
    keep_cached(_place(folder), hashlib.sha256(data).digest() + data)
