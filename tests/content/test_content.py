"""The data that is shipped: glossary, articles, translations."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import companion
from companion.glossary.table import COLUMNS
from companion.language.script import OpenCCConverter

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "glossary").glob("*.csv"))
ARTICLES = ("dianpian", "typhoon", "transport")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_each_entry_is_whole_and_right(path):
    """Protects the curated terms: columns, simplified form, no formula, no stray space; `glossary check` has the rest."""
    convert = OpenCCConverter().to_simplified
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, 2):
        where = f"{path.name}, row {number}"
        assert tuple(row) == COLUMNS, where
        assert row["domain"] == path.stem and row["id"].startswith(path.stem + "-"), where
        assert row["simplified"] == convert(row["traditional"]), where
        assert len(row["traditional"]) > 1 and row["source"], where
        assert not any(c != c.strip() or c[:1] in ("=", "+", "-", "@") for c in row.values()), where


@pytest.mark.parametrize("name", ARTICLES)
def test_each_sentence_of_the_articles_has_our_translation(name, articles):
    """Protects the sample articles: every sentence is in the memory, every term in its English."""
    article = companion.read(articles / f"{name}.txt")
    for p in article.paragraphs:
        for s in p.sentences:
            text = p.text[s.start : s.end]
            assert s.translation.origin == "memory", text
            assert [t.term for t in s.translation.terms if t.status == "missing"] == [], text


@pytest.mark.parametrize("name", ARTICLES)
def test_the_articles_have_the_length_of_a_news_report(name, articles):
    """Protects a lesson's length: 400 to 900 characters."""
    article = companion.read(articles / f"{name}.txt", translator=None)
    assert 400 <= sum("\u4e00" <= c <= "\u9fff" for p in article.paragraphs for c in p.text) <= 900
    assert len(article.glossary) >= 10


def test_the_key_terms_of_the_mission_are_explained():
    """Protects the reason for the glossary: what no dictionary explains."""
    found = {t.traditional for t in companion.Glossary.load()}
    assert {"電騙", "瀾湄合作", "妙瓦底", "五大安全", "興邊富民", "佩通坦·欽那瓦"} <= found


def test_the_newspaper_page_has_many_terms(newspaper_page):
    """Protects coverage on real input."""
    assert len(companion.read(newspaper_page, translator=None).glossary) >= 80
