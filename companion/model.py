"""The data model: frozen dataclasses, standard library only.

An `Article` holds `Paragraph`s, a paragraph its `Token`s and `Sentence`s. All positions are
half-open ranges of code points into `Paragraph.text`.

>>> token = Token("電騙", 0, 2, "word", "电骗", ("diàn", "piàn"), term="crime-dianpian")
>>> Paragraph.make("body", "電騙", (token,), (Sentence(0, 2),)).simplified
'电骗'
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import Field, dataclass, field, fields
from importlib import import_module
from itertools import repeat
from pathlib import Path
from typing import Any

from companion.errors import InputError

__all__ = [
    "ENTITIES",
    "KINDS",
    "MACHINES",
    "ORIGINS",
    "TOKEN_KINDS",
    "Article",
    "Correction",
    "Meaning",
    "Paragraph",
    "Sense",
    "Sentence",
    "Term",
    "TermUse",
    "Token",
    "TokenFacts",
    "TokensToMake",
    "Translation",
    "is_saved",
    "make_tokens",
    "paragraph_id",
]

_NO_SOURCE = re.compile(
    r"standard input|(?:(?!://).)+\.(?:txt|text|md|markdown|x?html?|docx?|odt|rtf|pdf|epub|json|eml|srt|vtt|ass|ssa|tiff?"
    r"|png|jpe?g|heic|webp|bmp|gif)",
    re.IGNORECASE,
)

ENTITIES = ("person", "place", "organisation")
"""What a token can name, beside nothing."""

KINDS = ("headline", "byline", "body", "item", "caption", "credit")
"""What a paragraph can be. `item` is a bulleted or numbered point of a list."""

TOKEN_KINDS = ("word", "number", "latin", "punctuation", "space")
MACHINES = ("argos", "ctranslate2", "libretranslate", "llm")
"""The origins of English by a machine."""
ORIGINS = ("memory", *MACHINES, "gloss", "none")


@dataclass(frozen=True, slots=True)
class Sense:
    """One headword of a dictionary or glossary with its meanings; homographs are several senses.

    `pinyin` has one syllable with tone mark per character, separated by spaces ("chóng fù").
    `english` is a tuple of definitions. `source` names where it comes from ("CC-CEDICT").
    """

    traditional: str
    simplified: str
    pinyin: str
    english: tuple[str, ...]
    source: str = "CC-CEDICT"


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the curated glossary.

    `simplified` is the same wording in simplified characters, `mainland` the wording used on
    the mainland where that differs (電騙: 电骗, mainland 电信诈骗), `taiwan` likewise.
    `pinyin` is orthographic (words joined, names capitalised). `english` has the preferred
    rendering first. `status` is "approved", "draft" or "forbidden". `layer` says whose file it is
    from: "" (shipped), "project" or "personal".

    `contexts` are wordings in which its characters stand but not the term, cut as they are to be read:
    日方 has 次日|方可. `valid_from` and `valid_until` (2024, 2024-07 or 2024-07-05) say when an office was
    held or a body existed; `checked` has the date and the source of the last look at it, empty where
    nobody has looked.
    """

    id: str
    traditional: str
    simplified: str
    pinyin: str
    english: tuple[str, ...]
    mainland: str = ""
    taiwan: str = ""
    jyutping: str = ""
    aliases: tuple[str, ...] = ()
    domain: str = ""
    level: str = ""
    note: str = ""
    source: str = ""
    status: str = "approved"
    layer: str = ""
    contexts: tuple[str, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class TermUse:
    """Whether the English of a sentence honours one glossary term.

    `status` is "applied" (an accepted wording stands in it), "substituted" (Companion put the
    accepted wording in place of the machine's) or "missing".
    """

    term: str
    status: str


@dataclass(frozen=True, slots=True)
class Translation:
    """The English of one sentence and where it came from.

    `origin` is one of `ORIGINS`; a "gloss" is word by word and no sentence. `engine` says
    which memory, package or dictionary it was, `reason` why there is none or nothing better, or
    what looks wrong about it.

    A memory's English for a sentence that is only similar has a `score` below 1 and in `near`
    the sentence that it was written for. Where the difference may change what is said, that English is in `suggestion`,
    beside the machine's or the gloss in `text`.
    """

    text: str
    origin: str
    engine: str = ""
    terms: tuple[TermUse, ...] = ()
    reason: str = ""
    score: float = 1.0
    near: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence `Paragraph.text[start:end]`; `translation` is None where none was asked for.

    `reference` is where it stands in what the text comes from, such as the time in a film (1:02:03); mostly empty.
    """

    start: int
    end: int
    translation: Translation | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word means in its place, in short.

    `source` says where it is from: "glossary", "CC-CEDICT", "usual" (the table of the meanings that words usually have in
    news), "grammar" (a function word, explained), "number" or "name". `sure` is false where the dictionary has others
    that could be meant, where the word is put together of its parts, where its ends are in doubt, and for most single
    characters.
    """

    english: str
    source: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, Latin run, punctuation mark or space: `Paragraph.text[start:end]`.

    `pinyin` has one syllable with tone mark for each Han character in `text` (2月8日: yuè, rì).
    `term` is the id of a glossary term, `review` why a person should look at the token.
    `pos` is the part of speech that it has here (ICTCLAS: n, v, vn, a, d, p, m, nr …), `entity` the kind of
    name ("person", "place", "organisation" or empty), `why` what decided its reading. The three say what the
    analysis found; two tokens that differ in nothing else are equal. `meaning` is its short English in this place;
    None until somebody asks for it (`companion.language.meanings.with_meanings`): a reader without English pays nothing.
    """

    text: str
    start: int
    end: int
    kind: str
    simplified: str
    pinyin: tuple[str, ...] = ()
    senses: tuple[Sense, ...] = ()
    term: str | None = None
    review: tuple[str, ...] = ()
    pos: str = field(default="", compare=False)
    entity: str = field(default="", compare=False)
    why: str = field(default="", compare=False)
    meaning: Meaning | None = field(default=None, compare=False)

    @property
    def is_unknown(self) -> bool:
        """Whether it is a word that neither dictionary nor glossary has, and no name, number or date that was found.

        >>> Token("屈機", 0, 2, "word", "屈机").is_unknown
        True
        """
        return (
            self.kind == "word"
            and not (self.senses or self.term or self.entity)
            and self.pos not in ("m", "t")
        )


class _Draft:
    """A token that is being made: its fields are set as those of any object, then it is frozen."""

    __slots__ = Token.__slots__


Senses = tuple[Sense, ...]
TokenFacts = tuple[
    str,
    str,
    str,
    tuple[str, ...],
    Senses | Callable[[], Senses],
    str | None,
    tuple[str, ...],
    str,
    str,
    str,
    int,
]
"""All of a token but its place: text, kind, simplified, pinyin, senses (or what looks them up when they are asked for),
term, review, pos, entity, why; last a number that the analysis keeps for itself."""


def make_tokens(
    facts: Iterable[TokenFacts],
    spans: Iterable[tuple[int, int]],
    meanings: Iterable[Meaning | None] = repeat(None),
) -> list[Token]:
    """Tokens out of what they are and where they stand, each in a tenth of the time of `Token(…)`.

    A frozen dataclass sets each field through `object.__setattr__`; here a plain object of the
    same layout is filled and becomes a `Token`.

    >>> facts = ("電騙", "word", "电骗", (), (), None, (), "n", "", "", 0)
    >>> make_tokens([facts], [(0, 2)]) == [Token("電騙", 0, 2, "word", "电骗", pos="n")]
    True
    """
    made: list[Token] = []
    for (text, kind, simplified, pinyin, senses, term, review, pos, entity, why, _), (
        start,
        end,
    ), meaning in zip(facts, spans, meanings, strict=False):
        token: Any = _Draft()
        token.text = text
        token.start = start
        token.end = end
        token.kind = kind
        token.simplified = simplified
        token.pinyin = pinyin
        token.senses = senses
        token.term = term
        token.review = review
        token.pos = pos
        token.entity = entity
        token.why = why
        token.meaning = meaning
        token.__class__ = Token
        made.append(token)
    return made


class _SentenceDraft:
    """A sentence that is being made; see `_Draft`."""

    __slots__ = Sentence.__slots__


def make_sentences(spans: Iterable[tuple[int, int]]) -> tuple[Sentence, ...]:
    """Sentences without English at the places, made several times as fast as by calling `Sentence`.

    >>> make_sentences([(0, 3)]) == (Sentence(0, 3),)
    True
    """
    made: list[Sentence] = []
    for start, end in spans:
        sentence: Any = _SentenceDraft()
        sentence.start = start
        sentence.end = end
        sentence.translation = None
        sentence.reference = ""
        sentence.__class__ = Sentence
        made.append(sentence)
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its tokens, which join up to `text`, and the sentences that cover it."""

    id: str
    kind: str
    text: str
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    review: tuple[str, ...] = ()

    @property
    def simplified(self) -> str:
        """The paragraph in simplified characters, token by token; no token is made for it."""
        held = _TOKENS.__get__(self)
        if type(held) is TokensToMake:
            return "".join(facts[2] for facts in held.facts)
        return "".join(t.simplified for t in self.tokens)

    @classmethod
    def make(
        cls,
        kind: str,
        text: str,
        tokens: Iterable[Token] = (),
        sentences: Iterable[Sentence] = (),
        review: Iterable[str] = (),
    ) -> Paragraph:
        """A paragraph whose id is made from its content.

        Args:
            kind: One of `KINDS`.
            text: The text.
            tokens: They join up to the text.
            sentences: They cover it.
            review: Why a person should look at it.

        Returns:
            The paragraph.
        """
        made: Any = tokens if type(tokens) is TokensToMake else tuple(tokens)
        return cls(paragraph_id(text), kind, text, made, tuple(sentences), tuple(review))

    @property
    def terms(self) -> Iterable[str]:
        """The ids of the glossary terms that its tokens name, in order; no token is made for it."""
        held = _TOKENS.__get__(self)
        if type(held) is TokensToMake:
            return held.terms
        return [t.term for t in self.tokens if t.term]

    def passing(self) -> Paragraph:
        """The same paragraph for one look: tokens that are made for it go when it goes.

        What walks through a whole book takes its paragraphs so (`Article.passing`): the tokens of a long text take ten times
        the memory of what they are made of.

        Returns:
            This paragraph where its tokens are there already, else one that has the same facts.
        """
        held = _TOKENS.__get__(self)
        if type(held) is tuple:
            return self
        return Paragraph(self.id, self.kind, self.text, held, self.sentences, self.review)

    def facts(self) -> Iterator[tuple[TokenFacts, tuple[int, int]]]:
        """Of each token what it is and where it stands; no token is made for it.

        Returns:
            An iterator; tokens of one word share its facts where they come from the analysis or a file.
        """
        held = _TOKENS.__get__(self)
        if type(held) is TokensToMake:
            return zip(held.facts, held.spans, strict=True)
        return (
            (
                (
                    t.text,
                    t.kind,
                    t.simplified,
                    t.pinyin,
                    t.senses,
                    t.term,
                    t.review,
                    t.pos,
                    t.entity,
                    t.why,
                    0,
                ),
                (t.start, t.end),
            )
            for t in self.tokens
        )

    def with_sentences(self, sentences: Iterable[Sentence]) -> Paragraph:
        """The same paragraph with other sentences, such as those that have their English; no token is made for it.

        Args:
            sentences: They cover the text.

        Returns:
            Another paragraph.
        """
        held = _TOKENS.__get__(self)
        return Paragraph(self.id, self.kind, self.text, held, tuple(sentences), self.review)

    def keep_meanings(self, meanings: Iterable[Meaning | None]) -> None:
        """Keeps what each token means in its place: on the tokens, or beside the facts that they are made of.

        Args:
            meanings: One for each token.
        """
        held = _TOKENS.__get__(self)
        if type(held) is TokensToMake:
            held.meanings = tuple(meanings)
            return
        for token, meaning in zip(self.tokens, meanings, strict=True):
            object.__setattr__(token, "meaning", meaning)  # found once, and no part of what a token equals

    @property
    def has_meanings(self) -> bool:
        """Whether the meanings of its words were found already; no token is made for it."""
        held = _TOKENS.__get__(self)
        if type(held) is TokensToMake:
            return bool(held.meanings)
        return any(t.meaning for t in self.tokens)

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence.

        Args:
            sentence: One of the paragraph's.

        Returns:
            Those that start inside it.
        """
        return tuple(t for t in self.tokens if sentence.start <= t.start < sentence.end)


@dataclass(slots=True)
class TokensToMake:
    """The tokens of a paragraph as the analysis has them: an object for each is made when somebody asks.

    `ends` are counted in what the paragraph is a part of, where it begins at `base`; `terms` are those that its tokens name.
    """

    facts: Sequence[TokenFacts]
    ends: Sequence[int]
    base: int = 0
    terms: Sequence[str] = ()
    meanings: tuple[Meaning | None, ...] = ()

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where each token begins and ends."""
        ends = [end - self.base for end in self.ends] if self.base else self.ends
        return list(zip([0, *ends], ends, strict=False))

    def __iter__(self) -> Iterator[Token]:
        return iter(make_tokens(self.facts, self.spans, self.meanings or repeat(None)))

    def __call__(self) -> tuple[Token, ...]:
        """The tokens."""
        return tuple(self)


def _made_on_access(owner: type, name: str) -> Any:
    """Lets a field hold what makes its tuple until it is first read; the slot that holds either."""
    slot: Any = owner.__dict__[name]

    def get(self: Any) -> tuple[Any, ...]:
        held: tuple[Any, ...] | Callable[[], tuple[Any, ...]] = slot.__get__(self)
        if not isinstance(held, tuple):
            held = held()
            slot.__set__(self, held)
        return held

    setattr(owner, name, property(get, slot.__set__))
    return slot


_made_on_access(Token, "senses")
_TOKENS = _made_on_access(Paragraph, "tokens")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person changed: `text[start:end]` of a paragraph gets `value`.

    `kind` is "reading" (value: syllables joined by spaces), "words" (words joined by "|"),
    "simplified" (as many characters as `text`), "kind" (one of `KINDS`) or "boundary" ("split":
    a paragraph begins at `start`; "join": the next one belongs to it). `text` is what stood there
    when it was made, `before` and `after` a few characters around it. `paragraph` is the id of the
    paragraph; where it is empty, `text` is meant wherever it stands. `scope` is "article" or
    "always" (all articles). `by` and `date` say who made it, and when (2025-02-09).
    """

    kind: str
    paragraph: str
    start: int
    end: int
    text: str
    value: str
    scope: str = "article"
    by: str = ""
    date: str = ""
    before: str = ""
    after: str = ""


def is_saved(f: Field[Any]) -> bool:
    """Whether a field of the model stands in a saved article: where it was read from, on this machine, does not."""
    return bool(f.metadata.get("saved", True))


@dataclass(frozen=True, slots=True, repr=False)
class Article:
    """A whole article. `glossary` has the terms that occur in it, in order of appearance.

    `source` is where it came from: who published it, where a web page or book says so, else the file's
    name. `date` (2026-11-26, or as the page has it) and `author` are what such a file says too. `notices` are one-line remarks
    for the reader, such as which command installs a translation model. `corrections` are those
    of a person that have been applied. `grain` says how its words are divided: "reader", as one looks
    them up, or "fine", as grammars do.

    Three fields say how it came to be here. They are no part of what it is: articles that differ in nothing else
    are equal, and none stands in a saved file. `language` is the `companion.Language` that it was read with where that
    is not the usual one (`Language.of`). `path` is the file it was read from, absolute: beside it corrections
    and translations are kept; None for a text that was given. `read_with` is the glossary it was read with, as it was
    named: a `Glossary`, the path of a file or folder, "" for those that are installed, or None where nobody knows.
    """

    title: str
    source: str
    paragraphs: tuple[Paragraph, ...]
    glossary: tuple[Term, ...] = ()
    notices: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    grain: str = "reader"
    author: str = ""
    date: str = ""
    language: object | None = field(default=None, compare=False, metadata={"saved": False})
    path: Path | None = field(default=None, compare=False, metadata={"saved": False})
    read_with: Any = field(default=None, compare=False, metadata={"saved": False})

    def __repr__(self) -> str:
        """One short line: what it is called and how long it is."""
        title = " ".join("".join(c if c.isprintable() else " " for c in self.title).split())
        title = title if len(title) <= 24 else title[:23] + "…"
        characters = sum(len(p.text) for p in self.paragraphs)
        counts = _counted(len(self.paragraphs), "paragraph"), _counted(characters, "character")
        return f"<Article {title or 'without a title'}: {', '.join(counts)}>"

    def _repr_html_(self) -> str:
        """The static view, for a notebook; HTML comes from `companion.render` alone, which is loaded for it."""
        html: str = import_module("companion.render").fallback_html(self, of="article")
        return html

    @property
    def credit(self) -> str:
        """Where it came from in one line: who published it, who wrote it, and when.

        The name of a file is no source, nor is the standard input.

        >>> Article("電騙", "晨報", (), author="陳大文", date="2026-11-26").credit
        '晨報 · 陳大文 · 2026-11-26'
        """
        file = self.path.name if self.path else ""
        named = "" if self.source == file or _NO_SOURCE.fullmatch(self.source) else self.source
        return " · ".join(dict.fromkeys(part for part in (named, self.author, self.date) if part))

    def records(self, of: str = "tokens") -> list[dict[str, Any]]:
        """The article as rows of plain values, for a table of one's own.

        Args:
            of: "tokens" (a row for each word, number, mark …), "sentences" (with their English), or "terms" (the
                glossary's, with how often each occurs).

        Returns:
            A dict for each row. `paragraph` and `sentence` count from 0; syllables, marks and renderings are one text.

        Raises:
            InputError: `of` is none of the three.

        >>> token = Token("電騙", 0, 2, "word", "电骗", ("diàn", "piàn"))
        >>> paragraph = Paragraph.make("body", "電騙", (token,), (Sentence(0, 2),))
        >>> row = Article("", "", (paragraph,)).records()[0]
        >>> row["text"], row["pinyin"], row["paragraph"], row["sentence"]
        ('電騙', 'diàn piàn', 0, 0)
        """
        rows = {"tokens": self._token_rows, "sentences": self._sentence_rows, "terms": self._term_rows}
        if of not in rows:
            raise InputError(f"records of '{of}': there are: {', '.join(rows)}")
        return rows[of]()

    def to_dataframe(self, of: str = "tokens") -> Any:
        """`records` as a pandas DataFrame.

        Args:
            of: "tokens", "sentences" or "terms"; see `records`.

        Returns:
            A `pandas.DataFrame` with a column for each value.

        Raises:
            InputError: pandas is not installed, or `of` is none of the three.

        >>> frame = Article("電騙", "", ()).to_dataframe("sentences")  # doctest: +SKIP
        >>> list(frame.columns)[:4]  # doctest: +SKIP
        ['paragraph', 'sentence', 'kind', 'start']
        """
        rows = self.records(of)
        try:
            pandas = import_module("pandas")
        except ImportError:
            raise InputError(
                "to_dataframe needs pandas: pip install pandas; article.records() has the same rows without it"
            ) from None
        return pandas.DataFrame(rows)

    def _token_rows(self) -> list[dict[str, Any]]:
        terms = {t.id: t for t in self.glossary}
        rows = []
        for number, p in enumerate(self.passing()):
            at = 0
            for t in p.tokens:
                while at + 1 < len(p.sentences) and p.sentences[at].end <= t.start:
                    at += 1
                row = _row(t, {"paragraph": number, "sentence": at})
                sense = t.senses[0].english if t.senses else ()
                term = terms.get(t.term or "")
                rows.append(row | {"english": "; ".join(term.english if term else sense)})
        return rows

    def _sentence_rows(self) -> list[dict[str, Any]]:
        rows = []
        for number, p in enumerate(self.paragraphs):
            for at, s in enumerate(p.sentences):
                tokens = p.tokens_of(s)
                english = s.translation or Translation("", "none")
                rows.append(
                    {
                        "paragraph": number,
                        "sentence": at,
                        "kind": p.kind,
                        "start": s.start,
                        "end": s.end,
                        "text": p.text[s.start : s.end].strip(),
                        "simplified": "".join(t.simplified for t in tokens).strip(),
                        "pinyin": " ".join(" ".join(t.pinyin) for t in tokens if t.pinyin),
                        "english": english.text,
                        "origin": english.origin,
                        "engine": english.engine,
                        "score": english.score,
                        "reason": english.reason,
                    }
                )
        return rows

    def _term_rows(self) -> list[dict[str, Any]]:
        counts: dict[str | None, int] = {}
        for p in self.passing():
            for t in p.tokens:
                counts[t.term] = counts.get(t.term, 0) + 1
        return [_row(t, {}) | {"count": counts.get(t.id, 0)} for t in self.glossary]

    def passing(self) -> Iterator[Paragraph]:
        """The paragraphs, one after the other, for one look at each: see `Paragraph.passing`.

        Returns:
            An iterator.

        >>> import companion
        >>> [len(p.tokens) for p in companion.read_text("警方打擊電騙。", translator=None).passing()]
        [4]
        """
        return (p.passing() for p in self.paragraphs)

    def term(self, term_id: str) -> Term | None:
        """The glossary term with this id.

        Args:
            term_id: The id, such as "crime-dianpian".

        Returns:
            The term; None where it does not occur in the article.
        """
        return next((t for t in self.glossary if t.id == term_id), None)


def _row(value: Token | Term, row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a token or term as plain values: syllables and marks parted by spaces, renderings by semicolons."""
    for f in fields(value):
        v = getattr(value, f.name)
        if isinstance(v, tuple):
            if f.name == "senses":
                continue
            v = ("; " if isinstance(value, Term) else " ").join(map(str, v))
        row[f.name] = v
    return row


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def paragraph_id(text: str) -> str:
    """A short id that depends on nothing but the text.

    >>> paragraph_id("你好")
    'p-670d9743542c'
    """
    return "p-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def with_unique_ids(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs with `-2`, `-3` … added to the ids of repeated ones."""
    seen: dict[str, int] = {}
    unique = []
    for p in paragraphs:
        n = seen[p.id] = seen.get(p.id, 0) + 1
        if n > 1:
            tokens: Any = _TOKENS.__get__(p)  # they may still have to be made
            p = Paragraph(f"{p.id}-{n}", p.kind, p.text, tokens, p.sentences, p.review)
        unique.append(p)
    return tuple(unique)
