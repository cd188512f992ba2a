"""The article as JSON: `companion/article@1`, the model's own field names."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from companion.model import Article

__all__ = ["FORMAT", "article_to_dict", "article_to_json"]

FORMAT = "companion/article@1"


def article_to_dict(article: Article) -> dict[str, Any]:
    """The article as plain dicts and lists, with `format` first and `simplified` per paragraph."""
    data = asdict(article)
    for plain, paragraph in zip(data["paragraphs"], article.paragraphs, strict=True):
        plain["simplified"] = paragraph.simplified
    return {"format": FORMAT, **data}


def article_to_json(article: Article, indent: int | None = 1) -> str:
    """The article as JSON text; Chinese stays readable, lone surrogates are escaped.

    >>> from companion import read_text
    >>> article_to_json(read_text("電騙。", translator=None), indent=None)[:33]
    '{"format": "companion/article@1",'
    """
    text = json.dumps(article_to_dict(article), ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(article_to_dict(article), ensure_ascii=True, indent=indent)
    return text
