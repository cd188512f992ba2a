"""Paragraphs: for pages as one piece of HTML, for the reader in a compact form that is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from companion.language.readings.spoken import Said, said
from companion.language.readings.systems import reading_of
from companion.model import Paragraph, Sentence, Term, Token
from companion.render.environment import filled, macros
from companion.render.near import compared
from companion.render.options import RenderOptions
from companion.render.words import Words, english_spans, is_word, word_key

__all__ = ["Packer", "english_html", "paragraph_html", "pieces"]

_OTHERS = ("zhuyin", "wade-giles")  # systems that are written out of the pinyin


def pieces(paragraph: Paragraph) -> Iterator[tuple[int, Sentence, tuple[Token, ...]]]:
    """The sentences with their number and tokens, in one pass."""
    tokens, at = paragraph.tokens, 0
    for index, sentence in enumerate(paragraph.sentences):
        start = at
        while at < len(tokens) and tokens[at].start < sentence.end:
            at += 1
        yield index, sentence, tokens[start:at]


def paragraph_html(
    paragraph: Paragraph,
    options: RenderOptions | None = None,
    number: int = 1,
    level: int = 2,
    words: Words | None = None,
) -> str:
    """One paragraph with its layers as a fragment, for all layouts: classes around it choose.

    The element around the paragraphs needs the classes of `options.classes`. The headline with
    `number` 0 is a heading of `level`, others of the next. Words are `span.cmp-w` (original)
    and `span.cmp-v` (Simplified) with `data-w`, the key of their card; sentences are
    `span.cmp-n` and, in English, `span.cmp-e`, with their number as `data-s`. Give the same
    `words` for all paragraphs of an article: it knows the glossary's terms and which words
    have been before.
    """
    options = options or RenderOptions()
    words = words or Words(options)
    packed = _sentences(paragraph, words)
    frame = _frame(paragraph, number, level)
    start, stop = _sentence_tags(len(packed))
    original = "".join(s + "".join(o for o, _ in n) + stop for s, n in zip(start, packed, strict=True))
    html = frame[0] + original
    if options.simplified:
        simplified = "".join(s + "".join(v for _, v in n) + stop for s, n in zip(start, packed, strict=True))
        html += frame[1] + simplified + frame[2]
    else:
        html += frame[3]
    if options.english:
        html += english_html(paragraph, words)
    return html + frame[4]


def english_html(paragraph: Paragraph, words: Words) -> str:
    """The English line of a paragraph: each sentence with its origin, its terms marked, and a similar one of the memory."""
    spans = [
        macros().english(
            sentence, index, english_spans(sentence, tokens, words), compared(paragraph, sentence)
        )
        for index, sentence, tokens in pieces(paragraph)
    ]
    return filled(macros().english_line(spans))


def _sentences(paragraph: Paragraph, words: Words) -> list[list[tuple[str, str]]]:
    spoken, glosses = iter(words.spoken(paragraph.tokens)), iter(_glosses(paragraph, words))
    return [
        [words.fragments(t, next(spoken), next(glosses)) for t in tokens]
        for _, _, tokens in pieces(paragraph)
    ]


def _glosses(paragraph: Paragraph, words: Words) -> list[str]:
    """The gloss of each token, sentence by sentence; all empty where they are not shown."""
    if not words.shows_glosses:
        return [""] * len(paragraph.tokens)
    return [gloss for _, _, tokens in pieces(paragraph) for gloss in words.glosses(tokens)]


def _frame(paragraph: Paragraph, number: int, level: int) -> list[str]:
    """What stands before, between and after the lines of a paragraph."""
    tag = f"h{level if number == 0 else level + 1}" if paragraph.kind == "headline" else "p"
    return [filled(macros().begin(paragraph, tag)), *_tags(tag)]


@cache
def _tags(tag: str) -> tuple[str, str, str, str]:
    m = macros()
    return str(m.between(tag)), str(m.after()), str(m.bare(tag)), str(m.end())


@cache
def _sentence_tags(count: int) -> tuple[tuple[str, ...], str]:
    m = macros()
    return tuple(str(m.sentence(i)) for i in range(count)), str(m.sentence_end())


class Packer:
    """An article for the reader: a table of its words, and paragraphs that point into it.

    The browser joins them up to the very HTML that `paragraph_html` makes (without `<rp>`, and
    with all layers): a word is sent once, however often it occurs with the same gloss.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.table: list[dict[str, Any]] = []
        self.made: list[tuple[Token, Said | None]] = []  # what each entry of the table is of
        self._index: dict[Any, int] = {}

    def paragraph(self, paragraph: Paragraph, number: int) -> dict[str, Any]:
        """`id`, `kind`, `f` (the frame), `n` (for each sentence the words' numbers), `e` (the English)."""
        tokens = paragraph.tokens
        with_sandhi = said(tokens, sandhi=True, numbers="spelled")
        spoken = zip(
            tokens, self.words.spoken(tokens), with_sandhi, _glosses(paragraph, self.words), strict=True
        )
        numbers = iter([self._number(*word) for word in spoken])
        return {
            "id": paragraph.id,
            "kind": paragraph.kind,
            "f": _frame(paragraph, number, 2),
            "n": [[next(numbers) for _ in tokens] for _, _, tokens in pieces(paragraph)],
            "e": english_html(paragraph, self.words),
        }

    def forget(self, terms: Iterable[Term]) -> None:
        """Packs words anew from now on, with these terms; the table keeps what it has."""
        self.words.forget(terms)
        self._index.clear()

    def _number(self, token: Token, spoken: Said | None, changed: Said, gloss: str) -> int:
        key = (token.text, token.simplified, token.pinyin, token.term, token.review, spoken, changed, gloss)
        number = self._index.get(key)
        if number is None:
            number = self._index[key] = len(self.table)
            self.table.append(self._entry(token, spoken, changed, gloss))
            self.made.append((token, spoken))
        return number

    def _entry(self, token: Token, spoken: Said | None, changed: Said, gloss: str) -> dict[str, Any]:
        """`t` text, `o` and `v` the fragments; of a word also `k` the card's key, `s` Simplified,
        `p` the syllables, `g` the gloss, `w` whether it is more than a number, `r` other systems of
        reading, `m` the term's id. `d` the readings of its figures by system. What the sandhi changes
        of them is `y` (by system, pinyin too) and `dy`.
        """
        original, simplified = self.words.fragments(token, spoken, gloss)
        entry: dict[str, Any] = {"t": filled(token.text), "o": original, "v": simplified}
        if spoken and spoken.figures:
            entry["d"] = {s: [f.reading(s) for f in spoken.figures] for s in ("pinyin", *_OTHERS)}
            if changed.figures != spoken.figures:
                entry["dy"] = {s: [f.reading(s) for f in changed.figures] for s in ("pinyin", *_OTHERS)}
        if is_word(token):
            entry |= {
                "k": word_key(token),
                "s": filled(token.simplified),
                "p": list(token.pinyin),
                "g": filled(gloss),
                "w": token.kind == "word",
                "r": {system: list(reading_of(token, system)) for system in _OTHERS},
            }
            if changed.pinyin != token.pinyin:
                entry["y"] = {s: list(changed.syllables(token, s)) for s in ("pinyin", *_OTHERS)}
            if token.term:
                entry["m"] = token.term
        return entry
