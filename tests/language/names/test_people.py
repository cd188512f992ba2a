"""Surnames, titles and the sounds of foreign names: one list each, whose examples are their test."""

from __future__ import annotations

import pytest

from companion.facts import marked
from companion.han import han_places
from companion.language.language import Language
from companion.language.names.people import surname_of, surnames, title_rows, titles

ANALYZER = Language.default().analyzer


def test_a_surname_with_a_given_name_is_a_person():
    """Protects the list of surnames: before a given name each of them begins a person's name."""
    rows = [s for s in surnames().values() if s.kind != "japanese"]
    texts = [marked(s.example) for s in rows]
    found = ANALYZER.tokens_of([ANALYZER.draft(m.text) for m in texts])
    whole = [
        any(
            t.start == m.start and t.entity == "person" and len(t.text) == m.end - m.start + 2 for t in tokens
        )
        for m, tokens in zip(texts, found, strict=True)
    ]
    assert sum(whole) >= 0.9 * len(whole), [s.surname for s, w in zip(rows, whole, strict=True) if not w]


def test_surnames_are_told_apart():
    """Protects double surnames: 歐陽 is one surname, 歐 another."""
    assert [surname_of(n) for n in ("欧阳文", "欧文", "司徒", "的士")] == ["欧阳", "欧", "司", ""]


def test_a_title_after_a_surname_is_a_word_of_its_own():
    """Protects titles: 陳先生 is a surname and a form of address, not a name of three characters."""
    texts = [f"據{surname}先生說，{surname}校長已到場。" for surname in "陳李張黃何"]
    for tokens in ANALYZER.tokens_of([ANALYZER.draft(t) for t in texts]):
        assert {"先生", "校長"} <= {t.text for t in tokens}
    assert "先生" in titles("after")


def test_each_title_introduces_a_name():
    """Protects the list of titles and words for persons: the name after each of them is a person, and whole."""
    examples = [r.example for r in title_rows() if r.place != "after"]
    tokens = ANALYZER.tokens_of([ANALYZER.draft(marked(e).text) for e in examples])
    wrong = [
        e
        for e, found in zip(examples, tokens, strict=True)
        if ("陳志明", "person") not in {(t.text, t.entity) for t in found}
    ]
    assert not wrong


@pytest.mark.parametrize(("text", "reading"), [("市民單志明到場。", "shàn"), ("市民區志明到場。", "ōu")])
def test_a_surname_is_read_as_one(text, reading):
    """Protects readings: in a name the surname has its own reading."""
    token = next(t for t in ANALYZER.tokens(text) if t.entity == "person")
    assert token.pinyin[0].lower() == reading and len(han_places(token.text)) == 3
