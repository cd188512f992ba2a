"""Exercises beside a text: what they ask for is not told there, and cloze in sentences that are new."""

from __future__ import annotations

import pytest

import companion
from companion import HandoutOptions
from companion.exercises import make_exercises
from companion.exercises.unseen import asked_words
from companion.export.handout import handout_html


def between(html, first, then):
    return html.split(f'<section class="{first}', 1)[1].split(f'<section class="{then}', 1)[0]


def test_a_page_does_not_tell_what_its_exercises_ask(article):
    """Protects a class test: no reading, card, list entry or Simplified form of what is asked stands on the page."""
    kinds = ("pinyin", "match", "script:simplified")
    options = HandoutOptions(exercises=6, exercise_kinds=kinds, answers="none", vocabulary="best")
    sheet = make_exercises(article, kinds, 6)
    page = handout_html(article, options)
    text, words = between(page, "ho-text", "ho-exercises"), between(page, "ho-vocabulary", "ho-text")
    shown = handout_html(
        article, HandoutOptions(exercises=6, exercise_kinds=kinds, answers="none", asked="shown")
    )
    for word in asked_words(sheet):
        assert f">{word}</td>" not in words
    asked = next(i for i in sheet if i.kind == "pinyin")
    assert asked.word in text  # the word is there, its card is not
    assert page.count("<rt") < shown.count("<rt")
    script = next(i for i in sheet if i.kind == "script")
    assert "＿" * len(script.word) in text and script.answer in between(shown, "ho-text", "ho-exercises")
    assert 'id="ho-v1"' in words and page.count('<td class="ho-num">') < shown.count('<td class="ho-num">')


def test_cloze_in_the_sentences_of_other_articles(article, read_article):
    """Protects cloze beside a text: the words are the article's, the sentences are new, and the key says where they are from."""
    others = [read_article("transport"), read_article("typhoon")]
    sheet = make_exercises(article, ["cloze", "cloze:bank"], 6, sentences_from=others)
    assert len(sheet) >= 2 and "記者" not in [item.word for item in sheet]  # which their datelines have
    text = "".join(p.text for p in article.paragraphs)
    for item in sheet:
        assert item.word in text and item.text.split("＿")[0].strip("… ") not in text[:0] + "\0"
        assert not any(
            part.text in text for part in item.prompt if part.kind == "text" and len(part.text) > 12
        )
        assert item.evidence is None and "from " in item.note


@pytest.mark.parametrize("path", ["folder", "file"])
def test_the_command_takes_a_persons_own_articles(tmp_path, articles, capsys, path):
    """Protects teachers with a folder of articles: its sentences are used."""
    from companion.cli import main

    (tmp_path / "a.txt").write_text("警方昨日拘捕三名疑犯，並提醒市民提防電騙。", "utf-8")
    place = articles if path == "folder" else articles / "dianpian.txt"
    out = tmp_path / "s.html"
    assert main(["exercises", str(tmp_path / "a.txt"), "--sentences-from", str(place), "-o", str(out)]) == 0
    assert out.exists() and "from 中泰" in (tmp_path / "s-key.html").read_text("utf-8")
    assert companion.read(tmp_path / "a.txt", translator=None).title
