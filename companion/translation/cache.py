"""The machine's English that was worked out before: a SQLite file in the user's cache folder.

An entry belongs to a sentence, a model (by checksum), the settings and the state of the glossary
terms in the sentence. Several processes may use it at once. It never stands in the way: where it can't be used there is no cache.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from companion.errors import CompanionError
from companion.files.databases import open_database
from companion.files.folders import cache_folder
from companion.model import TermUse, Translation
from companion.protocols import SourceSentence

__all__ = ["LIMIT", "TranslationCache", "cache_path"]

LIMIT = 64 * 2**20
"""Bytes that the entries may take; then those that were not used for longest go."""

_NO_CACHE = (sqlite3.Error, OSError, ValueError, TypeError, KeyError, CompanionError)
"""What may be wrong with a cache, or with what somebody wrote into it: then there is none."""
_FORMAT = 1
_EACH = 160  # bytes of a row beside its texts


def cache_path() -> Path:
    """Where the cache is."""
    return cache_folder() / f"translations-{_FORMAT}.sqlite"


class TranslationCache:
    """`state` is whatever else decides about the answer: the model's checksum, the settings.

    >>> cache = TranslationCache("model 1")
    >>> sentence = SourceSentence("他點頭。", "他点头。")
    >>> cache.keep([(sentence, Translation("He nodded.", "argos"))])
    >>> cache.known([sentence])[0].text, TranslationCache("model 2").known([sentence])
    ('He nodded.', {})
    """

    def __init__(self, *state: object, path: Path | None = None, limit: int = LIMIT) -> None:
        self._state = json.dumps([_FORMAT, *map(str, state)])
        self._path, self._limit = path or cache_path(), limit

    def known(self, sentences: Sequence[SourceSentence]) -> dict[int, Translation]:
        """The answers that are kept, by the index of their sentence."""
        keys = [self._key(s) for s in sentences]
        found: dict[int, Translation] = {}
        with contextlib.suppress(*_NO_CACHE), self._open() as connection:
            rows: dict[str, str] = {}
            for i in range(0, len(keys), 500):
                some = keys[i : i + 500]
                sql = f"SELECT key, answer FROM translation WHERE key IN ({','.join('?' * len(some))})"
                rows.update(connection.execute(sql, some))
            for i, key in enumerate(keys):
                if key in rows:
                    found[i] = _from_json(rows[key])
            used = [(int(time.time()), keys[i]) for i in found]
            connection.executemany("UPDATE translation SET used = ? WHERE key = ?", used)
        return found

    def keep(self, answers: Iterable[tuple[SourceSentence, Translation]]) -> None:
        """Keeps answers; where there is no more room the oldest ones go."""
        now = int(time.time())
        rows = [(self._key(s), _to_json(t), now) for s, t in answers]
        with contextlib.suppress(*_NO_CACHE), self._open() as connection:
            connection.executemany("INSERT OR REPLACE INTO translation VALUES (?, ?, ?)", rows)
            _shrink(connection, self._limit)

    def clear(self) -> int:
        """Empties the cache; how many answers it had."""
        with contextlib.suppress(*_NO_CACHE):
            with self._open() as connection:
                count, _ = _size(connection)
                connection.execute("DELETE FROM translation")
            with self._database() as connection:
                connection.execute("VACUUM")
            return count
        return 0

    def size(self) -> tuple[int, int]:
        """How many answers there are, and their bytes."""
        with contextlib.suppress(*_NO_CACHE), self._open() as connection:
            return _size(connection)
        return 0, 0

    def _key(self, sentence: SourceSentence) -> str:
        terms = [[t.id, t.english, t.mainland, t.taiwan, t.aliases, t.simplified] for t in sentence.terms]
        places = [[t.text, t.term] for t in sentence.tokens if t.term]
        parts = json.dumps([self._state, sentence.text, sentence.simplified, terms, places])
        return hashlib.sha256(parts.encode()).hexdigest()

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The cache, in a transaction: all that is done there or nothing."""
        with self._database() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    @contextlib.contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with open_database(
            self._path,
            _prepare,
            what="the cache of translations",
            damaged="is no cache of translations",
            way_out="remove it, it is made again",
            make_again=True,
        ) as connection:
            yield connection


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS translation (key TEXT PRIMARY KEY, answer TEXT, used INTEGER) WITHOUT ROWID"
    )


def _size(connection: sqlite3.Connection) -> tuple[int, int]:
    count: int
    size: int
    count, size = connection.execute(
        "SELECT count(*), coalesce(sum(length(CAST(answer AS BLOB))), 0) FROM translation"
    ).fetchone()
    return count, size + count * _EACH


def _shrink(connection: sqlite3.Connection, limit: int) -> None:
    count, size = _size(connection)
    if size > limit:
        surplus = max(1, round(count * (1 - 0.8 * limit / size)))
        connection.execute(
            "DELETE FROM translation WHERE key IN (SELECT key FROM translation ORDER BY used LIMIT ?)",
            (surplus,),
        )


def _to_json(answer: Translation) -> str:
    return json.dumps(asdict(answer), ensure_ascii=False)


def _from_json(text: str) -> Translation:
    data: dict[str, Any] = json.loads(text)
    data["terms"] = tuple(TermUse(**use) for use in data["terms"])
    return Translation(**data)
