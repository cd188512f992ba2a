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
