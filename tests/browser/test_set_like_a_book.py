"""The text set like a book: words that can be seen, in the reader, the static view, the handout and the EPUB."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import companion
from companion.render import HandoutOptions, RenderOptions, fallback_html

pytestmark = pytest.mark.browser

MEASURE = (Path(__file__).parent / "gaps.js").read_text("utf-8")
NEWSPAPER = Path(__file__).parents[3] / "shared" / "articles" / "wenweipo-2025-02-09.txt"
WHOLE = ".cmp-p { content-visibility: visible !important } .cmp-reader { max-height: none !important }"
PLACES = {
    "reader": {},
    "reader, narrow": {"width": 390},
    "reader, by character": {"ruby": "character"},
    "reader, zhuyin": {"reading": "zhuyin"},
    "reader, no readings": {"pinyin": False},
    "reader, vertical": {"layout_mode": "vertical"},
    "reader, vertical, zhuyin": {"layout_mode": "vertical", "reading": "zhuyin"},
    "fallback": {},
    "handout": {"layout": "stacked"},
    "handout, columns": {"layout": "columns"},
    "handout, vertical, zhuyin": {"layout": "vertical", "reading": "zhuyin"},
    "epub": {},
    "epub, zhuyin": {"reading": "zhuyin"},
}


@pytest.fixture(scope="module")
def article(articles):
    """The newspaper page, where it is on this machine; else an article of the project."""
    return companion.read(NEWSPAPER if NEWSPAPER.is_file() else articles / "dianpian.txt", translator=None)


def shown(name, options, page, show, article, folder):
    """Opens the article in one of the places; its lines as a selector."""
    kind = name.partition(",")[0]
    if kind == "reader":
        show(article, vocabulary=False, font_size=16, **{"layout_mode": "stacked", "width": 900} | options)
        page.add_style_tag(content=WHOLE)
        return ".cmp-p:not(.cmp-pending) .cmp-o"
    if kind == "fallback":
        page.set_content(
            f"<body style='font:20px \"Noto Sans CJK HK\"'>{fallback_html(article, RenderOptions(**options))}"
        )
        return ".cmp-fallback > [lang='zh-Hant-HK']"
    if kind == "handout":
        page.goto(companion.write_handout(article, folder / "a.html", HandoutOptions(**options)).as_uri())
        page.locator(".ho-text").evaluate("e => e.scrollIntoView()")
        return ".cmp-o"
    with zipfile.ZipFile(
        companion.write(article, folder / "a.epub", options=RenderOptions(**options))
    ) as book:
        book.extractall(folder)
    page.goto((folder / "EPUB" / "text-1.xhtml").as_uri())
    return ".cmp-o"


@pytest.mark.parametrize("name", PLACES)
def test_words_can_be_seen(name, page, show, article, tmp_path):
    """Protects learners: a gap inside a word is never as wide as one between words, and no short word is broken over lines."""
    found = page.evaluate(MEASURE, shown(name, PLACES[name], page, show, article, tmp_path))
    inside, between = ([gap for gap, _ in found[k]] for k in ("inside", "between"))
    print(f"{name}: inside {max(inside)}, between {min(between)} to {max(between)} characters")
    assert len(inside) > 60 and len(between) > 60
    assert max(inside) < min(between) and min(inside) > -0.05
    assert found["broken"] == [] and found["begun"] == []
    usual = sorted(between)[len(between) // 2]
    other = sum(abs(gap - usual) > 0.15 for gap in between) / len(between)
    assert other < 0.15, f"{other:.0%} of the gaps between words are not as the others"


@pytest.mark.parametrize("layout", ["stacked", "vertical"])
def test_zhuyin_stands_upright_at_the_right_of_its_character(show, layout):
    """Protects readers of Zhuyin: its signs stand below each other, at the right, in a size that can be read."""
    page = show("聯手打擊電騙。", reading="zhuyin", layout_mode=layout, font_size=16, vocabulary=False)
    for ruby in page.locator(".cmp-o ruby").all():
        base = ruby.evaluate(
            "e => { const r = document.createRange(); r.selectNodeContents(e.firstChild); return r.getBoundingClientRect().toJSON(); }"
        )
        rt = ruby.locator("rt").evaluate("e => e.getBoundingClientRect().toJSON()")
        assert rt["left"] >= base["right"] - 1 and rt["height"] >= rt["width"] - 1
        assert abs((rt["top"] + rt["bottom"]) - (base["top"] + base["bottom"])) < 8
        assert ruby.locator("rt").evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 10


@pytest.mark.parametrize("reading", ["pinyin", "zhuyin"])
def test_no_column_of_a_printed_tier_runs_off_the_page(page, article, tmp_path, reading):
    """Protects vertical handouts on paper: a tier takes as many columns as the page is wide, and no more."""
    options = HandoutOptions(layout="vertical", reading=reading, simplified=False)
    page.set_viewport_size({"width": 680, "height": 1000})
    page.emulate_media(media="print")
    page.goto(companion.write_handout(article, tmp_path / "a.html", options).as_uri())
    off = page.evaluate(
        """() => [...document.querySelectorAll('.ho-upright .cmp-o')].map((line) => line.getBoundingClientRect())
        .filter((box) => box.left < -1).length"""
    )
    assert off == 0
