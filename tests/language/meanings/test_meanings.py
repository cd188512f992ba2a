"""The word gloss: which meaning is shown, names, measure words and numbers."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

import companion
from companion.facts import marked
from companion.language.language import Language
from companion.language.meanings import with_meanings
from companion.language.meanings.names import hong_kong_names, name_endings, named
from companion.language.meanings.senses import fields, one_meanings, usual_meanings
from companion.language.meanings.uses import function_words, meanings_beside, rows_of
from companion.language.numbers.english import english_number, english_numeral
from companion.model import Term, Token
from companion.translation.gloss import GlossTranslator, domains_of, gloss_words


def article_of(text: str):
    return companion.read_text(text, translator="gloss")


def gloss(text: str) -> str:
    return " / ".join(s.translation.text for p in article_of(text).paragraphs for s in p.sentences)


def gloss_of_word(text: str, word: str) -> str:
    article = article_of(text)
    tokens = article.paragraphs[0].tokens
    glosses = gloss_words(tokens, {t.id: t for t in article.glossary})
    return next(g for t, g in zip(tokens, glosses, strict=True) if t.text == word)


def test_a_gloss_names_each_word_and_is_no_sentence():
    """Protects readers from taking a gloss for a translation."""
    text = gloss("警方打擊電騙。")
    assert " · " in text and "telecom fraud" in text
    assert not text.endswith(".")


def test_terms_numbers_and_names_are_rendered():
    """Protects what a gloss is good for."""
    text = gloss("2月8日趙一存到曼谷")
    assert text.startswith("8 February · ") and text.endswith("Bangkok")
    assert "Zhào Yīcún" in text


@pytest.mark.parametrize(
    ("text", "word", "english"),
    [
        ("警方打擊走私。", "打擊", "crack down on"), ("這是對走私者的打擊。", "打擊", "blow"),
        ("她會說英語。", "會", "can"), ("明天會下雨。", "會", "will"), ("書店將於明年開業。", "將", "will"),
        ("他將雨傘放在門外。", "將", "[object first]"), ("他把雨傘放在門外。", "把", "[object first]"),
        ("她研究歷史。", "研究", "study"), ("這項研究很重要。", "研究", "research"), ("兩國代表握手。", "代表", "representative"),
        ("他們等巴士。", "等", "wait"), ("梨子、桃子等水果便宜了。", "等", "etc."), 
        ("他在看報紙。", "在", "[in progress]"), ("他在香港讀書。", "在", "in"), ("歌手成功奪獎。", "成功", "successfully"),
        ("道路安全很重要。", "安全", "safety"), ("孩子很安全。", "安全", "safe"), ("店員開門時見到他。", "時", "when"),
        ("老闆沽歐元。", "沽", "sell"), ("比賽在晚上8時45分開始。", "45分", "45 minutes"), ("考試得45分。", "45分", "45 points"),
        ("林美儀指，橋樑已經修好。", "指", "say"), ("銀價報1,300元。", "報", "stand at"), ("婆婆嘆道：「貓又走了。」", "道", "say"),
        ("阿婆話：「好凍。」", "話", "say"), ("雨量較去年多。", "較", "compared with"), ("雨量較去年多。", "多", "more"),
        ("今年較熱。", "較", "more"), ("蘋果每個賣3.5仙。", "3.5仙", "3.5 cents"), ("1英鎊兌10港元。", "兌", "to"), ("紅隊以2比1勝出。", "比", "to"),
        ("他比我高。", "比", "than"), ("她是歌壇天后。", "天后", "diva"), ("你去咗邊度？", "咗", "[done]"),
        ("他緊張地看信。", "地", "[-ly]"), ("請安靜。", "請", "please"), ("約三成店舖停業。", "約", "about"),
    ],
)  # fmt: skip
def test_the_meaning_fits_the_place(text, word, english):
    """Protects readers from a dictionary's first sense: what stands around a word decides."""
    assert gloss_of_word(text, word) == english


def test_a_domain_chooses_among_meanings():
    """Protects readers of the sports pages: 打 is to play there."""
    token = Token("打", 0, 1, "word", "打", ("dǎ",))
    sport = [Term(f"s{i}", "足總盃", "足总杯", "x", ("FA Cup",), domain="sport") for i in range(3)]
    assert gloss_words((token,)) == ["hit"]
    assert gloss_words((token,), domains=domains_of(sport)) == ["play"]


@pytest.mark.parametrize(
    ("text", "word", "english", "sure"),
    [
        ("前鋒下半場破門，港隊決賽勝出，奪得冠軍。", "破門", "score", True),
        (
            "警員破門將他救出，拘捕兩名男子。疑犯被控盜竊罪，案件押後。",
            "破門",
            "burst or force open a door",
            False,
        ),
    ],
)
def test_a_term_that_is_another_word_too_is_decided_by_the_field(text, word, english, sure):
    """Protects 破門 from being a goal in a report of the police, and exercises from asking for a term that may be meant otherwise."""
    article = with_meanings(companion.read_text(text, translator=None))
    token = next(t for t in article.paragraphs[0].tokens if t.text == word)
    assert (token.meaning.english, token.meaning.sure) == (english, sure)


def test_words_tell_the_field_where_the_glossary_has_no_term():
    """Protects reports of races that name no club: 拋離 and 大會 mean there what they mean in sport."""
    domains = {t.domain for t in companion.Glossary.load()}
    together = Language.default()
    for row in fields():
        text, start, end = marked(row.example)
        tokens = companion.read_text(text, translator=None).paragraphs[0].tokens
        assert row.domain in domains and {t.simplified for t in tokens} & set(row.words)
        assert next(t for t in tokens if t.start == start).end == end
        assert together.simplify("\n".join(row.words)).split("\n") == list(row.words)
        assert row.domain in domains_of((), row.words[:2])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("本報記者何詠恩報道", "Hé Yǒng'ēn"),
        ("本報訊（記者 周子晴 報道）下雨了。", "Zhōu Zǐqíng"),
        ("林女士很高興。", "Lín"),
        ("退休教師黃婆婆說很好。", "Huáng"),
        ("工程師歐陽修文表示同意。", "Ōuyáng Xiūwén"),
        ("外長瑪莎．羅素到訪。", "Mǎshā Luósù"),
        ("農夫李伯不同意。", "Uncle Lǐ"),
        ("作家約翰·甘迺迪到訪。", "John Kennedy"),
        ("議員唐納德·特朗普到訪。", "Donald Trump"),
    ],
)
def test_names_stay_whole_and_are_no_words(text, name):
    """Protects people from being glossed: 周子晴 is no "clear", 林 no "woods", 黃 no "yellow"."""
    parts = gloss(text).split(" · ")
    assert name in parts
    assert not {"clear", "woods", "forest", "yellow", "surname"} & set(parts)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("前鋒梅開二度。", "Méi", "score twice"),
        ("渡輪實施單票制。", "Dān", "system"),
        ("點解唔食㗎？", "Jià", "[emphasis]"),
        ("佢嚟囉。", "Lì", "come"),
    ],
)
def test_what_is_no_name_is_not_shown_as_one(text, wrong, right):
    """Protects words that begin with a surname, and Cantonese particles, from capitals."""
    assert wrong not in gloss(text) and right in gloss(text)


def test_a_name_told_in_one_place_is_a_name_in_all():
    """Protects an article from two readings of one word: the typhoon 海棠 is no flower."""
    text = gloss("颱風「海棠」逼近。「海棠」已經增強。")
    assert text.count("Hǎitáng") == 2 and "crab apple" not in text


def test_what_somebody_does_is_no_name_in_an_article_that_has_the_name():
    """Protects verbs from a typhoon of the same characters: 發言人解釋 explains, 颱風解釋 comes near."""
    text = gloss("颱風「解釋」逼近本港。發言人解釋原因，颱風解釋逐漸減弱。主任解釋說，解釋的路徑不定。")
    assert text.count("Jiěshì") == 3 and text.count("explain") == 2


def test_what_english_has_no_word_for_is_explained():
    """Protects learners: measure words and particles say what they are for."""
    text = gloss("61名學生昨日被三隻狗追趕了。")
    assert "61 [people]" in text and "three [animals]" in text and "[passive]" in text and "[done]" in text


def test_a_word_that_no_dictionary_has_is_taken_apart():
    """Protects readers from pinyin where the parts are known: 遣員 is no name."""
    assert "send + member" in gloss("政府遣員參與。")
    assert "two [people]" in gloss("這兩名學生得獎。")


def test_each_token_has_its_own_gloss():
    """Protects the interlinear layout: as many glosses as tokens, marks and spaces without."""
    paragraph = article_of("記者 周子晴 說：「下雨了。」").paragraphs[0]
    glosses = gloss_words(paragraph.tokens)
    assert len(glosses) == len(paragraph.tokens)
    assert all(
        not g for t, g in zip(paragraph.tokens, glosses, strict=True) if t.kind in ("punctuation", "space")
    )


def test_odd_tokens_do_no_harm():
    """Protects reading from text that is damaged."""
    tokens = tuple(
        Token(text, i, i + len(text), kind, text)
        for i, (text, kind) in enumerate(
            [("\ud800", "word"), ("５０％", "number"), ("電", "word"), ("月", "word"), ("", "word")][:4]
        )
    )
    assert gloss_words(tokens)[1] == "50%"
    assert (
        next(iter(GlossTranslator().translate([companion.protocols.SourceSentence("。", "。")]))).origin
        == "none"
    )


def test_the_table_is_in_order():
    """Protects the table of usual meanings from slips: known parts of speech and domains, no word of grammar."""
    domains = {"", *(f.stem for f in (files("companion").parent / "glossary").glob("*.csv"))}
    rows = usual_meanings()
    assert all(row.english == row.english.strip() for row in rows)
    assert {part for row in rows for part in row.part.split(",")} <= {"", "v", "n", "a", "d"}
    assert {row.domain for row in rows} <= domains
    always = {
        w
        for w, own in rows_of(function_words).items()
        if not any(own[-1][1:7]) and "-" not in {r.english for r in own}
    }
    assert not {row.word for row in rows} & always, "a word of grammar never gets as far as the table"


def test_a_name_ends_in_what_it_is_in_its_example():
    """Protects names of schools, hotels and roads from being taken apart: 協恩中學 is Xié'ēn Secondary School."""
    rows = [(row, *marked(row.example)) for row in name_endings().values()]
    wrong = []
    for row, text, start, end in rows:
        article = with_meanings(companion.read_text(text, translator=None))
        found = [t.meaning for t in article.paragraphs[0].tokens if (t.start, t.end) == (start, end)]
        if not found or found[0] is None or not found[0].english.endswith(f" {row.english}"):
            wrong.append((row.ending, found))
    assert wrong == []


def test_a_name_that_begins_with_a_place_of_hong_kong_has_its_english(subtests):
    """Protects stations and estates from pinyin where their place has an English name: 大圍站 is Tai Wai Station."""
    for place, english in hong_kong_names().items():
        token = Token(f"{place}站", 0, len(place) + 1, "word", f"{place}站", ("x",) * (len(place) + 1))
        with subtests.test(place):
            assert named(token) == f"{english} Station"


def test_words_of_news_are_fair_in_their_sentences(subtests):
    """Protects a hundred sentences from a meaning that no translator would have there."""
    lines = (Path(__file__).parent / "senses.txt").read_text("utf-8").splitlines()
    rows = [line.split("|", 1) for line in lines if not line.startswith("#")]
    assert len(rows) > 90
    for example, fair in rows:
        text, start, end = marked(example)
        article = with_meanings(companion.read_text(text, translator=None))
        touched = (t for t in article.paragraphs[0].tokens if t.start < end and t.end > start)
        said = " ".join(t.meaning.english for t in touched if t.meaning)
        with subtests.test(example):
            assert re.search(fair, said, re.IGNORECASE), said


def test_rows_of_a_word_do_not_contradict_each_other():
    """Protects a word from a row that can never be reached, or that says what another says already."""
    rows: dict[str, dict[str, str]] = {}
    for row in usual_meanings():
        if not row.domain:
            for part in row.part.split(","):
                rows.setdefault(row.word, {})[part] = row.english
    for word, parts in rows.items():
        if "" in parts and len(parts) > 1:
            assert parts[""] not in [e for p, e in parts.items() if p], (
                f"{word}: the row for any part says it"
            )
            assert not {"v", "n"} <= parts.keys(), f"{word}: say for which part the row without one is"
    for table in (meanings_beside, function_words):
        for rows_of_word in rows_of(table).values():
            conditions = [r[1:7] for r in rows_of_word]
            assert len(conditions) == len(set(conditions)) and all(map(any, conditions[:-1])), rows_of_word[0]


def test_words_of_the_tables_are_in_simplified_characters():
    """Protects rows from never being found: tokens are looked up by their Simplified form."""
    words = [r.word for r in usual_meanings()] + [r.word for r in meanings_beside()]
    together = Language.default().simplify("\n".join(words)).split("\n")
    assert [(w, s) for w, s in zip(words, together, strict=True) if w != s] == []


def test_a_character_of_one_meaning_is_sure_in_its_example():
    """Protects lessons for beginners, which ask 車 and 雨: their meaning is sure where they stand as words."""
    for row in one_meanings():
        text, start, end = marked(row.example)
        article = with_meanings(companion.read_text(text, translator=None))
        token = next((t for t in article.paragraphs[0].tokens if (t.start, t.end) == (start, end)), None)
        assert token is not None and token.simplified == row.character, row
        assert token.meaning is not None and (token.meaning.sure or "word-ends" in token.review), row


def test_a_usual_meaning_is_given_in_its_example():
    """Protects each row of the table with an example: the marked word has this meaning there."""
    rows = [(row, *marked(row.example)) for row in usual_meanings() if row.example]
    article = companion.read_text("\n\n".join(text for _, text, *_ in rows), translator=None)
    wrong = []
    for (row, _, start, end), paragraph in zip(rows, article.paragraphs, strict=True):
        at = next((i for i, t in enumerate(paragraph.tokens) if (t.start, t.end) == (start, end)), None)
        found = (
            "/".join(t.text for t in paragraph.tokens) if at is None else gloss_words(paragraph.tokens)[at]
        )
        if found != row.english:
            wrong.append((row.word, row.part, row.english, found))
    assert len(rows) > 900 and wrong == []


@pytest.mark.parametrize("table", [meanings_beside, function_words])
def test_a_word_has_its_meaning_beside_certain_others(table):
    """Protects each row of verbs with their objects and of function words: the marked word has this meaning there."""
    rows = [(row, *marked(row.example)) for row in table() if row.english != "-"]
    article = companion.read_text("\n".join(text for _, text, *_ in rows), translator=None, paragraphs="line")
    wrong = []
    for (row, _, start, end), paragraph in zip(rows, article.paragraphs, strict=True):
        at = next((i for i, t in enumerate(paragraph.tokens) if t.start <= start and t.end >= end), -1)
        said = gloss_words(paragraph.tokens)[at] if at >= 0 else "/".join(t.text for t in paragraph.tokens)
        if row.english not in said.split(" + "):
            wrong.append((row.word, row.english, row.example, said))
    assert wrong == []


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("2月8日", "8 February"), ("2025年3月1日", "1 March 2025"), ("670萬人次", "6.7 million person-times"),
        ("1.6億", "160 million"), ("1,050億港元", "105 billion Hong Kong dollars"), ("3.5%", "3.5%"), ("30多人", "over 30 people"),
        ("２０２５年", "2025"), ("13月99日", "13月99日"), ("8,500", "8,500"), ("61名", "61 [people]"), ("24小時", "24 hours"), ("1小時", "1 hour"),
        ("20年", "20 years"), ("2034年", "2034"), ("00後", "people born after 2000"), ("90後", "people born in the 1990s"), ("80年代", "the 1980s"),
        ("8時30分", "8:30"), ("1日", "the 1st"), ("1月底", "end of January"), ("470宗", "470 [cases]"), ("100多萬人", "over 1 million people"),
    ],
)  # fmt: skip
def test_numbers_are_said_in_english(chinese, english):
    """Protects magnitudes: 億 is a hundred million."""
    assert english_number(chinese) == english


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("下周三", "next Wednesday"), ("每逢周六", "every Saturday"), ("上上星期日", "Sunday before last"), ("今年初", "early this year"), ("上月中", "the middle of last month"),
        ("三樓", "third floor"), ("二十三樓", "23rd floor"), ("六年級", "grade 6"), ("兩三級", "two or three grades"),
        ("三分之一", "one third"), ("三分之二", "two thirds"), ("百分之五", "5%"), ("百分之三點五", "3.5%"), ("三成半", "35%"), ("兩成", "20%"),
        ("三十七人", "37 people"), ("兩名", "two [people]"), ("第二個", "second [measure word]"), ("數十名", "dozens [people]"), ("近百", "nearly a hundred"),
        ("逾千億", "over 100 billion"), ("二〇二五年", "2025"), ("二月八日", "8 February"), ("兩日", "two days"), ("半小時", "half an hour"),
        ("三個多小時", "over three hours"), ("半個多月", "over half a month"), ("四千多萬元", "over 40 million yuan"), ("一筐筐", "one basket after another"), ("一個個", "one after another"),
        ("政府", ""), ("一些", ""), ("百姓", ""), ("數學", ""),
    ],
)  # fmt: skip
def test_written_numerals_are_said_in_english(chinese, english):
    """Protects what stands in no figures, and words that only look like numerals."""
    assert english_numeral(chinese) == english


def test_the_chain_asks_the_gloss_only_for_what_the_memory_has_not(tmp_path):
    """Protects a person's translation: it comes first, sentence by sentence."""
    from companion.translation.tmx import Unit, write_tmx

    write_tmx(tmp_path / "m.tmx", [Unit("你好。", "Hello there.")])
    article = companion.read_text("你好。再見。", memory=[tmp_path / "m.tmx"])
    first, second = (s.translation for s in article.paragraphs[0].sentences)
    assert (first.text, first.origin, first.engine) == ("Hello there.", "memory", "m.tmx")
    assert second.origin == "gloss" and "companion models install" in second.reason


def test_a_person_that_the_analysis_found_is_a_name_in_the_gloss():
    """Protects names whose surname is mostly another word: 解 and 樂 are no verbs where the analysis found a person."""
    shown = (
        companion.read_text("證人解婉芝表示不知情，樂卓軒昨日被捕。", translator="gloss")
        .paragraphs[0]
        .sentences
    )
    assert "Xiè Wǎnzhī" in shown[0].translation.text and "Zhuóxuān" in shown[0].translation.text


def test_a_digit_after_a_hundred_before_ten_thousand_is_tens():
    """Protects amounts as Hong Kong says them: 百二萬 is 1.2 million."""
    shown = companion.read_text("涉款百二萬元。", translator="gloss").paragraphs[0].sentences
    assert "1.2 million" in shown[0].translation.text


@pytest.mark.parametrize(
    "text",
    [
        "主席成功當選。",
        "發言人解釋原因。",
        "會長古怪。",
        "主席高興地說。",
        "主任明確指出問題。",
        "署長和應。",
        "警務處處長強調紀律。",
    ],
)
def test_word_after_title_is_no_name(text):
    """Protects the word behind a title from being made a person by its first character: 發言人解釋 explains."""
    article = with_meanings(companion.read_text(text, translator=None))
    found = [t.meaning for t in article.paragraphs[0].tokens if t.meaning]
    assert not [m.english for m in found if m.source == "name"]


def test_one_o_clock_after_a_time_of_the_day():
    """Protects 一時 from being a while where the clock is meant."""
    assert gloss_of_word("凌晨一時後才有船。", "一時") == "1 o'clock"
    assert gloss_of_word("他一時大意。", "一時") == "for a time"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("案件押後至下周三續審。", ["下周三"]), ("本星期六截止。", ["本星期六"]), ("每周三次。", ["每周", "三次"]), ("周一起上課。", ["周一", "起"]),
        ("上月中公布。", ["上月中"]), ("今年中學文憑試。", ["今年"]),
    ],
)  # fmt: skip
def test_days_and_parts_of_the_year_are_one_word(text, words):
    """Protects days of the week and parts of a year from being cut in one sentence and whole in the next."""
    found = [t.text for t in companion.read_text(text, translator=None).paragraphs[0].tokens]
    assert [w for w in words if w in found] == words


def test_order_and_what_goes_on():
    """Protects 着 at the beginning of a clause, an order, from being read as the particle."""
    assert (
        gloss_of_word("法庭着控方釐清日期。", "着")
        == gloss_of_word("官問畢，着控方釐清日期。", "着")
        == "order"
    )
    assert gloss_of_word("他笑着說。", "着") == "[ongoing]"


@pytest.mark.parametrize(
    ("text", "word", "english"),
    [("名廚師示範烹調。", "名廚師", "famous"), ("該案再審。", "該案", "case"), ("他撞入店內。", "店內", "shop + within")],
)  # fmt: skip
def test_the_parts_of_a_compound_say_what_they_add(text, word, english):
    """Protects words that no dictionary has: their first and last part have the meaning that they have in compounds."""
    assert english in gloss_of_word(text, word)


@pytest.mark.parametrize(
    ("text", "word", "sure"),
    [("警方打擊走私。", "警方", True), ("他被控一罪。", "罪", False), ("政府遣員參與。", "遣員", False)],
)
def test_a_meaning_says_whether_it_is_sure(text, word, sure):
    """Protects lessons, which take sure meanings only: a single character and a word of parts are not."""
    article = companion.language.meanings.with_meanings(companion.read_text(text, translator=None))
    meaning = next(t.meaning for t in article.paragraphs[0].tokens if t.text == word)
    assert meaning is not None and meaning.sure is sure
