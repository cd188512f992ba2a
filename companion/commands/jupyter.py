"""The command `companion jupyter`."""

from __future__ import annotations

import argparse

from companion.commands.shared import Register, print_text

__all__ = ["add"]

_EXAMPLES = """\
examples:
  companion jupyter setup            plain JupyterLab and Notebook 7 save readers in the notebook from now on
  companion jupyter setup --remove   takes it back
  companion jupyter                  tells how it is

What is written are files of Companion's own beside your settings; companion lab needs none of it.
"""


def add(command: Register) -> None:
    """Adds `companion jupyter`."""
    sub = command(
        "jupyter",
        _jupyter,
        "Have JupyterLab and Notebook 7 save readers in a notebook, so that they are there when it is reopened.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sub.add_argument("action", nargs="?", choices=("setup",), metavar="ACTION", help="setup")
    sub.add_argument("--remove", action="store_true", help="setup: take back what it wrote")


def _jupyter(options: argparse.Namespace) -> None:
    from companion import jupyter
    from companion.errors import InputError

    if options.action is None:
        if options.remove:
            raise InputError("--remove belongs to: companion jupyter setup --remove")
        saved = jupyter.saves_widgets()
        how = "saves readers in a notebook" if saved else "does not save readers in a notebook"
        more = "" if saved else "; to have them saved: companion jupyter setup"
        print_text(f"a JupyterLab or Notebook 7 that you start {how}{more}\n")
        return
    lines = jupyter.remove_set_up() if options.remove else jupyter.set_up()
    print_text("".join(f"{line}\n" for line in lines))
    if not options.remove:
        print_text("reload the pages that are open; to take it back: companion jupyter setup --remove\n")
