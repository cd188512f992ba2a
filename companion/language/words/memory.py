"""What an article has named once: a name that was found surely is known wherever it stands again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from companion.language.names.people import surname_of

__all__ = ["Memory", "Seen"]

_SURE = {"nr": 0.6}
_SURE_ELSE = 0.7
_GIVEN = 3.8  # the Zipf frequency as which a given name without its surname counts
_MORE_DOUBT = 0.4
_TWO = 0.9  # a name of two characters has to be seen more than once, or very surely


class Seen(NamedTuple):
    """A name as the tagger sees it at one place.

    `sure` is how sure it is, `is_word` whether the vocabulary has it, `doubtful` by how much it is worth less as a name since what follows
    the surname is a word by itself.
    """

    name: str
    tag: str
    sure: float
    is_word: bool = False
    doubtful: float = 0.0


class Memory:
    """The names of an article, by what was seen of them so far.

    >>> memory = Memory()
    >>> memory.learn([Seen("叶颖峰", "nr", 0.9)])
    >>> memory.tag_of("叶颖峰"), sorted(memory.surnames), memory.edges("与叶颖峰会面")[0]
    ('nr', ['叶'], [(1, 4), (2, 4)])
    """

    def __init__(self) -> None:
        self._seen: dict[str, float] = defaultdict(float)
        self._kinds: dict[str, str] = {}
        self._names: dict[str, tuple[str, float]] = {}
        self._doubtful: dict[str, float] = {}
        self._addressed: set[str] = set()
        self.surnames: set[str] = set()
        self.given: set[str] = set()

    def learn(self, names: Iterable[Seen], addressed: Iterable[str] = ()) -> None:
        """Adds names that were seen, and surnames that stood before a form of address."""
        self._addressed.update(addressed)
        for word, tag, sure, is_word, doubtful in names:
            if sure <= _SURE.get(tag, _SURE_ELSE):
                continue
            if tag == "nr":
                self._kinds[word] = tag
            elif 3 <= len(word) <= 4 and not is_word:
                self._kinds.setdefault(word, tag)
            else:
                continue
            if not (is_word and len(word) < 3):
                self._seen[word] += sure
            if doubtful:
                self._doubtful[word] = min(doubtful, self._doubtful.get(word, doubtful))
        self._names, self.surnames, self.given = {}, set(self._addressed), set()
        least: dict[str, float] = {}  # of the names with a surname, how doubtful the surest is
        for word in self._seen:
            if self._kinds[word] == "nr" and (surname := surname_of(word)):
                least[surname] = min(least.get(surname, 9.0), self._doubtful.get(word, 0.0))
        for word, n in self._seen.items():
            if len(word) == 2 and n < _TWO:
                continue
            # 叶颖豪称 beside 叶颖豪: the shorter where it has been seen by itself as often
            if any(self._seen.get(word[:k], 0) >= n for k in range(2, len(word))):
                continue
            if self._doubtful.get(word, 0.0) > least.get(surname_of(word), 9.0) + _MORE_DOUBT:
                continue  # 石忆述 beside 石慧敏, 柴和水 beside 柴启明
            tag = self._kinds[word]
            self._names[word] = tag, min(6.5, 4.5 + n)
            if tag == "nr" and (surname := surname_of(word)):
                self.surnames.add(surname)
                if len(surname) > 1:
                    self.given.add(surname)  # 长泽 after 长泽结衣
                if len(word) - len(surname) == 2 and word not in self._doubtful:
                    self.given.add(word[len(surname) :])  # 乐瑶 after 沈乐瑶
        self.given -= self._names.keys()

    def tag_of(self, word: str) -> str:
        """The kind of name that a word is in this article; "" where it is none."""
        return self._names[word][0] if word in self._names else ""

    @property
    def names(self) -> Set[str]:
        """The names that are known so far."""
        return self._names.keys()

    def edges(self, text: str) -> tuple[list[tuple[int, int]], list[float]]:
        """Where the names stand, and the Zipf frequency as which each counts."""
        if not self._names:
            return [], []
        worth = {name: z for name, (_, z) in self._names.items()} | dict.fromkeys(self.given, _GIVEN)
        search = AhoCorasick(list(worth), implementation=Implementation.NoncontiguousNFA)
        found = search.find_matches_as_indexes(text.encode("utf-8", "replace").decode(), overlapping=True)
        values = list(worth.values())
        return [(start, end) for _, start, end in found], [values[name] for name, _, _ in found]
