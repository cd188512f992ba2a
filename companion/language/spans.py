"""What kind of token a run of characters is."""

from __future__ import annotations

import re
from functools import lru_cache

from companion.han import HAN
from companion.patterns import later

__all__ = ["HAN", "classify", "has_han", "is_han"]

_HAN = re.compile(f"[{HAN}]")
_ALL_HAN = later(f"[{HAN}]+")
_KINDS = (
    ("space", re.compile(r"\s+")),
    ("number", re.compile("[第−－-]?[0-9０-９]")),
    ("word", _HAN),
    ("latin", re.compile(r"[^\W\d_]")),
)


@lru_cache(maxsize=4_000)
def classify(text: str) -> str:
    """The kind of a token, one of `model.TOKEN_KINDS`.

    >>> [classify(t) for t in ("電騙", "2月8日", "AI", "，", " ", "A股")]
    ['word', 'number', 'latin', 'punctuation', 'space', 'word']
    """
    for kind, form in _KINDS:
        if form.match(text):
            return "word" if kind == "latin" and _HAN.search(text) else kind
    return "word" if _HAN.search(text) else "punctuation"


def has_han(text: str) -> bool:
    """Whether there is a Han character in `text`."""
    return _HAN.search(text) is not None


def is_han(text: str) -> bool:
    """Whether `text` is nothing but Han characters."""
    return _ALL_HAN.fullmatch(text) is not None
