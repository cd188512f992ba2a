"""`Learner`: what a person knows and learns, asked and changed."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from companion.arguments import several
from companion.errors import InputError
from companion.files import as_path, write_text_atomically
from companion.language.headword import headword
from companion.language.script import OpenCCConverter
from companion.learning.database import Database
from companion.learning.exchange import FORMAT, exported, later, read_exchange
from companion.learning.lists import Imported, WordList, hsk_list, read_list
from companion.learning.model import DETAILS, SCHEDULERS, Merged, Statistics, Word, check_status
from companion.learning.schedule import RATINGS, reviewed
from companion.learning.statistics import statistics

__all__ = ["Learner"]

_LOOKUP = 500  # words in one question


class Learner:
    """The words of a person, in one file that several notebooks share.

    Words are kept by their Traditional form (`companion.language.headword.headword`), so that 台灣, 臺灣 and 台湾 are
    one word. Each word is given as a text writes it, in either script.

    Args:
        path: The file; without it `vocabulary.sqlite` in the user's data folder (`COMPANION_DATA_DIR` names another
            folder). It is made at the first change.
        now: What says the time, with its zone; a test gives its own.

    >>> import tempfile
    >>> learner = Learner(tempfile.mkdtemp() + "/words.sqlite")
    >>> batch = learner.mark(["打擊", "電騙"], "known")
    >>> learner.status("电骗"), sorted(learner.known())
    ('known', ['打擊', '電騙'])
    >>> learner.undo(batch), learner.status("電騙")
    (('打擊', '電騙'), 'new')
    """

    def __init__(
        self, path: str | os.PathLike[str] | None = None, *, now: Callable[[], datetime] | None = None
    ) -> None:
        self._database = Database(path)
        self._now = now or (lambda: datetime.now().astimezone())
        self._seen: tuple[int, frozenset[str], dict[str, int]] = (-1, frozenset(), {})

    @property
    def path(self) -> Path:
        """The file.

        >>> Learner("words.sqlite").path.name
        'words.sqlite'
        """
        return self._database.path

    def now(self) -> datetime:
        """The time, as this learner is told it."""
        return self._now().astimezone()

    # ---- asking

    @property
    def changed(self) -> int:
        """A number that grows with every change, also of another process: as long as it stays, all answers stay."""
        if not self._database.is_there():
            return 0
        with self._database.reading() as connection:
            return _changed(connection)

    def known(self) -> frozenset[str]:
        """The words that need no learning: known ones and ignored ones, in their Traditional form.

        Raises:
            InputError: The file is none of ours.
        """
        return self._snapshot()[1]

    def learning(self) -> dict[str, int]:
        """The level (1 to 4) of each word that is being learned, by its Traditional form.

        Raises:
            InputError: The file is none of ours.
        """
        return dict(self._snapshot()[2])

    def _snapshot(self) -> tuple[int, frozenset[str], dict[str, int]]:
        if not self._database.is_there():
            return (0, frozenset(), {})
        with self._database.reading() as connection:
            number = _changed(connection)
            if number != self._seen[0]:
                rows = connection.execute(
                    "SELECT word, status, level FROM entry WHERE status <> 'new'"
                ).fetchall()
                self._seen = (
                    number,
                    frozenset(w for w, s, _ in rows if s in ("known", "ignored")),
                    {w: level for w, s, level in rows if s == "learning"},
                )
        return self._seen

    def get(self, word: str) -> Word | None:
        """All that is kept of a word.

        Args:
            word: The word, in either script.

        Returns:
            It, or None where it was never marked.

        >>> import tempfile
        >>> learner = Learner(tempfile.mkdtemp() + "/words.sqlite")
        >>> _ = learner.mark("电骗", "learning", 3)
        >>> learner.get("電騙").level, learner.get("密碼")
        (3, None)
        """
        return self.get_all([word]).get(word)

    def get_all(self, words: Iterable[str]) -> dict[str, Word]:
        """What is kept of several words.

        Args:
            words: Words in either script.

        Returns:
            A `Word` for each of them that was ever marked, by the form in which it was asked for.
        """
        asked = {w: headword(w) for w in dict.fromkeys(words) if _can_be_kept(w)}
        if not asked or not self._database.is_there():
            return {}
        wanted, found = list(dict.fromkeys(asked.values())), {}
        with self._database.reading() as connection:
            for at in range(0, len(wanted), _LOOKUP):
                part = wanted[at : at + _LOOKUP]
                marks = ",".join("?" * len(part))
                for row in connection.execute(f"SELECT * FROM entry WHERE word IN ({marks})", part):
                    found[row["word"]] = Word(**row)
        return {w: found[key] for w, key in asked.items() if key in found}

    def status(self, word: str) -> str:
        """What a word is to this person.

        Args:
            word: The word, in either script.

        Returns:
            "new", "learning", "known" or "ignored".
        """
        found = self.get(word)
        return found.status if found else "new"

    def words(self, status: str | None = None) -> list[Word]:
        """The marked words, those marked first coming first.

        Args:
            status: Only those of this status.

        Returns:
            The words; without `status` those that are learned, known or ignored.

        Raises:
            InputError: There is no such status.
        """
        if status is not None:
            check_status(status)
        if not self._database.is_there():
            return []
        with self._database.reading() as connection:
            which = ("WHERE status = ?", (status,)) if status else ("WHERE status <> 'new'", ())
            rows = connection.execute(f"SELECT * FROM entry {which[0]} ORDER BY changed, word", which[1])
            return [Word(**row) for row in rows]

    def due(self, now: datetime | None = None, *, ahead: timedelta = timedelta(0)) -> list[Word]:
        """The words that are to be reviewed: those that were reviewed before, the longest due first, then new ones.

        Of words that were never reviewed there are no more than `new_per_day`, less those begun today. A word that was
        handed over to Anki is not due here.

        Args:
            now: Another time than this moment.
            ahead: Words in their first steps, which come back within minutes, are taken so much earlier.

        Returns:
            The words, in the order in which they are reviewed.
        """
        if not self._database.is_there():
            return []
        now = now or self.now()
        with self._database.reading() as connection:
            seen = connection.execute(
                f"SELECT * FROM entry WHERE {_WAITING} AND card <> '' AND (due <= ? OR (due <= ? AND "
                "json_extract(card, '$.state') <> 2)) ORDER BY due, word",
                (_utc(now), _utc(now + ahead)),
            ).fetchall()
            fresh = connection.execute(
                f"SELECT * FROM entry WHERE {_WAITING} AND card = '' AND due <= ? ORDER BY due, word LIMIT ?",
                (_utc(now), self._fresh_left(connection, now)),
            ).fetchall()
        return [Word(**row) for row in (*seen, *fresh)]

    def due_count(self, now: datetime | None = None) -> int:
        """How many words are to be reviewed; see `due`.

        Args:
            now: Another time than this moment.

        Returns:
            The number.
        """
        if not self._database.is_there():
            return 0
        now = now or self.now()
        with self._database.reading() as connection:
            count = f"SELECT count(*) FROM entry WHERE {_WAITING} AND due <= ? AND card "
            seen: int = connection.execute(f"{count}<> ''", (_utc(now),)).fetchone()[0]
            fresh: int = connection.execute(f"{count}= ''", (_utc(now),)).fetchone()[0]
            return seen + min(fresh, self._fresh_left(connection, now))

    def next_due(self, now: datetime | None = None) -> str:
        """When a word is due next that is not due yet.

        Args:
            now: Another time than this moment.

        Returns:
            The time (UTC, ISO 8601); "" where no word waits.
        """
        if not self._database.is_there():
            return ""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT min(due) FROM entry WHERE {_WAITING} AND due > ?", (_utc(now or self.now()),)
            ).fetchone()
            return row[0] or ""

    @property
    def new_per_day(self) -> int:
        """How many words are reviewed for the first time on a day; 20 until it is set."""
        if not self._database.is_there():
            return _NEW_PER_DAY
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM setting WHERE name = 'new per day'").fetchone()
            return int(row[0]) if row else _NEW_PER_DAY

    @new_per_day.setter
    def new_per_day(self, number: int) -> None:
        if not isinstance(number, int) or not 0 <= number <= 9999:
            raise InputError(f"{number!r} is no number of new words a day: 0 to 9999")
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO setting VALUES ('new per day', ?)", (str(number),))
            _log(connection, uuid4().hex, "", "", _utc(self.now()), "setting", {}, {})  # no batch: no undo

    def _fresh_left(self, connection: sqlite3.Connection, now: datetime) -> int:
        row = connection.execute("SELECT value FROM setting WHERE name = 'new per day'").fetchone()
        begun: int = connection.execute(
            "SELECT count(DISTINCT word) FROM review WHERE before = '' AND undone = '' AND time >= ?",
            (_utc(_midnight(now)),),
        ).fetchone()[0]
        return max(0, (int(row[0]) if row else _NEW_PER_DAY) - begun)

    def review(self, word: str, rating: str, *, seconds: float = 0, due: str | None = None) -> str:
        """Counts the answer to a review, at once; the word is due again when the scheduler says so.

        Args:
            word: The word, in either script.
            rating: "again", "hard", "good" or "easy".
            seconds: How long the person looked.
            due: The `Word.due` that was shown: where another notebook has reviewed the word since, this is not counted.

        Returns:
            The number by which `undo` takes it back; "" where it was not counted.

        Raises:
            InputError: There is no such answer, or the word is none that is being learned.
            OutputError: It can't be written.

        >>> import tempfile
        >>> learner = Learner(tempfile.mkdtemp() + "/words.sqlite")
        >>> _ = learner.mark("打擊", "learning")
        >>> learner.due_count(), len(learner.review("打擊", "easy")), learner.due_count()
        (1, 32, 0)
        """
        now, key, batch = self.now(), headword(word), uuid4().hex
        with self._database.writing() as connection:
            row = _row(connection, key)
            if row is None or row["status"] != "learning":
                raise InputError(f"'{word}' is no word that is being learned; mark it first")
            if due is not None and row["due"] != due:
                return ""
            after = reviewed(row["card"], rating, now, row["level"])
            time = _utc(now)
            new = {"card": after.card, "due": _utc(after.due), "level": after.level, "changed": time}
            connection.execute(
                "INSERT INTO review (id, word, time, rating, duration, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    batch, key, time, RATINGS.index(rating) + 1, max(0, round(min(seconds, 3600) * 1000)),
                    row["card"], after.card,
                ),
            )  # fmt: skip
            _write(connection, batch, key, row, new, "review")
        return batch

    def hand_over(self, words: str | Iterable[str], scheduler: str = "anki") -> str:
        """Says who brings words back: they are due in one place only.

        Args:
            words: Words in either script; only those that are being learned change hands.
            scheduler: "anki", or "companion" to take them back.

        Returns:
            The number by which `undo` takes it back.

        Raises:
            InputError: There is no such scheduler.
            OutputError: It can't be written.
        """
        if scheduler not in SCHEDULERS:
            raise InputError(f"'{scheduler}' brings no words back; there are: {', '.join(SCHEDULERS)}")
        batch, now = uuid4().hex, _utc(self.now())
        keys = {headword(w) for w in several(words)}
        if not keys or not self._database.is_there():
            return batch
        with self._database.writing() as connection:
            for key in sorted(keys):
                row = _row(connection, key)
                if row is not None and row["status"] == "learning" and row["scheduler"] != scheduler:
                    _write(connection, batch, key, row, {"scheduler": scheduler, "changed": now}, scheduler)
        return batch

    def statistics(self, now: datetime | None = None) -> Statistics:
        """How learning goes: today, and over the last days.

        Args:
            now: Another time than this moment.

        Returns:
            The figures.
        """
        if not self._database.is_there():
            return Statistics()
        now = now or self.now()
        with self._database.reading() as connection:
            return statistics(connection, now, self.due_count(now))

    def history(self) -> dict[date, int]:
        """How many words were known (or ignored) at the end of each day on which that changed.

        Returns:
            The number by day, in the order of the days; days are those of the local time.
        """
        if not self._database.is_there():
            return {}
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT time, word, json_extract(after, '$.status') AS status FROM event "
                "WHERE status IS NOT NULL ORDER BY time, number"
            ).fetchall()
        zone = self.now().tzinfo
        status: dict[str, str] = {}
        days: dict[date, int] = {}
        counts: Counter[bool] = Counter()
        for time, word, now in rows:
            before, after = status.get(word, "") in _KNOWN, now in _KNOWN
            status[word] = now
            if before != after:
                counts[True] += 1 if after else -1
                days[datetime.fromisoformat(time).astimezone(zone).date()] = counts[True]
        return days

    # ---- changing

    def mark(
        self,
        words: str | Iterable[str],
        status: str,
        level: int | None = None,
        *,
        details: Mapping[str, Mapping[str, Any]] | None = None,
        kind: str = "mark",
    ) -> str:
        """Mark words, all or none of them.

        Args:
            words: A word, or several, in either script.
            status: "new" (nothing is known of it any more), "learning", "known" or "ignored".
            level: 1 to 4, for "learning"; without it a word keeps its level, or begins with 1.
            details: What is to be kept of the place in which a word was met, by the word as it stands in `words`:
                form, simplified, reading, meaning, sentence, at, english, article.
            kind: What the log of changes calls it.

        Returns:
            The number by which `undo` takes it back.

        Raises:
            InputError: There is no such status or level, what is given is no word, or the file is none of ours.
            OutputError: It can't be written.
        """
        return self.mark_each(
            {word: (status, (details or {}).get(word, {})) for word in several(words)}, level, kind=kind
        )

    def mark_each(
        self,
        words: Mapping[str, tuple[str, Mapping[str, Any]]],
        level: int | None = None,
        *,
        kind: str = "mark",
    ) -> str:
        """Mark words each with a status of its own, all or none of them.

        Args:
            words: The status of each word, and what is kept of its place, as in `mark`.
            level: As in `mark`.
            kind: As in `mark`.

        Returns:
            The number by which `undo` takes it back.

        Raises:
            InputError: As `mark`.
            OutputError: It can't be written.
        """
        changes: dict[str, tuple[str, dict[str, Any]]] = {}
        for word, (status, given) in words.items():
            check_status(status, level)
            if not _can_be_kept(word):
                raise InputError("what is marked is a word: a text of whole characters")
            if not word.strip():
                raise InputError("an empty word can't be marked")
            if strange := [name for name in given if name not in DETAILS]:
                raise InputError(
                    f"'{strange[0]}' is nothing that is kept of a word; there are: {', '.join(DETAILS)}"
                )
            key = headword(word, str(given.get("simplified", "")))
            simplified = given.get("simplified") or _SCRIPT.to_simplified(word)
            changes[key] = (status, {"form": word, **given, "simplified": simplified})
        batch, now = uuid4().hex, _utc(self.now())
        with self._database.writing() as connection:
            for word, (status, given) in changes.items():
                row = _row(connection, word)
                _write(connection, batch, word, row, _marked(row, status, level, given, now), kind)
        return batch

    def undo(self, batch: str | None = None) -> tuple[str, ...]:
        """Takes a change back, whichever notebook made it.

        What was changed again since then stays as it is.

        Args:
            batch: What `mark` or `review` returned; without it the last change that was not taken back yet.

        Returns:
            The words that are as they were before.

        Raises:
            OutputError: It can't be written.
        """
        if not self._database.is_there():
            return ()
        undone = []
        now = _utc(self.now())
        with self._database.writing() as connection:
            if batch is None:
                last = connection.execute(
                    "SELECT batch FROM event WHERE batch <> '' AND kind NOT IN ('undo', 'forgotten') AND batch NOT IN "
                    "(SELECT substr(id, 6, 32) FROM event WHERE kind = 'undo') ORDER BY number DESC LIMIT 1"
                ).fetchone()
                if last is None:
                    return ()
                batch = last[0]
            events = connection.execute(
                "SELECT word, before, after FROM event WHERE batch = ? AND kind <> 'undo' ORDER BY number DESC",
                (batch,),
            ).fetchall()
            for word, before, after in events:
                row = _row(connection, word)
                made = json.loads(after)
                if row is None or any(row[name] != value for name, value in made.items()):
                    continue
                earlier = dict.fromkeys(made, None) | json.loads(before or "{}")
                new = {k: _DEFAULTS[k] if v is None else v for k, v in earlier.items()} | {"changed": now}
                _write(connection, batch, word, row, new, "undo", f"undo-{batch}-{word}")
                undone.append(word)
            _log(connection, f"undo-{batch}-", batch, "", now, "undo", {}, {})
            connection.execute("UPDATE review SET undone = ? WHERE id = ? AND undone = ''", (now, batch))
        return tuple(reversed(undone))

    # ---- exchange

    def import_known(
        self,
        words: str | os.PathLike[str] | Iterable[str] | None = None,
        *,
        hsk: str | int | None = None,
        status: str = "known",
        column: str | int | None = None,
    ) -> Imported:
        """Takes over a list of words that a person knows already. What has a status keeps it.

        Args:
            words: The path of a file (one word a line, CSV, "Notes in Plain Text" of Anki, Pleco's text export), or the
                words themselves.
            hsk: A level of the HSK 3.0 with those below it ("3"), or of that level alone ("=3").
            status: What they are to be: "known", "learning" or "ignored".
            column: The column of the words, by number or header; without it the one that has them.

        Returns:
            How many were added, how many had a status, and the rows that hold no word.

        Raises:
            InputError: The file can't be read or has no word; there is no such level, column or status.
            OutputError: They can't be kept.

        >>> import tempfile
        >>> learner = Learner(tempfile.mkdtemp() + "/words.sqlite")
        >>> learner.import_known(hsk="1").added, learner.status("愛好")
        (509, 'known')
        """
        check_status(status)
        if (words is None) == (hsk is None):
            raise InputError("import_known takes a file or words, or hsk='3': one of the two")
        if hsk is not None:
            found = hsk_list(str(hsk))
        elif isinstance(words, str | os.PathLike):
            found = read_list(words, column)
        else:
            found = WordList(tuple(words or ()))
        has = {w for w, own in self.get_all(found.words).items() if own.status != "new"}
        wanted = [w for w in found.words if w not in has]
        batch = self.mark(wanted, status, kind="import") if wanted else ""
        added = len({headword(w) for w in wanted})
        return Imported(added, len({headword(w) for w in has}), found.problems, batch)

    def export(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Writes all words, their schedule and the log of reviews to one JSON file (`companion/words@1`).

        Args:
            path: The file.
            force: Replace a file that is not one of these.

        Returns:
            The path.

        Raises:
            OutputError: The file can't be written, or is not ours and `force` was not given.
        """
        with self._database.reading() as connection:
            text = exported(connection)
        return write_text_atomically(path, text, "" if force else f'"format": "{FORMAT}"')

    def merge(self, path: str | os.PathLike[str]) -> Merged:
        """Takes over what another machine exported: the later change of a word holds, the later review its schedule.

        Args:
            path: The file that `export` wrote.

        Returns:
            How many words changed here, and how many reviews are new here.

        Raises:
            InputError: It is no such file, or a value of it is wrong; nothing is changed then.
            OutputError: It can't be kept.
        """
        theirs = read_exchange(as_path(path))
        batch, now, changed = uuid4().hex, _utc(self.now()), 0
        with self._database.writing() as connection:
            before = connection.execute("SELECT count(*) FROM review").fetchone()[0]
            for own in theirs.reviews:
                connection.execute(
                    f"INSERT INTO review ({', '.join(own)}) VALUES ({', '.join('?' * len(own))}) "
                    "ON CONFLICT (id) DO UPDATE SET undone = max(undone, excluded.undone)",
                    tuple(own.values()),
                )
            reviews = connection.execute("SELECT count(*) FROM review").fetchone()[0] - before
            for own in theirs.events:
                connection.execute(
                    f"INSERT OR IGNORE INTO event ({', '.join(own)}) VALUES ({', '.join('?' * len(own))})",
                    tuple(own.values()),
                )
            for own in theirs.words:
                row = _row(connection, own["word"])
                undone = connection.execute(
                    "SELECT time FROM review WHERE word = ? AND undone <> ''", (own["word"],)
                ).fetchall()
                new = own if row is None else later(dict(row), own, {time for (time,) in undone})
                # Told as it was when it was changed, so that a word's way over time is the same on both machines.
                changed += _write(connection, batch, own["word"], row, new, "merge")
            _log(connection, batch, "", "", now, "merged", {}, {})
        return Merged(changed, reviews)

    def forget(self) -> None:
        """Deletes all that was kept of this person's words, the earlier states too. It can't be taken back.

        Raises:
            OutputError: A file can't be deleted.
        """
        self._database.delete()
        self._seen = (-1, frozenset(), {})

    def __repr__(self) -> str:
        return f"<Learner {self.path}>"


_SCRIPT = OpenCCConverter()
_KNOWN = ("known", "ignored")
_WAITING = "status = 'learning' AND scheduler = 'companion'"
_NEW_PER_DAY = 20
_DEFAULTS = {name: field.default for name, field in Word.__dataclass_fields__.items()}


def _changed(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'event'").fetchone()
    return row[0] if row else 0


def _row(connection: sqlite3.Connection, word: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute("SELECT * FROM entry WHERE word = ?", (word,)).fetchone()
    return row


def _write(
    connection: sqlite3.Connection,
    batch: str,
    word: str,
    row: sqlite3.Row | None,
    new: Mapping[str, Any],
    kind: str,
    number: str = "",
) -> bool:
    """Changes the row of a word, and logs what was before and after; whether anything changed."""
    had = dict(row) if row is not None else _DEFAULTS
    before = {name: had[name] for name in new if name != "word" and had[name] != new[name]}
    after = {name: new[name] for name in before}
    if not before:
        return False
    names = ("word", *after)
    connection.execute(
        f"INSERT INTO entry ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT (word) DO UPDATE SET {', '.join(f'{n} = excluded.{n}' for n in after)}",
        (word, *after.values()),
    )
    _log(connection, number or uuid4().hex, batch, word, str(new.get("changed", "")), kind, before, after)
    return True


def _log(
    connection: sqlite3.Connection,
    number: str,
    batch: str,
    word: str,
    time: str,
    kind: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    old, new = (json.dumps(values, ensure_ascii=False) for values in (before, after))
    connection.execute(
        "INSERT OR REPLACE INTO event (id, batch, time, word, kind, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, batch, time, word, kind, old, new),
    )


def _marked(
    row: sqlite3.Row | None, status: str, level: int | None, given: Mapping[str, Any], now: str
) -> dict[str, Any]:
    """What marking a word changes of its row."""
    new: dict[str, Any] = {"status": status, "level": 0, "changed": now}
    if row is None:
        new |= {name: given[name] for name in ("form", "simplified") if name in given}
    if status == "learning":
        was = row is not None and row["status"] == "learning"
        new["level"] = level or (row["level"] if row is not None and was else 1)
        for name in ("due", "saved"):
            if row is None or not row[name]:
                new[name] = now
        if row is None or not was or not row["sentence"]:
            new |= given
    return new


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _utc(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def _can_be_kept(word: object) -> bool:
    try:
        return isinstance(word, str) and bool(word.encode("utf-8") or True)
    except UnicodeEncodeError:
        return False
