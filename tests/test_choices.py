"""The choices: one default each, and the keywords of version 0.1 that go on working."""

from __future__ import annotations

import dataclasses
import json
import warnings
from pathlib import Path

import pytest

import companion
from companion.choices import LEVEL, LEVELS, ReadingOptions, WordChoice, takes_choices
from companion.cli import main
from companion.errors import InputError
from companion.export.json_article import article_to_dict
from companion.export.vocabulary_csv import vocabulary_csv
from companion.lessons.words import entries
from companion.render import HandoutOptions, RenderOptions
from companion.widgets import Reader


@pytest.fixture(scope="module")
def article() -> companion.Article:
    return companion.read_text("他不斷打擊電騙，2月8日表示不歡迎。", translator=None)


def test_the_level_has_one_default():
    """Protects a class from lists that begin at another level in each format."""
    assert WordChoice().level == RenderOptions().level == HandoutOptions().vocabulary_level == LEVEL


def test_the_old_keywords_go_on_working_and_say_what_they_are_now(article):
    """Protects notebooks of version 0.1: level=, known=, sandhi= and numbers= mean what they meant."""
    with pytest.warns(DeprecationWarning, match=r"words=companion\.WordChoice\(level=…, known=…\)"):
        old = entries(article, level="A1", known={"电骗"})
    assert old == entries(article, WordChoice(level="A1", known={"电骗"})) != entries(article)
    with pytest.warns(DeprecationWarning, match=r"reading=companion\.ReadingOptions\(sandhi=…, numbers=…\)"):
        data = article_to_dict(article, sandhi=True, numbers="spelled")
    assert data == article_to_dict(article, ReadingOptions(sandhi=True, numbers="spelled"))


def test_the_old_places_go_on_working(article):
    """Protects calls of version 0.1 that named nothing: words, level, known, reading, sandhi."""
    with pytest.warns(DeprecationWarning):
        old = vocabulary_csv(article, "level", "A1", frozenset(), "zhuyin", True)
    assert old == vocabulary_csv(article, WordChoice("level", "A1"), ReadingOptions("zhuyin", sandhi=True))


def test_a_text_stands_for_the_choice_and_warns_of_nothing(article):
    """Protects the short way: words="terms" and reading="zhuyin" need no object."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert entries(article, words="terms", reading="zhuyin") == entries(
            article, WordChoice("terms"), ReadingOptions("zhuyin")
        )
        assert entries(article, "terms") == entries(article, WordChoice("terms"))


def test_an_old_keyword_beside_the_object_changes_that_part(article):
    """Protects from losing what was said: the object's other parts stay."""

    @takes_choices
    def chosen(words: WordChoice = WordChoice()) -> WordChoice:
        return words

    with pytest.warns(DeprecationWarning):
        assert chosen(WordChoice("all", "A1"), level="C1") == WordChoice("all", "C1")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="lvel"):
        chosen(lvel="C1")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: ReadingOptions("wade"),
            "reading can't be 'wade'; there are: pinyin, zhuyin, wade-giles, jyutping",
        ),
        (lambda: ReadingOptions(numbers="words"), "numbers can't be 'words'; there are: figures, spelled"),
        (lambda: WordChoice("hard"), "words can't be 'hard'; there are: best, level, terms, all"),
        (
            lambda: RenderOptions(layout="reading"),
            "layout can't be 'reading'; there are: columns, interlinear",
        ),
        (
            lambda: HandoutOptions(vocabulary="every"),
            "vocabulary can't be 'every'; there are: best, terms, none",
        ),
        (
            lambda: companion.read_text("電騙", grain="coarse"),
            "grain can't be 'coarse'; there are: reader, fine",
        ),
        (
            lambda: companion.read_text("電騙", paragraphs="lines"),
            "paragraphs can't be 'lines' (did you mean line?); there are: auto, blank-line",
        ),
    ],
)
def test_a_value_that_a_choice_does_not_have_is_told_with_those_it_has(make, message):
    """Protects whoever mistypes, in the same words everywhere."""
    with pytest.raises(InputError) as error:
        make()
    assert message in str(error.value)


def test_the_reader_offers_the_same_values():
    """Protects the switch in the reader from a list of its own."""
    assert tuple(Reader.class_traits()["level"].values) == LEVELS
    assert Reader.class_traits()["level"].default_value == LEVEL
    script = (Path(__file__).parents[1] / "js" / "shared" / "levels.js").read_text("utf-8")
    assert f"LEVELS = {json.dumps(LEVELS)}" in script
    for name in ("reading", "numbers", "pinyin_for"):
        default = {f.name: f.default for f in dataclasses.fields(RenderOptions)}[name]
        assert Reader.class_traits()[name].default_value == default


def test_the_readers_layout_has_the_name_that_it_has_everywhere(article):
    """Protects whoever knows layout= from handouts: a widget's own `layout` is its size and place, and stays."""
    reader = Reader(article, layout="stacked")
    assert reader.layout_mode == "stacked" and not isinstance(reader.layout, str)
    with pytest.raises(InputError, match="interlinear"):
        Reader(article, layout="sideways")


def test_the_old_layout_of_the_command_goes_on_working(article, tmp_path):
    """Protects scripts that say --layout reading: it is --layout stacked --translation end."""
    source = tmp_path / "a.txt"
    source.write_text("他不斷打擊電騙。", "utf-8")
    pages = []
    for words in (["--layout", "reading"], ["--layout", "stacked", "--translation", "end"]):
        page = tmp_path / "-".join(words) / "a.html"
        page.parent.mkdir()
        assert main(["handout", str(source), "-o", str(page), "--translator", "none", *words]) == 0
        pages.append(page.read_text("utf-8"))
    assert pages[0] == pages[1]
