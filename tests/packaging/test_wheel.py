"""The wheel, and the two lists of requirements."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def test_conda_and_pip_ask_for_the_same_versions():
    """Protects conda users: environment.yml and pyproject.toml don't drift apart."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    (pip,) = [d["pip"] for d in environment if isinstance(d, dict)]
    assert sorted(pip) == sorted(project["dependencies"])
    assert f"python{project['requires-python']}" in environment


def test_no_file_of_the_project_names_a_registry_or_a_lock():
    """Protects users behind other mirrors."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode:
        pytest.skip("not in a git checkout")
    names = tracked.stdout.split("\n")
    assert not [n for n in names if n.endswith((".lock", "package-lock.json"))]


def built_wheel(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_pip_installs_nothing_heavy_and_the_commands_run(tmp_path):
    """Protects who types `pip install`: no torch, no spacy, no stanza, nothing that does not fit together; it works at once."""
    wheel = built_wheel(tmp_path / "dist")
    home = tmp_path / "env"
    venv.create(home, with_pip=True)
    folder = home / ("Scripts" if os.name == "nt" else "bin")
    plain = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}

    def run(*command: object, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(c) for c in command], cwd=tmp_path, capture_output=True, text=True, env=plain, check=check
        )

    installing = run(folder / "python", "-m", "pip", "install", "--quiet", wheel, check=False)
    if installing.returncode and os.environ.get("CI") != "true":
        pytest.skip(f"pip can't install here: {installing.stderr.strip().splitlines()[-1][:200]}")
    assert installing.returncode == 0, installing.stderr[-2000:]
    names = {
        d["name"].lower()
        for d in json.loads(run(folder / "python", "-m", "pip", "list", "--format=json").stdout)
    }
    assert not names & {"torch", "spacy", "stanza", "argostranslate"}
    assert "argos-translate-lt" in names
    assert run(folder / "python", "-m", "pip", "check").returncode == 0
    (tmp_path / "a.txt").write_text("警方打擊電騙。市民要小心。", encoding="utf-8")
    assert [
        t["traditional"]
        for t in json.loads(run(folder / "companion", "annotate", "a.txt").stdout)["glossary"]
    ] == ["電騙"]
    run(folder / "companion", "handout", "a.txt", "-o", "a.html")
    run(folder / "companion", "export", "a.txt", "--to", "epub", "--to", "anki", "-o", ".")
    run(folder / "companion", "exercises", "a.txt", "--kind", "tones", "-o", "sheet.html")
    run(folder / "companion", "doctor")
    run(folder / "companion", "models", "list")
    assert {p.name for p in tmp_path.iterdir()} >= {"a.html", "sheet.html"}


@pytest.mark.slow
def test_the_wheel_carries_its_data_and_runs_from_an_empty_environment(tmp_path):
    """Protects people who install with pip: glossary, templates, style and script are in the wheel."""
    wheel = built_wheel(tmp_path / "dist")
    inside = set(zipfile.ZipFile(wheel).namelist())
    for member in (
        "companion/data/glossary/crime.csv", "companion/data/glossary/LICENSE", "companion/data/notebooks/01-read.ipynb",
        "companion/data/notebooks/articles/dianpian.tmx", "companion/render/templates/page.html",
        "companion/render/css/reading.css", "companion/widgets/static/reader.js", "companion/widgets/static/reader.css",
        "companion/py.typed", "companion/jupyter/config/labconfig/default_setting_overrides.json", "companion/jupyter/config/voila.json",
        "companion/jupyter/share/voila/templates/companion/index.html.j2", "companion/widgets/static/home.js",
        "companion/language/meanings/data/usual_meanings.tsv",
    ):  # fmt: skip
        assert member in inside
    template = "share/jupyter/nbconvert/templates/lab/display_priority.j2"
    assert [n for n in inside if n.endswith(f".data/data/{template}")]
    assert not [n for n in inside if n.startswith("tests/") or "__pycache__" in n]

    home = tmp_path / "env"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel], check=True)
    # The libraries come from this environment; the checkout itself does not (a .pth in a folder
    # that a .pth names is not followed).
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (Path(site) / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    article = tmp_path / "elsewhere" / "a.txt"
    article.parent.mkdir()
    article.write_text("警方打擊電騙。", encoding="utf-8")
    done = subprocess.run(
        [python.parent / "companion", "annotate", "a.txt"],
        cwd=article.parent,
        capture_output=True,
        check=True,
    )
    data = json.loads(done.stdout)
    assert [t["traditional"] for t in data["glossary"]] == ["電騙"]
    assert (home / template).is_file()  # nbconvert finds it there
    where = subprocess.run(
        [python, "-c", "import companion; print(companion.__file__)"],
        cwd=article.parent,
        capture_output=True,
        text=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(home)
