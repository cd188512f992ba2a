"""The pages of a site around the handouts: index with search, and one glossary."""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from companion import __version__
from companion.model import Article, Paragraph
from companion.render.environment import filled, render, script, style
from companion.render.words import has_reading, ruby_parts

__all__ = ["SitePage", "glossary_page_html", "index_page_html", "site_page"]


@dataclass(frozen=True, slots=True)
class SitePage:
    """What the index knows of an article: where its page is, its names, its text to search in."""

    href: str
    title: str
    language: str
    english: str
    characters: int
    source: str
    paragraphs: tuple[tuple[str, str, str, str, str], ...]


def site_page(article: Article, href: str) -> SitePage:
    """The index's knowledge of an article; of each paragraph id, text, Simplified (if other), syllables, English.

    >>> from companion import read_text
    >>> site_page(read_text("打擊電騙。", translator=None), "a.html").paragraphs[0][1:]
    ('打擊電騙。', '打击电骗。', 'da ji dian pian', '')
    """
    first = article.paragraphs[0] if article.paragraphs else None
    english = _english(first) if first and first.kind == "headline" else ""
    traditional = any(p.simplified != p.text for p in article.paragraphs)
    return SitePage(
        href,
        article.title or href,
        "zh-Hant-HK" if traditional else "zh-Hans",
        english,
        sum(len(p.text) for p in article.paragraphs),
        article.credit,
        tuple(
            (p.id, p.text, p.simplified if p.simplified != p.text else "", _syllables(p), _english(p))
            for p in article.paragraphs
        ),
    )


def index_page_html(title: str, pages: Sequence[SitePage]) -> str:
    """The index: the articles, and a search in both scripts, pinyin and English that needs no server."""
    from markupsafe import Markup

    data = [{"href": p.href, "title": p.title, "paragraphs": p.paragraphs} for p in pages]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    code = script("site")
    return _page(
        "site/index.html",
        title=title,
        articles=pages,
        data=Markup(filled(text).replace("<", "\\u003c")),
        script=Markup(code),
        script_hash=_digest(code),
    )


def glossary_page_html(title: str, pages: Sequence[SitePage], articles: Sequence[Article]) -> str:
    """One glossary of all articles: each term once, with the articles that have it."""
    terms: dict[str, Any] = {}
    places: dict[str, list[dict[str, Any]]] = {}
    for number, (page, article) in enumerate(zip(pages, articles, strict=True), 1):
        for t in article.glossary:
            terms.setdefault(t.id, t)
            places.setdefault(t.id, []).append({"href": page.href, "title": page.title, "number": number})
    ordered = sorted(terms.values(), key=lambda t: (_plain(t.pinyin), t.traditional))
    return _page(
        "site/glossary.html",
        title=f"Glossary: {title}",
        site=title,
        terms=[(t, places[t.id]) for t in ordered],
        articles=pages,
        script_hash="",
    )


def _page(template: str, **values: Any) -> str:
    from markupsafe import Markup

    css = style("reading", "page", "site")
    return render(template, css=Markup(css), css_hash=_digest(css), version=__version__, **values)


def _syllables(p: Paragraph) -> str:
    """The paragraph's syllables without tones, one for each Han character; "-" where there is none."""
    found = []
    for t in p.tokens:
        for base, syllable in ruby_parts(t.text, t.pinyin):
            if syllable:
                found.append(_plain(syllable) or "-")
            elif any(has_reading(c) for c in base):
                found.append("-")
    return " ".join(found)


def _english(p: Paragraph) -> str:
    """The paragraph's English; a gloss word by word is none."""
    said = (s.translation for s in p.sentences)
    return " ".join(t.text for t in said if t and t.text and t.origin not in ("gloss", "none"))


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in bare if "a" <= c <= "z")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8", "replace")).digest()).decode()
