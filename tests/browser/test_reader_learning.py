"""What a learner does in the reader: reveal, mark, look up, listen, find. Real JavaScript, real Python."""

from __future__ import annotations

import pytest

import companion
from companion.translation.tmx import Unit, write_tmx
from companion.vocabulary import Vocabulary

pytestmark = pytest.mark.browser

TEXT = "零容忍！兩地聯手打擊電騙\n\n警方表示，2月8日拘捕61名疑犯。「我們會繼續打擊電騙。」發言人說。\n\n●市民切勿向陌生人提供密碼。"
SPEECH = """() => {
  window.said = [];
  const voices = ["zh-HK", "zh-CN"].map((lang) => ({lang, name: lang}));
  const speech = {getVoices: () => voices, cancel() { said.length = 0; }, speak(u) { said.push(u); }, addEventListener() {}, removeEventListener() {}};
  Object.defineProperty(window, "speechSynthesis", {value: speech, configurable: true});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""
SILENCE = "() => Object.defineProperty(window, 'speechSynthesis', {value: undefined, configurable: true})"


def word(page, text, n=0):
    return page.locator(".cmp-w").filter(has_text=text).nth(n)


def rt(page, text, n=0):
    return word(page, text, n).locator("rt").first


def go(page, text):
    """Makes a word the current one, as a click and Escape do."""
    word(page, text).click()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent").count(text[0])


@pytest.fixture
def vocabulary(tmp_path):
    return Vocabulary(tmp_path / "words.sqlite")


def test_a_word_is_marked_in_all_four_lines(show):
    """Protects the alignment: original with its reading, Simplified, and the term in the English."""
    page = show(TEXT)
    word(page, "騙", 1).hover()
    section = page.locator(".cmp-p").nth(1)
    assert section.locator(".cmp-w.cmp-on rt").all_inner_texts() == ["diànpiàn"]
    assert section.locator(".cmp-v.cmp-on").all_inner_texts() == ["电骗"]
    assert section.locator(".cmp-ew.cmp-on").all_inner_texts() == ["telecom fraud"]
    assert section.locator(".cmp-e.cmp-sentence-on").count() == 1
    section.locator(".cmp-ew", has_text="telecom fraud").hover()
    assert section.locator(".cmp-w.cmp-on").inner_text().startswith("電")
    assert section.locator(".cmp-o .cmp-sentence-on").count() == 1


def test_readings_only_where_they_are_asked_for_and_revealed_by_a_click(show, vocabulary):
    """Protects learners who read what they can by themselves, without asking Python."""
    vocabulary.mark("拘捕", "known")
    page = show(TEXT, pinyin_for="above-level", level="B1", vocabulary=vocabulary, english=False)
    assert rt(page, "騙").is_visible() and not rt(page, "捕").is_visible() and not rt(page, "們").is_visible()
    word(page, "捕").click()
    assert rt(page, "捕").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    assert not rt(page, "捕").is_visible()
    page.keyboard.press("v")
    assert rt(page, "捕").is_visible()
    for mode, seen, unseen in (("terms", "騙", "們"), ("first", "捕", None), ("all", "們", None)):
        page.evaluate(f"model.set('pinyin_for', '{mode}')")
        assert rt(page, seen).is_visible() and (unseen is None or not rt(page, unseen).is_visible()), mode
    page.evaluate("model.set('pinyin_for', 'first')")
    assert rt(page, "騙", 0).is_visible() and not rt(page, "騙", 1).is_visible()
    page.evaluate("model.set('pinyin_for', 'pointing')")
    page.locator("#before").hover()
    assert rt(page, "們").evaluate("e => getComputedStyle(e).visibility") == "hidden"
    word(page, "們").hover()
    assert rt(page, "們").evaluate("e => getComputedStyle(e).visibility") == "visible"


def test_english_is_hidden_until_it_is_asked_for(show):
    """Protects learners who try first; a screen reader does not hear it either."""
    page = show(TEXT, english_hidden=True)
    first = page.locator(".cmp-e").nth(1)
    assert "blur" in first.locator(".cmp-et").evaluate("e => getComputedStyle(e).filter")
    assert first.locator(".cmp-et").get_attribute("inert") is not None
    first.click()
    assert first.locator(".cmp-et").evaluate("e => getComputedStyle(e).filter") == "none"
    first.click()
    assert "cmp-veiled" in first.get_attribute("class")
    go(page, "警")
    page.keyboard.press("t")
    assert page.locator(".cmp-e:not(.cmp-veiled)").count() == 1
    page.keyboard.press("Shift+T")
    assert page.locator(".cmp-p").nth(1).locator(".cmp-veiled").count() == 0
    page.keyboard.press("h")
    assert page.locator(".cmp-e:not(.cmp-veiled)").count() == 0
    page.evaluate("model.set('english_hidden', false)")
    assert page.locator(".cmp-veiled").count() == 0


def test_a_suggestion_of_the_memory_is_hidden_with_the_english_and_its_difference_marked(show, tmp_path):
    """Protects learners who try first from the English of a similar sentence, and all from missing the 不."""
    write_tmx(tmp_path / "m.tmx", [Unit("甲方表示同意。", "Party A agrees.")])
    page = show(companion.read_text("甲方表示不同意。", memory=[tmp_path / "m.tmx"]), english_hidden=True)
    english = page.locator(".cmp-e")
    suggestion = english.locator(".cmp-near-en")
    assert suggestion.text_content() == "Party A agrees." and suggestion.get_attribute("inert") is not None
    assert "blur" in suggestion.evaluate("e => getComputedStyle(e).filter")
    english.click()
    assert suggestion.evaluate("e => getComputedStyle(e).filter") == "none"
    assert suggestion.get_attribute("inert") is None
    assert english.locator("ins").text_content() == "不"
    assert "underline" in english.locator("ins").evaluate("e => getComputedStyle(e).textDecoration")


def test_known_words_are_kept_and_counted(show, vocabulary):
    """Protects a learner's progress: marks reach the file, the share and the next reader."""
    page = show(TEXT, vocabulary=vocabulary, level="A1")
    before = page.reader.known_share
    word(page, "拘").click()
    page.get_by_role("button", name="Known", exact=True).click()
    page.wait_for_function("state.known_share > 0 && document.querySelector('.cmp-known')")
    assert vocabulary.status("拘捕") == "known" and page.reader.known_share > before
    assert page.get_by_role("button", name="Known", exact=True).get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    go(page, "疑")
    page.keyboard.press("n")
    page.wait_for_selector(".cmp-learning")
    assert vocabulary.words("learning") == ["疑犯"]
    page.keyboard.press("n")
    page.wait_for_function("!document.querySelector('.cmp-learning')")
    assert vocabulary.words("learning") == []
    assert companion.Reader(companion.read_text(TEXT), vocabulary=vocabulary).wait().words()[0]["count"] >= 1


def test_the_table_of_words_sorts_filters_and_leads_to_the_place(show, vocabulary):
    """Protects the vocabulary table."""
    page = show(TEXT, vocabulary=vocabulary)
    page.get_by_role("button", name="Words of the article").click()
    rows = page.locator(".cmp-table tbody tr")
    count = rows.count()
    assert count == len(page.reader.words())
    page.get_by_role("button", name="Places").click()
    assert rows.first.locator("td").nth(4).inner_text() == "2"
    page.get_by_role("button", name="Frequency").click()
    head = page.locator("th[data-sort=zipf]")
    assert head.get_attribute("aria-sort") == "descending" and "說" in rows.first.inner_text()
    rows.filter(has_text="密碼").get_by_role("combobox").select_option("learning")
    page.get_by_role("combobox", name="Show").select_option("learning")
    page.wait_for_function("document.querySelectorAll('.cmp-table tbody tr').length === 1")
    assert vocabulary.words("learning") == ["密码"]
    rows.first.get_by_role("button").click()
    assert "密碼" in page.locator(".cmp-card").inner_text()


def test_several_words_are_looked_up_together(show):
    """Protects the selection: a phrase the dictionary has, else its parts."""
    page = show("政府回應陳抗事件。他說成功。失敗乃成功之母。")
    go(page, "失")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    card = page.locator(".cmp-card")
    page.wait_for_selector(".cmp-parts")
    assert card.locator(".cmp-part").count() >= 2 and "shībài" in card.inner_text()
    assert page.evaluate("state.selection.text").startswith("失敗乃")
    card.locator(".cmp-part").first.click()
    assert "failure" in card.inner_text() and card.locator(".cmp-parts").count() == 0
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    # With the mouse: from the middle of one word to the middle of another.
    a, b = word(page, "回").bounding_box(), word(page, "事").bounding_box()
    page.mouse.move(a["x"] + 3, a["y"] + a["height"] - 12)
    page.mouse.down()
    page.mouse.move(b["x"] + b["width"] - 3, b["y"] + b["height"] - 12, steps=6)
    page.mouse.up()
    page.wait_for_selector(".cmp-parts")
    assert page.evaluate("state.selection.text").endswith("事件")


def test_the_card_has_places_characters_frequency_and_copies(show):
    """Protects the card: what else it tells, and where the word occurs again."""
    page = show(TEXT)
    page.context.grant_permissions([])
    word(page, "騙").click()
    card = page.locator(".cmp-card")
    assert "lightning" in card.locator(".cmp-characters").inner_text()
    card.get_by_text("2 places in this article").click()
    card.locator(".cmp-places button").nth(1).click()
    assert page.evaluate("state.selection.paragraph") != page.reader.article.paragraphs[0].id
    word(page, "警").click()
    assert "in a million words" in card.inner_text() and "B1" in card.inner_text()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("電騙", 2),
        ("电骗", 2),
        ("dianpian", 2),
        ("diàn piàn", 2),
        ("dian pian da", 0),
        ("telecom", 2),
        ("daji dian", 2),
        ("zzz", 0),
    ],
)
def test_find_in_all_four_lines(show, query, found):
    """Protects the search: Traditional, Simplified, pinyin with and without tones, English."""
    page = show(TEXT)
    go(page, "警")
    page.keyboard.press("f")
    page.keyboard.type(query)
    count = page.locator(".cmp-find .cmp-count")
    assert count.inner_text() == (f"1 of {found}" if found else "nothing found")
    if found > 1:
        page.keyboard.press("Enter")
        assert count.inner_text() == f"2 of {found}" and page.locator(".cmp-found").count() > 0
    page.keyboard.press("Escape")
    assert page.locator(".cmp-found").count() == 0
    assert page.evaluate("document.activeElement.classList.contains('cmp-w')")


def test_the_outline_leads_to_a_headline(show):
    """Protects long pages."""
    page = show(
        "第一個標題\n\n"
        + "這是一段文字，說明第一件事情。\n\n" * 3
        + "第二個標題\n\n這是另一段文字，說明第二件事情。",
        height=200,
    )
    page.get_by_role("button", name="Outline").click()
    heads = page.locator(".cmp-head")
    assert heads.count() >= 1
    heads.last.click()
    assert not heads.last.is_visible() and page.evaluate("document.activeElement.classList.contains('cmp-w')")


def test_it_reads_aloud_sentence_by_sentence(show):
    """Protects listening: the right script for the voice, the sentence marked, Escape stops."""
    page = show(TEXT, before=SPEECH)
    go(page, "警")
    page.keyboard.press("r")
    assert page.evaluate("[said[0].text, said[0].lang]") == ["警方表示，2月8日拘捕61名疑犯。", "zh-HK"]
    assert "警" in page.locator(".cmp-o .cmp-speaking").inner_text()
    page.evaluate("said[0].onend()")
    assert page.evaluate("said[1].text").startswith("「我們會繼續")
    page.keyboard.press("Escape")
    assert page.locator(".cmp-speaking").count() == 0 and page.evaluate("said.length") == 0
    page.evaluate("model.set('voice', 'zh-CN')")
    page.keyboard.press("r")
    assert page.evaluate("said[0].text") == "警方表示，2月8日拘捕61名疑犯。"
    page.get_by_role("button", name="Stop reading aloud").click()
    assert page.locator(".cmp-speaking").count() == 0


@pytest.mark.parametrize("before", ["", SILENCE])
def test_listening_is_not_offered_where_there_is_no_voice(show, before):
    """Protects readers whose browser has no Chinese voice: no button that does nothing; the key says why."""
    page = show(TEXT, before=before)
    assert not page.get_by_role("button", name="Read aloud").is_visible()
    go(page, "警")
    page.keyboard.press("Enter")
    assert "Copy" in page.locator(".cmp-actions").inner_text()
    assert "Read aloud" not in page.locator(".cmp-actions").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    assert "no voice for Cantonese" in page.locator(".cmp-foot").inner_text()


def test_settings_change_traits_and_looks(show):
    """Protects the settings panel: layout, reading, tones and size, all without Python."""
    page = show(TEXT)
    page.get_by_role("button", name="Settings", exact=True).click()
    choose = lambda label, value: page.get_by_role("combobox", name=label).select_option(value)  # noqa: E731
    root = page.locator(".cmp-reader")
    choose("Layout", "vertical")
    assert (
        "cmp-l-vertical" in root.get_attribute("class") and page.evaluate("state.layout_mode") == "vertical"
    )
    a, b = (
        page.locator(".cmp-p .cmp-o").nth(0).bounding_box(),
        page.locator(".cmp-p .cmp-o").nth(1).bounding_box(),
    )
    assert a["x"] > b["x"], "columns go from right to left"
    choose("Written in", "zhuyin")
    assert rt(page, "騙").inner_text() == "ㄉㄧㄢˋ" and rt(page, "騙").get_attribute("lang") == "zh-Bopo"
    choose("Written in", "wade-giles")
    assert rt(page, "騙").inner_text() == "tien⁴-p'ien⁴"
    choose("Layout", "interlinear")
    assert word(page, "騙").locator(".cmp-g").inner_text() == "telecom fraud"
    choose("Layout", "stacked")
    assert not word(page, "騙").locator(".cmp-g").is_visible()
    colour = "e => getComputedStyle(e).color"
    plain = rt(page, "騙").evaluate(colour)
    choose("Tone colours", "safe")
    syllable = rt(page, "騙").locator("span").last
    safe = syllable.evaluate(colour)
    choose("Tone colours", "classic")
    assert len({plain, safe, syllable.evaluate(colour)}) == 3
    page.get_by_role("button", name="Larger text").click()
    assert page.evaluate("state.font_size") == 17
    page.get_by_label("Hide the English until I click it").check()
    assert page.locator(".cmp-veiled").count() > 0


def test_vertical_arrows_follow_the_columns(show):
    """Protects the keyboard in the vertical layout: down is the next word, left the next column."""
    page = show(TEXT, layout_mode="vertical")
    page.locator(".cmp-w").first.focus()
    here = "document.activeElement.textContent"
    start = page.evaluate("document.activeElement.getBoundingClientRect().right")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.cmpAt") == 1
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getBoundingClientRect().right") < start - 10, page.evaluate(
        here
    )


def test_help_lists_the_keys_and_says_what_the_signs_mean(show):
    """Protects those who forget them, and those who wonder at blue dots and at "memory"."""
    page = show(TEXT)
    page.locator(".cmp-w").first.focus()
    page.keyboard.press("?")
    told = page.locator(".cmp-help").inner_text()
    lines = "[...document.querySelectorAll('.cmp-help dt')].filter((e) => e.scrollHeight > 1.9 * parseFloat(getComputedStyle(e).fontSize)).map((e) => e.innerText)"
    assert page.evaluate(lines) == []  # a key stands on one line
    assert "these lists" in told and "a new word" in told and "English that a person wrote" in told
    page.keyboard.press("Escape")
    assert not page.locator(".cmp-help").is_visible()
