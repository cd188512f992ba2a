"""The running words of an article: what its share of known words and its level are counted over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from companion.model import Article, Token
from companion.source.kinds import after_dateline

__all__ = ["WITHIN", "lies_within", "running_words"]

WITHIN = 0.8
"""The share of running words within a text's level. A rough guide: the rest of a news text are compounds, which their
parts explain, and words of the matter."""


def running_words(article: Article) -> Iterator[tuple[int, int, Token]]:
    """Every word of the text that is vocabulary, with its paragraph and sentence: no numbers, no names, and not what says
    who sent the report (【本報訊】（記者 …）).

    Args:
        article: The article.

    Yields:
        The number of the paragraph, that of the sentence in it, and the word.

    >>> import companion
    >>> article = companion.read_text("【本報訊】警方在旺角打擊電騙。", translator=None)
    >>> [t.text for _, _, t in running_words(article)]
    ['警方', '在', '打擊', '電騙']
    """
    for number, p in enumerate(article.passing()):
        sentence, opening = 0, after_dateline(p.text)
        for t in p.tokens:
            while sentence + 1 < len(p.sentences) and p.sentences[sentence].end <= t.start:
                sentence += 1
            if t.kind == "word" and t.pinyin and not t.entity and t.start >= opening:
                yield number, sentence, t


def lies_within(counts: Mapping[str, int], total: int, levels: tuple[str, ...]) -> str:
    """The lowest of `levels` within which enough of the running words lie; empty where there are none, or not enough.

    Args:
        counts: How many running words are of each level.
        total: All running words, those of no level too.
        levels: From the easiest.

    >>> from companion.choices import LEVELS
    >>> from companion.language.words.hsk import HSK_LEVELS
    >>> lies_within({"A1": 70, "B1": 20, "C2": 10}, 100, LEVELS), lies_within({"1": 50}, 100, HSK_LEVELS)
    ('B1', '')
    """
    so_far = 0
    for level in levels:
        so_far += counts.get(level, 0)
        if total and so_far >= WITHIN * total:
            return level
    return ""
