"""A person's words as one JSON file: to keep, to take to another machine, and to merge there.

Of two states of a word the later change holds, of two schedules the later review; logs of reviews and of changes are
united. Merging is the same whichever of the two comes first, and merging twice changes nothing.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from companion.errors import CompanionError, InputError
from companion.files import read_text
from companion.learning.model import LEARNING_LEVELS, SCHEDULERS, STATUSES, Word
from companion.learning.schedule import last_review

__all__ = ["FORMAT", "Exchange", "exported", "later", "read_exchange"]

FORMAT = "companion/words@1"
_LARGEST = 200_000_000
_WORD = tuple(Word.__dataclass_fields__)
_REVIEW = ("id", "word", "time", "rating", "duration", "before", "after", "undone")
_EVENT = ("id", "batch", "time", "word", "kind", "before", "after")
_NUMBERS = ("level", "at", "rating", "duration")


class Exchange(NamedTuple):
    """What such a file holds, each row with all of its columns."""

    words: list[dict[str, Any]]
    reviews: list[dict[str, Any]]
    events: list[dict[str, Any]]


def exported(connection: sqlite3.Connection) -> str:
    """All of a database as such a file's text."""
    rows = {
        "words": connection.execute(f"SELECT {', '.join(_WORD)} FROM entry ORDER BY word").fetchall(),
        "reviews": connection.execute(
            f"SELECT {', '.join(_REVIEW)} FROM review ORDER BY time, id"
        ).fetchall(),
        "events": connection.execute(f"SELECT {', '.join(_EVENT)} FROM event ORDER BY number").fetchall(),
    }
    data = {"format": FORMAT} | {name: [_without_empty(row) for row in own] for name, own in rows.items()}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _without_empty(row: sqlite3.Row) -> dict[str, Any]:
    return {name: value for name, value in dict(row).items() if value not in ("", 0)}


def read_exchange(path: Path) -> Exchange:
    """What stands in such a file, each value checked.

    Raises:
        InputError: It is none, or a value is wrong; the message says where.
    """
    try:
        data = json.loads(read_text(path, largest=_LARGEST))
    except (ValueError, RecursionError) as error:
        if isinstance(error, CompanionError):
            raise
        raise InputError(
            f"{path}: is no JSON ({error}); companion words export FILE.json writes such a file"
        ) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(f'{path}: is no list of words of Companion: its "format" is not "{FORMAT}"')
    found = []
    for name, columns in (("words", _WORD), ("reviews", _REVIEW), ("events", _EVENT)):
        rows = data.get(name, [])
        if not isinstance(rows, list):
            raise InputError(f"{path}: {name} is no list")
        found.append([_checked(row, columns, name, f"{path}: {name}[{n}]") for n, row in enumerate(rows)])
    return Exchange(*found)


def _checked(row: Any, columns: tuple[str, ...], kind: str, place: str) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise InputError(f"{place} is no object")
    made: dict[str, Any] = {}
    for name in columns:
        default: Any = 0 if name in _NUMBERS else ""
        value = made[name] = row.get(name, default)
        if type(value) is not type(default):
            raise InputError(f"{place}.{name} is no {'number' if name in _NUMBERS else 'text'}")
    if kind == "words":
        made["status"], made["scheduler"] = made["status"] or "new", made["scheduler"] or "companion"
        levels = LEARNING_LEVELS if made["status"] == "learning" else (0,)
        wrong = next(
            (
                name
                for name, allowed in (("status", STATUSES), ("scheduler", SCHEDULERS), ("level", levels))
                if made[name] not in allowed
            ),
            "",
        )
        wrong = wrong or next(
            (n for n in ("due", "saved", "changed") if made[n] and not _is_time(made[n])), ""
        )
        wrong = wrong or ("card" if not _is_card(made["card"]) else "")
    elif kind == "reviews":
        wrong = "" if made["id"] and _is_time(made["time"]) else "time" if made["id"] else "id"
        wrong = wrong or ("rating" if made["rating"] not in (1, 2, 3, 4) else "")
        wrong = wrong or next((n for n in ("before", "after") if not _is_card(made[n])), "")
    else:
        wrong = "" if made["id"] and _is_time(made["time"]) else "time" if made["id"] else "id"
        wrong = wrong or next((n for n in ("before", "after") if made[n] and not _is_object(made[n])), "")
    if not made["word"].strip() and kind != "events":
        wrong = "word"
    try:
        json.dumps(made, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(f"{place} has a half character in it") from None
    if wrong:
        raise InputError(
            f"{place}.{wrong} is {json.dumps(made[wrong], ensure_ascii=False)[:60]}, which it can't be"
        )
    return made


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_card(text: str) -> bool:
    if not text:
        return True
    from fsrs import Card

    try:
        card = Card.from_json(text)
        return card.due.tzinfo is not None and (
            card.last_review is None or card.last_review.tzinfo is not None
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return False


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def later(one: dict[str, Any], two: dict[str, Any], undone: set[str]) -> dict[str, Any]:
    """One word out of two states of it: the later change, with the schedule of the later review that stands.

    Args:
        one, two: All columns of the word.
        undone: When those of its reviews took place that were taken back.
    """

    def moment(text: str) -> datetime:
        return datetime.fromisoformat(text) if text else datetime.min.replace(tzinfo=UTC)

    def change(row: dict[str, Any]) -> tuple[datetime, str]:
        return moment(row["changed"]), json.dumps(row, ensure_ascii=False, sort_keys=True)

    def review(row: dict[str, Any]) -> tuple[datetime, str, str]:
        last = last_review(row["card"])
        return moment("" if last in undone else last), row["due"], row["card"]

    newest, oldest = sorted((one, two), key=change, reverse=True)
    kept = dict(newest)
    for name in ("reading", "meaning", "sentence", "at", "english", "article", "form", "simplified"):
        if not newest["sentence"] and oldest["sentence"]:
            kept[name] = oldest[name]
    schedule = max((one, two), key=review)
    return kept | {"card": schedule["card"], "due": schedule["due"]}
