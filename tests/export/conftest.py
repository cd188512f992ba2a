"""An article with its translations, read once for all exports."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import companion

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def article():
    return companion.read(Path(__file__).parents[2] / "notebooks" / "articles" / "dianpian.txt")
