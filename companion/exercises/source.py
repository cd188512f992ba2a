"""An article made ready for exercises: its words with their places, neighbours and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from companion.choices import LEVELS
from companion.exercises.entities import around, piece_of_a_name
from companion.exercises.model import Evidence, Part
from companion.language.language import Language
from companion.language.numbers.units import unit_of
from companion.language.similar import word_class
from companion.language.spans import is_han
from companion.language.words.frequency import level_of, zipf
from companion.lessons.best import FORMULAS
from companion.lessons.lesson import Lesson
from companion.model import Article, Paragraph, Sense, Sentence, Term, Token
from companion.source.kinds import after_dateline

__all__ = ["Place", "Source", "may_be_two", "short_meaning"]

_LONGEST_CONTEXT = 80
_BULLETS = " \t\u3000●•▪■◆▲▼○◎※·"  # what begins an item of a list or a caption, and no sentence
_PROSE = ("headline", "body", "item", "caption")


@dataclass(frozen=True, slots=True)
class Place:
    """A word at its place: paragraph number from 0, sentence, token and its neighbours, and what knows of words."""

    number: int
    paragraph: Paragraph
    sentence: Sentence
    index: int
    token: Token
    before: Token | None
    after: Token | None
    language: Language

    @property
    def key(self) -> tuple[int, int]:
        """Names the sentence within the article."""
        return self.number, self.sentence.start


@dataclass
class Source:
    """What the kinds draw from. `places` are the words of running text that can be asked about.

    A word that the teacher's `lesson` dropped is none of them, one that it added is asked first.
    """

    article: Article
    known: frozenset[str] = frozenset()
    learning: frozenset[str] = frozenset()
    level: str | None = None
    lesson: Lesson = field(default_factory=Lesson)
    spent: set[str] = field(default_factory=set)
    """Wrong choices that an item has already, so that others have others."""
    _classes: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        """What the article was read with."""
        return Language.of(self.article)

    @cached_property
    def sentences(self) -> list[tuple[int, Paragraph, Sentence, list[Token]]]:
        """The sentences of running text: paragraph number, paragraph, sentence, its tokens behind a dateline (【本報訊】)."""
        found = []
        for number, p in enumerate(self.article.paragraphs):
            if p.kind not in _PROSE:
                continue
            at, opening = 0, after_dateline(p.text)
            for sentence in p.sentences:
                tokens = []
                while at < len(p.tokens) and p.tokens[at].start < sentence.end:
                    if p.tokens[at].start >= opening:
                        tokens.append(p.tokens[at])
                    at += 1
                if any(t.kind == "word" for t in tokens):
                    found.append((number, p, sentence, tokens))
        return found

    def meaning(self, token: Token) -> str:
        """The short English of a word where it stands; of the dictionary's first where its place says nothing."""
        from companion.language.meanings import with_meanings

        if token.meaning is None:
            with_meanings(self.article, self.language)
        here = token.meaning
        if here is not None and not here.english.startswith("[") and " + " not in here.english:
            return here.english
        return short_meaning(token.senses)

    @cached_property
    def places(self) -> list[Place]:
        """The words of running text that have a meaning we know, are nothing but Han, and are surely words: no piece of a name."""
        return [
            p
            for p in self._all_places()
            if (p.token.senses or p.token.term)
            and p.token.simplified not in FORMULAS
            and not may_be_two(p.token)
            and not _is_after_number(p)
            and not _is_part(p)
            and not piece_of_a_name(*around(p.paragraph.tokens, p.token.start), self.term)
        ]

    def _all_places(self) -> Iterator[Place]:
        language = self.language
        for number, paragraph, sentence, tokens in self.sentences:
            for i, token in enumerate(tokens):
                if (
                    token.kind == "word"
                    and is_han(token.text)
                    and not self._stands_in(token, self.lesson.drop)
                ):
                    before = tokens[i - 1] if i else None
                    after = tokens[i + 1] if i + 1 < len(tokens) else None
                    yield Place(number, paragraph, sentence, i, token, before, after, language)

    @cached_property
    def vocabulary(self) -> dict[str, Place]:
        """The distinct words (simplified) with their first place."""
        found: dict[str, Place] = {}
        for place in self.places:
            found.setdefault(place.token.simplified, place)
        return found

    @cached_property
    def in_text(self) -> dict[str, Place]:
        """The distinct words (simplified) with their first place behind the headlines, where they have one."""
        found: dict[str, Place] = {}
        for place in self.places:
            word = place.token.simplified
            if word not in found or found[word].paragraph.kind == "headline" != place.paragraph.kind:
                found[word] = place
        return found

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs of simplified words that stand side by side somewhere in the article."""
        pairs = set()
        for p in self.article.paragraphs:
            for a, b in pairwise(p.tokens):
                pairs.add((a.simplified, b.simplified))
        return frozenset(pairs)

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields that the article is of, as its terms and words tell."""
        from companion.language.meanings import domains_of

        return domains_of(self.article.glossary, self.vocabulary)

    @cached_property
    def traditional(self) -> bool:
        """Whether the article is in Traditional characters."""
        return any(t.text != t.simplified for p in self.article.paragraphs for t in p.tokens)

    def shown(self, text: str) -> str:
        """A text of a table, which is in Traditional, in the article's script."""
        return text if self.traditional else self.language.simplify(text)

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {t.id: t for t in self.article.glossary}

    def term(self, token: Token) -> Term | None:
        return self.terms.get(token.term or "")

    def word_class(self, token: Token) -> str:
        """The part of speech of a token; a glossary term's by its field where jieba doesn't know it."""
        found = self._classes.get(token.simplified)
        if found is None:
            found = word_class(token.simplified)
            term = self.term(token)
            if term and term.domain in ("places", "people"):
                found = "name"
            elif not found or term:
                first = term.english[0] if term else token.senses[0].english[0] if token.senses else ""
                found = found if found in "nva" and found else "v" if first.startswith("to ") else "n"
            self._classes[token.simplified] = found
        return found

    @staticmethod
    def _stands_in(token: Token, words: Sequence[str]) -> bool:
        """Whether a teacher's list has a word, in either script."""
        return token.text in words or token.simplified in words

    def worth(self, token: Token) -> float:
        """How much a word is worth being asked for: marked words, terms, the class's level."""
        word = token.simplified
        if word in self.learning or self._stands_in(token, self.lesson.add):
            score = 6.0
        elif word in self.known:
            score = -6.0
        else:
            score = 0.0
        if token.term:
            score += 2.5
        value = zipf(word)
        if self.level:
            apart = abs(_number(level_of(word)) - _number(self.level))
            score += (2.0, 0.8, -0.8, -1.6, -2.2, -2.8)[apart]
        elif 3.0 <= value <= 5.0:
            score += 1.0
        elif value > 5.6:
            score -= 1.0
        return score

    def is_title(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph is the title that heads a sheet: its order would be given away."""
        return paragraph.text.strip() == self.article.title.strip()

    def evidence(
        self, number: int, paragraph: Paragraph, start: int, end: int, sentence: Sentence
    ) -> Evidence:
        raw = paragraph.text[sentence.start : sentence.end]
        lead = len(raw) - len(raw.lstrip())
        return Evidence(paragraph.id, number + 1, start, end, raw.strip(), sentence.start + lead)

    def evidence_of(self, place: Place) -> Evidence:
        """The evidence of a word at its place."""
        t = place.token
        return self.evidence(place.number, place.paragraph, t.start, t.end, place.sentence)

    def context(self, place: Place, start: int, end: int, *middle: Part) -> tuple[Part, ...]:
        """The sentence around `start:end` with `middle` in its stead; a long one is cut to clauses."""
        text = place.paragraph.text
        a, b = place.sentence.start, place.sentence.end
        if b - a > _LONGEST_CONTEXT:
            a, b = _clauses(text, a, b, start, end)
        before, after = text[a:start].lstrip(_BULLETS), text[end:b].rstrip()
        cut_before = "… " if a > place.sentence.start else ""
        cut_after = " …" if b < place.sentence.end else ""
        parts = (Part("text", cut_before + before), *middle, Part("text", after + cut_after))
        return tuple(p for p in parts if p.kind != "text" or p.text)


def _clauses(text: str, a: int, b: int, start: int, end: int) -> tuple[int, int]:
    """The span between commas around `start:end`, widened while it stays short."""
    edges = [a, *(i + 1 for i in range(a, b) if text[i] in "，,；;：:。！？"), b]
    left = max((e for e in edges if e <= start), default=a)
    right = min((e for e in edges if e >= end), default=b)
    while True:
        earlier = [e for e in edges if e < left]
        later = [e for e in edges if e > right]
        if earlier and right - earlier[-1] <= _LONGEST_CONTEXT:
            left = earlier[-1]
        elif later and later[0] - left <= _LONGEST_CONTEXT:
            right = later[0]
        else:
            return left, right


def may_be_two(token: Token) -> bool:
    """Whether what the dictionary has as a word may be two here: 都會 is dōu and huì more often than a city.

    >>> may_be_two(Token("都會", 0, 2, "word", "都会")), may_be_two(Token("好像", 0, 2, "word", "好像"))
    (True, False)
    """
    word = token.simplified
    return len(word) == 2 and not token.term and zipf(word) < 2.0 and all(zipf(c) > 5.5 for c in word)


def _is_after_number(place: Place) -> bool:
    """Whether a word is a unit and what leans on it, behind a number: 三|年前, no 年前."""
    last, word = place.before, place.token.text
    counted = last is not None and (last.kind == "number" or last.pos[:1] == "m")
    return counted and len(word) == 2 and word[1] in "前後后內内間间底初半多" and unit_of(word[0]) is not None


_SAYS = frozenset("指称说")
_MAKES_NOUN = frozenset("商者员厂站纸票证店户机署队馆师工生业费率品器")


def _is_part(place: Place) -> bool:
    """Whether a word is a part of a longer one, or none: 收購|商, 醫生|紙, 案情指, 在家|門口.

    >>> from companion import read_text
    >>> source = Source(read_text("案情指他等收購商上門。", translator=None))
    >>> [p.token.text for p in source.places if p.token.text in ("案情指", "收購")]
    []
    """
    token, before, after = place.token, place.before, place.after
    word = token.simplified
    if len(word) > 2 and word[-1] in _SAYS and not token.senses:
        return True
    if after is not None and after.simplified in _MAKES_NOUN and len(word) > 1 and after.pos[:1] in "nkgq":
        return True
    if word in _MAKES_NOUN and before is not None and len(before.text) > 1 and before.pos[:1] in "nvaj":
        return True
    return len(word) == 2 and word[0] == "在" and after is not None and after.pos[:1] in ("n", "s", "f")


def _number(level: str) -> int:
    return LEVELS.index(level)


def short_meaning(senses: Sequence[Sense]) -> str:
    """The first definitions of the commonest sense, at most three and short; "" where there are none."""
    skip = ("CL:", "lit.", "variant", "surname", "see ", "abbr.", "Taiwan pr.", "also pr.")
    found: list[str] = []
    for definition in senses[0].english if senses else ():
        text = re.sub(r"\s*\([^()]*\)\s*", " ", definition).strip()
        if (
            text
            and text not in found
            and not text.startswith(skip)
            and len("; ".join([*found, text])) <= 48
            and len(found) < 3
        ):
            found.append(text)
    return "; ".join(found)
