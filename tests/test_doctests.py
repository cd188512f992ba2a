"""The worked examples in the docstrings."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "companion"
NAMES = sorted(
    ".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for p in PACKAGE.rglob("*.py")
    if p.stem != "__main__"
)


def test_worked_examples_give_what_they_show(subtests, monkeypatch, tmp_path):
    """Protects the documentation from going out of date."""
    for name in NAMES:
        with subtests.test(name), monkeypatch.context() as own:
            own.chdir(PACKAGE.parent)
            own.setenv("COMPANION_DATA_DIR", str(tmp_path / name))
            assert doctest.testmod(import_module(name)).failed == 0
