"""The readings that others give a text, one syllable with tone mark per Han character, to compare with.

What is not installed (`uv sync --group bench`) is left out. All get the simplified text, which is
what their data is in; words are jieba's by way of rjieba, which cuts as jieba does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec

from companion.han import han_places, tone_marked
from companion.language.dictionary.cedict import Cedict

__all__ = ["System", "systems"]

System = Callable[[str], list[str]]


def systems(dictionary: Cedict) -> dict[str, System]:
    """Each system's name and how it reads a simplified text."""
    from rjieba import Jieba

    cut = Jieba().cut
    found: dict[str, System] = {
        "pypinyin": lambda text: _pypinyin([text]),
        "jieba + pypinyin": lambda text: _pypinyin(cut(text)),
        "CC-CEDICT words first": lambda text: _words_first(cut(text), dictionary),
    }
    if find_spec("g2pM") is not None:
        from g2pM import G2pM

        model = G2pM()

        def g2pm(text: str) -> list[str]:
            read = model(text, char_split=True)
            return [tone_marked(read[i]) for i in han_places(text)]

        found["g2pM"] = g2pm
    return found


def _pypinyin(words: Iterable[str]) -> list[str]:
    from pypinyin import Style, lazy_pinyin

    found = []
    for word in words:
        syllables = lazy_pinyin(word, style=Style.TONE, errors=lambda other: [""] * len(other))
        found += [syllables[i] for i in han_places(word)]
    return found


def _words_first(words: Iterable[str], dictionary: Cedict) -> list[str]:
    """CC-CEDICT's first reading of each word that it has; pypinyin's for the others."""
    found = []
    for word in words:
        readings = dictionary.readings(word) if len(word) > 1 else ()
        found += list(readings[0]) if readings and len(readings[0]) == len(word) else _pypinyin([word])
    return found
