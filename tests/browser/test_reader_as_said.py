"""Sandhi and spelled numbers in the reader: switched in the browser, in each system. Real JavaScript."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

TEXT = "2月8日，一名警員不是佔35%。"


def shown(page):
    """The readings that can be seen."""
    return [rt.inner_text() for rt in page.locator(".cmp-o rt").all() if rt.is_visible()]


def choose(page, label, value):
    page.get_by_role("combobox", name=label).select_option(value)


def test_tones_and_numbers_are_switched_without_python(show):
    """Protects the settings: sandhi over the characters with its tone's colour, a reading over figures."""
    page = show(TEXT, tone_colours="safe", ruby="character")
    page.answer = None  # Python is gone
    assert shown(page)[:4] == ["yuè", "rì", "yī", "míng"]
    page.get_by_role("button", name="Settings", exact=True).click()
    page.get_by_label("as they are said").check()
    assert page.evaluate("state.sandhi") and shown(page)[2:8] == ["yì", "míng", "jǐng", "yuán", "bú", "shì"]
    one = page.locator(".cmp-o ruby > span", has_text="一")
    assert one.get_attribute("class") == "t4"
    choose(page, "Numbers", "spelled")
    assert shown(page)[:5] == ["èr", "yuè", "bā", "rì", "yì"] and shown(page)[-1] == "bǎi fēn zhī sānshíwǔ"
    choose(page, "Written in", "zhuyin")
    assert shown(page)[:5] == ["ㄦˋ", "ㄩㄝˋ", "ㄅㄚ", "ㄖˋ", "ㄧˋ"]
    choose(page, "Written in", "pinyin")
    page.get_by_label("as they are said").uncheck()
    choose(page, "Numbers", "figures")
    assert shown(page)[:4] == ["yuè", "rì", "yī", "míng"] and one.get_attribute("class") == "t1"


def test_options_given_at_the_start_hold_from_the_first_paragraph(show):
    """Protects `Reader(article, sandhi=True, numbers="spelled")`."""
    page = show(TEXT, sandhi=True, numbers="spelled", reading="wade-giles", ruby="character")
    assert shown(page)[:6] == ["erh⁴", "yüeh⁴", "pa¹", "jih⁴", "i⁴", "ming²"]


def test_jyutping_spells_numbers_and_has_no_sandhi(show):
    """Protects Cantonese: its readings come from Python once, figures with them."""
    pytest.importorskip("pycantonese")
    page = show(TEXT, sandhi=True, numbers="spelled", ruby="character")
    page.evaluate("model.set('reading', 'jyutping')")
    page.wait_for_function("document.querySelector('.cmp-o rt').textContent === 'ji6'")
    assert shown(page)[:6] == ["ji6", "jyut6", "baat3", "jat6", "jat1", "ming4"]
    assert shown(page)[-1] == "baak3 fan6 zi1 saam1 sap6 ng5"


def test_figures_are_quiet_where_words_are(show):
    """Protects learners who want the readings of terms alone, or none."""
    page = show(TEXT, numbers="spelled", pinyin_for="none", ruby="character")
    assert shown(page) == []
    page.evaluate("model.set('pinyin_for', 'all')")
    assert "bǎi fēn zhī sānshíwǔ" in shown(page)
