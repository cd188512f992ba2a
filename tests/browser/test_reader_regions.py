"""The panel of words that differ by region, in the reader."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_panel_shows_what_regions_say_differently(show, theme):
    """Protects the comparison: a key opens it, it is accessible, and it is not offered without such words."""
    from axe_playwright_python.sync_playwright import Axe

    page = show("警方打擊電騙，乘的士到場。", theme=theme)
    page.locator(".cmp-reader .cmp-w").first.focus()
    page.keyboard.press("g")
    panel = page.locator(".cmp-regions")
    panel.wait_for(state="visible")
    assert "出租车" in panel.inner_text() and "計程車" in panel.inner_text()
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"regions-{theme}.png")
    result = Axe().run(page, ".cmp-regions")
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in result.response["violations"]] == []
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")


def test_the_panel_is_not_offered_without_such_words(show):
    """Protects the bar from a button that leads nowhere."""
    page = show("你好嗎？")
    assert not page.locator(
        "button[title*='Hong Kong, mainland, Taiwan'], button[aria-label*='Hong Kong, mainland, Taiwan']"
    ).first.is_visible()
