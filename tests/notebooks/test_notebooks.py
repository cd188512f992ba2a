"""The notebooks run from top to bottom."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"


NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture(scope="module")
def client():
    """One kernel for all of them: starting it and loading the libraries takes longer than a notebook does."""
    client = NotebookClient(nbformat.v4.new_notebook(), timeout=120, kernel_name="python3")
    with client.setup_kernel():
        yield client


def run(client: NotebookClient, notebook: nbformat.NotebookNode, folder: Path) -> None:
    """Runs the cells in `folder`, with no name left of the notebook before."""
    notebook.cells.insert(0, nbformat.v4.new_code_cell(f"%reset -f\n%cd -q {folder}"))
    client.nb = notebook
    client.reset_execution_trackers()
    for index, cell in enumerate(list(notebook.cells)):
        client.execute_cell(cell, index)


@pytest.mark.parametrize("path", NOTEBOOKS[1:], ids=lambda p: p.stem)
def test_a_notebook_says_what_it_is_for_is_short_and_leads_on(path):
    """Protects a teacher's time: the first lines say for whom it is, it is about a page, and each but the last names the next."""
    cells = nbformat.read(path, as_version=4).cells
    title, _, purpose = cells[0].source.partition("\n\n")
    assert title.startswith("# ") and purpose.startswith("For ") and "Run All Cells" in purpose
    assert len(cells) <= 14 and sum(len(c.source) for c in cells) < 3000
    links = re.findall(r"\]\(([^)]+)\)", "\n".join(c.source for c in cells if c.cell_type == "markdown"))
    assert all((FOLDER / link).is_file() for link in links)
    after = NOTEBOOKS[NOTEBOOKS.index(path) + 1 :]
    assert not after or after[0].name in links


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_runs_and_is_stored_without_output(path, client, tmp_path):
    """Protects a newcomer's first minutes, and the repository from stored output."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert all(not c.get("outputs") for c in notebook.cells)
    shutil.copytree(FOLDER, tmp_path / "notebooks")
    run(client, notebook, tmp_path / "notebooks")
    shown = [o for c in notebook.cells for o in c.get("outputs", []) if "data" in o]
    assert any(
        "application/vnd.jupyter.widget-view+json" in o["data"] and "text/html" in o["data"] for o in shown
    )
