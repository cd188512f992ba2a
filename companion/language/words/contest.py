"""Whether a short glossary term stands at a place where the words of the dictionary run otherwise.

A term is a word of its own in most texts (電騙 in 電騙案), but its characters also meet by chance
(的士 in 英勇的士兵). Where a term has an end inside a word of the segmenter, the two readings are
compared as a unigram segmenter would: the words of the likelier one have the higher product of
frequencies. A term counts as a fairly common word, since a person chose it.

Frequencies: wordfreq's small list (Apache-2.0; its data CC BY-SA 4.0).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache

from companion.language.words.frequency import common_zipf

__all__ = ["Contest"]

_TERM = 4.0  # Zipf frequency of a term that is rarer, or in no list
_WORD = 2.5  # of a word of the dictionary that is not in the list
_COMMON = 4.5  # of a word that is common enough to be sure of
_GUESSED = 2.0  # of a word that the segmenter made of characters
_MARGIN = 0.5  # as `overlaps` has it
_CHARACTER = 3.0  # of a character by itself that is not in the list
_NUMERALS = "0123456789０１２３４５６７８９十百千万亿"
_LONGEST_WORD = 6
_LONGEST_REGION = 24


class Contest:
    """Compares a term with the words around it; `is_word` says what the dictionary has.

    >>> from companion.language.dictionary.cedict import Cedict
    >>> contest = Contest(lambda word: bool(Cedict().lookup(word)))
    >>> contest.won("英勇的士兵", 2, 4, {2, 3, 5}), contest.won("破获电骗案", 2, 4, {2, 3, 5})
    (False, True)
    """

    def __init__(self, is_word: Callable[[str], bool]) -> None:
        self._is_word = is_word
        self._decide = lru_cache(maxsize=50_000)(self._decided)

    def won(self, simplified: str, start: int, end: int, ends: Collection[int]) -> bool:
        """Whether `simplified[start:end]` is the term; `ends` are the places where words end."""
        left, right = start, end
        while left > 0 and left not in ends:
            left -= 1
        while right < len(simplified) and right not in ends:
            right += 1
        if (left, right) == (start, end) or right - left > _LONGEST_REGION:
            return True
        if left < start and simplified[start - 1] in _NUMERALS:  # 1,050亿港元 is one number
            return False
        cuts = tuple(i - left for i in range(left + 1, right) if i in ends)
        return self._decide(simplified[left:right], start - left, end - left, cuts)

    def _decided(self, region: str, start: int, end: int, cuts: tuple[int, ...]) -> bool:
        term = max(common_zipf(region[start:end]), _TERM) - 9
        with_term = self._best(region[:start]) + term + self._best(region[end:])
        return with_term >= max(self._best(region), self._as_cut(region, cuts))

    def _as_cut(self, region: str, cuts: tuple[int, ...]) -> float:
        """The logarithm of the segmenter's own cut, where a word of the dictionary stands before one that it guessed."""
        words = [region[a:b] for a, b in zip((0, *cuts), (*cuts, len(region)), strict=True)]
        if len(words) != 2 or len(words[1]) != 2 or common_zipf(words[0]) < _COMMON or len(words[0]) < 2:
            return float("-inf")
        return sum((self._worth(word) or _GUESSED - 9) for word in words) + _MARGIN

    def _best(self, text: str) -> float:
        """The logarithm of the likeliest cut of `text` into words."""
        best = [0.0, *[float("-inf")] * len(text)]
        for stop in range(1, len(text) + 1):
            for begin in range(max(0, stop - _LONGEST_WORD), stop):
                if (worth := self._worth(text[begin:stop])) is not None:
                    best[stop] = max(best[stop], best[begin] + worth)
        return best[-1]

    def _worth(self, word: str) -> float | None:
        if len(word) == 1:
            return (common_zipf(word) or _CHARACTER) - 9
        return (common_zipf(word) or _WORD) - 9 if self._is_word(word) else None
