"""The curated terms in running text: where each is one, and where its characters only meet by chance."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import companion
from companion.glossary import Glossary

HERE = Path(__file__).parent


def _rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def _curated() -> Glossary:
    return Glossary.load()


def _found(sentence: str) -> set[str]:
    glossary = _curated()
    article = companion.read_text(sentence, glossary=glossary, translator=None)
    terms = [glossary.get(t.term) for p in article.paragraphs for t in p.tokens if t.term]
    return {t.traditional for t in terms if t is not None}


def test_a_term_is_found_where_it_is_meant_and_nowhere_else(subtests):
    """Protects a reader from 'vote of confidence' in 不信任投票 and 'the Japanese side' in 次日方可."""
    for sentence, found, others in _rows("in_sentences.tsv"):
        with subtests.test(sentence):
            terms = _found(sentence)
            assert set(filter(None, found.split("; "))) <= terms
            assert not set(filter(None, others.split("; "))) & terms


def test_words_of_hong_kong_news_are_met_in_a_sentence(subtests):
    """Protects the entries for courts, police, money, work and speech: each stands in a text."""
    for sentence, word in _rows("hong_kong_words.tsv"):
        with subtests.test(sentence):
            assert word in _found(sentence)
