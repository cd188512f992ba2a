"""The glossary editor's real JavaScript in a browser, with the real Python behind it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from browsers import pause
from editor_page import open_widget

from companion.glossary import Glossary
from companion.model import Term
from companion.widgets.glossary_editor import GlossaryEditor

pytestmark = pytest.mark.browser

SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")
TERMS = [
    Term(
        "a", "電騙", "电骗", "diànpiàn", ("telecom fraud", "phone scam"), mainland="电信诈骗", domain="crime"
    ),
    Term("b", "裏應外合", "里应外合", "lǐyìng wàihé", ("<img src=x onerror=alert(1)>",), domain="daily"),
    Term("c", "婦女", "妇女", "fùnǚ", ("woman",), domain="society"),
    Term("d", "瀾湄合作", "澜湄合作", "Lán-Méi hézuò", ("Lancang–Mekong Cooperation",), domain="diplomacy"),
]


@pytest.fixture
def start(page, tmp_path, monkeypatch):
    """Opens the editor: `start(terms, theme="dark")` gives the page and the widget."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))

    def open_editor(terms=TERMS, theme="light"):
        editor = GlossaryEditor(Glossary(terms))
        open_widget(page, editor, editor._receive, monkeypatch, theme)
        page.wait_for_selector(".cmp-gl-grid[data-count]")
        return page, editor

    return open_editor


def shown(page):
    return page.eval_on_selector_all(
        ".cmp-gl-grid .tabulator-row", "rows => rows.map(r => r.querySelector('.tabulator-cell').textContent)"
    )


def search(page, text):
    page.fill(".cmp-gl-search", text)
    pause(page, 220)
    return shown(page)


def test_search_finds_by_any_script_pinyin_and_english(start):
    """Protects the way a person remembers a word; HTML in a field stays text."""
    page, _ = start()
    assert shown(page) == ["電騙", "裏應外合", "婦女", "瀾湄合作"]
    for text in ("电骗", "電信", "电信诈骗", "diànpiàn", "dian4 pian4", "DIANPIAN", "dian pian", "scam"):
        assert search(page, text) == (["電騙"] if text != "電信" else []), text
    assert search(page, "裡應") == ["裏應外合"]
    assert (
        search(page, "funv")
        == search(page, "funü")
        == search(page, "fùnǚ")
        == search(page, "funu")
        == ["婦女"]
    )
    assert search(page, "diǎn") == []
    assert search(page, "Lan Mei he") == ["瀾湄合作"]
    assert "<img" in page.inner_text(".cmp-glossary") or search(page, "onerror") == ["裏應外合"]
    search(page, "")
    page.select_option("[aria-label=Domain]", "crime")
    pause(page, 100)
    assert shown(page) == ["電騙"]
    assert "1 of 4 terms" in page.inner_text(".cmp-gl-said")


@pytest.mark.parametrize(
    "keys", [["Enter"], ["Control+Enter"], ["End", "x", "Backspace", "Enter"]], ids="-".join
)
def test_enter_in_a_row_that_nobody_changed_saves_nothing(start, keys):
    """Protects the person's file from copies of curated terms, which would hide what is mended in them later."""
    page, editor = start()
    page.focus(".cmp-gl-grid")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.name === 'english'")
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_function("document.querySelector('.cmp-gl-said').textContent.includes('nothing is saved')")
    assert not Path(editor.path).exists() and editor.undoable == 0
    assert page.evaluate("document.activeElement.className").startswith("cmp-gl-grid")


def test_a_term_is_added_changed_and_taken_back_by_keyboard_alone(start):
    """Protects people without a mouse, and the notebook: no key leaves the editor."""
    page, editor = start()
    page.focus(".cmp-gl-grid")
    page.keyboard.press("n")
    page.keyboard.type("打錯字")
    page.keyboard.press("Tab")
    page.keyboard.type("typo; misprint")
    page.wait_for_function("document.querySelector('[name=pinyin]').placeholder === 'dǎcuòzì'")
    page.keyboard.press("Control+Enter")
    page.wait_for_function("document.querySelector('.cmp-gl-said').textContent === '打錯字 is saved'")
    (term,) = Glossary.load(editor.path)
    assert (term.id, term.simplified, term.pinyin, term.english) == (
        "own-dacuozi",
        "打错字",
        "dǎcuòzì",
        ("typo", "misprint"),
    )
    assert page.evaluate("document.activeElement.className").startswith("cmp-gl-grid")

    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type("; slip")
    page.keyboard.press("Control+Enter")
    page.wait_for_function("document.querySelector('.cmp-gl-grid').textContent.includes('slip')")
    assert Glossary.load(editor.path).terms[0].english == ("typo", "misprint", "slip")
    page.wait_for_function("!document.querySelector('.cmp-gl-bar button[title*=\"Ctrl+Z\"]').disabled")
    page.keyboard.press("Control+z")
    page.wait_for_function("!document.querySelector('.cmp-gl-grid').textContent.includes('slip')")
    page.keyboard.press("Control+z")
    page.wait_for_function("!document.querySelector('.cmp-gl-grid').textContent.includes('打錯字')")
    assert len(Glossary.load(editor.path)) == 0
    for key in ("x", "d", "d", "a", "ArrowDown", "End", "Home", "PageDown"):
        page.keyboard.press(key)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.className") == "cmp-gl-search"
    page.keyboard.type("xx")
    assert [
        k for k in page.evaluate("window.keys") if k != "Control"
    ] == []  # a combination passes, its keys do not


def test_a_curated_term_gets_a_version_of_its_own_and_comes_back(start):
    """Protects the layers: a change is the person's, and taking it out shows the curated term again."""
    page, editor = start()
    page.click(".tabulator-row >> nth=0")
    assert "your version will win" in page.inner_text(".cmp-gl-title")
    page.fill("[name=english]", "cyber scam")
    page.click(".cmp-gl-save")
    page.wait_for_function("document.querySelector('.cmp-gl-grid').textContent.includes('cyber scam')")
    assert page.locator(".cmp-gl-layer.cmp-gl-personal").count() == 1
    assert next(iter(editor.glossary)).english == ("cyber scam",)
    page.click(".tabulator-row:has-text('cyber scam')")
    page.click("text=Take out")
    page.wait_for_function("document.querySelector('.cmp-gl-grid').textContent.includes('telecom fraud')")
    assert page.locator(".cmp-gl-layer.cmp-gl-personal").count() == 0


def test_mistakes_are_told_while_one_types(start):
    """Protects the file: what can't be saved says why at the field, what is doubtful is a remark."""
    page, editor = start()
    page.click("text=New term")
    page.fill("[name=traditional]", "行長")
    page.wait_for_function("document.querySelector('[id$=english-wrong]').textContent === 'is empty'")
    assert page.is_disabled(".cmp-gl-save")
    page.fill("[name=english]", "bank president")
    page.fill("[name=pinyin]", "xíngcháng")
    page.wait_for_function("document.querySelector('[id$=pinyin-wrong]').textContent.includes('háng zhǎng')")
    assert page.is_enabled(".cmp-gl-save")
    page.fill("[name=aliases]", "電騙")
    page.wait_for_function(
        "document.querySelector('[id$=aliases-wrong]').textContent.includes('belongs to 電騙')"
    )
    page.fill("[name=simplified]", "行")
    page.wait_for_function("document.querySelector('[id$=simplified-wrong]').textContent.includes('as many')")
    page.keyboard.press("Escape")
    assert not editor.path.exists()


def test_the_word_that_is_chosen_in_the_reader_becomes_a_term(start):
    """Protects the way from reading to the glossary; a word that is there already is opened."""
    page, editor = start()
    editor._chosen({"new": {"text": "打錯字"}})
    page.evaluate("(w) => window.tell('proposed', w)", editor.proposed)
    page.click("text=Term from the reader: 打錯字")
    page.wait_for_selector(".cmp-gl-title:has-text('New term')")
    assert page.input_value("[name=traditional]") == "打錯字"
    page.keyboard.press("Escape")
    page.evaluate("(w) => window.tell('proposed', w)", "电骗")
    page.click("text=Term from the reader: 电骗")
    page.wait_for_selector(".cmp-gl-title:has-text('curated term')")
    assert page.input_value("[name=traditional]") == "電騙"


def test_five_thousand_rows_stay_usable(start):
    """Protects a big termbase: few rows are drawn, the last is reached by a key, search answers."""
    many = [Term(f"t-{i}", f"詞{chr(0x4E00 + i)}", f"词{chr(0x4E00 + i)}", "cí x", (f"word {i}",), domain="d") for i in range(5000)]  # fmt: skip
    page, _ = start(many)
    assert page.locator(".tabulator-row").count() < 80
    page.focus(".cmp-gl-grid")
    page.keyboard.press("End")
    page.wait_for_selector(".cmp-gl-current:has-text('word 4999')")
    page.fill(".cmp-gl-search", "word 4321")
    page.wait_for_function("document.querySelector('.cmp-gl-grid').dataset.count === '1'")
    assert shown(page) == [f"詞{chr(0x4E00 + 4321)}"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_editor_is_accessible_in_both_themes(start, theme):
    """Protects readers who use other means: names, roles and contrast, with the form open."""
    from axe_playwright_python.sync_playwright import Axe

    page, _ = start(theme=theme)
    page.click(".tabulator-row >> nth=0")
    pause(page, 400)
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"glossary-editor-{theme}.png")
    result = Axe().run(page, "main")
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in result.response["violations"]] == []
