"""Gaps that the grammar decides: connectives, prepositions and adverbs by what stands beside them, measure words by their noun."""

import pytest

import companion
from companion.exercises import make_exercises, mark
from companion.exercises.decided import connectives, decided, example_of, frames, measures, wrong_words
from companion.exercises.gate import kind_fields, kind_of, object_kinds
from companion.exercises.source import Source
from companion.facts import marked
from companion.language.language import Language


def gaps(text):
    return {
        d.place.token.text: {c.text for c in d.wrong}
        for d in decided(Source(companion.read_text(text, translator=None)))
    }


@pytest.mark.parametrize("row", list(connectives()), ids=lambda row: f"{row.word}-{row.place}")
def test_a_connective_is_asked_where_its_partner_stands(row):
    """Protects each row of connectives: its example is a gap, and what is wrong there is no word of its own row."""
    sentence = marked(row.example)
    assert sentence.part == row.word and not set(row.wrong) & {row.word, *row.beside}
    found = gaps(sentence.text).get(row.word, set())
    if row.place == "last":
        assert len(found) > 2 and {len(word) for word in found} == {len(row.word)}
    else:
        assert found == set(row.wrong) and len({len(word) for word in (row.word, *row.wrong)}) == 1


@pytest.mark.parametrize("row", list(frames()), ids=lambda row: f"{row.word}-{row.clues[0]}")
def test_a_word_of_grammar_is_asked_where_its_clue_stands(row):
    """Protects each row of prepositions and adverbs: its example is a gap, and no wrong word is the one asked for."""
    sentence = marked(row.example)
    assert sentence.part == row.word and row.word not in row.wrong and len(set(row.wrong)) >= 3
    assert len({len(word) for word in (row.word, *row.wrong)}) == 1
    simplify = Language.default().simplify
    assert set(map(simplify, gaps(sentence.text).get(row.word, set()))) == set(map(simplify, row.wrong))


@pytest.mark.parametrize(
    ("text", "answer", "offered", "never"),
    [
        ("天氣轉壞，因此比賽已經取消。", "因此", {"以免", "以便", "否則"}, set()),
        ("零件短缺，於是工廠停產了三日。", "於是", {"以免", "以便", "否則"}, set()),
        ("議員要求局方提出報告，否則不能撥款。", "否則", {"以便"}, {"以免", "因此"}),
        ("病人應立即求醫，以免延誤治療。", "以免", {"以便", "於是", "因此"}, {"否則", "甚至"}),
        ("公司增設收銀機，以便顧客付款。", "以便", {"以免"}, {"因此", "從而"}),
        ("路面濕滑，因此車輛失控。", "因此", {"與其", "固然"}, {"以免", "否則"}),  # not surely
        ("校方已停課七日，並徹底清潔課室。", "並", {"既", "把"}, {"但", "不但"}),
    ],
)
def test_what_is_wrong_in_a_last_clause_is_told_by_grammar_or_sense(text, answer, offered, never):
    """Protects from choices that are always the same three, from one that fits, and from an answer told by its length."""
    found = gaps(text)[answer]
    assert offered <= found and not never & found and {len(w) for w in found} == {len(answer)}


def test_each_wrong_word_of_grammar_has_an_example_in_the_script_of_the_lesson():
    """Protects the key: it shows where a wrong word is right, and no Traditional in a Simplified lesson."""
    source = Source(companion.read_text("房间细小，而且没有窗户。", translator=None))
    named = {word for row in (*connectives(), *frames()) for word in (*row.wrong, row.word)}
    for word in named | {row.word for row in wrong_words()}:
        assert Language.default().simplify(word) in example_of(word, source)
    assert all(marked(row.example).part == row.word for row in wrong_words())
    text = "经营困难，于是公司关闭了三间店。店主向顾客道歉。警方拘捕三名男子。农民种植果树。"
    for item in make_exercises(companion.read_text(text, translator=None), "cloze:choices", 4):
        shown = "".join(c.reason + c.text for c in item.choices)
        assert Language.default().simplify(shown) == shown


@pytest.mark.parametrize("row", list(measures()), ids=lambda row: row.measure)
def test_a_measure_word_is_asked_where_its_noun_is_known(row):
    """Protects each row of measure words: the example's noun is of a kind that it counts, and only of such."""
    known = {kind.kind for kind in object_kinds()}
    assert set(row.kinds) <= known and marked(row.example).part == row.measure
    found = gaps(marked(row.example).text).get(row.measure, set())
    simplify = Language.default().simplify
    assert row.measure not in found and len(found) != 1
    assert found <= {m for r in measures() for m in (r.measure, simplify(r.measure))}


@pytest.mark.parametrize(
    "text",
    [
        "雖然成績進步，但排名下跌，因此教練不滿。",  # the sentence goes on behind the partner
        "他雖然受傷。",
        "警方拘捕三名前會計師。",  # a noun of no known kind
        "他買了三個蘋果。",  # 個 counts all things
        "他向公司追討欠薪。",  # 對公司追討 is said too
        "車隊從山坡經過。",  # 把, 由, 在 …: no verb that decides
        "政府明年將開展的工程已經延誤。",  # it qualifies a noun
        "當局關注事件，並表示不論如何，也會跟進。",  # no last clause
    ],
)
def test_where_grammar_does_not_decide_nothing_is_asked(text):
    """Protects from a second right choice."""
    assert not gaps(text)


def test_the_gap_is_an_item_with_reasons():
    """Protects the item: four choices, each wrong one with its reason, the right one marked as right."""
    article = companion.read_text("市民投訴。雖然門票昂貴，但演唱會仍然滿座。", translator=None)
    (item,) = make_exercises(article, "cloze:choices", 1)
    assert item.answer == "雖然" and len(item.choices) == 4 and mark(item, "雖然").right
    assert all(("但" in c.reason) == (c.text != "雖然") for c in item.choices)
    assert item.text.count("＿＿＿") == 1


def test_fields_are_of_known_kinds():
    """Protects the table of fields: kinds that there are, the example's noun of the first."""
    known = {kind.kind for kind in object_kinds()}
    simplify = Language.default().simplify
    for row in kind_fields():
        assert set(row.kinds) <= known
        assert kind_of(simplify(marked(row.example).part)) == row.kinds[0]
