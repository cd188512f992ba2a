"""The start page: what comes in, the list, and the article that is opened where one stopped."""

from __future__ import annotations

import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from home_page import HomeOnPage

import companion
from companion.learning import Learner

pytestmark = pytest.mark.browser

NEWS = "警方打擊電騙\n\n警方昨日在旺角拘捕三名疑犯。疑犯涉嫌電騙。"
HOSTILE = '<img src=x onerror="alert(1)">打擊電騙'


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A start page with its own data folder; the bundled articles are in its library."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path))
    made = companion.Home(hints=False, clock=lambda: datetime(2026, 11, 29, 12, tzinfo=UTC))
    yield made
    made.close()


@pytest.fixture
def first_visit(tmp_path, monkeypatch):
    """What a newcomer sees: `first_visit()` makes the page, again with what was kept."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path))
    made = []

    def visit():
        made.append(companion.Home(clock=lambda: datetime(2026, 11, 29, 12, tzinfo=UTC)))
        return made[-1]

    yield visit
    for home in made:
        home.close()


def show(page, home, **more):
    return HomeOnPage(page, home, **more)


def titles(page):
    return page.locator(".cmp-library tbody .cmp-title").all_inner_texts()


def test_a_pasted_text_is_saved_and_read_and_found_again(page, home):
    """Protects what a person pastes: it is a file before it is read, and stands in the library afterwards."""
    shown = show(page, home)
    page.fill(".cmp-paste textarea", NEWS)
    page.click("button:text('Save and read')")
    shown.settle()
    page.wait_for_selector(".cmp-reader .cmp-w")
    assert (home.library.folder / "警方打擊電騙.txt").read_text("utf-8") == NEWS
    assert page.locator(".cmp-now").inner_text() == "警方打擊電騙"
    assert page.locator(".cmp-home-body").is_hidden()
    page.click("button:text('Back to library')")
    shown.settle()
    assert page.locator(".cmp-reader").count() == 0
    assert titles(page)[0] == "警方打擊電騙"
    assert page.locator(".cmp-paste textarea").input_value() == ""
    assert page.evaluate("document.activeElement.textContent") == "警方打擊電騙"


def test_a_paste_that_cannot_be_read_stays_in_the_box(page, home):
    """Protects a text that is not taken: one line says why, and it is still there to be copied."""
    shown = show(page, home)
    page.fill(".cmp-paste textarea", "Only English.")
    page.click("button:text('Save and read')")
    shown.settle()
    assert "has no Chinese character" in page.locator(".cmp-home-foot").inner_text()
    assert page.locator(".cmp-paste textarea").input_value() == "Only English."
    assert len(list(home.library.folder.glob("*.txt"))) == 3


def test_a_picked_file_comes_in_whole(page, home, tmp_path):
    """Protects files of any kind and size: their bytes arrive in pieces and are put together; one of no kind is told."""
    from docx import Document

    document = Document()
    for paragraph in NEWS.split("\n\n"):
        document.add_paragraph(paragraph)
    file = tmp_path / "新聞 稿.docx"
    document.save(file)
    with zipfile.ZipFile(file, "a") as archive:  # larger than a message may be
        archive.writestr("word/media/pad.bin", random.Random(1).randbytes(2**20 + 5))
    wrong = tmp_path / "wrong.pdf"
    wrong.write_bytes(b"none")
    shown = show(page, home)
    page.set_input_files("input[type=file]", file)
    page.wait_for_selector(".cmp-reader .cmp-w", timeout=30_000)
    shown.settle()
    assert (home.library.folder / "新聞-稿.docx").read_bytes() == file.read_bytes()
    page.click("button:text('Back to library')")
    shown.settle()
    page.set_input_files("input[type=file]", wrong)
    shown.settle()
    assert "wrong.pdf: is no PDF file" in page.locator(".cmp-home-foot").inner_text()


def test_a_dropped_file_comes_in(page, home):
    """Protects dropping: the page takes the file itself, the browser does not leave for it."""
    shown = show(page, home)
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["電騙案上升\\n\\n上月電騙案增加三成。"], "drop.txt"));
          for (const type of ["dragenter", "dragover", "drop"]) document.querySelector(".cmp-drop").dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    page.wait_for_selector(".cmp-reader .cmp-w")
    shown.settle()
    assert (home.library.folder / "drop.txt").is_file()


def test_an_address_is_fetched_only_where_its_button_is_pressed(page, home, monkeypatch):
    """Protects the rule that nothing reaches the network unless one asks: typing does not, the button does, an error is a line."""
    asked = []

    def fetch(url, folder):
        asked.append(url)
        if "bad" in url:
            raise companion.CompanionError(f"{url}: the server has no such page (404)")
        file = Path(folder) / "page.html"
        file.write_text(
            "<html><body><h1>電騙案上升</h1><p>警方昨日公布，上月電騙案增加三成。</p></body></html>", "utf-8"
        )
        return file

    monkeypatch.setattr("companion.library.folder.fetch", fetch)
    shown = show(page, home)
    page.fill("input[type=url]", "https://news.example/bad")
    shown.settle()
    assert asked == []
    page.click("text=Fetch")
    shown.settle()
    assert "no such page (404)" in page.locator(".cmp-home-foot").inner_text()
    page.fill("input[type=url]", "https://news.example/a")
    page.press("input[type=url]", "Enter")
    page.wait_for_selector(".cmp-reader .cmp-w")
    assert asked == ["https://news.example/bad", "https://news.example/a"]


def test_the_list_is_sorted_and_filtered(page, home):
    """Protects finding an article in a large library: by each column, by a piece of its title, by how it would be to read."""
    home.library.add_text("市民買菜\n\n我今天去買菜。他說今天的菜很好，我們都喜歡。你也來吧。")
    shown = show(page, home)
    assert len(titles(page)) == 4
    page.click(".cmp-sort:text('Length')")
    assert titles(page)[0].startswith("中泰") and titles(page)[-1] == "市民買菜"
    page.click(".cmp-sort:text('Length')")
    assert titles(page)[0] == "市民買菜"
    assert page.locator("th[data-sort=characters]").get_attribute("aria-sort") == "ascending"
    page.click(".cmp-sort:text('Known')")
    assert titles(page)[0] == "市民買菜"
    page.fill("input[type=search]", "海棠")
    assert len(titles(page)) == 1 and page.locator(".cmp-count").inner_text() == "1 of 4 articles"
    page.fill("input[type=search]", "")
    page.select_option(".cmp-tools select >> nth=0", "hard")
    assert "市民買菜" not in titles(page) and len(titles(page)) == 3
    page.select_option(".cmp-tools select >> nth=0", "read")
    assert titles(page) == [] and page.locator("text=No article is like that.").is_visible()
    page.select_option(".cmp-tools select >> nth=0", "")
    page.select_option(".cmp-home-head select", "C2")
    shown.settle()
    assert page.locator(".cmp-library .cmp-figure").all_inner_texts() == ["100 %"] * 4
    assert home.library.level == "C2"


def test_an_article_opens_where_one_stopped(page, home):
    """Protects the place: scrolled, closed and opened again, also in another session, the text stands where it did."""
    long = "\n\n".join(
        f"第{n}段講述本港鐵路的發展。乘客昨日表示車程縮短，希望班次更加頻密，票價不要上升，公司則說會研究。"
        for n in range(1, 60)
    )
    home.library.add_text(f"鐵路發展\n\n{long}")
    shown = show(page, home)
    page.click(".cmp-library .cmp-title:text('鐵路發展')")
    page.wait_for_selector(".cmp-reader .cmp-w")
    shown.settle()
    page.hover(".cmp-reader .cmp-scroll")
    page.wait_for_function("document.querySelectorAll('.cmp-p').length === 60")
    page.mouse.wheel(0, 6000)
    page.wait_for_timeout(900)
    shown.settle()
    row = home.library.row("鐵路發展.txt")
    assert row.paragraph > 10 and 0.1 < row.read < 0.9
    page.click("button:text('Back to library')")
    shown.settle()
    assert f"{round(row.read * 100)} %" in page.locator("tr[data-path='鐵路發展.txt']").inner_text()
    assert "go on where you stopped" in page.locator(".cmp-next-card >> nth=0").inner_text()
    page.click(".cmp-next-card >> nth=0 >> .cmp-title")
    page.wait_for_selector(".cmp-reader .cmp-w")
    shown.settle()
    page.wait_for_function("document.querySelector('.cmp-scroll').scrollTop > 500")
    top = page.evaluate(
        """() => { const box = document.querySelector('.cmp-scroll').getBoundingClientRect();
          return [...document.querySelectorAll('.cmp-p')].findIndex((p) => p.getBoundingClientRect().bottom > box.top + 8); }"""
    )
    assert abs(top - row.paragraph) <= 1
    assert home.library.row("鐵路發展.txt").read == row.read


def test_hostile_titles_and_names_are_text(page, home):
    """Protects the page from what stands in an article: a title, a source and a file's name run nothing."""
    home.library.add_text(f"{HOSTILE}\n\n警方昨日拘捕疑犯。")
    (home.library.folder / "<b onmouseover=alert(1)>x.pdf").write_bytes(b"none")
    (home.library.folder / "a.html").write_text(
        f"<html><head><meta property='og:site_name' content='{HOSTILE.replace(chr(34), '')}'></head><body><article><h1>電騙</h1>"
        "<p>警方昨日在旺角拘捕三名疑犯，疑犯涉嫌電騙，案件已經交由重案組跟進。</p></article></body></html>", "utf-8",
    )  # fmt: skip
    show(page, home)
    assert page.locator(".cmp-home img, .cmp-home b").count() == 0
    assert any("<img" in text for text in titles(page)) and any("<b on" in text for text in titles(page))


def test_reviews_that_are_due_and_the_words_known_are_told(page, home):
    """Protects the reason to come back: how many words are due today, and how those that are known have grown."""
    Learner(now=lambda: datetime(2026, 11, 1, 12, tzinfo=UTC)).mark(["警方", "打擊"], "known")
    Learner(now=lambda: datetime(2026, 11, 20, 12, tzinfo=UTC)).mark(["電騙"], "learning")
    shown = show(page, home)
    shown.settle()
    assert page.locator(".cmp-due").inner_text() == "Review 1 word"
    picture = page.locator(".cmp-plot svg")
    assert picture.get_attribute("aria-label") == "2 words known on 29 November 2026, 2 on 1 November 2026"


@pytest.mark.parametrize(("theme", "width"), [("light", 1200), ("dark", 1200), ("light", 390), ("dark", 390)])
def test_nothing_is_in_the_way_of_anyone(page, home, theme, width):
    """Protects people who use it with a screen reader, in the dark, or on a telephone: axe finds nothing, nothing is cut off."""
    home.library.add_text(NEWS)
    (home.library.folder / "bad.pdf").write_bytes(b"none")
    Learner().mark(["警方"], "known")
    Learner().mark(["電騙"], "learning")
    page.set_viewport_size({"width": width, "height": 900})
    home._desk.guide.again()
    shown = show(page, home, theme=theme)
    page.click("text=Fetch")  # a line of error
    nothing_is_in_the_way(page, width)
    page.click(".cmp-library .cmp-title:text('警方打擊電騙')")
    shown.settle()
    page.get_by_role("button", name="Print …").click()
    assert page.locator(".cmp-hint-bar").is_visible()
    nothing_is_in_the_way(page, width)


def nothing_is_in_the_way(page, width):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(
        page, options={"rules": {"page-has-heading-one": {"enabled": False}, "region": {"enabled": False}}}
    )
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in page.locator(".cmp-home button:visible").all():
        box = button.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width


def hint(page):
    bar = page.locator(".cmp-hint-bar")
    return bar.locator("p").inner_text() if bar.is_visible() else ""


def test_the_first_visit_has_an_article_open_and_one_hint_that_moves_on_with_what_is_done(page, first_visit):
    """Protects the first minute: each hint is gone when one has done what it says, and none is there a second time."""
    shown = show(page, first_visit())
    page.wait_for_selector(".cmp-reader .cmp-w")
    assert "Click any word" in hint(page) and "1 of 6" in hint(page)
    page.locator(".cmp-reader .cmp-w").filter(has_text="電騙").first.click()
    shown.settle()
    assert "press Learning" in hint(page).replace("Press", "press")
    page.locator(".cmp-card").get_by_role("button", name="Learning", exact=True).click()
    shown.settle()
    assert "Too much at once?" in hint(page)
    page.get_by_role("button", name="English", exact=True).click()
    shown.settle()
    assert "Back to library" in hint(page)
    page.click("button:text('Back to library')")
    shown.settle()
    assert "one of your own" in hint(page)
    page.fill(".cmp-paste textarea", NEWS)
    page.click("button:text('Save and read')")
    shown.settle()
    assert "Print" in hint(page) and "6 of 6" in hint(page)
    again = show(page, first_visit())
    again.settle()
    assert page.locator(".cmp-reader").count() == 0 and hint(page) == ""
    page.click(".cmp-library .cmp-title >> nth=0")
    again.settle()
    assert "Print" in hint(page)


def test_hints_can_be_passed_over_dismissed_and_shown_again(page, first_visit):
    """Protects those who know it: no more hints stays so, at the next visit too; the library can bring them back."""
    shown = show(page, first_visit())
    page.get_by_role("button", name="Next hint").focus()
    page.keyboard.press("Enter")
    shown.settle()
    assert "2 of 6" in hint(page) and page.evaluate("document.activeElement.textContent") == "Next hint"
    page.get_by_role("button", name="No more hints").click()
    shown.settle()
    assert hint(page) == "" and page.evaluate("document.activeElement.textContent") == "← Back to library"
    shown = show(page, first_visit())
    shown.settle()
    assert hint(page) == "" and page.locator(".cmp-reader").count() == 0
    page.get_by_role("button", name="Show the hints").click()
    shown.settle()
    assert "1 of 6" in hint(page)  # of the library's own, and yet the first of six


def test_an_open_article_is_a_text_a_lesson_and_exercises(page, home):
    """Protects a teacher without a notebook: lesson and exercises of the article are one click from its text, and back."""
    home.library.add_text(NEWS)
    shown = show(page, home)
    page.click(".cmp-library .cmp-title:text('警方打擊電騙')")
    shown.settle()
    pressed = page.locator(".cmp-part[aria-pressed=true]")
    for name, there in (("Lesson", ".cmp-lesson"), ("Exercises", ".cmp-ex"), ("Read", ".cmp-reader .cmp-w")):
        page.get_by_role("button", name=name, exact=True).click()
        shown.settle()
        page.wait_for_selector(there)
        assert pressed.all_inner_texts() == [name] and len(home.children) == 2
        assert page.locator(".cmp-now").inner_text() == (
            "" if name == "Exercises" else "警方打擊電騙"
        )  # no answer is told
    page.click("button:text('Back to library')")
    shown.settle()
    assert pressed.count() == 0 or page.locator(".cmp-parts").is_hidden()
    assert page.locator(".cmp-library").is_visible()


def test_a_lesson_is_saved_to_print(page, home):
    """Protects a teacher's next hour: a whole lesson comes into the browser's downloads, with what was chosen."""
    home.library.add_text(NEWS)
    shown = show(page, home)
    page.click(".cmp-library .cmp-title:text('警方打擊電騙')")
    shown.settle()
    page.get_by_role("button", name="Print …").click()
    form = page.get_by_role("form", name="A lesson to print")
    form.get_by_label("Exercises").select_option("4")
    form.get_by_label("Text").select_option("interlinear")
    with page.expect_download() as saved:
        form.get_by_role("button", name="Save as a page").click()
        shown.settle()
    assert saved.value.suggested_filename == "警方打擊電騙.html"
    text = Path(saved.value.path()).read_text("utf-8")
    assert "cmp-l-interlinear" in text and "疑犯" in text and ">Answers<" in text
    assert form.is_hidden() and "downloads" in page.locator(".cmp-home-foot").inner_text()
