"""Every registered script converter, segmenter, romanizer and dictionary through one suite."""

from __future__ import annotations

import re

import pytest

from companion import protocols
from companion.errors import UnknownNameError
from companion.registry import names, resolve

TEXTS = [
    "中泰兩國聯手打擊電騙。",
    "两国加强合作",
    "",
    "ABC, 123",
    "😀銀行\u3000",
    "\ud800半\udfff",
    "一" * 3000,
]
HAN = re.compile("[\u3400-\u9fff]")


@pytest.mark.parametrize("name", names("script"))
def test_script_converters_keep_the_length(name):
    """Protects the protocol: one code point for each, of any text."""
    part = resolve("script", name)
    assert isinstance(part, protocols.ScriptConverter)
    assert part.to_simplified("電騙，ABC") == "电骗，ABC"
    for text in TEXTS:
        assert len(part.to_simplified(text)) == len(text)


@pytest.mark.parametrize("name", names("segmenter"))
def test_segmenters_return_words_that_join_up(name):
    """Protects the protocol: nothing lost, nothing empty."""
    part = resolve("segmenter", name)
    assert isinstance(part, protocols.Segmenter)
    for text in TEXTS:
        words = part.segment(text)
        assert "".join(words) == text and all(words)


@pytest.mark.parametrize("name", names("tagger"))
def test_taggers_give_each_character_its_labels(name):
    """Protects the protocol: a row for each character of each text, an empty and a broken one too."""
    part = resolve("tagger", name)
    assert isinstance(part, protocols.Tagger)
    for text, found in zip(TEXTS, part.probabilities(TEXTS), strict=True):
        assert found.shape[0] == len(text)


@pytest.mark.parametrize("name", names("romanizer"))
def test_romanizers_give_one_syllable_per_han_character(name):
    """Protects the protocol: as many syllables as Han characters in each word."""
    part = resolve("romanizer", name)
    assert isinstance(part, protocols.Romanizer)
    words = ["银行", "2月", "，", "ABC", "行", "A股", "", "㐀"]
    for word, syllables in zip(words, part.romanize(words), strict=True):
        assert len(syllables) == len(HAN.findall(word))


@pytest.mark.parametrize("name", names("dictionary"))
def test_dictionaries_return_senses_or_nothing(name):
    """Protects the protocol: unknown words are no error."""
    part = resolve("dictionary", name)
    assert isinstance(part, protocols.Dictionary)
    assert all(s.english and s.pinyin for s in part.lookup("重"))
    for word in ("", "無此詞語啊", "\ud800", "'; DROP TABLE sense; --"):
        assert part.lookup(word) == ()


def test_an_unknown_name_is_answered_with_the_names_there_are():
    """Protects a user who mistypes a component's name."""
    with pytest.raises(
        UnknownNameError, match="argos, auto, ctranslate2, gloss, libretranslate, llm, memory"
    ):
        resolve("translator", "deepl")
    thing = object()
    assert resolve("translator", thing) is thing
