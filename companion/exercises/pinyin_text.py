"""Pinyin as people type it, compared with pinyin as it is printed.

Tones by mark (diàn) or number (dian4); ü as ü, v or u:; capitals, spaces, apostrophes and hyphens
don't count. The typed text is laid along the expected syllables, so that its own division into
syllables (xian or xi'an) is never guessed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["compare", "hits", "plain", "syllable_tone"]

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}
_ALIKE = {"ɑ": "a", "ɡ": "g", "v": "ü"}
_SEPARATORS = frozenset(" '’‘`´-‐–·.,;/")


@dataclass(slots=True)
class _Letter:
    letter: str
    mark: int = 0
    digit: int = -1


def _letters(text: str) -> list[_Letter] | None:
    """The letters with the tone marks on them and the number behind them; None for other signs."""
    letters: list[_Letter] = []
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower())
    for c in folded:
        last = letters[-1] if letters else None
        if c in "\u0308:：" and last and last.letter == "u":
            last.letter = "ü"
        elif c in _TONES and last and not last.mark:
            last.mark = _TONES[c]
        elif c in "012345" and last and last.digit < 0:
            last.digit = int(c) or 5
        elif "a" <= c <= "z" or c in _ALIKE:
            letters.append(_Letter(_ALIKE.get(c, c)))
        elif c not in _SEPARATORS and not c.isspace():
            return None
    for before, after in pairwise(letters):
        if after.letter == "ü" and before.letter in "jqxy":
            after.letter = "u"
    return letters


def syllable_tone(syllable: str) -> int:
    """The tone of one syllable, 5 for the neutral tone.

    >>> [syllable_tone(s) for s in ("diàn", "lǜ", "de", "ma5")]
    [4, 4, 5, 5]
    """
    letters = _letters(syllable) or []
    marks = [n.mark for n in letters if n.mark]
    digits = [n.digit for n in letters if n.digit > 0]
    return (marks or digits or [5])[0]


def plain(syllable: str) -> str:
    """A syllable's letters without its tone: lǜ → lü.

    >>> plain("lǜ"), plain("Diàn"), plain("nv3")
    ('lü', 'dian', 'nü')
    """
    return "".join(n.letter for n in _letters(syllable) or [])


def compare(typed: str, expected: str) -> str:
    """How `typed` stands to `expected` (syllables with tone marks, parted by spaces).

    "right"; "tones" where the letters are right and a tone is wrong; "no-tones" where none was
    given; else "wrong".

    >>> [compare(t, "lǜ shī") for t in ("lv4shi1", "LǛ shī", "lu:4 shi1", "lǜshí", "lüshi", "lushi")]
    ['right', 'right', 'right', 'tones', 'no-tones', 'wrong']
    """
    letters = _letters(typed)
    syllables = [(plain(s), syllable_tone(s)) for s in expected.split()]
    if letters is None or "".join(n.letter for n in letters) != "".join(s for s, _ in syllables):
        return "wrong"
    at, right, any_tone = 0, True, False
    for syllable, tone in syllables:
        span = letters[at : at + len(syllable)]
        at += len(syllable)
        marks = [n.mark for n in span if n.mark]
        digits = [n.digit for n in span if n.digit > 0]
        if len(marks) > 1 or len(digits) > 1 or any(n.digit > 0 for n in span[:-1]):
            return "wrong"
        any_tone = any_tone or bool(marks or digits)
        given = set(marks + digits) or {5}
        right = right and given == {tone}
    if right:
        return "right"
    return "tones" if any_tone else "no-tones"


def hits(typed: str, expected: str) -> int:
    """How many syllables of `expected` have their letters in `typed`, from its beginning and from its end.

    >>> [hits(t, "kuà jìng") for t in ("kuajin", "jing", "quajing", "x", "跨境")]
    [1, 1, 1, 0, 0]
    """
    text = "".join(n.letter for n in _letters(typed) or [])
    syllables = [plain(s) for s in expected.split()]
    first = last = 0
    while first < len(syllables) and text.startswith(syllables[first]):
        text = text[len(syllables[first]) :]
        first += 1
    while last < len(syllables) - first and text.endswith(syllables[-1 - last]):
        text = text[: len(text) - len(syllables[-1 - last])]
        last += 1
    return first + last
