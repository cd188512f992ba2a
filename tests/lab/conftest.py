"""A real JupyterLab with the project's notebooks, and a browser on it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from browsers import is_local, require_browser

OPEN = """async (name) => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = await app.commands.execute('docmanager:open', {path: name});
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  window.panel = panel;
  app.shell.activateById(panel.id);
  await app.commands.execute('notebook:run-all-cells');
}"""
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The address of a running JupyterLab, and the folder that it serves."""
    require_browser()
    folder = tmp_path_factory.mktemp("lab") / "notebooks"
    shutil.copytree(NOTEBOOKS, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder.parent / "lab.log"
    arguments = [
        sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}", "--ip=127.0.0.1", "--allow-root",
        "--IdentityProvider.token=", "--ServerApp.password=", "--LabApp.expose_app_in_browser=True",
        "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        f"--ServerApp.root_dir={folder}",
    ]  # fmt: skip
    with log.open("wb") as out:
        server = subprocess.Popen(
            arguments, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env={**os.environ}
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            if server.poll() is not None:
                pytest.fail(f"JupyterLab ended at once:\n{log.read_text()[-2000:]}")
            try:
                urllib.request.urlopen(f"{address}/api/status", timeout=2).close()
                break
            except OSError:
                time.sleep(0.25)
        else:
            pytest.fail(f"JupyterLab did not start within a minute:\n{log.read_text()[-2000:]}")
        yield address, folder
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()


@pytest.fixture
def notebook(lab, browser):
    """Opens a notebook, runs all its cells, and gives the page: `notebook("01-read.ipynb")`."""
    address, _ = lab
    outside: list[str] = []
    context = browser.new_context(viewport={"width": 1500, "height": 1000})
    page = context.new_page()

    def check(route):
        if is_local(route.request.url):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    page.route("**/*", check)

    def open_and_run(name: str):
        page.goto(f"{address}/lab/tree/{name}?reset", wait_until="domcontentloaded", timeout=120_000)
        page.wait_for_function("window.jupyterapp", timeout=120_000)
        page.evaluate(OPEN, name)
        page.wait_for_selector(".jp-OutputArea-output .cmp-reader .cmp-w", timeout=120_000)
        return page

    yield open_and_run
    context.close()
    assert outside == []
