"""The table of words: all that stand in a text, found at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.facts import marked, read_facts
from companion.language.dictionary.cedict import shipped_vocabulary
from companion.language.language import Language
from companion.language.words import lattice, vocabulary
from companion.language.words.vocabulary import COMMON, LONGEST, NAME, Vocabulary, pack

pytestmark = pytest.mark.usefixtures("way")

_TEXT = st.text(alphabet="甲乙丙𠮷A", max_size=12)


@given(st.sets(st.text(alphabet="甲乙丙𠮷A", min_size=1, max_size=LONGEST), max_size=30), _TEXT)
def test_the_words_in_a_text_are_those_that_stand_in_it(listed, text):
    """Protects the lattice: no word of the table is missed, none is made up, whatever the table holds."""
    words = Vocabulary(pack(dict.fromkeys(listed, (3.0, COMMON))))
    found = words.edges(text)
    wanted = {
        (i, j)
        for i in range(len(text))
        for j in range(i + 2, min(len(text), i + LONGEST) + 1)
        if text[i:j] in listed
    }
    assert set(zip(found.starts.tolist(), found.ends.tolist(), strict=True)) == wanted
    assert all((w in words) == (len(w) > 1) for w in listed)


def test_the_shipped_words_are_those_of_dictionary_news_and_use():
    """Protects what readers meet: words of CC-CEDICT, of news and of everyday use are there, junk is not."""
    words = shipped_vocabulary()
    assert all(w in words for w in ("政府", "截查", "管有", "後來".replace("後來", "后来"), "卡拉OK"))
    assert "投资价值" not in words and "中共有" not in words
    assert words.kinds("北京") & NAME and words.kinds("冷静") == COMMON
    assert words.zipf("政府") > words.zipf("截查") > 0


_TABLES = (
    (vocabulary._FREQUENCIES, vocabulary._Frequency),
    (vocabulary._PARTING, vocabulary._Parting),
    (lattice._ENDINGS, lattice._Ending),
    (lattice._TWO_WORDS, lattice._TwoWords),
)
_EXAMPLES = [row.example for path, kind in _TABLES for row in read_facts(path, kind)]


@pytest.mark.parametrize("example", _EXAMPLES)
def test_each_row_of_the_tables_of_words_holds_in_its_sentence(example):
    """Protects the tables: what a row says of a word or a character is what the analysis does with it."""
    sentence = marked(example.replace("|", ""))
    words, _, _ = example[sentence.start + 1 :].partition("]")
    tokens = Language.default().tokens(sentence.text)
    found = [t.text for t in tokens if sentence.start <= t.start < sentence.end]
    assert found == words.split("|"), [t.text for t in tokens]
