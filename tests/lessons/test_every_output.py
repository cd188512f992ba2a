"""A lesson as a teacher changed it, in every output: one list of words, one sheet of exercises."""

from __future__ import annotations

import base64
import html
import io
import json
import re
import sqlite3
import zipfile

import pytest

import companion
from companion.exercises import make_exercises
from companion.exercises.kept import kept_sheet
from companion.export.exercise_formats import write_exercises
from companion.export.formats import FORMATS, write
from companion.export.h5p import h5p_type
from companion.export.worksheet import write_worksheet
from companion.lessons.lesson import load_lesson
from companion.widgets import lesson_editor
from companion.widgets.lesson_editor import LessonEditor

TEXT = """紅磡體育館舉行決賽

醫院管理局昨日宣布，三名受傷的球迷已經出院。香港隊前晚在紅磡體育館衛冕成功，現場掌聲雷動。

主辦單位表示，門票早已售罄，明年會增設座位。康文署將檢討場館的保安安排，並呼籲市民使用公共交通工具。

一名工程師駕私家車前往球場途中受傷，直升機把行山客和他送往醫院。消防處、運輸署和天文台其後派員到場，區域法院亦批出拘捕令。

天文台發出警告，漁船返回碼頭，倉庫的雜誌和蠟燭濕透。警犬在樹林找到手套、雨傘和鑰匙。廚師把水果和蔬菜送到廟宇。
"""
OURS = ("紅磡體育館", "醫院管理局", "衛冕")  # and not 香港體育館, 醫管局, 卫冕
FIRST, ADDED, DROPPED = "呼籲", "座位", "倉庫"


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """An article whose list and exercises a teacher changed in the editor."""
    file = tmp_path_factory.mktemp("lesson") / "final.txt"
    file.write_text(TEXT, "utf-8")
    article = companion.read(file, translator=None)
    editor = LessonEditor(article, kinds=("pinyin", "match", "cloze:open"), count=6)
    words = [e["word"] for e in editor._words]
    assert set(OURS) <= set(words) and {FIRST, DROPPED} <= set(words) and ADDED not in words, words
    made = tuple(editor.sheet.items)
    asked = {"do": "strike", "id": editor.sheet.items[0].id, "struck": True}
    for step in ({"do": "keep"}, {"do": "add-word", "word": ADDED}, {"do": "drop-word", "word": DROPPED},
                 {"do": "move-word", "word": FIRST, "to": 0}, asked):  # fmt: skip
        editor._heard(None, step, None)
    assert editor._words[0]["word"] == FIRST
    return companion.read(file, translator=None), [e["word"] for e in editor._words], editor.sheet, made


def texts(path):
    """The file's own text; of an archive that of all its parts."""
    data = path.read_bytes()
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {n: archive.read(n).decode("utf-8", "replace") for n in archive.namelist()}
    return {"": data.decode("utf-8")}


def anki_words(path):
    with zipfile.ZipFile(path) as archive:
        archive.extract("collection.anki2", path.parent)
    base = sqlite3.connect(path.parent / "collection.anki2")
    return [fields.split("\x1f")[0] for (fields,) in base.execute("select flds from notes order by id")]


def table_words(text, pattern):
    return [html.unescape(re.sub(r"<[^>]*>", "", found)).strip() for found in re.findall(pattern, text, re.S)]


def listed(form, path):
    """The words of an output's list, in its order."""
    if form == "anki":
        return anki_words(path)
    found = texts(path)
    if form == "csv":
        return [line.split(",")[1] for line in found[""].splitlines()[1:]]
    if form == "quizlet":
        return [line.split("\t")[0] for line in found[""].splitlines()]
    if form == "html":
        return table_words(found[""], r'<tr id="ho-v\d+">.*?<td class="ho-hant"[^>]*>(.*?)</td>')
    if form == "epub":
        return table_words(found["EPUB/vocabulary-1.xhtml"], r'<span class="word"[^>]*>(.*?)</span>')
    if form == "docx":
        rows = re.findall(r"<w:tr[ >].*?</w:tr>", found["word/document.xml"], re.S)
        return [
            next((t for t in re.findall(r"<w:t[^>]*>([^<]*)</w:t>", r) if re.search("[一-鿿]", t)), "")
            for r in rows
        ]
    rows = [line for line in found[""].splitlines() if line.startswith("| ") and re.search("[一-鿿]", line)]
    return [re.search("[一-鿿]+", row).group() for row in rows]


@pytest.mark.parametrize("form", ["csv", "quizlet", "anki", "html", "epub", "docx", "md"])
def test_a_list_has_the_teachers_words_in_the_teachers_order(lesson, tmp_path, form):
    """Protects the teacher's work: what was added, dropped and put first is what every list has, in the text's own form."""
    article, words, *_ = lesson
    path = write(article, tmp_path / f"final{FORMATS[form].suffix}", form)
    found = [w for w in listed(form, path) if w in {*words, DROPPED, "香港體育館", "醫管局"}]
    assert found == words


def test_the_exercises_kept_are_those_of_every_format(lesson, tmp_path):
    """Protects the sheet: each format has the items that stand, in their order, and none that was struck out."""
    article, _, kept, made = lesson
    sheet = kept_sheet(article)
    assert [i.id for i in sheet] == [i.id for i in kept] and len(sheet) >= 3
    for path in write_worksheet(sheet, tmp_path / "sheet.html"):
        page = path.read_text("utf-8")
        assert page.count('<li class="ws-item') == len(sheet)
    [gift] = write_exercises(sheet, tmp_path / "sheet.gift", "gift")
    assert all(f"[id:{i.id}]" in gift.read_text("utf-8") for i in sheet)
    [qti] = write_exercises(sheet, tmp_path / "sheet.zip", "qti")
    assert {f"items/{i.id}.xml" for i in sheet} <= set(texts(qti))
    [page] = write_exercises(sheet, tmp_path / "page.html", "self-check")
    data = json.loads(html.unescape(re.search(r'data-sheet="(.*?)"', page.read_text("utf-8"))[1]))
    solved = json.loads(base64.b64decode(data["packed"])[::-1])["items"]
    assert [i["id"] for i in data["sheet"]["items"]] == [i.id for i in sheet]
    assert [one["answer"] for one in solved] == [i.answer for i in sheet]
    asked = {
        i: [x for x in sheet if h5p_type(x) == i] for i in ("blanks", "choice", "match", "order", "mark")
    }
    packages = {
        p.stem.removeprefix("sheet-"): p for p in write_exercises(sheet, tmp_path / "sheet.h5p", "h5p")
    }
    held = {n: json.loads(texts(p)["content/content.json"]) for n, p in packages.items()}
    assert sum(map(len, asked.values())) == len(sheet)
    assert len(held["blanks"]["questions"]) == len(asked["blanks"]) > 0
    for item, text in zip(asked["blanks"], held["blanks"]["questions"], strict=True):
        assert item.answer.replace(" ", "") in text.replace(" ", "") and item.id not in text
    matches = [held[n] for n in ("match", "match-2") if n in held]
    assert len(matches) == len(asked["match"]) > 0
    for item, one in zip(asked["match"], matches, strict=True):
        assert re.findall(r"(?m)^(.*?) \*", one["textField"]) == list(item.items)
    [struck] = {c.id for c in made} - {i.id for i in kept}
    assert struck not in page.read_text("utf-8")
    page = companion.write_handout(article, tmp_path / "a.html", companion.HandoutOptions(exercises=3))
    assert page.read_text("utf-8").count('class="ws-item ws-k-') == len(sheet)


def test_new_exercises_follow_the_list_too(lesson):
    """Protects a class from being asked what the teacher took out; what was put in comes first."""
    article, *_ = lesson
    asked = make_exercises(article, ("pinyin", "tones", "match", "cloze:open"), 12)
    words = {w for i in asked for w in (i.word, *i.items)}
    assert ADDED in words and DROPPED not in words


MORE = {"do": "more", "kind": "pinyin", "count": 1}
MADE_BY_HAND = 'format = "companion/lesson@1"\n[[exercise]]\nkind = "pinyin"\nprompt = "【售罄】"\nanswers = ["shòuqìng"]\n'


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("", [MORE, MORE]),
        ("", [{"do": "add-word", "word": ADDED}, MORE]),
        (MADE_BY_HAND, [MORE, MORE, {"do": "undo"}, MORE]),
        ('[words]\nadd = ["座位"]\n', [MORE, MORE]),
    ],
    ids=["twice", "after a word", "by hand", "words alone"],
)
def test_more_is_added_to_any_lesson(tmp_path, text, steps):
    """Exercises are added to a lesson that is kept, however it was made; the file, read anew, has them on their lines."""
    source = tmp_path / "a.txt"
    source.write_text(TEXT)
    file = tmp_path / "a.txt.lesson.toml"
    if text:
        file.write_text(text)
    editor, said = LessonEditor(companion.read(source), "match", 1), []
    editor.send = lambda content, buffers=None: said.append(content)
    for step in steps:
        editor._heard(editor, step, [])
        assert said[-1]["kind"] == "done", said[-1]
    kept = load_lesson(file)
    assert kept == editor.lesson and kept.lines == editor.lesson.lines
    assert len(kept.lines) == len(kept.exercises)


def test_an_error_of_ours_is_told_in_the_editor(tmp_path, monkeypatch):
    """An error that nobody thought of reaches the person as one line, and the file stays as it was."""
    source = tmp_path / "a.txt"
    source.write_text(TEXT)
    file = tmp_path / "a.txt.lesson.toml"
    file.write_text(MADE_BY_HAND)
    editor, said = LessonEditor(companion.read(source)), []
    editor.send = lambda content, buffers=None: said.append(content)
    monkeypatch.setattr(lesson_editor, "another", lambda *given: [][1])
    editor._heard(editor, {**MORE, "id": "7"}, [])
    assert said == [
        {
            "kind": "error",
            "message": "this did not work (IndexError: list index out of range); what is kept in a.txt.lesson.toml stays",
            "id": "7",
        }
    ]
    assert file.read_text() == MADE_BY_HAND
