"""The line above a reader's text that says where the article is from."""

from __future__ import annotations

from dataclasses import replace

import pytest

import companion

pytestmark = pytest.mark.browser


def test_who_published_it_stands_above_the_text(show):
    """Protects a learner's question where a text is from, and the page from a name that is markup."""
    article = companion.read_text("警方打擊電騙\n\n警方昨日拘捕三名疑犯。", translator=None)
    page = show(replace(article, source="晨報 <b>x</b>", author="陳大文", date="2026-11-26"))
    line = page.locator(".cmp-from")
    assert line.inner_text() == "晨報 <b>x</b> · 陳大文 · 2026-11-26"
    assert line.bounding_box()["y"] < page.locator(".cmp-p").first.bounding_box()["y"]
