"""The command `companion exercises`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from companion.choices import LEVEL, LEVELS
from companion.commands.shared import (
    Register,
    fetched,
    other_articles,
    print_text,
    read_article,
    reading_options,
    say_unknown_words,
    whole_number,
    writing_option,
)
from companion.errors import InputError, meant
from companion.files import is_file

if TYPE_CHECKING:
    from companion.exercises import ExerciseSet, Question
    from companion.model import Article

__all__ = ["add"]

_FORMS = {
    "worksheet": ".html", "self-check": ".html", "gift": ".gift", "h5p": ".h5p", "qti": ".zip", "anki": ".apkg",
    "json": ".json",
}  # fmt: skip
_KINDS = (
    "cloze (:open :choices :bank :character :term), pinyin, tones, polyphone, match (:english :definitions :mainland), "
    "script (:simplified :traditional), segment, order (:parts :sentences), translate (:english :chinese), "
    "comprehension, dictation (:sentence :word)"
)


def add(command: Register) -> None:
    """Adds `companion exercises`."""
    exercises = command(
        "exercises",
        _exercises,
        "Make a worksheet with its answer key, or put a class's results together (collect *.csv).",
        epilog=f"Kinds: {_KINDS}. `companion exercises collect a.csv b.csv -o class.csv` puts results together.",
    )
    reading_options(exercises)
    exercises.add_argument("more", nargs="*", metavar="CSV", help="after `collect`: the students' files")
    exercises.add_argument(
        "--kind",
        action="append",
        metavar="KIND",
        help="a kind of exercise; may be given again (default: those kept in FILE.lesson.toml, else cloze)",
    )
    exercises.add_argument("--count", type=whole_number, help="how many exercises (default: 10)")
    exercises.add_argument("--level", choices=LEVELS, help="the class's level")
    exercises.add_argument("--seed", type=whole_number, help="another number, another sheet (default: 0)")
    exercises.add_argument(
        "--versions",
        choices=("A", "B", "AB"),
        default="A",
        help="AB: two versions, in other sentences where the article has them",
    )
    exercises.add_argument(
        "--questions",
        metavar="TOML",
        help="the teacher's questions (default: FILE's own, such as article.txt.questions.toml)",
    )
    exercises.add_argument(
        "--sentences-from",
        action="append",
        metavar="PATH",
        help="cloze in the sentences of this article, or of those in this folder; may be given again",
    )
    exercises.add_argument(
        "--as",
        dest="form",
        choices=tuple(_FORMS),
        help="what to write (default: by the output's ending, else a worksheet)",
    )
    writing_option(exercises)
    exercises.add_argument("-o", "--output", metavar="FILE", help="the file to write")
    exercises.add_argument("--force", action="store_true", help="replace a file that Companion did not write")


_HARD, _HARDEST = 0.6, 3  # the share of points up to which an item was hard for a class; how many are named


def _exercises(options: argparse.Namespace) -> int:
    if options.file == "collect" and (options.more or not is_file("collect")):
        return _collect(options)
    if options.more:
        if not is_file(options.file) and (near := meant(options.file, ("collect",))):
            raise InputError(f"{options.file}: there is no such file{near}")
        raise InputError(f"one article at a time; what is {options.more[0]}?")
    from companion.exercises import make_exercises
    from companion.exercises.kept import kept_sheet

    fetched(options)
    form, output = _form(options)
    versions = tuple(options.versions)
    kinds = [k for name in options.kind or ["cloze"] for k in name.split(",")]
    article = read_article(options)
    say_unknown_words(article)
    questions = _questions(options)
    made_anew = any(
        o is not None
        for o in (options.kind, options.count, options.level, options.seed, options.sentences_from)
    )
    kept = [sheet for v in versions if (sheet := kept_sheet(article, v))]
    if kept and made_anew:
        print(
            "companion: the exercises kept in the lesson are left aside: others were asked for",
            file=sys.stderr,
        )
    others = other_articles(options.sentences_from or ())
    sheets = (
        kept
        if kept and not made_anew
        else [
            make_exercises(
                article,
                kinds,
                10 if options.count is None else options.count,
                options.level,
                options.seed or 0,
                version=v,
                questions=questions,
                sentences_from=others,
            )
            for v in versions
        ]
    )
    for sheet in sheets:
        if not sheet.items:
            raise InputError(f"no exercise could be made. {sheet.remark}")
    for path in _write(form, sheets, output, article, options.force):
        print_text(f"{path}\n")
    if options.writing != "none":
        print_text(f"{_writing(options, article, output)}\n")
    if sheets[0].remark:
        print(f"companion: {sheets[0].remark}", file=sys.stderr)
    _say_what_is_left_out(form, sheets[0])
    return 0


def _writing(options: argparse.Namespace, article: Article, output: Path) -> Path:
    """The sheet to write on, beside the other file."""
    from companion.export.handout import write_writing
    from companion.render import HandoutOptions

    chosen = HandoutOptions(writing=options.writing, vocabulary_level=options.level or LEVEL)
    return write_writing(
        article, output.with_name(f"{output.stem}-writing.html"), chosen, force=options.force
    )


def _say_what_is_left_out(form: str, sheet: ExerciseSet) -> None:
    from companion.export.exercise_formats import left_out

    if lost := left_out(sheet, form):
        kinds = ", ".join(dict.fromkeys(i.kind for i in lost))
        print(f"companion: {form} can't ask {len(lost)} of {len(sheet)} exercises ({kinds})", file=sys.stderr)


def _form(options: argparse.Namespace) -> tuple[str, Path]:
    """What to write, and where."""
    name = Path(options.file).stem if options.file != "-" else "exercises"
    output = Path(options.output) if options.output else None
    form = options.form
    if form is None:
        suffix = output.suffix.lower() if output else ".html"
        form = next((f for f, s in _FORMS.items() if s == suffix), "")
        if not form:
            raise InputError(f"{output}: its ending tells no form; name it with --as {' | '.join(_FORMS)}")
    return form, output or Path(f"{name}-exercises{_FORMS[form]}")


def _questions(options: argparse.Namespace) -> tuple[Question, ...]:
    from companion.exercises.questions import load_questions, questions_beside

    if options.questions:
        return load_questions(options.questions)
    if options.file != "-" and is_file(beside := questions_beside(options.file)):
        return load_questions(beside)
    return ()


def _write(form: str, sheets: list[ExerciseSet], output: Path, article: Article, force: bool) -> list[Path]:
    if form == "worksheet":
        from companion.export.worksheet import write_worksheet

        return write_worksheet(sheets if len(sheets) > 1 else sheets[0], output, force=force)
    from companion.export.exercise_formats import write_exercises

    paths = []
    for sheet in sheets:
        path = (
            output.with_name(f"{output.stem}-{sheet.version}{output.suffix}") if len(sheets) > 1 else output
        )
        paths += write_exercises(sheet, path, form, article=article, force=force)
    return paths


def _collect(options: argparse.Namespace) -> int:
    from companion.export.results_csv import class_items, collect, collected_csv
    from companion.files import write_text_atomically

    if not options.more:
        raise InputError("name the students' files: companion exercises collect *.csv -o class.csv")
    refused: list[InputError] = []
    students = collect(options.more, refused)
    if not students:
        raise refused[0]
    if options.output:
        text = collected_csv(students)
        write_text_atomically(options.output, text, "" if options.force else "\ufeffstudent,file,sheet")
    for s in students:
        print_text(
            f"{s['student']}\t{s['earned']:g} of {s['points']:g}\t{s['answered']} of {s['items']} answered\t{s['sheet']}\n"
        )
    for sheet, count in Counter(s["sheet"] for s in students).items():
        shares = [
            (x, name)
            for name, x in class_items([s for s in students if s["sheet"] == sheet]).values()
            if x is not None
        ]
        if count > 1 and (
            hard := [f"{name} ({x:.0%})" for x, name in sorted(shares) if x <= _HARD][:_HARDEST]
        ):
            print_text(f"the hardest of {sheet}: {'; '.join(hard)}\n")
    remarks = [str(error) for error in refused]
    whole = Counter({s["sheet"]: 0 for s in students})
    for s in students:
        whole[s["sheet"]] = max(whole[s["sheet"]], s["items"])
        remarks += [
            f"{file}: {s['student']}'s are the same as in {s['file']}, and counted once"
            for file in s["again"]
        ]
    remarks += [
        f"{s['file']}: has {s['items']} of the {whole[s['sheet']]} exercises of {s['sheet']}; was it cut?"
        for s in students
        if s["items"] < whole[s["sheet"]]
    ]
    for (name, sheet), count in Counter((s["student"], s["sheet"]) for s in students).items():
        if count > 1:
            remarks.append(
                f"{count} results of {name} on {sheet}, each in a row of its own: handed in again, or two of one name"
            )
    if len({s["sheet"] for s in students}) > 1:
        remarks.append("these are of several sheets; each has a table of its own")
    for remark in remarks:
        print(f"companion: {remark}", file=sys.stderr)
    if options.output:
        print_text(f"{options.output}\n")
    return 2 if refused else 0
