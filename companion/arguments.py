"""What public functions do with their arguments: one thing where several are taken, old ways of calling."""

from __future__ import annotations

import functools
import os
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

from companion.errors import InputError

__all__ = ["keywords_once_positional", "several"]

_F = TypeVar("_F", bound=Callable[..., Any])


def several(value: Any) -> tuple[Any, ...]:
    """The values of an argument that takes several, where a single text or path stands for itself.

    Without this `memory="a.tmx"` would be five memories, one for each letter.

    Args:
        value: a text or path, several of them, or None for none.

    Returns:
        A tuple of them.

    >>> several("電騙"), several(["電騙", "警方"]), several(None)
    (('電騙',), ('電騙', '警方'), ())
    """
    if value is None:
        return ()
    if isinstance(value, str | bytes | os.PathLike):
        return (value,)
    try:
        return tuple(value)
    except TypeError:
        raise InputError(f"texts or paths were expected, not {type(value).__name__}") from None


def keywords_once_positional(*names: str) -> Callable[[_F], _F]:
    """Lets a function be called as it once was: `names` may follow its first argument by position, with a warning.

    Args:
        names: the keywords that had a position, in their order.

    Returns:
        A decorator; the function keeps its signature.

    >>> @keywords_once_positional("paragraphs")
    ... def read_text(text, *, paragraphs="auto"):
    ...     return paragraphs
    >>> with warnings.catch_warnings(record=True):
    ...     read_text("電騙", "line")
    'line'
    """

    def decorated(function: _F) -> _F:
        @functools.wraps(function)
        def wrapper(*arguments: Any, **keywords: Any) -> Any:
            if len(arguments) > 1:
                given = dict(zip(names, arguments[1:], strict=False))
                if len(arguments) - 1 > len(names) or given.keys() & keywords.keys():
                    return function(*arguments, **keywords)  # Python says what is wrong
                how = ", ".join(f"{name}=…" for name in given)
                warnings.warn(
                    f"{function.__name__}(…): give {how} by name; by position it will be an error",
                    DeprecationWarning,
                    stacklevel=2,
                )
                arguments, keywords = arguments[:1], keywords | given
            return function(*arguments, **keywords)

        return wrapper  # type: ignore[return-value]

    return decorated
