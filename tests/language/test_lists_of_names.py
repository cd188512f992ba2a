"""Surnames in lists of names, and words whose characters are read together."""

from __future__ import annotations

import pytest

from companion.language.language import Language

ANALYZER = Language.default().analyzer


def reading(sentence: str, word: str) -> str:
    at = sentence.index(word)
    tokens = ANALYZER.tokens(sentence)
    return " ".join(s for t in tokens if at <= t.start < at + len(word) for s in t.pinyin)


@pytest.mark.parametrize(
    ("sentence", "word", "pinyin"),
    [
        ("台上有單立文、任賢齊、解曉東和查小欣。", "單立文", "shàn lì wén"),
        ("台上有單立文、任賢齊、解曉東和查小欣。", "任賢齊", "rén xián qí"),
        ("台上有單立文、任賢齊、解曉東和查小欣。", "解曉東", "xiè xiǎo dōng"),
        ("台上有單立文、任賢齊、解曉東和查小欣。", "查小欣", "zhā xiǎo xīn"),
        ("出席者包括任賢齊、區永權。", "任賢齊", "rén xián qí"),
        ("優先處理單車徑、單一化、任何人的投訴。", "單一化", "dān yī huà"),
        ("優先處理單車徑、單一化、任何人的投訴。", "任何人", "rèn hé rén"),
        ("費用包括保險、查牌費、停車費。", "查牌費", "chá pái fèi"),
    ],
)
def test_surnames_are_known_in_a_list_of_names(sentence, word, pinyin):
    """Protects the casts and guests of the entertainment pages, who have no title before them."""
    assert reading(sentence, word) == pinyin


@pytest.mark.parametrize(
    ("sentence", "word", "pinyin"),
    [
        ("他終於還了錢。", "還", "huán"),
        ("他至今還沒還錢。", "還錢", "huán qián"),
        ("他還有錢。", "還有", "hái yǒu"),
        ("他重重地摔在地上。", "重重地", "zhòng zhòng de"),
        ("計劃困難重重。", "重重", "chóng chóng"),
        ("他把手錶賣給典當行。", "典當行", "diǎn dàng háng"),
    ],
)
def test_words_are_read_by_what_they_mean(sentence, word, pinyin):
    """Protects 還 before money, and 重重, whose two characters are always read alike."""
    assert reading(sentence, word) == pinyin


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("單仲偕議員反對。", "單仲偕"),
        ("行長單志明說會加息。", "單志明"),
        ("晚會由區海琳主持。", "區海琳"),
        ("解國華表示滿意。", "解國華"),
        ("而仇志遠亦到場。", "仇志遠"),
        ("台上有翟紹堂、曾淵文、朴敏英。", "翟紹堂"),
        ("「單仲偕」", "單仲偕"),
        ("姓單女子報案。", ""),
        ("任文化大使的他說好。", ""),
        ("本區海琳中心重開。", ""),
    ],
)
def test_a_name_is_one_token(sentence, name):
    """Protects lookups and vocabulary lists from halves of names (單仲|偕, 由區|海琳)."""
    names = [t.text for t in ANALYZER.tokens(sentence) if t.text[0] in "單區解仇翟任" and len(t.text) == 3]
    assert names == [name] * bool(name)


@pytest.mark.parametrize(
    ("sentence", "word", "marked"),
    [
        ("他說任海森一天就走。", "任", True),
        ("行長單志明說會加息。", "單志明", True),  # right, but one such name in a hundred is not
        ("他任主席。", "任", False),
    ],
)
def test_a_surname_that_nothing_decides_is_marked(sentence, word, marked):
    """Protects teachers from a surname's reading that is a guess and doesn't say so."""
    (token,) = [t for t in ANALYZER.tokens(sentence) if word in t.text][:1]
    assert ("polyphone" in token.review) is marked
