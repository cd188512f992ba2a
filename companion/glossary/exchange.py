"""Glossaries of other tools: which format a file has, reading and writing it.

CSV and TSV with our columns or those of other tools (source, target, comment …), the
tab-separated files of OmegaT (two or three columns, no header), TBX. Terms that are read may
lack `simplified`, `pinyin` and `id`; `companion.glossary.fill` completes them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from companion.errors import GlossaryError, OutputError
from companion.files import as_path, is_there, read_bytes, write_text_atomically
from companion.glossary.personal import cells_of, row_text, table_text
from companion.glossary.table import (
    COLUMNS,
    FORMULA,
    Problem,
    Table,
    cell_text,
    decode,
    has_han,
    parse_table,
    records,
)
from companion.glossary.tbx import read_tbx, tbx_text
from companion.model import Term

__all__ = ["FORMATS", "omegat_text", "read_foreign", "write_glossary"]

FORMATS = ("csv", "tsv", "omegat", "tbx")
_SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".txt": "omegat", ".utf8": "omegat", ".tab": "omegat", ".tbx": "tbx", ".xml": "tbx"}  # fmt: skip
# What other tools call our columns.
_NAMES = {
    "traditional": ("source", "term", "chinese", "zh", "zh-hk", "zh-hant", "zh-tw", "zh_hant", "zh_hant_hk", "word"),
    "simplified": ("zh-cn", "zh-hans", "zh_hans"),
    "english": ("target", "translation", "en", "en-gb", "en-us"),
    "note": ("comment", "comments", "explanation", "description", "definition", "developer_comments"),
    "status": ("flags",),
}  # fmt: skip
_ALIAS = "see "
_LARGEST = 64_000_000


def read_foreign(path: str | Path, form: str = "") -> Table:
    """The terms of a file of ours or of another tool; wrong rows are told in `problems`.

    `form` is one of `FORMATS`; empty: from the file's name and content. Raises `GlossaryError`
    where the file can't be read, or its format can't be told.
    """
    file = as_path(path, GlossaryError)
    form = _form(file, form)
    raw = read_bytes(file, largest=_LARGEST, error=GlossaryError)
    if form == "tbx":
        return read_tbx(raw, file.name)
    text = decode(raw, file.name)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    if form == "omegat" or (form == "tsv" and not _names_columns(first)):
        return _read_omegat(text, file.name)
    if sum(c.strip().strip('"') in COLUMNS for c in re.split("[,;\t]", first)) >= 5:
        return parse_table(text, file.name, "", "collect")
    return _read_other(text, file.name)


def _form(file: Path, form: str) -> str:
    if form and form not in FORMATS:
        raise GlossaryError(f"'{form}' is no format; there are: {', '.join(FORMATS)}")
    found = form or _SUFFIXES.get(file.suffix.lower(), "")
    if not found:
        raise GlossaryError(
            f"{file.name}: the format can't be told from the name; give --format with {', '.join(FORMATS)}"
        )
    return found


def _columns(line: str, delimiter: str) -> list[str]:
    """Our column names for a header, empty where it is none of ours."""
    names: list[str] = []
    cells = [c.strip().lower() for c in next(csv.reader(io.StringIO(line), delimiter=delimiter), [])]
    pairs = "target" in cells or "translation" in cells  # then "source" is the Chinese, not where it is from
    for name in cells:
        foreign = next((c for c, others in _NAMES.items() if name in others), "")
        own = foreign if pairs and foreign else name if name in COLUMNS else foreign
        names.append("" if own in names else own)
    return names


def _names_columns(line: str) -> bool:
    return {"traditional", "english"} <= set(_columns(line.rstrip("\r"), "\t"))


def _read_other(text: str, name: str) -> Table:
    """A table with another tool's column names."""
    line = text.split("\n", 1)[0].rstrip("\r")
    delimiter = max(",;\t", key=lambda d: len([c for c in _columns(line, d) if c]))
    names = _columns(line, delimiter)
    if not {"traditional", "english"} <= set(names) and not {"simplified", "english"} <= set(names):
        raise GlossaryError(
            f"{name}, row 1: names no columns for the Chinese and the English; call them 'traditional' (or source) and 'english' (or target)"
        )
    table = Table(name)
    for row, record in enumerate(records(text, delimiter), 1):
        if row == 1 or not (record.wrong or any(record.cells)):
            continue
        cells = [*record.cells, *[""] * (len(names) - len(record.cells))]
        value = {n: c for n, c in zip(names, cells, strict=False) if n}
        _take(table, row, value, record.wrong)
    return table


def _read_omegat(text: str, name: str) -> Table:
    """OmegaT's own glossaries: source, target and comment between tabs; lines with # are remarks."""
    table = Table(name)
    for row, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        wrong = "" if len(cells) > 1 else "has no tab between the Chinese and the English"
        value = dict(zip(("traditional", "english", "note"), [*cells, "", ""], strict=False))
        _take(table, row, value, wrong)
    return _gathered(table)


def _take(table: Table, row: int, value: dict[str, str], wrong: str) -> None:
    for column, cell in value.items():
        if not wrong and (start := cell.strip()[:1]) in FORMULA and start:
            table.problems.append(
                Problem(
                    table.name,
                    row,
                    column,
                    f"begins with '{start}', which spreadsheet programs run as a formula",
                )
            )
            return
    value = {c: cell_text(v) for c, v in value.items()}
    wording = value.get("traditional") or value.get("simplified") or ""
    if not wrong and not has_han(wording):
        wrong = f"'{wording}' has no Han character"
    flags = value.get("status", "").lower()
    english = value.get("english", "")
    note = value.get("note", "")
    if not english and ("read-only" in flags or "untranslatable" in flags):
        english, note = wording, f"Not to be translated. {note}".strip()
    if not wrong and not english:
        wrong = "has no English"
    if wrong:
        table.problems.append(Problem(table.name, row, "", wrong))
        return
    status = "forbidden" if "forbidden" in flags else "draft" if flags == "draft" else "approved"
    parts = tuple(p.strip() for p in re.split("[;；]", english) if p.strip())
    table.rows.append(
        (
            Term(
                value.get("id", ""),
                value.get("traditional", ""),
                value.get("simplified", ""),
                value.get("pinyin", ""),
                parts,
                note=note,
                domain=value.get("domain", ""),
                status=status,
            ),
            row,
        )
    )


def _gathered(table: Table) -> Table:
    """Lines of the same source as one term; "see 電騙" makes a line an alias of that term."""
    from dataclasses import replace

    terms: dict[str, tuple[Term, int]] = {}
    aliases: dict[str, list[str]] = {}
    sources = {t.traditional for t, _ in table.rows}
    for term, row in table.rows:
        of = term.note.removeprefix(_ALIAS)
        if of != term.note and of in sources and of != term.traditional:
            place = aliases.setdefault(of, [])
            if term.traditional not in place:
                place.append(term.traditional)
        elif known := terms.get(term.traditional):
            english = tuple(dict.fromkeys((*known[0].english, *term.english)))
            terms[term.traditional] = (replace(known[0], english=english), known[1])
        else:
            terms[term.traditional] = (term, row)
    rows = [(replace(t, aliases=tuple(aliases.get(w, ()))), row) for w, (t, row) in terms.items()]
    return Table(table.name, rows, table.problems)


def omegat_text(terms: Iterable[Term]) -> str:
    """The terms for OmegaT: a line per rendering with source, target and comment between tabs.

    Aliases have lines of their own with the comment "see 電騙". Forbidden entries are left out.

    >>> omegat_text([Term("x", "電騙", "电骗", "diànpiàn", ("telecom fraud",), note="Short.")]).splitlines()[1]
    '電騙\\ttelecom fraud\\tShort.'
    """
    lines = ["# Glossary of Companion"]
    for term in terms:
        if term.status == "forbidden":
            continue
        for wording, note in (
            (term.traditional, term.note),
            *((a, _ALIAS + term.traditional) for a in term.aliases),
        ):
            for english in term.english:
                cells = (" ".join(c.split()) for c in (wording, english, note))
                lines.append("\t".join(f"'{c}" if c.startswith(FORMULA) else c for c in cells).rstrip("\t"))
    return "\n".join(lines) + "\n"


def write_glossary(
    terms: Iterable[Term], path: str | Path, form: str = "", *, force: bool = False
) -> tuple[Path, int]:
    """Writes the terms to a file in one of `FORMATS`; returns its path and how many there are.

    Raises `OutputError` where the file exists (unless `force`) or can't be written.
    """
    file = Path(path)
    form = _form(file, form)
    if is_there(file) and not force:
        raise OutputError(f"{file}: exists; choose another name, or use --force")
    chosen: Sequence[Term] = tuple(terms)
    if form == "csv":
        text = table_text(chosen)
    elif form == "tsv":
        text = row_text(COLUMNS, "\t", "\n") + "".join(row_text(cells_of(t), "\t", "\n") for t in chosen)
    else:
        text = omegat_text(chosen) if form == "omegat" else tbx_text(chosen)
    return write_text_atomically(file, text), len(chosen)
