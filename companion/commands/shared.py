"""What several commands share: the options of reading, standard input and output, progress."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from companion.choices import (
    ENCODING_ERRORS,
    GRAINS,
    NUMBER_STYLES,
    PARAGRAPHS,
    READING_SYSTEMS,
    RUBY,
    WRITING,
    ReadingOptions,
)
from companion.errors import InputError
from companion.files import is_folder, is_there, read_standard_input

if TYPE_CHECKING:
    from companion.model import Article
    from companion.source import Document

__all__ = [
    "Register",
    "document_of",
    "fetched",
    "grain_option",
    "one_thread",
    "other_articles",
    "print_text",
    "read_article",
    "reading_options",
    "reading_system_option",
    "readings_of",
    "ruby_option",
    "show_progress",
    "writing_option",
]


class Register(Protocol):
    """What `cli` hands to a command's module: adds one command and returns its parser."""

    def __call__(self, name: str, run: Any, text: str, **more: Any) -> argparse.ArgumentParser:
        """`run(options)` gives the exit code, or None for 0; `text` is the help's line."""
        ...


def reading_options(sub: argparse.ArgumentParser, text_only: bool = False) -> None:
    """The options of reading an article; `text_only`: those of its text, without what its annotation needs."""
    sub.add_argument(
        "file",
        metavar="FILE",
        help="a text file, an article saved as JSON, - for standard input, or an address with --fetch",
    )
    sub.add_argument(
        "--fetch",
        action="store_true",
        help="FILE is the address of a web page (https://…): fetch that one page, save it in this folder and read it",
    )
    sub.add_argument(
        "--encoding", help="the file's encoding, such as big5hkscs, where it can't be told for certain"
    )
    sub.add_argument(
        "--paragraphs",
        choices=PARAGRAPHS,
        default=PARAGRAPHS[0],
        help="how paragraphs are found (default: auto)",
    )
    sub.add_argument(
        "--encoding-errors",
        choices=ENCODING_ERRORS,
        default=ENCODING_ERRORS[0],
        help="damaged bytes are shown as a mark and told, or the file is refused (default: replace)",
    )
    sub.add_argument("--pages", default="", metavar="PAGES", help="of a PDF file, such as 3, 2-5 or 1,4-6")
    sub.add_argument("--chapter", default="", metavar="CHAPTERS", help="of an e-book, such as 2 or 1,3-4")
    sub.add_argument(
        "--everything",
        action="store_true",
        help="of a web page, a book or a Word file: keep what stands beside the article, and what is hidden",
    )
    sub.add_argument("--password", help="of an encrypted PDF file")
    if text_only:
        return
    sub.add_argument(
        "--glossary", metavar="PATH", help="a CSV file or folder whose terms win over the curated ones"
    )
    sub.add_argument(
        "--memory",
        metavar="TMX",
        action="append",
        default=[],
        help="a translation memory; may be given again",
    )
    sub.add_argument(
        "--translator",
        default="auto",
        help="auto, memory, argos, libretranslate, llm, gloss or none (default: auto)",
    )
    sub.add_argument(
        "--no-corrections",
        action="store_true",
        help="leave out what was corrected by hand (see companion correct)",
    )
    grain_option(sub)
    sub.add_argument("--title", default="", help="the article's title (default: its first headline)")


def whole_number(text: str) -> int:
    """The `type` of an option that is a whole number.

    >>> whole_number("七")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: '七' is no whole number
    """
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number") from None


def decimal_number(text: str) -> float:
    """The `type` of an option that is a number, with a point or without."""
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no number such as 11 or 10.5") from None


def grain_option(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--grain",
        choices=GRAINS,
        help="words as one looks them up (default), or fine: as grammars divide them (一|個, 消費|者)",
    )


def writing_option(sub: argparse._ActionsContainer) -> None:
    """`--writing` and `--writing-mi`: two flags, since a value that may be left out would take the article's name."""
    for flag, grid, text in (
        ("--writing", "tian", "a sheet to write the vocabulary's characters on, in squares with a cross"),
        ("--writing-mi", "mi", "the same, in squares with diagonals too"),
    ):
        sub.add_argument(
            flag, dest="writing", action="store_const", const=grid, default=WRITING[0], help=text
        )


def reading_system_option(sub: argparse._ActionsContainer) -> None:
    sub.add_argument(
        "--reading",
        choices=READING_SYSTEMS,
        default=READING_SYSTEMS[0],
        help="how words are read (default: pinyin); jyutping needs the extra [cantonese]",
    )
    sub.add_argument(
        "--sandhi",
        action="store_true",
        help="一 and 不 with the tones that they are said with (yí dìng, bú shì)",
    )
    sub.add_argument(
        "--numbers",
        choices=NUMBER_STYLES,
        default=NUMBER_STYLES[0],
        help="spelled: figures have their reading too (2月 èr yuè; default: figures)",
    )


def ruby_option(sub: argparse._ActionsContainer) -> None:
    sub.add_argument(
        "--ruby",
        choices=RUBY,
        default=RUBY[0],
        help=f"one reading over each word, as it is spelled, or one over each character (default: {RUBY[0]})",
    )


def readings_of(options: argparse.Namespace) -> ReadingOptions:
    """How words are read, as the options of `reading_system_option` say."""
    return ReadingOptions(options.reading, options.sandhi, options.numbers)


def fetched(options: argparse.Namespace) -> None:
    """Fetches the page that `--fetch` asks for; then `options.file` is the file that it was saved in."""
    if getattr(options, "fetch", False):
        from companion.source.fetching import fetch

        path = fetch(options.file)
        print(f"companion: saved as {path}", file=sys.stderr)
        options.file, options.fetch = str(path), False


def one_thread() -> None:
    """The networks multiply small matrices, for which several threads only cost; numpy asks once, when it is loaded."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def read_article(options: argparse.Namespace) -> Article:
    one_thread()
    from companion.pipeline import read

    fetched(options)
    translator = None if options.translator == "none" else options.translator
    shared = {
        "paragraphs": options.paragraphs,
        "glossary": options.glossary,
        "translator": translator,
        "grain": options.grain or "reader",
    }
    for memory in options.memory:
        if not is_there(memory):
            raise InputError(f"{memory}: there is no such translation memory")
    if options.file == "-":
        from companion.pipeline import annotate_document

        del shared["paragraphs"]
        return annotate_document(document_of(options), **shared, title=options.title, memory=options.memory)
    if Path(options.file).suffix.lower() == ".json":
        from companion.export.json_read import load

        article = load(options.file, corrections=None if options.no_corrections else "auto")
        if options.grain not in (None, article.grain):
            raise InputError(
                f"{options.file}: was saved with --grain {article.grain}; read the text again for --grain {options.grain}"
            )
        return _titled(article, options.title)
    article = read(
        options.file,
        **shared,
        encoding=options.encoding,
        memory=options.memory,
        corrections=None if options.no_corrections else "auto",
        password=options.password,
        pages=options.pages,
        chapter=options.chapter,
        encoding_errors=options.encoding_errors,
        everything=options.everything,
    )
    return _titled(article, options.title)


def other_articles(paths: Iterable[str]) -> list[Article]:
    """The articles of files and folders, for their sentences: no English is made of them."""
    from companion.batch import articles_in
    from companion.pipeline import read

    files = [file for path in paths for file in (articles_in(path) if is_folder(path) else [Path(path)])]
    return [read(file, translator=None) for file in files]


def _titled(article: Article, title: str) -> Article:
    if not title:
        return article
    from dataclasses import replace

    from companion.source.characters import plain

    return replace(article, title=plain(title))


def document_of(options: argparse.Namespace) -> Document:
    """The paragraphs of the file, or of standard input."""
    from companion.source import read_bytes, read_document

    fetched(options)
    name = "standard input" if options.file == "-" else Path(options.file).name
    return read_document(
        read_standard_input() if options.file == "-" else read_bytes(options.file),
        name,
        encoding=options.encoding,
        paragraphs=options.paragraphs,
        password=options.password,
        pages=options.pages,
        chapter=options.chapter,
        encoding_errors=options.encoding_errors,
        everything=options.everything,
    )


def print_text(text: str) -> None:
    """Writes UTF-8 to standard output whatever the terminal's locale says."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        buffer.write(text.encode("utf-8", "replace"))
        buffer.flush()


def show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if total and done >= total else ""
        share = f"{100 * done // total} %" if total else ""
        print(f"\r{done / 1e6:.1f} MB {share}", end=end, file=sys.stderr, flush=True)
