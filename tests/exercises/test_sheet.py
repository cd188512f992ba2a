"""Sheets: which items are chosen, and what they may not do."""

from __future__ import annotations

import subprocess
import sys

import pytest

import companion
from companion.errors import InputError
from companion.exercises import KINDS, Exercise, Question, kind_and_variant, make_exercises, mark
from companion.exercises.sheet import heading
from companion.language.language import Language

NAMES = [f"{kind}:{v}" if v else kind for kind, variants in KINDS.items() for v in variants or ("",)]
QUESTIONS = (
    Question("中心下月一日起運作。", "true-false", "true", evidence="下月1日起"),
    Question("老撾派十名聯絡官。", "true-false", "false", evidence="各派兩名聯絡官"),
    Question("中心會做哪三件事？", "open", "共享資料、凍結轉賬、協助受害人返國。", points=3),
)


def shown(item):
    return (
        item.text
        + "".join(item.items)
        + "".join(item.solution if item.form in ("match", "order", "segment") else ())
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", ["dianpian", "transport", "typhoon"])
def test_each_kind_is_made_of_each_article(read_article, file, name):
    """Protects the teacher's one line: every kind gives good items from every bundled article."""
    sheet = make_exercises(read_article(file), name, count=4, seed=1, questions=QUESTIONS)
    if not sheet.items:
        assert name.startswith(("match", "order", "segment")) and sheet.remark, (file, name)
        return
    assert len(sheet) == 4 or sheet.remark
    ids = [i.id for i in sheet]
    assert len(set(ids)) == len(ids)
    kind, variant = kind_and_variant(name)
    for item in sheet:
        assert item.kind == kind and (item.variant == variant or kind == "comprehension")
        assert item.answer and item.instruction and item.points >= 1
        answer = item.answers[0] if item.answers else item.solution
        found = mark(item, answer if isinstance(answer, str) else list(answer))
        assert found.right or item.form == "open"
        if item.kind not in ("comprehension", "match"):  # a match is of words from everywhere
            paragraph = next(p for p in read_article(file).paragraphs if p.id == item.evidence.paragraph)
            assert paragraph is read_article(file).paragraphs[item.evidence.number - 1]
            assert paragraph.text[item.evidence.at :].startswith(item.evidence.sentence)


def test_all_kinds_from_the_newspaper_page(newspaper_page):
    """Protects the real thing: a hard-wrapped page out of a PDF."""
    article = companion.read(newspaper_page)
    for name in NAMES:
        sheet = make_exercises(article, name, count=6, questions=QUESTIONS, seed=2)
        if name.startswith("translate"):
            assert not sheet.items and "no more sentences have a translation" in sheet.remark
        else:
            assert sheet.items or name == "match:mainland", name


@pytest.mark.parametrize("kinds", [("cloze",), ("cloze", "pinyin", "script:traditional", "order", "segment")])
@pytest.mark.parametrize("seed", range(4))
def test_no_sentence_twice_and_no_answer_in_another_item(article, kinds, seed):
    """Protects a fair sheet: neither the title nor a neighbour gives an answer away."""
    sheet = make_exercises(article, kinds, count=12, seed=seed)
    sentences = [(i.evidence.number, i.evidence.sentence) for i in sheet]
    assert len(set(sentences)) == len(sentences)
    for item in sheet:
        if item.kind not in ("cloze", "script"):
            continue
        for other in sheet:
            if other is not item:
                assert item.answer not in shown(other), (item.answer, other.text)
        assert item.answer not in sheet.title


def test_the_same_seed_gives_the_same_sheet_in_another_process(article, articles):
    """Protects a teacher who prints the sheet again, or whose class has thirty machines."""
    code = (
        "import companion; from companion.exercises import make_exercises\n"
        f"a = companion.read({str(articles / 'dianpian.txt')!r})\n"
        "print(make_exercises(a, ('cloze:choices', 'match'), count=6, seed=7))"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert there == f"{make_exercises(article, ('cloze:choices', 'match'), count=6, seed=7)}\n"
    assert make_exercises(article, "cloze", seed=1) != make_exercises(article, "cloze", seed=2)


def test_version_b_has_other_sentences(read_article):
    """Protects an examination where neighbours sit close: half of a sheet of eight at least is of sentences that A does not use."""
    kinds, article = ("cloze", "pinyin", "match"), read_article("typhoon")
    for seed in (2, 3):
        a, b = (make_exercises(article, kinds, count=8, seed=seed, version=v) for v in "AB")
        assert [i.kind for i in a] == [i.kind for i in b] and [i.word for i in a] != [i.word for i in b]
        first = {i.evidence.sentence for i in a if i.evidence}
        asked = [i.evidence.sentence for i in b if i.evidence]
        assert sum(s not in first for s in asked) >= len(asked) / 2 and len(set(asked)) == len(asked)
        both = {i.id: i for i in a}
        for item in b:
            twin = both.get(item.id)
            if twin and item.choices:
                assert [c.text for c in item.choices] != [c.text for c in twin.choices]
                assert sorted(c.text for c in item.choices) == sorted(c.text for c in twin.choices)


def test_a_word_that_stands_in_two_places_is_asked_in_another_in_version_b():
    """Protects an examination where neighbours see each other's sheet."""
    article = companion.read_text(
        "科學館將於下月加開展覽，參觀者可以在場內製作模型。館方預料展覽吸引十萬名遊客。\n"
        "館方明年將會出版一本畫冊，介紹歷年的展覽。作家花了三年時間撰寫畫冊的文字。\n"
        "附近的酒店生意因此好轉。酒店經理說，員工需要加班，希望可以聘請臨時員工。",
        translator=None,
    )
    a, b = (make_exercises(article, "cloze", count=8, seed=1, version=v) for v in "AB")
    assert {i.word: i.id for i in a}["畫冊"] != {i.word: i.id for i in b}["畫冊"]
    assert not {i.id for i in a} & {i.id for i in b} and "version" not in b.remark


def test_version_b_says_what_it_has_in_common_with_version_a():
    """Protects an examination of a short text: the same gap, and another reading where no sentence is left."""
    article = companion.read_text("香港警方昨日拘捕三名疑犯，並提醒市民提防電騙。", translator=None)
    a, b = (make_exercises(article, "cloze", count=1, seed=1, learning=["电骗"], version=v) for v in "AB")
    assert a.items[0].id == b.items[0].id and "version" not in a.remark
    assert b.remark == (
        "Of 1 exercise of version B 1 stands in the same sentence as in version A: the article has no other."
    )
    a, b = (make_exercises(article, "pinyin", count=1, seed=1, version=v) for v in "AB")
    assert (
        a.items[0].word != b.items[0].word
        and "1 asks for another word of a sentence of version A" in b.remark
    )


def test_a_word_is_asked_by_one_kind(read_article):
    """Protects the student's time: a word of a match is not asked again for its reading."""
    for name in ("dianpian", "typhoon"):
        items = make_exercises(read_article(name), ["pinyin", "match"], count=12).items
        matched = {w for i in items if i.kind == "match" for w in i.items}
        assert matched and not matched & {i.word for i in items if i.kind != "match"}


def test_words_that_the_student_learns_come_first_and_known_ones_last(article):
    """Protects the student's time."""
    simplify = Language.default().simplify
    first, all_of_them = (
        [simplify(i.word) for i in make_exercises(article, "cloze", count=n, seed=2)] for n in (4, 40)
    )
    learning = {w for w in all_of_them if w not in first}
    assert len(learning) >= 4
    learning = set(sorted(learning)[:4])
    sheet = make_exercises(article, "cloze", count=4, learning=learning, seed=2)
    assert len({simplify(i.word) for i in sheet} & learning) >= 3
    known = {simplify(i.word) for i in make_exercises(article, "cloze", count=4, seed=5)}
    again = make_exercises(article, "cloze", count=4, known=known, seed=5)
    assert not known & {simplify(i.word) for i in again}


def test_the_level_of_the_class_decides(article):
    """Protects beginners from C2 words and the other way round."""
    levels = {
        wanted: [i.level for i in make_exercises(article, "pinyin", count=6, level=wanted, seed=1)]
        for wanted in ("A2", "C1")
    }
    easy, hard = (
        ["ABC".index(v[0]) for v in levels[wanted] if v] for wanted in ("A2", "C1")
    )  # a name has none
    assert sum(easy) / len(easy) < sum(hard) / len(hard)


def test_items_are_spread_over_the_article(article):
    """Protects from a sheet that only covers the first paragraph."""
    sheet = make_exercises(article, "pinyin", count=8, seed=1)
    assert len({i.evidence.number for i in sheet}) >= 6


def test_a_short_article_gives_fewer_and_says_so():
    """Protects a teacher from a sheet that is short without a word."""
    short = companion.read_text("香港警方昨日拘捕三名疑犯。", translator=None)
    sheet = make_exercises(short, "cloze", count=10)
    assert len(sheet) == 1 and sheet.remark.startswith(
        "1 of 10 exercises (missing word, to write): the article has no more"
    )
    assert "no questions of a teacher" in make_exercises(short, "comprehension").remark
    several = make_exercises(short, ("cloze", "pinyin", "tones", "comprehension")).remark
    assert (
        "(" not in several and "no more sentences and words that fit, and there are no questions" in several
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kinds": "crossword"}, "no exercise is called 'crossword'; there are: cloze, pinyin"),
        ({"kinds": "cloze:closed"}, "cloze has no variant 'closed'; there are: open, choices"),
        ({"kinds": "tones:loud"}, "tones has no variant 'loud'; it has none"),
        ({"kinds": ()}, "name at least one kind"),
        ({"count": 0}, "from 1 to 500, not 0"),
        ({"count": 2.5}, "from 1 to 500, not 2.5"),
        ({"level": "B3"}, "no level is called 'B3'; there are: A1"),
        ({"version": "C"}, "version A or B, not 'C'"),
    ],
)
def test_a_wrong_option_is_named_with_what_there_is(article, options, message):
    """Protects those who type from memory."""
    with pytest.raises(InputError, match=message):
        make_exercises(article, **options)
    with pytest.raises(InputError, match="made of an Article"):
        make_exercises("電騙")


def test_hostile_and_strange_texts_make_sheets_without_an_error():
    """Protects the lesson from a text with scripts, lone surrogates, only numbers, one character."""
    for text in (
        "<script>alert(1)</script>警方打擊電騙案件，市民提供密碼。",
        "警\ud800方打擊電騙",
        "２０２５年2月8日3時。",
        "好",
        "…「」，。電騙" * 40,
    ):
        strange = companion.read_text(text + "\n\n好好好好", translator=None)
        for name in NAMES:
            make_exercises(strange, name, count=5, questions=QUESTIONS)


def test_a_title_does_not_tell_how_long_an_answer_is():
    """Protects a gap whose answer stands in the title."""
    items = [Exercise(w, "cloze", "open", "text", "", (), (w,), word=w) for w in ("電騙", "閉路電視")]
    assert heading("電騙案靠閉路電視", items) == "＿＿案靠＿＿"
