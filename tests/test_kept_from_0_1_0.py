"""What people have stays theirs: the files that version 0.1.0 wrote open, unchanged in meaning.

`fixtures/0.1.0/` is as that version left it; its make.py says how. Nothing there is ever written anew.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import companion
from companion.corrections import Corrections
from companion.vocabulary import Vocabulary

KEPT = Path(__file__).parent / "fixtures" / "0.1.0"


@pytest.fixture
def yesterday(tmp_path, monkeypatch):
    """A person's folders as version 0.1.0 left them: the folder of the article, and the data folder."""
    for name in ("vocabulary.sqlite", "glossary.csv", "memory.tmx", "corrections.toml"):
        (tmp_path / "data").mkdir(exist_ok=True)
        shutil.copyfile(KEPT / name, tmp_path / "data" / name)
    for name in ("news.txt", "news.companion.toml", "news.json", "news.tmx", "results.csv", "news.ipynb"):
        shutil.copyfile(KEPT / name, tmp_path / name)
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def words(article):
    return {t.text: t for p in article.paragraphs for t in p.tokens if t.kind == "word"}


def english_of(article, text):
    return next(
        s.translation
        for p in article.paragraphs
        for s in p.sentences
        if p.text[s.start : s.end].strip() == text
    )


def test_the_words_that_a_person_marked(yesterday):
    """Protects a learner's vocabulary: known and learning stay so, what was taken back stays unmarked."""
    kept = Vocabulary(yesterday / "data" / "vocabulary.sqlite")
    assert kept.statuses(["银行", "打击", "冻结", "代表团", "可疑"]) == {
        "银行": "known", "打击": "known", "冻结": "learning", "代表团": "learning",
    }  # fmt: skip
    assert sorted(kept.words("known")) == sorted(["银行", "打击"])
    kept.mark("冻结", "known")
    assert Vocabulary().status("冻结") == "known"


def test_corrections_of_an_article_and_those_that_always_hold(yesterday):
    """Protects a teacher's corrections: all are read, and all are applied to the article they are beside."""
    kept = Corrections.load_for(yesterday / "news.txt")
    assert [(c.kind, c.text, c.value, c.scope, c.by, c.date) for c in kept] == [
        ("words", "一家", "一|家", "always", "Ms Chan", "2025-02-09"),
        ("reading", "陳樂怡", "chén lè yí", "article", "Ms Chan", "2025-02-09"),
        ("words", "下月", "下月", "article", "Ms Chan", "2025-02-09"),
        ("kind", "區海琳是受騙人之", "caption", "article", "Ms Chan", "2025-02-09"),
    ]
    article = companion.read(yesterday / "news.txt", translator=None)
    assert set(article.corrections) == set(kept) and not Corrections(kept).pending(article)
    found = words(article)
    assert found["陳樂怡"].pinyin == ("chén", "lè", "yí")
    assert {"下月", "一", "家"} <= set(found) and "一家" not in found
    assert article.paragraphs[3].kind == "caption"


def test_a_persons_own_terms(yesterday):
    """Protects a personal glossary: its terms, aliases and notes are found and win."""
    article = companion.read(yesterday / "news.txt", translator=None)
    found = words(article)
    account = article.term(found["可疑賬戶"].term)
    assert (account.english, account.note, account.layer) == (
        ("suspicious account",), "bank's own words", "personal",
    )  # fmt: skip
    group = article.term(found["率領代表團"].term)
    assert (group.id, group.aliases, group.domain) == ("own-tuan", ("率代表團",), "diplomacy")


@pytest.mark.parametrize("with_file_beside", [True, False])
def test_a_persons_own_english(yesterday, with_file_beside):
    """Protects translations: the last one of a sentence holds, one that was taken back does not."""
    if not with_file_beside:
        (yesterday / "news.tmx").unlink()
    article = companion.read(yesterday / "news.txt")
    kept = english_of(article, "她強調，銀行會在30分鐘內凍結可疑賬戶。")
    assert kept.origin == "memory"
    assert kept.text == "She stressed that the bank would freeze suspicious accounts within 30 minutes."
    assert english_of(article, "區海琳是受騙人之一。").origin != "memory"


def test_an_exported_memory_alone_is_read(yesterday):
    """Protects what was handed on as TMX: it gives the same English to a person with no memory."""
    (yesterday / "data" / "memory.tmx").unlink()
    article = companion.read(yesterday / "news.txt")
    assert english_of(article, "她強調，銀行會在30分鐘內凍結可疑賬戶。").origin == "memory"


def test_an_article_saved_as_json(yesterday):
    """Protects saved articles: text, words, readings, meanings, English and corrections are as they were written."""
    data = json.loads((KEPT / "news.json").read_text("utf-8"))
    article = companion.load(yesterday / "news.json")
    assert (article.title, article.source) == (data["title"], data["source"])
    for paragraph, kept in zip(article.paragraphs, data["paragraphs"], strict=True):
        for name in ("id", "kind", "text", "simplified"):
            assert getattr(paragraph, name) == kept[name]
        for token, was in zip(paragraph.tokens, kept["tokens"], strict=True):
            now = {name: getattr(token, name) for name in was if name not in ("senses", "pinyin", "review")}
            assert now == {name: was[name] for name in now}
            assert (list(token.pinyin), list(token.review)) == (was["pinyin"], was["review"])
            assert [s.english for s in token.senses] == [tuple(s["english"]) for s in was["senses"]]
        for sentence, was in zip(paragraph.sentences, kept["sentences"], strict=True):
            assert (sentence.translation.text, sentence.translation.origin) == (
                was["translation"]["text"],
                was["translation"]["origin"],
            )
    assert [t.id for t in article.glossary] == [t["id"] for t in data["glossary"]]
    assert [c.value for c in article.corrections] == [c["value"] for c in data["corrections"]]
    again = companion.load(companion.write(article, yesterday / "again.json"))
    assert again == article


def test_a_students_results(yesterday, capsys):
    """Protects marks that were handed in: the row of each item is collected as it was."""
    from companion.cli import main

    assert (
        main(["exercises", "collect", str(yesterday / "results.csv"), "-o", str(yesterday / "class.csv")])
        == 0
    )
    rows = (yesterday / "class.csv").read_text("utf-8-sig").splitlines()
    capsys.readouterr()
    assert [r for r in rows if "陳小明" in r] and "受騙" in "".join(rows)


def test_a_saved_notebook_has_its_text(yesterday):
    """Protects notebooks of yesterday: the outputs hold the whole text, readings included, for any viewer."""
    import nbformat

    made = nbformat.read(yesterday / "news.ipynb", as_version=4)
    shown = made.cells[0].outputs[0].data
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert (
        "lè" in shown["text/html"]
        and "區" in shown["text/html"]
        and "within 30 minutes" in shown["text/html"]
    )
