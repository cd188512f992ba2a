"""Tables and framed boxes, from the lines that are drawn on a page."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from companion.source import read_document

TEXT = "政府發言人表示，當局已開放二十九個臨時庇護中心，供有需要的市民入住，至今有一百三十人登記。"


def drawn(texts, rectangles=(), lines=()):
    """A page of (x, y, text) in 12 points, rectangles (x, y, wide, high) and lines (x0, y0, x1, y1)."""
    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, (595, 842))
    for rectangle in rectangles:
        canvas.rect(*rectangle)
    for line in lines:
        canvas.line(*line)
    canvas.setFont("MSung-Light", 12)
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.save()
    return out.getvalue()


def column(x, y, text, wide):
    return [(x, y - 18 * n, text[i : i + wide]) for n, i in enumerate(range(0, len(text), wide))]


def read(data):
    return [(b.kind, "".join(b.text.split())) for b in read_document(data, "a.pdf").blocks]


CELLS = [
    ("地區", "情況", "備註"),
    ("大澳", TEXT, "已撤離六十人"),
    ("沙田", "馬路下午重開", TEXT[:20]),
    ("離島", "停航", "明早再評估"),
]


@pytest.mark.parametrize("made", ["lines", "boxes"])
def test_a_table_is_read_row_by_row(made):
    """Protects the cells of a table from being read column by column, and from being headlines."""
    xs, ys = (60, 120, 360, 535), (700, 680, 590, 550, 530)
    texts = [t for r, row in enumerate(CELLS) for c, cell in enumerate(row) for t in column(xs[c] + 4, ys[r] - 14, cell, (4, 18, 12)[c])]  # fmt: skip
    if made == "lines":
        data = drawn(texts, lines=[(60, y, 535, y) for y in ys] + [(x, 700, x, 530) for x in xs])
    else:
        boxes = [(xs[c], ys[r + 1], xs[c + 1] - xs[c], ys[r] - ys[r + 1]) for r in range(4) for c in range(3)]
        data = drawn(texts, rectangles=boxes)
    found = read(data)
    assert [text for _, text in found] == [cell for row in CELLS for cell in row]
    assert "headline" not in {kind for kind, _ in found}


def test_a_framed_box_is_read_by_itself():
    """Protects the columns around a box that stands in the midst of them."""
    left, right = column(60, 780, (TEXT * 5)[:126], 18), column(320, 780, (TEXT * 5)[126:], 18)
    box = [(320, 600, "何謂庇護中心"), *column(320, 578, TEXT[:36], 18)]
    found = [text for _, text in read(drawn([*left, *right, *box], [(312, 550, 230, 68)]))]
    assert found == [TEXT * 5, "何謂庇護中心", TEXT[:36]]


def test_lines_between_columns_and_around_the_page_are_no_table():
    """Protects a paragraph that goes on in the next column from the line between them, and from a frame around all."""
    texts = [*column(60, 780, (TEXT * 5)[:126], 18), *column(320, 780, (TEXT * 5)[126:], 18)]
    data = drawn(texts, [(50, 560, 500, 240)], [(298, 560, 298, 800)])
    assert [text for _, text in read(data)] == [TEXT * 5]


def test_squared_paper_is_no_table():
    """Protects what pupils write from being a paragraph a character."""
    texts = [
        (60 + 20 * i, 700 - 20 * n, c) for n in range(2) for i, c in enumerate(TEXT[20 * n : 20 * n + 20])
    ]
    squares = [(57 + 20 * i, 696 - 20 * n, 20, 20) for n in range(2) for i in range(20)]
    assert "".join(text for _, text in read(drawn(texts, squares))) == TEXT[:40]
