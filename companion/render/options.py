"""What is shown, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from companion.arguments import several
from companion.choices import (
    LAYOUTS,
    LEVEL,
    LEVELS,
    NUMBER_STYLES,
    PALETTES,
    PINYIN_FOR,
    READING_SYSTEMS,
    RUBY,
    Layout,
    Level,
    NumberStyle,
    Palette,
    PinyinFor,
    ReadingOptions,
    ReadingSystem,
    Ruby,
    check,
)

__all__ = ["RenderOptions"]


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a page or a reader shows.

    `simplified`, `pinyin`, `english` are the layers, `terms` the list at a page's end. `layout` is
    "columns", "interlinear" (word by word, each with its gloss), "stacked" or "vertical".
    `reading` is a system of readings ("pinyin", "zhuyin", "wade-giles", "jyutping"). With `sandhi`
    一 and 不 have the tones that they are said with. `numbers` are "figures", or "spelled": figures have
    their reading too.
    `ruby`: the reading stands over each "word", as it is spelled, or over each "character" (Zhuyin always does).
    `tone_colours` is False, True (the palette that is safe for the colour-blind), "safe" or
    "classic". `pinyin_for` says which words have their reading: "all", "none", "pointing",
    "above-level" (words above `level` by their frequency that are not in `known`, simplified
    words), "first" (a word's first place) or "terms" (of the glossary).

    Raises `InputError` for a value that is none of these.

    >>> RenderOptions(layout="vertical", reading="zhuyin", tone_colours=True).classes
    'cmp-l-vertical cmp-r-zhuyin cmp-tones cmp-tones-safe'
    """

    simplified: bool = True
    pinyin: bool = True
    english: bool = True
    terms: bool = True
    layout: Layout = LAYOUTS[0]
    reading: ReadingSystem = READING_SYSTEMS[0]
    sandhi: bool = False
    numbers: NumberStyle = NUMBER_STYLES[0]
    tone_colours: bool | Palette = False
    pinyin_for: PinyinFor = PINYIN_FOR[0]
    level: Level = LEVEL
    known: frozenset[str] = frozenset()
    ruby: Ruby = RUBY[0]

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", frozenset(several(self.known)))
        for name, allowed in (
            ("layout", LAYOUTS),
            ("reading", READING_SYSTEMS),
            ("numbers", NUMBER_STYLES),
            ("pinyin_for", PINYIN_FOR),
            ("level", LEVELS),
            ("ruby", RUBY),
            ("tone_colours", (*PALETTES, True, False)),
        ):
            check(name, getattr(self, name), allowed)

    @property
    def readings(self) -> ReadingOptions:
        """How words are read, as one object."""
        return ReadingOptions(self.reading, self.sandhi, self.numbers)

    @classmethod
    def read_as(cls, readings: ReadingOptions, **more: Any) -> Self:
        """The options that have words read in a way.

        Args:
            readings: How.
            more: Other options.

        Returns:
            Options with `reading`, `sandhi` and `numbers` of `readings`.

        >>> RenderOptions.read_as(ReadingOptions("zhuyin", sandhi=True), layout="stacked").sandhi
        True
        """
        return cls(reading=readings.system, sandhi=readings.sandhi, numbers=readings.numbers, **more)

    @property
    def palette(self) -> str:
        """The palette of the tone colours: "safe", "classic", or "" for none."""
        if self.tone_colours in (False, "off"):
            return ""
        return "safe" if self.tone_colours is True else str(self.tone_colours)

    @property
    def classes(self) -> str:
        """The CSS classes that the element around the paragraphs needs (beside `cmp-page`)."""
        found = [f"cmp-l-{self.layout}"]
        for layer, name in (("simplified", "cmp-no-s"), ("pinyin", "cmp-no-py"), ("english", "cmp-no-en")):
            if not getattr(self, layer):
                found.append(name)
        if self.reading != "pinyin":
            found.append(f"cmp-r-{self.reading}")
        if self.ruby == "character" and self.reading != "zhuyin":
            found.append("cmp-ruby-character")
        if self.pinyin_for == "pointing":
            found.append("cmp-py-pointing")
        if self.palette:
            found += ["cmp-tones", f"cmp-tones-{self.palette}"]
        return " ".join(found)
