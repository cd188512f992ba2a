"""The card of a word: all that is known about it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from companion.language.language import Language
from companion.model import Article, Sense, Term, Token
from companion.render.environment import render
from companion.render.words import is_word, ruby_parts, word_key

__all__ = ["card_html", "card_values", "cards_html", "phrase_html"]

REVIEWS = {
    "polyphone": "The reading depends on the meaning here; it may be another one.",
    "conversion": "The Simplified form depends on the meaning here; it may be another one.",
    "ocr": "Read off a picture, and not surely: compare with the picture.",
    "unknown-word": "In neither glossary nor dictionary: perhaps a name.",
}
_SHORT = 3  # meanings of a single character


def card_html(token: Token, article: Article) -> str:
    """The card of a word: scripts, reading, glossary entry, senses of all homographs, characters.

    >>> from companion import read_text
    >>> article = read_text("警方打擊電騙。", translator=None)
    >>> "telecom fraud" in card_html(article.paragraphs[0].tokens[2], article)
    True
    """
    term = article.term(token.term) if token.term else None
    return _card(token, term, Language.of(article))


def cards_html(article: Article) -> dict[str, str]:
    """The cards of all distinct words of an article, by `word_key`."""
    terms = {t.id: t for t in article.glossary}
    cards: dict[str, str] = {}
    language = Language.of(article)
    for paragraph in article.paragraphs:
        for token in paragraph.tokens:
            if is_word(token) and (key := word_key(token)) not in cards:
                cards[key] = _card(token, terms.get(token.term or ""), language)
    return cards


def phrase_html(text: str, simplified: str, term: Term | None, language: Language | None = None) -> str:
    """The card of several words that a glossary or the dictionary has as one; "" where none does.

    >>> "telecom" in phrase_html("電信詐騙", "电信诈骗", None) or "fraud" in phrase_html("詐騙", "诈骗", None)
    True
    """
    language = language or Language.default()
    senses = language.senses(text, simplified)
    if not senses and term is None:
        return ""
    pinyin = tuple(senses[0].pinyin.split()) if senses else ()
    token = Token(text, 0, len(text), "word", simplified, pinyin, senses, term.id if term else None)
    return _card(token, term, language)


def card_values(token: Token, term: Term | None, language: Language) -> dict[str, Any]:
    """All that a word's card says, for `card.html` or for a page's script."""
    from companion.language.words.frequency import level_of, zipf

    frequency = zipf(token.simplified) if token.kind == "word" else 0.0
    return {
        "token": token,
        "term": term,
        "reading": _reading(token, term),
        "senses": _in_order(token),
        "characters": _characters(token, language),
        "level": level_of(token.simplified) if frequency else "",
        "zipf": frequency,
        "often": _often(frequency),
        "reviews": [REVIEWS.get(r, r) for r in token.review if r != "unknown-word" or not term],
    }


def _card(token: Token, term: Term | None, language: Language) -> str:
    return render("card.html", **card_values(token, term, language))


def _reading(token: Token, term: Term | None) -> str:
    if term and token.text in (term.traditional, term.simplified):
        return term.pinyin
    return " ".join(token.pinyin)


def _in_order(token: Token) -> list[Sense]:
    """The homographs, those with the reading in the text first."""
    here = " ".join(token.pinyin).lower()
    return sorted(token.senses, key=lambda s: s.pinyin.lower() != here)


def _characters(token: Token, language: Language) -> list[tuple[str, str, str, str]]:
    """Of a longer word each character, its Simplified form where it differs, reading, meanings."""
    parts = [(c, s) for c, s in ruby_parts(token.text, token.pinyin) if s]
    if len(parts) < 2:
        return []
    same = len(token.text) == len(token.simplified)
    simplified = dict(zip(token.text, token.simplified, strict=True)) if same else {}
    return [(c, simplified.get(c, c), s, _meaning(c, s, language)) for c, s in parts]


@lru_cache(maxsize=50_000)
def _meaning(character: str, syllable: str, language: Language) -> str:
    found = language.senses(character)
    fitting = [s for s in found if s.pinyin.lower() == syllable.lower()] or list(found)
    meanings = [
        e for s in fitting for e in s.english if not e.startswith(("surname ", "variant of ", "old variant"))
    ]
    return "; ".join(meanings[:_SHORT])


def _often(frequency: float) -> str:
    """A Zipf frequency in words."""
    if not frequency:
        return ""
    million = 10 ** (frequency - 3)
    if million >= 1:
        return f"{million:,.0f} in a million words"
    return (
        f"{million * 1000:,.0f} in a thousand million words"
        if million < 0.001
        else f"1 in {1 / million:,.0f} million words"
    )
