"""`companion.Exercises` without a browser."""

from __future__ import annotations

import pytest

import companion
from companion.errors import InputError, OutputError
from companion.export.results_csv import collect, collected_csv, read_results


@pytest.fixture(scope="module")
def article(articles):
    return companion.read(articles / "dianpian.txt")


@pytest.fixture
def exercises(article):
    return companion.Exercises(article, ("cloze", "pinyin"), count=4, seed=1, known=(), learning=())


def test_answers_are_marked_and_tabled(exercises):
    """Protects the results: one row per item, ready for pandas, with what the student did."""
    first, second = exercises.sheet.items[:2]
    assert exercises.answer(1, first.answer) == "Right."
    assert exercises.answer(2, "錯") == "Not the article's word; another may fit too."
    assert exercises.answer(2, second.answer) == "Right."
    rows = exercises.results
    assert [r["earned"] for r in rows] == [1.0, 0.5, None, None]
    assert [r["right"] for r in rows] == [True, True, None, None]
    assert rows[1]["tries"] == 2 and rows[0]["id"] == first.id
    assert exercises.score == (1.5, 4)


def test_strange_messages_of_a_browser_change_nothing(exercises):
    """Protects Python from a page that somebody tampered with."""
    before = exercises.results
    for message in (None, 3, [], {}, {"type": "check"}, {"type": "check", "id": "x"}, {"type": "hint", "id": 5},
                    {"type": "show", "id": None}, {"type": "restart", "which": 7}, {"type": "answer", "id": exercises.sheet.items[0].id, "response": {"a": 1}, "seconds": "x"}):  # fmt: skip
        exercises._heard(exercises, message, None)
    after = exercises.results
    assert [r["tries"] for r in after] == [r["tries"] for r in before]
    exercises._heard(
        exercises, {"type": "check", "id": exercises.sheet.items[0].id, "response": "長" * 100_000}, None
    )
    assert len(exercises.results[0]["response"]) <= 2000


def test_a_viewer_without_widgets_sees_the_questions_and_no_answer(exercises):
    """Protects a notebook on the web, and its escaping."""
    data, _ = exercises._repr_mimebundle_()
    html = data["text/html"]
    assert exercises.sheet.items[0].text[:12] in html
    assert all(i.answer not in html for i in exercises.sheet if i.kind == "cloze")


@pytest.mark.parametrize(
    ("options", "message"),
    [({"kinds": "quiz"}, "no exercise is called 'quiz'"), ({"checking": "never"}, "checking is 'each' or 'end'"),
     ({"questions": "nothing.toml"}, "nothing.toml: can't be read")],
)  # fmt: skip
def test_a_wrong_option_is_said_in_one_line(article, options, message):
    """Protects those who type from memory."""
    with pytest.raises(InputError, match=message):
        companion.Exercises(article, **options)
    with pytest.raises(InputError, match="takes an Article, not str"):
        companion.Exercises("電騙")


def test_results_are_handed_in_and_put_together(article, exercises, tmp_path):
    """Protects the class's table: each student's points, each item's share, formulas defused."""
    exercises.answer(1, exercises.sheet.items[0].answer)
    exercises.answer(2, "=HYPERLINK(1)")
    one = exercises.to_csv(tmp_path / "mei.csv", student="陳美")
    again = companion.Exercises(article, ("cloze", "pinyin"), count=4, seed=1, known=(), learning=())
    for n, item in enumerate(again.sheet, 1):
        again.answer(n, item.answer)
    two = again.to_csv(tmp_path / "ming.csv")
    text = one.read_text("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert read_results(one)[1]["response"] == "=HYPERLINK(1)"
    students = collect([one, two])
    assert [(s["student"], s["earned"], s["points"]) for s in students] == [
        ("ming", 4.0, 4.0),
        ("陳美", 1.0, 4.0),  # two of four were answered
    ]
    table = collected_csv(students)
    first = again.sheet.items[0]  # a column says in words what was asked
    assert f'"1 missing word, to write: {first.answer}"' in table.splitlines()[0]
    assert "陳美" in table and table.splitlines()[-1].startswith("the class,2 files")
    # A spreadsheet that saves with semicolons and UTF-16 changes nothing.
    (tmp_path / "saved.csv").write_bytes(text.replace(",", ";").encode("utf-16"))
    assert collect([tmp_path / "saved.csv"])[0]["earned"] == 1.0


def test_files_of_others_are_neither_overwritten_nor_read(exercises, tmp_path):
    """Protects a teacher's own files."""
    mine = tmp_path / "marks.csv"
    mine.write_text("name,mark\n", "utf-8")
    with pytest.raises(OutputError, match="was not written by Companion"):
        exercises.to_csv(mine)
    with pytest.raises(InputError, match="has no column 'student'"):
        read_results(mine)
    (tmp_path / "bad.csv").write_text("student,sheet,id,earned,points\na,s,x,viel,1\n", "utf-8")
    with pytest.raises(InputError, match=r"bad.csv, row 2: earned is 'viel'"):
        read_results(tmp_path / "bad.csv")
