"""Paragraphs to tokens and sentences: language part and glossary together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from companion.choices import GRAINS, check
from companion.garbage import collector_paused
from companion.glossary import Glossary
from companion.glossary.matching import fold
from companion.glossary.syllables import reading_of
from companion.language.grains import divided
from companion.language.language import Language
from companion.language.sentences import split_sentences
from companion.language.words.draft import Draft, TermSpan
from companion.language.words.memory import Memory
from companion.model import Paragraph, Sentence, Term, Token, TokensToMake, make_sentences

__all__ = ["annotated", "occurring_terms"]

_PORTION = 40_000  # characters
_MOST_TERMS = 50_000
_terms: dict[int, tuple[Term, tuple[str, ...], tuple[str, ...]]] = {}


def annotated(
    pieces: Iterable[tuple[str, str, tuple[str, ...]]],
    terms: Glossary,
    grain: str = "reader",
    language: Language | None = None,
) -> list[Paragraph]:
    """Paragraphs with their tokens and sentences, without English, out of (kind, text, review).

    All are read together, which is faster than one by one. `grain` is one of
    `companion.choices.GRAINS`; raises `InputError` for another.
    """
    language = language or Language.default()
    check("grain", grain, GRAINS)
    made: list[Paragraph] = []
    memory = Memory()
    with collector_paused():
        for some in _portions(pieces):
            texts = [text for _, text, _ in some]
            tokens_of = language.analyzer.tokens_to_make(_draft(texts, terms, language, memory), texts)
            made += [
                Paragraph.make(
                    kind, text, _grained(tokens, grain, language), _sentences(text, tokens), review
                )
                for (kind, text, review), tokens in zip(some, tokens_of, strict=True)
            ]
    return made


def _grained(tokens: TokensToMake, grain: str, language: Language) -> Iterable[Token]:
    return divided(tokens(), language.senses) if grain == "fine" else tokens


def _portions(
    pieces: Iterable[tuple[str, str, tuple[str, ...]]],
) -> Iterator[list[tuple[str, str, tuple[str, ...]]]]:
    """The pieces, as many at once as make a few ten thousand characters: more only takes memory."""
    some, length = [], 0
    for piece in pieces:
        some.append(piece)
        length += len(piece[1])
        if length > _PORTION:
            yield some
            some, length = [], 0
    if some:
        yield some


def _sentences(text: str, tokens: TokensToMake) -> tuple[Sentence, ...]:
    return make_sentences(split_sentences(text, lambda: tokens.spans))


def _draft(texts: list[str], terms: Glossary, language: Language, memory: Memory) -> Draft:
    """The paragraphs' words and terms, found in one text that line ends part: what is named in one is known in all."""
    text = "\n".join(texts)
    simplified = language.simplify(text)
    spans = []
    has_reading: dict[tuple[str, str], bool] = {}
    for start, end, term in terms.candidates(text, simplified, simplify=language.simplify):
        forms, reading = _facts_of(term)
        written = text[start:end]
        has = has_reading.get((term.id, written))
        if has is None:
            has = has_reading[term.id, written] = written in forms or fold(written) in forms
        if has:
            spans.append(TermSpan(start, end, term.id, reading, term.simplified))
        else:
            spans.append(TermSpan(start, end, term.id))
    return language.analyzer.draft(text, simplified, spans, memory)


def _facts_of(term: Term) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms of a term, folded, that have its own reading, and this; by the term itself, since its hash is slow."""
    known = _terms.get(id(term))
    if known is None or known[0] is not term:
        if len(_terms) > _MOST_TERMS:
            _terms.clear()
        forms = (term.traditional, term.simplified)
        known = _terms[id(term)] = (term, (*forms, *map(fold, forms)), reading_of(term))
    return known[1:]


def occurring_terms(paragraphs: Iterable[Paragraph], terms: Glossary) -> dict[str, Term]:
    """The terms that the tokens name, by id, in order of appearance."""
    occurring: dict[str, Term] = {}
    for p in paragraphs:
        for name in p.terms:
            if name not in occurring and (term := terms.get(name)):
                occurring[name] = term
    return occurring
