"""The command `companion glossary`."""

from __future__ import annotations

import argparse
from typing import Any

from companion.commands.shared import Register, print_text

__all__ = ["add"]


def add(command: Register) -> None:
    """Adds `companion glossary` with its actions."""
    glossary = command("glossary", None, "List, show, check and exchange the terms of the glossary.")
    actions = glossary.add_subparsers(metavar="ACTION", title="actions", required=True)

    def action(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=text, description=text, allow_abbrev=False)
        sub.add_argument(
            "--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback of an error"
        )
        sub.set_defaults(run=run)
        return sub

    listing = action("list", _list, "Print the terms, one a line: traditional, pinyin, English.")
    _place(listing)
    listing.add_argument("--domain", help="only the terms of this domain, such as crime")
    showing = action("show", _show, "Print all that the glossary has on a word, in any script.")
    showing.add_argument("word", metavar="WORD", help="a wording, an alias or an id")
    showing.add_argument(
        "--glossary", metavar="PATH", help="a CSV file or folder whose terms win over the curated ones"
    )
    checking = action("check", _check, "Check the curated glossary, or one of your own: all that is wrong.")
    _place(checking)


def _place(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "path",
        metavar="PATH",
        nargs="?",
        help="a CSV file or a folder of them (default: the curated terms and your own)",
    )


def _list(options: argparse.Namespace) -> None:
    from companion.glossary import Glossary

    glossary = Glossary.load(options.path) if options.path else Glossary.layered()
    chosen = [t for t in glossary if not options.domain or t.domain == options.domain]
    if options.domain and not chosen:
        from companion.errors import GlossaryError

        domains = sorted({t.domain for t in glossary})
        raise GlossaryError(
            f"there is no term of the domain '{options.domain}'; there are: {', '.join(domains)}"
        )
    print_text("".join(f"{t.traditional}\t{t.pinyin}\t{'; '.join(t.english)}\n" for t in chosen))


def _show(options: argparse.Namespace) -> None:
    from companion.errors import GlossaryError
    from companion.glossary import Glossary
    from companion.glossary.matching import fold
    from companion.glossary.table import COLUMNS

    glossary = Glossary.layered(options.glossary)
    wanted = fold(options.word)
    found = [
        t
        for t in glossary
        if options.word == t.id or wanted in map(fold, (t.traditional, t.simplified, *t.aliases))
    ]
    if not found:
        raise GlossaryError(f"'{options.word}' is not in the glossary; `companion glossary add` adds it")
    layers = {"": "curated", "project": "project", "personal": "your own"}
    entries = []
    for term in found:
        lines = []
        for column in COLUMNS:
            value = getattr(term, column)
            if text := "; ".join(value) if isinstance(value, tuple) else value:
                lines.append(f"{column:<12}{text}\n")
        entries.append("".join([*lines, f"{'layer':<12}{layers.get(term.layer, term.layer)}\n"]))
    print_text("\n".join(entries))


def _check(options: argparse.Namespace) -> None:
    from companion.errors import GlossaryError
    from companion.glossary import personal_path
    from companion.glossary_check import check

    checked = [check(options.path)]
    if not options.path and personal_path().is_file():
        checked.append(check(personal_path()))
    problems = [p for c in checked for p in c.problems]
    print_text("".join(f"{p}\n" for p in problems))
    terms, files = sum(c.terms for c in checked), sum(c.files for c in checked)
    if problems:
        raise GlossaryError(
            f"{len(problems)} problem{'s' * (len(problems) > 1)} in {terms} terms of {files} file{'s' * (files > 1)}"
        )
    print_text(f"{terms} terms, no errors\n")
