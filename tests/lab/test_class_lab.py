"""A class, as docs/class.md sets it up: what JupyterHub starts for a student, on loopback."""

from __future__ import annotations

import os
import shutil
import types
from pathlib import Path

import nbformat
import pytest
from browsers import is_local, require_browser
from jupyterlab_server import running_lab

import companion
from companion.glossary import add_personal

pytestmark = [pytest.mark.lab, pytest.mark.timeout(400)]

DOCS = Path(__file__).parents[2] / "docs"
ARTICLES = DOCS.parent / "notebooks" / "articles"
SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")  # a folder: pictures to be looked at


def spawner():
    """What the recipe's configuration sets for each student's server."""
    found = types.SimpleNamespace(Spawner=types.SimpleNamespace())
    source = (DOCS / "examples" / "class" / "jupyterhub_config.py").read_text("utf-8")
    exec(compile(source, "jupyterhub_config.py", "exec"), {"get_config": lambda: found})
    return found.Spawner


def cell_of_the_manual(folder):
    """The one cell of the class's notebook, as docs/class.md has it, for a class in `folder`."""
    code = (DOCS / "class.md").read_text("utf-8").partition("```python\n")[2].partition("```")[0]
    assert code.count("/srv/class") == 2
    return code.strip().replace("/srv/class", str(folder))


def test_each_student_has_the_classs_articles_and_words_of_their_own(browser, tmp_path, monkeypatch):
    """Protects a class: the recipe works as written, nothing is asked of another machine, nothing is written to the share."""
    require_browser()
    folder = tmp_path / "class"
    (folder / "articles").mkdir(parents=True)
    for file in ARTICLES.glob("typhoon.*"):
        shutil.copy(file, folder / "articles" / f"week-1{file.suffix}")
    add_personal(
        companion.Term("class-wind", "市區風力", "市区风力", "shìqū fēnglì", ("wind in town",)),
        folder / "terms.csv",
    )
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell_of_the_manual(folder))])
    nbformat.write(made, folder / "00-home.ipynb")
    shared = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    one, other = tmp_path / "ann", tmp_path / "ben"
    environment = {**spawner().environment, "COMPANION_DATA_DIR": str(one), "HOME": str(one)}
    outside: list[str] = []
    with running_lab(folder, environment=environment) as address:
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        page = context.new_page()
        page.on("request", lambda request: None if is_local(request.url) else outside.append(request.url))
        page.goto(address + spawner().default_url, wait_until="domcontentloaded", timeout=120_000)
        page.wait_for_selector(".cmp-reader .cmp-w", timeout=120_000)
        page.click("button:text('Back to library')")
        page.click(".cmp-library tr[data-path='week-1.txt'] .cmp-title")
        word = page.locator(".cmp-reader .cmp-w.cmp-term", has_text="市區風力").first
        word.click()
        page.locator(".cmp-card").filter(has_text="wind in town").wait_for()
        page.locator(".cmp-card").get_by_role("button", name="Learning", exact=True).click()
        page.locator(".cmp-hint-bar", has_text="Too much at once?").wait_for()
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS) / "class.png")
        assert page.locator(".jp-CodeMirrorEditor, .jp-InputArea-editor").count() == 0
        context.close()
    assert outside == []
    words = []
    for student in (one, other):
        monkeypatch.setenv("COMPANION_DATA_DIR", str(student))
        home = companion.Home(articles_from=folder / "articles", glossary=folder / "terms.csv", hints=False)
        assert "week-1.txt" in [row.path for row in home.wait().rows()]
        words.append(companion.Learner().learning())
        home.close()
    assert list(words[0]) == ["市區風力"] and not words[1]
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == shared
