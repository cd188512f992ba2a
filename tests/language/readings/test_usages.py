"""Readings by rows: each row's example is its test, and each answer names what decided it."""

from __future__ import annotations

import pytest

from companion.facts import marked
from companion.han import han_places
from companion.language.language import Language
from companion.language.readings.usages import rows

ANALYZER = Language.default().analyzer
EXAMPLES = list(zip(rows().lines, rows(), strict=True))


def read(text: str) -> dict[int, str]:
    """The reading of each Han character of a text by its place."""
    tokens = ANALYZER.tokens(text)
    return {t.start + i: s for t in tokens for i, s in zip(han_places(t.text), t.pinyin, strict=True)}


def why(text: str) -> dict[int, str]:
    """What decided the reading of each character of a text."""
    return {i: t.why for t in ANALYZER.tokens(text) for i in range(t.start, t.end)}


def test_each_row_holds_in_its_example(subtests):
    """Protects each fact of usage: the marked character of the row's own sentence is read as the row says."""
    for line, row in EXAMPLES:
        with subtests.test(f"row {line}: {row.example}"):
            place = marked(row.example)
            assert row.character in (ANALYZER.simplify(place.part), place.part) or row.character == "著"
            if row.reading == "-":
                assert why(place.text)[place.start] == "network"
            else:
                assert read(place.text)[place.start] == row.reading


def test_each_row_has_an_example():
    """Protects the table from rows that nobody has seen hold."""
    assert [line for line, row in EXAMPLES if not row.example] == []


@pytest.mark.parametrize(
    ("text", "span", "reading"),
    [
        ("他下不了決心。", "不了", "bù liǎo"), ("這件事誰也幫不了他。", "不了", "bù liǎo"), ("他不了解情況。", "了解", "liǎo jiě"),
        ("學生得聽話。", "得", "děi"), ("工程得花三個月。", "得", "děi"), ("要成功得靠努力。", "得", "děi"), ("他跑得很快。", "得", "de"),
        ("校方著家長留意。", "著", "zhuó"), ("裁判官著被告還押候訊。", "著", "zhuó"), ("他看著窗外。", "著", "zhe"),
        ("政府將為市民建屋。", "為", "wèi"), ("目標為減排三成。", "為", "wéi"), ("單局長今早出席活動。", "單", "shàn"),
        ("曾特首露面。", "曾", "zēng"), ("警方單憑口供起訴。", "單", "dān"), ("孩子開心地上學去。", "地", "de"),
        ("這批货重逾两吨。", "重", "zhòng"), ("這批貨重逾兩噸。", "重", "zhòng"), ("女星戀情被曝。", "曝", "bào"), ("請系好安全带。", "系", "jì"),
        ("奶奶和面包饺子。", "和面", "huó miàn"), ("股價勁升。", "勁", "jìng"),
    ],
)  # fmt: skip
def test_grammar_decides_what_a_first_year_student_knows(text, span, reading):
    """Protects the readings that a teacher would be asked about first."""
    at = text.index(span)
    by_place = read(text)
    assert " ".join(by_place[i] for i in range(at, at + len(span))) == reading


@pytest.mark.parametrize("word", ["圈儿", "聊天儿", "小偷儿", "门口儿", "一会儿"])
def test_erhua_is_written_one_way(word):
    """Protects learners from er, ér and r for one ending."""
    assert [s for t in ANALYZER.tokens(f"{word}。") for s in t.pinyin][-1] == "r"


def test_each_answer_names_its_row():
    """Protects a maintainer who asks why: a row of the table, a term, a word of the dictionary, the network."""
    why = {t.text: t.why for t in ANALYZER.tokens("校方著家長留意，他把銀行存款提走。")}
    assert why["著"].startswith("usages.tsv, row ")
    assert why["銀行"] == "word"
