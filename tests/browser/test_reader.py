"""The reader's real JavaScript in headless Chromium."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsers import pause

import companion

pytestmark = pytest.mark.browser

TEXT = "零容忍！兩地聯手打擊電騙\n\n警方表示，2月8日拘捕61名疑犯。「我們會繼續執法。」發言人說。\n\n●市民切勿向陌生人提供密碼。"


def box(page, selector):
    return page.locator(selector).first.bounding_box()


@pytest.fixture
def reader(show):
    return show(TEXT)


def test_the_layers_stand_side_by_side_and_stacked_when_narrow(show):
    """Protects both layouts: the choice follows the reader's own width."""
    page = show(TEXT)
    original, simplified, english = (box(page, f".cmp-p {c}") for c in (".cmp-o", ".cmp-s", ".cmp-en"))
    assert original["x"] < simplified["x"] < english["x"]
    page = show(TEXT, width=400)
    original, simplified, english = (box(page, f".cmp-p {c}") for c in (".cmp-o", ".cmp-s", ".cmp-en"))
    assert original["x"] == simplified["x"] == english["x"]
    assert original["y"] < simplified["y"] < english["y"]
    assert page.evaluate(
        "document.querySelector('.cmp-reader').scrollWidth <= document.querySelector('.cmp-reader').clientWidth"
    )


def test_the_layout_can_be_fixed(show):
    """Protects a teacher who wants columns on a small screen."""
    page = show(TEXT, width=500, layout_mode="columns")
    assert box(page, ".cmp-p .cmp-o")["x"] < box(page, ".cmp-p .cmp-en")["x"]


@pytest.mark.parametrize(
    ("layer", "selector"), [("simplified", ".cmp-s"), ("pinyin", "rt"), ("english", ".cmp-en")]
)
def test_each_layer_switches_by_button_key_and_trait(reader, layer, selector):
    """Protects the switches, and their state for screen readers and Python."""
    button = reader.get_by_role("button", name=layer.capitalize())
    part = reader.locator(f".cmp-p {selector}").first
    assert part.is_visible() and button.get_attribute("aria-pressed") == "true"
    button.click()
    assert not part.is_visible() and button.get_attribute("aria-pressed") == "false"
    assert reader.evaluate(f"state.{layer}") is False
    reader.keyboard.press(layer[0])
    assert part.is_visible()
    reader.evaluate(f"model.set('{layer}', false)")
    assert not part.is_visible()


def test_a_click_shows_the_card_with_both_scripts_pinyin_senses_and_note(reader):
    """Protects the word card of a glossary term."""
    reader.locator(".cmp-w.cmp-term").filter(has_text="騙").first.click()
    card = reader.locator(".cmp-card")
    text = card.inner_text()
    for part in ("電騙", "电骗", "diànpiàn", "telecom fraud", "电信诈骗", "Glossary: Hong Kong Police Force"):
        assert part in text
    assert reader.evaluate("state.selection.text") == "電騙"
    assert "cmp-on" in reader.locator(".cmp-v", has_text="电骗").first.get_attribute("class")


def test_the_card_stays_in_view_and_never_covers_its_word(show):
    """Protects reading: word and card are seen together, for each word of the text."""
    page = show(TEXT, width=420)
    for i in range(page.locator(".cmp-w").count()):
        target = page.locator(".cmp-w").nth(i)
        target.scroll_into_view_if_needed()
        target.evaluate("e => e.click()")
        place, at = box(page, ".cmp-card"), target.bounding_box()
        apart = place["y"] >= at["y"] + at["height"] - 14 or place["y"] + place["height"] <= at["y"] + 14
        assert apart, i
        assert place["x"] >= 0 and place["x"] + place["width"] <= 1280
        page.keyboard.press("Escape")


def test_the_keyboard_moves_by_word_and_line_opens_and_closes(reader):
    """Protects readers without a mouse: one tab stop, arrows, Enter, Escape, focus back."""
    assert reader.locator(".cmp-w[tabindex='0']").count() == 1
    reader.locator(".cmp-w").first.focus()
    here = lambda: reader.evaluate("[...document.querySelectorAll('.cmp-w')].indexOf(document.activeElement)")  # noqa: E731
    reader.keyboard.press("ArrowRight")
    assert here() == 1
    reader.keyboard.press("ArrowLeft")
    reader.keyboard.press("ArrowLeft")
    assert here() == 0
    top = reader.evaluate("document.activeElement.getBoundingClientRect().top")
    reader.keyboard.press("ArrowDown")
    assert reader.evaluate("document.activeElement.getBoundingClientRect().top") > top + 10
    reader.keyboard.press("ArrowUp")
    assert here() == 0
    reader.keyboard.press("Enter")
    assert reader.locator(".cmp-card").is_visible()
    reader.keyboard.press("ArrowRight")
    assert reader.locator(".cmp-card").is_visible() and here() == 1
    reader.keyboard.press("Escape")
    assert not reader.locator(".cmp-card").is_visible() and here() == 1


def test_no_key_reaches_the_notebook_and_tab_is_not_trapped(reader):
    """Protects the notebook's cells: x and ArrowDown in the reader stay there."""
    reader.locator(".cmp-w").first.focus()
    for key in ("x", "d", "ArrowDown", "Enter", "Escape", "s"):
        reader.keyboard.press(key)
    assert reader.evaluate("keys") == []
    reader.keyboard.press("Tab")
    for _ in range(6):
        if reader.evaluate("document.activeElement.id") == "after":
            break
        reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.id") == "after"
    reader.keyboard.press("x")
    assert "x" in reader.evaluate("keys")


def test_gloss_and_memory_say_what_they_are(show, articles):
    """Protects readers from taking a gloss for a translation."""
    page = show(TEXT)
    assert page.locator(".cmp-e-gloss .cmp-origin").first.inner_text() == "word gloss"
    assert "companion models install" in page.locator(".cmp-notice code").inner_text()
    page = show(companion.read(articles / "dianpian.txt"))
    assert page.locator(".cmp-e-memory .cmp-origin").first.inner_text() == "memory"
    assert page.locator(".cmp-notice").count() == 0


def test_a_long_notice_shows_its_beginning(show, tmp_path):
    """Protects the article from standing below all that its page had beside it; the rest is a click away."""
    hidden = "".join(f"<p hidden>第{n}句隱藏的話，說了很久。</p>" for n in range(20))
    (tmp_path / "a.html").write_text(
        f"<meta charset=utf-8><h1>颱風襲港</h1><p>學校今日停課，渡輪停航。</p>{hidden}", "utf-8"
    )
    page = show(companion.read(tmp_path / "a.html", translator=None))
    notice = page.locator(".cmp-notice", has_text="left out")
    assert len(notice.inner_text()) < 160
    notice.locator("summary").click()
    assert "第19句隱藏的話" in notice.inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [None, 400])
def test_axe_finds_nothing(show, theme, width):
    """Protects readers who use assistive technology, in both themes and widths."""
    page = show(TEXT, theme=theme, width=width)
    page.locator(".cmp-term").first.click()
    found = Axe().run(page, context="#out").response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


def test_the_theme_follows_jupyterlab(show):
    """Protects eyes at night."""
    light = show(TEXT, theme="light").evaluate(
        "getComputedStyle(document.querySelector('.cmp-reader')).backgroundColor"
    )
    dark = show(TEXT, theme="dark").evaluate(
        "getComputedStyle(document.querySelector('.cmp-reader')).backgroundColor"
    )
    assert light == "rgb(255, 255, 255)" and dark == "rgb(21, 24, 28)"


def test_hostile_text_is_shown_and_not_run(show):
    """Protects the notebook from an article or a glossary that holds scripts."""
    from companion.model import Term

    evil = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'
    glossary = companion.Glossary(
        [Term("x", "電騙", "电骗", "diànpiàn", (evil,), note=evil, source=evil, mainland=evil)]
    )
    page = show(companion.read_text(f"{evil}電騙{{{{7*7}}}}", glossary=glossary))
    page.locator(".cmp-w").last.click()
    pause(page, 200)
    assert page.evaluate("window.pwned") is None
    assert "<img src=x" in page.locator(".cmp-card").inner_text()
    assert page.locator("#out img, #out script").count() == 0


def test_a_long_article_shows_its_first_screen_at_once(show):
    """Protects long texts: paragraphs come in small chunks, the first ones first."""
    page = show(
        "\n\n".join(f"第{i}段。香港警方打擊電騙，市民歡迎新措施。" * 3 for i in range(300)), english=False
    )
    assert page.locator(".cmp-p").count() == 300
    assert page.evaluate("getComputedStyle(document.querySelector('.cmp-p')).contentVisibility") == "auto"


def test_cleaning_up_removes_the_listeners(reader):
    """Protects a notebook whose cell is run again and again."""
    reader.evaluate("cleanup()")
    reader.evaluate("model.set('pinyin', false)")
    assert "cmp-no-py" not in reader.locator(".cmp-reader").get_attribute("class")


def test_a_card_can_be_used_where_the_host_keeps_the_reader_in_a_tree_of_its_own(show):
    """Protects marimo and others with a shadow tree: a press on the card's button is no press outside it."""
    page = show("警方打擊電騙。")
    page.evaluate("""() => {
      window.cleanup();
      const out = document.getElementById("out");
      out.replaceChildren();
      const tree = out.attachShadow({ mode: "open" });
      tree.append(document.querySelector("style").cloneNode(true), document.createElement("div"));
      window.cleanup = window.definition.render({ model: window.model, el: tree.lastChild });
    }""")
    page.locator(".cmp-w", has_text="打擊").first.click()
    page.locator(".cmp-card").get_by_role("button", name="Known", exact=True).click()
    page.wait_for_function("Object.values(window.state._status).includes('known')")
    page.mouse.click(5, 5)
    page.locator(".cmp-card").wait_for(state="hidden")
