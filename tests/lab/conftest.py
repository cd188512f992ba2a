"""A real JupyterLab with the project's notebooks, and a browser on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from browsers import is_local, require_browser
from jupyterlab_server import OPEN, RUN, running_lab

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The address of a running JupyterLab, and the folder that it serves."""
    require_browser()
    folder = tmp_path_factory.mktemp("lab") / "notebooks"
    shutil.copytree(NOTEBOOKS, folder)
    with running_lab(folder) as address:
        yield address, folder


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

    def open_and_run(name: str, run: bool = True):
        page.goto(f"{address}/lab/tree/{name}?reset", wait_until="domcontentloaded", timeout=120_000)
        page.wait_for_function("window.jupyterapp", timeout=120_000)
        page.evaluate(OPEN, name)
        if run:
            page.evaluate(RUN)
            page.wait_for_selector(".jp-OutputArea-output .cmp-reader .cmp-w", timeout=120_000)
        return page

    yield open_and_run
    context.close()
    assert outside == []
