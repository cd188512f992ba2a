"""The words of an article."""

from __future__ import annotations

import pytest

import companion
from companion.choices import LEVELS, WORDS, ReadingOptions, WordChoice
from companion.errors import InputError
from companion.export.words import choose_meanings, entries
from companion.model import Sense, Token


def test_each_word_comes_once_with_the_sentence_that_it_stands_in(article):
    """Protects a deck from doubles, and the word that is marked in its sentence."""
    found = entries(article)
    assert len({e.key for e in found}) == len(found)
    assert [e.number for e in found] == list(range(1, len(found) + 1))
    for e in found:
        assert e.sentence[e.at : e.at + len(e.form)] == e.form
        assert len(e.sentence) == len(e.sentence_simplified)
    word = next(e for e in found if e.traditional == "電騙")
    assert word.reading == "diànpiàn" and word.mainland and word.count > 1
    assert word.translation and word.origin == "memory"


def test_the_choices_nest(article):
    """Protects the choice: terms are in level, and level is in all; numbers are in none."""
    keys = [{e.key for e in entries(article, WordChoice(words))} for words in ("terms", "level", "all")]
    assert keys[0] < keys[1] < keys[2]
    assert {e.key for e in entries(article, WordChoice(level="C1"))} < keys[1]
    assert not [e for e in entries(article, WordChoice("all")) if e.traditional[0].isdigit()]


def test_known_words_are_left_out(article):
    """Protects learners from words that they have done with."""
    assert not [e for e in entries(article, WordChoice(known={"电骗"})) if e.traditional == "電騙"]


def test_an_alias_is_listed_as_its_term_with_that_terms_reading():
    """Protects the headword: the text may have another form of it."""
    article = companion.read_text("中國公安部表示。", translator=None)
    (term,) = article.glossary
    entry = entries(article, WordChoice("terms"))[0]
    assert (entry.traditional, entry.form) == (term.traditional, "中國公安部")
    assert entry.reading == term.pinyin
    zhuyin = entries(article, WordChoice("terms"), ReadingOptions("zhuyin"))[0].reading
    assert len(zhuyin.split()) == len(term.traditional)


def test_the_meanings_fit_the_reading():
    """Protects learners from the meaning of a homograph, and from surnames."""
    senses = (
        Sense("行", "行", "háng", ("row; line", "profession")),
        Sense("行", "行", "xíng", ("to walk", "variant of 行[háng]")),
        Sense("行", "行", "Xíng", ("surname Xing",)),
    )
    assert choose_meanings(Token("行", 0, 1, "word", "行", ("xíng",), senses)) == ("to walk",)
    assert choose_meanings(Token("行", 0, 1, "word", "行", ("háng",), senses))[0] == "row; line"


def test_another_choice_is_told(article):
    """Protects users who mistype."""
    with pytest.raises(InputError, match=", ".join(WORDS)):
        entries(article, "hard")  # type: ignore[arg-type]
    with pytest.raises(InputError, match=", ".join(LEVELS)):
        WordChoice(level="B3")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="most can't be 0"):
        WordChoice(most=0)


def test_at_most_so_many_words_are_the_terms_and_the_repeated_ones(article):
    """Protects a short list: what is left out is what a learner meets once, and it stays in order."""
    every, few = entries(article), entries(article, WordChoice(most=8))
    assert [e.number for e in few] == list(range(1, 9))
    assert [e.key for e in few] == [e.key for e in every if e.key in {f.key for f in few}]
    terms = [e for e in every if e.term]
    assert all(e.term for e in few) or len([e for e in few if e.term]) == len(terms)
