"""Readings of whole words, in memory: CC-CEDICT's and pypinyin's phrases, both by simplified word.

The text of the lexicon is made with the index of CC-CEDICT (`cedict_index`) and kept in it: one
line a word, `word TAB readings of CC-CEDICT TAB reading of pypinyin`, only of words that have a
polyphone or are read otherwise than their characters, in order, so that a word is found by halves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from companion.language.dictionary.characters import table

__all__ = ["LONGEST", "Lexicon", "lexicon_lines", "rare_lines", "without_sandhi"]

LONGEST = 8


class Lexicon:
    """The readings of words of two characters or more.

    >>> lexicon = Lexicon("银行\\tyín háng\\tyín háng\\n东西\\tdōng xi/dōng xī\\tdōng xī")
    >>> lexicon.readings("东西")
    ((('dōng', 'xi'), ('dōng', 'xī')), (('dōng', 'xī'),))
    >>> lexicon.readings("西东")
    ((), ())
    """

    def __init__(self, text: str) -> None:
        self._lines = text.strip("\n").split("\n") if text else []
        self._lines.sort()  # as they stand in the index, so that this takes a millisecond
        self._known: dict[str, tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]] = {}

    def _line(self, word: str) -> str:
        """What stands behind a word; empty where it does not stand there."""
        beginning = word + "\t"
        at = bisect_left(self._lines, beginning)
        found = self._lines[at] if at < len(self._lines) else ""
        return found[len(beginning) :] if found.startswith(beginning) else ""

    def __contains__(self, word: str) -> bool:
        return word in self._known or bool(self._line(word))

    def __iter__(self) -> Iterator[str]:
        return (line.partition("\t")[0] for line in self._lines)

    def readings(self, word: str) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
        """CC-CEDICT's readings, the common ones first, and pypinyin's; both empty where unknown."""
        found = self._known.get(word)
        if found is None:
            if not (line := self._line(word)):
                return (), ()
            cedict, _, phrases = line.partition("\t")
            ours, theirs = _parse(cedict), _parse(phrases)
            if "一" in word or "不" in word:
                ours, theirs = (
                    tuple(dict.fromkeys(without_sandhi(word, r) for r in readings))
                    for readings in (ours, theirs)
                )
            found = self._known[word] = (ours, theirs)
        return found


def without_sandhi(word: str, reading: tuple[str, ...]) -> tuple[str, ...]:
    """A reading with the dictionary's tones of 一 and 不, where its source has those that are said.

    >>> without_sandhi("不一样", ("bù", "yí", "yàng")), without_sandhi("看不见", ("kàn", "bu", "jiàn"))
    (('bù', 'yī', 'yàng'), ('kàn', 'bu', 'jiàn'))
    """
    if len(word) != len(reading):
        return reading
    return tuple(
        "yī" if c == "一" and s in ("yí", "yì") else "bù" if c == "不" and s == "bú" else s
        for c, s in zip(word, reading, strict=True)
    )


def _parse(cell: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(r.split(" ")) for r in cell.split("/")) if cell else ()


def rare_lines() -> str:
    """pypinyin's reading of each character that the table of readings has not: 玨jué, one a line."""
    from pypinyin.constants import PINYIN_DICT

    known = table()
    found = ((chr(c), readings.split(",")[0]) for c, readings in PINYIN_DICT.items())
    return "\n".join(c + reading for c, reading in found if c not in known and reading != c)


def lexicon_lines(rows: Iterable[tuple[str, str, str, str]], single: dict[str, str]) -> Iterator[str]:
    """The lines of the lexicon out of CC-CEDICT's rows (traditional, simplified, pinyin, English).

    `single` maps each character with but one reading to it: words made of these alone, read as
    they say, are left out.
    """
    from pypinyin.contrib.tone_convert import to_tone
    from pypinyin.phrases_dict import phrases_dict

    readings: dict[str, dict[tuple[str, ...], bool]] = {}
    for _, simplified, pinyin, english in rows:
        reading = tuple(pinyin.lower().split())
        if 1 < len(simplified) == len(reading) <= LONGEST * 2:
            minor = english.startswith(("variant of ", "old variant of ", "archaic variant of ", "see ")) or (
                pinyin[:1].isupper() and english.startswith("surname ")
            )
            known = readings.setdefault(simplified, {})
            known[reading] = known.get(reading, True) and minor
    phrases = {
        word: tuple(to_tone(syllables[0]) for syllables in reading)
        for word, reading in phrases_dict.items()
        if 1 < len(word) == len(reading) <= LONGEST * 2
    }
    for word in [*readings, *(w for w in phrases if w not in readings)]:
        known = readings.get(word, {})
        main = [r for r, minor in known.items() if not minor] or list(known)
        phrase = phrases.get(word)
        composed = tuple(single.get(c, "") for c in word)
        if main == [composed] and phrase in (None, composed):
            continue
        yield f"{word}\t{'/'.join(map(' '.join, main))}\t{' '.join(phrase) if phrase else ''}"
