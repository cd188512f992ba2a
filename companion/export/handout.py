"""The handout: an article as one HTML page, for print and phone, without script or request."""

from __future__ import annotations

import os
from pathlib import Path

from companion.errors import OutputError
from companion.files import write_text_atomically
from companion.model import Article
from companion.render import RenderOptions, page_html

__all__ = ["handout_html", "write_handout"]

_OURS = '<meta name="generator" content="Companion '


def handout_html(article: Article, options: RenderOptions | None = None) -> str:
    """The page's HTML."""
    if not isinstance(article, Article):
        raise OutputError(
            f"a handout is made of an Article (companion.read gives one), not of {type(article).__name__}"
        )
    return page_html(article, options)


def write_handout(
    article: Article,
    path: str | os.PathLike[str],
    options: RenderOptions | None = None,
    *,
    force: bool = False,
) -> Path:
    """Writes the page, at once or not at all, and returns its path.

    A file that Companion did not write is only replaced with `force`. Raises `OutputError`.

    >>> import companion
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> companion.write_handout(article, "handout.html")  # doctest: +SKIP
    PosixPath('handout.html')
    """
    return write_text_atomically(path, handout_html(article, options), ours="" if force else _OURS)
