"""Article and options to HTML: the only place that makes HTML, always escaped."""

from companion.render.environment import style
from companion.render.exercises import answers_html, exercises_html
from companion.render.handout import answers_page_html, page_html, page_pieces, writing_page_html
from companion.render.html import fallback_html
from companion.render.options import RenderOptions
from companion.render.page_options import HandoutOptions
from companion.render.paragraphs import Packer, english_html, paragraph_html
from companion.render.regional import regional_html
from companion.render.word_table import WordTable, article_words
from companion.render.words import Words, word_key

__all__ = [
    "HandoutOptions",
    "Packer",
    "RenderOptions",
    "WordTable",
    "Words",
    "answers_html",
    "answers_page_html",
    "article_words",
    "english_html",
    "exercises_html",
    "fallback_html",
    "page_html",
    "page_pieces",
    "paragraph_html",
    "regional_html",
    "style",
    "word_key",
    "writing_page_html",
]
