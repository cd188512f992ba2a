"""The optional compiled core: what takes most of the time of reading, in C (`core.c`).

It is built where there is a C compiler when Companion is installed (`hatch_build.py`). Where there was none, or with
`COMPANION_PURE=1` in the environment, numpy does the same, with the same results: whoever has a compiled way asks `library` first.
"""

from __future__ import annotations

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

__all__ = ["FILE", "SOURCE", "TILE", "Network", "library", "pointer"]

SOURCE = Path(__file__).with_name("core.c")
FILE = SOURCE.with_suffix(".so")
TILE = 24
"""Of how many places the tagger's layers make the products at once; so in `core.c`."""


class Network(ctypes.Structure):
    """The tagger's network, as `core.c` has it."""

    _fields_ = [
        *((name, ctypes.c_int64) for name in ("width", "labels", "alphabet", "half", "slots", "layers", "shift", "lift")),
        *((name, ctypes.c_void_p) for name in ("tables", "pairs", "weights", "bytes", "biases", "scales", "fineness", "dilations")),
    ]  # fmt: skip


_POINTER, _NUMBER = ctypes.c_void_p, ctypes.c_int64
_FUNCTIONS: dict[str, tuple[Any, ...]] = {
    "companion_kind": (_NUMBER,),
    "companion_layers": (
        _NUMBER, ctypes.POINTER(Network), _POINTER, _NUMBER, _POINTER, _POINTER, _NUMBER, _POINTER, _NUMBER, _NUMBER,
    ),
    "companion_shares": (_POINTER, _NUMBER, _NUMBER, _POINTER, _NUMBER, _POINTER),
    "companion_words": (
        _POINTER, _NUMBER, _POINTER, _POINTER, _NUMBER, _NUMBER, _NUMBER, _POINTER, _POINTER, _POINTER,
    ),
    "companion_way": (
        _NUMBER, _NUMBER, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER,
    ),
}  # fmt: skip


@cache
def library() -> ctypes.CDLL | None:
    """The compiled core; None where there is none, or where the environment asks for none.

    One that was built from another state of `core.c` is left alone.

    >>> library() is library()
    True
    """
    if os.environ.get("COMPANION_PURE", "") not in ("", "0"):
        return None
    try:
        found = ctypes.CDLL(str(FILE))
        if ctypes.c_uint32.in_dll(found, "companion_source").value != crc32(SOURCE.read_bytes()):
            return None
    except (OSError, ValueError):
        return None
    for name, arguments in _FUNCTIONS.items():
        function = getattr(found, name)
        function.argtypes, function.restype = arguments, _NUMBER
    return found


def pointer(array: np.ndarray, kind: Any) -> int:
    """Where the numbers of an array lie, for a function of the core.

    Args:
        array: The array, which has to live as long as the call.
        kind: The type of its numbers.

    Returns:
        The address.

    Raises:
        ValueError: It has another type, or its numbers do not lie side by side.

    >>> pointer(np.zeros(3, np.int64), np.int64) > 0
    True
    """
    if array.dtype != kind or not array.flags.c_contiguous:
        raise ValueError(f"an array of {np.dtype(kind)} side by side is needed, not {array.dtype}")
    return array.ctypes.data
