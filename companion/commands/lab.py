"""The command `companion lab`."""

from __future__ import annotations

import argparse
import os
import sys

from companion.commands.shared import Register
from companion.errors import InputError

__all__ = ["add"]

# JupyterLab would otherwise look for news and for newer versions of itself.
_OFFLINE_LAB = (
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)
# What Voilà may do is said in companion/jupyter/config/voila.json: it listens on this machine, wants the token that is in
# the address it opens and prints, and tells the browser to ask no other machine (its own page wants icons from one, and
# an article could name a picture).


def add(command: Register) -> None:
    """Adds `companion lab`."""
    lab = command("lab", _lab, "Open the start page in JupyterLab, or as a page of its own.")
    lab.add_argument(
        "folder", nargs="?", help="where the notebooks are or shall be put (default: companion-notebooks)"
    )
    lab.add_argument(
        "--app", action="store_true", help="as a page without notebook and code, by Voilà (extra: app)"
    )
    lab.add_argument("--no-browser", action="store_true", help="start the server without opening a browser")
    lab.add_argument("--port", type=int, help="the port to listen on")


def _lab(options: argparse.Namespace) -> int:
    from companion.commands.notebooks import prepare_notebooks
    from companion.jupyter import lab_environment

    if options.port is not None and not 0 < options.port < 65_536:
        raise InputError(f"--port {options.port}: there is no such port; it is a number from 1 to 65535")
    if options.app:
        check_app()
    notebook = prepare_notebooks(options.folder)
    if options.app:
        command = [sys.executable, "-m", "voila", str(notebook)]
    else:
        command = [sys.executable, "-m", "jupyterlab", str(notebook), *_OFFLINE_LAB]
    if options.no_browser:
        command.append("--no-browser")
        if not options.app:  # the address that is printed leads to the start page
            command.append(f"--LabApp.default_url=/lab/tree/{notebook.name}")
    if options.port:
        command.append(f"--port={options.port}")
    if not options.app and hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return _run(command, lab_environment())


def _run(command: list[str], environment: dict[str, str]) -> int:
    """Becomes the server: whoever ends, or kills, this command ends the server, which would go on alone with its kernels."""
    if sys.platform != "win32":
        sys.stdout.flush()
        os.execve(command[0], command, environment)
    import subprocess

    with subprocess.Popen(command, env=environment) as server:  # Windows can't: a console would not wait
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:  # the server hears the same key, and may ask whether it is meant
                continue


def check_app() -> None:
    """Raises `InputError` where Voilà is not installed."""
    from importlib.util import find_spec

    if find_spec("voila") is None:
        raise InputError(
            "--app needs Voilà: pip install 'hanzi-companion[app]'; without --app the page opens in JupyterLab"
        )
