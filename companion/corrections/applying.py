"""Corrections onto paragraphs: boundaries and kinds first, then words, forms and readings.

Pure: what needs a dictionary or a romanizer is handed in. A correction finds its paragraph by the id
that the paragraph has now, or had before a boundary was corrected; where there is none such (the text
or the program's layout has changed), by its text, if that is there once or what stood around it tells which it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise, takewhile
from typing import Protocol

from companion.han import han_places
from companion.model import Correction, Paragraph, Sense, Token, paragraph_id

__all__ = ["Facts", "Piece", "amend", "find", "numbered", "occurrences", "reshape", "restore"]

_SPACES = ("", " ", "\u3000")
_ENOUGH = 4  # characters around a text that make its place certain


class Facts(Protocol):
    """What is looked up for new words."""

    def kind(self, text: str) -> str:
        """Of `model.TOKEN_KINDS`."""
        ...

    def readings(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """Of the simplified words of a paragraph, one syllable per Han character."""
        ...

    def senses(self, text: str, simplified: str) -> tuple[Sense, ...]:
        """Of a word in both scripts."""
        ...


@dataclass(slots=True)
class Piece:
    """A paragraph while its boundaries are corrected.

    `known` has the ids that its parts have had: (id, start in `text`, start and end in the
    paragraph of that id). `made` is the annotated paragraph, as long as nothing changed it.
    """

    kind: str
    text: str
    review: tuple[str, ...] = ()
    id: str = ""
    made: Paragraph | None = None
    known: list[tuple[str, int, int, int]] = field(default_factory=list)

    def trace(self) -> list[tuple[str, int, int, int]]:
        return [(self.id, 0, 0, len(self.text)), *self.known]


def numbered(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with the ids that `model.with_unique_ids` gives to their paragraphs."""
    seen: dict[str, int] = {}
    result = []
    for p in pieces:
        name = paragraph_id(p.text)
        n = seen[name] = seen.get(name, 0) + 1
        name = name if n == 1 else f"{name}-{n}"
        known = p.known if p.id in ("", name) else [(p.id, 0, 0, len(p.text)), *p.known]
        result.append(replace(p, id=name, known=known))
    return result


def reshape(
    pieces: Sequence[Piece], corrections: Iterable[Correction], done: Sequence[Correction] = ()
) -> tuple[list[Piece], list[Correction]]:
    """The pieces with boundaries and kinds corrected, and the corrections that could be applied.

    `done` are boundaries that the pieces already show. A piece that was split or joined has no `made`.
    """
    pieces = numbered(pieces)
    applied = []
    waiting = [c for c in corrections if c.kind == "boundary"]
    while waiting:
        still = []
        for c in waiting:
            if c in done or _bound(pieces, c):
                pieces = numbered(pieces)
                applied.append(c)
            else:
                still.append(c)
        if len(still) == len(waiting):
            break
        waiting = still
    for c in corrections:
        if c.kind == "kind" and (place := find(pieces, c)):
            i, _ = place
            applied.append(c)
            if pieces[i].kind != c.value or pieces[i].review:
                made = pieces[i].made
                pieces[i] = replace(
                    pieces[i],
                    kind=c.value,
                    review=(),
                    made=replace(made, kind=c.value, review=()) if made else None,
                )
    return pieces, applied


def _bound(pieces: list[Piece], c: Correction) -> bool:
    if not (place := find(pieces, c)):
        return False
    i, start = place
    piece = pieces[i]
    if c.value == "split":
        if not 0 < start < len(piece.text):
            return False
        left, right = piece.text[:start].rstrip(), piece.text[start:].lstrip()
        if not left or not right:
            return False
        pieces[i : i + 1] = [_part(piece, left, 0), _part(piece, right, len(piece.text) - len(right))]
        return True
    if i + 1 == len(pieces):
        return False
    following = pieces[i + 1]
    between = " " if _latin(piece.text[-1]) and _latin(following.text[0]) else ""
    text = piece.text + between + following.text
    shift = len(text) - len(following.text)
    known = [*piece.trace(), *((name, at + shift, a, b) for name, at, a, b in following.trace())]
    kind = "body" if piece.kind == "headline" and following.kind in ("body", "item") else piece.kind
    pieces[i : i + 2] = [Piece(kind, text, known=known)]
    return True


def _part(piece: Piece, text: str, start: int) -> Piece:
    end = start + len(text)
    known = []
    for name, at, a, b in piece.trace():
        first, last = max(at, start), min(at + b - a, end)
        if first < last:
            known.append((name, first - start, a + first - at, a + last - at))
    return Piece(piece.kind, text, known=known)


def _latin(c: str) -> bool:
    return c.isascii() and c.isalnum()


def restore(
    pieces: Sequence[Piece], undone: Iterable[Correction], kind_of: Callable[[str], str]
) -> list[Piece]:
    """The pieces as they were before `undone` (all that was taken back) had been applied to them."""
    pieces = numbered(pieces)
    for c in reversed(list(undone)):
        if c.kind == "boundary":
            (_heal if c.value == "split" else _part_again)(pieces, c, kind_of)
            pieces = numbered(pieces)
            continue
        for i, piece in enumerate(pieces):
            if c.paragraph:
                place = find(pieces, c)
                touched = place is not None and place[0] == i
            else:
                touched = c.text in piece.text
            if touched:
                kind = kind_of(piece.text) if c.kind == "kind" else piece.kind
                pieces[i] = replace(piece, kind=kind, made=None)
    return pieces


def _heal(pieces: list[Piece], c: Correction, kind_of: Callable[[str], str]) -> None:
    for i in range(len(pieces) - 1):
        for space in _SPACES:
            text = pieces[i].text + space + pieces[i + 1].text
            if _is(text, c.paragraph):
                pieces[i : i + 2] = [Piece(kind_of(text), text)]
                return


def _part_again(pieces: list[Piece], c: Correction, kind_of: Callable[[str], str]) -> None:
    for i, piece in enumerate(pieces):
        for k in range(1, len(piece.text)):
            if piece.text.startswith(c.text) and _is(piece.text[:k], c.paragraph):
                parts = piece.text[:k], piece.text[k:].lstrip()
                pieces[i : i + 1] = [Piece(kind_of(t), t) for t in parts]
                return


def _is(text: str, name: str) -> bool:
    made = paragraph_id(text)
    return name == made or name.startswith(f"{made}-")


def find(pieces: Sequence[Piece], c: Correction) -> tuple[int, int] | None:
    """The piece that an article's correction is about, and where in it: by id, else by its surroundings."""
    for i, piece in enumerate(pieces):
        for name, at, a, b in piece.trace():
            start = at + c.start - a
            if name == c.paragraph and a <= c.start < b and piece.text.startswith(c.text, start):
                return i, start
    for before, after in ((c.before, c.after), (c.before, ""), ("", c.after)):
        if len(before) + len(after) + (len(c.text) if c.kind == "boundary" else 0) < _ENOUGH:
            continue
        needle = before + c.text + after
        hits = [(i, p.text.find(needle)) for i, p in enumerate(pieces) if needle in p.text]
        if len(hits) == 1 and pieces[hits[0][0]].text.count(needle) == 1:
            return hits[0][0], hits[0][1] + len(before)
    return _most_alike(pieces, c)


def _most_alike(pieces: Sequence[Piece], c: Correction) -> tuple[int, int] | None:
    """Where the text stands once, or between what is clearly most like that which stood around it.

    One character says little by itself: some of what stood around it must be there.
    """
    places = [(i, m.start()) for i, p in enumerate(pieces) for m in re.finditer(re.escape(c.text), p.text)]
    if c.kind == "kind" or c.value == "join":
        places = [(i, at) for i, at in places if at == 0]
    if len(places) == 1 and len(c.text) > 1:
        return places[0]
    ranked = sorted(
        ((_likeness(pieces[i].text, at, c), i, at) for i, at in places), key=lambda p: p[0], reverse=True
    )
    if not ranked or ranked[0][0] < 1 or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 1):
        return None
    return ranked[0][1:]


def _likeness(text: str, at: int, c: Correction) -> float:
    """The characters right beside a place that stood there before, and half of those farther away."""
    end = at + len(c.text)
    before, after = text[max(0, at - len(c.before)) : at], text[end : end + len(c.after)]
    return _alike(before[::-1], c.before[::-1]) + _alike(after, c.after)


def _alike(now: str, then: str) -> float:
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(now, then, strict=False)))
    rest = SequenceMatcher(None, now[same:], then[same:], autojunk=False).get_matching_blocks()
    return same + sum(block.size for block in rest) / 2


def occurrences(paragraph: Paragraph, c: Correction) -> list[int]:
    """Where a correction without a place applies: whole words, between what it asks for around it."""
    if c.text not in paragraph.text:
        return []
    starts = {t.start for t in paragraph.tokens}
    ends = {t.end for t in paragraph.tokens}
    found = []
    at = paragraph.text.find(c.text)
    while at >= 0:
        end = at + len(c.text)
        if (
            at in starts
            and end in ends
            and paragraph.text[:at].endswith(c.before)
            and paragraph.text.startswith(c.after, end)
        ):
            found.append(at)
        at = paragraph.text.find(c.text, end)
    return found


def amend(
    paragraphs: Sequence[Paragraph], pieces: Sequence[Piece], corrections: Iterable[Correction], facts: Facts
) -> tuple[list[Paragraph], list[Correction]]:
    """The paragraphs with words, forms and readings corrected, and the corrections that were applied.

    Those that always hold come first, so that one of the article wins over them.
    """
    result = list(paragraphs)
    applied = []
    ordered = sorted(corrections, key=lambda c: c.scope != "always")
    for kind, change in (("words", _words), ("simplified", _simplified), ("reading", _reading)):
        for c in ordered:
            if c.kind != kind:
                continue
            if c.paragraph:
                place = find(pieces, c)
                places = [place] if place else []
            else:
                places = [(i, at) for i, p in enumerate(result) for at in occurrences(p, c)]
            for i, at in places:
                result[i] = change(result[i], at, c, facts)
            if places:
                applied.append(c)
    return result, applied


def _words(p: Paragraph, start: int, c: Correction, facts: Facts) -> Paragraph:
    end = start + len(c.text)
    edges = {e for t in p.tokens for e in (t.start, t.end) if not start < e < end} | {start, end}
    at = start
    for word in c.value.split("|"):
        edges.add(at := at + len(word))
    old = {(t.start, t.end): t for t in p.tokens}
    spans = list(pairwise(sorted(edges)))
    simplified = p.simplified
    readings: list[tuple[str, ...]] | None = None
    tokens = []
    for i, (a, b) in enumerate(spans):
        token = old.get((a, b))
        if token is None:
            if readings is None:
                readings = facts.readings([simplified[x:y] for x, y in spans])
            text = p.text[a:b]
            kind = facts.kind(text)
            senses = facts.senses(text, simplified[a:b]) if kind == "word" else ()
            pinyin = readings[i] if kind in ("word", "number") else ()
            token = Token(text, a, b, kind, simplified[a:b], pinyin, senses)
        elif start <= a and b <= end and token.review:
            token = replace(token, review=())
        tokens.append(token)
    return replace(p, tokens=tuple(tokens))


def _simplified(p: Paragraph, start: int, c: Correction, facts: Facts) -> Paragraph:
    def change(t: Token) -> Token:
        form = list(t.simplified)
        for i in range(max(t.start, start), min(t.end, start + len(c.value))):
            form[i - t.start] = c.value[i - start]
        simplified = "".join(form)
        senses = facts.senses(t.text, simplified) if t.kind == "word" else t.senses
        return replace(t, simplified=simplified, senses=_fitting(senses, t.pinyin, simplified), review=())

    return _changed(p, start, start + len(c.text), change)


def _reading(p: Paragraph, start: int, c: Correction, _facts: Facts) -> Paragraph:
    given = {start + at: s for at, s in zip(han_places(c.text), c.value.split(), strict=True)}

    def change(t: Token) -> Token:
        places = han_places(t.text)
        if len(places) != len(t.pinyin):
            return t
        pinyin = tuple(given.get(t.start + at, s) for at, s in zip(places, t.pinyin, strict=True))
        return replace(t, pinyin=pinyin, senses=_fitting(t.senses, pinyin, t.simplified), review=())

    return _changed(p, start, start + len(c.text), change)


def _changed(p: Paragraph, start: int, end: int, change: Callable[[Token], Token]) -> Paragraph:
    return replace(p, tokens=tuple(change(t) if t.start < end and t.end > start else t for t in p.tokens))


def _fitting(senses: tuple[Sense, ...], pinyin: tuple[str, ...], simplified: str) -> tuple[Sense, ...]:
    """The senses with those of the corrected reading and form in front."""
    reading = "".join(pinyin).lower()

    def misfit(s: Sense) -> tuple[bool, bool]:
        return s.pinyin.replace(" ", "").lower() != reading, s.simplified != simplified

    return tuple(sorted(senses, key=misfit))
