"""Readings as they are said: tone sandhi of 一 and 不, and figures spelled out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.language.language import Language
from companion.language.numbers.figures import figures
from companion.language.numbers.values import integer_words
from companion.language.readings.spoken import said, spelled
from companion.translation.amounts import chinese_amounts

ANALYZER = Language.default().analyzer


def read(text: str, **options) -> str:
    tokens = ANALYZER.tokens(text)
    return " ".join("".join(s.pinyin) for s in said(tokens, **options) if s.pinyin)


def aloud(text: str, system: str = "pinyin") -> str:
    return " ".join(filter(None, spelled(ANALYZER.tokens(text), system)))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("一個", "yīgè"),
        ("不是", "bùshì"),
        ("一百人", "yībǎirén"),
        ("一國兩制", "yīguóliǎngzhì"),
        ("看不見", "kànbujiàn"),
    ],
)
def test_the_dictionarys_tones_are_the_default(text, plain):
    """Protects textbooks' spelling: sandhi is an option, also where a source of readings has it inside a word."""
    assert read(text) == plain


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("一定", "yídìng"), ("一天", "yìtiān"), ("一年", "yìnián"), ("一起", "yìqǐ"), ("一個", "yígè"), ("一名學生", "yìmíng xuésheng"),
        ("一百人", "yìbǎirén"), ("一心一意", "yìxīnyíyì"), ("一不小心", "yíbùxiǎoxīn"),
        ("一日三餐", "yírìsāncān"), ("一天一天", "yìtiān yìtiān"), ("看一看", "kànyikàn"),
        ("等一等", "děngyiděng"), ("馬上一上岸", "mǎshàng yí shàngàn"), ("一生一世", "yìshēngyíshì"), ("一線希望", "yíxiànxīwàng"),
    ],
)  # fmt: skip
def test_yi_takes_the_tone_that_the_next_syllable_asks_for(text, spoken):
    """Protects readers aloud: yí before a fourth tone, yì before the others, yi within a repeated verb."""
    assert read(text, sandhi=True) == spoken


@pytest.mark.parametrize(
    "text",
    ["第一名", "十一月一日", "一月", "一樓", "一號", "一級", "一年級", "星期一", "統一", "之一", "萬一", "二〇一一年", "一九九七年", "三分之一的人",
     "一一", "一", "一線城市", "查理一世", "一是時間"],
)  # fmt: skip
def test_yi_stays_in_ranks_digits_and_at_a_words_end(text):
    """Protects 第一, dates, years and words such as 統一, which no following syllable changes."""
    assert read(text, sandhi=True) == read(text)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("不是", "búshì"), ("不會", "búhuì"), ("他不去", "tā bú qù"), ("不能", "bùnéng"), ("不一樣", "bùyíyàng"), ("不過", "búguò"),
        ("要不要", "yào buyào"), ("好不好", "hǎobuhǎo"), ("不要不要", "búyào búyào"), ("聽不懂", "tīngbudǒng"), ("我不", "wǒ bù"),
    ],
)  # fmt: skip
def test_bu_rises_before_a_fourth_tone_and_is_neutral_between_twins(text, spoken):
    """Protects 不: bú before a fourth tone across words too, bu in 好不好 and 看不見."""
    assert read(text, sandhi=True) == spoken


def test_nothing_but_yi_and_bu_changes():
    """Protects the third tone and everything else: the option is about two characters."""
    text = "你好，我很想買五百本小書。"
    assert read(text, sandhi=True) == read(text)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2月8日", "èr yuè bā rì"), ("61名", "liùshíyī míng"), ("670萬人次", "liùbǎi qīshí wàn réncì"), ("1.6億", "yī diǎn liù yì"),
        ("35%", "bǎi fēn zhī sānshíwǔ"), ("０．５％", "bǎi fēn zhī líng diǎn wǔ"), ("2025年", "èr líng èr wǔ nián"), ("00後", "líng líng hòu"),
        ("1990年代", "yī jiǔ jiǔ líng niándài"), ("90年代", "jiǔshí niándài"), ("8時30分", "bā shí sānshí fēn"), ("8:05", "bā diǎn líng wǔ"),
        ("7.2級", "qī diǎn èr jí"), ("20至30人", "èrshí zhì sānshí rén"), ("20-30人", "èrshí zhì sānshí rén"),
        ("20至30%", "bǎi fēn zhī èrshí zhì sānshí"), ("1/3", "sān fēn zhī yī"), ("-5", "fù wǔ"), ("-5℃", "língxià wǔ shèshìdù"),
        ("１２名", "shí'èr míng"), ("1,234.5元", "yīqiān èrbǎi sānshísì diǎn wǔ yuán"), ("電話2345 6789", "diànhuà èr sān sì wǔ liù qī bā jiǔ"),
        ("致電18222", "zhìdiàn yī bā èr èr èr"), ("203室", "èr líng sān shì"), ("9·11", "jiǔ yī yī"), ("2024/25年度", "èr líng èr sì zhì èr wǔ niándù"),
        ("2025/3/8", "èr líng èr wǔ nián sān yuè bā rì"), ("3:2", "sān bǐ èr"), ("以21:15勝出", "yǐ èrshíyī bǐ shíwǔ shèngchū"),
        ("2000年", "èr líng líng líng nián"), ("1000年", "yīqiān nián"), ("50年不變", "wǔshí nián bùbiàn"),
        ("2019-2025年", "èr líng yī jiǔ zhì èr líng èr wǔ nián"), ("1993年後", "yī jiǔ jiǔ sān nián hòu"),
        ("約1388年", "yuē yī sān bā bā nián"), ("在649年", "zài liù sì jiǔ nián"), ("有649年", "yǒu liùbǎi sìshíjiǔ nián"),
        ("2000年前", "liǎngqiān niánqián"), ("2007、2008級", "èr líng líng qī èr líng líng bā jí"),
        ("612與722線", "liù yī èr yǔ qī èr èr xiàn"), ("747B", "qī sì qī B"), ("5G", "wǔ G"),
    ],
)  # fmt: skip
def test_figures_are_spelled_as_they_are_read(text, spoken):
    """Protects each kind of number of a newspaper: dates, years, sums, shares, ranges, times, telephones."""
    assert aloud(text) == spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2名", "liǎng míng"), ("2個月", "liǎng gè yuè"), ("2萬", "liǎngwàn"), ("2000人", "liǎngqiān rén"), ("2至3名", "liǎng zhì sān míng"),
        ("2時", "liǎng shí"), ("2日內", "liǎng rì nèi"),
        ("2月", "èr yuè"), ("2日", "èr rì"), ("第2名", "dì èr míng"), ("2樓", "èr lóu"), ("200人", "èrbǎi rén"), ("12名", "shí'èr míng"),
        ("2.5萬", "èr diǎn wǔ wàn"), ("星期2", "xīngqī èr"),
    ],
)  # fmt: skip
def test_two_is_liang_before_measure_words_and_er_in_ranks(text, spoken):
    """Protects 二 and 兩, which learners mix up."""
    assert aloud(text).replace("liǎng wàn", "liǎngwàn") == spoken


def test_names_with_figures_stay_as_they_are():
    """Protects COVID-19 and 5G networks of models, whose reading no rule knows; A380 is read digit by digit."""
    assert aloud("A380與COVID-19") == "A sān bā líng yǔ"


def test_figures_take_part_in_the_sandhi():
    """Protects 1名 and 100人 beside 1月 and 2021年, where 1 is a rank or a digit."""
    tokens = ANALYZER.tokens("1名、100人、1月、2021年")
    lines = spelled(tokens, sandhi=True)
    assert [x for x in lines if x] == ["yì míng", "yìbǎi rén", "yī yuè", "èr líng èr yī nián"]


def test_other_systems_spell_figures_too():
    """Protects readers of zhuyin and of Cantonese, where sandhi is none of Jyutping's."""
    pytest.importorskip("pycantonese")
    assert aloud("61名", "zhuyin") == "ㄌㄧㄡˋ ㄕˊ ㄧ ㄇㄧㄥˊ"
    assert aloud("2月8日", "jyutping") == "ji6 jyut6 baat3 jat6"
    tokens = ANALYZER.tokens("一定")
    zhuyin = said(tokens, sandhi=True)[0].syllables(tokens[0], "zhuyin")
    jyutping = said(tokens, sandhi=True)[0].syllables(tokens[0], "jyutping")
    assert zhuyin == ("ㄧˊ", "ㄉㄧㄥˋ") and jyutping == ("jat1", "ding6")


@given(st.integers(20, 10**12))
def test_a_number_in_numerals_is_that_number(value):
    """Protects every sum: the numerals are read back by the program's own other part."""
    words = "".join(integer_words(str(value)))
    [amount] = chinese_amounts(words)
    assert int(amount.value) == value


@given(st.text("0129２０,.:/-–至%％年月日後萬名第電話一不 A", max_size=24))
def test_any_text_keeps_its_tokens_and_each_syllable_its_character(text):
    """Protects the model's invariant: what is said has a syllable for each Han character, figures apart."""
    tokens = ANALYZER.tokens(text)
    for numbers in ("figures", "spelled"):
        for sandhi in (False, True):
            for token, spoken in zip(tokens, said(tokens, sandhi=sandhi, numbers=numbers), strict=True):
                assert len(spoken.pinyin) == len(token.pinyin)
                assert "".join(text for text, _, _ in spoken.parts(token)) == token.text
    ends = [0]
    for f in figures(text):
        assert ends[-1] <= f.start < f.end <= len(text) and f.words
        ends.append(f.end)
