"""Three layers of terms: shipped, a project's or class's file, a person's own; the nearer wins.

Files are read again when they have changed (time, size or number), so that a term counts from
the next article on, without a restart.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from companion.errors import GlossaryError
from companion.files import as_path, is_there
from companion.folders import data_folder
from companion.glossary.compiled import signature
from companion.glossary.glossary import Glossary, files_of, merge, shipped_folder
from companion.glossary.table import Problem

__all__ = ["layered", "personal_path"]

_MOST_KEPT = 8
_kept: OrderedDict[Any, tuple[Any, Glossary]] = OrderedDict()
_lock = threading.Lock()


def personal_path() -> Path:
    """The CSV file with a person's own terms, in the data folder; it need not exist yet."""
    return data_folder() / "glossary.csv"


def layered(
    project: Glossary | str | Path | None = None, personal: Glossary | str | Path | bool | None = None
) -> Glossary:
    """See `Glossary.layered`."""
    nearest_first = []
    if personal is None or personal is True:
        own = personal_path()
        if is_there(own):
            try:
                nearest_first.append(_layer(own, "personal"))
            except GlossaryError as error:  # reading goes on without it
                problem = Problem(own.name, 0, "", f"your own glossary is not used: {error}")
                nearest_first.append(Glossary((), [problem]))
    elif personal is not False:
        nearest_first.append(_layer(personal, "personal"))
    if project is not None:
        nearest_first.append(_layer(project, "project"))
    shipped = _remembered("shipped", signature(files_of(shipped_folder())), Glossary.load)
    if not nearest_first:
        return shipped
    parts = (*nearest_first, shipped)
    return _remembered(("merged", *map(id, parts)), parts, lambda: merge(*parts))


def _layer(layer: Glossary | str | Path, name: str) -> Glossary:
    if isinstance(layer, Glossary):
        return layer
    path = Path(os.path.realpath(as_path(layer, GlossaryError)))
    return _remembered(
        (str(path), name),
        signature(files_of(path)),
        lambda: Glossary.load(path, errors="collect", layer=name),
    )


def _remembered(key: Any, state: Any, make: Callable[[], Glossary]) -> Glossary:
    """What was made under `key` in the same `state`, or else is made now."""
    with _lock:
        known = _kept.get(key)
        if known is not None and known[0] == state:
            _kept.move_to_end(key)
            return known[1]
    made = make()
    with _lock:
        _kept[key] = (state, made)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return made
