"""The fallback and the list of terms: templates filled with an article."""

from __future__ import annotations

from collections.abc import Iterator

from companion.language.language import Language
from companion.model import Article, Paragraph
from companion.render.environment import render
from companion.render.near import compared
from companion.render.options import RenderOptions
from companion.render.paragraphs import bound
from companion.render.words import Words, is_word

__all__ = ["fallback_html"]

LONG = 20_000
"""Characters from which the fallback goes without readings: they make it ten times as large."""

_TAGS = 120  # bytes of a paragraph's tags, about
LARGEST = 600_000
"""Bytes of text after which the fallback ends: it travels with the widget, and no message is to be over a megabyte."""


def fallback_html(article: Article, options: RenderOptions | None = None, of: str = "reader") -> str:
    """A static view for viewers without widgets; readable after a sanitizer took ruby and styles.

    Args:
        article: what is shown.
        options: which lines there are, as for a page.
        of: "reader", which the static view stands for, or "article", which a notebook shows by itself.

    Returns:
        HTML that needs no style, no script and no network. Of a very long text it is the beginning, and says so.
    """
    options = options or RenderOptions()
    paragraphs = _beginning(article, options)
    long = sum(len(p.text) for p in article.paragraphs) > LONG
    words = Words(options, article.glossary, language=Language.of(article))

    def runs(paragraph: Paragraph) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """What stands on one line, with its class: a word with the marks around it, or what is between words."""
        tokens = paragraph.tokens
        ends = dict(bound(tokens))
        spoken = words.spoken(tokens)
        at = 0
        while at < len(tokens):
            end = ends.get(at, at) + 1
            parts: list[tuple[str, str]] = []
            for token, said in zip(tokens[at:end], spoken[at:end], strict=True):
                shown = (
                    options.pinyin and not long and (is_word(token) or said) and words.wants_reading(token)
                )
                parts += words.parts(token, said) if shown else [(token.text, "")]
            gap = is_word(tokens[end - 1]) and (end == len(tokens) or tokens[end].text[:1].isalnum())
            yield "cmp-fw" if gap else "cmp-fm" if end - at > 1 or is_word(tokens[at]) else "", parts
            at = end

    return render(
        "fallback.html", article=article, paragraphs=paragraphs, options=options, runs=runs, long=long,
        compared=compared, of=of,
    )  # fmt: skip


def _beginning(article: Article, options: RenderOptions) -> tuple[Paragraph, ...]:
    """The paragraphs that fit into the fallback, one at least."""
    size = 0
    for number, p in enumerate(article.paragraphs):
        lines = [p.text, *([p.simplified] if options.simplified else [])]
        if options.english:
            for t in (s.translation for s in p.sentences if s.translation):
                lines += [t.text, t.near, t.suggestion]
        size += sum(len(line.encode("utf-8", "replace")) for line in lines) + _TAGS
        if number and size > LARGEST:
            return article.paragraphs[:number]
    return article.paragraphs
