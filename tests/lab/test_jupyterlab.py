"""The reader in a real JupyterLab."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from browsers import until

pytestmark = [pytest.mark.lab, pytest.mark.timeout(400)]

SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")  # a folder: pictures for the README, to be looked at
CELLS = "window.panel.content.widgets.map((c) => c.model.sharedModel.getSource())"


def screenshot(page, name):
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")


def test_read_a_word_and_keep_the_notebook_as_it_is(notebook):
    """Protects the main job: run all, click a word, see its card; x and arrows stay in the reader."""
    page = notebook("01-read.ipynb")
    before = page.evaluate(CELLS)
    reader = page.locator(".cmp-reader").first
    term = reader.locator(".cmp-w.cmp-term", has_text="騙").first
    term.scroll_into_view_if_needed()
    term.click()
    card = reader.locator(".cmp-card")
    card.filter(has_text="telecom fraud").wait_for(state="visible")
    screenshot(page, "jupyterlab-light")
    page.keyboard.press("Escape")
    assert not card.is_visible()
    active = page.evaluate("window.panel.content.activeCellIndex")
    for key in ("x", "ArrowDown", "d", "d", "a", "ArrowUp"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.evaluate(CELLS) == before
    assert page.evaluate("window.panel.content.activeCellIndex") == active
    assert page.evaluate("document.activeElement.classList.contains('cmp-w')")

    # The theme follows JupyterLab.
    light = reader.evaluate("(e) => getComputedStyle(e).backgroundColor")
    page.evaluate("window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    page.wait_for_function("document.body.dataset.jpThemeLight === 'false'", timeout=60_000)
    until(page, lambda: reader.evaluate("(e) => getComputedStyle(e).backgroundColor") != light)
    screenshot(page, "jupyterlab-dark")
