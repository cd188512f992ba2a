"""A week of a learner: every part of Companion that one comes back to, together, on a clock that the test moves."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from browsers import until
from home_page import HomeOnPage

import companion

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
FIRST = "\n\n".join(
    ["警方打擊電騙", *(
        f"{place}警方昨日公布，上月接獲的電騙案增加三成。警員{n}次上門提醒居民小心，切勿把密碼告訴陌生人，如有懷疑應該立即報警。"
        for n, place in enumerate(("沙田", "大埔", "元朗", "屯門", "荃灣", "西貢", "北角", "赤柱", "將軍澳", "東涌"), 2)
    )]
)  # fmt: skip
SECOND = "居民提防電騙\n\n警方提醒居民，切勿把密碼告訴陌生人。上月的電騙案增加，警員立即上門。居民說會小心。"
SCREENSHOTS = os.environ.get("COMPANION_SCREENSHOTS")  # a folder: pictures to be looked at


class Day:
    """A start page opened anew on another day, as a notebook is."""

    def __init__(self, page, now):
        self.home = companion.Home(hints=False, clock=lambda: now[0])
        self.page = page
        self.shown = HomeOnPage(page, self.home)

    def picture(self, name):
        if SCREENSHOTS:
            self.page.screenshot(path=Path(SCREENSHOTS) / f"week-{name}.png", full_page=True)

    def click(self, selector):
        self.page.click(selector)
        self.shown.settle()

    def back(self):
        self.click("text=Back to library")

    def read(self, title):
        self.click(f".cmp-library .cmp-title:text-is('{title}')")
        self.page.wait_for_selector(".cmp-reader .cmp-w")
        self.shown.settle()

    def mark(self, word, key):
        self.page.locator(f".cmp-reader .cmp-w:has-text('{word}')").first.click()
        self.page.keyboard.press("Escape")
        self.page.keyboard.press(key)
        self.shown.settle()

    def row(self, title):
        return next(row for row in self.home.rows() if row.title == title)

    def review_all(self, most=20):
        """Answers "Good" until nothing is left; how many answers there were."""
        self.click("button.cmp-due")
        self.page.wait_for_selector(".cmp-face > *")
        answers = 0
        while self.page.locator(".cmp-show").count() and answers < most:
            self.click(".cmp-show")
            self.click(".cmp-grade.cmp-good")
            answers += 1
        self.back()
        return answers


def test_a_week_of_a_learner(page, tmp_path, monkeypatch):
    """Protects the reason to open it every day: what was pasted, read, marked and reviewed is there the next day, and tells what comes next."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path))
    now = [MONDAY]

    # Monday: paste, read a part, save two words
    day = Day(page, now)
    page.fill(".cmp-paste textarea", FIRST)
    day.click("text=Save and read")
    page.wait_for_selector(".cmp-reader .cmp-w")
    day.shown.settle()
    day.mark("電騙", "n")
    day.mark("密碼", "n")
    day.mark("警員", "k")
    page.hover(".cmp-reader .cmp-scroll")
    page.mouse.wheel(0, 900)
    until(page, lambda: (day.shown.settle(), day.row("警方打擊電騙").paragraph > 0)[1])
    day.picture("1-read")
    day.back()
    first = day.row("警方打擊電騙")
    assert first.learning == 2 and first.paragraph > 0 and 0 < first.read < 1
    assert page.locator("button.cmp-due").inner_text() == "Review 2 words"
    assert day.review_all() >= 2
    assert page.locator("button.cmp-due").inner_text() == "No words to review"
    day.home.close()

    # Tuesday: another article, of which is told how it will be before it is opened
    now[0] = MONDAY + timedelta(days=1, hours=1)
    day = Day(page, now)
    day.picture("2-tuesday")
    day.home.library.add_text(SECOND)
    day.home.wait()
    page.reload()
    day = Day(page, now)
    second = day.row("居民提防電騙")
    assert second.learning == 2 and second.known > first.known
    assert "go on where you stopped" in page.locator(".cmp-next-card").first.inner_text()

    # it opens where one stopped, in another session, with its words as they were marked
    day.read("警方打擊電騙")
    page.wait_for_function("document.querySelector('.cmp-scroll').scrollTop > 100")
    assert day.home.reader.place == first.paragraph
    assert {row["word"]: row["status"] for row in day.home.reader.words() if row["status"]} == {
        "電騙": "learning", "密碼": "learning", "警員": "known",
    }  # fmt: skip
    day.home.close()

    # Thursday: the words come back, with the sentence in which they were met
    now[0] = MONDAY + timedelta(days=4)
    page.reload()
    day = Day(page, now)
    assert page.locator("button.cmp-due").inner_text() == "Review 2 words"
    day.click("button.cmp-due")
    page.wait_for_selector(".cmp-face > *")
    assert (
        "陌生人" in page.locator(".cmp-face").inner_text()
        or "電騙" not in page.locator(".cmp-face").inner_text()
    )
    day.picture("3-review")
    day.back()
    assert day.review_all() == 2

    # Sunday: the rest of the next article is known; it is read, and the words known have grown
    now[0] = MONDAY + timedelta(days=6)
    page.reload()
    day = Day(page, now)
    day.read("居民提防電騙")
    page.locator(".cmp-reader .cmp-w").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    day.shown.settle()
    day.back()
    third = day.row("居民提防電騙")
    assert third.known > second.known and third.new == 0
    assert day.row("警方打擊電騙").known > first.known
    words = len(day.home.library.learner.known())
    assert f"{words} words known on 29 November 2026, 1 on 23 November 2026" in page.locator(
        ".cmp-plot svg"
    ).get_attribute("aria-label")
    day.picture("4-sunday")
    assert len(list(day.home.library.folder.glob("*.txt"))) == 5
    day.home.close()
