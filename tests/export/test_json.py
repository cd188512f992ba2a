"""An article to JSON and back."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import companion
from companion.errors import InputError, OutputError
from companion.export.json_article import (
    article_pieces,
    article_schema,
    article_to_dict,
    article_to_json,
    write_json,
)
from companion.export.json_read import article_from_dict
from companion.language.meanings import with_meanings
from companion.model import Article, Paragraph, Sense, Sentence, Term, TermUse, Token, Translation, is_saved

DEFINITIONS = {
    "article": Article, "paragraph": Paragraph, "token": Token, "sense": Sense, "sentence": Sentence,
    "translation": Translation, "term-use": TermUse, "term": Term,
}  # fmt: skip


def test_an_article_comes_back_equal(article, tmp_path):
    """Protects what a teacher stored: nothing is lost between program runs."""
    path = write_json(article, tmp_path / "a.json")
    assert companion.load(path) == article
    assert companion.load(write_json(article, path, compact=True)) == article
    assert companion.load(write_json(article, path, reading="zhuyin")) == article


def test_the_json_holds_the_schema(article):
    """Protects programs in other languages, which check what they get against the schema."""
    schema = article_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    data = json.loads(article_to_json(article))
    validator.validate(data)
    data["paragraphs"][0]["tokens"][0]["start"] = "0"
    assert not validator.is_valid(data)
    second = jsonschema.Draft202012Validator(article_schema(2))
    data = json.loads("".join(article_pieces(with_meanings(article), reading="zhuyin", version=2)))
    second.validate(data)
    assert not second.is_valid({**data, "words": None})


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_schema_describes_each_field(name):
    """Protects the schema from a field that was added to the model alone."""
    described = article_schema()["$defs"][name]
    extra = {"article": {"format"}, "paragraph": {"simplified"}, "token": {"reading", "spelled"}}.get(
        name, set()
    )
    assert set(described["properties"]) - extra == {f.name for f in fields(DEFINITIONS[name]) if is_saved(f)}


def test_json_from_before_a_field_existed_is_read_with_its_default(article):
    """Protects files that an older Companion wrote."""
    data = article_to_dict(article)
    del data["notices"]
    for p in data["paragraphs"]:
        del p["review"], p["simplified"]
        for t in p["tokens"]:
            del t["review"], t["term"]
        for s in p["sentences"]:
            s["translation"] = {"text": "x", "origin": "memory"}
    data["glossary"] = [
        {k: t[k] for k in ("id", "traditional", "simplified", "pinyin", "english")} for t in data["glossary"]
    ]
    old = article_from_dict(data)
    assert old.notices == () and old.glossary[0].status == "approved"
    assert old.paragraphs[0].tokens[0].review == ()
    assert old.paragraphs[0].sentences[0].translation == Translation("x", "memory")


def test_json_of_a_later_companion_is_read_without_what_it_added(article):
    """Protects people who share files between versions."""
    data = article_to_dict(article)
    data["paragraphs"][0]["tokens"][0] = {**data["paragraphs"][0]["tokens"][0], "tone": 4}
    assert article_from_dict(data) == article


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(format="companion/article@3"), 'is "companion/article@3"'),
        (lambda d: d.pop("format"), "has no format"),
        (lambda d: d.pop("title"), "has no title"),
        (lambda d: d.update(paragraphs={}), "paragraphs is an object, not a list"),
        (lambda d: d["paragraphs"][1].update(kind="<b>"), r'paragraphs\[1\] has the kind "<b>"'),
        (lambda d: d["paragraphs"][1]["tokens"][2].update(start=True), r"paragraphs\[1\]\.tokens\[2\]\.start is true, not a whole number"),
        (lambda d: d["paragraphs"][1]["tokens"].pop(), r"paragraphs\[1\] has tokens that don't join up"),
        (lambda d: d["paragraphs"][1]["sentences"][0].update(end=9999), r"paragraphs\[1\] has sentences that don't cover"),
        (lambda d: d["paragraphs"][1]["sentences"][0].update(translation="x"), r"sentences\[0\]\.translation is \"x\", not an object"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(article, change, message):
    """Protects programs that make such JSON: one line says what is wrong, and where."""
    data = json.loads(article_to_json(article))
    change(data)
    with pytest.raises(InputError, match=message):
        article_from_dict(data)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.pop("words"), "words is missing"),
        (lambda d: d.update(columns=["kind"]), r"word table can't be used \(columns has no text"),
        (lambda d: d["words"].__setitem__(0, 7), r"words\[0\] is 7, not a text"),
        (lambda d: d["words"].__setitem__(0, "\t".join(["零容忍", "", "", "word", "", "-1"])), "word table can't be used"),
        (lambda d: d["words"].__setitem__(0, "字"), "don't join up"),
        (lambda d: d["paragraphs"][1].update(words="0 x"), r"paragraphs\[1\]\.words has a number"),
        (lambda d: d["paragraphs"][1].update(words="-1"), r"paragraphs\[1\]\.words has a number"),
        (lambda d: d["paragraphs"][1].update(words="999999"), r"paragraphs\[1\]\.words has a number"),
        (lambda d: d["paragraphs"][1].update(words=""), "the end is missing"),
        (lambda d: d["paragraphs"].__setitem__(1, None), r"paragraphs\[1\] is null, not an object"),
        (lambda d: d.update(glossary=[]), "which is not in the glossary"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_word_table_is_told(article, change, message):
    """Protects the second format from the same faults, and from numbers that lead nowhere."""
    data = json.loads("".join(article_pieces(article, version=2)))
    change(data)
    with pytest.raises(InputError, match=message):
        article_from_dict(data)


def test_both_formats_hold_all_of_a_token(article):
    """Protects what no comparison of articles sees: part of speech, kind of name, what decided, the meaning."""
    said = with_meanings(article)
    for version in (1, 2):
        again = article_from_dict(json.loads("".join(article_pieces(said, version=version))))
        assert again == said
        for ours, theirs in zip(said.passing(), again.passing(), strict=True):
            for a, b in zip(ours.tokens, theirs.tokens, strict=True):
                assert [getattr(a, f.name) for f in fields(Token)] == [
                    getattr(b, f.name) for f in fields(Token)
                ]
        assert article_to_json(again) == article_to_json(said)


def test_a_file_that_is_no_json_is_told_with_line_and_column(tmp_path):
    """Protects users who give the wrong file."""
    path = tmp_path / "a.json"
    for text, message in (("{\n 'a'", "line 2, column 2"), ("[" * 100_000, "no JSON"), ("\ud800", "no JSON")):
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        with pytest.raises(InputError, match=message):
            companion.load(path)
    with pytest.raises(InputError, match="can't be read"):
        companion.load(tmp_path / "no.json")


@given(st.text(alphabet="電騙打擊，。！ \nab\ud800\U00020000\U000210c1'\"<", min_size=1, max_size=40))
def test_any_text_comes_back(text):
    """Protects damaged and rare characters."""
    text += "電"
    article = companion.read_text(text, translator=None)
    article = replace(article, source=text)
    for version in (1, 2):
        assert article_from_dict(json.loads("".join(article_pieces(article, version=version)))) == article


def test_another_programs_json_is_not_replaced(article, tmp_path):
    """Protects a file of the same name."""
    path = tmp_path / "a.json"
    path.write_text('{"format": "mine"}', encoding="utf-8")
    with pytest.raises(OutputError, match="--force"):
        write_json(article, path)
    assert companion.load(write_json(article, path, force=True)) == article
