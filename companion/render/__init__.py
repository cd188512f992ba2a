"""Article and options to HTML: the only place that makes HTML, always escaped."""

from companion.render.html import (
    card_html,
    cards_html,
    fallback_html,
    page_html,
    paragraph_html,
    style,
    terms_html,
    word_key,
)
from companion.render.options import RenderOptions

__all__ = [
    "RenderOptions",
    "card_html",
    "cards_html",
    "fallback_html",
    "page_html",
    "paragraph_html",
    "style",
    "terms_html",
    "word_key",
]
