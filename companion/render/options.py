"""What is shown, and how."""

from __future__ import annotations

from dataclasses import dataclass

from companion.errors import InputError
from companion.language.readings.spoken import NUMBERS

__all__ = ["LAYOUTS", "LEVEL_NAMES", "NUMBERS", "PALETTES", "PINYIN_FOR", "READINGS", "RenderOptions"]

LAYOUTS = ("columns", "interlinear", "stacked", "vertical")
READINGS = ("pinyin", "zhuyin", "wade-giles", "jyutping")
PINYIN_FOR = ("all", "none", "pointing", "above-level", "first", "terms")
LEVEL_NAMES = ("A1", "A2", "B1", "B2", "C1", "C2")
PALETTES = ("off", "safe", "classic")


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a page or a reader shows.

    `simplified`, `pinyin`, `english` are the layers, `terms` the list at a page's end. `layout` is
    "columns", "interlinear" (word by word, each with its gloss), "stacked" or "vertical".
    `reading` is a system of readings ("pinyin", "zhuyin", "wade-giles", "jyutping"). With `sandhi`
    一 and 不 have the tones that they are said with. `numbers` are "figures", or "spelled": figures have
    their reading too.
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
    layout: str = "columns"
    reading: str = "pinyin"
    sandhi: bool = False
    numbers: str = "figures"
    tone_colours: bool | str = False
    pinyin_for: str = "all"
    level: str = "B1"
    known: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name, allowed in (
            ("layout", LAYOUTS),
            ("reading", READINGS),
            ("numbers", NUMBERS),
            ("pinyin_for", PINYIN_FOR),
            ("level", LEVEL_NAMES),
            ("tone_colours", (*PALETTES, True, False)),
        ):
            if (value := getattr(self, name)) not in allowed:
                choices = ", ".join(str(a) for a in allowed)
                raise InputError(f"{name} can't be '{value}'; there are: {choices}")

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
        if self.pinyin_for == "pointing":
            found.append("cmp-py-pointing")
        if self.palette:
            found += ["cmp-tones", f"cmp-tones-{self.palette}"]
        return " ".join(found)
