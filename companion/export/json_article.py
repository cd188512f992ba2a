"""The article as JSON: `companion/article@1`, the model's own field names."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from companion.language.readings import reading_of
from companion.model import Article, Paragraph, Sense

__all__ = ["FORMAT", "article_to_dict", "article_to_json"]

FORMAT = "companion/article@1"


def article_to_dict(article: Article, reading: str = "pinyin") -> dict[str, Any]:
    """The article as plain dicts and lists, with `format` first and `simplified` per paragraph.

    `reading` is one of `companion.language.readings.SYSTEMS`; where it is not pinyin each token
    has the field `reading` too. Equal senses are one and the same list: a long text repeats its
    words.
    """
    senses: dict[tuple[Sense, ...], list[dict[str, Any]]] = {}
    paragraphs = [_paragraph(p, senses) for p in article.paragraphs]
    if reading != "pinyin":
        for p, data in zip(article.paragraphs, paragraphs, strict=True):
            for token, fields in zip(p.tokens, data["tokens"], strict=True):
                term = article.term(token.term) if token.term else None
                fields["reading"] = list(reading_of(token, reading, term))
    return {
        "format": FORMAT,
        "title": article.title,
        "source": article.source,
        "paragraphs": paragraphs,
        "glossary": [asdict(t) for t in article.glossary],
        "notices": list(article.notices),
    }


def article_to_json(article: Article, *, compact: bool = False, reading: str = "pinyin") -> str:
    """The article as JSON text, a paragraph or term a line; `compact`: all in one line.

    `reading` is as in `article_to_dict`.

    Chinese stays readable; only a text with lone surrogates is escaped.

    >>> from companion import read_text
    >>> article_to_json(read_text("電騙。", translator=None))[:33]
    '{"format": "companion/article@1",'
    """
    data = article_to_dict(article, reading)
    text = _lines(data, compact, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = _lines(data, compact, ensure_ascii=True)
    return text


def _lines(data: dict[str, Any], compact: bool, ensure_ascii: bool) -> str:
    def plain(value: Any) -> str:
        return json.dumps(value, ensure_ascii=ensure_ascii)

    if compact:
        return plain(data)
    parts = []
    for name, value in data.items():
        if isinstance(value, list) and value:
            shown = "[\n" + ",\n".join(plain(v) for v in value) + "\n]"
        else:
            shown = plain(value)
        parts.append(f"{plain(name)}: {shown}")
    return "{" + ",\n".join(parts) + "}"


def _paragraph(p: Paragraph, senses: dict[tuple[Sense, ...], list[dict[str, Any]]]) -> dict[str, Any]:
    tokens = []
    for t in p.tokens:
        known = senses.get(t.senses)
        if known is None:
            known = senses[t.senses] = [asdict(s) for s in t.senses]
        tokens.append(
            {
                "text": t.text,
                "start": t.start,
                "end": t.end,
                "kind": t.kind,
                "simplified": t.simplified,
                "pinyin": list(t.pinyin),
                "senses": known,
                "term": t.term,
                "review": list(t.review),
            }
        )
    return {
        "id": p.id,
        "kind": p.kind,
        "text": p.text,
        "tokens": tokens,
        "sentences": [asdict(s) for s in p.sentences],
        "review": list(p.review),
        "simplified": p.simplified,
    }
