"""The teacher's questions."""

from __future__ import annotations

import pytest

from companion.errors import InputError
from companion.exercises import make_exercises
from companion.exercises.questions import load_questions, questions_beside, read_questions

GOOD = """
[[question]]
type = "true-false"
ask = "中心下月開始運作。"
answer = true
evidence = "下月1日起"

[[question]]
type = "true-false"
ask = "中心有一百名職員。"
answer = "not stated"

[[question]]
ask = "林女士等了多久？"
answer = "八個月"
accept = ["8個月"]
points = 2
"""


def test_questions_are_read_and_asked_in_order(article, tmp_path):
    """Protects the teacher's file: three kinds of truth, open questions, the place of the answer."""
    file = tmp_path / "dianpian.questions.toml"
    file.write_text(GOOD, "utf-8")
    assert questions_beside(tmp_path / "dianpian.txt") == file
    sheet = make_exercises(article, "comprehension", questions=load_questions(file))
    assert [i.answer for i in sheet] == ["true", "not stated", "八個月"]
    assert sheet.items[0].evidence.number == 3 and sheet.items[1].evidence is None
    assert [c.text for c in sheet.items[0].choices] == ["true", "false", "not stated"]
    assert sheet.points == 4


def test_a_quotation_that_the_article_lacks_is_said(article):
    """Protects a teacher who changed the article after writing the questions."""
    questions = read_questions('[[question]]\nask = "什麼？"\nevidence = "沒有這句"')
    assert "沒有這句" in make_exercises(article, "comprehension", count=1, questions=questions).remark


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[question]]\nanswer = 'a'", "x.toml, question 1: 'ask' is missing"),
        ("[[question]]\nask = 'a'\ntype = 'quiz'", 'question 1: type is \'quiz\'; write "true-false" or "open"'),
        ("[[question]]\nask='a'\n[[question]]\nask='b'\ntype='true-false'\nanswer='maybe'", "question 2: the answer of a true-false"),
        ("[[question]]\nask='a'\nanwser='b'", "question 1: has 'anwser'; there are"),
        ("[[question]]\nask='a'\npoints=0", "'points' is a whole number"),
        ("ask = 'a'", "write each question as a \\[\\[question\\]\\]"),
        ("[[question]\n", "x.toml: is no TOML: .*line 1"),
    ],
)  # fmt: skip
def test_a_mistake_names_the_question(text, message):
    """Protects those who write the file by hand."""
    with pytest.raises(InputError, match=message):
        read_questions(text, "x.toml")
