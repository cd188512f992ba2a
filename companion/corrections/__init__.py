"""What a person corrected: a reading, a split of words, a Simplified form, a paragraph.

Corrections live in a file that can be read and edited: `article.txt.companion.toml` beside `article.txt`
for one article, and `corrections.toml` in the user's data folder for all ("always"). They are
applied last, over all that the program decides.
"""

from companion.corrections.applying import Piece, amend, find, numbered, occurrences, reshape, restore
from companion.corrections.checking import checked
from companion.corrections.collection import (
    Corrections,
    always_path,
    correction_at,
    forget,
    path_beside,
    remember,
    superseded,
)
from companion.model import Correction

__all__ = [
    "Correction", "Corrections", "Piece", "always_path", "amend", "checked", "correction_at", "find", "forget",
    "numbered", "occurrences", "path_beside", "remember", "reshape", "restore", "superseded",
]  # fmt: skip
