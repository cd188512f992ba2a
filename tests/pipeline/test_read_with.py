"""Where an article came from, and the glossary it was read with, stay with it; they are no part of what it is."""

from __future__ import annotations

import os
import pickle
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from operator import attrgetter

import pytest

import companion
from companion.batch import Job, run
from companion.corrections import Corrections, correction_at, path_beside
from companion.export.json_article import article_to_json
from companion.files import beside
from companion.glossary import Glossary
from companion.model import Term
from companion.pipeline import correct, glossary_of, read_text, translate_article
from companion.translation.memory import TranslationMemory

TERM = Term("own-1", "碼頭鼠", "码头鼠", "mǎtóushǔ", ("dock rat",), layer="class")
TEXT = "昨晚碼頭鼠又來了，他率團訪問碼頭。"
NEWS = "長者受騙\n\n警方說，一名長者受騙。她損失了三萬元。\n"


def terms_in(article):
    return [t.text for p in article.paragraphs for t in p.tokens if t.term == "own-1"]


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def two(tmp_path):
    """Two articles of one name and one text, in two folders."""
    paths = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "news.txt")
        paths[-1].write_text(NEWS, "utf-8")
    return paths


def corrected_in_a_reader(article, what="reading", value="zhǎng zhě"):
    """What a person does: chooses 長者 in the headline, corrects its reading, and types English for a sentence."""
    reader = companion.Reader(article, vocabulary=False)
    reader._desk.on_message(
        reader,
        {"kind": "correct", "what": what, "value": value, "paragraph": 0, "start": 0, "end": 2, "id": "1"},
    )
    reader._desk.on_message(
        reader,
        {
            "kind": "correct",
            "what": "translation",
            "value": "She lost a lot.",
            "paragraph": 1,
            "sentence": 1,
            "id": "2",
        },
    )
    assert reader.error == ""
    return reader


def kept(path):
    """The corrections and the English that lie beside an article's file."""
    english = beside(path, "tmx")
    return (
        [c.value for c in Corrections.load(path_beside(path))],
        [u.target for u in TranslationMemory.load(english)] if english.is_file() else [],
    )


WRITTEN = (["zhǎng zhě"], ["She lost a lot."])
NOTHING = ([], [])


@pytest.mark.parametrize("first", [0, 1])
def test_two_articles_of_one_name_and_headline_are_not_mixed_up(two, first):
    """Protects a teacher with two classes: what is corrected in one folder's article is kept in that folder."""
    articles = [companion.read(path) for path in two]
    assert articles[0] == articles[1] and hash(articles[0]) == hash(articles[1])
    corrected_in_a_reader(articles[first])
    assert kept(two[first]) == WRITTEN and kept(two[1 - first]) == NOTHING
    assert companion.read(two[first]).corrections and not companion.read(two[1 - first]).corrections


def test_an_english_that_is_taken_back_is_taken_back_beside_the_file_too(two):
    """Protects the memory that is handed on with a folder."""
    reader = corrected_in_a_reader(companion.read(two[0]))
    for _ in range(2):
        reader._desk.on_message(reader, {"kind": "undo", "id": "3"})
    assert kept(two[0]) == NOTHING
    assert companion.read(two[0]).paragraphs[1].sentences[1].translation.origin == "gloss"


def test_where_the_folder_takes_no_file_the_english_is_kept_in_the_persons_memory(two):
    """Protects a person who reads from a folder that they may not write: nothing is lost, no error."""
    article = replace(companion.read(two[0]), path=two[0].parent / "gone" / "news.txt")
    reader = companion.Reader(article, vocabulary=False)
    reader._desk.on_message(
        reader,
        {
            "kind": "correct",
            "what": "translation",
            "value": "She lost a lot.",
            "paragraph": 1,
            "sentence": 1,
            "id": "2",
        },
    )
    assert reader.error == "" and kept(two[0]) == NOTHING
    assert companion.read(two[0]).paragraphs[1].sentences[1].translation.text == "She lost a lot."


def test_the_file_stays_with_an_article_that_is_changed(two):
    """Protects code that prepares an article: renamed, corrected or translated it is still of that file."""
    article = companion.read(two[0], translator=None)
    titled = replace(article, title="第三課")
    fixed = correct(titled, [correction_at(titled.paragraphs[1], 3, 4, "words", "，")])
    english = list(fixed.paragraphs)
    for index, paragraph in translate_article(fixed, "gloss"):
        english[index] = paragraph
    whole = replace(fixed, paragraphs=tuple(english))
    assert {a.path for a in (article, titled, fixed, whole)} == {two[0]}
    corrected_in_a_reader(whole)
    assert kept(two[0]) == WRITTEN and kept(two[1]) == NOTHING


def test_a_relative_path_means_the_folder_in_which_it_was_read(two, monkeypatch):
    """Protects a notebook that changes its working folder after reading."""
    monkeypatch.chdir(two[0].parent)
    article = companion.read("news.txt")
    named = companion.read_text(NEWS)
    monkeypatch.chdir(two[1].parent)
    corrected_in_a_reader(article)
    assert kept(two[0]) == WRITTEN and kept(two[1]) == NOTHING
    assert named.path is None and not list(two[1].parent.glob("*.companion.toml"))
    monkeypatch.chdir(two[0].parent)
    reader = companion.Reader(named, file="news.txt", vocabulary=False)
    monkeypatch.chdir(two[1].parent)
    assert reader._state.file == two[0]


def test_an_article_out_of_json_is_of_the_json_file(two, tmp_path):
    """Protects saved articles: neither the file they were made from nor its name decides where corrections go."""
    saved = companion.write(companion.read(two[0]), tmp_path / "saved.json")
    assert "path" not in saved.read_text("utf-8") and str(tmp_path) not in saved.read_text("utf-8")
    shutil.copyfile(saved, two[1].with_name("saved.json"))
    loaded = companion.load(two[1].with_name("saved.json"))
    assert loaded == companion.read(two[0]) and loaded.path == two[1].with_name("saved.json")
    corrected_in_a_reader(loaded)
    assert kept(loaded.path) == WRITTEN and kept(two[0]) == kept(two[1]) == NOTHING == kept(saved)
    assert companion.load(loaded.path).corrections and not companion.load(saved).corrections
    assert not companion.load(loaded.path, corrections=None).corrections
    english = [companion.load(path).paragraphs[1].sentences[1].translation for path in (loaded.path, saved)]
    assert (english[0].text, english[0].origin) == ("She lost a lot.", "memory")
    assert companion.load(loaded.path, memory=None).paragraphs[1].sentences[1].translation.origin == "gloss"


def test_a_text_that_was_given_has_no_file_until_one_is_named(two):
    """Protects people who paste: nothing is written anywhere, and the reader says so."""
    article = companion.read_text(NEWS, title="長者受騙", source="news.txt")
    companion.read(two[0])
    reader = corrected_in_a_reader(article)
    assert reader._state.file is None and kept(two[0]) == kept(two[1]) == NOTHING


def test_articles_travel_between_processes_with_their_file(two):
    """Protects batches: a worker gives the article back whole, and another one can be given it."""
    results = run(
        [Job(str(p), read={"translator": None}, keep=True) for p in two], workers=2, scheduler="pool"
    )
    assert [r.article.path for r in results] == two
    mine = read_text(TEXT, glossary=Glossary([TERM]), translator=None)
    again = pickle.loads(pickle.dumps(mine))
    assert again == mine and terms_in(correct(again, [])) == ["碼頭鼠"]
    assert len(pickle.dumps(results[0].article)) < 100_000
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert list(pool.map(attrgetter("path"), [results[0].article])) == [two[0]]


def test_the_path_is_no_part_of_the_json(two):
    """Protects privacy and comparison: where a file lies on this machine is told to nobody."""
    assert str(two[0].parent) not in article_to_json(companion.read(two[0]))
    assert article_to_json(companion.read(two[0])) == article_to_json(companion.read(two[1]))


def test_an_undone_correction_brings_back_a_term_of_ones_own():
    """Protects a class's terms: a correction that cut one, and is taken back, needs no glossary named again."""
    article = read_text(TEXT, glossary=Glossary([TERM]), translator=None)
    assert terms_in(article) == ["碼頭鼠"]
    cut = correct(article, [correction_at(article.paragraphs[0], 2, 5, "words", "碼頭|鼠")])
    assert not terms_in(cut) and TERM not in cut.glossary
    assert correct(cut, []) == article


def test_another_glossary_of_the_same_text_is_not_taken():
    """Protects an article from the terms of another reading of it."""
    plain = read_text(TEXT, translator=None)
    mine = read_text(TEXT, glossary=Glossary([TERM]), translator=None)
    assert glossary_of(mine).get("own-1") == TERM
    assert glossary_of(plain).get("own-1") is None
    assert terms_in(correct(mine, [])) == ["碼頭鼠"] and not terms_in(correct(plain, []))


def test_an_article_of_another_process_is_corrected_with_the_terms_that_are_installed():
    """Protects articles out of a JSON file, whose glossary nobody knows."""
    article = replace(read_text(TEXT, translator=None), read_with=None)
    strange = replace(article, paragraphs=article.paragraphs * 2)
    assert glossary_of(strange) is None
    assert len(correct(strange, []).paragraphs) == 2


def test_a_class_glossary_holds_for_what_is_changed_in_the_reader(tmp_path, monkeypatch):
    """Protects a class's terms: a term of one's own, added in the reader, leaves them in place; so does a later chdir."""
    (tmp_path / "class.csv").write_text(
        "id,traditional,simplified,pinyin,english\nown-1,碼頭鼠,码头鼠,mǎtóushǔ,dock rat\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    article = read_text(TEXT, glossary="class.csv", translator=None)
    monkeypatch.chdir(os.sep)
    reader = companion.Reader(article, vocabulary=False)
    reader._desk.on_message(
        reader,
        {
            "kind": "term",
            "traditional": "訪問碼頭",
            "simplified": "访问码头",
            "pinyin": "fǎngwèn mǎtóu",
            "english": "tour the docks",
            "id": "1",
        },
    )
    assert reader.error == "" and terms_in(reader.article) == ["碼頭鼠"]
    assert "tour the docks" in [t.english[0] for t in reader.article.glossary]
    reader._desk.on_message(
        reader,
        {
            "kind": "correct",
            "what": "words",
            "value": "率|團",
            "paragraph": 0,
            "start": 10,
            "end": 12,
            "id": "2",
        },
    )
    assert reader.error == "" and terms_in(reader.article) == ["碼頭鼠"]
    assert "tour the docks" in [t.english[0] for t in reader.article.glossary]
    (tmp_path / "class.csv").unlink()
    reader._desk.on_message(reader, {"kind": "undo", "id": "3"})
    assert reader.error == ""
