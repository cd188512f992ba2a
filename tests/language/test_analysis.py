"""Tokens: words, kinds, readings, Simplified forms, glossary terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.language.analysis import Analyzer, TermSpan
from companion.language.spans import HAN, classify
from companion.model import TOKEN_KINDS

ANALYZER = Analyzer()


def words(text: str, terms=()) -> list[str]:
    return [t.text for t in ANALYZER.tokens(text, terms)]


def reading(text: str, word: str) -> str:
    return next(" ".join(t.pinyin) for t in ANALYZER.tokens(text) if t.text == word)


def test_words_are_found_on_traditional_text_by_way_of_its_simplified_form():
    """Protects Traditional readers from jieba's poorer result on raw Traditional text."""
    assert words("聯合國秘書長強調經濟發展") == ["聯合國", "秘書長", "強調", "經濟", "發展"]


def test_each_token_has_its_simplified_form_and_one_syllable_per_han_character():
    """Protects the alignment of the lines of the reader."""
    token = ANALYZER.tokens("緬甸")[0]
    assert (token.simplified, token.pinyin) == ("缅甸", ("miǎn", "diàn"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年2月8日有670萬人次", ["去年", "2月8日", "有", "670萬人次"]),
        ("61名00後增長3.5%", ["61名", "00後", "增長", "3.5%"]),
        ("副總理普坦．威差耶猜表示", ["副", "總理", "普坦．威差耶猜", "表示"]),
        ("2025年3月1日起施行", ["2025年3月1日", "起", "施行"]),
        ("等了5天……", ["等", "了", "5天", "……"]),
        ("「COVID-19」疫情", ["「", "COVID-19", "」", "疫情"]),
    ],
)
def test_numbers_dates_and_dotted_names_are_one_token_each(text, expected):
    """Protects what a reader reads as one thing."""
    assert words(text) == expected


def test_a_unit_is_not_torn_out_of_a_longer_word():
    """Protects 月球 after a number: 5月球 is not the month of May."""
    assert "月球" in words("研究3月球岩石樣本") or "3月" not in words("研究3月球岩石樣本")


@pytest.mark.parametrize(
    ("text", "word", "pinyin"),
    [
        ("銀行宣布行長離任", "行長", "háng zhǎng"),
        ("部長率代表團赴泰國", "率", "shuài"),
        ("堅持以人民為中心的思想", "為", "wéi"),
        ("市民積極地參與", "地", "de"),
        ("她看着海", "看着", "kàn zhe"),
        ("重慶人口", "重慶", "chóng qìng"),
        ("電子支付", "電子", "diàn zǐ"),
        ("2月8日上午", "2月8日", "yuè rì"),
    ],
)
def test_polyphones_are_read_by_their_word_and_neighbours(text, word, pinyin):
    """Protects learners from readings that plain character lookup gets wrong."""
    assert reading(text, word) == pinyin


def test_numbers_latin_letters_and_punctuation_get_no_pinyin():
    """Protects the pinyin line from invented syllables."""
    for token in ANALYZER.tokens("AI 3.5%，「OK」123"):
        assert token.pinyin == ()


def test_all_homographs_are_among_the_senses():
    """Protects the word card: 行 is háng, xíng and more."""
    readings = {s.pinyin for s in ANALYZER.tokens("行")[0].senses}
    assert {"háng", "xíng"} <= readings


def test_a_glossary_term_wins_over_the_segmenter_and_gives_its_reading():
    """Protects the curated terms: one token, the term's id and reading."""
    text = "打擊電騙集團"
    token = ANALYZER.tokens(text, [TermSpan(2, 4, "crime-dianpian", ("diàn", "piàn"))])[1]
    assert (token.text, token.term, token.pinyin) == ("電騙", "crime-dianpian", ("diàn", "piàn"))


def test_a_term_that_cuts_words_at_both_ends_is_no_match():
    """Protects 中國人民 from a term 國人."""
    assert words("中國人民", [TermSpan(1, 3, "x")]) == ["中國", "人民"]


def test_simplified_and_mixed_text_is_understood_too():
    """Protects readers of mainland texts and of carelessly mixed ones."""
    assert words("国家加强合作") == ["国家", "加强", "合作"]
    assert [t.simplified for t in ANALYZER.tokens("国家加強合作")] == ["国家", "加强", "合作"]


MIXED = st.text(
    st.sampled_from(
        "中國人民銀行電騙緬甸的地得了着0123456789年月日名萬．·，。「」《》…— ABCabc%'-\u3000\ud800\u0301😀〇"
    )
    | st.characters(),
    max_size=60,
)


@given(MIXED, st.integers(0, 20), st.integers(1, 6))
def test_tokens_join_up_to_the_text_and_slice_back(text, start, length):
    """Protects the invariants of the data model on any text and any term."""
    terms = [TermSpan(start, start + length, "t")] if start + length <= len(text) else []
    tokens = ANALYZER.tokens(text, terms)
    assert "".join(t.text for t in tokens) == text
    assert len("".join(t.simplified for t in tokens)) == len(text)
    import re

    for token in tokens:
        assert token.text and text[token.start : token.end] == token.text
        assert token.kind in TOKEN_KINDS
        han = len(re.findall(f"[{HAN}]", token.text))
        assert len(token.pinyin) == (han if token.kind in ("word", "number") else 0)


def test_classify_knows_each_kind():
    """Protects the switch between what has pinyin and what has none."""
    assert [classify(t) for t in ("電騙", "670萬", "Wi-Fi", "。", "　")] == [
        "word", "number", "latin", "punctuation", "space",
    ]  # fmt: skip
