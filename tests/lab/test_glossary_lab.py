"""The glossary editor in a real JupyterLab."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytestmark = [pytest.mark.lab, pytest.mark.timeout(400)]

SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")
CELLS = "window.panel.content.widgets.map((c) => c.model.sharedModel.getSource())"


def test_a_word_of_the_reader_becomes_a_term_and_no_key_reaches_the_notebook(notebook, lab):
    """Protects the way from reading to the glossary, and the notebook's cells."""
    page = notebook("04-glossary.ipynb")
    _, folder = lab
    editor = page.locator(".cmp-glossary").first
    editor.locator(".tabulator-row").first.wait_for(timeout=60_000)
    before = page.evaluate(CELLS)
    word = page.locator(".cmp-reader .cmp-w", has_text="港").first
    word.scroll_into_view_if_needed()
    word.click()
    offer = editor.locator("button", has_text="Term from the reader")
    offer.wait_for(timeout=30_000)
    page.keyboard.press("Escape")
    editor.locator(".cmp-gl-grid").focus()
    active = page.evaluate("window.panel.content.activeCellIndex")
    for key in ("x", "d", "d", "a", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    page.keyboard.press("n")
    page.keyboard.type("打錯字")
    page.keyboard.press("Tab")
    page.keyboard.type("typo")
    page.wait_for_function("document.querySelector('.cmp-glossary [name=pinyin]').placeholder === 'dǎcuòzì'")
    if SCREENSHOTS:
        editor.scroll_into_view_if_needed()
        page.screenshot(path=Path(SCREENSHOTS) / "glossary-lab.png")
    page.keyboard.press("Control+Enter")
    editor.locator(".cmp-gl-said", has_text="打錯字 is saved").wait_for(timeout=30_000)
    assert "打錯字,打错字" in (folder / "class-terms.csv").read_text("utf-8-sig")
    page.keyboard.press("Control+z")
    editor.locator(".cmp-gl-said", has_text="is taken back").wait_for(timeout=30_000)
    assert "打錯字" not in (folder / "class-terms.csv").read_text("utf-8-sig")
    assert page.evaluate(CELLS) == before
    assert page.evaluate("window.panel.content.activeCellIndex") == active
    if SCREENSHOTS:
        page.evaluate(
            "window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
        )
        page.wait_for_function("document.body.dataset.jpThemeLight === 'false'", timeout=60_000)
        page.wait_for_timeout(500)
        page.screenshot(path=Path(SCREENSHOTS) / "glossary-lab-dark.png")
