"""A folder of articles as a small static site: index, search, a page per article, one glossary."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from companion.errors import InputError, OutputError
from companion.export.files import is_sealed, safe_name, sealed
from companion.export.handout import handout_html
from companion.export.progress import progress_bar
from companion.files import write_text_atomically
from companion.model import Article
from companion.render import HandoutOptions, RenderOptions
from companion.render.site import glossary_page_html, index_page_html, site_page

__all__ = ["write_site"]


def write_site(
    articles: Sequence[Article],
    folder: str | os.PathLike[str],
    options: RenderOptions | None = None,
    *,
    title: str = "Articles",
    names: Sequence[str] = (),
    force: bool = False,
) -> Path:
    """Write articles as a site of handouts with an index. It works from `file://`: no server, no request.

    Pages of articles that are gone are removed where Companion wrote them.

    Args:
        articles: The articles.
        folder: Is made where it is missing.
        options: Those of the handouts.
        title: The title of the index.
        names: What the pages are called; by default their titles.
        force: Replace pages that were changed by hand.

    Returns:
        The path of the index.

    Raises:
        InputError: There are no articles.
        OutputError: A page can't be written, or was changed by hand.

    >>> import companion, tempfile
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_site([article], folder).name
    'index.html'
    """
    if not articles:
        raise InputError("a site needs at least one article")
    root = Path(folder)
    try:
        (root / "articles").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{root}: can't be made ({error.strerror})") from None
    own = "" if force else is_sealed
    options = HandoutOptions.of(options)
    files = _file_names(articles, names)
    pages = [site_page(a, f"articles/{f}") for a, f in zip(articles, files, strict=True)]
    with progress_bar(len(articles), "Pages", least=10) as tell:
        for done, (article, file) in enumerate(zip(articles, files, strict=True), 1):
            html = handout_html(article, replace(options, home="../index.html", home_title=title))
            write_text_atomically(root / "articles" / file, sealed(html), ours=own)
            tell(done)
    write_text_atomically(
        root / "glossary.html", sealed(glossary_page_html(title, pages, articles)), ours=own
    )
    index = write_text_atomically(root / "index.html", sealed(index_page_html(title, pages)), ours=own)
    for old in (root / "articles").glob("*.html"):
        if old.name not in files and is_sealed(old):
            old.unlink()
    return index


def _file_names(articles: Sequence[Article], names: Sequence[str]) -> list[str]:
    wanted = names or [a.title for a in articles]
    found: list[str] = []
    for name in wanted:
        base = safe_name(name)
        file, n = f"{base}.html", 1
        while file.lower() in {f.lower() for f in found}:
            n += 1
            file = f"{base}-{n}.html"
        found.append(file)
    return found
