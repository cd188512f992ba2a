"""What stands on a page beside its article is told by rows, each with an example and its limit."""

from __future__ import annotations

import re

import pytest

from companion.source.web.furniture import page_parts


@pytest.mark.parametrize("part", page_parts().rows, ids=lambda p: p.example)
def test_each_row_knows_its_example_and_its_limit(part):
    """Protects sentences that only begin like the label of a button."""
    fits = re.compile(rf"\s*(?:{part.pattern})\s*", re.I).fullmatch
    assert fits(part.example) and not fits(part.except_)
