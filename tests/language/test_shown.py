"""A dictionary's entry as it is shown."""

from __future__ import annotations

import re

import pytest

from companion.language.dictionary.shown import common_first, shown
from companion.language.language import Language
from companion.render.word_table import _meaning


@pytest.mark.parametrize(
    "word", ["神農", "老師", "電影", "人", "書", "陳", "何", "龍", "電子", "元", "經濟", "和", "行"]
)
def test_no_notation_of_the_dictionary_is_shown(word):
    """Protects readers from CL:個|个[ge4] and 炎帝[Yan2 di4]."""
    lines = [shown(s).line for s in Language.default().senses(word)]
    notation = re.compile("CL:|\\[[A-Za-z]+[0-9]|[\u4e00-\u9fff][|][\u4e00-\u9fff]")
    assert lines and not any(notation.search(line) for line in lines)


@pytest.mark.parametrize(
    ("character", "syllable", "first"),
    [("明", "míng", "bright"), ("何", "hé", "what"), ("陳", "chén", "to lay out")],
)
def test_a_character_means_the_common_thing_first(character, syllable, first):
    """Protects learners from dynasties and surnames before the word: 明 is bright."""
    assert _meaning(character, syllable, Language.default()).startswith(first)


def test_names_stand_after_words():
    """Protects the order of homographs on a card."""
    readings = [s.pinyin for s in common_first(Language.default().senses("明"))]
    assert readings[0] == "míng"
