"""A packages folder of the test's own for what is installed."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _own_packages(tmp_path_factory, monkeypatch):
    from argostranslate import settings

    monkeypatch.setattr(settings, "package_dirs", [tmp_path_factory.mktemp("packages")])
