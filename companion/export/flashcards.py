"""Flashcards as text, a word and its meaning on a line with a tab between: what Quizlet's import takes, and Blooket's.

Source: Quizlet's import dialog (between term and definition: tab; between cards: new line), whose form Blooket, Gimkit and
Knowt take too.
"""

from __future__ import annotations

import os
from pathlib import Path

from companion.arguments import describes_arguments
from companion.choices import ReadingOptions, WordChoice, takes_choices
from companion.errors import InputError
from companion.export.files import holds
from companion.export.vocabulary_csv import no_formula
from companion.files import write_text_atomically
from companion.lessons.words import entries
from companion.model import Article

__all__ = ["flashcards_text", "write_flashcards"]

_MOST_MEANINGS = 2


@takes_choices
@describes_arguments
def flashcards_text(
    article: Article,
    words: WordChoice = WordChoice(),
    reading: ReadingOptions = ReadingOptions(),
) -> str:
    """The words of an article as lines: the word, a tab, its reading and its meaning in the article.

    Words without a meaning are left out; two at most are told of each word, the one that it has in the article first.

    Returns:
        The text.

    Raises:
        InputError: No word is left.

    >>> import companion
    >>> flashcards_text(companion.read_text("電騙。", translator=None))
    '電騙\\tdiànpiàn · telecom fraud; phone scam\\n'
    """
    lines = []
    for e in entries(article, words, reading):
        if e.english:
            meaning = " · ".join(t for t in (e.reading, "; ".join(e.english[:_MOST_MEANINGS])) if t)
            lines.append(f"{no_formula(e.traditional)}\t{no_formula(meaning)}\n")
    if not lines:
        raise InputError("no word of the article is left for cards; choose words='all', or a lower level")
    return "".join(lines)


@takes_choices
@describes_arguments
def write_flashcards(
    article: Article,
    path: str | os.PathLike[str],
    *,
    words: WordChoice = WordChoice(),
    reading: ReadingOptions = ReadingOptions(),
    force: bool = False,
) -> Path:
    """Write the words of an article as `flashcards_text` has them, in UTF-8.

    Args:
        force: Replace another text under that name: a table has no room for a sign of who wrote it.

    Raises:
        InputError: No word is left.
    """
    text = flashcards_text(article, words, reading)
    return write_text_atomically(path, text, "" if force else holds(text))
