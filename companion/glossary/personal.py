"""A person's own terms: one CSV file that Excel, LibreOffice and JupyterLab open and that can be mailed.

Only the rows that are changed are written anew. All others, broken ones and those that somebody
else wrote meanwhile included, stay as they are, byte for byte.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from companion.errors import GlossaryError
from companion.files import as_path, change_text, is_there, read_bytes
from companion.glossary.files import personal_path
from companion.glossary.table import (
    COLUMNS,
    FORMULA,
    Record,
    cell_text,
    decode,
    read_header,
    records,
    term_of,
)
from companion.model import Term

__all__ = [
    "add_personal",
    "cells_of",
    "change_personal",
    "remove_personal",
    "replaces",
    "row_text",
    "table_text",
]

_MARK = "\ufeff"  # Excel takes a CSV file without it for the system's old encoding.


def add_personal(term: Term, path: str | Path | None = None) -> Path:
    """Add a term to a person's own file, or replace the entry of the same id or wording there.

    It counts from the next article that is read, without a restart.

    Args:
        term: The term.
        path: Another file than `personal_path()`.

    Returns:
        The file's path.

    Raises:
        GlossaryError: The term is incomplete, or the file can't be read as a glossary; it then stays as it
            is.
        OutputError: The file can't be written.

    >>> term = Term("own-dianpian", "電騙", "电骗", "diànpiàn", ("cyber scam",))
    >>> add_personal(term).name  # doctest: +SKIP
    'glossary.csv'
    """
    return change_personal([term], path=path)


def remove_personal(term_id: str, path: str | Path | None = None) -> bool:
    """Take a term out of a person's own file.

    Args:
        term_id: The term's id.
        path: Another file than `personal_path()`.

    Returns:
        False where it is not there.

    Raises:
        GlossaryError: The file can't be read as a glossary.
        OutputError: It can't be written.
    """
    file = as_path(path, GlossaryError) if path is not None else personal_path()
    if not is_there(file):
        return False
    before = read_bytes(file, error=GlossaryError)
    change_personal(remove=[term_id], path=file)
    return read_bytes(file, error=GlossaryError) != before


def change_personal(
    put: Iterable[Term] = (), remove: Iterable[str] = (), path: str | Path | None = None
) -> Path:
    """Adds or replaces the terms of `put` and takes out the ids of `remove`, in one write."""
    terms = tuple(put)
    for term in terms:
        value = dict(zip(COLUMNS, cells_of(term), strict=True))
        found = term_of({k: cell_text(v) for k, v in value.items()})
        if not isinstance(found, Term):
            raise GlossaryError(f"the term '{term.traditional or term.id}', column '{found[0]}': {found[1]}")
    file = as_path(path, GlossaryError) if path is not None else personal_path()
    gone = frozenset(remove)
    return change_text(file, lambda before: _changed(before, file.name, terms, gone))


def cells_of(term: Term, columns: Sequence[str] = COLUMNS) -> list[str]:
    """The cells of a term's row. What a spreadsheet program would run as a formula gets a ' before it."""
    cells = []
    for column in columns:
        value = getattr(term, column)
        cell = " ".join(("; ".join(value) if isinstance(value, tuple) else value).split())
        cells.append(f"'{cell}" if cell.startswith(FORMULA) else cell)
    return cells


def row_text(cells: Sequence[str], delimiter: str = ",", end: str = "\r\n") -> str:
    """A row as CSV text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerow(cells)
    return out.getvalue()


def table_text(terms: Iterable[Term]) -> str:
    """A whole CSV file of terms, with the mark by which Excel knows UTF-8.

    >>> table_text([Term("x", "電騙", "电骗", "diànpiàn", ("=1+1",))]).split("\\r\\n")[1]
    "x,電騙,电骗,,,diànpiàn,,'=1+1,,,,,,approved,,,,"
    """
    return _MARK + row_text(COLUMNS) + "".join(row_text(cells_of(t)) for t in terms)


def _changed(before: bytes | None, name: str, put: Sequence[Term], remove: frozenset[str]) -> str:
    text = decode(before or b"", name)
    if not text.strip():
        return table_text(put)
    end = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
    header = read_header(name, text.split("\n", 1)[0].rstrip("\r"), lambda *_: None)
    columns = header.columns
    rows = list(records(text, header.delimiter))
    missing = [c for c in COLUMNS if c not in columns and any(_needs(t, c) for t in put)]
    if missing:
        columns = (*columns, *missing)
        rows = [_widened(r, len(header.columns), header.delimiter, len(missing), end) for r in rows]
        rows[0] = Record(row_text(columns, header.delimiter, end), list(columns))
    pending = list(put)
    result = [rows[0].raw]
    written: set[str] = set()
    for record in rows[1:]:
        entry = _entry(record, header.columns)
        if entry is None:
            result.append(record.raw)
            continue
        term = next((t for t in pending if replaces(t, **entry)), None)
        if term is not None:
            pending.remove(term)
            written.add(term.id)
            result.append(row_text(cells_of(term, columns), header.delimiter, end))
        elif entry["id"] not in remove and entry["id"] not in written:
            result.append(record.raw)
    if result[-1] and not result[-1].endswith(("\n", "\r")):
        result[-1] += end
    result += [row_text(cells_of(t, columns), header.delimiter, end) for t in pending]
    return _MARK + "".join(result)


def _needs(term: Term, column: str) -> bool:
    value = getattr(term, column)
    return bool(value) and not (column == "status" and value == "approved")


def _widened(record: Record, count: int, delimiter: str, more: int, end: str) -> Record:
    """A sound row of `count` cells with further empty ones; any other row as it is."""
    if record.wrong or len(record.cells) != count:
        return record
    body = record.raw.rstrip("\r\n")
    return Record(body + delimiter * more + (record.raw[len(body) :] or end), record.cells)


def _entry(record: Record, columns: Sequence[str]) -> dict[str, str] | None:
    """The id, wording and status of a row that can be read."""
    if record.wrong or len(record.cells) < len(columns) - sum(
        c not in ("id", "traditional") for c in columns
    ):
        return None
    value = dict(zip(columns, map(cell_text, record.cells), strict=False))
    if not value.get("id") or not value.get("traditional"):
        return None
    return {c: value.get(c, "") for c in ("id", "traditional", "status")}


def replaces(term: Term, id: str, traditional: str, status: str) -> bool:
    """Whether a term takes the place of an entry: that of its id, or of its wording where neither is forbidden.

    >>> replaces(Term("own-dianpian", "電騙", "电骗", "diànpiàn", ("scam",)), "own-2", "電騙", "draft")
    True
    """
    return term.id == id or (term.traditional == traditional and "forbidden" not in (term.status, status))
