"""The SQLite file beside the person's data: what was found in each article, and where they stopped reading it.

What was found can be made again, and is, where a later version keeps it in another way; the places stay. One connection
for each question, so that several notebooks share the file.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from companion.errors import OutputError
from companion.files import as_path
from companion.files.databases import open_database
from companion.files.folders import data_folder
from companion.library.analysis import Finding
from companion.library.folder import Found

__all__ = ["KNOWN", "LEARNING", "NEW", "Index", "Status"]

NEW, LEARNING, KNOWN = 0, 1, 2
Status = Callable[[str, str], int]
"""What a word, by its headword and its level, is to a person: `NEW`, `LEARNING` or `KNOWN`."""

_FORMAT = 2
_DERIVED = ("article", "word", "article_word", "sentence")
_TABLES = """
CREATE TABLE IF NOT EXISTS article (
  id INTEGER PRIMARY KEY, folder TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL,
  error TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '', date TEXT NOT NULL DEFAULT '',
  characters INTEGER NOT NULL DEFAULT 0, paragraphs INTEGER NOT NULL DEFAULT 0, words INTEGER NOT NULL DEFAULT 0,
  level TEXT NOT NULL DEFAULT '', hsk TEXT NOT NULL DEFAULT '', digest TEXT NOT NULL DEFAULT '', UNIQUE (folder, path));
CREATE TABLE IF NOT EXISTS word (id INTEGER PRIMARY KEY, headword TEXT NOT NULL UNIQUE, text TEXT NOT NULL, level TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS article_word (
  article INTEGER NOT NULL, word INTEGER NOT NULL, count INTEGER NOT NULL, sentence INTEGER NOT NULL,
  PRIMARY KEY (article, word)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_of_word ON article_word (word);
CREATE TABLE IF NOT EXISTS sentence (
  article INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (article, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS place (
  folder TEXT NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL, paragraph INTEGER NOT NULL, anchor TEXT NOT NULL,
  seen INTEGER NOT NULL, total INTEGER NOT NULL, opened TEXT NOT NULL, PRIMARY KEY (folder, path)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Index:
    """The file, for one folder of articles.

    Args:
        folder: The library's.
        path: The SQLite file; without it `library.sqlite` in the person's data folder.
        trace: Is told every statement, for tests.
    """

    def __init__(
        self,
        folder: Path,
        path: str | os.PathLike[str] | None = None,
        trace: Callable[[str], None] | None = None,
    ) -> None:
        self.folder = str(folder).encode("utf-8", "replace").decode()
        self.path = as_path(path) if path is not None else data_folder() / "library.sqlite"
        self.trace = trace

    # ---- what there is

    def articles(self) -> list[dict[str, Any]]:
        """What is kept of every article, with the person's place in it, in one query."""
        with self._open() as c:
            c.row_factory = sqlite3.Row
            rows = c.execute(
                "SELECT a.*, p.paragraph, p.anchor, p.seen, p.total, p.opened FROM article a "
                "LEFT JOIN place p ON p.folder = a.folder AND p.path = a.path WHERE a.folder = ?",
                (self.folder,),
            )
            return [dict(row) for row in rows]

    def coverage(self, status: Status, path: str | None = None) -> dict[str, tuple[int, int, int]]:
        """How many running words of each article are known, and how many of its words are being learnt and new.

        Args:
            status: What each word is to the person.
            path: One article; None: all.

        Returns:
            The three numbers by the article's path.
        """
        with self._open() as c:
            self._judge(c, status, path)
            rows = c.execute(
                f"SELECT a.path, sum(aw.count * (j.status = {KNOWN})), sum(j.status = {LEARNING}), sum(j.status = {NEW}) "
                "FROM article a JOIN article_word aw ON aw.article = a.id JOIN judged j ON j.word = aw.word "
                "WHERE a.folder = ? AND (? IS NULL OR a.path = ?) GROUP BY a.id",
                (self.folder, path, path),
            )
            return {name: (known, learning, new) for name, known, learning, new in rows}

    def unknown(
        self, status: Status, paths: Sequence[str], most: int = 400
    ) -> dict[str, list[tuple[str, int]]]:
        """The words of some articles that the person does not know, the most frequent first."""
        found: dict[str, list[tuple[str, int]]] = {path: [] for path in paths}
        if not paths:
            return found
        marks = ",".join("?" * len(paths))
        with self._open() as c:
            self._judge(c, status, None)
            for path, text, count in c.execute(
                "SELECT a.path, w.text, aw.count FROM article a JOIN article_word aw ON aw.article = a.id "
                f"JOIN judged j ON j.word = aw.word AND j.status < {KNOWN} JOIN word w ON w.id = aw.word "
                f"WHERE a.folder = ? AND a.path IN ({marks}) ORDER BY aw.count DESC, aw.sentence",
                (self.folder, *paths),
            ):
                if len(found[path]) < most:
                    found[path].append((text, count))
        return found

    def sentences(self, headword: str, but: str = "", most: int = 5) -> list[tuple[str, str, str]]:
        """Where a word occurs: path, title and the first sentence of each article, the latest ones first."""
        with self._open() as c:
            return c.execute(
                "SELECT a.path, a.title, s.text FROM word w JOIN article_word aw ON aw.word = w.id "
                "JOIN article a ON a.id = aw.article JOIN sentence s ON s.article = a.id AND s.number = aw.sentence "
                "WHERE w.headword = ? AND a.folder = ? AND a.path <> ? ORDER BY a.changed DESC LIMIT ?",
                (headword, self.folder, but, most),
            ).fetchall()

    def _judge(self, c: sqlite3.Connection, status: Status, path: str | None) -> None:
        """A table for this connection with what each word is to the person."""
        c.create_function("status_of", 2, status, deterministic=True)
        some = (
            "WHERE id IN (SELECT word FROM article_word JOIN article a ON a.id = article WHERE a.folder = ? AND a.path = ?)"
            if path is not None
            else ""
        )
        c.execute("CREATE TEMP TABLE judged (word INTEGER PRIMARY KEY, status INTEGER NOT NULL)")
        c.execute(
            f"INSERT INTO judged SELECT id, status_of(headword, level) FROM word {some}",
            (self.folder, path) if path is not None else (),
        )

    # ---- what is found

    def keep(self, file: Found, finding: Finding) -> None:
        """Keeps what was found in a file. A text that was here under another name keeps its place."""
        with self._open() as c, _writing(c):
            self._keep(c, file, finding)

    def _keep(self, c: sqlite3.Connection, file: Found, finding: Finding) -> None:
        article = self._renew(c, file)
        c.execute(
            "UPDATE article SET title = ?, source = ?, date = ?, characters = ?, paragraphs = ?, words = ?, level = ?, "
            "hsk = ?, digest = ? WHERE id = ?",
            (
                *map(_plain, (finding.title, finding.source, finding.date)),
                finding.characters, finding.paragraphs, finding.words, finding.level, finding.hsk, finding.digest, article,
            ),
        )  # fmt: skip
        words = list(finding.counts)
        c.executemany(
            "INSERT OR IGNORE INTO word (headword, text, level) VALUES (?, ?, ?)",
            [(_plain(w.headword), _plain(w.text), w.level) for w in words],
        )
        c.executemany(
            "INSERT OR REPLACE INTO article_word SELECT ?, id, ?, ? FROM word WHERE headword = ?",
            [(article, *finding.counts[w], _plain(w.headword)) for w in words],
        )
        c.executemany(
            "INSERT INTO sentence VALUES (?, ?, ?)",
            [(article, number, _plain(text)) for number, text in finding.sentences],
        )
        c.execute(
            "INSERT OR IGNORE INTO place SELECT ?, ?, digest, paragraph, anchor, seen, total, opened FROM place "
            "WHERE digest = ? ORDER BY opened DESC LIMIT 1",
            (self.folder, file.path, finding.digest),
        )

    def keep_error(self, file: Found, error: str) -> None:
        """Keeps why a file can't be read."""
        with self._open() as c, _writing(c):
            article = self._renew(c, file)
            c.execute(
                "UPDATE article SET error = ?, title = ? WHERE id = ?", (_plain(error), file.path, article)
            )

    def _renew(self, c: sqlite3.Connection, file: Found) -> int:
        self._drop(c, [file.path])
        c.execute(
            "INSERT INTO article (folder, path, size, changed) VALUES (?, ?, ?, ?)",
            (self.folder, file.path, file.size, file.changed),
        )
        return int(c.execute("SELECT last_insert_rowid()").fetchone()[0])

    def drop(self, paths: Iterable[str]) -> None:
        """Forgets what was found in files that are gone; the person's places in them stay."""
        with self._open() as c, _writing(c):
            self._drop(c, list(paths))

    def _drop(self, c: sqlite3.Connection, paths: list[str]) -> None:
        for path in paths:
            row = c.execute(
                "SELECT id FROM article WHERE folder = ? AND path = ?", (self.folder, path)
            ).fetchone()
            if row:
                c.execute("DELETE FROM article_word WHERE article = ?", row)
                c.execute("DELETE FROM sentence WHERE article = ?", row)
                c.execute("DELETE FROM article WHERE id = ?", row)

    # ---- what the person does

    def keep_place(
        self, path: str, digest: str, paragraph: int, anchor: str, seen: int, total: int, opened: str
    ) -> None:
        """Keeps where a person is in an article; what they have seen of the same text is never less than it was."""
        with self._open() as c, _writing(c):
            c.execute(
                "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (folder, path) DO UPDATE SET "
                "paragraph = excluded.paragraph, anchor = excluded.anchor, total = excluded.total, opened = excluded.opened, "
                "seen = CASE WHEN place.digest = excluded.digest THEN max(place.seen, excluded.seen) ELSE excluded.seen END, "
                "digest = excluded.digest",
                (self.folder, path, digest, paragraph, anchor, seen, total, opened),
            )

    def place(self, path: str) -> tuple[int, str]:
        """The paragraph where the person stopped, and its id; 0 and "" where they did not begin."""
        with self._open() as c:
            row = c.execute(
                "SELECT paragraph, anchor FROM place WHERE folder = ? AND path = ?", (self.folder, path)
            ).fetchone()
        return (int(row[0]), str(row[1])) if row else (0, "")

    def setting(self, name: str, default: str = "") -> str:
        """What the person set."""
        with self._open() as c:
            row = c.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def set(self, name: str, value: str) -> None:
        """Keeps what the person set."""
        with self._open() as c, _writing(c):
            c.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    # ---- the file

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{self.path.parent}: can't be made ({error.strerror or error})") from None
        with open_database(
            self.path,
            _prepare,
            what="the library's index",
            damaged="the library's index is damaged",
            way_out="move the file away, it is made again",
            error=OutputError,
            make_again=True,
        ) as connection:
            if self.trace:
                connection.set_trace_callback(self.trace)
            yield connection

    def __repr__(self) -> str:
        return f"<Index {self.path}>"


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA temp_store = MEMORY")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == _FORMAT:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    with _writing(connection):
        if connection.execute("PRAGMA user_version").fetchone()[0] != _FORMAT:
            for table in _DERIVED:
                connection.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in _TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_FORMAT}")


@contextlib.contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _plain(text: str) -> str:
    """A text as SQLite takes it: without halves of characters."""
    return text.encode("utf-8", "replace").decode()
