"""The tagger: probabilities of parts of speech and names, and what stays of them on the tokens."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import numpy as np
import pytest

import companion
from companion.export.json_article import article_to_json
from companion.export.json_read import article_from_dict
from companion.language.language import Language
from companion.language.tagging.network import _STEPS, TAGS, shipped_tagger, tags_of

pytestmark = pytest.mark.usefixtures("way")


def test_every_character_has_a_distribution_whatever_the_text_holds():
    """Protects reading of any text: unknown characters, surrogates, gaps and the empty text are tagged too."""
    texts = ["", "警方拘捕陈大文", "\ud800\U000e0001〇𠮷", "\ue000", "A" * 5000]
    found = shipped_tagger().probabilities(texts)
    assert [p.shape for p in found] == [(len(t), 2 * len(TAGS) + 1) for t in texts]
    assert all(np.allclose(p.sum(1), 1, atol=1e-4) for p in found)


def test_texts_do_not_see_each_other():
    """Protects repeatable analysis: what else is read at the same time changes nothing."""
    tagger = shipped_tagger()
    text = "警方昨日在旺角拘捕陈大文。"
    alone = tagger.probabilities([text])[0]
    among = tagger.probabilities(["陈", text * 500, text, "的"])[2]
    assert (alone == among).all()


def test_few_numbers_are_greater_than_the_steps_count():
    """Protects what the tagger knows when its weights change: of 10,000 numbers between its layers one is cut off at most."""
    numbers = runpy.run_path(str(Path(__file__).parents[3] / "tools" / "tagger" / "steps.py"))["numbers"]
    text = (Path(__file__).parents[1] / "worked_sentences.txt").read_text("utf-8")
    shares = [
        (x > 255 * step).mean() for x, step in zip(numbers(shipped_tagger(), text), _STEPS, strict=True)
    ]
    assert 0 < max(shares) < 1e-4


def test_tokens_keep_their_part_of_speech_and_kind_of_name():
    """Protects what is found once: the tag stands on the token and in the JSON, and is read back."""
    article = companion.read_text("警方昨日在北京拘捕陳大文。", translator=None)
    tokens = {t.text: t for t in article.paragraphs[0].tokens}
    assert tokens["警方"].pos == "n" and tokens["拘捕"].pos == "v" and tokens["昨日"].pos == "t"
    assert (tokens["北京"].pos, tokens["北京"].entity) == ("ns", "place")
    assert (tokens["陳大文"].pos, tokens["陳大文"].entity) == ("nr", "person")
    again = article_from_dict(json.loads(article_to_json(article)))
    assert [(t.pos, t.entity) for t in again.paragraphs[0].tokens] == [
        (t.pos, t.entity) for t in article.paragraphs[0].tokens
    ]


def test_without_a_tagger_words_have_no_part_of_speech():
    """Protects archives and old machines: the tagger can be left out, and reading goes on."""
    tokens = Language(tagger=None).tokens("警方拘捕陳大文。")
    assert "".join(t.text for t in tokens) == "警方拘捕陳大文。" and not any(t.pos for t in tokens)


def test_no_word_has_no_tag():
    """Protects the empty paragraph."""
    assert tags_of(np.zeros((0, 49)), []) == []
