"""What a page says of its article: title, date, publisher and author, wherever and however it says so."""

from __future__ import annotations

import pytest

from companion import read
from companion.source.html import read_page

TEXT = "".join(
    f"<p>{t}</p>"
    for t in ("警方昨日在九龍掃蕩賭檔，拘捕十二名男女。", "行動中檢獲現金三十萬元，案件交由重案組跟進。")
)
MENU = "<nav><a href=/>首頁</a><a href=/h>港聞</a></nav>"


def page(line: str, head: str = "") -> str:
    return (
        f"<title>警搗賭檔_晨報</title>{head}<body>{MENU}<div><h1>警搗賭檔</h1>{line}<div>{TEXT}</div></div>"
    )


@pytest.mark.parametrize(
    ("line", "date", "source", "author"),
    [
        ("<div>2026-11-28 14:35　來源：<a href=x>晨報</a><a href=y>舉報</a></div>", "2026-11-28", "晨報", ""),
        ("<div>發佈時間：2026年11月28日 14:35</div><div>撰文：陳小美</div>", "2026-11-28", "", "陳小美"),
        ("<div><span>2026/11/28</span> <span>文／陳小美</span></div>", "2026-11-28", "", "陳小美"),
        ("<p>二〇二六年十一月二十八日</p>", "2026-11-28", "", ""),
        ("<p>民國115年11月28日 來源：晨報</p>", "2026-11-28", "晨報", ""),
        ("<div>Posted on Nov 28, 2026 by 小美</div>", "2026-11-28", "", "小美"),
        ("<div>2026-11-28 14:35:02 | 来源：某某晚报 | 作者：张三 | <a href=#c>我要评论</a></div>", "2026-11-28", "某某晚报", "张三"),
        ("<div><em>2026年11月28日</em><em>參考早報</em></div>", "2026-11-28", "參考早報", ""),
    ],
)  # fmt: skip
def test_the_line_under_the_title_is_read_and_is_no_paragraph(line, date, source, author):
    """Protects date, publisher and author, in the forms in which pages of three places show them."""
    found = read_page(page(line))
    assert (found.date, found.source, found.author) == (date, source, author)
    assert [b.text[:4] for b in found.blocks] == ["警搗賭檔", "警方昨日", "行動中檢"]


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-11-28T14:35:00+08:00">',
        '<meta name="pubdate" content="2026-11-28">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-11-28T06:35:00Z"}</script>',
    ],
)
def test_what_the_page_does_not_show_its_data_say(head):
    """Protects the date of pages that show it by script, or only month and day."""
    assert read_page(page("", head)).date == read_page(page("<p>11-28 14:35</p>", head)).date == "2026-11-28"


def test_an_article_carries_it_to_its_exports(tmp_path):
    """Protects the credit of a text on everything that is handed out."""
    from companion.export.json_article import write_json
    from companion.export.json_read import load
    from companion.export.markdown import article_markdown
    from companion.render.handout import page_html

    file = tmp_path / "a.html"
    file.write_text(f"<meta charset=utf-8>{page('<div>2026-11-28　來源：晨報　作者：張三</div>')}", "utf-8")
    article = read(file, translator=None)
    assert (article.date, article.source, article.author) == ("2026-11-28", "晨報", "張三")
    assert load(write_json(article, tmp_path / "a.json")) == article
    for shown in (article_markdown(article), page_html(article)):
        assert "晨報 · 張三 · 2026-11-28" in shown


@pytest.mark.parametrize("date", ["2027年1月5日", "二〇二七年一月五日", "2027-01-05"])
@pytest.mark.parametrize("line", ["<p>截止報名日期：{}</p>", "<p>活动时间：{}</p>", "<p>生日：{}</p>", "<p>逝世 {}</p>", "<p>有效期至{}</p>", "<p>{}起生效</p>", "<p>比賽定於{}舉行</p>", "<p><b>考試日期</b>{}</p>", "<p>展期：{}至1月9日</p>", "<p>日期：{}</p><p>地點：大會堂</p>", "<table><tr><th>截止日期</th><td>{}</td></tr></table>", "<dl><dt>面試時間：</dt><dd>{}</dd></dl>", "<p>活動日期：<time datetime=2027-01-05>{}</time></p>", "<p>Closing date: {}</p>"])  # fmt: skip
def test_the_date_of_an_event_is_not_the_articles(line, date):
    """Protects the credit of notices, which name days of which none is that of publication, nor its label the publisher."""
    for html in (page(line.format(date)), f"<h1>警搗賭檔</h1>{TEXT}{line.format(date)}{TEXT}"):
        found = read_page(html)
        assert (found.date, found.source) == ("", "") and date in "".join(
            b.text for b in (*found.blocks, *found.left_out)
        )


@pytest.mark.parametrize("label", ["日期：", "發佈日期：", "发布时间:", "發表於", "最後更新：", "出版日期", "刊登日期 ：", "更新日期：", "刊於", "Last updated: ", "北京时间", "晨報 A4 要聞 ", "截止日期：2027年1月5日 發布日期：", "晨報 "])  # fmt: skip
def test_the_date_of_publication_is_told_by_its_label(label):
    """Protects the date in each wording of its label, and the publisher without the printed page and its section."""
    found = read_page(page(f"<p>{label}2026年11月28日</p>"))
    assert found.date == "2026-11-28" and found.source in ("", "晨報")


def test_a_publisher_that_a_page_calls_its_author_is_the_publisher():
    """Protects the credit where a page's data name the paper as author, and a date in words from being a name."""
    head = '<meta property="article:author" content="參考消息">'
    line = "<div><span>2026年11月28日</span><span class=source>參考消息</span></div>"
    found = read_page(page(line, head))
    assert (found.source, found.author) == ("參考消息", "")
    line = "<div><span class=rich_media_meta_text>昨天</span><a id=js_name>早點報</a></div>"
    assert (read_page(page(line)).source, read_page(page(line)).author) == ("早點報", "")
