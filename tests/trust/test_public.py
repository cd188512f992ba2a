"""The public functions and the command raise and print Companion's own errors only, whatever they are given."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest

import companion
from companion.cli import main
from companion.corrections import Corrections
from companion.errors import CompanionError
from companion.export.json_article import write_json
from companion.vocabulary import Vocabulary

STRANGE = [
    None,
    5,
    1.5,
    b"x",
    "",
    "a\0b",
    "\ud800",
    "x" * 5000,
    [],
    {},
    object(),
    "/",
    "no/such/file",
    Path("no"),
]


@pytest.mark.parametrize(
    "function", [companion.read, companion.load, companion.Glossary.load, companion.read_text]
)
def test_a_file_that_is_named_in_any_way_is_told(function):
    """Protects a notebook from errors that say nothing of what to do."""
    for value in STRANGE:
        if function == companion.Glossary.load and value is None:
            continue
        with pytest.raises(CompanionError):
            function(value)


@pytest.mark.parametrize(
    "option",
    [
        "paragraphs",
        "glossary",
        "translator",
        "encoding",
        "memory",
        "corrections",
        "password",
        "pages",
        "grain",
    ],
)
def test_an_option_of_any_kind_is_taken_or_told(option, tmp_path):
    """Protects who mixes up the options of `read`."""
    file = tmp_path / "a.txt"
    file.write_text("警方打擊電騙。", "utf-8")
    for value in [*STRANGE, ["no.tmx"], [5], "x.tmx", ("",)]:
        try:
            companion.read(file, **{"translator": None, option: value})
        except CompanionError as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize("function", [companion.write_handout, write_json])
def test_a_place_of_any_kind_is_told(function, tmp_path, monkeypatch):
    """Protects who names a place that is none."""
    monkeypatch.chdir(tmp_path)
    article = companion.read_text("警方打擊電騙。", translator=None)
    for value in STRANGE:
        try:
            function(article, value)
        except CompanionError as error:
            assert "\n" not in str(error)


def companion_command(*arguments, **more):
    return subprocess.run([sys.executable, "-m", "companion", *arguments], stderr=subprocess.PIPE, **more)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_what_can_not_be_printed_is_no_traceback(tmp_path, monkeypatch, capfdbinary):
    """Protects the end of a command: a full or closed output, and a path that is no UTF-8, after the work was done."""
    name = os.fsencode(tmp_path) + b"/\xe9\xff.txt"
    Path(os.fsdecode(name)).write_bytes("警方打擊電騙。".encode())
    page = name.replace(b".txt", b".html")
    handout = ["handout", os.fsdecode(name), "-o", os.fsdecode(page), "--translator", "none"]
    assert main(handout) == 0
    assert capfdbinary.readouterr().out == page + b"\n"
    with Path("/dev/full").open("w") as full, monkeypatch.context() as printed:
        printed.setattr(sys, "stdout", full)
        main(handout)
    told = [capfdbinary.readouterr().err]
    with Path("/dev/full").open("wb") as full:  # a process, for it also prints what is left at its end
        told += [companion_command("annotate", name, "--translator", "none", stdout=full).stderr]
    for error in told:
        assert b"Traceback" not in error and error.count(b"\n") == 1 and b"standard output" in error
    code = "import os, sys; os.close(1); os.close(2); from companion.__main__ import main; sys.exit(main(['annotate', sys.argv[1], '--translator', 'none']))"
    assert subprocess.run([sys.executable, "-c", code, name]).returncode in (0, 2)


def test_what_nobody_foresaw_is_one_line(monkeypatch, capsys, tmp_path):
    """Protects whoever types a command: where to look, and `--debug` for the rest."""
    file = tmp_path / "a.txt"
    file.write_text("警方打擊電騙。", "utf-8")
    for error in (KeyError("x"), RuntimeError("two\nlines"), ZeroDivisionError(), AssertionError("\x1b[2J")):
        monkeypatch.setattr(
            "companion.pipeline.read", lambda *a, error=error, **k: (_ for _ in ()).throw(error)
        )
        assert main(["annotate", str(file)]) == 2
        told = capsys.readouterr().err
        assert told.count("\n") == 1 and "--debug" in told and type(error).__name__ in told
        with pytest.raises(type(error)):
            main(["annotate", str(file), "--debug"])


def test_a_worker_goes_when_its_parent_was_killed(tmp_path):
    """Protects the memory of a machine: a batch that is killed leaves no process behind."""
    import signal
    import time

    for n in range(40):
        (tmp_path / f"{n}.txt").write_text("警方打擊電騙。" * 400, "utf-8")
    code = "import sys; from companion.cli import main; sys.exit(main(sys.argv[1:]))"
    batch = subprocess.Popen(
        [sys.executable, "-c", code, "batch", str(tmp_path), "-o", str(tmp_path / "out"), "--workers", "2", "--scheduler", "pool", "--translator", "none"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip

    def children():
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    if int(entry.joinpath("stat").read_text().rpartition(")")[2].split()[1]) == batch.pid:
                        found.append(int(entry.name))
                except (OSError, ValueError):
                    continue
        return found

    if not Path("/proc/self/stat").exists():
        pytest.skip("needs /proc")
    workers = next(
        (c for _ in itertools.repeat(None, 600) if len(c := children()) >= 3 or time.sleep(0.1)), []
    )
    assert len(workers) >= 3  # two of them, and what watches over shared resources
    batch.send_signal(signal.SIGKILL)
    batch.wait()

    def alive(pid):
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False

    for _ in range(600):
        if not any(map(alive, workers)):
            return
        time.sleep(0.1)
    raise AssertionError("a worker is still there")


def test_two_kernels_on_one_article_lose_nothing(tmp_path):
    """Protects a teacher with the same article open twice: corrections and words of both are kept."""
    article = tmp_path / "a.txt"
    article.write_text("他率代表團訪問。警方打擊電騙。", "utf-8")
    code = (
        "import sys, companion\n"
        "from companion.corrections import correction_at, remember\n"
        "from companion.vocabulary import Vocabulary\n"
        "p = companion.read(sys.argv[1], translator=None).paragraphs[0]\n"
        "for at in map(int, sys.argv[2].split(',')):\n"
        "    remember(correction_at(p, at, at + 1, 'simplified', '甲'), sys.argv[1])\n"
        "    Vocabulary().mark(f'字{at}', 'known')\n"
    )
    env = {**os.environ, "COMPANION_DATA_DIR": str(tmp_path / "d")}
    kernels = [
        subprocess.Popen([sys.executable, "-c", code, str(article), places], env=env)
        for places in ("0,1,2,3,4", "8,9,10,11,12")
    ]
    assert [k.wait(300) for k in kernels] == [0, 0]
    assert len(Corrections.load(tmp_path / "a.txt.companion.toml")) == 10
    assert len(Vocabulary(tmp_path / "d" / "vocabulary.sqlite").words("known")) == 10


@pytest.mark.parametrize("kinds", [5, None, [5], [b"cloze"]])
def test_kinds_that_are_none_are_told(kinds):
    """Protects a notebook from frames of internals where a kind of exercise is no name."""
    from companion.exercises.sheet import make_exercises

    article = companion.read_text("警方打擊電騙。", translator=None)
    with pytest.raises(CompanionError):
        make_exercises(article, kinds, count=3)


@pytest.mark.parametrize("path", [".", "/"])
def test_corrections_beside_no_file_are_told(path):
    """Protects the same where a folder is named instead of an article."""
    from companion.corrections import Corrections

    with pytest.raises(CompanionError):
        Corrections.load_for(path)
