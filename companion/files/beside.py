"""What stands beside an article's file, under the article's full name: `news.md.companion.toml` for `news.md`.

In version 0.1 the names had not the article's suffix (`news.companion.toml`), so that `news.txt` and `news.md` shared
what was written for either. Such a file is still read where it alone is there; the first change makes the
one of the full name, with all that it held, and leaves it as it is. docs/decisions/0027-files-beside-an-article.md.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from companion.errors import InputError
from companion.files.opening import as_path, is_there

__all__ = ["Beside", "beside", "earlier_beside", "there_beside"]

Beside = Literal["companion.toml", "lesson.toml", "questions.toml", "tmx"]
"""The kinds: corrections, a lesson's words, a teacher's questions, English."""
_LONGEST = 255  # bytes of a name, on most systems; a headline as a name has three for each character


def beside(article: str | os.PathLike[str], kind: Beside) -> Path:
    """The file of a kind that belongs to an article's file, where it is written; it need not be there.

    Args:
        article: The article's file.
        kind: What it holds.

    Returns:
        The path.

    Raises:
        InputError: The path is a folder's, such as ".".

    >>> beside("文章/電騙.md", "tmx").name
    '電騙.md.tmx'
    """
    path = as_path(article)
    if path.name in ("", ".."):
        raise InputError(f"'{path}' is no file of an article, beside which others could be; name the file")
    own = path.with_name(f"{path.name}.{kind}")
    return own if len(os.fsencode(own.name)) <= _LONGEST else path.with_suffix(f".{kind}")


def earlier_beside(article: str | os.PathLike[str], kind: Beside) -> Path | None:
    """The file of the name that earlier versions gave it, where there is none of the full name.

    Args:
        article: The article's file.
        kind: What it holds.

    Returns:
        The path, to be read and not to be changed; None where it is not there, or no longer counts.
    """
    own = beside(article, kind)
    old = as_path(article).with_suffix(f".{kind}")
    return old if old != own and not is_there(own) and is_there(old) else None


def there_beside(article: str | os.PathLike[str], kind: Beside) -> Path:
    """The file that is read: the one of the full name, or of the earlier one where it alone is there.

    Args:
        article: The article's file.
        kind: What it holds.

    Returns:
        The path; where neither is there the one of the full name.

    >>> there_beside("文章/電騙.md", "lesson.toml").name
    '電騙.md.lesson.toml'
    """
    return earlier_beside(article, kind) or beside(article, kind)
