"""Readers and exercises in ipywidgets' containers, for viewers without widgets."""

from __future__ import annotations

import ipywidgets as w
import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

import companion
from companion import jupyter
from companion.widgets import boxes

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def shell():
    made = InteractiveShell.instance()
    boxes.register()
    yield made
    InteractiveShell.clear_instance()


def reader(text="警方打擊電騙。"):
    return companion.Reader(companion.read_text(text, translator=None), vocabulary=False)


NESTED = {
    "VBox": lambda r: w.VBox([w.IntSlider(), r]),
    "HBox in a VBox": lambda r: w.VBox([w.HBox([r]), w.Label("a")]),
    "Tab": lambda r: w.Tab([r, w.Label("a")]),
    "Accordion": lambda r: w.Accordion([w.VBox([r])]),
    "AppLayout": lambda r: w.AppLayout(center=r, header=w.HTML("<b>a</b>")),
    "GridBox twice the same": lambda r: w.GridBox([r, r]),
    "a class of one's own": lambda r: type("Mine", (w.VBox,), {})([r]),
}


@pytest.mark.parametrize("name", NESTED)
def test_a_box_has_the_static_view_of_the_reader_in_it(shell, name):
    """Protects whoever puts a reader beside sliders: without widgets the text is there, with them nothing changes."""
    data, _ = shell.display_formatter.format(NESTED[name](reader()))
    assert data["text/html"].count('<div class="cmp-fallback">') == 1 and "電" in data["text/html"]
    assert data[VIEW]["model_id"] and "text/plain" in data


def test_boxes_without_anything_of_ours_are_as_they_were(shell):
    """Protects other people's notebooks."""
    data, _ = shell.display_formatter.format(w.VBox([w.IntSlider(), w.HTML("<b>a</b>")]))
    assert "text/html" not in data and VIEW in data


def test_a_box_is_shown_where_a_static_view_fails(shell, monkeypatch):
    """Protects the box itself from an error in what only stands in for it."""
    monkeypatch.setattr(boxes, "static_views", lambda box: 1 / 0)
    data, _ = shell.display_formatter.format(w.VBox([reader()]))
    assert VIEW in data and "text/html" not in data


@pytest.mark.parametrize("saved", [True, False])
def test_nbconvert_shows_a_reader_in_a_box(shell, saved, tmp_path, monkeypatch):
    """Protects the page of a notebook whose reader stands in a box, with its state saved and without."""
    from nbconvert import HTMLExporter

    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    jupyter.set_up()
    box = w.VBox([w.IntSlider(), reader("警方打擊<script>電騙</script>。")])
    data, _ = shell.display_formatter.format(box)
    cell = nbformat.v4.new_code_cell("box", outputs=[nbformat.v4.new_output("display_data", data)])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    if saved:
        notebook.metadata["widgets"] = {
            "application/vnd.jupyter.widget-state+json": w.Widget.get_manager_state()
        }
    page = HTMLExporter().from_notebook_node(notebook)[0]
    assert page.count('<div class="cmp-fallback">') == 1 and "<script>電" not in page
    assert "html-manager" not in page and "widget-state" not in page
