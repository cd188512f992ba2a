"""Reviews as a learner does them: real JavaScript, real Python, a clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from widget_page import open_widget

import companion
from companion.learning import Learner

pytestmark = pytest.mark.browser

PLACES = {
    "打擊": {"sentence": "警方表示會繼續打擊電騙，打擊罪案。", "at": 7, "reading": "dǎjī", "meaning": "to crack down on",
           "english": "Police say they will go on fighting telecom fraud.", "article": "打擊電騙"},
    "密碼": {"sentence": "切勿向陌生人提供密碼。", "at": 8, "reading": "mìmǎ", "meaning": "password", "article": "打擊電騙"},
}  # fmt: skip


@pytest.fixture
def learner(tmp_path):
    time = [datetime(2026, 11, 2, 9, 0, tzinfo=UTC)]
    learner = Learner(tmp_path / "words.sqlite", now=lambda: time[0])
    learner.forward = lambda **by: time.__setitem__(0, time[0] + timedelta(**by))
    return learner


@pytest.fixture
def review(page, learner):
    """Shows the reviews of the learner; called again, as a notebook that is opened again."""

    def show(theme="light", width=None, **options):
        widget = companion.Review(learner, **options)
        return open_widget(
            page, widget, lambda m: widget._receive(widget, m), ".cmp-reviews .cmp-face > *", theme, width
        )

    return show


def save(learner, *words):
    for word in words or PLACES:
        learner.mark(word, "learning", details={word: PLACES[word]})
        learner.forward(seconds=1)


def test_a_due_word_is_reviewed_undone_and_there_again_when_reopened(review, learner):
    """Protects the daily round: front, answer, interval, undo; what was counted stays counted in the next notebook."""
    save(learner)
    page = review()
    assert "2 words left · new word" in page.locator(".cmp-left").inner_text()
    front = page.locator(".cmp-face")
    assert "to crack down on" in front.inner_text() and "打擊" not in front.inner_text()
    assert front.locator(".cmp-gap").count() == 2 and "dǎjī" not in front.inner_text()
    page.locator(".cmp-show").focus()
    page.keyboard.press("Space")
    assert (
        "dǎjī" in front.inner_text() and "Police say" in front.inner_text() and "打击" in front.inner_text()
    )
    grades = page.locator(".cmp-grade").all_inner_texts()
    assert [g.split("\n") for g in grades] == [
        ["Again", "1 min"],
        ["Hard", "6 min"],
        ["Good", "10 min"],
        ["Easy", "8 days"],
    ]
    page.keyboard.press("4")
    page.wait_for_function("document.querySelector('.cmp-face').innerText.includes('password')")
    assert Learner(learner.path, now=learner.now).statistics().reviewed == 1
    page.keyboard.press("z")
    page.wait_for_function("document.querySelector('.cmp-face').innerText.includes('crack down')")
    assert (
        learner.statistics().reviewed == 0 and "taken back" in page.locator(".cmp-review-foot").inner_text()
    )
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Easy").click()
    page.wait_for_function("document.querySelector('.cmp-face').innerText.includes('password')")
    page = review()
    assert "password" in front.inner_text() and "1 word left" in page.locator(".cmp-left").inner_text()
    page.get_by_role("button", name="Show the answer").click()
    page.get_by_role("button", name="I know it for good").click()
    page.wait_for_selector(".cmp-done")
    assert "1 review today" in front.inner_text() and learner.known() == {"密碼"}
    learner.forward(days=9)
    page = review(front="marked")
    assert front.locator("mark").all_inner_texts() == ["打擊", "打擊"] and "dǎjī" not in front.inner_text()


def test_no_key_reaches_the_notebook_and_the_front_is_chosen(review, learner):
    """Protects the notebook's cells, and a learner who wants the word on the front."""
    save(learner, "打擊")
    page = review()
    page.locator(".cmp-show").focus()
    for key in ("x", "d", "d", "f", "?", "Space", "1"):
        page.keyboard.press(key)
    assert page.evaluate("keys") == [] and page.evaluate("state.front") == "marked"
    assert page.locator(".cmp-figures").is_visible()
    assert page.locator(".cmp-reviews .cmp-left").inner_text().startswith("1 word left")


def test_two_notebooks_are_honest_with_each_other(review, learner):
    """Protects the schedule: an answer for a word that another notebook has reviewed meanwhile says so."""
    save(learner, "打擊")
    page = review()
    page.get_by_role("button", name="Show the answer").click()
    Learner(learner.path, now=learner.now).review("打擊", "easy")
    page.get_by_role("button", name="Again").click()
    page.wait_for_selector(".cmp-done")
    assert "in another notebook" in page.locator(".cmp-review-foot").inner_text()
    assert learner.statistics().reviewed == 1


def test_words_in_anki_are_told_and_taken_back(review, learner):
    """Protects from learning twice: the page says which program brings the words back."""
    save(learner)
    learner.hand_over("打擊")
    page = review()
    assert "1 word of yours is reviewed in Anki, and not due here" in page.locator(".cmp-anki").inner_text()
    page.get_by_role("button", name="Review them here instead").click()
    page.wait_for_function("document.querySelector('.cmp-anki').hidden")
    assert learner.due_count() == 2


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [None, 374])
def test_reviews_are_accessible_and_fit(review, learner, theme, width):
    """Protects everybody, on a telephone too: axe finds nothing on either side or in the figures, and nothing overflows."""
    save(learner)
    learner.mark("斟酌", "learning")
    learner.hand_over("斟酌")
    page = review(theme, width)
    page.get_by_role("button", name="Figures").click()
    for turned in (False, True):
        if turned:
            page.get_by_role("button", name="Show the answer").click()
        found = Axe().run(page, context=".cmp-reviews", options={"rules": {"region": {"enabled": False}}})
        assert found.violations_count == 0, found.generate_report()
        root = page.locator(".cmp-reviews")
        assert root.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
        assert page.locator(".cmp-reviews button:visible").evaluate_all(
            "all => all.every((b) => b.getBoundingClientRect().right <= document.querySelector('.cmp-reviews').getBoundingClientRect().right)"
        )
