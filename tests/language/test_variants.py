"""What is written another way: one table, used before script conversion, words, readings and look-up."""

from __future__ import annotations

from pathlib import Path

import pytest

import companion
from companion.language.dictionary.cedict import cedict
from companion.language.script import OpenCCConverter
from companion.language.variants import standard

TABLE = Path(companion.__file__).parent / "language" / "data" / "variants.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:1] != "#"][1:]


def _simplified(text: str) -> str:
    return OpenCCConverter().to_simplified(text)


def test_each_judged_row_holds_in_its_example(subtests):
    """Protects the rows that a person has judged: each in a text."""
    for written, form, kind, source, example in ROWS:
        if source != "judged":
            continue
        with subtests.test(written):
            assert written in example
            if kind == "variant":
                assert form in standard(example)
            else:
                at = example.index(written)
                assert _simplified(example)[at : at + len(form)] == form


def test_each_variant_becomes_its_standard_form_in_simplified_characters():
    """Protects Simplified from characters that nobody there can read."""
    written = [r[0] for r in ROWS if r[2] == "variant" and len(r[0]) == 1]
    assert len(written) > 1900
    assert [c for c in written if _simplified(f"這{c}那")[1] == c] == []


@pytest.mark.parametrize("text", ["这么说", "什么", "薹草", "变徵之声", "毕昇", "两餸饭", "劏房"])
def test_what_is_simplified_already_passes_unchanged(text):
    """Protects Simplified articles: 么 is not 幺."""
    assert _simplified(text) == text


def test_the_words_of_a_hong_kong_text_have_their_meaning_whatever_form_they_are_written_in():
    """Protects the reader from 'very + exclamatory final particle' for 甚麼."""
    meanings = {
        "甚麼": "what",
        "姪女": "niece",
        "彞族": "Yi ethnic",
        "砲彈": "shell",
        "恐怖份子": "terrorist",
        "鬪爭": "struggle",
    }
    for word, meaning in meanings.items():
        tokens = companion.read_text(f"他說{word}。", translator=None).paragraphs[0].tokens
        token = next(t for t in tokens if t.text == word)
        assert any(meaning in e for s in token.senses for e in s.english), word


@pytest.mark.parametrize(
    "word", ["份子", "啥", "布希", "知青", "傢俱", "呉", "咋", "外勞", "大巴", "紝", "砲"]
)
def test_no_remark_is_a_meaning(word):
    """Protects cards and glosses from 'Taiwan variant of', 'dialectal equivalent of', 'abbr. for'."""
    for sense in cedict().lookup(word):
        for english in sense.english:
            assert not any(r in english for r in ("variant of", "equivalent of", "abbr. for", "also pr.")), (
                english
            )
