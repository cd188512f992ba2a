"""Starts a JupyterLab, a Notebook 7 or a Voilà on a folder: for the tests, and for measuring.

Each listens on 127.0.0.1 only, with no token, and looks for no news and no newer version of itself.
Where its settings lie is said by the environment (`JUPYTER_CONFIG_DIR` …; see tests/conftest.py).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from browsers import is_local

# What `page.evaluate` needs in the page of a notebook: `window.panel` is the notebook's.
_READY = """
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  window.panel = panel;
  app.shell.activateById(panel.id);
}"""
OPEN = (
    """async (name) => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = await app.commands.execute('docmanager:open', {path: name});"""
    + _READY
)
# Notebook 7 shows one document on a page, the one of its address.
OPEN_NOTEBOOK = (
    """async (name) => {
  const app = window.jupyterapp;
  await app.restored;
  while (!app.shell.currentWidget?.context) await new Promise((done) => setTimeout(done, 50));
  const panel = app.shell.currentWidget;"""
    + _READY
)
RUN = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"

_OFFLINE_LAB = (
    "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)  # fmt: skip
# Voilà's own page asks for its icons elsewhere; they are stopped as all else is, and are no fault of ours.
VOILA_ICONS = "https://cdn.jsdelivr.net/npm/@fortawesome/"
_SERVER = (
    "--no-browser",
    "--ip=127.0.0.1",
    "--allow-root",
    "--IdentityProvider.token=",
    "--ServerApp.password=",
)


@contextlib.contextmanager
def running_lab(folder: Path, *more: str, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a JupyterLab that serves `folder`; it ends with the block."""
    command = [
        sys.executable, "-m", "jupyterlab", *_SERVER, *_OFFLINE_LAB,
        "--LabApp.expose_app_in_browser=True", f"--ServerApp.root_dir={folder}", *more,
    ]  # fmt: skip
    with running(command, folder, "api/status", environment) as address:
        yield address


@contextlib.contextmanager
def running_notebook(folder: Path, *more: str, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a Notebook 7 that serves `folder`; it ends with the block."""
    # Notebook 7 loads JupyterLab's extension too, whose options are not the notebook's own.
    command = [
        sys.executable, "-m", "notebook", *_SERVER, *_OFFLINE_LAB,
        "--JupyterNotebookApp.expose_app_in_browser=True", f"--ServerApp.root_dir={folder}", *more,
    ]  # fmt: skip
    with running(command, folder, "api/status", environment) as address:
        yield address


@contextlib.contextmanager
def running_voila(folder: Path, *more: str, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a Voilà that serves the notebooks of `folder`; it ends with the block."""
    command = [
        sys.executable, "-m", "voila", "--no-browser", "--Voila.ip=127.0.0.1", "--token=",
        "--show_tracebacks=True", f"--Voila.root_dir={folder}", *more, str(folder),
    ]  # fmt: skip
    with running(command, folder, "voila/tree", environment) as address:
        yield address


@contextlib.contextmanager
def running(
    command: Sequence[str], folder: Path, answers: str, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The address of a server that `command` starts on a free port, once it answers at `answers`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    name = next((part for part in ("companion", "notebook", "voila") if part in command), "lab")
    log = folder.parent / f"{name}-{port}.log"
    address = f"http://127.0.0.1:{port}"
    with started([*command, f"--port={port}"], log, environment, cwd=folder) as server:
        for _ in range(240):
            if server.poll() is not None:
                raise RuntimeError(f"{name} ended at once:\n{log.read_text()[-2000:]}")
            try:
                urllib.request.urlopen(f"{address}/{answers}", timeout=2).close()
                break
            except OSError:
                time.sleep(0.25)
        else:
            raise RuntimeError(f"{name} did not start within a minute:\n{log.read_text()[-2000:]}")
        yield address


@contextlib.contextmanager
def started(
    command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None, **more: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the block, and with this process where that is killed."""
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env={**os.environ, **(environment or {})},
            preexec_fn=_end_with_parent if sys.platform == "linux" else None, **more,
        )  # fmt: skip
    try:
        yield server
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:  # a busy machine: its kernels end by themselves where it is gone
            server.kill()
            server.wait()


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


@contextlib.contextmanager
def offline_page(browser: Any, **context: Any) -> Iterator[Any]:
    """A page of the browser on which every request that leaves this machine is stopped, and fails the test."""
    outside: list[str] = []
    opened = browser.new_context(**{"viewport": {"width": 1500, "height": 1000}, **context})

    def check(route: Any) -> None:
        if is_local(route.request.url):
            route.continue_()
            return
        route.abort()
        if not route.request.url.startswith(VOILA_ICONS):
            outside.append(route.request.url)

    opened.route("**/*", check)
    try:
        yield opened.new_page()
    finally:
        opened.close()
    assert not outside, f"the page asked for {outside}"


def open_in_lab(page: Any, address: str, name: str) -> None:
    """Opens a notebook of a `running_lab` in the page; `window.panel` is then its panel, its kernel ready."""
    page.goto(f"{address}/lab/tree/{name}?reset", wait_until="domcontentloaded", timeout=120_000)
    page.wait_for_function("window.jupyterapp", timeout=120_000)
    page.evaluate(OPEN, name)


def open_in_notebook(page: Any, address: str, name: str) -> None:
    """Opens a notebook of a `running_notebook` in the page; `window.panel` is then its panel."""
    page.goto(f"{address}/notebooks/{name}", wait_until="domcontentloaded", timeout=120_000)
    page.wait_for_function("window.jupyterapp", timeout=120_000)
    page.evaluate(OPEN_NOTEBOOK, name)


def open_in_voila(page: Any, address: str, name: str) -> None:
    """Opens a notebook of a `running_voila`, which runs it; wait for what its cells show."""
    page.goto(f"{address}/voila/render/{name}", wait_until="domcontentloaded", timeout=120_000)
