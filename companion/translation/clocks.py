"""Clock times in a Chinese sentence and its English: 下午3:30, 15時30分 and 三時半 are one amount each, not two."""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.language.numbers.values import CIRCLES, NINE, ONES, numeral_value

__all__ = ["MARK", "Clock", "clocks", "with_clocks_of"]

MARK = "\ue000"
"""Stands for a clock time that has been dealt with."""
_HOUR, _MINUTE = rf"(?:\d{{1,2}}|[{NINE}十]{{1,3}})", rf"(?:\d{{1,2}}|[{ONES}十]{{1,3}})"
_CHINESE = re.compile(
    rf"(?<![\d.:：])(?P<h>[01]?\d|2[0-4])[:：](?P<m>[0-5]\d)(?![\d:：])"
    rf"|(?<![\d{NINE}十])(?P<hour>{_HOUR})[時时點点](?:(?P<half>半)|(?P<minute>{_MINUTE})分(?![鐘钟之]))"
)
_ENGLISH = re.compile(
    r"(?<![\d.:])(?P<h>[01]?\d|2[0-4])(?P<sep>[:.])(?P<m>[0-5]\d)(?![\d:]|\.\d)(?P<half>\s*(?:[ap]\.m\.|[ap]m\b))?",
    re.IGNORECASE,
)
_AFTERNOON = re.compile("(?:下午|傍晚|黃昏|黄昏|晚上|今晚|昨晚|當晚|当晚|夜|晚)$")
_MORNING = re.compile("(?:上午|早上|清晨|凌晨|今早|昨早|早)$")


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time as it is written; `afternoon` is None where neither the hour nor a word says which half of the day it is in."""

    start: int
    end: int
    text: str
    hour: int
    minute: int
    afternoon: bool | None


def clocks(text: str) -> list[Clock]:
    """The times of day with hours and minutes that a Chinese sentence names.

    >>> [(c.text, c.hour, c.minute, c.afternoon) for c in clocks("下午3:30至18時05分，比分3:2")]
    [('3:30', 3, 30, True), ('18時05分', 18, 5, True)]
    """
    found = []
    for match in _CHINESE.finditer(text):
        try:
            hour = int(_value(match["h"] or match["hour"]))
            minute = 30 if match["half"] else int(_value(match["m"] or match["minute"]))
        except ValueError:
            continue
        if hour > 24 or minute > 59:
            continue
        before = text[: match.start()]
        afternoon = True if hour > 12 else None
        if afternoon is None and (_AFTERNOON.search(before) or _MORNING.search(before)):
            afternoon = bool(_AFTERNOON.search(before))
        found.append(Clock(match.start(), match.end(), match[0], hour, minute, afternoon))
    return found


def _value(numeral: str) -> float:
    return float(numeral) if numeral.isascii() else numeral_value(numeral.lstrip(f"零{CIRCLES}") or "零")


def with_clocks_of(
    sentence: str, near: str, english: str
) -> tuple[str, str, str, list[str], list[tuple[str, str]]]:
    """The two sentences and the English with `MARK` for each time that could be exchanged, what comes in its place, and what was.

    A time is exchanged where the English has the other one's just once, in figures, and where the half of the day is the
    same or the English says it.

    >>> with_clocks_of("會議在4:15開始。", "會議在3:30開始。", "It began at 3:30 pm.")
    ('會議在\\ue000開始。', '會議在\\ue000開始。', 'It began at \\ue000.', ['4:15 pm'], [('3:30', '4:15')])
    """
    ours, theirs = clocks(sentence), clocks(near)
    if not ours or len(ours) != len(theirs):
        return sentence, near, english, [], []
    said = list(_ENGLISH.finditer(english))
    done: list[tuple[Clock, Clock, re.Match[str], str]] = []
    for mine, their in zip(ours, theirs, strict=True):
        places = [m for m in said if _is(m, their)]
        if len(places) == 1 and (written := _written(mine, their, places[0])):
            done.append((mine, their, places[0], written))
    if len({place.start() for _, _, place, _ in done}) < len(done):
        return sentence, near, english, [], []
    for mine, their, _, _ in reversed(done):
        sentence = sentence[: mine.start] + MARK + sentence[mine.end :]
        near = near[: their.start] + MARK + near[their.end :]
    in_order = sorted(done, key=lambda d: d[2].start())
    for _, _, place, _ in reversed(in_order):
        english = english[: place.start()] + MARK + english[place.end() :]
    told = [(t.text, m.text) for m, t, _, _ in done if (m.hour, m.minute) != (t.hour, t.minute)]
    return sentence, near, english, [written for *_, written in in_order], told


def _is(match: re.Match[str], clock: Clock) -> bool:
    hour = int(match["h"])
    same = (
        hour == clock.hour
        or (hour <= 12 and hour % 12 == clock.hour % 12)
        or (hour > 12 and hour - 12 == clock.hour)
    )
    return same and int(match["m"]) == clock.minute


def _written(mine: Clock, their: Clock, place: re.Match[str]) -> str:
    """Our time as the English writes theirs; empty where the half of the day can't be told."""
    hour = int(place["h"])
    marker = place["half"] or ""
    if (mine.hour, mine.minute) == (their.hour, their.minute):
        return place[0]
    by_24 = (
        hour > 12
        or (len(place["h"]) == 2 and place["h"][0] == "0")
        or (hour == their.hour and their.hour == 0)
    )
    late = _late(mine), _late(their)
    if by_24 and not marker:
        if late[0] is None and mine.hour <= 12:
            # 19:45 for 下午7:45: the same half of the day is what both sentences say, or don't say.
            return (
                ""
                if late[1] is not None and hour != their.hour
                else f"{mine.hour:02}{place['sep']}{mine.minute:02}"
            )
        shown = mine.hour + 12 if late[0] and mine.hour < 12 else mine.hour
        return f"{shown:0{len(place['h'])}}{place['sep']}{mine.minute:02}"
    if late[0] != late[1]:
        if not marker or None in late:
            return ""
        one, other = ("a", "p") if late[0] else ("p", "a")
        marker = marker.replace(one, other).replace(one.upper(), other.upper())
    return f"{mine.hour % 12 or 12}{place['sep']}{mine.minute:02}{marker}"


def _late(clock: Clock) -> bool | None:
    """Whether it is after noon; None where it isn't said. 08:05 with its nought is the morning."""
    if clock.afternoon is not None:
        return clock.afternoon if clock.hour != 24 else False
    if clock.hour == 0 or clock.text.startswith("0"):
        return False
    return None
