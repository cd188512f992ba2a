"""Lists, tables, forms and pointers of a page: what of them is the article's text, and as what."""

from __future__ import annotations

import pytest

from companion.errors import InputError
from companion.source.html import read_page

A, B = "警方昨日在九龍掃蕩賭檔，拘捕十二名男女。", "行動中檢獲現金三十萬元，案件交由重案組跟進。"
C, D = "街坊說，賭檔已經營兩年，晚上常有爭吵聲。", "區議員要求警方加強巡邏，並設立舉報熱線。"
MENU = "<nav><a href=/>首頁</a><a href=/h>港聞</a></nav>"


def blocks(inside: str) -> list[tuple[str, str]]:
    page = read_page(f"<title>警搗賭檔_晨報</title>{MENU}<div><h1>警搗賭檔</h1>{inside}</div>")
    return [(b.kind, b.text) for b in page.blocks[1:]]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<p>{A}</p><p>{B}</p><ul><li>{C}</li><li>{D}</li></ul>", "body"),
        ("<p>{A}</p><p>{B}</p><ul><li><p>{C}</p></li><li><p>{D}</p></li></ul><p>{A}</p>", "body"),
        ("<p>{A}</p><p>{B}</p><p>居民提出兩點：</p><ul><li>{C}</li><li>{D}</li></ul>", "item"),
        ("<p>{A}</p><p>{B}</p><h3>居民意見</h3><ul><li>{C}</li><li>{D}</li></ul>", "item"),
        ("<p>{A}</p><p>{B}</p><ol><li>{C}</li><li>{D}</li></ol>", "item"),
        ("<p>{A}</p><p>{B}</p><ul><li>{C}</li><li>現金</li></ul>", "item"),
    ],
)
def test_sentences_of_a_list_that_nothing_announces_are_paragraphs(html, kind):
    """Protects pages whose editor made paragraphs into a list; points after a colon, a heading or a number stay points."""
    found = blocks(html.format(A=A, B=B, C=C, D=D))
    assert {k for k, text in found if text == C} == {kind}


@pytest.mark.parametrize(
    "tag", ["<table><tr><td>{}</td><td>{}</td></tr></table>", "<dl><dt>{}</dt><dd>{}</dd></dl>"]
)
def test_a_table_after_the_last_paragraph_is_part_of_the_article(tag):
    """Protects figures at the end of a report, which voters leave out; a table of links is none."""
    assert [t for _, t in blocks(f"<p>{A}</p><p>{B}</p>{tag.format('現金', '三十萬元')}")][2:] == [
        "現金",
        "三十萬元",
    ]
    links = "<table><tr><td><a href=/1>渡輪加班</a></td><td><a href=/2>水浸黑點</a></td></tr></table>"
    assert [t for _, t in blocks(f"<p>{A}</p><p>{B}</p>{links}")] == [A, B]


@pytest.mark.parametrize(
    "box",
    [
        "<div><p>訂閱電郵通訊，每早收到重點</p><input type=email><button>訂閱</button></div>",
        "<form><label for=q>關鍵字查詢：</label><input id=q><input type=submit value=搜尋></form>",
        "<div><div>延伸閱讀</div><a href=/a>海濱長廊東段明年動工 料後年落成</a></div>",
        "<p>廣告（請繼續閱讀本文）</p>",
        "<p>不用抽 現在用APP看新聞　<a>點我下載APP</a>　<a>按我看活動辦法</a></p>",
    ],
)
def test_a_box_between_paragraphs_is_no_paragraph(box):
    """Protects an article from sign-up boxes, labels of fields, and titles over a single link."""
    assert [t for _, t in blocks(f"<p>{A}</p><p>{B}</p>{box}<p>{C}</p><p>{D}</p>")] == [A, B, C, D]


def test_a_page_with_a_form_alone_says_what_to_do():
    """Protects from labels of fields that are read as a text."""
    with pytest.raises(InputError, match="only a form to fill in"):
        read_page(
            "<form><label>姓名</label><input name=a><label>電郵</label><input name=b><button>登記</button></form>"
        )


def test_names_side_by_side_in_a_line_about_the_text_stay_apart():
    """Protects a page without anything else, whose line under the title is shown: 李大文 and 晨報 are no one word."""
    page = read_page(
        f"<h1>警搗賭檔</h1><div><span>2026-11-20</span><span>來源：<a>晨報</a></span></div><p>{A}</p><p>{B}</p>"
    )
    assert [(b.kind, b.text) for b in page.blocks][1] == ("credit", "2026-11-20　來源：晨報")


def test_a_label_without_a_field_is_text():
    """Protects pages that set their text in labels."""
    found = read_page("<div><label>警方昨日公布數字</label>市民關注</div>").blocks
    assert "".join(b.text for b in found) == "警方昨日公布數字市民關注"
