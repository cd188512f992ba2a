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


def test_short_lines_beside_running_text_are_no_labels():
    """Protects a poem beside a column of text, which begins nowhere at its lines."""
    poem = [
        (60, 780 - 18 * n, 12, line)
        for n, line in enumerate(("晚風吹過海", "漁燈一盞盞", "船還沒有回", "潮水又漲了"))
    ]
    text = (TEXTS[0] + TEXTS[1] + TEXTS[3]) * 2
    column = [(160, 780 - 18 * n, 12, text[i : i + 24]) for n, i in enumerate(range(0, len(text), 24))]
    assert "".join(t for _, t in read([*poem, *column])).endswith(text)
