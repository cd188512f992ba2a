"""The command `companion words`."""

from __future__ import annotations

import pytest

from companion.cli import main
from companion.learning import Learner


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs the command in a folder of its own, and gives what it printed."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def run(*words, code=0):
        assert main(["words", *words]) == code
        out = capsys.readouterr()
        return out.err if code else out.out

    return run


def test_words_from_a_list_to_another_machine(run, tmp_path):
    """Protects the way of a learner's words: a list, a mark, what is due, a file, a merge, undo, gone."""
    (tmp_path / "list.txt").write_text("打擊\n電騙\n", "utf-8")
    assert run("import", "list.txt") == "list.txt: 2 words are known now\n"
    run("mark", "密碼", "--as", "learning", "--level", "2")
    assert run("status", "密碼", "电骗", "斟酌") == "密碼\tlearning 2\n电骗\tknown\n斟酌\tnew\n"
    assert "due now 1; done today 0, 0 of 5 new ones" in run("reviews", "--new-per-day", "5")
    assert "3 words" in run("export", "mine.json")
    assert (
        run("import", "mine.json", "--words", "other.sqlite")
        == "mine.json: 3 words changed, 0 reviews new here\n"
    )
    assert Learner("other.sqlite").learning() == {"密碼": 2}
    assert "1 word brought back by Anki" in run("anki") and "due now 0" in run("reviews")
    assert "0 words brought back by Anki" in run("companion", "密碼")
    run("undo")
    assert "1 word in Anki" in run("reviews")
    assert "--yes" in run("forget", code=2)
    assert "3 words and all reviews deleted" in run("forget", "--yes")
    assert "known 0, learning 0" in run("status")


@pytest.mark.parametrize(
    "words", [["import"], ["import", "a", "--hsk", "1"], ["export"], ["mark"], ["import", "--hsk", "12"]]
)
def test_a_command_that_is_not_whole_is_told(run, words):
    """Protects who types half of it: one line says what is missing."""
    assert run(*words, code=2).count("\n") == 1


def test_words_go_to_anki_once(run, tmp_path, monkeypatch):
    """Protects from two schedules: a deck of one's own words hands them over, and its notes are those of an article's deck."""
    import sqlite3
    import zipfile

    import companion
    from companion.export.anki import write_anki

    learner = companion.Learner(tmp_path / "data" / "vocabulary.sqlite")
    place = {
        "sentence": "警方打擊電騙。",
        "at": 2,
        "reading": "dǎjī",
        "meaning": "to crack down on",
        "article": "新聞",
    }
    learner.mark("打擊", "learning", details={"打擊": place})
    assert "Anki brings them back" in run("export", "mine.apkg") and learner.due_count() == 0
    write_anki(
        companion.read_text("警方打擊電騙。", translator=None),
        tmp_path / "article.apkg",
        words=companion.WordChoice("all"),
    )
    notes = {}
    for name in ("mine", "article"):
        with zipfile.ZipFile(tmp_path / f"{name}.apkg") as archive:
            archive.extract("collection.anki2", tmp_path / name)
        with sqlite3.connect(tmp_path / name / "collection.anki2") as connection:
            notes[name] = dict(connection.execute("SELECT guid, flds FROM notes").fetchall())
    [guid] = notes["mine"]
    assert (
        guid in notes["article"]
        and "to crack down on" in notes["mine"][guid]
        and "新聞" in notes["mine"][guid]
    )
