"""Vertical and horizontal blocks on one page, and letter-spaced lines, which are neither columns nor vertical."""

from __future__ import annotations

import pytest
from newspaper_pdf import lines_pdf

from companion.source import read_document

DOWN = "政府發言人表示，當局已開放二十九個臨時庇護中心，供有需要的市民入住，至今有一百三十人登記。"
ACROSS = "市區重建局昨日公布，深水埗三條舊街將於明年初開始清拆，涉及四百二十個住戶和六十間地舖。"


def vertical(x, y, text=DOWN, deep=12, size=12, title=""):
    """A block read downwards, from the right: a title in larger type, then lines of `deep` characters."""
    found = [(x, y - 22 * i, 22, c) for i, c in enumerate(title)]
    x -= 30 * bool(title)
    for n, start in enumerate(range(0, len(text), deep)):
        found += [(x - 20 * n, y - size * i, size, c) for i, c in enumerate(text[start : start + deep])]
    return found


def horizontal(x, y, text=ACROSS, wide=16, title=""):
    found = [(x, y, 22, title)] if title else []
    y -= 30 * bool(title)
    return found + [(x, y - 20 * n, 12, text[i : i + wide]) for n, i in enumerate(range(0, len(text), wide))]


def read(lines):
    return ["".join(b.text.split()) for b in read_document(lines_pdf(lines), "a.pdf").blocks]


PAGES = {
    "vertical above": ([*vertical(500, 780), *horizontal(60, 560), *horizontal(320, 560)], [DOWN, ACROSS, ACROSS]),
    "vertical below": ([*horizontal(60, 780, ACROSS * 2, 40), *vertical(500, 600)], [ACROSS * 2, DOWN]),
    "vertical at the right": ([*horizontal(60, 780, ACROSS * 3, 20), *vertical(500, 780)], [ACROSS * 3, DOWN]),
    "vertical at the left": ([*vertical(150, 780), *horizontal(200, 780, ACROSS * 3, 20)], [DOWN, ACROSS * 3]),
    "titles": (
        [*vertical(500, 780, title="庇護中心開放"), *horizontal(60, 480, title="舊街清拆")],
        ["庇護中心開放", DOWN, "舊街清拆", ACROSS],
    ),
    "title alone": (
        [*[(60, 780 - 22 * i, 22, c) for i, c in enumerate("舊街清拆")], *horizontal(100, 790, ACROSS * 3, 30)],
        ["舊街清拆", ACROSS * 3],
    ),
    "title at the right": (
        [*horizontal(60, 780, ACROSS * 3, 30), *[(500, 780 - 22 * i, 22, c) for i, c in enumerate("舊街清拆")]],
        ["舊街清拆", ACROSS * 3],
    ),
    "horizontal box": (
        [*vertical(540, 780, DOWN * 6, 30), *horizontal(60, 360, ACROSS, 12)],
        [DOWN * 6, ACROSS],
    ),
    "headline across": ([(100, 800, 24, "當局開放庇護中心"), *vertical(540, 760, DOWN * 6, 30)], ["當局開放庇護中心", DOWN * 6]),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_each_block_is_read_in_its_own_direction(name):
    """Protects the everyday newspaper page from being read character by character across its vertical blocks."""
    lines, wanted = PAGES[name]
    assert read(lines) == wanted


@pytest.mark.parametrize("space", [0.3, 0.5, 0.8, 1.0])
@pytest.mark.parametrize("lines", [1, 2, 5])
def test_letter_spaced_lines_are_lines(space, lines):
    """Protects a paragraph set wide: its characters stand in rows and columns, and the order in the file says which."""
    wide, size = 18, 12
    text = (ACROSS * 3)[: wide * lines - 3] + "新聞。"
    placed = [
        (60 + (i % wide) * size * (1 + space), 780 - 20 * (i // wide), size, c) for i, c in enumerate(text)
    ]
    assert read(placed) == [text]


@pytest.mark.parametrize("scattered", [False, True])
@pytest.mark.parametrize("number", ["20", "23", "100"])
def test_figures_in_one_cell_of_a_vertical_column_stay_together(number, scattered):
    """Protects dates and sums from losing a figure: 20日 must not become 2日, in whatever order the file has them."""
    size, wanted = 12, DOWN.replace("二十九", "#")
    placed = []
    for n, start in enumerate(range(0, len(wanted), 12)):
        for i, c in enumerate(wanted[start : start + 12]):
            x, y = 500 - 20 * n, 780 - size * i
            if c != "#":
                placed.append((x, y, size, c))
                continue
            step = size / len(number)
            placed += [(x + step * k, y, size, figure) for k, figure in enumerate(number)]
    if scattered:
        at = next(i for i, p in enumerate(placed) if p[3] == number[-1]) - len(number) + 1
        placed[at : at + len(number)] = placed[at : at + len(number)][::-1]
    assert read(placed) == [wanted.replace("#", number)]


def test_a_number_above_others_in_a_narrow_column_is_read_across():
    """Protects a table's column of numbers, which is no vertical line, from being turned."""
    assert "20" in "".join(
        read([*horizontal(60, 700), (300, 700, 12, "數"), (300, 680, 12, "20"), (300, 660, 12, "15")])
    )
