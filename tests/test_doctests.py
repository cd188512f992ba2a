"""The worked examples in the docstrings."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "companion"
NAMES = sorted(
    ".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for p in PACKAGE.rglob("*.py")
    if p.stem != "__main__"
)


@pytest.mark.parametrize("name", NAMES)
def test_worked_examples_give_what_they_show(name, monkeypatch, tmp_path):
    """Protects the documentation from going out of date."""
    monkeypatch.chdir(PACKAGE.parent)
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path))
    result = doctest.testmod(import_module(name))
    assert result.failed == 0
