"""Templates filled with an article. Jinja2 escapes every value; nothing here builds tags by hand."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from companion import __version__
from companion.model import Article, Paragraph, Sentence, Token
from companion.render.options import RenderOptions

__all__ = [
    "card_html", "cards_html", "fallback_html", "page_html", "paragraph_html", "style", "terms_html", "word_key",
]  # fmt: skip

ORIGINS = {
    "memory": "Translation memory",
    "argos": "Machine translation (Argos)",
    "libretranslate": "Machine translation (LibreTranslate)",
    "gloss": "Word gloss, not a translation",
    "none": "No English",
}
SHORT_ORIGINS = {
    "memory": "memory",
    "argos": "machine",
    "libretranslate": "machine",
    "gloss": "word gloss",
    "none": "",
}
_FOLDER = Path(__file__).parent
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U000323af]")


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        origins=ORIGINS,
        short_origins=SHORT_ORIGINS,
        word_key=word_key,
        ruby_parts=_ruby_parts,
        pieces=_pieces,
    )
    return environment


def _render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values).encode("utf-8", "replace").decode("utf-8")


@cache
def style(*names: str) -> str:
    """The style sheets of these names, one after the other."""
    return "\n".join((_FOLDER / "css" / f"{name}.css").read_text("utf-8") for name in names)


def word_key(token: Token) -> str:
    """A short key, the same for each occurrence of a word with the same reading and meaning."""
    parts = "\0".join((token.text, " ".join(token.pinyin), token.term or ""))
    return "w" + hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:10]


def _ruby_parts(token: Token) -> list[tuple[str, str]]:
    """The characters of a token, each with its syllable; runs without one together.

    A word that is all Han is one part: its syllables stand joined over it.
    """
    if len(_HAN.findall(token.text)) == len(token.text) == len(token.pinyin):
        return list(zip(token.text, token.pinyin, strict=True))
    syllables = iter(token.pinyin)
    parts: list[tuple[str, str]] = []
    for c in token.text:
        if _HAN.match(c):
            parts.append((c, next(syllables, "")))
        elif parts and not parts[-1][1]:
            parts[-1] = (parts[-1][0] + c, "")
        else:
            parts.append((c, ""))
    return parts


def _pieces(paragraph: Paragraph) -> list[tuple[int, Sentence, tuple[Token, ...]]]:
    """The sentences with their index and tokens, in one pass."""
    result, tokens, at = [], paragraph.tokens, 0
    for index, sentence in enumerate(paragraph.sentences):
        start = at
        while at < len(tokens) and tokens[at].start < sentence.end:
            at += 1
        result.append((index, sentence, tokens[start:at]))
    return result


def paragraph_html(
    paragraph: Paragraph, options: RenderOptions | None = None, number: int = 1, level: int = 2
) -> str:
    """One paragraph, its layers side by side, as a fragment.

    The headline with `number` 0 is a heading of `level`, others of the next. Words are `span.cmp-w` with `data-w`, the key of their card, and `data-s`, their sentence.
    """
    return _render(
        "paragraph.html", p=paragraph, options=options or RenderOptions(), number=number, level=level
    )


def card_html(token: Token, article: Article) -> str:
    """The card of a word: scripts, reading, glossary entry, senses of all homographs."""
    return _render("card.html", token=token, term=article.term(token.term) if token.term else None)


def cards_html(article: Article) -> dict[str, str]:
    """The cards of all distinct words of an article, by `word_key`."""
    terms = {t.id: t for t in article.glossary}
    template = _environment().get_template("card.html")
    cards: dict[str, str] = {}
    for paragraph in article.paragraphs:
        for token in paragraph.tokens:
            if token.kind in ("word", "number") and token.pinyin:
                key = word_key(token)
                if key not in cards:
                    filled = template.render(token=token, term=terms.get(token.term or ""))
                    cards[key] = filled.encode("utf-8", "replace").decode("utf-8")
    return cards


def terms_html(article: Article) -> str:
    """The glossary terms that occur, as a table; empty where there are none."""
    return _render("terms.html", terms=article.glossary) if article.glossary else ""


def fallback_html(article: Article, options: RenderOptions | None = None) -> str:
    """A static view for viewers without widgets; readable after a sanitizer took ruby and styles."""
    return _render("fallback.html", article=article, options=options or RenderOptions())


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

    return _render(
        "page.html",
        article=article,
        options=options,
        css=Markup(css),
        css_hash=digest,
        fragments=[Markup(paragraph_html(p, options, n, 1)) for n, p in enumerate(article.paragraphs)],
        terms=Markup(terms_html(article)) if options.terms else "",
        machines=machines if options.english else [],
        glossed=options.english and any(t.origin == "gloss" for t in origins),
        version=__version__,
    )
