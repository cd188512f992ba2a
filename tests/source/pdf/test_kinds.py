"""Which lines of a page are headlines, and rows of tables without vertical lines."""

from __future__ import annotations

import pytest
from newspaper_pdf import book_pdf, lines_pdf

from companion.source import read_document

BODY = ["市政府昨天宣布，明年起分三期翻新舊城區的二十六", "條街道，首期工程預計在六月動工。"]


def body(y):
    return [(84, y, 12, BODY[0][:-2]), (60, y - 18, 12, BODY[0][-2:] + BODY[1])]


def read(data):
    return [(b.kind, "".join(b.text.split())) for b in read_document(data, "a.pdf").blocks]


TEXT = ("body", "".join(BODY))
NOTICE = [
    (250, 780, 16, "停水通告"), *body(750), (80, 700, 12, "日期　十二月八日"), (80, 682, 12, "受影響用戶　約三百戶"), *body(650),
    (84, 614, 12, "此致"), (60, 596, 12, "各位街坊"), (400, 570, 12, "水務署東區辦事處"), (376, 552, 12, "二〇二六年十二月八日"),
]  # fmt: skip


def test_short_lines_of_a_notice_are_no_headlines():
    """Protects what stands over and under a letter: entries, 此致, a name at the right; each is a paragraph of its own."""
    assert read(lines_pdf(NOTICE)) == [
        ("headline", "停水通告"), TEXT, ("item", "日期十二月八日"), ("item", "受影響用戶約三百戶"), TEXT,
        ("body", "此致"), ("body", "各位街坊"), ("body", "水務署東區辦事處"), ("credit", "二〇二六年十二月八日"),
    ]  # fmt: skip


@pytest.mark.parametrize("size", [26, 20])
def test_points_of_a_slide_are_items_under_its_title(size):
    """Protects slides, whose points were headlines where there were three; a title in their size stands to their left."""
    slides = [("翻新計劃", ["分三期進行", "首期六月動工", "開支四億元"]), ("下一步", ["諮詢商戶"])]
    pages = [
        [(60, 700, size, title), *((100, 640 - 40 * n, 20, point) for n, point in enumerate(points))]
        for title, points in slides
    ]
    found = read(book_pdf(pages))
    titles = [text for kind, text in found if kind == "headline"]
    assert titles == [title for title, _ in slides]
    assert len(found) == 6


def test_a_short_line_over_text_is_a_headline():
    """Protects headlines in the size of the text, which stand under the end of a paragraph and over the next."""
    found = read(
        lines_pdf(
            [
                *body(780),
                (60, 740, 12, "商戶要求補貼"),
                *body(720),
                (168, 680, 12, "居民盼早日完工"),
                *body(660),
            ]
        )
    )
    assert found == [TEXT, ("headline", "商戶要求補貼"), TEXT, ("headline", "居民盼早日完工"), TEXT]


ROWS = {
    "a menu": [("奶茶", "十八元"), ("沙嗲牛肉麵", "三十六元"), ("多士", "十元")],
    "a timetable": [("時間", "週一", "週二"), ("九時", "中文", "英文"), ("十時", "數學", "體育")],
    "a league": [("隊伍", "勝", "負"), ("東城", "8", "1"), ("南灣", "6", "2"), ("北區", "3", "4")],
    "a programme": [
        ("九時", "登記", ""),
        ("九時半", "開幕", "何詠琪"),
        ("十時", "小休", ""),
        ("十一時", "致謝", "黃志豪"),
    ],
    "a programme with a head": [
        ("時間", "內容", "講者"),
        ("9:00", "", "何詠琪"),
        ("9:30", "討論", "黃志豪"),
        ("10:00", "午膳", ""),
    ],
    "numbers": [("年份", "人口"), ("2021", "12,430"), ("2022", "9,105")],
}


@pytest.mark.parametrize("at_right", [False, True])
@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_rows_of_a_table_without_vertical_lines_are_read_as_rows(rows, at_right):
    """Protects tables with horizontal lines alone, or none, from being read cell under cell; cells may end at one place."""
    width = lambda cell: sum(12 if ord(c) > 255 else 6 for c in cell)  # noqa: E731
    cells = [
        (60 + 140 * c - width(cell) * (at_right and c > 0), 690 - 20 * r, 12, cell)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell
    ]
    below = 690 - 20 * len(rows) - 20
    found = read(lines_pdf([*body(750), *cells, *body(below)]))
    assert found == [TEXT, *(("item", "".join(row)) for row in rows), TEXT]


def test_names_and_verses_in_columns_are_read_column_by_column():
    """Protects two columns of verse, and lists of names, from being taken for tables."""
    verses = ["雨後的石板街", "亮得像面鏡子", "照見騎樓的影", "也照見我的鞋", "井水甜甜如蜜", "讓人不想搬走"]
    placed = [(60 + 200 * (n // 3), 700 - 20 * (n % 3), 12, verse) for n, verse in enumerate(verses)]
    assert [text for _, text in read(lines_pdf(placed))] == verses


def test_lines_in_the_middle_stand_by_themselves():
    """Protects an invitation, whose longest line fills the column that the lines make."""
    lines = ["謹訂於一月三日下午三時正", "假座海景酒店大禮堂", "舉行慶典", "恭請光臨"]
    placed = [(300 - 6 * len(text), 700 - 20 * n, 12, text) for n, text in enumerate(lines)]
    assert [text for _, text in read(lines_pdf([(276, 760, 24, "請柬"), *placed]))] == ["請柬", *lines]
