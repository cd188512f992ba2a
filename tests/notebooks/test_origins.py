"""The notebook 05-english shows where the English comes from."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "tests" / "argos" / "translate-zh_en-0_1.argosmodel"
PRINTED = """for paragraph in origins.paragraphs:
    for sentence in paragraph.sentences:
        english = sentence.translation
        print(f"{english.origin:7} {english.engine}: {english.text}")
print(*origins.notices, sep="\\n")"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs the notebook's cells on the origins with a packages folder of their own; gives their output."""
    packages = tmp_path / "packages"
    packages.mkdir()
    for name, folder in (
        ("ARGOS_PACKAGES_DIR", packages),
        ("COMPANION_DATA_DIR", tmp_path / "data"),
        ("COMPANION_CACHE_DIR", tmp_path / "cache"),
    ):
        monkeypatch.setenv(name, str(folder))
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")

    def execute(package: bool) -> tuple[str, list[str]]:
        notebook = nbformat.read(ROOT / "notebooks" / "05-english.ipynb", as_version=4)
        notebook.cells = [c for c in notebook.cells if c.id == "origins"] + [
            nbformat.v4.new_code_cell(PRINTED)
        ]
        if package:
            install = (
                f"from companion.translation.packages import install_file\ninstall_file({str(PACKAGE)!r})"
            )
            notebook.cells.insert(0, nbformat.v4.new_code_cell(install))
        done = NotebookClient(
            notebook,
            timeout=120,
            kernel_name="python3",
            resources={"metadata": {"path": str(tmp_path / "notebooks")}},
        ).execute()
        reader, printed = done.cells[-2].outputs, done.cells[-1].outputs
        html = next(o["data"]["text/html"] for o in reader if "text/html" in o.get("data", {}))
        return html, "".join(o["text"] for o in printed).splitlines()

    return execute


@pytest.mark.slow
def test_memory_machine_and_gloss_stand_side_by_side_in_one_article(run):
    """Protects what a reader is told about the English: with the small package all three origins in one article."""
    html, lines = run(package=True)
    assert [line.split()[0] for line in lines if line] == ["memory", "argos", "argos", "gloss"]
    assert lines[0].startswith("memory  typhoon.tmx: The Hong Kong Observatory said")
    assert lines[1] == "argos   translate-zh_en 0.1: All schools suspend classes today."
    assert " · " in lines[3]
    assert [html.count(f"[{origin}]") for origin in ("memory", "machine", "word gloss")] == [1, 2, 1]
    assert "companion models install" not in html


@pytest.mark.slow
def test_without_a_package_memory_and_gloss_stand_there_with_the_way_out(run):
    """Protects a newcomer, who has no package: the same article can be read, and one line says what is missing."""
    html, lines = run(package=False)
    assert [line.split()[0] for line in lines[:4]] == ["memory", "gloss", "gloss", "gloss"]
    assert lines[4] == lines[-1] and "companion models install translate-zt_en" in lines[4]
    assert "companion models install" in html
