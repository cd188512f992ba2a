"""What a handout is made of, beside what `RenderOptions` says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from companion.choices import (
    ANSWERS,
    ASKED,
    FRONT_WORDS,
    LEVEL,
    LEVELS,
    PAPERS,
    SCRIPTS,
    TRANSLATION_PLACES,
    WRITING,
    Answers,
    Asked,
    FrontWords,
    Layout,
    Level,
    Paper,
    Script,
    TranslationPlace,
    WordChoice,
    Writing,
    check,
)
from companion.errors import InputError
from companion.model import Article
from companion.render.options import RenderOptions

__all__ = ["EXERCISE_KINDS", "HandoutOptions"]

EXERCISE_KINDS = ("cloze:choices", "pinyin", "match")
"""The kinds of a page's exercises where none are named."""


@dataclass(frozen=True, slots=True)
class HandoutOptions(RenderOptions):
    """The options of a handout: those of `RenderOptions`, and the page's own.

    - `translation`: "beside" the text (below it in the stacked layouts) or at the "end"; with
      "end" the reading text stands in front.
    - `script_first`: "traditional" or "simplified": which script carries the readings.
    - `vocabulary`: "none", "terms" (of the glossary), "level" (those and the words of
      `vocabulary_level` and above) or "all"; its numbers stand in the text. `phrases` are notes
      on set phrases, `regional` the wording of Hong Kong, the mainland and Taiwan.
    - `writing`: a sheet to write the vocabulary's characters on, in squares with a cross ("tian") or with
      diagonals too ("mi"); "none" for none.
    - `exercises`: how many (those that a teacher keeps beside the article are all there, unless other kinds are
      named); `exercise_kinds`; `asked`: what they ask for is "hidden" in text and lists (reading, meaning, entry), or "shown";
      `sentences_from`: articles in whose sentences cloze asks for the words; `seed`; `answers`: on a "page" of their own, in a
      second "file", or "none".
    - `cards`: pop-up cards and switches for those who read on a screen.
    - `paper`: "A4" or "Letter"; `font_size` in points (0: the layout's own); `font`: the name of a font that
      the Chinese has, where it is installed; `text_columns` 1 or 2; `notes_margin`: room for notes; `line_numbers`: every five lines.
    - `title`, `source`, `date`, `teacher`, `class_name`, `checked_by`: what the head and foot say.
    - `home`, `home_title`: a link to the page that the handout belongs to (of a site).
    - `templates`: a folder with templates and a `handout.css` of your own.

    Raises `InputError` for a value that is none of these.

    >>> HandoutOptions(layout="stacked", paper="Letter", line_numbers=True).page_classes
    'ho ho-stacked ho-lines'
    """

    translation: TranslationPlace = TRANSLATION_PLACES[0]
    script_first: Script = SCRIPTS[0]
    vocabulary: FrontWords = FRONT_WORDS[0]
    vocabulary_level: Level = LEVEL
    phrases: bool = True
    regional: bool = True
    writing: Writing = WRITING[0]
    exercises: int = 0
    exercise_kinds: tuple[str, ...] = EXERCISE_KINDS
    seed: int = 0
    asked: Asked = ASKED[0]
    sentences_from: tuple[Article, ...] = ()
    answers: Answers = ANSWERS[0]
    cards: bool = True
    paper: Paper = PAPERS[0]
    font_size: float = 0
    font: str = ""
    text_columns: int = 1
    notes_margin: bool = False
    line_numbers: bool = False
    title: str = ""
    source: str = ""
    date: str = ""
    teacher: str = ""
    class_name: str = ""
    checked_by: str = ""
    templates: str | Path | None = None
    home: str = ""
    home_title: str = ""

    def __post_init__(self) -> None:
        RenderOptions.__post_init__(self)
        for name, allowed in (
            ("translation", TRANSLATION_PLACES),
            ("script_first", SCRIPTS),
            ("vocabulary", FRONT_WORDS),
            ("vocabulary_level", LEVELS),
            ("answers", ANSWERS),
            ("writing", WRITING),
            ("asked", ASKED),
            ("paper", PAPERS),
            ("text_columns", (1, 2)),
        ):
            check(name, getattr(self, name), allowed)
        if self.font_size and not 6 <= self.font_size <= 36:
            raise InputError(f"font_size can't be {self.font_size}; it is 6 to 36 points, or 0")
        if not 0 <= self.exercises <= 200:
            raise InputError(f"exercises can't be {self.exercises}; at most 200 are made")
        if self.templates and not Path(self.templates).is_dir():
            raise InputError(f"{self.templates}: there is no such folder of templates")

    @classmethod
    def of(cls, options: RenderOptions | None) -> HandoutOptions:
        """The handout's options that show what other options do.

        Args:
            options: `HandoutOptions` are returned as they are; None: the usual ones.

        Returns:
            The handout's options.
        """
        if options is None:
            return cls()
        if isinstance(options, cls):
            return options
        names = RenderOptions.__dataclass_fields__
        return cls(**{n: getattr(options, n) for n in names}, vocabulary="terms" if options.terms else "none")

    @property
    def words(self) -> WordChoice | None:
        """The words that are numbered in front; None for none."""
        if self.vocabulary == "none":
            return None
        return WordChoice(self.vocabulary, self.vocabulary_level, self.known)

    @property
    def fragment_layout(self) -> Layout:
        """The layout of the paragraphs' own style; vertical text is set by the page in tiers."""
        return "stacked" if self.layout == "vertical" or self.at_end else self.layout

    @property
    def at_end(self) -> bool:
        """Whether Simplified and English follow the whole text."""
        return self.translation == "end"

    @property
    def page_classes(self) -> str:
        """The page's own CSS classes."""
        found = ["ho", f"ho-{'reading' if self.at_end and self.layout != 'vertical' else self.layout}"]
        for on, name in (
            (self.text_columns == 2, "ho-two"),
            (self.notes_margin, "ho-notes"),
            (self.line_numbers, "ho-lines"),
            (self.script_first == "simplified", "ho-hans-first"),
        ):
            if on:
                found.append(name)
        return " ".join(found)
