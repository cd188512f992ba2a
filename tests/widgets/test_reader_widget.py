"""The Python side of the reader."""

from __future__ import annotations

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


def test_each_word_has_a_card(article):
    """Protects the cards: whatever can be clicked has one."""
    reader = companion.Reader(article).wait()
    keys = {entry["k"] for entry in reader._words if "k" in entry}
    assert keys == set(reader._cards) and len(keys) > 3
