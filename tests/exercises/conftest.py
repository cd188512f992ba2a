"""Articles to make exercises of, read once."""

from __future__ import annotations

import pytest

import companion


@pytest.fixture(scope="session")
def read_article(articles):
    known = {}

    def read(name):
        if name not in known:
            known[name] = companion.read(articles / f"{name}.txt")
        return known[name]

    return read


@pytest.fixture(scope="session")
def article(read_article):
    return read_article("dianpian")
