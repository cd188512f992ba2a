"""The file in which it all stands: one SQLite database, opened for each question and closed again.

Several notebooks share it: readers go on while one writes (WAL), writers wait for each other, and each change is one
short transaction, on the disk before it is told. Each change is a row of `event` too, with what was before and after,
so that it can be undone and told over time.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from companion.errors import InputError, OutputError
from companion.files import as_path, backups, copy_database, is_there, keep_backup, ordinary
from companion.files.databases import open_database
from companion.files.folders import data_folder
from companion.language.headword import headwords

__all__ = ["Database"]

_FORMAT = 1
_SCHEMA = """
CREATE TABLE entry (
  word TEXT PRIMARY KEY, status TEXT NOT NULL DEFAULT 'new', level INTEGER NOT NULL DEFAULT 0,
  form TEXT NOT NULL DEFAULT '', simplified TEXT NOT NULL DEFAULT '', reading TEXT NOT NULL DEFAULT '',
  meaning TEXT NOT NULL DEFAULT '', sentence TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL DEFAULT 0,
  english TEXT NOT NULL DEFAULT '', article TEXT NOT NULL DEFAULT '', scheduler TEXT NOT NULL DEFAULT 'companion',
  card TEXT NOT NULL DEFAULT '', due TEXT NOT NULL DEFAULT '', saved TEXT NOT NULL DEFAULT '',
  changed TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX entry_simplified ON entry (simplified);
CREATE INDEX entry_status ON entry (status, due);
CREATE TABLE event (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, batch TEXT NOT NULL, time TEXT NOT NULL,
  word TEXT NOT NULL, kind TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL
);
CREATE INDEX event_batch ON event (batch);
CREATE TABLE review (
  id TEXT PRIMARY KEY, word TEXT NOT NULL, time TEXT NOT NULL, rating INTEGER NOT NULL,
  duration INTEGER NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, undone TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX review_time ON review (time);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Database:
    """A person's database.

    Args:
        path: The file; without it `vocabulary.sqlite` in the user's data folder (`COMPANION_DATA_DIR` names another
            folder). It is made at the first change; one of earlier versions is taken over as it is opened.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        self.path = as_path(path) if path is not None else data_folder() / "vocabulary.sqlite"

    def is_there(self) -> bool:
        """Whether anything was ever kept."""
        return is_there(self.path)

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to ask something.

        Raises:
            InputError: The file is none of ours.
            OutputError: It can't be used now.
        """
        with self._open() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction that nobody else writes in; all of it is kept, or nothing.

        Raises:
            InputError: The file is none of ours.
            OutputError: It can't be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{self.path.parent}: can't be made ({error.strerror or error})") from None
        self._keep_yesterdays()
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def delete(self) -> None:
        """Deletes the file and the earlier states of it.

        Raises:
            OutputError: A file can't be deleted.
        """
        try:
            for path in (
                *(b.path for b in backups(self.path)),
                *(Path(f"{self.path}{end}") for end in ("", "-wal", "-shm")),
            ):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{error.filename}: can't be deleted ({error.strerror or error})") from None

    def _keep_yesterdays(self) -> None:
        """Before the first change of a day its state is kept; see `companion.files.backups`."""
        if is_there(self.path):
            known = backups(self.path)
            if not known or known[0].written.date() != datetime.now().date():
                self._keep_backup()

    def _keep_backup(self) -> None:
        ordinary(self.path)
        keep_backup(self.path.resolve(), copy_database)

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with open_database(
            self.path,
            self._prepare,
            what="the vocabulary",
            damaged="is no vocabulary of Companion",
            way_out="move the file away to start a new one",
        ) as connection:
            connection.row_factory = sqlite3.Row
            yield connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Makes the tables where they are missing, and takes over what an earlier version kept."""
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > _FORMAT:
            raise InputError(f"{self.path}: was written by a newer Companion; install that version to use it")
        old = connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'word'"
        ).fetchone()
        if version == _FORMAT and not old:
            return
        if old and connection.execute("SELECT 1 FROM word LIMIT 1").fetchone():
            self._keep_backup()
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] < _FORMAT:
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {_FORMAT}")
            _take_over(connection)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _take_over(connection: sqlite3.Connection) -> None:
    """The words of version 0.2, which were kept by their Simplified form: each Traditional word that it stands for."""
    if not connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'word'"
    ).fetchone():
        return
    rows = connection.execute("SELECT word, status, changed FROM word ORDER BY changed, word").fetchall()
    for simplified, status, changed in rows:
        for word in headwords(simplified):
            earlier = connection.execute("SELECT changed FROM entry WHERE word = ?", (word,)).fetchone()
            if earlier and earlier[0] >= changed:
                continue
            level = 1 if status == "learning" else 0
            connection.execute(
                "INSERT INTO entry (word, status, level, simplified, due, saved, changed) VALUES (?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (word) DO UPDATE SET status = excluded.status, level = excluded.level, "
                "changed = excluded.changed, due = iif(due = '', excluded.due, due)",
                (
                    word,
                    status,
                    level,
                    simplified,
                    changed if level else "",
                    changed if level else "",
                    changed,
                ),
            )
            connection.execute(
                "INSERT OR IGNORE INTO event (id, batch, time, word, kind, before, after) "
                "VALUES (?, '', ?, ?, 'taken over', '', json_object('status', ?))",
                (f"0.2-{changed}-{word}", changed, word, status),
            )
    connection.execute("DROP TABLE word")
