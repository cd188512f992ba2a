"""By which keys a site's search finds an article: characters and pairs of them, beginnings of readings, words.

The browser looks a query up by the same keys (`js/site/keys.js`) and then looks at the text itself, so that a key may stand
for too much and never for too little. docs/decisions/0084-a-site-in-pieces.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from companion.render.words import has_reading

__all__ = ["LETTERS", "keys_of"]

LETTERS = 6
"""Letters of a reading in a key: those from a syllable on, whatever syllables they are of."""

_WORD = re.compile("[a-z0-9]+")


def keys_of(paragraphs: Iterable[tuple[str, str, str, str, str]]) -> list[str]:
    """The keys of an article, sorted as JavaScript sorts: h and a character or two, p and letters, e and a word.

    Args:
        paragraphs: Of each its id, text, Simplified text (if other), syllables and English (`site_page`).

    Returns:
        Each key once.

    >>> keys_of([("p-1", "電騙A1。", "电骗A1。", "dian pian", "Fraud")])
    ['ea1', 'efraud', 'h电', 'h电骗', 'h電', 'h電騙', 'h騙', 'h骗', 'pdianpi', 'ppian']
    """
    found: set[str] = set()
    for _, text, simplified, syllables, english in paragraphs:
        for written in (text, simplified):
            before = ""
            for c in written:
                if not has_reading(c):
                    before = ""
                    continue
                found.add(f"h{c}")
                if before:
                    found.add(f"h{before}{c}")
                before = c
        rest = syllables.split()
        for at, syllable in enumerate(rest):
            if syllable != "-":
                run = ""
                for s in rest[at : at + LETTERS]:
                    if s == "-" or len(run) >= LETTERS:
                        break
                    run += s
                found.add(f"p{run[:LETTERS]}")
        found.update(f"e{word}" for word in _WORD.findall(f"{_folded(text)} {_folded(english)}"))
    return sorted(found, key=lambda key: key.encode("utf-16-be", "replace"))


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFD", text)
    return "".join(c for c in bare if not unicodedata.category(c).startswith("M")).lower()
