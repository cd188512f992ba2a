"""One table of characters and words that are written another way, each with its standard form.

Hong Kong print has 甚麼, 祇, 份子, 姪, 彞, 砲, 寃, 濶, 吿, and quotes other countries' forms (呉, 様). Nothing that knows
words knows these: the standard form stands for them before script conversion, words, readings, look-up and memory.
What a reader sees of the text itself stays as it was written. The table also has the forms in Simplified that script
conversion gets wrong (乾縣, 畢昇, 薹草, 么).

`data/variants.tsv` is made by `tools/variants.py` from CC-CEDICT (CC BY-SA 4.0), Unihan (Unicode License v3), OpenCC
(Apache-2.0) and what a person has judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from companion.facts import read_facts

__all__ = ["Variant", "simplified_forms", "standard"]

_FILE = Path(__file__).parent / "data" / "variants.tsv"
_LONG = 20_000  # characters, of which few have another form: sooner searched for, once the pattern is compiled, than translated one by one


class Variant(NamedTuple):
    """A row of the table; `kind` says whether `form` is the standard one, or the one in Simplified alone."""

    written: str
    form: str
    kind: Literal["variant", "simplified"]
    source: str
    example: str


class _Kind:
    """The rows of one kind: characters, and words by length."""

    def __init__(self, rows: dict[str, str]) -> None:
        self.rows = rows
        self.characters = {ord(w): f for w, f in rows.items() if len(w) == 1}

    def for_characters(self, text: str) -> str:
        """`text` with the forms of single characters."""
        if len(text) < _LONG:
            return text.translate(self.characters)
        return self._one_character.sub(lambda m: self.characters[ord(m[0])], text)

    @cached_property
    def _one_character(self) -> re.Pattern[str]:
        return re.compile("[" + "".join(map(re.escape, map(chr, self.characters))) + "]")

    @cached_property
    def words(self) -> re.Pattern[str]:
        return self._one_of([written for written in self.rows if len(written) > 1])

    @cached_property
    def any(self) -> re.Pattern[str]:
        return self._one_of(self.rows)

    @staticmethod
    def _one_of(written: Iterable[str]) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(written, key=len, reverse=True))) or r"(?!)")


@cache
def _table() -> dict[str, _Kind]:
    rows: dict[str, dict[str, str]] = {"variant": {}, "simplified": {}}
    for row in read_facts(_FILE, Variant, key="written"):
        rows[row.kind][row.written] = row.form
    return {kind: _Kind(found) for kind, found in rows.items()}


def standard(text: str) -> str:
    """`text` with the standard form for what is written another way; of the same length.

    Args:
        text: Chinese text in either script.

    Returns:
        The text, its variants replaced; what has none is unchanged.

    >>> standard("甚麼是恐怖份子"), standard("姪女的寃案"), standard("神祇"), standard("祇有"), standard("出份子")
    ('什麼是恐怖分子', '侄女的冤案', '神祇', '只有', '出份子')
    """
    kind = _table()["variant"]
    changed = kind.for_characters(text)
    if kind.words.search(text) is None:
        return changed
    characters = list(changed)
    for match in kind.words.finditer(text):
        characters[match.start() : match.end()] = kind.rows[match.group()]
    return "".join(characters)


def simplified_forms(text: str, simplified: str) -> str:
    """`simplified` with the forms of the table where `text`, which it was made of, has their words.

    Args:
        text: What was converted, in either script.
        simplified: What script conversion made of it, of the same length.

    Returns:
        The text in Simplified.

    >>> simplified_forms("陝西乾縣的薹草", "陕西干县的苔草"), simplified_forms("这么", "这幺")
    ('陕西乾县的薹草', '这么')
    """
    kind = _table()["simplified"]
    if kind.any.search(text) is None or len(text) != len(simplified):
        return simplified
    characters = list(simplified)
    for match in kind.any.finditer(text):
        characters[match.start() : match.end()] = kind.rows[match.group()]
    return "".join(characters)
