"""How much work a piece of Python does, counted and not timed: the same on each machine, however busy it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def steps(work: Callable[[], object]) -> int:
    """The lines of Python that `work` runs and the calls that it makes; a call of C code is one step, however long."""
    count = 0

    def line(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return line

    def call(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    tracing, profiling = sys.gettrace(), sys.getprofile()
    sys.settrace(line)
    sys.setprofile(call)
    try:
        work()
    finally:
        sys.setprofile(profiling)
        sys.settrace(tracing)
    return count


def growth(prepare: Callable[[int], Callable[[], object]], n: int) -> float:
    """How the steps grow where the text doubles: 2 where work is linear, 4 where it is quadratic, 0 where they do not.

    From n to 2n and from 2n to 4n, so that what is the same for each length is left out.
    """
    prepare(max(1, n // 5))()  # what is loaded once
    few, more, most = (steps(prepare(k * n)) for k in (1, 2, 4))
    return max(0, most - more) / max(more - few, 1000)
