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

Every message is one line: what is wrong, where, and what to do. ``str(error)`` never holds
a line break or a control character, so that it can be printed as it is.
"""

from __future__ import annotations

import unicodedata

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
]


def _one_line(message: str) -> str:
    """`message` with line breaks and control characters made visible or folded into spaces."""
    folded = " ".join(message.split())
    return "".join(f"\\x{ord(c):02x}" if unicodedata.category(c) in ("Cc", "Cs", "Cf") else c for c in folded)


class CompanionError(Exception):
    """Base of all errors that Companion raises on purpose; its text is one line."""

    def __init__(self, message: str) -> None:
        super().__init__(_one_line(message))


class InputError(CompanionError):
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


class UnknownNameError(CompanionError):
    """No component is registered under the name; the message lists the names there are."""
