"""The fine grain: a reader's tokens divided as treebanks and grammars divide words.

A reader looks up 一個, 成為 or 消費者 as one word; the tokens keep them whole. A grammarian or a
treebank has a
numeral and a measure word, a verb and a preposition, a noun and an affix. The rules are about
word formation, rows of `data/grains.tsv`, written beside the development sets of Universal Dependencies (Chinese GSD, HK); how common a part
is comes from wordfreq, as in `frequency`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from companion.facts import Facts, read_facts
from companion.han import han_places
from companion.language.names.people import surnames
from companion.language.numbers.units import facts, pattern
from companion.language.numbers.written import is_number_phrase, is_numeral, parts_of_number
from companion.language.readings.heteronyms import possible_readings
from companion.language.spans import classify
from companion.language.words.frequency import zipf
from companion.model import Sense, Token

__all__ = ["Grain", "divided", "fine_grain", "grains"]

_COMPOUND = 3.0
_ATTRIBUTE = frozenset(["affix", "attribute", "place's kind after a word", "plural", "place's kind"])


class Grain(NamedTuple):
    """A row of the table: what the two parts of a word look like, and how common they are at least."""

    row: str
    first: str
    rest: str
    zipf: str = ""
    unless: str = ""
    example: str = ""


class _Rule(NamedTuple):
    form: re.Pattern[str]
    first: float
    rest: float
    unless: frozenset[str]


@cache
def grains() -> Facts[Grain]:
    """The table as it stands in its file."""
    return read_facts(Path(__file__).parent / "data" / "grains.tsv", Grain, key="row")


@cache
def _rules(simple: bool) -> tuple[_Rule, ...]:
    """The rows that need no frequency, or those that do."""
    short = "|".join(sorted({u.simplified for u in facts() if u.kind != "suffix" and len(u.simplified) == 1}))
    names = {"{unit}": f"(?:{pattern()})", "{unit1}": f"(?:{short})", "{digit}": "[0-9０-９]"}
    found = []
    for row in grains():
        form = f"(?P<first>{row.first})(?:{row.rest})"
        for name, expression in names.items():
            form = form.replace(name, expression)
        first, _, rest = row.zipf.partition(" ")
        if (row.row not in _ATTRIBUTE) == simple:
            unless = frozenset(row.unless.split("|") if row.unless else ())
            found.append(_Rule(re.compile(form), float(first or 0), float(rest or 0), unless))
    return tuple(found)


def fine_grain(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The spans of the fine grain's words, from a paragraph's tokens.

    Each token is kept or divided, none are joined: the spans cover what the tokens cover.

    Args:
        tokens: The paragraph's tokens.

    Returns:
        Half-open spans into the paragraph's text.

    >>> from companion.language.language import Language
    >>> text = "這個消費者成為2月8日的61名代表"
    >>> [text[a:b] for a, b in fine_grain(Language.default().analyzer.tokens(text))]
    ['這', '個', '消費', '者', '成', '為', '2', '月', '8', '日', '的', '61', '名', '代表']
    """
    spans: list[tuple[int, int]] = []
    for token in tokens:
        at = token.start
        for part in _parts_of(token):
            spans.append((at, at + len(part)))
            at += len(part)
    return spans


def divided(tokens: Sequence[Token], senses: Callable[[str, str], tuple[Sense, ...]]) -> tuple[Token, ...]:
    """The tokens of the fine grain, with their share of the reading; `senses` looks a word up in both scripts.

    A glossary term stays whole, for its card and its English are those of the whole.

    >>> from companion.language.language import Language
    >>> analyzer = Language.default().analyzer
    >>> [(t.text, " ".join(t.pinyin)) for t in divided(analyzer.tokens("一個消費者"), analyzer.senses)]
    [('一', 'yī'), ('個', 'gè'), ('消費', 'xiāo fèi'), ('者', 'zhě')]
    """
    found: list[Token] = []
    for token in tokens:
        parts = (token.text,) if token.term else _parts_of(token)
        if len(parts) == 1:
            found.append(token)
            continue
        at = syllable = 0
        for part in parts:
            text = token.text[at : at + len(part)]
            simplified = token.simplified[at : at + len(part)]
            count = len(han_places(text))
            kind = classify(text)
            known = senses(text, simplified) if kind == "word" else ()
            review = tuple(m for m in token.review if m in ("unknown-word", "word-ends"))
            if "conversion" in token.review and text != simplified:
                review = ("conversion", *review)
            if "polyphone" in token.review and any(len(possible_readings(c)) > 1 for c in text):
                review = ("polyphone", *review)
            start = token.start + at
            pinyin = token.pinyin[syllable : syllable + count]
            found.append(
                Token(
                    text,
                    start,
                    start + len(text),
                    kind,
                    simplified,
                    pinyin,
                    known,
                    None,
                    review,
                    token.pos,
                    token.entity,
                )
            )
            at, syllable = at + len(part), syllable + count
    return tuple(found)


def _parts_of(token: Token) -> Sequence[str]:
    if (
        len(token.text) != len(token.simplified)
        or token.kind not in ("number", "word")
        or len(token.text) == 1
    ):
        return (token.text,)
    if (
        len(token.text) > 3
        and token.senses
        and all(_is_idiom(d) for s in token.senses for d in s.english[:1])
    ):
        return (token.text,)
    return _word(token.simplified, token.kind == "number" or bool(token.senses))


def _is_idiom(definition: str) -> bool:
    return "idiom" in definition or "proverb" in definition


@lru_cache(maxsize=100_000)
def _word(word: str, known: bool) -> tuple[str, ...]:
    """The parts of a simplified word: the first row that applies cuts it, then its parts are cut."""
    if not known and len(word) > 2 and is_number_phrase(word):
        return _written(word)
    cut = (
        _by_row(word, simple=True)
        or (0 if known else _name(word))
        or _compound(word)
        or _by_row(word, simple=False)
    )
    return (*_word(word[:cut], True), *_word(word[cut:], True)) if cut else (word,)


def _written(word: str) -> tuple[str, ...]:
    """A date or score at its parts, a number and the unit after it: 二〇二五|年|七月, 五|比|三, 三千万|港元."""
    if "分" in word[1:-1] and not word.endswith("分钟"):
        return (word,)
    return tuple(
        p for part in parts_of_number(word) for p in ((part,) if is_numeral(part) else _word(part, True))
    )


def _by_row(word: str, simple: bool) -> int:
    """Where a row of the table cuts a word; 0 where none does."""
    for rule in _rules(simple):
        if (
            (match := rule.form.fullmatch(word))
            and word not in rule.unless
            and (not rule.first or zipf(match["first"]) >= rule.first)
            and (not rule.rest or zipf(word[match.end("first") :]) >= rule.rest)
        ):
            return match.end("first")
    return 0


def _name(word: str) -> int:
    """A surname and a given name that no dictionary has: 吴|三桂."""
    return int(len(word) == 3 and word[0] in surnames() and zipf(word[1:]) < 4.5)


def _compound(word: str) -> int:
    """A compound of words: 人口|密度, 南京|大学; the cut whose rarer part is the commonest."""
    if len(word) < 4 or word.startswith(("平方", "立方")) or "分之" in word:
        return 0
    best, at = _COMPOUND, 0
    for cut in range(2, len(word) - 1):
        rarer = min(zipf(word[:cut]), zipf(word[cut:]))
        if rarer > best:
            best, at = rarer, cut
    return at
