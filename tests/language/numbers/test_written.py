"""Numbers in Chinese numerals and in figures, as tokens, readings and glosses."""

from __future__ import annotations

import pytest

import companion
from companion.language.grains import divided
from companion.language.language import Language
from companion.language.numbers.written import is_number_phrase
from companion.language.readings.spoken import spelled
from companion.translation.gloss import gloss_words

ANALYZER = Language.default().analyzer


def words(text: str) -> list[str]:
    return [t.text for t in ANALYZER.tokens(text)]


@pytest.mark.parametrize(
    "number",
    [
        "三千萬港元", "三千二百萬", "三十八點五度", "二〇二五年", "七月一日", "二〇二五年七月一日", "第3條", "第四十二條", "六成半", "九成九",
        "八十九歲", "三百二十萬零五百元", "百分之三點五", "一點五倍", "兩三個", "五十餘人", "三十多年", "數十人", "廿八日", "百億元",
        "四十八小時", "一百五十米", "2億3,456萬元", "1萬2千人", "四千多萬元", "4000多萬元",
        "八十餘萬港元", "9個多小時", "三個多月", "−5度", "-5度", "第3屆", "21世紀",
    ],
)  # fmt: skip
def test_a_number_with_its_unit_is_one_token_however_it_is_written(number):
    """Protects amounts and dates in numerals, which fell apart where the same in figures was whole."""
    assert words(f"，{number}，") == ["，", number, "，"]
    assert not ANALYZER.tokens(f"，{number}，")[1].is_unknown


def test_a_score_is_taken_out_of_a_word_that_no_dictionary_has():
    """Protects scores: 以五比 is no word."""
    assert words("以五比三勝出") == ["以", "五比三", "勝出"]
    assert words("有六成半人贊成")[1:3] == ["六成半", "人"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今日19度至24度", ["今日", "19度", "至", "24度"]),
        ("5度至8度", ["5度", "至", "8度"]),
        ("90後及00後", ["90後", "及", "00後"]),
        ("2月中旬", ["2月", "中旬"]),
        ("5月球員受傷", ["5月", "球員", "受傷"]),
    ],
)
def test_a_unit_ends_where_the_rest_is_no_word_of_the_dictionary(text, expected):
    """Protects ranges: the segmenter's 度至 and 後及 are no words."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("兩人一起走", "一起"), ("再等一下", "一下"), ("這十分好", "十分"), ("萬一有事", "萬一"), ("千萬不要去", "千萬"), ("點一份三文魚", "三文魚"),
        ("實行一國兩制", "一國兩制"), ("他三番四次犯錯", "三番四次"), ("第一時間報警", "第一時間"), ("一般人不知", "一般人"), ("統一三軍", "統一"),
            ("八月初四開幕", "初四"), ("紅十字會到場", "紅十字會"), ("同一時間抵達", "時間"), ("五月花號啟航", "五月花"),
            ("採用七人制比賽", "七人制"), ("多留一個心眼", "心眼"), ("典禮一年一度", "一年一度"), ("第七批居民", "第七批"), ("走了八百里路", "八百里"),
        ("一家人吃飯", "一家人"), ("四川省長大", "四川省"), ("第三者受傷", "第三者"), ("三十而立", "三十而立"), ("十月革命", "十月革命"),
    ],
)  # fmt: skip
def test_words_of_the_dictionary_with_a_numeral_in_them_stay_words(text, word):
    """Protects words that only look like a number and a unit."""
    assert word in words(text)


@pytest.mark.parametrize(
    "word",
    ["三人", "一輛", "六年", "廿八日", "第四十二條", "八十九", "上百名", "二〇二五", "五比三", "第七批"],
)
def test_a_number_phrase_is_no_unknown_word(word):
    """Protects the review list from numbers, which no dictionary has and nobody need look at."""
    assert is_number_phrase(word)


@pytest.mark.parametrize("word", ["萬一", "一般", "三文魚", "九一一", "一心一意", "百姓", "後", "多"])
def test_what_is_no_number_is_none(word):
    """Protects the mark on words that begin with a numeral."""
    assert not is_number_phrase(word)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("三千二百萬港元", ["三千二百萬", "港元"]), ("二〇二五年七月一日", ["二〇二五", "年", "七", "月", "一", "日"]), ("第四十二條", ["第四十二", "條"]),
        ("三十八點五度", ["三十八點五", "度"]), ("五比三", ["五", "比", "三"]), ("第3條", ["第3", "條"]), ("2億3,456萬元", ["2億3,456萬", "元"]),
        ("廿八日", ["廿八", "日"]), ("−5度", ["−5", "度"]),
    ],
)  # fmt: skip
def test_the_fine_grain_divides_numeral_and_unit(text, parts):
    """Protects the grammarian's words in the longer tokens."""
    assert [t.text for t in divided(ANALYZER.tokens(text), ANALYZER.senses)] == parts


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("三千二百萬人", "sānqiān èrbǎi wàn rén"), ("二〇二五年七月一日", "èr líng èr wǔ nián qī yuè yī rì"), ("第3條", "dì sān tiáo"),
        ("−5度", "língxià wǔ dù"), ("氣溫-12℃", "qìwēn língxià shí'èr shèshìdù"), ("三十八點五度", "sānshíbā diǎn wǔ dù"),
        ("2億3,456萬元", "liǎng yì sānqiān sìbǎi wǔshíliù wàn yuán"), ("2個月", "liǎng gè yuè"), ("六個月", "liù gè yuè"),
    ],
)  # fmt: skip
def test_the_reading_of_a_number_has_its_words_apart(text, reading):
    """Protects the spelling of GB/T 16159 in the longer tokens, and the minus of a temperature."""
    assert " ".join(filter(None, spelled(ANALYZER.tokens(text)))) == reading


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("三千萬港元", "30 million Hong Kong dollars"), ("三十八點五度", "38.5 degrees"), ("六成半", "65%"), ("五比三", "5–3"),
        ("2億3,456萬元", "234.56 million dollars"), ("第3屆", "third session"), ("−5度", "minus 5 degrees"), ("廿一世紀", "21st century"),
        ("21世紀", "21st century"), ("四分三", "three quarters"), ("一萬二", "12,000"), ("兩三個", "two or three [measure word]"),
        ("九十後", "people born in the 1990s"), ("二〇二五年七月一日", "1 July 2025"), ("卅人", "30 people"), ("三點鐘", "3 o'clock"),
        ("一〇一", "101"), ("一點五倍", "1.5 times"),
    ],
)  # fmt: skip
def test_a_number_is_glossed_as_one(text, english):
    """Protects amounts in English, which were said in two halves."""
    assert gloss_words(ANALYZER.tokens(text)) == [english]


def test_a_circle_among_numerals_is_a_zero():
    """Protects years as Hong Kong's papers set them; a circle elsewhere stays one."""
    article = companion.read_text("○ 會議於二○二五年及二○○八年舉行。", translator=None)
    tokens = article.paragraphs[0].tokens
    assert {"二〇二五年", "二〇〇八年"} <= {t.text for t in tokens}
    assert article.paragraphs[0].text.startswith("○")


@pytest.mark.parametrize("name", ["J·K·羅琳", "約翰·F·甘迺迪", "喬治‧W‧布殊"])
def test_a_name_with_initials_is_one_token(name):
    """Protects names from being torn at an initial."""
    assert name in words(f"作家{name}表示歡迎")


def test_initials_alone_are_no_name():
    """Protects A·B in a text without a Han character beside it."""
    assert "A·B" not in words("方案A·B，")


def test_emoji_that_are_joined_stay_joined():
    """Protects a family from falling apart, and words from the invisible selector of a character's form."""
    article = companion.read_text("祝福👨\u200d👩\u200d👧，葉\U000e0100劉淑儀到場。", translator=None)
    assert "👨\u200d👩\u200d👧" in [t.text for t in article.paragraphs[0].tokens]
    assert "葉劉淑儀" in article.paragraphs[0].text
