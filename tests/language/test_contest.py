"""Short glossary terms where the words of the dictionary run otherwise."""

from __future__ import annotations

import pytest

import companion
from companion.glossary import Glossary
from companion.model import Term

TERMS = Glossary(
    Term(f"t-{i}", t, s, "x", ("x",))
    for i, (t, s) in enumerate(
        [("國人", "国人"), ("的士", "的士"), ("電騙", "电骗"), ("公安部", "公安部"), ("法院", "法院"), ("發電", "发电"), ("港元", "港元"), ("中東", "中东")]
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中國人民站起來了", []),
        ("國人很高興", ["國人"]),
        ("英勇的士兵守衛邊境", []),
        ("的士司機等候", ["的士"]),
        ("警方破獲電騙案", ["電騙"]),
        ("該電騙案涉及五人", ["電騙"]),
        ("家電騙徒賣假貨", []),
        ("收到來電騙取密碼", []),
        ("由公安部門處以罰款", []),
        ("公安部昨日宣布", ["公安部"]),
        ("在新方法院長指導下", []),
        ("發電子郵件給我", []),
        ("火力發電", []),
        ("電廠停止發電", ["發電"]),
        ("總值為1,050億港元，", []),
        ("中東部份國家", ["中東"]),
    ],
)
def test_a_term_stands_where_it_is_the_likelier_word(text, expected):
    """Protects readers from terms that are there by chance only, and terms from the segmenter."""
    article = companion.read_text(text, glossary=TERMS, translator=None)
    assert [t.text for p in article.paragraphs for t in p.tokens if t.term] == expected
