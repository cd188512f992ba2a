"""The command `companion words`: what you know and learn."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from companion.commands.shared import Register, print_text, whole_number
from companion.errors import InputError

if TYPE_CHECKING:
    from companion.learning import Learner

__all__ = ["add"]

_ACTIONS = ("import", "export", "status", "reviews", "mark", "undo", "anki", "companion", "forget")


def add(command: Register) -> None:
    """Adds `companion words`."""
    words = command(
        "words", _words, "The words that you know and learn: take over a list, what is due, exchange, forget."
    )
    words.add_argument("action", choices=_ACTIONS, metavar="ACTION", help=", ".join(_ACTIONS))
    words.add_argument(
        "what",
        nargs="*",
        metavar="TEXT",
        help="import: FILE (a list; an export of Companion is merged); export: FILE.json, or FILE.apkg for Anki; "
        "status, mark, anki, companion: WORD (anki, companion: who brings it back; none: all that you learn)",
    )
    words.add_argument(
        "--hsk", metavar="LEVEL", help="import: HSK 3.0, a level and those below it; =3: level 3 alone"
    )
    words.add_argument(
        "--column", metavar="NAME", help="import: which column has the words, by its header or number"
    )
    words.add_argument(
        "--as",
        dest="status",
        choices=("known", "learning", "ignored", "new"),
        default="known",
        help="import, mark: what the words are to be (default: %(default)s; new: mark only)",
    )
    words.add_argument(
        "--level", type=whole_number, choices=(1, 2, 3, 4), help="mark --as learning: how well you know it"
    )
    words.add_argument(
        "--new-per-day", type=whole_number, metavar="N", help="reviews: how many new words a day"
    )
    words.add_argument(
        "--words", metavar="DATABASE", help="another file than vocabulary.sqlite in your data folder"
    )
    words.add_argument(
        "--force", action="store_true", help="export: replace a file that is none of Companion's"
    )
    words.add_argument("--yes", action="store_true", help="forget: do not ask")


def _words(options: argparse.Namespace) -> int:
    from companion.learning import Learner

    return _RUN[options.action](options, Learner(options.words)) or 0


def _import(options: argparse.Namespace, learner: Learner) -> None:
    if bool(options.what) == bool(options.hsk):
        raise InputError("companion words import needs one or more files, or --hsk LEVEL")
    for name in options.what or [None]:
        if name is not None and _is_exchange(name):
            merged = learner.merge(name)
            print_text(
                f"{name}: {_count(merged.changed, 'word')} changed, {_count(merged.reviews, 'review')} new here\n"
            )
            continue
        done = learner.import_known(name, hsk=options.hsk, status=options.status, column=options.column)
        for problem in done.problems[:20]:
            print(f"companion: {problem}", file=sys.stderr)
        if len(done.problems) > 20:
            print(f"companion: and {len(done.problems) - 20} more rows", file=sys.stderr)
        rest = f", {done.kept} had a status and keep it" if done.kept else ""
        print_text(
            f"{name or f'HSK {options.hsk}'}: {_count(done.added, 'word')} {'is' if done.added == 1 else 'are'} {options.status} now{rest}\n"
        )


def _is_exchange(name: str) -> bool:
    from companion.files import read_ends

    return read_ends(Path(name), 4, 0)[0].lstrip().startswith(b"{")


def _export(options: argparse.Namespace, learner: Learner) -> None:
    if len(options.what) != 1:
        raise InputError("companion words export needs the file to write, such as words.json")
    if options.what[0].lower().endswith(".apkg"):
        from companion.export.anki import write_words_anki

        words = learner.words("learning")
        path = write_words_anki(words, options.what[0], force=options.force)
        learner.hand_over([w.word for w in words])
        print_text(
            f"{_count(len(words), 'word')} in {path}; Anki brings them back from now on, and they are not due here "
            "(companion words companion takes them back)\n"
        )
        return
    path = learner.export(options.what[0], force=options.force)
    print_text(f"{_count(len(learner.words()), 'word')} with the schedule in {path}\n")


def _status(options: argparse.Namespace, learner: Learner) -> None:
    if options.what:
        for word in options.what:
            found = learner.get(word)
            level = f" {found.level}" if found and found.level else ""
            there = f"  {found.article}: {found.sentence}" if found and found.sentence else ""
            print_text(f"{word}\t{found.status if found else 'new'}{level}{there}\n")
        return
    s = learner.statistics()
    print_text(f"{learner.path}\nknown {s.known}, learning {s.learning}, ignored {s.ignored}, due {s.due}\n")
    for day, count in list(learner.history().items())[-7:]:
        print_text(f"{day}  {count} known\n")


def _reviews(options: argparse.Namespace, learner: Learner) -> None:
    if options.new_per_day is not None:
        learner.new_per_day = options.new_per_day
    s = learner.statistics()
    kept = f", {s.retention:.0%} remembered in 30 days" if s.retention is not None else ""
    print_text(
        f"due now {s.due}; done today {s.reviewed}, {s.begun} of {learner.new_per_day} new ones{kept}\n"
    )
    print_text(f"next 7 days: {' '.join(map(str, s.ahead))}; days on end: {s.streak}\n")
    if s.anki:
        print_text(
            f"{_count(s.anki, 'word')} in Anki and not due here; companion words companion WORD takes one back\n"
        )
    for word in learner.due():
        print_text(f"{word.form or word.word}\t{word.reading}\t{word.meaning}\n")


def _mark(options: argparse.Namespace, learner: Learner) -> None:
    if not options.what:
        raise InputError(
            "companion words mark needs one or more words, such as: companion words mark 打擊 --as learning"
        )
    learner.mark(options.what, options.status, options.level)
    print_text(
        f"{_count(len(options.what), 'word')} marked as {options.status}; companion words undo takes it back\n"
    )


def _undo(options: argparse.Namespace, learner: Learner) -> None:
    undone = learner.undo()
    shown = "、".join(undone[:10]) + (" …" if len(undone) > 10 else "")
    print_text(f"as before: {shown}\n" if undone else "there is nothing to take back\n")


def _hand_over(options: argparse.Namespace, learner: Learner) -> None:
    words = options.what or [w.word for w in learner.words("learning")]
    learner.hand_over(words, options.action)
    anki = learner.statistics().anki
    print_text(f"{_count(anki, 'word')} brought back by Anki, the others that you learn by Companion\n")


def _forget(options: argparse.Namespace, learner: Learner) -> int:
    count = len(learner.words())
    if not options.yes:
        question = f"Delete {_count(count, 'word')} with all reviews, and the earlier states, in {learner.path}? (yes/no) "
        if not sys.stdin.isatty():
            raise InputError("companion words forget deletes all of your words for good; say so with --yes")
        print(question, end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("yes", "y"):
            print_text("nothing was deleted\n")
            return 0
    learner.forget()
    print_text(f"{_count(count, 'word')} and all reviews deleted: {learner.path} and its earlier states\n")
    return 0


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


_RUN = {
    "import": _import, "export": _export, "status": _status, "reviews": _reviews, "mark": _mark, "undo": _undo,
    "anki": _hand_over, "companion": _hand_over, "forget": _forget,
}  # fmt: skip
