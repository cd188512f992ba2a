"""Words of an article that Hong Kong, the mainland and Taiwan say differently."""

from __future__ import annotations

from dataclasses import dataclass

from companion.model import Article

__all__ = ["RegionalWord", "regional_words"]


@dataclass(frozen=True, slots=True)
class RegionalWord:
    """One thing and its three names; `written` is how the article has it, `term` the glossary's id.

    `mainland_differs` and `taiwan_differs` say whether it is another wording, not only another script.
    """

    term: str
    written: tuple[str, ...]
    hong_kong: str
    mainland: str
    taiwan: str
    pinyin: str
    english: tuple[str, ...]
    mainland_differs: bool
    taiwan_differs: bool


def regional_words(article: Article) -> tuple[RegionalWord, ...]:
    """The words of an article that differ by region, from its glossary terms.

    Args:
        article: The article.

    Returns:
        The words in order of appearance.

    >>> from companion.model import Article, Paragraph, Term, Token
    >>> taxi = Term("taxi", "的士", "的士", "dīshì", ("taxi",), mainland="出租车", taiwan="計程車")
    >>> p = Paragraph.make("body", "的士", [Token("的士", 0, 2, "word", "的士", ("dī", "shì"), term="taxi")])
    >>> [(w.hong_kong, w.mainland, w.taiwan) for w in regional_words(Article("", "", (p,), (taxi,)))]
    [('的士', '出租车', '計程車')]
    """
    written: dict[str, dict[str, None]] = {}
    for paragraph in article.paragraphs:
        for facts, _ in paragraph.facts():
            if facts[5]:
                written.setdefault(facts[5], {})[facts[0]] = None
    return tuple(
        RegionalWord(
            t.id,
            tuple(written.get(t.id, ())),
            t.traditional,
            t.mainland or t.simplified,
            t.taiwan or t.traditional,
            t.pinyin,
            t.english,
            bool(t.mainland),
            bool(t.taiwan),
        )
        for t in article.glossary
        if t.mainland or t.taiwan
    )
