"""Pinyin by one rule, and what may have become untrue."""

from __future__ import annotations

import pytest

from companion.cli import main
from companion.glossary.spelling import misspelled
from companion.model import Term


def _term(traditional: str, pinyin: str, english: str, domain: str = "law") -> Term:
    return Term("x", traditional, traditional, pinyin, (english,), domain=domain)


@pytest.mark.parametrize(
    ("term", "part"),
    [
        (_term("審裁處", "shěncáichù", "Labour Tribunal"), "small letter"),
        (_term("最高檢察院", "Zuìgāo jiǎncháyuàn", "Supreme Commission"), "'jiǎncháyuàn'"),
        (_term("中日關係", "Zhōngrì guānxì", "China-Japan relations"), "Zhōng-Rì"),
        (_term("香港人", "xiānggǎng rén", "Hongkonger"), "Xiānggǎng"),
        (_term("一國", "yì guó", "one country"), "tone"),
        (_term("不變", "bú biàn", "unchanged"), "tone"),
        (_term("廣東省", "Guǎngdōngshěng", "Guangdong Province", "places"), "Shěng"),
    ],
    ids=lambda v: v.traditional if isinstance(v, Term) else "",
)
def test_a_spelling_against_the_rule_is_told(term, part):
    """Protects the one rule of pinyin (GB/T 16159) in the curated entries."""
    assert part in " ".join(misspelled(term, {"香港": "Xiānggǎng"}))


@pytest.mark.parametrize(
    "term",
    [
        _term("財政司司長", "Cáizhèngsī sīzhǎng", "Financial Secretary"),
        _term("工業和信息化部", "Gōngyè hé Xìnxīhuàbù", "Ministry of Industry and Information Technology"),
        _term("中美洲", "Zhōngměizhōu", "Central America"),
        _term("數據庫", "shùjùkù", "database"),
    ],
    ids=lambda t: t.traditional,
)
def test_a_right_spelling_is_left_alone(term):
    """Protects entries from complaints about offices, little words and common nouns."""
    assert list(misspelled(term, {"香港": "Xiānggǎng"})) == []


def test_the_command_lists_what_nobody_looked_up(capfdbinary):
    """Protects readers from offices that somebody else holds by now: the list is there to be worked through."""
    assert main(["glossary", "check", "--stale"]) == 0
    lines = capfdbinary.readouterr()[0].decode().splitlines()
    assert any("people-lijiachao" in line for line in lines)
    assert not any("people-ouerban" in line for line in lines), "has an end"
