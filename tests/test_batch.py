"""Many articles at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from companion.batch import Job, articles_in, run
from companion.cli import main
from companion.errors import InputError


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "in"
    root.mkdir()
    (root / "a.txt").write_text("零容忍打擊電騙\n\n警方打擊電騙。", encoding="utf-8")
    (root / "a.md").write_text("市民要小心電騙。", encoding="utf-8")
    (root / "bad.txt").write_text("no Chinese", encoding="utf-8")
    (root / ".hidden.txt").write_text("電騙", encoding="utf-8")
    return root


def test_one_bad_article_leaves_the_others_alone(folder, tmp_path):
    """Protects a long run: what is wrong with one is told, the rest is written, in the order of the jobs."""
    jobs = [Job(str(p), (("csv", str(tmp_path / f"{p.name}.csv")),)) for p in articles_in(folder)]
    done = []
    results = run(jobs, scheduler="none", progress=done.append)
    assert [Path(r.path).name for r in results] == ["a.md", "a.txt", "bad.txt"] and done == [1, 2, 3]
    assert [len(r.errors) for r in results] == [0, 0, 1] and "bad.txt" in results[2].errors[0]
    assert all(Path(w).is_file() for r in results for w in r.written)


def test_another_scheduler_or_a_missing_dask_is_told(folder, monkeypatch):
    """Protects people who have no Dask: the message names the extra."""
    jobs = [Job(str(p)) for p in articles_in(folder)]
    with pytest.raises(InputError, match="auto, dask, pool, none"):
        run(jobs, scheduler="slurm")
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(InputError, match=r"hanzi-companion\[batch\]"):
        run(jobs, scheduler="dask")


@pytest.mark.slow
@pytest.mark.parametrize("scheduler", ["pool", "dask"])
def test_processes_give_the_same_as_one(folder, tmp_path, scheduler):
    """Protects the parallel ways: the same results, with Dask where it is installed."""
    if scheduler == "dask":
        pytest.importorskip("dask", reason="Dask (the extra [batch]) is not installed")
    jobs = [Job(str(p), keep=True, read={"translator": "gloss"}) for p in articles_in(folder)]
    assert run(jobs, workers=2, scheduler=scheduler) == run(jobs, scheduler="none")


def test_the_command_makes_a_site_and_exports(folder, tmp_path, capsys):
    """Protects the command: a site by default, formats by name, an exit code that tells of errors."""
    out = tmp_path / "out"
    assert main(["batch", str(folder), "-o", str(out), "--workers", "1"]) == 2
    said = capsys.readouterr()
    assert "index.html" in said.out and "1 of 3 articles have errors" in said.err
    assert sorted(p.name for p in (out / "articles").iterdir()) == ["a-2.html", "a.html"]
    (folder / "bad.txt").unlink()
    assert main(["batch", str(folder), "-o", str(out), "--to", "md", "--workers", "1"]) == 0
    assert sorted(p.name for p in out.glob("*.md")) == ["a-2.md", "a.md"]


def test_the_articles_own_folder_is_not_written_to(folder, tmp_path, capsys):
    """Protects the articles."""
    assert main(["batch", str(folder), "-o", str(folder)]) == 2
    assert "name another one" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert main(["batch", str(tmp_path / "empty"), "-o", str(tmp_path / "x")]) == 2
    assert "has no article" in capsys.readouterr().err
