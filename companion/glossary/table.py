"""Glossary files: CSV to `Term`s, every cell checked; the message names file, row and column."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from companion.choices import LEVELS
from companion.errors import EncodingError, GlossaryError
from companion.files import read_bytes
from companion.model import Term
from companion.patterns import later

__all__ = [
    "COLUMNS", "FORMULA", "REQUIRED", "STATUSES", "Header", "Problem", "Record", "Table", "cell_text",
    "decode", "has_han", "holds", "is_id", "parse_table", "read_header", "read_table", "records", "term_of",
]  # fmt: skip

COLUMNS = (
    "id", "traditional", "simplified", "mainland", "taiwan", "pinyin", "jyutping", "english",
    "aliases", "domain", "level", "note", "source", "status", "contexts", "valid_from", "valid_until", "checked",
)  # fmt: skip
REQUIRED = ("id", "traditional", "simplified", "pinyin", "english")
STATUSES = ("approved", "draft", "forbidden")
FORMULA = tuple("=+-@")
"""A cell that begins so is run as a formula by spreadsheet programs."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"(?:1[89]|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_HAN = later("[\u3400-\u9fff\uf900-\ufaff\u3007\U00020000-\U000323af]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_FORMULA_CELL = re.compile("[,\n][ \t]*(?:\"[ \t]*)?['=+\\-@]")
_FIRST = frozenset("'=+-@ \t\u3000\xa0")  # A cell that begins so needs a closer look.
_LAST = frozenset(" \t\u3000\xa0")
_LONGEST_CELL = 2_000
_LARGEST_FILE = 64_000_000
_MOST_LINES = 20  # of a cell with line breaks; a quotation mark open for longer was never closed
_DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}

Errors = Literal["raise", "collect"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a glossary file; `row` counts the header as 1, `column` may be empty.

    >>> str(Problem("crime.csv", 7, "english", "is empty"))
    "crime.csv, row 7, column 'english': is empty"
    """

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column '{self.column}'" if self.column else ""
        return f"{self.file}{row}{column}: {self.message}"


@dataclass(slots=True)
class Table:
    """The terms of a file, each with its row (the header is row 1), what was left out, and what a foreign file's columns were read as."""

    name: str
    rows: list[tuple[Term, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read_as: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a CSV text: its raw text with the line end, its cells, or what is wrong."""

    raw: str
    cells: list[str]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first record says: the columns in order, and the delimiter."""

    columns: tuple[str, ...]
    delimiter: str


def read_table(path: Path, errors: Errors = "raise", layer: str = "") -> Table:
    """The terms of one CSV file.

    With `errors="raise"` the first thing that is wrong raises `GlossaryError`
    (``crime.csv, row 7, column 'english': is empty``). With "collect" a wrong row is left out and
    told in `Table.problems`; only a file that can't be read as a glossary at all still raises.
    """
    raw = read_bytes(path, largest=_LARGEST_FILE, error=GlossaryError)
    return parse_table(decode(raw, path.name), path.name, path.stem, errors, layer)


def decode(raw: bytes, name: str) -> str:
    """The text of a glossary file: UTF-8, UTF-16 with its mark (Excel's "Unicode text"), or Excel's Big5 or GBK where that is certain."""
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        from companion.source.encodings import decode as told

        with contextlib.suppress(EncodingError):
            text, found = told(raw, name=name, errors="strict")
            if found.startswith(("big5", "cp950", "gb", "cp936")):
                return text
        raise GlossaryError(
            f"{name}: is not UTF-8 (byte {error.start}); save it as 'CSV UTF-8', or in LibreOffice as CSV with the character set UTF-8"
        ) from None


def parse_table(text: str, name: str, domain: str, errors: Errors = "raise", layer: str = "") -> Table:
    """The terms of a CSV text; see `read_table`. `domain` is that of rows which name none."""
    table = Table(name)
    if (quick := _quick(text, domain, layer)) is not None:
        table.rows = quick
        return table

    def tell(row: int, column: str, message: str) -> None:
        problem = Problem(name, row, column, message)
        if errors == "raise":
            raise GlossaryError(str(problem))
        table.problems.append(problem)

    first = text.split("\n", 1)[0]
    header = read_header(name, first.rstrip("\r"), tell)
    names, count = header.columns, len(header.columns)
    places = {column: i for i, column in enumerate(names)}
    order = None if names == COLUMNS else [places.get(c, count) for c in COLUMNS]
    suspect = _CONTROL.search(text) is not None
    row = 0
    for record in records(text, header.delimiter):
        row += 1
        cells = record.cells
        if row == 1 or not (record.wrong or any(cells)):
            continue
        if record.wrong:
            tell(row, "", record.wrong)
            continue
        if len(cells) != count:
            if len(cells) > count and not any(cells[count:]):
                cells = cells[:count]
            elif len(cells) < count and errors == "collect" and len(cells) > places["english"]:
                cells = [*cells, *[""] * (count - len(cells))]
            else:
                tell(
                    row,
                    "",
                    f"has {len(cells)} cells where the header has {count}; put cells with a comma in quotation marks",
                )
                continue
        raw = record.raw
        if (
            suspect
            or len(raw) > _LONGEST_CELL
            or "\n" in raw[:-2]
            or any(c and (c[0] in _FIRST or c[-1] in _LAST) for c in cells)
        ):
            if wrong := _wrong_cell(names, cells):
                tell(row, *wrong)
                continue
            cells = [cell_text(c) for c in cells]
        if cells[0] == names[0] and sum(c in places for c in cells) > 2:
            tell(row, "", "is a second header; take it out")
            continue
        if order is not None:
            cells = [*cells, ""]
            cells = [cells[i] for i in order]
        result = _term(cells, domain, layer)
        if isinstance(result, Term):
            table.rows.append((result, row))
        else:
            tell(row, *result)
    return table


def _quick(text: str, domain: str, layer: str) -> list[tuple[Term, int]] | None:
    """The rows of a file with our columns in which nothing is wrong; None where it needs a closer look."""
    # Control characters, formulas, apostrophes and very long lines are left to the other way.
    if _CONTROL.search(text) or _FORMULA_CELL.search(text):
        return None
    if max(map(len, text.split("\n"))) > _LONGEST_CELL:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[Term, int]] = []
    count = len(COLUMNS)
    try:
        if tuple(next(reader, ())) != COLUMNS:
            return None
        for row, cells in enumerate(reader, 2):
            if len(cells) != count:
                if cells:
                    return None
                continue
            term = _term([c.strip() for c in cells], domain, layer)
            if not isinstance(term, Term):
                return None
            rows.append((term, row))
    except csv.Error:
        return None
    # A cell with a line break, or a second header, makes the numbers differ.
    return rows if reader.line_num == (rows[-1][1] if rows else 1) else None


def read_header(name: str, line: str, tell: Callable[[int, str, str], None] | None = None) -> Header:
    """The columns that a header line names.

    Raises `GlossaryError` where a required column is missing, one is unknown or stands there
    twice. A delimiter other than the comma is told through `tell(row, column, message)`, or raises.
    """
    best = max(_DELIMITERS, key=lambda d: sum(c.strip() in COLUMNS for c in _cells(line, d).cells))
    record = _cells(line, best)
    columns = tuple(c.strip() for c in record.cells)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if missing := [c for c in REQUIRED if c not in columns]:
        raise GlossaryError(
            f"{name}, row 1: there is no column '{missing[0]}'; the first row names the columns, which are {', '.join(COLUMNS)}"
        )
    for i, column in enumerate(columns):
        if column not in COLUMNS:
            raise GlossaryError(
                f"{name}, row 1, column {i + 1}: '{column}' is unknown; the columns are {', '.join(COLUMNS)}"
            )
        if column in columns[:i]:
            raise GlossaryError(f"{name}, row 1, column {i + 1}: '{column}' stands there twice")
    if best != "," and not (best == "\t" and name.endswith(".tsv")):
        message = f"the delimiter is {_DELIMITERS[best]}, not a comma"
        if tell is None:
            raise GlossaryError(f"{name}, row 1: {message}")
        tell(1, "", message)
    return Header(columns, best)


def records(text: str, delimiter: str = ",") -> Iterator[Record]:
    """The records of a CSV text, in order; their raw texts join up to it.

    A quotation mark that is never closed spoils its own line only.

    >>> [(r.cells, r.wrong) for r in records('a,"b\\nc,d\\n')]
    [(['a,"b'], 'a quotation mark is not closed'), (['c', 'd'], '')]
    """
    lines = list(io.StringIO(text, newline=""))
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if '"' not in line:
            yield Record(line, line.rstrip("\r\n").split(delimiter))
            continue
        marks, end = line.count('"'), at
        while marks % 2 and end < len(lines) and end - at < _MOST_LINES:
            marks += lines[end].count('"')
            end += 1
        if marks % 2:
            yield Record(line, [line.rstrip("\r\n")], "a quotation mark is not closed")
            continue
        yield _cells("".join(lines[at - 1 : end]), delimiter)
        at = end


def _cells(raw: str, delimiter: str) -> Record:
    body = raw.rstrip("\r\n")
    try:
        cells = next(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        return Record(raw, [body], f"is no valid CSV ({error})")
    return Record(raw, cells)


def cell_text(cell: str) -> str:
    """A cell without the space around it, and without the ' that keeps a formula from being run."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA and len(cell) > 1 else cell


def _wrong_cell(names: Sequence[str], cells: Sequence[str]) -> tuple[str, str] | None:
    """What is wrong with the text of a row's cells, whatever they mean: column and message."""
    for column, cell in zip(names, cells, strict=True):
        if cell and (start := cell.strip()[:1]) in FORMULA:
            return column, (
                f"begins with '{start}', which spreadsheet programs run as a formula; "
                "take it out, or put an apostrophe before it"
            )
        if len(cell) > _LONGEST_CELL:
            return column, f"has {len(cell):,} characters; at most {_LONGEST_CELL:,} are allowed"
        if "\n" in cell or "\r" in cell:
            return column, "has a line break"
        if _CONTROL.search(cell):
            return column, "has a control character"
    return None


def has_han(text: str) -> bool:
    """Whether there is a Han character in `text`."""
    return _HAN.search(text) is not None


def is_id(text: str) -> bool:
    """Whether `text` can be a term's id: a–z, 0–9 and single hyphens."""
    return _ID.fullmatch(text) is not None


def term_of(value: dict[str, str], domain: str = "", layer: str = "") -> Term | tuple[str, str]:
    """The term of a row's cells by column name, or what is wrong: column and message."""
    return _term([value.get(c, "") for c in COLUMNS], domain, layer)


def _term(cells: Sequence[str], domain: str, layer: str) -> Term | tuple[str, str]:
    (
        term_id, traditional, simplified, mainland, taiwan, pinyin, jyutping, english,
        aliases, own_domain, level, note, source, status, contexts, valid_from, valid_until, checked,
    ) = cells  # fmt: skip
    if not (term_id and traditional and simplified and pinyin and english):
        return next(c for c, v in zip(COLUMNS, cells, strict=True) if c in REQUIRED and not v), "is empty"
    if not _ID.fullmatch(term_id):
        return "id", f"'{term_id}' is no id; use a–z, 0–9 and single hyphens"
    if not (_is_common(traditional) or _HAN.search(traditional)):
        return "traditional", f"'{traditional}' has no Han character"
    if not (_is_common(simplified) or _HAN.search(simplified)):
        return "simplified", f"'{simplified}' has no Han character"
    if len(traditional) != len(simplified):
        return (
            "simplified",
            "has not as many characters as 'traditional'; put another wording into 'mainland'",
        )
    if status and status not in STATUSES:
        return "status", f"'{status}' is none of {', '.join(STATUSES)}"
    if level and level not in LEVELS:
        return "level", f"'{level}' is none of {', '.join(LEVELS)}"
    renderings = _list(english)
    if not renderings:
        return "english", "is empty"
    if (valid_from or valid_until or checked) and (wrong := _wrong_dates(valid_from, valid_until, checked)):
        return wrong
    readings: tuple[str, ...] = ()
    if contexts:
        readings = _list(contexts)
        for context in readings:
            if not holds(context, (traditional, simplified, *_list(aliases))):
                return (
                    "contexts",
                    f"'{context}' does not have the wording of the entry in it, or no | where words part",
                )
    return Term(
        term_id, traditional, simplified, pinyin, renderings, mainland, taiwan, jyutping,
        _list(aliases) if aliases else (), own_domain or domain, level, note, source, status or "approved", layer,
        readings, valid_from, valid_until, checked,
    )  # fmt: skip


def holds(context: str, wordings: Iterable[str]) -> bool:
    """Whether a wording of a term stands in a context, cut by it or a part of a longer word.

    A context may also be a spelling of the wording that is another word.

    >>> holds("次日|方可", ["日方"]), holds("日方|表示", ["日方"]), holds("次日|可", ["日方"])
    (True, False, False)
    >>> holds("無線電視", ["無綫電視"])
    True
    """
    from companion.glossary.matching import fold

    plain = fold(context.replace("|", ""))
    words = [fold(w) for w in context.split("|")]
    return any(
        w and fold(w) in plain and (fold(w) not in words or (context not in wordings and plain == fold(w)))
        for w in wordings
    )


def _wrong_dates(valid_from: str, valid_until: str, checked: str) -> tuple[str, str] | None:
    for column, value in (
        ("valid_from", valid_from),
        ("valid_until", valid_until),
        ("checked", checked[:10].strip()),
    ):
        if value and not _DATE.fullmatch(value.split(" ")[0]):
            return column, f"'{value}' is no date; write 2024, 2024-07 or 2024-07-05"
    if valid_from and valid_until and valid_until < valid_from[: len(valid_until)]:
        return "valid_until", f"{valid_until} is before {valid_from}"
    if checked and " " not in checked:
        return "checked", "names no source; write the date and what was read, such as '2026-03-01 CGTN'"
    return None


def _is_common(text: str) -> bool:
    return "\u4e00" <= text[0] <= "\u9fff"


def _list(cell: str) -> tuple[str, ...]:
    if not cell:
        return ()
    if ";" not in cell and "；" not in cell:
        return (cell,)
    return tuple([part for raw in cell.replace("；", ";").split(";") if (part := raw.strip())])
