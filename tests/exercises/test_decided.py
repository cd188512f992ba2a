"""Gaps that the grammar decides: connectives, prepositions and adverbs by what stands beside them, measure words by their noun."""

import pytest

import companion
from companion.exercises import make_exercises, mark
from companion.exercises.decided import connectives, decided, frames, measures
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
    assert gaps(sentence.text).get(row.word, set()) == set(row.wrong)


@pytest.mark.parametrize("row", list(frames()), ids=lambda row: f"{row.word}-{row.clues[0]}")
def test_a_word_of_grammar_is_asked_where_its_clue_stands(row):
    """Protects each row of prepositions and adverbs: its example is a gap, and no wrong word is the one asked for."""
    sentence = marked(row.example)
    assert sentence.part == row.word and row.word not in row.wrong and len(set(row.wrong)) == 3
    simplify = Language.default().simplify
    assert set(map(simplify, gaps(sentence.text).get(row.word, set()))) == set(map(simplify, row.wrong))


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
