"""Web pages of several makes: the article comes back whole, and nothing of what stands around it."""

from __future__ import annotations

import html
import sys
from pathlib import Path

import pytest

from companion.source import read_document

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
