"""Newspaper pages that Chromium prints come back paragraph for paragraph."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from companion.source import read_document

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests" / "source")]
from layouts import articles  # noqa: E402
from printing import newspaper_html, print_pdf  # noqa: E402

pytestmark = pytest.mark.browser


def texts(blocks):
    """The texts without spaces: a space at a line's end is not printed."""
    return ["".join(b.text.split()) for b in blocks]


def expected(article):
    return ["".join(text.split()) for _, text in article]


@pytest.mark.parametrize("columns", [1, 2, 3, 4])
@pytest.mark.parametrize("number", [0, 2, 9, 10])
def test_columns_pictures_and_captions_come_back(browser, tmp_path, columns, number):
    """Protects PDF files: columns in reading order, headlines by their size, captions under pictures."""
    article = articles()[number]
    path = print_pdf(browser, newspaper_html(article, columns), tmp_path / "a.pdf")
    blocks = read_document(path.read_bytes(), "a.pdf").blocks
    assert texts(blocks) == expected(article)
    wanted = {"".join(text.split()): kind for kind, text in article}
    for block, text in zip(blocks, texts(blocks), strict=True):
        if wanted[text] in ("headline", "caption", "item"):
            assert block.kind == wanted[text], text


def test_paragraphs_go_on_over_pages_and_running_heads_are_left_out(browser, tmp_path):
    """Protects long files: page numbers and running heads are no text."""
    article = [paragraph for one in articles() for paragraph in one]
    path = print_pdf(
        browser,
        newspaper_html(article, 2),
        tmp_path / "a.pdf",
        display_header_footer=True,
        header_template='<div style="font-size:8px;width:100%;text-align:center">香港日報　社區新聞</div>',
        footer_template='<div style="font-size:8px;width:100%;text-align:center"><span class="pageNumber"></span></div>',
    )
    assert texts(read_document(path.read_bytes(), "a.pdf").blocks) == expected(article)
    second = read_document(path.read_bytes(), "a.pdf", pages="2").blocks
    assert 5 < len(second) < len(article) and {b.first_line for b in second} == {2}


def test_vertical_text_is_read_from_right_to_left(browser, tmp_path):
    """Protects pages set as books are."""
    article = articles()[9]
    style = "body{writing-mode:vertical-rl;height:240mm} h1{column-span:none} p{text-align:start}"
    path = print_pdf(browser, newspaper_html(article, 1, style), tmp_path / "a.pdf")
    assert texts(read_document(path.read_bytes(), "a.pdf").blocks) == expected(article)


@pytest.mark.parametrize(
    "plan",
    [
        [(0, 4, 4), (10, 2, 2), (9, 2, 2), (11, 3, 3), (2, 1, 1)],
        [(11, 2, 2), (0, 1, 1), (2, 1, 1), (10, 4, 4), (9, 1, 1), (5, 1, 1), (8, 2, 2)],
        [(10, 3, 3), (7, 1, 1), (3, 2, 2), (1, 2, 2), (12, 4, 4)],
    ],
    ids=["two rows", "three rows", "wide and narrow"],
)
def test_a_page_of_several_articles_is_read_article_by_article(browser, tmp_path, plan):
    """Protects newspaper pages: articles over and beside each other, each in columns of its own."""
    sections, wanted = [], []
    for number, span, columns in plan:
        article = articles()[number]
        page = newspaper_html(article, columns)
        inner = page.partition("<body>")[2].partition("</body>")[0]
        sections.append(f'<section style="grid-column:span {span}">{inner}</section>')
        wanted += expected(article)
    style = (
        "@page{size:297mm 420mm;margin:10mm} body{font-size:9.5pt;line-height:1.45;display:grid;grid-template-columns:"
        "repeat(4,1fr);gap:5mm} h1{font-size:20pt} .second{font-size:14pt} h2{font-size:11.5pt} figure img{height:70pt}"
    )
    page = newspaper_html([("body", "x")], 1, style)
    path = print_pdf(browser, page.partition("<body>")[0] + "<body>" + "".join(sections), tmp_path / "a.pdf")
    assert texts(read_document(path.read_bytes(), "a.pdf").blocks) == wanted


@pytest.mark.parametrize("number", [9, 0])
def test_headlines_across_a_vertical_page_are_read_first_and_from_left_to_right(browser, tmp_path, number):
    """Protects newspapers with vertical text under horizontal headlines."""
    style = "body>div{writing-mode:vertical-rl;height:110mm;column-count:1!important} p{text-align:start}"
    path = print_pdf(browser, newspaper_html(articles()[number], 1, style), tmp_path / "a.pdf")
    blocks = read_document(path.read_bytes(), "a.pdf").blocks
    assert texts(blocks) == expected(articles()[number])
    assert [b.kind for b in blocks[:2]] == ["headline", "headline"]
