"""What a PDF's reader leaves out is told."""

from __future__ import annotations

import pytest
from newspaper_pdf import book_pdf, lines_pdf

from companion.source import read_document
from companion.source.pdf import document as module
from companion.source.pdf.glyphs import Page

TEXT = ["政府發言人表示，當局已開放二十九個臨時庇護中心，", "供有需要的市民入住，至今有一百三十人登記。"]


def test_running_heads_are_told_in_one_line():
    """Protects the law: what is in no paragraph is in a remark, once, and page numbers without words are not worth one."""
    pages = [
        [
            (60, 810, 8, f"香江日報　第{n}版"),
            (60, 700, 12, TEXT[0]),
            (60, 680, 12, TEXT[1]),
            (290, 20, 9, f"- {n} -"),
        ]
        for n in (1, 2, 3)
    ]
    found = read_document(book_pdf(pages), "a.pdf")
    assert found.notices == ("left out as running heads or feet of the pages: 「香江日報　第1版」",)
    assert ["".join(b.text.split()) for b in found.blocks] == ["".join(TEXT)] * 3


@pytest.mark.parametrize("y", [20, 85, 120])
@pytest.mark.parametrize(
    "foot",
    ["第{n}頁，共3頁", "第 {n} 页/共 3 页", "{n} / 3", "– {n} –", "Page {n} of 3", "頁{h}", "第{h}版", "共三頁　第{h}頁", "香江日報　A{n}"],
)  # fmt: skip
def test_a_page_number_is_no_text_wherever_the_page_ends(foot, y):
    """Protects articles on pages with few lines and wide margins: their page numbers came as one headline in mid-text."""
    pages = [
        [(60, 700, 12, TEXT[0]), (60, 680, 12, TEXT[1]), (250, y, 9, foot.format(n=n, h="〇一二三"[n]))]
        for n in (1, 2, 3)
    ]
    found = read_document(book_pdf(pages), "a.pdf")
    assert ["".join(b.text.split()) for b in found.blocks] == ["".join(TEXT)] * 3


@pytest.mark.parametrize("foot", ["第{n}頁", "第 {n} 頁，共 3 頁", "- {n} -", "Page {n} of 3"])
def test_a_small_page_number_right_under_the_text_is_told_by_its_counting(foot):
    """Protects pages whose foot follows the text with no white between them, at another height on each."""
    pages = [
        [
            *((60, 700 - 20 * i, 12, line) for i, line in enumerate(TEXT * n)),
            (250, 700 - 40 * n + 4, 9, foot.format(n=n)),
        ]
        for n in (1, 2, 3)
    ]
    found = read_document(book_pdf(pages), "a.pdf")
    assert "".join("".join(b.text.split()) for b in found.blocks) == "".join(TEXT) * 6
    (alone,) = read_document(book_pdf(pages[:1]), "a.pdf").blocks[1:]
    assert alone.text.replace(" ", "") == foot.format(n=1).replace(" ", "")  # nothing counts


def test_a_number_or_a_title_in_the_text_is_no_foot():
    """Protects titles that count on, a last line that names a page, and a score: they stand in the text."""
    pages = [
        [
            (60, 700, 16, f"第{n}課　颱風"),
            (60, 660, 12, TEXT[0]),
            (60, 640, 12, TEXT[1]),
            (60, 620, 12, f"第{n}頁"),
        ]
        for n in "一二三"
    ]
    text = "".join(b.text for b in read_document(book_pdf(pages), "a.pdf").blocks)
    assert all(f"第{n}課" in text and f"第{n}頁" in text for n in "一二三")


def test_short_lines_are_no_paragraph_though_one_is_the_longest():
    """Protects slides and poems: the longest of a few short lines was taken for the column's edge, and a new page for its rest."""
    slides = [
        ("背景", "學生閱讀時間減少四成", "手機與短片是主因"),
        ("措施", "每周兩節閱讀課", "學生自選書目"),
    ]
    pages = [[(60, 780, 24, a), (90, 700, 22, b), (90, 660, 22, c)] for a, b, c in slides]
    found = read_document(book_pdf(pages), "a.pdf").blocks
    assert [b.text for b in found] == [line for slide in slides for line in slide]


def test_chinese_is_not_joined_to_the_english_beside_it():
    """Protects parallel texts in rows: a sentence went on in the middle of its translation."""
    rows = []
    for y in (700, 600, 500):
        for n, text in enumerate(
            ("教育局昨日公布，由下學年起，全港中學須", "每周安排最少兩節閱讀課，讓學生自選書", "目。")
        ):
            rows.append((60, y - 18 * n, 12, text))
        for n, text in enumerate(("The bureau announced yesterday", "that schools must have lessons.")):
            rows.append((310, y + 2 - 14 * n, 12, text))
    blocks = read_document(book_pdf([rows]), "a.pdf").blocks
    assert not any("局" in b.text and "bureau" in b.text for b in blocks)
    assert any(b.text.endswith("自選書目。") for b in blocks)


def test_a_sentence_that_each_page_begins_with_is_kept():
    """Protects a refrain: a sentence set like the text, and close to it, is no running head."""
    pages = [
        [(60, 810, 12, "風啊，你何時停下來。"), (60, 790, 12, TEXT[0]), (60, 770, 12, TEXT[1])]
        for _ in range(3)
    ]
    found = read_document(book_pdf(pages), "a.pdf")
    assert "".join(b.text for b in found.blocks).count("風啊") == 3 and not found.notices


def test_a_scanned_page_among_others_is_told(monkeypatch):
    """Protects a paper of which one page is a picture, where text recognition is not installed."""
    pages_of = module.pages_of

    def with_scan(*arguments):
        yield from pages_of(*arguments)
        yield Page(2, [], 842, -842, [(0, 0, 500, 800)])

    monkeypatch.setattr(module, "pages_of", with_scan)
    monkeypatch.setattr(module, "is_installed", lambda: False)
    (notice,) = read_document(lines_pdf([(60, 700, 12, TEXT[0])]), "a.pdf").notices
    assert "a.pdf" in notice and "page 2" in notice and "pip install" in notice


@pytest.mark.parametrize("shift", [0, 0.4, 2])
def test_characters_printed_twice_are_read_once(shift):
    """Protects bold type made by printing again, and shadows, from 天天文文台台."""
    lines = [
        (60, 700, 12, TEXT[1]),
        (60 + shift, 700 - shift / 2, 12, TEXT[1]),
        (60, 680, 12, "三三兩兩，office。"),
    ]
    assert (
        "".join(b.text for b in read_document(lines_pdf(lines), "a.pdf").blocks)
        == TEXT[1] + "三三兩兩，office。"
    )


def test_the_head_of_the_other_side_is_left_out_too():
    """Protects a sentence over two pages from the head of a left page, which a file of three pages has once."""
    text = "市政府昨日宣布街市翻新工程分三期進行首期更換冷氣系統"
    heads = ["社區季刊", "第十七卷", "社區季刊"]
    pages = [
        [(60, 800, 8, head), (500, 800, 8, str(n)), *((60, 740 - 20 * k, 12, text) for k in range(9))]
        for n, head in enumerate(heads, 1)
    ]
    found = read_document(book_pdf(pages), "a.pdf")
    assert not any(head in block.text for block in found.blocks for head in heads)
