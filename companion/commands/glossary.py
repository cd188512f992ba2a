"""The command `companion glossary`."""

from __future__ import annotations

import argparse

from companion.commands.shared import Register, print_text

__all__ = ["add"]


def add(command: Register) -> None:
    """Adds `companion glossary`."""
    glossary = command("glossary", _glossary, "Check or list the curated glossary, or one of your own.")
    glossary.add_argument("action", choices=("check", "list"))
    glossary.add_argument(
        "path", nargs="?", help="a CSV file or a folder of them (default: the curated terms)"
    )


def _glossary(options: argparse.Namespace) -> int:
    from companion.glossary import Glossary

    glossary = Glossary.load(options.path)
    if options.action == "list":
        print_text("".join(f"{t.traditional}\t{t.pinyin}\t{'; '.join(t.english)}\n" for t in glossary))
    else:
        print_text(f"{len(glossary)} terms, no errors\n")
    return 0
