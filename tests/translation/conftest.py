"""The small real Argos package, installed in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_model import PACKAGE


@pytest.fixture
def packages_folder(tmp_path, monkeypatch) -> Path:
    """An empty packages folder that Argos' settings name."""
    from argostranslate import settings

    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.setattr(settings, "package_data_dir", folder)
    monkeypatch.setattr(settings, "package_dirs", [folder])
    return folder


@pytest.fixture
def small_package(packages_folder, monkeypatch, tmp_path):
    """The small package, installed; what it says is kept in a cache of the test's own."""
    monkeypatch.setattr("companion.translation.cache.cache_folder", lambda: tmp_path / "translations")
    from companion.translation.packages import install_file

    return install_file(PACKAGE)


@pytest.fixture
def no_sockets(monkeypatch):
    """Fails whatever opens a socket."""
    import socket

    def refuse(*arguments, **more):
        pytest.fail("a socket was opened while translating")

    monkeypatch.setattr(socket, "socket", refuse)
