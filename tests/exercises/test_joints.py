"""Orders of a sentence's parts: what grammar excludes, and what it leaves."""

import pytest

import companion
from companion.exercises.joints import Piece, joint, order_words, orders, roles
from companion.facts import marked


def tokens(text):
    return companion.read_text(text, translator=None).paragraphs[0].tokens


def pieces(line):
    row, at, found = tokens(line.replace("|", "")), 0, []
    for part in line.split("|"):
        found.append(Piece(tuple(t for t in row if at <= t.start < at + len(part))))
        assert found[-1].text == part
        at += len(part)
    return found


@pytest.mark.parametrize("role", sorted({row.role for row in order_words()}))
def test_a_word_of_the_table_stands_where_its_role_says(role):
    """Protects the table: in its example each word is a word of its own, and what follows it may follow."""
    for row in (r for r in order_words() if r.role == role):
        sentence = marked(row.example)
        assert sentence.part == row.word
        line = tokens(sentence.text)
        at = next((n for n, t in enumerate(line) if t.start == sentence.start and t.text == row.word), None)
        if at is None:
            continue  # read as one word with what stands beside it (不會): nothing is cut there
        assert role in roles(line[at])
        if (
            at + 1 < len(line)
            and line[at + 1].kind == "word"
            and role in ("adverb", "linked", "bound", "fronted")
        ):
            assert joint(line[at], line[at + 1]), row


@pytest.mark.parametrize(
    "line",
    [
        "警方已|向法庭|提交|三份報告。",
        "被告雖然只|歸還了二十萬元，|但已變賣|跑車。",
        "租金回報卻|只有四千多元，|因此正|考慮將單位出售。",
        "如果沒有新人傳唱，|歌謠仍會|變成|標本。",
    ],
)
def test_one_order_is_left(line):
    """Protects what is asked: adverbs, prepositions, connectives and the full stop leave one order."""
    assert orders(pieces(line)) == [(0, 1, 2, 3)]


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("中心呼籲|高危人士|盡快|接種疫苗。", (1, 0, 2, 3)),
        ("警方|昨日|在旺角|拘捕三名疑犯。", (1, 0, 2, 3)),
        ("醫生指出，|冬季是高峰期，|長者應該|減少外出。", (1, 0, 2, 3)),
    ],
)
def test_another_order_is_found(line, other):
    """Protects from a second right order: a noun in front of a noun, a time, clauses that nothing joins."""
    assert other in orders(pieces(line))
