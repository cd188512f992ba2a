"""Character repair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.source import clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("⼈⺠法院⻑⻋⻄", "人民法院長车西"),
        ("\uf9d1\uf900", "六豈"),
        ("，：（１２）ＡＢ「」", "，：（１２）ＡＢ「」"),
        ("a\u200bb\ufeffc\u00add\u202e", "abcd"),
        ("一\r\n二\r三\x0b四\u2028五", "一\n二\n三\n四\n五"),
        ("頁\x0c頁", "頁\n\n頁"),
        ("電\ud800騙\x07\x1b[31m", "電\ufffd騙[31m"),
        ("中\u00a0文\t字", "中 文\t字"),
    ],
)
def test_what_pdfs_and_the_web_leave_is_mended(text, cleaned):
    """Protects search, dictionary and fonts from radical code points and invisible characters."""
    assert clean(text) == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    """Protects text that goes through more than once."""
    assert clean(clean(text)) == clean(text)


def test_latin_ligatures_become_letters():
    """Protects English words in PDFs: ﬁ and ﬂ are two letters each."""
    assert clean("ofﬁce ﬂoor") == "office floor"
