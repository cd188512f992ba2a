"""A dictionary's entry as a person reads it: no notation of CC-CEDICT, measure words named, the common entry first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from companion.han import joined, tone_marked
from companion.model import Sense

__all__ = ["Shown", "common_first", "shown"]

_HAN = "\u3400-\u9fff\U00020000-\U000323af○·・，…∼Α-ωA-Za-z0-9"
_REFERENCE = re.compile(rf"([{_HAN}]+)(?:\|[{_HAN}]+)?\[([A-Za-z0-9:·, ]+)\]")
_PAIR = re.compile(rf"([{_HAN}]+)\|[{_HAN}]+")
_READING = re.compile(r"\[([A-Za-z:]+[1-5](?: [A-Za-z:]+[1-5])*)\]")
_MEASURES = re.compile(r" ?\((?:.*?; )?CL:([^()]*)\)")
_WORD = 4  # syllables of a reference that are written as one word
_POINTER = re.compile(r"^(?:see|see also|used in|variant of|old variant of|archaic variant of|surname) ")


class Shown(NamedTuple):
    """What is shown of an entry: its meanings in order, and its measure words, each with its reading."""

    pinyin: str
    english: tuple[str, ...]
    measures: tuple[tuple[str, str], ...] = ()

    @property
    def line(self) -> str:
        """The meanings in one line, the measure words after them."""
        counted = ", ".join(f"{word} {reading}" for word, reading in self.measures)
        return "; ".join([*self.english, *([f"measure word: {counted}"] if counted else [])])


@lru_cache(maxsize=4_000)
def shown(sense: Sense) -> Shown:
    """An entry without the dictionary's notation.

    Args:
        sense: The entry.

    Returns:
        Its meanings with characters and their reading for a reference, and its measure words. Remarks that only
        point elsewhere are left out where there is a meaning.

    >>> shown(Sense("老師", "老师", "lǎo shī", ("teacher", "CL:個|个[ge4],位[wei4]"))).line
    'teacher; measure word: 個 gè, 位 wèi'
    >>> shown(Sense("國", "国", "guó", ("country (CL:個|个[ge4])", "(bound form) national"))).line
    'country; (in compounds) national; measure word: 個 gè'
    >>> shown(Sense("神農", "神农", "Shén nóng", ("Shennong, or 炎帝[Yan2 di4]",))).english
    ('Shennong, or 炎帝 Yándì',)
    """
    english, measures = [], []
    for definition in sense.english:
        if definition.startswith("CL:"):
            measures += [(m[1], _joined(m[2])) for m in _REFERENCE.finditer(definition)]
            continue
        for inside in _MEASURES.finditer(definition):
            measures += [(m[1], _joined(m[2])) for m in _REFERENCE.finditer(inside[1])]
        definition = _MEASURES.sub("", definition).replace("(bound form)", "(in compounds)")
        text = _REFERENCE.sub(lambda m: f"{m[1]} {_joined(m[2])}", definition)
        text = _READING.sub(lambda m: _joined(m[1]), text)
        english.append(_PAIR.sub(r"\1", text))
    english = [e for e in english if e != "(in compounds)"] or english
    meant = [e for e in english if not _POINTER.match(e)]
    names = [e for e in english if e.startswith("surname ")]
    return Shown(sense.pinyin, tuple((*meant, *names) if meant else english), tuple(dict.fromkeys(measures)))


def common_first(senses: Iterable[Sense]) -> list[Sense]:
    """Entries with those of names last: 明 is bright before it is a dynasty.

    >>> ming = [Sense("明", "明", "Míng", ("Ming Dynasty (1368-1644)",)), Sense("明", "明", "míng", ("bright",))]
    >>> [s.english[0] for s in common_first(ming)]
    ['bright', 'Ming Dynasty (1368-1644)']
    """
    return sorted(senses, key=lambda s: s.pinyin[:1].isupper())


def _joined(numbered: str) -> str:
    """A reference's reading, written as words: those that a point parts, and long ones by syllables."""
    words = []
    for part in re.split("[·,]", numbered):
        syllables = [tone_marked(syllable) for syllable in part.split() if syllable != "xx"]
        word = " ".join(syllables) if len(syllables) > _WORD else joined(syllables)
        words.append(word[:1] + word[1:].lower())
    return " ".join(word for word in words if word)
