"""The glossary's terms in the machine's English."""

from __future__ import annotations

import pytest

import companion
from companion.glossary import Glossary
from companion.model import Term
from companion.translation.local import ArgosTranslator
from companion.translation.terms import report, substitute
from companion.translation.wordings import wordings

# The small package says 电骗 wrongly in all of these sentences, 电信诈骗 in the last four too.
TAUGHT_WRONG = {
    "警方昨日破獲一宗電騙案。": "Police cracked an electric cheating case yesterday.",
    "兩國合力打擊電騙。": "The two countries fight electric cheating together.",
    "老師教學生提防電騙。": "The teacher told students to guard against electric cheating.",
    "銀行推出措施防止電騙。": "The bank launched measures to prevent electric cheating.",
    "長者最容易成為電騙受害人。": "The elderly easily become victims of electric cheating.",
    "政府下月舉辦電騙講座。": "The government will hold a talk on electric cheating next month.",
    "這名青年因電騙被捕。": "The young man was arrested for electric cheating.",
    "今年首季電騙上升三成。": "Electric cheating rose 30 percent in the first quarter.",
}
PUT = (("an electric cheating", "a telecom fraud"), ("electric cheating", "telecom fraud"), ("Electric cheating", "Telecom fraud"))  # fmt: skip


def translated(glossary=None, **options):
    article = companion.read_text(
        "".join(TAUGHT_WRONG), glossary=glossary, translator=ArgosTranslator(**options)
    )
    return [s.translation for s in article.paragraphs[0].sentences]


def of_term(translations, term_id):
    return [use.status for t in translations for use in t.terms if use.term == term_id]


@pytest.mark.parametrize("shipped", [False, True], ids=["the term alone", "the shipped glossary"])
def test_a_term_taught_wrong_is_right_in_the_end_and_the_rest_of_the_sentence_unchanged(
    shipped, small_package, no_sockets
):
    """Protects the glossary's English: 0 of 8 raw, at least 7 of 8 final, not a letter else touched."""
    term = Term("crime-dianpian", "電騙", "电骗", "diànpiàn", ("telecom fraud",), "电信诈骗")
    glossary = None if shipped else Glossary([term])
    raw = translated(glossary, honour_terms=False, check=False)
    final = translated(glossary)
    assert [t.text for t in raw] == list(TAUGHT_WRONG.values())
    before, after = of_term(raw, term.id), of_term(final, term.id)
    assert before == ["missing"] * 8
    assert len(after) == 8 and sum(status != "missing" for status in after) >= 7  # 8 where this was written
    assert {"applied", "substituted"} <= set(after)
    for wrong, right, status in zip(raw, final, after, strict=True):
        expected = wrong.text
        if status != "missing":
            for machine, accepted in PUT:
                expected = expected.replace(machine, accepted)
        assert right.text == expected


def test_the_report_knows_inflected_hyphenated_and_missing_terms():
    """Protects the teacher's view of which terms the English honours."""
    term = Term("t", "瀾湄合作", "澜湄合作", "x", ("Lancang–Mekong Cooperation", "scam centre"))
    for english in (
        "The lancang-mekong cooperation grew.",
        "Two scam centers were closed.",
        "Scams centre here.",
    ):
        assert report(english, [term])[0].status == "applied"
    assert report("The rivers.", [term])[0].status == "missing"
    assert report("A scampi centre.", [term])[0].status == "missing"


@pytest.mark.parametrize(
    ("english", "result"),
    [
        ("Police found an electric cheating ring.", "Police found a telecom fraud ring."),
        ("Electric cheats rose.", "Telecom fraud rose."),
        ("Electric cars rose.", None),
        ("The weather is fine.", None),
        ("Electric cheating and electric cheating.", None),
    ],
)
def test_a_wording_is_replaced_only_where_it_is_certain(english, result):
    """Protects the machine's sentence: nothing is replaced by guess, and the article before it fits."""
    assert substitute(english, ["electric cheating"], "telecom fraud") == result


def test_the_forms_of_an_entry_are_tried_in_the_models_script():
    """Protects models for one script from characters of the other."""
    term = Term(
        "t", "電騙", "电骗", "x", ("f",), mainland="电信诈骗", taiwan="電信詐騙", aliases=("電話騙案",)
    )
    assert wordings(term, traditional=False) == ["电信诈骗", "电话骗案"]
    assert wordings(term, traditional=True)[:2] == ["電信詐騙", "电信诈骗"]
