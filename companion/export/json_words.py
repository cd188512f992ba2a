"""The word table of `companion/article@2`: each different token of an article once, as a row of text.

The form is that of the reader's table (docs/decisions/0021-one-word-table.md), the columns have the same names; what a reader
makes up for itself (level, spelling) is left out, and the senses are whole. docs/decisions/0083-article-2.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from companion.model import Meaning, Sense, Term, Token, TokenFacts

__all__ = ["COLUMNS", "JsonWords", "rows_read"]

COLUMNS = (
    "text", "simplified", "pinyin", "kind", "pos", "senses", "meaning", "term", "review", "entity", "why",
    "source", "sure", "reading", "spelled",
)  # fmt: skip
"""What stands in a row, in this order; new columns are added at the end.

`simplified` is empty where it is the text, `senses` is a number, from 0, of the list of that name, `source` and `sure`
belong to the meaning ("no": the dictionary has others that could be meant), `reading` and `spelled` are there where they were asked for.
Syllables and marks stand with spaces between; "-" is one character that nobody knows how to read, where an empty cell has none.
"""
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_SIGNS = {"t": "\t", "n": "\n", "r": "\r"}


class JsonWords:
    """Rows that grow as tokens come.

    >>> words = JsonWords()
    >>> words.number(Token("電騙", 0, 2, "word", "电骗", ("diàn", "piàn"))), words.rows
    (0, ['電騙\\t电骗\\tdiàn piàn\\tword'])
    """

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.senses: list[list[dict[str, Any]]] = []
        self._rows: dict[Any, int] = {}
        self._senses: dict[tuple[Sense, ...], int] = {}
        self._kept: list[tuple[Sense, ...]] = []  # so that no other senses take the place of these in memory

    def number(self, token: Token, reading: str = "", spelled: str = "") -> int:
        """The number of a token's row, made where there is none."""
        senses = token.senses
        key = (
            token.text, token.simplified, token.pinyin, token.kind, token.pos, id(senses), token.meaning, token.term,
            token.review, token.entity, token.why, reading, spelled,
        )  # fmt: skip
        number = self._rows.get(key)
        if number is None:
            number = self._rows[key] = len(self.rows)
            self._kept.append(senses)
            self.rows.append(self._row(token, reading, spelled))
        return number

    def _row(self, token: Token, reading: str, spelled: str) -> str:
        meaning = token.meaning
        cells = (
            token.text,
            token.simplified if token.simplified != token.text else "",
            _listed(token.pinyin),
            token.kind,
            token.pos,
            str(self._sense(token.senses)) if token.senses else "",
            meaning.english if meaning else "",
            token.term or "",
            _listed(token.review),
            token.entity,
            token.why,
            meaning.source if meaning else "",
            "no" if meaning and not meaning.sure else "",
            reading,
            spelled,
        )
        return "\t".join(cell.translate(_ESCAPED) for cell in cells).rstrip("\t")

    def _sense(self, senses: tuple[Sense, ...]) -> int:
        number = self._senses.get(senses)
        if number is None:
            number = self._senses[senses] = len(self.senses)
            self.senses.append([asdict(s) for s in senses])
        return number


def rows_read(
    columns: Iterable[str], rows: Iterable[str], senses: list[tuple[Sense, ...]], terms: Iterable[Term]
) -> list[tuple[TokenFacts, Meaning | None]]:
    """What each row says of its token, and its meaning.

    Raises `IndexError` or `ValueError` for a row whose number of senses is none, and for columns without a text.

    >>> rows_read(["text", "kind", "tone"], ["電騙\\tword\\t4"], [], [])[0][0][:3]
    ('電騙', 'word', '電騙')
    """
    place = {name: n for n, name in enumerate(columns)}
    wanted = [place.get(name, 10_000) for name in COLUMNS[:13]]
    if "text" not in place or "kind" not in place:
        raise ValueError("columns has no text, or no kind")
    found = []
    for row in rows:
        cells = [_plain(cell) for cell in row.split("\t")] if "\\" in row else row.split("\t")
        size = len(cells)
        (
            text, simplified, pinyin, kind, pos, sense, english, term, review, entity, why, source, sure,
        ) = [cells[n] if n < size else "" for n in wanted]  # fmt: skip
        facts: TokenFacts = (
            text,
            kind,
            simplified or text,
            _parted(pinyin),
            senses[_natural(sense)] if sense else (),
            term or None,
            _parted(review),
            pos,
            entity,
            why,
            0,
        )
        found.append((facts, Meaning(english, source, sure != "no") if english else None))
    return found


_UNREAD = "-"


def _listed(parts: tuple[str, ...]) -> str:
    """Several texts in one cell.

    >>> _listed(()), _listed(("",)), _listed(("", "zǎi"))
    ('', '-', ' zǎi')
    """
    return _UNREAD if parts == ("",) else " ".join(parts)


def _parted(cell: str) -> tuple[str, ...]:
    """The texts of a cell.

    >>> _parted(""), _parted("-"), _parted(" zǎi")
    ((), ('',), ('', 'zǎi'))
    """
    if cell == _UNREAD:
        return ("",)
    return tuple(cell.split(" ")) if cell else ()


def _natural(cell: str) -> int:
    if not cell.isascii() or not cell.isdigit():
        raise ValueError("senses is no number")
    return int(cell)


def _plain(cell: str) -> str:
    return re.sub(r"\\(.)", lambda m: _SIGNS.get(m[1], m[1]), cell)
