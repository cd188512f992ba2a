"""The exercises in headless Chromium, marked by the real Python."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsers import pause
from exercises_page import open_exercises

import companion
from companion.exercises import Question
from companion.exercises.pinyin_text import plain

pytestmark = pytest.mark.browser

KINDS = ("cloze", "cloze:choices", "cloze:bank", "pinyin", "tones", "polyphone", "match", "script", "segment", "order",
         "order:sentences", "translate", "comprehension", "dictation")  # fmt: skip
# The sentences of the bundled articles could stand in another order too.
IN_ORDER = """警方昨晚在旺角拘捕三名男子，並檢獲一批毒品。

學者認為，政府應該興建更多蓄洪池，並更新排水標準。

考古隊打撈一艘船。他們用了四年時間。最後木材送到博物館。

老茶樓宣布結業。其後不少街坊前來品嘗點心。不過老闆無意繼續。
"""
QUESTIONS = (
    Question(
        "老撾派十名聯絡官。", "true-false", "false", evidence="各派兩名聯絡官", explain="兩名，不是十名。"
    ),
)


@pytest.fixture(scope="module")
def article(articles):
    return companion.read(articles / "dianpian.txt")


@pytest.fixture
def show(page, article):
    def start(kinds="cloze", count=3, text=None, **options):
        source = companion.read_text(text) if text else article
        return open_exercises(
            page, source, kinds=kinds, count=count, **{"seed": 2, "questions": QUESTIONS} | options
        )

    return start


def status(page, n):
    """What an item's number says of it, once Python has answered."""
    page.wait_for_selector(f".cmp-ex-step:nth-child({n + 1}):not([aria-label$='not answered'])", timeout=5000)
    return page.locator(".cmp-ex-step").nth(n).get_attribute("aria-label").split(": ")[1]


def work(page, item, wrong=False):
    """Answers an item with the pointer, as its form asks."""
    if item.form in ("text", "open", "dictation"):
        page.locator(".cmp-ex-input").fill("不知道" if wrong else item.answers[0])
    elif item.form == "choice":
        text = next(c.text for c in item.choices if (c.text == item.answers[0]) != wrong)
        page.locator(".cmp-ex-choice").filter(has=page.get_by_text(text, exact=True)).first.click()
    elif item.form == "tones":
        for i, tone in enumerate(item.solution):
            tone = str(int(tone) % 4 + 1) if wrong else tone
            page.locator(".cmp-ex-syllable").nth(i).locator(f"input[value='{tone}']").check(force=True)
    elif item.form == "match":
        rights = [*item.solution[1:], item.solution[0]] if wrong else item.solution
        for left, right in zip(item.items, rights, strict=True):
            page.locator(".cmp-ex-left").filter(has=page.get_by_text(left, exact=True)).first.click()
            page.locator(".cmp-ex-right").filter(has=page.get_by_text(right, exact=True)).first.click()
    elif item.form == "order":
        for piece in reversed(item.solution) if wrong else item.solution:
            page.locator(".cmp-ex-pool").get_by_text(piece, exact=True).click()
    elif item.form == "segment":
        at = 0
        for word in item.solution[:-1]:
            at += len(word)
            if not wrong or at == len(item.solution[0]):
                page.locator(".cmp-ex-gap").nth(at - 1).click()


LOOKS_RIGHT = """() => [...document.querySelectorAll("label.cmp-ex-good")].every((e) => getComputedStyle(e).borderColor === getComputedStyle(e).color)
  && [...document.querySelectorAll(".cmp-ex-blank")].every((e) => e.scrollWidth <= e.clientWidth + 1)"""


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_answered_right_and_wrong(page, show, kind):
    """Protects every kind: worked with the pointer, marked by Python, explained, retried for half."""
    widget = show(kind, count=2, text=IN_ORDER if kind.startswith("order") else None)
    item = widget.sheet.items[0]
    work(page, item)
    page.get_by_role("button", name="Check", exact=True).click()
    if item.form == "open":
        assert status(page, 0) == "to compare" and widget.results[0]["right"] is None
        assert "no verdict" in page.locator(".cmp-ex-message").inner_text()
        assert page.locator(".cmp-ex-pair").is_visible()
    else:
        assert status(page, 0) == "right" and widget.results[0]["earned"] == item.points
        assert page.evaluate(LOOKS_RIGHT), "a right answer is framed as a wrong one, or wider than its gap"
    if item.evidence:
        assert f"See paragraph {item.evidence.number}" in page.locator(".cmp-ex-place").inner_text()
    if len(widget.sheet) < 2 or item.form == "open":
        return
    page.get_by_role("button", name="Next").click()
    item = widget.sheet.items[1]
    work(page, item, wrong=True)
    page.get_by_role("button", name="Check", exact=True).click()
    assert status(page, 1) == "not right yet"
    assert page.locator(".cmp-ex-explained").count() == 0
    page.get_by_role("button", name="Show the answer").click()
    assert status(page, 1) == "answer shown" and widget.results[1]["right"] is False


def test_the_whole_sheet_by_keyboard(page, show):
    """Protects students without a mouse: type, Enter checks, Enter goes on, to the result."""
    widget = show("cloze", count=2)
    page.locator(".cmp-ex-input").focus()
    for item in widget.sheet:
        page.keyboard.insert_text(item.answers[0])
        page.keyboard.press("Enter")
        assert page.locator(".cmp-ex-message").inner_text() == "Right."
        page.keyboard.press("Enter")
    assert page.locator(".cmp-ex-summary h2").inner_text() == "Result"
    assert widget.score == (2.0, 2)


def test_choices_tones_and_boundaries_by_keyboard(page, show):
    """Protects the other forms without a mouse: arrows choose, digits give tones, Enter checks."""
    widget = show(("cloze:choices", "tones", "segment"), count=3)
    choice, tones, segment = widget.sheet
    page.locator(".cmp-ex-choice input").first.focus()
    for _ in range([c.text for c in choice.choices].index(choice.answer)):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert status(page, 0) == "right"
    page.keyboard.press("Enter")
    for tone in tones.solution:
        page.keyboard.press(tone)
    page.keyboard.press("Enter")
    assert status(page, 1) == "right"
    page.keyboard.press("Enter")
    edges = [sum(map(len, segment.solution[: i + 1])) for i in range(len(segment.solution) - 1)]
    for i in range(1, len("".join(segment.solution))):
        if i in edges:
            page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert status(page, 2) == "right"


def test_an_input_method_is_not_disturbed(page, show):
    """Protects typing Chinese: the Enter that ends a composition doesn't hand the answer in."""
    widget = show("cloze", count=1)
    answer = widget.sheet.items[0].answers[0]
    field = page.locator(".cmp-ex-input")
    field.focus()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "dianpian", "selectionStart": 8, "selectionEnd": 8})
    # While the input method composes, its Enter comes with keyCode 229, or as a key of its own after the end.
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, isComposing: true, bubbles: true}))"
    )
    assert widget.results[0]["tries"] == 0
    client.send("Input.insertText", {"text": answer})
    page.evaluate(
        """const f = document.activeElement;
        f.dispatchEvent(new CompositionEvent('compositionend', {data: f.value, bubbles: true}));
        f.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 13, bubbles: true}));"""
    )
    assert widget.results[0]["tries"] == 0 and field.input_value() == answer
    pause(page, 120)
    page.keyboard.press("Enter")
    assert widget.results[0]["right"] is True and widget.results[0]["tries"] == 1


def test_hints_tries_and_half_points(page, show):
    """Protects the count of hints and tries: the first character is shown, the pinyin is the hint; later is half."""
    widget = show("cloze", count=1)
    item = widget.sheet.items[0]
    page.get_by_role("button", name="Hint").click()
    assert page.locator(".cmp-ex-hint").inner_text().endswith(item.hints[0])
    assert page.get_by_role("button", name="hint").count() == 0
    assert f"{item.answer[0]}…" in page.locator(".cmp-ex-item, .cmp-ex").first.inner_text()
    page.locator(".cmp-ex-input").fill("機票")
    page.keyboard.press("Enter")
    page.locator(".cmp-ex-input").fill(item.answer)
    page.get_by_role("button", name="Check again").click()
    (row,) = widget.results
    assert (row["tries"], row["hints"], row["earned"], row["right"]) == (2, 1, 0.5, True)


def test_mistakes_are_reviewed_with_the_card_and_asked_again(page, show):
    """Protects learning from mistakes: the card of the word, and a round with only the wrong ones."""
    widget = show("cloze", count=3)
    for n, item in enumerate(widget.sheet):
        page.locator(".cmp-ex-input").fill(item.answers[0] if n != 1 else "錯")
        page.keyboard.press("Enter")
        if n == 1:
            page.get_by_role("button", name="Show the answer").click()
        page.get_by_role("button", name="Next" if n < 2 else "Result").click()
    assert page.locator(".cmp-ex-figure").inner_text() == "2 of 3 points"
    review = page.locator(".cmp-ex-review")
    assert (
        review.count() == 1
        and widget.sheet.items[1].answer in review.locator(".cmp-ex-wordcard").inner_text()
    )
    page.get_by_role("button", name="Again with the wrong ones").click()
    assert page.locator(".cmp-ex-step").count() == 1
    page.locator(".cmp-ex-input").fill(widget.sheet.items[1].answer)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Result").click()
    assert "All right." in page.locator(".cmp-ex-summary").inner_text()


def test_letters_without_tones_get_a_hint(page, show):
    """Protects a learner who knows the letters: what is missing is said, and half a point is theirs."""
    widget = show("pinyin", count=1)
    letters = "".join(plain(s) for s in widget.sheet.items[0].answer.split())
    page.locator(".cmp-ex-input").fill(letters)
    page.keyboard.press("Enter")
    assert "the tones are missing" in page.locator(".cmp-ex-message").inner_text()


def test_finish_ends_the_sheet_and_the_points_stay_the_same_under_way(page, show):
    """Protects a student who stops: what is left is told first, then all answers stand there; items and points don't change."""
    widget = show(("cloze", "translate", "pinyin"), count=6)
    count, points = page.locator(".cmp-ex-step").count(), widget.score[1]
    for n, item in enumerate(widget.sheet.items[:3]):
        page.locator(".cmp-ex-step").nth(n).click()
        work(page, item)
        page.locator(".cmp-ex-main").click()
        page.wait_for_function(
            f"document.querySelector('.cmp-ex-score').textContent.includes('{n + 1}/{count} done')"
        )
        assert (
            f"of {points} points" in page.locator(".cmp-ex-score").inner_text() and widget.score[1] == points
        )
    page.get_by_role("button", name="Finish", exact=True).click()
    assert f"{count - 3} answers that are left" in page.locator(".cmp-ex-summary").inner_text()
    assert [v["id"] for v in Axe().run(page, context="#out").response["violations"]] == []
    page.get_by_role("button", name="Back to the").click()
    assert page.locator(".cmp-ex-card").count() == 1
    page.get_by_role("button", name="Finish", exact=True).click()
    page.get_by_role("button", name="Finish now").click()
    page.wait_for_selector("h2:has-text('Result')")
    assert page.locator(".cmp-ex-step").count() == count and widget.score[1] == points
    assert [v["id"] for v in Axe().run(page, context="#out").response["violations"]] == []
    assert {r["right"] for r in widget.results[3:]} <= {False, None} and widget._state["finished"]


def test_checking_at_the_end_keeps_the_marks_back(page, show):
    """Protects a test: nothing is marked before all is handed in, and answers can be changed."""
    widget = show("cloze", count=2, checking="end")
    page.locator(".cmp-ex-input").fill("錯")
    page.keyboard.press("Enter")
    page.locator(".cmp-ex-input").fill(widget.sheet.items[1].answer)
    page.get_by_role("button", name="Back").click()
    assert page.locator(".cmp-ex-input").input_value() == "錯"
    assert widget.results[0]["tries"] == 0 and page.locator(".cmp-ex-message").inner_text() == ""
    page.locator(".cmp-ex-input").fill(widget.sheet.items[0].answer)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Check all").click()
    assert page.locator(".cmp-ex-figure").inner_text() == "2 of 2 points"


def test_no_answer_stands_in_what_the_browser_has(page, show):
    """Protects from a glance at the page's source: answers stay in Python until an item is done."""
    widget = show(("cloze", "pinyin", "script"), count=3)
    source = page.content() + page.evaluate("JSON.stringify(state)")
    for item in widget.sheet:
        assert item.answer not in source, item.kind


def test_no_key_reaches_the_notebook(page, show):
    """Protects the notebook's cells: x, d and arrows stay in the widget."""
    show(("cloze:choices", "cloze"), count=2)
    page.locator(".cmp-ex-choice input").first.focus()
    for key in ("x", "d", "ArrowDown", "Enter", "a"):
        page.keyboard.press(key)
    assert page.evaluate("keys") == []


def test_a_silent_kernel_is_said(page, show):
    """Protects a student whose kernel has died from waiting."""
    show("cloze", count=1)
    page.clock.install()
    page.evaluate("window.deaf = true")
    page.locator(".cmp-ex-input").fill("x")
    page.keyboard.press("Enter")
    page.clock.fast_forward(6000)
    assert "is the kernel running?" in page.locator(".cmp-ex-late").inner_text()


@pytest.mark.parametrize(("theme", "width"), [("light", None), ("dark", 380)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(page, show, theme, width):
    """Protects students who use assistive technology, in both themes, on a phone's width."""
    widget = show(KINDS, count=14, theme=theme, width=width)
    problems = []
    for n, item in enumerate(widget.sheet):
        page.locator(".cmp-ex-step").nth(n).click()
        work(page, item, wrong=True)
        page.locator(".cmp-ex-main").click()
        if item.form != "open":
            page.get_by_role("button", name="Show the answer").click()
        if n % 2 or theme == "dark":  # half of them asked, half of them answered: axe takes its time
            continue
        found = Axe().run(page, context="#out").response["violations"]
        problems += [(item.kind, v["id"], v["nodes"][0]["html"][:200]) for v in found]
        assert page.evaluate(
            "document.querySelector('.cmp-ex').scrollWidth <= document.querySelector('.cmp-ex').clientWidth"
        )
    page.get_by_role("button", name="Result").click()
    found = Axe().run(page, context="#out").response["violations"]
    problems += [("summary", v["id"], v["nodes"][0]["html"][:200]) for v in found]
    page.get_by_role("button", name="All again").click()
    for n in range(14):
        page.locator(".cmp-ex-step").nth(n).click()
        if n % 2 == (theme == "dark"):
            found = Axe().run(page, context="#out").response["violations"]
            problems += [(n, v["id"], v["nodes"][0]["html"][:200]) for v in found]
    assert problems == []


def test_hostile_text_is_shown_and_not_run(page, show):
    """Protects the notebook from an article that holds scripts."""
    evil = '<img src=x onerror="window.pwned=1">'
    show(
        ("cloze", "order", "segment"),
        count=3,
        text=f"{evil}警方拘捕疑犯，市民提供密碼。\n\n{evil}香港警方昨日打擊罪案，市民歡迎新措施。",
    )
    for n in range(page.locator(".cmp-ex-step").count()):
        page.locator(".cmp-ex-step").nth(n).click()
        page.get_by_role("button", name="Skip").click()
    assert page.evaluate("window.pwned") is None
    assert page.locator("#out img").count() == 0


VOICES = """(languages) => {
  window.said = [];
  const voices = languages && languages.map((lang) => ({lang, name: lang}));
  let changed = () => {};
  window.come = (more) => { voices.push(...more.map((lang) => ({lang, name: lang}))); changed(); };
  const speech = languages ? {getVoices: () => voices, cancel() {}, speak(u) { said.push(u); }, addEventListener(_, f) { changed = f; }, removeEventListener() {}} : undefined;
  Object.defineProperty(window, "speechSynthesis", {value: speech, configurable: true});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""


@pytest.mark.parametrize("languages", [None, [], ["en-US"], ["zh-HK", "yue-HK", "en-GB"]], ids=str)
def test_listening_is_not_offered_where_no_voice_reads_mandarin(page, show, languages):
    """Protects a dictation from a button that does nothing, or reads in Cantonese what is to be written in pinyin."""
    page.evaluate(VOICES, languages)
    show("dictation", count=1)
    listen = page.get_by_role("button", name="Listen")
    assert not listen.count() and not page.get_by_role("button", name="Slowly").count()
    assert "no Chinese voice" in page.locator(".cmp-ex-sound").inner_text()
    if languages is None:
        return
    page.evaluate("come(['zh-CN'])")  # many browsers load their voices a moment later
    listen.click()
    page.wait_for_function("said.length === 1")
    assert page.evaluate("[said[0].lang, said[0].text.length > 3]") == ["zh-CN", True]
