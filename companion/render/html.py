"""The fallback, the list of terms and the page: templates filled with an article."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from companion import __version__
from companion.model import Article
from companion.render.environment import render, style
from companion.render.options import RenderOptions
from companion.render.paragraphs import paragraph_html
from companion.render.words import Words, is_word, ruby_parts

__all__ = ["fallback_html", "page_html", "terms_html"]

LONG = 20_000
"""Characters from which the fallback goes without readings: they make it ten times as large."""


def terms_html(article: Article) -> str:
    """The glossary terms that occur, as a table; empty where there are none."""
    return render("terms.html", terms=article.glossary) if article.glossary else ""


def fallback_html(article: Article, options: RenderOptions | None = None) -> str:
    """A static view for viewers without widgets; readable after a sanitizer took ruby and styles."""
    options = options or RenderOptions()
    long = sum(len(p.text) for p in article.paragraphs) > LONG
    words = Words(options, article.glossary)

    def parts(token: Any) -> list[tuple[str, str]]:
        if options.pinyin and not long and is_word(token) and words.wants_reading(token):
            return ruby_parts(token.text, words.reading(token))
        return [(token.text, "")]

    return render("fallback.html", article=article, options=options, parts=parts, long=long)


def page_html(article: Article, options: RenderOptions | None = None) -> str:
    """The whole page of a handout: no script, no request, its own style sheet."""
    options = options or RenderOptions()
    css = style("reading", "page")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    origins = [
        s.translation for p in article.paragraphs for s in p.sentences if s.translation and s.translation.text
    ]
    machines = sorted({t.engine for t in origins if t.origin in ("argos", "libretranslate")})
    from markupsafe import Markup

    words = Words(options, article.glossary)
    return render(
        "page.html",
        article=article,
        options=options,
        css=Markup(css),
        css_hash=digest,
        fragments=[Markup(paragraph_html(p, options, n, 1, words)) for n, p in enumerate(article.paragraphs)],
        terms=Markup(terms_html(article)) if options.terms else "",
        machines=machines if options.english else [],
        glossed=options.english and any(t.origin == "gloss" for t in origins),
        version=__version__,
    )
