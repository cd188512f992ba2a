"""The words of an article."""

from __future__ import annotations

import csv
import io

import pytest

import companion
from companion.choices import LEVELS, WORDS, ReadingOptions, WordChoice
from companion.errors import InputError
from companion.export.vocabulary_csv import vocabulary_csv
from companion.lessons.lesson import Lesson, lesson_beside, load_lesson, write_lesson
from companion.lessons.words import choose_meanings, entries
from companion.model import Sense, Token


def test_each_word_comes_once_with_the_sentence_that_it_stands_in(article):
    """Protects a deck from doubles, and the word that is marked in its sentence."""
    found = entries(article, WordChoice("level"))
    assert len({e.key for e in found}) == len(found)
    assert [e.number for e in found] == list(range(1, len(found) + 1))
    for e in found:
        assert e.sentence[e.at : e.at + len(e.form)] == e.form
        assert len(e.sentence) == len(e.sentence_simplified)
    word = next(e for e in found if e.traditional == "電騙")
    assert word.reading == "diànpiàn" and word.mainland and word.count > 1
    assert word.translation and word.origin == "memory"


def test_the_choices_nest(article):
    """Protects the choice: a level is in that below it, and all are in all; terms obey the level; numbers are in none."""
    terms, c1, b1, every = (
        {e.key for e in entries(article, WordChoice(words, level))}
        for words, level in (("terms", "B1"), ("level", "C1"), ("level", "B1"), ("all", "B1"))
    )
    assert c1 < b1 < every and terms < every and terms - c1
    assert all(e.level in ("C1", "C2") for e in entries(article, WordChoice("level", "C1")))
    assert not [e for e in entries(article, WordChoice("all")) if e.traditional[0].isdigit()]


def test_known_words_are_left_out(article):
    """Protects learners from words that they have done with."""
    assert not [e for e in entries(article, WordChoice(known={"电骗"})) if e.traditional == "電騙"]


@pytest.mark.parametrize(
    ("text", "form", "reading"),
    [
        ("中國公安部表示。", "中國公安部", "Zhōngguó Gōng'ānbù"),
        ("電話騙案增加。", "電話騙案", "diànhuà piàn'àn"),
        ("警方打擊電騙。", "電騙", "diànpiàn"),
    ],
)
def test_a_word_has_the_form_and_the_reading_of_the_text(text, form, reading):
    """Protects students from a word that their text does not have: an alias is not the glossary's headword."""
    [entry] = entries(companion.read_text(text, translator=None), WordChoice("terms"))
    assert (entry.traditional, entry.form, entry.reading) == (form, form, reading)
    zhuyin = entries(
        companion.read_text(text, translator=None), WordChoice("terms"), ReadingOptions("zhuyin")
    )[0]
    assert len(zhuyin.reading.split()) == len(form)


TRIVIAL = "昨日下午四名學生在星期三上學。這個問題很大，我們今天去看醫生。警方拘捕三名疑犯。"


def test_the_best_words_are_no_trivial_ones_and_names_stand_apart(article):
    """Protects a lesson: 15 to 25 words at the class's level, no times and numbers, and names after them."""
    found = entries(article)
    words = [e for e in found if not e.name]
    assert 15 <= len(words) <= 25 and found[: len(words)] == words
    assert {"電騙", "打擊", "機制"} <= {e.traditional for e in words}
    assert not {"記者", "人員", "合作", "香港", "中國"} & {
        e.traditional for e in found
    }  # a B1 class has them
    trivial = {e.traditional for e in entries(companion.read_text(TRIVIAL, translator=None))}
    assert trivial and not trivial & {
        "昨日",
        "下午",
        "四",
        "三",
        "星期三",
        "學生",
        "這個",
        "問題",
        "我們",
        "今天",
        "醫生",
    }
    assert {e.traditional for e in entries(article, WordChoice(level="C1"))} != {e.traditional for e in found}


def test_accidents_of_division_are_no_words_and_a_name_says_what_it_is():
    """Protects a list from 五人 and 送往, and a card from a name that is explained by its own pinyin."""
    text = "西貢漁民聯會主席何金水表示，五人送往醫院管理局轄下醫院。香港隊在紅磡體育館衛冕。"
    found = {e.traditional: e for e in entries(companion.read_text(text, translator=None))}
    assert not {"五人", "送往"} & set(found)
    assert {"醫院管理局", "紅磡體育館", "衛冕"} <= set(found)
    assert (found["何金水"].reading, found["何金水"].english) == ("Hé Jīnshuǐ", ("name of a person",))


def test_a_teachers_lesson_beside_the_article_changes_every_list(tmp_path):
    """Protects a teacher's work: what was added, dropped and ordered is what lists and exports have."""
    file = tmp_path / "news.txt"
    file.write_text("警方打擊電騙，市民提高警惕。", "utf-8")
    write_lesson(Lesson(add=("市民",), drop=("打擊",), order=("电骗",)), lesson_beside(file))
    found = [e.traditional for e in entries(companion.read(file, translator=None))]
    assert found[0] == "電騙" and "市民" in found and "打擊" not in found
    assert "市民" in vocabulary_csv(companion.read(file, translator=None))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[words\n", "mend that line"),
        ('format = "companion/lesson@9"', "up to date"),
        ("words = 3", "is a table"),
        ("[words]\nkeep = []", "has 'keep'"),
        ("[words]\nadd = [1]", "'add' is a list"),
    ],
)
def test_a_lesson_that_is_none_is_told(tmp_path, text, message):
    """Protects who edits the file by hand: one line says what is wrong."""
    file = tmp_path / "a.lesson.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        load_lesson(file)


def test_the_meanings_fit_the_reading():
    """Protects learners from the meaning of a homograph, and from surnames."""
    senses = (
        Sense("行", "行", "háng", ("row; line", "profession")),
        Sense("行", "行", "xíng", ("to walk", "variant of 行[háng]")),
        Sense("行", "行", "Xíng", ("surname Xing",)),
    )
    assert choose_meanings(Token("行", 0, 1, "word", "行", ("xíng",), senses)) == ("to walk",)
    assert choose_meanings(Token("行", 0, 1, "word", "行", ("háng",), senses))[0] == "row; line"


def test_another_choice_is_told(article):
    """Protects users who mistype."""
    with pytest.raises(InputError, match=", ".join(WORDS)):
        entries(article, "hard")  # type: ignore[arg-type]
    with pytest.raises(InputError, match=", ".join(LEVELS)):
        WordChoice(level="B3")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="most can't be 0"):
        WordChoice(most=0)


def test_at_most_so_many_words_are_the_terms_and_the_repeated_ones(article):
    """Protects a short list: what is left out is what a learner meets once, and it stays in order."""
    every, few = entries(article, "level"), entries(article, WordChoice("level", most=8))
    assert [e.number for e in few] == list(range(1, 9))
    assert [e.key for e in few] == [e.key for e in every if e.key in {f.key for f in few}]
    terms = [e for e in every if e.term]
    assert all(e.term for e in few) or len([e for e in few if e.term]) == len(terms)


def test_a_number_with_what_it_counts_is_no_word_to_teach():
    """Protects a lesson from 五人, 三樓 and 最高, whatever their tag; 四強 is a word."""
    article = companion.read_text(
        "事故造成五人受傷，三人死亡，火警在三樓發生，最高可判監。兩國警方合作。四強賽事昨晚開鑼。",
        translator=None,
    )
    found = {e.traditional for e in entries(article)}
    assert not found & {"五人", "三人", "三樓", "最高", "兩國"} and "受傷" in found


def test_an_added_word_that_has_no_place_stands_with_the_words():
    """Protects a list that a teacher ordered, names last: a word added later is none of the names."""
    article = companion.read_text("警方昨日在紅磡拘捕三名疑犯，並提醒市民提防電騙。", translator=None)
    ordered = [e.traditional for e in entries(article, WordChoice("best"))]
    assert ordered[-1] == "紅磡" and "昨日" not in ordered
    lesson = Lesson(add=("昨日",), order=tuple(ordered))
    found = [e.traditional for e in entries(article, WordChoice("best"), lesson=lesson)]
    assert found == [*ordered[:-1], "昨日", "紅磡"]


def test_a_word_says_what_it_is_as_its_meanings_do(subtests):
    """Protects the part of speech on lists: that of the English that stands beside it, and none of a name."""
    article = companion.read_text(
        "港隊昨晚以三比二險勝泰國隊。這個入球十分重要，球迷激動落淚。皮球應聲入網窩。", translator=None
    )
    parts = {e.traditional: (e.part, e.english[0], e.name) for e in entries(article, WordChoice("all"))}
    for word, part in {"險勝": "v", "入球": "n", "激動": "adj", "球迷": "n"}.items():
        with subtests.test(word):
            assert parts[word][0] == part
    assert parts["險勝"][1] == "to win narrowly"
    assert not parts["網窩"][2] and parts["港隊"][::2] == ("", True)


def test_the_best_words_are_those_that_the_text_hangs_on(subtests):
    """Protects a lesson from words that stand in any text, from what two known words say, and from missing its subject."""
    article = companion.read_text(
        "港足險勝晉級決賽\n\n港足昨晚以三比二險勝泰國隊，晉級東亞盃決賽。港隊一直落後，後備前鋒李家俊在補時階段以頭槌攻門，門將撲救不及。\n"
        "教練表示，球員已經十分疲累，但認為決賽仍然應該全力以赴。張女士乘搭列車到場觀戰，她說列車服務不錯。",
        translator=None,
    )
    for level in ("A2", "B1"):
        words = {e.traditional for e in entries(article, WordChoice(level=level))}
        with subtests.test(level):
            assert {"決賽", "險勝", "補時", "前鋒", "落後"} <= words
            assert not words & {"已經", "認為", "女士", "列車服務"}
    assert {"決賽", "頭槌"} <= {e.traditional for e in entries(article, WordChoice(level="B1", most=20))}


def test_a_card_says_of_a_word_what_the_list_says():
    """Protects a student who taps a word that the list beside it has: one level, one HSK step, none of a name."""
    from companion.exercises import make_exercises
    from companion.exercises.source import Source
    from companion.lessons.words import level_of_word
    from companion.render.word_table import WordTable, read_row

    text = "護士昨日在公立醫院的急症室打羽毛球，何慧敏與山田美雪亦到場，疫情按年上升。公立醫院的護士表示，香港爆發流感。"
    article = companion.read_text(text, translator=None)
    table = WordTable(article.glossary)
    shown = {}
    for token in article.paragraphs[0].tokens:
        row = read_row(table.words[table.number(token)])
        shown[token.text] = row.get("levels", "")
    listed = {e.form: e for e in entries(article, WordChoice("all"))}
    assert {f: e.levels for f, e in listed.items()} == {f: shown[f] for f in listed}
    assert listed["護士"].levels.endswith("HSK 4") and listed["香港"].levels == shown["何慧敏"] == ""
    source = Source(article)
    levels = {t.text: level_of_word(t, source.term(t)) for t in article.paragraphs[0].tokens}
    for item in make_exercises(article, "pinyin", count=6, seed=1):
        assert item.level == levels[item.word] == ("" if listed[item.word].name else listed[item.word].level)


def test_a_table_has_the_part_of_speech_and_levels_of_the_list():
    """Protects a teacher's spreadsheet from a tagger's own signs, and from a level of a person's name."""
    article = companion.read_text("何慧敏表示，本港爆發流感，山田美雪在香港受傷。", translator=None)
    rows = {
        r["traditional"]: r for r in csv.DictReader(io.StringIO(vocabulary_csv(article, WordChoice("all"))))
    }
    for e in entries(article, WordChoice("all")):
        row = rows[e.traditional]
        assert (row["pos"], bool(row["level"])) == (e.part, not e.name), e.traditional
    assert rows["何慧敏"]["hsk"] == rows["香港"]["hsk"] == ""


@pytest.mark.parametrize(
    "name, spelled",
    [
        ("何慧敏", "Hé Huìmǐn"),
        ("山田美雪", "Shāntián Měixuě"),
        ("歐陽文", "Ōuyáng Wén"),
        ("佐藤健一", "Zuǒténg Jiànyī"),
    ],
)
def test_a_name_has_one_spelling_on_a_page(name, spelled):
    """Protects a reader from two readings of one person: in the list, the gloss and the line under the text."""
    from companion.export.markdown import article_markdown

    article = companion.read_text(f"記者訪問了{name}。{name}表示滿意。", translator=None)
    [entry] = [e for e in entries(article, WordChoice("all")) if e.form == name]
    assert entry.reading == spelled
    assert spelled in article_markdown(article).split("|")[0]
    glosses = " ".join(entry.english)
    assert "name of a person" in glosses or spelled in glosses
