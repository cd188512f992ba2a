"""How far text recognition is: it takes seconds a page, so a person is told in a terminal and in a notebook."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["told"]

_Page = TypeVar("_Page")


def told(pages: Iterable[_Page], total: int | None = None) -> Iterator[_Page]:
    """The pages, with a bar that goes when they are done; nothing where nobody looks (a pipe, a log).

    >>> list(told("甲乙", 2))
    ['甲', '乙']
    """
    from tqdm.auto import tqdm

    yield from tqdm(
        pages,
        desc="text recognition",
        total=total,
        unit="page",
        leave=False,
        disable=False
        if _in_notebook()
        else None,  # a notebook's streams are no terminal, and show it all the same
    )


def _in_notebook() -> bool:
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "kernel", None) is not None
