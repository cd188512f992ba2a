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
from companion.errors import CompanionError

__all__ = ["main"]

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF, errno.ENXIO, errno.EFBIG)
_NO_CHOICE = re.compile(r"(.+?): invalid choice: (.+) \(choose from (.+)\)", re.DOTALL)  # as argparse says it
_BETWEEN_COLLECTIONS = 50_000  # objects; Python's 700 cost a tenth of a short command
# One module of `companion/commands/` each, in the order of the help.
_COMMANDS = (
    "lab", "read", "annotate", "correct", "handout", "exercises", "export", "glossary", "memory", "words", "backups", "models", "batch",
    "jupyter", "doctor",
)  # fmt: skip


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

    def error(self, message: str) -> NoReturn:
        message = message.removeprefix("argument ")
        if found := _NO_CHOICE.fullmatch(message):
            option, value, choices = found.groups()
            message = f"{option} can't be {value}; there are: {choices.replace(chr(39), '')}"
        sys.exit(_complain(f"{message}; see {self.prog} --help"))


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
