"""The word table: each distinct word of an article once, with all that its card says.

One schema for the reader, for pages and for JSON; `docs/decisions/0021-one-word-table.md` describes it. The browser
makes words and cards of it (`js/shared/`), so that no card is sent as HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from companion.language.dictionary.shown import common_first, shown
from companion.language.language import Language
from companion.language.parts_of_speech import part_of_speech
from companion.language.readings.orthography import pattern_of
from companion.language.readings.spoken import Said, Spoken
from companion.language.readings.systems import reading_of
from companion.lessons.words import levels_of_word
from companion.model import Article, Sense, Term, Token
from companion.render.environment import ORIGINS, SHORT_ORIGINS, filled, listed
from companion.render.words import is_word, ruby_parts

__all__ = ["COLUMNS", "SCHEMA", "SYLLABLES", "Mark", "WordTable", "article_words", "phrase_words", "read_row"]

SCHEMA = "companion/words@1"
COLUMNS = (
    "text", "simplified", "pinyin", "kind", "pos", "level", "zipf", "senses", "meaning", "term", "review", "entity", "why",
    "said", "figures", "spelling", "levels",
)  # fmt: skip
"""What stands in a row, in this order. New columns are added at the end."""
SYLLABLES = ("zhuyin", "wade-giles")
"""The systems that are written out of the pinyin: `syllables` has each syllable in them."""
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_SHORT = 3  # meanings of a single character
_STEM = 5  # letters by which words of English are told to be of one family
_SMALL = frozenset(
    [
        "with",
        "from",
        "that",
        "this",
        "into",
        "used",
        "other",
        "such",
        "very",
        "some",
        "word",
        "more",
        "only",
        "also",
    ]
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How much of a table somebody has."""

    words: int = 0
    senses: int = 0
    origins: int = 0
    syllables: int = 0
    characters: int = 0

    def __or__(self, other: Mark) -> Mark:
        """What reaches as far as either."""
        return Mark(*map(max, astuple(self), astuple(other)))


class WordTable:
    """Rows that grow as words are asked for; `data()` is all of it, `between` two marks what came.

    Args:
        terms: the glossary terms that words may have.
        language: what the article was read with, whose dictionary says what characters mean.
        systems: whether each syllable is written in the other systems too, which only a reader's switches need.

    >>> from companion import read_text
    >>> article = read_text("警方打擊電騙。", translator=None)
    >>> table = WordTable(article.glossary)
    >>> [table.number(t) for t in article.paragraphs[0].tokens]
    [0, 1, 2, 3]
    >>> read_row(table.words[2])["pinyin"]
    'diàn piàn'
    """

    def __init__(
        self, terms: Iterable[Term] = (), language: Language | None = None, *, systems: bool = True
    ) -> None:
        self._systems = systems
        self.language = language or Language.default()
        self.terms = {t.id: t for t in terms}
        self.words: list[
            str
        ] = []  # a row is a line: its cells with tabs between, the empty ones at its end left out
        self.made: list[tuple[Token, Said | None]] = []  # what each row is of
        self.senses: list[list[str]] = []
        self.origins: list[list[str]] = []
        self.characters: dict[str, str] = {}
        self.syllables: dict[str, list[str]] = {}
        self._numbers: dict[Any, int] = {}
        self._senses: dict[tuple[Sense, ...], int] = {}
        self._origins: dict[tuple[str, ...], int] = {}

    # ---- what is put in

    def number(
        self,
        token: Token,
        meaning: str | None = None,
        spoken: Said | None = None,
        changed: Said | None = None,
    ) -> int:
        """The row of a word, made where there is none.

        Args:
            token: the word.
            meaning: its short English where it stands; by itself the token's own, "" for none.
            spoken: how it is read with its figures spelled out, where that differs from its pinyin.
            changed: the same with the tone sandhi of 一 and 不.

        Returns:
            The number of the row, from 0.
        """
        if meaning is None:
            meaning = token.meaning.english if token.meaning else ""
        key = (
            token.text, token.simplified, token.pinyin, token.kind, token.term, token.review, token.pos, token.entity,
            token.why, meaning, spoken, changed,
        )  # fmt: skip
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.words)
            self.words.append(self._row(token, meaning, spoken, changed))
            self.made.append((token, spoken))
        return number

    def origin(self, origin: str, engine: str = "", reason: str = "") -> int:
        """The number of a kind of English: its name, in words, in short, what made it, and why there is none."""
        key = (origin, engine, reason)
        number = self._origins.get(key)
        if number is None:
            number = self._origins[key] = len(self.origins)
            names = (origin, ORIGINS.get(origin, origin), SHORT_ORIGINS.get(origin, origin), engine, reason)
            self.origins.append([filled(name) for name in names])
        return number

    def forget(self, terms: Iterable[Term]) -> None:
        """Makes new rows from now on, with these terms; the table keeps what it has."""
        self.terms = {t.id: t for t in terms}
        self._numbers.clear()

    def _row(self, token: Token, meaning: str, spoken: Said | None, changed: Said | None) -> str:
        from companion.language.words.frequency import level_of, zipf

        word = is_word(token)
        frequency = (round(zipf(token.simplified), 2) or "") if word and token.kind == "word" else ""
        pinyin = token.pinyin if word else ()
        said = changed.pinyin if changed and word and changed.pinyin != token.pinyin else ()
        for syllable in (*pinyin, *said):
            self._syllable(syllable)
        if word:
            self._characters(token, meaning)
        figures = self._figures(spoken, changed)
        term = self.terms.get(token.term or "")
        row = [
            filled(token.text),
            filled(token.simplified) if token.simplified != token.text else "",
            " ".join(pinyin),
            token.kind,
            self._part(token) if word else "",
            level_of(token.simplified) if word and token.kind == "word" else "",
            frequency,
            self._sense(token.senses) if token.senses else "",
            filled(meaning),
            token.term or "",
            " ".join(token.review),
            token.entity,
            filled(token.why),
            " ".join(said),
            figures and json.dumps(figures, ensure_ascii=False, separators=(",", ":")),
            pattern_of(token, term, self.language) if word else "",
            levels_of_word(token, term) if word and (token.kind == "word" or term) else "",
        ]
        if not word and not meaning and not figures:
            row[3:] = []  # a mark is its text
        return "\t".join(str(cell or "").translate(_ESCAPED) if cell != 0 else "0" for cell in row).rstrip(
            "\t"
        )

    def _part(self, token: Token) -> str:
        """The part of speech, as the lists of words have it; a name and a number have none."""
        if token.kind != "word" or token.entity or token.pos.startswith(("nr", "ns", "nt")):
            return ""
        term, here = self.terms.get(token.term or ""), token.meaning.english if token.meaning else ""
        if term:
            return part_of_speech(token.pos, token.simplified, term.english)
        senses = {m for s in token.senses for m in s.english}
        said = next((m for m in (f"to {here}", here) if m in senses), "")
        return part_of_speech(token.pos, token.simplified, (said,) if said else ())

    def _sense(self, senses: tuple[Sense, ...]) -> int:
        number = self._senses.get(senses)
        if number is None:
            number = self._senses[senses] = len(self._senses)
            self._keep_senses([filled(p) for s in common_first(senses) for p in (s.pinyin, shown(s).line)])
        return number

    def _keep_senses(self, lines: list[str]) -> None:
        self.senses.append(lines)

    def _keep_character(self, name: str, meaning: str) -> None:
        self.characters.setdefault(name, meaning)

    def _characters(self, token: Token, meaning: str) -> None:
        """The meanings of a longer word's characters, each with its reading; also as they fit the word, where that differs."""
        parts = [(c, s) for c, s in ruby_parts(token.text, token.pinyin) if s]
        if len(parts) < 2:
            return
        term = self.terms.get(token.term or "")
        english = [meaning, *(term.english if term else ()), *(e for s in token.senses for e in s.english)]
        hint = frozenset(stem for e in english for stem in _stems(e))
        for character, syllable in parts:
            usual = _meaning(character, syllable, self.language)
            fitting = _meaning(character, syllable, self.language, hint)
            self._keep_character(filled(f"{character} {syllable}"), filled(usual))
            if fitting != usual:
                self._keep_character(filled(f"{character} {syllable} {token.text}"), filled(fitting))

    def _syllable(self, syllable: str) -> None:
        if self._systems and syllable not in self.syllables:
            token = Token("字", 0, 1, "word", "字", (syllable,))
            self.syllables[syllable] = [reading_of(token, system)[0] for system in SYLLABLES]

    def _figures(self, spoken: Said | None, changed: Said | None) -> list[list[Any]]:
        """Of each figure its place in the text, its words, and its words with the sandhi where they differ."""
        if not spoken:
            return []
        others = changed.figures if changed and changed.figures else spoken.figures
        return [
            [f.start, f.end, self._spelled(f), *([self._spelled(o)] if o.pinyin != f.pinyin else [])]
            for f, o in zip(spoken.figures, others, strict=True)
        ]

    def _spelled(self, figure: Spoken) -> str:
        for syllable in (s for word in figure.pinyin for s in word):
            self._syllable(syllable)
        return "/".join(" ".join(word) for word in figure.pinyin)

    # ---- what is taken out

    def mark(self) -> Mark:
        """How much there is now."""
        return Mark(
            len(self.words), len(self.senses), len(self.origins), len(self.syllables), len(self.characters)
        )

    def between(self, mark: Mark, end: Mark) -> dict[str, Any]:
        """What came after `mark`, up to `end`: the parts, and of each where it begins."""
        return {
            "words_at": mark.words,
            "words": self.words[mark.words : end.words],
            "senses_at": mark.senses,
            "senses": self.senses[mark.senses : end.senses],
            "origins_at": mark.origins,
            "origins": self.origins[mark.origins : end.origins],
            "syllables_at": mark.syllables,
            "syllables": dict(islice(self.syllables.items(), mark.syllables, end.syllables)),
            "characters_at": mark.characters,
            "characters": dict(islice(self.characters.items(), mark.characters, end.characters)),
        }

    def data(self) -> dict[str, Any]:
        """The whole table, as JSON has it."""
        return {
            "schema": SCHEMA,
            "columns": list(COLUMNS),
            "words": list(self.words),
            "senses": list(self.senses),
            "origins": list(self.origins),
            "syllables": dict(self.syllables),
            "characters": dict(self.characters),
            "terms": self.term_data(),
        }

    def term_data(self) -> dict[str, dict[str, Any]]:
        """What cards say of the glossary's terms, by their id."""
        return {t.id: _term(t) for t in self.terms.values()}


def read_row(row: str) -> dict[str, str]:
    """The cells of a row by their column; those at its end that are empty are "" too.

    >>> read_row("電騙\\t电骗\\tdiàn piàn\\tword")["kind"]
    'word'
    """
    signs = {"t": "\t", "n": "\n", "r": "\r"}
    cells = [re.sub(r"\\(.)", lambda m: signs.get(m[1], m[1]), cell) for cell in row.split("\t")]
    return dict(zip(COLUMNS, [*cells, *[""] * (len(COLUMNS) - len(cells))], strict=True))


def article_words(article: Article) -> dict[str, Any]:
    """The table of an article's words, without their places.

    >>> from companion import read_text
    >>> sorted(article_words(read_text("電騙。", translator=None))["characters"])
    ['電 diàn', '電 diàn 電騙', '騙 piàn']
    """
    table = WordTable(article.glossary, Language.of(article))
    for paragraph in article.passing():
        for token in paragraph.tokens:
            if is_word(token):
                table.number(token)
    return table.data()


def phrase_words(
    text: str, simplified: str, term: Term | None, language: Language | None = None
) -> dict[str, Any] | None:
    """The table of one expression that a glossary or the dictionary has as a whole; None where none does.

    >>> phrase_words("電信詐騙", "电信诈骗", None) is None, read_row(phrase_words("詐騙", "诈骗", None)["words"][0])["pinyin"]
    (False, 'zhà piàn')
    """
    language = language or Language.default()
    senses = language.senses(text, simplified)
    if not senses and term is None:
        return None
    pinyin = tuple(senses[0].pinyin.split()) if senses else ()
    table = WordTable([term] if term else (), language)
    table.number(Token(text, 0, len(text), "word", simplified, pinyin, senses, term.id if term else None))
    return table.data()


def _term(term: Term) -> dict[str, Any]:
    """A term's fields under their own names; empty ones are left out."""
    elsewhere = bool(
        term.mainland or term.taiwan
    )  # both regions or none: an empty cell says the same as ours
    texts = {
        "traditional": term.traditional, "simplified": term.simplified, "pinyin": term.pinyin,
        "mainland": listed(term.mainland) or term.simplified * elsewhere, "taiwan": listed(term.taiwan) or term.traditional * elsewhere,
        "time": _time(term), "jyutping": term.jyutping, "note": term.note, "source": term.source, "layer": term.layer,
        "status": term.status if term.status != "approved" else "",
    }  # fmt: skip
    english = [filled(e) for e in term.english]
    return {**{name: filled(text) for name, text in texts.items() if text}, "english": english}


def _time(term: Term) -> str:
    """When an office was held or a body existed, and who has looked at that; "" where the entry has no dates.

    >>> _time(Term("p", "李家超", "李家超", "Lǐ Jiāchāo", ("John Lee",), valid_from="2022-07"))
    'From 2022-07; not checked'
    """
    if term.valid_from and term.valid_until:
        said = f"{term.valid_from} to {term.valid_until}"
    elif said := term.valid_from or term.valid_until:
        said = f"{'From' if term.valid_from else 'Until'} {said}"
    return said and f"{said}; {f'checked {term.checked}' if term.checked else 'not checked'}"


def _meaning(character: str, syllable: str, language: Language, hint: frozenset[str] = frozenset()) -> str:
    """What a character means: first what the whole word says too (`hint`: its stems)."""
    meanings = _meanings(character, syllable, language)
    ordered = sorted(meanings, key=lambda m: hint.isdisjoint(m[1])) if hint else meanings
    return "; ".join(m for m, _ in ordered[:_SHORT])


@lru_cache(maxsize=5_000)
def _meanings(character: str, syllable: str, language: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a character means with a reading, and the stems of each meaning."""
    found = language.senses(character)
    fitting = [s for s in found if s.pinyin.lower() == syllable.lower()] or list(found)
    meanings = [e.replace("(in compounds) ", "") for s in common_first(fitting) for e in shown(s).english]
    meanings = list(dict.fromkeys(e for e in meanings if not e.startswith("surname ")) or meanings)
    return tuple((m, _stems(m)) for m in meanings)


def _stems(english: str) -> tuple[str, ...]:
    """The words of an English meaning without their endings, those in brackets and small ones left out.

    >>> _stems("provincial (Party) committee of the province")
    ('provi', 'commi', 'provi')
    """
    plain = re.sub(r"\([^)]*\)", "", english.lower())
    return tuple(w[:_STEM] for w in re.findall(r"[a-z]{4,}", plain) if w not in _SMALL)
