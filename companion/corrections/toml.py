"""The file of corrections: TOML that a person reads and edits.

Entries that stay are not touched, and neither are comments and keys that are not ours: an entry is
taken out by its lines, and a new one is put at the end.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from companion.corrections.checking import checked
from companion.errors import CorrectionError
from companion.files import parsing
from companion.model import Correction

__all__ = ["FORMAT", "LARGEST", "read_toml", "updated"]

FORMAT = "companion/corrections@1"
LARGEST = 8 * 2**20
_MOST = 5_000
"""Corrections in a file; each of them is looked for in the whole text."""

_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_HEADER = f"""\
# What was corrected by hand. Companion applies it last; edit it as you like, comments stay.
format = "{FORMAT}"
"""
_ENTRY = re.compile(r"\s*\[\[\s*correction\s*\]\]")
_TABLE = re.compile(r"\s*\[")
_NAMES = tuple(f.name for f in fields(Correction))
_NUMBERS = ("start", "end")
_REQUIRED = ("kind", "text", "value")
_ORDER = ("kind", "text", "value", "paragraph", "start", "end", "before", "after", "scope", "by", "date")
_DEFAULTS = {"paragraph": "", "start": 0, "end": 0, "scope": "article"}


def read_toml(data: bytes, name: str) -> list[Correction]:
    """The corrections in a file's bytes. Raises `CorrectionError` with `name` and the line.

    >>> read_toml('[[correction]]\\nkind = "reading"\\ntext = "率"\\nvalue = "shuài"'.encode(), "a.toml")[0].value
    'shuài'
    """
    text = _text(data, name)
    lines = _entry_lines(text)
    found = []
    for i, entry in enumerate(_entries(text, name)):
        line = lines[i][0] + 1 if i < len(lines) else 0
        where = f"{name}, line {line}" if line else f"{name}, correction {i + 1}"
        try:
            found.append(checked(_correction(entry)))
        except CorrectionError as error:
            raise CorrectionError(f"{where}: {error}; mend it there, or take it out") from None
    return found


def updated(data: bytes | None, items: Iterable[Correction], name: str) -> str:
    """The file's text with exactly these corrections. Raises `CorrectionError` where it is malformed."""
    text = _text(data, name) if data else _HEADER
    old = read_toml(data, name) if data else []
    wanted = list(items)
    missing = Counter(wanted)
    stays = []
    for c in old:
        stays.append(missing[c] > 0)
        missing[c] -= stays[-1]
    text = _without(text, [i for i, stay in enumerate(stays) if not stay], len(old), name)
    added = [text.rstrip("\n") + "\n" if any(missing[c] > 0 for c in wanted) else text]
    for c in wanted:
        if missing[c] > 0:
            missing[c] -= 1
            added.append(f"\n{_entry(c)}")
    return "".join(added)


def _text(data: bytes, name: str) -> str:
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CorrectionError(f"{name}, line {line}: is not UTF-8; save the file as UTF-8") from None


def _entries(text: str, name: str) -> list[dict[str, Any]]:
    with parsing(name, "TOML", "mend the file, or read without it (--no-corrections)", CorrectionError):
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            what, place = str(error), _AT.search(str(error))
            line = (place and place[1]) or text.count("\n") + 1
            raise CorrectionError(
                f"{name}, line {line}: {_AT.sub('', what)}; mend that line, or read without it (--no-corrections)"
            ) from None
    if str(document.get("format", FORMAT)) != FORMAT:
        raise CorrectionError(
            f"{name}: its format is '{document['format']}', not '{FORMAT}'; is Companion up to date?"
        )
    entries = document.get("correction", [])
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise CorrectionError(f"{name}: 'correction' must be tables, each under a line [[correction]]")
    if len(entries) > _MOST:
        raise CorrectionError(f"{name}: has {len(entries):,} corrections; at most {_MOST:,} are read")
    return entries


def _correction(entry: dict[str, Any]) -> Correction:
    for key in _REQUIRED:
        if key not in entry:
            raise CorrectionError(f"the correction has no {key}")
    values = {}
    for key in _NAMES:
        value = entry.get(key, _DEFAULTS.get(key, ""))
        if key in _NUMBERS:
            if type(value) is not int:
                raise CorrectionError(f"{key} must be a whole number, not {value!r}")
        elif key == "date":
            value = str(value)
        elif not isinstance(value, str):
            raise CorrectionError(f"{key} must be a text in quotation marks, not {value!r}")
        values[key] = value
    return Correction(**values)


def _entry_lines(text: str) -> list[tuple[int, int]]:
    """For each entry the first line and the one after its last, from 0; trailing comments are outside."""
    lines = text.split("\n")
    places = []
    for i, line in enumerate(lines):
        if not _ENTRY.match(line):
            continue
        end = i + 1
        for j in range(i + 1, len(lines)):
            if _TABLE.match(lines[j]):
                break
            if lines[j].strip() and not lines[j].lstrip().startswith("#"):
                end = j + 1
        places.append((i, end))
    return places


def _without(text: str, gone: list[int], count: int, name: str) -> str:
    if not gone:
        return text
    places = _entry_lines(text)
    if len(places) != count:
        raise CorrectionError(f"{name}: its entries are not written as [[correction]]; take it out by hand")
    lines = text.split("\n")
    for i in reversed(gone):
        first, after = places[i]
        while after < len(lines) and not lines[after].strip() and first and not lines[first - 1].strip():
            after += 1
        del lines[first:after]
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(c: Correction) -> str:
    import tomlkit

    table = tomlkit.table()
    for key in _ORDER:
        value = getattr(c, key)
        if key in ("start", "end"):
            if c.paragraph:
                table.add(key, value)
        elif value and not (key == "scope" and value == "article"):
            table.add(key, value)
    return "[[correction]]\n" + table.as_string()
