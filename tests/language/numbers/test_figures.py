"""Figures as said: scores, times, money, telephone numbers, codes, signs; and texts of any length."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from steps import growth

import companion
from companion.facts import marked
from companion.language.language import Language
from companion.language.numbers.figures import coded, figures
from companion.language.numbers.units import facts
from companion.language.readings.spoken import said, spelled
from companion.translation.amounts import chinese_amounts

ANALYZER = Language.default().analyzer


def read(text: str) -> str:
    """The text with the numerals that are said instead of its figures."""
    parts, at = [], 0
    for f in figures(ANALYZER.simplify(text)):
        parts += [text[at : f.start], "".join(f.words)]
        at = f.end
    return "".join([*parts, text[at:]])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("主隊以4-1大勝", "主隊以四比一大勝"), ("比分是3-2", "比分是三比二"), ("港队3－2胜出", "港队三比二胜出"), ("有5﹣10人", "有五至十人"), ("3-5歲兒童", "三至五歲兒童"), ("2007-08年度領先", "二零零七至零八年度領先"),
        ("2024-25年度", "二零二四至二五年度"), ("2025-26學年", "二零二五至二六學年"), ("2021–22球季", "二零二一至二二球季"), ("1997-99年", "一九九七至九九年"), ("1998至99財政年度", "一九九八至九九財政年度"), ("2024-25人", "兩千零二十四至二十五人"),
        ("2002.01.28發布", "二零零二年一月二十八日發布"), ("2023.12.5", "二零二三年十二月五日"), ("於5:35:36發射", "於五點三十五分三十六秒發射"),
        ("售價$100.50", "售價$一百點五元"), ("每張$2", "每張$兩元"), ("賺US$3萬", "賺US$三萬美元"), ("$50港元", "$五十港元"), ("¥88", "¥八十八元"),
        ("比例為1∶5", "比例為一比五"), ("比例為1：5", "比例為一比五"), ("3/2", "二分之三"), ("於28/11截止", "於十一月二十八日截止"),
        ("波音747客機", "波音七四七客機"), ("911事件", "九一一事件"), ("318國道", "三一八國道"), ("A380", "A三八零"), ("200個項目", "二百個項目"),
        ("0595-23865596", "零五九五-二三八六五五九六"), ("138-0013-8000", "一三八-零零一三-八零零零"), ("3000-5000元", "三千至五千元"),
        ("+852-23456789", "+八五二-二三四五六七八九"), ("身份證1101 0119 9003", "身份證一一零一 零一一九 九零零三"), ("（2019-2020）", "（二零一九至二零二零）"),
        ("−5℃到−2℃", "零下五攝氏度到零下二攝氏度"), ("-3°C", "零下三攝氏度"), ("版本3.11.2", "版本三點一一點二"), ("1,2,3", "一,二,三"),
    ],
)  # fmt: skip
def test_figures_are_said_as_what_they_are(text, said):
    """Protects scores, dates with points, seconds, money, ratios, codes and telephone numbers from being sums or ranges."""
    assert read(text) == said


def test_money_is_said_after_its_scale():
    """Protects US$3萬, whose 美元 is not written behind 萬 and has no character of its own."""
    tokens = ANALYZER.tokens("賺US$3萬")
    assert spelled(tokens)[-1] == "sān wàn měiyuán"
    assert "".join(t for t, _, _ in said(tokens, numbers="spelled")[-1].parts(tokens[-1])) == "3萬"


def test_each_code_of_the_list_is_said_digit_by_digit(subtests):
    """Protects the rows of names that are numbers: each row's example shows it."""
    for row in coded():
        with subtests.test(row.example):
            text, start, end = marked(row.example)
            [figure] = figures(ANALYZER.simplify(text))
            assert "".join(figure.words) == "".join("零一二三四五六七八九"[int(c)] for c in text[start:end])


def test_each_unit_of_the_list_is_one_word_with_its_number(subtests):
    """Protects the list of units: in its example the numeral and the unit are one token, in either script."""
    for row in facts():
        with subtests.test(row.unit):
            place = marked(row.example)
            assert place.part in [t.text for t in ANALYZER.tokens(place.text)]
            assert ANALYZER.simplify(row.unit) == row.simplified


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("她比你高三公分", ["她", "比", "你", "高", "三公分"]), ("跑道長三千米", ["跑道", "長", "三千米"]), ("哥哥大三歲", ["哥哥", "大", "三歲"]),
        ("她讀高三。", ["她", "讀", "高三", "。"]), ("兩三點見", ["兩三點", "見"]), ("十七八歲", ["十七八歲"]), ("十幾封信", ["十幾封", "信"]),
        ("四十來歲", ["四十來歲"]), ("三匹馬", ["三匹", "馬"]),
    ],
)  # fmt: skip
def test_a_written_number_begins_where_a_measure_begins(text, words):
    """Protects 高三公分 from senior three, and numbers that say about how many."""
    assert [t.text for t in ANALYZER.tokens(text)] == words


@pytest.mark.parametrize("circle", "〇○◯⚪OＯ０0")
def test_any_circle_is_a_zero_in_a_year(circle):
    """Protects years however their zero was typed."""
    article = companion.read_text(f"預計二{circle}三四年落成。", translator=None)
    assert "二〇三四年" in [t.text for t in article.paragraphs[0].tokens]


@pytest.mark.slow
@pytest.mark.parametrize(
    "seed",
    ["一萬萬", "一二三", "零", "1:", "1-", "1.", "12,", "2345 6789 ", "一點", "$1", "−1", "兩三", "一百分之"],
)
def test_a_number_of_any_length_takes_its_time_and_no_more(seed):
    """Protects from texts that are one endless number: twice the length takes about twice the steps."""

    def spoken(length: int) -> Callable[[], object]:
        text = (seed * length)[:length]

        def work() -> None:
            said(ANALYZER.tokens(text), numbers="spelled", sandhi=True)
            chinese_amounts(text)

        return work

    assert growth(spoken, 500) < 2.3
