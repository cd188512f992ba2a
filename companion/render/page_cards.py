"""The words of a page as data: its script makes their cards when one is touched."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from companion.language.language import Language
from companion.model import Term, Token
from companion.render.environment import filled
from companion.render.word_table import COLUMNS, WordTable
from companion.render.words import word_key

__all__ = ["Cards", "PageCards", "SharedCards"]

_AT_ONCE = 400  # entries of a table that are written in one piece
_MOST_MADE = 4_000  # cards that are kept for the articles to come
_made: dict[Any, bytes] = {}  # most words of an article stand in others too


class Cards:
    """The numbers of a page's words, given as they come; iterating, after the text, gives the data in pieces."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, token: Token) -> int:
        """The number of a word: the same wherever it stands with this reading and meaning."""
        key = word_key(token)
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.numbers)
            self.add(key, token)
        return number

    def add(self, key: str, token: Token) -> None:
        """A word that is new on the page."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __html__(self) -> str:
        """All of it in one piece, for a template of one's own."""
        return "".join(self)


class PageCards(Cards):
    """The cards of a page that stands by itself: its own word table.

    >>> from companion import read_text
    >>> article = read_text("電騙。電騙。", translator=None)
    >>> cards = PageCards(article.glossary)
    >>> [cards.number(t) for t in article.paragraphs[0].tokens if t.pinyin], len(cards.table.rows)
    ([0, 0], 1)
    """

    def __init__(self, terms: Iterable[Term], language: Language | None = None) -> None:
        super().__init__()
        self.table = _PackedTable(terms, language)

    def add(self, key: str, token: Token) -> None:
        self.table.number(token)

    def __iter__(self) -> Iterator[Any]:
        from markupsafe import Markup

        return map(Markup, _json_pieces(self.table.data()))


class Packed:
    """JSON texts that are kept small until they are written: those of a book take tens of megabytes as they are.

    >>> some = Packed()
    >>> some.append('"電"'), some.append('"騙"'), list(some), len(some)
    (None, None, ['"電","騙"'], 2)
    """

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._last: list[str] = []

    def append(self, text: str) -> None:
        """One text more."""
        self._last.append(text)
        if len(self._last) == _AT_ONCE:
            self._packed.append(zlib.compress(",".join(self._last).encode(), 1))
            self._last.clear()

    def __len__(self) -> int:
        return len(self._packed) * _AT_ONCE + len(self._last)

    def __iter__(self) -> Iterator[str]:
        """Some at a time, with commas between them."""
        for packed in self._packed:
            yield zlib.decompress(packed).decode()
        if self._last:
            yield ",".join(self._last)


class _PackedTable(WordTable):
    """A word table that only grows and is written once, at its end."""

    def __init__(self, terms: Iterable[Term], language: Language | None) -> None:
        super().__init__(terms, language, systems=False)
        self.rows, self.lines, self.meanings = Packed(), Packed(), Packed()
        self._named: set[str] = set()

    def number(self, token: Token, *others: Any) -> int:
        """A new row: `Cards` tells words apart."""
        self.rows.append(_json(self._row(token, token.meaning.english if token.meaning else "", None, None)))
        return len(self.rows) - 1

    def _keep_senses(self, lines: list[str]) -> None:
        self.lines.append(_json(lines))

    def _keep_character(self, name: str, meaning: str) -> None:
        if name not in self._named:
            self._named.add(name)
            self.meanings.append(f"{_json(name)}:{_json(meaning)}")

    def data(self) -> dict[str, Any]:
        """The whole table."""
        data = {name: value for name, value in super().data().items() if name != "syllables"}
        return data | {"words": self.rows, "senses": self.lines, "characters": self.meanings}


class SharedCards(Cards):
    """The cards of a site's page: it has the keys of its words, and the site has what they say, once.

    `tables` has for each key a word table of that word alone, without what all have in common, small (`table_of`).
    """

    def __init__(self, terms: Iterable[Term], language: Language | None = None) -> None:
        super().__init__()
        self.terms, self.language = {t.id: t for t in terms}, language
        self.tables: dict[str, bytes] = {}

    def add(self, key: str, token: Token) -> None:
        term = self.terms.get(token.term or "")
        what = (
            Language.default() if self.language is None else self.language, term, token.text, token.simplified, token.pinyin,
            token.kind, token.pos, token.review, token.entity, token.why, token.meaning, token.senses,
        )  # fmt: skip
        if (made := _made.get(what)) is not None:
            self.tables[key] = made
            return
        table = WordTable([term] if term else (), self.language, systems=False)
        table.number(token)
        data = {
            name: value
            for name, value in table.data().items()
            if value and name in ("words", "senses", "characters", "terms")
        }
        if len(_made) >= _MOST_MADE:
            _made.clear()
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        self.tables[key] = _made[what] = zlib.compress(text.encode("utf-8", "replace"), 1)

    @staticmethod
    def table_of(packed: bytes) -> str:
        """The JSON of one of `tables`: those of a book would take tens of megabytes as they are."""
        return zlib.decompress(packed).decode()

    def __iter__(self) -> Iterator[Any]:
        from markupsafe import Markup

        data = {"columns": list(COLUMNS), "keys": " ".join(key[1:] for key in self.numbers)}
        return map(Markup, _json_pieces(data))


def _json_pieces(data: Mapping[str, Any]) -> Iterator[str]:
    """An object piece by piece: a long text has a table of megabytes."""
    between = "{"
    for name, value in data.items():
        yield f"{between}{_json(name)}:"
        between = ","
        if isinstance(value, Packed):
            begin, end = "{}" if name == "characters" else "[]"
            yield begin
            for n, part in enumerate(value):
                yield f",{part}" if n else part
            yield end
        elif isinstance(value, list):
            yield from _parts("[", (_json(v) for v in value), "]")
        elif isinstance(value, dict):
            yield from _parts("{", (f"{_json(n)}:{_json(v)}" for n, v in value.items()), "}")
        else:
            yield _json(value)
    yield "}" if data else "{}"


def _parts(begin: str, items: Iterable[str], end: str) -> Iterator[str]:
    some: list[str] = []
    for item in items:
        some.append(item)
        if len(some) == _AT_ONCE:
            yield begin + ",".join(some)
            some, begin = [], ","
    yield begin.replace(",", "," if some else "") + ",".join(some) + end


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return filled(text).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
