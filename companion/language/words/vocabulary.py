"""The words that a text can be cut into, as one table that is read at once and looked up for a whole text.

The words are the simplified headwords of CC-CEDICT (CC BY-SA 4.0) and those in use that wordfreq's list has
(Apache-2.0; data CC BY-SA 4.0), words of news that neither has (`data/news_words.tsv`, and those that the table of usual
meanings explains), words of Cantonese (`data/cantonese_words.tsv`) and places of Hong Kong (`data/hong_kong_places.tsv`), each with how common it is
(`data/frequencies.tsv` where the list says otherwise) and whether it is a word, a name or a place. The table is a hash table of the words and of what
begins a longer word, by a hash of 64 bits; it is made with the index of CC-CEDICT and kept in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np

from companion.facts import read_facts
from companion.language import core
from companion.patterns import later

__all__ = [
    "COMMON",
    "LISTS",
    "LONGEST",
    "NAME",
    "PLACE",
    "TITLE",
    "WEIGHED",
    "Edges",
    "Vocabulary",
    "pack",
    "parting",
    "words_in_use",
]

LONGEST = 8
_DATA = Path(__file__).parent / "data"
_NEWS_WORDS, _PLACES = _DATA / "news_words.tsv", _DATA / "hong_kong_places.tsv"
_CANTONESE, _FREQUENCIES, _PARTING = (
    _DATA / f"{name}.tsv" for name in ("cantonese_words", "frequencies", "parting")
)
_EXPLAINED = Path(__file__).parents[1] / "meanings" / "data" / "usual_meanings.tsv"
_TITLES = Path(__file__).parents[1] / "names" / "data" / "titles.tsv"
LISTS = (_NEWS_WORDS, _PLACES, _TITLES, _CANTONESE, _FREQUENCIES, _PARTING, _EXPLAINED)
_NEWS, _TITLE = 3.5, 4.4  # the least Zipf frequency of a word of our own lists, and of a title
COMMON, NAME, PLACE, WEIGHED, TITLE = 1, 2, 4, 16, 32
"""What a word is; the fourth: its frequency is ours, however low; the last: it introduces persons (議員)."""
_HEADWORD = 8  # the dictionary has it; told by `is_headword`, no kind of its own
_KINDS = COMMON | NAME | PLACE | WEIGHED | TITLE
_LEAST_IN_USE = 2.0  # Zipf frequency of a word that no dictionary has
_STEPS = 25  # of a Zipf frequency
_FACTOR, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HAN = later("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_POINTS = 0x10000


class Edges(NamedTuple):
    """Words that stand in a text: where each begins and ends, its Zipf frequency (0: in no list), its kinds."""

    starts: np.ndarray
    ends: np.ndarray
    zipf: np.ndarray
    kinds: np.ndarray


class _NewsWord(NamedTuple):
    word: str


class _Place(NamedTuple):
    place: str


class _Frequency(NamedTuple):
    word: str
    zipf: float
    example: str = ""


class _Parting(NamedTuple):
    characters: str
    side: Literal["listed", "first", "last", "last of three", "never", "no noun"]
    example: str = ""


class _Explained(NamedTuple):
    word: str
    part: str = ""
    domain: str = ""
    english: str = ""
    example: str = ""


class Vocabulary:
    """The table, out of the bytes that `pack` made.

    >>> vocabulary = Vocabulary(pack({"电骗": (0.0, 0), "电话": (5.1, COMMON), "话": (4.0, COMMON)}))
    >>> edges = vocabulary.edges("打电话")
    >>> edges.starts.tolist(), edges.ends.tolist(), edges.zipf.round(1).tolist()
    ([1], [3], [5.1])
    >>> "电骗" in vocabulary, "话打" in vocabulary, round(vocabulary.zipf("话"), 1), vocabulary.kinds("电话")
    (True, False, 4.0, 1)
    """

    def __init__(self, data: bytes) -> None:
        size = (len(data) - _POINTS) // 10
        self._bits = size.bit_length() - 1
        self._keys = np.frombuffer(data, np.uint64, size)
        self._empty = int(np.argmin(self._keys != 0))
        self._values = np.frombuffer(data, np.uint8, size, size * 8)
        self._kinds = np.frombuffer(data, np.uint8, size, size * 9)
        self._single = np.frombuffer(data, np.uint8, _POINTS, size * 10)

    def edges(self, text: str) -> Edges:
        """The words of two characters or more that stand anywhere in a simplified text."""
        if (library := core.library()) is not None:
            return self._edges_in_core(library, text)
        points = _points(text)
        at = np.arange(len(points))
        hashes = _start(points)
        starts, ends, slots = [], [], []
        for length in range(2, LONGEST + 1):
            at = at[at + length <= len(points)]
            if not len(at):
                break
            hashes = _longer(hashes[: len(at)], points[at + (length - 1)])
            places = self._look_up(hashes)
            found = self._values[places]
            word = found > 1
            starts.append(at[word])
            ends.append(at[word] + length)
            slots.append(places[word])
            goes_on = found > 0
            at, hashes = at[goes_on], hashes[goes_on]
        none = np.zeros(0, np.int64)
        slot = np.concatenate(slots or [none])
        zipf = (self._values[slot] - 2.0) / _STEPS
        return Edges(
            np.concatenate(starts or [none]), np.concatenate(ends or [none]), zipf, self._kinds[slot] & _KINDS
        )

    def _edges_in_core(self, library: Any, text: str) -> Edges:
        """As `edges`, by their beginnings."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        room, found = 2 * len(points), -1
        while found < 0:  # mostly one and a half words begin at a place
            columns = np.empty((3, room), np.int64)
            found = library.companion_words(
                core.pointer(points, np.uint32), len(points), core.pointer(self._keys, np.uint64),
                core.pointer(self._values, np.uint8), self._bits, LONGEST, room,
                *(core.pointer(column, np.int64) for column in columns),
            )  # fmt: skip
            room = LONGEST * len(points)
        starts, ends, slot = columns[:, :found]
        return Edges(starts, ends, (self._values[slot] - 2.0) / _STEPS, self._kinds[slot] & _KINDS)

    def singles(self, text: str) -> np.ndarray:
        """The Zipf frequency of each character as a word by itself."""
        points = _points(text)
        return self._single[np.where(points < _POINTS, points, 0)] / _STEPS

    def zipf(self, word: str) -> float:
        """How common a word is; 0.0 where no list has it."""
        if len(word) == 1:
            return float(self.singles(word)[0])
        return max(0, int(self._values[self._slot(word)]) - 2) / _STEPS

    def kinds(self, word: str) -> int:
        """`COMMON` where the dictionary has the word as a common word, `NAME` as a name, `PLACE` where ours has the place; their sum."""
        return int(self._kinds[self._slot(word)]) & _KINDS

    def is_headword(self, word: str) -> bool:
        """Whether the dictionary surely has the simplified word, of two characters or more: sooner told than by a query."""
        return int(self._kinds[self._slot(word)]) & _HEADWORD > 0

    def __contains__(self, word: str) -> bool:
        return bool(self._values[self._slot(word)] > 1)

    def _slot(self, word: str) -> int:
        """Where a word stands in the table; an empty slot where it does not. As `_look_up`, for one word."""
        if not 1 < len(word) <= LONGEST:
            return self._empty
        factor, mix, whole = int(_FACTOR), int(_MIX), (1 << 64) - 1
        key = (ord(word[0]) + 1) * factor & whole
        for c in word[1:]:
            key = ((key ^ (key >> 29)) * mix + (ord(c) + 1) * factor) & whole
        slot = ((key ^ (key >> 32)) * factor & whole) >> (64 - self._bits)
        while self._keys.item(slot) not in (0, key):
            slot = (slot + 1) & (len(self._keys) - 1)
        return slot

    def _look_up(self, hashes: np.ndarray) -> np.ndarray:
        """The slot of each hash; an empty one where it isn't there."""
        slots = _slots(hashes, self._bits)
        keys = self._keys[slots]
        open_ = np.flatnonzero((keys != hashes) & (keys != 0))
        while len(open_):
            slots[open_] = (slots[open_] + 1) & (len(self._keys) - 1)
            keys = self._keys[slots[open_]]
            open_ = open_[(keys != hashes[open_]) & (keys != 0)]
        return slots


def pack(words: dict[str, tuple[float, int]]) -> bytes:
    """The table of words, each with its Zipf frequency and the kinds that the dictionary has it as, in bytes."""
    listed = {w: z for w, z in words.items() if 1 < len(w) <= LONGEST}
    rows = {w[:i]: (1, 0) for w in listed for i in range(2, len(w))}
    rows |= {w: (2 + min(253, round(z * _STEPS)), kind) for w, (z, kind) in listed.items()}
    bits = max(4, (2 * len(rows) - 1).bit_length())
    keys = np.zeros(1 << bits, np.uint64)
    values, kinds = np.zeros(1 << bits, np.uint8), np.zeros(1 << bits, np.uint8)
    by_length: dict[int, list[str]] = {}
    for word in rows:
        by_length.setdefault(len(word), []).append(word)
    taken = bytearray(1 << bits)
    for length, some in by_length.items():
        points = _points("".join(some)).reshape(-1, length)
        hashes = _start(points[:, 0])
        for k in range(1, length):
            hashes = _longer(hashes, points[:, k])
        slots = _slots(hashes, bits).tolist()
        for i, slot in enumerate(slots):
            while taken[slot]:
                slot = (slot + 1) & ((1 << bits) - 1)
            taken[slot], slots[i] = 1, slot
        keys[slots] = hashes
        values[slots], kinds[slots] = np.array([rows[w] for w in some], np.uint8).T
    single = np.zeros(_POINTS, np.uint8)
    for word, (z, _) in words.items():
        if len(word) == 1 and ord(word) < _POINTS:
            single[ord(word)] = min(255, round(z * _STEPS))
    return keys.tobytes() + values.tobytes() + kinds.tobytes() + single.tobytes()


def words_in_use(
    listed: dict[str, float],
    headwords: Iterable[tuple[str, str]],
    left_out: Callable[[str], bool] = lambda word: False,
    places: Iterable[str] = (),
    titles: Mapping[str, bool] | None = None,
) -> dict[str, tuple[float, int]]:
    """The words of the table, each with its frequency and its kinds (8: a headword): a dictionary's headwords with their
    pinyin, and those that a list of frequencies has.

    `left_out` says which of the latter are no words, `places` which headwords are names of places and nothing else, `titles` which words are titles, and
    whether each introduces a name.

    >>> words = words_in_use({"政府": 5.6, "截查": 2.4, "史良娣": 1.1, "的": 7.7}, [("政府", "zhèng fǔ"), ("香港", "Xiāng gǎng")])
    >>> [words[w] for w in ("政府", "香港", "截查", "的")], "史良娣" in words
    ([(5.6, 9), (0.0, 10), (3.5, 1), (7.7, 0)], False)
    """
    found: dict[str, tuple[float, int]] = {}
    first, last = parting("first") | parting("listed"), parting("last")
    for word, pinyin in headwords:
        if 1 < len(word) <= LONGEST and "，" not in word:
            z, kind = found.get(word, (listed.get(word, 0.0), 0))
            found[word] = z, kind | _HEADWORD | (NAME if pinyin[:1].isupper() else COMMON)
    for word, z in listed.items():
        if len(word) == 1 or (
            z >= _LEAST_IN_USE
            and len(word) <= 4
            and word not in found
            and word[0] not in first
            and not (len(word) == 2 and word[1] in last)
            and not left_out(word)
            and _HAN.fullmatch(word)
            and not (len(word) == 4 and word[:2] in found and word[2:] in found)  # 应急措施 is two words
        ):
            found[word] = z, 0
    own = [(row.word, COMMON) for row in read_facts(_NEWS_WORDS, _NewsWord, key="word")]
    own += [(row.place, PLACE) for row in read_facts(_PLACES, _Place, key="place")]
    explained = (row.word for row in read_facts(_EXPLAINED, _Explained))
    own += [(word, COMMON) for word in explained if 1 < len(word) <= LONGEST and word not in found]
    own += [(place, PLACE) for place in places if place in found]
    for word, as_what in own:
        z, kind = found.get(word, (0.0, 0))
        found[word] = max(z, _NEWS), kind | as_what
    for row in read_facts(_CANTONESE, _NewsWord, key="word"):
        if row.word[0] not in first:
            found.setdefault(row.word, (listed.get(row.word, 0.0), 0))
    for title, introduces in (titles or {}).items():
        if 1 < len(title) < 4:  # a longer one is two words
            z, kind = found.get(title, (0.0, 0))
            found[title] = max(z, _TITLE), kind | COMMON | TITLE * introduces
    for weighed in read_facts(_FREQUENCIES, _Frequency, key="word"):
        if not weighed.zipf:
            found.pop(weighed.word, None)
            continue
        found[weighed.word] = weighed.zipf, found.get(weighed.word, (0.0, 0))[1] | WEIGHED
    return found


@cache
def parting(side: str) -> frozenset[str]:
    """The characters that are a word by themselves at one side ("first", "listed", "last", "last of three") of what no dictionary has as a word.

    >>> "幸" in parting("first"), "过" in parting("last"), "人" in parting("first")
    (True, True, False)
    """
    rows = read_facts(_PARTING, _Parting, key="characters")
    return frozenset(c for row in rows if row.side == side for c in row.characters)


def _points(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)


def _start(points: np.ndarray) -> np.ndarray:
    return (points.astype(np.uint64) + np.uint64(1)) * _FACTOR


def _longer(hashes: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The hash of a string with one more character."""
    mixed: np.ndarray = (hashes ^ (hashes >> np.uint64(29))) * _MIX
    mixed = mixed + (points.astype(np.uint64) + np.uint64(1)) * _FACTOR
    return mixed


def _slots(hashes: np.ndarray, bits: int) -> np.ndarray:
    mixed: np.ndarray = (hashes ^ (hashes >> np.uint64(32))) * _FACTOR
    return (mixed >> np.uint64(64 - bits)).astype(np.int64)
