"""Footnotes stand by themselves, and raised marks in their line."""

from __future__ import annotations

import pytest
from newspaper_pdf import book_pdf, lines_pdf

from companion.source import read_document

FIRST = ["　　局長在記者會上說，過去三年學生的閱讀時間減", "少四成，手機與短片是主因，措施由下學年起在全港"]
REST = ["五百間中學推行。", "　　家長教師會聯會主席表示，家長應以身作則，晚", "飯後放下電話。"]
MARKS = [("¹", "²"), ("1　", "2　"), ("[1] ", "[2] "), ("①　", "②　"), ("註一：", "註二："), ("＊　", "†　")]


def set_lines(lines, y=760):
    """Lines of 12 points, the first of a paragraph two characters in."""
    return [
        (60 + 24 * line.startswith("　"), y - 18 * n, 12, line.lstrip("　")) for n, line in enumerate(lines)
    ]


def read(data):
    return [(b.kind, "".join(b.text.split())) for b in read_document(data, "a.pdf").blocks]


@pytest.mark.parametrize("marks", MARKS)
def test_a_note_is_not_put_into_the_paragraph_that_goes_on_over_its_page(marks):
    """Protects sentences over two pages from the notes at the foot of the first, and each note from the next."""
    notes = ["見教育局二〇二五年年報。", "同上，頁十二。"]
    foot = [
        (60, 90 - 12 * n, 8, mark + note) for n, (mark, note) in enumerate(zip(marks, notes, strict=True))
    ]
    found = read(book_pdf([[*set_lines(FIRST), *foot], set_lines(REST)]))
    assert found == [
        ("body", "".join(FIRST + REST[:1]).strip("　")),
        *(("item", "".join((mark + note).split())) for mark, note in zip(marks, notes, strict=True)),
        ("body", "".join(REST[1:]).strip("　")),
    ]


@pytest.mark.parametrize(
    ("mark", "rise", "shown"),
    [("1", 4, "¹"), ("2", -3, "₂"), ("[3]", 4, "[3]"), ("＊", 4, "＊"), ("①", 4, "①")],
)
def test_a_raised_mark_stays_in_its_line(mark, rise, shown):
    """Protects the mark of a note from being a line of its own, and 二〇二五年 12 with note 1 from becoming 121."""
    wide = sum(7 if ord(c) > 255 else 3.5 for c in mark)
    lines = [
        (60, 700, 12, "全港學校共有圖書"),
        (156, 700 + rise, 7, mark),
        (156 + wide, 700, 12, "二千萬冊，較前年多。"),
    ]
    assert read(lines_pdf(lines)) == [("body", f"全港學校共有圖書{shown}二千萬冊，較前年多。")]


def test_a_number_after_a_full_stop_is_its_mark():
    """Protects the end of a paragraph, which is one with a note's mark behind it too."""
    lines = [(60, 700, 12, "教育局公布新的安排。"), (180, 704, 7, "1"), *set_lines(REST[1:], 682)]
    assert [text for _, text in read(lines_pdf(lines))] == [
        "教育局公布新的安排。¹",
        "".join(REST[1:]).strip("　"),
    ]


@pytest.mark.parametrize("marks", ["1　2　3　4　", "①　②　③　④　", "註一註二註三註四"])
@pytest.mark.parametrize("lower", [0, 18])
def test_the_notes_of_columns_that_stand_beside_each_other_are_read_column_by_column(marks, lower):
    """Protects the notes at the foot of each column from being taken for rows of a table, or for notes of the whole page."""
    colon = "：" * marks.startswith("註")
    notes = [
        marks[2 * n : 2 * n + 2] + colon + text
        for n, text in enumerate(("見年報。", "同上。", "見網頁。", "見文件。"))
    ]
    left, right = set_lines(FIRST + REST), [(u + 330, v, s, t) for u, v, s, t in set_lines(FIRST + REST)]
    foot = [
        (60 + 330 * (n > 1), 660 - lower * (n < 2) - 12 * (n % 2), 8, note) for n, note in enumerate(notes)
    ]
    found = "".join(text for _, text in read(book_pdf([[*left, *right, *foot]])))
    whole, own = "".join(FIRST + REST).replace("　", ""), ["".join(note.split()) for note in notes]
    assert found == whole + "".join(own[:2]) + whole + "".join(own[2:])
