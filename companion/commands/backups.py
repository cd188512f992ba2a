"""The command `companion backups`."""

from __future__ import annotations

import argparse
from pathlib import Path

from companion.commands.shared import Register, print_text, whole_number
from companion.errors import InputError

__all__ = ["add"]


def add(command: Register) -> None:
    """Adds `companion backups`."""
    backups = command(
        "backups",
        _backups,
        "The earlier states of your own files: list them, put one back. What stood there is kept too.",
    )
    backups.add_argument("action", choices=("list", "restore"), metavar="ACTION", help="list or restore")
    backups.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="such as class.csv or article.txt.companion.toml (list: without it your own words, terms and translations)",
    )
    backups.add_argument(
        "--number",
        type=whole_number,
        metavar="N",
        help="restore: which state, as list says it (default: the latest)",
    )


def _backups(options: argparse.Namespace) -> int:
    from companion.files import backups, restore

    if options.action == "restore":
        if not options.file:
            raise InputError(
                "which file is to be put back? companion backups restore FILE; list says which there are"
            )
        chosen = restore(options.file, options.number)
        print_text(
            f"{options.file} is as it was {chosen.written:%Y-%m-%d %H:%M:%S} (number {chosen.number})\n"
        )
        return 0
    files = [Path(options.file)] if options.file else _own()
    lines = [
        f"{file}  number {b.number}, {b.written:%Y-%m-%d %H:%M:%S}, {b.size:,} bytes\n"
        for file in files
        for b in backups(file)
    ]
    print_text("".join(lines) or "no earlier state is kept: nothing of yours was changed yet\n")
    return 0


def _own() -> list[Path]:
    """The files of the data folder that have earlier states, also those that are gone."""
    from companion.files.backups import FOLDER
    from companion.files.folders import data_folder

    kept = data_folder() / FOLDER
    return [data_folder() / p.name for p in sorted(kept.iterdir()) if p.is_dir()] if kept.is_dir() else []
