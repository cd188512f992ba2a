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
        ["哎呀！這不行。", "覺得香港……哇！租金很貴。", "喂！", "你好。"],
        ["他問：「誰會聽呢？」。", "沒人答。"],
        ["（一）先登記；（二）再付款。", "（三）取票。"],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(sentences):
    """Protects quotations, titles and numbers from being cut."""
    assert cut("".join(sentences)) == sentences


def test_a_quotation_mark_that_never_closes_does_not_swallow_the_paragraph():
    """Protects damaged PDF text."""
    assert cut("他說：「我來。你等我。好。") == ["他說：「我來。", "你等我。", "好。"]


@given(st.text(st.sampled_from("甲乙。！？「」『』《》（）…… ,.a1"), max_size=80))
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


def test_a_long_run_of_marks_takes_no_time():
    """Protects against quadratic behaviour on hostile text."""
    assert split_sentences("「" * 200_000)
    assert split_sentences("」" * 200_000)
    assert split_sentences("。" * 200_000)
