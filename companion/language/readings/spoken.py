"""How tokens are read aloud: with the tone sandhi of 一 and 不, with the figures spelled out.

`Token.pinyin` has the dictionary's tones and a syllable for each Han character alone; what is said beside it
stands in a `Said`, which every part that shows readings can ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from companion.language.numbers.figures import Figure, figures
from companion.language.numbers.written import is_number_phrase, spoken_words
from companion.language.readings.orthography import joined
from companion.language.readings.sandhi import Syllable, with_sandhi
from companion.language.readings.systems import reading_of
from companion.language.spans import is_han
from companion.model import Term, Token

__all__ = ["Said", "Spoken", "said", "said_both_ways", "spelled"]

_DIGIT = re.compile(r"\d")
# The numerals' readings: Mandarin, Cantonese.
_READINGS = {
    "零": ("líng", "ling4"), "一": ("yī", "jat1"), "二": ("èr", "ji6"), "兩": ("liǎng", "loeng5"), "三": ("sān", "saam1"),
    "四": ("sì", "sei3"), "五": ("wǔ", "ng5"), "六": ("liù", "luk6"), "七": ("qī", "cat1"), "八": ("bā", "baat3"),
    "九": ("jiǔ", "gau2"), "十": ("shí", "sap6"), "百": ("bǎi", "baak3"), "千": ("qiān", "cin1"), "萬": ("wàn", "maan6"),
    "億": ("yì", "jik1"), "點": ("diǎn", "dim2"), "分": ("fēn", "fan6"), "之": ("zhī", "zi1"), "負": ("fù", "fu6"),
    "下": ("xià", "haa6"), "至": ("zhì", "zi3"), "比": ("bǐ", "bei2"), "攝": ("shè", "sip3"), "氏": ("shì", "si6"),
    "度": ("dù", "dou6"), "秒": ("miǎo", "miu5"), "元": ("yuán", "jyun4"), "港": ("gǎng", "gong2"), "美": ("měi", "mei5"),
    "新": ("xīn", "san1"), "台": ("tái", "toi4"), "幣": ("bì", "bai6"), "澳": ("ào", "ou3"), "加": ("jiā", "gaa1"), "坡": ("pō", "bo1"),
    "人": ("rén", "jan4"), "民": ("mín", "man4"), "歐": ("ōu", "au1"), "英": ("yīng", "jing1"), "鎊": ("bàng", "bong6"),
    "韓": ("hán", "hon4"), "圜": ("yuán", "waan4"), "泰": ("tài", "taai3"), "銖": ("zhū", "zyu1"), "盧": ("lú", "lou4"),
    "布": ("bù", "bou3"), "華": ("huá", "waa4"), "年": ("nián", "nin4"), "月": ("yuè", "jyut6"), "日": ("rì", "jat6"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """Figures of a token, `token.text[start:end]`: the numerals that are read, and their pinyin, by words."""

    start: int
    end: int
    words: tuple[str, ...]
    pinyin: tuple[tuple[str, ...], ...]

    def reading(self, system: str = "pinyin") -> str:
        """The reading in a system, words apart.

        >>> [said(_tokens("670"), numbers="spelled")[0].figures[0].reading(s) for s in ("pinyin", "jyutping")]
        ['liùbǎi qīshí', 'luk6 baak3 cat1 sap6']
        """
        if system == "pinyin":
            return " ".join(_joined(word) for word in self.pinyin)
        if system == "jyutping":
            return " ".join(_READINGS[c][1] for word in self.words for c in word)
        word, pinyin = "".join(self.words), tuple(s for w in self.pinyin for s in w)
        return " ".join(reading_of(Token(word, 0, len(word), "number", word, pinyin), system))


@dataclass(frozen=True, slots=True)
class Said:
    """A token as it is read aloud: a syllable for each Han character, and its figures."""

    pinyin: tuple[str, ...] = ()
    figures: tuple[Spoken, ...] = ()

    def parts(
        self, token: Token, system: str = "pinyin", term: Term | None = None
    ) -> list[tuple[str, str, int]]:
        """The token's text in parts: each its reading, and the number of its syllable, -1 for figures.

        Han characters stand alone, figures together, the rest in runs without a reading.

        >>> [token] = _tokens("8日")
        >>> said([token], numbers="spelled")[0].parts(token)
        [('8', 'bā', -1), ('日', 'rì', 0)]
        """
        syllables = self.syllables(token, system, term)
        starts = {f.start: f for f in self.figures if f.end > f.start}
        unwritten = {f.start: f for f in self.figures if f.end == f.start}
        parts: list[tuple[str, str, int]] = []
        at = number = 0
        while at < len(token.text):
            c = token.text[at]
            if figure := starts.get(at):
                parts.append((token.text[at : figure.end], figure.reading(system), -1))
                at = figure.end
                continue
            if is_han(c):
                reading = syllables[number] if number < len(syllables) else ""
                if money := unwritten.get(at + 1):  # 元 of $3萬 is said after 萬
                    reading = f"{reading} {money.reading(system)}"
                parts.append((c, reading, number))
                number += 1
            elif parts and not parts[-1][1] and parts[-1][2] < 0:
                parts[-1] = (parts[-1][0] + c, "", -1)
            else:
                parts.append((c, "", -1))
            at += 1
        return parts

    def syllables(self, token: Token, system: str = "pinyin", term: Term | None = None) -> tuple[str, ...]:
        """The reading of the Han characters in a system; the sandhi is Mandarin's and not in Jyutping."""
        if system == "pinyin":
            return self.pinyin
        if system == "jyutping":
            return reading_of(token, system, term)
        shown = Token(token.text, token.start, token.end, token.kind, token.simplified, self.pinyin)
        return reading_of(shown, system, term)

    def line(self, token: Token, system: str = "pinyin", term: Term | None = None) -> str:
        """The token's reading in one line: units behind their number, a date by its parts.

        >>> [token] = _tokens("2月8日")
        >>> said([token], numbers="spelled")[0].line(token)
        'èr yuè bā rì'
        """
        words: list[str] = []
        run: list[str] = []
        if system == "pinyin" and len(token.text) > 2 and is_number_phrase(token.simplified):
            syllables = iter(self.syllables(token, system, term))
            return " ".join(
                _joined([next(syllables, "") for _ in word]) for word in spoken_words(token.simplified)
            )
        for text, reading, number in self.parts(token, system, term):
            if (
                number >= 0
                and text not in "萬万億亿"
                and not (text == "月" and token.text.endswith(("個月", "个月")))
            ):
                run.append(reading)
                continue
            words += [_joined(run, system)] if run else []
            run = []
            words.append(reading or text)
        return " ".join([*words, _joined(run, system)] if run else words)


def said(tokens: Sequence[Token], *, sandhi: bool = False, numbers: str = "figures") -> list[Said]:
    """How each token of a paragraph is read aloud.

    `sandhi`: 一 and 不 have the tones that they are said with. `numbers` is "figures" (figures have no
    reading) or "spelled".

    >>> tokens = _tokens("不是一名")
    >>> [" ".join(s.pinyin) for s in said(tokens, sandhi=True)]
    ['bú shì', 'yì míng']
    """
    found = _figures_of(tokens) if numbers == "spelled" else {}
    changed = _with_sandhi(tokens, found) if sandhi else {}
    return [changed.get(i) or _plain(t, found.get(i, ())) for i, t in enumerate(tokens)]


def said_both_ways(tokens: Sequence[Token]) -> list[tuple[Said, Said] | None]:
    """How each token of a paragraph is read with its figures spelled out: as written, and with the tone sandhi.

    Args:
        tokens: The paragraph's tokens.

    Returns:
        For each token both; None where neither differs from its pinyin, as with most words.

    >>> [both and " ".join(both[1].pinyin) for both in said_both_ways(_tokens("不是電騙"))]
    ['bú shì', None]
    """
    found = _figures_of(tokens)
    changed = _with_sandhi(tokens, found)
    both: list[tuple[Said, Said] | None] = [None] * len(tokens)
    for i, with_tones in changed.items():
        if with_tones.figures or with_tones.pinyin != tokens[i].pinyin:
            both[i] = (_plain(tokens[i], found.get(i, ())), with_tones)
    return both


def _plain(token: Token, own: Sequence[Figure]) -> Said:
    return Said(token.pinyin, tuple(_spoken(f, token.start) for f in own) if own else ())


def _with_sandhi(tokens: Sequence[Token], found: Mapping[int, Sequence[Figure]]) -> dict[int, Said]:
    """The tokens that have 一, 不 or figures as they are said, by their number."""
    wanted = {i for i, t in enumerate(tokens) if "一" in t.text or "不" in t.text} | found.keys()
    if not wanted:
        return {}
    sequence: list[Syllable] = []
    places: list[tuple[int, list[tuple[Figure, list[range]]], list[int]]] = []
    for start, end in _clauses(tokens):
        if wanted.isdisjoint(range(start, end)):
            continue
        for i in range(start, end):  # all are laid out, since each is a neighbour
            laid, syllables = _lay(tokens[i], found.get(i, ()), sequence)
            if i in wanted:
                places.append((i, laid, syllables))
        sequence.append(Syllable("", ""))
    changed = with_sandhi(sequence)
    result: dict[int, Said] = {}
    for i, laid, syllables in places:
        token = tokens[i]
        pinyin = tuple(changed[k] for k in syllables) if len(syllables) == len(token.pinyin) else token.pinyin
        own = tuple(
            Spoken(
                f.start - token.start,
                f.end - token.start,
                f.words,
                tuple(tuple(changed[k] for k in word) for word in words),
            )
            for f, words in laid
        )
        result[i] = Said(pinyin, own)
    return result


def _clauses(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """From where to where no mark stands: no reading depends on what is beyond one."""
    start = 0
    for i, token in enumerate(tokens):
        if token.kind in ("punctuation", "space"):
            yield start, i + 1
            start = i + 1
    yield start, len(tokens)


def spelled(tokens: Sequence[Token], system: str = "pinyin", *, sandhi: bool = False) -> list[str]:
    """The readings of a paragraph's tokens in lines, figures spelled out.

    Args:
        tokens: The paragraph's tokens.
        system: One of `companion.choices.READING_SYSTEMS`.
        sandhi: 一 and 不 have the tones that they are said with.

    Returns:
        A line for each token; "" for marks.

    >>> spelled(_tokens("2月8日有670萬人次"))
    ['èr yuè bā rì', 'yǒu', 'liùbǎi qīshí wàn réncì']
    """
    return [
        s.line(t, system) if s.pinyin or s.figures else ""
        for t, s in zip(tokens, said(tokens, sandhi=sandhi, numbers="spelled"), strict=True)
    ]


def _figures_of(tokens: Sequence[Token]) -> dict[int, list[Figure]]:
    """The figures of each token, by its number; those that a token's edge cuts are left out."""
    simplified = "".join(t.simplified if len(t.simplified) == len(t.text) else t.text for t in tokens)
    if not _DIGIT.search(simplified):
        return {}
    offset = tokens[0].start
    found: dict[int, list[Figure]] = {}
    at = 0
    for f in figures(simplified):
        start, end = f.start + offset, f.end + offset
        while tokens[at].end <= start and (start < end or tokens[at].end < start):
            at += 1
        if end <= tokens[at].end:
            found.setdefault(at, []).append(Figure(start, end, f.words, f.counts))
    return found


def _lay(
    token: Token, own: Sequence[Figure], sequence: list[Syllable]
) -> tuple[list[tuple[Figure, list[range]]], list[int]]:
    """Puts a token's syllables into the sequence: where its figures and its Han characters are then."""
    laid: list[tuple[Figure, list[range]]] = []
    if not own and len(token.text) == len(token.pinyin):  # Han characters alone, as most words
        first, last = len(sequence), len(token.text) - 1
        sequence.extend(
            Syllable(c, p, k == 0, k == last)
            for k, (c, p) in enumerate(zip(token.text, token.pinyin, strict=True))
        )
        return laid, list(range(first, len(sequence)))
    syllables: list[int] = []
    starts = {f.start: f for f in own if f.end > f.start}
    unwritten = {f.start: f for f in own if f.end == f.start}
    pinyin = iter(token.pinyin)
    begin, at = len(sequence), token.start

    def lay(figure: Figure) -> None:
        words = []
        for word in figure.words:
            first = len(sequence)
            sequence.extend(
                Syllable(c, _READINGS[c][0], k == 0, k == len(word) - 1, not figure.counts)
                for k, c in enumerate(word)
            )
            words.append(range(first, len(sequence)))
        laid.append((figure, words))

    while at < token.end:
        if figure := starts.get(at):
            lay(figure)
            at, begin = figure.end, len(sequence)
            continue
        c = token.text[at - token.start]
        if is_han(c):
            syllables.append(len(sequence))
            sequence.append(Syllable(c, next(pinyin, ""), len(sequence) == begin, False))
        else:
            if sequence and sequence[-1].char:
                sequence[-1].ends = True
            sequence.append(Syllable("", ""))
            begin = len(sequence)
        at += 1
        if figure := unwritten.get(at):
            lay(figure)
    if sequence:
        sequence[-1].ends = True
    return laid, syllables


def _spoken(f: Figure, offset: int) -> Spoken:
    pinyin = tuple(tuple(_READINGS[c][0] for c in word) for word in f.words)
    return Spoken(f.start - offset, f.end - offset, f.words, pinyin)


def _joined(syllables: Sequence[str], system: str = "pinyin") -> str:
    """Syllables as one word of pinyin; those of other systems with spaces between."""
    return joined(syllables) if system == "pinyin" else " ".join(syllables)


def _tokens(text: str) -> tuple[Token, ...]:
    from companion.language.language import Language

    return Language.default().analyzer.tokens(text)
