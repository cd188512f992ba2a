"""A paragraph's text to tokens: script conversion, segmentation, readings, senses, review marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from companion.language.dictionary.cedict import Cedict
from companion.language.forms import read_by_form
from companion.language.names.patterns import with_names
from companion.language.pinyin import PinyinRomanizer, Readings
from companion.language.spans import classify, fixed_spans, is_dotted_name, is_han
from companion.language.tagging.network import ENTITY_OF, tags_of
from companion.language.words.draft import Draft, TermSpan
from companion.language.words.overlaps import recut
from companion.language.written_numbers import is_number_phrase
from companion.model import Sense, Token, TokenFacts, make_tokens
from companion.protocols import Dictionary, Romanizer, ScriptConverter, Segmenter, Tagger
from companion.registry import resolve

__all__ = ["Analyzer"]

_MOST_KNOWN = 200_000
_TERM, _REVIEW, _WHY = 5, 6, 9
_SENTENCE_ENDS = re.compile("(?<=[。！？；\n])")
_RUNS = "…—─-－.．~～=＝*＊"
_MAY_RUN = re.compile(rf"[\sA-Za-z'{re.escape(_RUNS)}]")
_RUN = re.compile(r"\s\s|([…—─\-－.．~～=＝*＊])\1|[A-Za-z\-'][A-Za-z\-']")


@dataclass(slots=True)
class Analyzer:
    """The language part with its five components, each a name or an object.

    Without a tagger (None) words have no part of speech, and which reading or name a place has is told by
    the words around it alone.

    >>> tokens = Analyzer().tokens("中泰兩國聯手打擊電騙")
    >>> [(t.text, t.simplified, " ".join(t.pinyin)) for t in tokens][1:3]
    [('兩國', '两国', 'liǎng guó'), ('聯手', '联手', 'lián shǒu')]
    """

    script: ScriptConverter | str = "opencc"
    segmenter: Segmenter | str = "jieba"
    tagger: Tagger | str | None = "student"
    romanizer: Romanizer | str = "pinyin"
    dictionary: Dictionary | str = "cc-cedict"
    _ready: bool = field(default=False, repr=False)
    _known: dict = field(default_factory=dict, repr=False)
    _cuts: dict = field(default_factory=dict, repr=False)
    _pieces: dict = field(default_factory=dict, repr=False)

    def _prepare(self) -> None:
        if not self._ready:
            self.script = resolve("script", self.script)
            self.segmenter = resolve("segmenter", self.segmenter)
            self.tagger = resolve("tagger", self.tagger)
            self.dictionary = resolve("dictionary", self.dictionary)
            shared = {"dictionary": self.dictionary} if isinstance(self.dictionary, Cedict) else {}
            self.romanizer = resolve(
                "romanizer", self.romanizer, **(shared if self.romanizer == "pinyin" else {})
            )
            self._ready = True

    def simplify(self, text: str) -> str:
        """`text` in simplified characters, of the same length."""
        self._prepare()
        return self.script.to_simplified(text)

    def word_ends(self, simplified: str) -> frozenset[int]:
        """The places in a simplified text where the segmenter's words end."""
        self._prepare()
        return frozenset(_edges(recut(self.segmenter.segment(simplified), self.is_word)))

    def is_word(self, simplified: str) -> bool:
        """Whether the dictionary has this simplified word."""
        self._prepare()
        return bool(self.dictionary.lookup(simplified))

    @property
    def notices(self) -> tuple[str, ...]:
        """One-line remarks of the components, such as an index that could not be kept."""
        self._prepare()
        notice = getattr(self.dictionary, "notice", "")
        return (notice,) if notice else ()

    def kind(self, text: str) -> str:
        """What a token of this text is, of `model.TOKEN_KINDS`."""
        return classify(text)

    def readings(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """The readings of the simplified words of a paragraph."""
        self._prepare()
        return self.romanizer.romanize(words)

    def senses(self, text: str, simplified: str) -> tuple[Sense, ...]:
        """The dictionary's senses of a word in both scripts."""
        self._prepare()
        return self.dictionary.lookup(text) or self.dictionary.lookup(simplified)

    def draft(self, text: str, simplified: str | None = None) -> Draft:
        """The paragraph with its simplified text and the segmenter's word ends, without terms yet."""
        self._prepare()
        if simplified is None:
            simplified = self.script.to_simplified(text)
        draft = Draft(text, simplified, _edges(recut(self.segmenter.segment(simplified), self.is_word)))
        draft.shares = self._shares(simplified)
        return draft

    def _shares(self, simplified: str) -> Any:
        """What the tagger thinks of each character, sentence by sentence; None without one."""
        if self.tagger is None or not simplified:
            return None
        import numpy as np

        return np.concatenate(self.tagger.probabilities([s for s in _SENTENCE_ENDS.split(simplified) if s]))

    def tokens(
        self, text: str, terms: Sequence[TermSpan] = (), simplified: str | None = None
    ) -> tuple[Token, ...]:
        """The tokens of `text`, which join up to it. `terms` do not overlap and win over all else.

        A term whose two ends both cut a word of the segmenter is left out (國人 in 中國人民).
        """
        draft = self.draft(text, simplified)
        draft.terms = terms
        return self.tokens_of([draft])[0]

    def tokens_of(self, drafts: Sequence[Draft]) -> list[tuple[Token, ...]]:
        """The tokens of several paragraphs at once, which is faster than one by one."""
        self._prepare()
        spans = [self._spans(d) for d in drafts]
        words = [[d.simplified[a:b] for a, b in s] for d, s in zip(drafts, spans, strict=True)]
        tags = [_tags(d, s) for d, s in zip(drafts, spans, strict=True)]
        read = self._read(words, tags if self.tagger is not None else None)
        return [
            self._made(draft, cut, inside, kinds, readings)
            for draft, cut, inside, kinds, readings in zip(drafts, spans, words, tags, read, strict=True)
        ]

    def _read(self, texts: list[list[str]], tags: list[list[str]] | None) -> list[Readings]:
        """The readings of the words of each text."""
        if (together := getattr(self.romanizer, "romanize_all", None)) is not None:
            return together(texts, tags)
        return [Readings(self.romanizer.romanize(words), frozenset(), {}) for words in texts]

    def _spans(self, draft: Draft) -> list[tuple[int, int]]:
        """The spans of all tokens of a paragraph."""
        text, simplified, words = draft.text, draft.simplified, draft.edges
        draft.terms = terms = [t for t in draft.terms if _fits(t, words)]
        numbers = fixed_spans(text, words, lambda at: self._unknown_at(draft, at))
        if terms and (names := [n for n in numbers if is_dotted_name(text[n[0] : n[1]])]):
            # 特朗普 in 唐納德·特朗普 is a part of the name
            inside = {
                t for t in terms for a, b in names if a <= t.start and t.end <= b and t.end - t.start < b - a
            }
            draft.terms = terms = [t for t in terms if t not in inside]
        fixed = [(t.start, t.end) for t in terms]
        numbers = with_names(numbers, simplified)
        if numbers:
            starts = [t.start for t in terms]
            for start, end in numbers:
                i = bisect_left(starts, end)
                if not i or terms[i - 1].end <= start:  # else a term is there: it wins
                    fixed.append((start, end))
            fixed.sort()
        # what is a word of the segmenter as it is need not be cut out
        fixed = [span for span in fixed if words.get(span[1]) != span[0]]
        spans = (
            self._cut(text, simplified, draft, fixed)
            if fixed
            else list(zip(words.values(), words, strict=True))
        )
        if _MAY_RUN.search(text) and _RUN.search(text):
            spans = _tidy(text, spans)
        long = [i for i, (start, end) in enumerate(spans) if end - start > 3]
        if long:
            kept = {t.start for t in terms}
            for i in reversed(long):
                start, end = spans[i]
                if start not in kept and (parts := self._parts(simplified[start:end])):
                    spans[i : i + 1] = [(start + a, start + b) for a, b in parts]
        return spans

    def _unknown_at(self, draft: Draft, at: int) -> tuple[int, int] | None:
        """The segmenter's word with `at` inside, if the dictionary does not have it."""
        end = draft.ends[bisect_left(draft.ends, at)] if at < len(draft.text) else at
        word = draft.simplified[(start := draft.edges.get(end, 0)) : end]
        return (start, end) if is_han(word) and not self.is_word(word) else None

    def _cut(
        self, text: str, simplified: str, draft: Draft, fixed: list[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """The spans of all tokens: the fixed ones, and the segmenter's words between them."""
        spans: list[tuple[int, int]] = []
        known, edges = draft.edges, draft.ends
        at = 0
        for start, end in [*fixed, (len(text), len(text))]:
            if at < start:
                inner = edges[bisect_left(edges, at + 1) : bisect_left(edges, start)]
                if at not in known and inner[:1] != [at] and at:
                    # the fixed span before cut a word: what is left of it is segmented anew
                    stop = inner[0] if inner else start
                    spans.extend(_shift(self._segmented(simplified[at:stop]), at))
                    at, inner = stop, inner[1:]
                if start not in known and at < start:
                    last = inner[-1] if inner else at
                    spans.extend(_between(at, inner))
                    spans.extend(_shift(self._segmented(simplified[last:start]), last))
                elif at < start:
                    spans.extend(_between(at, [*inner, start]))
            if start < end:
                spans.append((start, end))
            at = end
        return spans

    def _segmented(self, piece: str) -> list[str]:
        """The words of what a fixed span has left of a word."""
        known = self._pieces.get(piece)
        if known is None:
            if len(self._pieces) > _MOST_KNOWN:
                self._pieces.clear()
            known = self._pieces[piece] = self.segmenter.segment(piece)
        return known

    def _parts(self, word: str) -> tuple[tuple[int, int], ...]:
        """A long word that no dictionary has, cut into words that it has: 两国政府 → 两国, 政府.

        What can't be cut wholly into words of two characters or more stays as it is: names.
        """
        known = self._cuts.get(word)
        if known is None:
            if len(self._cuts) > _MOST_KNOWN:
                self._cuts.clear()
            known = self._cuts[word] = self._find_parts(word)
        return known

    def _find_parts(self, word: str) -> tuple[tuple[int, int], ...]:
        length = len(word)
        if (
            not 4 <= length <= 12
            or not is_han(word)
            or is_number_phrase(word)
            or self.dictionary.lookup(word)
        ):
            return ()
        best: list[list[int] | None] = [[], *[None] * length]
        for stop in range(2, length + 1):
            for begin in range(max(0, stop - 8), stop - 1):
                so_far = best[begin]
                if so_far is None or ((known := best[stop]) is not None and len(known) <= len(so_far) + 1):
                    continue
                if self.dictionary.lookup(word[begin:stop]):
                    best[stop] = [*so_far, stop]
        return tuple(_between(0, best[length])) if best[length] else ()

    def _made(
        self,
        draft: Draft,
        spans: list[tuple[int, int]],
        words: list[str],
        tags: list[str],
        read: Readings,
    ) -> tuple[Token, ...]:
        text, known = draft.text, self._known
        if len(known) > _MOST_KNOWN:
            known.clear()
        facts: list[TokenFacts] = []
        for (start, end), word, tag, syllables in zip(spans, words, tags, read.syllables, strict=True):
            key = (text[start:end], word, syllables, tag)
            fact = known.get(key)
            if fact is None:
                fact = known[key] = self._facts(*key, None)
            facts.append(fact)
        for term in draft.terms:
            span = (term.start, term.end)
            i = bisect_left(spans, span)
            if i < len(spans) and spans[i] == span:
                key = (facts[i][0], words[i], read.syllables[i], tags[i], *term[2:5])
                fact = known.get(key)
                if fact is None:
                    fact = known[key] = self._facts(*key[:4], term)
                facts[i] = fact
        for i, why in read.why.items():
            facts[i] = (*facts[i][:_WHY], why)
        for i in read.doubtful:
            fact = facts[i]
            if fact[_TERM] is None and fact[1] in ("word", "number"):
                facts[i] = (*fact[:_REVIEW], ("polyphone", *fact[_REVIEW]), *fact[_REVIEW + 1 :])
        return tuple(make_tokens(facts, spans))

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
            )
        if term is not None:
            if len(term.pinyin) == len(pinyin):
                pinyin = term.pinyin
            simplified = term.simplified if len(term.simplified) == len(simplified) else simplified
        senses = self.senses(text, simplified) if kind == "word" else ()
        review: tuple[str, ...] = ()
        if term is None:
            if text != simplified and isinstance(self.romanizer, PinyinRomanizer):
                pinyin = read_by_form(text, pinyin)
            if text != simplified and not _is_sure(text, simplified, senses):
                review += ("conversion",)
            if kind == "word" and not senses and not is_number_phrase(simplified):
                review += ("unknown-word",)
        pos = "m" if kind == "number" and tag not in ("t", "") else tag
        entity = ENTITY_OF.get(pos, "")
        return text, kind, simplified, pinyin, senses, term.term if term else None, review, pos, entity, ""


# Traditional characters that have two simplified forms, by their meaning.
_TWO_FORMS = frozenset("乾瞭藉徵餘夥覆甯薑鉅剋穀捲")


def _is_sure(text: str, simplified: str, senses: tuple[Sense, ...]) -> bool:
    """Whether no character had two simplified forms to choose from, or the dictionary has this very pair."""
    if _TWO_FORMS.isdisjoint(text):
        return True
    return len(text) > 1 and any(s.traditional == text and s.simplified == simplified for s in senses)


def _tags(draft: Draft, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The part of speech of each word as it is here, by the tagger; "" without one."""
    if draft.shares is None:
        return [""] * len(spans)
    return tags_of(draft.shares, [end for _, end in spans])


def _edges(words: Sequence[str]) -> list[int]:
    return list(accumulate(map(len, words)))


def _fits(term: TermSpan, edges: Collection[int]) -> bool:
    """Whether at least one end of the term is a word's edge, or it is long enough to be sure."""
    if term.sure or term.end - term.start >= 4 or term.start == 0:
        return True
    return term.start in edges or term.end in edges


def _shift(words: Sequence[str], at: int) -> list[tuple[int, int]]:
    spans = []
    for word in words:
        spans.append((at, at + len(word)))
        at += len(word)
    return spans


def _between(at: int, ends: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip([at, *ends[:-1]], ends, strict=True)) if ends else []


def _tidy(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans with runs of spaces and of one punctuation mark joined, and mixed ones cut."""
    result: list[tuple[int, int]] = []
    for start, end in spans:
        if result:
            last = result[-1]
            here, before = text[start:end], text[last[0] : last[1]]
            if (here.isspace() and before.isspace()) or (
                here in _RUNS and before[-1] == here and before == here * len(before)
            ):
                result[-1] = (last[0], end)
                continue
            if _is_latin(here) and _is_latin(before):
                result[-1] = (last[0], end)
                continue
        result.append((start, end))
    return result


def _is_latin(text: str) -> bool:
    return text.isascii() and text.replace("-", "").replace("'", "").isalpha()
