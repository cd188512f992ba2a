"""The handout in a real browser, on screen and on paper."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

import companion

pytestmark = pytest.mark.browser


@pytest.fixture
def handout(articles, tmp_path):
    return companion.write_handout(companion.read(articles / "dianpian.txt"), tmp_path / "page.html")


def test_no_request_leaves_the_page_and_axe_finds_nothing(page, handout):
    """Protects offline readers, and readers who use assistive technology."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(handout.as_uri())
    assert asked == [handout.as_uri()]
    assert page.locator("script").count() == 0
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


def test_a_phone_shows_it_without_scrolling_sideways(page, handout):
    """Protects students who open the page on a phone."""
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(handout.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_it_prints_on_a4_with_page_numbers_and_all_its_text(page, handout):
    """Protects the paper: A4, numbered pages, the first and the last words are there."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils are not installed")
    page.goto(handout.as_uri())
    pdf = handout.with_suffix(".pdf")
    page.pdf(path=str(pdf), prefer_css_page_size=True)
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in info
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages")))
    bare = text.replace(" ", "")
    assert f"1/{pages}" in bare and f"{pages}/{pages}" in bare
    assert "Terms in this article" in text and "Made with Companion" in text


def test_print_is_black_on_white_in_a_dark_theme_too(page, handout):
    """Protects the printer's ink."""
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(handout.as_uri())
    style = "getComputedStyle(document.querySelector('.cmp-page'))"
    assert page.evaluate(f"[{style}.color, {style}.backgroundColor]") == [
        "rgb(0, 0, 0)",
        "rgb(255, 255, 255)",
    ]


def test_hostile_text_runs_nothing(page, tmp_path):
    """Protects students from a page that was made of a hostile text."""
    evil = "</title><script>alert(1)</script><img src=x onerror=alert(1)>電騙"
    path = companion.write_handout(companion.read_text(evil, title=evil), tmp_path / "x.html")
    page.goto(path.as_uri())
    page.wait_for_timeout(150)
    assert page.locator("script, img").count() == 0
