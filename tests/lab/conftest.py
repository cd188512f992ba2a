"""A real JupyterLab, Notebook 7 and Voilà with the project's notebooks, and a browser on each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from browsers import require_browser
from jupyterlab_server import (
    RUN,
    offline_page,
    open_in_lab,
    open_in_notebook,
    open_in_voila,
    running_lab,
    running_notebook,
    running_voila,
)

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
READER = ".jp-OutputArea-output :is(.cmp-reader .cmp-w, .cmp-ex)"


def _served(tmp_path_factory, name, server):
    require_browser()
    folder = tmp_path_factory.mktemp(name) / "notebooks"
    shutil.copytree(NOTEBOOKS, folder)
    with server(folder) as address:
        yield address, folder


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The address of a running JupyterLab, and the folder that it serves."""
    yield from _served(tmp_path_factory, "lab", running_lab)


@pytest.fixture(scope="session")
def notebook7(tmp_path_factory):
    """The address of a running Notebook 7, and the folder that it serves."""
    yield from _served(tmp_path_factory, "notebook7", running_notebook)


@pytest.fixture(scope="session")
def voila(tmp_path_factory):
    """The address of a running Voilà, and the folder that it serves."""
    yield from _served(tmp_path_factory, "voila", running_voila)


@pytest.fixture
def notebook(lab, browser):
    """Opens a notebook in JupyterLab, runs all its cells, and gives the page: `notebook("01-read.ipynb")`."""
    with offline_page(browser) as page:
        yield _opener(page, lab[0], open_in_lab)


@pytest.fixture
def in_notebook7(notebook7, browser):
    """The same in Notebook 7."""
    with offline_page(browser) as page:
        yield _opener(page, notebook7[0], open_in_notebook)


@pytest.fixture
def in_voila(voila, browser):
    """Opens a notebook in Voilà, which runs it, and gives the page."""
    with offline_page(browser) as page:

        def open_and_wait(name: str, wait_for: str = ".cmp-reader .cmp-w"):
            open_in_voila(page, voila[0], name)
            page.wait_for_selector(wait_for, timeout=120_000)
            return page

        yield open_and_wait


def _opener(page, address, opening):
    def open_and_run(name: str, run: bool = True, wait_for: str = READER):
        opening(page, address, name)
        if run:
            page.evaluate(RUN)
            page.wait_for_selector(wait_for, timeout=120_000)
        return page

    return open_and_run
