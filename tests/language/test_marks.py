"""Review marks: a probability that a word's reading or its ends are wrong."""

from __future__ import annotations

import numpy as np
import pytest

from companion.language import marks
from companion.language.language import Language
from companion.model import Token

LANGUAGE = Language.default()


@pytest.mark.parametrize("of", ["ends", "reading"])
def test_every_feature_has_one_weight(of):
    """Protects a mark from a feature that the training no longer has, or has twice."""
    learned = marks.weights(of)
    assert len(learned.weights) == len(marks.ENDS if of == "ends" else marks.READING)
    assert np.isfinite(learned.weights).all() and np.isfinite(learned.limit)


def test_a_word_that_the_tagger_would_cut_is_marked_and_a_sure_one_is_not():
    """Protects a teacher's time: what is doubtful is marked, the common words of a plain sentence are not."""
    plain = LANGUAGE.tokens("警方昨日拘捕三名男子。")
    assert not any(t.review for t in plain)
    doubtful = LANGUAGE.tokens("醫生動手術後離開，醉酒男人蛇來港。")
    assert any({"word-ends", "unknown-word"} & set(t.review) for t in doubtful)


def test_that_a_word_is_unknown_is_a_fact_of_its_own():
    """Protects exercises and coverage from a mark that is not set because everybody is sure of the word's ends."""
    assert Token("屈機", 0, 2, "word", "屈机").is_unknown
    assert not Token("葉穎峰", 0, 3, "word", "叶颖峰", entity="person").is_unknown
    assert not any(t.is_unknown for t in LANGUAGE.tokens("六百七十萬人次昨日到港。"))


def test_without_a_tagger_unknown_words_are_marked():
    """Protects readers without a tagger from words that nothing vouches for and nobody points out."""
    tokens = Language(tagger=None).tokens("他說瓲鏟")
    assert any("unknown-word" in t.review for t in tokens if t.is_unknown)
