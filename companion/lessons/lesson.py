"""A teacher's lesson: `article.txt.lesson.toml` beside `article.txt`, with what was added, dropped and ordered.

format = "companion/lesson@1"

[words]
add = ["投訴"]
drop = ["部門"]
order = ["電騙", "投訴"]
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from companion.errors import InputError
from companion.files import beside, is_file, parsing, read_text, there_beside, write_text_atomically
from companion.model import Article

__all__ = ["FORMAT", "Lesson", "lesson_beside", "lesson_of", "load_lesson", "write_lesson"]

FORMAT = "companion/lesson@1"
_LARGEST = 2**20
_NAMES = ("add", "drop", "order")
_HEADER = f'# The words of a lesson, as a teacher changed them; edit it as you like.\nformat = "{FORMAT}"\n'


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a teacher changed of the words that Companion would teach.

    Attributes:
        add: Words of the article that are taught too.
        drop: Words that are not.
        order: Words in the order that is wanted; the others come after them. Empty: as the text has them.
    """

    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


def lesson_beside(path: str | os.PathLike[str]) -> Path:
    """Where the lesson of an article's file is written.

    >>> lesson_beside("news/dianpian.txt").name
    'dianpian.txt.lesson.toml'
    """
    return beside(path, "lesson.toml")


def lesson_of(article: Article) -> Lesson:
    """The lesson beside the file that an article was read from; an empty one where there is none.

    Raises:
        InputError: The file is no lesson; the message has what is wrong.
    """
    path = there_beside(article.path, "lesson.toml") if article.path else None
    return load_lesson(path) if path and is_file(path) else Lesson()


def load_lesson(path: str | os.PathLike[str]) -> Lesson:
    """Read a lesson.

    Args:
        path: The file.

    Returns:
        The lesson.

    Raises:
        InputError: The file can't be read, or is no lesson; the message has what is wrong.
    """
    name = Path(path).name
    text = read_text(path, largest=_LARGEST)
    with parsing(name, "TOML", "mend the file, or take it away", InputError):
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise InputError(f"{name}: {error}; mend that line, or take the file away") from None
    if document.get("format", FORMAT) != FORMAT:
        raise InputError(
            f"{name}: its format is '{document['format']}', not '{FORMAT}'; is Companion up to date?"
        )
    words = document.get("words", {})
    if not isinstance(words, dict):
        raise InputError(f"{name}: 'words' is a table; write [words] and under it {', '.join(_NAMES)}")
    if wrong := next((key for key in words if key not in _NAMES), None):
        raise InputError(f"{name}: [words] has '{wrong}'; there are {', '.join(_NAMES)}")
    values = {key: words.get(key, []) for key in _NAMES}
    for key, value in values.items():
        if not isinstance(value, list) or not all(isinstance(w, str) for w in value):
            raise InputError(f"{name}: '{key}' is a list of words in quotation marks")
    return Lesson(**{key: tuple(dict.fromkeys(value)) for key, value in values.items()})


def write_lesson(lesson: Lesson, path: str | os.PathLike[str], *, force: bool = False) -> Path:
    """Write a lesson, in the place of an older one.

    Args:
        lesson: The lesson.
        path: The file.
        force: Replace a file that is no lesson.

    Returns:
        The path.

    Raises:
        OutputError: The file can't be written, or is no lesson and `force` was not given.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     load_lesson(write_lesson(Lesson(drop=("部門",)), folder + "/a.lesson.toml")).drop
    ('部門',)
    """
    rows = [f"{name} = {_list(getattr(lesson, name))}" for name in _NAMES if getattr(lesson, name)]
    text = _HEADER + "\n[words]\n" + "".join(f"{row}\n" for row in rows)
    return write_text_atomically(path, text, "" if force else _HEADER.splitlines()[0])


def _list(words: Iterable[str]) -> str:
    import tomlkit

    return tomlkit.item(list(words)).as_string()
