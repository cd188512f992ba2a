"""Regular expressions that are compiled when they are first asked.

Compiling is a sixth of what `companion annotate` takes for a page: Python needs one to five milliseconds for a class of all Han characters or
a long choice. What most texts never ask need not be compiled for them.
"""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["later"]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Later:
    """Stands for a compiled expression; has its methods once one was used."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but nothing is compiled until the first text is looked at.

    For module-level expressions that few texts need; a mistake in one shows at its first use, so each has a test that uses it.

    Args:
        pattern: The expression.
        flags: As of `re.compile`.

    Returns:
        What has the methods of a compiled expression, and its `pattern`.

    >>> date = later("[一二三四五六七八九十]+月")
    >>> date.pattern, date.findall("三月至五月")
    ('[一二三四五六七八九十]+月', ['三月', '五月'])
    """
    return cast(re.Pattern[str], _Later(pattern, flags))
