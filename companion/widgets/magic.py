"""The magic `%%companion`: the text that is pasted below it, in a reader; `%companion --fetch URL`: a web page."""

from __future__ import annotations

import shlex
from typing import Any

from companion.choices import PARAGRAPHS
from companion.errors import InputError
from companion.pipeline import read, read_text
from companion.source.fetching import fetch
from companion.widgets.reader import Reader

__all__ = ["companion_cell", "companion_line", "register"]

_OPTIONS = ("title", "translator", "glossary", "memory", "paragraphs")
_USAGE = f"%%companion [NAME] {' '.join(f'[--{o} …]' for o in _OPTIONS)}"


def companion_cell(line: str, cell: str) -> tuple[str, Reader]:
    """The reader of a pasted text, and the name that the article shall have ("" for none).

    Args:
        line: what follows `%%companion`: a name, and options of `companion.read_text` (`--translator none`).
        cell: the text.

    Returns:
        The name and the reader, whose `article` is what was read.

    Raises:
        InputError: an option that there is not, no text, or a name that Python does not take.

    >>> name, reader = companion_cell("news --translator none", "警方打擊電騙。")
    >>> name, reader.article.paragraphs[0].text
    ('news', '警方打擊電騙。')
    """
    name, options = _options(line, _OPTIONS)
    if not cell.strip():
        raise InputError("%%companion: paste the text below the line with %%companion")
    return name, Reader(read_text(cell, **options))


def companion_line(line: str) -> tuple[str, Reader]:
    """The reader of a web page, which is saved in the notebook's folder; only here and where one asks for it by name.

    Args:
        line: what follows `%companion`: `--fetch` and the address, a name, and options of `companion.read`.

    Returns:
        The name and the reader.

    Raises:
        InputError: no address, one that can't be fetched, an option that there is not.

    >>> companion_line("news --fetch https://news.example.hk/a")  # doctest: +SKIP
    ('news', Reader(…))
    """
    name, options = _options(line, ("fetch", *_OPTIONS[1:]))
    if not (address := options.pop("fetch", "")):
        raise InputError(
            "%companion: name a page with --fetch https://…, or write %%companion and paste a text below it"
        )
    return name, Reader(read(fetch(address), **options))


def _options(line: str, known: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise InputError(f"%%companion: {error}; as in: {_USAGE}") from None
    name = ""
    options: dict[str, Any] = {}
    while words:
        word = words.pop(0)
        option, _, value = word.removeprefix("--").partition("=")
        if word.startswith("--"):
            if option not in known or not (value or words):
                raise InputError(f"%%companion: '{word}' is none of its options; as in: {_USAGE}")
            options[option] = value or words.pop(0)
        elif name or not word.isidentifier():
            raise InputError(f"%%companion: '{word}' can't be the article's name; as in: {_USAGE}")
        else:
            name = word
    if options.get("paragraphs", "auto") not in PARAGRAPHS:
        raise InputError(f"%%companion: --paragraphs is one of {', '.join(PARAGRAPHS)}")
    if options.get("translator") == "none":
        options["translator"] = None
    return name, options


def register(shell: Any) -> None:
    """Gives an IPython shell the magic; the article gets the name that is given on its line."""

    def companion(line: str, cell: str | None = None) -> Reader:
        """Read the text of the cell: %%companion [NAME] [--title …] [--translator none] [--glossary FILE] …
        Or fetch a web page, save it and read it: %companion [NAME] --fetch https://…"""
        name, reader = companion_line(line) if cell is None else companion_cell(line, cell)
        if name:
            shell.user_ns[name] = reader.article
        return reader

    shell.register_magic_function(companion, "line_cell", "companion")
