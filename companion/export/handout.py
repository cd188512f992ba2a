"""The handout: an article as one HTML page, for print and phone, or as a PDF."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from companion.errors import OutputError
from companion.export.files import is_sealed, sealed
from companion.export.words import Entry, entries, entry_key
from companion.files import write_text_atomically
from companion.model import Article, Token
from companion.render import HandoutOptions, RenderOptions, page_html

__all__ = ["handout_html", "write_handout"]


@dataclass(frozen=True, slots=True)
class _Wording:
    """A word in three regions, for the panel."""

    hongkong: str
    mainland: str
    taiwan: str
    english: str


def handout_html(article: Article, options: RenderOptions | None = None) -> str:
    """The page's HTML. `options` is a `HandoutOptions`, or a `RenderOptions` for a plain page.

    >>> import companion
    >>> page = handout_html(companion.read_text("警方打擊電騙。", translator=None))
    >>> "Vocabulary" in page and "telecom fraud" in page
    True
    """
    if not isinstance(article, Article):
        raise OutputError(
            f"a handout is made of an Article (companion.read gives one), not of {type(article).__name__}"
        )
    options = HandoutOptions.of(options)
    vocabulary = _vocabulary(article, options)
    numbers = {e.key: e.number for e in vocabulary}
    swapped = options.script_first == "simplified"

    def number_of(token: Token) -> int:
        return numbers.get(entry_key(token, swapped), 0) if numbers else 0

    return page_html(
        article,
        options,
        vocabulary=vocabulary,
        number_of=number_of,
        phrases=_phrases(article, options) if options.phrases and options.vocabulary != "none" else (),
        regional=_regional(article) if options.regional and options.vocabulary != "none" else (),
    )


def write_handout(
    article: Article,
    path: str | os.PathLike[str],
    options: RenderOptions | None = None,
    *,
    force: bool = False,
) -> Path:
    """Writes the page, at once or not at all, and returns its path.

    A file that Companion did not write, or that was changed since, is only replaced with `force`.
    Raises `OutputError`.

    >>> import companion
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> companion.write_handout(article, "handout.html")  # doctest: +SKIP
    PosixPath('handout.html')
    """
    html = handout_html(article, options)
    return write_text_atomically(path, sealed(html), ours="" if force else is_sealed)


def _vocabulary(article: Article, options: HandoutOptions) -> list[Entry]:
    if options.vocabulary == "none":
        return []
    found = entries(article, options.vocabulary, options.vocabulary_level, options.known, options.reading)
    return [e for e in found if e.english]


def _phrases(article: Article, options: HandoutOptions) -> list[Entry]:
    """Idioms and slogans: four characters or more that the dictionary calls an idiom, or policy terms."""
    found = []
    for e in entries(article, "all", reading=options.reading):
        idiom = any("(idiom)" in m or "(fig.)" in m for m in e.english) and len(e.traditional) >= 4
        slogan = e.domain == "policy" and len(e.traditional) >= 4
        if idiom or slogan:
            found.append(e)
    return found


def _regional(article: Article) -> list[_Wording]:
    return [
        _Wording(t.traditional, t.mainland, t.taiwan, t.english[0] if t.english else "")
        for t in article.glossary
        if t.mainland or t.taiwan
    ]
