"""From text and files to an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import companion
from companion.errors import EncodingError, InputError, NotChineseError
from companion.model import ORIGINS, Term
from companion.source import clean

TEXT = "零容忍！兩地聯手打擊電騙\n\n警方表示，2月8日拘捕61名疑犯。「我們會繼續執法。」發言人說。\n"


def check(article):
    """The invariants of the data model."""
    for p in article.paragraphs:
        assert "".join(t.text for t in p.tokens) == p.text
        assert len(p.simplified) == len(p.text)
        assert all(p.text[t.start : t.end] == t.text for t in p.tokens)
        assert "".join(p.text[s.start : s.end] for s in p.sentences) == p.text
    ids = [p.id for p in article.paragraphs]
    assert len(ids) == len(set(ids))


def test_an_article_has_title_paragraphs_terms_and_english():
    """Protects the main job from text to article."""
    article = companion.read_text(TEXT)
    check(article)
    assert article.title == "零容忍！兩地聯手打擊電騙"
    assert [p.kind for p in article.paragraphs] == ["headline", "body"]
    assert "電騙" in [t.traditional for t in article.glossary]
    assert all(
        s.translation.origin in ORIGINS and s.translation.text
        for p in article.paragraphs
        for s in p.sentences
    )


def test_without_a_model_the_gloss_is_a_gloss_and_the_notice_names_the_command():
    """Protects readers from taking a gloss for a translation, and tells them the way out."""
    article = companion.read_text("發言人昨日宣布新措施。")
    assert article.paragraphs[0].sentences[0].translation.origin == "gloss"
    (notice,) = article.notices
    assert "companion models install" in notice and "\n" not in notice


def test_no_translator_means_no_english_and_nothing_loaded():
    """Protects quick reading without English."""
    article = companion.read_text(TEXT, translator=None)
    assert {s.translation for p in article.paragraphs for s in p.sentences} == {None}
    assert article.notices == ()


def test_a_term_gives_reading_and_simplified_form():
    """Protects one entry that drives segmentation, reading and form."""
    mine = companion.Glossary([Term("x", "行行", "行行", "hángxíng", ("test",))])
    token = companion.read_text("他們行行去", glossary=mine, translator=None).paragraphs[0].tokens[1]
    assert (token.text, token.pinyin, token.term) == ("行行", ("háng", "xíng"), "x")


def test_a_translator_can_be_an_object():
    """Protects callers who bring their own translator."""
    from companion.model import Translation

    class Mine:
        name = "mine"

        def status(self):
            return ""

        def translate(self, sentences):
            return (Translation(s.simplified[:2], "memory") for s in sentences)

    article = companion.read_text("電騙很多。", translator=Mine())
    assert article.paragraphs[0].sentences[0].translation.text == "电骗"


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("", InputError, "is empty"),
        (" \n\t\u200b", InputError, "is empty"),
        ("Only English here.", NotChineseError, "no Chinese character"),
        (b"abc", InputError, "takes a text"),
        ("中" * 1_000_001, InputError, "at most 1,000,000"),
    ],
)
def test_bad_text_is_answered_in_one_line(text, error, message):
    """Protects users from tracebacks."""
    with pytest.raises(error, match=message):
        companion.read_text(text)


def test_a_file_is_read_with_the_memory_that_lies_beside_it(tmp_path):
    """Protects a teacher's translations: article.tmx beside article.txt is used."""
    (tmp_path / "a.txt").write_text("今天很冷。", encoding="utf-8")
    (tmp_path / "a.tmx").write_text(
        '<?xml version="1.0"?><tmx version="1.4"><header segtype="sentence" srclang="zh-Hant-HK" adminlang="en" '
        'datatype="plaintext" creationtool="t" creationtoolversion="1" o-tmf="t"/><body><tu><tuv xml:lang="zh-Hant-HK">'
        '<seg>今天很冷。</seg></tuv><tuv xml:lang="en"><seg>It is cold today.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    translation = companion.read(tmp_path / "a.txt").paragraphs[0].sentences[0].translation
    assert (translation.text, translation.origin) == ("It is cold today.", "memory")


def test_files_that_can_not_be_read_are_told_apart(tmp_path):
    """Protects users who name the wrong thing."""
    with pytest.raises(InputError):
        companion.read(tmp_path / "missing.txt")
    with pytest.raises(InputError):
        companion.read(tmp_path)
    (tmp_path / "x.txt").write_bytes(bytes(range(256)) * 20)
    with pytest.raises((InputError, EncodingError)):
        companion.read(tmp_path / "x.txt")


@pytest.mark.slow
def test_a_line_of_very_many_characters_ends_in_an_article():
    """Protects against quadratic behaviour, up to the longest text that is read."""
    text = "香港警方打擊電騙，市民歡迎。" * 71_000
    article = companion.read_text(text, translator=None)
    assert sum(len(p.text) for p in article.paragraphs) == len(text)


@given(
    st.text(
        st.sampled_from("香港電騙，。「」\n 　●ABC12月<>&\"'\x07\ud800\u2f00\u2ea0") | st.characters(),
        max_size=200,
    )
)
def test_any_text_ends_in_an_article_or_in_a_clear_error(text):
    """Protects the invariants: nothing of the source is lost or invented but white space."""
    try:
        article = companion.read_text(text)
    except InputError as error:
        assert "\n" not in str(error)
        return
    check(article)
    kept = "".join(p.text for p in article.paragraphs)
    assert "".join(kept.split()) == "".join(clean(text).split())


def test_a_changed_term_takes_effect_at_once():
    """Protects a teacher who mends an entry: nothing of the old one is remembered."""
    for pinyin in ("hángxíng", "xínghang"):
        mine = companion.Glossary([Term("x", "行行", "行行", pinyin, ("test",))])
        token = companion.read_text("行行", glossary=mine, translator=None).paragraphs[0].tokens[0]
        assert "".join(token.pinyin) == pinyin
