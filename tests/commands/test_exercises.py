"""The command `companion exercises`."""

from __future__ import annotations

import csv
import io
import shutil

import pytest

import companion
from companion.cli import main


@pytest.fixture
def file(articles, tmp_path, monkeypatch):
    for path in articles.glob("dianpian*"):
        shutil.copy(path, tmp_path / path.name)
    monkeypatch.chdir(tmp_path)
    return "dianpian.txt"


def test_a_worksheet_with_its_key_in_two_versions(file, tmp_path, capsys):
    """Protects the teacher's one line: four files, told on standard output."""
    assert (
        main(
            [
                "exercises",
                file,
                "--kind",
                "cloze,match",
                "--kind",
                "pinyin",
                "--count",
                "6",
                "--versions",
                "AB",
                "-o",
                "s.html",
            ]
        )
        == 0
    )
    told = capsys.readouterr().out.split()
    assert told == ["s-A.html", "s-A-key.html", "s-B.html", "s-B-key.html"]
    assert all((tmp_path / t).is_file() for t in told)


def test_the_questions_beside_the_article_are_used(file, tmp_path, capsys):
    """Protects the teacher's own questions."""
    (tmp_path / "dianpian.questions.toml").write_text(
        '[[question]]\nask = "誰等了八個月？"\nanswer = "林女士"\n', "utf-8"
    )
    assert main(["exercises", file, "--kind", "comprehension", "--count", "1", "-o", "s.html"]) == 0
    assert "誰等了八個月？" in (tmp_path / "s.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--kind", "quiz"], "no exercise is called 'quiz'"),
        (["-o", "x.doc"], "x.doc: its ending tells no form; name it with --as worksheet | self-check"),
        (["--count", "0"], "from 1 to 500"),
        (["--kind", "dictation", "-o", "x.gift"], "gift can't ask any of these exercises"),
        (["more.txt"], "one article at a time; what is more.txt?"),
        (["-o", "missing/x.html"], "the folder missing is missing"),
    ],
)
def test_mistakes_are_one_line(file, arguments, message, capsys):
    """Protects whoever types the command wrong."""
    assert main(["exercises", file, *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1 and "Traceback" not in error


def test_a_class_is_put_together(file, tmp_path, capsys):
    """Protects the class's table; without files it says what to name."""
    article = companion.read(file)
    for name, right in (("a.csv", 3), ("b.csv", 1)):
        work = companion.Exercises(article, "cloze", count=3, seed=1, known=(), learning=())
        for n, item in enumerate(work.sheet, 1):
            work.answer(n, item.answer if n <= right else "錯")
        work.to_csv(tmp_path / name, student=name[0])
    assert main(["exercises", "collect", "a.csv", "b.csv", "-o", "class.csv"]) == 0
    told = capsys.readouterr().out
    assert "a\t3 of 3\t3 of 3 answered" in told and "hardest of" in told and told.count("(50%)") == 2
    rows = list(csv.reader(io.StringIO((tmp_path / "class.csv").read_text("utf-8-sig"))))
    assert rows[1][:7] == ["a", "a.csv", rows[1][2], "A", "3.0", "3.0", "100"]
    assert rows[-1][8:] == ["100 %", "50 %", "50 %"]
    assert main(["exercises", "collect"]) == 2
    assert "name the students' files" in capsys.readouterr().err


def test_a_sheet_to_write_on_lies_beside_the_worksheet(file, tmp_path, capsys):
    """Protects the teacher's one line: the flag before the file's name is no value of it."""
    assert main(["exercises", "--writing-mi", file, "--count", "3", "-o", "s.html"]) == 0
    assert capsys.readouterr().out.split() == ["s.html", "s-key.html", "s-writing.html"]
    page = (tmp_path / "s-writing.html").read_text("utf-8")
    assert "ho-grid-mi" in page and "<title>Writing: " in page
    assert main(["handout", "--writing", file, "-o", "h.html"]) == 0
    assert "ho-grid-tian" in (tmp_path / "h.html").read_text("utf-8")
