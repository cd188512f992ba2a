"""PDF files of another maker than Chromium (reportlab), and pages that are unusual."""

from __future__ import annotations

import io
import random
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from newspaper_pdf import lines_pdf, newspaper_pdf

from companion.errors import InputError
from companion.source import read_document
from companion.source.pairs import is_garbled

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from layouts import articles

ARTICLES = articles()
LINES = [
    "港鐵公司昨日宣布，下月起調整東鐵綫",
    "的班次，繁忙時間每兩分鐘一班，方便",
    "北區居民上班。有乘客表示歡迎，但希",
    "望車廂的溫度不要太低。",
]
WHOLE = "".join(LINES)


def bare(texts):
    return ["".join(text.split()) for text in texts]


def read(data, **more):
    return read_document(data, "a.pdf", **more).blocks


def column(x=60, y=700, size=12, lead=18, lines=LINES):
    return [(x, y - lead * i, size, line) for i, line in enumerate(lines)]


@pytest.mark.parametrize("columns", [1, 2, 3, 4])
@pytest.mark.parametrize("number", range(len(ARTICLES)))
def test_every_article_comes_back_paragraph_for_paragraph(number, columns):
    """Protects pages with ragged lines, hanging marks, headlines across columns, a picture and its caption."""
    article = ARTICLES[number]
    blocks = read(newspaper_pdf(article, columns))
    assert bare(b.text for b in blocks) == bare(text for _, text in article)
    for block, (kind, _) in zip(blocks, article, strict=True):
        if kind in ("headline", "caption"):
            assert block.kind == kind, block.text


@pytest.mark.parametrize("columns", [2, 4])
def test_paragraphs_go_on_over_pages(columns):
    """Protects a paper of several pages; two headlines of one size that meet may become one."""
    article = [p for one in ARTICLES[4:8] for p in one]
    found = bare(b.text for b in read(newspaper_pdf(article, columns)))
    wanted = bare(text for _, text in article)
    assert len(set(wanted) - set(found)) <= 2 and len(set(found) - set(wanted)) <= 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_stands(turn):
    """Protects pages that were scanned or exported on their side."""
    assert bare(b.text for b in read(lines_pdf(column(), page_turn=turn))) == [WHOLE]
    assert bare(b.text for b in read(lines_pdf(column(), text_turn=turn))) == [WHOLE]


def test_a_line_on_its_side_is_put_after_the_page():
    """Protects the text from a photographer's name that runs up the edge of a picture."""
    found = read(lines_pdf(column(), aside="攝影：何浩賢"))
    assert bare(b.text for b in found) == [WHOLE, "攝影：何浩賢"]


def test_readings_above_the_characters_are_left_out():
    """Protects school texts with ruby: the readings are no paragraph."""
    ruby = [(60 + 12 * i, 712, 5, reading) for i, reading in enumerate(("gǒng", "tiě", "gōng", "sī"))]
    assert bare(b.text for b in read(lines_pdf([*ruby, *column()]))) == [WHOLE]


def test_small_type_over_a_headline_is_no_reading():
    """Protects a kicker, a date or the end of a paragraph that stands close over a larger headline."""
    found = read(lines_pdf([(60, 742, 10, "熱帶風暴專題"), (60, 722, 20, "颱風襲港全城停課"), *column()]))
    assert bare(b.text for b in found)[:2] == ["熱帶風暴專題", "颱風襲港全城停課"]


def test_a_large_initial_belongs_to_its_paragraph():
    """Protects paragraphs that open with a drop cap."""
    cuts = [1, 16, 31, 48, len(WHOLE)]
    lines = [WHOLE[a:b] for a, b in pairwise(cuts)]
    placed = [(60 + 26 * (i < 2), 700 - 18 * i, 12, line) for i, line in enumerate(lines)]
    assert bare(b.text for b in read(lines_pdf([(60, 682, 26, LINES[0][0]), *placed]))) == [WHOLE]


@pytest.mark.parametrize(("size", "deep"), [(24, 10), (30, 14), (36, 22)])
def test_a_large_initial_opens_a_paragraph_among_others(size, deep):
    """Protects a drop cap whose foot is not on a line's, with a paragraph before it that fills its last line."""
    before = column(y=736, lines=[WHOLE[:20], WHOLE[20:39] + "。"])
    text, after = WHOLE * 2, "北區居民上班。"
    beside = 2 if size < 36 else 3
    lines = [text[1 + 20 * n : 21 + 20 * n] for n in range(4)]
    placed = [(60 + (size + 2) * (n < beside), 700 - 18 * n, 12, line) for n, line in enumerate(lines)]
    placed += [(84, 700 - 18 * 4, 12, after)]
    found = bare(b.text for b in read(lines_pdf([*before, (60, 700 - deep, size, text[0]), *placed])))
    assert found == [WHOLE[:39] + "。", "".join([text[0], *lines]), after]


def test_paragraphs_of_two_lines_keep_their_indent():
    """Protects a column in which most lines are first ones: the edge is where the others begin."""
    ends = "北區居民上班。"
    placed = [(60 + 24 * (n % 2 == 0), 780 - 18 * n, 12, LINES[0] if n % 2 == 0 else ends) for n in range(4)]
    placed += [(84, 780 - 18 * 4, 12, LINES[0][:14] + "了。"), (84, 780 - 18 * 5, 12, "完。")]
    found = bare(b.text for b in read(lines_pdf(placed)))
    assert found == [LINES[0] + ends, LINES[0] + ends, LINES[0][:14] + "了。", "完。"]


def test_a_box_of_small_print_does_not_part_the_paragraph_around_it():
    """Protects a paragraph that goes on in the next column, past a box at the foot of the first one."""
    left, right = column(lines=LINES[:2]), column(x=320, lines=LINES[2:])
    box = [(64, 640, 9, "東鐵綫由紅磡站開往羅湖站和落馬洲站，全長四十六公里。")]
    assert bare(b.text for b in read(lines_pdf([*left, *right, *box]))) == [WHOLE, box[0][3]]


def test_a_column_edge_parts_even_short_lines():
    """Protects the last line of a column beside the first of the next, where the gap is narrow."""
    left = column(lines=[*LINES, *LINES, "完"], x=60)
    right = column(lines=[*LINES, *LINES, "又一段"], x=60 + 17 * 12 + 15)
    texts = bare(b.text for b in read(lines_pdf([*left, *right])))
    assert "完又一段" not in "".join(texts) and texts.count(WHOLE) == 4


def test_characters_that_a_file_names_wrongly_are_told(monkeypatch):
    """Protects readers from a text that looks right on paper and is nonsense when it is copied."""
    monkeypatch.setattr("companion.source.pdf.document.is_installed", lambda: False)
    text = "".join(text for _, text in ARTICLES[9])
    characters = sorted({c for c in text if "\u4e00" <= c <= "\u9fff"})
    code = dict(zip(characters, random.Random(1).sample(characters, len(characters)), strict=True))
    text = "".join(code.get(c, c) for c in text)
    wrong = column(y=800, lines=[text[i : i + 20] for i in range(0, len(text), 20)])
    with pytest.raises(InputError, match="does not say which characters it shows, or says it wrongly"):
        read(lines_pdf(wrong))
    assert not is_garbled("道可道，非常道；名可名，非常名。無名，天地之始；有名，萬物之母。" * 10)


def test_a_text_whose_full_stops_are_lost_is_marked():
    """Protects readers of files that name only their marks wrongly."""
    lines = [line.replace("。", "2") for line in LINES * 8]
    found = read(lines_pdf(column(y=800, lines=lines)))
    assert all(b.review for b in found) and "compare with the page" in found[0].reasons[-1]


def test_an_encrypted_file_is_opened_by_its_password():
    """Protects readers of protected files, beside those in test_documents."""
    data = newspaper_pdf(ARTICLES[2], password="geheim")
    with pytest.raises(InputError, match="is encrypted; give its password"):
        read(data)
    assert bare(b.text for b in read(data, password="geheim")) == bare(t for _, t in ARTICLES[2])


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_off_or_spoilt_is_read_or_told(share):
    """Protects from tracebacks: what is left of a file is read, or one line says that it is damaged."""
    data = newspaper_pdf(ARTICLES[0])
    random_ = random.Random(share)
    spoilt = bytearray(data)
    for _ in range(int(len(data) * 0.02)):
        spoilt[random_.randrange(len(data))] = random_.randrange(256)
    for bad in (data[: int(len(data) * share)], bytes(spoilt), data + data[:200]):
        try:
            assert read(bad)
        except InputError as error:
            assert "a.pdf" in str(error) and "\n" not in str(error)


def test_a_thousand_pages_are_read_in_parts():
    """Protects the memory and the time of one call: a book says how to choose, and a part of it is read."""
    out = io.BytesIO()
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(out)
    for number in range(1000):
        canvas.drawString(60, 700, f"Ferry {number}")
        canvas.showPage()
    canvas.save()
    with pytest.raises(InputError, match=r"1,000 pages; at most 300 .* --pages 1-300"):
        read(out.getvalue())
    assert [b.text for b in read(out.getvalue(), pages="998-999")] == ["Ferry 997", "Ferry 998"]


def test_articles_beside_each_other_are_read_one_after_the_other():
    """Protects a newspaper page: an article in all its columns, then the one below, then the one beside that."""
    halves = [LINES[:2], LINES[2:]]
    names = ("東鐵綫下月加密班次", "區議員促增車廂", "乘客盼空調適中")
    page = [(60, 780, 26, names[0])]
    for i, half in enumerate(halves):
        page += column(x=60 + 240 * i, y=740, lines=half)
        page += [(60 + 240 * i, 660, 18, names[1 + i]), *column(x=60 + 240 * i, y=630)]
    assert bare(b.text for b in read(lines_pdf(page))) == [names[0], WHOLE, names[1], WHOLE, names[2], WHOLE]


@pytest.mark.parametrize("number", ["（{}）", "({})", "{}、"])
def test_items_whose_numbers_hang_are_whole(number):
    """Protects papers of councils: the lines of an item stand under its text, with no gap beside its number."""
    placed, whole = [], []
    y = 780.0
    for n in "一二三四五六":
        first, *more = LINES
        placed.append((60, y, 12, number.format(n) + first))
        placed += [(96, y - 18 * (k + 1), 12, line) for k, line in enumerate(more)]
        y -= 18 * len(LINES)
        whole.append(number.format(n) + WHOLE)
    assert bare(b.text for b in read(lines_pdf(placed))) == whole


@pytest.mark.parametrize("gap", [18, 32])
def test_a_list_of_names_is_a_name_a_line(gap):
    """Protects lists of those who were there: the longest names reach the edge and are no lines of a text; nor is what is centred over them."""
    names = [
        f"{name}議員{honours}"
        for name, honours in zip(
            (
                "狄樂行",
                "陳嘉佩",
                "李思齊",
                "冼國強",
                "區樂兒",
                "馮兆基",
                "勞炳坤",
                "譚小環",
                "倪志恒",
                "沈若彤",
                "莫家傑",
                "卓文謙",
            ),
            ("，大紫荊勳賢", "", "", "，大紫荊勳賢", "", "", "，銀紫荊星章", "", "", "", "", ""),
            strict=True,
        )
    ]
    top = [(220, 780, 12, "上午十一時會議開始"), (60, 750, 12, "出席議員：")]
    found = read(lines_pdf([*top, *((60, 720 - gap * n, 12, name) for n, name in enumerate(names))]))
    assert bare(b.text for b in found) == bare([*(text for *_, text in top), *names])
