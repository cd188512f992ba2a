"""Lists of words that a person knows already: an HSK level, an Anki text export, Pleco's, a table, plain text."""

from __future__ import annotations

import csv
import html
import os
import re
from collections import Counter
from dataclasses import dataclass

from companion.errors import InputError
from companion.files import as_path, read_bytes
from companion.han import HAN
from companion.language.words.hsk import HSK_LEVELS, hsk_words
from companion.source.encodings import decode

__all__ = ["Imported", "WordList", "hsk_list", "read_list"]

_LARGEST = 64_000_000
_LONGEST = 12  # characters; what is longer is a sentence
_WORD = re.compile(f"[{HAN}·・０-９0-9A-Za-z]*[{HAN}][{HAN}·・０-９0-9A-Za-z]*")
_HAS_HAN = re.compile(f"[{HAN}]")
_TAG = re.compile(r"<[^<>]{0,500}>|\[sound:[^\]]*\]")
_TWO = re.compile(r"[\[【(（/|｜／].*")  # 打击[打擊], 打擊/打击, 打擊（打击）: one word in two scripts
_HEADERS = (
    "traditional", "trad", "繁體", "繁体", "正體", "word", "words", "hanzi", "chinese", "expression", "simplified", "simp",
    "简体", "簡體", "詞", "词", "詞語", "词语", "生词", "生詞", "單詞", "单词", "vocabulary", "term", "front",
)  # fmt: skip
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of a list in their order, and what of it could not be taken, each with its row."""

    words: tuple[str, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many words were added, how many had a status already and keep it, what could not be read,
    and the number by which `Learner.undo` takes it back."""

    added: int
    kept: int
    problems: tuple[str, ...]
    batch: str


def hsk_list(level: str) -> WordList:
    """The words of an HSK level with those of the levels below it ("3"), or of that level alone ("=3").

    Raises:
        InputError: There is no such level.

    >>> len(hsk_list("2").words) > len(hsk_list("=2").words) > 700
    True
    """
    text = str(level).strip().lower().removeprefix("hsk").strip(": -")
    name = text.lstrip("=")
    name = "7-9" if name in ("7", "8", "9", "7–9") else name
    if name not in HSK_LEVELS:
        raise InputError(
            f"'{level}' is no level of the HSK; there are: {', '.join(HSK_LEVELS)} (=3: level 3 alone)"
        )
    levels = (name,) if text.startswith("=") else HSK_LEVELS[: HSK_LEVELS.index(name) + 1]
    return WordList(tuple(dict.fromkeys(word for own in levels for word in hsk_words(own))))


def read_list(path: str | os.PathLike[str], column: str | int | None = None) -> WordList:
    """The words of a file: one a line, a table, "Notes in Plain Text" of Anki, or Pleco's text export.

    Args:
        path: The file.
        column: The column of the words, by its number from 1 or its header; without it the one that has them.

    Returns:
        The words, and one line for each row that has none.

    Raises:
        InputError: The file can't be read, there is no such column, or it has no word.
    """
    file = as_path(path)
    raw = read_bytes(file, largest=_LARGEST)
    if raw[:4] == b"PK\x03\x04":
        raise InputError(
            f"{file}: is a package; in Anki choose File, Export, 'Notes in Plain Text' and import that file"
        )
    if b"\0" in raw[:2000] and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError(f"{file}: is no text; export the list as text or CSV and import that file")
    text = decode(raw, name=file.name, errors="strict")[0]
    rows, header, named = _rows(text.removeprefix("\ufeff"), file.name)
    at = _column(rows, header, named, column, file.name)
    words: list[str] = []
    problems: list[str] = []
    for number, cells in rows:
        cell = cells[at] if at < len(cells) else ""
        found = (
            _words(cell)
            if len(cells) > 1
            else [w for part in re.split(r"[\s,，、;；]+", cell) for w in _words(part)]
        )
        wrong = next((w for w in found if len(w) > _LONGEST or not _WORD.fullmatch(w)), None)
        if not found and not "".join(cells).strip():
            continue
        if not found or wrong is not None:
            shown = wrong if wrong is not None else cell.strip()
            what = f"'{shown[:30]}'" if shown else "an empty cell"
            why = "is a sentence, not a word" if len(shown) > _LONGEST else "is no Chinese word"
            problems.append(f"{file.name}, row {number}: {what} {why}")
            continue
        words += found
    if not words:
        first = f" ({problems[0]})" if problems else ""
        raise InputError(
            f"{file}: no Chinese word was found{first}; write one word a line, or name the column"
        )
    return WordList(tuple(dict.fromkeys(words)), tuple(problems))


def _rows(text: str, name: str) -> tuple[list[tuple[int, list[str]]], list[str], str]:
    """The rows with their numbers, the header, and what separates the cells."""
    lines = text.splitlines()
    told: dict[str, str] = {}
    skip: set[int] = set()
    first = 0
    for line in lines:
        if not (match := re.fullmatch(r"#([a-z ]+):(.*)", line.strip())):
            break
        told[match[1]] = match[2].strip()
        first += 1
    body = [line for line in lines[first:] if not line.startswith("//")]
    if told:
        separator = _SEPARATORS.get(told.get("separator", "tab").lower(), told.get("separator", "\t")) or "\t"
        skip = {int(v) - 1 for k, v in told.items() if k.endswith(" column") and v.isdigit()}
    else:
        counts = Counter({s: sum(s in line for line in body) for s in ("\t", ",", ";")})
        best, count = counts.most_common(1)[0]
        separator = best if count * 2 > len([line for line in body if line.strip()]) else "\t"
    if len(separator) != 1:
        raise InputError(f"{name}: its cells are separated by '{separator}', which is not one character")
    try:
        numbers = [n for n, line in enumerate(lines, 1) if n > first and not line.startswith("//")]
        reader = csv.reader((f"{line}\n" for line in body), delimiter=separator)
        rows = []
        at = 0
        for cells in reader:
            rows.append((numbers[at], ["" if i in skip else _plain(c) for i, c in enumerate(cells)]))
            at = min(reader.line_num, len(numbers) - 1)
    except csv.Error as error:
        raise InputError(
            f"{name}, row {numbers[min(at, len(numbers) - 1)]}: can't be read ({error})"
        ) from None
    header: list[str] = []
    if rows and not told:
        cells = [c.strip().casefold() for c in rows[0][1]]
        if any(c in _HEADERS for c in cells) or (len(cells) > 1 and not any(map(_HAS_HAN.search, cells))):
            header, rows = cells, rows[1:]
    return rows, header, separator


def _plain(cell: str) -> str:
    return (
        html.unescape(_TAG.sub(" ", cell)).strip()
        if "<" in cell or "[" in cell or "&" in cell
        else cell.strip()
    )


def _column(
    rows: list[tuple[int, list[str]]], header: list[str], _separator: str, column: str | int | None, name: str
) -> int:
    count = max((len(cells) for _, cells in rows), default=0)
    if column is not None:
        if str(column).isdigit() and 1 <= int(column) <= max(count, 1):
            return int(column) - 1
        if str(column).strip().casefold() in header:
            return header.index(str(column).strip().casefold())
        there = f"its columns are: {', '.join(header)}" if header else f"it has {count} columns"
        raise InputError(f"{name}: has no column '{column}'; {there}")
    for known in _HEADERS:
        if known in header:
            return header.index(known)
    sums = [sum(_is_word_cell(cells[i]) for _, cells in rows if i < len(cells)) for i in range(count)]
    return max(range(count), key=lambda i: (sums[i], -i)) if sums else 0


def _is_word_cell(cell: str) -> bool:
    return 0 < len(cell) <= 2 * _LONGEST and bool(_WORD.fullmatch(_TWO.sub("", cell).strip()))


def _words(cell: str) -> list[str]:
    cell = cell.strip()
    bracket = re.fullmatch(r"[^\[【]+[\[【]([^\]】]+)[\]】]", cell)  # Pleco: 打击[打擊]
    if bracket and _HAS_HAN.search(bracket[1]):
        return [bracket[1].strip()]
    word = (_TWO.sub("", cell) or cell).strip()
    return [word] if word else []
