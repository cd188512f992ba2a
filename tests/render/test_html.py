"""Article to HTML."""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import fields, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import companion
from companion.model import Article, Paragraph, Sense, Sentence, Term, Token, Translation
from companion.render import (
    HandoutOptions,
    RenderOptions,
    article_words,
    fallback_html,
    page_html,
    paragraph_html,
    word_key,
)

GOLDEN = Path(__file__).parent / "golden"
TERM = Term(
    "crime-dianpian",
    "電騙",
    "电骗",
    "diànpiàn",
    ("telecom fraud",),
    mainland="电信诈骗",
    note="A note.",
    source="Police",
)
TOKENS = (
    Token("2月", 0, 2, "number", "2月", ("yuè",)),
    Token("打擊", 2, 4, "word", "打击", ("dǎ", "jī"), (Sense("打擊", "打击", "dǎ jī", ("to hit", "blow")),)),
    Token("電騙", 4, 6, "word", "电骗", ("diàn", "piàn"), term="crime-dianpian", review=("unknown-word",)),
    Token("。", 6, 7, "punctuation", "。"),
)
ARTICLE = Article(
    "打擊電騙",
    "a.txt",
    (
        Paragraph("p-1", "headline", "打擊", (replace(TOKENS[1], start=0, end=2),), (Sentence(0, 2),)),
        Paragraph(
            "p-2",
            "body",
            "2月打擊電騙。",
            TOKENS,
            (Sentence(0, 7, Translation("Fight it.", "memory", "a.tmx")),),
        ),
    ),
    (TERM,),
)


def tags(html: str) -> list[tuple[str, tuple[str, ...]]]:
    found = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag, attributes):
            found.append((tag, tuple(sorted(name for name, _ in attributes))))

    Parser().feed(html)
    return found


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("paragraph", lambda: paragraph_html(ARTICLE.paragraphs[1])),
        ("paragraph-bare", lambda: paragraph_html(ARTICLE.paragraphs[1], RenderOptions(False, False, False))),
        ("fallback", lambda: fallback_html(ARTICLE)),
    ],
)
def test_the_html_is_as_it_was(name, make):
    """Protects the look: a change of the markup is seen and agreed (COMPANION_UPDATE_GOLDEN=1)."""
    path, html = GOLDEN / f"{name}.html", make() + "\n"
    if os.environ.get("COMPANION_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(html, encoding="utf-8")
    assert html == path.read_text("utf-8")


def poisoned(value):
    """`value` with a hostile text in each of its text fields, deeply; kinds and origins stay."""
    evil = "'\"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}{% raw %}javascript:"
    keep = {"kind", "origin", "status"}
    changes = {}
    for f in fields(value):
        v = getattr(value, f.name)
        if isinstance(v, str) and f.name not in keep and v:
            changes[f.name] = v + evil
        elif isinstance(v, tuple) and v:
            changes[f.name] = tuple(
                x + evil if isinstance(x, str) else poisoned(x) if hasattr(x, "__slots__") else x for x in v
            )
        elif hasattr(v, "__dataclass_fields__"):
            changes[f.name] = poisoned(v)
    if value.__class__ is Term:
        changes["id"] = value.id
    if value.__class__ is Token:
        changes["term"] = value.term
    return replace(value, **changes)


def test_hostile_text_in_every_field_adds_no_tag_and_no_attribute():
    """Protects readers from an article and a glossary that hold HTML and template syntax."""
    evil = poisoned(ARTICLE)
    for make in (page_html, fallback_html):
        clean, dirty = set(tags(make(ARTICLE))), set(tags(make(evil)))
        assert {t for t, _ in dirty} <= {t for t, _ in clean} | {"div", "span"}
        assert not {a for _, names in dirty for a in names if a.startswith("on")}
        assert "{{7*7}}" in make(evil)


def test_each_word_has_its_language_and_one_key_in_both_scripts():
    """Protects screen readers and the alignment of original and Simplified."""
    html = paragraph_html(ARTICLE.paragraphs[1])
    key = word_key(TOKENS[2])
    assert html.count(f'data-w="{key}"') == 2
    for language in ("zh-Hant-HK", "zh-Hans", "zh-Latn-pinyin", "en"):
        assert f'lang="{language}"' in html
    assert "<ruby>月<rp>(</rp>" in html and ">2<ruby" in html
    assert 'aria-hidden="true">yuè</rt>' in html


def test_the_fallback_is_readable_without_ruby_tags():
    """Protects untrusted notebooks, where the sanitizer takes ruby and rt away."""

    class Text(HTMLParser):
        text = ""

        def handle_data(self, data):
            self.text += data

    parser = Text()
    parser.feed(fallback_html(ARTICLE))
    assert "打擊(dǎjī)" in parser.text and "Fight it." in parser.text


def test_the_page_asks_for_nothing_and_names_its_sources():
    """Protects offline readers, and the licences of what is shown."""
    html = page_html(ARTICLE)
    assert "default-src 'none'" in html and "http" not in html.replace("http-equiv", "")
    bare = HandoutOptions(cards=False)
    assert "CC-CEDICT" not in page_html(ARTICLE, bare) and "<script" not in page_html(ARTICLE, bare)
    glossed = replace(ARTICLE.paragraphs[1], sentences=(Sentence(0, 7, Translation("hit", "gloss")),))
    assert "CC-CEDICT (CC BY-SA 4.0)" in page_html(replace(ARTICLE, paragraphs=(glossed,)))
    machine = replace(
        ARTICLE.paragraphs[1], sentences=(Sentence(0, 7, Translation("hit", "argos", "translate-zh_en 1.9")),)
    )
    assert "translate-zh_en 1.9" in page_html(replace(ARTICLE, paragraphs=(machine,)))


def test_lone_surrogates_do_not_break_a_page():
    """Protects damaged text: the page is valid UTF-8."""
    token = Token("電\ud800", 0, 2, "word", "电\ud800", ("diàn",))
    article = Article("\udfff", "", (Paragraph("p", "body", "電\ud800", (token,), (Sentence(0, 2),)),))
    page_html(article).encode("utf-8")
    json.dumps(article_words(article), ensure_ascii=False).encode("utf-8")


def test_a_similar_sentence_shows_its_difference_in_the_text_of_every_page(tmp_path):
    """Protects readers of paper and phones, who have no tooltip, from the English of another sentence."""
    said = Translation("a gloss", "gloss", score=0.857, near="甲方表示同意。", suggestion="Party A <agrees>.")
    same = Translation("Party A agrees.", "memory", "m.tmx", score=0.857, near="甲方表示同意。")
    pages = []
    for text, english in (("甲方表示不同意。", said), ("甲方表示同意了。", same)):
        plain = companion.read_text(text, translator=None)
        p = plain.paragraphs[0]
        article = replace(plain, paragraphs=(replace(p, sentences=(Sentence(0, len(text), english),)),))
        companion.write_handout(article, tmp_path / "a.html", force=True)
        companion.write(article, tmp_path / "a.md", force=True)
        companion.write(article, tmp_path / "a.docx", force=True)
        word = zipfile.ZipFile(tmp_path / "a.docx").read("word/document.xml").decode()
        pages.append(
            [
                (tmp_path / "a.html").read_text("utf-8"),
                fallback_html(article),
                (tmp_path / "a.md").read_text("utf-8"),
                word,
            ]
        )
    for html in pages[0][:2]:
        assert '[memory 85 %: <span lang="zh">甲方表示<ins>不</ins>同意。</span>' in html
        assert "Party A &lt;agrees&gt;.</span>]" in html
    for html in pages[1][:2]:
        assert '[memory 85 %: for <span lang="zh">甲方表示同意<ins>了</ins>。</span>]' in html
    assert (
        "甲方表示\\[+不\\]同意。" in pages[0][2]
        and "memory 85 %: 甲方表示[+不]同意。 = Party A &lt;agrees&gt;." in pages[0][3]
    )
    assert (
        "for 甲方表示同意\\[+了\\]。" in pages[1][2]
        and "(memory 85 %: for 甲方表示同意[+了]。)" in pages[1][3]
    )


def test_the_fallback_of_a_very_long_text_ends_and_says_so():
    """Protects the widget's first message, which is to stay below a megabyte: what is left out is told, and what to do."""
    long = replace(ARTICLE, paragraphs=ARTICLE.paragraphs * (700_000 // len(fallback_html(ARTICLE))) * 4)
    html = fallback_html(long)
    assert len(html.encode()) < 1_000_000 < len(fallback_html(ARTICLE).encode()) * len(long.paragraphs)
    assert (
        html.count(f"of {len(long.paragraphs)} paragraphs are here") == 2
        and "companion.write_handout(" in html
    )
    assert "paragraphs are here" not in fallback_html(ARTICLE)
