"""The spelling of words: joined syllables, apostrophes, capitals of names, hyphens."""

from __future__ import annotations

import pytest

import companion
from companion.language.readings.orthography import groups, pattern_of, spelled


@pytest.mark.parametrize(
    ("text", "word", "written"),
    [
        ("他去了西安。", "西安", "Xī'ān"),
        ("方案已經公布。", "方案", "fāng'àn"),
        ("行政長官李家超表示歡迎。", "李家超", "Lǐ Jiāchāo"),
        ("瀾湄合作會議在昆明舉行。", "瀾湄合作", "Lán-Méi hézuò"),
        ("市民要因地制宜。", "因地制宜", "yīndì-zhìyí"),
        ("律師事務所今日開門。", "律師事務所", "lǜshī shìwùsuǒ"),
    ],
)
def test_a_word_is_written_as_the_rule_has_it(text, word, written):
    """Protects the pinyin over words and on cards from being a string of syllables."""
    article = companion.read_text(text, translator=None)
    terms = {t.id: t for t in article.glossary}
    [token] = [t for p in article.paragraphs for t in p.tokens if t.text == word]
    pattern = pattern_of(token, terms.get(token.term or ""))
    assert "".join(spelled(token.pinyin, pattern)) == written
    assert sum(groups(pattern, len(token.pinyin))) == len(token.pinyin)
