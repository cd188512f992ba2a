"""The panel of words that differ by region."""

from __future__ import annotations

import companion
from companion.glossary import Glossary
from companion.glossary.regional import regional_words
from companion.model import Term
from companion.render import regional_html

TERMS = Glossary(
    [
        Term("taxi", "的士", "的士", "dīshì", ("taxi",), mainland="出租车", taiwan="計程車"),
        Term("fraud", "電騙", "电骗", "diànpiàn", ("telecom <fraud>",), mainland="电信诈骗", aliases=("電訊騙案",)),
        Term("police", "警方", "警方", "jǐngfāng", ("police",)),
    ]
)  # fmt: skip


def test_the_words_that_differ_stand_side_by_side_in_their_order():
    """Protects the panel: each region's wording, and how the article has it."""
    article = companion.read_text("警方打擊電訊騙案，乘的士到場。", glossary=TERMS, translator=None)
    words = regional_words(article)
    assert [(w.hong_kong, w.mainland, w.taiwan, w.written) for w in words] == [
        ("電騙", "电信诈骗", "電騙", ("電訊騙案",)),
        ("的士", "出租车", "計程車", ("的士",)),
    ]
    assert [(w.mainland_differs, w.taiwan_differs) for w in words] == [(True, False), (True, True)]


def test_the_fragment_is_escaped_marked_with_languages_and_empty_without_such_words():
    """Protects readers from a hostile glossary, and pages from an empty table."""
    html = regional_html(companion.read_text("電訊騙案", glossary=TERMS, translator=None))
    assert "telecom &lt;fraud&gt;" in html and "<fraud>" not in html
    assert '<td lang="zh-Hans">电信诈骗</td>' in html
    assert '<td lang="zh-Hant-TW" class="cmp-same">電騙</td>' in html
    assert 'here: <span lang="zh-Hant-HK">電訊騙案</span>' in html
    assert regional_html(companion.read_text("警方", glossary=TERMS, translator=None)) == ""
