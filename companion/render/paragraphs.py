"""Paragraphs: for pages as one piece of HTML, for the reader in a compact form that is the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from companion.language.readings.spoken import said_both_ways
from companion.model import Paragraph, Sentence, Term, Token
from companion.render.environment import filled, macros
from companion.render.near import compared
from companion.render.options import RenderOptions
from companion.render.whole import whole_tokens
from companion.render.word_table import WordTable
from companion.render.words import Words, english_spans, is_word

_ENDING = frozenset("，。、；：！？…,.;:!?%％·～")  # beside brackets: marks that begin no line

__all__ = ["Packer", "bound", "english_html", "paragraph_html", "pieces"]


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
    made = []
    for _, _, tokens in pieces(paragraph):
        own = [words.fragments(t, next(spoken), next(glosses)) for t in tokens]
        for at, t in enumerate(tokens):
            if at and tokens[at - 1].kind in ("word", "number") and not t.text[:1].isalnum():
                original, simplified = own[at - 1]  # no gap between a word and a mark
                own[at - 1] = (original.replace('class="cmp-w', 'class="cmp-w cmp-tight', 1), simplified)
        for start, end in bound(tokens):
            opening, closing = _together(any(is_word(t) and len(t.text) > 4 for t in tokens[start : end + 1]))
            own[start] = (opening + own[start][0], own[start][1])
            own[end] = (own[end][0] + closing, own[end][1])
        for start, end in whole_tokens(tokens):
            opening, closing = _together(False)
            own[start] = (own[start][0], opening + own[start][1])
            own[end - 1] = (own[end - 1][0], own[end - 1][1] + closing)
        made.append(own)
    return made


def bound(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The words and figures (3-2) that stand with marks, as the first and the last token: no line ends between them (`line` of js/reader/build.js)."""
    end = 0
    figures = dict(whole_tokens(tokens))
    for at, token in enumerate(tokens):
        if at < end or not (is_word(token) or at in figures):
            continue
        start = at
        while start > end and _begins(tokens[start - 1].text):
            start -= 1
        end = figures.get(at, at + 1)
        while end < len(tokens) and _ends(tokens[end].text):
            end += 1
        if end - start > 1 or not is_word(token):
            yield start, end - 1


def _begins(mark: str) -> bool:
    return unicodedata.category(mark[0]) in ("Ps", "Pi")


def _ends(mark: str) -> bool:
    return mark[0] in _ENDING or unicodedata.category(mark[0]) in ("Pe", "Pf")


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


@cache
def _together(loose: bool) -> tuple[str, str]:
    m = macros()
    return str(m.together(loose)), str(m.sentence_end())


class Packer:
    """An article for the reader: a `WordTable`, and paragraphs that point into it.

    The browser makes the very elements of it that `paragraph_html` writes (without `<rp>`, and with all
    layers); tests/browser/test_reader_text.py holds the two together.

    Args:
        words: the renderer's words of the article, with its terms and names.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.table = WordTable(words.terms.values(), words.language)

    def paragraph(self, paragraph: Paragraph) -> dict[str, Any]:
        """A paragraph for the browser.

        Returns:
            `id`, `kind`, `review` (only where a person should look), `n` (for each sentence the numbers of its
            words in the table, apart by spaces) and `e` (the English of each sentence, see `english`).
        """
        tokens = paragraph.tokens
        glosses = _glosses(paragraph, self.words)
        rows = iter(
            self.table.number(token, gloss, *(both or (None, None)))
            for token, gloss, both in zip(tokens, glosses, said_both_ways(tokens), strict=True)
        )
        packed: dict[str, Any] = {"id": paragraph.id, "kind": paragraph.kind}
        if paragraph.review:
            packed["review"] = True
        packed["n"] = [" ".join(str(next(rows)) for _ in own) for _, _, own in pieces(paragraph)]
        packed["e"] = self.english(paragraph, glosses)
        return packed

    def english(self, paragraph: Paragraph, glosses: Sequence[str] | None = None) -> list[Any]:
        """The English of each sentence: None, or `from` (a number of the table's `origins`) with
        `text` (not for a gloss that the words' meanings make up), `terms` (start, end, id of what renders a term)
        and `near` (a similar sentence of the memory).
        """
        every = iter(_glosses(paragraph, self.words) if glosses is None else glosses)
        return [
            self._sentence(paragraph, sentence, own, [next(every) for _ in own])
            for _, sentence, own in pieces(paragraph)
        ]

    def _sentence(
        self, paragraph: Paragraph, sentence: Sentence, tokens: Sequence[Token], glosses: Sequence[str]
    ) -> dict[str, Any] | None:
        t = sentence.translation
        if not t or not (t.text or t.reason or t.origin == "memory"):
            return None
        from companion.translation.gloss import BETWEEN

        packed: dict[str, Any] = {"from": self.table.origin(t.origin, t.engine, t.reason)}
        if t.text and not (t.origin == "gloss" and t.text == BETWEEN.join(g for g in glosses if g)):
            packed["text"] = filled(t.text)
        if t.text and t.origin != "gloss":
            at, terms = 0, []
            for text, term, _ in english_spans(sentence, tokens, self.words):
                if term:
                    terms.append([at, at + len(text), term])
                at += len(text)
            if terms:
                packed["terms"] = terms
        if t.near:
            packed["near"] = {
                "score": int(t.score * 100),
                "text": filled(t.near),
                "english": filled(t.suggestion),
                "compared": [[tag, filled(a), filled(b)] for tag, a, b in compared(paragraph, sentence)],
            }
        return packed

    def forget(self, terms: Iterable[Term]) -> None:
        """Packs words anew from now on, with these terms; the table keeps what it has."""
        terms = tuple(terms)
        self.words.forget(terms)
        self.table.forget(terms)
