"""A student's results as CSV, and a class's put together.

The file opens in a spreadsheet: UTF-8 with a mark, and no cell that one would take for a formula.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from companion.errors import InputError
from companion.exercises import KIND_NAMES, ExerciseSet
from companion.files import as_path, parsing, read_bytes, write_text_atomically

__all__ = [
    "COLUMNS",
    "class_items",
    "collect",
    "collected_csv",
    "read_results",
    "results_csv",
    "write_results",
]

COLUMNS = (
    "format", "student", "article", "sheet", "version", "number", "id", "kind", "question", "response", "answer",
    "right", "score", "earned", "points", "tries", "hints", "seconds", "paragraph", "word",
)  # fmt: skip
FORMAT = "companion/results@1"
_PLAIN, _PACKED = "CR1.", "CR2."  # as JSON, and in the zlib format, whose checksum tells a damaged code
_CODE = re.compile(r"CR[12]\.")
_MOST_UNPACKED = 2_000_000
_MOST_LINES = 200  # into which a message may have broken a code
_UNMARKED = ("translate", "comprehension:open")  # kinds that earn nothing whatever the answer
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST_BYTES = 5_000_000
_SHORT = 12  # characters of an answer at the head of a column
_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,9}(?:\.[0-9]{0,9})?\s*")


def _safe(value: object) -> str:
    """A cell's text; one that a spreadsheet would take for a formula gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = " ".join(str(value).split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def results_csv(sheet: ExerciseSet, rows: Sequence[dict[str, Any]], student: str = "") -> str:
    """The rows of `Exercises.results` as CSV text.

    Args:
        sheet: The exercises.
        rows: The results, one for each answer.
        student: Stands in each row.

    Returns:
        The text of the table.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    head = {
        "format": FORMAT,
        "student": student,
        "article": sheet.title,
        "sheet": sheet.id,
        "version": sheet.version,
    }
    for row in rows:
        writer.writerow([_safe({**head, **row}.get(c)) for c in COLUMNS])
    return "\ufeff" + out.getvalue()


def write_results(
    sheet: ExerciseSet,
    rows: Sequence[dict[str, Any]],
    path: str | os.PathLike[str],
    *,
    student: str = "",
    force: bool = False,
) -> Path:
    """Write the results of a student as CSV.

    Args:
        sheet: The exercises.
        rows: The results, one for each answer.
        path: The file.
        student: Stands in each row.
        force: Replace a file that Companion did not write, or that was changed since.

    Returns:
        The path.

    Raises:
        OutputError: The file can't be written, or is not ours and `force` was not given.
    """
    return write_text_atomically(path, results_csv(sheet, rows, student), "" if force else FORMAT)


def read_results(path: str | os.PathLike[str]) -> list[dict[str, str]]:
    """The rows of a handed-in CSV, of a code, or of a text with codes in it. Raises `InputError` where it is none.

    A file that a spreadsheet saved again is read too: separators ; and tab, other encodings of UTF.
    """
    return [row for rows in _handed_in(path) for row in rows]


def _handed_in(
    path: str | os.PathLike[str], refused: list[InputError] | None = None
) -> list[list[dict[str, str]]]:
    """The rows of each student's work: a file is one's, a text with codes as many as it has codes."""
    file = as_path(path)
    if _CODE.match(str(path)):
        return _from_codes(str(path), "the code", refused)
    data = read_bytes(path, largest=_MOST_BYTES)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError(
            f"{file}: is not UTF-8; save it as CSV UTF-8, or hand in the file as it was"
        ) from None
    first = text.split("\n", 1)[0]
    if _CODE.search(text) and "earned" not in first:
        return _from_codes(text, str(file), refused)
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(f"{file}: is no CSV ({error})") from None
    if first.removeprefix("\ufeff").startswith("student,file,sheet"):
        raise InputError(f"{file}: is the table of a class, made by collect; name the students' files alone")
    missing = [c for c in ("student", "sheet", "id", "earned", "points") if not rows or c not in rows[0]]
    if missing:
        raise InputError(
            f"{file}: has no column '{missing[0]}'; it is not a student's results from Companion"
        )
    for n, row in enumerate(rows, 2):
        for column in ("earned", "points"):
            if row[column] is None:
                raise InputError(
                    f"{file}, row {n}: ends in its middle; ask for the whole file, or for the code"
                )
            if not _NUMBER.fullmatch(row[column] or "0"):
                raise InputError(f"{file}, row {n}: {column} is '{row[column]}', not a number")
    made = [
        {k: (v or "").removeprefix("'") if isinstance(v, str) else "" for k, v in row.items() if k}
        for row in rows
    ]
    for row in made:
        row["response"] = _given(row.get("response", ""))
    by_sheet: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in made:
        by_sheet.setdefault((row["student"], row["sheet"]), []).append(row)
    return list(by_sheet.values())


def _from_codes(text: str, where: str, refused: list[InputError] | None = None) -> list[list[dict[str, str]]]:
    """The rows of each code in a text, such as messages that were copied: names and greetings stand around it, lines are broken."""
    starts = [m.start() for m in _CODE.finditer(text)]
    found: dict[str, list[dict[str, str]]] = {}
    for n, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), 1):
        place = where if len(starts) == 1 else f"{where}, code {n}"
        words = re.split(r"[^\w.-]+", text[start:end], flags=re.ASCII)
        try:
            code, rows = _whole_code(words, place)
            found.setdefault(code, rows)
        except InputError as error:
            if refused is None:
                raise
            refused.append(error)
    return list(found.values())


def _whole_code(words: list[str], where: str) -> tuple[str, list[dict[str, str]]]:
    """A code, and its rows: a long line comes back in several, so that more and more of them are tried."""
    for count in range(1, min(len(words), _MOST_LINES) + 1):
        code = "".join(words[:count])
        with contextlib.suppress(InputError):
            return code, _from_code(code, where)
    return words[0], _from_code(words[0], where)  # says what is wrong with it


def _from_code(code: str, where: str) -> list[dict[str, str]]:
    """The rows in the code that the self-check page gives (`js/exercises/results.js`)."""
    with parsing(where, "a code of results", "copy the whole code", InputError):
        packed = code[len(_PLAIN) :]
        data = urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        if code.startswith(_PACKED):
            unpack = zlib.decompressobj()
            data = unpack.decompress(data, _MOST_UNPACKED)
            if not unpack.eof:
                raise InputError(f"{where}: is no whole code of results; copy the whole code")
        student, article, sheet, version, items = json.loads(data)
        names = ("number", "id", "kind", "response", "earned", "points", "tries", "hints", "seconds")
        rows = [dict(zip(names, map(str, item), strict=True)) for item in items]
    head = {"student": student, "article": article, "sheet": sheet, "version": version}
    if not all(isinstance(value, str) for value in head.values()):
        raise InputError(f"{where}: is no code of results; copy the whole code")
    for row in rows:
        row["response"] = _given(row["response"])
        if not all(_NUMBER.fullmatch(row[name] or "0") for name in ("earned", "points")):
            raise InputError(f"{where}: has points that are no number; copy the whole code")
    return [{**head, **row} for row in rows]


def collect(
    paths: Iterable[str | os.PathLike[str]], refused: list[InputError] | None = None
) -> list[dict[str, Any]]:
    """A class's results: a row for each student and sheet, with the points, and each item's.

    Args:
        paths: Files that were handed in, codes, and texts with codes in them.
        refused: Where it is given, why a file or a code can't be read is put there, and the others are collected.

    Returns:
        The rows. The file's name stands for a missing one of a student. What was handed in twice is there once; `again` has
        the other files that have it.

    Raises:
        InputError: A file is no result, and `refused` was not given.
    """
    students: dict[object, dict[str, Any]] = {}
    for path in paths:
        try:
            handed = _handed_in(path, refused)
        except InputError as error:
            if refused is None:
                raise
            refused.append(error)
            continue
        for given in handed:
            made = _result(path, given)
            same = students.setdefault(
                (made["student"], made["sheet"], *map(_done, made["by_item"].values())), made
            )
            if same is not made and made["file"] not in (same["file"], *same["again"]):
                same["again"].append(made["file"])
    return sorted(students.values(), key=lambda s: (s["sheet"], s["student"], s["file"]))


def _result(path: str | os.PathLike[str], given: list[dict[str, str]]) -> dict[str, Any]:
    own = list({r["id"]: r for r in given}.values())  # an item twice: the last counts
    judged = [r for r in own if r["earned"] != "" or _left_out(r)]
    return {
        "student": own[0]["student"] or _name(path, stem=True),
        "file": _name(path),
        "again": [],
        "article": own[0].get("article", ""),
        "sheet": own[0]["sheet"],
        "version": own[0].get("version", ""),
        "earned": round(sum(float(r["earned"] or 0) for r in judged), 2),
        "points": round(sum(float(r["points"] or 0) for r in judged), 2),
        "answered": sum(bool(r.get("response")) for r in own),
        "items": len(own),
        "by_item": {r["id"]: r for r in own},
    }


def _given(response: str) -> str:
    """A response; one whose parts are all empty, of an item that was opened and skipped, is none.

    >>> _given("|"), _given("4 |  | 1"), _given(" | ")
    ('', '4 |  | 1', '')
    """
    return response if response.strip(" |") else ""


def _done(row: dict[str, str]) -> tuple[str, ...]:
    """What a file and a code of one and the same work both have of an item."""
    return tuple(
        " ".join(row.get(c, "").split()) for c in ("id", "response", "earned", "tries", "hints", "seconds")
    )


def _left_out(row: dict[str, str]) -> bool:
    """Whether an item that would be marked was not answered: it has earned nothing, and its points count all the same."""
    return not row.get("response") and not row.get("kind", "").startswith(_UNMARKED)


def _name(path: str | os.PathLike[str], stem: bool = False) -> str:
    if _CODE.match(str(path)):
        return "a code"
    return Path(path).stem if stem else Path(path).name


def class_items(students: Sequence[dict[str, Any]]) -> dict[str, tuple[str, float | None]]:
    """The items of a sheet: what each is called in a class's table, and the share of its points that the class has earned.

    Args:
        students: The rows of `collect`, of one sheet.

    Returns:
        By the item's id; the share is None where nothing of it was marked.
    """
    found: dict[str, tuple[str, float | None]] = {}
    for i in dict.fromkeys(i for s in students for i in s["by_item"]):
        rows = [r for s in students if (r := s["by_item"].get(i))]
        asked = next((r for r in rows if r.get("word") or r.get("answer")), rows[0])  # a code has no answers
        kind, answer = asked.get("kind", ""), " ".join((asked.get("word") or asked.get("answer", "")).split())
        name = KIND_NAMES.get(kind, kind)
        short = f": {answer if len(answer) <= _SHORT else f'{answer[: _SHORT - 1]}…'}" if answer else ""
        marked = [r for r in rows if r["earned"] != "" or _left_out(r)]
        possible = sum(float(r["points"] or 0) for r in marked)
        share = sum(float(r["earned"] or 0) for r in marked) / possible if possible else None
        found[i] = (f"{asked.get('number', '')} {name}{short}".strip(), share)
    return found


def collected_csv(students: Sequence[dict[str, Any]]) -> str:
    """The class's table: a row per student, a column per item, and each item's share at the end."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for n, sheet in enumerate(dict.fromkeys(s["sheet"] for s in students)):
        own = [s for s in students if s["sheet"] == sheet]
        items = class_items(own)
        if n:
            writer.writerow([])
        heads = [_safe(name) for name, _ in items.values()]
        writer.writerow(
            ["student", "file", "sheet", "version", "earned", "points", "percent", "answered", *heads]
        )
        for s in own:
            share = f"{100 * s['earned'] / s['points']:.0f}" if s["points"] else ""
            cells = [
                s["student"],
                s["file"],
                sheet,
                s["version"],
                s["earned"],
                s["points"],
                share,
                f"{s['answered']} of {s['items']}",
            ]
            cells += [s["by_item"].get(i, {}).get("earned", "") for i in items]
            writer.writerow([_safe(c) for c in cells])
        shares = ["" if share is None else f"{100 * share:.0f} %" for _, share in items.values()]
        files = f"{len(own)} file{'' if len(own) == 1 else 's'}"
        writer.writerow(["the class", files, sheet, "", "", "", "", "", *shares])
    return "\ufeff" + out.getvalue()
