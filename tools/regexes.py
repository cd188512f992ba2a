"""Which regular expressions of the package take more time for a hostile text than its length says: `python tools/regexes.py`.

Steps that are counted do not see what `re` does in C. So of each pattern that repeats something without a limit texts are made that begin as it
does, have what is repeated again and again, and end otherwise; told is where twice as much takes nearly four times as long, or a few more
take for ever. What is told is a place to look: a pattern may only be asked about short lines, or at one place (`match`, not `finditer`).
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import re._parser as parser  # type: ignore[import-not-found]
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

import companion

SECONDS = 2
PUMPED = (8, 12, 16, 20, 200, 400, 800)
ENDS = ("", "\n電", "x", "\x00")


def without_limit(parsed: Any) -> bool:
    """Whether something in a parsed pattern may come again and again."""
    for op, value in parsed:
        if op in REPEATS:
            if value[1] > 200 or without_limit(value[2]):
                return True
        elif op in (parser.SUBPATTERN, parser.ATOMIC_GROUP):
            if without_limit(value[3] if op is parser.SUBPATTERN else value):
                return True
        elif op is parser.BRANCH:
            if any(map(without_limit, value[1])):
                return True
        elif op in (parser.ASSERT, parser.ASSERT_NOT) and without_limit(value[1]):
            return True
    return False


def patterns_in(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """The patterns of a module's constant, of a class or of what holds some."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (list, tuple, set, frozenset, dict)) and depth < 3:
        for one in list(value.values() if isinstance(value, dict) else value)[:3000]:
            yield from patterns_in(one, depth + 1)
    elif isinstance(value, type) and depth < 2 and value.__module__.startswith("companion"):
        for one in list(vars(value).values()):
            yield from patterns_in(one, depth + 1)


def all_patterns() -> dict[tuple[Any, int], str]:
    """Each pattern that has no limit, and where it stands."""
    found: dict[tuple[Any, int], str] = {}
    for module in pkgutil.walk_packages(companion.__path__, "companion."):
        if module.name.endswith((".__main__", ".core.core")):
            continue
        for name, value in list(vars(importlib.import_module(module.name)).items()):
            for pattern in patterns_in(value):
                if without_limit(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)):
                    found.setdefault((pattern.pattern, pattern.flags), f"{module.name}.{name}")
    return found


def sample(parsed: Any, dice: random.Random) -> str:
    """Some text that a parsed pattern may match; what looks around is left out."""
    made = ""
    for op, value in parsed:
        if op is parser.LITERAL:
            made += chr(value)
        elif op is parser.NOT_LITERAL:
            made += dice.choice([c for c in "a1 電" if ord(c) != value])
        elif op is parser.ANY:
            made += dice.choice("a1 電x-")
        elif op is parser.IN:
            made += one_of(value, dice)
        elif op in REPEATS:
            made += "".join(
                sample(value[2], dice) for _ in range(min(value[1], value[0] + dice.randrange(3)))
            )
        elif op is parser.SUBPATTERN:
            made += sample(value[3], dice)
        elif op is parser.ATOMIC_GROUP:
            made += sample(value, dice)
        elif op is parser.BRANCH:
            made += sample(dice.choice(value[1]), dice)
    return made


def one_of(members: Any, dice: random.Random) -> str:
    """A character of a class."""
    op, value = dice.choice([m for m in members if m[0] is not parser.NEGATE])
    if members[0][0] is parser.NEGATE:
        pattern = {
            parser.LITERAL: lambda v: re.escape(chr(v)),
            parser.RANGE: lambda v: f"{re.escape(chr(v[0]))}-{re.escape(chr(v[1]))}",
        }
        inside = "".join(pattern[o](v) for o, v in members if o in pattern)
        return dice.choice([c for c in "a1 電-x(" if not inside or not re.match(f"[{inside}]", c)] or ["~"])
    if op is parser.LITERAL:
        return chr(value)
    if op is parser.RANGE:
        return chr(dice.choice(value))
    return dice.choice(CATEGORIES.get(value, "a"))


def repeats_in(parsed: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Each thing that may come again and again, and what stands before it."""
    before = tuple(before)
    for op, value in parsed:
        if op in REPEATS:
            if value[1] > 200:
                yield before, value[2]
            yield from repeats_in(value[2], before)
        elif op in (parser.SUBPATTERN, parser.ATOMIC_GROUP):
            yield from repeats_in(value[3] if op is parser.SUBPATTERN else value, before)
        elif op is parser.BRANCH:
            for branch in value[1]:
                yield from repeats_in(branch, before)
        before = (*before, (op, value))


REPEATS = (parser.MAX_REPEAT, parser.MIN_REPEAT, parser.POSSESSIVE_REPEAT)
CATEGORIES = {
    parser.CATEGORY_DIGIT: "1", parser.CATEGORY_SPACE: " \n\t\u3000", parser.CATEGORY_WORD: "a電1_", parser.CATEGORY_NOT_SPACE: "a電.",
    parser.CATEGORY_NOT_WORD: " .-", parser.CATEGORY_NOT_DIGIT: "a電 ",
}  # fmt: skip


class TooLong(Exception):
    """It took longer than `SECONDS`."""


def too_long(*_: object) -> None:
    raise TooLong


def seconds(pattern: re.Pattern[Any], text: Any, how: str) -> float:
    """How long it takes; `SECONDS` where it takes longer."""
    if isinstance(pattern.pattern, bytes):
        text = text.encode("utf-8", "replace")
    start = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        if how == "match":
            pattern.match(text)
        else:
            for _ in pattern.finditer(text):
                pass
    except TooLong:
        return SECONDS
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def grows(pattern: re.Pattern[Any], before: str, body: str, end: str, how: str) -> str:
    """How it grows with the number of times that `body` comes, where that is faster than the text does."""
    taken: list[float] = []
    for count in PUMPED:
        taken.append(seconds(pattern, before + body * count + end, how))
        if taken[-1] >= SECONDS / 20:
            kind = "EXPONENTIALLY" if count <= 20 else "with a power of it"
            return f"{how} grows {kind}: {taken[-1]:.2f} s for {count} times {body!r} after {before!r:.40}, then {end!r}"
    if how == "match" and taken[-1] > 0.002 and taken[-1] > 2.9 * taken[-2]:
        return f"match grows with a power of it: {1000 * taken[-1]:.1f} ms for {PUMPED[-1]} times {body!r} after {before!r:.40}, then {end!r}"
    if taken[-1] > 0.004 and taken[-1] > 2.9 * taken[-2]:
        return f"finditer grows with the square: {1000 * taken[-1]:.1f} ms for {PUMPED[-1]} times {body!r} after {before!r:.40}, then {end!r}"
    return ""


def main(part: str = "") -> None:
    """Prints what grows faster than the text."""
    signal.signal(signal.SIGVTALRM, too_long)
    found, dice = all_patterns(), random.Random(7)
    print(f"{len(found)} patterns without a limit")
    for (text, flags), where in sorted(found.items(), key=lambda item: item[1]):
        if part not in where:
            continue
        pattern = re.compile(text, flags)
        told: dict[str, str] = {}
        for before, body in repeats_in(parser.parse(text, flags & ~re.UNICODE)):
            for _ in range(3):
                first, again = (
                    sample(before, dice),
                    sample(body, dice) + (sample(body, dice) if dice.random() < 0.3 else ""),
                )
                for end in ENDS if again else ():
                    for how in ("match", "finditer"):
                        if how not in told and (
                            said := grows(pattern, first if how == "match" else "", again, end, how)
                        ):
                            told[how] = said
        for said in told.values():
            print(f"{where} {text!r:.120}\n    {said}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
