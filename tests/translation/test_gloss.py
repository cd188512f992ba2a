"""The word gloss, numbers and the report on terms."""

from __future__ import annotations

import pytest

import companion
from companion.translation.numbers import english_number


def gloss(text: str) -> str:
    return companion.read_text(text, translator="gloss").paragraphs[0].sentences[0].translation.text


def test_a_gloss_names_each_word_and_is_no_sentence():
    """Protects readers from taking a gloss for a translation."""
    text = gloss("警方打擊電騙。")
    assert " · " in text and "telecom fraud" in text
    assert not text.endswith(".")


def test_terms_numbers_and_names_are_rendered():
    """Protects what a gloss is good for."""
    text = gloss("2月8日趙一存到曼谷")
    assert text.startswith("8 February · ") and text.endswith("Bangkok")
    assert "Zhào" in text


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("2月8日", "8 February"), ("2025年3月1日", "1 March 2025"), ("670萬人次", "6.7 million person-times"),
        ("1.6億", "160 million"), ("1,050億港元", "105 billion Hong Kong dollars"), ("3.5%", "3.5%"), ("30多人", "over 30 people"),
        ("２０２５年", "2025"), ("13月99日", "13月99日"), ("8,500", "8,500"),
    ],
)  # fmt: skip
def test_numbers_are_said_in_english(chinese, english):
    """Protects magnitudes: 億 is a hundred million."""
    assert english_number(chinese) == english


def test_the_chain_asks_the_gloss_only_for_what_the_memory_has_not(tmp_path):
    """Protects a person's translation: it comes first, sentence by sentence."""
    from companion.translation.tmx import Unit, write_tmx

    write_tmx(tmp_path / "m.tmx", [Unit("你好。", "Hello there.")])
    article = companion.read_text("你好。再見。", memory=[tmp_path / "m.tmx"])
    first, second = (s.translation for s in article.paragraphs[0].sentences)
    assert (first.text, first.origin, first.engine) == ("Hello there.", "memory", "m.tmx")
    assert second.origin == "gloss" and "companion models install" in second.reason
