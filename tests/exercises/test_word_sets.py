"""The tables of words by which items are judged."""

import pytest

from companion.exercises.synonyms import interchangeable, interchangeable_words, same_meaning
from companion.exercises.word_sets import word_set, word_sets
from companion.facts import marked
from companion.language.language import Language


@pytest.mark.parametrize("row", list(word_sets()), ids=lambda row: row.set)
def test_the_example_has_a_word_of_the_set(row):
    """Protects each set: its words once each, the example's one of them, and both scripts meant."""
    assert marked(row.example).part in row.words and len(set(row.words)) == len(row.words)
    assert word_set(row.set) >= {*row.words, *map(Language.default().simplify, row.words)}


def test_words_of_a_row_are_no_wrong_choices_for_each_other():
    """Protects from a second right answer: 表示 and 指出 fit the same places of the news."""
    simplify = Language.default().simplify
    for row in interchangeable_words():
        assert marked(row.example).part in row.words
        one, other = simplify(row.words[0]), simplify(row.words[-1])
        assert interchangeable(one) and same_meaning(one, other)
