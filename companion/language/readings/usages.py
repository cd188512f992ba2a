"""Readings by how a character is used: its part of speech, and what stands before and after it.

Each fact is a row of `data/usages.tsv`, in order: the first that fits its place decides, and a word's `why`
names it. What several rows share (verbs of service, titles) has a name in `data/sets.tsv`. Facts from
dictionaries and grammars of modern Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple

from companion.facts import Facts, read_facts

__all__ = ["Context", "Decision", "Usage", "Word", "decide", "row_at", "rows", "used", "words"]

_DATA = Path(__file__).parent / "data"
FILE = "usages.tsv"
_MARK = re.compile("[，。、；：！？,;:!?（）()「」『』“”‘’《》〈〉…—\\s]")
_QUOTED = "「『“《"
_MORE_THAN_WORDS, _PARTS_OF_CHOICE = re.compile(r"[\\(){}?*+.^$-]"), re.compile(r"\[[^\[\]]+\]|[^\[\]]+")
_MOST_WORDS = 100
_BEFORE, _AFTER, _WORDS_AFTER, _WORDS_BEFORE = 18, 30, 9, 4


class Usage(NamedTuple):
    """When a character is read how.

    `where`: `alone` (the character is a word by itself), `first` (a longer word begins with it), `name` (so does a
    person's name) or empty.
    `tag`: the parts of speech, parted by `|`, that its word may have. `before` ends, and `after` begins, at the
    character: regular expressions on the clause. `prev` fits the words before it, `then` those after it, each written
    `word/tag`, with spaces between. The reading `-` leaves the place to the network.
    """

    character: str
    reading: str
    where: Literal["alone", "first", "name", ""] = ""
    tag: str = ""
    before: str = ""
    after: str = ""
    prev: str = ""
    then: str = ""
    example: str = ""


class Word(NamedTuple):
    """The reading of a whole word; several, parted by `|`, where the characters around it decide."""

    word: str
    reading: str
    example: str = ""


class _Set(NamedTuple):
    name: str
    pattern: str


@cache
def rows() -> Facts[Usage]:
    """The usages as they stand in their file."""
    return read_facts(_DATA / FILE, Usage)


@cache
def words() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The readings of words that dictionaries read in several ways, or otherwise than news does.

    >>> words()["便宜"], words()["穿着"]
    ((('pián', 'yi'),), (('chuān', 'zhuó'), ('chuān', 'zhe')))
    """
    facts = read_facts(_DATA / "usual.tsv", Word, key="word")
    return {row.word: tuple(tuple(r.split()) for r in row.reading.split("|")) for row in facts}


@dataclass(slots=True)
class Context:
    """Where a character stands: the words of its paragraph with their tags, the word's number, the place in the text.

    `alone`: it is a word by itself; `named`: it begins what is a person's name, or may be one.
    """

    text: str
    words: Sequence[str]
    tags: Sequence[str]
    word: int
    start: int
    at: int
    alone: bool
    named: bool = False
    _before: str | None = None
    _after: str | None = None
    _prev: str | None = None
    _then: str | None = None

    @property
    def tag(self) -> str:
        return self.tags[self.word] if self.tags else ""

    @property
    def before(self) -> str:
        """The clause before the character."""
        if self._before is None:
            self._before = _MARK.split(self.text[max(0, self.at - _BEFORE) : self.at])[-1]
        return self._before

    @property
    def after(self) -> str:
        """The clause after the character; where a quotation follows at once, its beginning."""
        if self._after is None:
            rest = self.text[self.at + 1 : self.at + 1 + _AFTER]
            if rest[:1] and rest[0] in _QUOTED and self.alone:
                rest = rest[1:]
            self._after = _MARK.split(rest, maxsplit=1)[0]
        return self._after

    @property
    def prev(self) -> str:
        """The words before, as `word/tag`; the part of the word before the character is a word here."""
        if self._prev is None:
            found: list[str] = []
            if self.at > self.start:
                found.append(f"{self.text[self.start : self.at]}/{self.tag}")
            for k in range(self.word - 1, max(-1, self.word - 1 - _WORDS_BEFORE), -1):
                if _MARK.match(self.words[k]):
                    break
                found.append(f"{self.words[k]}/{self.tags[k] if self.tags else ''}")
            self._prev = " ".join(reversed(found))
        return self._prev

    @property
    def then(self) -> str:
        """The words after, as `word/tag`."""
        if self._then is None:
            found: list[str] = []
            word = self.words[self.word]
            if rest := word[self.at + 1 - self.start :]:
                found.append(f"{rest}/{self.tag}")
            for k in range(self.word + 1, min(len(self.words), self.word + 1 + _WORDS_AFTER)):
                if _MARK.match(self.words[k]):
                    break
                found.append(f"{self.words[k]}/{self.tags[k] if self.tags else ''}")
            self._then = " ".join(found)
        return self._then


class _Pattern:
    """What stands before or after, compiled when it is first tried: most of an article's are not.

    A choice of plain words (`[升跌]|发生`) is compared as strings: a regular expression with a class of Han characters takes
    Python a third of a millisecond to compile.
    """

    __slots__ = ("_ends", "_expression", "fits")

    def __init__(self, expression: str, ends: bool) -> None:
        self._expression, self._ends = expression, ends
        self.fits: Callable[[str], object] = self._first

    def _first(self, text: str) -> object:
        words = _plain_words(self._expression)
        if words:
            self.fits = (
                (lambda some: some.endswith(words)) if self._ends else (lambda some: some.startswith(words))
            )
        else:
            expression = self._expression
            for name, pattern in _sets().items():
                expression = expression.replace(f"{{{name}}}", f"(?:{pattern})")
            if self._ends:
                self.fits = re.compile(f"(?:{expression})$").search
            else:
                self.fits = re.compile(f"(?:{expression})").match
        return self.fits(text)


def _plain_words(expression: str) -> tuple[str, ...]:
    """The words of which an expression is a choice; none where it is more than that.

    >>> _plain_words("[升跌]了|发生"), _plain_words("[^升]"), _plain_words("升?")
    (('升了', '跌了', '发生'), (), ())
    """
    if _MORE_THAN_WORDS.search(expression):
        return ()
    found: list[str] = []
    for choice in expression.split("|"):
        parts = _PARTS_OF_CHOICE.findall(choice)
        if not choice or "".join(parts) != choice:
            return ()
        found += map("".join, product(*(part[1:-1] if part[0] == "[" else [part] for part in parts)))
        if len(found) > _MOST_WORDS:
            return ()
    return tuple(found)


class Decision(NamedTuple):
    """A row, ready to be tried: its line in the file, its reading, and what it asks of a place."""

    number: int
    reading: str
    where: str
    tags: frozenset[str]
    before: _Pattern | None
    after: _Pattern | None
    prev: _Pattern | None
    then: _Pattern | None


@cache
def _sets() -> dict[str, str]:
    from companion.language.names.people import titles

    title = "|".join(
        sorted(
            titles("before") | {t for t in titles("after") if len(t) > 1} | {"姓名", "名叫", "叫做"},
            key=len,
            reverse=True,
        )
    )
    return {s.name: s.pattern for s in read_facts(_DATA / "sets.tsv", _Set, key="name")} | {"title": title}


@cache
def _numbered() -> dict[str, tuple[tuple[int, Usage], ...]]:
    facts = rows()
    found: dict[str, list[tuple[int, Usage]]] = {}
    for row, line in zip(facts.rows, facts.lines, strict=True):
        found.setdefault(row.character, []).append((line, row))
    return {character: tuple(own) for character, own in found.items()}


@cache
def _compiled(character: str) -> tuple[Decision, ...]:
    return tuple(
        Decision(
            line,
            "" if row.reading == "-" else row.reading,
            row.where,
            frozenset(row.tag.split("|")) if row.tag else frozenset(),
            _Pattern(row.before, True) if row.before else None,
            _Pattern(row.after, False) if row.after else None,
            _Pattern(row.prev, True) if row.prev else None,
            _Pattern(row.then, False) if row.then else None,
        )
        for line, row in _numbered()[character]
    )


@lru_cache(maxsize=20_000)
def _fitting(character: str, alone: bool, named: bool, first: bool, tag: str) -> tuple[Decision, ...]:
    """The rows of a character that may decide it there, as far as its word alone tells."""
    stands = {"": True, "alone": alone, "name": named, "first": first}
    return tuple(
        row for row in _compiled(character) if stands[row.where] and (not row.tags or tag in row.tags)
    )


@cache
def used() -> frozenset[str]:
    """The characters that have usages, in simplified form."""
    return frozenset(_numbered())


def row_at(line: int) -> str:
    """A row of the file in words, for a person who asks why: the character, its reading, what it asks of a place.

    >>> row_at(next(line for line, row in zip(rows().lines, rows()) if row.character == "撒")).split(",")[0]
    '撒 sǎ'
    """
    facts = rows()
    row = facts.rows[facts.lines.index(line)]
    told = [f"{row.character} {row.reading}"]
    told += [f"{name} {value}" for name in Usage._fields[2:-1] if (value := getattr(row, name))]
    short = [t if len(t) < 60 else t[:57] + "…" for t in told]
    return ", ".join(short) + (f" ({row.example})" if row.example else "")


def decide(context: Context) -> Decision | None:
    """The row that decides how a character in its place is read; None where none does.

    >>> def read(words, tags, word):
    ...     start = len("".join(words[:word]))
    ...     return decide(Context("".join(words), words, tags, word, start, start, len(words[word]) == 1)).reading
    >>> read(["骨灰", "撒", "在", "海里"], ["n", "v", "p", "s"], 1), read(["她", "慢慢", "地", "走"], ["r", "d", "u", "v"], 2)
    ('sǎ', 'de')
    >>> read(["校方", "着", "家长", "留意"], ["n", "u", "n", "v"], 1), read(["他", "看", "着", "窗外"], ["r", "v", "u", "s"], 2)
    ('zhuó', 'zhe')
    """
    c = context
    for row in _fitting(c.text[c.at], c.alone, c.named, c.at == c.start, c.tag):
        _, reading, _, _, before, after, prev, then = row
        if (
            (before is None or before.fits(c.before))
            and (after is None or after.fits(c.after))
            and (prev is None or prev.fits(c.prev))
            and (then is None or then.fits(c.then))
        ):
            return row if reading else None
    return None
