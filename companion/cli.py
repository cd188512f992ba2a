"""The command `companion`: it mirrors the library.

Errors are one line on standard error and exit code 2; `--debug` shows the traceback instead.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from companion import __version__
from companion.errors import CompanionError

__all__ = ["main"]

# One module of `companion/commands/` each, in the order of the help.
_COMMANDS = (
    "lab", "annotate", "correct", "handout", "exercises", "export", "glossary", "memory", "models", "batch", "doctor",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code: 0, 2 for an error, 130 when interrupted."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not getattr(options, "run", None):
        parser.print_help()
        return 0
    try:
        return options.run(options) or 0
    except CompanionError as error:
        if options.debug:
            raise
        return _complain(str(error))
    except BrokenPipeError:
        # The reader of our output has gone (companion annotate … | head); say nothing more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except (OSError, RecursionError, MemoryError) as error:
        if options.debug:
            raise
        return _complain(f"{type(error).__name__}: {error}; run again with --debug to see where")


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the words of a command."""

    def error(self, message: str) -> NoReturn:
        sys.exit(_complain(f"{message}; see {self.prog} --help"))


def _complain(message: str) -> int:
    line = f"companion: {message}"
    encoding = sys.stderr.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
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

    for module in _COMMANDS:
        import_module(f"companion.commands.{module}").add(command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
