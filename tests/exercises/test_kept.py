"""Exercises that a teacher keeps: their file, and the sheet that they make."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

import companion
from companion import Exercises, HandoutOptions
from companion.cli import main
from companion.errors import InputError
from companion.exercises import KINDS, make_exercises
from companion.exercises.kept import exercise_of, exercises_of, from_prompt, kept_sheet, table_of, to_prompt
from companion.exercises.model import Part
from companion.exercises.sheet import another
from companion.export.handout import handout_html
from companion.lessons.lesson import Lesson, change_lesson, lesson_beside, load_lesson

NAMES = [f"{kind}:{v}" if v else kind for kind, variants in KINDS.items() for v in variants or ("",)]


def test_an_item_of_each_kind_comes_back_from_the_file_as_it_was(article, tmp_path):
    """Protects what a teacher keeps: nothing of an exercise is lost on its way through the file."""
    items = [i for name in NAMES if name != "comprehension" for i in make_exercises(article, name, 2, seed=3)]
    assert len({i.kind for i in items}) >= 9
    file = tmp_path / "a.lesson.toml"
    change_lesson(file, lambda _: Lesson(exercises=tuple(table_of(i) for i in items)))
    assert [i for i, _ in exercises_of(load_lesson(file))] == items


@pytest.mark.parametrize("text", ["＿＿", "【x】＿", "a\\b‹c›", "‹", "】"])
def test_signs_of_the_article_are_no_signs_of_the_prompt(text):
    """Protects articles that have 【】, ‹› or ＿ themselves."""
    parts = (Part("text", text), Part("blank", size=2), Part("text", "。"))
    assert from_prompt(to_prompt(parts)) == parts


def test_an_exercise_written_by_hand_needs_little():
    """Protects a teacher's own exercises: kind, prompt and answer will do."""
    item = exercise_of({"kind": "cloze", "prompt": "警方打擊＿＿‹fraud›。", "answers": ["電騙", "詐騙"]})
    assert (item.form, item.points, item.text, item.answers) == (
        "text",
        1,
        "警方打擊＿＿。",
        ("電騙", "詐騙"),
    )
    chosen = exercise_of(
        {"kind": "cloze:choices", "prompt": "打擊＿＿", "answers": ["電騙"], "choices": ["電騙", "氣溫"]}
    )
    assert chosen.form == "choice"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({}, "has no kind"),
        ({"kind": "clozes"}, "no exercise is called"),
        ({"kind": "cloze", "prompt": "＿＿"}, "has no answer"),
        ({"kind": "cloze", "prompt": "＿＿", "answers": "電騙"}, "'answers' is a list"),
        (
            {"kind": "cloze:choices", "prompt": "＿＿", "answers": ["a"], "choices": ["b"]},
            "none of its choices",
        ),
        ({"kind": "order", "solution": ["a", "b"], "choices": ["a"]}, "not the parts"),
        ({"kind": "match", "items": ["a"], "solution": [], "choices": []}, "each of its items"),
        ({"kind": "tones", "items": ["ma"], "solution": ["7"]}, "tone from 1 to 5"),
        ({"kind": "segment", "prompt": "警方打擊", "solution": ["警方", "打"]}, "not those of its prompt"),
        ({"kind": "cloze", "prompt": "＿", "answers": ["a"], "points": "1"}, "points can't be"),
        ({"kind": "cloze", "prompt": "＿", "answers": ["a"], "level": "B9"}, "no level"),
    ],
)
def test_an_exercise_that_cant_be_is_told_with_its_number(table, message):
    """Protects who edits the file: one line says which exercise, what, and what to do."""
    with pytest.raises(InputError, match=message) as told:
        exercises_of(
            Lesson(exercises=({"kind": "pinyin", "prompt": "【電】", "answers": ["diàn"]}, table)),
            "a.lesson.toml",
        )
    assert str(told.value).startswith("a.lesson.toml, exercise 2: ")


def test_the_sheet_is_what_is_kept(articles, tmp_path):
    """Protects the teacher's choice: order and wording of the file, nothing that is struck out."""
    article_file = shutil.copy(articles / "dianpian.txt", tmp_path / "news.txt")
    article = companion.read(article_file, translator=None)
    first, second, third = make_exercises(article, ["cloze:bank"], 3).items
    tables = [table_of(third), {**table_of(first), "struck": True}, {**table_of(second), "points": 4}]
    change_lesson(lesson_beside(article_file), lambda _: Lesson(exercises=tuple(tables)))
    sheet = kept_sheet(article)
    assert [i.id for i in sheet] == [third.id, second.id] and sheet.items[1].points == 4
    assert {third.answer, second.answer} <= set(sheet.bank)
    assert all({c.text for c in i.choices} == set(sheet.bank) for i in sheet)
    assert third.answer not in sheet.title
    assert [i.id for i in Exercises(article).sheet] == [third.id, second.id]
    assert [i.kind for i in Exercises(article, "pinyin", 2).sheet] == ["pinyin", "pinyin"]
    page = handout_html(article, HandoutOptions(exercises=1, vocabulary="none", english=False))
    assert page.count('<li class="ws-item') == 4  # asked, and answered
    out = tmp_path / "sheet.html"
    assert main(["exercises", str(article_file), "-o", str(out), "--versions", "AB"]) == 0
    assert third.text.split("＿")[0] in (tmp_path / "sheet-A.html").read_text("utf-8")
    assert (tmp_path / "sheet-B.html").read_text("utf-8").count('class="ws-item ') == 2


def test_version_b_of_what_is_kept_has_other_sentences(tmp_path):
    """Protects two rows of students: other sentences where the article has them, and the teacher's own wording as it is."""
    article_file = tmp_path / "news.txt"
    article_file.write_text(
        "警方昨日在旺角一間酒店拘捕三名疑犯。消防員今早在現場撲滅火警。警方今早在機場再拘捕一名女子。"
        "校方曾向六百名家長發出問卷。"
        "居民下午返回大廈收拾自己的物品。學生參加學校舉辦的音樂比賽。老師鼓勵同學多閱讀中文書籍。醫生提醒市民在晚上不要服用過期的藥物。"
        "他承認自己過於保守。老師要求學生訪問四十個不同的家庭。醫生認為病人應該立即休息。",
        "utf-8",
    )
    article = companion.read(article_file, translator=None)
    items = make_exercises(article, ["cloze", "segment"], 4, learning={"拘捕", "服用"}).items
    worded = next(n for n, i in enumerate(items) if i.word == "服用")
    tables = [table_of(i) for i in items]
    tables[worded] = {**tables[worded], "prompt": "長者要＿＿‹to take (medicine)›藥丸。"}
    change_lesson(lesson_beside(article_file), lambda _: Lesson(exercises=tuple(tables)))
    a, b = (kept_sheet(article, version) for version in "AB")
    assert len(a) == len(b) == 4
    assert "長者要＿＿藥丸。" in {i.text for i in b}
    same = len({i.id for i in a} & {i.id for i in b})
    assert b.remark.startswith(f"Of 4 exercises of version B {same} stand") and not a.remark
    seized = [next(i for i in sheet if i.word == "拘捕") for sheet in (a, b)]
    assert len({i.evidence.sentence for i in seized}) == 2
    assert any(i.id not in {j.id for j in a} for i in b if i.kind == "segment")
    assert {i.word for i in a} == {i.word for i in b}


def test_one_more_item_fits_beside_the_others(article):
    """Protects a sheet that is mended: another item uses no sentence twice and shows no answer."""
    items = list(make_exercises(article, ["cloze", "pinyin"], 6))
    seen = []
    while (more := another(article, "cloze", items[1:], avoid=[items[0].id, *seen])) and len(seen) < 3:
        seen.append(more.id)
        assert more.evidence.sentence not in {i.evidence.sentence for i in items[1:]}
        assert not any(more.answer in i.text for i in items[1:])
    assert len(set(seen)) == 3


def test_comments_and_unknown_keys_of_the_file_stay(tmp_path):
    """Protects what a person wrote into the file by hand."""
    file = tmp_path / "a.lesson.toml"
    file.write_text(
        '# ours\nformat = "companion/lesson@1"\nclass = "4B"  # mine\n\n[[exercise]]\nid = "a"  # the first\nkind = "pinyin"\n'
        'prompt = "【電】"\nanswers = ["diàn"]\nauthor = "May"\n\n[[exercise]]\nid = "b"\nkind = "pinyin"\nprompt = "【騙】"\nanswers = ["piàn"]\n',
        "utf-8",
    )

    def turned(lesson):
        one, two = lesson.exercises
        return replace(lesson, drop=("部門",), exercises=(two, {**one, "points": 2}))

    change_lesson(file, turned)
    text = file.read_text("utf-8")
    assert all(t in text for t in ("# ours", 'class = "4B"  # mine', "# the first", 'author = "May"'))
    assert [e["id"] for e in load_lesson(file).exercises] == ["b", "a"] and load_lesson(file).drop == (
        "部門",
    )
    with pytest.raises(InputError):
        change_lesson(file, lambda lesson: 1 / 0 if not lesson.exercises else _told())
    assert file.read_text("utf-8") == text


def _told():
    raise InputError("no")
