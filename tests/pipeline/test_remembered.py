"""What a process remembers of the articles that it has read."""

from __future__ import annotations

from dataclasses import replace

from companion.corrections import correction_at
from companion.glossary import Glossary
from companion.model import Term
from companion.pipeline import correct, read_text
from companion.remembered import terms_of

TERM = Term("own-1", "碼頭鼠", "码头鼠", "mǎtóushǔ", ("dock rat",), layer="class")
TEXT = "昨晚碼頭鼠又來了，他率團訪問碼頭。"


def terms_in(article):
    return [t.text for p in article.paragraphs for t in p.tokens if t.term == "own-1"]


def test_an_undone_correction_brings_back_a_term_of_ones_own():
    """Protects a class's terms: a correction that cut one, and is taken back, needs no glossary named again."""
    article = read_text(TEXT, glossary=Glossary([TERM]), translator=None)
    assert terms_in(article) == ["碼頭鼠"]
    cut = correct(article, [correction_at(article.paragraphs[0], 2, 5, "words", "碼頭|鼠")])
    assert not terms_in(cut) and TERM not in cut.glossary
    assert correct(cut, []) == article


def test_another_glossary_of_the_same_text_is_not_taken():
    """Protects an article from the terms of another reading of it."""
    plain = read_text(TEXT, translator=None)
    mine = read_text(TEXT, glossary=Glossary([TERM]), translator=None)
    assert terms_of(mine).get("own-1") == TERM
    assert terms_of(plain).get("own-1") is None
    assert terms_in(correct(mine, [])) == ["碼頭鼠"] and not terms_in(correct(plain, []))


def test_an_article_of_another_process_is_corrected_with_the_terms_that_are_installed():
    """Protects articles out of a JSON file, of which nothing is remembered."""
    article = read_text(TEXT, translator=None)
    strange = replace(article, paragraphs=article.paragraphs * 2)
    assert terms_of(strange) is None
    assert len(correct(strange, []).paragraphs) == 2
