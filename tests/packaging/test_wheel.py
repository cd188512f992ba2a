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
from collections.abc import Iterator
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


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built once."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def home(tmp_path_factory, wheel) -> Path:
    """A new environment with the wheel and pip in it, and no library of the wheel yet."""
    home = tmp_path_factory.mktemp("env")
    venv.create(home, with_pip=True)
    pip = [folder_of(home) / "python", "-m", "pip", "install", "--quiet", "--no-compile"]
    subprocess.run([*pip, "--no-deps", "--no-index", wheel], check=True, env=PLAIN)
    return home


def folder_of(home: Path) -> Path:
    return home / ("Scripts" if os.name == "nt" else "bin")


PLAIN = {
    k: v
    for k, v in os.environ.items()
    if k not in ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE")
}


@pytest.fixture
def borrowed(home) -> Iterator[Path]:
    """That environment with the libraries of this one; the checkout itself does not come with them (a .pth in a folder
    that a .pth names is not followed)."""
    python = folder_of(home) / "python"
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run(
        [python, "-c", code], capture_output=True, text=True, check=True, env=PLAIN
    ).stdout.strip()
    libraries = Path(site) / "libraries.pth"
    libraries.write_text(sysconfig.get_path("purelib"))
    yield home
    libraries.unlink()


@pytest.mark.slow
def test_the_wheel_carries_its_data_and_runs_from_an_empty_environment(tmp_path, borrowed, wheel):
    """Protects people who install with pip: glossary, templates, style and script are in the wheel."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    for member in (
        "companion/data/glossary/crime.csv", "companion/data/glossary/LICENSE", "companion/data/notebooks/01-read.ipynb",
        "companion/data/notebooks/articles/dianpian.tmx", "companion/render/templates/page.html",
        "companion/render/css/reading.css", "companion/widgets/static/reader.js", "companion/widgets/static/reader.css",
        "companion/py.typed", "companion/jupyter/config/labconfig/default_setting_overrides.json", "companion/jupyter/config/voila.json",
        "companion/jupyter/share/voila/templates/companion/index.html.j2", "companion/widgets/static/home.js",
        "companion/language/meanings/data/usual_meanings.tsv", "companion/language/core/core.c",
    ):  # fmt: skip
        assert member in inside
    # With the compiled core it is a wheel for this kind of machine, without for all.
    assert wheel.name.endswith("-py3-none-any.whl") != ("companion/language/core/core.so" in inside)
    template = "share/jupyter/nbconvert/templates/lab/display_priority.j2"
    assert [n for n in inside if n.endswith(f".data/data/{template}")]
    assert not [n for n in inside if n.startswith("tests/") or "__pycache__" in n]

    python = folder_of(borrowed) / "python"
    article = tmp_path / "elsewhere" / "a.txt"
    article.parent.mkdir()
    article.write_text("警方打擊電騙。", encoding="utf-8")
    done = subprocess.run(
        [python.parent / "companion", "annotate", "a.txt"],
        cwd=article.parent,
        capture_output=True,
        check=True,
        env=PLAIN,
    )
    data = json.loads(done.stdout)
    assert [t["traditional"] for t in data["glossary"]] == ["電騙"]
    assert (borrowed / template).is_file()  # nbconvert finds it there
    where = subprocess.run(
        [python, "-c", "import companion; print(companion.__file__)"],
        cwd=article.parent,
        capture_output=True,
        text=True,
        env=PLAIN,
    )
    assert Path(where.stdout.strip()).is_relative_to(borrowed)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_pip_installs_nothing_heavy_and_the_commands_run(tmp_path, home, wheel):
    """Protects who types `pip install`: no torch, no spacy, no stanza, nothing that does not fit together; it works at once."""
    folder = folder_of(home)

    def run(*command: object, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(c) for c in command], cwd=tmp_path, capture_output=True, text=True, env=PLAIN, check=check
        )

    # What is never imported is not compiled: that takes longer than bringing it.
    installing = run(folder / "python", "-m", "pip", "install", "--quiet", "--no-compile", wheel, check=False)
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
