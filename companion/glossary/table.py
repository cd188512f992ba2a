"""Glossary files: CSV to `Term`s, every cell checked; the message names file, row and column."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from companion.errors import GlossaryError
from companion.model import Term

__all__ = ["COLUMNS", "read_table"]

COLUMNS = (
    "id", "traditional", "simplified", "mainland", "taiwan", "pinyin", "jyutping", "english",
    "aliases", "domain", "level", "note", "source", "status",
)  # fmt: skip
_REQUIRED = ("id", "traditional", "simplified", "pinyin", "english")
_STATUS = ("approved", "draft", "forbidden")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3007\U00020000-\U000323af]")
_LONGEST_CELL = 2_000


def read_table(path: Path) -> list[tuple[Term, int]]:
    """The terms of one CSV file, each with its row (the header is row 1).

    Raises `GlossaryError` where the file can't be read, a column is missing or a cell is wrong:
    ``crime.csv, row 7, column 'english': is empty; write the English rendering``.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryError(f"{path.name}: is not UTF-8 (byte {error.start}); save it as CSV UTF-8") from None
    except OSError as error:
        raise GlossaryError(f"{path.name}: can't be read ({error.strerror})") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    terms: list[tuple[Term, int]] = []
    try:
        header = next(reader, [])
        _check_header(path, header)
        row = 2
        for cells in reader:
            if any(c.strip() for c in cells):
                terms.append((_term(path, row, header, cells), row))
            row += 1
    except csv.Error as error:
        raise GlossaryError(f"{path.name}, row {reader.line_num}: is no valid CSV ({error})") from None
    return terms


def _check_header(path: Path, header: list[str]) -> None:
    if missing := [c for c in _REQUIRED if c not in header]:
        hint = " (is the delimiter a comma?)" if len(header) == 1 and re.search(r"[;\t]", header[0]) else ""
        raise GlossaryError(
            f"{path.name}, row 1: there is no column '{missing[0]}'{hint}; the columns are {', '.join(COLUMNS)}"
        )
    for i, name in enumerate(header):
        if name not in COLUMNS:
            raise GlossaryError(
                f"{path.name}, row 1, column {i + 1}: '{name}' is unknown; the columns are {', '.join(COLUMNS)}"
            )
        if name in header[:i]:
            raise GlossaryError(f"{path.name}, row 1, column {i + 1}: '{name}' stands there twice")


def _term(path: Path, row: int, header: list[str], cells: list[str]) -> Term:
    def wrong(column: str, what: str) -> GlossaryError:
        return GlossaryError(f"{path.name}, row {row}, column '{column}': {what}")

    if len(cells) != len(header):
        raise GlossaryError(
            f"{path.name}, row {row}: has {len(cells)} cells where the header has {len(header)}; put cells with a comma in quotation marks"
        )
    value = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    for column in _REQUIRED:
        if not value[column]:
            raise wrong(column, "is empty")
    for column, cell in value.items():
        if len(cell) > _LONGEST_CELL:
            raise wrong(column, f"has {len(cell):,} characters; at most {_LONGEST_CELL:,} are allowed")
        if "\n" in cell or "\r" in cell:
            raise wrong(column, "has a line break")
    if not _ID.fullmatch(value["id"]):
        raise wrong("id", f"'{value['id']}' is no id; use a–z, 0–9 and single hyphens")
    for column in ("traditional", "simplified"):
        if not _HAN.search(value[column]):
            raise wrong(column, f"'{value[column]}' has no Han character")
    if len(value["traditional"]) != len(value["simplified"]):
        raise wrong(
            "simplified", "has not as many characters as 'traditional'; put another wording into 'mainland'"
        )
    status = value.get("status") or "approved"
    if status not in _STATUS:
        raise wrong("status", f"'{status}' is none of {', '.join(_STATUS)}")
    return Term(
        id=value["id"],
        traditional=value["traditional"],
        simplified=value["simplified"],
        pinyin=value["pinyin"],
        english=_list(value["english"]),
        mainland=value.get("mainland", ""),
        taiwan=value.get("taiwan", ""),
        jyutping=value.get("jyutping", ""),
        aliases=_list(value.get("aliases", "")),
        domain=value.get("domain", "") or path.stem,
        level=value.get("level", ""),
        note=value.get("note", ""),
        source=value.get("source", ""),
        status=status,
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for raw in re.split("[;；]", cell) if (part := raw.strip()))
