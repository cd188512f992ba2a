"""The handout in a real browser, on screen and on paper."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

import companion
from companion.render import HandoutOptions

sys.path[:0] = [str(Path(__file__).parents[1] / "export"), str(Path(__file__).parents[2] / "benchmarks")]
import paper  # noqa: E402
from browsers import pause, require_browser  # noqa: E402
from hostile import EVIL, hostile_article  # noqa: E402

pytestmark = pytest.mark.browser


LAYOUTS = {
    "columns": {},
    "stacked": {"layout": "stacked"},
    "interlinear": {"layout": "interlinear"},
    "reading": {"layout": "stacked", "translation": "end", "line_numbers": True},
    "vertical": {"layout": "vertical", "simplified": False},
}


@pytest.fixture(scope="module")
def article():
    return companion.read(Path(__file__).parents[2] / "notebooks" / "articles" / "dianpian.txt")


@pytest.fixture
def handout(article, tmp_path):
    return companion.write_handout(article, tmp_path / "page.html")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_request_leaves_the_page_and_axe_finds_nothing(page, article, tmp_path, layout):
    """Protects offline readers, and readers who use assistive technology, in each layout, with a card open."""
    options = HandoutOptions(**LAYOUTS[layout], teacher="Ms Chan", exercises=6)
    handout = companion.write_handout(article, tmp_path / "page.html", options)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(handout.as_uri())
    assert asked == [handout.as_uri()]
    page.locator(".cmp-o .cmp-term").first.click()
    assert page.locator(".ho-card").is_visible()
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


def test_a_word_shows_its_card_by_mouse_and_by_keyboard(page, handout):
    """Protects the card: both scripts, reading, glossary, senses, without a kernel or network."""
    page.goto(handout.as_uri())
    page.locator(".cmp-o .cmp-w.cmp-term", has_text="騙").first.click()
    card = page.locator(".ho-card")
    text = card.inner_text()
    for part in ("電騙", "电骗", "diànpiàn", "telecom fraud", "电信诈骗", "Glossary"):
        assert part in text
    page.keyboard.press("ArrowRight")
    assert card.is_visible() and "電騙" not in card.locator(".cmp-card-word").inner_text()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.evaluate("document.activeElement.className").startswith("cmp-w")
    page.keyboard.press("Enter")
    assert card.is_visible()


def test_the_switches_hide_layers_and_cover_the_english(page, handout):
    """Protects those who want to read before they look."""
    page.goto(handout.as_uri())
    for name, part in (("Simplified", ".cmp-s"), ("Readings", ".cmp-o rt"), ("English", ".cmp-en")):
        shown = page.locator(f".cmp-p {part}").first
        button = page.get_by_role("button", name=name, exact=True)
        assert shown.is_visible() and button.get_attribute("aria-pressed") == "true"
        button.click()
        assert not shown.is_visible() and button.get_attribute("aria-pressed") == "false"
        button.click()
    page.get_by_role("button", name="Cover the English").click()
    english = page.locator(".cmp-e").first
    blurred = "e => getComputedStyle(e.querySelector('.cmp-et')).filter !== 'none'"
    assert english.evaluate(blurred)
    english.click()
    assert not english.evaluate(blurred)


def test_word_by_word_a_gloss_is_told_once(page, article, tmp_path):
    """Protects the page from saying each gloss twice, and from a switch that hides nothing."""
    glossed = companion.read_text("警方打擊電騙。", translator="gloss")
    for name, shown in (("gloss", glossed), ("memory", article)):
        options = HandoutOptions(layout="interlinear", vocabulary="none")
        page.goto(companion.write_handout(shown, tmp_path / f"{name}.html", options).as_uri())
        assert page.locator(".cmp-g", has_text="crack down on").first.is_visible()
        own = name == "memory"
        assert page.locator(".cmp-e").first.is_visible() is own
        assert page.get_by_role("button", name="English", exact=True).count() == own


def test_a_choice_tells_right_from_wrong_where_the_answers_are_in_the_page(page, article, tmp_path):
    """Protects self-check at home, and a test whose answers are kept apart."""
    kinds = {"exercises": 4, "exercise_kinds": ("cloze:choices",)}
    page.goto(companion.write_handout(article, tmp_path / "a.html", HandoutOptions(**kinds)).as_uri())
    item = page.locator(".ws-item").first
    said = set()
    for pick in item.locator(".ho-pick").all():
        pick.click()
        said.add(item.locator(".ho-said").inner_text())
    assert said == {"✓ Right", "✗ Not this one"}
    apart = HandoutOptions(**kinds, answers="none")
    path = companion.write_handout(article, tmp_path / "b.html", apart)
    assert "data-right>" not in path.read_text("utf-8")


def test_without_script_all_is_there_to_read(browser, article, tmp_path):
    """Protects readers whose viewer runs no script: text, readings, English, vocabulary and answers."""
    handout = companion.write_handout(article, tmp_path / "page.html", HandoutOptions(exercises=4))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(handout.as_uri())
    for part in (".cmp-o rt", ".cmp-s", ".cmp-en", ".ho-vocabulary", ".ho-exercises", ".ho-answers li"):
        assert page.locator(part).first.is_visible()
    assert not page.locator(".ho-bar").is_visible() and not page.locator(".ho-card").is_visible()
    context.close()


def test_line_numbers_stand_at_every_fifth_line(page, article, tmp_path):
    """Protects talk in class: "line 15" is the fifteenth line for everybody."""
    options = HandoutOptions(layout="stacked", translation="end", line_numbers=True)
    handout = companion.write_handout(article, tmp_path / "page.html", options)
    page.goto(handout.as_uri())
    marks = page.locator(".ho-ln")
    assert marks.all_inner_texts() == [str(5 * (n + 1)) for n in range(marks.count())]
    lines = page.evaluate(
        """() => [...document.querySelectorAll('.ho-text .cmp-o')].flatMap((o) => {
          const tops = [];
          for (const r of [...o.querySelectorAll('ruby')].map((x) => x.getBoundingClientRect()))
            if (!tops.length || r.bottom > tops.at(-1) + r.height * .6) tops.push(r.bottom);
          return tops; })"""
    )
    assert len(lines) // 5 == marks.count()
    for n in range(marks.count()):
        box = marks.nth(n).bounding_box()
        assert abs(box["y"] + box["height"] - lines[5 * n + 4]) < 14


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_phone_shows_it_without_scrolling_sideways(page, article, tmp_path, layout):
    """Protects students who open the page on a phone."""
    handout = companion.write_handout(
        article, tmp_path / "page.html", HandoutOptions(**LAYOUTS[layout], exercises=4)
    )
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(handout.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_prints_with_page_numbers_and_all_its_text(page, article, tmp_path, layout):
    """Protects the paper: A4, numbered pages, the head that repeats, each sentence is there, nothing is cut off."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils are not installed")
    options = HandoutOptions(**LAYOUTS[layout], pinyin=False, class_name="3B")
    handout = companion.write_handout(article, tmp_path / "page.html", options)
    page.goto(handout.as_uri())
    pdf = handout.with_suffix(".pdf")
    page.pdf(path=str(pdf), prefer_css_page_size=True)
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in info
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    pages = int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages")))
    bare = "".join(text.split())
    assert f"1/{pages}" in bare and f"{pages}/{pages}" in bare
    assert "Vocabulary" in bare and "MadewithCompanion" in bare and bare.count("3B") == pages
    missing = [
        w.text
        for p in article.paragraphs
        for w in p.tokens
        if len(w.text) > 1 and w.pinyin and not w.term and w.text not in bare
    ]
    assert len(missing) < pages, missing  # a page may end inside a word


def test_on_a_phone_the_text_comes_first_and_the_list_folds(page, article, tmp_path):
    """Protects students on a phone: no screen of words before the text, each switch in sight; a number opens the list."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(companion.write_handout(article, tmp_path / "page.html", HandoutOptions(exercises=3)).as_uri())
    bar = page.locator(".ho-bar")
    assert bar.evaluate("e => e.scrollWidth <= e.clientWidth") and bar.bounding_box()["height"] < 60
    text, words = page.locator(".ho-text"), page.locator(".ho-vocabulary")
    assert text.bounding_box()["y"] < 250 and text.bounding_box()["y"] < words.bounding_box()["y"]
    table = words.locator(".ho-table")
    assert not table.is_visible()
    page.locator(".ho-no a").first.click()
    assert table.is_visible()
    page.locator(".ho-fold").click()
    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.is_visible() and not page.locator(".ho-fold").is_visible()


@pytest.mark.parametrize("name", ["dianpian", "transport", "typhoon"])
def test_each_bundled_lesson_is_set_on_few_pages(name, tmp_path, monkeypatch):
    """Protects paper: no page of credits or of one row, none that ends in a heading, little blank, and a small PDF."""
    monkeypatch.setenv("COMPANION_CHROMIUM", require_browser())
    article = companion.read(Path(__file__).parents[2] / "notebooks" / "articles" / f"{name}.txt")
    for setting, most, least in (("columns", 4, 0.6), ("two columns", 7, 0), ("lesson", 6, 0.6)):
        row = paper.measured(article, name, paper.SETTINGS[setting], tmp_path, None)
        assert row["ends"] == 0 and row["pages"] <= most and row["size"] < 600_000, row
        assert row["blank"] < 1 + 0.12 * row["pages"] and row["least"] > least, row


def test_print_is_black_on_white_in_a_dark_theme_too(page, handout):
    """Protects the printer's ink."""
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(handout.as_uri())
    style = "getComputedStyle(document.querySelector('.cmp-page'))"
    assert page.evaluate(f"[{style}.color, {style}.backgroundColor]") == [
        "rgb(0, 0, 0)",
        "rgb(255, 255, 255)",
    ]


def test_tone_colours_differ_in_grey_or_are_told_by_the_reading(page, article, tmp_path):
    """Protects a black-and-white copier: without readings each tone has its own line under the character."""
    options = HandoutOptions(tone_colours=True, pinyin=False)
    page.goto(companion.write_handout(article, tmp_path / "page.html", options).as_uri())
    page.emulate_media(media="print")
    styles = {
        page.locator(f".cmp-o .t{tone}").first.evaluate("e => getComputedStyle(e).textDecorationStyle")
        for tone in (1, 2, 3, 4)
    }
    assert len(styles) == 4


@pytest.mark.parametrize("layout", LAYOUTS)
def test_hostile_text_runs_nothing(page, tmp_path, layout):
    """Protects students from a page that was made of a hostile text, with scripts on, and each card opened."""
    evil = hostile_article()
    options = HandoutOptions(
        **LAYOUTS[layout], vocabulary="all", title=EVIL, source=EVIL, teacher=EVIL, class_name=EVIL, date=EVIL,
        checked_by=EVIL, exercises=8,
    )  # fmt: skip
    path = companion.write_handout(evil, tmp_path / "x.html", options)
    page.goto(path.as_uri())
    words = page.locator(".cmp-o .cmp-w")
    for n in range(0, words.count(), max(1, words.count() // 12)):
        words.nth(n).dispatch_event("click")
    pause(page, 150)
    assert page.evaluate("window.hit") is None
    assert page.locator("img, svg, iframe, a:not([href^='#'])").count() == 0
    assert page.locator("script").count() == 2
    assert page.evaluate(
        "[...document.querySelectorAll('*')].every(e => [...e.attributes].every(a => !a.name.startsWith('on')))"
    )


def test_a_script_that_is_not_its_own_does_not_run(page, handout):
    """Protects against what the escaping might miss: the policy lets only the page's own script run."""
    text = handout.read_text("utf-8").replace(
        "</main>", "</main><script>window.hit=1</script><b onclick='window.hit=2'>x</b>"
    )
    handout.write_text(text, encoding="utf-8")
    page.goto(handout.as_uri())
    page.locator("b", has_text="x").last.dispatch_event("click")
    assert page.evaluate("window.hit") is None
    assert page.locator(".ho-js").count() == 1
