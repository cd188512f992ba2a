"""The doors themselves: what is opened, what is written where, in which order, and what is left."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from trust.samples import reader_of, samples

import companion
from companion.errors import CompanionError, InputError, OutputError
from companion.files import (
    backups,
    change_text,
    read_bytes,
    restore,
    sweep,
    write_bytes_atomically,
    write_text_atomically,
)
from companion.vocabulary import Vocabulary

posix = pytest.mark.skipif(os.name == "nt", reason="needs pipes, links and locks of POSIX")


@posix
@pytest.mark.parametrize(
    "kind", ["fifo", "link to a fifo", "device", "link to a device", "folder", "link to itself"]
)
def test_only_ordinary_files_are_opened(kind, subtests, tmp_path):
    """Protects the notebook from waiting for ever: a pipe, a device, a folder and a link to one are told at once."""
    other = tmp_path / "other"
    os.mkfifo(other)
    for name in samples():
        path = tmp_path / name
        if kind == "fifo":
            os.mkfifo(path)
        elif kind == "link to a fifo":
            path.symlink_to(other)
        elif kind == "link to a device":
            path.symlink_to("/dev/zero")
        elif kind == "device":
            path = Path("/dev/zero")
        elif kind == "folder":
            path.mkdir()
        else:
            path.symlink_to(path)
        with subtests.test(name), pytest.raises(CompanionError):
            companion.files.ordinary(path) if kind == "device" else reader_of(name)(path)


@posix
def test_what_lies_beside_an_article_may_be_a_pipe(tmp_path, monkeypatch):
    """Protects reading from what somebody put beside the article, or into the data folder."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path))
    file = tmp_path / "a.txt"
    file.write_text("警方打擊電騙。", "utf-8")
    for name in ("companion.tmx", "a.tmx", "memory.tmx", "glossary.csv", "vocabulary.sqlite"):
        os.mkfifo(tmp_path / name)
    assert companion.read(file).notices
    with pytest.raises(CompanionError):
        Vocabulary().status("电骗")
    os.mkfifo(tmp_path / "a.companion.toml")
    with pytest.raises(CompanionError, match="pipe"):
        companion.read(file)
    folder = tmp_path / "templates"
    folder.mkdir()
    os.mkfifo(folder / "page.html")
    article = companion.read_text("警方打擊電騙。", translator=None)
    with pytest.raises(InputError, match="pipe"):
        companion.write_handout(
            article, tmp_path / "h.html", companion.render.HandoutOptions(templates=str(folder))
        )


@pytest.mark.skipif(
    not Path("/dev/fd").is_dir() or not Path("/bin/bash").exists(), reason="needs bash and /dev/fd"
)
def test_process_substitution_is_read_and_written(tmp_path):
    """Protects `companion annotate <(…)`: a pipe that the person opened themself is one they want read."""
    (tmp_path / "a.txt").write_text("警方打擊電騙。", "utf-8")
    command = f"{sys.executable} -m companion annotate <(cat a.txt) --translator none -o >(cat > b.json; echo done >&2)"
    done = subprocess.run(
        ["/bin/bash", "-c", command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(companion.__file__).parents[1])},
    )
    assert done.returncode == 0 and companion.load(tmp_path / "b.json").paragraphs, done.stderr


def test_a_file_that_is_written_while_it_is_read_is_read_again_or_told(tmp_path):
    """Protects a reader of a file that syncs at that moment: half of the old and half of the new is neither."""
    file = tmp_path / "a.txt"
    parts = [bytes([65 + i]) * 2_000_000 for i in range(3)]
    file.write_bytes(parts[0])
    stop = threading.Event()

    def write():
        n = 0
        while not stop.is_set():
            n += 1
            with file.open("r+b") as out:
                out.write(parts[n % 3])
                out.truncate()
            time.sleep(0.01 * (n % 7))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(15):
            try:
                data = read_bytes(file)
            except InputError as error:
                assert "changes while it is read" in str(error)
                continue
            assert data in parts
    finally:
        stop.set()
        writer.join()


@posix
def test_a_link_stays_a_link_and_what_it_leads_to_is_written(tmp_path):
    """Protects a glossary that is linked into a synced folder; its rights stay too."""
    (tmp_path / "synced").mkdir()
    real, link = tmp_path / "synced" / "terms.csv", tmp_path / "terms.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to("synced/terms.csv")
    (tmp_path / "again.csv").symlink_to(link)
    change_text(tmp_path / "again.csv", lambda before: before.decode() + " and new")
    assert (
        link.is_symlink() and real.read_text() == "old and new" and stat.S_IMODE(real.stat().st_mode) == 0o640
    )
    assert [b.path.read_text() for b in backups(link)] == ["old"]
    real.unlink()
    write_text_atomically(link, "made again")  # the link led nowhere
    assert real.read_text() == "made again"
    for place in ("/dev/null",):
        write_text_atomically(place, "x")
        assert stat.S_ISCHR(Path(place).stat().st_mode)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="pipe"):
        write_text_atomically(tmp_path / "pipe", "x")


STEPS = ("open", "write", "fsync", "link", "replace", "fsync folder")


class _PowerLoss(BaseException):
    pass


@posix
@pytest.mark.parametrize("at", range(7))
def test_after_a_loss_of_power_the_old_or_the_new_is_there(at, tmp_path, monkeypatch):
    """Protects a person's file at each step of its writing; the next writer clears away what was left."""
    file = tmp_path / "own.csv"
    change_text(file, lambda before: "old")
    order: list[str] = []

    def step(name):
        order.append(name)
        if len(order) - 1 == at:
            raise _PowerLoss

    fsync, replace, link = os.fsync, Path.replace, os.link
    monkeypatch.setattr(
        os,
        "fsync",
        lambda fd: (step("fsync folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "fsync"), fsync(fd))[1],
    )
    monkeypatch.setattr(os, "link", lambda *a: (step("link"), link(*a))[1])
    monkeypatch.setattr(Path, "replace", lambda self, to: (step("replace"), replace(self, to))[1])
    monkeypatch.setattr(Path, "unlink", lambda self, missing_ok=False: None)  # nobody clears away
    try:
        change_text(file, lambda before: "new")
    except _PowerLoss:
        pass
    else:
        assert order == [
            "fsync",
            "link",
            "replace",
            "fsync folder",
        ]  # on the disk first, then its name, then the folder
    monkeypatch.undo()
    assert file.read_text() == ("new" if "fsync folder" in order else "old")
    change_text(file, lambda before: before.decode() + "er")
    sweep(tmp_path)
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(".part")]


_ADD = (
    "import sys; from companion.files import change_text\n"
    "for i in range(int(sys.argv[3])): change_text(sys.argv[1], lambda b: (b or b'').decode() + f'{sys.argv[2]}{i}\\n')"
)


def test_writers_with_different_caches_lose_nothing(tmp_path):
    """Protects a class file that several accounts, containers or cache folders write at the same time."""
    file = tmp_path / "class" / "terms.csv"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _ADD, str(file), letter, "25"],
            env={**os.environ, "COMPANION_CACHE_DIR": cache},
        )
        for letter, cache in (
            ("a", str(tmp_path / "1")),
            ("b", str(tmp_path / "2")),
            ("c", "/dev/null/none"),
            ("d", str(tmp_path / "1")),
        )
    ]
    assert [w.wait(300) for w in writers] == [0, 0, 0, 0]
    assert sorted(file.read_text().split()) == sorted(f"{x}{i}" for x in "abcd" for i in range(25))
    assert sorted(p.name for p in file.parent.iterdir()) == [".companion-backups", "terms.csv"]


@posix
def test_a_killed_writer_leaves_the_file_whole_and_nothing_behind(tmp_path):
    """Protects what was said to be kept from a machine that is switched off."""
    file = tmp_path / "own.csv"
    code = _ADD.replace("change_text(sys.argv[1]", "print(i, flush=True); change_text(sys.argv[1]")
    for _ in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-c", code, str(file), "x", "100000"], stdout=subprocess.PIPE, text=True
        )
        writer.stdout.readline()
        time.sleep(0.1)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        lines = file.read_bytes().split(b"\n") if file.exists() else [b""]
        assert lines[-1] == b""
    left = tmp_path / ".own.csv.companion-0123abcd.part"
    left.write_text("half")
    change_text(file, lambda before: "ours")
    sweep(tmp_path)
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(".part")]
    assert (tmp_path / ".own.csv.part").exists() is False


def test_what_a_living_writer_writes_is_not_swept(tmp_path):
    """Protects a slow writer from a quick one."""
    from companion.files.writing import _new_beside

    out, place = _new_beside(tmp_path / "a.txt")
    assert sweep(tmp_path) == 0 and place.exists()
    out.close()
    stranger = tmp_path / ".movie.abcdefgh.part"
    stranger.write_text("theirs")
    if os.name != "nt":
        assert sweep(tmp_path) == 1
    assert stranger.exists()


def test_states_are_numbered_thinned_out_and_put_back(tmp_path, monkeypatch):
    """Protects a person from their own last change, whatever the clock says; putting back can be taken back."""
    file = tmp_path / "own.csv"
    for n in range(40):
        change_text(file, lambda before, n=n: f"state {n}")
        os.utime(file, (1e9 - n, 1e9 - n))  # a clock that goes backwards
    kept = backups(file)
    assert [b.path.read_text() for b in kept[:3]] == ["state 38", "state 37", "state 36"] and 10 <= len(
        kept
    ) <= 24
    assert restore(file, kept[2].number).number == kept[2].number
    assert file.read_text() == "state 36" and backups(file)[0].path.read_text() == "state 39"
    file.unlink()
    restore(file)
    assert file.read_text() == "state 39"
    with pytest.raises(InputError, match="no earlier state has the number 9999"):
        restore(file, 9999)
    change_text(file, lambda before: "state 39")  # nothing changes, and nothing is kept
    assert len(backups(file)) <= 24


def test_the_words_of_a_person_are_kept_once_a_day_and_put_back(tmp_path):
    """Protects the vocabulary, which is a database: its state of the day before comes back whole."""
    from companion.vocabulary import Vocabulary

    words = Vocabulary(tmp_path / "words.sqlite")
    words.mark("电骗", "known")
    words.mark("打击", "learning")
    assert len(backups(words.path)) == 1
    restore(words.path)
    assert words.words("known") == ["电骗"] and words.words("learning") == []


def test_the_command_lists_states_and_puts_one_back(tmp_path, capsys, monkeypatch):
    """Protects who never opens a terminal but this once."""
    from companion.cli import main

    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for text in ("one", "two"):
        change_text(tmp_path / "glossary.csv", lambda before, text=text: text)
    assert main(["backups", "list"]) == 0
    assert "glossary.csv  number 1" in capsys.readouterr().out
    assert main(["backups", "restore", "glossary.csv"]) == 0
    assert (tmp_path / "glossary.csv").read_text() == "one"
    assert main(["backups", "restore", "other.csv"]) == 2
    assert main(["backups", "restore"]) == 2


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="needs an account that may not write everywhere"
)
def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    """Protects who reads from a disk that is read only."""
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="can't be"):
        change_text(tmp_path / "a.csv", lambda before: "x")
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("place", ["/dev/null/none", "file", "folder in the way"])
def test_a_cache_that_can_not_be_used_is_as_good_as_none(place, tmp_path, ready_index):
    """Protects a school's machines: reading goes on, and the index is made once, not twice."""
    cache = tmp_path / "cache"
    if place == "file":
        cache.write_text("x")
    elif place == "folder in the way":
        from companion.language.dictionary.index import FORMAT  # noqa: F401

        cache.mkdir()
        for name in ("translations-1.sqlite", "downloads"):
            (cache / name).mkdir()
    else:
        cache = Path(place)
    code = (
        "import sqlite3, sys, companion.language.dictionary.index as i, companion\n"
        "made = []\n"
        "i._fill = lambda c: (made.append(1), sqlite3.connect(sys.argv[1]).backup(c))\n"  # what it says is not the matter
        "a = companion.read_text('警方打擊電騙。')\n"
        "assert len(made) == 1 and a.paragraphs[0].tokens, made"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(ready_index)],
        env={**os.environ, "COMPANION_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_a_damaged_index_is_made_anew_when_it_is_asked(tmp_path, monkeypatch, index_is_copied):
    """Protects reading from a disk that forgets: an index whose beginning is whole is damaged all the same."""
    from companion.language.dictionary import index
    from companion.language.dictionary.cedict import Cedict

    monkeypatch.setenv("COMPANION_CACHE_DIR", str(tmp_path))
    index.open_index()[0].close()
    (path,) = tmp_path.iterdir()
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"\xff" * (len(data) - 8192 - 4096)
    path.write_bytes(data)
    assert Cedict().lookup("銀行")


def test_many_exports_into_a_folder_are_linear(tmp_path):
    """Protects a batch of a thousand files: the folder is not looked through for each of them."""
    import companion.files.writing as writing

    looked = []
    before = writing.sweep
    writing.sweep = lambda folder: looked.append(folder) or before(folder)
    try:
        for n in range(60):
            write_bytes_atomically(tmp_path / f"{n}.txt", b"x", durable=False)
    finally:
        writing.sweep = before
    assert len(looked) < 30
