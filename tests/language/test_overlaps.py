"""Word boundaries that are cut anew, and terms that such a boundary decides."""

from __future__ import annotations

import pytest

import companion
from companion.glossary import Glossary
from companion.language.analysis import Analyzer
from companion.model import Term

ANALYZER = Analyzer()


def words(text: str) -> list[str]:
    return [t.text for t in ANALYZER.tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有關押後聆訊", ["有關", "押後", "聆訊"]),
        ("小明教書", ["小明", "教書"]),
        ("銀行調高利率", ["銀行", "調高", "利率"]),
        ("重奪冠軍", ["重奪", "冠軍"]),
        ("貨車撞向前車", ["貨車", "撞向", "前車"]),
        ("被告認不認罪", ["被告", "認", "不", "認罪"]),
    ],
)
def test_two_words_that_are_likelier_win_over_one_between_lone_characters(text, expected):
    """Protects readers from 關押 in 有關押後 and Manichaeism (明教) in 小明教書."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("他被關押後獲釋", "關押"),
        ("這裏有天后宮", "天后宮"),
        ("球隊奪冠後慶祝", "奪冠"),
    ],
)
def test_a_word_between_function_words_stays(text, word):
    """Protects the segmenter's words where the other cut is no likelier."""
    assert word in words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有關稅單已寄出", ["稅單"]),
        ("有關押後聆訊的申請", ["押後"]),
        ("當局調整關稅水平", ["關稅"]),
        ("關稅戰升溫", ["關稅"]),
        ("他被關押三日", ["關押"]),
    ],
)
def test_the_likelier_word_decides_which_term_stands_there(text, expected):
    """Protects 有關 from terms that begin with its second character."""
    terms = Glossary(
        Term(f"t-{i}", t, s, "x", ("x",))
        for i, (t, s) in enumerate([("關稅", "关税"), ("稅單", "税单"), ("關押", "关押"), ("押後", "押后")])
    )
    article = companion.read_text(text, glossary=terms, translator=None)
    assert [t.text for p in article.paragraphs for t in p.tokens if t.term] == expected


@pytest.mark.parametrize("text", ["有關稅單已寄出", "有關押後聆訊"])
def test_a_term_is_not_found_across_two_likelier_words(text):
    """Protects articles whose glossary has only the term that is there by chance."""
    terms = Glossary([Term("t-1", "關稅", "关税", "x", ("x",)), Term("t-2", "關押", "关押", "x", ("x",))])
    article = companion.read_text(text, glossary=terms, translator=None)
    assert not article.glossary
