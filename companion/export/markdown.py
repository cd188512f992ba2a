"""An article as Markdown, for notes (Obsidian, Jupyter, any editor)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from companion.arguments import describes_arguments
from companion.choices import ReadingOptions, WordChoice, takes_choices
from companion.export.files import is_sealed, sealed_pieces
from companion.files import write_pieces_atomically
from companion.language.readings import orthography
from companion.language.readings.spoken import said
from companion.lessons.words import Entry, entries, join_syllables
from companion.model import Article, Paragraph, Term
from companion.render.environment import LEVELS_NOTE
from companion.render.near import near_text

__all__ = ["article_markdown", "write_markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]{}#|~$=^!%])")
_MARKS = str.maketrans("，。；：？！（）「」『』《》〈〉、％　", ",.;:?!()“”‘’“”‘’,% ")
_LINE_START = re.compile(r"^(\s*)([-+>]|\d+(?=[.)]))")


@takes_choices
@describes_arguments
def article_markdown(
    article: Article,
    *,
    words: WordChoice = WordChoice(),
    reading: ReadingOptions = ReadingOptions(),
    simplified: bool = True,
    pinyin: bool = True,
    english: bool = True,
) -> str:
    """An article as Markdown (CommonMark, with a table for the words): text, then vocabulary.

    Whatever in the text Markdown or HTML would read as its own is escaped.

    Args:
        simplified: The Simplified line is there.
        pinyin: The line of readings is there.
        english: The English is there.

    Returns:
        The text.

    >>> import companion
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> print(article_markdown(article).splitlines()[2])
    警方打擊電騙。
    """
    return "\n".join(_lines(article, words, reading, simplified, pinyin, english))


def _lines(
    article: Article,
    words: WordChoice,
    reading: ReadingOptions,
    simplified: bool,
    pinyin: bool,
    english: bool,
) -> Iterator[str]:
    """The lines, as they can be written of a book."""
    terms = {t.id: t for t in article.glossary}
    yield from (f"# {_plain(article.title)}", "")
    if article.credit:
        yield from (f"Source: {_plain(article.credit)}", "")
    for n, p in enumerate(article.passing()):
        if not (n == 0 and p.kind == "headline" and p.text == article.title):
            yield from ("### " + _plain(p.text) if p.kind == "headline" else _start(p), "")
        if simplified and p.simplified != p.text:
            yield from (_line(p.simplified), "")
        if pinyin:
            yield from (f"*{_plain(_read_aloud(p, terms, reading))}*", "")
        if english and (said := " ".join(_english(p))):
            yield from (f"> {_line(said)}", "")
    chosen = entries(article, words, reading)
    if chosen:
        yield from (
            "## Vocabulary",
            "",
            "| Word | Simplified | Reading | Part | English | Level | Note |",
            "|---|---|---|---|---|---|---|",
        )
        yield from map(_row, chosen)
        yield ""
        if any(e.source == "CC-CEDICT" for e in chosen):
            yield from ("Meanings: curated glossary and CC-CEDICT (CC BY-SA 4.0).", "")
        if any(e.levels for e in chosen):
            yield from (LEVELS_NOTE, "")


@takes_choices
@describes_arguments
def write_markdown(
    article: Article,
    path: str | os.PathLike[str],
    *,
    words: WordChoice = WordChoice(),
    reading: ReadingOptions = ReadingOptions(),
    simplified: bool = True,
    pinyin: bool = True,
    english: bool = True,
    force: bool = False,
) -> Path:
    """Write an article as Markdown; see `article_markdown`.

    Args:
        simplified: The Simplified line is there.
        pinyin: The line of readings is there.
        english: The English is there.
    """
    lines = _lines(article, words, reading, simplified, pinyin, english)
    pieces = (f"\n{line}" if n else line for n, line in enumerate(lines))
    return write_pieces_atomically(path, sealed_pieces(pieces), "" if force else is_sealed)


def _start(p: Paragraph) -> str:
    return f"- {_line(p.text.lstrip('●•▪■◆·- '))}" if p.kind == "item" else _line(p.text)


def _english(p: Paragraph) -> Iterator[str]:
    for s in p.sentences:
        if s.translation and s.translation.text:
            gloss = s.translation.origin == "gloss"
            yield f"{s.translation.text} (word gloss)" if gloss else s.translation.text
        if near := near_text(p, s):
            yield f"({near})"


def _read_aloud(p: Paragraph, terms: dict[str, Term], reading: ReadingOptions) -> str:
    """The paragraph's reading as a line: words apart, figures and marks as they stand or spelled."""
    line, system = "", reading.system
    spoken_ones = said(p.tokens, sandhi=reading.sandhi, numbers=reading.numbers)
    for t, spoken in zip(p.tokens, spoken_ones, strict=True):
        term = terms.get(t.term or "")
        own = term and system == "pinyin" and t.text in (term.traditional, term.simplified)
        if term and own and spoken.pinyin == t.pinyin:
            shown = term.pinyin
        elif t.kind == "number" or spoken.figures:
            shown = spoken.line(t, system, term)
        elif system == "pinyin" and t.pinyin:
            shown = "".join(orthography.spelled(spoken.pinyin, orthography.pattern_of(t, term)))
        else:
            shown = join_syllables(spoken.syllables(t, system, term), system) or t.text.translate(_MARKS)
        close = t.kind == "punctuation" and shown[:1] in ",.;:?!)”’…%"
        line += shown if close or line.endswith(("(", "“", "‘")) else f" {shown}"
    return " ".join(line.split())


def _row(e: Entry) -> str:
    cells = (e.traditional, e.simplified, e.reading, e.part, "; ".join(e.english), e.levels, e.note)
    return "| " + " | ".join(_plain(c) for c in cells) + " |"


def _plain(text: str) -> str:
    """`text` as words of one line, nothing in it Markdown or HTML."""
    safe = (
        " ".join(text.replace("\0", "").split())
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
    )
    return _SPECIAL.sub(r"\\\1", safe)


def _line(text: str) -> str:
    """`_plain`, for the start of a line, where a dash or a number would begin a list."""
    return _LINE_START.sub(lambda m: m[1] + (f"\\{m[2]}" if m[2] in "-+>" else f"{m[2]}\\"), _plain(text))
