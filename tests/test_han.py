"""Han characters and pinyin syllables."""

from __future__ import annotations

import pytest
from pypinyin.pinyin_dict import pinyin_dict

from companion.han import is_syllable


def test_all_readings_of_the_table_of_characters_are_syllables():
    """Protects rare readings (ê̄, ńg, lüè) from being refused."""
    assert not [r for row in pinyin_dict.values() for r in row.split(",") if not is_syllable(r)]


@pytest.mark.parametrize("text", ["foo", "pbiao", "zzz", "xx", "fiang", "bǎǎ", "dàí", "shuaishuai", "", "率"])
def test_what_mandarin_has_not_is_no_syllable(text):
    """Protects corrections from readings that are no pinyin."""
    assert not is_syllable(text)
