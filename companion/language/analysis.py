"""A paragraph's text to tokens: script conversion, segmentation, readings, senses, review marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from companion.language.dictionary import Cedict
from companion.language.spans import classify, fixed_spans, is_han
from companion.model import Sense, Token
from companion.protocols import Dictionary, Romanizer, ScriptConverter, Segmenter
from companion.registry import resolve

__all__ = ["Analyzer", "TermSpan"]

_MOST_KNOWN = 200_000
_RUNS = "…—─-－.．~～=＝*＊"


@dataclass(frozen=True, slots=True)
class TermSpan:
    """A place that a glossary term claims: its id and its reading, one syllable per character."""

    start: int
    end: int
    term: str
    pinyin: tuple[str, ...] = ()
    simplified: str = ""


@dataclass(slots=True)
class Analyzer:
    """The language part with its four components, each a name or an object.

    >>> tokens = Analyzer().tokens("中泰兩國聯手打擊電騙")
    >>> [(t.text, t.simplified, " ".join(t.pinyin)) for t in tokens][1:3]
    [('兩國', '两国', 'liǎng guó'), ('聯手', '联手', 'lián shǒu')]
    """

    script: ScriptConverter | str = "opencc"
    segmenter: Segmenter | str = "jieba"
    romanizer: Romanizer | str = "pinyin"
    dictionary: Dictionary | str = "cc-cedict"
    _ready: bool = field(default=False, repr=False)
    _known: dict = field(default_factory=dict, repr=False)

    def _prepare(self) -> None:
        if not self._ready:
            self.script = resolve("script", self.script)
            self.segmenter = resolve("segmenter", self.segmenter)
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
        return frozenset(_edges(self.segmenter.segment(simplified)))

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

    def tokens(
        self, text: str, terms: Sequence[TermSpan] = (), simplified: str | None = None
    ) -> tuple[Token, ...]:
        """The tokens of `text`, which join up to it. `terms` do not overlap and win over all else.

        A term whose two ends both cut a word of the segmenter is left out (國人 in 中國人民).
        """
        self._prepare()
        if simplified is None:
            simplified = self.script.to_simplified(text)
        edges = _edges(self.segmenter.segment(simplified))
        terms = [t for t in terms if len(t.term) and _fits(t, edges)]
        fixed = [(t.start, t.end) for t in terms]
        starts = [s for s, _ in fixed]
        for start, end in fixed_spans(text, set(edges)):
            i = bisect_left(starts, end)
            if i and fixed[i - 1][1] > start:  # a term is there: it wins
                continue
            fixed.append((start, end))
        spans = self._cut(text, simplified, edges, sorted(fixed))
        spans = [part for span in spans for part in self._known_parts(simplified, span, terms)]
        words = [simplified[a:b] for a, b in spans]
        by_span = {(t.start, t.end): t for t in terms}
        readings = self.romanizer.romanize(words)
        return tuple(
            self._token(text[a:b], a, b, words[i], readings[i], by_span.get((a, b)))
            for i, (a, b) in enumerate(spans)
        )

    def _cut(
        self, text: str, simplified: str, edges: list[int], fixed: list[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """The spans of all tokens: the fixed ones, and the segmenter's words between them."""
        spans: list[tuple[int, int]] = []
        known = set(edges)
        at = 0
        for start, end in [*fixed, (len(text), len(text))]:
            if at < start:
                inner = edges[bisect_left(edges, at + 1) : bisect_left(edges, start)]
                if at not in known and inner[:1] != [at] and at:
                    # the fixed span before cut a word: what is left of it is segmented anew
                    stop = inner[0] if inner else start
                    spans.extend(_shift(self.segmenter.segment(simplified[at:stop]), at))
                    at, inner = stop, inner[1:]
                if start not in known and at < start:
                    last = inner[-1] if inner else at
                    spans.extend(_between(at, inner))
                    spans.extend(_shift(self.segmenter.segment(simplified[last:start]), last))
                elif at < start:
                    spans.extend(_between(at, [*inner, start]))
            if start < end:
                spans.append((start, end))
            at = end
        return _tidy(text, spans)

    def _known_parts(
        self, simplified: str, span: tuple[int, int], terms: Sequence[TermSpan]
    ) -> list[tuple[int, int]]:
        """A long word that no dictionary has, cut into words that it has: 两国政府 → 两国, 政府.

        What can't be cut wholly into words of two characters or more stays as it is: names.
        """
        start, end = span
        length = end - start
        word = simplified[start:end]
        if (
            not 4 <= length <= 12
            or not is_han(word)
            or any(t.start == start for t in terms)
            or self.dictionary.lookup(word)
        ):
            return [span]
        best: list[list[int] | None] = [[], *[None] * length]
        for stop in range(2, length + 1):
            for begin in range(max(0, stop - 8), stop - 1):
                so_far = best[begin]
                if so_far is None or ((known := best[stop]) is not None and len(known) <= len(so_far) + 1):
                    continue
                if self.dictionary.lookup(word[begin:stop]):
                    best[stop] = [*so_far, start + stop]
        return _between(start, best[length]) if best[length] else [span]

    def _token(
        self,
        text: str,
        start: int,
        end: int,
        simplified: str,
        pinyin: tuple[str, ...],
        term: TermSpan | None,
    ) -> Token:
        key = (text, simplified, pinyin, (term.term, term.pinyin, term.simplified) if term else None)
        known = self._known.get(key)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            known = self._known[key] = self._facts(text, simplified, pinyin, term)
        return Token(text, start, end, *known)

    def _facts(
        self, text: str, simplified: str, pinyin: tuple[str, ...], term: TermSpan | None
    ) -> tuple[str, str, tuple[str, ...], tuple[Sense, ...], str | None, tuple[str, ...]]:
        """All of a token but its text and place: the same wherever the word stands."""
        kind = classify(text)
        if kind not in ("word", "number"):
            return kind, simplified, (), (), None, ()
        if term is not None:
            if len(term.pinyin) == len(pinyin):
                pinyin = term.pinyin
            simplified = term.simplified if len(term.simplified) == len(simplified) else simplified
        senses = self.dictionary.lookup(text) or self.dictionary.lookup(simplified) if kind == "word" else ()
        review = ("unknown-word",) if kind == "word" and not senses and term is None else ()
        return kind, simplified, pinyin, senses, term.term if term else None, review


def _edges(words: Sequence[str]) -> list[int]:
    ends, at = [], 0
    for word in words:
        at += len(word)
        ends.append(at)
    return ends


def _fits(term: TermSpan, edges: list[int]) -> bool:
    """Whether at least one end of the term is a word's edge, or it is long enough to be sure."""
    if term.end - term.start >= 4 or term.start == 0:
        return True
    return _is_edge(term.start, edges) or _is_edge(term.end, edges)


def _is_edge(position: int, edges: list[int]) -> bool:
    i = bisect_left(edges, position)
    return i < len(edges) and edges[i] == position


def _shift(words: Sequence[str], at: int) -> list[tuple[int, int]]:
    spans = []
    for word in words:
        spans.append((at, at + len(word)))
        at += len(word)
    return spans


def _between(at: int, ends: Sequence[int]) -> list[tuple[int, int]]:
    spans = []
    for end in ends:
        spans.append((at, end))
        at = end
    return spans


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
