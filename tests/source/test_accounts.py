"""What a file has and its article has not: told once, in short, by what it is, and kept where that is asked for."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from companion import read
from companion.errors import InputError
from companion.source import read_document
from companion.source.accounts import Passage, remark_on

sys.path.append(str(Path(__file__).parent))
from test_odd_files import book

SENTENCE = "住在大澳的居民說，水位半小時升了一米。"
TEXT = (
    "香港天文台昨日發出八號風球，全港學校停課。", "政府發言人表示，當局已開放庇護中心。", "消防處接獲四十七宗塌樹報告，兩人受傷。",
    "機場有三百班航班受影響，旅客須改期。",
)  # fmt: skip
MENU = "<nav><a href=/>首頁</a><a href=/hk>港聞</a></nav>"


def page(inside: str, menu: str = MENU) -> bytes:
    before, after = (f"<p>{TEXT[0]}</p><p>{TEXT[1]}</p>", f"<p>{TEXT[2]}</p><p>{TEXT[3]}</p>")
    return f"<meta charset=utf-8><body>{menu}<article><h1>颱風襲港</h1>{before}{inside}{after}</article>".encode()


def shown(data: bytes, name: str = "a.html", **options: bool) -> list[str]:
    return [b.text for b in read_document(data, name, **options).blocks]


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        (f"<noscript>{SENTENCE}</noscript>", "text for browsers without scripts"),
        (f"<template>{SENTENCE}</template>", "template"),
        (f"<textarea>{SENTENCE}</textarea>", "field of a form"),
        (f"<button>{SENTENCE}</button>", "button"),
        (f"<svg><text>{SENTENCE}</text></svg>", "words in a drawing"),
        (f"<svg><title>{SENTENCE}</title></svg>", "words in a drawing"),
        (f"<title>颱風</title><title>{SENTENCE}</title>", "another title of the page"),
        (f"<p><ruby>風<rtc>{SENTENCE}</rtc></ruby></p>", "reading above a word"),
        (f"<div hidden><p>{SENTENCE}</p></div>", "hidden text"),
        (f"<div class=paywall><p>{SENTENCE}</p></div>", "pay wall"),
        (f"<aside>{SENTENCE}</aside>", "aside"),
        (f"<p><ruby>風<rt>{SENTENCE}</rt></ruby></p>", "reading above a word"),
    ],
)
def test_what_is_left_out_is_told_by_what_it_is_and_kept_on_request(inside, what):
    """Protects the law of conservation, and a reader's way to get back what a page hides."""
    document = read_document(page(inside), "a.html")
    assert f"{what} 「{SENTENCE}」" in document.notices[0]
    assert what == "reading above a word" or SENTENCE in shown(page(inside), everything=True)


@pytest.mark.parametrize(
    "inside",
    [
        "<p>軍方宣布，外國記者未經許可不得拍攝。</p>",
        "<p>聲明：本文件由兩國外長簽署，即日生效。</p>",
        "<p>訂閱本報頻道的人增加三成，編輯說。</p>",
        f"<h2>回應</h2><p>{SENTENCE}</p>",
        f"<h2>最新消息</h2><p>{SENTENCE}</p>",
        f"<p class='share text'>{SENTENCE}</p>",
        f"<div class=paywall><p>{SENTENCE}</p><p>漁民團體要求政府設立基金，資助維修。</p></div>",
        "<ul><li><a href=/a>大澳：水位升一米</a></li><li><a href=/b>西環：貨輪擱淺</a></li><li><a href=/c>沙田：塌樹三十宗</a></li></ul>",
        f"<x-text><template shadowrootmode=open><p>{SENTENCE}</p></template></x-text>",
        f"<iframe srcdoc='&lt;p&gt;{SENTENCE}&lt;/p&gt;'></iframe>",
        f"<p><![CDATA[{SENTENCE}]]></p>",
        f"<p><rt>{SENTENCE}</rt></p>",
    ],
)
def test_what_stands_among_the_sentences_of_an_article_is_one_of_them(inside):
    """Protects paragraphs that are worded like a notice, named like a share bar or written in a rare way: place and neighbours decide."""
    import re

    text = "".join(shown(page(inside)))
    wanted = re.sub("<[^>]*>|&lt;/?p&gt;", "", inside) or SENTENCE
    assert all(part in text for part in re.findall("[一-龥]{4,}", wanted.replace("![CDATA[", "")))


@pytest.mark.parametrize(
    "inside",
    [
        "<div><div>你可能想看</div><div><a href=/x>颱風前夕超市被搶購一空</a></div><div><a href=/y>巴士站牌倒塌無人受傷</a></div></div>",
        "<div><h4>更多焦點</h4><div><a href=/x><b>超市被搶購一空</b></a><p>市民昨日湧往各區超市，麵包在中午前售罄。</p></div></div>",
        "<amp-consent><p>我們使用曲奇，請選擇是否接受。</p></amp-consent>",
        "<div><h3>網友評論（3）</h3>" + "".join(f"<div class=c><b>網友{n}</b><p>風真的很大啊，希望大家平安。</p></div>" for n in "甲乙丙") + "</div>",
    ],
)  # fmt: skip
def test_what_points_elsewhere_or_answers_is_no_part_of_an_article(inside):
    """Protects an article from teasers, comments and questions for consent in its midst."""
    assert shown(page(inside)) == ["颱風襲港", *TEXT]


def test_the_posts_of_a_live_blog_are_kept_and_the_replies_of_a_forum_are_not():
    """Protects live blogs, whose posts have numbers and times as those of a forum have, but nobody's name."""

    def posts(who: str) -> bytes:
        return (
            "<meta charset=utf-8><h1>颱風直播</h1>"
            + "".join(f"<div class=post id=post-{n}>{who}<span>發佈於 {9 + n}:30</span><p>{t}</p></div>" for n, t in enumerate(TEXT))
        ).encode()  # fmt: skip

    assert [t for t in shown(posts("")) if t in TEXT] == list(TEXT)
    assert [t for t in shown(posts("<a class=author href=/u/1>阿明</a>")) if t in TEXT] == [TEXT[0]]


def test_a_remark_on_a_page_with_menus_is_short():
    """Protects readers from a remark longer than their article: sentences first, of links how many."""
    left = [Passage(f"欄目{n}", "navigation", True) for n in range(300)]
    left += [Passage(f"讀者第{n}則留言說得很長很長很長很長很長很長很長。", "comments") for n in range(60)]
    (remark,) = remark_on([*left, Passage("本報訊的最後一句沒有收錄。")])
    assert len(remark) < 300 and remark.index("最後一句") < remark.index("留言") < remark.index("300 links")


def test_an_article_keeps_everything_too(tmp_path):
    """Protects the argument on its way from `read` to the page."""
    (tmp_path / "a.html").write_bytes(page(f"<p hidden>{SENTENCE}</p>"))
    article = read(tmp_path / "a.html", translator=None, everything=True)
    assert SENTENCE in [p.text for p in article.paragraphs] and article.paragraphs[0].text == "首頁港聞"


def test_the_whole_article_is_read_from_the_data_of_a_page_that_shows_its_beginning():
    """Protects readers of a page that shows two paragraphs and has ten in its data."""
    import json

    data = json.dumps({"@type": "NewsArticle", "headline": "颱風襲港", "articleBody": "\n".join(TEXT)})
    html = f"<meta charset=utf-8><script type='application/ld+json'>{data}</script><h1>颱風襲港</h1><p>{TEXT[0]}</p><p>……登入後閱讀全文</p>"
    document = read_document(html.encode(), "a.html")
    assert [b.text for b in document.blocks][1:] == list(TEXT) and "own data" in document.notices[0]


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("", "is empty"),
        ("<html></html>", "has no text in it"),
        ("<body><div id=root></div><script>x</script>", "its text comes from a script"),
        ("<noscript>請啟用JavaScript以瀏覽本網站。</noscript><div id=app></div><script>x</script>", "its text comes from a script"),
        ("<div id=app><p>正在加载…</p></div><noscript><a href=/h>如何操作</a><p>本頁需要新的瀏覽器。</p></noscript><script>x</script>", "its text comes from a script"),
        ("<p>We're sorry but app doesn't work properly without JavaScript enabled. Please enable it to continue.</p><script>x</script>", "its text comes from a script"),
        ("<body><img src=a>", "has pictures and no text"),
        ("<body><nav><a href=/>首頁</a><a href=/b>港聞</a></nav>", "has only links and menus"),
        ("<frameset><frame src=a.html><noframes>請用支援框架的瀏覽器。</noframes></frameset>", "shown in a frame"),
    ],
)  # fmt: skip
def test_a_page_without_an_article_says_why(html, says):
    """Protects readers from the wrong advice: what is missing, and what to do."""
    with pytest.raises(InputError, match=says):
        read_document(html.encode(), "a.html")


@pytest.mark.parametrize("tag", ["noscript", "textarea"])
def test_a_page_of_nothing_else_is_read_from_where_its_text_is(tag):
    """Protects pages whose whole text stands in a form's field, or for browsers without scripts."""
    assert shown(f"<meta charset=utf-8><{tag}>{SENTENCE}</{tag}>".encode()) == [SENTENCE]
    long = SENTENCE * 10
    assert shown(f"<meta charset=utf-8><script>x</script><{tag}>{long}</{tag}>".encode()) == [long]


@pytest.mark.parametrize(
    ("named", "encoding"), [("gb2312", "big5"), ("iso-8859-1", "utf-8"), ("big5", "gbk")]
)
def test_a_page_that_names_the_wrong_encoding_is_read_in_its_own(named, encoding):
    """Protects pages whose head was copied from another site."""
    text = "香港天文台表示，八号风球今日生效。" if encoding == "gbk" else TEXT[0]
    document = read_document(f"<meta charset={named}><p>{text}".encode(encoding), "a.html")
    assert [b.text for b in document.blocks] == [text] and document.encoding in (encoding, "gb18030")


@pytest.mark.parametrize("codec", ["hz", "utf-7"])
def test_a_text_in_seven_bits_is_read(codec):
    """Protects old mails and news groups' texts."""
    text = "香港天文台表示，八号风球今日生效，学校停课。"
    document = read_document(text.encode(codec), "a.txt")
    assert [b.text for b in document.blocks] == [text] and document.encoding == codec


def test_a_chapter_that_is_damaged_and_one_in_no_order_are_named():
    """Protects the rest of a book from one bad part, and a reader from missing a page that the book puts nowhere."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            text = old.read(part).decode()
            extra = "<item id='n' href='n.xhtml' media-type='application/xhtml+xml'/></manifest>"
            new.writestr(part, "" if part.endswith("b.xhtml") else text.replace("</manifest>", extra))
        new.writestr("OEBPS/n.xhtml", f"<html><body><p>{SENTENCE}</p></body></html>")
    document = read_document(out.getvalue(), "a.epub")
    remarks = "".join(document.notices)
    assert [b.text for b in document.blocks] == ["警方公布數字。"]
    assert "b.xhtml is missing or damaged" in remarks and SENTENCE in remarks
    assert SENTENCE in shown(out.getvalue(), "a.epub", everything=True)


def test_markdown_keeps_notes_that_nothing_refers_to_and_tells_comments():
    """Protects the notes of a Markdown text, and what its author hid in a comment from silence."""
    document = read_document(
        f"# 颱風\n\n{TEXT[0]}\n\n[^1]: {SENTENCE}\n\n<!-- {TEXT[1]} -->".encode(), "a.md"
    )
    assert [b.text for b in document.blocks] == ["颱風", TEXT[0], SENTENCE]
    assert TEXT[1] in document.notices[0] and "everything" not in document.notices[0]


def test_a_mail_names_the_files_that_are_attached_to_it():
    """Protects readers from missing an attachment."""
    part = "--x\r\nContent-Type: {}; charset=utf-8\r\n{}\r\n{}\r\n"
    mail = (
        'Subject: news\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
        + part.format("text/plain", "", SENTENCE)
        + part.format("text/html", "Content-Disposition: attachment; filename=a.html\r\n", "<p>全文</p>")
        + "--x--"
    )
    assert "has a file attached that is not read: a.html" in read_document(mail.encode(), "a.eml").notices[0]
