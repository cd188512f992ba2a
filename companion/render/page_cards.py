"""The cards of a page as data: its script makes them when a word is touched.

As HTML the cards of a newspaper page would be a megabyte; a character's meanings are sent once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from companion.language.language import Language
from companion.model import Article
from companion.render.cards import card_values
from companion.render.environment import filled
from companion.render.words import is_word, word_key

__all__ = ["card_data", "short_keys"]


def short_keys(article: Article) -> dict[str, str]:
    """For each word's key a short one, for use within one page."""
    keys: dict[str, str] = {}
    for paragraph in article.paragraphs:
        for token in paragraph.tokens:
            if is_word(token):
                keys.setdefault(word_key(token), f"w{len(keys)}")
    return keys


def card_data(article: Article, keys: Mapping[str, str]) -> str:
    """The cards as JSON that may stand in a page: no "<" is in it.

    >>> from companion import read_text
    >>> article = read_text("電騙。", translator=None)
    >>> card_data(article, short_keys(article))[:35]
    '{"words":{"w0":["電騙","电骗","diànpiàn'
    """
    terms = {t.id: t for t in article.glossary}
    numbers = {t.id: n for n, t in enumerate(article.glossary)}
    characters: dict[tuple[str, ...], int] = {}
    words: dict[str, list[Any]] = {}
    language = Language.of(article)
    for paragraph in article.paragraphs:
        for token in paragraph.tokens:
            if not is_word(token) or (key := keys[word_key(token)]) in words:
                continue
            v = card_values(token, terms.get(token.term or ""), language)
            remarks = [f"Check: {r}" for r in v["reviews"]]
            if not v["senses"] and not v["term"] and not remarks:
                remarks = [
                    "A number or date." if token.kind == "number" else "In no dictionary: perhaps a name."
                ]
            words[key] = [
                token.text,
                token.simplified if token.simplified != token.text else "",
                v["reading"],
                v["level"],
                v["often"],
                [[s.pinyin, "; ".join(s.english)] for s in v["senses"]],
                [
                    characters.setdefault((c, s if s != c else "", p, m), len(characters))
                    for c, s, p, m in v["characters"]
                ],
                numbers.get(token.term or "", -1),
                remarks,
            ]
    shown = [
        {
            "english": "; ".join(t.english),
            "mainland": t.mainland,
            "taiwan": t.taiwan,
            "jyutping": t.jyutping,
            "note": t.note,
            "source": t.source,
        }
        for t in article.glossary
    ]
    data = {"words": words, "characters": list(characters), "terms": shown}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return filled(text).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
