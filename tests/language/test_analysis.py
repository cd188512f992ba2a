"""Tokens: words, kinds, readings, Simplified forms, glossary terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import companion
from companion.language.language import Language
from companion.language.spans import HAN, classify
from companion.language.words.draft import TermSpan
from companion.model import TOKEN_KINDS

ANALYZER = Language.default().analyzer


def words(text: str, terms=()) -> list[str]:
    return [t.text for t in ANALYZER.tokens(text, terms)]


def reading(text: str, word: str) -> str:
    return next(" ".join(t.pinyin) for t in ANALYZER.tokens(text) if t.text == word)


def test_words_are_found_on_traditional_text_by_way_of_its_simplified_form():
    """Protects Traditional readers from jieba's poorer result on raw Traditional text."""
    assert words("聯合國秘書長強調經濟平穩") == ["聯合國", "秘書長", "強調", "經濟", "平穩"]


def test_each_token_has_its_simplified_form_and_one_syllable_per_han_character():
    """Protects the alignment of the lines of the reader."""
    token = ANALYZER.tokens("緬甸")[0]
    assert (token.simplified, token.pinyin) == ("缅甸", ("miǎn", "diàn"))


def test_a_character_that_nothing_reads_has_an_empty_reading_and_is_marked():
    """Protects learners from a character shown as its own pinyin (𠮷野家, 𡃁)."""
    assert [" ".join(t.pinyin) for t in ANALYZER.tokens("𠮷野家，𡃁。")] == ["jí yě jiā", "", "", ""]
    assert "unknown-word" in ANALYZER.tokens("𡃁")[0].review


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年2月8日有670萬人次", ["去年", "2月8日", "有", "670萬人次"]),
        ("61名00後增長3.5%", ["61名", "00後", "增長", "3.5%"]),
        ("副總理普坦．威差耶猜表示", ["副總理", "普坦．威差耶猜", "表示"]),
        ("2025年3月1日起施行", ["2025年3月1日", "起", "施行"]),
        ("等了5天……", ["等", "了", "5天", "……"]),
        ("「COVID-19」疫情", ["「", "COVID-19", "」", "疫情"]),
    ],
)
def test_numbers_dates_and_dotted_names_are_one_token_each(text, expected):
    """Protects what a reader reads as one thing."""
    assert words(text) == expected


def test_a_unit_is_not_torn_out_of_a_longer_word():
    """Protects units that begin with a shorter one: 3年級 is no year, 5日圓 no day."""
    assert "3年級" in words("小學3年級學生") and "5日圓" in words("售5日圓")


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


@pytest.mark.parametrize(
    "name",
    [
        "佩通坦．欽那瓦",
        "佩通坦·欽那瓦",
        "唐納德‧特朗普",
        "弗拉基米爾・普京",
        "約翰•史密斯",
        "大衛·碧咸",
        "喬·拜登",
        "埃馬紐埃爾·馬克龍",
        "史提芬．史匹堡",
        "盧拉·達席爾瓦",
    ],
)
def test_a_foreign_name_is_one_token_across_every_kind_of_dot(name):
    """Protects readers from names torn at ．·・‧•, also where a part of one is a term (特朗普)."""
    text = f"總統{name}表示歡迎"
    at = text.find("特朗普")
    terms = [TermSpan(at, at + 3, "people-trump")] if at > 0 else []
    assert name in words(text, terms)


def test_a_dot_between_words_makes_no_name():
    """Protects lists that a dot divides: 香港·澳門."""
    assert {"香港", "澳門", "文化", "旅遊"} <= {*words("香港·澳門兩地"), *words("文化·旅遊")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8日", "8日"), ("2月8日", "2月8日"), ("2025年3月1日", "2025年3月1日"), ("61名", "61名"), ("670萬人次", "670萬人次"),
        ("12.5億元", "12.5億元"), ("3.5%", "3.5%"), ("5.8公里", "5.8公里"), ("1,000人", "1,000人"), ("5歲", "5歲"),
        ("30度", "30度"), ("00後", "00後"), ("２０２５年", "２０２５年"),
    ],
)  # fmt: skip
def test_a_number_with_its_unit_is_one_token_of_kind_number(text, expected):
    """Protects dates, percentages and quantities: a reader reads each as one thing."""
    token = next(t for t in ANALYZER.tokens(f"共有{text}，") if t.text[0].isdigit())
    assert (token.text, token.kind) == (expected, "number")


def test_names_of_laws_keep_their_brackets_apart():
    """Protects 《》: the brackets are tokens of their own, the words inside are words."""
    assert words("根據《中華人民共和國刑法》處理") == ["根據", "《", "中華人民共和國", "刑法", "》", "處理"]


def test_nested_quotation_marks_are_each_a_token():
    """Protects 「『』」 from being stuck to a word or to each other."""
    tokens = ANALYZER.tokens("他說：「她問『你去嗎？』」")
    assert [t.text for t in tokens if t.kind == "punctuation"] == ["：", "「", "『", "？", "』", "」"]


def test_latin_abbreviations_are_one_token_without_a_reading():
    """Protects WHO, AI, COVID-19 and 5G in a Chinese sentence."""
    tokens = ANALYZER.tokens("世衞（WHO）與AI公司OpenAI及5G網絡，COVID-19疫情")
    latin = [t for t in tokens if t.text.isascii() and t.text[0].isalnum()]
    assert [t.text for t in latin] == ["WHO", "AI", "OpenAI", "5G", "COVID-19"]
    assert not any(t.pinyin for t in latin)


@pytest.mark.parametrize(
    ("text", "word", "pinyin"),
    [
        ("這個東西", "東西", "dōng xi"), ("他的朋友", "朋友", "péng you"), ("認識她", "認識", "rèn shi"), ("我們知道", "知道", "zhī dào"),
        ("她的眼睛", "眼睛", "yǎn jing"), ("他的衣服", "衣服", "yī fu"), ("很多關係", "關係", "guān xi"), ("孩子", "孩子", "hái zi"),
        ("這兒很冷", "這兒", "zhè r"), ("有點兒冷", "有點兒", "yǒu diǎn r"), ("他的女兒", "女兒", "nǚ ér"), ("少年兒童", "兒童", "ér tóng"),
    ],
)  # fmt: skip
def test_neutral_tones_and_erhua_are_the_dictionarys(text, word, pinyin):
    """Protects learners: 東西 dōngxi, 這兒 zhèr, but 女兒 nǚ'ér."""
    assert reading(text, word) == pinyin


def test_a_paragraph_is_read_alike_alone_and_among_others():
    """Protects tokens, terms and sentences: paragraphs are searched together, which must not show."""
    lines = ["警方打擊電騙。", "  他說：「來吧", "」她點頭，曾出席", "會  A B－－", "議。的士司機 ", "  電騙"]
    lines += ["官問他認不認罪。", "她也沒說認不認罪。", "有關押後聆訊的消息。", "銀行調高利率。"] * 2
    read = companion.read_text("\n".join(lines), paragraphs="line", translator=None).paragraphs
    assert len(read) == len(lines)
    for together, line in zip(read, lines, strict=True):
        (alone,) = companion.read_text(line, paragraphs="line", translator=None).paragraphs
        assert (together.tokens, together.sentences) == (alone.tokens, alone.sentences)
