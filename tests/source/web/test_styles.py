"""What a page hides by its own styles is no text of its article, and is told."""

from __future__ import annotations

import pytest
from steps import growth

from companion.source.html import parsed, read_page
from companion.source.web.styles import hidden_by_style

TEXT = "<p>警方昨日在九龍掃蕩賭檔，拘捕十二名男女。</p><p>行動中檢獲現金三十萬元，案件交由重案組跟進。</p>"
SECRET = "本段供統計之用，讀者不會看見。"
MENU = "<nav><a href=/>首頁</a></nav>"


def page(css: str, inside: str) -> str:
    return f"<style>{css}</style>{MENU}<article><h1>警搗賭檔</h1>{TEXT}{inside}{TEXT}</article>"


HIDDEN = [
    (".x{display:none}", "<p class='a x'>{}</p>"),
    (".x { display : none !important }", "<p class=x style='display:block'>{}</p>"),
    (".x{visibility:hidden}", "<p class=x>{}</p>"),
    ("article .x{font-size:0}", "<p class=x>{}</p>"),
    ("#x{position:absolute;left:-9999px}", "<div id=x><p>{}</p></div>"),
    (".x{text-indent:-9999em}", "<p class=x>{}</p>"),
    (".x{position:absolute;clip:rect(0 0 0 0)}", "<p class=x>{}</p>"),
    (".x{width:1px;height:1px;overflow:hidden}", "<p class=x>{}</p>"),
    ("/* .y */ .y, .x{display:none}", "<p class=x>{}</p>"),
    ("div > p[data-n='1']{display:none}", "<div><p data-n=1>{}</p></div>"),
    ("", "<p style='position:absolute; left:-5000px'>{}</p>"),
    ("", "<p style='font-size:0'>{}</p>"),
]
SHOWN = [
    (".x{display:none} article .x{display:block}", "<p class=x>{}</p>"),
    (".x{display:none}", "<p class=x style='display:block'>{}</p>"),
    (".x{font-size:0} .x p{font-size:16px}", "<div class=x><p>{}</p></div>"),
    ("@media print{.x{display:none}}", "<p class=x>{}</p>"),
    (".x:hover{display:none} .x::before{display:none} .x + p{display:none", "<p class=x>{}</p>"),
    (".x{text-indent:-2em; left:-10px; width:1px}", "<p class=x>{}</p>"),
    ("}}} .x{display:", "<p class=x>{}</p>"),
]


@pytest.mark.parametrize(("css", "html"), HIDDEN)
def test_what_a_style_hides_is_told_and_not_read(css, html):
    """Protects an article from words for counters and search engines, which no reader of the page sees."""
    found = read_page(page(css, html.format(SECRET)))
    assert len(found.blocks) == 5
    assert [(p.text, p.what) for p in found.left_out if p.text == SECRET] == [(SECRET, "hidden text")]
    everything = read_page(page(css, html.format(SECRET)), everything=True)
    assert SECRET in [b.text for b in everything.blocks]


@pytest.mark.parametrize(("css", "html"), SHOWN)
def test_what_another_rule_shows_is_read(css, html):
    """Protects text that a later or stronger rule shows again, and sheets that are damaged or for print."""
    assert SECRET in [b.text for b in read_page(page(css, html.format(SECRET))).blocks]


def test_a_text_that_its_page_hides_until_a_script_runs_is_read():
    """Protects a whole article in a hidden element, as WeChat and AMP have it before their scripts."""
    found = read_page(f"<style>body, #c{{visibility:hidden}}</style><div id=c><h1>警搗賭檔</h1>{TEXT}</div>")
    assert len(found.blocks) == 3


def test_many_rules_for_many_elements_are_linear_work():
    """Protects from a page whose rules are asked of each of its elements."""

    def hidden(n):
        css = "".join(f".a{i} .b{i}{{display:none}}" for i in range(n))
        root = parsed(
            f"<style>{css}</style>" + "".join(f"<p class=b{i}>電騙</p>" for i in range(n)), "a.html"
        )
        return lambda: hidden_by_style(root)

    assert growth(hidden, 40) < 2.3
