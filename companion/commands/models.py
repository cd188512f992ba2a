"""The command `companion models`."""

from __future__ import annotations

import argparse

from companion.commands.shared import Register, print_text, show_progress
from companion.errors import InputError

__all__ = ["add"]


def add(command: Register) -> None:
    """Adds `companion models`."""
    models = command(
        "models", _models, "List, install or remove offline translation models (Argos packages)."
    )
    models.add_argument("action", choices=("list", "install", "remove"))
    models.add_argument(
        "name", nargs="?", help="translate-zt_en (Traditional) or translate-zh_en (Simplified)"
    )
    models.add_argument(
        "--from", dest="file", metavar="FILE", help="install a package file that you already have"
    )


def _models(options: argparse.Namespace) -> int:
    from companion.translation import packages

    if options.action == "list":
        found = packages.installed()
        for package in found:
            print_text(f"{package}\n")
        if not found:
            print_text(f"{packages.MISSING}\n")
        return 0
    if options.action == "install" and options.file:
        package = packages.install_file(options.file)
        print_text(f"installed {package}\n")
        return 0
    if not options.name:
        raise InputError(
            f"companion models {options.action} needs a name: translate-zt_en or translate-zh_en"
        )
    if options.action == "install":
        package = packages.install(options.name, progress=show_progress)
        print_text(f"installed {package}\n")
    else:
        packages.remove(options.name)
        print_text(f"removed {options.name}\n")
    return 0
