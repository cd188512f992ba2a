"""Words of simplified text, by jieba's dictionary and model (rjieba, jieba in Rust, MIT)."""

from __future__ import annotations

import re
from functools import cache
from types import ModuleType

__all__ = ["JiebaSegmenter", "tag_alone", "tagged"]

_SURROGATES = re.compile("[\ud800-\udfff]")


@cache
def _jieba() -> ModuleType:
    import rjieba  # its module has one dictionary loaded; `rjieba.Jieba()` would load a second

    return rjieba


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of simplified `text` with jieba's tags of their parts of speech (n, v, uj …).

    >>> tagged("受害人截回款项")
    [('受害人', 'n'), ('截回', 'v'), ('款项', 'n')]
    """
    found: list[tuple[str, str]] = _jieba().tag(_SURROGATES.sub("\ufffd", text))
    return found


def tag_alone(word: str) -> str:
    """jieba's tag of one simplified word by itself; "" where it takes it for several.

    >>> tag_alone("政府"), tag_alone("政府打击")
    ('n', '')
    """
    found = _jieba().tag(_SURROGATES.sub("\ufffd", word), False) if word else []
    return found[0][1] if len(found) == 1 else ""


class JiebaSegmenter:
    """The `Segmenter` that Companion uses.

    >>> JiebaSegmenter().segment("政府联手打击诈骗")
    ['政府', '联手', '打击', '诈骗']
    """

    def segment(self, text: str) -> list[str]:
        """The words of simplified `text`, which join up to it."""
        try:
            words = _jieba().cut(text)
        except UnicodeEncodeError:  # Rust's texts are UTF-8, which has no lone surrogates
            words = _jieba().cut(_SURROGATES.sub("\ufffd", text))
        else:
            return [w for w in words if w] if "" in words else words
        result, at = [], 0
        for word in words:
            if word:
                result.append(text[at : at + len(word)])
                at += len(word)
        return result
