"""The dictionary's index, kept from one run of the tests to the next: making it takes seconds, in each worker anew.

It lies in `build/` under the sum of all that it is made by and of: a change of the language part makes it anew.
"""

from __future__ import annotations

import os
import shutil
from functools import reduce
from pathlib import Path
from zlib import crc32

ROOT = Path(__file__).parents[1]
_PARTS = [ROOT / "companion" / part for part in ("language", "han.py", "facts.py", "choices.py")]
_SOURCES = [file for part in _PARTS for file in (part, *sorted(part.rglob("*"))) if file.suffix in (".py", ".tsv", ".txt", ".npz")]  # fmt: skip
KEPT = (
    ROOT
    / "build"
    / "tests-index"
    / f"{reduce(lambda sum, file: crc32(file.read_bytes(), sum), _SOURCES, 0):08x}"
)


def bring(cache: Path) -> None:
    """Puts a copy of what was kept into the cache of this run."""
    for kept in KEPT.glob("cedict-*.sqlite"):
        cache.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, cache / kept.name)


def keep(cache: Path) -> None:
    """Keeps the index that this run has made, and no earlier one."""
    for made in cache.glob("cedict-*.sqlite"):
        if not (KEPT / made.name).exists():
            shutil.rmtree(KEPT.parent, ignore_errors=True)
            KEPT.mkdir(parents=True, exist_ok=True)
            part = KEPT / f"{os.getpid()}.part"
            shutil.copyfile(made, part)
            part.replace(KEPT / made.name)
