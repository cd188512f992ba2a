"""What the lines around a text say of it, in a file as on a page: when, by whom it was published, and who wrote it."""

from __future__ import annotations

import pytest

from companion.errors import InputError
from companion.source import read_document

TEXT = "天文台昨日發出八號風球，全港學校停課，市民應留在家中，不要外出。\n渡輪全日停航，機場取消二百班航機，旅客滯留。\n"
# A line, and the source, the date and the author that it says.
ROWS = [
    ("2026年11月3日 星期二", "", "2026-11-03", ""),
    ("2026年11月3日　星期二　農曆九月廿四", "", "2026-11-03", ""),
    ("２０２６年１１月３日（星期二）", "", "2026-11-03", ""),
    ("2026-11-03 08:15", "", "2026-11-03", ""),
    ("Tuesday, 3 November 2026", "", "2026-11-03", ""),
    ("日期：2026年11月3日", "", "2026-11-03", ""),
    ("發布時間：2026-11-03 10:00 瀏覽次數：1,203", "", "2026-11-03", ""),
    ("发布时间：2026-11-03 来源：新华社 点击数：123", "新华社", "2026-11-03", ""),
    ("2026-11-03 08:15 来源：新城网 作者：陈大文 责任编辑：王明", "新城网", "2026-11-03", "陈大文"),
    ("新城日報 | 2026-11-03", "新城日報", "2026-11-03", ""),
    ("2026年11月3日 A1版 要聞", "", "2026-11-03", ""),
    ("2小時前", "", "", ""),
    ("記者 陳大文", "", "", "陳大文"),
    ("記者張文／高雄報導", "", "", "張文"),
    ("通訊員 王明", "", "", "王明"),
    ("By 陳大文", "", "", "陳大文"),
    ("本文作者：陳大文", "", "", "陳大文"),
    ("陳大文 報道", "", "", "陳大文"),
    ("文／陳大文 圖／李四", "", "", "陳大文"),
    ("來源：新華社", "新華社", "", ""),
    ("轉載自《新城日報》", "新城日報", "", ""),
    ("圖片來源：路透社", "", "", ""),
    ("图片来自网络，侵删", "", "", ""),
    ("信息来源于网络", "", "", ""),
    ("【本報訊】", "", "", ""),
    ("點擊數：123", "", "", ""),
    ("（责编：王明、李四）", "", "", ""),
    ("发布时间：2026-11-03 08:15　来源：区市场监管局　浏览次数：1024", "区市场监管局", "2026-11-03", ""),
    (
        "2026年11月03日08:15 来源：人民网－人民日报 作者：马晓宁 杜鹃 责编：张三 李四",
        "人民网－人民日报",
        "2026-11-03",
        "马晓宁、杜鹃",
    ),
    (
        "发布机构：某某县人民政府办公室  发布日期：2026-11-03 16:20  来源：县政府办  点击数：332",
        "某某县人民政府办公室",
        "2026-11-03",
        "",
    ),
    (
        "发布日期：2026-11-03 信息来源：某某区市场监督管理局办公室 字号：[大 中 小]",
        "某某区市场监督管理局办公室",
        "2026-11-03",
        "",
    ),
    (
        "發布日期：2026-11-03　發布單位：運輸署離島辦事處　聯絡人：何思敏　電話：二三四五六七八九",
        "運輸署離島辦事處",
        "2026-11-03",
        "",
    ),
    ("（中央社記者何思敏台北3日電）", "", "", "何思敏"),
    ("文／圖：何思敏", "", "", "何思敏"),
    ("轉載自《埔報》二〇二六年十一月三日", "埔報", "2026-11-03", ""),
]


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize(("line", "source", "date", "author"), ROWS, ids=[row[0] for row in ROWS])
def test_a_line_about_a_text_is_a_field_of_it_and_no_headline(line, source, date, author, below):
    """Protects the credit of plain text: it is shown with the article, and the line itself is neither lost nor a headline."""
    lines = ("", f"{line}\n") if below else (f"{line}\n", "")
    made = read_document(
        f"颱風襲港 學校停課\n{lines[0]}{TEXT}{lines[1]}".encode(), "a.txt", paragraphs="line"
    )
    assert (made.source, made.date, made.author) == (source, date, author)
    kinds = {b.text: b.kind for b in made.blocks}
    assert kinds.pop(line) in ("credit", "byline")
    assert list(kinds.values()) == ["headline", "body", "body"]


@pytest.mark.parametrize(
    "line", ["颱風襲港 2026年11月3日", "來源不明", "2026年施政報告", "11月3日開學", "編輯部的故事", "免費派發", "星期二的約會", "評論", "圖於今晨修復"]
)  # fmt: skip
def test_a_headline_that_begins_like_such_a_line_is_one(line):
    """Protects titles and subheadings from being taken for a date, a source or a byline."""
    made = read_document(f"{TEXT}{line}\n{TEXT}".encode(), "a.txt", paragraphs="line")
    assert [b.kind for b in made.blocks if b.text == line] == ["headline"]
    assert (made.source, made.author) == ("", "")


def test_the_day_of_an_event_is_not_the_articles():
    """Protects the credit of a notice, whose dates are of what it announces."""
    notice = f"講座通告\n{TEXT}日期：2026年12月5日\n時間：下午三時\n地點：大會堂\n截止日期：2026年11月30日\n"
    assert read_document(notice.encode(), "a.txt", paragraphs="line").date == ""


@pytest.mark.parametrize("ending", ["caj", "ofd"])
def test_a_kind_that_cannot_be_read_is_named(ending):
    """Protects the reader of a CAJ or OFD file from an error that names neither it nor what to do."""
    with pytest.raises(
        InputError, match=rf"{ending.upper()}\), which can't be read; save or print it as a PDF"
    ):
        read_document(b"PK\x03\x04\0\0", f"a.{ending}")


@pytest.mark.parametrize(
    ("caption", "line", "source"),
    [
        ("▲工人昨日在杏花邨架設擋水板。", "來源：本報資料室", ""),
        ("圖為杏花邨的海堤。", "來源：晨報", ""),
        ("圖：海邊的市民。", "來源：新華社", ""),
        ("市民在車站排隊。（資料圖片）", "來源：新華社", ""),
        ("", "來源：本報資料", ""),
        ("", "來源：資料圖片", ""),
        ("", "來源：新華社", "新華社"),
    ],
)
def test_a_source_behind_a_caption_is_the_pictures(caption, line, source):
    """Protects an article from the name of a picture's file under its title."""
    made = read_document(
        f"颱風襲港 學校停課\n\n{TEXT}{caption}\n{line}\n".encode(), "a.txt", paragraphs="line"
    )
    assert made.source == source
