"""Tables of facts: files of rows with a head, read into typed rows and checked.

A fact of the language that a rule needs (a surname, a measure word, a reading by its neighbours) is a row of
such a file, not a line of code. A file is UTF-8, its cells parted by tabs::

    # Characters that are read otherwise as a surname.
    # source: Table of General Standard Chinese Characters, with the notes of its makers
    # licence: MIT (this choice of rows)
    # script: tools/surnames.py
    surname	reading	example
    單	Shàn	[單]先生是教師。
    仇	Qiú	記者訪問了[仇]醫生。

- The head: what the rows say, in one or more lines; then `source` and `licence`, which every file has;
  `script` where one remakes the file; `columns` or any other name where a word has to be said about it.
- The line of the columns' names.
- The rows. A blank line, and one that begins with `# `, is no row. A cell holds no tab; several values of a
  cell are parted by `|`.
- A column `example`: a sentence of our own in which the fact holds, its place in `[…]`. It is the test of the
  row: `marked` takes it apart, and the test of the table puts the sentence to the analysis. Where a fact has
  a limit, a column `except` has a sentence in which it does not hold.

The file stands in a folder of its data set, with a README that says what it is, where it comes from, under
which licence, and how it is made again. What a table's columns are is said once, by the type of its rows::

    class Surname(NamedTuple):
        surname: str
        reading: str
        example: str = ""

    @cache
    def surnames() -> dict[str, Surname]:
        return read_facts(Path(__file__).parent / "data" / "surnames.tsv", Surname, key="surname").by_key
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import repeat
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from companion.errors import FactsError

__all__ = ["Facts", "Marked", "marked", "read_facts"]

Row = TypeVar("Row", bound=tuple[Any, ...])

_FIELD = re.compile(r"([a-z][a-z -]*): *(.+)")
_NEEDED = ("source", "licence")
_NO_VALUES = ("", "no", "0")


@dataclass(frozen=True)
class Facts(Generic[Row]):
    """The rows of a file and its head.

    Attributes:
        path: The file.
        about: What its rows say.
        head: What else the head says, by name; `source` and `licence` are always there.
        rows: The rows, in the file's order.
        lines: The number of each row's line in the file.
        key: The columns whose value no two rows share; empty where that was not asked for.
    """

    path: Path
    about: str
    head: dict[str, str]
    rows: tuple[Row, ...]
    lines: tuple[int, ...] = field(repr=False)
    key: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def by_key(self) -> dict[Any, Row]:
        """The rows by the value of the key's column; by a tuple where the key is several columns."""
        names = self.key
        if len(names) == 1:
            return {getattr(row, names[0]): row for row in self.rows}
        return {tuple(getattr(row, n) for n in names): row for row in self.rows}

    def place(self, row: Row) -> str:
        """Where a row stands, for a message: `surnames.tsv, row 7`."""
        return f"{self.path.name}, row {self.lines[self.rows.index(row)]}"


class Marked(NamedTuple):
    """A sentence and the half-open span that was marked in it."""

    text: str
    start: int
    end: int

    @property
    def part(self) -> str:
        """The marked part."""
        return self.text[self.start : self.end]


def marked(example: str) -> Marked:
    """Take an example apart into its sentence and the place that it is about.

    Args:
        example: A sentence with one part of it in square brackets.

    Returns:
        The sentence without the brackets, and where the part stands in it.

    Raises:
        ValueError: There is not exactly one part in brackets.

    >>> marked("他[還]沒來。")
    Marked(text='他還沒來。', start=1, end=2)
    >>> marked("記者訪問了[仇]醫生。").part
    '仇'
    """
    before, opening, rest = example.partition("[")
    part, closing, after = rest.partition("]")
    if not (opening and closing and part) or re.search(r"[\[\]]", before + part + after):
        raise ValueError(f"one part of {example!r} has to stand in […]")
    return Marked(before + part + after, len(before), len(before) + len(part))


def read_facts(path: Path, row: type[Row], *, key: str | tuple[str, ...] = ()) -> Facts[Row]:
    """Read a file of facts and check it against the type of its rows.

    Args:
        path: The file.
        row: A `NamedTuple` whose fields are the columns (`except` and other words of Python are written with
            `_` behind: `except_`). Types: `str`, `int`, `float`, `bool` (`yes` or empty), `tuple[str, ...]`
            (parted by `|`), a `Literal` of strings. A field with a default may be missing from the file as a
            column, and its cell empty.
        key: The column, or columns, whose value stands in one row only.

    Returns:
        The rows with the file's head.

    Raises:
        FactsError: The file can't be read; its head lacks `source` or `licence`; a column is missing or
            unknown; a cell is empty, or no number, or none of the values there are; two rows have the same
            key. The message names file, row and column.

    >>> import tempfile
    >>> class Surname(NamedTuple):
    ...     surname: str
    ...     reading: str
    ...     example: str = ""
    >>> text = "# Readings of surnames.\\n# source: our own\\n# licence: MIT\\nsurname\\treading\\n單\\tShàn\\n"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "surnames.tsv"
    ...     _ = path.write_text(text, "utf-8")
    ...     facts = read_facts(path, Surname, key="surname")
    >>> facts.by_key["單"].reading, facts.about, facts.head["licence"]
    ('Shàn', 'Readings of surnames.', 'MIT')
    """
    try:
        lines = path.read_text("utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FactsError(f"{path.name}: can't be read as UTF-8 text: {error}") from error
    about, head, at = _head(path, lines)
    names = lines[at].split("\t") if at < len(lines) else []
    readers = _columns(path, row, names, at + 1)
    told = [(n, line) for n, line in enumerate(lines[at + 1 :], at + 2) if line and not line.startswith("# ")]
    numbers, width = tuple([n for n, _ in told]), len(names)
    for number, line in told:
        if line.count("\t") != width - 1:
            raise FactsError(f"{path.name}, row {number}: has {line.count(chr(9)) + 1} cells, not {width}")
    cells = "\t".join([line for _, line in told]).split("\t") if told else []
    columns = [cells[i::width] for i in range(width)]
    values = [read(columns, numbers) for read in readers]
    rows = tuple(map(partial(tuple.__new__, row), zip(*values, strict=True)))
    keys = (key,) if isinstance(key, str) else key
    facts = Facts(path, about, head, rows, numbers, keys)
    if keys:
        _check_keys(facts)
    return facts


def _head(path: Path, lines: list[str]) -> tuple[str, dict[str, str], int]:
    """What the head says, its named fields, and the place of the line of columns."""
    about: list[str] = []
    head: dict[str, str] = {}
    at = 0
    while at < len(lines) and (lines[at].startswith("#") or not lines[at]):
        text = lines[at].removeprefix("#").strip()
        if found := _FIELD.fullmatch(text):
            head[found[1]] = found[2]
        elif head and lines[at].startswith("#  "):  # a field goes on, further in
            last = list(head)[-1]
            head[last] += " " + text
        elif text:
            about.append(text)
        at += 1
    for name in _NEEDED:
        if name not in head:
            raise FactsError(f"{path.name}: its head has no line “# {name}: …”")
    if not about:
        raise FactsError(f"{path.name}: its head does not say what the rows are")
    return " ".join(about), head, at


Columns = Sequence[Sequence[str]]


def _columns(
    path: Path, row: type[Row], names: list[str], number: int
) -> list[Callable[[Columns, Sequence[int]], Iterable[Any]]]:
    """For each field of a row what makes its values of the file's columns and the numbers of the rows."""
    fields: tuple[str, ...] = row._fields  # type: ignore[attr-defined]
    defaults: dict[str, Any] = row._field_defaults  # type: ignore[attr-defined]
    types = get_type_hints(row)
    column_of = {f: f.removesuffix("_") for f in fields}
    where = f"{path.name}, row {number}"
    if unknown := [n for n in names if n not in column_of.values()]:
        raise FactsError(
            f"{where}: no column is called {unknown[0]!r}; there are {', '.join(column_of.values())}"
        )
    if len(set(names)) < len(names):
        raise FactsError(f"{where}: a column stands there twice")
    if missing := [c for f, c in column_of.items() if c not in names and f not in defaults]:
        raise FactsError(f"{where}: the column {missing[0]!r} is missing")

    def values(f: str, columns: Columns, numbers: Sequence[int]) -> Iterable[Any]:
        if column_of[f] not in names:
            return repeat(defaults[f], len(numbers))
        column = columns[names.index(column_of[f])]
        if types[f] is str and "" not in column:
            return column
        known: dict[str, Any] = {"": defaults[f]} if f in defaults else {}
        read = _reader(types[f])
        for cell in dict.fromkeys(column):  # what comes again is read once
            if cell not in known:
                try:
                    known[cell] = read(cell)
                except ValueError as error:
                    at = numbers[column.index(cell)]
                    raise FactsError(f"{path.name}, row {at}, column {column_of[f]}: {error}") from None
        return map(known.__getitem__, column)

    return [partial(values, f) for f in fields]


def _reader(kind: Any) -> Callable[[str], Any]:
    """What makes of a cell the type of its column; it raises `ValueError` with what is wrong."""

    def some(cell: str) -> str:
        if not cell:
            raise ValueError("is empty")
        return cell

    def yes(cell: str) -> bool:
        if cell not in ("yes", *_NO_VALUES):
            raise ValueError(f"{cell!r} is neither “yes” nor empty")
        return cell == "yes"

    def several(cell: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in cell.split("|")) if cell else ()

    def one_of(cell: str) -> str:
        if some(cell) not in among:
            raise ValueError(f"{cell!r} is none of {', '.join(map(str, among))}")
        return cell

    def number(cell: str) -> Any:
        try:
            return kind(some(cell))
        except ValueError:
            raise ValueError(f"{cell!r} is no number" if cell else "is empty") from None

    origin, among = get_origin(kind), get_args(kind)
    if kind in (int, float):
        return number
    found = {bool: yes, str: some}.get(kind) or {tuple: several, Literal: one_of}.get(origin)
    if found is None:
        raise TypeError(f"a column can't have the type {kind}")
    return found


def _check_keys(facts: Facts[Any]) -> None:
    values = list(zip(*([getattr(row, name) for row in facts.rows] for name in facts.key), strict=True))
    if len(set(values)) == len(values):
        return
    seen: dict[tuple[Any, ...], int] = {}
    for value, number in zip(values, facts.lines, strict=True):
        if (first := seen.setdefault(value, number)) != number:
            what, columns = " ".join(map(str, value)), " and ".join(facts.key)
            raise FactsError(
                f"{facts.path.name}, row {number}, column {columns}: {what} stands in row {first} already"
            )
