"""Saved pages of twenty-six makes, written by us with what should come out of them: none was read before its gold stood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion import read

PAGES = Path(__file__).parent / "pages"
GOLD = json.loads((PAGES / "gold.json").read_text("utf-8"))


@pytest.mark.parametrize("name", GOLD)
def test_a_saved_page_gives_its_article_and_what_it_says_of_itself(name):
    """Protects whole paragraphs, date, author and publisher, without menus, replies, promotions and pointers."""
    article = read(PAGES / name, translator=None)
    found = [p.text for p in article.paragraphs]
    body = GOLD[name]["body"]
    assert [t for t in found if t in body] == body
    beside = [p.kind for p in article.paragraphs if p.text not in body]
    assert set(beside) <= {"headline", "caption", "byline", "credit"} and beside.count("headline") == 1, found
    for field in ("date", "author", "source"):
        assert getattr(article, field) == GOLD[name].get(field, getattr(article, field))


def test_the_day_of_a_wechat_article_is_in_its_script():
    """Protects the date of pages that show it as 昨天."""
    from companion.source.html import read_page

    page = (
        '<h2>新手機發布</h2><em id="publish_time">昨天</em><script>var ct = "1581517074";</script>'
        "<div id=js_content><section>今天凌晨，三家廠商在舊金山舉行發布會，展示了新機。</section></div>"
    )
    assert read_page(page).date == "2020-02-12"


def test_spans_of_one_paragraph_stay_together():
    """Protects sentences that an editor has put into spans of their own: only where they are all of a page do they stand apart."""
    from companion.source.html import html_elements

    spans = "".join(
        f"<span>{t}</span>"
        for t in (
            "警方昨日公布最新騙案數字，較去年上升。",
            "市民對此表示關注，要求加強宣傳工作。",
            "當局表示會繼續檢討現行的法例。",
        )
    )
    assert len(html_elements(f"<div><section>{spans}</section></div>")) == 3
    assert len(html_elements(f"<div><section>{spans}</section><section>{spans}</section></div>")) == 2


def test_a_lead_between_title_and_text_is_kept():
    """Protects what a page sets apart as what its article is about, which no library takes for its text."""
    from companion.source.html import read_page

    items = "".join(
        f"<div class=item><div class=time>{t}</div><div><p>{p}</p></div><div class=share><a href=/s>分享</a></div></div>"
        for t, p in (
            ("16:20", "天文台預料風暴在今晚最接近本港，在西南掠過。"),
            ("15:45", "渡輪公司宣布最後一班船於五時開出，碼頭有數百人排隊。"),
            ("15:10", "所有專科門診下午停診，病人可於翌日致電改期。"),
        )
    )
    lead = "強颱風逼近本港，市面下午起一片冷清，本頁持續更新。"
    page = f"<nav><a href=/>首頁</a><a href=/a>港聞</a></nav><main><h1>風暴逼近</h1><div class=x><p>{lead}</p></div><div>{items}</div></main>"
    assert [b.text for b in read_page(page).blocks][:3] == ["風暴逼近", lead, "16:20"]
