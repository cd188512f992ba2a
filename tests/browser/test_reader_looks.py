"""The reader for everybody: axe in each layout and theme, zoom, touch, languages, long texts."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

import companion
from companion.model import Sentence, Translation

pytestmark = pytest.mark.browser

TEXT = "零容忍！兩地聯手打擊電騙\n\n警方表示，2月8日拘捕61名疑犯。「我們會繼續執法。」發言人說。\n\n●市民切勿向陌生人提供密碼。"
LOOKS = [
    ({"layout_mode": "columns"}, 1000, "card"),
    ({"layout_mode": "interlinear", "pinyin_for": "above-level"}, 900, "card"),
    ({"layout_mode": "stacked", "tone_colours": "safe", "pinyin": False}, 390, "form"),
    ({"layout_mode": "vertical", "reading": "zhuyin", "tone_colours": "classic"}, 1000, "settings"),
    ({"english_hidden": True, "tone_colours": "safe"}, 1000, "words"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("options", "width", "extra"), LOOKS)
def test_axe_finds_nothing(show, theme, options, width, extra):
    """Protects readers who use assistive technology, in each layout and theme."""
    page = show(TEXT, theme=theme, width=width, vocabulary=False, **options)
    if extra in ("card", "form"):
        page.locator(".cmp-term").first.click()
        if extra == "form":
            page.get_by_role("button", name="Correct …").click()
    else:
        page.get_by_role(
            "button",
            name={"settings": "Settings", "words": "Words of the article (key w)"}[extra],
            exact=True,
        ).click()
    found = Axe().run(page, context="#out").response["violations"]
    assert [(v["id"], n["html"][:160]) for v in found for n in v["nodes"][:2]] == []


def test_each_run_has_its_language_and_readings_are_not_read_twice(show):
    """Protects screen readers: the right voice, and a ruby once."""
    page = show(TEXT)
    languages = page.evaluate(
        "[...new Set([...document.querySelectorAll('.cmp-p [lang]')].map((n) => n.lang))].sort()"
    )
    assert languages == ["en", "zh-Hans", "zh-Hant-HK", "zh-Latn-pinyin"]
    assert page.locator(".cmp-p rt:not([aria-hidden='true'])").count() == 0
    original, simplified = (
        page.locator(f".cmp-p {c}").first.evaluate("e => getComputedStyle(e).fontFamily")
        for c in (".cmp-o", ".cmp-s")
    )
    assert "HK" in original.split(",")[0] and "SC" in simplified.split(",")[0]


@pytest.mark.parametrize("width", [320, 620])
def test_nothing_is_cut_off_at_200_percent(show, width):
    """Protects readers who zoom: twice the text in half the width still needs no sideways scrolling."""
    page = show(TEXT, width=width, font_size=32)
    if page.get_by_role("button", name="More tools").is_visible():
        page.get_by_role("button", name="More tools").click()
    for panel in (None, "Settings", "Signs and keys (?)", "Corrections of this article (key c)"):
        if panel:
            page.get_by_role("button", name=panel, exact=True).click()
        wide = page.evaluate(
            "[...document.querySelectorAll('.cmp-reader, .cmp-scroll, .cmp-bar, .cmp-panel')].filter((n) => n.scrollWidth > n.clientWidth + 1 && n.clientWidth).map((n) => n.className)"
        )
        assert wide == [], panel


def test_targets_are_large_enough_for_a_finger(browser, show, page):
    """Protects touch: nothing in the bar is smaller than 24 pixels, and all is 44 on a touch screen."""
    page = show(TEXT, width=390)
    page.locator(".cmp-term").first.click()
    small = "[...document.querySelectorAll('.cmp-reader button')].filter((n) => n.getClientRects().length).map((n) => n.getBoundingClientRect()).filter((r) => r.height < 24 || r.width < 24).length"
    assert page.evaluate(small) == 0
    assert "(pointer: coarse)" in page.reader._css and "2.75rem" in page.reader._css


def test_motion_is_only_for_those_who_want_it():
    """Protects readers whom movement makes ill."""
    css = companion.Reader(companion.read_text(TEXT), vocabulary=False)._css
    before, _, after = css.partition("prefers-reduced-motion: no-preference")
    assert "transition" not in before and "animation" not in before and "transition" in after


def test_a_long_article_is_built_where_one_reads(show):
    """Protects long texts: far paragraphs wait as plain text; going there builds them."""
    text = "\n\n".join(f"第{i}段。" + "香港警方打擊電騙，市民歡迎新措施。" * 12 for i in range(300))
    page = show(companion.read_text(text, paragraphs="blank-line", translator=None), vocabulary=False)
    assert page.locator(".cmp-p").count() == 300
    waiting = page.locator(".cmp-pending").count()
    assert waiting > 100
    assert "第299段" in page.locator(".cmp-p").last.text_content()
    page.evaluate("document.querySelector('.cmp-scroll').scrollTop = 1e9")
    page.wait_for_function("!document.querySelector('.cmp-p:last-child').classList.contains('cmp-pending')")
    assert page.evaluate("getComputedStyle(document.querySelector('.cmp-p')).contentVisibility") == "auto"
    page.keyboard.press("f") if page.locator(".cmp-w:focus").count() else page.get_by_role(
        "button", name="Find (key f)"
    ).click()
    page.keyboard.type("第150段")
    assert "1 of 1" in page.locator(".cmp-find .cmp-count").inner_text()
    assert "cmp-pending" not in page.locator(".cmp-p").nth(150).get_attribute("class")


def test_a_reader_that_is_shown_twice_has_each_paragraph_once(show):
    """Protects a second view: the rest of the text comes once, to both, and a piece that comes again does no harm."""
    text = "\n\n".join(f"第{i}段。" + "香港警方打擊電騙，市民歡迎新措施。" * 4 for i in range(200))
    page = show(companion.read_text(text, "blank-line", translator=None), vocabulary=False)
    page.evaluate(
        """() => { const el = document.createElement('div'); el.id = 'two'; document.body.append(el);
        window.two = window.definition.render({model, el}); arrive(window.pieces); arrive(window.pieces); }"""
    )
    page.wait_for_function("document.querySelectorAll('#two .cmp-p').length === 200")
    assert page.locator("#out .cmp-p").count() == 200 == page.evaluate("state._paragraphs.length")
    assert page.locator(".cmp-rest").all_text_contents() == ["", ""]


def test_english_that_arrives_is_shown_with_its_progress(show):
    """Protects reading while the translation runs: lines appear, the bar goes, cancel reaches Python."""
    article = companion.read_text("第一段說話。\n\n第二段說話。", translator=None)
    page = show(article, vocabulary=False)
    assert page.locator(".cmp-e").count() == 0
    page.evaluate("model.set('progress', 0.5)")
    assert "50 %" in page.locator(".cmp-progress").inner_text()
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_function("document.querySelector('.cmp-foot').textContent.includes('cancelled')")
    said = Translation("First.", "memory", "m.tmx")
    page.evaluate("(events) => arrive(events)", page.english(0, (Sentence(0, 6, said),)))
    page.evaluate("model.set('progress', 1)")
    assert page.locator(".cmp-p").first.locator(".cmp-e").inner_text() == "First. memory"
    assert page.locator(".cmp-progress").count() == 0
