"""Sentence splitting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.language.sentences import split_sentences


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["第一句。", "第二句！", "第三句？"],
        ["他說：「我來。你等我。」"],
        ["「不行。」他說。", "然後走了。"],
        ["他讀《誰是英雄？》一書。", "很好。"],
        ["標題沒有句號"],
        ["增長3.5%，很快。", "真的？！", "是。"],
        ["她想……算了。"],
        ["多謝。", "……我再想想。"],
        ["Yahoo!公司。"],
        ["（完。）", "下一句。"],
        ["「『誰』來？」", "沒人來。"],
        ["我買《Yes!》，他買《Yes!》。", "隔天我拿著Yes!，問他。"],
        ["哎呀！這不行。", "覺得香港……哇！租金很貴。", "喂！", "有人嗎？"],
        ["喂！把傘還給我。", "嘩！", "下大雨了！", "什麼？他根本不在那裏。", "什麼？", "你也去？"],
        ["他問：「誰會聽呢？」。", "沒人答。"],
        ["（一）先登記；（二）再付款。", "（三）取票。"],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(sentences):
    """Protects quotations, titles and numbers from being cut."""
    assert cut("".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["他說：「她喊『快走！』就跑了。我沒動。」", "沒人再問。"],
        ["他说：“她喊‘快走！’就跑了。我没动。”", "没人再问。"],
        ['他說："我來。你等我。"', "她走了。"],
        ["他寫：「我不知道……」", "她沒有回答。"],
        ["「我……」他說。", "她走了。"],
        ["「我來。」陳先生補充道。", "「我也來。」", "李太說，她已經請假。"],
        ["「我來。」他說，「你等我。」", "她點頭。"],
        ["「為什麼？」她問。", "「因為下雨。」", "「知道了。」"],
        ["媽媽喊：「吃飯了！」", "弟弟的房門開了。"],
        ["他喊着「加油！」的口號跑過去。", "人羣高呼「不要走！」等口號。", "「加油！」是他的口頭禪。"],
        ["看《你好嗎？》和《走吧！》兩部電影。", "《走吧！》好看。"],
        ["他在《月刊．城市》工作。", "她也是。"],
    ],
)
def test_a_quotation_or_title_is_cut_only_where_the_sentence_around_it_ends(sentences):
    """Protects nested, straight and curly quotation marks, frames of speech and titles with ！？ in them."""
    assert cut("".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["她想……算了。", "好的…… ", "再見。"],
        ["要不⋯⋯你先走吧。", "再見⋯⋯"],
        ["三十年來……都一樣。"],
        ["車站去年啟用。[1][2]", "「很方便。」[3]", "下一站是總站。"],
        ["他（真的！）來了。", "他來了（真的！），很早。", "他來了（真的！）。", "〔全文完。〕", "再見。"],
        ["１． 先登記。", "２． 再付款。", "3. 取票。", "4.5倍。"],
        ["一、先登記。", "二、再付款。"],
        ["票價：成人20元、學生10元；十人以上八折。", "先到先得。"],
        ["（一）帶證件；（二）帶相片。", "逾期不候。"],
        ["香港今年第三季出口加快"],
        ["新車站　明年啟用"],
        ["車站啟用！", "市民讚方便"],
    ],
)
def test_marks_that_end_no_sentence_are_told_from_those_that_do(sentences):
    """Protects ellipses, brackets, lists, numbered items and headlines without full stop."""
    assert cut("".join(sentences)) == sentences


def test_a_quotation_mark_that_never_closes_does_not_swallow_the_paragraph():
    """Protects damaged PDF text."""
    assert cut("他說：「我來。你等我。好。") == ["他說：「我來。", "你等我。", "好。"]


@given(st.text(st.sampled_from('甲乙。！？「」『』《》（）……⋯“”"喂說： ,.．a1'), max_size=80))
def test_sentences_cover_the_paragraph_without_gap_or_overlap(text):
    """Protects the invariant that the sentences cover the paragraph."""
    spans = split_sentences(text)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(a < b for a, b in spans)


def test_a_long_sentence_is_cut_after_a_clause_and_never_in_a_word():
    """Protects long sentences from being cut off by a model, and terms from being torn."""
    clause = "警方在邊境拘捕三十七名疑犯並且通知了他們的家人"
    text = "，".join([clause] * 15) + "。下一句。"
    spans = split_sentences(text)
    parts = [text[a:b] for a, b in spans]
    assert "".join(parts) == text and max(map(len, parts)) <= 200 and parts[-1] == "下一句。"
    assert all(p.endswith("，") for p in parts[:-2]) and len(parts) == 3
    plain = "甲" * 199 + "瀾湄合作" + "乙" * 100
    assert split_sentences(plain, [(199, 203)]) == [(0, 199), (199, 303)]
    assert split_sentences("甲" * 1000, [(0, 1000)]) == [(0, 1000)]


def test_a_long_quotation_is_cut_between_its_sentences_and_before_no_closing_mark():
    """Protects a long speech from being torn in the middle of a sentence, and its last mark from being left alone."""
    inner = "我們在下雨之前把所有椅子都搬到了禮堂後面的倉庫裏。"
    text = "校長說：「" + inner * 9 + "」" + "大家鼓掌。"
    parts = cut(text)
    assert "".join(parts) == text and max(map(len, parts)) <= 200
    assert parts[0].endswith("。") and parts[-2].endswith("。」") and parts[-1] == "大家鼓掌。"


def test_a_long_run_of_marks_takes_no_time():
    """Protects against quadratic behaviour on hostile text."""
    assert split_sentences("「" * 200_000)
    assert split_sentences("」" * 200_000)
    assert split_sentences("。" * 200_000)
    assert split_sentences("「甲。」，" * 40_000)
    assert split_sentences("哇！，" * 60_000)
    assert split_sentences('"甲' * 100_000)
