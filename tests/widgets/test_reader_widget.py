"""The Python side of the reader."""

from __future__ import annotations

import base64

import pytest

import companion
from companion.errors import InputError


@pytest.fixture(scope="module")
def article():
    return companion.read_text("香港新聞\n\n警方打擊電騙。")


def test_the_bundle_has_the_widget_and_a_static_view(article):
    """Protects viewers without widgets: saved notebooks show the text."""
    data, _ = companion.Reader(article)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "telecom fraud" in data["text/html"] and "<script" not in data["text/html"]


def test_the_static_view_shows_the_layers_that_are_on(article):
    """Protects a teacher's choice of layers in a saved notebook."""
    data, _ = companion.Reader(article, english=False)._repr_mimebundle_()
    assert "telecom fraud" not in data["text/html"]


@pytest.mark.parametrize("wrong", ["article.txt", None, 3])
def test_what_is_no_article_is_told_with_an_example(wrong):
    """Protects a beginner who passes the file's name."""
    with pytest.raises(InputError, match=r"companion\.Reader\(companion\.read"):
        companion.Reader(wrong)


def test_unknown_options_are_told(article):
    """Protects a user who mistypes an option."""
    with pytest.raises(InputError, match="no option 'pinjin'"):
        companion.Reader(article, pinjin=False)


def test_the_table_of_regions_follows_a_correction():
    """Protects the panel from a word that a correction has cut, and gets it back when that is undone."""
    reader = companion.Reader(companion.read_text("警方打擊電騙。"), vocabulary=False).wait()
    assert "电信诈骗" in reader._regional
    cut = {
        "kind": "correct",
        "what": "words",
        "paragraph": 0,
        "start": 4,
        "end": 6,
        "value": "電|騙",
        "id": "1",
    }
    reader._desk.on_message(reader, cut)
    assert "电信诈骗" not in reader._regional
    reader._desk.on_message(reader, {"kind": "undo", "id": "2"})
    assert "电信诈骗" in reader._regional


def test_words_are_saved_as_a_table_or_a_deck(article):
    """Protects the export of the list: the words that are shown and no others, read as they are read here."""
    sent = []
    reader = companion.Reader(article, vocabulary=False, reading="zhuyin").wait()
    reader.send = lambda message, *_: sent.append(message)
    for to in ("csv", "anki"):
        reader._desk.on_message(reader, {"kind": "file", "to": to, "words": ["电骗", "打击"], "id": to})
    table, deck = sent
    text = base64.b64decode(table["data"]).decode("utf-8-sig")
    assert (
        "電騙" in text
        and "打擊" in text
        and "警方打擊電騙" in text
        and ",警方," not in text
        and "ㄉㄧㄢˋ" in text
    )
    assert (table["name"], table["count"], deck["name"]) == ("香港新聞.csv", 2, "香港新聞.apkg")
    assert base64.b64decode(deck["data"])[:2] == b"PK"
    reader._desk.on_message(reader, {"kind": "file", "to": "csv", "words": [], "id": "3"})
    assert "none of these words" in reader.error


def test_each_word_has_a_card(article):
    """Protects the cards: whatever can be clicked has one."""
    reader = companion.Reader(article).wait()
    keys = {entry["k"] for entry in reader._words if "k" in entry}
    assert keys == set(reader._cards) and len(keys) > 3
