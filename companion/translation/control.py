"""Stopping a translation that is under way, without a further argument in every translator.

The pipeline runs each step of a translation under `stoppable`; whoever works for long asks
`stop_requested` between two pieces of work and ends early.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["stop_requested", "stoppable"]

_asked: ContextVar[Callable[[], bool] | None] = ContextVar("companion_translation_stop", default=None)


@contextmanager
def stoppable(cancelled: Callable[[], bool] | None) -> Iterator[None]:
    """Within it, `stop_requested` is what `cancelled` says."""
    token = _asked.set(cancelled)
    try:
        yield
    finally:
        _asked.reset(token)


def stop_requested() -> bool:
    """Whether the work should end.

    >>> with stoppable(lambda: True):
    ...     stop_requested()
    True
    """
    cancelled = _asked.get()
    return cancelled is not None and cancelled()
