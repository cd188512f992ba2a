"""Which words of an article are worth learning: by level, by how often they occur, by what the text hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from companion.choices import LEVELS, Level
from companion.language.similar import word_class
from companion.language.words.frequency import level_of, zipf
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
    able = [e for e in found if not e.name and _is_vocabulary(e) and _step(e) >= _AT[level] - 1]
    ranked = sorted(able, key=lambda e: (-_worth(e, level, head, lead), e.number))
    new = [e for e in ranked if _step(e) >= _AT[level]][:wanted]
    known = [
        e for e in ranked if _step(e) < _AT[level]
    ]  # to be looked at again where the article has few new ones
    kept = {e.key for e in (*new, *known[: max(0, min(wanted, FEWEST) - len(new))])}
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
    ):
        return False
    if (
        not (e.source and e.english)
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
    return not quoted and bool(e.hsk or zipf(e.simplified) >= _RARE)


def _step(e: Entry) -> float:
    """How hard a word is on the steps of HSK; the glossary's level, else frequency, where that does not have it."""
    if e.hsk:
        return min(_STEPS[e.hsk], _AT[level_of(e.simplified)] + 1.0)
    if e.term and e.level in LEVELS:
        return _AT[e.level]
    return max(1.0, min(9.0, 12.5 - 1.6 * zipf(e.simplified)))


def _worth(e: Entry, level: Level, head: str, lead: str) -> float:
    apart = _step(e) - _AT[level]
    score = 2.0 - (0.35 * apart if apart >= 0 else -1.2 * apart)
    score += 0.8 * log2(min(e.count, 8))
    score += 1.2 * (e.form in head) + 0.4 * (e.form in lead)
    score += 0.25 * max(-2.0, min(2.0, zipf(e.simplified) - 3.5)) if not e.term else 0.9
    return score
