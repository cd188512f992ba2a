"""Lines between two blocks of columns, which are read after what is above them and before what is below."""

from __future__ import annotations

import pytest
from newspaper_pdf import lines_pdf

from companion.source import read_document
from companion.source.pdf.bands import bands_of
from companion.source.pdf.gutters import Span, gutters_of

UPPER = "政府發言人表示當局已開放二十九個臨時庇護中心供有需要的市民入住至今有一百三十人登記民政事務處的職員通宵派發毛毯和熱湯並為長者安排床位。"
LOWER = "市區重建局昨日公布深水埗三條舊街將於明年初開始清拆涉及四百二十個住戶和六十間地舖局方承諾以七年樓齡的市價收購並提供臨時安置單位共九十。"
WIDE = 16  # characters of a column
LEFT, RIGHT, SIZE, LEAD = 60, 60 + 17.5 * 12, 12, 20
EDGE = RIGHT + WIDE * SIZE


def block(text: str, y: float) -> list[tuple[float, float, int, str]]:
    """A paragraph in two columns, the right one of which ends a line higher."""
    lines = [text[i : i + WIDE] for i in range(0, len(text), WIDE)]
    lines = [text[: WIDE - 2], *(text[i : i + WIDE] for i in range(WIDE - 2, len(text), WIDE))]
    half = -(-len(lines) // 2)
    left = [(LEFT + 2 * SIZE * (not i), y - LEAD * i, SIZE, line) for i, line in enumerate(lines[:half])]
    return left + [(RIGHT, y - LEAD * i, SIZE, line) for i, line in enumerate(lines[half:])]


def placed(where: str, text: str, y: float) -> list[tuple[float, float, int, str]]:
    """A line between two blocks, its parts (by |) drawn by themselves with a space between them."""
    parts = text.split("|")
    wide = SIZE * (len("".join(parts)) + len(parts) - 1)
    at = {"middle": (LEFT + EDGE - wide) / 2, "left": LEFT, "right": EDGE - wide}[where]
    found = []
    for part in parts:
        found.append((at, y, SIZE, part))
        at += SIZE * (len(part) + 1)
    return found


@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize(
    ("where", "text", "white"),
    [
        ("middle", "陳大文|李小明|何美麗", 0),
        ("middle", "（香江大學氣象系|香港|九龍）", 0),
        ("middle", "＊|＊|＊", 0),
        ("middle", "＊|＊|＊", 8),
        ("middle", "災後重建", 4),
        ("right", "（下轉第三版）", 0),
        ("right", "（下轉第三版）", 6),
        ("left", "（本版資料由天文台提供）", 0),
        ("left", "★", 6),
    ],
)
def test_a_short_line_between_columns_parts_them(where, text, white, times):
    """Protects two stories from being read through one another, and the line from the middle of a sentence."""
    upper, lower = UPPER * times, LOWER * times
    above = block(upper, 780)
    y = min(y for _, y, *_ in above) - LEAD - white
    below = block(lower, y - LEAD - white)
    found = read_document(lines_pdf([*above, *placed(where, text, y), *below]), "a.pdf").blocks
    assert ["".join(b.text.split()) for b in found] == [upper, text.replace("|", ""), lower]


def test_a_short_line_beside_text_parts_nothing():
    """Protects a column with a subhead or a short paragraph, while the text beside it goes on."""
    rows = [Span(u, u + 100, 12.0 * n, 10.0) for n in range(14) for u in (0.0, 120.0) if u or n not in (6, 8)]
    gutters = gutters_of(rows)
    assert bands_of(rows, gutters) == ([], gutters) and len(gutters) == 1


def test_the_last_line_of_a_middle_column_is_not_centred():
    """Protects three columns of which the middle one is longest: its last line stands in the middle of the page."""
    rows = [
        Span(u, u + 100, 12.0 * n, 10.0) for n in range(9) for u in (0.0, 120.0, 240.0) if n < 8 or u == 120
    ]
    rows += [Span(u, u + 100, 12.0 * n, 10.0) for n in range(10, 16) for u in (0.0, 120.0, 240.0)]
    bands, _ = bands_of(rows, gutters_of(rows))
    assert not [b for b in bands if b.cuts]


def test_a_picture_in_a_column_is_as_a_line_there():
    """Protects a caption under a picture from being taken for a line between columns."""
    rows = [
        Span(u, u + 100, 12.0 * n, 10.0) for n in range(16) for u in (0.0, 120.0) if n not in range(5, 10)
    ]
    rows.append(Span(0.0, 80.0, 84.0, 8.0))
    gutters = gutters_of(rows)
    assert bands_of(rows, gutters)[0]
    assert not [b for b in bands_of(rows, gutters, [(120.0, 55.0, 220.0, 106.0)])[0] if b.cuts]


def test_a_byline_stands_over_its_own_columns_alone():
    """Protects a byline over two columns, beside a story in a third one that goes on at its height."""
    rows = [Span(u, u + 100, 12.0 * n, 10.0) for n in range(2, 12) for u in (0.0, 120.0)]
    rows += [Span(240.0, 340.0, 12.0 * n, 10.0) for n in range(12)]
    rows += [Span(75.0, 105.0, 12.0, 10.0), Span(115.0, 145.0, 12.0, 10.0)]
    (band,) = (b for b in bands_of(rows, gutters_of(rows))[0] if b.cuts)
    assert (band.v, band.left, band.right, band.joins) == (12.0, 0.0, 220.0, True)


LEAD_TEXT = "民政事務處昨晚開放二十九個臨時庇護中心供有需要的市民入住並派發毛毯和熱湯協助長者安頓入睡。"


def columns_below(columns: int, uneven: int, heading: bool) -> tuple[list[tuple], list[str]]:
    """A lead across in the size of the text, whose last line is short, then columns of which one is longer by a line."""
    wide, apart = 36 // columns - 2, 36 // columns * SIZE
    first = wide * 4 - 2  # characters that fill four lines
    made = [(LEFT, 780 - LEAD * i, SIZE, LEAD_TEXT[36 * i : 36 * i + 36]) for i in range(2)]
    wanted = [LEAD_TEXT]
    text = UPPER * 4
    for column in range(columns):
        y, u = 780 - 2 * LEAD, LEFT + column * apart
        if heading and column == 0:
            made.append((u, y, SIZE + 2, "一、引言"))
            wanted.append("一、引言")
            y -= LEAD
        for n in range(2):
            part = text[7 * n + 11 * column :][: first - 4 + 9 * (n and column == uneven)] + "。"
            lines = [part[: wide - 2], *(part[i : i + wide] for i in range(wide - 2, len(part), wide))]
            for i, line in enumerate(lines):
                made.append((u + 2 * SIZE * (not i), y, SIZE, line))
                y -= LEAD
            wanted.append(part)
    return made, wanted


@pytest.mark.parametrize("heading", [False, True])
@pytest.mark.parametrize(
    ("columns", "uneven", "under"),
    [(2, 0, False), (2, 1, True), (3, 0, True), (3, 1, False), (3, 1, True), (3, 2, False)],
)
def test_the_short_last_line_of_a_lead_is_no_line_of_the_column_below(columns, uneven, heading, under):
    """Protects an abstract or lead across, in the size of the text, from taking in the columns under it, or above it."""
    made, wanted = columns_below(columns, uneven, heading)
    if under:
        y = min(y for _, y, *_ in made) - LEAD
        made += [(LEFT, y - LEAD * i, SIZE, LOWER[36 * i : 36 * i + 36]) for i in range(2)]
        wanted.append(LOWER)
    found = read_document(lines_pdf(made), "a.pdf").blocks
    assert ["".join(b.text.split()) for b in found] == wanted


@pytest.mark.parametrize(
    "rows",
    [("表二|各區街市的檔位",), ("（原載《埔報》）",), ("何美麗|十一月",), ("本文作者是學生", "編輯：何美麗")],
)
def test_a_short_line_under_all_columns_comes_after_them(rows):
    """Protects a story from the caption or note under its columns, which begins where the first of them does."""
    above = block(UPPER * 2, 780)
    y = min(y for _, y, *_ in above) - LEAD - 9
    under = [piece for n, row in enumerate(rows) for piece in placed("left", row, y - LEAD * n)]
    blocks = read_document(lines_pdf([*above, *under]), "a.pdf").blocks
    assert "".join("".join(b.text.split()) for b in blocks) == UPPER * 2 + "".join(rows).replace("|", "")
    assert any(b.review for b in blocks) == rows[0].startswith("何")


def test_a_column_that_is_longer_than_the_others_keeps_its_last_paragraph():
    """Protects the end of the first column where the white above it is that of every paragraph."""
    rows = [Span(u, u + 100, 12.0 * n + 6 * (n // 3), 10.0) for n in range(12) for u in (0.0, 120.0)]
    rows += [Span(0.0, 60.0, 12.0 * 12 + 6 * 4, 10.0)]
    assert [band for band in bands_of(rows, gutters_of(rows))[0] if band.under] == []


def test_the_lines_of_an_abstract_between_margins_are_one_paragraph():
    """Protects the last line of a lead that is narrower than the columns under it, and deeper set, from standing by itself."""
    wide = int((EDGE - LEFT) / SIZE) - 6
    lead = (UPPER * 2)[: wide + 1] + "。"
    above = [(LEFT + 3 * SIZE, 780, SIZE, lead[:wide]), (LEFT + 3 * SIZE, 780 - LEAD, SIZE, lead[wide:])]
    blocks = read_document(lines_pdf([*above, *block(LOWER * 2, 780 - 3 * LEAD)]), "a.pdf").blocks
    assert "".join(blocks[0].text.split()) == lead
