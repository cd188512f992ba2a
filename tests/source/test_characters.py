"""Character repair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.source import clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("⼈⺠法院⻑⻋⻄", "人民法院長车西"),
        ("\uf9d1\uf900", "六豈"),
        ("，：（１２）ＡＢ「」", "，：（１２）ＡＢ「」"),
        ("a\u200bb\ufeffc\u00add\u202e", "abcd"),
        ("一\r\n二\r三\x0b四\u2028五", "一\n二\n三\n四\n五"),
        ("頁\x0c頁", "頁\n\n頁"),
        ("電\ud800騙\x07\x1b[31m", "電\ufffd騙"),
        ("中\u00a0文\t字", "中 文\t字"),
    ],
)
def test_what_pdfs_and_the_web_leave_is_mended(text, cleaned):
    """Protects search, dictionary and fonts from radical code points and invisible characters."""
    assert clean(text) == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    """Protects text that goes through more than once."""
    assert clean(clean(text)) == clean(text)


def test_latin_ligatures_become_letters():
    """Protects English words in PDFs: ﬁ and ﬂ are two letters each."""
    assert clean("ofﬁce ﬂoor") == "office floor"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共接獲三萬宗，較二\n○二四年多。", "共接獲三萬宗，較二\n〇二四年多。"),
        ("○二四年有三萬宗。", "〇二四年有三萬宗。"),
        ("自○八年起實施。", "自〇八年起實施。"),
        ("一九九九至二\n○○三年", "一九九九至二\n〇〇三年"),
        ("二\r\n○三年", "二\n〇三年"),
        ("○三月推出新措施\n○四月檢討成效", "○三月推出新措施\n○四月檢討成效"),
        ("○一九九七年回歸\n○二○二四年檢討", "○一九九七年回歸\n○二〇二四年檢討"),
        ("○三年計劃\n○警方公布", "○三年計劃\n○警方公布"),
        ("○一年級\n○二年級", "○一年級\n○二年級"),
        ("○八年曾作修訂。", "〇八年曾作修訂。"),
        ("停課。\n○四年復課", "停課。\n〇四年復課"),
        ("◯三年沙士期間", "〇三年沙士期間"),
        ("疫情（○三年）", "疫情（〇三年）"),
        ("○七、○八年間", "〇七、〇八年間"),
        ("由二○○○年起", "由二〇〇〇年起"),
        ("二OOO年", "二〇〇〇年"),
        ("二◯◯◯年", "二〇〇〇年"),
    ],
)
def test_a_circle_in_a_year_is_a_zero_at_the_beginning_of_a_line_too(text, expected):
    """Protects years that a column has cut; points of a list keep their bullet."""
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沙 田 公 園 於 2 0 2 6 年 重 開", "沙田公園於2026年重開"),
        ("據 W H O 報 告 ， 全 球 有 2 3 億 人", "據WHO報告，全球有23億人"),
        ("香 港 警 方 1 2 日 公 布 A I 系 統", "香港警方12日公布AI系統"),
        ("沙 田 公 園 2 0 2 6 年", "沙田公園2026年"),
        ("沙\xa0田\xa0公\xa0園\xa02\xa00\xa02\xa06\xa0年", "沙田公園2026年"),
        ("沙　田　公　園　2　0　2　6　年", "沙田公園2026年"),
        ("香\u2009港\u2009警\u2009方\u2009昨\u2009日", "香港警方昨日"),
        ("２ ０ ２ ６ 年 Ｈ Ｋ 大 學", "２０２６年ＨＫ大學"),
        ("2 0 2 6 年 1 1 月 3 日", "2026年11月3日"),
        ("沙田公園 2 0 2 6 年重開", "沙田公園 2026年重開"),
        ("與 C o v i d 1 9 有 關", "與Covid19有關"),
        ("使 用 iPhone 15 的 用 戶", "使用 iPhone 15 的用戶"),
        ("N B A 總 決 賽", "NBA總決賽"),
        ("香 港 警 方 昨 日 公 布 數 字 。\n王 明", "香港警方昨日公布數字。\n王明"),
        ("第 1 組 第 2 組", "第 1 組 第 2 組"),
        ("A 組 B 組 C 組 D 組", "A 組 B 組 C 組 D 組"),
        ("甲 隊 5 3 2 1", "甲 隊 5 3 2 1"),
        ("王 明\n李 四\n甲 乙 丙 丁", "王 明\n李 四\n甲 乙 丙 丁"),
        ("1 月 1 日\n共 3 人", "1 月 1 日\n共 3 人"),
    ],
)
def test_figures_and_letters_of_a_line_that_is_set_apart_are_put_together(text, expected):
    """Protects 2026 and WHO from being read as four figures and three letters."""
    assert clean(text) == expected
