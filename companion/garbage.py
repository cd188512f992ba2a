"""Garbage collection put off while very many objects are made that all stay.

Python's cyclic collector goes through all objects again and again as their number grows; half a
million tokens, none of which is garbage, take a third longer with it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]

_MANY = 20_000  # objects


@contextmanager
def collector_paused() -> Iterator[None]:
    """Nothing is collected within; where it was off before it stays off.

    Very many objects that were made within count as old at once, or all would be gone through at the end.

    >>> with collector_paused():
    ...     words = [[w] for w in "電騙"]
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] > _MANY and not gc.get_freeze_count():
                gc.freeze()  # all that there is is set apart,
                gc.unfreeze()  # and joins the oldest
            gc.enable()
