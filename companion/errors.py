"""The exception tree.

    CompanionError                    every error that Companion raises on purpose
    ├── InputError                    what was given can't be read
    │   ├── EncodingError             the bytes' encoding is unknown or not certain
    │   └── NotChineseError           there is no Han character in the text
    ├── CorrectionError             a correction is malformed or does not fit (file, line)
    ├── FactsError                    a table of facts (a TSV file of a data set) is malformed (file, row, column)
    ├── GlossaryError                 a glossary file is malformed (file, row, column)
    ├── TranslationError              a translation can't be made
    │   ├── MemoryFileError           a TMX file is malformed (file, line)
    │   └── PackageError              an Argos package is missing, damaged or of the wrong direction
    ├── OutputError                   a result can't be written
    └── UnknownNameError              no component is registered under that name

`InputError` and `UnknownNameError` are a `ValueError` too; any of them that is about a file that is not there is a
`FileNotFoundError` too (`missing`), so that code which knows nothing of Companion can catch it.

Every message is one line: what is wrong, where, and what to do. A notebook shows that line first, then where in
one's own code it came from; `%xmode Verbose` brings the whole traceback. ``str(error)`` never holds
a line break or a control character, so that it can be printed as it is.
"""

from __future__ import annotations

import sys
import traceback
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

__all__ = [
    "CompanionError",
    "CorrectionError",
    "EncodingError",
    "FactsError",
    "GlossaryError",
    "InputError",
    "MemoryFileError",
    "NotChineseError",
    "OutputError",
    "PackageError",
    "TranslationError",
    "UnknownNameError",
    "meant",
]


def _one_line(message: str) -> str:
    """`message` with line breaks and control characters made visible or folded into spaces."""
    folded = " ".join(message.split())
    return "".join(f"\\x{ord(c):02x}" if unicodedata.category(c) in ("Cc", "Cs", "Cf") else c for c in folded)


class CompanionError(Exception):
    """Base of all errors that Companion raises on purpose; its text is one line."""

    def __init__(self, message: str) -> None:
        super().__init__(_one_line(message))

    def _render_traceback_(self) -> list[str]:
        """What IPython shows: the sentence, then the lines of the user's own code, without the frames between."""
        shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
        handler: Any = getattr(shell, "InteractiveTB", None)
        if getattr(handler, "mode", "") == "Verbose":
            shown: list[str] = handler.structured_traceback(type(self), self, self.__traceback__)
            return shown
        return [f"{type(self).__name__}: {self}", *own_lines(self)]


_HERE = str(Path(__file__).parent)
_BETWEEN = ("IPython", "ipykernel", "traitlets", "ipywidgets", "anywidget", "comm", "asyncio", "concurrent")


def own_frames(error: BaseException) -> list[traceback.FrameSummary]:
    """The calls in the user's own code that an error came through, the outermost first."""
    return [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith((_HERE, "<frozen"))
        and not any(name in Path(frame.filename).parts for name in _BETWEEN)
    ]


def place_of(frame: traceback.FrameSummary) -> str:
    """Where a call stands: "the cell, line 3" in a notebook, else file and line."""
    cell = "ipykernel_" in frame.filename or frame.filename.startswith("<ipython")
    return f"{'the cell' if cell else Path(frame.filename).name}, line {frame.lineno}"


def own_lines(error: BaseException) -> list[str]:
    """The calls in the user's own code, a line for each: where, and what stands there."""
    return [
        f"  {place_of(f)}{'' if f.name == '<module>' else f' in {f.name}'}: {f.line or ''}".rstrip(": ")
        for f in own_frames(error)
    ]


_FOUND_MISSING: dict[type[CompanionError], type[CompanionError]] = {}


def missing(kind: type[CompanionError]) -> type[CompanionError]:
    """An error of a kind that is a `FileNotFoundError` too.

    Args:
        kind: the error of what could not be read.

    Returns:
        The class; its name is that of `kind`.

    >>> error = missing(InputError)("a.txt: there is no such file")
    >>> isinstance(error, InputError), isinstance(error, FileNotFoundError), str(error)
    (True, True, 'a.txt: there is no such file')
    """
    if kind in _FOUND_MISSING:
        return _FOUND_MISSING[kind]

    def again(self: Any) -> tuple[Any, ...]:
        return _missing, (kind, str(self))

    members = {
        "__doc__": f"{kind.__name__}: there is no such file.",
        "__module__": __name__,
        "__reduce__": again,
    }
    return _FOUND_MISSING.setdefault(kind, type(kind.__name__, (kind, FileNotFoundError), members))


def _missing(kind: type[CompanionError], message: str) -> CompanionError:
    return missing(kind)(message)


class InputError(CompanionError, ValueError):
    """What was given can't be read: a missing path, a folder, an empty or binary file."""


class EncodingError(InputError):
    """The encoding of a file is unknown, or the guess is not certain enough to be used."""


class NotChineseError(InputError):
    """The text holds no Han character."""


class CorrectionError(CompanionError):
    """A correction, or a file of them, is malformed or does not fit; the message says where."""


class FactsError(CompanionError):
    """A table of facts is malformed; the message names file, row and column."""


class GlossaryError(CompanionError):
    """A glossary file is malformed; the message names file, row and column."""


class TranslationError(CompanionError):
    """A translation can't be made."""


class MemoryFileError(TranslationError):
    """A translation memory (TMX) is malformed; the message names file and line."""


class PackageError(TranslationError):
    """An Argos package is missing, damaged, or translates another pair of languages."""


class OutputError(CompanionError):
    """A result can't be written: the folder is missing, the disk is full, the file is not ours."""


class UnknownNameError(CompanionError, ValueError):
    """No component is registered under the name; the message lists the names there are."""


def meant(value: object, allowed: Iterable[object]) -> str:
    """What was probably meant by a value that there is not, to be put behind it in a message; "" where nothing is near.

    Args:
        value: What was given.
        allowed: What there is.

    Returns:
        A remark in brackets, with the space before it.

    >>> meant("handuot", ("annotate", "handout")), meant("電騙", ("annotate", "handout"))
    (' (did you mean handout?)', '')
    """
    from difflib import get_close_matches  # only where something went wrong

    found = get_close_matches(str(value).lower(), [str(a) for a in allowed], 1, 0.7)
    return f" (did you mean {found[0]}?)" if found else ""
