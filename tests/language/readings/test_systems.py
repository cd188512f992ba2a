"""Readings in other systems than pinyin."""

from __future__ import annotations

import sys

import pytest

from companion.choices import READING_SYSTEMS
from companion.errors import CompanionError, UnknownNameError
from companion.language.language import Language
from companion.language.readings import systems
from companion.language.readings.systems import reading_of
from companion.model import Term, Token


def token(text: str, pinyin: str) -> Token:
    return Token(text, 0, len(text), "word", text, tuple(pinyin.split()))


@pytest.mark.parametrize(
    ("text", "pinyin", "zhuyin", "wade_giles"),
    [
        ("中國", "zhōng guó", "ㄓㄨㄥ ㄍㄨㄛˊ", "chung¹ kuo²"),
        ("女兒", "nǚ ér", "ㄋㄩˇ ㄦˊ", "nü³ erh²"),
        ("他的", "tā de", "ㄊㄚ ˙ㄉㄜ", "t'a¹ te"),
        ("學說", "xué shuō", "ㄒㄩㄝˊ ㄕㄨㄛ", "hsüeh² shuo¹"),
        ("愛河", "ài hé", "ㄞˋ ㄏㄜˊ", "ai⁴ ho²"),
        ("侵略", "qīn lüè", "ㄑㄧㄣ ㄌㄩㄝˋ", "ch'in¹ lüeh⁴"),
        ("花兒", "huā r", "ㄏㄨㄚ ㄦ", "hua¹ rh"),
        ("歐洲", "Ōu zhōu", "ㄡ ㄓㄡ", "ou¹ chou¹"),
        ("嗯", "ń", "ㄣˊ", "n²"),
        ("㐀", "㐀", "㐀", "㐀"),
    ],
)
def test_zhuyin_and_wade_giles_are_written_as_in_textbooks(text, pinyin, zhuyin, wade_giles):
    """Protects readers of both: the dot before a neutral syllable, ü, tones as raised figures."""
    assert " ".join(reading_of(token(text, pinyin), "zhuyin")) == zhuyin
    assert " ".join(reading_of(token(text, pinyin), "wade-giles")) == wade_giles


def test_jyutping_is_by_word_and_a_terms_own_wins():
    """Protects Cantonese readers: one syllable per Han character, in either script."""
    pytest.importorskip("pycantonese")
    assert reading_of(token("銀行", "yín háng"), "jyutping") == ("ngan4", "hong4")
    assert reading_of(token("电骗", "diàn piàn"), "jyutping") == ("din6", "pin3")
    assert reading_of(token("2月8日", "yuè rì"), "jyutping") == ("jyut6", "jat6")
    assert reading_of(token("A", ""), "jyutping") == ()
    term = Term("x", "蝦餃", "虾饺", "xiājiǎo", ("shrimp dumpling",), jyutping="haa1 gaau2")
    assert reading_of(token("蝦餃", "xiā jiǎo"), "jyutping", term) == ("haa1", "gaau2")


def test_every_system_gives_as_many_syllables_as_pinyin():
    """Protects the ruby line: names, numbers with units and rare characters keep their places."""
    tokens = Language.default().analyzer.tokens("普坦．威差耶猜2月8日在A股市場說㐀𠮷〇，「OK」。")
    for system in READING_SYSTEMS:
        if system == "jyutping":
            pytest.importorskip("pycantonese")
        for t in tokens:
            assert len(reading_of(t, system)) == len(t.pinyin), (t.text, system)


def test_an_unknown_system_and_a_missing_extra_are_one_line(monkeypatch):
    """Protects a user who mistypes the system, or has not installed the extra."""
    with pytest.raises(UnknownNameError, match="pinyin, zhuyin, wade-giles, jyutping"):
        reading_of(token("中", "zhōng"), "yale")
    monkeypatch.setitem(sys.modules, "pycantonese", None)
    systems._pycantonese.cache_clear()
    try:
        with pytest.raises(CompanionError, match=r"hanzi-companion\[cantonese\]"):
            systems.check_system("jyutping")
    finally:
        systems._pycantonese.cache_clear()
