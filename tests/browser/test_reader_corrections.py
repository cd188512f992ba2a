"""Corrections from the card: real JavaScript, real Python, real files."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

import companion
from companion.corrections import Corrections, path_beside

pytestmark = pytest.mark.browser

TEXT = "記者會\n\n代表團長率團訪問。他說銀行行長來了。\n\n代表團長離開。"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Terms, translations and corrections go to a folder of the test."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "news.txt"
    path.write_text(TEXT, "utf-8")
    return path


def correct(page, text, what, value, scope=None):
    """Opens the card of the first word with `text` and corrects it."""
    page.locator(".cmp-w").filter(has_text=text).first.click()
    page.get_by_role("button", name="Correct …").click()
    form = page.locator(".cmp-form")
    form.get_by_role("combobox", name="Correct").select_option(what)
    if what in ("kind", "boundary"):
        form.get_by_role("combobox", name="To").select_option(value)
    else:
        form.locator("input, textarea").first.fill(value)
    if scope:
        form.get_by_role("combobox", name="Holds").select_option(scope)
    form.get_by_role("button", name="Correct").click()
    page.wait_for_selector(".cmp-foot:not(:empty)")
    return page.locator(".cmp-foot").inner_text()


def undo(page):
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("document.querySelector('.cmp-foot').textContent.includes('Undone')")


def readings(page, text):
    return page.locator(".cmp-w").filter(has_text=text).first.locator("rt").all_text_contents()


def test_a_reading_reaches_the_text_python_and_the_file_and_is_undone(show, file):
    """Protects a teacher's correction: at once everywhere, kept beside the article, undoable."""
    page = show(companion.read(file, translator=None))
    told = correct(page, "率", "reading", "lü4 tuan2")
    assert "lǜ" in told and "news.txt.companion.toml" in told
    page.wait_for_function("[...document.querySelectorAll('rt')].some((n) => n.textContent.startsWith('lǜ'))")
    assert page.evaluate("document.activeElement.classList.contains('cmp-w')"), "the focus is back"
    tokens = {t.text: t.pinyin for p in page.reader.article.paragraphs for t in p.tokens}
    assert any(pinyin[:1] == ("lǜ",) for text, pinyin in tokens.items() if text.startswith("率"))
    assert [c.value for c in Corrections.load(path_beside(file))] == ["lǜ tuán"]
    assert companion.read(file, translator=None).corrections == page.reader.article.corrections
    undo(page)
    assert "shuài" in "".join(readings(page, "率"))
    assert len(Corrections.load(path_beside(file))) == 0


def test_words_are_split_and_joined_and_a_form_and_a_kind_are_corrected(show, file):
    """Protects the other corrections, in the whole article where that is asked for."""
    page = show(companion.read(file, translator=None))
    first = next(t.text for t in page.reader.article.paragraphs[1].tokens if t.text.startswith("代表"))
    correct(page, "代", "words", "|".join(first), "article")
    for p in page.reader.article.paragraphs[1:]:
        assert [t.text for t in p.tokens][: len(first)] == list(first)
    page.wait_for_function(
        "document.querySelectorAll('.cmp-p')[2].querySelector('.cmp-w').textContent.includes('代')"
    )
    correct(page, "銀", "simplified", "銀行", "here")
    assert "銀行" in page.reader.article.paragraphs[1].simplified
    assert "銀行" in page.locator(".cmp-s").nth(1).inner_text()
    correct(page, "離", "kind", "caption")
    page.wait_for_selector(".cmp-p.cmp-caption")
    assert page.reader.article.paragraphs[2].kind == "caption"
    undo(page)
    page.wait_for_selector(".cmp-p.cmp-caption", state="detached")


def test_paragraphs_are_joined(show, file):
    """Protects a page whose layout was misread."""
    page = show(companion.read(file, translator=None))
    correct(page, "率", "boundary", "join")
    page.wait_for_function("document.querySelectorAll('.cmp-p').length === 2")
    undo(page)
    page.wait_for_function("document.querySelectorAll('.cmp-p').length === 3")


def test_an_english_sentence_goes_to_the_translation_memory(show, file):
    """Protects a teacher's translation: shown at once as memory, found again by the next reading."""
    page = show(companion.read(file))
    correct(page, "銀", "translation", "He said the bank's president had come.")
    page.wait_for_selector(".cmp-e-memory")
    assert "bank's president" in page.locator(".cmp-e-memory").inner_text()
    again = companion.read(file).paragraphs[1].sentences[1].translation
    assert (again.text, again.origin) == ("He said the bank's president had come.", "memory")
    undo(page)
    assert page.locator(".cmp-e-memory").count() == 0
    assert companion.read(file).paragraphs[1].sentences[1].translation.origin != "memory"


def test_a_term_is_added_to_the_persons_glossary_and_shown_at_once(show, file):
    """Protects a teacher's own terms."""
    page = show(companion.read(file))
    page.locator(".cmp-w").filter(has_text="離").first.click()
    page.get_by_role("button", name="Add to glossary").click()
    form = page.locator(".cmp-form")
    form.get_by_label("English").fill("take one's leave; depart")
    form.get_by_label("Note").fill("formal")
    form.get_by_role("button", name="Add to my glossary").click()
    page.wait_for_selector(".cmp-w.cmp-term:has-text('離')")
    page.locator(".cmp-w").filter(has_text="離").first.click()
    page.wait_for_function("document.querySelector('.cmp-card').textContent.includes('formal')")
    card = page.locator(".cmp-card").inner_text()
    assert "take one's leave; depart" in card and "Your glossary" in card
    page.keyboard.press("Escape")
    undo(page)
    page.wait_for_selector(".cmp-w.cmp-term:has-text('離')", state="detached")


@pytest.mark.parametrize(
    ("what", "value", "why"),
    [
        ("reading", "xyz tuan2", "no pinyin syllable"),
        ("reading", "lü4", "needs 2 syllables"),
        ("words", "率|隊", "must join up to"),
        ("simplified", "率", "must have 2 characters"),
        ("translation", " ", "write the English"),
    ],
)
def test_what_cannot_be_taken_stays_in_the_form_with_the_reason(show, file, what, value, why):
    """Protects a person who mistypes: nothing typed is lost, the reason stands at the field, the rest goes on."""
    page = show(companion.read(file, translator=None))
    page.locator(".cmp-w").filter(has_text="率").first.click()
    page.get_by_role("button", name="Correct …").click()
    form = page.locator(".cmp-form")
    form.get_by_role("combobox", name="Correct").select_option(what)
    field = form.locator("input, textarea").first
    field.fill(value)
    form.get_by_role("button", name="Correct").click()
    page.wait_for_selector(".cmp-refused:not(:empty)")
    assert why in page.locator(".cmp-refused").inner_text().replace("Write", "write")
    assert field.input_value() == value and field.get_attribute("aria-invalid") == "true"
    assert field.evaluate(
        "e => e === document.activeElement && document.getElementById(e.getAttribute('aria-describedby')).textContent.length > 9"
    )
    assert page.locator(".cmp-foot").inner_text() == "" and not path_beside(file).exists()
    assert [
        (v["id"], v["nodes"][0]["html"][:160]) for v in Axe().run(page, context="#out").response["violations"]
    ] == []
    form.get_by_role("combobox", name="Correct").select_option("reading")
    form.locator("input").first.fill("lü4 tuan2")
    form.get_by_role("button", name="Correct").click()
    page.wait_for_selector(".cmp-form", state="detached")
    assert "率團 is read lǜ tuán." in page.locator(".cmp-foot").inner_text()


def test_a_new_term_begins_with_its_english(show, tmp_path):
    """Protects a person who types at once: what is typed is the English, never a part of the term; parts are no meaning."""
    file = tmp_path / "news.txt"
    file.write_text("三十多名街坊輪流落廚。", "utf-8")
    page = show(companion.read(file))
    page.locator(".cmp-w").filter(has_text="落廚").first.click()
    assert " + " in page.locator(".cmp-card").inner_text()
    page.get_by_role("button", name="Add to glossary").click()
    assert page.locator(".cmp-form").get_by_label("English").input_value() == ""
    page.keyboard.type("cook for others")
    page.keyboard.press("Enter")
    page.wait_for_selector(".cmp-w.cmp-term:has-text('落廚')")
    assert "落廚 is in your glossary" in page.locator(".cmp-foot").inner_text()


def test_a_term_without_its_english_stays_in_the_form(show, file):
    """Protects the same of a new term."""
    page = show(companion.read(file))
    page.locator(".cmp-w").filter(has_text="離").first.click()
    page.get_by_role("button", name="Add to glossary").click()
    form = page.locator(".cmp-form")
    form.get_by_label("English").fill("")
    form.get_by_label("Note").fill("formal")
    form.get_by_role("button", name="Add to my glossary").click()
    page.wait_for_selector(".cmp-refused:not(:empty)")
    assert form.get_by_label("English").get_attribute("aria-invalid") == "true"
    assert form.get_by_label("Note").input_value() == "formal"


def test_all_corrections_are_listed_and_each_is_undone_also_after_reopening(show, file):
    """Protects a teacher who looks again a day later: what was corrected is seen, and each of it can be taken back."""
    page = show(companion.read(file))
    correct(page, "率", "reading", "lü4 tuan2")
    correct(page, "銀", "words", "銀|行", "article")
    correct(page, "離", "kind", "caption")
    correct(page, "銀", "translation", "He said that the bank's president had come.")
    page = show(companion.read(file))  # as when the notebook is opened again
    page.locator(".cmp-w").first.focus()
    page.keyboard.press("c")
    panel = page.locator(".cmp-corrections")
    assert panel.locator("li").count() == 4
    text = panel.inner_text()
    for part in (
        "率團 is read lǜ tuán.",
        "銀行 is 2 words: 銀 · 行.",
        "This paragraph is a caption.",
        "president had come",
        "in this article",
        "only here",
    ):
        assert part in text
    assert [
        (v["id"], v["nodes"][0]["html"][:160]) for v in Axe().run(page, context="#out").response["violations"]
    ] == []
    panel.locator("li", has_text="率團").get_by_role("button", name="Show").click()
    assert "率" in page.evaluate("document.activeElement.textContent")
    for left, own in ((3, "率團"), (2, "president"), (1, "銀行"), (0, "caption")):
        panel.locator("li", has_text=own).get_by_role("button", name="Undo").click()
        page.wait_for_function(f"document.querySelectorAll('.cmp-corrections li').length === {left}")
    assert "Nothing is corrected" in panel.inner_text() and len(Corrections.load(path_beside(file))) == 0
    again = companion.read(file)
    assert again.paragraphs[1].sentences[1].translation.origin != "memory"
    assert again.corrections == page.reader.article.corrections == ()


def test_a_key_undoes_the_last_correction(show, file):
    """Protects a hand on the keyboard; where there is nothing to undo, it is said."""
    page = show(companion.read(file, translator=None))
    correct(page, "率", "reading", "lü4 tuan2")
    page.locator(".cmp-w").first.focus()
    page.keyboard.press("z")
    page.wait_for_function("document.querySelector('.cmp-foot').textContent.includes('Undone')")
    assert page.reader.article.corrections == () and "shuài" in "".join(readings(page, "率"))
    page.keyboard.press("z")
    page.wait_for_function("document.querySelector('.cmp-foot').textContent.includes('Nothing was changed')")


def test_a_text_without_a_file_says_that_corrections_are_not_kept(show):
    """Protects a person who pasted a text from a wrong belief."""
    page = show(companion.read_text(TEXT, translator=None))
    assert "as long as this reader is open" in correct(page, "率", "reading", "lü4 tuan2")
