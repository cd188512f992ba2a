"""One glossary entry drives everything: what changes when a single term is added."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import companion
from companion.exercises import make_exercises
from companion.glossary import add_personal, remove_personal
from companion.model import Term
from companion.render import article_words, page_html, regional_html

TEXT = "乘風號貨輪昨日駛入維港。遊客在碼頭等候乘風號。"
# A reading and a simplified form that nothing else would give.
TERM = Term(
    "ship-chengfenghao", "乘風號", "乘风號", "Shèngfēng Hào", ("the freighter Chengfeng",),
    mainland="乘风轮", aliases=("乘風輪船",), level="B2", note="A ship of our own making.",
)  # fmt: skip


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path))


def facts(text=TEXT):
    article = companion.read_text(text, translator="gloss")
    tokens = [t for p in article.paragraphs for t in p.tokens]
    return {
        "words": [t.text for t in tokens],
        "pinyin": [" ".join(t.pinyin) for t in tokens if t.text == "乘風號"],
        "simplified": article.paragraphs[0].simplified,
        "english": " ".join(s.translation.text for s in article.paragraphs[0].sentences),
        "cards": json.dumps(article_words(article), ensure_ascii=False),
        "page": page_html(article),
        "regional": regional_html(article),
        "exercises": " ".join(repr(e) for e in make_exercises(article, kinds=("cloze",), count=8, seed=1).items),
    }  # fmt: skip


def test_one_term_changes_every_part_at_once_and_its_removal_changes_all_back():
    """Protects the promise: words, reading, script, English, card, page, panel and exercises."""
    before = facts()
    assert "乘風號" not in before["words"]
    add_personal(TERM)
    after = facts()
    assert after["words"].count("乘風號") == 2
    assert after["pinyin"] == ["shèng fēng hào"] * 2
    assert "乘风號货轮" in after["simplified"]
    assert "the freighter Chengfeng" in after["english"]
    for part in ("cards", "page"):
        assert "the freighter Chengfeng" in after[part] and "the freighter Chengfeng" not in before[part], (
            part
        )
    assert "乘风轮" in after["regional"] and "乘风轮" in after["cards"]
    asked = "word='乘風號'"
    assert asked in after["exercises"] and asked not in before["exercises"]
    remove_personal(TERM.id)
    assert facts() == before


def test_the_entry_is_seen_in_both_scripts_in_variants_and_by_its_alias():
    """Protects readers of the mainland's and of copied texts."""
    add_personal(replace(TERM, simplified="乘风号"))
    for text in ("乘風號到了。", "乘风号到了。", "乘风号貨輪", "乘風輪船到了。", "乘风轮船到了。"):
        article = companion.read_text(text, translator=None)
        assert [t.id for t in article.glossary] == [TERM.id], text
