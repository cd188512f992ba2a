"""Tokens and senses that are made when they are first asked for are those that were always there."""

import copy
import pickle
from dataclasses import replace

import companion
from companion import model
from companion.language.language import Language
from companion.model import Paragraph, Token

TEXT = "警方打擊電騙，她看著電視。"


def _read(**options):
    return companion.read_text(TEXT, translator=None, **options).paragraphs[0]


def test_reading_makes_no_token(monkeypatch):
    """Reading an article makes no token; asking for the tokens makes each once."""
    made = []
    make = model.make_tokens
    monkeypatch.setattr(model, "make_tokens", lambda *a: made.append(1) or make(*a))
    p = _read()
    assert list(p.terms) and not made
    assert p.tokens is p.tokens and len(made) == 1
    assert list(p.terms) == [t.term for t in p.tokens if t.term]


def test_copies_have_all():
    """What is replaced, copied or pickled before its tokens or senses were asked for has them all."""
    want = _read()
    assert "".join(t.text for t in want.tokens) == TEXT
    for made in (replace(_read(), kind="body"), copy.deepcopy(_read()), pickle.loads(pickle.dumps(_read()))):
        assert (made.text, made.tokens) == (want.text, want.tokens)
        assert [t.senses for t in made.tokens] == [t.senses for t in want.tokens]
    word = next(t for t in _read().tokens if t.text == "電視")
    again = pickle.loads(pickle.dumps(replace(word, start=0, end=2)))
    assert again.senses[0].english == ("television",) or "TV" in " ".join(again.senses[0].english)
    assert hash(word) == hash(copy.copy(word))


def test_given_tokens_stay():
    """Tokens and senses that somebody gives are kept as they are."""
    token = Token("電", 0, 1, "word", "电")
    paragraph = Paragraph.make("body", "電", [token])
    assert paragraph.tokens == (token,) and token.senses == () and list(paragraph.terms) == []


def test_a_dictionary_of_ones_own_needs_no_more_than_lookup():
    """A dictionary with nothing but `lookup` is asked at once, and tells which words are unknown."""

    class Nothing:
        def lookup(self, word):
            return ()

    p = _read(language=Language(dictionary=Nothing()))
    assert any(t.is_unknown for t in p.tokens) and not any(t.senses for t in p.tokens)


def test_headwords_are_those_that_have_senses():
    """Whether the dictionary has a word is the same told by its senses and by the list of headwords."""
    from companion.language.dictionary.cedict import Cedict

    one, many = Cedict(), Cedict()
    many._asked = 10**6
    for word in ("電視", "电视", "視電", "", "\n", "A", "卡拉OK", "\ud800", "3C", "，"):
        assert one.has(word) == many.has(word) == bool(one.lookup(word)), word
