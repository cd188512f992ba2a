"""The fine grain of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import companion
from companion.corrections import correction_at
from companion.errors import InputError
from companion.export.json_article import write_json
from companion.language.grains import divided, fine_grain, grains
from companion.language.language import Language
from companion.model import Token
from companion.pipeline import correct

ANALYZER = Language.default().analyzer


def fine(text: str) -> str:
    return "|".join(text[a:b] for a, b in fine_grain(ANALYZER.tokens(text)))


def word(text: str, simplified: str = "") -> Token:
    return Token(text, 0, len(text), "word", simplified or text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("61名學生", "61|名|學生"),
        ("2月8日", "2|月|8|日"),
        ("2019年", "2019|年"),
        ("670萬人次", "670萬|人次"),
        ("佔35%", "佔|35%"),
        ("70平方公里", "70|平方公里"),
    ],
)
def test_numbers_and_their_units_are_divided(text, parts):
    """Protects grammar lessons from numerals glued to their measure words."""
    assert fine(text) == parts


@pytest.mark.parametrize("row", grains().rows, ids=lambda row: row.row)
def test_each_row_divides_its_example_and_leaves_what_it_names(row):
    """Protects each fact of word formation: the row's own word is divided so, the words of that look that it names are not."""
    text = row.example.replace("|", "")
    kind = "number" if text[0].isdigit() else "word"
    spans = fine_grain([Token(text, 0, len(text), kind, ANALYZER.simplify(text))])
    assert "|".join(text[a:b] for a, b in spans).startswith(row.example)
    whole = [Token(w, 0, len(w), "word", w, senses=ANALYZER.senses(w, w)) for w in row.unless.split("|") if w]
    assert all(fine_grain([token]) == [(0, token.end)] for token in whole)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("人口密度", "人口|密度"),
        ("周志明", "周|志明"),
        ("第一條", "第一|條"),
        ("不合理", "不|合理"),
        ("現代化", "現代|化"),
    ],
)
def test_compounds_and_names_are_divided(text, parts):
    """Protects what no row says: compounds of two words, a surname and a given name."""
    spans = fine_grain([word(text, ANALYZER.simplify(text))])
    assert "|".join(text[a:b] for a, b in spans) == parts


@pytest.mark.parametrize(
    "text", ["不同", "不过", "很多", "因为", "对于", "现在", "为了", "接着", "之后", "三分之一", "平方公里"]
)
def test_lexical_words_of_the_same_look_stay_whole(text):
    """Protects words that only look like a numeral, a negation or a verb with a preposition."""
    assert fine_grain([word(text)]) == [(0, len(text))]


def test_an_idiom_stays_whole():
    """Protects four-character idioms, whose halves are often words too."""
    assert fine("他不切實際") == "他|不切實際"


def test_readers_tokens_stay_as_they_are():
    """Protects the reader's grain: the fine one is an option and changes no token."""
    tokens = ANALYZER.tokens("這個消費者")
    fine_grain(tokens)
    assert [t.text for t in tokens] == ["這個", "消費者"]


def test_a_date_keeps_its_day_before_from():
    """Protects 1日 in 1日起 ('from the 1st on'), which is no word 日起."""
    assert [t.text for t in ANALYZER.tokens("下月1日起實施")][-3:] == ["1日", "起", "實施"]


def test_an_article_in_the_fine_grain_has_a_reading_and_senses_for_each_part():
    """Protects grammar lessons: parts are tokens like others, and a glossary term stays whole."""
    text = "2月8日，消費者委員會要求消費者成為代表。"
    article = companion.read_text(text, translator=None, grain="fine")
    tokens = {t.text: t for t in article.paragraphs[0].tokens}
    assert article.grain == "fine" and tokens["消費者委員會"].term
    assert tokens["者"].pinyin == ("zhě",) and tokens["者"].senses and tokens["消費"].simplified == "消费"
    assert tokens["8"].kind == "number" and tokens["8"].pinyin == () and tokens["日"].kind == "word"
    assert "".join(t.text for t in article.paragraphs[0].tokens) == text
    coarse = companion.read_text(text, translator=None)
    assert [t.pinyin for t in coarse.paragraphs[0].tokens if t.text == "2月8日"] == [("yuè", "rì")]


def test_the_grain_is_kept_by_corrections_and_by_json(tmp_path):
    """Protects an article that is corrected or stored from going back to the other words."""
    article = companion.read_text(
        "他率團成為代表。\n\n她成為代表。", paragraphs="blank-line", translator=None, grain="fine"
    )
    fix = correction_at(article.paragraphs[0], 1, 2, "reading", "shuài")
    fixed = correct(article, [fix, correction_at(article.paragraphs[0], 3, 4, "boundary", "split")])
    assert fixed.grain == "fine"
    assert [t.text for p in fixed.paragraphs[1:2] for t in p.tokens][:2] == ["成", "為"]
    assert companion.load(write_json(article, tmp_path / "a.json")) == article


def test_a_grain_that_there_is_not_is_told():
    """Protects those who mistype."""
    with pytest.raises(InputError, match="there are: reader, fine"):
        companion.read_text("電騙。", translator=None, grain="coarse")


@given(st.text("這個消費者第一12年月日不是為了的，ABC·𠮷 ", max_size=30))
def test_the_fine_spans_divide_the_tokens_and_lose_nothing(text):
    """Protects callers that lay the fine grain over the tokens: each token's edges are fine edges."""
    tokens = ANALYZER.tokens(text)
    spans = fine_grain(tokens)
    assert "".join(text[a:b] for a, b in spans) == text
    assert {t.end for t in tokens} <= {b for _, b in spans}
    parts = divided(tokens, ANALYZER.senses)
    assert "".join(t.text for t in parts) == text and [(t.start, t.end) for t in parts] == spans
    assert [s for t in parts for s in t.pinyin] == [s for t in tokens for s in t.pinyin]
