"""Readings in context: function words, surnames, words of several readings."""

from __future__ import annotations

import pytest

from companion.language.language import Language

ANALYZER = Language.default().analyzer


def syllable(text: str, character: str) -> str:
    """The reading of the first `character` in `text`."""
    at = text.index(character)
    token = next(t for t in ANALYZER.tokens(text) if t.start <= at < t.end)
    return token.pinyin[at - token.start]


@pytest.mark.parametrize(
    ("text", "character", "expected"),
    [
        ("當局為市民提供協助", "為", "wèi"),
        ("為打擊電騙，警方加強巡邏", "為", "wèi"),
        ("他獲任命為部長", "為", "wéi"),
        ("會議為期三天", "為", "wéi"),
        ("學生說得很清楚", "得", "de"),
        ("居民積極地參與活動", "地", "de"),
        ("他應主席的邀請出席", "應", "yìng"),
        ("政府應加強宣傳", "應", "yīng"),
        ("部長率代表團訪問", "率", "shuài"),
        ("警方拘捕犯罪分子", "分", "fèn"),
        ("他沒時間吃飯", "沒", "méi"),
        ("緬甸邊境", "甸", "diàn"),
        ("重慶人口增長", "長", "zhǎng"),
        ("記者曾萍報道", "曾", "zēng"),
        ("她曾任局長", "曾", "céng"),
        ("任先生表示", "任", "rén"),
    ],
)
def test_polyphones_are_read_as_their_clause_asks(text, character, expected):
    """Protects learners from the readings that a teacher would notice first."""
    assert syllable(text, character) == expected


def test_paragraphs_read_together_are_read_as_each_by_itself():
    """Protects a corrected paragraph from readings that depend on its neighbours in the batch."""
    texts = ["部長率團訪問，行程緊湊。", "銀行行長還款。", "他還在長大。"]
    together = ANALYZER.tokens_of([ANALYZER.draft(t) for t in texts])
    assert together == [ANALYZER.tokens(t) for t in texts]


@pytest.mark.parametrize(
    ("text", "word", "marked"), [("兩人划船", "划船", True), ("他認識我", "認識", False)]
)
def test_a_word_of_the_dictionary_that_the_model_reads_otherwise_is_marked(text, word, marked):
    """Protects a teacher's time: a reading in doubt is shown for review, a neutral tone alone is no doubt."""
    token = next(t for t in ANALYZER.tokens(text) if t.text == word)
    assert ("polyphone" in token.review) == marked


def test_what_is_remembered_of_words_is_bounded(monkeypatch):
    """Protects who reads for days in one process: memory does not grow with the words, and readings stay the same."""
    from companion.language.dictionary import cedict
    from companion.language.readings import romanizer

    monkeypatch.setattr(romanizer, "_MOST_KNOWN", 3)
    monkeypatch.setattr(cedict, "_MOST_KNOWN", 3)
    dictionary = cedict.Cedict()
    reader = romanizer.PinyinRomanizer(dictionary)
    words = ["音乐", "快乐", "长", "行长", "行", "乐", "电骗", "都", "还"]
    whole = reader.romanize(words)
    assert reader.romanize(words) == whole and [reader.romanize(words)[i] for i in (0, 1, 3)] == [
        ("yīn", "yuè"), ("kuài", "lè"), ("háng", "zhǎng"),
    ]  # fmt: skip
    assert len(reader._usual) <= len(words)
    assert all(dictionary.lookup(w) == dictionary.lookup(w) != () for w in words if w != "电骗")
    assert len(dictionary._known) <= 3
