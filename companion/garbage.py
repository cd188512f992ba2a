"""Garbage collection put off while very many objects are made that all stay.

Python's cyclic collector goes through all objects again and again as their number grows; half a
million tokens, none of which is garbage, take a third longer with it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Nothing is collected within; where it was off before it stays off.

    >>> with collector_paused():
    ...     words = [[w] for w in "電騙"]
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
