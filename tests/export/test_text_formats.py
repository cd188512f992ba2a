"""CSV, Markdown and TMX."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser

import mistune
import pytest
from hostile import EVIL, hostile_article

import companion
from companion.errors import InputError, OutputError
from companion.export.flashcards import flashcards_text
from companion.export.markdown import article_markdown
from companion.export.tmx import article_units
from companion.export.vocabulary_csv import COLUMNS, vocabulary_csv
from companion.lessons.words import entries
from companion.model import Sentence, Translation
from companion.translation.tmx import read_tmx


def test_the_csv_has_the_words_and_opens_in_excel(article, tmp_path):
    """Protects spreadsheets: a head row, one row a word, UTF-8 with the mark that Excel looks for."""
    path = companion.write(article, tmp_path / "a.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfnumber,traditional")
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    row = next(r for r in rows if r["traditional"] == "電騙")
    assert (row["simplified"], row["reading"], row["mainland"]) == ("电骗", "diànpiàn", "电信诈骗")
    assert row["sentence"] and row["translation"] and row["origin"] == "memory"


def test_no_cell_of_the_csv_is_a_formula():
    """Protects a spreadsheet from formulas in an article (CSV injection)."""
    article = companion.read_text("警方打擊電騙。", translator=None)
    for start in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"):
        term = replace(article.glossary[0], note=start, english=(start,), mainland=start)
        rows = list(csv.reader(io.StringIO(vocabulary_csv(replace(article, glossary=(term,))))))
        assert rows[0] == list(COLUMNS)
        assert not [c for row in rows for c in row if c[:1] in "=+-@\t\r＝" and c]


def test_flashcards_are_a_word_a_tab_and_its_meaning_here(article, tmp_path):
    """Protects an import into Quizlet or Blooket: a card on each line, one tab in it, the meaning of the article first."""
    path = companion.write(article, tmp_path / "a.tsv")
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    assert len(rows) == len([e for e in entries(article) if e.english]) > 20
    assert all(len(row) == 2 and all(row) for row in rows)
    cards = dict(rows)
    assert cards["電騙"] == "diànpiàn · telecom fraud; phone scam"
    assert "zhuyin" not in path.read_text("utf-8") and "ㄉㄧㄢˋ" in flashcards_text(article, reading="zhuyin")
    with pytest.raises(InputError, match="no word of the article is left for cards"):
        companion.write(companion.read_text("的。", translator=None), tmp_path / "b.tsv")


@pytest.mark.parametrize("start", ["=1+1", "\t=1", "-1", "＝1", "a\tb\nc"])
def test_no_flashcard_is_a_formula_or_two(start):
    """Protects a spreadsheet, and the import's rows, from a hostile glossary."""
    article = companion.read_text("警方打擊電騙。", translator=None)
    term = replace(article.glossary[0], english=(start,))
    text = flashcards_text(replace(article, glossary=(term,)))
    assert text.count("\t") == text.count("\n") == 3


def test_the_csv_of_another_hand_is_not_replaced(article, tmp_path):
    """Protects a table that was worked on; the same again does no harm."""
    path = companion.write(article, tmp_path / "a.csv")
    companion.write(article, path)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="--force"):
        companion.write(article, path)


def test_markdown_has_the_layers_and_the_words(article):
    """Protects notes: text, Simplified, pinyin that can be read aloud, English, vocabulary."""
    text = article_markdown(article)
    assert text.startswith("# 中泰設立聯合協調中心 合力打擊電騙\n")
    assert "Lán-Méi hézuò de kuàngjià xià yùnzuò, " in text and "24 xiǎoshí" in text
    assert "\n> China and Thailand set up" in text
    assert "| 電騙 | 电骗 | diànpiàn | n | telecom fraud; phone scam | B2 |" in text
    bare = article_markdown(article, simplified=False, pinyin=False, english=False, words="terms")
    assert "澜湄合作机制" not in bare.split("## Vocabulary")[0] and "\n> " not in bare
    assert "ㄅ" in article_markdown(article, reading="zhuyin")


def test_hostile_markdown_is_text():
    """Protects notebooks and note programs, which show HTML that stands in Markdown."""
    found = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attributes):
            found.append((tag, [n for n, _ in attributes if n.startswith("on") or n in ("href", "src")]))

    html = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "math"])(
        article_markdown(hostile_article(), words="all")
    )
    Tags().feed(html)
    assert {t for t, _ in found} <= {"h1", "h2", "h3", "p", "em", "blockquote", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
    assert not [a for _, a in found if a]


def test_the_pairs_go_through_tmx_and_back(article, tmp_path):
    """Protects translators: what is exported is found again as a memory."""
    path = companion.write(article, tmp_path / "a.tmx")
    units = read_tmx(path)
    assert [(u.source, u.target) for u in units] == [(u.source, u.target) for u in article_units(article)]
    assert len(units) > 20 and units[0].creator and units[0].language.startswith("zh-hant")
    companion.write(article, path)
    path.write_text(path.read_text("utf-8").replace("telecom", "phone"), encoding="utf-8")
    with pytest.raises(OutputError, match="was changed since"):
        companion.write(article, path)
    read_tmx(companion.write(hostile_article(), tmp_path / "evil.tmx"))
    assert EVIL


def test_word_glosses_are_no_translation(tmp_path):
    """Protects a memory from word glosses."""
    article = companion.read_text("警方打擊電騙。", translator="gloss")
    with pytest.raises(InputError, match="no sentence of the article has a translation"):
        companion.write(article, tmp_path / "a.tmx")
    assert not list(tmp_path.iterdir())


def test_a_machines_sentence_with_a_suggestion_is_a_pair_and_a_near_match_is_none():
    """Protects a memory from the English of another sentence, and keeps the machine's own beside a suggestion."""
    p = companion.read_text("甲方不同意。", translator=None).paragraphs[0]
    near = {"score": 0.857, "near": "甲方同意。"}
    offered = Translation("No.", "argos", "an engine", **near, suggestion="Yes.")
    for said, pairs in ((offered, ["No."]), (Translation("Yes.", "memory", "m.tmx", **near), [])):
        paragraph = replace(p, sentences=(Sentence(0, len(p.text), said),))
        assert [u.target for u in article_units(companion.Article("", "", (paragraph,)))] == pairs
