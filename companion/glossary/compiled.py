"""The shipped terms in a form that loads in a few milliseconds, kept in the cache folder.

It is made from the CSV files when they or their place changed, and only after every cell was
checked. It is JSON, so that a damaged or foreign file can do no harm: it is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from companion.errors import CompanionError
from companion.files import write_text_atomically
from companion.folders import cache_folder
from companion.model import Term

__all__ = ["compiled", "keep", "signature"]

FORMAT = 1
_FIELDS = tuple(Term.__slots__)


def signature(files: Sequence[Path]) -> tuple[tuple[Any, ...], ...]:
    """Changes whenever one of the files does: name, time, size and number of each."""
    result = []
    for file in files:
        stat = file.stat()
        result.append((file.name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(result)


def _place(folder: Path) -> Path:
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    return cache_folder() / f"glossary-{FORMAT}-{name}.json"


def _head(files: Sequence[Path]) -> list[Any]:
    return [FORMAT, list(_FIELDS), [list(s) for s in signature(files)]]


def compiled(folder: Path, files: Sequence[Path]) -> list[Term] | None:
    """The terms that `keep` kept for exactly these files; None where there are none."""
    try:
        data = json.loads(_place(folder).read_bytes())
        if data["head"] != _head(files):
            return None
        return [Term(*row[:4], tuple(row[4]), *row[5:8], tuple(row[8]), *row[9:]) for row in data["rows"]]
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def keep(folder: Path, files: Sequence[Path], terms: Sequence[Term]) -> None:
    """Keeps the terms; where the cache folder can't be written they are read anew each time."""
    rows = [[getattr(t, f) for f in _FIELDS] for t in terms]
    with contextlib.suppress(OSError, CompanionError):
        place = _place(folder)
        text = json.dumps({"head": _head(files), "rows": rows}, ensure_ascii=False, separators=(",", ":"))
        place.parent.mkdir(parents=True, exist_ok=True)
        write_text_atomically(place, text)
