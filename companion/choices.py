"""Every choice a reader, a page or a file has, declared once: its values, the first of which is the default.

Two frozen objects are handed down instead of their parts: `ReadingOptions` (how words are read) and
`WordChoice` (which words are listed).
"""

from __future__ import annotations

import functools
import inspect
import warnings
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, ParamSpec, TypeVar, get_args

from companion.arguments import several
from companion.errors import InputError, meant

__all__ = [
    "ANSWERS",
    "ASKED",
    "ENCODING_ERRORS",
    "FRONT_WORDS",
    "GRAINS",
    "LAYOUTS",
    "LEVEL",
    "LEVELS",
    "NUMBER_STYLES",
    "PALETTES",
    "PAPERS",
    "PARAGRAPHS",
    "PINYIN_FOR",
    "READER_LAYOUTS",
    "READING_SYSTEMS",
    "RUBY",
    "SCRIPTS",
    "TRANSLATION_PLACES",
    "WORDS",
    "WRITING",
    "Answers",
    "Asked",
    "EncodingErrors",
    "FrontWords",
    "Grain",
    "Layout",
    "Level",
    "NumberStyle",
    "Palette",
    "Paper",
    "Paragraphs",
    "PinyinFor",
    "ReadingOptions",
    "ReadingSystem",
    "Ruby",
    "Script",
    "TranslationPlace",
    "WordChoice",
    "Words",
    "Writing",
    "check",
    "levels_from",
    "takes_choices",
]

Level = Literal["A1", "A2", "B1", "B2", "C1", "C2"]
"""A level of the Common European Framework; of a word by its frequency, of a term as its entry says."""
ReadingSystem = Literal["pinyin", "zhuyin", "wade-giles", "jyutping"]
NumberStyle = Literal["figures", "spelled"]
"""Figures have no reading, or one too: 2月 èr yuè."""
Ruby = Literal["word", "character"]
"""A reading stands over each word, joined as it is spelled, or over each character."""
Layout = Literal["columns", "interlinear", "stacked", "vertical"]
PinyinFor = Literal["all", "none", "pointing", "above-level", "first", "terms"]
Palette = Literal["off", "safe", "classic"]
Words = Literal["best", "level", "terms", "all"]
"""The 15 to 25 words worth learning from an article at a level; all from that level on; the glossary's terms; all."""
FrontWords = Literal["best", "terms", "none", "level", "all"]
"""The numbered words in front of a page."""
EncodingErrors = Literal["replace", "strict"]
Paragraphs = Literal["auto", "blank-line", "line"]
Grain = Literal["reader", "fine"]
"""Words as one looks them up, or as grammars divide them."""
Paper = Literal["A4", "Letter"]
Answers = Literal["page", "file", "none"]
Asked = Literal["hidden", "shown"]
"""What the exercises of a page ask for, in its text and lists."""
Script = Literal["traditional", "simplified"]
TranslationPlace = Literal["beside", "end"]
Writing = Literal["none", "tian", "mi"]
"""Squares to write the words' characters in: none, with a cross (田字格), or with diagonals too (米字格)."""

LEVELS: tuple[Level, ...] = get_args(Level)
READING_SYSTEMS: tuple[ReadingSystem, ...] = get_args(ReadingSystem)
NUMBER_STYLES: tuple[NumberStyle, ...] = get_args(NumberStyle)
RUBY: tuple[Ruby, ...] = get_args(Ruby)
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
READER_LAYOUTS: tuple[str, ...] = ("auto", *LAYOUTS)
"""A reader's also: "auto" is columns, or stacked where it is narrow."""
PINYIN_FOR: tuple[PinyinFor, ...] = get_args(PinyinFor)
PALETTES: tuple[Palette, ...] = get_args(Palette)
WORDS: tuple[Words, ...] = get_args(Words)
FRONT_WORDS: tuple[FrontWords, ...] = get_args(FrontWords)
ENCODING_ERRORS: tuple[EncodingErrors, ...] = get_args(EncodingErrors)
PARAGRAPHS: tuple[Paragraphs, ...] = get_args(Paragraphs)
GRAINS: tuple[Grain, ...] = get_args(Grain)
PAPERS: tuple[Paper, ...] = get_args(Paper)
ANSWERS: tuple[Answers, ...] = get_args(Answers)
ASKED: tuple[Asked, ...] = get_args(Asked)
SCRIPTS: tuple[Script, ...] = get_args(Script)
TRANSLATION_PLACES: tuple[TranslationPlace, ...] = get_args(TranslationPlace)
WRITING: tuple[Writing, ...] = get_args(Writing)

LEVEL: Level = "B1"
"""The level where none is given: of all choices the one whose default is not its first value."""


def check(name: str, value: object, allowed: Iterable[object]) -> None:
    """Refuse a value that a choice does not have.

    Args:
        name: What the choice is called.
        value: What was given for it.
        allowed: What there is.

    Raises:
        InputError: `value` is none of `allowed`, which the message lists.

    >>> check("level", "B3", LEVELS)
    Traceback (most recent call last):
    companion.errors.InputError: level can't be 'B3'; there are: A1, A2, B1, B2, C1, C2
    """
    allowed = tuple(allowed)
    if value not in allowed:
        near = meant(value, allowed)
        raise InputError(f"{name} can't be '{value}'{near}; there are: {', '.join(map(str, allowed))}")


def levels_from(level: Level) -> tuple[Level, ...]:
    """A level and those above it.

    >>> levels_from("C1")
    ('C1', 'C2')
    """
    return LEVELS[LEVELS.index(level) :]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How words are read.

    Args:
        system: Pinyin, Zhuyin, Wade–Giles, or Jyutping (Cantonese; needs the extra `[cantonese]`).
        sandhi: 一 and 不 have the tones that they are said with (一定 yí dìng).
        numbers: Figures have no reading, or are spelled (2月8日 èr yuè bā rì).

    Raises:
        InputError: A value is none of those there are.

    >>> ReadingOptions("zhuyin", sandhi=True).as_written
    False
    """

    system: ReadingSystem = READING_SYSTEMS[0]
    sandhi: bool = False
    numbers: NumberStyle = NUMBER_STYLES[0]

    def __post_init__(self) -> None:
        check("reading", self.system, READING_SYSTEMS)
        check("numbers", self.numbers, NUMBER_STYLES)

    @property
    def as_written(self) -> bool:
        """Whether words are read as their tokens' pinyin says."""
        return self.system == "pinyin" and not self.sandhi


@dataclass(frozen=True, slots=True)
class WordChoice:
    """Which words of an article are listed.

    Args:
        words: The best ones for `level`, those of `level` and above, the glossary's terms, or all.
        level: The level for `words="best"` and `"level"`.
        known: Simplified words that are left out.
        most: How many at most; names come on top of the best. Of the others the glossary's terms first, then the words
            that the article repeats, then the more frequent ones. None: 15 to 25 of the best, of the others all.

    Raises:
        InputError: A value is none of those there are, or `most` is below 1.

    >>> WordChoice(level="C1", most=20).words
    'best'
    """

    words: Words = WORDS[0]
    level: Level = LEVEL
    known: Collection[str] | str = field(default_factory=frozenset)
    most: int | None = None

    def __post_init__(self) -> None:
        check("words", self.words, WORDS)
        check("level", self.level, LEVELS)
        object.__setattr__(self, "known", frozenset(several(self.known)))
        if self.most is not None and self.most < 1:
            raise InputError(f"most can't be {self.most}; it is 1 or more, or left out")


P = ParamSpec("P")
R = TypeVar("R")

_PARTS: dict[str, tuple[type[Any], str, tuple[str, ...]]] = {
    "words": (WordChoice, "words", ("level", "known", "most")),
    "reading": (ReadingOptions, "system", ("sandhi", "numbers")),
}


def takes_choices(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function that takes `words: WordChoice` or `reading: ReadingOptions` be called with their parts.

    A text stands for the object whose first part it is: `words="terms"`, `reading="zhuyin"`. The other parts as
    keywords of their own (`level=`, `known=`, `sandhi=`, `numbers=`), as version 0.1 had them, go on working, with a
    `DeprecationWarning`; so do the places that they had then in `function`, where `words` or `reading` is a text.

    >>> @takes_choices
    ... def shown(reading=ReadingOptions()):
    ...     return reading
    >>> shown(reading="zhuyin")
    ReadingOptions(system='zhuyin', sandhi=False, numbers='figures')
    """
    names = list(inspect.signature(function).parameters)
    own = [name for name in _PARTS if name in names]
    old_order = [
        part
        for name in names
        for part in ((name, *(p for p in _PARTS[name][2] if p != "most")) if name in own else (name,))
    ]

    @functools.wraps(function)
    def call(*args: Any, **given: Any) -> R:
        values = dict(given)
        for name in own:
            at = names.index(name)
            if at < len(args):
                # what stands behind a text was meant in the old order
                order = old_order if isinstance(args[at], str) and len(args) > at + 1 else names
                values.update(zip(order[at:], args[at:], strict=False))
                args = args[:at]
        for name in own:
            kind, first, parts = _PARTS[name]
            value = values.get(name)
            if isinstance(value, str):
                values[name] = value = kind(**{first: value})
            if old := {part: values.pop(part) for part in parts if part in values and part not in names}:
                said = ", ".join(f"{part}=…" for part in old)
                warnings.warn(
                    f"{function.__name__}({said}) is {name}=companion.{kind.__name__}({said}) now",
                    DeprecationWarning,
                    stacklevel=2,
                )
                values[name] = replace(value or kind(), **old)
        return function(*args, **values)

    return call
