"""A lesson of exercises in a real JupyterLab."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytestmark = [pytest.mark.lab, pytest.mark.timeout(400)]

SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")
CELLS = "window.panel.content.widgets.map((c) => c.model.sharedModel.getSource())"


def test_an_answer_is_marked_by_the_kernel_and_no_key_reaches_the_notebook(notebook):
    """Protects the lesson: type, Enter, see the mark; x and d in the exercises leave the cells alone."""
    page = notebook("02-exercises.ipynb", wait_for=".cmp-ex")
    before = page.evaluate(CELLS)
    exercises = page.locator(".cmp-ex").filter(has=page.locator("input.cmp-ex-input")).first
    exercises.wait_for(timeout=120_000)
    exercises.scroll_into_view_if_needed()
    field = exercises.locator("input.cmp-ex-input").first
    field.click()
    page.keyboard.type("xdd")
    assert field.input_value() == "xdd"
    page.keyboard.press("Enter")
    said = exercises.locator(".cmp-ex-message").filter(has_text="Not ").first
    said.wait_for(timeout=30_000)
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / "exercises-lab.png")
    assert exercises.locator(".cmp-ex-step").first.get_attribute("aria-label") == "Exercise 1: not right yet"
    page.keyboard.press("Escape")
    assert page.evaluate(CELLS) == before
