"""Corrections onto articles."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import companion
from companion.corrections import Correction, Corrections, correction_at
from companion.errors import CorrectionError
from companion.export.json_article import article_to_json
from companion.export.json_read import article_from_dict
from companion.pipeline import correct

TEXT = "香港新聞\n\n他們率團訪問，認為要和平等待遇。第二天很乾燥。\n\n市民表示歡迎這個安排。"


@pytest.fixture(scope="module")
def article():
    return companion.read_text(TEXT, translator="gloss")


def words(paragraph):
    return [t.text for t in paragraph.tokens]


def check(article):
    for p in article.paragraphs:
        assert "".join(words(p)) == p.text and len(p.simplified) == len(p.text)
        assert "".join(p.text[s.start : s.end] for s in p.sentences) == p.text


def test_a_reading_changes_its_syllable_only_and_brings_its_sense_to_the_front(article):
    """Protects the main correction: a wrong reading."""
    fixed = correct(article, [correction_at(article.paragraphs[1], 2, 3, "reading", "shuai4")])
    token = next(t for t in fixed.paragraphs[1].tokens if "率" in t.text)
    assert token.pinyin[token.text.index("率")] == "shuài" and token.review == ()
    alone = companion.read_text("差", translator=None)
    fixed = correct(alone, [correction_at(alone.paragraphs[0], 0, 1, "reading", "chāi")])
    assert fixed.paragraphs[0].tokens[0].senses[0].pinyin == "chāi"


def test_words_are_split_and_joined_with_readings_and_senses(article):
    """Protects corrections of segmentation, whatever the program's own words are."""
    p = article.paragraphs[1]
    at = p.text.index("和平等待遇")
    for value in ("和|平等|待遇", "和平|等|待遇", "和平等待遇", "和平等|待遇"):
        fixed = correct(article, [correction_at(p, at, at + 5, "words", value)])
        check(fixed)
        assert "|".join(t.text for t in fixed.paragraphs[1].tokens if at <= t.start < at + 5) == value
    fixed = correct(article, [correction_at(p, at, at + 5, "words", "和|平等|待遇")])
    token = next(t for t in fixed.paragraphs[1].tokens if t.text == "平等")
    assert token.pinyin == ("píng", "děng") and token.senses


def test_a_simplified_form_changes_in_both_the_token_and_the_paragraph(article):
    """Protects corrections of one-to-many conversions."""
    p = article.paragraphs[1]
    at = p.text.index("乾")
    fixed = correct(article, [correction_at(p, at, at + 1, "simplified", "乾")])
    assert fixed.paragraphs[1].simplified[at] == "乾"
    assert fixed.paragraphs[1].simplified.replace("乾", "干") == p.simplified


def test_boundaries_and_kinds_of_paragraphs(article):
    """Protects corrections of layout repair, and readings made before the split."""
    p, last = article.paragraphs[1:]
    at = p.text.index("第二天")
    many = [
        correction_at(p, at, at, "boundary", "split"),
        correction_at(p, 2, 3, "reading", "shuài"),
        correction_at(p, at + 1, at + 2, "reading", "ér"),
        correction_at(last, 0, 1, "kind", "caption"),
    ]
    fixed = correct(article, many)
    check(fixed)
    assert [q.text for q in fixed.paragraphs[1:3]] == [p.text[:at], p.text[at:]]
    assert "shuài" in [s for t in fixed.paragraphs[1].tokens for s in t.pinyin]
    assert "ér" in [s for t in fixed.paragraphs[2].tokens for s in t.pinyin]
    assert fixed.paragraphs[3].kind == "caption"
    joined = correct(fixed, [*many, correction_at(fixed.paragraphs[2], 0, 1, "boundary", "join")])
    assert joined.paragraphs[2].text == p.text[at:] + last.text and len(joined.corrections) == 5


def test_taking_corrections_back_gives_the_article_that_was(article):
    """Protects undo: nothing of a correction is left behind."""
    p = article.paragraphs[1]
    at = p.text.index("第二天")
    many = [
        correction_at(p, at, at, "boundary", "split"),
        correction_at(p, 2, 3, "reading", "shuài"),
        correction_at(p, 0, 2, "words", "他|們"),
        correction_at(article.paragraphs[2], 0, 1, "kind", "caption"),
        correction_at(article.paragraphs[0], 0, 1, "boundary", "join"),
    ]
    fixed = correct(article, many)
    assert len(fixed.corrections) == 5 and fixed != article
    assert correct(fixed, many) == fixed
    assert correct(fixed, []) == article
    assert correct(fixed, many[1:3]) == correct(article, many[1:3])


def test_a_corrected_article_reads_the_same_as_one_read_with_corrections(article):
    """Protects the widget: a correction on its card and a new reading of the file agree."""
    p = article.paragraphs[1]
    mine = Corrections(
        [correction_at(p, 9, 14, "words", "要和|平等|待"), correction_at(p, 8, 9, "boundary", "split")]
    )
    assert companion.read_text(TEXT, translator="gloss", corrections=mine) == correct(article, mine)


def test_always_holds_for_whole_words_and_the_article_wins():
    """Protects "always": 率 alone is corrected, 效率 is not; context narrows it; the article's own wins."""
    always = Correction("reading", "", 0, 0, "長", "zhǎng", "always")
    text = "長。很長的隊長。"
    plain = companion.read_text(text, translator=None)
    fixed = companion.read_text(text, translator=None, corrections=Corrections([always]))
    changed = [
        t.text for t, u in zip(plain.paragraphs[0].tokens, fixed.paragraphs[0].tokens, strict=True) if t != u
    ]
    assert changed and set(changed) == {"長"} and fixed.corrections == (always,)
    own = correction_at(plain.paragraphs[0], 0, 1, "reading", "cháng")
    both = companion.read_text(text, translator=None, corrections=Corrections([own, always]))
    assert both.paragraphs[0].tokens[0].pinyin == ("cháng",)
    narrow = Correction("reading", "", 0, 0, "長", "zhǎng", "always", before="某")
    assert correct(plain, [narrow]) == plain


def test_a_correction_survives_a_change_elsewhere_and_of_the_layout(article):
    """Protects a teacher's work from an edited file and from a program that parts paragraphs otherwise."""
    c = correction_at(article.paragraphs[1], 2, 3, "reading", "shuài")
    for text in (TEXT.replace("第二天", "第三天"), TEXT.replace("第二天", "\n\n第二天")):
        fixed = companion.read_text(text, translator=None, corrections=Corrections([c]))
        assert fixed.corrections == (c,)
        assert "shuài" in [s for t in fixed.paragraphs[1].tokens for s in t.pinyin]


def test_a_correction_whose_text_has_changed_is_reported_and_kept(article):
    """Protects a teacher from corrections that vanish or land in the wrong place."""
    mine = Corrections([correction_at(article.paragraphs[1], 2, 3, "reading", "shuài")])
    changed = companion.read_text(TEXT.replace("率團", "帶隊"), translator=None, corrections=mine)
    assert changed.corrections == () and mine.pending(changed) == mine.items
    (notice,) = changed.notices
    assert "率" in notice and "companion correct" in notice
    twice = companion.read_text(
        "他率團。\n\n他率團。", translator=None, corrections=Corrections([Correction("reading", "p-gone", 1, 2, "率", "shuài", before="他", after="團。")])
    )  # fmt: skip
    assert twice.corrections == () and len(twice.notices) == 1
    assert correct(twice, []).notices == ()


@pytest.mark.parametrize(
    ("old", "new", "text", "kind", "value"),
    [
        ("昨日單先生在場外迎接。", "昨晚單先生於機場接機。", "單先生", "reading", "shàn xiān sheng"),
        ("他率領代表團到訪北京。", "他昨晚率領考察團去上海。", "率領", "reading", "shuài lǐng"),
        ("小孩吃了很多餅乾就睡了。", "那孩子吃掉許多餅乾，睡了。", "乾", "simplified", "干"),
        ("他吃餅乾，又喝水。", "他們吃了餅乾，乾杯。", "乾", "simplified", "干"),
    ],
)
def test_a_correction_whose_surroundings_changed_finds_its_text(old, new, text, kind, value):
    """Protects a teacher's work from an edited sentence, as long as the text itself is there."""
    paragraph = companion.read_text(old, translator=None).paragraphs[0]
    at = old.index(text)
    c = correction_at(paragraph, at, at + len(text), kind, value)
    fixed = companion.read_text(f"天氣很好。\n\n{new}", translator=None, corrections=Corrections([c]))
    assert fixed.corrections == (c,) and not fixed.notices
    place = new.index(text)
    changed = fixed.paragraphs[1]
    if kind == "reading":
        touched = [t for t in changed.tokens if t.start < place + len(text) and t.end > place]
        assert " ".join(s for t in touched for s in t.pinyin) == value
    else:
        assert changed.simplified[place] == value


@pytest.mark.parametrize("new", ["效率很高。", "他率團。有人率隊。", "長者率先登車，我率眾跟隨。"])
def test_a_correction_does_not_land_where_nothing_tells_its_place(new):
    """Protects other words with the same character, and texts that stand twice in surroundings equally strange."""
    paragraph = companion.read_text("昨日由部長率代表團訪京。", translator=None).paragraphs[0]
    c = correction_at(paragraph, 5, 6, "reading", "shuài")
    read = companion.read_text(new, translator=None, corrections=Corrections([c]))
    assert read.corrections == () and len(read.notices) == 1


def test_a_headline_joined_with_a_paragraph_is_body(article):
    """Protects a sentence whose first line was taken for a headline; two lines of a headline stay one."""
    read = companion.read_text("詳情如下\n\n第一項工程下月開始，明年完成。", translator=None)
    assert [p.kind for p in read.paragraphs] == ["headline", "body"]
    joined = correct(read, [correction_at(read.paragraphs[0], 0, 1, "boundary", "join")])
    assert [(p.kind, p.text[:7]) for p in joined.paragraphs] == [("body", "詳情如下第一項")]
    assert correct(joined, []).paragraphs == read.paragraphs
    two = companion.read_text("渡輪加班\n\n市民歡迎", translator=None)
    assert [
        p.kind for p in correct(two, [correction_at(two.paragraphs[0], 0, 1, "boundary", "join")]).paragraphs
    ] == ["headline"]


def test_equal_paragraphs_are_told_apart():
    """Protects repeated lines: only the second one is corrected."""
    article = companion.read_text("長江\n\n長江\n\n長江很長。", translator=None)
    c = correction_at(article.paragraphs[1], 0, 1, "reading", "zhǎng")
    fixed = correct(article, [c])
    assert [p.tokens[0].pinyin[0] for p in fixed.paragraphs[:2]] == ["cháng", "zhǎng"]


def test_corrections_travel_with_the_article(article):
    """Protects exports: the JSON says what a person corrected, and is loaded with it."""
    c = correction_at(article.paragraphs[1], 2, 3, "reading", "shuài", by="陳老師")
    fixed = correct(article, [c])
    data = json.loads(article_to_json(fixed))
    (kept,) = data["corrections"]
    assert (kept["text"], kept["value"], kept["by"]) == ("率", "shuài", "陳老師")
    assert article_from_dict(data) == fixed and correct(article_from_dict(data), []) == article


@pytest.mark.parametrize(
    ("correction", "message"),
    [
        (("tone", "p-1", 0, 1, "率", "shuài"), "can be reading, words"),
        (("reading", "p-1", 0, 1, "率", "shuài lǜ"), "needs 1 syllable"),
        (("reading", "p-1", 0, 1, "率", "率"), "no pinyin"),
        (("reading", "p-1", 0, 1, "率", "foo"), "'foo', the reading of '率', is no pinyin"),
        (("reading", "p-1", 0, 2, "代表", "dai4 pbiao3"), "'pbiǎo', the reading of '表', is no pinyin"),
        (("reading", "p-1", 0, 3, "單先生", "zzz xx yy"), "'zzz', the reading of '單'"),
        (("reading", "p-1", 0, 1, "A", "a"), "no Chinese character"),
        (("words", "p-1", 0, 2, "和平", "和|等"), "join up"),
        (("words", "p-1", 0, 2, "和平", "和||平"), "join up"),
        (("simplified", "p-1", 0, 1, "乾", "干干"), "1 character"),
        (("kind", "p-1", 0, 1, "乾", "title"), "headline, byline"),
        (("boundary", "p-1", 0, 1, "乾", "cut"), "split or join"),
        (("boundary", "", 0, 0, "乾", "split", "always"), "one article only"),
        (("reading", "p-1", 0, 5, "率", "shuài"), "length"),
        (("reading", "p-1", 0, 1, "率", "shuài", "often"), "article or always"),
        (("reading", "", 0, 0, "", "shuài"), "needs the text"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(correction, message):
    """Protects files of corrections from entries that could never be applied."""
    with pytest.raises(CorrectionError, match=message):
        Corrections().add(Correction(*correction))


@given(st.data())
def test_any_corrections_keep_the_invariants_and_can_be_taken_back(data):
    """Protects the data model under whatever a teacher clicks."""
    article = companion.read_text(TEXT, translator=None)
    many = Corrections()
    now = article
    for _ in range(data.draw(st.integers(1, 4))):
        p = data.draw(st.sampled_from(now.paragraphs))
        if len(p.text) < 2:
            continue
        start = data.draw(st.integers(1, len(p.text) - 1))
        end = data.draw(st.integers(start + 1, min(len(p.text), start + 5)))
        kind = data.draw(st.sampled_from(["words", "split", "join", "simplified"]))
        if kind in ("split", "join"):
            many = many.add(correction_at(p, start, end, "boundary", kind))
        else:
            many = many.add(correction_at(p, start, end, kind, p.text[start:end]))
        now = correct(now, many)
        check(now)
    assert correct(now, []).paragraphs == article.paragraphs
