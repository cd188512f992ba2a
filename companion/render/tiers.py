"""Vertical text on a page: paragraphs packed into tiers, cut at sentences where one is too long.

A tier is as high as a page's text line is long in a horizontal book; the text runs in it from
right to left, and the English of a tier stands below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import ceil

from companion.language.readings.spoken import said
from companion.model import Paragraph, Sentence, Token
from companion.render.options import RenderOptions
from companion.render.words import is_word

__all__ = ["tiers"]

HIGH = 14.5
"""Characters in a column of a tier: the style sheet has 15.6, of which a word that is not broken leaves some empty."""

WIDE = 16
"""Columns in a tier."""

_LETTER = 0.27  # of a reading, in characters


def tiers(paragraphs: Iterable[Paragraph], options: RenderOptions) -> list[list[Paragraph]]:
    """The paragraphs, or pieces of them, tier by tier; a headline stands with what follows.

    >>> p = Paragraph.make("body", "電騙。", (Token("電騙。", 0, 3, "word", "电骗。"),), (Sentence(0, 3),))
    >>> [[t.text for t in tier] for tier in tiers([p] * 20, RenderOptions())][1]
    ['電騙。', '電騙。', '電騙。', '電騙。']
    """
    found: list[list[Paragraph]] = []
    room = 0
    waiting: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.kind == "headline":
            waiting.append(paragraph)
            continue
        need = sum(_columns(p, options) for p in waiting)
        first = _split(paragraph, 1, options, sentence=True)[0]
        if need + min(_columns(first, options), WIDE - need) > room:
            found.append([])
            room = WIDE
        found[-1] += waiting
        room -= need
        waiting = []
        rest: Paragraph | None = paragraph
        while rest:
            piece, rest = _split(rest, max(room, 1) * HIGH, options)
            if found[-1] and _columns(piece, options) > room < WIDE:
                found.append([])
                room = WIDE
                piece, rest = _split(
                    paragraph if rest is None else _joined(piece, rest, paragraph), WIDE * HIGH, options
                )
            found[-1].append(piece)
            room -= _columns(piece, options)
            if rest:
                found.append([])
                room = WIDE
    if waiting:
        found.append(waiting)
    return found


def _joined(piece: Paragraph, rest: Paragraph, whole: Paragraph) -> Paragraph:
    """What `_split` parted, whole again."""
    length = len(piece.text) + len(rest.text)
    return _part(whole, len(whole.text) - length, len(whole.text), whole.id)


def _columns(paragraph: Paragraph, options: RenderOptions) -> int:
    size = 1.3 if paragraph.kind == "headline" else 1
    return ceil(size * size * sum(_weight(t, options) for t in paragraph.tokens) / HIGH + 0.2)


def _split(
    paragraph: Paragraph, most: float, options: RenderOptions, sentence: bool = False
) -> tuple[Paragraph, Paragraph | None]:
    """The longest beginning of whole sentences (words, if one is too long) that fits, and the rest.

    `sentence`: the first sentence at least.
    """
    total, cut, within = 0.0, 0, 0
    ends = {s.end for s in paragraph.sentences}
    for token in paragraph.tokens:
        total += _weight(token, options)
        if total > most and (cut or not sentence):
            break
        within = token.end
        cut = token.end if token.end in ends else cut
    else:
        return paragraph, None
    at = cut or within or paragraph.tokens[0].end
    if at >= len(paragraph.text):
        return paragraph, None
    return (
        _part(paragraph, 0, at, paragraph.id),
        _part(paragraph, at, len(paragraph.text), f"{paragraph.id}-more"),
    )


def _part(paragraph: Paragraph, start: int, end: int, name: str) -> Paragraph:
    """A piece of a paragraph; the English of a sentence that is cut stays with its beginning."""
    return replace(
        paragraph,
        id=name,
        text=paragraph.text[start:end],
        tokens=tuple(_moved(t, start) for t in paragraph.tokens if start <= t.start < end),
        sentences=tuple(_sentences(paragraph.sentences, start, end)),
    )


def _sentences(sentences: Iterable[Sentence], start: int, end: int) -> Iterator[Sentence]:
    for s in sentences:
        if s.start < end and s.end > start:
            said = s.translation if s.start >= start else None
            yield Sentence(max(s.start, start) - start, min(s.end, end) - start, said)


def _weight(token: Token, options: RenderOptions) -> float:
    """The length of a token in a column, in characters, with the gap behind a word (companion/render/css/reading.css)."""
    if not is_word(token):
        return len(token.text)
    if not options.pinyin:
        return len(token.text) + 0.3
    if options.reading == "zhuyin":
        return len(token.text) + 0.24 * len(token.pinyin) + 0.5
    others = len(token.text) - len(token.pinyin)
    if options.ruby == "character":
        weight = others + sum(max(1.0, _LETTER * len(s) + 0.06) for s in token.pinyin) + 0.8
    else:
        weight = others + max(len(token.pinyin), _LETTER * sum(map(len, token.pinyin)) - 0.3) + 0.5
    if options.numbers == "spelled":
        [spoken] = said([token], numbers="spelled")
        weight += sum(max(0.0, _LETTER * len(f.reading()) - (f.end - f.start)) for f in spoken.figures)
    return weight


def _moved(token: Token, start: int) -> Token:
    return replace(token, start=token.start - start, end=token.end - start)
