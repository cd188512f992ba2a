"""The panel of words that differ by region, for the reader and the handout."""

from __future__ import annotations

from companion.glossary.regional import regional_words
from companion.model import Article
from companion.render.environment import render

__all__ = ["regional_html"]


def regional_html(article: Article) -> str:
    """A table of the words that Hong Kong, the mainland and Taiwan say differently.

    Its style sheet is `style("regional")`; the colours are those of `.cmp-reader` and `.cmp-page`. Each row
    has `data-term`, the id of the glossary term.

    Args:
        article: The article.

    Returns:
        HTML; empty where there are none.
    """
    words = regional_words(article)
    return render("regional.html", words=words) if words else ""
