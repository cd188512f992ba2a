"""What stands on a page beside its article is told by rows, each with an example and its limit."""

from __future__ import annotations

import re

import pytest
from lxml import html
from steps import growth

from companion.source.web.furniture import parts_of
from companion.source.wording import page_parts


@pytest.mark.parametrize("part", page_parts().rows, ids=lambda p: p.example)
def test_each_row_knows_its_example_and_its_limit(part):
    """Protects sentences that only begin like the label of a button."""
    fits = re.compile(rf"\s*(?:{part.pattern})\s*", re.I).fullmatch
    assert fits(part.example) and not fits(part.except_)


@pytest.mark.parametrize("tag", ["div class='related-news'", "aside", "div style='display:none'"])
def test_named_elements_in_each_other_are_weighed_once(tag):
    """Protects a page of parts in parts from being counted anew for each: twice as deep takes twice the steps."""

    def weighed(n):
        page = html.fromstring(f"<{tag}>" * n + "<p>警方公布數字。</p>" + f"</{tag.split()[0]}>" * n)
        return lambda: parts_of(page)

    assert growth(weighed, 40) < 2.2
