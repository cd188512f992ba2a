"""Headless Chromium, and the reader's real JavaScript on a local page, answered by the real Python."""

from __future__ import annotations

import pytest
from browsers import is_local
from reader_page import open_reader

import companion
from companion.widgets.reader import Reader


@pytest.fixture
def page(browser):
    """A page that fails the test on a script error or a request that leaves this machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    outside, errors = [], []

    def check(route):
        if is_local(route.request.url):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    page.route("**/*", check)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: (errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield page
    context.close()
    assert outside == []
    assert errors == []


@pytest.fixture
def show(page):
    """Shows an article, or a text, in the reader: `show(text, theme="dark", width=400)`.

    `page.reader` is the Python side; it answers the browser's messages.
    """

    def show_reader(article, theme="light", width=None, before="", **options):
        if isinstance(article, str):
            article = companion.read_text(article)
        reader = article if isinstance(article, Reader) else Reader(article, **options)
        return open_reader(page, reader, theme, width, before)

    return show_reader
