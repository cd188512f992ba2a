"""Which words of an article neither glossary nor dictionary explains: how the glossary grows."""

from __future__ import annotations

from dataclasses import dataclass

from companion.model import Article, Paragraph, Token

__all__ = ["Coverage", "Unexplained", "coverage"]

# Short words that begin so (一個, 三名, 這是) say what they mean; they come last.
_PLAIN = frozenset("一二兩两三四五六七八九十幾几多各每這这那此")
_CONTEXT = 12  # characters on each side


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A word without an explanation, how often it occurs, and where first."""

    word: str
    simplified: str
    pinyin: tuple[str, ...]
    count: int
    context: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The words that are not explained, the most frequent first (but 一個 and the like last), and how many running words there are."""

    unexplained: tuple[Unexplained, ...]
    words: int
    explained: int

    @property
    def share(self) -> float:
        """The share of the running words that glossary or dictionary explains, 0 to 1."""
        return self.explained / self.words if self.words else 1.0


def coverage(article: Article) -> Coverage:
    """How much of an article glossary and dictionary explain. Numbers and punctuation don't count.

    Args:
        article: The article.

    Returns:
        The share, and the words that nothing explains, the most frequent first.

    >>> word = Token("妙瓦底鎮", 0, 4, "word", "妙瓦底镇", ("miào", "wǎ", "dǐ", "zhèn"))
    >>> article = Article("", "", (Paragraph.make("body", "妙瓦底鎮", [word]),))
    >>> found = coverage(article)
    >>> [(u.word, u.count) for u in found.unexplained], found.share
    ([('妙瓦底鎮', 1)], 0.0)
    """
    found: dict[str, tuple[Token, Paragraph, int]] = {}
    words = explained = 0
    for paragraph in article.passing():
        for token in paragraph.tokens:
            if token.kind != "word" or not token.pinyin:
                continue
            words += 1
            if token.term or token.senses:
                explained += 1
                continue
            known = found.get(token.text)
            found[token.text] = (*(known[:2] if known else (token, paragraph)), known[2] + 1 if known else 1)
    result = [
        Unexplained(w, t.simplified, t.pinyin, count, _context(t, p)) for w, (t, p, count) in found.items()
    ]
    result.sort(key=lambda u: (u.word[0] in _PLAIN and len(u.word) < 4, -u.count))
    return Coverage(tuple(result), words, explained)


def _context(token: Token, paragraph: Paragraph) -> str:
    start, end = max(0, token.start - _CONTEXT), min(len(paragraph.text), token.end + _CONTEXT)
    text = " ".join(paragraph.text[start:end].split())
    return f"{'…' * (start > 0)}{text}{'…' * (end < len(paragraph.text))}"
