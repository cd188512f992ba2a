"""By which keys a site's search finds an article: characters and pairs of them, figures, beginnings of readings, words.

The browser looks a query up by the same keys (`js/site/keys.js`) and then looks at the text itself, so that a key may stand
for too much and never for too little. Text and query count as the same in whatever script and variant their characters are
written (`one_form`): 台風 finds 颱風, and so does 臺风. docs/decisions/0084-a-site-in-pieces.md, 0210-one-form-for-the-search.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from companion.glossary.matching import fold
from companion.language.script import OpenCCConverter
from companion.render.words import characters_in

__all__ = ["LETTERS", "counted", "keys_of", "one_form", "stem"]

LETTERS = 6
"""Letters of a reading in a key: those from a syllable on, whatever syllables they are of."""

_WORD = re.compile("[a-z0-9]+")
FIGURES = "〇一二三四五六七八九"
_FIGURES = {ord(c): str(n) for n, c in enumerate(FIGURES)}
_FIGURES |= {ord(c): "0" for c in "零○◯"} | {0xFF10 + n: str(n) for n in range(10)}
_RUN = re.compile("[〇零○◯一二三四五六七八九]{2,}|[０-９]+")
_NUMBER = re.compile("[0-9]+")
_SORTED_APART = re.compile("[\ud800-\uffff]")
_EITHER = {"瞭": "了", "藉": "借", "覆": "复", "夥": "伙", "甯": "宁", "鉅": "巨", "剋": "克"}
"""Characters that are simplified in some words only: 瞭解 is 了解, 瞭望 stays."""


@cache
def one_form() -> dict[str, str]:
    """Characters in whose place another counts for the search: one for all ways to write it, of either script.

    >>> forms = one_form()
    >>> [("".join(forms.get(c, c) for c in word)) for word in ("颱風", "臺风", "衞生", "瞭解")]
    ['台风', '台风', '卫生', '了解']
    """
    characters = [chr(c) for c in range(0x4E00, 0xA000)]
    forms = characters
    for _ in range(2):  # the form of a variant may have another
        converted = OpenCCConverter().to_simplified("\n".join(forms)).split("\n")
        forms = [_EITHER.get(c, c) for c in map(fold, converted)]
    return {c: form for c, form in zip(characters, forms, strict=True) if c != form and c not in FIGURES}


@cache
def _table() -> dict[int, str]:
    return str.maketrans(one_form())


def counted(text: str) -> str:
    """Figures one after the other as 0 to 9, however they are written; as long as it was.

    >>> counted("二○三四年，二〇三四年，２０３４年，四年")
    '2034年，2034年，2034年，四年'
    """
    return _RUN.sub(lambda run: run[0].translate(_FIGURES), text)


_VOWEL = re.compile("[aeiouy]")
_AGREED = re.compile("(?:gr|cr|t|f|r)eed$")
_TWICE = re.compile(r"([bcdfghjklmnpqrstvwxz])\1$")


def stem(word: str) -> str:
    """What an English word has in common with its plural, -ed and -ing form; no word of a dictionary (polic: police, policing).

    `js/site/keys.js` has the same; both are held to `js/tests/stems.tsv`.

    Args:
        word: In small letters, without accents.

    >>> [stem(word) for word in ("frauds", "studied", "stopping", "use", "used", "string")]
    ['fraud', 'study', 'stop', 'use', 'use', 'string']
    """
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y" if len(word) > 4 else word[:-1]
    elif word.endswith("oes"):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    base = word
    if word.endswith("ied"):
        base = word[:-3] + "y" if len(word) > 4 else word[:-1]
    elif word.endswith("eed"):
        base = word[:-1] if len(word) > 5 and _AGREED.search(word) else word
    elif word.endswith(("ed", "ing")):
        rest = word[:-2] if word.endswith("ed") else word[:-3]
        if _VOWEL.search(rest):
            silent = len(rest) == 2 and (word.endswith("ed") or not _VOWEL.match(rest[1]))
            base = rest + "e" if silent else rest
    if len(base) > 3 and base.endswith("e") and _VOWEL.search(base[:-1]):
        base = base[:-1]
    return base[:-1] if len(base) > 3 and _TWICE.search(base) else base


def keys_of(
    paragraphs: Iterable[tuple[str, str, str, str, str, str]], meanings: Iterable[str] = ()
) -> list[str]:
    """The keys of an article, sorted as JavaScript sorts: h and a character or two, d and a figure or two, p and letters, e and a stem.

    Args:
        paragraphs: Of each its id, text, Simplified text (if other), syllables, English, and where its words are that have a meaning (`site_page`).
        meanings: The English of its words, each once.

    Returns:
        Each key once.

    >>> keys_of([("p-1", "電騙A12。", "电骗A12。", "dian pian", "Cases", "0:0")], ["telecom fraud"])
    ['d1', 'd12', 'd2', 'ea12', 'ecas', 'efraud', 'etelecom', 'h电', 'h电骗', 'h骗', 'pdianpi', 'ppian']
    """
    found: set[str] = set()
    found.update(f"e{stem(word)}" for said in meanings for word in _WORD.findall(_folded(said)))
    for _, text, simplified, syllables, english, _ in paragraphs:
        for written in {text.translate(_table()), simplified.translate(_table())}:
            for run in characters_in(written):
                found.update(map("h".__add__, run))
                found.update(f"h{a}{b}" for a, b in pairwise(run))
        rest = syllables.split()
        for at, syllable in enumerate(rest):
            if syllable != "-":
                run = ""
                for s in rest[at : at + LETTERS]:
                    if s == "-" or len(run) >= LETTERS:
                        break
                    run += s
                found.add(f"p{run[:LETTERS]}")
        for run in _NUMBER.findall(counted(f"{text} {english}")):
            found.update(f"d{c}" for c in run)
            found.update(f"d{run[at : at + 2]}" for at in range(len(run) - 1))
        found.update(f"e{stem(word)}" for word in _WORD.findall(f"{_folded(text)} {_folded(english)}"))
    # A book has hundreds of thousands: without these characters Python sorts as JavaScript does.
    key = (lambda key: key.encode("utf-16-be", "replace")) if any(map(_SORTED_APART.search, found)) else None
    return sorted(found, key=key)


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFD", text)
    return "".join(c for c in bare if not unicodedata.category(c).startswith("M")).lower()
