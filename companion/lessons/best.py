"""Which words of an article are worth learning: by level, by how often they occur, by what the text hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log2

from companion.choices import LEVELS, Level
from companion.language.language import Language
from companion.language.meanings.senses import domains_of, in_domain, tells, usual
from companion.language.names.people import titles
from companion.language.similar import word_class
from companion.language.words.frequency import level_of, zipf
from companion.language.words.hsk import hsk_level
from companion.lessons.entry import Entry
from companion.model import Article

__all__ = ["FORMULAS", "best"]

FEWEST, MOST, NAMES = 15, 25, 10
_SHORT, _LONG = 250, 1200  # characters of an article that has FEWEST, or MOST words to teach
# The HSK step that a learner of each level is at: words below it are known, those just above it worth most.
_AT = {"A1": 1.0, "A2": 2.0, "B1": 3.5, "B2": 4.5, "C1": 6.0, "C2": 7.5}
_STEPS = {"1": 1.0, "2": 2.0, "3": 3.0, "4": 4.0, "5": 5.0, "6": 6.0, "7-9": 7.5}
# ICTCLAS tags of what is no vocabulary: numbers, measure words, times, pronouns, particles, localizers, affixes …
_NO_WORDS = ("m", "q", "t", "r", "u", "p", "c", "y", "e", "o", "x", "w", "f", "h", "k")
FORMULAS = ("本报讯", "专讯", "综合报道", "本报记者")
"""Simplified: what heads a report and is no word of it."""
_NUMERALS, _COUNTED = (
    frozenset("一二三四五六七八九十两几数百千万"),
    frozenset("人名位楼层间年月日号岁元成国地方"),
)
_LED = "这那此该每各某最"  # what they lead is the next word: 最高, 各界
_QUOTES = ("「", "『", "《", "〈", "“")
_COMMON = 5.0  # words that are more common stand in any text
_FAR = 3.0  # steps from which a word is too hard by itself: more do not make it less worth where the text hangs on it
_OF_THE_FIELD, _EVERYWHERE, _ADVERB, _KNOWN = 0.9, 0.9, 0.4, 0.6
_RARE = 2.4  # a word outside HSK and glossary that is rarer is an accident of division more often than a word


def best(article: Article, found: Sequence[Entry], level: Level, most: int | None = None) -> list[Entry]:
    """The words to teach in order of appearance, and after them the names.

    Args:
        article: The article.
        found: All its words.
        level: The class's.
        most: How many words; None: 15 to 25, by the article's length.

    Returns:
        At most so many words, and at most ten names of those that have a meaning.
    """
    size = sum(len(p.text) for p in article.paragraphs)
    share = min(1.0, max(0.0, (size - _SHORT) / (_LONG - _SHORT)))
    wanted = most or round(FEWEST + share * (MOST - FEWEST))
    head = article.title + "".join(p.text for p in article.paragraphs if p.kind == "headline")
    lead = next((p.text for p in article.paragraphs if p.kind == "body"), "")
    there = frozenset(e.simplified for e in found)
    fields = domains_of(article.glossary, there)
    able = [e for e in found if not e.name and _is_vocabulary(e) and _step(e) >= _AT[level] - 1]
    able = [e for e in able if not _is_of_known_words(e, there, level)]
    ranked = sorted(able, key=lambda e: (-_worth(e, level, head, lead, fields), e.number))
    kept = {e.key for e in ranked[:wanted]}
    names = sorted((e for e in found if e.name and _is_a_name(e)), key=lambda e: (-e.count, e.number))[:NAMES]
    named = {e.key for e in names}
    return [e for e in found if e.key in kept] + [e for e in found if e.key in named]


def _is_a_name(e: Entry) -> bool:
    """Whether a name is worth a line: it has an English of its own, and nobody knows it from the first lesson (中國)."""
    return (
        bool(e.english)
        and len(e.form) > 1
        and e.level != "A1"
        and e.hsk != "1"
        and not (_is_joined(e) or _is_count(e))
    )


def _is_joined(e: Entry) -> bool:
    """Whether no list has the word, and its English is that of its parts (聯會 unite + will)."""
    return bool(e.english) and " + " in e.english[0]


def _is_count(e: Entry) -> bool:
    """Whether an entry is a number with what it counts, whatever its tag: 五人, 三樓, 兩國."""
    return (
        len(e.simplified) == 2 and e.simplified[0] in _NUMERALS and e.simplified[1] in _COUNTED and not e.term
    )


def _is_vocabulary(e: Entry) -> bool:
    """Whether an entry is a word that a list would teach: one of a dictionary's, no number, no time, no single character."""
    if (
        _is_count(e)
        or word_class(e.simplified) in ("t", "m", "f")
        or e.simplified.startswith(("星期", "周", "礼拜"))
        or e.simplified in titles("after") - titles("before")  # 張女士, 陳伯
    ):
        return False
    if (
        not (e.english and (e.source or _is_told(e)))
        or _is_joined(e)
        or len(e.simplified) < 2
        or not e.simplified.isalpha()
        or e.simplified in FORMULAS
    ):
        return False
    if e.term:
        return not e.pos.startswith(("t", "m"))
    if e.pos.startswith(_NO_WORDS) or e.simplified[0] in _LED:
        return False
    quoted = e.sentence[max(0, e.at - 1) : e.at] in _QUOTES and not e.hsk  # a storm or a ship is called so
    return not quoted and bool(e.hsk or zipf(e.simplified) >= _RARE or _is_told(e))


def _is_told(e: Entry) -> bool:
    """Whether the table of news has the word for a thing, though it is rare or no dictionary has it: 頭槌, a header; not 送往."""
    return e.pos.startswith("n") and bool(usual(e.simplified, ""))


def _step(e: Entry) -> float:
    """How hard a word is on the steps of HSK; the glossary's level, else frequency, where that does not have it."""
    if e.hsk:
        return min(_STEPS[e.hsk], _AT[level_of(e.simplified)] + 1.0)
    if e.term and e.level in LEVELS:
        return _AT[e.level]
    return max(1.0, min(9.0, 12.5 - 1.6 * zipf(e.simplified)))


def _worth(e: Entry, level: Level, head: str, lead: str, fields: frozenset[str]) -> float:
    """How much a word is worth learning from this article: near the class's level, of what the article is about, useful elsewhere."""
    apart, common = _step(e) - _AT[level], zipf(e.simplified)
    of_the_field, telling = _is_of(e, fields), common < _COMMON
    score = 2.0 + (apart if apart < 0 else -0.35 * min(apart, _FAR)) + _OF_THE_FIELD * of_the_field
    score -= _KNOWN * (apart < 0 and not of_the_field)
    score += 1.2 * (telling and e.form in head) + 0.4 * (e.form in lead)
    score += (0.8 if telling else 0.3) * log2(min(e.count, 8))
    if not e.term:
        score += 0.25 * max(-1.0, min(1.0, common - 3.5))
    return score - _EVERYWHERE * max(0.0, common - _COMMON) - _ADVERB * (e.part == "adv")


def _is_of(e: Entry, fields: frozenset[str]) -> bool:
    """Whether a word is one of a field: the glossary, the table of news or the list of telling words has it there (扳平, of sport)."""
    if not fields:
        return False
    return (
        e.domain in fields
        or any(in_domain(e.simplified, part, fields) for part in ("n", "v"))
        or tells(e.simplified, fields)
    )


def _is_of_known_words(e: Entry, there: frozenset[str], level: Level) -> bool:
    """Whether a word is put together of two that are known, or taught by themselves, and says no more (列車服務, train service)."""
    word, said = e.simplified, _words_of(e.english)
    for at in range(2, len(word) - 1):
        parts = word[:at], word[at:]
        if all(part in there or ((hsk := hsk_level(part)) and _STEPS[hsk] < _AT[level]) for part in parts):
            return all(
                said & _words_of(m for s in Language.default().senses(part) for m in s.english)
                for part in parts
            )
    return False


def _words_of(english: Iterable[str]) -> set[str]:
    """The beginnings of the words of meanings: forge, forged, forgery are one."""
    return {w[:4] for m in english for w in m.lower().replace("-", " ").split() if len(w) > 3}
