"""The words of a page as data: its script makes their cards when one is touched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from companion.language.language import Language
from companion.model import Article
from companion.render.environment import filled
from companion.render.word_table import WordTable
from companion.render.words import is_word, word_key

__all__ = ["page_words", "words_json"]


def page_words(article: Article) -> tuple[WordTable, dict[str, str]]:
    """The table of a page's words, and for the key of each word the number of its row, as text.

    >>> from companion import read_text
    >>> table, keys = page_words(read_text("電騙。電騙。", translator=None))
    >>> len(table.words), list(keys.values())
    (1, ['0'])
    """
    table = WordTable(article.glossary, Language.of(article))
    keys: dict[str, str] = {}
    for paragraph in article.paragraphs:
        for token in paragraph.tokens:
            if is_word(token) and (key := word_key(token)) not in keys:
                keys[key] = str(table.number(token))
    return table, keys


def words_json(data: Mapping[str, Any]) -> str:
    """A word table as JSON that may stand in a page: no "<" is in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return filled(text).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
