"""The manual as a site: `make docs` (Sphinx, MyST and the PyData theme), into build/docs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import companion

ROOT = Path(__file__).resolve().parents[1]

project = "Companion"
author = "the authors of Companion"
copyright = "the authors of Companion; code MIT, glossary CC BY 4.0"
version = release = companion.__version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]
exclude_patterns = ["examples", "_build"]
html_theme = "pydata_sphinx_theme"
html_title = f"Companion {release}"
html_theme_options = {
    "show_toc_level": 2,
    "navigation_with_keys": False,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
}
html_sidebars = {"index": []}

myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
# The notebooks are run; a widget shows its static view, which needs no network.
nb_execution_mode = "force"
nb_execution_timeout = 240
nb_execution_raise_on_error = True
nb_mime_priority_overrides = [("html", "text/html", 0)]
nb_execution_show_tb = True
nb_ipywidgets_js = {}  # its default asks two CDNs for scripts
suppress_warnings = ["mystnb.unknown_mime_type"]

autodoc_typehints = "description"
autodoc_member_order = "bysource"
autosummary_generate = True
napoleon_google_docstring = True
napoleon_numpy_docstring = True
nitpicky = False


def lessons(folder: Path) -> None:
    """The notebooks and what they read, put where Sphinx looks; made anew at each build, never committed."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(
        ROOT / "notebooks",
        folder,
        ignore=shutil.ignore_patterns(".*", "handouts", "class-terms.csv", "00-home.ipynb"),
    )


def commands() -> str:
    """A page with the help of each command, out of the command itself."""
    from companion.cli import command_parser

    def section(name: str, command, depth: int) -> list[str]:
        text = command.format_help()
        lines = [f"{'#' * depth} `{name}`", "", "```text", text.rstrip(), "```", ""]
        for action in command._actions:
            if action.__class__.__name__ == "_SubParsersAction":
                for word, sub in action.choices.items():
                    lines += section(f"{name} {word}", sub, depth + 1)
        return lines

    head = ["# The command", "", "Printed by `companion COMMAND --help`.", ""]
    return "\n".join(head + section("companion", command_parser(), 2)) + "\n"


def outside(app, docname: str, source: list[str]) -> None:
    """Links out of docs/ to a file of the checkout are named as such: the site has none of them."""
    source[0] = re.sub(r"\[([^\]]+)\]\((\.\./(?!images)[^)]+)\)", r"\1 (`\2`)", source[0]).replace(
        "(`../", "(`"
    )


def setup(app) -> None:
    here = Path(app.srcdir)
    lessons(here / "notebooks")
    (here / "command.md").write_text(commands(), "utf-8")
    app.connect("source-read", outside)
