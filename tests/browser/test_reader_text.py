"""What the browser makes of the word table: the text as pages have it, its cards, with and without Python."""

from __future__ import annotations

from dataclasses import replace

import pytest

import companion
from companion.language.words.frequency import common_words
from companion.model import Sentence, Translation
from companion.render import RenderOptions, Words, paragraph_html

pytestmark = pytest.mark.browser

TEXT = (
    "零容忍！兩地聯手打擊電騙\n\n警方表示，2月8日拘捕61名疑犯，佔35%。「我們不是一名。」發言人說。\n\n"
    "●市民切勿向陌生人提供密碼，iPhone 16 Pro 也一樣；𠮷野家在西安。"
)
SAME = """(pages) => pages.map((html, i) => {
  const holder = document.createElement('template');
  holder.innerHTML = html;
  const page = holder.content.firstElementChild;
  const own = document.querySelectorAll('.cmp-reader .cmp-p')[i].cloneNode(true);
  for (const node of [page, own]) {
    for (const n of node.querySelectorAll('[data-w]')) n.removeAttribute('data-w');
    for (const n of node.querySelectorAll('[tabindex], [role]')) for (const name of ['tabindex', 'role', 'aria-haspopup', 'aria-description']) n.removeAttribute(name);
    for (const n of node.querySelectorAll('.cmp-new')) n.classList.remove('cmp-new'); // what a word is to its reader
    for (const child of [...node.childNodes]) if (child.nodeType === 3) child.remove();
    node.normalize();
  }
  return [page.outerHTML, own.outerHTML];
})"""


def pages(article):
    options = RenderOptions(layout="interlinear")
    words = Words(options, article.glossary, rp=False, everything=True)
    words.learn_names(article.paragraphs)
    return [paragraph_html(p, options, n, words=words) for n, p in enumerate(article.paragraphs)]


def english(article):
    """The article with every kind of English: of a memory, near, by a machine, a gloss, none."""
    said = (
        Translation("Police fight telecom fraud <together>.", "memory", "m.tmx"),
        Translation("a", "argos", "en", score=0.857, near="警方表示同意。", suggestion="They <agree>."),
        Translation("Same.", "memory", "m.tmx", score=0.9, near="警方表示同意。"),
        Translation("", "none", reason="not asked"),
    )
    paragraphs, at = [], 0
    for p in article.paragraphs:
        sentences = []
        for s in p.sentences:
            sentences.append(Sentence(s.start, s.end, (*said, s.translation)[at % 5]))
            at += 1
        paragraphs.append(replace(p, sentences=tuple(sentences)))
    return replace(article, paragraphs=tuple(paragraphs))


@pytest.mark.parametrize("name", ["", "dianpian.txt", "transport.txt", "typhoon.txt"])
def test_the_browser_makes_the_very_elements_that_a_page_has(show, articles, name):
    """Protects the one look of text: renderer and reader are held together on every kind of word and of English."""
    article = companion.read(articles / name) if name else english(companion.read_text(TEXT))
    page = show(article, vocabulary=False)
    page.wait_for_function("!document.querySelector('.cmp-pending')")
    for expected, found in page.evaluate(SAME, pages(article)):
        assert found == expected


def test_a_reader_without_python_has_its_text_and_all_cards(show):
    """Protects a notebook that is reopened: reading, finding and every card need no Python."""
    page = show(TEXT, before="window.offline = true", vocabulary=False)
    assert page.locator(".cmp-rest").inner_text() == ""
    for n in range(page.locator(".cmp-w").count()):
        page.locator(".cmp-w").nth(n).evaluate("e => e.click()")
        assert len(page.locator(".cmp-card-body").inner_text()) > 3
        assert page.locator(".cmp-foot").inner_text() == ""
    page.keyboard.press("Escape")


def test_what_needs_python_says_so_at_once_and_is_not_left_pressed(show):
    """Protects a learner from words that seem kept and are not."""
    page = show(TEXT, before="window.offline = true", vocabulary=False)
    page.locator(".cmp-w").first.click()
    button = page.get_by_role("button", name="Learning", exact=True)
    button.click()
    assert "not connected" in page.locator(".cmp-foot").inner_text()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.locator(".cmp-learning").count() == 0 and page.locator(".cmp-foot > span").count() == 1
    page.keyboard.press("Escape")
    page.evaluate("model.set('reading', 'jyutping')")
    assert page.evaluate("state.reading") == "pinyin"


def test_a_mark_that_python_did_not_confirm_is_taken_back(show):
    """Protects the same where Python is silent: what was shown ahead of its answer goes."""
    page = show(TEXT, vocabulary=False)
    page.evaluate("window.deaf = true")
    page.locator(".cmp-w").first.focus()
    page.keyboard.press("k")
    assert page.locator(".cmp-known").count() > 0
    page.wait_for_function("!document.querySelector('.cmp-known')", timeout=10_000)
    assert "does not answer" in page.locator(".cmp-foot").inner_text()


LONG = "\n\n".join(f"第{i}段。" + "香港警方打擊電騙，市民歡迎新措施。" * 6 for i in range(150))


def test_what_is_missing_is_seen_and_asked_for_again(show):
    """Protects the end of an article: where Python is silent the reader says how much is missing, and asks again."""
    page = show(companion.read_text(LONG, translator=None), vocabulary=False, before="window.deaf = true")
    here = page.locator(".cmp-p").count()
    assert 10 < here < 150
    assert page.locator(".cmp-rest").inner_text() == f"{here} of 150 paragraphs …"
    page.wait_for_function(
        "document.querySelector('.cmp-rest').textContent.includes('does not answer')", timeout=15_000
    )
    page.evaluate("window.deaf = false")
    page.get_by_role("button", name="Ask again").click()
    page.wait_for_function("document.querySelectorAll('.cmp-p').length === 150")
    assert page.locator(".cmp-rest").inner_text() == ""


def test_what_is_missing_is_told_where_there_is_no_python(show):
    """Protects a notebook that was run without a page and opened without a kernel."""
    page = show(companion.read_text(LONG, translator=None), vocabulary=False, before="window.offline = true")
    text = page.locator(".cmp-rest").inner_text()
    assert "of 150 paragraphs are here" in text and "not connected" in text


@pytest.mark.parametrize("width", [390, 1000])
@pytest.mark.parametrize("height", [0, 120, 300, 760])
def test_panels_scroll_with_the_wheel_at_any_height(show, height, width):
    """Protects long lists: with the wheel alone the last row comes into view."""
    words = "。".join(w for w in list(common_words(4.0))[:300] if len(w) > 1)
    page = show(companion.read_text(words, translator=None), width=width, height=height, vocabulary=False)
    if page.get_by_role("button", name="More tools").is_visible():
        page.get_by_role("button", name="More tools").click()
    for name, last in (
        (
            "Words of the article (key w)",
            ".cmp-words .cmp-table + .cmp-small, .cmp-words tbody tr:last-child",
        ),
        ("Signs and keys (?)", ".cmp-help dd:last-child"),
        ("Settings", ".cmp-settings > :last-child"),
    ):
        page.get_by_role("button", name=name, exact=True).click()
        panel = page.locator(".cmp-panels")
        panel.hover(position={"x": 100, "y": 10})
        for _ in range(60):
            page.mouse.wheel(0, 400)
            page.wait_for_timeout(10)
        page.wait_for_timeout(150)
        seen = page.evaluate(
            """(last) => { const b = [...document.querySelectorAll(last)].filter((n) => n.offsetHeight).at(-1).getBoundingClientRect();
            const at = document.elementFromPoint(b.left + 5, b.bottom - 5); return Boolean(at && at.closest('.cmp-panels')); }""",
            last,
        )
        assert seen, name
        page.mouse.move(5, 5)
        for _ in range(3):
            page.evaluate("document.querySelector('.cmp-reader').scrollTop = 0")
        page.get_by_role("button", name=name, exact=True).click()
