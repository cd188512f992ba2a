"""`companion.write`: an article in any of the formats, by name or by the file's ending."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

from companion.arguments import describes_arguments
from companion.errors import InputError, OutputError, UnknownNameError
from companion.files import as_path
from companion.model import Article

__all__ = ["FORMATS", "Format", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ending of its files, the function of this folder that writes it, and its options."""

    suffix: str
    function: str
    about: str
    options: tuple[str, ...] = ()
    text: bool = False


_LISTED = ("words", "reading")

FORMATS: dict[str, Format] = {
    "html": Format(
        ".html", "handout:write_handout", "a page for print and phone (companion handout)", (), True
    ),
    "anki": Format(".apkg", "anki:write_anki", "a deck of the words, for Anki", (*_LISTED, "recall")),
    "epub": Format(".epub", "epub:write_epub", "EPUB 3, for e-readers", _LISTED),
    "docx": Format(".docx", "docx:write_docx", "Word, with real ruby", _LISTED),
    "csv": Format(".csv", "vocabulary_csv:write_csv", "the words, for spreadsheets", _LISTED, True),
    "quizlet": Format(
        ".tsv", "flashcards:write_flashcards", "word and meaning, for Quizlet and Blooket", _LISTED, True
    ),
    "md": Format(".md", "markdown:write_markdown", "Markdown, for notes", _LISTED, True),
    "tmx": Format(".tmx", "tmx:write_article_tmx", "the sentence pairs, for translators' programs", (), True),
    "json": Format(
        ".json",
        "json_article:write_json",
        "all there is, for programs",
        ("reading",),
        True,
    ),
}
"""The formats by name."""


@describes_arguments
def write(
    article: Article, path: str | os.PathLike[str], to: str = "", *, force: bool = False, **options: Any
) -> Path:
    """Write an article in one of the formats (`FORMATS`).

    Args:
        to: The format's name; without it the file's ending says.
        options: Those of the format's own function: `words` (`WordChoice`) and `reading` (`ReadingOptions`)
            for most, `options` (`HandoutOptions`) for a page.

    Raises:
        UnknownNameError: There is no such format.
        InputError: The format can't hold this article, or has no such option.

    >>> import companion, tempfile
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     companion.write(article, folder + "/a.json").name
    'a.json'
    """
    if not isinstance(article, Article):
        raise OutputError(f"write takes an Article (companion.read gives one), not {type(article).__name__}")
    file = as_path(path, OutputError)
    name = to or next((n for n, f in FORMATS.items() if f.suffix == file.suffix.lower()), "")
    if not name:
        endings = ", ".join(f.suffix for f in FORMATS.values())
        raise OutputError(f"{file}: its ending tells no format; name it with to=, or end it in {endings}")
    if name not in FORMATS:
        raise UnknownNameError(f"no format is called '{name}'; there are: {', '.join(FORMATS)}")
    module, _, function = FORMATS[name].function.partition(":")
    writer: Callable[..., Path] = getattr(import_module(f"companion.export.{module}"), function)
    taken = set(signature(writer).parameters) - {"article", "path", "force"}
    if unknown := [o for o in options if o not in taken]:
        there = f"it has: {', '.join(sorted(taken))}" if taken else "it has none"
        raise InputError(f"the format '{name}' has no option '{unknown[0]}'; {there}")
    return writer(article, file, force=force, **options)
