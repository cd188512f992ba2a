"""Gaps that the grammar of their sentence decides.

A connective by its partner (雖然 …, 但 …), a preposition by the verb behind its noun (向|長者|派發), an adverb by a time
(明年|將), a measure word by its noun (三名|男子).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from companion.exercises.frame import clause
from companion.exercises.gate import kind_of, near_kinds
from companion.exercises.joints import roles
from companion.exercises.model import Choice
from companion.exercises.source import Place, Source
from companion.facts import Facts, marked, read_facts
from companion.language.language import Language
from companion.model import Token

__all__ = [
    "Connective", "Decided", "Frame", "Measure", "WrongWord", "connectives", "decided", "example_of", "frames", "measures",
    "wrong_words",
]  # fmt: skip

_DATA = Path(__file__).parent / "data"
_NOMINAL = ("n", "r", "a", "b", "m", "q", "j", "t", "s", "f", "i", "l", "vn")
_LONGEST_NOUN = 7
_OPEN = frozenset(
    [
        "或",
        "还是",
        "是否",
        "如何",
        "怎样",
        "什么",
        "谁",
        "哪",
        "多少",
        "也",
        "都",
        "更",
        "亦",
        "而且",
        "宁愿",
        "不如",
    ]
)


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


class Frame(NamedTuple):
    """A word of grammar, the clues that decide it and where they stand, what is wrong beside them, and a sentence in which it is right."""

    word: str
    side: Literal["after", "next", "time"]
    clues: tuple[str, ...]
    wrong: tuple[str, ...]
    example: str
    noun: str = ""


class WrongWord(NamedTuple):
    """A word of grammar that is wrong in a gap, where and why, and a sentence in which it is right."""

    word: str
    example: str
    alike: str = ""
    where: str = ""
    answers: tuple[str, ...] = ()
    reason: str = ""


@cache
def frames() -> Facts[Frame]:
    """The words of grammar of the table."""
    return read_facts(_DATA / "frames.tsv", Frame)


@cache
def measures() -> Facts[Measure]:
    """The measure words of the table."""
    return read_facts(_DATA / "measures.tsv", Measure, key="measure")


@cache
def connectives() -> Facts[Connective]:
    """The connectives of the table."""
    return read_facts(_DATA / "connectives.tsv", Connective, key=("word", "place"))


@cache
def wrong_words() -> Facts[WrongWord]:
    """The words of the table."""
    return read_facts(_DATA / "wrong_words.tsv", WrongWord)


@cache
def _examples() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in (*connectives(), *frames(), *wrong_words()):
        found.setdefault(row.word, marked(row.example).text)
    return found


def example_of(word: str, source: Source) -> str:
    """A sentence in which a word of grammar is right, in the article's script, behind a colon."""
    return f": {source.shown(_examples()[word])}"


@dataclass(frozen=True, slots=True)
class Decided:
    """A gap: its place, with a token for what is left out, and the words that are wrong there, the nearest first."""

    place: Place
    wrong: tuple[Choice, ...]
    heads_last: bool = False
    """Whether it is a connective at the head of the last clause."""

    def choices(self, count: int, rng: random.Random, source: Source) -> list[Choice]:
        """At most `count` wrong choices; those that the sheet has already come last."""
        rows = list(self.wrong)
        measure = self.place.token.kind == "measure"
        if measure:
            rows = rows[: 2 * count]
        if measure or len(rows) > count:
            rng.shuffle(rows)
            rows.sort(key=lambda c: c.text in source.spent)
        if self.heads_last:
            if rows[0].text in source.spent:
                return []
            rows = _varied(rows, source)
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
            found, last = _connective(tokens, n, source)
            if wrong := found or _framed(place, source):
                yield Decided(place, wrong, last)
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
def _connectives() -> dict[str, tuple[Connective, ...]]:
    simplify = Language.default().simplify
    found: dict[str, tuple[Connective, ...]] = {}
    for row in connectives():
        found[simplify(row.word)] = (*found.get(simplify(row.word), ()), row)
    return found


def _connective(tokens: list[Token], at: int, source: Source) -> tuple[tuple[Choice, ...], bool]:
    """The wrong connectives for one with its partner in the next clause, or the one before, or at the head of the last clause; whether it is the last."""
    rows = _connectives().get(tokens[at].simplified, ())
    clauses = _clauses(tokens) if rows else []
    own = next((n for n, c in enumerate(clauses) if at in c), 0)
    for row in rows:
        last = row.place == "last"
        of = _of_a_last_clause if last else _of_a_pair
        if wrong := of(row, tokens, clauses, own, at, source):
            return wrong, last
    return (), False


def _of_a_pair(
    row: Connective, tokens: list[Token], clauses: list[list[int]], own: int, at: int, source: Source
) -> tuple[Choice, ...]:
    """The wrong connectives for one whose partner stands in the next clause, or the one before."""
    partners = set(map(source.language.simplify, row.beside))
    front = row.place == "front"
    other = own + (1 if front else -1)
    if not 0 <= other < len(clauses) or (front and other != len(clauses) - 1):
        return ()  # 如果成績進步，但排名下跌，…: the sentence goes on
    here = [n for n in clauses[other] if tokens[n].simplified in partners]
    joins = [n for n in clauses[own] if n == at or roles(tokens[n]) & {"first", "second", "joins"}]
    if (
        not here
        or joins != [at]
        or any(roles(tokens[n]) & {"first", "second"} for n in clauses[other] if n not in here[:1])
    ):
        return ()
    return _wrong(row, row.reason or f"does not go with {tokens[here[0]].text}", source)


def _wrong(row: Connective, reason: str, source: Source) -> tuple[Choice, ...]:
    """The wrong words of a row, each with a sentence in which it is right."""
    return tuple(Choice(source.shown(word), reason + example_of(word, source)) for word in row.wrong)


def _of_a_last_clause(
    row: Connective, tokens: list[Token], clauses: list[list[int]], own: int, at: int, source: Source
) -> tuple[Choice, ...]:
    """The wrong connectives at the head of a sentence's last clause: those that need one behind them."""
    here = clauses[own]
    before = [t for c in clauses[:own] for t in (tokens[n] for n in c)]
    rest = [tokens[n] for n in here[1:]]
    if own == 0 or own != len(clauses) - 1 or here[0] != at or len(rest) < 2 or tokens[-1].text not in "。":
        return ()
    if any(t.simplified in _OPEN or roles(t) & {"first", "second"} for t in rest):
        return ()
    if any("first" in roles(t) for t in before):
        return ()
    there = _said(before, rest)
    shown = {t.simplified for t in (*before, *rest)}
    simplify = source.language.simplify
    found = {
        wrong.word: Choice(
            wrong.word if source.traditional else simplify(wrong.word),
            wrong.reason + example_of(wrong.word, source),
        )
        for wrong in wrong_words()
        if wrong.where in there
        and (not wrong.answers or row.word in wrong.answers)
        and len(wrong.word) == len(row.word)
        and wrong.word != row.word
        and simplify(wrong.word) not in shown
    }
    return tuple(found.values()) if len({_alike()[w] for w in found}) > 2 else ()


_HAPPENED = frozenset(["了", "已", "已经", "曾", "曾经"])
_MAY = frozenset("会将可能便就要应须须需恐难")
_DEMANDS = ("要", "应", "须", "需", "呼吁", "提醒", "建议", "劝", "促请", "请", "如", "除非", "幸", "不得", "希望", "禁止")  # fmt: skip
_NOT = ("不", "没", "未", "无")


def _said(before: list[Token], rest: list[Token]) -> frozenset[str]:
    """What holds of a last clause behind its connective, and of those before it: the table's `where`."""
    done = any(t.simplified in _HAPPENED for t in rest)
    demanded = any(w in t.simplified for t in before for w in _DEMANDS)
    found = {
        "any": True,
        "verb": rest[0].pos in ("v", "d", "ad"),
        "done": done,
        "denied": any(t.simplified.startswith(_NOT) for t in rest),
        "demanded": demanded,
        "undemanded": done and not demanded and not any(set(t.simplified) & _MAY for t in rest),
    }
    return frozenset(where for where, holds in found.items() if holds)


@cache
def _alike() -> dict[str, str]:
    simplify = Language.default().simplify
    return {form: row.alike for row in wrong_words() for form in (row.word, simplify(row.word))}


def _varied(rows: list[Choice], source: Source) -> list[Choice]:
    """One of those that are alike, and first those that are wrong by what the sentence says."""
    simplify = source.language.simplify
    by_sense = {simplify(r.word) for r in wrong_words() if r.where not in ("", "any", "verb") or r.answers}
    rows = sorted(rows, key=lambda c: simplify(c.text) not in by_sense)
    return list({_alike()[c.text]: c for c in reversed(rows)}.values())[::-1]


def _clauses(tokens: list[Token]) -> list[list[int]]:
    clauses: list[list[int]] = [[]]
    for n, token in enumerate(tokens):
        if token.kind == "punctuation" and token.text in "，,；;。":
            clauses.append([])
        else:
            clauses[-1].append(n)
    return [c for c in clauses if c]


@cache
def _frames() -> dict[str, tuple[Frame, ...]]:
    simplify = Language.default().simplify
    found: dict[str, tuple[Frame, ...]] = {}
    for row in frames():
        word = simplify(row.word)
        found[word] = (*found.get(word, ()), row._replace(clues=tuple(map(simplify, row.clues))))
    return found


def _framed(place: Place, source: Source) -> tuple[Choice, ...]:
    """The words that are wrong beside what decides a preposition or an adverb of time."""
    rows = _frames().get(place.token.simplified, ())
    tokens, at = clause(place) if rows else ([], 0)
    for row in rows:
        clue = _time_of(tokens, at, row.clues) if row.side == "time" else _clue(tokens, at, row)
        if not clue:
            continue
        return tuple(
            Choice(source.shown(word), f"does not go with {clue}{example_of(word, source)}")
            for word in row.wrong
        )
    return ()


def _clue(tokens: list[Token], at: int, row: Frame) -> str:
    """What decides a preposition: the word behind its noun phrase, where the phrase is plain and nothing stands between; else ""."""
    if tokens[at].pos[:1] not in "pcv":
        return ""  # 將, will
    noun: list[Token] = []
    rest = tokens[at + 1 :]
    for n, token in enumerate(rest):
        after = rest[n + 1] if n + 1 < len(rest) else None
        if (noun or row.side == "next") and (clue := _is_clue(token, after, row.clues)):
            return clue if _is_kind(noun, row.noun) else ""
        adverb = token.pos in ("d", "ad", "vd") and token.text != "不"
        nominal = token.pos.startswith(_NOMINAL) or token.kind == "number" or token.text in "的之、和與与及"
        if row.side == "next" or not (nominal or (adverb and noun)) or len(noun) == _LONGEST_NOUN:
            return ""
        if not adverb:
            noun.append(token)
    return noun[-1].text if "，" in row.clues and _is_kind(noun, row.noun) else ""


def _is_clue(token: Token, after: Token | None, clues: tuple[str, ...]) -> str:
    """The clue that a word is: itself, or a verb that ends so (~成), its end apart from it or not (停|在)."""
    word = token.simplified
    joined = word + after.simplified if after is not None else word
    if word in clues or joined in clues:
        return token.text if word in clues or after is None else token.text + after.text
    if token.pos not in ("v", "vn"):
        return ""
    ends = {c[1:] for c in clues if c.startswith("~")}
    if "" in ends or (len(word) > 1 and word[-1] in ends):
        return token.text
    return token.text + after.text if after is not None and after.simplified in ends else ""


def _is_kind(noun: list[Token], kind: str) -> bool:
    """Whether a noun phrase is what a row asks for."""
    if not kind:
        return True
    if not noun:
        return False
    last = noun[-1]
    match kind:
        case "number":
            return last.kind == "number" or last.pos[:1] in ("m", "t")
        case "time":
            return last.pos[:1] == "t"
        case "score":
            return len(noun) == 1 and "比" in last.text
        case "way":
            return last.simplified in ("方式", "形式", "价钱", "低价", "高价")
        case "paper":
            return kind_of(last.simplified) in ("document", "law", "plan", "data")
        case _:
            return (
                last.pos in ("f", "s", "ns")
                or last.simplified[-1] in "上中内里外口"
                or kind_of(last.simplified) in ("place", "building", "road")
            )


def _time_of(tokens: list[Token], at: int, times: tuple[str, ...]) -> str:
    """The time in front of an adverb that decides it, or behind it with 於; "" where the clause has another, or qualifies a noun."""
    if tokens[at].pos[:1] not in "dv" or at + 1 == len(tokens):
        return ""
    behind = tokens[at + 1 :]
    with_time = behind[0].simplified in ("于", "在") and len(behind) > 2 and behind[1].pos[:1] == "t"
    if any(t.text in "的之" or t.simplified in ("时", "前", "后", "指", "说", "称") for t in behind):
        return ""
    if not with_time and behind[0].pos not in ("v", "vn"):
        return ""
    said = [t for t in (*tokens[:at], *(behind[1:2] if with_time else ())) if t.pos[:1] == "t"]
    return said[0].text if said and all(t.simplified.startswith(times) for t in said) else ""


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
    return tuple(
        Choice(source.shown(r.measure), f"counts other things: {source.shown(marked(r.example).text)}")
        for r in rows
    )
