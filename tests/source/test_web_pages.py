"""Web pages of several makes: the article comes back whole, and nothing of what stands around it."""

from __future__ import annotations

import html
import sys
from pathlib import Path

import pytest

from companion.source import read_document
from companion.source.html import read_page

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from layouts import Layout, articles, typeset

ARTICLES = articles()
LINKS = "<ul><li><a href='/1'>股市大升三百點</a></li><li><a href='/2'>議員促檢討法例</a></li></ul>"


def old_table(article):
    """A page of 2003: a table for the layout, line breaks for paragraphs, bold headings."""
    body = "<br><br>".join(f"<b>{t}</b>" if k == "headline" else f"　　{t}" for k, t in article[1:])
    return (
        f"<html><title>{article[0][1]} - 香港日報</title><body><table><tr><td colspan=3><a href=/>首頁</a> | <a href=/h>港聞</a>"
        f"</td></tr><tr><td><a href=/1>股市大升三百點</a><br><a href=/2>颱風逼近本港</a></td><td><h1>{article[0][1]}</h1>"
        f"{body}</td><td>廣告<br><img src=ad.gif></td></tr><tr><td>© 2026 香港日報 版權所有</td></tr></table>"
    )


def modern(article):
    """A page of today: share bar, related links in mid-article, pay wall, cookies, comments."""
    tags = {"headline": "h2", "item": "li"}
    parts = [
        f"<figure><img src=x.jpg><figcaption>{t}</figcaption></figure>"
        if k == "caption"
        else f"<{tags.get(k, 'p')}>{t}</{tags.get(k, 'p')}>"
        for k, t in article[1:]
    ]
    parts.insert(
        4, f"<div class='related-inline'><h3>相關新聞</h3>{LINKS}</div><div aria-hidden=true>廣告</div>"
    )
    return (
        f"<!doctype html><title>{article[0][1]} | 港聞 | 香港日報</title><body class='single ad-free'><header><nav>{LINKS}</nav>"
        f"</header><main><article><p class=breadcrumb><a href=/>首頁</a> / 港聞</p><h1>{article[0][1]}</h1>"
        f"<div class='share-bar'><p>分享到 Facebook</p></div>{''.join(parts)}<div class=paywall><p>訂閱本報電子版，每月只需五十八元，即可閱讀全文。</p>"
        f"</div></article><aside><h2>熱門新聞</h2>{LINKS}</aside></main><section class=comments><p>好文章！</p></section>"
        f"<footer>版權所有</footer><div id=cookie-bar>本網站使用曲奇，按此接受。</div>"
    )


def only_divs(article):
    """A page of a content system that knows no headings: its title ends with the section and the paper."""
    rows = "".join(f"<div class=txt>{t}</div>" for _, t in article[1:])
    return (
        f"<!doctype html><title>{article[0][1]}-生活-晨報</title><body><div id=top><a href=/>首頁</a><a href=/h>港聞</a></div>"
        f"<div class=title>{article[0][1]}</div><div class=content>{rows}</div><div>下一篇：<a href=/n>颱風逼近</a></div>"
    )


def blog(article):
    """A blog: bold paragraphs as headings, empty paragraphs, captions in a class, hidden text."""
    parts = []
    for k, t in article[1:]:
        half = len(t) // 2
        parts.append(
            f"<p><strong>{t}</strong></p>"
            if k == "headline"
            else f"<div class=wp-caption><p class=wp-caption-text>{t}</p></div>"
            if k == "caption"
            else f"<p><span>　　{t[:half]}</span><span>{t[half:]}</span></p><p>&nbsp;</p>"
        )
    return (
        f"<!doctype html><title>{article[0][1]} – 我的博客</title><body><article class='post hentry'><h1>{article[0][1]}</h1>"
        f"<div class=entry>{''.join(parts)}<div style='display:none'>隱藏的文字，不應出現。</div></div><div class=tags>標籤："
        f"<a href=/t>新聞</a></div></article><div id=comments><p>謝謝分享！</p></div>"
    )


def laid_out(article):
    """A text that somebody put on a page as it was: its lines are wrapped."""
    return f"<html><body><pre>{html.escape(typeset(article, Layout(20, 'lost', 'between'))[0])}</pre>"


def broken_lines(article):
    """The same with a line break after each line."""
    return f"<html><body><p>{typeset(article, Layout(20, 'lost'))[0].replace(chr(10), '<br>')}</p>"


@pytest.mark.parametrize(
    ("page", "number"),
    [
        (old_table, 0), (modern, 10), (modern, 5), (only_divs, 9), (only_divs, 3), (blog, 11), (blog, 9),
        (laid_out, 2), (broken_lines, 2),
    ],
)  # fmt: skip
def test_the_article_comes_back_and_nothing_else(page, number):
    """Protects readers from menus, advertisements and pay walls, and their article from losing its headings."""
    article = [(k, " ".join(t.split())) for k, t in ARTICLES[number]]
    found = read_document(("<meta charset=utf-8>" + page(article)).encode(), "a.html")
    shown = ["".join(b.text.split()) for b in found.blocks]
    assert shown == ["".join(text.split()) for _, text in article]
    if page not in (laid_out, broken_lines):
        assert "".join(found.title.split()) == shown[0] and found.blocks[0].kind == "headline"


def test_a_page_whose_classes_mean_nothing_is_read_whole():
    """Protects articles in an element that is called like a share bar."""
    text = "".join(f"<p>{t}</p>" for k, t in ARTICLES[0] if k == "body")
    page = f"<meta charset=utf-8><body><div class='social-content related'>{text}</div>"
    assert len(read_document(page.encode(), "a.html").blocks) == sum(k == "body" for k, _ in ARTICLES[0])


@pytest.mark.parametrize("charset", ["utf-8", "big5"])
def test_a_page_saved_with_its_pictures_is_read(charset):
    """Protects pages that a browser has saved as .mhtml, in the encoding that the mail's head names."""
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "x"
    text = "".join(f"<p>{t}</p>" for k, t in ARTICLES[0] if k == "body")
    message.set_content(f"<html><body>{text}</body></html>", subtype="html", charset=charset)
    message.add_related(b"\x89PNG", "image", "png")
    found = read_document(bytes(message), "a.mhtml")
    assert found.format == "html"
    assert [b.text for b in found.blocks] == [t for k, t in ARTICLES[0] if k == "body"]


TEXT = (
    "警方昨日在九龍多區展開掃蕩行動，拘捕十二名男女，涉嫌經營非法賭檔。", "行動中檢獲大批賭具及現金約三十萬元，另有三部手提電話。",
    "警司李大明表示，有關場所以售賣茶葉作掩飾，警方已監視兩個月。", "被捕人士年齡介乎二十五至六十八歲，其中四人有黑社會背景。",
    "案件交由西九龍總區重案組跟進，不排除稍後有更多人被捕。",
)  # fmt: skip
MENU = (
    "<ul class=menu>"
    + "".join(f"<li><a href=/{n}>{n}</a></li>" for n in ("即時", "港聞", "兩岸", "國際", "財經", "體育"))
    + "</ul>"
)
NEWS = "<div class=list><h3>其他人也看</h3>" + "".join(
    f"<div class=card><a href=/{n}><h4>{n}</h4></a><p>{n}，有關部門表示會跟進，市民可致電查詢。</p></div>"
    for n in ("巴士相撞八人受傷", "颱風料周末逼近本港", "立法會通過撥款", "學童患流感人數上升")
) + "</div>"  # fmt: skip
REPLIES = "<div class=reply-area><div>網友甲</div><div>抓得好，支持警方，希望可以繼續掃蕩！</div></div>"
FOOT = (
    "<div class=bottom>關於我們 | 私隱政策 | 聯絡我們<br>香江新聞網有限公司 © 2026 版權所有，不得轉載</div>"
)
PARAGRAPHS = "".join(f"<p>{t}</p>" for t in TEXT)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (f"<title>警搗賭檔 - 香江網</title><div id=header>{MENU}</div><div id=wrap><h1>警搗賭檔</h1><div>2026-11-28</div>"
         f"<div class=story>{PARAGRAPHS}</div>{NEWS}{REPLIES}</div>{FOOT}", ("警搗賭檔", *TEXT)),
        (f"<title>警搗賭檔_香江網</title><table><tr><td>{MENU}</td></tr><tr><td><h2>警搗賭檔</h2><br>　　{'<br><br>　　'.join(TEXT)}"
         f"</td><td>{NEWS}</td></tr></table>{FOOT}", ("警搗賭檔", *TEXT)),
        (f"<title>逮十二人 | 島嶼新聞</title><header>{MENU}</header><main><article><h1>逮十二人</h1>{PARAGRAPHS}</article>"
         f"<section class=hot><h2>熱門新聞</h2>{NEWS}</section></main><footer>{FOOT}</footer>", ("逮十二人", *TEXT)),
        (f"<title>我的一天</title><div>{MENU}<div class=post><h2><a href=/p>我的一天</a></h2>{PARAGRAPHS}<ul><li>茶葉店</li><li>賭檔</li>"
         f"</ul></div><div><h3>近期文章</h3>{MENU}</div></div>{FOOT}", ("我的一天", *TEXT, "茶葉店", "賭檔")),
        (f"<title>春天</title><div>{MENU}</div><div><h1>春天</h1><p>春天來了<br>花兒都開了<br>鳥兒在枝頭唱歌</p></div>{FOOT}",
         ("春天", "春天來了", "花兒都開了", "鳥兒在枝頭唱歌")),
        (f"<title>申請須知</title><div>{MENU}</div><form><div><h1>申請須知</h1><dl><dt>申請資格</dt><dd>申請人須年滿十八歲，並在本港居住滿七年。"
         f"</dd></dl><table><tr><th>普通</th><td>三百元</td></tr></table></div></form>{FOOT}",
         ("申請須知", "申請資格", "申請人須年滿十八歲，並在本港居住滿七年。", "普通", "三百元")),
        (f"<title>防騙措施</title><div><h1>防騙措施</h1>{PARAGRAPHS}</div><div><h3>熱門新聞</h3><p>女子遭人搶走手袋</p><p>列車恢復通車</p></div>",
         ("防騙措施", *TEXT)),
    ],
    ids=("related cards and replies", "old table", "header after title", "blog", "verses", "form with a table", "plain teasers"),
)  # fmt: skip
def test_what_stands_beside_an_article_stays_outside_and_the_article_whole(page, shown):
    """Protects short texts, verses, lists and tables from the menus and teasers around them."""
    found = read_document(f"<meta charset=utf-8>{page}".encode(), "a.html")
    assert tuple(b.text for b in found.blocks) == shown


def test_lines_of_an_element_are_no_paragraph_of_each_other():
    """Protects verses and lists of names, whose lines are as long as each other, from being put together."""
    lines = ("一波波接續性低溫寒流報到", "已將尖石鄉後山披上嫣紅彩衣", "玉峰道路一路蜿蜒而上到營地", "園主幫我們保留了最好的位置",
             "孩子們一下車便在草地上奔跑", "晚上圍著營火說故事唱歌聊天", "清晨的陽光穿過層層楓樹林間")  # fmt: skip
    found = read_document(
        f"<meta charset=utf-8><h1>遊記</h1><div>{'<br>'.join(lines)}</div>".encode(), "a.html"
    )
    assert [(b.kind, b.text) for b in found.blocks] == [("headline", "遊記"), *(("body", t) for t in lines)]


def test_a_page_that_only_a_script_would_show_is_read_from_its_data():
    """Protects pages whose text stands in their data (JSON-LD) alone."""
    data = '{"@type": "NewsArticle", "headline": "電騙案上升", "articleBody": "警方昨日公布數字。\\n\\n市民表示關注。"}'
    page = f'<meta charset=utf-8><script type="application/ld+json">{data}</script><body><div id=root></div>'
    assert [b.text for b in read_document(page.encode(), "a.html").blocks] == [
        "電騙案上升",
        "警方昨日公布數字。",
        "市民表示關注。",
    ]


def test_what_is_nested_deeply_is_read_to_its_end():
    """Protects old pages, whose fonts are never closed: nothing below the parser's usual depth is dropped."""
    page = "<html><body>" + "".join(f"<p><font size=2>第{i}段警方昨日公布新的防騙措施。" for i in range(300))
    assert len(read_document(page.encode(), "a.html").blocks) == 300
    page = "<html><body>" + "<div>" * 300 + "<p>警方打擊電騙。</p>"
    assert [b.text for b in read_document(page.encode(), "a.html").blocks] == ["警方打擊電騙。"]


def test_pointers_and_teasers_are_no_part_of_an_article():
    """Protects an article from what points at others amid it and below it, whatever the page calls that."""
    text = [t for kind, t in ARTICLES[0][1:] if kind == "body"]
    pointers = "<p>延伸閱讀：<a href=/1>股市大升三百點</a></p><p><a href=/2>議員促檢討法例</a></p><p>▼▼▼點圖放大瀏覽▼▼▼</p>"
    cards = "".join(
        f"<div class=c><h3><a href=/{i}>{a[0][1]}</a></h3><p>{a[2][1][:40]}。</p><span>2小時前</span></div>"
        for i, a in enumerate(ARTICLES[1:5])
    )
    page = (
        f"<title>{ARTICLES[0][0][1]}</title><div class=l><h1>{ARTICLES[0][0][1]}</h1><p>{text[0]}</p>{pointers}"
        f"{''.join(f'<p>{t}</p>' for t in text[1:])}</div><div class=r>{cards}</div>"
    )
    assert [b.text for b in read_page(page).blocks] == [ARTICLES[0][0][1], *text]


def test_the_last_of_links_that_are_named_alike_stays_with_them():
    """Protects lines at the end of an article from being parted: all of them are of it, or none."""
    text = "".join(f"<p>{t}</p>" for kind, t in ARTICLES[0][1:] if kind == "body")
    lines = "".join(
        f"<p class=app>{n}： <a href=/{n}>https://news.example/{n}</a></p>" for n in ("網站", "查詢", "活動")
    )
    page = f"<title>{ARTICLES[0][0][1]}</title><ul><li><a href=/>首頁</a></ul><div><h1>{ARTICLES[0][0][1]}</h1>{text}{lines}</div>"
    found = [b.text for b in read_page(page).blocks]
    assert sum("https" in t for t in found) in (0, 3)


def test_one_long_paragraph_is_not_the_whole_article():
    """Protects the short sentences beside a paragraph that has nearly all of an article."""
    long, short = (
        "教育局昨日公布，由下學年起，全港中學須每周安排兩節閱讀課。" * 10,
        "局長拒絕評論，記者會隨即結束。",
    )
    menu = "<nav><a href=/>首頁</a><a href=/a>港聞</a><a href=/b>國際</a></nav>"
    inside = f"<p>{short}</p><p><b>{long}</b><a href=z>原文</a></p><p>{short}</p><div><a href=b>回應(3)</a><a href=c>轉寄</a></div>"
    page = f"<meta charset=utf-8>{menu}<article><h1>增設閱讀課</h1><div>{inside}</div></article>"
    shown = [b.text[:8] for b in read_document(page.encode(), "a.html").blocks]
    assert shown == ["增設閱讀課", short[:8], long[:8], short[:8]]


@pytest.mark.parametrize(
    ("beside", "stays"),
    [
        ("<div style='display:none'><p>{}</p></div><a href=#>展開全文</a>", True),
        ("<div style='display:none'><p>{}</p></div>", False),
        ("<div class=grid>" + "<div class=card><h4><a href=/1>颱風逼近渡輪停航</a></h4><p>{}</p></div>" * 3 + "</div>", False),
    ],
)  # fmt: skip
def test_what_unfolds_stays_and_beginnings_of_other_articles_do_not(beside, stays):
    """Protects the rest of a text behind 展開全文, and a text with cards of other articles in its middle."""
    first = "教育局昨日公布，由下學年起，全港中學須每周安排兩節閱讀課，讓學生自選書目，毋須計分。" * 2
    other = "校長說，他會在開學前完成準備。"
    page = f"<meta charset=utf-8><nav><a href=/>首頁</a><a href=/a>港聞</a></nav><article><h1>增設閱讀課</h1><p>{first}</p>{beside.format(*[other] * 3)}<p>{first}</p></article>"
    shown = [b.text for b in read_document(page.encode(), "a.html").blocks]
    assert shown == ["增設閱讀課", first, *([other] if stays else []), first]


@pytest.mark.parametrize(
    "line",
    (
        "2026-11-20 08:15 来源：<a>新城网</a> 作者：李大文 责任编辑：王明",
        "2026-11-20 08:15 来源：新城网 编辑：王明",
        "<span>2026-11-20</span> <span>来源：新城网</span> <span>责任编辑：王明</span>",
    ),
)
def test_a_name_that_is_in_no_field_stands_among_what_was_left_out(line):
    made = read_document(
        f"<title>公园重建延期_新城网</title><h1>公园重建延期</h1><div class=info>{line}</div><div class=content><p>市议会昨日讨论公园重建计划，多名议员表示关注。</p>"
        "<p>园林局解释，清拆旧看台时发现地下管道，须改动设计。</p></div><div class=pages><a>1</a><a>2</a><a>下一页</a></div>".encode(),
        "a.html",
    )
    assert made.source == "新城网"
    assert "王明" in "".join([*(b.text for b in made.blocks), *(p.text for p in made.left_out)])


@pytest.mark.parametrize(
    ("lines", "date", "source", "author"),
    (
        ("<div>115/11/20</div>", "2026-11-20", "", ""),
        ("<div>發布日期：115-11-20</div>", "2026-11-20", "", ""),
        ("<div>上版日期：115年11月20日</div>", "2026-11-20", "", ""),
        ("<div>20/11/2026</div>", "2026-11-20", "", ""),
        ("<div>20-11-2026 00:20 HKT</div>", "2026-11-20", "", ""),
        ("<div>最後更新：2026-11-21 10:00</div><div>發布：2026-11-20 08:15</div>", "2026-11-20", "", ""),
        ("<div>文／李大文　圖／趙四　2026/11/20</div>", "2026-11-20", "", "李大文"),
        ("<div class=author>記者李大文／台北報導</div><div>2026/11/20 08:15</div>", "2026-11-20", "", "李大文"),
        ("<div>2026-11-20 08:15 来源：新城网 作者：李大文 责任编辑：王明 摄影：赵四</div>", "2026-11-20", "新城网", "李大文"),
    ),
)  # fmt: skip
def test_the_line_under_a_title_says_who_and_when_and_is_no_headline(lines, date, source, author):
    made = read_document(
        f"<title>公園重建</title><h1>公園重建</h1>{lines}<div><p>市議會昨日討論計劃，多名議員表示關注。</p><p>居民表示歡迎，希望盡快建好公園。</p></div>".encode(),
        "a.html",
    )
    assert (made.date, made.source, made.author) == (date, source, author)
    assert [b.text for b in made.blocks if b.kind == "headline"] == ["公園重建"]


def test_paragraphs_that_are_marked_as_a_list_are_body():
    lines = (
        "市議會昨日討論計劃，多名議員表示關注。",
        "當局解釋，地盤發現地下管道。",
        "居民表示歡迎，希望盡快建好。",
    )
    page = f"<h1>公園重建</h1><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
    assert [b.kind for b in read_page(page).blocks] == ["headline", "body", "body", "body"]
