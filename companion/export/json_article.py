"""The article as JSON: `companion/article@1`, the model's own field names."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields, is_dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from companion.choices import ReadingOptions, takes_choices
from companion.files import write_text_atomically
from companion.language.readings.spoken import said
from companion.model import Article, Paragraph, Sense, Token, is_saved

__all__ = ["FORMAT", "article_schema", "article_to_dict", "article_to_json", "write_json"]

FORMAT = "companion/article@1"
_TOKEN = tuple(f.name for f in fields(Token))
_TOKEN_VALUES = attrgetter(*_TOKEN)
_ARTICLE = tuple(
    f.name
    for f in fields(Article)
    if is_saved(f) and f.name not in ("title", "source", "paragraphs", "glossary")
)
_PARAGRAPH = tuple(f.name for f in fields(Paragraph) if f.name not in ("tokens", "sentences"))


def article_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `companion/article@1`.

    >>> article_schema()["$defs"]["token"]["properties"]["start"]["type"]
    'integer'
    """
    return json.loads((Path(__file__).parent / "schema" / "article-1.json").read_text("utf-8"))


@takes_choices
def article_to_dict(article: Article, reading: ReadingOptions = ReadingOptions()) -> dict[str, Any]:
    """An article as plain dicts and lists, with `format` first and `simplified` per paragraph.

    Equal senses are one and the same list: a long text repeats its words.

    Args:
        article: The article.
        reading: Where it is not pinyin, or with sandhi, each token has the field `reading` too; with spelled
            numbers a token with figures has the field `spelled`.

    Returns:
        What `json.dumps` takes; the schema is `article_schema()`.
    """
    senses: dict[tuple[Sense, ...], list[dict[str, Any]]] = {}
    paragraphs = [_paragraph(p, senses) for p in article.paragraphs]
    if not reading.as_written or reading.numbers == "spelled":
        terms = {t.id: t for t in article.glossary}
        for p, data in zip(article.paragraphs, paragraphs, strict=True):
            spoken = said(p.tokens, sandhi=reading.sandhi, numbers=reading.numbers)
            for token, plain, s in zip(p.tokens, data["tokens"], spoken, strict=True):
                term = terms.get(token.term or "")
                if not reading.as_written:
                    plain["reading"] = list(s.syllables(token, reading.system, term))
                if s.figures:
                    plain["spelled"] = s.line(token, reading.system, term)
    return {
        "format": FORMAT,
        "title": article.title,
        "source": article.source,
        "paragraphs": paragraphs,
        "glossary": [_plain(asdict(t)) for t in article.glossary],
        **{name: _plain(getattr(article, name)) for name in _ARTICLE},
    }


@takes_choices
def article_to_json(
    article: Article,
    *,
    compact: bool = False,
    reading: ReadingOptions = ReadingOptions(),
) -> str:
    """An article as JSON text. Chinese stays readable; only a text with lone surrogates is escaped.

    Args:
        article: The article.
        compact: All in one line, not a paragraph or term a line.
        reading: As in `article_to_dict`.

    Returns:
        The text.

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


@takes_choices
def write_json(
    article: Article,
    path: str | os.PathLike[str],
    *,
    force: bool = False,
    compact: bool = False,
    reading: ReadingOptions = ReadingOptions(),
) -> Path:
    """Write an article's JSON, at once or not at all. `companion.load` reads it back.

    Args:
        article: The article.
        path: The file.
        force: Replace another program's file.
        compact: All in one line.
        reading: As in `article_to_dict`.

    Returns:
        The path.

    Raises:
        OutputError: The file can't be written, or is not ours and `force` was not given.
    """
    text = article_to_json(article, compact=compact, reading=reading) + "\n"
    return write_text_atomically(path, text, ours="" if force else '"format": "companion/article@')


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
        token = {
            name: list(v) if v.__class__ is tuple else v
            for name, v in zip(_TOKEN, _TOKEN_VALUES(t), strict=True)
        }
        known = senses.get(t.senses)
        if known is None:
            known = senses[t.senses] = [_plain(asdict(s)) for s in t.senses]
        token["senses"] = known
        if t.meaning is not None:
            token["meaning"] = asdict(t.meaning)
        tokens.append(token)
    shown = _plain({name: getattr(p, name) for name in _PARAGRAPH})
    review = shown.pop("review")
    return {
        **shown,
        "tokens": tokens,
        "sentences": [_plain(asdict(s)) for s in p.sentences],
        "review": review,
        "simplified": p.simplified,
    }


def _plain(value: Any) -> Any:
    """`value` with lists for tuples and dicts for dataclasses, as JSON has them."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        return {name: _plain(v) for name, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value
