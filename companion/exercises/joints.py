"""Which parts of a sentence may follow which, and the orders that this leaves.

An order is asked for only where it is forced. So the parts are put in every order, and an order counts as right unless a rule of
the grammar excludes it: what follows an adverb is no noun (警方已|三份報告), a preposition's noun has a verb behind it, 但 has
a clause before it, the full stop ends the sentence. Where more than one order is left there is more than one right answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from companion.exercises.frame import has_verb_and_noun
from companion.facts import Facts, read_facts
from companion.language.language import Language
from companion.model import Token

__all__ = [
    "MOST_ORDERS",
    "OrderWord",
    "Piece",
    "is_adverbial",
    "is_time",
    "joint",
    "may_follow",
    "order_words",
    "orders",
    "roles",
    "says",
    "sorts",
]

_NOUNS = ("n", "r", "j", "t", "s", "f", "i", "l", "b", "z", "k")
_PREDICATES = frozenset(["verb", "adjective"])
MOST_ORDERS = 8
"""Orders that are looked for: so many, and there may be others."""


class OrderWord(NamedTuple):
    """A word with its role, its partners in the clause behind, and a sentence in which it has the role."""

    word: str
    role: str
    then: tuple[str, ...]
    example: str


@cache
def order_words() -> Facts[OrderWord]:
    """The words of the table."""
    return read_facts(Path(__file__).parent / "data" / "order_words.tsv", OrderWord, key=("word", "role"))


@cache
def _roles() -> dict[str, frozenset[str]]:
    simplify = Language.default().simplify
    found: dict[str, set[str]] = {}
    for row in order_words():
        found.setdefault(simplify(row.word), set()).add(row.role)
    return {word: frozenset(known) for word, known in found.items()}


@cache
def _partners() -> dict[str, frozenset[str]]:
    simplify = Language.default().simplify
    return {simplify(row.word): frozenset(map(simplify, row.then)) for row in order_words() if row.then}


def roles(token: Token) -> frozenset[str]:
    """What the table says of a word.

    >>> sorted(roles(Token("將", 0, 1, "word", "将"))), sorted(roles(Token("以", 0, 1, "word", "以")))
    (['bound'], ['fronted', 'joins'])
    """
    return _roles().get(token.simplified, frozenset())


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence: its tokens, the last of which may be a mark."""

    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        return "".join(t.text for t in self.tokens)

    @property
    def mark(self) -> str:
        """The mark at its end: "," or "." for those that end a clause or a sentence, else ""."""
        last = self.tokens[-1]
        if last.kind != "punctuation":
            return ""
        return "." if last.text in "。！？!?" else ","

    @property
    def words(self) -> tuple[Token, ...]:
        return tuple(t for t in self.tokens if t.kind not in ("punctuation", "space"))


def sorts(token: Token) -> frozenset[str]:
    """What a word may be by its tag and the dictionary: one of these at least, more where that is not certain."""
    known = roles(token)
    found = {
        r for r in known if r in ("adverb", "linked", "bound", "fronted", "second", "joins", "first", "after")
    }
    if found and token.pos[:1] == "n":
        return frozenset(found | {"noun"})  # 對|結果
    if found:
        return frozenset(found | ({"number"} if token.pos[:1] == "m" else set()))
    if token.kind == "number" or token.pos[:1] in ("m", "q"):
        found.add("number")
    elif token.pos in ("vn", "an") or (
        token.pos[:1] in ("n", "v") and not token.entity and has_verb_and_noun(token)
    ):
        found |= {"noun", "verb"}
    elif token.pos[:1] == "v":
        found.add("verb")
    elif token.pos[:1] == "a":
        found |= {"adjective", "noun"}
    elif token.pos[:1] == "d":
        found.add("manner")
    elif token.pos[:1] == "p":
        found.add("fronted")
    elif token.pos[:1] == "c":
        found.add("joins")
    elif is_time(token):
        found.add("time")
    elif token.pos.startswith(_NOUNS) or token.entity:
        found.add("noun")
    else:
        found |= {"noun", "verb", "manner"}
    return frozenset(found)


def joint(before: Token, after: Token) -> bool:
    """Whether a word may follow another, with no mark between them.

    >>> from companion import read_text
    >>> def words(text): return [t for t in read_text(text, translator=None).paragraphs[0].tokens if t.kind == "word"]
    >>> a, b, c = words("警方已拘捕")[-3:]
    >>> joint(a, b), joint(b, c), joint(b, a), joint(c, b)
    (True, True, False, False)
    """
    left, right = sorts(before), sorts(after)
    if before.text in "了过過着著":
        return bool(right & {"noun", "number", "adjective"})
    return any(_pair(a, b, before) for a in left for b in right)


def _pair(a: str, b: str, before: Token) -> bool:
    if b == "second":
        return False
    if a in ("adverb", "linked", "second", "joins", "first"):
        free = a in ("second", "joins", "first")  # 但他, 雖然他
        return b in ("verb", "adverb", "linked", "bound", "fronted", "adjective", "manner", "after") or (
            free and b in ("noun", "number", "time")
        )
    if a == "manner":
        return True
    if a == "verb":
        clause = bool(roles(before) & {"says", "takes"})
        return (
            b in ("noun", "number", "verb", "adjective", "after")
            or (clause and b in ("adverb", "bound", "fronted", "manner", "first", "time"))
            or (b == "fronted" and not clause)
        )
    if a in ("bound", "fronted", "after"):
        return b in ("noun", "number", "time", "adjective", "verb")
    return True  # a noun, a number, an adjective


def may_follow(a: Piece, b: Piece) -> bool:
    """Whether part `b` may stand directly behind part `a`, as far as their edges tell."""
    if a.mark == ".":
        return False
    if a.mark:
        return True
    if not a.words or not b.words:
        return False
    if waits := _waits(a):
        right = sorts(b.words[0])
        nouns = {"noun", "number", "time"} if waits == "fronted" else set()
        return bool(right & ({"verb", "adverb", "linked", "bound", "fronted", "adjective", "manner"} | nouns))
    return joint(a.words[-1], b.words[0])


def _waits(piece: Piece) -> str:
    """ "bound" or "fronted" where the part ends in a preposition's noun that has no verb yet; else ""."""
    at = max((n for n, t in enumerate(piece.words) if sorts(t) & {"bound", "fronted"}), default=-1)
    if at < 0 or any("verb" in sorts(t) and t.pos[:1] == "v" for t in piece.words[at + 1 :]):
        return ""
    return "bound" if "bound" in sorts(piece.words[at]) else "fronted"


def is_time(token: Token) -> bool:
    """Whether a word is a time (昨日), and nothing else."""
    return token.pos == "t" and len(token.text) > 1


def is_adverbial(piece: Piece) -> bool:
    """Whether a part is a time or a place alone: 昨日, 在碼頭."""
    if piece.mark or not piece.words:
        return False
    if all(is_time(t) for t in piece.words):
        return True
    return piece.words[0].text in "在於于" and _waits(piece) == "fronted"


def says(piece: Piece) -> bool:
    """Whether a part has a predicate."""
    last = max((n + 1 for n, t in enumerate(piece.words) if t.text in "的之"), default=0)
    return any(sorts(t) & _PREDICATES for t in piece.words[last:])


def orders(pieces: Sequence[Piece]) -> list[tuple[int, ...]]:
    """The orders of the parts that no rule excludes, at most eight: the first is the given one.

    >>> from companion import read_text
    >>> tokens = read_text("警方已向法庭提交三份報告。", translator=None).paragraphs[0].tokens
    >>> def parts(*sizes):
    ...     at = 0
    ...     for size in sizes:
    ...         yield Piece(tuple(t for t in tokens if at <= t.start < at + size))
    ...         at += size
    >>> orders(list(parts(3, 3, 2, 5)))
    [(0, 1, 2, 3)]
    >>> len(orders(list(parts(2, 4, 2, 5)))) > 1
    True
    """
    size = len(pieces)
    follows = [[may_follow(a, b) for b in pieces] for a in pieces]
    pairs = list(_paired(pieces))
    first = [n for n in range(size) if _may_begin(pieces[n])]
    own = tuple(range(size))
    found: list[tuple[int, ...]] = []

    def go(order: tuple[int, ...]) -> None:
        if len(found) >= MOST_ORDERS:
            return
        if len(order) == size:
            if pieces[order[-1]].mark == pieces[-1].mark and _whole([pieces[n] for n in order], order, pairs):
                found.append(order)
            return
        for n in range(size):
            if n not in order and follows[order[-1]][n]:
                go((*order, n))

    for n in first:
        go((n,))
    return [own, *(o for o in found if o != own)] if own in found else []


def _may_begin(piece: Piece) -> bool:
    known = sorts(piece.words[0]) if piece.words else frozenset(["second"])
    return not known <= {"second", "joins", "linked", "after"}


def _paired(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """The parts that hold a connective and its partner (雖然 …, 但 …), which keep their order."""
    for a, piece in enumerate(pieces):
        for token in piece.words:
            partners = _partners().get(token.simplified, frozenset())
            for b in range(a + 1, len(pieces)):
                if any(p.mark for p in pieces[a:b]) and any(
                    t.simplified in partners for t in pieces[b].words[:2]
                ):
                    yield a, b
                    break


def _whole(row: list[Piece], order: tuple[int, ...], pairs: list[tuple[int, int]]) -> bool:
    """Whether each clause has a predicate, each preposition's noun a verb behind it, and each connective its partner behind it."""
    for a, b in pairs:
        between = order[order.index(a) : order.index(b)] if a in order and b in order else ()
        if not any(row[order.index(n)].mark for n in between):
            return False  # 既可以|又可以跟師傅
    clause: list[Piece] = []
    for piece in row:
        clause.append(piece)
        if not piece.mark:
            continue
        if not any(map(says, clause)):
            return False
        for n, part in enumerate(clause):
            if _waits(part) and not any(map(says, clause[n + 1 :])):
                return False
        clause = []
    return True
