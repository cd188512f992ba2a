"""The lesson editor's real JavaScript in a browser, with the real Python and the real file behind it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from editor_page import open_widget

import companion
from companion.cli import main
from companion.lessons.lesson import lesson_beside, load_lesson
from companion.widgets.lesson_editor import LessonEditor

pytestmark = pytest.mark.browser

SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")


@pytest.fixture
def start(page, tmp_path, articles, monkeypatch):
    """Opens the editor on a copy of an article: `start(theme="dark", width=390)` gives the page and the widget."""

    def open_editor(theme="light", width=None, **options):
        file = shutil.copy(articles / "dianpian.txt", tmp_path / "news.txt")
        editor = LessonEditor(companion.read(file, translator=None), **{"count": 8, "seed": 2} | options)
        open_widget(page, editor, editor._heard, monkeypatch, theme, width)
        page.wait_for_selector(".cmp-le-row")
        return page, editor

    return open_editor


def rows(page):
    return page.eval_on_selector_all("[aria-label=Exercises] > li", "rows => rows.map(r => r.dataset.name)")


def words(page):
    return page.eval_on_selector_all("[aria-label=Words] > li b", "rows => rows.map(r => r.textContent)")


def said(page, text):
    page.wait_for_function(
        "t => document.querySelector('.cmp-le-said').textContent.toLowerCase().includes(t.toLowerCase())",
        arg=text,
    )
    page.evaluate("new Promise((drawn) => setTimeout(drawn, 5))")


def test_a_teacher_strikes_out_rerolls_edits_and_orders_by_keyboard(start):
    """Protects the teacher's work: each change is in the file at once, and every output comes from it."""
    page, editor = start(kinds="cloze", count=6)
    before = rows(page)
    assert len(before) == 6 and not editor.path.exists()
    page.locator("[aria-label=Exercises] > li").first.focus()
    page.keyboard.press("Delete")
    said(page, "struck out")
    assert load_lesson(editor.path).exercises[0]["struck"] is True
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    said(page, "number 3")
    assert rows(page) == [before[0], before[2], before[1], *before[3:]]
    assert page.evaluate("document.activeElement.dataset.name") == before[1]
    page.keyboard.press("r")
    said(page, "another one: missing word")
    assert (
        rows(page)[2] not in before and page.evaluate("document.activeElement.dataset.name") == rows(page)[2]
    )
    page.keyboard.press("Control+z")
    said(page, "taken back")
    assert rows(page)[2] == before[1]
    place = next(
        n for n, i in enumerate(editor._items) if i["form"] == "text" and i["kind"].startswith("cloze")
    )
    page.locator("[aria-label=Exercises] > li").nth(place).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Accepted answers").fill("贓款\n黑錢")
    page.keyboard.press("Control+Enter")
    said(page, "changed")
    assert load_lesson(editor.path).exercises[place]["answers"] == ["贓款", "黑錢"]
    assert not page.locator(".cmp-le-form").count()
    assert page.evaluate("window.keys").count("Delete") == 0  # none reaches the notebook
    out = editor.path.with_name("sheet.html")
    assert main(["exercises", str(editor.path.with_name("news.txt")), "-o", str(out)]) == 0
    assert out.read_text("utf-8").count('class="ws-item ') == 5
    assert [i.id for i in companion.Exercises(editor._article).sheet] == [
        n for n in rows(page) if n != before[0]
    ]


def test_what_cant_be_is_told_in_the_form_and_not_written(start):
    """Protects the file from an exercise without an answer; what was typed stays."""
    page, editor = start(kinds="cloze:choices", count=3)
    page.get_by_role("button", name="Edit exercise 1").click()
    page.get_by_label("Choices").fill("一\n二")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector(".cmp-le-form .cmp-le-bad:not(:empty)")
    assert "none of its choices" in page.locator(".cmp-le-form .cmp-le-bad").text_content()
    assert page.get_by_label("Choices").input_value() == "一\n二" and not editor.path.exists()


def test_words_are_added_dropped_and_ordered(start):
    """Protects the word list: what a teacher changes is what every list has."""
    page, editor = start(kinds="pinyin", count=2)
    first, second, *_ = words(page)
    page.get_by_role("button", name=f"Move {second} up").click()
    said(page, "number 1")
    assert words(page)[:2] == [second, first]
    page.get_by_role("button", name=f"Drop {first}", exact=True).click()
    said(page, "out of the list")
    assert first not in words(page)
    page.get_by_label("Word to add").fill("枕頭")
    page.keyboard.press("Enter")
    said(page, "in the list")
    assert "枕頭" in words(page)
    page.get_by_label("Word to add").fill("火星")
    page.keyboard.press("Enter")
    said(page, "no word of this article")
    lesson = load_lesson(lesson_beside(editor._article.path))
    assert (lesson.add, lesson.drop, lesson.order[0]) == (("枕頭",), (first,), second)


def test_a_row_is_dragged_and_hand_edits_stay(start):
    """Protects dragging with the mouse, and what a person writes into the file while the editor is open."""
    page, editor = start(kinds="pinyin", count=4)
    page.get_by_role("button", name="Keep these").click()
    said(page, "kept in news.txt.lesson.toml")
    editor.path.write_text(editor.path.read_text("utf-8") + "\n# my note\n", "utf-8")
    before = rows(page)
    handle = page.locator("[aria-label=Exercises] .cmp-le-handle").first
    target = page.locator("[aria-label=Exercises] > li").nth(2).bounding_box()
    box = handle.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 8, box["y"] + 20, steps=3)
    page.mouse.move(target["x"] + 8, target["y"] + target["height"] - 4, steps=8)
    page.mouse.up()
    said(page, "number 3")
    assert rows(page) == [before[1], before[2], before[0], before[3]]
    assert "# my note" in editor.path.read_text("utf-8")


@pytest.mark.parametrize(("theme", "width"), [("light", None), ("dark", 374)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(start, page, theme, width):
    """Protects readers with a screen reader, a dark theme or a phone."""
    if width:
        page.set_viewport_size({"width": 390, "height": 844})
    start(theme, width, kinds=("cloze:choices", "cloze:open", "match", "order", "tones"))
    page.get_by_role("button", name="Edit exercise 2").click()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = [
        v for v in Axe().run(page).response["violations"] if v["id"] != "page-has-heading-one"
    ]  # a notebook has it
    assert not found, [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found]
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"lesson-editor-{theme}-{width or 1280}.png", full_page=True)


def test_what_is_said_stands_where_one_works(start):
    """Protects a teacher at the foot of a long list: what was done, or that Python is gone, is said in the row."""
    page, _ = start(width=500)
    last = page.locator("[aria-label=Exercises] > li").last
    last.get_by_role("button", name="Strike out").click()
    last.locator(".cmp-le-here", has_text="Kept in").wait_for()
    page.evaluate("() => { window.model.send = () => { throw new Error('gone'); }; }")
    last.get_by_role("button", name="Take back").click()
    assert "Python does not answer" in last.locator(".cmp-le-here.cmp-le-bad").inner_text()
