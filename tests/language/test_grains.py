"""The fine grain of words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.language.analysis import Analyzer
from companion.language.grains import fine_grain
from companion.model import Token

ANALYZER = Analyzer()


def fine(text: str) -> str:
    return "|".join(text[a:b] for a, b in fine_grain(ANALYZER.tokens(text)))


def word(text: str, simplified: str = "") -> Token:
    return Token(text, 0, len(text), "word", simplified or text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("61名學生", "61|名|學生"),
        ("2月8日", "2|月|8|日"),
        ("2019年", "2019|年"),
        ("670萬人次", "670萬|人次"),
        ("佔35%", "佔|35%"),
        ("70平方公里", "70|平方公里"),
    ],
)
def test_numbers_and_their_units_are_divided(text, parts):
    """Protects grammar lessons from numerals glued to their measure words."""
    assert fine(text) == parts


@pytest.mark.parametrize(
    ("text", "simplified", "parts"),
    [
        ("三個", "三个", "三|個"), ("第一條", "第一条", "第一|條"), ("這個", "这个", "這|個"), ("每位", "每位", "每|位"),
        ("不是", "不是", "不|是"), ("不合理", "不合理", "不|合理"), ("就是", "就是", "就|是"), ("成為", "成为", "成|為"),
        ("位於", "位于", "位|於"), ("送給", "送给", "送|給"), ("消費者", "消费者", "消費|者"), ("現代化", "现代化", "現代|化"),
        ("台北市", "台北市", "台北|市"), ("總面積", "总面积", "總|面積"), ("人口密度", "人口密度", "人口|密度"), ("看吧", "看吧", "看|吧"),
        ("哈利·華納", "哈利·华纳", "哈利|·|華納"), ("周志明", "周志明", "周|志明"),
    ],
)  # fmt: skip
def test_each_rule_of_word_formation_divides_its_words(text, simplified, parts):
    """Protects every rule: a token of that make is divided at the right place."""
    spans = fine_grain([word(text, simplified)])
    assert "|".join(text[a:b] for a, b in spans) == parts


@pytest.mark.parametrize(
    "text",
    ["不同", "不过", "一起", "一定", "这里", "很多", "因为", "对于", "现在", "为了", "接着", "酒吧", "之后", "三分之一", "平方公里"],
)  # fmt: skip
def test_lexical_words_of_the_same_look_stay_whole(text):
    """Protects words that only look like a numeral, a negation or a verb with a preposition."""
    assert fine_grain([word(text)]) == [(0, len(text))]


def test_an_idiom_stays_whole():
    """Protects four-character idioms, whose halves are often words too."""
    assert fine("他不切實際") == "他|不切實際"


def test_readers_tokens_stay_as_they_are():
    """Protects the reader's grain: the fine one is an option and changes no token."""
    tokens = ANALYZER.tokens("這個消費者")
    fine_grain(tokens)
    assert [t.text for t in tokens] == ["這個", "消費者"]


def test_a_date_keeps_its_day_before_from():
    """Protects 1日 in 1日起 ('from the 1st on'), which is no word 日起."""
    assert [t.text for t in ANALYZER.tokens("下月1日起實施")][-3:] == ["1日", "起", "實施"]


@settings(deadline=None, max_examples=60)
@given(st.text("這個消費者第一12年月日不是為了的，ABC·𠮷 ", max_size=30))
def test_the_fine_spans_divide_the_tokens_and_lose_nothing(text):
    """Protects callers that lay the fine grain over the tokens: each token's edges are fine edges."""
    tokens = ANALYZER.tokens(text)
    spans = fine_grain(tokens)
    assert "".join(text[a:b] for a, b in spans) == text
    assert {t.end for t in tokens} <= {b for _, b in spans}
