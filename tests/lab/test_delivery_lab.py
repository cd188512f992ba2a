"""The whole reader in a real JupyterLab and a real Notebook 7: everything arrives, is there again without a kernel,
and its keys and wheel stay in it."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from jupyterlab_server import RUN
from nbformat.sign import NotebookNotary

pytestmark = [pytest.mark.lab, pytest.mark.timeout(600)]

SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")  # a folder: pictures to be looked at
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
CELLS = "window.panel.content.widgets.map((c) => c.model.sharedModel.getSource())"
MAKE = """import re, pathlib, companion
found = [s for f in ('dianpian', 'transport', 'typhoon')
         for s in re.findall('[^。！？]+[。！？]', re.sub(r'\\s', '', pathlib.Path(f'articles/{f}.txt').read_text('utf-8')))]
def text(characters, paragraphs):
    made, at, size = [], 0, characters // paragraphs
    for n in range(paragraphs):
        p = ''
        while len(p) < size:
            p += found[at % len(found)]
            at += 1
        made.append(p[: size - 1] + '。')
    return chr(10).join(made)
def show(characters, paragraphs, **more):
    article = companion.read_text(text(characters, paragraphs), paragraphs='line', translator=None)
    assert len(article.paragraphs) == paragraphs
    return companion.Reader(article, vocabulary=False, height=300, **more)
class Slow:
    name = 'slow'
    def status(self):
        return ''
    def translate(self, sentences):
        from companion.model import Translation
        for s in sentences:
            yield Translation('English that comes late.', 'argos', 'slow')
"""
MANY = """import companion
from companion.language.words.frequency import common_words
many = chr(10).join('。'.join(w for w in list(common_words(3.5))[n * 45 : n * 45 + 45]) + '。慢慢長大。' for n in range(80))
"""
SIZES = {4_001: 50, 5_000: 93, 6_000: 120, 20_000: 200, 60_000: 1_000}
AT_ONCE = [f"show({size}, {count})" for size, count in SIZES.items()]
LATE = [
    "late = show(6_000, 93, pinyin_for='above-level', level='B1', translate=Slow())",
    "import time; time.sleep(5)",
    "late",
    "late",
]
KEEP_STATE = """async () => {  // the command switches the setting
  const { commands } = window.jupyterapp;
  const name = '@jupyter-widgets/jupyterlab-manager:saveWidgetState';
  if (!commands.isToggled(name)) await commands.execute(name);
}"""
COUNTS = "[...document.querySelectorAll('.cmp-reader')].map((r) => r.querySelectorAll('.cmp-p').length)"
EXPECTED = [*SIZES.values(), 93, 93]


def screenshot(page, name):
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")


def write(path, *cells):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells], metadata=KERNEL)
    nbformat.write(made, path)


@pytest.fixture(params=["lab", "notebook7"])
def jupyter(request):
    """What opens a notebook in JupyterLab or in Notebook 7, the folder that it serves, and its name."""
    opener = request.getfixturevalue("notebook" if request.param == "lab" else "in_notebook7")
    return opener, request.getfixturevalue(request.param)[1], request.param


def arrived(page):
    """Waits until each reader has all its paragraphs; the last cells are run after five seconds."""
    page.wait_for_function(
        f"JSON.stringify({COUNTS}) === '{str(EXPECTED).replace(' ', '')}'", timeout=120_000
    )
    assert (
        page.evaluate("[...document.querySelectorAll('.cmp-rest')].map((n) => n.textContent).join('')") == ""
    )


def test_everything_arrives_at_once_late_twice_and_after_a_restart(jupyter):
    """Protects the end of an article, levels, English and cards, whenever and however often it is shown."""
    opened, folder, name = jupyter
    write(folder / "delivery.ipynb", MAKE, *AT_ONCE, *LATE)
    page = opened("delivery.ipynb")
    arrived(page)
    for reader in page.locator(".cmp-reader").all()[-2:]:
        last = reader.locator(".cmp-p").last
        last.evaluate("(p) => p.scrollIntoView()")  # at once: each English that comes draws it anew
        last.locator(".cmp-w.cmp-q").first.wait_for(timeout=30_000)
        assert last.locator(".cmp-w:not(.cmp-q)").count() > 0, "levels are there"
        last.locator(".cmp-e", has_text="comes late").first.wait_for(timeout=60_000)
        last.locator(".cmp-w", has_text="騙").or_(last.locator(".cmp-w")).first.click()
        card = reader.locator(".cmp-card")
        card.wait_for(state="visible")
        assert len(card.locator(".cmp-card-body").inner_text().split()) > 5
        page.keyboard.press("Escape")
    reader = page.locator(".cmp-reader").last
    reader.get_by_role("button", name="Words of the article").click()
    figures = reader.locator(".cmp-words tbody tr td:nth-child(6)").all_inner_texts()
    assert sum(f != "–" for f in figures) > len(figures) / 2
    screenshot(page, f"delivery-{name}")

    page.evaluate("() => window.panel.sessionContext.restartKernel()")
    page.evaluate("async () => { await window.panel.sessionContext.session.kernel.info; }")
    page.evaluate(RUN)
    page.wait_for_function("window.panel.content.widgets.at(-1).model.executionCount > 0", timeout=120_000)
    arrived(page)


def test_a_saved_notebook_is_read_on_without_a_kernel(jupyter):
    """Protects the next morning: text, layers, find and all cards, of many words too; what needs Python says so."""
    opened, folder, name = jupyter
    write(
        folder / "saved.ipynb",
        MANY,
        "companion.Reader(companion.read_text(many), vocabulary=False, height=400)",
    )
    page = opened("saved.ipynb")
    reader = page.locator(".cmp-reader")
    page.wait_for_function(f"{COUNTS}[0] === 80", timeout=120_000)
    # The kernel ends under the open page: the text stays, and what needs Python says so at once.
    page.evaluate(KEEP_STATE)
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.evaluate("async () => { await window.panel.sessionContext.shutdown(); }")
    _is_read_without_python(reader, page)
    saved = nbformat.read(folder / "saved.ipynb", as_version=4)
    assert "widgets" in saved.metadata

    # Reopened on a kernel that knows nothing of it.
    nbformat.write(saved, folder / "again.ipynb")
    NotebookNotary().sign(saved)  # trusted, as a notebook that one has run is
    page = opened("again.ipynb", run=False)
    page.wait_for_function(f"JSON.stringify({COUNTS}) === '[80]'", timeout=120_000)
    reader = page.locator(".cmp-reader")
    _is_read_without_python(reader, page)
    reader.get_by_role("button", name="Find (key f)").click()
    page.keyboard.type("manmanzhangda")
    assert "of" in reader.locator(".cmp-find .cmp-count").inner_text()
    reader.get_by_role("button", name="Simplified", exact=True).click()
    assert not reader.locator(".cmp-s").first.is_visible()
    screenshot(page, f"saved-{name}")


def _is_read_without_python(reader, page):
    assert reader.locator(".cmp-rest").inner_text() == ""
    last = reader.locator(".cmp-p").last
    reader.scroll_into_view_if_needed()
    reader.locator(".cmp-scroll").evaluate("(box) => { box.scrollTop = 1e9; }")
    reader.locator(".cmp-p:last-child:not(.cmp-pending)").wait_for(timeout=30_000)
    last.locator(".cmp-w").last.click()
    card = reader.locator(".cmp-card")
    card.wait_for(state="visible")
    assert len(card.locator(".cmp-card-body").inner_text()) > 5 and card.locator(".cmp-waiting").count() == 0
    learning = card.get_by_role("button", name="Learning", exact=True)
    learning.click()
    reader.locator(".cmp-foot", has_text="not connected").wait_for(timeout=3_000)
    assert learning.get_attribute("aria-pressed") == "false"
    page.keyboard.press("Escape")


def test_no_plain_key_reaches_the_notebook_and_combinations_do(jupyter):
    """Protects the cells: x cuts no cell and b adds none, in reader, exercises, reviews and glossary editor; Ctrl+S saves."""
    opened, folder, _ = jupyter
    cells = (
        "import companion\narticle = companion.read('articles/dianpian.txt')\ncompanion.Reader(article, vocabulary=False)",
        "companion.Exercises(article, kinds=('cloze',), count=3, learning=[])",
        "learner = companion.Learner('keys.sqlite')\nlearner.mark('打擊', 'learning')\ncompanion.Review(learner)",
        "companion.GlossaryEditor()",
    )
    write(folder / "keys.ipynb", *cells)
    page = opened("keys.ipynb")
    page.locator(".cmp-glossary .tabulator-row").first.wait_for(timeout=60_000)
    before = page.evaluate(CELLS)
    places = (".cmp-reader .cmp-w", ".cmp-reader .cmp-bar button", ".cmp-ex button:enabled", ".cmp-ex input", ".cmp-gl-grid",
              ".cmp-glossary button", ".cmp-reviews .cmp-show", ".cmp-reviews .cmp-review-head button:enabled")  # fmt: skip
    for place in places:
        for key in ("x", "b", "a", "d", "d", "j", "z", "m", "y", "Shift+M", "c", "v", "ArrowDown", "Delete"):
            target = page.locator(place).first
            target.scroll_into_view_if_needed()
            target.focus()
            page.keyboard.press(key)
        assert page.evaluate(CELLS) == before, place
        page.keyboard.press("Escape")
    # A combination is the notebook's: it is saved.
    page.evaluate(
        "() => { window.panel.content.widgets[0].model.sharedModel.setSource('import companion'); }"
    )
    assert page.evaluate("window.panel.context.model.dirty")
    page.locator(".cmp-reader .cmp-w").first.focus()
    page.keyboard.press("Control+s")
    page.wait_for_function("!window.panel.context.model.dirty", timeout=30_000)


def test_everything_arrives_in_voila(voila, in_voila):
    """Protects a lesson shown as an app: there the cells are run before there is a page that could listen."""
    _, folder = voila
    write(folder / "app.ipynb", MAKE, "show(20_000, 200)")
    page = in_voila("app.ipynb")
    page.wait_for_function(f"{COUNTS}[0] === 200", timeout=120_000)
    assert page.locator(".cmp-rest").inner_text() == ""
