"""What public functions do with their arguments: one thing where several are taken, old ways of calling, shared words."""

from __future__ import annotations

import functools
import inspect
import os
import re
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

from companion.errors import InputError

__all__ = ["describes_arguments", "keywords_once_positional", "several"]

_F = TypeVar("_F", bound=Callable[..., Any])

DESCRIBED = {
    "article": "The article.",
    "path": "The file.",
    "words": "Which words are listed.",
    "reading": "How words are read.",
    "force": "Replace a file that Companion did not write, or that was changed since.",
    "paragraphs": '"auto" (hard-wrapped lines are joined), "blank-line" or "line".',
    "glossary": "A CSV file or folder of a project or class, whose terms win over the curated ones and under\n"
    "        a person's own; a `Glossary` is used as it is.",
    "translator": '"auto" (translation memory, Argos, word gloss), a registered name, an object, or None: no English.',
    "memory": "Translation memories (TMX), one path or several; above all count the person's own translations.",
    "corrections": "`Corrections`, or None.",
    "grain": '"reader" (words as one looks them up) or "fine" (as grammars divide them: 一|個).',
    "language": "A `companion.Language` with a segmenter, tagger, romanizer, converter or dictionary of one's own.",
}
"""What an argument of this name is wherever a function says nothing else of it."""
_RETURNS = {"Path": "The path.", "Article": "The article."}
_NOT_OURS = "OutputError: The file can't be written, or is not ours and `force` was not given."
_SECTIONS = ("Args", "Returns", "Raises")


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


def describes_arguments(function: _F) -> _F:
    """Gives a docstring what it leaves out because all functions have it alike: the arguments in `DESCRIBED`.

    So for what it returns where that is a path or an article, and for the error where the file to write is not ours.
    What the docstring says itself stays as it is.

    >>> @describes_arguments
    ... def write(article, path, *, title="", force=False):
    ...     '''Write an article.
    ...
    ...     Args:
    ...         title: The title, as 打擊電騙.
    ...     '''
    >>> print(write.__doc__.partition("Raises")[0].strip())
    Write an article.
    <BLANKLINE>
    Args:
        article: The article.
        path: The file.
        title: The title, as 打擊電騙.
        force: Replace a file that Companion did not write, or that was changed since.
    """
    if not function.__doc__:  # python -OO
        return function
    text, example, examples = inspect.cleandoc(function.__doc__).partition("\n\n>>> ")
    first, *parts = re.split(rf"^({'|'.join(_SECTIONS)}):\n", text, flags=re.MULTILINE)
    told = {name: body.rstrip() for name, body in zip(parts[::2], parts[1::2], strict=True)}
    own = dict(re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", told.get("Args", ""), re.MULTILINE))
    parameters = inspect.signature(function).parameters
    described = {name: own.get(name) or DESCRIBED.get(name) for name in parameters}
    told["Args"] = "\n".join(f"    {name}: {said}" for name, said in described.items() if said)
    if returns := _RETURNS.get(function.__annotations__.get("return", "")):
        told.setdefault("Returns", f"    {returns}")
    if "path" in parameters and "force" in parameters and "OutputError:" not in told.get("Raises", ""):
        told["Raises"] = "\n".join([*filter(None, [told.get("Raises")]), f"    {_NOT_OURS}"])
    sections = (f"{name}:\n{told[name]}" for name in _SECTIONS if told.get(name))
    function.__doc__ = "\n\n".join([first.rstrip(), *sections]) + example + examples + "\n"
    return function
