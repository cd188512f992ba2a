"""A paragraph's text to tokens: script conversion, segmentation, readings, senses, review marks."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import numpy as np

from companion.language import marks
from companion.language.readings import usages
from companion.language.readings.forms import read_by_form
from companion.language.readings.romanizer import Part, PinyinRomanizer, Readings
from companion.language.spans import classify
from companion.language.tagging.network import ENTITY_OF
from companion.language.words.draft import Draft, TermSpan, joined
from companion.language.words.lattice import Lattice, as_edges
from companion.language.words.memory import Memory
from companion.language.words.runs import fixed_runs
from companion.model import Sense, Senses, Token, TokenFacts, TokensToMake
from companion.protocols import Dictionary, Romanizer, ScriptConverter, Segmenter, Tagger

__all__ = ["Analyzer"]

_MOST_KNOWN = 200_000
_COUNTING = ("m", "t")  # numbers and dates are in no dictionary
_NO_EVIDENCE = -4.0  # the score of a word's ends where there is no tagger
_SENTENCE_ENDS = re.compile("(?<=[。！？；\n])")
_UNKNOWN, _NAMED, _UNREAD = 1, 2, 4  # of a word: nothing has it, it is a name, nothing reads it (𡃁)


class _Later:
    """The senses of a word, looked up when they are asked for; half the size of a `functools.partial`."""

    __slots__ = ("_look_up", "_simplified", "_text")

    def __init__(self, look_up: Callable[[str, str], tuple[Sense, ...]], text: str, simplified: str) -> None:
        self._look_up, self._text, self._simplified = look_up, text, simplified

    def __call__(self) -> tuple[Sense, ...]:
        return self._look_up(self._text, self._simplified)


@dataclass(slots=True)
class Analyzer:
    """The parts of a `companion.Language` put together, for whole paragraphs.

    Without a tagger (None) words have no part of speech, and which reading or name a place has is told by
    the words around it alone.

    >>> from companion.language.language import Language
    >>> tokens = Language.default().analyzer.tokens("中泰兩國聯手打擊電騙")
    >>> [(t.text, t.simplified, " ".join(t.pinyin)) for t in tokens][1:3]
    [('兩國', '两国', 'liǎng guó'), ('聯手', '联手', 'lián shǒu')]
    """

    script: ScriptConverter
    segmenter: Segmenter
    tagger: Tagger | None
    romanizer: Romanizer
    dictionary: Dictionary
    _known: dict[tuple[Any, ...], TokenFacts] = field(default_factory=dict, repr=False)
    _lattice: Lattice = field(init=False, repr=False)
    _has: Callable[[str], bool] = field(init=False, repr=False)
    _is_lazy: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        has = getattr(self.dictionary, "has", None)
        self._is_lazy, self._has = has is not None, has or (lambda word: bool(self.dictionary.lookup(word)))
        self._lattice = self.segmenter if isinstance(self.segmenter, Lattice) else Lattice()

    def simplify(self, text: str) -> str:
        """`text` in simplified characters, of the same length."""
        return self.script.to_simplified(text)

    def is_word(self, simplified: str) -> bool:
        """Whether the dictionary has this simplified word."""
        return self._has(simplified)

    @property
    def notices(self) -> tuple[str, ...]:
        """One-line remarks of the components, such as an index that could not be kept."""
        notice = getattr(self.dictionary, "notice", "")
        return (notice,) if notice else ()

    def kind(self, text: str) -> str:
        """What a token of this text is, of `model.TOKEN_KINDS`."""
        return classify(text)

    def readings(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """The readings of the simplified words of a paragraph."""
        return self.romanizer.romanize(words)

    def senses(self, text: str, simplified: str) -> tuple[Sense, ...]:
        """The dictionary's senses of a word in both scripts."""
        return self.dictionary.lookup(text) or self.dictionary.lookup(simplified)

    def draft(
        self,
        text: str,
        simplified: str | None = None,
        terms: Sequence[TermSpan] = (),
        memory: Memory | None = None,
    ) -> Draft:
        """The words of one or more paragraphs, parted by line ends.

        Args:
            text: The text.
            simplified: The same in simplified characters, where it is at hand.
            terms: Where glossary terms may stand; they may overlap.
            memory: The names that the article has so far; those found here are added.

        Returns:
            The words, with those of the terms that are words of the text.
        """
        if simplified is None:
            simplified = self.script.to_simplified(text)
        p = known = None
        if self.tagger is not None and simplified:
            sentences = [s for s in _SENTENCE_ENDS.split(simplified) if s]
            joined_rows = getattr(self.tagger, "joined_probabilities", None)
            p = (
                joined_rows(sentences)
                if joined_rows is not None
                else np.concatenate(self.tagger.probabilities(sentences))
            )
        if not isinstance(self.segmenter, Lattice):
            known = as_edges(self.segmenter.segment(simplified))
        runs = fixed_runs(simplified)
        cut = self._lattice.cut(
            simplified, p, [t[:2] for t in terms], runs, memory if memory is not None else Memory(), known
        )
        chosen = [terms[k] for k in _words_at(cut.ends, terms).values()]
        return Draft(text, simplified, cut.ends, cut.tags, chosen, cut.evidence)

    def tokens(
        self, text: str, terms: Sequence[TermSpan] = (), simplified: str | None = None
    ) -> tuple[Token, ...]:
        """The tokens of a paragraph, which join up to it; `terms` are where glossary terms may stand."""
        return self.tokens_of([self.draft(text, simplified, terms)])[0]

    def tokens_of(self, drafts: Sequence[Draft]) -> list[tuple[Token, ...]]:
        """The tokens of several paragraphs at once, which is faster than one by one."""
        texts = [draft.text for draft in drafts]
        return [tokens() for tokens in self.tokens_to_make(joined(drafts), texts)] if drafts else []

    def tokens_to_make(self, draft: Draft, texts: Sequence[str]) -> list[TokensToMake]:
        """The tokens of each of the `texts` that line ends join to the draft's; none is made until somebody asks for it.

        All is worked out for the words of all paragraphs together, which is many times as fast as one by one.
        """
        ends = array("l", draft.ends)  # a list of a book's has a number of 32 bytes for each word
        starts, simplified = [0, *draft.ends], draft.simplified
        words = [simplified[a:b] for a, b in zip(starts, draft.ends, strict=False)]
        parts, base, first = [], 0, 0
        for text in texts:
            last = bisect_left(ends, base + len(text), first) + 1 if text else first
            parts.append(Part(simplified[base : base + len(text)], first, last))
            base, first = base + len(text) + 1, last + 1
        read = self._read(words, parts, draft.tags if self.tagger is not None else None)
        written = words
        if (whole := draft.text) != simplified:
            written = [whole[a:b] for a, b in zip(starts, draft.ends, strict=False)]
        facts = self._facts_of(draft, written, words, read)
        made, base, term = [], 0, 0
        begin = [t.start for t in draft.terms]
        for text, part in zip(texts, parts, strict=True):
            at, term = term, bisect_left(begin, base + len(text), term)
            named = [t.term for t in draft.terms[at:term]] if term > at else ()
            made.append(
                TokensToMake(facts[part.first : part.last], ends[part.first : part.last], base, named)
            )
            base += len(text) + 1
        return made

    def _read(self, words: list[str], parts: Sequence[Part], tags: list[str] | None) -> Readings:
        """The readings of the words."""
        if (together := getattr(self.romanizer, "romanize_all", None)) is not None:
            readings: Readings = together(words, parts, tags)
            return readings
        syllables: list[tuple[str, ...]] = [()] * len(words)
        for part in parts:
            syllables[part.first : part.last] = self.romanizer.romanize(words[part.first : part.last])
        return Readings(syllables, frozenset(), {})

    def _facts_of(
        self, draft: Draft, written: list[str], words: list[str], read: Readings
    ) -> list[TokenFacts]:
        """What is to be said of each word."""
        tags, known = draft.tags, self._known
        if len(known) > _MOST_KNOWN:
            known.clear()
        keys = list(zip(written, words, read.syllables, tags, strict=True))
        facts: list[TokenFacts] = list(map(known.get, keys))  # type: ignore[arg-type]
        if not all(facts):
            for i, key in enumerate(keys):
                if facts[i] is None:
                    facts[i] = known.get(key) or known.setdefault(key, self._facts(*key, None))
        for i, k in _words_at(draft.ends, draft.terms).items():
            term = draft.terms[k]
            parts = (facts[i][0], words[i], read.syllables[i], tags[i])
            claimed = (*parts, *term[2:5])
            fact = known.get(claimed)
            if fact is None:
                fact = known[claimed] = self._facts(*parts, term)
            facts[i] = fact
        for i, why in read.why.items():
            if facts[i][9] == "word":
                facts[i] = (*facts[i][:9], why, facts[i][10])
        for i, mark in self._marks(draft, words, facts, read):
            fact = facts[i]
            if fact[5] is None and fact[1] in ("word", "number"):
                facts[i] = (*fact[:6], (mark, *fact[6]), *fact[7:])
        return facts

    def _marks(
        self, draft: Draft, words: list[str], facts: list[TokenFacts], read: Readings
    ) -> list[tuple[int, str]]:
        """The words whose ends or readings are likely enough to be wrong, each with what its mark says."""
        if not words:
            return []
        seen = self._seen(draft, words, facts, read)
        ends, wrong = np.full(len(words), _NO_EVIDENCE), seen.unknown.copy()
        if seen.ends is not None:
            by_ends = marks.weights("ends")
            ends = seen.ends @ by_ends.weights
            wrong = ends > by_ends.limit
        wrong |= seen.unread
        found = [
            (i, "unknown-word" if seen.unknown[i] else "word-ends") for i in np.flatnonzero(wrong).tolist()
        ]
        if seen.asked:
            by_reading = marks.weights("reading")
            scores = marks.reading_features(*seen.reading, ends[seen.asked]) @ by_reading.weights
            found += [
                (seen.asked[k], "polyphone") for k in np.flatnonzero(scores > by_reading.limit).tolist()
            ]
        return found

    def _seen(self, draft: Draft, words: list[str], facts: list[TokenFacts], read: Readings) -> marks.Seen:
        """What the two regressions look at."""
        known = np.array([f[10] for f in facts])
        unknown = known & _UNKNOWN > 0
        ends = None
        if draft.evidence is not None:
            ends = marks.ends_features(draft.evidence, unknown, known & _NAMED > 0)
        asked = sorted({*read.margins, *read.doubtful, *read.why})
        reading = (
            np.array([read.margins.get(i, np.nan) for i in asked]),
            np.array([read.why.get(i, "").startswith(usages.FILE) for i in asked]),
            np.array([i in read.doubtful for i in asked]),
            np.array([len(words[i]) == 1 for i in asked]),
            unknown[asked] if asked else np.zeros(0),
            (known & _NAMED > 0)[asked] if asked else np.zeros(0),
        )
        return marks.Seen(unknown, known & _UNREAD > 0, ends, asked, reading)

    def _facts(
        self, text: str, simplified: str, pinyin: tuple[str, ...], tag: str, term: TermSpan | None
    ) -> TokenFacts:
        """All of a token but its place: the same wherever the word stands as this part of speech."""
        kind = classify(text)
        if kind not in ("word", "number"):
            return (
                text,
                kind,
                simplified,
                (),
                (),
                None,
                (),
                "w" if tag and kind == "punctuation" else "",
                "",
                "",
                0,
            )
        if term is not None:
            if len(term.pinyin) == len(pinyin):
                pinyin = term.pinyin
            simplified = term.simplified if len(term.simplified) == len(simplified) else simplified
        is_word = kind == "word" and (self._has(simplified) or self._has(text))  # the former is sooner told
        senses: Senses | Callable[[], Senses] = ()
        if is_word:
            senses = _Later(self.senses, text, simplified) if self._is_lazy else self.senses(text, simplified)
        pos = "m" if kind == "number" and tag not in ("t", "") else tag
        entity = ENTITY_OF.get(pos, "")
        review: tuple[str, ...] = ()
        why = "word" if pinyin else ""
        if term is not None:
            why = "term" if len(term.pinyin) == len(pinyin) else why
        else:
            if text != simplified and isinstance(self.romanizer, PinyinRomanizer):
                own, pinyin = pinyin, read_by_form(text, pinyin)
                why = why if own == pinyin else "form"
            if text != simplified and not self._is_sure(text, simplified):
                review += ("conversion",)
        seen = _NAMED if entity else 0
        if kind == "word":
            seen |= _UNREAD * (not any(pinyin))
            seen |= _UNKNOWN * (not senses and not entity and pos not in _COUNTING)
        return (
            text,
            kind,
            simplified,
            pinyin,
            senses,
            term.term if term else None,
            review,
            pos,
            entity,
            why,
            seen,
        )

    def _is_sure(self, text: str, simplified: str) -> bool:
        """Whether no character had two simplified forms to choose from, or the dictionary has this very pair."""
        if _TWO_FORMS.isdisjoint(text):
            return True
        senses = self.senses(text, simplified)
        return len(text) > 1 and any(s.traditional == text and s.simplified == simplified for s in senses)


def _words_at(ends: Sequence[int], terms: Sequence[TermSpan]) -> dict[int, int]:
    """Of the terms that are words their number in `terms`, with the number of the word, in order."""
    if not terms or not len(ends):
        return {}
    stops = np.array(ends)
    starts = np.append(0, stops[:-1])
    begin, end = (np.fromiter(map(itemgetter(k), terms), int, len(terms)) for k in (0, 1))
    word = np.minimum(np.searchsorted(stops, end), len(stops) - 1)
    at = np.flatnonzero((stops[word] == end) & (starts[word] == begin))
    return dict(zip(word[at].tolist(), at.tolist(), strict=True))


# Traditional characters that have two simplified forms, by their meaning.
_TWO_FORMS = frozenset("乾瞭藉徵餘夥覆甯薑鉅剋穀捲")
