"""What is written for Jupyter, taken back, and told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import types
from pathlib import Path

import nbformat
import pytest
from jupyter_core.paths import jupyter_path

from companion import jupyter
from companion.cli import main

KEPT = Path(__file__).parents[1] / "fixtures" / "0.1.0" / "news.ipynb"
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    """A person's own Jupyter folders, which are not there yet."""
    for name in ("CONFIG_DIR", "DATA_DIR"):
        monkeypatch.setenv(f"JUPYTER_{name}", str(tmp_path / name))
    for name in ("JUPYTER_CONFIG_PATH", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_DIR", "JPY_SESSION_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(jupyter, "_told", False)
    return tmp_path


def files(folder):
    return sorted(p for p in folder.rglob("*") if p.is_file())


def settings(folder, text):
    path = (
        folder / "CONFIG_DIR/lab/user-settings/@jupyter-widgets/jupyterlab-manager/plugin.jupyterlab-settings"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(scope="module")
def jupyterlab():
    """A process with JupyterLab's own code; a process of its own, for tests have a module of that name."""
    code = (
        "import json, os, sys; from jupyterlab_server.settings_utils import _get_overrides as found\n"
        "for line in sys.stdin:\n"
        "    folder, environment = json.loads(line); os.environ.clear(); os.environ.update(environment)\n"
        "    print(json.dumps(found(folder)[0]), flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.stdin.close()


@pytest.fixture
def overrides_of_jupyterlab(jupyterlab):
    """The default settings as JupyterLab's own code finds them, in the environment of this moment."""

    def overrides(folder):
        print(json.dumps([str(folder), dict(os.environ)]), file=jupyterlab.stdin, flush=True)
        return json.loads(jupyterlab.stdout.readline())

    return overrides


def test_setting_up_and_taking_it_back_leaves_everything_as_it_was(own, capsys):
    """Protects a person's Jupyter: only files of ours come, each is named, and all of them go."""
    theirs = own / "CONFIG_DIR" / "labconfig" / "default_setting_overrides.json"
    theirs.parent.mkdir(parents=True)
    theirs.write_text('{"@jupyterlab/apputils-extension:themes": {"theme": "JupyterLab Dark"}}')
    before = {p: p.read_bytes() for p in files(own)}
    assert not jupyter.saves_widgets()
    assert main(["jupyter", "setup"]) == 0
    told = capsys.readouterr().out
    made = set(files(own)) - before.keys()
    assert len(made) == 3 and all(str(p) in told for p in made) and jupyter.saves_widgets()
    assert main(["jupyter", "setup"]) == 0 and "already" in capsys.readouterr().out
    assert main(["jupyter", "setup", "--remove"]) == 0
    assert {p: p.read_bytes() for p in files(own)} == before and not jupyter.saves_widgets()
    assert not list(own.rglob("nbconvert"))
    assert main(["jupyter", "setup", "--remove"]) == 0 and "nothing" in capsys.readouterr().out
    assert main(["jupyter"]) == 0 and "does not save" in capsys.readouterr().out


@pytest.mark.slow
def test_jupyter_itself_takes_the_setting(own, overrides_of_jupyterlab):
    """Protects the name of the file and of the setting: JupyterLab's own code finds them, a person's others too."""
    plugin = "@jupyter-widgets/jupyterlab-manager:plugin"
    theirs = own / "CONFIG_DIR" / "labconfig" / "default_setting_overrides.json"
    theirs.parent.mkdir(parents=True)
    theirs.write_text('{"@jupyterlab/apputils-extension:themes": {"theme": "JupyterLab Dark"}}')
    assert plugin not in overrides_of_jupyterlab(own)
    jupyter.set_up()
    found = overrides_of_jupyterlab(own)
    assert found[plugin] == {"saveState": True} and len(found) == 2


@pytest.mark.slow
def test_the_labs_of_companion_save_and_show_no_news(own, monkeypatch, overrides_of_jupyterlab):
    """Protects `companion lab`: its settings come on top of those of the person, whose files are not written."""
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(own / "more"))
    (own / "more" / "labconfig").mkdir(parents=True)
    (own / "more" / "labconfig" / "default_setting_overrides.json").write_text('{"a:b": {"c": 1}}')
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", jupyter.lab_environment()["JUPYTER_CONFIG_PATH"])
    found = overrides_of_jupyterlab(own)
    assert found["@jupyter-widgets/jupyterlab-manager:plugin"]["saveState"] is True
    assert found["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    assert found["a:b"] == {"c": 1} and jupyter.saves_widgets()


def test_the_command_is_found_in_the_labs_of_companion(monkeypatch):
    """Protects a newcomer who opens a terminal in Lab, or types `!companion` in a cell, without activating anything."""
    monkeypatch.setenv("PATH", os.pathsep.join(["first", "second"]))
    assert jupyter.lab_environment()["PATH"].split(os.pathsep) == [
        str(Path(sys.executable).parent),
        "first",
        "second",
    ]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ('{"saveState": true}', True),
        ('{\n  // saveState: true\n  "saveState": false\n}', False),
        ('/* "saveState": true */ {saveState: false}', False),
        ('{"other": "// saveState: true"}', None),
        ("", None),
    ],
)
def test_a_persons_own_choice_wins(own, text, chosen):
    """Protects someone who turned it off or on by hand, comments and all."""
    settings(own, text)
    assert jupyter.own_setting() is chosen
    lines = jupyter.set_up()
    assert jupyter.saves_widgets() is (chosen is not False)
    assert ("your own settings say no" in lines[-1]) is (chosen is False)


def test_a_template_of_somebody_else_is_left_alone(own):
    """Protects a person's own template of that name, when it is set up and when it is taken back."""
    theirs = own / "DATA_DIR" / "nbconvert" / "templates" / "lab" / "display_priority.j2"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("{%- extends 'base/display_priority.j2' -%}")
    assert any("not Companion's" in line for line in jupyter.set_up())
    jupyter.remove_set_up()
    assert theirs.read_text() == "{%- extends 'base/display_priority.j2' -%}"


def test_the_notice_comes_once_and_only_where_a_notebook_is_saved(own, monkeypatch):
    """Protects readers from being nagged, and scripts, Voilà and labs that do save from a wrong warning."""
    monkeypatch.setitem(sys.modules, "ipykernel", types.ModuleType("ipykernel"))
    assert jupyter.saving_notice() == ""
    monkeypatch.setenv("JPY_SESSION_NAME", "a.ipynb")
    monkeypatch.setenv("VOILA_REQUEST_URL", "http://localhost")
    assert jupyter.saving_notice() == ""
    monkeypatch.delenv("VOILA_REQUEST_URL")
    settings(own, '{"saveState": true}')
    assert jupyter.saving_notice() == ""
    settings(own, "{}")
    assert "companion jupyter setup" in jupyter.saving_notice()
    assert jupyter.saving_notice() == ""


def converted(notebook, **more):
    from nbconvert import HTMLExporter

    return HTMLExporter(**more).from_notebook_node(notebook)[0]


@pytest.mark.parametrize("template", ["lab", "classic", "basic"])
@pytest.mark.parametrize("where", ["installed", "set up"])
def test_nbconvert_shows_the_static_view_and_no_widget(own, template, where, monkeypatch):
    """Protects a page made of a saved notebook: text, and nothing that the network would have to bring."""
    installed = [Path(p) / "nbconvert" / "templates" / "lab" / "display_priority.j2" for p in jupyter_path()]
    if where == "set up":
        jupyter.set_up()
    elif not any(p.is_file() for p in installed):
        pytest.skip("Companion is not installed: its templates are not where nbconvert looks")
    page = converted(nbformat.read(KEPT, as_version=4), template_name=template)
    assert page.count('<div class="cmp-fallback">') == 1 and page.count('<div class="cmp-ex-fallback">') == 1
    assert "within 30 minutes" in page
    assert "html-manager" not in page and "widget-state" not in page and "_esm" not in page


def test_nbconvert_leaves_other_widgets_as_they_are(own):
    """Protects other people's notebooks, and a slider beside a reader: it is drawn as nbconvert does."""
    jupyter.set_up()
    notebook = nbformat.read(KEPT, as_version=4)
    slider = nbformat.v4.new_output(
        "display_data",
        {VIEW: {"model_id": "x", "version_major": 2, "version_minor": 0}, "text/plain": "IntSlider()"},
    )
    notebook.cells[1].outputs.append(slider)
    state = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    state["x"] = {
        "model_name": "IntSliderModel",
        "model_module": "@jupyter-widgets/controls",
        "model_module_version": "2.0.0",
        "state": {},
    }
    page = converted(notebook)
    assert '<div class="cmp-fallback">' in page and "IntSliderModel" in page and '"model_id": "x"' in page
    assert page.count(f'<script type="{VIEW}">') == 1


def test_hostile_text_is_no_more_than_text_where_a_page_is_to_be_clean(own):
    """Protects a server that cleans pages: the static view is cleaned as other HTML is."""
    jupyter.set_up()
    notebook = nbformat.read(KEPT, as_version=4)
    notebook.cells[0].outputs[0].data["text/html"] = (
        '<div class="cmp-fallback"><script>x()</script>電騙</div>'
    )
    page = converted(notebook, sanitize_html=True)
    assert "電騙" in page and "<script>x()" not in page


def test_both_templates_are_the_same():
    """Protects a change from reaching only one of the two places where nbconvert looks."""
    one, other = (
        Path(jupyter.__file__).parent / "templates" / name / "display_priority.j2"
        for name in ("lab", "classic")
    )
    assert one.read_text("utf-8") == other.read_text("utf-8")
    assert json.loads(
        (
            Path(jupyter.__file__).parent / "config" / "labconfig" / "default_setting_overrides.json"
        ).read_text()
    )
