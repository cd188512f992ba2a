"""The command `companion`: it mirrors the library.

Errors are one line on standard error and exit code 2; `--debug` shows the traceback instead.
"""

from __future__ import annotations

import argparse
import codecs
import contextlib
import errno
import gc
import os
import re
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from companion import __version__
from companion.errors import CompanionError, meant

__all__ = ["main"]

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF, errno.ENXIO, errno.EFBIG)
_NO_CHOICE = re.compile(r"(.+?): invalid choice: (.+) \(choose from (.+)\)", re.DOTALL)  # as argparse says it
_MISSING = re.compile(r"the following arguments are required: (.+)")
_BETWEEN_COLLECTIONS = 50_000  # objects; Python's 700 cost a tenth of a short command
# One module of `companion/commands/` each, in the order of the help.
_COMMANDS = (
    "lab", "read", "annotate", "correct", "handout", "exercises", "export", "glossary", "memory", "words", "backups", "models", "batch",
    "jupyter", "doctor",
)  # fmt: skip

# What is asked for by the name of a thing, of a program or of an option: where it is.
_ALSO = {
    "exercises": ("worksheet", "quiz", "quizzes", "cloze", "self-check", "gift", "moodle", "h5p", "qti"),
    "exercises collect": ("collect", "results"),
    "handout": ("print", "pdf", "page", "html"),
    "export": (
        "anki",
        "epub",
        "docx",
        "word",
        "csv",
        "quizlet",
        "markdown",
        "vocabulary",
        "vocab",
        "flashcards",
    ),
    "batch": ("site", "website", "folder"),
    "memory": ("tmx", "translation", "translations"),
    "models": ("install", "model", "argos"),
    "lab": ("home", "app", "start", "notebook", "review", "library"),
    "correct": ("corrections", "fix"),
    "annotate": ("pinyin", "analyse", "analyze", "json"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code: 0, 2 for an error, 130 when interrupted.

    What nobody foresaw is one line too, with where to look; only `--debug` shows it whole.
    """
    options = None
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    try:
        _prepare_streams()
        words = sys.argv[1:] if arguments is None else arguments
        parser = command_parser(words[0] if words else "")
        options = parser.parse_args(arguments)
        if not getattr(options, "run", None):
            parser.print_help()
        code = options.run(options) or 0 if getattr(options, "run", None) else 0
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _give_up_output()  # The reader of our output has gone (companion annotate … | head); say nothing more.
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if getattr(options, "debug", False):
            raise
        if isinstance(error, CompanionError):
            return _complain(str(error))
        if _is_of_output(error):
            _give_up_output()
            return _complain(f"standard output can't be written ({error.strerror})")  # type: ignore[attr-defined]
        return _complain(
            f"{type(error).__name__}: {error}{_where(error)}; run again with --debug to see all of it"
        )


def _prepare_streams() -> None:
    """Standard streams that take any text, a file's name that is no UTF-8 too, and are there even where they were closed."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:  # else the next file that is opened would be taken for it
            os.open(os.devnull, os.O_RDWR)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="companion")


def _as_it_can(error: UnicodeError) -> tuple[str | bytes, int]:
    """For what a stream's encoding has no place for: a file's name as the bytes that it is, else its number."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    try:
        return os.fsencode(error.object[error.start : error.end]), error.end
    except UnicodeEncodeError:
        return codecs.backslashreplace_errors(error)


codecs.register_error("companion", _as_it_can)


def _is_of_output(error: Exception) -> bool:
    """Whether standard output is what can't be written: every file goes through a door that says its name."""
    return isinstance(error, OSError) and error.filename is None and error.errno in _FULL


def _give_up_output() -> None:
    """What is left of our output goes nowhere, so that the end of the program says nothing of it either."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _where(error: Exception) -> str:
    """The last place in Companion that an error came through."""
    places = [(Path(f.filename), f.lineno) for f in traceback.extract_tb(error.__traceback__)]
    ours = [(p, line) for p, line in places if Path(__file__).parent in p.parents]
    if not ours:
        return ""
    path, line = ours[-1]
    return f" ({path.relative_to(Path(__file__).parent.parent).as_posix()}, line {line})"


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the words of a command."""

    def add_argument(self, *names: Any, **more: Any) -> argparse.Action:
        if more.get("nargs") == "*":
            more.setdefault("default", [])  # else argparse takes it for one that is required
        return super().add_argument(*names, **more)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        found, others = super().parse_known_args(args, namespace)
        if others:  # told by the command that they were given to, whose options are near
            near = meant(others[0].partition("=")[0], self._option_string_actions)
            self.error(f"unrecognized arguments: {' '.join(others)}{near}")
        return found, others

    def error(self, message: str) -> NoReturn:
        message = message.removeprefix("argument ")
        if found := _NO_CHOICE.fullmatch(message):
            option, value, choices = found.groups()
            there = choices.replace("'", "")
            if elsewhere := [
                c for c, names in _ALSO.items() if option == "COMMAND" and value.strip("'").lower() in names
            ]:
                sys.exit(
                    _complain(
                        f"COMMAND can't be {value}: that is companion {elsewhere[0]}; see companion {elsewhere[0].split()[0]} --help"
                    )
                )
            message = f"{option} can't be {value}{meant(value.strip(chr(39)), there.split(', '))}; there are: {there}"
        elif found := _MISSING.fullmatch(message):
            message = f"this is missing: {', '.join(map(self._named, found[1].split(', ')))}"
        sys.exit(_complain(f"{message}; see {self.prog} --help"))

    def _named(self, name: str) -> str:
        """What is missing, with what there is for it: an option by its long name and its value, FILE, ACTION (list, show)."""
        for action in self._actions:
            if name in ("/".join(action.option_strings), action.metavar):
                value = action.metavar if isinstance(action.metavar, str) else ""
                known = f" ({', '.join(map(str, action.choices))})" if action.choices else ""
                return " ".join(p for p in (*action.option_strings[-1:], value) if p) + known
        return name


def _complain(message: str) -> int:
    with contextlib.suppress(OSError, ValueError, AttributeError):  # nobody is left to tell
        line = " ".join(f"companion: {message}".split())
        encoding = sys.stderr.encoding or "utf-8"
        print(line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)
    return 2


def command_parser(asked: str = "") -> argparse.ArgumentParser:
    """The parser of the command line; where a command is `asked` for by its name, only that one's is made."""
    parser = _Parser(
        prog="companion", description="A bilingual reading companion for Chinese news.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"companion {__version__}")
    debug = _Parser(add_help=False)
    debug.add_argument("--debug", action="store_true", help="show the traceback of an error")
    parser.set_defaults(debug=False)
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")

    def command(name: str, run: Any, text: str, **more: Any) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name, help=text, description=text, parents=[debug], allow_abbrev=False, **more
        )
        sub.set_defaults(run=run)
        return sub

    for module in (asked,) if asked in _COMMANDS else _COMMANDS:
        import_module(f"companion.commands.{module}").add(command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
