"""`companion.load`: an article back from its JSON, equal to the one that was written."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from companion.arguments import several
from companion.corrections import Corrections
from companion.errors import InputError
from companion.export.json_article import FORMAT, FORMAT_2
from companion.export.json_check import problem_of
from companion.export.json_words import rows_read
from companion.files import as_path, is_file, parsing, read_bytes, there_beside
from companion.model import Article, Meaning, Paragraph, Sense, TokenFacts, TokensToMake, is_saved
from companion.pipeline import correct, with_persons_english

__all__ = ["article_from_dict", "load"]

_LARGEST = 512 * 2**20
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PLAIN = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


class _Wrong(Exception):
    """What is wrong with a value; each level that it passes adds its name to `place`."""

    def __init__(self, message: str) -> None:
        self.message = message
        self.place: list[str] = []


def load(
    path: str | os.PathLike[str],
    *,
    corrections: Corrections | str | None = "auto",
    memory: Sequence[str | Path] | str | Path | None = (),
) -> Article:
    """The article in a JSON file (`companion/article@2` or `@1`), as `companion export --to json` writes it.

    It is equal to the article that was written. Files from before a field existed are read too, with the
    field's default; fields that this Companion doesn't know are passed over. What was edited in the JSON by
    hand stays. The article's `path` is the JSON file: what is corrected, and what English is written, from now on is
    kept beside it and is there when it is loaded again.

    Args:
        path: The file.
        corrections: Applied after those that it has: "auto" (`article.json.companion.toml` beside the file and
            those that always hold), `Corrections`, or None.
        memory: Translation memories (TMX), one path or several; the file's own (`article.json.tmx`) and above all
            the person's own translations are used too. None: only the English that it has.

    Returns:
        The article.

    Raises:
        InputError: The file is missing, no JSON or of another format, or a value is of the wrong kind; the
            message names the place.
        CorrectionError: A file of corrections is malformed.

    >>> import companion, tempfile
    >>> from companion.export.json_article import write_json
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     companion.load(write_json(article, folder + "/a.json")) == article
    True
    """
    file = as_path(path)
    raw = read_bytes(file, largest=_LARGEST)
    with parsing(file, "a saved article", "write it again"):
        try:
            data = json.loads(raw)
        except json.JSONDecodeError as error:
            raise InputError(
                f"{file}, line {error.lineno}, column {error.colno}: is no JSON ({error.msg}); write it again"
            ) from None
        except (ValueError, RecursionError) as error:
            raise InputError(f"{file}: is no JSON of an article ({type(error).__name__})") from None
    article = replace(article_from_dict(data, name=str(file)), path=file.absolute())
    if isinstance(corrections, str):
        if corrections != "auto":
            raise InputError(f"corrections can be 'auto', Corrections or None, not '{corrections}'")
        corrections = Corrections.load_for(file)
    wanted = Corrections(article.corrections)
    for c in corrections or ():
        wanted = wanted.add(c)
    if set(wanted) != set(article.corrections):
        article = correct(article, wanted)
    if memory is None:
        return article
    own = there_beside(file, "tmx")
    return with_persons_english(article, (*several(memory), *([own] if is_file(own) else [])))


def article_from_dict(data: Any, name: str = "the article") -> Article:
    """The article in what `article_to_dict` gives.

    Args:
        data: Dicts and lists, as JSON has them.
        name: Stands in front of an error's message.

    Returns:
        The article.

    Raises:
        InputError: A value is missing or of the wrong kind.

    >>> import companion
    >>> from companion.export.json_article import article_to_dict
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> article_from_dict(article_to_dict(article)) == article
    True
    """
    found = data.get("format") if isinstance(data, dict) else None
    if found not in (FORMAT, FORMAT_2):
        what = f'is "{found}"' if isinstance(found, str) else "has no format"
        raise InputError(
            f'{name}: {what}, not "{FORMAT_2}"; companion export FILE --to json writes one (is Companion up to date?)'
        )
    try:
        article = _version_2(data) if found == FORMAT_2 else _reader(Article)(data)
    except _Wrong as wrong:
        place = "".join(reversed(wrong.place)).removeprefix(".")
        raise InputError(f"{name}: {place} {wrong.message}") from None
    if problem := problem_of(article):
        raise InputError(f"{name}: {problem}; mend it there, or write the file anew")
    return replace(article, title=_unturned(article.title), source=_unturned(article.source))


def _version_2(data: dict[str, Any]) -> Article:
    """An article that has each word once; its tokens are made when somebody asks for them."""
    own: Article = _reader(Article)({**data, "paragraphs": []})
    columns = _field(data, "columns", tuple[str, ...])
    rows = _field(data, "words", tuple[str, ...])
    senses = _field(data, "senses", tuple[tuple[Sense, ...], ...]) if "senses" in data else ()
    try:
        words = rows_read(columns, rows, list(senses), own.glossary)
    except (ValueError, IndexError) as error:
        raise _Wrong(f"of the word table can't be used ({error})") from None
    given = data.get("paragraphs")
    if given.__class__ is not list:
        raise _Wrong("has no paragraphs" if given is None else f"paragraphs is {_shown(given)}, not a list")
    paragraphs = []
    for n, plain in enumerate(given):
        try:
            bare = _reader(Paragraph)(plain)
            paragraphs.append(_with_words(bare, _field(plain, "words", str), words))
        except _Wrong as wrong:
            wrong.place += [f"[{n}]", ".paragraphs"]
            raise
    return replace(own, paragraphs=tuple(paragraphs))


def _with_words(
    bare: Paragraph, numbers: str, words: Sequence[tuple[TokenFacts, Meaning | None]]
) -> Paragraph:
    try:
        chosen = [words[int(n)] for n in numbers.split()]
        if "-" in numbers:
            raise ValueError
    except (ValueError, IndexError):
        wrong = _Wrong("has a number that is none of the word table's")
        wrong.place.append(".words")
        raise wrong from None
    ends = list(accumulate(len(facts[0]) for facts, _ in chosen))
    meanings = tuple(meaning for _, meaning in chosen)
    made: Any = TokensToMake(
        [facts for facts, _ in chosen],
        ends,
        terms=[facts[5] for facts, _ in chosen if facts[5]],
        meanings=meanings if any(meanings) else (),
    )
    return Paragraph(bare.id, bare.kind, bare.text, made, bare.sentences, bare.review)


def _field(data: Any, name: str, kind: Any) -> Any:
    try:
        if name not in data:
            raise _Wrong("is missing")
        return _reader(kind)(data[name])
    except _Wrong as wrong:
        wrong.place.append(f".{name}")
        raise


def _unturned(text: str) -> str:
    """A line without the characters that turn the direction of what follows it on a page."""
    return _TURNS.sub("", text)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """A function that takes a value of JSON and gives one of the type `kind`."""
    if kind in _PLAIN:
        return _plain_reader(kind)
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return _tuple_reader(_reader(item), repeats=item in (str, Sense))
    if get_origin(kind) in (UnionType, Union):
        inner = _reader(next(a for a in get_args(kind) if a is not NoneType))
        return lambda value: None if value is None else inner(value)
    raise TypeError(f"the JSON of an article can't hold {kind}")


def _plain_reader(kind: Any) -> Callable[[Any], Any]:
    accepted = {float, int} if kind is float else {kind}

    def read(value: Any) -> Any:
        kind_of: Any = value.__class__
        if kind_of not in accepted:
            raise _Wrong(f"is {_shown(value)}, not {_PLAIN[kind]}")
        try:
            return float(value) if kind is float else value
        except OverflowError:
            raise _Wrong("is a number too large to be one") from None

    return read


def _tuple_reader(inner: Callable[[Any], Any], repeats: bool) -> Callable[[Any], Any]:
    """`repeats`: a long text repeats its words, whose senses and syllables are kept once."""
    same: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def read(value: Any) -> tuple[Any, ...]:
        if value.__class__ is not list:
            raise _Wrong(f"is {_shown(value)}, not a list")
        items = []
        try:
            for item in value:
                items.append(inner(item))
        except _Wrong as wrong:
            wrong.place.append(f"[{len(items)}]")
            raise
        found = tuple(items)
        if not repeats:
            return found
        if len(same) > 50_000:
            same.clear()
        return same.setdefault(found, found)

    return read


def _dataclass_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    parts = [
        (f.name, _reader(hints[f.name]), f.default is MISSING and f.default_factory is MISSING)
        for f in fields(kind)
        if f.init and is_saved(f)
    ]

    def read(value: Any) -> Any:
        if value.__class__ is not dict:
            raise _Wrong(f"is {_shown(value)}, not an object")
        values = {}
        for name, inner, required in parts:
            if name in value:
                try:
                    values[name] = inner(value[name])
                except _Wrong as wrong:
                    wrong.place.append(f".{name}")
                    raise
            elif required:
                raise _Wrong(f"has no {name}")
        return kind(**values)

    return read


def _shown(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    text = json.dumps(value)
    return text if len(text) <= 40 else text[:39] + "…"
