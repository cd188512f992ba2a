"""The start page in a real JupyterLab, Notebook 7 and Voilà, and as `companion lab --app` serves it."""

from __future__ import annotations

import os
import re
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from browsers import is_local
from jupyterlab_server import RUN, started

pytestmark = [pytest.mark.lab, pytest.mark.timeout(400)]

LIBRARY = ".cmp-library .cmp-known"
SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")  # a folder: pictures to be looked at


def begin(page, name):
    """The first minute: an article is open, a hint stands over it, and goes on with the first click. Not so on a later visit."""
    page.locator(f"{LIBRARY}, .cmp-reader .cmp-w").locator("visible=true").first.wait_for(timeout=120_000)
    if page.locator(".cmp-hint-bar").is_visible() and page.locator(".cmp-reader .cmp-w").count():
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS) / f"first-{name}.png")
        hint = page.locator(".cmp-hint-bar", has_text="Click any word")
        hint.wait_for()
        page.locator(".cmp-reader .cmp-w.cmp-term").first.click()
        hint.wait_for(state="hidden")
        page.keyboard.press("Escape")
        page.click("button:text('No more hints')")
        page.locator(".cmp-hint-bar").wait_for(state="hidden")
        page.click("button:text('Back to library')")


def paste_read_and_go_back(page, name):
    """What one does on the page each day."""
    begin(page, name)
    page.wait_for_selector(LIBRARY, timeout=120_000)
    page.fill(".cmp-paste textarea", f"電騙案上升（{name}）\n\n警方昨日公布，上月接獲的電騙案增加三成。")
    page.click("button:text('Save and read')")
    page.wait_for_selector(".cmp-reader .cmp-w")
    page.locator(".cmp-reader .cmp-w", has_text="警方").first.click()
    page.locator(".cmp-card").filter(has_text="police").wait_for(state="visible")
    page.keyboard.press("Escape")
    page.click("button:text('Back to library')")
    page.wait_for_selector(f"{LIBRARY}")
    page.locator(".cmp-library .cmp-title", has_text=name).wait_for()
    assert page.locator(".cmp-reader").count() == 0
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"home-{name}.png")


def test_in_jupyterlab(notebook):
    """Protects the first click in JupyterLab: the notebook that opens has one cell, and it is the whole page."""
    page = notebook("00-home.ipynb", run=False)
    assert page.evaluate("window.panel.content.widgets.length") == 1
    page.evaluate(RUN)
    paste_read_and_go_back(page, "JupyterLab")
    page.locator(".cmp-paste textarea").focus()
    page.keyboard.type("xx")  # cuts a cell where a notebook takes it
    assert page.evaluate("window.panel.content.widgets.length") == 1
    assert page.locator(".cmp-paste textarea").input_value() == "xx"


def test_in_notebook_7(in_notebook7):
    """Protects people who start Jupyter Notebook: the same page, the same keys."""
    page = in_notebook7("00-home.ipynb", wait_for=".cmp-home")
    paste_read_and_go_back(page, "Notebook")
    page.locator(".cmp-library .cmp-title").first.focus()
    page.keyboard.press("x")
    assert page.evaluate("window.panel.content.widgets.length") == 1


def test_in_voila(in_voila):
    """Protects a Voilà that somebody runs themself: the page works there as well."""
    paste_read_and_go_back(in_voila("00-home.ipynb", ".cmp-home"), "Voila")


def test_as_a_page_of_its_own(browser, tmp_path):
    """Protects `companion lab --app`: no code, this machine alone, a token, and no request that leaves the machine."""
    log = tmp_path / "log"
    command = [sys.executable, "-m", "companion", "lab", str(tmp_path / "nb"), "--app", "--no-browser"]
    with started(command, log, {"COMPANION_DATA_DIR": str(tmp_path / "data")}) as server:
        found = None
        for _ in range(240):
            if found := re.search(r"http://127\.0\.0\.1:\d+/\?token=\w{20,}", log.read_text("utf-8")):
                break
            assert server.poll() is None, log.read_text("utf-8")
            time.sleep(0.25)
        assert found, log.read_text("utf-8")
        with urllib.request.urlopen(found[0].partition("?")[0]) as answer:  # without the token: no page
            assert "/login" in answer.url
        outside: list[str] = []
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        page = context.new_page()
        page.on("request", lambda request: None if is_local(request.url) else outside.append(request.url))
        page.goto(found[0], wait_until="domcontentloaded", timeout=120_000)
        paste_read_and_go_back(page, "app")
        assert page.locator(".jp-CodeMirrorEditor, .jp-InputArea-editor").count() == 0
        page.evaluate("fetch('https://example.org/').catch(() => { window.refused = true; })")
        page.wait_for_function("window.refused")
        assert [url for url in outside if "example.org" not in url] == []
        context.close()
