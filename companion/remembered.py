"""What a process remembers of the articles that it has read: the file of each, and the terms that it was read with."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from companion.glossary import Glossary
from companion.model import Article, Term

__all__ = ["file_of", "remember_file", "remember_terms", "terms_of"]

_MOST = 200  # articles
_files: dict[tuple[str, str], Path] = {}
_terms: OrderedDict[int, list[tuple[tuple[Term, ...], Glossary]]] = OrderedDict()


def remember_file(article: Article, path: Path) -> None:
    _files[article.source, article.title] = path.absolute()


def file_of(article: Article) -> Path | None:
    """The file that `read` had this article from in this process: beside it corrections are kept."""
    return _files.get((article.source, article.title))


def remember_terms(article: Article, glossary: Glossary) -> None:
    known = _terms.setdefault(_key(article), [])
    known[:] = [*(k for k in known if k[0] != article.glossary), (article.glossary, glossary)][-4:]
    _terms.move_to_end(_key(article))
    while len(_terms) > _MOST:
        _terms.popitem(last=False)


def terms_of(article: Article) -> Glossary | None:
    """The glossary that an article of this text was read with; of several, the one that gave just its terms."""
    known = _terms.get(_key(article), [])[::-1]
    exact = [glossary for terms, glossary in known if terms == article.glossary]
    others = [g for _, g in known if all(g.get(term.id) == term for term in article.glossary)]
    return next(iter([*exact, *others]), None)


def _key(article: Article) -> int:
    """The same for an article before and after its corrections, which change no character."""
    return hash("".join("".join(p.text.split()) for p in article.paragraphs))
