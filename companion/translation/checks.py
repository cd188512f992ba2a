"""What looks wrong about a machine's sentence, so that it is tried again or marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.han import HAN
from companion.patterns import later
from companion.protocols import SourceSentence
from companion.translation.amounts import missing_amounts
from companion.translation.names import dropped_names

__all__ = ["hopeless", "problems"]

_LOOP, _LENGTH = "it repeats itself", "its length can't be right"

_HAN = later(f"[{HAN}]")
_WORD = re.compile(r"[\w'’-]+")
_THRICE = re.compile(r"([^\W\d_]{1,6})\1\1")
_MARKS = re.compile(r"[^\w]+")


def problems(sentence: SourceSentence, english: str) -> list[str]:
    """What is suspicious about `english`, a phrase each; empty where nothing is.

    Looked at: repetition, Chinese that stayed, amounts and dates that are lost or changed, a
    length that can't be right, a known name that is dropped.

    >>> problems(SourceSentence("追回1.6億元。", "追回1.6亿元。"), "They recovered 1.6 billion yuan.")
    ['1.6億 is not in it']
    >>> problems(SourceSentence("天氣很好。", "天气很好。"), "The the the the weather 很好.")
    ['it repeats itself', 'a part is not translated']
    """
    found = []
    words = [w.casefold() for w in _WORD.findall(english)]
    if _repeats(words) and not _THRICE.search(_MARKS.sub("", sentence.text)):
        found.append(_LOOP)
    if _HAN.search(english):
        found.append("a part is not translated")
    found += [f"{amount.text} is not in it" for amount in missing_amounts(sentence.text, english)]
    length = len(sentence.text)
    if length >= 8 and not (1.5 if length >= 16 else 0.8) * length <= len(english) <= 9 * length:
        found.append(_LENGTH)
    found += [f"the name {name} is not in it" for name in dropped_names(sentence, english)]
    return found


def hopeless(reason: str) -> str:
    """The fault in a `reason` with which a word gloss is of more use than the sentence; else empty."""
    return next((fault for fault in (_LOOP, _LENGTH) if fault in reason), "")


def _repeats(words: Sequence[str]) -> bool:
    """Whether a run of one to four words comes three times in a row, or few words make up a long answer."""
    for size in range(1, 5):
        for i in range(len(words) - 3 * size + 1):
            first = words[i : i + size]
            if first == words[i + size : i + 2 * size] == words[i + 2 * size : i + 3 * size]:
                return True
    return len(words) >= 16 and len(set(words)) < 0.4 * len(words)
