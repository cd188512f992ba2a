"""How learning goes, counted out of the log of reviews."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from companion.learning.model import Statistics

__all__ = ["statistics"]


def statistics(connection: sqlite3.Connection, now: datetime, due: int) -> Statistics:
    """The figures of a person's database; `due` is how many words are to be reviewed now."""
    today = now.date()
    times = connection.execute(
        "SELECT time, before = '' AS first, rating, before FROM review WHERE undone = ''"
    )
    days: Counter[date] = Counter()
    begun = known = asked = 0
    for time, first, rating, before in times:
        day = datetime.fromisoformat(time).astimezone(now.tzinfo).date()
        days[day] += 1
        begun += bool(first) and day == today
        if '"state": 2' in before and (today - day).days < 30:
            asked += 1
            known += rating > 1
    streak = 0
    last = today if days[today] else today - timedelta(days=1)
    while days[last - timedelta(days=streak)]:
        streak += 1
    counts: Counter[str] = Counter(
        dict(connection.execute("SELECT status, count(*) FROM entry GROUP BY status").fetchall())
    )
    anki = connection.execute(
        "SELECT count(*) FROM entry WHERE status = 'learning' AND scheduler = 'anki'"
    ).fetchone()[0]
    ahead: Counter[int] = Counter()
    until = (now + timedelta(days=8)).astimezone(UTC).isoformat()
    for (time,) in connection.execute(
        "SELECT due FROM entry WHERE status = 'learning' AND scheduler = 'companion' AND card <> '' AND due <= ?",
        (until,),
    ):
        ahead[(datetime.fromisoformat(time).astimezone(now.tzinfo).date() - today).days] += 1
    return Statistics(
        due=due,
        reviewed=days[today],
        begun=begun,
        streak=streak,
        retention=known / asked if asked else None,
        days=tuple(days[today - timedelta(days=n)] for n in reversed(range(30))),
        ahead=tuple(ahead[n] for n in range(1, 8)),
        learning=counts["learning"],
        known=counts["known"],
        ignored=counts["ignored"],
        anki=anki,
    )
