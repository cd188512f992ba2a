"""One `Language` for an article: each part can be swapped, and everything that follows asks the same one."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Sequence

import pytest

import companion
from companion.corrections import correction_at
from companion.errors import UnknownNameError
from companion.exercises.source import Source
from companion.export.json_article import article_to_json
from companion.language.dictionary.cedict import cedict
from companion.language.language import Language
from companion.model import Sense
from companion.pipeline import correct, translate_article
from companion.render import article_words

TEXT = "警方斟酌電視節目。"


class Characters:
    """A segmenter that makes each character a word."""

    def segment(self, text: str) -> list[str]:
        return list(text)


class Shouting:
    """A romanizer whose syllables are seen to be its own."""

    def romanize(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        return [tuple(f"má{n}" for n, c in enumerate(w) if c >= "㐀") for w in words]


class Own:
    """A dictionary with one word."""

    def lookup(self, word: str) -> tuple[Sense, ...]:
        return (Sense("斟酌", "斟酌", "zhēn zhuó", ("our own gloss",)),) if word == "斟酌" else ()


class Unchanged:
    """A converter that leaves all as it is."""

    def to_simplified(self, text: str) -> str:
        return text


def read(**parts: object) -> companion.Article:
    return companion.read_text(TEXT, translator="gloss", language=Language(**parts))  # type: ignore[arg-type]


def test_a_segmenter_of_ones_own_cuts_the_words():
    """Protects `read(…, language=Language(segmenter=…))`."""
    assert [t.text for t in read(segmenter=Characters()).paragraphs[0].tokens][:4] == list("警方斟酌")


def test_a_romanizer_of_ones_own_reads_the_words():
    """Protects the swap of the romanizer, the only part with state beside the dictionary."""
    article = read(romanizer=Shouting())
    assert article.paragraphs[0].tokens[0].pinyin == ("má0", "má1")


def test_a_converter_of_ones_own_gives_the_simplified_text():
    """Protects the swap of the converter."""
    assert read(converter=Unchanged()).paragraphs[0].simplified == TEXT


def test_a_dictionary_of_ones_own_is_asked_by_all_that_follows():
    """Protects one Language for all: tokens, gloss, cards and exercises have the same meanings."""
    article = read(dictionary=Own())
    assert [t.text for t in article.paragraphs[0].tokens if t.senses] == ["斟酌"]
    english = article.paragraphs[0].sentences[0].translation
    assert english is not None and "our own gloss" in english.text
    assert "television" not in str(article_words(article))
    assert Source(article).language is article.language
    assert not Source(article).language.is_word("電視")


def test_correcting_and_translating_go_on_with_the_articles_own():
    """Protects an article read with other parts from being mended with the usual ones."""
    article = read(segmenter=Characters())
    fixed = correct(article, [correction_at(article.paragraphs[0], 2, 4, "words", "斟酌")])
    assert [t.text for t in fixed.paragraphs[0].tokens][:3] == ["警", "方", "斟酌"]
    assert Language.of(fixed) is Language.of(article)
    assert next(translate_article(read(dictionary=Own()), "gloss"))[1].sentences[0].translation


def test_the_language_is_no_part_of_an_articles_identity():
    """Protects comparing, saving and copying: a Language holds locks and an index, and no content."""
    article = read()
    plain = companion.read_text(TEXT, translator="gloss")
    assert article == plain and hash(article.title) == hash(plain.title)
    assert "language" not in article_to_json(article).split('"paragraphs"')[0]
    for again in (copy.deepcopy(article), pickle.loads(pickle.dumps(article))):
        assert again == article and Language.of(again).is_word("电视")
    assert pickle.loads(pickle.dumps(Language.default())) is Language.default()


def test_an_article_from_a_file_has_the_usual_one():
    """Protects what opens a saved article: it has no Language of its own."""
    assert Language.of(companion.read_text(TEXT, translator=None)) is Language.default()


def test_cc_cedict_is_opened_once():
    """Protects memory and time: whoever asks for it has the same object."""
    assert Language.default().dictionary is cedict()
    assert Language(segmenter=Characters()).dictionary is cedict()


def test_an_unknown_part_is_named():
    """Protects a mistyped name: the answer has the names there are."""
    with pytest.raises(
        UnknownNameError, match=r"no segmenter is called 'jeiba' .did you mean jieba..; there are: jieba"
    ):
        read(segmenter="jeiba")
