"""What a word is to its reader: set by key and click, shown without relying on colour, next new word, rest known."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

import companion
from companion.learning import Learner

pytestmark = pytest.mark.browser

TEXT = "兩地聯手打擊電騙\n\n警方表示，2月8日拘捕61名疑犯。發言人王玨呼籲市民提高警惕。\n\n●市民切勿向陌生人提供密碼。"


@pytest.fixture
def learner(tmp_path):
    return Learner(tmp_path / "words.sqlite")


def word(page, text):
    return page.locator(".cmp-w").filter(has_text=text).first


def go(page, text):
    """Makes a word the current one, as a click and Escape do."""
    word(page, text).click()
    page.keyboard.press("Escape")


def test_statuses_are_set_by_key_and_kept_with_their_place(show, learner):
    """Protects the words that one saves while reading: level by one key, with reading, meaning, sentence and title."""
    page = show(TEXT, vocabulary=learner, level="A1", english=False)
    go(page, "捕")
    page.keyboard.press("3")
    page.wait_for_selector(".cmp-learning[data-level='3']")
    saved = learner.get("拘捕")
    assert (saved.status, saved.level, saved.reading, saved.at) == ("learning", 3, "jūbǔ", 9)
    assert (
        saved.sentence == "警方表示，2月8日拘捕61名疑犯。"
        and saved.article == "兩地聯手打擊電騙"
        and saved.meaning
    )
    assert word(page, "捕").get_attribute("aria-description") == "learning, level 3"
    for key, status in (
        ("4", ("learning", 4)),
        ("k", ("known", 0)),
        ("i", ("ignored", 0)),
        ("i", ("new", 0)),
        ("n", ("learning", 1)),
        ("0", ("new", 0)),
    ):
        page.keyboard.press(key)
        page.wait_for_function(
            "([s]) => (state._status['拘捕'] || '') === s",
            arg=[
                f"learning{status[1]}" if status[0] == "learning" else "" if status[0] == "new" else status[0]
            ],
        )
        found = learner.get("拘捕")
        assert (found.status, found.level) == status
    assert page.evaluate("keys").count("k") == 0


def test_statuses_are_set_on_the_card(show, learner):
    """Protects pointers and touch: the card has the levels, known and ignore, and says which holds; keys work there too."""
    page = show(TEXT, vocabulary=learner, level="A1")
    word(page, "捕").click()
    mine = page.get_by_role("group", name="What this word is to me")
    mine.get_by_role("button", name="Learning, level 2").click()
    page.wait_for_selector(".cmp-learning[data-level='2']")
    pressed = mine.locator("[aria-pressed=true]")
    assert pressed.all_inner_texts() == ["Learning", "2"]
    page.keyboard.press("i")
    page.wait_for_selector(".cmp-ignored")
    assert pressed.all_inner_texts() == ["Ignore"] and learner.status("拘捕") == "ignored"
    mine.get_by_role("button", name="Ignore").click()
    page.wait_for_function("!document.querySelector('.cmp-ignored')")
    assert learner.status("拘捕") == "new"


def test_signs_need_no_colour_and_can_be_switched_off(show, learner):
    """Protects the colour-blind: new and learning words differ by their sign, levels by its length; one switch ends it."""
    learner.mark("警方", "learning", 1)
    learner.mark("疑犯", "learning", 4)
    page = show(TEXT, vocabulary=learner, level="A1")
    image = "e => [getComputedStyle(e).backgroundImage, getComputedStyle(e).backgroundSize]"
    new, low, high = (word(page, w).evaluate(image) for w in ("捕", "警", "疑"))
    assert "radial-gradient" in new[0] and "linear-gradient" in low[0] and low[0] == high[0]
    assert low[1].startswith("25% 3px") and high[1].startswith("100% 3px")
    assert "cmp-new" not in word(page, "玨").get_attribute("class")  # a name is nothing to learn
    page.get_by_role("button", name="My words", exact=True).click()
    assert word(page, "捕").evaluate(image)[0] == "none" and page.evaluate("state.statuses") is False
    go(page, "捕")
    page.keyboard.press("m")
    assert "radial-gradient" in word(page, "捕").evaluate(image)[0]


def test_the_next_new_word(show, learner):
    """Protects who looks for what is new: one key goes there, past known words and names, and says where there is none."""
    page = show(TEXT, vocabulary=learner, level="C1")
    learner.mark(["拘捕", "密碼"], "new")
    new = page.locator(".cmp-w.cmp-new")
    count = new.count()
    assert count
    page.locator(".cmp-w").first.click()
    page.keyboard.press("Escape")
    seen = set()
    for _ in range(count + 1):
        page.keyboard.press("u")
        if page.locator(".cmp-foot").inner_text():
            break
        assert page.locator(".cmp-card").is_visible()
        seen.add(page.evaluate("document.activeElement.textContent"))
    assert (
        "There is no new word after this one." in page.locator(".cmp-foot").inner_text()
        and len(seen) >= count - 1
    )


def test_the_rest_is_known_and_taken_back(show, learner):
    """Protects who has read a page: all that is left is known at once, names are not, and one button takes it back."""
    learner.mark("疑犯", "learning", 2)
    page = show(TEXT, vocabulary=learner, level="A1")
    page.get_by_role("button", name="Rest known").click()
    page.wait_for_function("document.querySelectorAll('.cmp-new').length === 0")
    assert {"拘捕", "密碼", "警方"} <= learner.known() and "王玨" not in learner.known()
    assert learner.learning() == {"疑犯": 2} and page.reader.known_share > 0.8
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector(".cmp-new")
    assert learner.known() == frozenset() and learner.learning() == {"疑犯": 2}
    go(page, "捕")
    page.keyboard.press("a")
    page.wait_for_function("document.querySelectorAll('.cmp-new').length === 0")
    page.keyboard.press("z")
    page.wait_for_selector(".cmp-new")
    assert learner.known() == frozenset()


def test_other_articles_and_other_notebooks_are_there(show, learner, tmp_path):
    """Protects what was found elsewhere: sentences of the library on the card, marks of another notebook in the text."""

    class Library:
        def sentences(self, headword, but="", most=5):
            return [("a.txt", "另一篇", "警方再拘捕兩人。")] if headword == "拘捕" else []

    page = show(TEXT, vocabulary=learner, level="A1", library=Library())
    word(page, "捕").click()
    page.get_by_text("In another article of my library").click()
    quote = page.locator(".cmp-elsewhere li")
    assert (
        quote.inner_text().startswith("警方再拘捕兩人。") and quote.locator("strong").inner_text() == "拘捕"
    )
    Learner(learner.path).mark("密碼", "known")
    page.evaluate("async () => window.arrive(await window.kernel({kind: 'statuses', id: 'y'}))")
    page.wait_for_selector(".cmp-known")


@pytest.mark.parametrize(("theme", "width"), [("light", None), ("dark", 374)])
def test_statuses_are_accessible(show, learner, theme, width):
    """Protects everybody: axe finds nothing in a text with all statuses and an open card, in both themes and narrow."""
    learner.mark("警方", "learning", 2)
    learner.mark("疑犯", "ignored")
    page = show(TEXT, theme=theme, width=width, vocabulary=learner, level="A1")
    word(page, "捕").click()
    found = Axe().run(page, context=".cmp-reader", options={"rules": {"region": {"enabled": False}}})
    assert found.violations_count == 0, found.generate_report()


def test_an_earlier_notebook_keeps_its_marks(show):
    """Protects saved notebooks: marks by the Simplified form, as earlier versions had them, still show without Python."""
    page = show(
        TEXT, vocabulary=False, before="window.offline = true", level="A1",
    )  # fmt: skip
    page.evaluate("delete state.statuses; model.set('_status', {'拘捕': 'learning', '密码': 'known'})")
    assert (
        page.locator(".cmp-learning[data-level='1']").count() == 1 and page.locator(".cmp-known").count() == 1
    )


def test_two_words_of_one_simplified_form_have_a_status_each(show, learner):
    """Protects 面 and 麵, 后 and 後: what is known of one says nothing of the other."""
    page = show("他吃麵，也喝茶。", vocabulary=learner, level="A1")
    page.evaluate("model.set('_status', {'吃面': 'known', '喝茶': 'known'})")
    assert page.locator(".cmp-known").count() == 1 and "cmp-known" not in word(page, "麵").get_attribute(
        "class"
    )


def test_a_reader_that_keeps_no_words(show):
    """Protects a reader that is shown to a class: marks show, and nothing is kept."""
    page = show(companion.read_text(TEXT), vocabulary=False, level="A1")
    go(page, "捕")
    page.keyboard.press("2")
    page.wait_for_selector(".cmp-learning[data-level='2']")
    page.keyboard.press("a")
    page.wait_for_function("document.querySelectorAll('.cmp-new').length === 0")
    page.keyboard.press("z")
    page.wait_for_selector(".cmp-new")
