"""Many articles at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from deadly import deadly_work, slow_work

from companion.batch import Job, articles_in, run, run_each
from companion.choices import ReadingOptions
from companion.cli import main
from companion.errors import InputError, OutputError


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


@pytest.fixture
def tests_found_by_workers(monkeypatch):
    """Workers of Dask find the modules of the tests, as those of a pool do."""
    paths = (str(Path(__file__).parent), os.environ.get("PYTHONPATH", ""))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))


@pytest.mark.slow
@pytest.mark.parametrize("scheduler", ["pool", "dask"])
def test_an_article_that_ends_its_process_leaves_the_others_alone(
    monkeypatch, scheduler, tests_found_by_workers
):
    """Protects a long run where memory runs out: the articles on their way are done by another process, one is told."""
    monkeypatch.setattr("companion.batch._do", deadly_work)
    jobs = [Job(f"{n}-deadly" if n == 4 else f"{n}") for n in range(9)]
    results = run(jobs, workers=2, scheduler=scheduler)
    assert [bool(r.errors) for r in results] == [n == 4 for n in range(9)] and "ended" in results[4].errors[0]


@pytest.mark.slow
def test_one_process_after_the_other_that_ends_stops_the_run(monkeypatch):
    """Protects a machine that has too little memory for any article from as many attempts as there are articles."""
    monkeypatch.setattr("companion.batch._do", deadly_work)
    with pytest.raises(OutputError, match="--workers 1"):
        run([Job(f"{n}-deadly") for n in range(9)], workers=2, scheduler="pool")


@pytest.mark.slow
@pytest.mark.parametrize("scheduler", ["pool", "dask"])
def test_processes_give_the_same_as_one(folder, tmp_path, scheduler):
    """Protects the parallel ways: the same results."""
    jobs = [Job(str(p), keep=True, read={"translator": "gloss"}) for p in articles_in(folder)]
    assert run(jobs, workers=2, scheduler=scheduler) == run(jobs, scheduler="none")


@pytest.mark.slow
def test_what_is_wrong_with_a_cluster_is_said_once(tmp_path, monkeypatch, tests_found_by_workers):
    """Protects a run on the machines of a school: no worker, folders that a worker can't see, another Companion, workers
    that go and a scheduler that goes are one line, not an error of each article nor a wait for ever."""
    from distributed import LocalCluster

    (tmp_path / "out").mkdir()
    jobs = [Job(str(tmp_path / f"{n}"), (("md", str(tmp_path / "out" / "x.md")),)) for n in range(50)]
    elsewhere = [Job("/nowhere/at/all/a.txt")]
    monkeypatch.setattr("companion.batch._PATIENCE", 1)
    monkeypatch.setattr("companion.batch._do", slow_work)
    with LocalCluster(n_workers=0, threads_per_worker=1, dashboard_address=None) as cluster:
        address = cluster.scheduler_address
        with pytest.raises(OutputError, match="has no worker"):
            run(jobs, scheduler=address)
        cluster.scale(1)
        cluster.wait_for_workers(1)
        with pytest.raises(OutputError, match="does not see the folder /nowhere/at/all"):
            run(elsewhere, scheduler=address)
        with monkeypatch.context() as changed, pytest.raises(OutputError, match=r"this is 9\.9; install"):
            changed.setattr("companion.batch.__version__", "9.9")
            run(jobs, scheduler=address)
        results = run_each(jobs, scheduler=address)
        assert next(results)[1].written
        cluster.scale(0)
        with pytest.raises(OutputError, match="no Dask worker is left"):
            list(results)
        cluster.scale(1)
        cluster.wait_for_workers(1)
        results = run_each(jobs, scheduler=address)
        assert next(results)[1].written
    with pytest.raises(OutputError, match="connection to the Dask scheduler was lost"):
        list(results)


def test_the_command_makes_a_site_and_exports(folder, tmp_path, capsys):
    """Protects the command: a site by default, formats by name, an exit code that tells of errors."""
    out = tmp_path / "out"
    assert main(["batch", str(folder), "-o", str(out), "--workers", "1"]) == 2
    said = capsys.readouterr()
    assert "index.html" in said.out and "1 of 3 articles have errors" in said.err
    assert sorted(p.name for p in (out / "articles").glob("*.html")) == ["a-2.html", "a.html"]
    (folder / "bad.txt").unlink()
    assert main(["batch", str(folder), "-o", str(out), "--to", "md", "--workers", "1"]) == 0
    assert sorted(p.name for p in out.glob("*.md")) == ["a-2.md", "a.md"]


def test_what_is_done_and_unchanged_is_not_done_again(folder, tmp_path, capsys):
    """Protects a long run that was interrupted, and a teacher who changes one article of many: a file, what stands
    beside it, an option or a page that is gone counts, and a page that was changed by hand stays."""
    (folder / "bad.txt").unlink()
    out = tmp_path / "out"
    command = ["batch", str(folder), "-o", str(out), "--workers", "1"]

    def again(*more):
        before = {p.name: p.stat().st_mtime_ns for p in (out / "articles").glob("*.html")}
        code = main([*command, *more])
        made = {
            p.name for p in (out / "articles").glob("*.html") if before.get(p.name) != p.stat().st_mtime_ns
        }
        return code, made, capsys.readouterr().err

    assert main(command) == 0
    capsys.readouterr()
    code, made, said = again()
    assert (code, made) == (0, set()) and "2 of 2 articles are as they were" in said
    (folder / "a.txt").write_text("警方打擊電騙。", encoding="utf-8")
    assert again()[1] == {"a-2.html"}
    (folder / "a.md.companion.toml").write_text("", encoding="utf-8")
    assert again()[1] == {"a.html"}
    assert again("--layout", "stacked")[1] == {"a.html", "a-2.html"}
    (out / "articles" / "a.html").unlink()
    assert again("--layout", "stacked")[1] == {"a.html"}
    page = out / "articles" / "a.html"
    page.write_text(page.read_text("utf-8") + "mine", encoding="utf-8")
    assert again("--layout", "stacked")[:2] == (0, set())
    code, made, said = again()
    assert code == 2 and "was changed since" in said and page.read_text("utf-8").endswith("mine")
    (out / ".companion-batch.sqlite").write_bytes(b"no database, and longer than nothing at all")
    assert again("--force")[:2] == (0, {"a.html", "a-2.html"})


KILLED = """
import os, signal, sys
from companion.cli import main
from companion.export.site import Site
do, done = Site.do, []

def killed(self, *args):
    if done:  # the page is written, half of what is kept of it too
        self.connection.execute("BEGIN IMMEDIATE")
        self.add(args[3])
        os.kill(os.getpid(), signal.SIGKILL)
    done.append(do(self, *args))

Site.do = killed
main(sys.argv[1:])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_run_that_is_killed_goes_on(folder, tmp_path, capsys):
    """Protects a long run from a power cut: what was done is kept, what was half done is done again, and nothing is missing."""
    (folder / "bad.txt").unlink()
    out = tmp_path / "out"
    command = ["batch", str(folder), "-o", str(out), "--workers", "1"]
    ended = subprocess.run([sys.executable, "-c", KILLED, *command], capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL and not (out / "index.html").exists()
    assert main(command) == 0
    assert "1 of 2 articles are as they were" in capsys.readouterr().err
    index = (out / "index.html").read_text("utf-8")
    assert all(f"articles/{name}.html" in index for name in ("a", "a-2"))
    assert main(command) == 0 and "2 of 2 articles" in capsys.readouterr().err


def test_an_article_that_is_gone_leaves_the_site(folder, tmp_path, capsys):
    """Protects readers of a site from links and search results that lead nowhere."""
    (folder / "bad.txt").unlink()
    out = tmp_path / "out"
    command = ["batch", str(folder), "-o", str(out), "--workers", "1"]
    assert main(command) == 0
    (folder / "a.md").unlink()
    assert main(command) == 0
    assert "市民" not in (out / "index.html").read_text("utf-8")
    assert [p.name for p in (out / "articles").glob("*.html")] == ["a.html"]
    assert not any("市民" in p.read_text("utf-8") for p in out.rglob("*.js"))


def test_readings_reach_every_format(folder, tmp_path, monkeypatch):
    """Protects --reading, --sandhi and --numbers of a batch: one object, not the parts of it as plain text."""
    taken = []
    monkeypatch.setattr("companion.batch.run_each", lambda jobs, **_: taken.extend(jobs) or iter(()))
    options = ["--reading", "zhuyin", "--sandhi", "--numbers", "spelled"]
    main(["batch", str(folder), "-o", str(tmp_path / "o"), "--to", "csv", "--to", "json", *options])
    assert taken[0].options["csv"] == {"reading": ReadingOptions("zhuyin", sandhi=True, numbers="spelled")}
    assert taken[0].options["json"] == taken[0].options["csv"]


def test_the_articles_own_folder_is_not_written_to(folder, tmp_path, capsys):
    """Protects the articles."""
    assert main(["batch", str(folder), "-o", str(folder)]) == 2
    assert "name another one" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert main(["batch", str(tmp_path / "empty"), "-o", str(tmp_path / "x")]) == 2
    assert "has no article" in capsys.readouterr().err
