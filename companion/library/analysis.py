"""What is found in an article when it comes into the library, so that no list has to open it again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from companion.choices import LEVELS
from companion.han import han_places
from companion.language.headword import headword
from companion.language.words.frequency import level_of
from companion.language.words.hsk import HSK_LEVELS, hsk_level
from companion.library.words import lies_within, running_words
from companion.model import Article

__all__ = ["Finding", "Word", "analyse", "open_article"]

_LONGEST_SENTENCE = 300
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Word:
    """A word by the form under which a person knows it; `text` is as the article writes it first."""

    headword: str
    text: str
    level: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is kept of an article: its words with how often each occurs and the number of the sentence in which it does first."""

    title: str
    source: str
    date: str
    characters: int
    paragraphs: int
    words: int
    level: str
    hsk: str
    digest: str
    counts: Mapping[Word, tuple[int, int]]
    sentences: tuple[tuple[int, str], ...]


def open_article(path: Path, glossary: str | Path | None = None) -> Article:
    """The article in a file of the library, without English; a saved one is loaded.

    Raises `InputError` where it can't be read.
    """
    if path.suffix.lower() == ".json":
        from companion.export.json_read import load

        return load(path)
    from companion.pipeline import read

    return read(path, translator=None, glossary=glossary)


def analyse(article: Article, name: str) -> Finding:
    """What an article is found to be.

    Args:
        article: The article.
        name: The name of its file, which stands for a title where it has none.

    Returns:
        What is kept.
    """
    words: dict[str, Word] = {}
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    levels: Counter[str] = Counter()
    hsk: Counter[str] = Counter()
    places: dict[tuple[int, int], int] = {}
    for paragraph, sentence, t in running_words(article):
        key = headword(t.text, t.simplified)
        if key not in words:
            words[key] = Word(key, t.text, level_of(t.simplified))
            first[key] = places.setdefault((paragraph, sentence), len(places))
        counts[key] += 1
        levels[words[key].level] += 1
        hsk[hsk_level(t.simplified)] += 1
    total = counts.total()
    text = "\n".join(p.text for p in article.paragraphs)
    title = " ".join(article.title.split()) or name
    return Finding(
        title[:_LONGEST_TITLE],
        "" if article.source in ("", name) else article.source[:_LONGEST_TITLE],
        article.date[:40],
        len(han_places(text)),
        len(article.paragraphs),
        total,
        lies_within(levels, total, LEVELS),
        lies_within(hsk, total, HSK_LEVELS),
        hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        {word: (counts[key], first[key]) for key, word in words.items()},
        tuple((number, _sentence(article, *place)) for place, number in places.items()),
    )


def _sentence(article: Article, paragraph: int, number: int) -> str:
    p = article.paragraphs[paragraph]
    if number >= len(p.sentences):
        return p.text[:_LONGEST_SENTENCE]
    s = p.sentences[number]
    return p.text[s.start : s.end].strip()[:_LONGEST_SENTENCE]
