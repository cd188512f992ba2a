"""Order: put the parts of a sentence, or the sentences of a paragraph, back in order.

A sentence is cut where its words leave one order of the parts, or such alone as put a time or a place elsewhere in its clause;
all of them are right then (`exercises.joints`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from math import factorial

from companion.exercises.candidates import Candidate
from companion.exercises.frame import holds_its_object
from companion.exercises.joints import (
    MOST_ORDERS,
    Piece,
    is_adverbial,
    is_time,
    joint,
    orders,
    roles,
    says,
    sorts,
)
from companion.exercises.model import Choice, Exercise, Part, exercise_id
from companion.exercises.source import Source
from companion.exercises.word_sets import word_set
from companion.model import Paragraph, Sentence, Token

__all__ = ["candidates"]

_FEWEST, _MOST = 4, 6
_SHORTEST, _LONGEST = 12, 60
_WIDEST = 18  # characters of a part
_TRIED = 150  # ways to cut a sentence
_BY_CHANCE = 3  # of the orders that there are, one of so many at most is right
# What a sentence begins with that is said of the one before it.
_THEN = ("然后", "随后", "其后", "之后", "后来", "接着", "于是", "因此")  # 隊員然後… is as right as 然後隊員…
_QUOTES = "「」『』（）()“”《》〈〉：:；;?？!！…—"
_CLINGS = frozenset("的了着著過过得地们之者")  # never first in a part
_NOMINAL = ("n", "r", "a", "b", "m", "q", "j", "f", "s", "t", "vn")


def candidates(source: Source, variant: str, questions: tuple[object, ...] = ()) -> Iterator[Candidate]:
    """Sentences of 12 to 60 characters, or the last clauses of longer ones, or paragraphs of three to six sentences."""
    if variant == "sentences":
        yield from _paragraphs(source)
        return
    for number, paragraph, sentence, tokens in source.sentences:
        if paragraph.kind == "headline" or not tokens:
            continue
        for run in _runs(tokens):
            if found := _cut(run):
                pieces, right, given = found
                length = sum(len(p.text) for p in pieces)
                asked = [t for p in pieces for t in p.tokens]
                worth = sum(max(0.0, source.worth(t)) for t in asked if t.senses or t.term) / len(asked)
                yield Candidate(
                    worth - abs(length - 28) / 40 - 3.0 * source.is_title(paragraph),
                    ((number, sentence.start),),
                    number,
                    "",
                    lambda rng, n=number, p=paragraph, s=sentence, c=pieces, r=right, g=given: _build(
                        source, n, p, s, c, r, g, rng
                    ),
                )
                break


def _runs(tokens: list[Token]) -> Iterator[list[Token]]:
    """What of a sentence can be put in order, the longest first: all of it, or clauses that are a sentence by themselves."""
    tokens = [t for t in tokens if t.kind != "space"]
    if tokens[-1].text != "。":
        return
    edges = [0, *(n + 1 for n, t in enumerate(tokens) if t.text in "，,。")]
    runs = [tokens[a:b] for a, b in combinations(edges, 2)]
    for run in sorted(runs, key=lambda r: (-len(r), r[0].start)):
        if any(t.text in _QUOTES for t in run):
            continue
        length = sum(len(t.text) for t in run)
        if _SHORTEST <= length <= _LONGEST and (run[0] is tokens[0] or _begins(run)) and _ends(run):
            yield run


def _begins(run: list[Token]) -> bool:
    """Whether clauses begin with what they are about, or with a connective whose partner they have."""
    first = next((t for t in run if not is_time(t)), run[0])
    return "first" in roles(first) or (first.pos[:1] in ("n", "r", "j") and sorts(first) == {"noun"})


def _ends(run: list[Token]) -> bool:
    """Whether clauses may end a sentence: with more than who says it, and no condition without what follows from it."""
    if roles(run[-2]) & {"says", "takes", "tail", "after"} or run[-2].text in "說说道指":
        return False
    starts = [n + 1 for n, t in enumerate(run[:-1]) if t.text in "，,"]
    last = run[max(starts, default=0) :]
    return not any("first" in roles(t) for t in last) and not _opens(run)


def _opens(run: list[Token]) -> bool:
    """Whether a run is but a condition or a reason."""
    return "first" in roles(run[0]) and not any(t.text in "，," for t in run[:-1])


def _cut(run: list[Token]) -> tuple[list[Piece], list[tuple[int, ...]], bool] | None:
    """A sentence in four to six parts with all their right orders, and whether the first is given; None where there might be others.

    The beginning is given where the rest has one order behind it alone: 她又說，…… before 炸籃的塗層一旦剝落.
    """
    forced = {n + 1 for n, t in enumerate(run[:-1]) if t.text in "，,"}
    free = sorted(_places(run) - forced)
    ways = [
        sorted({*forced, *more})
        for count in range(max(0, _FEWEST - 1 - len(forced)), _MOST - len(forced))
        for more in combinations(free, count)
    ]
    ways = [w for w in ways if _fits(run, w)]
    ways.sort(key=lambda w: (abs(len(w) + 1 - 5), _unevenness(run, w)))
    tried = [(pieces := _pieces(run, way), orders(pieces)) for way in ways[:_TRIED]]
    for given in (False, True):
        for pieces, found in tried:
            right = [o for o in found if not given or o[0] == 0]
            asked = len(pieces) - given
            by_chance = factorial(asked - 1) // _BY_CHANCE  # the full stop shows which is the last
            whole = asked >= _FEWEST and len(found) < MOST_ORDERS
            if any(_may_move_on(pieces, n) for n in range(given, len(pieces))):
                continue  # 平日|往往訓練，|隊員|然後上學
            if given and not _tied(pieces):
                continue  # the full stop alone would tell which of two clauses is the last
            if whole and 0 < len(right) <= by_chance and all(_adverbials_moved(pieces, o) for o in right[1:]):
                return pieces, right, given
    return None


def _may_move_on(pieces: list[Piece], at: int) -> bool:
    """Whether a part is a bare subject that might as well stand in the next clause, as a time or an adverb opens its own without it."""
    piece = pieces[at]
    if piece.mark or not all(t.pos[:1] in ("n", "r", "j") for t in piece.words) or is_adverbial(piece):
        return False
    end = next(n for n in range(at, len(pieces)) if pieces[n].mark)
    start = next((n + 1 for n in range(at - 1, -1, -1) if pieces[n].mark), 0)
    rest = [p for n, p in enumerate(pieces[start : end + 1], start) if n != at]
    opens = is_adverbial(rest[0]) or (bool(rest[0].words) and "adverb" in roles(rest[0].words[0]))
    if not opens or end + 1 == len(pieces) or not pieces[end + 1].words:
        return False
    link = pieces[end + 1].words[0]
    return link.simplified in _THEN or not roles(link) & {"second", "joins", "first"}


def _tied(pieces: list[Piece]) -> bool:
    """Whether of the clauses behind the first one at most is not tied to another, by a link, a pronoun, or having no subject."""
    starts = [n + 1 for n, p in enumerate(pieces[:-1]) if p.mark]
    loose = 0
    for start in starts:
        words = [t for p in pieces[start:] for t in p.words][:3]
        linked = any(roles(t) & {"second", "linked", "joins", "first"} for t in words)
        noun = words[0].pos[:1] in ("n", "r", "t", "m", "j", "s", "a", "b", "f") or words[0].kind == "number"
        loose += (
            noun
            and not linked
            and not words[0].text.startswith((*word_set("refers"), "其中", "當中", "当中", "另"))
        )
    return loose < 2


def _pieces(run: list[Token], way: Sequence[int]) -> list[Piece]:
    if run[-1].text != "。":  # clauses out of a sentence are shown as one
        run = [*run[:-1], replace(run[-1], text="。", simplified="。")]
    return [Piece(tuple(run[a:b])) for a, b in pairwise([0, *way, len(run)])]


def _lengths(run: list[Token], way: Sequence[int]) -> list[int]:
    return [sum(len(t.text) for t in run[a:b]) for a, b in pairwise([0, *way, len(run)])]


def _fits(run: list[Token], way: Sequence[int]) -> bool:
    lengths = _lengths(run, way)
    return (
        min(lengths) >= 2
        and max(lengths) <= _WIDEST
        and len({p.text for p in _pieces(run, way)}) == len(lengths)
    )


def _unevenness(run: list[Token], way: Sequence[int]) -> int:
    lengths = _lengths(run, way)
    return max(lengths) - min(lengths)


def _places(run: list[Token]) -> set[int]:
    """Where a sentence may be cut: between a subject, an adverb, a preposition with its noun, a verb and its object; in no noun, and in no clause that qualifies one."""
    found: set[int] = set()
    start = 0
    for n, token in enumerate(run):
        if token.kind == "punctuation" and token.text != "、":
            found |= {start + i for i in _in_clause(run[start:n])}
            start = n + 1
    return found


def _in_clause(clause: list[Token]) -> set[int]:
    closed = 0  # nothing is cut before this
    for n, token in enumerate(clause):
        if "tail" in roles(token):
            closed = n + 1
        if token.text in ("的", "之"):
            begin = n
            while (
                begin
                and clause[begin - 1].pos.startswith(_NOMINAL)
                and clause[begin - 1].kind != "punctuation"
            ):
                begin -= 1
            if any(t.pos[:1] in ("v", "p", "d") for t in clause[:begin]):
                verbs = [t for t in clause[:begin] if t.pos[:1] in ("v", "p")]
                more = len(verbs) > 1 or any(t.pos[:1] == "v" for t in clause[n + 1 :])  # 服用|抗生素的人士
                closed = max(closed, n + 1 if more else begin)
            closed = max(closed, begin)
    inside = {
        i
        for n, t in enumerate(clause)
        if t.text in ("的", "之")
        for i in range(max(closed, 1), len(clause))
        if _of_one_noun(clause, i, n)
    }
    return {i for i in range(max(closed, 1), len(clause)) if i not in inside and _may_cut(clause, i)}


def _of_one_noun(clause: list[Token], at: int, particle: int) -> bool:
    """Whether a cut would lie within the noun that has 的 before it."""
    begin, end = particle, particle + 1
    while begin and clause[begin - 1].pos.startswith(_NOMINAL):
        begin -= 1
    while end < len(clause) and clause[end].pos.startswith(_NOMINAL):
        end += 1
    return begin < at < end


def _may_cut(clause: list[Token], at: int) -> bool:
    a, b = clause[at - 1], clause[at]
    if "unknown-word" in (*a.review, *b.review) or b.text[0] in _CLINGS or a.text in ("、", "的", "之"):
        return False
    if b.text in "、和與与及跟等" or a.pos[:1] in ("p", "c", "u") or (b.pos[:1] == "c" and not roles(b)):
        return False
    if len(a.text) == 1 and a.pos[:1] == "n":
        return False  # 圖|則
    left, right = sorts(a), sorts(b)
    if left & {"bound", "fronted", "after"} or "after" in roles(b) or "tail" in roles(b):
        return False
    if is_time(b) and a.pos[:1] in ("n", "r") and not is_time(a):
        return True
    if is_time(a):
        if at > 1 and clause[at - 2].pos[:1] == "v":
            return False  # 剩下|三天|用量
        return not is_time(b) and b.pos[:1] in ("n", "r", "p", "v", "d")
    if a.text in "了过過":
        return ("number" in right or right == {"noun"}) and _is_object(clause[at:])
    if right & {"adverb", "linked", "bound", "fronted"} and b.pos[:1] not in ("n",):
        return bool(left & {"noun", "number"}) and a.pos[:1] in ("n", "r", "j", "t", "s")
    if left & {"adverb", "linked"}:
        return b.pos[:1] in ("v", "p", "d")
    if b.pos == "v" and len(b.text) > 1:
        return a.pos[:1] in ("n", "r", "j", "s") and not roles(a)
    if a.pos == "v" and len(a.text) > 1 and "says" not in roles(a) and not holds_its_object(a.simplified):
        heads = at < 2 or clause[at - 2].pos[:1] != "v" or roles(clause[at - 2])  # 失去|發行|渠道
        return bool(heads) and _is_object(clause[at:]) and joint(a, b)
    return False


def _is_object(rest: list[Token]) -> bool:
    """Whether what is left of a clause is one noun with what counts and qualifies it."""
    return (
        sum(len(t.text) for t in rest) >= 2
        and all(
            t.pos[:1] in ("n", "m", "q", "a", "b", "r", "j", "u", "c") or t.pos == "vn" or t.text == "、"
            for t in rest
        )
        and rest[-1].pos[:1] == "n"
        and sorts(rest[0]) != {"verb"}
    )


def _adverbials_moved(pieces: list[Piece], order: tuple[int, ...]) -> bool:
    """Whether an order differs from the given one in nothing but where a time or a place stands in its clause."""
    adverbial = [is_adverbial(p) for p in pieces]
    kept = [n for n in range(len(pieces)) if not adverbial[n]]
    if [n for n in order if not adverbial[n]] != kept:
        return False
    for n in (n for n in range(len(pieces)) if adverbial[n]):
        at = order.index(n)
        if any(says(pieces[m]) and (m < n) != (order.index(m) < at) for m in kept):
            return False  # 源於一名顧客|上星期|購買牛奶
    return _clauses_of(pieces, order) == _clauses_of(pieces, range(len(pieces)))


def _clauses_of(pieces: list[Piece], order: Sequence[int]) -> list[frozenset[int]]:
    clauses: list[frozenset[int]] = [frozenset()]
    for n in order:
        clauses[-1] |= {n}
        if pieces[n].mark:
            clauses.append(frozenset())
    return clauses


def _shuffled(pieces: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    mixed = list(pieces)
    for _ in range(20):
        rng.shuffle(mixed)
        if (
            tuple(mixed) != pieces
            and sum(a == b for a, b in zip(mixed, pieces, strict=True)) < len(pieces) - 1
        ):
            break
    return tuple(mixed)


def _build(
    source: Source,
    number: int,
    paragraph: Paragraph,
    sentence: Sentence,
    parts: list[Piece],
    right: list[tuple[int, ...]],
    given: bool,
    rng: random.Random,
) -> Exercise:
    pieces = tuple(p.text for p in parts)
    also = tuple(tuple(pieces[n] for n in order[given:]) for order in right[1:])
    item = _exercise(
        "parts",
        "the parts of the sentence",
        source,
        number,
        paragraph,
        sentence,
        pieces[given:],
        rng,
        also,
        2,
    )
    return replace(item, prompt=(Part("text", f"{pieces[0]}……"),)) if given else item


def _paragraphs(source: Source) -> Iterator[Candidate]:
    groups: dict[int, list[tuple[Paragraph, Sentence]]] = {}
    for number, paragraph, sentence, _ in source.sentences:
        groups.setdefault(number, []).append((paragraph, sentence))
    for number, found in groups.items():
        paragraph = found[0][0]
        pieces = tuple(paragraph.text[s.start : s.end].strip() for _, s in found)
        if not 3 <= len(pieces) <= 6 or len(set(pieces)) < len(pieces) or max(map(len, pieces)) > 120:
            continue
        if paragraph.kind == "headline" or not all(
            p.startswith(tuple(word_set("links") | word_set("refers"))) for p in pieces[1:]
        ):
            continue
        if sum(_refers(p) or p.startswith(tuple(word_set("adds"))) for p in pieces[1:]) > 1:
            continue  # 她七歲…, 不過她說…, or 他…, 至於…: the two could change places
        keys = tuple((number, s.start) for _, s in found)
        yield Candidate(
            1.0 - 0.1 * abs(len(pieces) - 4),
            keys,
            number,
            "",
            lambda rng, n=number, p=paragraph, s=found, c=pieces: _sentences(source, n, p, s, c, rng),
        )


def _refers(sentence: str) -> bool:
    """Whether a sentence begins with who was named before, a link in front or not: 不過他亦提醒."""
    rest = next((sentence[len(w) :] for w in word_set("links") if sentence.startswith(w)), sentence)
    return rest.lstrip("，,").startswith(tuple(word_set("refers")))


def _sentences(
    source: Source,
    number: int,
    paragraph: Paragraph,
    found: list[tuple[Paragraph, Sentence]],
    pieces: tuple[str, ...],
    rng: random.Random,
) -> Exercise:
    first, last = found[0][1], found[-1][1]
    whole = Sentence(first.start, last.end)
    assert all(a.end <= b.start for (_, a), (_, b) in pairwise(found))
    points = len(pieces) - 1
    return _exercise(
        "sentences",
        "the sentences of the paragraph",
        source,
        number,
        paragraph,
        whole,
        pieces,
        rng,
        (),
        points,
    )


def _exercise(
    variant: str,
    what: str,
    source: Source,
    number: int,
    paragraph: Paragraph,
    place: Sentence,
    pieces: tuple[str, ...],
    rng: random.Random,
    also: tuple[tuple[str, ...], ...],
    points: int,
) -> Exercise:
    """Pieces of a paragraph, to be put in order again."""
    return Exercise(
        id=exercise_id("order", variant, paragraph.id, place.start),
        kind="order",
        variant=variant,
        form="order",
        instruction=f"Put {what} in order.",
        prompt=(),
        solution=pieces,
        also=also,
        choices=tuple(Choice(p) for p in _shuffled(pieces, rng)),
        lang="zh-Hant" if source.traditional else "zh-Hans",
        evidence=source.evidence(number, paragraph, place.start, place.end, place),
        points=points,
    )
