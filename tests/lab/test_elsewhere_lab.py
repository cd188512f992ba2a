"""The reader in a real Voilà, and the notebooks of an earlier version."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

pytestmark = [pytest.mark.lab, pytest.mark.timeout(400)]

SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")  # a folder: pictures to be looked at


def screenshot(page, name):
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")


def test_read_a_word_in_voila(in_voila):
    """Protects a class that is shown a notebook as a page: the reader works in Voilà, without the network."""
    page = in_voila("01-read.ipynb")
    reader = page.locator(".cmp-reader").first
    term = reader.locator(".cmp-w.cmp-term", has_text="騙").first
    term.scroll_into_view_if_needed()
    term.click()
    reader.locator(".cmp-card").filter(has_text="telecom fraud").wait_for(state="visible")
    screenshot(page, "voila")


def test_a_notebook_of_version_0_1_0_still_shows_its_text(lab, notebook):
    """Protects people's saved notebooks: reopened without running, reader and exercises of 0.1.0 are there.

    One that was sent by somebody else is not trusted by Jupyter: there the static view is shown.
    """
    _, folder = lab
    kept = Path(__file__).parents[1] / "fixtures" / "0.1.0" / "news.ipynb"
    shutil.copyfile(kept, folder / "sent.ipynb")
    page = notebook("sent.ipynb", run=False)
    page.locator(".jp-OutputArea-output .cmp-fallback, .jp-OutputArea-output h3").first.wait_for()
    sent = page.locator(".jp-OutputArea-output").first.inner_text()
    assert "lè" in sent and "within 30 minutes" in sent

    made = nbformat.read(folder / "sent.ipynb", as_version=4)
    made.cells[0].source += "  # mine"
    NotebookNotary().sign(made)
    nbformat.write(made, folder / "mine.ipynb")
    page = notebook("mine.ipynb", run=False)
    page.wait_for_selector(".jp-OutputArea-output .cmp-reader .cmp-w", timeout=60_000)
    reader = page.locator(".cmp-reader").first
    assert reader.locator("rt", has_text="lè").count()
    reader.locator(".cmp-w.cmp-term", has_text="騙").first.click()
    reader.locator(".cmp-card", has_text="telecom fraud").first.wait_for(timeout=30_000)
    assert page.locator(".cmp-ex").count() == 1
    screenshot(page, "of-0.1.0")
