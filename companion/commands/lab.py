"""The command `companion lab`."""

from __future__ import annotations

import argparse
import os
import sys

from companion.commands.shared import Register

__all__ = ["add"]

# JupyterLab would otherwise look for news and for newer versions of itself.
_OFFLINE_LAB = (
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)


def add(command: Register) -> None:
    """Adds `companion lab`."""
    lab = command("lab", _lab, "Open JupyterLab on the reading notebook.")
    lab.add_argument(
        "folder", nargs="?", help="where the notebooks are or shall be put (default: companion-notebooks)"
    )
    lab.add_argument("--no-browser", action="store_true", help="start the server without opening a browser")
    lab.add_argument("--port", type=int, help="the port to listen on")


def _lab(options: argparse.Namespace) -> int:
    from companion.commands.notebooks import prepare_notebooks
    from companion.jupyter import lab_environment

    notebook = prepare_notebooks(options.folder)
    command = [sys.executable, "-m", "jupyterlab", str(notebook), *_OFFLINE_LAB]
    if options.no_browser:
        command.append("--no-browser")
    if options.port:
        command.append(f"--port={options.port}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    import subprocess

    return subprocess.call(command, env=lab_environment())
