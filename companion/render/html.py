"""The fallback and the list of terms: templates filled with an article."""

from __future__ import annotations

from collections.abc import Iterator

from companion.language.language import Language
from companion.model import Article, Paragraph
from companion.render.environment import render
from companion.render.near import compared
from companion.render.options import RenderOptions
from companion.render.words import Words, is_word

__all__ = ["fallback_html", "terms_html"]

LONG = 20_000
"""Characters from which the fallback goes without readings: they make it ten times as large."""


def terms_html(article: Article) -> str:
    """The glossary terms that occur, as a table; empty where there are none."""
    return render("terms.html", terms=article.glossary) if article.glossary else ""


def fallback_html(article: Article, options: RenderOptions | None = None, of: str = "reader") -> str:
    """A static view for viewers without widgets; readable after a sanitizer took ruby and styles.

    Args:
        article: what is shown.
        options: which lines there are, as for a page.
        of: "reader", which the static view stands for, or "article", which a notebook shows by itself.

    Returns:
        HTML that needs no style, no script and no network.
    """
    options = options or RenderOptions()
    long = sum(len(p.text) for p in article.paragraphs) > LONG
    words = Words(options, article.glossary, language=Language.of(article))

    def parts(paragraph: Paragraph) -> Iterator[list[tuple[str, str]]]:
        for token, spoken in zip(paragraph.tokens, words.spoken(paragraph.tokens), strict=True):
            shown = options.pinyin and not long and (is_word(token) or spoken) and words.wants_reading(token)
            yield words.parts(token, spoken) if shown else [(token.text, "")]

    return render(
        "fallback.html", article=article, options=options, parts=parts, long=long, compared=compared, of=of
    )
