"""Every test runs in folders of its own and without the network."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import sys
import tempfile
from pathlib import Path

# Where Python is told to keep no bytecode, each process of the tests would compile all libraries anew, which takes longer
# than most tests: it is kept in a folder of the checkout's own, for this process and those that it starts.
if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / "build" / "bytecode")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

import kept_index
from temporary import own_folder

# jsonschema would build a grammar of international addresses in each worker, a second and a half; no schema here asks for one.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

# Set before anything is imported: argostranslate and Jupyter read them at import. The process that starts the workers
# makes one folder and removes it; each worker has a folder in it.
if "PYTEST_XDIST_WORKER" in os.environ:
    _FOLDER = Path(os.environ["COMPANION_TESTS_FOLDER"]) / os.environ["PYTEST_XDIST_WORKER"]
else:
    os.environ.setdefault(
        "PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir()
    )  # where pytest's own are to be looked at
    _FOLDER = own_folder("companion-tests-")
    os.environ["COMPANION_TESTS_FOLDER"] = str(_FOLDER)
tempfile.tempdir = os.environ["TMPDIR"] = str(_FOLDER / "tmp")
(_FOLDER / "tmp").mkdir(parents=True)
for _name, _place in {
    "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config",
    "COMPANION_CACHE_DIR": "cache/companion", "COMPANION_DATA_DIR": "data/companion", "ARGOS_PACKAGES_DIR": "argos",
    "JUPYTER_CONFIG_DIR": "jupyter/config", "JUPYTER_DATA_DIR": "jupyter/data",
    "JUPYTER_RUNTIME_DIR": "jupyter/runtime", "IPYTHONDIR": "ipython",
}.items():  # fmt: skip
    os.environ[_name] = str(_FOLDER / _place)

_CACHE = Path(os.environ["COMPANION_CACHE_DIR"])
kept_index.bring(_CACHE)


def pytest_sessionfinish():
    """Keeps for the next run what takes seconds to make."""
    kept_index.keep(_CACHE)


# A busy machine fails no test: neither for a slow example nor for slow making of examples.
for _name, _examples in {"quick": 20, "thorough": 100}.items():
    settings.register_profile(
        _name, max_examples=_examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile("quick")  # `make test` asks for the other one

_connect = socket.socket.connect
_look_up = socket.getaddrinfo
_LOCAL = ("127.", "::1", "localhost", "0.0.0.0")


def _is_local(host: object) -> bool:
    return host in (None, "", b"") or str(host).startswith(_LOCAL)


def pytest_collection_modifyitems(items):
    """Begins with the files that take long, so that at the end no processor waits for one of them."""
    long = {i.path for i in items if any(i.get_closest_marker(m) for m in ("lab", "slow"))}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(autouse=True)
def _offline(monkeypatch):
    """Fails a test that asks for an outside host."""

    def connect(self, address):
        if isinstance(address, tuple) and not _is_local(address[0]):
            pytest.fail(f"the test asked for an outside host: {address[0]}")
        return _connect(self, address)

    def look_up(host, *arguments, **more):
        if not _is_local(host):
            pytest.fail(f"the test looked up an outside host: {host}")
        return _look_up(host, *arguments, **more)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.fixture(scope="session")
def ready_index() -> Path:
    """The dictionary's index of this run: a test of where it is kept copies it, for making it takes seconds."""
    from companion.language.dictionary.index import open_index

    open_index()[0].close()
    path = max(
        _CACHE.glob("cedict-*.sqlite"), key=lambda file: file.stat().st_mtime
    )  # older ones may lie there
    return path


@pytest.fixture
def index_is_copied(ready_index, monkeypatch) -> Path:
    """Where an index is made, it is the ready one."""

    def fill(connection):
        with contextlib.closing(sqlite3.connect(ready_index)) as made:
            made.backup(connection)

    monkeypatch.setattr("companion.language.dictionary.index._fill", fill)
    return ready_index


@pytest.fixture(scope="session")
def newspaper_page() -> Path:
    """A real newspaper page that is no part of the project."""
    path = Path(__file__).parents[2] / "shared" / "articles" / "wenweipo-2025-02-09.txt"
    if not path.is_file():
        pytest.skip("the real newspaper page is not on this machine")
    return path


@pytest.fixture(scope="session")
def articles() -> Path:
    """The folder of the project's own articles."""
    return Path(__file__).parents[1] / "notebooks" / "articles"


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium for all tests: Playwright can be started once in a process."""
    from browsers import ARGUMENTS, require_browser

    path = require_browser()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, chromium_sandbox=False, args=ARGUMENTS)
        yield running
        running.close()
