"""Names in a clause: a word that is only a piece of the name of an organisation, a place or an event is no word to be asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from companion.facts import Facts, read_facts
from companion.model import Term, Token

__all__ = ["NameEnd", "around", "is_named", "name_ends", "piece_of_a_name"]

TermOf = Callable[[Token], Term | None]
_MOST = 16  # tokens of a clause on each side: a text without marks is no clause
_NOMINAL = ("n", "j", "b", "vn", "an")
_INSIDE = frozenset(["國際", "国际", "發明", "发明"])
_TITLED = 2  # words of a title between an organisation and a person: 消防處|高級|消防|區長|戴啟明


class NameEnd(NamedTuple):
    """What names end with, the kind of what is named, and a sentence with such a name."""

    end: str
    kind: str
    example: str


@cache
def name_ends() -> Facts[NameEnd]:
    """What the names of organisations, places and events end with."""
    return read_facts(Path(__file__).parent / "data" / "name_ends.tsv", NameEnd, key="end")


@cache
def _ends() -> tuple[str, ...]:
    return tuple(row.end for row in name_ends())


def around(tokens: Sequence[Token], start: int) -> tuple[list[Token], int]:
    """The tokens of the clause around the one that begins at `start`, and which of them it is.

    >>> from companion import read_text
    >>> tokens = read_text("昨日，警方拘捕三名疑犯。", translator=None).paragraphs[0].tokens
    >>> [t.text for t in around(tokens, 9)[0]]
    ['警方', '拘捕', '三名', '疑犯']
    """
    at = bisect_left(tokens, start, key=lambda t: t.start)
    first, last = at, at
    while first > 0 and at - first < _MOST and tokens[first - 1].kind in ("word", "number", "latin"):
        first -= 1
    while (
        last + 1 < len(tokens) and last - at < _MOST and tokens[last + 1].kind in ("word", "number", "latin")
    ):
        last += 1
    return list(tokens[first : last + 1]), at - first


def is_named(token: Token, term: Term | None) -> bool:
    """Whether a word is a name: an entity, but for a term of the glossary that is a common noun (泳灘)."""
    if term is not None and term.domain not in ("places", "people"):
        return not any(e[:1].islower() for e in term.english)
    return bool(token.entity or token.pos in ("nr", "ns", "nt") or term)


def piece_of_a_name(tokens: Sequence[Token], at: int, term_of: TermOf) -> bool:
    """Whether one of a clause's tokens is only a piece of a name: 啟德 and 學校 of 啟德學校, 消防 of 高級消防區長.

    Args:
        tokens: The clause.
        at: Which of them.
        term_of: The glossary's term of a token.

    Returns:
        Whether it is.

    >>> from companion import read_text
    >>> tokens, _ = around(read_text("他是屯門啟德中學的學生。", translator=None).paragraphs[0].tokens, 0)
    >>> [t.text for n, t in enumerate(tokens) if piece_of_a_name(tokens, n, lambda t: None)]
    ['屯門', '啟德', '中學']
    """
    first, last = at, at
    while first > 0 and _may_be_named(tokens[first - 1]):
        first -= 1
    while last + 1 < len(tokens) and _may_be_named(tokens[last + 1]):
        last += 1
    if _may_be_named(tokens[at]) and last > first:
        names = [
            n for n in range(first, last + 1) if tokens[n].entity or is_named(tokens[n], term_of(tokens[n]))
        ]
        ends = [n for n in range(first + 1, last + 1) if tokens[n].text.endswith(_ends())]
        if any(name <= at <= end and end > name for name in names for end in ends):
            return True
        beside = [tokens[n].entity for n in (at - 1, at + 1) if 0 <= n < len(tokens)]
        if tokens[at].entity and tokens[at].entity in beside:
            return True
    within = range(at + 2, min(at + 2 + _TITLED, len(tokens)))
    person = next((n for n in within if tokens[n].entity == "person"), -1)
    return person > 0 and all(t.pos[:1] in "nab" for t in tokens[at:person])


def _may_be_named(token: Token) -> bool:
    return token.kind == "word" and (
        token.pos.startswith(_NOMINAL) or bool(token.entity) or token.text in _INSIDE or token.text in _ends()
    )
