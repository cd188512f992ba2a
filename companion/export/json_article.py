"""The article as JSON: `companion/article@1`, the model's own field names, and `@2`, which has each word once.

Both are made piece by piece: a book is never in memory as one text.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from companion.arguments import describes_arguments
from companion.choices import ReadingOptions, takes_choices
from companion.errors import OutputError
from companion.export.json_words import COLUMNS, JsonWords
from companion.files import write_pieces_atomically
from companion.language.readings.spoken import said
from companion.model import Article, Paragraph, Sense, Sentence, Term, Token, Translation, is_saved

__all__ = [
    "FORMAT", "FORMAT_2", "article_pieces", "article_schema", "article_to_dict", "article_to_json", "write_json",
]  # fmt: skip

FORMAT = "companion/article@1"
FORMAT_2 = "companion/article@2"
_ATOMS = frozenset([str, int, float, bool, type(None)])
_MOST_KNOWN = 100_000
_AT_ONCE = 200  # items that are written in one piece
_TOKEN = tuple(f.name for f in fields(Token))
_TOKEN_VALUES = attrgetter(*_TOKEN)
_ARTICLE = tuple(
    f.name
    for f in fields(Article)
    if is_saved(f) and f.name not in ("title", "source", "paragraphs", "glossary")
)
_TRANSLATION = tuple(f.name for f in fields(Translation))
_PARAGRAPH = tuple(f.name for f in fields(Paragraph) if f.name not in ("tokens", "sentences"))


def article_schema(version: int = 1) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `companion/article@1` or `@2`.

    Args:
        version: 1 or 2.

    Returns:
        The schema.

    >>> article_schema()["$defs"]["token"]["properties"]["start"]["type"]
    'integer'
    """
    schema: dict[str, Any] = json.loads(
        (Path(__file__).parent / "schema" / f"article-{version}.json").read_text("utf-8")
    )
    return schema


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
    return {
        name: list(value) if isinstance(value, Iterator) else value
        for name, value in _version_1(article, reading)
    }


def _version_1(article: Article, reading: ReadingOptions) -> Iterator[tuple[str, Any]]:
    """The fields with their values; what may be long is an iterator."""
    yield "format", FORMAT
    yield "title", article.title
    yield "source", article.source
    yield "paragraphs", _paragraphs(article, reading)
    yield "glossary", [_plain(t) for t in article.glossary]
    yield from ((name, _plain(getattr(article, name))) for name in _ARTICLE)


def _paragraphs(article: Article, reading: ReadingOptions) -> Iterator[dict[str, Any]]:
    senses = _Senses()
    terms = {t.id: t for t in article.glossary}
    for p in article.passing():
        data = _paragraph(p, senses)
        for plain, (syllables, spelled) in zip(data["tokens"], _as_said(p, reading, terms), strict=False):
            if not reading.as_written:
                plain["reading"] = syllables
            if spelled:
                plain["spelled"] = spelled
        yield data


def _as_said(
    p: Paragraph, reading: ReadingOptions, terms: dict[str, Term]
) -> Iterator[tuple[list[str], str]]:
    """Of each token its syllables and its figures spelled out, where either was asked for."""
    if reading.as_written and reading.numbers != "spelled":
        return
    spoken = said(p.tokens, sandhi=reading.sandhi, numbers=reading.numbers)
    for token, s in zip(p.tokens, spoken, strict=True):
        term = terms.get(token.term or "")
        syllables = [] if reading.as_written else list(s.syllables(token, reading.system, term))
        yield syllables, s.line(token, reading.system, term) if s.figures else ""


def _version_2(article: Article, reading: ReadingOptions) -> Iterator[tuple[str, Any]]:
    words = JsonWords()
    yield "format", FORMAT_2
    yield "title", article.title
    yield "source", article.source
    yield from ((name, _plain(getattr(article, name))) for name in _ARTICLE)
    yield "paragraphs", _paragraphs_2(article, reading, words)
    yield "columns", list(COLUMNS)
    yield "words", iter(words.rows)
    yield "senses", iter(words.senses)
    yield "glossary", (_filled(_plain(t)) for t in article.glossary)


def _paragraphs_2(article: Article, reading: ReadingOptions, words: JsonWords) -> Iterator[dict[str, Any]]:
    terms = {t.id: t for t in article.glossary}
    for p in article.passing():
        spoken = _as_said(p, reading, terms)
        numbers = []
        for token in p.tokens:
            syllables, spelled = next(spoken, ((), ""))
            numbers.append(str(words.number(token, " ".join(syllables), spelled)))
        yield _filled(
            {
                "id": p.id,
                "kind": p.kind,
                "text": p.text,
                "words": " ".join(numbers),
                "sentences": [_sentence(s) for s in p.sentences],
                "review": list(p.review),
            }
        )


def _sentence(s: Sentence) -> dict[str, Any]:
    found: dict[str, Any] = {"start": s.start, "end": s.end, "translation": None, "reference": s.reference}
    if s.translation is not None:
        plain = {name: getattr(s.translation, name) for name in _TRANSLATION}
        if s.translation.score == 1.0:
            del plain["score"]
        found["translation"] = {"text": plain.pop("text"), **_filled(_plain(plain))}
    return {"start": found.pop("start"), **_filled(found)}


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    """The fields that have something in them; the others are read back as empty."""
    return {name: value for name, value in data.items() if value not in ("", [], (), None)}


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
    return "".join(article_pieces(article, compact=compact, reading=reading))


@takes_choices
def article_pieces(
    article: Article, *, compact: bool = False, reading: ReadingOptions = ReadingOptions(), version: int = 1
) -> Iterator[str]:
    """The JSON piece by piece, as it can be written of a book.

    Args:
        article: The article.
        compact: All in one line, not a paragraph or term a line.
        reading: As in `article_to_dict`.
        version: 1 or 2.

    Returns:
        The pieces, which join up to the text.

    >>> from companion import read_text
    >>> "".join(article_pieces(read_text("電騙。", translator=None), version=2))[:33]
    '{"format": "companion/article@2",'
    """
    between = "{"
    line = ", " if compact else ",\n"
    for name, value in (_version_2 if version == 2 else _version_1)(article, reading):
        if isinstance(value, list) and value:
            value = iter(value)
        yield f"{between}{_json(name)}: "
        between = line
        if isinstance(value, Iterator):
            yield from _listed(value, compact)
        else:
            yield _json(value)
    yield "}"


def _listed(items: Iterator[Any], compact: bool) -> Iterator[str]:
    """A list, an item a line."""
    begin, line, end = ("[", ", ", "]") if compact else ("[\n", ",\n", "\n]")
    empty = True
    while some := list(islice(items, _AT_ONCE)):
        yield (begin if empty else line) + line.join(map(_json, some))
        empty = False
    yield "[]" if empty else end


def _json(value: Any) -> str:
    """JSON in which Chinese stays readable; what has half of a character in it is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


@takes_choices
@describes_arguments
def write_json(
    article: Article,
    path: str | os.PathLike[str],
    *,
    force: bool = False,
    compact: bool = False,
    reading: ReadingOptions = ReadingOptions(),
) -> Path:
    """Write an article's JSON (`companion/article@2`), at once or not at all. `companion.load` reads it back.

    Args:
        force: Replace another program's file.
        compact: All in one line.
        reading: As in `article_to_dict`.
    """
    if not isinstance(article, Article):
        raise OutputError(
            f"JSON is made of an Article (companion.read gives one), not of {type(article).__name__}"
        )
    pieces = chain(article_pieces(article, compact=compact, reading=reading, version=2), ["\n"])
    ours = "" if force else '"format": "companion/article@'
    return write_pieces_atomically(path, (piece.encode("utf-8") for piece in pieces), ours)


class _Senses:
    """The senses of an article as JSON has them: one list for all that are equal, found by the object first, since hashing
    what a dictionary says takes long."""

    def __init__(self) -> None:
        self._known: dict[tuple[Sense, ...], list[dict[str, Any]]] = {}
        self._by_object: dict[
            int, tuple[tuple[Sense, ...], list[dict[str, Any]]]
        ] = {}  # which is kept, so that its id stays

    def of(self, senses: tuple[Sense, ...]) -> list[dict[str, Any]]:
        found = self._by_object.get(id(senses))
        if found is None:
            plain = self._known.get(senses)
            if plain is None:
                plain = self._known[senses] = [_plain(s) for s in senses]
            if len(self._by_object) > _MOST_KNOWN:
                self._by_object.clear()
            found = self._by_object[id(senses)] = senses, plain
        return found[1]


def _paragraph(p: Paragraph, senses: _Senses) -> dict[str, Any]:
    tokens = []
    for t in p.tokens:
        token = {
            name: list(v) if v.__class__ is tuple else v
            for name, v in zip(_TOKEN, _TOKEN_VALUES(t), strict=True)
        }
        token["senses"] = senses.of(t.senses)
        if t.meaning is not None:
            token["meaning"] = _plain(t.meaning)
        tokens.append(token)
    shown = _plain({name: getattr(p, name) for name in _PARAGRAPH})
    review = shown.pop("review")
    return {
        **shown,
        "tokens": tokens,
        "sentences": [_plain(s) for s in p.sentences],
        "review": review,
        "simplified": p.simplified,
    }


def _plain(value: Any) -> Any:
    """`value` with lists for tuples and dicts for dataclasses, as JSON has them."""
    if value.__class__ in _ATOMS:
        return value
    if isinstance(value, dict):
        return {name: _plain(v) for name, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if (names := _names(value.__class__)) is not None:
        return {name: _plain(getattr(value, name)) for name in names}
    return value


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass; None of another type."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None
