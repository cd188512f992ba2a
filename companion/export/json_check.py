"""What every part relies on of an article: checked where one comes from a file, and from nowhere else.

The analysis makes no article that breaks one of these; a person, a program or a disk may.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from companion.corrections import checked
from companion.errors import CorrectionError
from companion.han import han_places
from companion.model import (
    ENTITIES,
    KINDS,
    ORIGINS,
    TOKEN_KINDS,
    Article,
    Paragraph,
    Sense,
    Term,
    TokenFacts,
    Translation,
)

__all__ = ["problem_of"]

GRAINS = ("reader", "fine")
_USES = ("applied", "substituted", "missing")
_TERM_STATUSES = ("approved", "draft", "forbidden")
# What no text that was read has in it: XML, Word and e-books have no place for it, and a page shows it wrongly.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_ID = re.compile(r"[\w.-]{1,100}")


def problem_of(article: Article) -> str:
    """The first thing that is wrong with an article, with its place; empty where nothing is.

    >>> problem_of(Article("電騙", "", ()))
    'paragraphs is empty: an article has at least one'
    """
    return next(_problems(article), "")


def _problems(article: Article) -> Iterator[str]:
    if not article.paragraphs:
        yield "paragraphs is empty: an article has at least one"
    yield from _choice("grain", article.grain, GRAINS)
    terms: set[str] = set()
    for n, term in enumerate(article.glossary):
        place = f"glossary[{n}]"
        yield from _term(place, term)
        if term.id in terms:
            yield f'{place}.id is "{term.id}", as that of an earlier term'
        terms.add(term.id)
    ids: set[str] = set()
    good: dict[int, TokenFacts] = {}
    good_senses: set[tuple[Sense, ...]] = set()
    for n, p in enumerate(article.paragraphs):
        place = f"paragraphs[{n}]"
        if not _ID.fullmatch(p.id):
            yield f"{place}.id is no id (letters, digits and hyphens)"
        if p.id in ids:
            yield f'{place}.id is "{p.id}", as that of an earlier paragraph'
        ids.add(p.id)
        yield from _paragraph(place, p, terms, good, good_senses)
    for n, c in enumerate(article.corrections):
        try:
            checked(c)
        except CorrectionError as error:
            yield f"corrections[{n}]: {error}"


def _paragraph(
    place: str,
    p: Paragraph,
    terms: set[str],
    good: dict[int, TokenFacts],
    good_senses: set[tuple[Sense, ...]],
) -> Iterator[str]:
    if p.kind not in KINDS:
        yield f'{place} has the kind "{p.kind}"; there are: {", ".join(KINDS)}'
    if not p.text.strip():
        yield f"{place}.text is empty"
    if _NO_TEXT.search(p.text):
        yield f"{place}.text has a control character, or half of a character, in it"
    at, shared = 0, p.passing() is not p  # a word of many places is looked at once
    for n, (facts, (start, end)) in enumerate(p.facts()):
        if start != at or end <= at or p.text[at:end] != facts[0]:
            yield f"{place} has tokens that don't join up to its text (the one at {n})"
            return
        at = end
        if id(facts) not in good:
            yield from _token(f"{place}.tokens[{n}]", facts, terms, good_senses)
            if shared:
                good[id(facts)] = facts
    if at != len(p.text):
        yield f"{place} has tokens that don't join up to its text (the end is missing)"
    at = 0
    for n, s in enumerate(p.sentences):
        if s.start != at or not at < s.end <= len(p.text):
            yield f"{place} has sentences that don't cover its text (the one at {n})"
            return
        at = s.end
        if s.translation is not None:
            yield from _translation(f"{place}.sentences[{n}].translation", s.translation)
    if at != len(p.text):
        yield f"{place} has sentences that don't cover its text (the end is missing)"


def _token(
    token: str, facts: TokenFacts, terms: set[str], good_senses: set[tuple[Sense, ...]]
) -> Iterator[str]:
    text, kind, simplified, pinyin, senses, term, _, _, entity, _, _ = facts
    yield from _choice(f"{token}.kind", kind, TOKEN_KINDS)
    yield from _choice(f"{token}.entity", entity, ("", *ENTITIES))
    if len(simplified) != len(text):
        yield f'{token}.simplified has not as many characters as "{text[:20]}"'
    if _NO_TEXT.search(simplified):
        yield f"{token}.simplified has a control character, or half of a character, in it"
    if pinyin and len(pinyin) != len(han_places(text)):
        yield f'{token}.pinyin has {len(pinyin)} syllables; "{text[:20]}" has {len(han_places(text))} Han characters'
    if term is not None and term not in terms:
        yield f'{token}.term is "{term}", which is not in the glossary of the article'
    if isinstance(senses, tuple) and senses and senses not in good_senses:
        for m, sense in enumerate(senses):
            yield from _sense(f"{token}.senses[{m}]", sense)
        good_senses.add(senses)


def _sense(place: str, sense: Sense) -> Iterator[str]:
    yield from _filled(place, sense, ("traditional", "simplified", "pinyin"))
    if not sense.english or not all(e.strip() for e in sense.english):
        yield f"{place}.english is empty"


def _term(place: str, term: Term) -> Iterator[str]:
    yield from _filled(place, term, ("id", "traditional", "simplified", "pinyin"))
    if not term.english or not all(e.strip() for e in term.english):
        yield f"{place}.english is empty"
    yield from _choice(f"{place}.status", term.status, _TERM_STATUSES)


def _translation(place: str, t: Translation) -> Iterator[str]:
    yield from _choice(f"{place}.origin", t.origin, ORIGINS)
    if not (math.isfinite(t.score) and 0 <= t.score <= 1):
        yield f"{place}.score is {t.score}, not from 0 to 1"
    for n, use in enumerate(t.terms):
        yield from _choice(f"{place}.terms[{n}].status", use.status, _USES)


def _filled(place: str, value: Any, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if not getattr(value, name).strip():
            yield f"{place}.{name} is empty"


def _choice(place: str, value: str, choices: tuple[str, ...]) -> Iterator[str]:
    if value not in choices:
        yield f'{place} is "{value[:40]}"; there are: {", ".join(c for c in choices if c)}'
