"""The reader in a real Notebook 7 and in Voilà."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytestmark = [pytest.mark.lab, pytest.mark.timeout(400)]

SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")  # a folder: pictures to be looked at


def screenshot(page, name):
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")


def _a_word_has_its_card(page):
    reader = page.locator(".cmp-reader").first
    term = reader.locator(".cmp-w.cmp-term", has_text="騙").first
    term.scroll_into_view_if_needed()
    term.click()
    reader.locator(".cmp-card").filter(has_text="telecom fraud").wait_for(state="visible")


def test_read_a_word_in_notebook_7(in_notebook7):
    """Protects people who start Jupyter Notebook: the reading notebook works there, without the network."""
    page = in_notebook7("01-read.ipynb")
    _a_word_has_its_card(page)
    screenshot(page, "notebook-7")


def test_read_a_word_in_voila(in_voila):
    """Protects a class that is shown a notebook as a page: the reader works in Voilà, without the network."""
    page = in_voila("01-read.ipynb")
    _a_word_has_its_card(page)
    screenshot(page, "voila")
