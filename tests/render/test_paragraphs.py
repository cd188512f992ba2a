"""Paragraphs and words in all layouts, and the compact form that the reader is sent."""

from __future__ import annotations

import re

import pytest

import companion
from companion.errors import InputError
from companion.model import Sentence, Term, TermUse, Token, Translation
from companion.render import Packer, RenderOptions, Words, page_html, paragraph_html
from companion.render.word_table import read_row
from companion.render.words import english_spans, tone_of

TEXT = "警方打擊電騙。市民要小心電騙，我們再打擊。"


@pytest.fixture(scope="module")
def article():
    return companion.read_text(TEXT)


def html_of(article, **options):
    chosen = RenderOptions(**options)
    return paragraph_html(article.paragraphs[0], chosen, words=Words(chosen, article.glossary))


def readings(html):
    return re.findall(r"<rt[^>]*>([^<]*)</rt>", html)


def test_a_word_is_sent_once_however_often_it_occurs(article):
    """Protects the size of what the browser is sent; tests/browser/test_reader_text.py compares what it makes of it."""
    packer = Packer(Words(RenderOptions(), article.glossary, rp=False, everything=True))
    packed = packer.paragraph(article.paragraphs[0])
    numbers = [int(n) for line in packed["n"] for n in line.split()]
    assert len(numbers) == len(article.paragraphs[0].tokens) > len(packer.table.words)
    texts = [read_row(packer.table.words[n])["text"] for n in numbers]
    assert "".join(texts) == article.paragraphs[0].text
    assert [e["from"] for e in packed["e"]] == [0, 0] and "text" not in packed["e"][0], "a gloss is its words"


@pytest.mark.parametrize(
    ("options", "shown", "hidden"),
    [
        ({"pinyin_for": "none"}, set(), {"jǐng", "diàn"}),
        ({"pinyin_for": "terms"}, {"diàn", "piàn"}, {"jǐng", "yào"}),
        ({"pinyin_for": "above-level", "level": "B1"}, {"diàn"}, {"men", "yào"}),
        (
            {"pinyin_for": "above-level", "level": "A1", "known": frozenset({"电骗"})},
            {"jǐng"},
            {"diàn", "men"},
        ),
    ],
)
def test_only_the_words_that_were_asked_for_have_their_reading(article, options, shown, hidden):
    """Protects learners who read what they can without help."""
    found = set(readings(html_of(article, **options, ruby="character")))
    assert shown <= found and not hidden & found


def test_the_first_place_of_a_word_has_its_reading(article):
    """Protects learners who want each reading once, over the whole article."""
    found = readings(html_of(article, pinyin_for="first", ruby="character"))
    assert found.count("diàn") == 1 == found.count("jī")


@pytest.mark.parametrize(
    ("system", "reading", "language"),
    [("zhuyin", "ㄉㄧㄢˋ", "zh-Bopo"), ("wade-giles", "tien⁴", "zh-Latn-wadegile")],
)
def test_other_systems_of_reading_stand_over_the_words_with_their_language(
    article, system, reading, language
):
    """Protects readers who learnt zhuyin or Wade–Giles; tones keep their class."""
    html = html_of(article, reading=system, ruby="character", tone_colours=True)
    html = html.replace('<span class="t4">', "").replace("</span>", "")
    assert f'<ruby>電<rp>(</rp><rt lang="{language}" aria-hidden="true">{reading}</rt>' in html


def test_readings_stand_as_they_are_said_where_that_is_asked_for():
    """Protects the options: sandhi over the characters, a reading over figures, in zhuyin too; off by default."""
    article = companion.read_text("2月8日，一名警員不是佔35%。")
    assert readings(html_of(article))[:3] == ["yuè", "rì", "yīmíng"]
    html = html_of(article, sandhi=True, numbers="spelled", ruby="character")
    assert readings(html) == [
        "èr", "yuè", "bā", "rì", "yì", "míng", "jǐng", "yuán", "bú", "shì", "zhàn", "bǎi fēn zhī sānshíwǔ",
    ]  # fmt: skip
    assert '<span class="cmp-num"><ruby class="cmp-f">35%<rp>' in html
    assert readings(html_of(article, sandhi=True, reading="zhuyin"))[2:4] == ["ㄧˋ", "ㄇㄧㄥˊ"]
    assert "cmp-f" not in html_of(article, numbers="spelled", pinyin=False)


def test_the_reader_is_sent_both_spellings_with_the_reading_of_the_dictionary():
    """Protects the switch in the browser, which asks no Python: the same word, whatever is said."""
    article = companion.read_text("他一名，她一個，佔1%，1名。")
    packer = Packer(Words(RenderOptions(), article.glossary, rp=False, everything=True))
    packer.paragraph(article.paragraphs[0])
    table = packer.table.data()
    words = {cells["text"]: cells for cells in map(read_row, table["words"])}
    assert (words["一名"]["pinyin"], words["一名"]["said"]) == ("yī míng", "yì míng")
    assert table["syllables"]["yí"][0] == "ㄧˊ" and words["一個"]["said"] == "yí gè"
    assert not words["他"]["said"]
    assert words["1%"]["figures"] == '[[0,2,"bǎi/fēn/zhī/yī"]]' and not words["1%"]["pinyin"]
    assert words["1名"]["figures"] == '[[0,1,"yī","yì"]]'


def test_tones_are_told_from_syllables():
    """Protects the tone colours, Jyutping's six included."""
    assert [tone_of(s) for s in ("mā", "má", "mǎ", "mà", "ma", "lǜ", "jyut6", "")] == [1, 2, 3, 4, 5, 4, 6, 5]


def test_an_interlinear_page_has_a_gloss_for_each_word_and_other_pages_none(article):
    """Protects the interlinear layout, and the size of the others."""
    html = html_of(article, layout="interlinear")
    assert '<span class="cmp-g" lang="en">telecom fraud</span>' in html
    assert html.count('class="cmp-g"') == html.count('class="cmp-w')
    assert "cmp-g" not in html_of(article)


def test_terms_are_marked_in_the_english_where_the_report_has_them():
    """Protects the alignment with the English: only honoured terms, whatever their form."""
    term = Term("t", "電騙", "电骗", "diànpiàn", ("telecom fraud",))
    words = Words(RenderOptions(), [term])
    token = Token("電騙", 0, 2, "word", "电骗", ("diàn", "piàn"), term="t")
    sentence = lambda status: Sentence(  # noqa: E731
        0, 2, Translation("Two Telecom-frauds rose.", "memory", terms=(TermUse("t", status),))
    )
    pieces = english_spans(sentence("applied"), [token], words)
    assert pieces == [("Two ", "", None), ("Telecom-frauds", "t", None), (" rose.", "", None)]
    assert english_spans(sentence("missing"), [token], words) == [("Two Telecom-frauds rose.", "", None)]


def test_a_gloss_is_aligned_word_by_word(article):
    """Protects the alignment where there is no translation yet."""
    html = html_of(article)
    assert '<span class="cmp-ew" data-i="0">police</span>\u00a0· ' in html
    assert 'data-term="crime-dianpian" data-i="2">telecom fraud</span>' in html


def test_the_page_carries_the_classes_of_its_options(article):
    """Protects layouts, palettes and layers on pages."""
    html = page_html(
        article, RenderOptions(layout="vertical", english=False, tone_colours=True, pinyin_for="pointing")
    )
    assert (
        'class="cmp-page ho ho-vertical cmp-l-stacked cmp-no-en cmp-py-pointing cmp-tones cmp-tones-safe"'
        in html
    )
    assert RenderOptions(tone_colours="classic").palette == "classic"


@pytest.mark.parametrize(
    "wrong",
    [
        {"layout": "rows"},
        {"reading": "pinjin"},
        {"level": "HSK3"},
        {"tone_colours": "pink"},
        {"numbers": "words"},
    ],
)
def test_a_wrong_option_is_told_with_the_right_ones(wrong):
    """Protects a person who mistypes an option."""
    with pytest.raises(InputError, match=r"can't be '.*'.*; there are: "):
        RenderOptions(**wrong)
