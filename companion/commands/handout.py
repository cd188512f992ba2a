"""The command `companion handout`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.choices import (
    ANSWERS,
    ASKED,
    FRONT_WORDS,
    LAYOUTS,
    LEVEL,
    LEVELS,
    PALETTES,
    PAPERS,
    PINYIN_FOR,
    TRANSLATION_PLACES,
)
from companion.commands.shared import (
    Register,
    decimal_number,
    other_articles,
    read_article,
    reading_options,
    reading_system_option,
    ruby_option,
    say_unknown_words,
    whole_number,
    writing_option,
)
from companion.errors import InputError

if TYPE_CHECKING:
    from companion.render import HandoutOptions

__all__ = ["add", "page_options", "page_options_of"]

_OLD_LAYOUT = "reading"
"""Version 0.1's word for --layout stacked --translation end."""


class _Layouts(tuple[str, ...]):
    """The layouts that a message names; the old word is taken as well."""

    def __contains__(self, name: object) -> bool:
        return name == _OLD_LAYOUT or super().__contains__(name)


def add(command: Register) -> None:
    """Adds `companion handout`."""
    handout = command(
        "handout",
        _handout,
        "Write an article as one self-contained HTML page, for print and phone, or as a PDF.",
    )
    reading_options(handout)
    handout.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="the page to write (.html, or .pdf for a PDF)"
    )
    handout.add_argument("--pdf", action="store_true", help="a PDF beside the page, by an installed Chromium")
    handout.add_argument("--force", action="store_true", help="replace a file that Companion did not write")
    page_options(handout)


def page_options(sub: argparse.ArgumentParser) -> None:
    """The options of a page, for each command that makes pages."""
    page = sub.add_argument_group("the page")
    page.add_argument(
        "--layout",
        choices=_Layouts(LAYOUTS),
        metavar=f"{{{','.join(LAYOUTS)}}}",
        default=LAYOUTS[0],
        help=f"side by side, word by word, one under the other, or vertical (default: {LAYOUTS[0]})",
    )
    page.add_argument(
        "--translation",
        choices=TRANSLATION_PLACES,
        default=TRANSLATION_PLACES[0],
        help="Simplified and English beside each paragraph, or at the end, the reading text in front "
        f"(default: {TRANSLATION_PLACES[0]})",
    )
    for layer in ("simplified", "pinyin", "english"):
        page.add_argument(
            f"--no-{layer}", dest=layer, action="store_false", help=f"leave out the {layer} layer"
        )
    page.add_argument(
        "--simplified-first", action="store_true", help="the Simplified text carries the readings"
    )
    reading_system_option(page)
    ruby_option(page)
    page.add_argument(
        "--pinyin-for",
        choices=tuple(p for p in PINYIN_FOR if p != "pointing"),
        default=PINYIN_FOR[0],
        help="which words have their reading (default: all)",
    )
    page.add_argument(
        "--level",
        choices=LEVELS,
        default=LEVEL,
        help=f"the level for above-level (default: {LEVEL})",
    )
    page.add_argument(
        "--tone-colours", choices=PALETTES, default=PALETTES[0], help=f"(default: {PALETTES[0]})"
    )
    page.add_argument("--paper", choices=PAPERS, default=PAPERS[0], help=f"(default: {PAPERS[0]})")
    page.add_argument(
        "--font-size", type=decimal_number, default=0, metavar="PT", help="the size in points, in print"
    )
    page.add_argument(
        "--font", default="", metavar="NAME", help="a font for the Chinese, such as 'LXGW WenKai'"
    )
    page.add_argument("--two-columns", action="store_true", help="the text in two columns")
    page.add_argument("--notes-margin", action="store_true", help="a wide margin for notes")
    page.add_argument("--line-numbers", action="store_true", help="a number at every fifth line")
    page.add_argument(
        "--no-cards", dest="cards", action="store_false", help="no script: no cards, no switches"
    )
    page.add_argument(
        "--templates", metavar="FOLDER", help="templates and a handout.css of your own, such as a letterhead"
    )
    lesson = sub.add_argument_group("the lesson")
    lesson.add_argument(
        "--vocabulary",
        choices=FRONT_WORDS,
        default=FRONT_WORDS[0],
        help="the numbered words in front (default: the best to learn, and the names)",
    )
    lesson.add_argument(
        "--vocabulary-level",
        choices=LEVELS,
        default=LEVEL,
        help=f"for --vocabulary best and level (default: {LEVEL})",
    )
    lesson.add_argument("--no-phrases", dest="phrases", action="store_false", help="no notes on set phrases")
    lesson.add_argument("--no-regional", dest="regional", action="store_false", help="no regional wording")
    writing_option(lesson)
    lesson.add_argument("--exercises", type=whole_number, default=0, metavar="N", help="that many exercises")
    lesson.add_argument(
        "--exercise-kind",
        action="append",
        metavar="KIND",
        help="such as cloze:choices; may be given again (default: cloze:choices, pinyin, match)",
    )
    lesson.add_argument("--seed", type=whole_number, default=0, help="another choice of exercises")
    lesson.add_argument(
        "--asked",
        choices=ASKED,
        default=ASKED[0],
        help="what the exercises ask for, in text and lists: reading, meaning, entry (default: hidden)",
    )
    lesson.add_argument(
        "--sentences-from",
        action="append",
        metavar="PATH",
        help="cloze in the sentences of this article, or of those in this folder; may be given again",
    )
    lesson.add_argument(
        "--answers",
        choices=ANSWERS,
        default=ANSWERS[0],
        help="where the answers stand (default: page)",
    )
    for name, text in (
        ("date", "the date in the head"),
        ("teacher", "the teacher's name"),
        ("class-name", "the class's name"),
        ("source", "where the article is from (default: the file's name)"),
        ("checked-by", "who checked the English"),
    ):
        lesson.add_argument(f"--{name}", default="", metavar="TEXT", help=text)


def page_options_of(options: argparse.Namespace) -> HandoutOptions:
    """The `HandoutOptions` that the words of a command ask for."""
    from companion.render import HandoutOptions

    at_end = options.layout == _OLD_LAYOUT
    more: dict[str, Any] = {"exercise_kinds": tuple(options.exercise_kind)} if options.exercise_kind else {}
    same = (
        "simplified", "pinyin", "english", "reading", "sandhi", "numbers", "ruby", "pinyin_for", "level", "paper", "font_size", "font", "notes_margin",
        "line_numbers", "cards", "templates", "vocabulary", "vocabulary_level", "phrases", "regional", "writing", "exercises",
        "seed", "asked", "answers", "date", "teacher", "class_name", "source", "checked_by",
    )  # fmt: skip
    if options.sentences_from:
        more["sentences_from"] = tuple(other_articles(options.sentences_from))
    given: dict[str, Any] = {name: getattr(options, name) for name in same} | more
    return HandoutOptions(
        **given,
        layout="stacked" if at_end else options.layout,
        translation="end" if at_end else options.translation,
        script_first="simplified" if options.simplified_first else "traditional",
        tone_colours=options.tone_colours,
        text_columns=2 if options.two_columns else 1,
    )


def _handout(options: argparse.Namespace) -> int:
    from companion.language.readings.systems import check_system

    check_system(options.reading)
    chosen = page_options_of(options)
    output = Path(options.output)
    if output.suffix.lower() == ".pdf":
        article = read_article(options)
        say_unknown_words(article)
        paths = [_pdf(article, output, chosen, options.force)]
    elif output.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"{output}: a handout ends in .html or .pdf; companion export has the other formats")
    else:
        from companion.export.handout import write_handout

        if options.pdf:
            from companion.export.pdf import find_browser

            find_browser()  # what is missing is told before the work
        article = read_article(options)
        say_unknown_words(article)
        paths = [write_handout(article, output, chosen, force=options.force)]
        if chosen.exercises and chosen.answers == "file":
            paths.append(output.with_name(f"{output.stem}-answers.html"))
        if options.pdf:
            from companion.export.pdf import write_pdf

            paths += [write_pdf(p, p.with_suffix(".pdf"), force=options.force) for p in list(paths)]
        for notice in article.notices:
            print(f"companion: {notice}", file=sys.stderr)
    for path in paths:
        print(path)
    return 0


def _pdf(article: Any, output: Path, chosen: Any, force: bool) -> Path:
    """A PDF alone: the page is made in a temporary folder."""
    import tempfile

    from companion.export.handout import write_handout
    from companion.export.pdf import write_pdf

    with tempfile.TemporaryDirectory() as folder:
        page = write_handout(article, Path(folder) / "page.html", chosen)
        return write_pdf(page, output, force=force)
