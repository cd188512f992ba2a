"""Paragraphs to tokens and sentences: language part and glossary together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from companion.glossary import Glossary
from companion.glossary.matching import fold
from companion.glossary.syllables import reading_of
from companion.language.analysis import Analyzer, Draft, TermSpan
from companion.language.contest import Contest
from companion.language.sentences import split_sentences
from companion.model import Paragraph, Sentence, Term

__all__ = ["analyzer", "annotated", "occurring_terms"]


@cache
def analyzer() -> Analyzer:
    """The one language part of this process."""
    return Analyzer()


@cache
def _contest() -> Contest:
    return Contest(analyzer().is_word)


@lru_cache(maxsize=20_000)
def _reading(term: Term) -> tuple[str, ...]:
    return reading_of(term)


def annotated(pieces: Iterable[tuple[str, str, tuple[str, ...]]], terms: Glossary) -> list[Paragraph]:
    """Paragraphs with their tokens and sentences, without English, out of (kind, text, review).

    All are read together, which is faster than one by one.
    """
    pieces = list(pieces)
    made = analyzer().tokens_of([_draft(text, terms) for _, text, _ in pieces])
    return [
        Paragraph.make(
            kind,
            text,
            tokens,
            (Sentence(a, b) for a, b in split_sentences(text, ((t.start, t.end) for t in tokens))),
            review,
        )
        for (kind, text, review), tokens in zip(pieces, made, strict=True)
    ]


def _draft(text: str, terms: Glossary) -> Draft:
    """A paragraph's words and the glossary's terms in it."""
    parts = analyzer()
    draft = parts.draft(text)
    simplified, ends = draft.simplified, frozenset(draft.ends)

    def won(start: int, end: int) -> bool:
        return _contest().won(simplified, start, end, ends)

    spans = []
    for match in terms.match(text, simplified, edges=ends, simplify=parts.simplify, won=won):
        term = match.term
        own = fold(text[match.start : match.end]) in (fold(term.traditional), fold(term.simplified))
        reading, form = (_reading(term), term.simplified) if own else ((), "")
        spans.append(TermSpan(match.start, match.end, term.id, reading, form, sure=True))
    draft.terms = spans
    return draft


def occurring_terms(paragraphs: Iterable[Paragraph], terms: Glossary) -> dict[str, Term]:
    """The terms that the tokens name, by id, in order of appearance."""
    occurring: dict[str, Term] = {}
    for p in paragraphs:
        for token in p.tokens:
            if token.term and token.term not in occurring and (term := terms.get(token.term)):
                occurring[token.term] = term
    return occurring
