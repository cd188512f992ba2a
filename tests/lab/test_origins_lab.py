"""The notebook 05-english in a real JupyterLab, with the small Argos package installed."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest

pytestmark = [pytest.mark.lab, pytest.mark.timeout(400)]

SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")
PACKAGE = Path(__file__).parents[1] / "argos" / "translate-zh_en-0_1.argosmodel"
INSTALL = """import os
os.environ["ARGOS_PACKAGES_DIR"] = {folder!r}
os.environ["COMPANION_CACHE_DIR"] = {cache!r}
from companion.translation.packages import install_file
install_file({package!r})"""


def test_memory_machine_and_gloss_are_seen_side_by_side(lab, notebook, tmp_path):
    """Protects what a reader sees of the English: each sentence of one article with its own origin beside it."""
    _, folder = lab
    (tmp_path / "packages").mkdir()
    made = nbformat.read(folder / "05-english.ipynb", as_version=4)
    install = INSTALL.format(
        folder=str(tmp_path / "packages"), cache=str(tmp_path / "cache"), package=str(PACKAGE)
    )
    made.cells.insert(0, nbformat.v4.new_code_cell(install))
    nbformat.write(made, folder / "origins.ipynb")
    page = notebook("origins.ipynb")
    reader = page.locator(".cmp-reader").first
    reader.scroll_into_view_if_needed()
    reader.locator(".cmp-e .cmp-origin").nth(3).wait_for(timeout=60_000)
    shown = reader.locator(".cmp-e .cmp-origin").all_text_contents()
    assert shown == ["memory", "machine", "machine", "word gloss"]
    assert "All schools suspend classes today." in reader.text_content()
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / "origins-lab.png")
