"""The words that a person knows or learns, kept in the user's data folder.

One SQLite file, opened for each question and closed again, so that several notebooks share it:
what one of them marks, the next question of the other sees.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from companion.errors import InputError, OutputError
from companion.files import as_path, backups, copy_database, is_there, keep_backup, ordinary
from companion.files.folders import data_folder

__all__ = ["STATUSES", "Vocabulary"]

STATUSES = ("known", "learning")
_WAIT = 20.0  # seconds for which one process waits for another one
_TABLE = (
    "CREATE TABLE IF NOT EXISTS word "
    "(word TEXT PRIMARY KEY, status TEXT NOT NULL, changed TEXT NOT NULL) WITHOUT ROWID"
)


class Vocabulary:
    """Known and learning words, by their simplified form.

    `path` is a SQLite file; without it `vocabulary.sqlite` in the user's data folder
    (`COMPANION_DATA_DIR` names another folder). It is made when the first word is marked.

    >>> import tempfile
    >>> from pathlib import Path
    >>> vocabulary = Vocabulary(Path(tempfile.mkdtemp()) / "words.sqlite")
    >>> vocabulary.mark("打击", "known")
    >>> vocabulary.status("打击"), vocabulary.status("斟酌"), vocabulary.words("known")
    ('known', '', ['打击'])
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        self.path = as_path(path) if path is not None else data_folder() / "vocabulary.sqlite"

    def status(self, word: str) -> str:
        """What a word was marked as.

        Args:
            word: A simplified word.

        Returns:
            "known", "learning" or "".

        Raises:
            InputError: The file is none of ours.
        """
        return self.statuses([word]).get(word, "")

    def statuses(self, words: Iterable[str]) -> dict[str, str]:
        """What several words were marked as.

        Args:
            words: Simplified words.

        Returns:
            The status of those that have one.

        Raises:
            InputError: The file is none of ours.
        """
        wanted = [w for w in dict.fromkeys(words) if _can_be_kept(w)]
        found: dict[str, str] = {}
        if not wanted or not is_there(self.path):
            return found
        with self._open() as connection:
            for at in range(0, len(wanted), 500):
                part = wanted[at : at + 500]
                marks = ",".join("?" * len(part))
                found.update(
                    connection.execute(f"SELECT word, status FROM word WHERE word IN ({marks})", part)
                )
        return found

    def words(self, status: str) -> list[str]:
        """All words of a status.

        Args:
            status: "known" or "learning".

        Returns:
            Simplified words, those marked first coming first.

        Raises:
            InputError: The file is none of ours.
        """
        _check(status)
        if not is_there(self.path):
            return []
        with self._open() as connection:
            rows = connection.execute(
                "SELECT word FROM word WHERE status = ? ORDER BY changed, word", (status,)
            )
            return [word for (word,) in rows]

    def mark(self, word: str, status: str) -> None:
        """Mark a word.

        Args:
            word: A simplified word.
            status: "known", "learning", or "" to forget it.

        Raises:
            InputError: There is no such status, or the file is none of ours.
            OutputError: Nothing can be written.
        """
        self.mark_all({word: status})

    def mark_all(self, statuses: dict[str, str]) -> None:
        """Mark many words at once, all or none.

        Args:
            statuses: The status of each simplified word.

        Raises:
            InputError: There is no such status, or the file is none of ours.
            OutputError: Nothing can be written.
        """
        for word, status in statuses.items():
            if not _can_be_kept(word):
                raise InputError("what is marked is a word: a text of whole characters")
            if not word.strip():
                raise InputError("an empty word can't be marked")
            if status:
                _check(status)
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{self.path.parent}: can't be made ({error.strerror or error})") from None
        self._keep_yesterdays()
        with self._open() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            for word, status in statuses.items():
                if status:
                    connection.execute(
                        "INSERT INTO word VALUES (?, ?, ?) "
                        "ON CONFLICT (word) DO UPDATE SET status = excluded.status, changed = excluded.changed",
                        (word, status, now),
                    )
                else:
                    connection.execute("DELETE FROM word WHERE word = ?", (word,))

    def _keep_yesterdays(self) -> None:
        """Before the first change of a day its state is kept; see `companion.files.backups`."""
        if is_there(self.path):
            known = backups(self.path)
            if not known or known[0].written.date() != datetime.now().date():
                ordinary(self.path)
                keep_backup(self.path.resolve(), copy_database)

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        ordinary(self.path, missing_ok=True)
        try:
            connection = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
            try:
                connection.execute(_TABLE)
                yield connection
            finally:
                connection.close()
        except sqlite3.OperationalError as error:
            raise OutputError(f"{self.path}: the vocabulary can't be used now ({error})") from None
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"{self.path}: is no vocabulary of Companion ({error}); move the file away to start a new one"
            ) from None

    def __repr__(self) -> str:
        return f"<Vocabulary {self.path}>"


def _can_be_kept(word: object) -> bool:
    try:
        return isinstance(word, str) and bool(word.encode("utf-8") or True)
    except UnicodeEncodeError:
        return False


def _check(status: str) -> None:
    if status not in STATUSES:
        raise InputError(f"'{status}' is no status of a word; there are: known, learning, and '' for none")
