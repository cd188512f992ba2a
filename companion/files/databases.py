"""The door to SQLite files: looked at before they are opened, and every failure of theirs told in one line."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from companion.errors import CompanionError, InputError, OutputError
from companion.files.opening import ordinary

__all__ = ["WAIT", "open_database"]

WAIT = 20.0
"""Seconds for which one process waits for another one that writes."""


@contextlib.contextmanager
def open_database(
    path: Path,
    prepare: Callable[[sqlite3.Connection], None],
    *,
    what: str,
    damaged: str,
    way_out: str,
    error: type[CompanionError] = InputError,
    make_again: bool = False,
) -> Iterator[sqlite3.Connection]:
    """A connection to a file, which is made where it is missing; closed again behind it.

    Args:
        path: The file. Its folder is there.
        prepare: Makes the tables, or brings those of an earlier version up to date.
        what: What it holds, for a message: "the vocabulary".
        damaged: What is said of a file that is none: "is no vocabulary of Companion".
        way_out: What a person does about it.
        error: What is raised for such a file.
        make_again: It holds nothing that can't be found again: such a file is put aside, and a new one made.

    Raises:
        OutputError: It can't be used now.
        CompanionError: `error`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     tables = lambda c: c.execute("CREATE TABLE IF NOT EXISTS word (text)")
    ...     said = {"what": "the list", "damaged": "is no list", "way_out": "name another one"}
    ...     with open_database(Path(folder) / "words.sqlite", tables, **said) as c:
    ...         print(c.execute("SELECT count(*) FROM word").fetchone())
    (0,)
    """
    ordinary(path, OutputError if make_again else InputError, missing_ok=True)
    try:
        connection = _opened(path, prepare, make_again)
        try:
            yield connection
        finally:
            connection.close()
    except sqlite3.OperationalError as cause:
        raise OutputError(f"{path}: {what} can't be used now ({cause})") from None
    except sqlite3.DatabaseError as cause:
        raise error(f"{path}: {damaged} ({cause}); {way_out}") from None


def _opened(
    path: Path, prepare: Callable[[sqlite3.Connection], None], make_again: bool
) -> sqlite3.Connection:
    for last in (not make_again, True):
        connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        try:
            prepare(connection)
            return connection
        except sqlite3.DatabaseError as cause:
            connection.close()
            if last or isinstance(cause, sqlite3.OperationalError):
                raise
            with contextlib.suppress(OSError):
                path.rename(path.with_name(f"{path.name}.damaged-{secrets.token_hex(3)}"))
        except BaseException:
            connection.close()
            raise
    raise AssertionError("the second time it is opened or raises")
