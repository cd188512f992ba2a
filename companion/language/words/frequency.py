"""How common a word is, and the level at which a learner meets it.

Frequencies: wordfreq (Apache-2.0; its data CC BY-SA 4.0), "zh", which counts words of simplified
text. `zipf` is the base-10 logarithm of a word's occurrences in a thousand million words.
"""

from __future__ import annotations

from functools import cache

from companion.language.dictionary.cedict import cedict
from companion.language.words.listed import listed

__all__ = ["LEVELS", "common_words", "common_zipf", "level_of", "zipf"]

LEVELS = {"A1": 5.8, "A2": 5.2, "B1": 4.6, "B2": 4.0, "C1": 3.2, "C2": 0.0}
"""The lowest Zipf frequency of each level: a rough guide by frequency, no examination's list."""
_IN_SMALL_LIST = 3.005


def zipf(word: str) -> float:
    """The Zipf frequency of a simplified word, 0.0 to 8.0; 0.0 where it is not in the list.

    >>> zipf("我们") > zipf("打击") > zipf("斟酌") > zipf("电骗") == 0.0
    True
    """
    return cedict().zipf(word)


def common_zipf(word: str) -> float:
    """`zipf` of a fairly common word; 0.0 for one that is not in wordfreq's small list.

    >>> common_zipf("政府") > common_zipf("斟酌"), common_zipf("电骗")
    (True, 0.0)
    """
    value = zipf(word)
    return value if value >= _IN_SMALL_LIST else 0.0


def level_of(word: str) -> str:
    """The level of a simplified word by its frequency, one of `LEVELS`; "C2" where it is unknown.

    >>> [level_of(w) for w in ("我们", "打击", "遏制")]
    ['A1', 'B1', 'C1']
    """
    value = zipf(word)
    return next(level for level, lowest in LEVELS.items() if value >= lowest)


@cache
def common_words(lowest: float) -> dict[str, float]:
    """All words of the list with at least this Zipf frequency, with it, the commonest first.

    >>> "政府" in common_words(5.0), "电骗" in common_words(0.0)
    (True, False)
    """
    return {w: value for w, value in listed("large").items() if value >= lowest}
