"""The pages of a site around the handouts: lists of articles with search, one glossary, and the scripts that hold its data.

Nothing of an article runs: data stands in a script as one JSON text that the page's own script parses.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from companion import __version__
from companion.language.language import Language
from companion.language.meanings import with_meanings
from companion.model import Article, Paragraph, Term
from companion.render.environment import environment, filled, script, style
from companion.render.search_keys import keys_of
from companion.render.words import has_reading, ruby_parts

__all__ = [
    "SitePage", "data_script", "glossary_pieces", "list_page_html", "site_assets", "site_page",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SitePage:
    """What the lists know of an article: the name of its page, its names, and the terms that it has.

    `text` is the article to search in, as the script beside its page; `keys` are those by which it is found.
    """

    name: str
    title: str
    language: str
    english: str
    characters: int
    source: str
    terms: tuple[str, ...] = ()
    text: str = ""
    keys: tuple[str, ...] = ()

    @property
    def href(self) -> str:
        """Its page, from the site's folder on."""
        return f"articles/{self.name}.html"


def site_page(article: Article, name: str) -> SitePage:
    """What a site knows of an article; of each paragraph id, text, Simplified (if other), syllables, English, and its words.

    The words are those that have an English, each as where it begins and which of the article's `meanings` it has (3:0), so that the
    search finds 電騙 by "telecom fraud" where no sentence has a translation.

    >>> from companion import read_text
    >>> page = site_page(read_text("打擊電騙。", translator=None), "a")
    >>> page.href, page.keys[:3]
    ('articles/a.html', ('ecrack', 'edown', 'efraud'))
    """
    terms = {t.id: t for t in with_meanings(article, Language.of(article)).glossary}
    meanings: dict[tuple[int, str], int] = {}
    paragraphs = [
        (
            p.id,
            p.text,
            p.simplified if p.simplified != p.text else "",
            _syllables(p),
            _english(p),
            _words(p, terms, meanings),
        )
        for p in article.passing()
    ]
    first = article.paragraphs[0] if article.paragraphs else None
    english = paragraphs[0][4] if first and first.kind == "headline" else ""
    title = article.title or name
    return SitePage(
        name,
        filled(title),
        "zh-Hant-HK" if any(p[2] for p in paragraphs) else "zh-Hans",
        filled(english),
        sum(len(p.text) for p in article.paragraphs),
        filled(article.credit),
        tuple(t.id for t in article.glossary),
        data_script(
            "text", name, {"name": name, "title": title, "meanings": list(meanings), "paragraphs": paragraphs}
        ),
        tuple(keys_of(paragraphs, dict.fromkeys(english for _, english in meanings))),
    )


def data_script(kind: str, name: str, data: Any) -> str:
    """A script that hands data to the page that loads it, since a page from a folder can load nothing else.

    >>> print(data_script("text", "a", ["</script>"]))
    companionSite("text", "a", "[\\"\\u003c/script>\\"]");
    """
    text = filled(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    parts = (json.dumps(part, ensure_ascii=False) for part in (kind, name, text))
    code = f"companionSite({', '.join(parts)});"
    return code.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def site_assets() -> dict[str, str]:
    """The style sheet and the script of the lists, by their names, which change with what is in them.

    >>> [name.rpartition(".")[2] for name in site_assets()]
    ['css', 'js']
    """
    made = {"css": style("reading", "page", "site"), "js": script("site")}
    return {f"site-{_digest(text)}.{kind}": text for kind, text in made.items()}


def list_page_html(
    title: str, pages: Sequence[SitePage], number: int, count: int, articles: int, search: str
) -> str:
    """A page of the list of articles, the first of which is the index, with a search that needs no server.

    Args:
        title: The site's.
        pages: The articles on it.
        number: Which page of the list, from 1.
        count: How many there are.
        articles: How many articles the site has.
        search: The name of the search's first file.
    """
    return "".join(
        _page(
            "site/index.html",
            title=title,
            articles=pages,
            number=number,
            count=count,
            total=articles,
            search=search,
        )
    )


def glossary_pieces(title: str, terms: Iterable[tuple[Any, int, Sequence[tuple[str, str]]]]) -> Iterator[str]:
    """One glossary of all articles, piece by piece.

    Args:
        title: The site's.
        terms: Each term, how many articles have it, and of the first ones the name and the title.
    """
    ordered = sorted(terms, key=lambda t: (_plain(t[0].pinyin), t[0].traditional))
    return _page("site/glossary.html", title=f"Glossary: {title}", site=title, terms=ordered)


def _page(template: str, **values: Any) -> Iterator[str]:
    css, code = site_assets()
    assets = {"css": f"assets/{css}", "script": f"assets/{code}"}
    for piece in environment().get_template(template).generate(assets=assets, version=__version__, **values):
        yield filled(piece)


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


def _words(p: Paragraph, terms: Mapping[str, Term], meanings: dict[tuple[int, str], int]) -> str:
    """Where the paragraph's words begin that have an English, and which of `meanings` (length of the word, English) each has."""
    found = []
    for t in p.tokens:
        term, here = terms.get(t.term or ""), t.meaning
        said = list(term.english) if term else []
        small = here and (here.source == "number" or (here.source == "grammar" and len(t.text) == 1))
        if here and not small and not here.english.startswith("["):
            said.append(here.english)
        if said:
            key = len(t.text), "; ".join(dict.fromkeys(said))
            found.append(f"{t.start}:{meanings.setdefault(key, len(meanings))}")
    return " ".join(found)


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in bare if "a" <= c <= "z")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:9]
