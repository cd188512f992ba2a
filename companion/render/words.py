"""The fragments of words, made once for each word of an article and used at all its places."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from companion.choices import LEVELS
from companion.language.language import Language
from companion.language.readings.orthography import groups, pattern_of, spelled
from companion.language.readings.spoken import Said, said
from companion.model import Paragraph, Sentence, Term, Token
from companion.render.environment import filled, macros
from companion.render.options import RenderOptions

__all__ = ["READING_LANGUAGES", "Words", "english_spans", "is_word", "tone_of", "word_key"]

READING_LANGUAGES = {
    "pinyin": "zh-Latn-pinyin",
    "zhuyin": "zh-Bopo",
    "wade-giles": "zh-Latn-wadegile",
    "jyutping": "yue-Latn",
}
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U000323af]")
_HANS = re.compile(f"{_HAN.pattern}+")
_MOST_KNOWN = (
    8_000  # words whose fragments are kept: a book has more, and those that come again and again are few
)
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}


def is_word(token: Token) -> bool:
    """Whether a token has a reading, and so a card."""
    return token.kind in ("word", "number") and bool(token.pinyin)


def word_key(token: Token) -> str:
    """A short key, the same for each occurrence of a word with the same reading and meaning."""
    meaning = (token.meaning.english,) if token.meaning else ()
    return _key(token.text, token.simplified, token.pinyin, token.term or "", *meaning)


@lru_cache(maxsize=8_000)
def _key(*parts: Any) -> str:
    text = "\0".join(p if isinstance(p, str) else " ".join(p) for p in parts)
    return "w" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10]


@lru_cache(maxsize=10_000)
def tone_of(syllable: str) -> int:
    """The tone of a syllable: 1 to 4, 5 for the neutral one; 1 to 6 of Jyutping with its figure.

    >>> [tone_of(s) for s in ("diàn", "nǚ", "de", "gwok3")]
    [4, 3, 5, 3]
    """
    if syllable and syllable[-1] in "123456":
        return int(syllable[-1])
    return next((_TONES[c] for c in unicodedata.normalize("NFD", syllable) if c in _TONES), 5)


def has_reading(character: str) -> bool:
    """Whether a character is one that a syllable stands over (`HAN` of js/shared/han.js)."""
    return _HAN.match(character) is not None


def characters_in(text: str) -> list[str]:
    """The runs of such characters.

    >>> characters_in("2月8日，立春")
    ['月', '日', '立春']
    """
    return _HANS.findall(text)


def ruby_parts(text: str, syllables: Iterable[str]) -> list[tuple[str, str]]:
    """The Han characters of a word, each with its syllable; other runs with none.

    >>> ruby_parts("2月8日", ("yuè", "rì"))
    [('2', ''), ('月', 'yuè'), ('8', ''), ('日', 'rì')]
    """
    left = iter(syllables)
    parts: list[tuple[str, str]] = []
    for c in text:
        if _HAN.match(c):
            parts.append((c, next(left, "")))
        elif parts and not parts[-1][1]:
            parts[-1] = (parts[-1][0] + c, "")
        else:
            parts.append((c, ""))
    return parts


class Words:
    """The fragments of an article's words, under some options.

    `terms` are the article's glossary terms. Each word is rendered once; the reader sends that
    table to the browser, a page joins it up. `rp` puts brackets into the ruby for viewers
    without it, `everything` all that a reader can switch on later.
    """

    def __init__(
        self,
        options: RenderOptions,
        terms: Iterable[Term] = (),
        *,
        rp: bool = True,
        everything: bool = False,
        language: Language | None = None,
    ) -> None:
        self.options = options
        self.terms = {t.id: t for t in terms}
        self._domains: frozenset[str] | None = None
        self._said: set[str] = set()
        self._rp = rp
        self.language = language
        self._everything = everything
        self._names: Mapping[str, str] = {}
        self._seen: set[str] = set()
        self._known: dict[Any, tuple[str, str]] = {}

    def spoken(self, tokens: Sequence[Token]) -> Sequence[Said | None]:
        """How each token of a paragraph is read under the options; None where it is as in its pinyin."""
        options = self.options
        if not (options.sandhi or options.numbers == "spelled" or self._everything):
            return [None] * len(tokens)
        spell = "spelled" if self._everything else options.numbers
        return [
            s if s.figures or s.pinyin != t.pinyin else None
            for s, t in zip(said(tokens, sandhi=options.sandhi, numbers=spell), tokens, strict=True)
        ]

    def fragments(self, token: Token, spoken: Said | None = None, gloss: str = "") -> tuple[str, str]:
        """The word in the original line and in the Simplified one, as HTML.

        `spoken` is what `spoken()` gives for it, `gloss` what `glosses()` does: shown where the options want it.
        """
        shown = self.wants_reading(token)
        key = (
            token.text,
            token.simplified,
            token.pinyin,
            token.term,
            token.entity,
            bool(token.review),
            shown,
            spoken,
            gloss,
            token.meaning,
        )
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[key] = self._render(token, shown, spoken, gloss)
        return found

    def parts(self, token: Token, spoken: Said | None = None) -> list[tuple[str, str]]:
        """The token's text in parts, each with its reading in the options' system, "" where it has none.

        A part is a word, or one of those that a long word is made of; with `ruby="character"` a character.
        """
        return [
            ("".join(c for c, _, _ in part), "".join(reading for _, reading, _ in part))
            for part in self._segments(token, spoken)
        ]

    def forget(self, terms: Iterable[Term]) -> None:
        """Renders everything anew from now on, with these terms."""
        self.terms = {t.id: t for t in terms}
        self._domains = None
        self._known.clear()

    def reading(self, token: Token) -> tuple[str, ...]:
        """The reading in the options' system, a syllable for each Han character."""
        if self.options.reading == "pinyin":
            return token.pinyin
        from companion.language.readings.systems import reading_of

        return reading_of(token, self.options.reading, self.terms.get(token.term or ""))

    @property
    def shows_glosses(self) -> bool:
        """Whether words have their gloss below them."""
        return self._everything or self.options.layout == "interlinear"

    def glosses(self, tokens: Sequence[Token]) -> list[str]:
        """The short English of each word of a sentence, where it stands."""
        if not any(t.meaning for t in tokens):
            from companion.language.meanings import domains_of, keep_meanings

            if self._domains is None:
                self._domains = domains_of(self.terms.values(), self._said)
            keep_meanings(tokens, self.terms, self._domains, self._names, self.language)
        return [t.meaning.english if t.meaning else "" for t in tokens]

    def learn_names(self, paragraphs: Iterable[Paragraph]) -> None:
        """Takes in the names of an article, so that a word that is a name in one place is one in all."""
        from companion.language.meanings import names_in, noting

        if self.shows_glosses:
            self._names = names_in(noting(paragraphs, self._said))

    def wants_reading(self, token: Token) -> bool:
        """Whether the options give this word its reading; "first" is true once for each word."""
        options = self.options
        if self._everything or not is_word(token):
            return self._everything or options.pinyin_for not in ("none", "terms")
        match options.pinyin_for:
            case "none":
                return False
            case "terms":
                return token.term is not None
            case "first":
                new = token.simplified not in self._seen
                self._seen.add(token.simplified)
                return new
            case "above-level":
                from companion.language.words.frequency import level_of

                level = LEVELS.index(level_of(token.simplified))
                return token.simplified not in options.known and level > LEVELS.index(options.level)
        return True

    def _render(self, token: Token, shown: bool, spoken: Said | None, gloss: str) -> tuple[str, str]:
        with_reading = self._everything or (self.options.pinyin and shown)
        language = READING_LANGUAGES[self.options.reading]
        if not is_word(token):
            simplified = filled(macros().plain(token.simplified))
            if spoken is None or not spoken.figures or not with_reading:
                return filled(macros().plain(token.text)), simplified
            return filled(macros().figures(self.parts(token, spoken), language, self._rp)), simplified
        original = macros().word(
            token,
            word_key(token),
            self._segments(token, spoken),
            language,
            with_reading,
            self._rp,
            bool(self.options.palette),
            (gloss or "\u00a0") if self.shows_glosses else "",
        )
        return filled(original), filled(macros().simple(token, word_key(token)))

    def _segments(self, token: Token, spoken: Said | None) -> list[list[tuple[str, str, int]]]:
        """The parts of a word over which one reading stands, each its characters with their piece of it and its tone."""
        options = self.options
        parts = self._parts(token, spoken)
        if options.ruby == "character" or options.reading == "zhuyin" or len(parts) < 2:
            return [[part] for part in parts]
        pattern = pattern_of(token, self.terms.get(token.term or ""), self.language)
        places = [n for n, (_, _, tone) in enumerate(parts) if tone >= 0]
        syllables = [parts[n][1] for n in places]
        if options.reading == "pinyin":
            pieces = spelled(syllables, pattern)
        else:
            between = "-" if options.reading == "wade-giles" else " "
            pieces = [f"{between if n else ''}{s}" for n, s in enumerate(syllables)]
        starts, at = {0}, 0
        for size in groups(pattern, len(places)):
            starts.add(at := at + size)
        segments: list[list[tuple[str, str, int]]] = []
        k, goes_on = 0, False
        for text, reading, tone in parts:
            if tone < 0 or not reading:
                segments.append([(text, reading, tone)])
                goes_on = False
            elif goes_on and k not in starts:
                segments[-1].append((text, pieces[k], tone))
            else:
                segments.append([(text, pieces[k].lstrip(" '-"), tone)])
                goes_on = True
            k += tone >= 0
        return segments

    def _parts(self, token: Token, spoken: Said | None) -> list[tuple[str, str, int]]:
        """The characters with syllable and tone: the pinyin's, but Jyutping's own; figures have -1."""
        if spoken is not None:
            system, term = self.options.reading, self.terms.get(token.term or "")
            said_as = spoken.syllables(token, system, term) if system == "jyutping" else spoken.pinyin
            return [
                (text, reading, tone_of(said_as[n]) if n >= 0 else -1)
                for text, reading, n in spoken.parts(token, system, term)
            ]
        syllables = self.reading(token)
        told = syllables if self.options.reading == "jyutping" else token.pinyin
        tones = ruby_parts(token.text, told)
        parts = zip(ruby_parts(token.text, syllables), tones, strict=True)
        return [
            (base, syllable, tone_of(told) if has_reading(base[0]) else -1)
            for (base, syllable), (_, told) in parts
        ]


def english_spans(
    sentence: Sentence, tokens: Sequence[Token], words: Words
) -> list[tuple[str, str, int | None]]:
    """The English in pieces: text, the glossary term that it renders, the word that it glosses.

    The term is "" and the word's number None where a piece has none. Words are counted within
    the sentence. Only terms that the translation's report has as honoured are looked for.
    """
    translation = sentence.translation
    if not translation or not translation.text:
        return []
    if translation.origin == "gloss":
        return _gloss_spans(translation.text, tokens, words)
    found: list[tuple[int, int, str]] = []
    for use in translation.terms:
        term = words.terms.get(use.term)
        if term and use.status != "missing":
            for form in sorted(term.english, key=len, reverse=True):
                free = (
                    m
                    for m in _form(form).finditer(translation.text)
                    if all(m.end() <= a or m.start() >= b for a, b, _ in found)
                )
                if match := next(free, None):
                    found.append((*match.span(), use.term))
                    break
    pieces, at = [], 0
    for start, end, term_id in sorted(found):
        pieces += [(translation.text[at:start], "", None), (translation.text[start:end], term_id, None)]
        at = end
    pieces.append((translation.text[at:], "", None))
    return [p for p in pieces if p[0]]


def _gloss_spans(text: str, tokens: Sequence[Token], words: Words) -> list[tuple[str, str, int | None]]:
    from companion.translation.gloss import BETWEEN

    glossed: list[tuple[Token, int | None]] = []
    number = 0
    for token, gloss in zip(tokens, words.glosses(tokens), strict=True):
        if gloss:
            glossed.append((token, number if is_word(token) else None))
        number += is_word(token)
    parts = text.split(BETWEEN)
    if len(parts) != len(glossed):
        return [(text, "", None)]
    pieces: list[tuple[str, str, int | None]] = []
    for part, (token, index) in zip(parts, glossed, strict=True):
        if pieces:
            pieces.append((BETWEEN.replace(" ", "\u00a0", 1), "", None))
        pieces.append((part, token.term or "", index))
    return pieces


@lru_cache(maxsize=2_000)
def _form(english: str) -> re.Pattern[str]:
    """An English form in a sentence, whatever its case, hyphens and ending."""
    parts = [re.escape(p) for p in re.split(r"[\s\-\u2010-\u2015]+", english) if p]
    stem = "[\\s\\-\u2010-\u2015]+".join(parts)
    if stem.endswith(("y", "e")) and len(english) > 4:
        stem = stem[:-1]
    return re.compile(rf"(?<!\w){stem}(?:ies|es|ing|ed|[yesd])?(?!\w)", re.IGNORECASE)
