"""Every registered translator through one suite."""

from __future__ import annotations

import pytest

from companion.model import ORIGINS, Sense, Term, Token
from companion.protocols import SourceSentence, Translator
from companion.registry import names, resolve

TERM = Term("t", "電騙", "电骗", "diànpiàn", ("telecom fraud",))
TOKEN = Token(
    "電騙", 0, 2, "word", "电骗", ("diàn", "piàn"), (Sense("電騙", "电骗", "diàn piàn", ("fraud",)),), "t"
)
SENTENCES = [
    SourceSentence("電騙", "电骗", (TOKEN,), (TERM,)),
    SourceSentence("", ""),
    SourceSentence("😀", "😀"),
    SourceSentence("半\ud800", "半\ud800"),
    SourceSentence("很長。" * 1700, "很长。" * 1700),
    SourceSentence("<script>alert(1)</script>", "<script>alert(1)</script>"),
]


@pytest.mark.parametrize("name", names("translator"))
def test_translators_answer_each_sentence_in_order(name):
    """Protects the protocol: one answer per sentence, a reason where there is none, no exception."""
    translator = resolve("translator", name)
    assert isinstance(translator, Translator) and translator.name == name
    answers = list(translator.translate(SENTENCES))
    assert len(answers) == len(SENTENCES)
    for answer in answers:
        assert answer.origin in ORIGINS
        assert bool(answer.text) != (answer.origin == "none")
        assert answer.text or answer.reason
    assert list(translator.translate([])) == []
    assert "\n" not in translator.status()
