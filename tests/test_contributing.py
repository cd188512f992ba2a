"""What CONTRIBUTING.md shows is run, and what else hosts and machines read is valid."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
import yaml

import companion

ROOT = Path(__file__).parents[1]


def test_what_a_contributor_is_shown_works(monkeypatch, tmp_path):
    """Protects somebody's first contribution: each example gives what it shows."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, "CONTRIBUTING.md", "CONTRIBUTING.md", 0)
    assert len(test.examples) > 10
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("path", sorted((ROOT / ".github").rglob("*.yml")), ids=lambda p: p.name)
def test_workflows_and_forms_are_valid(path):
    """Protects whoever hosts the project from a workflow that is refused, or runs a target that there is not."""
    read = yaml.safe_load(path.read_text("utf-8"))
    if path.parent.name != "workflows":
        assert read.get("name", "blank_issues_enabled" in read)
        return
    assert read[True] and read["permissions"]  # YAML reads `on` as true
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for job in read["jobs"].values():
        assert job["runs-on"]
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            for word in step.get("run", "").split("make ")[1:]:
                assert f"\n{word.split()[0]}:" in makefile


def test_the_citation_is_of_this_version():
    """Protects those who cite: CITATION.cff has the fields its schema asks for, and the version of the package."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["cff-version"] and citation["message"] and citation["authors"] and citation["title"]
    assert citation["version"] == companion.__version__
