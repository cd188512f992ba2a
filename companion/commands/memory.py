"""The command `companion memory`: a person's translations."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from companion.commands.shared import Register, print_text
from companion.errors import InputError
from companion.files import is_there

if TYPE_CHECKING:
    from companion.translation.memory import TranslationMemory

__all__ = ["add"]

_ACTIONS = {"add": 2, "list": None, "undo": 1, "import": None, "export": 1}


def add(command: Register) -> None:
    """Adds `companion memory`."""
    memory = command(
        "memory", _memory, "Your own translations: add one, list them, take one back, exchange TMX files."
    )
    memory.add_argument("action", choices=tuple(_ACTIONS), metavar="ACTION", help=", ".join(_ACTIONS))
    memory.add_argument(
        "words",
        nargs="*",
        metavar="TEXT",
        help="add: SENTENCE ENGLISH; list: a part of either; undo: SENTENCE; import, export: FILE",
    )
    memory.add_argument("--memory", metavar="TMX", help="another memory than your own, such as a project's")
    memory.add_argument("--by", default="", help="add, undo: who says so (default: your user name)")
    memory.add_argument("--note", default="", help="add: a remark")
    memory.add_argument(
        "--force", action="store_true", help="export: replace a file that Companion did not write"
    )


def _memory(options: argparse.Namespace) -> int:
    wanted = _ACTIONS[options.action]
    what = {"add": "a sentence and its English", "undo": "the sentence", "export": "the file to write"}
    if (wanted is not None and len(options.words) != wanted) or (
        options.action == "import" and not options.words
    ):
        needs = what.get(options.action, "one or more TMX files")
        raise InputError(f"companion memory {options.action} needs {needs}; put each between quotation marks")
    if options.memory and options.action in ("list", "export", "undo") and not is_there(options.memory):
        raise InputError(f"{options.memory}: there is no such translation memory")
    return _RUN[options.action](options) or 0


def _path(options: argparse.Namespace) -> Path:
    from companion.translation.memory import personal_memory_path

    return Path(options.memory) if options.memory else personal_memory_path()


def _load(options: argparse.Namespace) -> TranslationMemory:
    from companion.translation.memory import TranslationMemory

    problems: list[str] = []
    file = _path(options)
    memory = TranslationMemory.load(*([file] if is_there(file) else []), problems=problems)
    for problem in problems:
        print(f"companion: {problem}", file=sys.stderr)
    return memory


def _add(options: argparse.Namespace) -> None:
    from companion.translation.memory import remember

    sentence, english = options.words
    earlier = _load(options).lookup(sentence)
    unit = remember(sentence, english, by=options.by, note=options.note, path=_path(options))
    print_text(
        f"kept in {_path(options)}: {unit.source} = {unit.target} ({unit.creator}, {unit.created[:8]})\n"
    )
    if earlier and earlier[0].target != unit.target:
        print_text(
            f"before: {earlier[0].target}; to have it back: companion memory undo {shlex.quote(unit.source)}\n"
        )


def _list(options: argparse.Namespace) -> None:
    units = [
        u
        for u in _load(options)
        if all(w.casefold() in f"{u.source} {u.target}".casefold() for w in options.words)
    ]
    for u in units:
        print_text(f"{u.source}\t{u.target}\t{u.creator}\t{u.created[:8]}\t{u.note}\n")
    if not units:
        print_text(f"no translations{' with that' if options.words else ''} in {_path(options)}\n")


def _undo(options: argparse.Namespace) -> None:
    from companion.translation.memory import forget

    result = forget(options.words[0], by=options.by, path=_path(options))
    if result is None:
        raise InputError(
            f"{_path(options).name}: has no translation of '{options.words[0]}'; see: companion memory list"
        )
    taken, valid = result
    print_text(f"taken back: {taken.target}\n")
    print_text(f"valid again: {valid.target}\n" if valid else "there is no earlier one\n")


def _import(options: argparse.Namespace) -> None:
    from companion.translation.memory import TranslationMemory
    from companion.translation.tmx import add_to_tmx, read_tmx

    known = _load(options)
    for name in options.words:
        problems: list[str] = []
        found = read_tmx(name, problems)
        units = list(TranslationMemory((u, name) for u in found))
        machines = sum(bool(u.origin) for u in found)
        fresh = [u for u in units if not ((hit := known.lookup(u.source)) and hit[0].target == u.target)]
        if fresh:
            add_to_tmx(_path(options), fresh)
        for problem in problems:
            print(f"companion: {problem}", file=sys.stderr)
        rest = f", {machines} by a machine left out" if machines else ""
        print_text(f"{name}: {len(fresh)} added, {len(units) - len(fresh)} were there already{rest}\n")


def _export(options: argparse.Namespace) -> None:
    from companion.translation.tmx import write_tmx

    units = list(_load(options))
    write_tmx(options.words[0], units, force=options.force)
    print_text(f"{len(units)} translations in {options.words[0]}\n")


_RUN = {"add": _add, "list": _list, "undo": _undo, "import": _import, "export": _export}
