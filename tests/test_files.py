"""Files of the user: changed whole, and never over what somebody else wrote."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from companion.errors import OutputError
from companion.files import change_text
from companion.files.folders import cache_folder, data_folder


def test_a_file_that_changes_meanwhile_is_read_again(tmp_path):
    """Protects what a spreadsheet program saved while we were writing."""
    file = tmp_path / "new" / "a.csv"
    seen = []

    def change(before):
        seen.append(before)
        if len(seen) == 2:
            file.write_bytes(b"theirs\n")
        return (before or b"").decode() + "ours\n"

    change_text(file, change)
    change_text(file, change)
    assert file.read_text("utf-8") == "theirs\nours\n"
    assert seen == [None, b"ours\n", b"theirs\n"]


def test_processes_that_write_at_once_lose_nothing_of_each_other(tmp_path):
    """Protects a person with two notebooks open."""
    file = tmp_path / "a.txt"
    code = (
        "import sys; from companion.files import change_text\n"
        f"for i in range(20): change_text({str(file)!r}, lambda b: (b or b'').decode() + sys.argv[1])"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, letter], env={**os.environ}) for letter in "ab"]
    assert [p.wait(60) for p in running] == [0, 0]
    assert sorted(file.read_text("utf-8")) == ["a"] * 20 + ["b"] * 20


def test_what_a_change_raises_leaves_the_file_alone(tmp_path):
    """Protects a file that we don't understand."""
    file = tmp_path / "a.txt"
    file.write_text("theirs", encoding="utf-8")

    def refuse(before):
        raise OutputError("no")

    with pytest.raises(OutputError, match="no"):
        change_text(file, refuse)
    assert file.read_text("utf-8") == "theirs"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_the_users_folders_can_be_moved(tmp_path, monkeypatch):
    """Protects schools whose home folders are not writable."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "d"))
    monkeypatch.setenv("COMPANION_CACHE_DIR", str(tmp_path / "c"))
    assert (data_folder(), cache_folder()) == (tmp_path / "d", tmp_path / "c")
    monkeypatch.delenv("COMPANION_DATA_DIR")
    assert data_folder().name == "hanzi-companion"
