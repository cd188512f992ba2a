"""The glossary's terms in the machine's English."""

from __future__ import annotations

import pytest

import companion
from companion.glossary import Glossary
from companion.model import Term
from companion.translation.argos import ArgosTranslator
from companion.translation.terms import report, substitute
from companion.translation.wordings import wordings

# Of the small package's sentences: it says 电骗 wrongly in all of them, 电信诈骗 in four.
TAUGHT_WRONG = [
    "警方昨日破獲一宗電騙案。", "兩國合力打擊電騙。", "老師教學生提防電騙。", "銀行推出措施防止電騙。",
    "長者最容易成為電騙受害人。", "政府下月舉辦電騙講座。", "這名青年因電騙被捕。", "今年首季電騙上升三成。",
]  # fmt: skip


def translated(**options):
    # A glossary of its own: the shipped one grows, and may come to know 電騙案.
    glossary = Glossary([Term("dianpian", "電騙", "电骗", "diànpiàn", ("telecom fraud",), "电信诈骗")])
    article = companion.read_text(
        "".join(TAUGHT_WRONG), glossary=glossary, translator=ArgosTranslator(**options)
    )
    return [s.translation for s in article.paragraphs[0].sentences]


def test_a_term_taught_wrong_is_right_in_the_end_and_the_rest_of_the_sentence_unchanged(
    small_package, no_sockets
):
    """Protects the glossary's English: 0 of 8 raw, at least 7 of 8 final, nothing else touched."""
    raw, final = translated(honour_terms=False, check=False), translated()
    # In 電騙案 the glossary finds no 電騙, where the words are cut so.
    assert all(use.status == "missing" for t in raw for use in t.terms)
    statuses = [use.status for t in final for use in t.terms]
    assert len(statuses) >= 7
    assert sum(s != "missing" for s in statuses) >= 7
    assert {"applied", "substituted"} <= set(statuses)
    for before, after in zip(raw, final, strict=True):
        put = after.text.replace("telecom fraud", "electric cheating").replace(
            "Telecom fraud", "Electric cheating"
        )
        assert put.replace("a electric", "an electric") == before.text


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
