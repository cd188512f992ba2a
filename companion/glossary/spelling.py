"""Whether the pinyin of an entry is spelled as GB/T 16159 has it: capitals, hyphens, what is joined.

Only what can be told from the entry itself is held: that a name is capital, that a body's name is capital in each of its
words, that two short names have a hyphen, that tones are those of the dictionary. docs/glossary.md has the whole rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from companion.glossary.syllables import reading_of
from companion.model import Term

__all__ = ["misspelled"]

_SMALL = frozenset(["hé", "jí", "yǔ", "jì", "zhī", "de", "huò", "zài", "xià", "shàng"])
_OFFICES = frozenset(
    [
        "zhǔxí",
        "zhǔrèn",
        "júzhǎng",
        "sīzhǎng",
        "chùzhǎng",
        "shǔzhǎng",
        "guānzhǎng",
        "fùsīzhǎng",
        "fùchùzhǎng",
        "fùzhǔxí",
        "zǒngshūjì",
        "shūjì",
        "wěiyuán",
        "wěiyuánzhǎng",
        "dàibiǎo",
        "fāyánrén",
        "zhuānyuán",
        "fǎguān",
        "shǒuxí",
        "yìyuán",
        "chéngyuán",
        "zhàojírén",
        "zǒnglǐ",
        "fùzǒnglǐ",
        "gāojí",
        "xīnwén",
        "xúnshìzǔ",
        "hòubǔ",
        "huìyì",
    ]
)
_BODY = re.compile(
    r"\b(?:Department|Bureau|Ministry|Commission|Authority|Council|Court|Tribunal|Committee|Ordinance|Treaty|Organi[sz]ation|University|"
    r"Hospital|Party|Bank|Airport|Academy|Agency|Registry|Observatory|Association|Federation|Union|Corporation|Museum|Scheme)\b"
)
_OF = frozenset(
    ["of", "the", "and", "for", "in", "to", "on", "by", "a", "an", "with", "at", "as", "from", "or"]
)
_PAIRS = [
    "中美",
    "中日",
    "中俄",
    "中歐",
    "中英",
    "中泰",
    "中緬",
    "中法",
    "中德",
    "中韓",
    "中印",
    "中越",
    "中菲",
    "中非",
    "中葡",
    "俄烏",
    "以巴",
    "以哈",
    "以伊",
    "印巴",
    "泰柬",
    "泰緬",
    "美中",
    "美日",
    "美韓",
    "日韓",
    "港澳",
    "粵港",
    "粵澳",
    "深港",
    "港深",
    "港珠",
    "滬深",
    "京津",
    "印太",
    "亞太",
    "瀾湄",
    "深中",
]


def misspelled(term: Term, names: Mapping[str, str] | None = None) -> Iterator[str]:
    """What is wrong with the spelling of a term's pinyin; nothing where it is right.

    Args:
        term: The entry.
        names: The names of places, each with its pinyin, one word with a capital.

    Yields:
        A message for each thing.

    >>> list(misspelled(Term("x", "最高人民法院", "最高人民法院", "zuìgāo rénmín fǎyuàn", ("Supreme People's Court",))))
    ["'zuìgāo' begins with a small letter in the name of a body"]
    >>> list(misspelled(Term("x", "中美關係", "中美关系", "Zhōngměi guānxì", ("China-US relations",))))
    ["'Zhōngměi' is two names: Zhōng-Měi"]
    """
    words = term.pinyin.split()
    yield from _tones(term)
    for pair in _PAIRS:
        if pair in term.traditional:
            at = term.traditional.index(pair)
            reading = reading_of(term)
            if len(reading) == len(term.traditional):
                first, second = reading[at], reading[at + 1]
                joined = {first + second, f"{first}'{second}"}
                for word in words:
                    if word.lower() in joined:
                        yield f"'{word}' is two names: {first.capitalize()}-{second.capitalize()}"
    for name, pinyin in (names or {}).items():
        if name in term.traditional and pinyin.lower() in words:
            yield f"'{pinyin.lower()}' is a name: {pinyin}"
    if _is_body(term.english[0]):
        for word in words:
            if word[:1].islower() and word not in _SMALL and word not in _OFFICES:
                yield f"'{word}' begins with a small letter in the name of a body"
                break
    part = {"省": "Shěng", "市": "Shì"}.get(term.traditional[-1], "")
    if (
        part
        and term.domain == "places"
        and words[-1] != part
        and re.search("Province|City$", term.english[0])
    ):
        yield f"'{words[-1]}' does not part the name from {part}"


def _tones(term: Term) -> Iterator[str]:
    reading = reading_of(term)
    if len(reading) != len(term.traditional):
        return
    for character, syllable in zip(term.traditional, reading, strict=True):
        if (character, syllable) in (("一", "yí"), ("一", "yì"), ("不", "bú")):
            yield f"'{syllable}' is the tone that 一 and 不 have in speech; write yī, bù"


def _is_body(english: str) -> bool:
    if not _BODY.search(english):
        return False
    words = [w for w in re.findall(r"[A-Za-zÀ-ÿ][\w'’.&-]*", english) if w not in _OF]
    return len(words) > 1 and all(w[0].isupper() for w in words)
