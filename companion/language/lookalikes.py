"""Characters that learners mix up by their shape: groups written for this project (`data/lookalikes.tsv`).

Each group shares a component or differs by a stroke. Simplified and traditional forms stand in
the same table; a caller takes those of its own script.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from companion.facts import read_facts

__all__ = ["looks_like"]


class _Group(NamedTuple):
    group: str


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in read_facts(Path(__file__).parent / "data" / "lookalikes.tsv", _Group):
        for c in row.group:
            table[c] = "".join(dict.fromkeys(table.get(c, "") + row.group.replace(c, "")))
    return table


def looks_like(character: str) -> str:
    """The characters that look like `character`, as a string; empty where none is known.

    >>> looks_like("未"), looks_like("睛")[:3]
    ('末本来味妹', '清情请')
    """
    return _table().get(character, "")
