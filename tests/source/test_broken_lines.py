"""Where a sentence breaks off is no end of it: lines set one by one, new pages, quoted mails, elements of a page's own."""

from __future__ import annotations

import io

import pytest
from trust.samples import epub

from companion.source import read_document

TITLE = "全港中學下學年增設閱讀課"
FIRST = "教育局昨日公布，由下學年起，全港中學須每周安排最少兩節閱讀課，讓學生自選書目。"
LAST = "局長在記者會上說，過去三年學生的閱讀時間減少四成，手機與短片是主因。"


def lines(text: str, width: int) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]


def shown(data: bytes, name: str) -> list[str]:
    return [b.text for b in read_document(data, name).blocks]


@pytest.mark.parametrize(
    "line",
    [
        "<p style='position:absolute;left:50px;top:{y}px'>{text}</p>",
        "<div style='top:{y}px;position: absolute'><span>{text}</span></div>",
        "<div class=t style='top:{y}px'>{text}</div>",
        "<span style='position:absolute;top:{y}px'>{text}</span>",
    ],
)
def test_lines_that_have_their_places_are_put_together_over_pages(line):
    """Protects books of a fixed layout, in which each line is an element and a page ends in mid-sentence."""
    set_ = [line.format(y=20 * n, text=text) for n, text in enumerate(lines(FIRST + LAST, 15))]
    assert shown(epub("".join(set_[:3]), "".join(set_[3:])), "a.epub") == [FIRST + LAST]


def test_a_page_whose_text_is_all_drawn_is_read():
    """Protects pages of a book that are one drawing, with a text element for each line."""
    drawn = "".join(f"<text x='9' y='{20 * n}'>{t}</text>" for n, t in enumerate(lines(FIRST + LAST, 15)))
    assert shown(epub(f"<svg>{drawn}</svg>"), "a.epub") == [FIRST + LAST]


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        (f"<x-page><x-title>{TITLE}</x-title><x-p>{FIRST}</x-p><x-p>{LAST}</x-p></x-page>", [TITLE, FIRST, LAST]),
        (f"<doc><para>{FIRST}</para><para>{LAST}</para></doc>", [FIRST, LAST]),
        (f"<p>教育局<x-term>昨日</x-term>{FIRST[5:]}</p><p><x-w>{LAST}</x-w></p>", [FIRST, LAST]),
        (f"{FIRST}<marquee>歡迎光臨</marquee>{LAST}", [FIRST, "歡迎光臨", LAST]),
        (f"<div>{FIRST}\n\n{LAST}\n</div>", [FIRST, LAST]),
        (f"<p>{FIRST}\n\n{LAST}</p>", [FIRST + LAST]),
    ],
)  # fmt: skip
def test_elements_of_a_pages_own_part_its_text_where_none_stands_beside_them(inside, wanted):
    """Protects pages of components, and forums that lay their text out by blank lines."""
    assert [
        t.replace(" ", "") for t in shown(f"<meta charset=utf-8><body>{inside}".encode(), "a.html")
    ] == wanted


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ((FIRST[:23], "column", FIRST[23:]), [FIRST]),
        ((FIRST[:20], "page", FIRST[20:]), [FIRST]),
        ((FIRST, "page", LAST), [FIRST, LAST]),
        ((TITLE, "page", FIRST), [TITLE, FIRST]),
    ],
)
def test_a_new_page_in_mid_sentence_ends_no_paragraph(parts, wanted):
    """Protects sentences over two columns or pages of Word; a title before a new page stays one."""
    from docx import Document
    from docx.enum.text import WD_BREAK

    document = Document()
    paragraph = document.add_paragraph()
    for part in parts:
        kind = {"page": WD_BREAK.PAGE, "column": WD_BREAK.COLUMN}.get(part)
        paragraph.add_run("" if kind else part).add_break(kind) if kind else paragraph.add_run(part)
    out = io.BytesIO()
    document.save(out)
    assert shown(out.getvalue(), "a.docx") == wanted


@pytest.mark.parametrize(
    "chain",
    [
        f"-----Original Message-----\nFrom: chan@example.com\nSubject: 查詢閱讀課\n\n> {FIRST}\n> \n> {LAST}\n",
        f"寄件者: 陳大文\n寄件日期: 2026年11月28日\n主旨: 查詢\n\n{FIRST}\n\n{LAST}\n",
        "\n".join(f">> {t}" for t in lines(FIRST, 20)) + f"\n>\n> {LAST}",
    ],
)
def test_a_quoted_mail_is_read_without_its_marks(chain):
    """Protects the paragraphs of a mail that another one quotes; what its head says is told."""
    found = read_document(f"收到，謝謝你的來信。\n\n{chain}".encode(), "a.txt")
    assert [b.text for b in found.blocks] == ["收到，謝謝你的來信。", FIRST, LAST]
    assert ("主旨" in chain or "Subject" in chain) == any("查詢" in n for n in found.notices)


def test_a_notice_with_a_date_and_a_subject_is_no_mail():
    """Protects the lines of a notice that are worded like the head of a mail."""
    notice = f"日期：十二月五日\n主題：親子閱讀\n主旨：推廣閱讀\n\n{FIRST}"
    assert [b.text for b in read_document(notice.encode(), "a.txt").blocks][:3] == notice.split("\n")[:3]


def test_an_old_code_in_seven_bits_is_told():
    """Protects readers from a text that was only taken for HZ."""
    data = FIRST.replace("閱", "阅").encode("utf-7")
    assert "UTF-7" in read_document(data, "a.txt").notices[0]
