"""Labels in a column of their own go to their texts."""

from __future__ import annotations

import pytest
from newspaper_pdf import lines_pdf

from companion.source import read_document

TEXTS = (
    "政府發言人表示，當局已開放二十九個臨時庇護中心，供有需要的市民入住。",
    "住在大澳的陳女士說，水位在半小時內升了一米，她和鄰居合力把電器搬到二樓。",
    "好。",
    "氣象學者林教授分析，這個颱風移動緩慢，所以帶來的雨量比往年多三成。",
)
NEXT = "機場管理局指出，有三百二十班航班受影響，約四萬名旅客需要改期或退票。"


def read(lines):
    return [(b.kind, "".join(b.text.split())) for b in read_document(lines_pdf(lines), "a.pdf").blocks]


@pytest.mark.parametrize("gap", [0, 6])
@pytest.mark.parametrize(
    "labels", [("記者", "陳女士"), ("問：", "答："), ("（一）", "（二）"), ("主持人：", "林教授：")]
)
def test_a_speaker_or_a_number_stands_before_its_text(labels, gap):
    """Protects an interview whose speakers stand in a column from being their names first and all answers after."""
    placed, wanted, y = [], [], 780.0
    for n, text in enumerate(TEXTS):
        placed.append((60, y, 12, labels[n % 2]))
        for i in range(0, len(text), 24):
            placed.append((120, y, 12, text[i : i + 24]))
            y -= 18
        y -= gap
        wanted.append(labels[n % 2] + text)
    placed += [
        (60 + 24 * (not i), y - 18 * n, 12, NEXT[i : i + 24]) for n, i in enumerate(range(0, len(NEXT), 24))
    ]
    assert [text for _, text in read(placed)] == [*wanted, NEXT]


@pytest.mark.parametrize(
    "rows",
    [
        (
            ("金獎", "大澳小學|陳小明"),
            ("銀獎", "沙田中學|李美麗"),
            ("銅獎", "西環書院|何家強"),
            ("優異獎", "梅窩學校|周詠詩"),
        ),
        (("上午九時", "開幕禮"), ("上午十時半", "專題演講：海洋與我們"), ("中午十二時", "午膳")),
        (("成人票", "一百二十元"), ("學生票", "六十元"), ("家庭套票", "二百八十元")),
    ],
)
def test_a_list_with_a_word_beside_each_line_is_read_line_by_line(rows):
    """Protects prizes, programmes and prices: no column of names comes before one of schools, and no line is a headline."""
    placed = [(60, 780, 12, NEXT)]
    for n, (word, entry) in enumerate(rows):
        placed.append((60, 750 - 18 * n, 12, word))
        at = 150
        for part in entry.split("|"):
            placed.append((at, 750 - 18 * n, 12, part))
            at += 12 * (len(part) + 1)
    placed.append((60, 720 - 18 * len(rows), 12, NEXT))
    found = read(placed)
    assert [text for _, text in found] == [NEXT, *(a + b.replace("|", "") for a, b in rows), NEXT]
    assert {kind for kind, _ in found[1:-1]} == {"item"}


def test_labels_stand_in_the_second_column_too():
    """Protects an interview in two columns: what stands left of a label there is the text of the first column."""
    placed, wanted = [], []
    for x in (60, 330):
        y = 780.0
        for n, text in enumerate(TEXTS[:2] * 2):
            placed.append((x, y, 12, "問答"[n % 2]))
            for i in range(0, len(text), 17):
                placed.append((x + 30, y, 12, text[i : i + 17]))
                y -= 18
            wanted.append("問答"[n % 2] + text)
    assert [text for _, text in read(placed)] == wanted


def test_short_lines_beside_running_text_are_no_labels():
    """Protects a poem beside a column of text, which begins nowhere at its lines."""
    poem = [
        (60, 780 - 18 * n, 12, line)
        for n, line in enumerate(("晚風吹過海", "漁燈一盞盞", "船還沒有回", "潮水又漲了"))
    ]
    text = (TEXTS[0] + TEXTS[1] + TEXTS[3]) * 2
    column = [(160, 780 - 18 * n, 12, text[i : i + 24]) for n, i in enumerate(range(0, len(text), 24))]
    assert "".join(t for _, t in read([*poem, *column])).endswith(text)


def test_rows_of_words_are_read_row_by_row():
    """Protects a table without lines, and choices that stand in rows."""
    rows = [
        ("項目", "撥款（萬元）", "完成日期"),
        ("海濱長廊", "三百二十", "二〇二七年三月"),
        ("單車徑", "一百五十", "待定"),
    ]
    choices = [("A. 天氣太熱", "B. 船開得太慢"), ("C. 沒有座位", "D. 票價上升")]
    placed = [(60, 780, 12, NEXT)]
    placed += [
        (60 + 130 * c, 750 - 18 * r, 12, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)
    ]
    placed += [
        (80 + 160 * c, 680 - 18 * r, 12, cell) for r, row in enumerate(choices) for c, cell in enumerate(row)
    ]
    assert [text for _, text in read(placed)] == [
        NEXT,
        *("".join("".join(row).split()) for row in (*rows, *choices)),
    ]


def test_a_name_under_a_letter_stands_by_itself():
    """Protects the headline of the next letter from the name of who wrote the last one."""
    placed = [(60, 780 - 18 * n, 12, NEXT[i : i + 20]) for n, i in enumerate(range(0, len(NEXT), 20))]
    placed += [(240, 744, 12, "沙田　陳先生"), (60, 726, 12, "巴士為何少了座椅")]
    placed += [(60, 708 - 18 * n, 12, NEXT[i : i + 20]) for n, i in enumerate(range(0, len(NEXT), 20))]
    assert [text for _, text in read(placed)] == [NEXT, "沙田陳先生", "巴士為何少了座椅", NEXT]


def test_words_beside_texts_that_a_gap_parts_are_their_labels():
    """Protects a table of two columns without lines, whose rows are farther apart than the lines of a cell."""
    rows = [
        ("海鰻", ["夜行，白天躲在石縫，以小", "魚為食"]),
        ("章魚", ["會變色，有三個心臟，能開"]),
        ("燈籠魚", ["腹部發光，與細菌共生"]),
    ]
    placed, y = [], 700
    for word, lines in rows:
        placed.append((60, y, 12, word))
        placed += [(120, y - 18 * n, 12, line) for n, line in enumerate(lines)]
        y -= 18 * len(lines) + 6
    assert [text for _, text in read(placed)] == [word + "".join(lines) for word, lines in rows]


@pytest.mark.parametrize("at", [300, 340, 400])
@pytest.mark.parametrize(
    "rows",
    [
        [("通過上次會議紀錄", "秘書"), ("討論公園重建計劃（文件第二十號）", "康文署"), ("討論渡輪服務", "運輸署")],
        [("開幕禮暨頒獎典禮", "李校長"), ("專題演講：海洋與我們", "趙教授"), ("分組討論", "全體")],
        [("合唱團獻唱《山高水長》", "三年級"), ("話劇《最後一班渡輪》", "戲劇學會"), ("致謝辭", "家教會主席")],
    ],
)  # fmt: skip
def test_who_does_each_thing_is_read_with_it(rows, at):
    """Protects an agenda with names far to the right from being read column by column, the names after everything."""
    texts = [(60, 760 - 20 * n, 12, first) for n, (first, _) in enumerate(rows)]
    texts += [(at, 760 - 20 * n, 12, second) for n, (_, second) in enumerate(rows)]
    after = (
        "沙田區議會昨日討論鄰近馬場的公園重建計劃，多名議員對工程時間表表示關注，認為署方一再推遲完工日期。"
    )
    texts += [(84 - 24 * bool(n), 680 - 20 * n, 12, after[36 * n : 36 * n + 36]) for n in range(2)]
    found = read_document(lines_pdf(texts), "a.pdf").blocks
    assert ["".join(b.text.split()) for b in found] == [*map("".join, rows), after]


@pytest.mark.parametrize("second", ["青山隔岸相對出", "孤帆一片日邊來碧水東"])
def test_columns_of_verse_are_no_agenda(second):
    """Protects verses in two columns far apart from being read across."""
    first = ["天門中斷楚江開天地", "碧水東流至此回天地", "萬里長風送秋雁天地", "長安不見使人愁天地"]
    texts = [(60, 760 - 20 * n, 12, line) for n, line in enumerate(first)]
    texts += [(330, 760 - 20 * n, 12, second) for n in range(4)]
    text = "".join(b.text for b in read_document(lines_pdf(texts), "a.pdf").blocks)
    assert "".join(first) in "".join(text.split())
