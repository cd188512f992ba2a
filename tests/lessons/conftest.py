"""An article with its translations, read once for all exports."""

from __future__ import annotations

from pathlib import Path

import pytest

import companion


@pytest.fixture(scope="session")
def article():
    return companion.read(Path(__file__).parents[2] / "notebooks" / "articles" / "dianpian.txt")
