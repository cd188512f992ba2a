"""Gaps that the grammar of their sentence decides: a connective by its partner (雖然 …, 但 …), a measure word by its noun (三名|男子)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from companion.exercises.frame import clause
from companion.exercises.gate import kind_of, near_kinds
from companion.exercises.joints import roles
from companion.exercises.model import Choice
from companion.exercises.source import Place, Source
from companion.facts import Facts, marked, read_facts
from companion.language.language import Language
from companion.model import Token

__all__ = ["Connective", "Decided", "Measure", "connectives", "decided", "measures"]

_DATA = Path(__file__).parent / "data"


class Measure(NamedTuple):
    """A measure word, the kinds that it counts, and a sentence in which it is right."""

    measure: str
    kinds: tuple[str, ...]
    example: str


class Connective(NamedTuple):
    """A connective, its partners, where it stands, what is wrong in its place, and a sentence in which it is right."""

    word: str
    place: str
    beside: tuple[str, ...]
    wrong: tuple[str, ...]
    example: str
    reason: str = ""


@cache
def measures() -> Facts[Measure]:
    """The measure words of the table."""
    return read_facts(_DATA / "measures.tsv", Measure, key="measure")


@cache
def connectives() -> Facts[Connective]:
    """The connectives of the table."""
    return read_facts(_DATA / "connectives.tsv", Connective, key="word")


@dataclass(frozen=True, slots=True)
class Decided:
    """A gap: its place, with a token for what is left out, and the words that are wrong there, the nearest first."""

    place: Place
    wrong: tuple[Choice, ...]

    def choices(self, count: int, rng: random.Random, source: Source) -> list[Choice]:
        """At most `count` wrong choices; those that the sheet has already come last."""
        rows = list(self.wrong)
        if self.place.token.kind == "measure":
            rows = rows[: 2 * count]
            rng.shuffle(rows)
            rows.sort(key=lambda c: c.text in source.spent)
        source.spent |= {c.text for c in rows[:count]}
        return rows[:count]


def decided(source: Source) -> Iterator[Decided]:
    """The gaps of an article that the grammar decides.

    >>> from companion import read_text
    >>> source = Source(read_text("雖然下雨，但警方拘捕了三名男子。", translator=None))
    >>> [(d.place.token.text, [c.text for c in d.wrong][:3]) for d in decided(source)]
    [('雖然', ['不但', '由於', '無論']), ('名', ['間', '座', '隻'])]
    """
    for number, paragraph, sentence, tokens in source.sentences:
        if paragraph.kind == "headline":
            continue
        for n, token in enumerate(tokens):
            before = tokens[n - 1] if n else None
            after = tokens[n + 1] if n + 1 < len(tokens) else None
            place = Place(number, paragraph, sentence, n, token, before, after, source.language)
            if wrong := _connective(tokens, n, source):
                yield Decided(place, wrong)
            elif (measure := _measure(place)) and (wrong := _other_measures(place, measure, source)):
                one = replace(
                    token,
                    text=token.text[-1],
                    simplified=measure,
                    start=token.end - 1,
                    kind="measure",
                    pinyin=(),
                )
                yield Decided(replace(place, token=one), wrong)


@cache
def _connectives() -> dict[str, Connective]:
    return {Language.default().simplify(row.word): row for row in connectives()}


def _connective(tokens: list[Token], at: int, source: Source) -> tuple[Choice, ...]:
    """The wrong connectives for one with its partner in the next clause, or the one before."""
    simplify = source.language.simplify
    row = _connectives().get(tokens[at].simplified)
    if row is None:
        return ()
    partners = {simplify(w) for w in row.beside}
    clauses = _clauses(tokens)
    own = next(n for n, c in enumerate(clauses) if at in c)
    front = row.place == "front"
    other = own + (1 if front else -1)
    if not 0 <= other < len(clauses) or (front and other != len(clauses) - 1):
        return ()  # 如果成績進步，但排名下跌，…: the sentence goes on
    here = [n for n in clauses[other] if tokens[n].simplified in partners]
    joins = [n for n in clauses[own] if roles(tokens[n]) & {"first", "second", "joins"}]
    if (
        not here
        or joins != [at]
        or any(roles(tokens[n]) & {"first", "second"} for n in clauses[other] if n not in here[:1])
    ):
        return ()
    partner = tokens[here[0]].text
    facts = {simplify(r.word): r for r in connectives()}
    found = []
    for word in row.wrong:
        fact = facts.get(simplify(word))
        why = (row.reason or f"does not go with {partner}") + (
            f": {marked(fact.example).text}" if fact else ""
        )
        found.append(Choice(word if source.traditional else simplify(word), why))
    return tuple(found)


def _clauses(tokens: list[Token]) -> list[list[int]]:
    clauses: list[list[int]] = [[]]
    for n, token in enumerate(tokens):
        if token.kind == "punctuation" and token.text in "，,；;。":
            clauses.append([])
        else:
            clauses[-1].append(n)
    return [c for c in clauses if c]


@cache
def _measures() -> dict[str, Measure]:
    return {Language.default().simplify(row.measure): row for row in measures()}


def _measure(place: Place) -> str:
    """The measure word with which a number ends, where the table has it; else ""."""
    token = place.token
    counts = token.kind == "number" or token.pos.startswith("m")
    known = counts and len(token.text) > 1 and token.simplified[-1] in _measures()
    return token.simplified[-1] if known else ""


def _other_measures(place: Place, measure: str, source: Source) -> tuple[Choice, ...]:
    """The measure words that never count the noun behind; none where its kind is not known, or not one that this word counts."""
    tokens, at = clause(place)
    noun = None
    for token in tokens[at + 1 :]:
        if token.pos not in ("n", "nz", "a", "b") or token.entity:
            if token.text == "的" or token.pos[:1] in ("n", "j") or token.entity:
                return ()
            break
        noun = token
    kind = kind_of(noun.simplified) if noun is not None and noun.pos in ("n", "nz") else ""
    if not kind or kind not in _measures()[measure].kinds:
        return ()
    rows = [r for r in measures() if kind not in r.kinds]
    rows.sort(key=lambda r: not any(near_kinds(kind, k) for k in r.kinds))
    simplify = source.language.simplify
    return tuple(
        Choice(
            r.measure if source.traditional else simplify(r.measure),
            f"counts other things: {marked(r.example).text}",
        )
        for r in rows
    )
