"""The data model and the errors."""

from __future__ import annotations

import dataclasses
import inspect
import sys
import types
from pathlib import Path

import pytest

import companion
from companion import errors, model


def test_ids_depend_on_content_only_and_repeated_ones_are_told_apart():
    """Protects corrections, which are keyed by the paragraph's content."""
    a, b, c = (model.Paragraph.make("body", t) for t in ("甲。", "乙。", "甲。"))
    assert a.id == c.id != b.id
    first, _, again = model.with_unique_ids([a, b, c])
    assert (first.id, again.id) == (a.id, a.id + "-2")


def test_the_model_can_not_be_changed_in_place():
    """Protects callers that share an article from one another."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        model.Sentence(0, 1).start = 3


@pytest.mark.parametrize("message", ["two\nlines", "bell\x07", "bidi\u202eover", "half \ud800"])
def test_an_error_is_one_printable_line(message):
    """Protects the terminal from line breaks, control and bidi characters in messages."""
    text = str(errors.CompanionError(message))
    assert text.isprintable()
    assert "\n" not in text


def test_every_error_is_in_the_drawn_tree():
    """Protects `except CompanionError`: whatever is raised on purpose is one."""
    for name in (n for n in errors.__all__ if n[0].isupper()):
        assert issubclass(getattr(errors, name), errors.CompanionError)
        assert name in errors.__doc__


def test_an_article_is_shown_in_one_short_line_and_as_html_in_a_notebook():
    """Protects a notebook's output: no page of tuples; a title that is hostile or long stays one line."""
    article = companion.read_text("警方打擊電騙。", translator=None)
    assert repr(article) == "<Article 警方打擊電騙。: 1 paragraph, 7 characters>"
    evil = dataclasses.replace(article, title="甲" * 200 + "\n\x1b[31m\u202e<script>")
    assert repr(evil).isprintable() and len(repr(evil)) < 80
    assert "without a title" in repr(dataclasses.replace(article, title="\n"))
    shown = article._repr_html_()
    assert "diàn" in shown and "<rp>(</rp>" in shown
    assert "companion.Reader(article)" in shown and "run the cell" not in shown
    assert "<script" not in evil._repr_html_()


def test_read_text_takes_what_it_once_took_by_position():
    """Protects notebooks of version 0.1.0: they run, and say what to change; a wrong call is Python's own error."""
    with pytest.warns(DeprecationWarning, match="give paragraphs=…, glossary=… by name"):
        article = companion.read_text("警方。\n打擊。", "line", None, translator=None)
    assert len(article.paragraphs) == 2
    for wrong in (("line", None, None, "title"), ("line",)):
        with pytest.raises(TypeError, match="positional argument"):
            companion.read_text("警方。", *wrong, paragraphs="line")
    assert list(inspect.signature(companion.read_text).parameters)[:4] == [
        "text", "paragraphs", "glossary", "translator",
    ]  # fmt: skip


@pytest.mark.parametrize("as_path", [str, Path, lambda p: [p], lambda p: (str(p),)])
def test_one_memory_is_one_memory(tmp_path, as_path):
    """Protects a beginner who names one file where several may be given, wherever memories are taken."""
    from companion.pipeline import translate_article
    from companion.translation.memory import MemoryTranslator, remember

    path = tmp_path / "a.tmx"
    remember("她搖頭。", "She shook her head.", path=path)
    (tmp_path / "a-text.txt").write_text("她搖頭。", "utf-8")
    given = as_path(path)
    plain = companion.read_text("她搖頭。", translator=None)
    ((_, paragraph),) = translate_article(plain, memory=given)
    found = [
        paragraph,
        companion.read_text("她搖頭。", memory=given).paragraphs[0],
        companion.read(tmp_path / "a-text.txt", memory=given).paragraphs[0],
        companion.read_text("她搖頭。", translator=MemoryTranslator(given)).paragraphs[0],
        companion.Reader(plain, translate=True, memory=given, vocabulary=False).wait().article.paragraphs[0],
    ]
    assert [p.sentences[0].translation.text for p in found] == ["She shook her head."] * 5


def test_one_word_is_one_word():
    """Protects a teacher who names one known word: it is not taken for its characters."""
    from companion.choices import WordChoice
    from companion.lessons.words import entries
    from companion.render import RenderOptions

    article = companion.read_text("警方打擊電騙，打擊罪案。", translator=None)
    assert [e.traditional for e in entries(article, words=WordChoice("all", known="打击"))] == [
        "警方",
        "電騙",
        "罪案",
    ]
    assert RenderOptions(known="打击").known == {"打击"}
    assert companion.Reader(article, known="打击", vocabulary=False).known == ["打击"]


def test_an_article_as_rows():
    """Protects someone who counts words in a table: each token, sentence and term is a row of plain values."""
    article = companion.read_text("警方打擊電騙。她說打擊電騙。\n\n銀行。", paragraphs="blank-line")
    tokens = article.records()
    assert [r["text"] for r in tokens] == [t.text for p in article.paragraphs for t in p.tokens]
    word = next(r for r in tokens if r["text"] == "電騙")
    assert (word["paragraph"], word["sentence"], word["pinyin"]) == (0, 0, "diàn piàn")
    assert word["english"].startswith("telecom fraud") and tokens[-2]["paragraph"] == 1
    assert {r["sentence"] for r in tokens if r["paragraph"] == 0} == {0, 1}
    sentences = article.records("sentences")
    assert [r["text"] for r in sentences] == ["警方打擊電騙。", "她說打擊電騙。", "銀行。"]
    assert sentences[0]["origin"] == "gloss" and sentences[0]["pinyin"].startswith("jǐng fāng")
    (term,) = [r for r in article.records("terms") if r["traditional"] == "電騙"]
    assert term["count"] == 2 and isinstance(term["english"], str)
    plain = (str, int, float, bool, type(None))
    assert all(
        isinstance(v, plain)
        for of in ("tokens", "sentences", "terms")
        for r in article.records(of)
        for v in r.values()
    )


def test_an_article_as_a_table_of_pandas(monkeypatch):
    """Protects people with pandas, and tells those without what to do."""
    article = companion.read_text("警方打擊電騙。", translator=None)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(errors.InputError, match="pip install pandas"):
        article.to_dataframe()
    pandas = types.ModuleType("pandas")
    pandas.DataFrame = lambda rows: rows
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    assert article.to_dataframe("terms") == article.records("terms")
