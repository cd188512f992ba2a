"""The lesson editor in a real JupyterLab and in a real Notebook 7."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nbformat
import pytest
from jupyterlab_server import RUN, SAVE, offline_page, open_in_lab, open_in_notebook

from companion.lessons.lesson import load_lesson

pytestmark = [pytest.mark.lab, pytest.mark.timeout(400)]

SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
ROWS = "[aria-label=Exercises] > li"


def names(page):
    return page.eval_on_selector_all(ROWS, "rows => rows.map(r => r.dataset.name)")


def said(page, text):
    page.wait_for_function(
        "t => document.querySelector('.cmp-le-said').textContent.toLowerCase().includes(t.toLowerCase())",
        arg=text,
        timeout=60_000,
    )


def shot(page, name):
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")


@pytest.mark.parametrize("shell", ["lab", "notebook7"])
def test_what_a_teacher_keeps_is_there_when_the_notebook_is_opened_again(shell, request, browser):
    """Protects an evening's work: strike out, reroll, edit, drag, save, open again; no key reaches the notebook's cells."""
    address, folder = request.getfixturevalue(shell)
    opening = open_in_lab if shell == "lab" else open_in_notebook
    shutil.copy(folder / "articles" / "transport.txt", folder / f"{shell}.txt")
    made = f"companion.LessonEditor(companion.read('{shell}.txt', translator=None), count=6)"
    cell = nbformat.v4.new_code_cell(f"import companion\neditor = {made}\neditor")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=KERNEL), folder / f"{shell}.ipynb")
    with offline_page(browser, viewport={"width": 1280, "height": 900}) as page:
        opening(page, address, f"{shell}.ipynb")
        page.evaluate(RUN)
        page.wait_for_selector(ROWS, timeout=120_000)
        shot(page, f"{shell}-1-opened")
        before = names(page)
        page.locator(ROWS).first.focus()
        page.keyboard.press("Delete")
        said(page, "struck out")
        page.locator(ROWS).nth(3).focus()
        page.keyboard.press("r")
        said(page, "another")
        after = names(page)
        assert after[3] not in before and after[:3] == before[:3]
        page.locator(ROWS).nth(2).scroll_into_view_if_needed()
        handle = page.locator(f"{ROWS} .cmp-le-handle").nth(2).bounding_box()
        target = page.locator(ROWS).nth(3).bounding_box()
        page.mouse.move(handle["x"] + 5, handle["y"] + 5)
        page.mouse.down()
        page.mouse.move(handle["x"] + 8, handle["y"] + 20, steps=3)
        page.mouse.move(target["x"] + 8, target["y"] + target["height"] - 4, steps=8)
        page.mouse.up()
        said(page, "number 4")
        dragged = names(page)
        assert sorted(dragged) == sorted(after) and dragged.index(after[2]) == 3
        place = 1
        page.locator(ROWS).nth(place).focus()
        page.keyboard.press("Enter")
        page.locator(".cmp-le-points input").fill("3")
        shot(page, f"{shell}-2-editing")
        page.keyboard.press("Control+Enter")
        said(page, "changed")
        shot(page, f"{shell}-3-changed")
        page.evaluate(SAVE)
        kept = load_lesson(folder / f"{shell}.txt.lesson.toml").exercises
        assert [e["id"] for e in kept] == dragged and kept[0]["struck"] and kept[place]["points"] == 3
        assert len(nbformat.read(folder / f"{shell}.ipynb", as_version=4).cells) == 1
    with offline_page(browser, viewport={"width": 1280, "height": 900}) as page:
        opening(page, address, f"{shell}.ipynb")
        page.evaluate(RUN)
        page.wait_for_selector(ROWS, timeout=120_000)
        page.wait_for_function(
            f"n => document.querySelectorAll('{ROWS}')[3]?.dataset.name === n", arg=dragged[3], timeout=60_000
        )
        assert names(page) == dragged
        assert page.locator(f"{ROWS}.cmp-le-struck").count() == 1
        shot(page, f"{shell}-4-again")
