"""The command `companion export`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.choices import LEVELS, WORDS, WordChoice
from companion.commands.shared import (
    Register,
    print_text,
    read_article,
    reading_options,
    reading_system_option,
    readings_of,
    ruby_option,
    say_unknown_words,
    whole_number,
)
from companion.errors import CompanionError, InputError

if TYPE_CHECKING:
    from companion.model import Article

__all__ = ["add", "word_options", "words_of"]

_USUAL = WordChoice()


def add(command: Register) -> None:
    """Adds `companion export`."""
    from companion.export.formats import FORMATS

    export = command("export", _export, "Write an article in another program's format.")
    reading_options(export)
    export.add_argument(
        "--to",
        action="append",
        choices=tuple(FORMATS),
        help="the format; may be given again (default: by the ending of --output): "
        + "; ".join(f"{name}: {f.about}" for name, f in FORMATS.items()),
    )
    export.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="a file, a folder, or - for standard output (default: the article's name, in this folder)",
    )
    export.add_argument("--force", action="store_true", help="replace a file that Companion did not write")
    export.add_argument("--recall", action="store_true", help="Anki: cards from English to Chinese too")
    reading_system_option(export)
    ruby_option(export)
    word_options(export)


def word_options(sub: argparse.ArgumentParser) -> None:
    """Which words a list of vocabulary has."""
    sub.add_argument(
        "--words",
        choices=WORDS,
        default=_USUAL.words,
        help="the words that are listed: the 15 to 25 best to learn at a level, all from a level on, the glossary's "
        f"terms, or all (default: {_USUAL.words})",
    )
    sub.add_argument(
        "--level",
        choices=LEVELS,
        default=_USUAL.level,
        help=f"the level for --words best and level (default: {_USUAL.level})",
    )
    sub.add_argument(
        "--most",
        type=whole_number,
        metavar="N",
        help="at most that many words, terms and repeated ones first",
    )
    sub.add_argument("--skip-known", action="store_true", help="leave out the words that you marked as known")


def _export(options: argparse.Namespace) -> int:
    from companion.export.files import safe_name
    from companion.export.formats import FORMATS, write
    from companion.language.readings.systems import check_system

    names = options.to or [_by_ending(options.output)]
    check_system(options.reading)
    output = Path(options.output) if options.output else Path()
    if len(names) > 1 and not output.is_dir():
        raise InputError(
            f"{output}: several formats go to a folder; make it first, or name one that is there"
        )
    article = read_article(options)
    say_unknown_words(article)
    failed = 0
    for name in names:
        chosen = _options_for(name, options)
        if options.output == "-":
            _print(article, name, chosen)
            continue
        path = output
        if output.is_dir():
            stem = Path(options.file).stem if options.file != "-" else article.title
            path = output / safe_name(stem, FORMATS[name].suffix)
        try:
            print(write(article, path, name, force=options.force, **chosen))
            if name == "anki":
                _tell_of_two_schedules(article)
        except CompanionError as error:
            if len(names) == 1:
                raise
            print(f"companion: {name}: {error}", file=sys.stderr)  # the other formats are written
            failed = 2
    for notice in article.notices:
        print(f"companion: {notice}", file=sys.stderr)
    return failed


def _tell_of_two_schedules(article: Article) -> None:
    """Says where words of a deck are due in Companion too: a deck may be a class's, so nothing is changed."""
    from companion.learning import Learner

    try:
        learner = Learner()
        if not learner.learning():  # most have none, and a book has forty thousand words
            return
        found = learner.get_all({t.text for p in article.passing() for t in p.tokens if t.kind == "word"})
    except CompanionError:
        return
    both = [w for w in found.values() if w.status == "learning" and w.scheduler == "companion"]
    if both:
        print(
            f"companion: {len(both)} of the article's words are due here too, if you learn them in Anki: companion words anki "
            f"{' '.join(w.form or w.word for w in both[:3])}{' …' if len(both) > 3 else ''}",
            file=sys.stderr,
        )


def _options_for(name: str, options: argparse.Namespace) -> dict[str, Any]:
    """The options that the format takes and the user gave."""
    from companion.export.formats import FORMATS

    if name == "html":
        from companion.render import HandoutOptions

        return {"options": HandoutOptions.read_as(readings_of(options), ruby=options.ruby)}
    given: dict[str, Any] = {
        "reading": readings_of(options),
        "words": words_of(options),
        "recall": options.recall,
    }
    chosen = {k: v for k, v in given.items() if k in FORMATS[name].options}
    if name in ("epub", "docx"):
        from companion.render import RenderOptions

        chosen["options"] = RenderOptions.read_as(readings_of(options), ruby=options.ruby)
    return chosen


def words_of(options: argparse.Namespace) -> WordChoice:
    """The words that the options of `word_options` ask for."""
    known: frozenset[str] = frozenset()
    if options.skip_known:
        from companion.vocabulary import Vocabulary

        known = frozenset(Vocabulary().words("known"))
    return WordChoice(options.words, options.level, known, options.most)


def _by_ending(output: str | None) -> str:
    from companion.export.formats import FORMATS

    suffix = Path(output or "").suffix.lower()
    for name, f in FORMATS.items():
        if suffix and f.suffix == suffix:
            return name
    told = f"{output}: its ending tells no format; " if output else ""
    raise InputError(f"{told}name the format with --to, one of: {', '.join(FORMATS)}")


def _print(article: Article, name: str, chosen: dict[str, Any]) -> None:
    """Writes a text format to standard output, by way of a temporary file."""
    import tempfile

    from companion.export.formats import FORMATS, write

    if not FORMATS[name].text:
        raise InputError(f"{name} is no text; name a file with --output")
    with tempfile.TemporaryDirectory() as folder:
        path = write(article, Path(folder) / f"article{FORMATS[name].suffix}", name, **chosen)
        print_text(path.read_text("utf-8-sig"))
