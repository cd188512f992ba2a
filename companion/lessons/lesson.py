"""A teacher's lesson: `article.txt.lesson.toml` beside `article.txt`: the words as a teacher changed them, and the exercises kept.

format = "companion/lesson@1"

[words]
add = ["投訴"]
drop = ["部門"]
order = ["電騙", "投訴"]

[[exercise]]
kind = "cloze:open"
prompt = "警方打擊＿＿‹telecom fraud›。"
answers = ["電騙", "電信詐騙"]

What an exercise has, `companion.exercises.kept` says (docs/reference/lesson-file.md).
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.errors import InputError, OutputError, meant
from companion.files import (
    beside,
    change_text,
    is_file,
    parsing,
    read_bytes,
    read_text,
    there_beside,
    write_bytes_atomically,
)
from companion.model import Article

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Item, Table

__all__ = ["FORMAT", "Lesson", "change_lesson", "lesson_beside", "lesson_of", "load_lesson", "write_lesson"]

FORMAT = "companion/lesson@1"
_LARGEST = 2**20
_NAMES = ("add", "drop", "order")
_KEYS = ("format", "words", "exercise")
_MOST = 500
_HEAD = re.compile(r"\s*\[\[\s*exercise\s*\]\]")
_CHINESE = "“”„‟‘’「」＂＇，、＝［］【】"
_HEADER = f'# The words and exercises of a lesson, as a teacher keeps them; edit it as you like.\nformat = "{FORMAT}"\n'


_BARE = re.compile(r"(?:^|[{,.\[=])\s*([^\s\"'{}\[\]=,.#]*[^\x00-\x7f][^\s\"'{}\[\]=,.#]*)\s*(?:[=\].,]|$)")


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a teacher changed of the words that Companion would teach.

    Attributes:
        add: Words of the article that are taught too.
        drop: Words that are not.
        order: Words in the order that is wanted; the others come after them. Empty: as the text has them.
        exercises: The exercises that are kept, in their order, as the file has them; `companion.exercises.kept` reads them.
        lines: The line of the file that each of them begins on, for messages.
    """

    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    exercises: tuple[Mapping[str, Any], ...] = ()
    lines: tuple[int, ...] = field(default=(), compare=False, repr=False)


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
    return _parsed(read_text(path, largest=_LARGEST), Path(path).name)


def _parsed(text: str, name: str) -> Lesson:
    with parsing(name, "TOML", "mend the file, or take it away", InputError):
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            hint = _typed_in_chinese(text, str(error)) or _to_quote(text, str(error))
            raise InputError(f"{name}: {error}{hint}; mend that line, or take the file away") from None
    if document.get("format", FORMAT) != FORMAT:
        raise InputError(
            f"{name}: its format is '{document['format']}', not '{FORMAT}'; is Companion up to date?"
        )
    for key in document:
        if key not in _KEYS and (near := meant(key, _KEYS)):
            raise InputError(f"{_place(text, key, name)}: nothing is called '{key}' here{near}")
    words = document.get("words", {})
    if not isinstance(words, dict):
        where = _place(text, "words", name)
        raise InputError(f"{where}: 'words' is a table; write [words] and under it {', '.join(_NAMES)}")
    if wrong := next((key for key in words if key not in _NAMES), None):
        near = meant(wrong, _NAMES)
        raise InputError(
            f"{_place(text, wrong, name)}: [words] has '{wrong}'{near}; there are {', '.join(_NAMES)}"
        )
    values = {key: words.get(key, []) for key in _NAMES}
    for key, value in values.items():
        if not isinstance(value, list) or not all(isinstance(w, str) for w in value):
            where = _place(text, key, name)
            raise InputError(
                f"{where}: '{key}' is a list of words in quotation marks, as in {key} = [\"電騙\"]"
            )
    exercises = document.get("exercise", [])
    if not isinstance(exercises, list) or not all(isinstance(e, dict) for e in exercises):
        where = _place(text, "exercise", name)
        raise InputError(f"{where}: 'exercise' must be tables, each under a line [[exercise]]")
    if len(exercises) > _MOST:
        raise InputError(f"{name}: has {len(exercises):,} exercises; at most {_MOST} are read")
    lines = tuple(n for n, line in enumerate(text.splitlines(), 1) if _HEAD.match(line))
    return Lesson(
        **{key: tuple(dict.fromkeys(value)) for key, value in values.items()},
        exercises=tuple(exercises),
        lines=lines if len(lines) == len(exercises) else (),
    )


def _place(text: str, key: str, name: str) -> str:
    """The file, and the line of a key or a table in it."""
    begins = re.compile(rf"\s*(?:\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*[=\]]")
    line = next((n for n, line in enumerate(text.splitlines(), 1) if begins.match(line)), 0)
    return f"{name}, line {line}" if line else name


def _typed_in_chinese(text: str, error: str) -> str:
    """What to do about signs of a Chinese keyboard in the line that an error is about."""
    found = re.search(r"at line (\d+)", error)
    line = text.splitlines()[int(found[1]) - 1 :][:1] if found else []
    bare = re.sub(r'"[^"]*("|$)', "", "".join(line))  # what stands in quotation marks may have any sign
    wrong = "".join(dict.fromkeys(c for c in bare if c in _CHINESE))
    return f'; the line has {wrong}, where " , = [ ] of an English keyboard are wanted' if wrong else ""


def _to_quote(text: str, error: str) -> str:
    """What to do about a key or value in characters, which TOML has in quotation marks alone, in the line that an error is about."""
    found = re.search(r"at line (\d+)", error)
    line = text.splitlines()[int(found[1]) - 1 :][:1] if found else []
    bare = _BARE.search(re.sub(r'"[^"]*"', '""', "".join(line)))
    return f'; quote it: "{bare[1]}"' if bare else ""


def change_lesson(
    path: str | os.PathLike[str], change: Callable[[Lesson], Lesson], begins_as: Path | None = None
) -> Lesson:
    """Change the lesson of a file that others may edit at the same time; what they wrote, and comments, stay.

    Args:
        path: The file; it is made where there is none.
        change: Is given the lesson as the file has it now, and returns what it is to have.
        begins_as: A file whose text a new one begins with.

    Returns:
        The lesson that the file has then.

    Raises:
        InputError: The file is no lesson; it is left as it is.
        OutputError: The file can't be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     change_lesson(folder + "/a.lesson.toml", lambda old: Lesson(drop=(*old.drop, "部門"))).drop
    ('部門',)
    """
    name = Path(path).name
    made: list[Lesson] = []

    def changed(data: bytes | None) -> str:
        if not data and begins_as:
            data = read_bytes(begins_as, largest=_LARGEST)
        text = _decoded(data, name) if data else _HEADER
        before = _parsed(text, name)
        wanted = change(before)
        text = text if wanted == before else _updated(text, before, wanted)
        made[:] = [_parsed(text, name)]  # with the lines that its exercises have now
        return text

    change_text(path, changed)
    return made[0]


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{name}, line {line}: is not UTF-8; save the file as UTF-8") from None


def _updated(text: str, before: Lesson, lesson: Lesson) -> str:
    """The file's text with a lesson; comments, and keys that are not ours, stay."""
    import tomlkit

    document = tomlkit.parse(text)
    if any(getattr(before, name) != getattr(lesson, name) for name in _NAMES):
        if "words" not in document:
            table = tomlkit.table()
            for name in _NAMES:
                if getattr(lesson, name):
                    table.add(name, list(getattr(lesson, name)))
            if before.exercises:  # a table after tables of an array belongs before them
                document = _with_words_first(document, table)
            else:
                document.add("words", table)
        else:
            words: Any = document["words"]
            for name in _NAMES:
                if value := list(getattr(lesson, name)):
                    if words.get(name) != value:
                        words[name] = value
                elif name in words:
                    del words[name]
    if before.exercises != lesson.exercises:
        old = {str(e.get("id", n)): e for n, e in enumerate(document.get("exercise", []))}
        tables = tomlkit.aot()
        for n, exercise in enumerate(lesson.exercises):
            tables.append(_table(exercise, old.get(str(exercise.get("id", n)))))
        if "exercise" in document:
            del document["exercise"]
        if lesson.exercises:
            document.append("exercise", tables)
    return document.as_string()


def _with_words_first(document: TOMLDocument, words: Item) -> TOMLDocument:
    import tomlkit

    made = tomlkit.document()
    for key, item in document.body:
        if key is not None and key.key == "exercise" and "words" not in made:
            made.add("words", words)
        if key is None:
            made.add(item)
        else:
            made.append(key, item)
    return made


def _table(exercise: Mapping[str, Any], old: Table | None) -> Table:
    """A table of the file: the old one where only some of its keys are others."""
    import tomlkit

    table = tomlkit.table() if old is None else old
    for key in [k for k in table if k not in exercise]:
        del table[key]
    for key, value in exercise.items():
        if key not in table or table[key] != value:
            table[key] = _item(value)
    return table


def _item(value: Any) -> Item:
    """A value as it is written: a list of long texts on lines of their own, a table in one line."""
    import tomlkit

    if isinstance(value, Mapping):
        inline = tomlkit.inline_table()
        inline.update({k: _item(v) for k, v in value.items()})
        return inline
    if isinstance(value, tuple | list):
        several = tomlkit.item([_item(v) for v in value])
        several.multiline(sum(len(str(v)) for v in value) > 80)
        return several
    made: Item = tomlkit.item(value)
    return made


def write_lesson(lesson: Lesson, path: str | os.PathLike[str], *, force: bool = False) -> Path:
    """Write a lesson, in the place of an older one; its comments stay.

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
    file = Path(path)
    if force and is_file(file):
        try:
            load_lesson(file)
        except InputError:
            write_bytes_atomically(file, _HEADER.encode(), keep=True)
    try:
        change_lesson(file, lambda before: lesson)
    except InputError as error:
        raise OutputError(f"{error}; or use force=True") from None
    return file
