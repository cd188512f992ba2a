"""The handout: an article as one HTML page, for print and phone, or as a PDF."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from dataclasses import replace
from pathlib import Path

from companion.arguments import describes_arguments
from companion.errors import InputError, OutputError
from companion.exercises import ExerciseSet
from companion.exercises.unseen import asked_words, veiled
from companion.export.files import is_sealed, sealed, sealed_pieces
from companion.export.progress import progress_bar
from companion.files import write_pieces_atomically, write_text_atomically
from companion.language.meanings import with_meanings
from companion.lessons.words import Entry, entries, entries_where, entry_key
from companion.lessons.writing import writing_words
from companion.model import Article, Token
from companion.render import (
    HandoutOptions,
    RenderOptions,
    answers_html,
    answers_page_html,
    exercises_html,
    page_pieces,
    writing_page_html,
)
from companion.render.page_cards import SharedCards
from companion.render.page_options import EXERCISE_KINDS

__all__ = ["handout_html", "handout_pieces", "write_handout", "write_writing"]


def handout_html(article: Article, options: RenderOptions | None = None) -> str:
    """The page's HTML. `options` is a `HandoutOptions`, or a `RenderOptions` for a plain page.

    >>> import companion
    >>> page = handout_html(companion.read_text("警方打擊電騙。", translator=None))
    >>> "Vocabulary" in page and "telecom fraud" in page
    True
    """
    return "".join(handout_pieces(article, options))


def handout_pieces(
    article: Article, options: RenderOptions | None = None, shared: SharedCards | None = None
) -> Iterator[str]:
    """The page's HTML piece by piece, so that a book of any length can be written; see `companion.render.page_pieces`.

    Args:
        article: The article.
        options: What is shown, and how.
        shared: It is a page of a site; it gets what cards the page needs.

    Returns:
        The pieces.

    Raises:
        OutputError: It is no article.
    """
    if not isinstance(article, Article):
        raise OutputError(
            f"a handout is made of an Article (companion.read gives one), not of {type(article).__name__}"
        )
    options = HandoutOptions.of(options)
    sheet = _sheet(article, options)
    exercises, answers = _exercises(sheet, options)
    return _page(article, options, sheet, exercises, answers if options.answers == "page" else "", shared)


def _page(
    article: Article,
    options: HandoutOptions,
    sheet: ExerciseSet | None,
    exercises: str,
    answers: str,
    shared: SharedCards | None,
) -> Iterator[str]:
    vocabulary = _vocabulary(article, options)
    if sheet and options.asked == "hidden":
        secret = asked_words(sheet)
        kept = (e for e in vocabulary if not {e.form, e.traditional} & secret)
        vocabulary = [replace(e, number=n) for n, e in enumerate(kept, 1)]
    numbers = {e.key: e.number for e in vocabulary}
    swapped = options.script_first == "simplified"

    def number_of(token: Token) -> int:
        return numbers.get(entry_key(token, swapped), 0) if numbers else 0

    phrases = _phrases(article, options, numbers) if numbers and options.phrases else []
    if sheet and options.asked == "hidden":
        phrases = [e for e in phrases if e.form not in secret]
        article = veiled(with_meanings(article), sheet)
    with progress_bar(len(article.paragraphs), "Handout") as tell:
        yield from page_pieces(
            article,
            options,
            vocabulary=vocabulary,
            number_of=number_of,
            phrases=phrases,
            writing=writing_words(vocabulary, swapped) if options.writing != "none" else (),
            exercises=exercises,
            answers=answers,
            progress=tell,
            shared=shared,
        )


@describes_arguments
def write_handout(
    article: Article,
    path: str | os.PathLike[str],
    options: RenderOptions | None = None,
    *,
    force: bool = False,
) -> Path:
    """Write an article as one self-contained page, at once or not at all.

    With exercises and `answers="file"` the answer key is written beside it, as NAME-answers.html.

    Args:
        options: What is shown, and how; `HandoutOptions` has all, `RenderOptions` will do.

    >>> import companion
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> companion.write_handout(article, "handout.html")  # doctest: +SKIP
    PosixPath('handout.html')
    """
    pieces = handout_pieces(article, options)
    own = "" if force else is_sealed
    options = HandoutOptions.of(options)
    if options.exercises and options.answers == "file":
        _, answers = _exercises(_sheet(article, options), options)
        key = Path(path).with_name(f"{Path(path).stem}-answers.html")
        write_text_atomically(key, sealed(answers_page_html(article, options, answers)), ours=own)
    return write_pieces_atomically(path, sealed_pieces(pieces), ours=own)


@describes_arguments
def write_writing(
    article: Article,
    path: str | os.PathLike[str],
    options: HandoutOptions | None = None,
    *,
    force: bool = False,
) -> Path:
    """Write a sheet on which the characters of an article's vocabulary are written: with pinyin, grey to trace, and empty squares.

    Args:
        options: Its `writing` says which squares ("tian" where it is "none"), `vocabulary` which words.

    Raises:
        InputError: The vocabulary has no character to write.

    >>> import companion
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> write_writing(article, "writing.html", companion.HandoutOptions(writing="mi"))  # doctest: +SKIP
    PosixPath('writing.html')
    """
    options = HandoutOptions.of(options)
    words = writing_words(_vocabulary(article, options), options.script_first == "simplified")
    if not words:
        raise InputError("the vocabulary has no character to write; choose other words, or a lower level")
    html = writing_page_html(article, options, words)
    return write_text_atomically(path, sealed(html), ours="" if force else is_sealed)


def _sheet(article: Article, options: HandoutOptions) -> ExerciseSet | None:
    """The exercises of a page: those that a teacher keeps, else made now; None where none were asked for."""
    if not options.exercises:
        return None
    from companion.exercises import make_exercises
    from companion.exercises.kept import kept_sheet

    sheet = kept_sheet(article) if options.exercise_kinds == EXERCISE_KINDS else None
    if sheet is None:
        sheet = make_exercises(
            article,
            options.exercise_kinds,
            options.exercises,
            seed=options.seed,
            known=options.known,
            sentences_from=options.sentences_from,
        )
    return sheet


def _exercises(sheet: ExerciseSet | None, options: HandoutOptions) -> tuple[str, str]:
    """The exercises and their answers as HTML."""
    if sheet is None:
        return "", ""
    return exercises_html(sheet, check=options.cards and options.answers == "page"), answers_html(sheet)


def _vocabulary(article: Article, options: HandoutOptions) -> list[Entry]:
    if options.words is None:
        return []
    found = entries(article, options.words, options.readings)
    return [replace(e, number=n) for n, e in enumerate((e for e in found if e.english), 1)]


_LONG = 4
_MARKS = re.compile("[，。；：！？「」『』（）…—]")


def _phrases(article: Article, options: HandoutOptions, listed: Container[str]) -> list[Entry]:
    """Idioms and slogans that the vocabulary has not: `_LONG` characters or more that the dictionary calls an
    idiom, or policy terms; each with the clause that it stands in.
    """

    def wanted(e: Entry) -> bool:
        idiom = any("(idiom)" in m or "(fig.)" in m for m in e.english)
        return len(e.traditional) >= _LONG and (idiom or e.domain == "policy") and e.key not in listed

    return [_in_clause(e) for e in entries_where(article, wanted, options.readings, _LONG)]


def _in_clause(e: Entry) -> Entry:
    """The entry with the clause around it in place of the sentence."""
    start = max((m.end() for m in _MARKS.finditer(e.sentence, 0, e.at)), default=0)
    stop = _MARKS.search(e.sentence, e.at + len(e.form))
    clause = e.sentence[start : stop.start() if stop else len(e.sentence)]
    return replace(e, sentence=clause, at=e.at - start, translation="")
