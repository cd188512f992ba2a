"""Exercises beside a text: the text without what is asked, and sentences that the text does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from companion.exercises.candidates import Candidate
from companion.exercises.model import Exercise
from companion.exercises.source import Source
from companion.model import Article, Paragraph, Sentence, Token
from companion.translation.gloss import BETWEEN

__all__ = ["asked_words", "elsewhere", "veiled"]

_APART = 10_000  # between the numbers of the paragraphs of two articles


def asked_words(items: Iterable[Exercise]) -> frozenset[str]:
    """The words that exercises ask for, as the text has them.

    >>> from companion import read_text
    >>> from companion.exercises import make_exercises
    >>> article = read_text("警方昨日拘捕三名疑犯。", translator=None)
    >>> asked_words(make_exercises(article, "pinyin", 1, learning=["疑犯"]))
    frozenset({'疑犯'})
    """
    found: set[str] = set()
    for item in items:
        if item.kind == "match":
            found |= set(item.items)
        elif item.kind not in ("segment", "order", "translate", "comprehension") and item.word:
            found.add(item.word)
    return frozenset(found)


def veiled(article: Article, items: Iterable[Exercise]) -> Article:
    """The article without the answers of exercises that stand on the same page.

    A word that is asked for has no reading, meaning or card, and no Simplified form where that is asked; a sentence that is to be
    translated, no English. What asks for the text itself (cloze, order, segment) is no secret beside it: for cloze there are the
    sentences of other articles (`make_exercises(…, sentences_from=…)`).

    Args:
        article: The article.
        items: The exercises.

    Returns:
        The article; its text is as it was.

    >>> from companion import read_text
    >>> from companion.exercises import make_exercises
    >>> article = read_text("警方昨日拘捕三名疑犯。", translator=None)
    >>> shown = veiled(article, make_exercises(article, "pinyin", 1, learning=["疑犯"]))
    >>> [(t.text, t.pinyin) for t in shown.paragraphs[0].tokens if t.text in ("昨日", "疑犯")]
    [('昨日', ('zuó', 'rì')), ('疑犯', ())]
    """
    items = list(items)
    words = asked_words(items)
    written = frozenset(i.word for i in items if i.kind == "script" and i.variant == "simplified")
    sentences = {(i.evidence.paragraph, i.evidence.at) for i in items if i.kind == "translate" and i.evidence}
    terms = {t.term for p in article.paragraphs for t in p.tokens if t.text in words and t.term}
    return replace(
        article,
        paragraphs=tuple(_veiled(p, words, written, sentences) for p in article.paragraphs),
        glossary=tuple(t for t in article.glossary if t.id not in terms),
    )


def _veiled(
    paragraph: Paragraph, words: frozenset[str], written: frozenset[str], sentences: set[tuple[str, int]]
) -> Paragraph:
    tokens = tuple(_bare(t, t.text in written) if t.text in words else t for t in paragraph.tokens)
    secret = {t.meaning.english for t in paragraph.tokens if t.text in words and t.meaning}
    shown = tuple(_untold(s, paragraph, words, secret, sentences) for s in paragraph.sentences)
    return replace(paragraph, tokens=tokens, sentences=shown)


def _bare(token: Token, written: bool) -> Token:
    simplified = "＿" * len(token.simplified) if written else token.simplified
    return replace(token, simplified=simplified, pinyin=(), senses=(), term=None, meaning=None, review=())


def _untold(
    sentence: Sentence,
    paragraph: Paragraph,
    words: frozenset[str],
    secret: set[str],
    sentences: set[tuple[str, int]],
) -> Sentence:
    """The sentence without the English that an exercise asks for: the whole, or words of a gloss."""
    at = sentence.start + len(paragraph.text[sentence.start : sentence.end]) - len(paragraph.text[sentence.start : sentence.end].lstrip())  # fmt: skip
    if (paragraph.id, at) in sentences:
        return replace(sentence, translation=None)
    told = sentence.translation
    if told is None or told.origin != "gloss" or not secret:
        return sentence
    parts = ["…" if part in secret else part for part in told.text.split(BETWEEN)]
    return replace(sentence, translation=replace(told, text=BETWEEN.join(parts)))


def elsewhere(source: Source, others: Iterable[Article], name: tuple[str, str]) -> Iterator[Candidate]:
    """Cloze on the words of an article in the sentences of others.

    Args:
        source: The article.
        others: The articles whose sentences are taken; those that the article has itself are left out.
        name: The kind and its variant.

    Yields:
        Candidates whose item says which article its sentence is from.
    """
    from companion.exercises.kinds.cloze import candidates

    own = {p.text[s.start : s.end].strip() for _, p, s, _ in source.sentences}
    for n, other in enumerate(others, 1):
        there = Source(other, source.known, source.learning, source.level)
        sentences = {
            (number, s.start): p.text[s.start : s.end].strip() for number, p, s, _ in there.sentences
        }
        for c in candidates(there, name[1]):
            if c.word in source.vocabulary and not any(sentences.get(k, "") in own for k in c.keys):
                keys = tuple((n * _APART + number, start) for number, start in c.keys)
                yield replace(
                    c,
                    keys=keys,
                    number=n * _APART + c.number,
                    build=lambda rng, c=c, title=other.title: _from(c.build(rng), title),
                )


def _from(item: Exercise | None, title: str) -> Exercise | None:
    """The item, with its article in the place of a paragraph that the reader's has not."""
    if item is None:
        return None
    note = "; ".join(p for p in (item.note, f"from {title}") if p)
    return replace(item, evidence=None, note=note)
