"""Traditional to simplified."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.language.script import OpenCCConverter

CONVERT = OpenCCConverter().to_simplified


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("她看著窗外", "她看着窗外"),
        ("著名作家的名著", "著名作家的名著"),
        ("土著民族貢獻卓著", "土著民族贡献卓著"),
        ("乾隆年間的餅乾", "乾隆年间的饼干"),
        ("瞭解藉口", "了解借口"),
        ("徬徨少年", "彷徨少年"),
        ("銀行帳戶", "银行账户"),
        ("他於倫敦出生", "他于伦敦出生"),
        ("頭髮發展皇后以後", "头发发展皇后以后"),
        ("裏面着力衞生", "里面着力卫生"),
        ("ABC，「１２」", "ABC，「１２」"),
    ],
)
def test_one_to_many_characters_are_converted_by_their_phrase(traditional, simplified):
    """Protects Simplified readers from character-by-character conversion."""
    assert CONVERT(traditional) == simplified


@given(st.text())
def test_the_result_has_the_length_of_the_text(text):
    """Protects the alignment of both scripts, code point by code point."""
    assert len(CONVERT(text)) == len(text)
