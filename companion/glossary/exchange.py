"""Glossaries of other tools: which format a file has, reading and writing it.

CSV and TSV with our columns or those of other tools, the tab-separated files of OmegaT and Pleco, Anki's, CC-CEDICT's
lines (`companion.glossary.columns` tells which column is what), TBX. Terms that are read may
lack `simplified`, `pinyin` and `id`; `companion.glossary.fill` completes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from companion.errors import GlossaryError, OutputError
from companion.files import as_path, is_there, read_bytes, write_text_atomically
from companion.glossary.columns import recognised
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
)
from companion.glossary.tbx import read_tbx, tbx_text
from companion.model import Term

__all__ = ["FORMATS", "omegat_text", "read_foreign", "write_glossary"]

FORMATS = ("csv", "tsv", "omegat", "tbx")
_SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".txt": "omegat", ".utf8": "omegat", ".tab": "omegat", ".u8": "omegat", ".tbx": "tbx", ".xml": "tbx"}  # fmt: skip
_ALIAS = "see "
_LARGEST = 64_000_000


def read_foreign(path: str | Path, form: str = "", columns: Sequence[str] = ()) -> Table:
    """The terms of a file of ours or of another tool; wrong rows are told in `problems`.

    Args:
        path: CSV or TSV with our columns or another tool's, OmegaT's and Pleco's lists, what Anki exports as notes,
            lines of CC-CEDICT, DeepL's CSV, TBX.
        form: one of `FORMATS`; empty: from the file's name and content.
        columns: what its columns are, from the first on, where they can't be told ("" leaves one out).

    Returns:
        The table; its `read_as` says what each column was taken for.

    Raises:
        GlossaryError: where the file can't be read, its format can't be told, or which column is what.
    """
    file = as_path(path, GlossaryError)
    form = _form(file, form)
    raw = read_bytes(file, largest=_LARGEST, error=GlossaryError)
    if form == "tbx":
        return read_tbx(raw, file.name)
    text = decode(raw, file.name)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    names = {c.strip().strip('"\ufeff') for c in re.split("[,;\t]", first)}
    if not columns and {"id", "traditional", "english"} <= names:
        return parse_table(text, file.name, "", "collect")
    layout = recognised(text, file.name, columns)
    table = Table(file.name, read_as=layout.read_as)
    for row, value, wrong in layout.rows:
        _take(table, row, value, wrong)
    return _gathered(table)


def _form(file: Path, form: str) -> str:
    if form and form not in FORMATS:
        raise GlossaryError(f"'{form}' is no format; there are: {', '.join(FORMATS)}")
    found = form or _SUFFIXES.get(file.suffix.lower(), "")
    if not found:
        raise GlossaryError(
            f"{file.name}: the format can't be told from the name; give --format with {', '.join(FORMATS)}"
        )
    return found


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
                mainland=value.get("mainland", ""),
                taiwan=value.get("taiwan", ""),
                jyutping=value.get("jyutping", ""),
                aliases=tuple(a.strip() for a in re.split("[;；]", value.get("aliases", "")) if a.strip()),
                domain=value.get("domain", ""),
                level=value.get("level", ""),
                note=note,
                source=value.get("source", ""),
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
        word = (term.traditional or term.simplified) + term.status * (term.status == "forbidden")
        of = term.note.removeprefix(_ALIAS)
        if of != term.note and of in sources and of != term.traditional:
            place = aliases.setdefault(of, [])
            if term.traditional not in place:
                place.append(term.traditional)
        elif known := terms.get(word):
            english = tuple(dict.fromkeys((*known[0].english, *term.english)))
            terms[word] = (replace(known[0], english=english), known[1])
        else:
            terms[word] = (term, row)
    rows = [
        (replace(t, aliases=(*t.aliases, *aliases.get(t.traditional, ()))), row) for t, row in terms.values()
    ]
    return Table(table.name, rows, table.problems, table.read_as)


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
    file = as_path(path, OutputError)
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
