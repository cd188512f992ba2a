"""Memories that divide a text otherwise than the article does: by paragraph, or by clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from companion.patterns import later
from companion.translation.keys import loose, loose_length

__all__ = ["english_sentences", "has_several", "part_key", "part_length", "tiled"]

Hit = TypeVar("Hit")
_ENDS = "。！？；，：、…!?;,: "
_SEVERAL = re.compile("[。！？!?…][」』”’）)]*.")
_PART = re.compile("[^。！？；，：、!?;,:]+[。！？；，：、!?;,:…]*[」』”’）)]*")
_MOST_PARTS = 40
# After these a full stop ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Gen|Col|Capt|Lt|Sgt|Rev|Hon|No|Nos|vs|etc|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|approx|e\.g|i\.e)"
    r"|\b[A-Z](?:\.[A-Z])*|\b[ap]\.m)\.$"
)
_ENGLISH_END = later(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")


def has_several(text: str) -> bool:
    """Whether a text is perhaps more than one sentence: something stands after a full stop.

    >>> has_several("警方昨日公布數字。市民要小心。"), has_several("警方昨日公布數字。")
    (True, False)
    """
    return bool(_SEVERAL.search(text.strip()))


def english_sentences(text: str) -> list[str]:
    """The sentences of an English text, without the space around them.

    >>> english_sentences('Mr. Chan left. "Why?" asked Dr. Li at 5 p.m. Nobody knew.')
    ['Mr. Chan left.', '"Why?" asked Dr. Li at 5 p.m.', 'Nobody knew.']
    """
    found, start = [], 0
    for end in _ENGLISH_END.finditer(text):
        sentence = text[start : end.end()].strip()
        abbreviation = _ABBREVIATION.search(sentence)
        if abbreviation and not (
            abbreviation[0].endswith("m.") and text[end.end() : end.end() + 1].isupper()
        ):
            continue
        found.append(sentence)
        start = end.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found


def part_key(part: str) -> str:
    """The key of a part of a sentence: script, width and the marks at its ends aside.

    >>> part_key("警方拘捕三人，") == part_key("警方拘捕三人。") == part_key("警方拘捕三人")
    True
    """
    return loose(part).strip(_ENDS)


def part_length(part: str) -> int:
    """How long the key of a part is: sooner told than the key.

    >>> part_length("警方拘捕三人，")
    6
    """
    return loose_length(part, _ENDS)


def tiled(lookup: Callable[[str], Hit | None], forms: Iterable[str]) -> list[Hit]:
    """What `lookup` has for the parts of a sentence that together are the sentence; empty where a part is missing.

    Parts begin and end at marks (，；：、。). The fewest parts win.

    >>> known = {"警方拘捕三人": "Police arrested three", "案件仍在調查": "inquiries go on"}
    >>> tiled(lambda part: known.get(part.strip("，。")), ["警方拘捕三人，案件仍在調查。"])
    ['Police arrested three', 'inquiries go on']
    """
    for form in forms:
        pieces = _PART.findall(form)
        if not 1 < len(pieces) <= _MOST_PARTS or "".join(pieces) != form:
            continue
        best: list[list[Hit] | None] = [[], *[None] * len(pieces)]
        for end in range(1, len(pieces) + 1):
            for start in range(end):
                before = best[start]
                if before is None or (start, end) == (0, len(pieces)):
                    continue
                kept = best[end]
                if kept is not None and len(kept) <= len(before) + 1:
                    continue
                if (hit := lookup("".join(pieces[start:end]))) is not None:
                    best[end] = [*before, hit]
        if found := best[-1]:
            return found
    return []
