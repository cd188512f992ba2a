"""The Traditional form by which a word is one word, however a text writes it.

臺灣 stands for 台灣 and 台湾, 裡面 for 裏面 and 里面, 什麼 for 甚麼: what a person knows of a word holds for all of them.
Data: the table of variants (`companion.language.variants`), OpenCC (Apache-2.0), CC-CEDICT (CC BY-SA 4.0).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from companion.language.dictionary.cedict import cedict
from companion.language.script import opencc
from companion.language.variants import standard

__all__ = ["headword", "headwords"]


@lru_cache(maxsize=100_000)
def headword(text: str, simplified: str = "") -> str:
    """The Traditional form under which a word is kept.

    Args:
        text: The word as a text writes it, in either script.
        simplified: The same in Simplified characters; where it differs, `text` is surely Traditional.

    Returns:
        The word in Traditional characters, of the same length. A word that is written alike in both scripts stays,
        where the dictionary has it as Traditional (皇后).

    >>> [headword(w) for w in ("電騙", "电骗", "裏面", "里面", "台灣", "臺灣", "皇后", "甚麼")]
    ['電騙', '電騙', '裡面', '裡面', '臺灣', '臺灣', '皇后', '什麼']
    """
    try:
        if simplified in ("", text):
            text = _traditional(text)[0]
        return _standard(text)
    except UnicodeEncodeError:  # a lone surrogate, which OpenCC can't take
        return text


def headwords(simplified: str) -> tuple[str, ...]:
    """All words that a Simplified form can stand for.

    Args:
        simplified: A word in Simplified characters.

    Returns:
        Their Traditional forms, the common ones first.

    >>> headwords("打击"), headwords("发")
    (('打擊',), ('發', '髮'))
    """
    try:
        return tuple(dict.fromkeys(_standard(t) for t in _traditional(simplified, every=True)))
    except UnicodeEncodeError:
        return (simplified,)


def _traditional(text: str, every: bool = False) -> list[str]:
    found = [s.traditional for s in cedict().lookup(text) if s.simplified == text]
    if text in found and not every:
        return [text]
    return found or [_same_length(opencc("s2tw"), text)]


def _standard(text: str) -> str:
    for config in ("hk2t", "t2tw"):
        text = _same_length(opencc(config), standard(text))
    return text


def _same_length(converter: Any, text: str) -> str:
    converted = converter.convert(text)
    return converted if len(converted) == len(text) else text
