"""Prints articles as newspaper pages, with Chromium."""

from __future__ import annotations

import html
from pathlib import Path

PICTURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg=="
STYLE = """
@page { size: A4; margin: 18mm 14mm; }
body { font-family: "Noto Serif CJK HK", "Noto Serif CJK TC", serif; font-size: 10.5pt; line-height: 1.55; margin: 0; }
h1 { font-size: 24pt; margin: 0 0 4pt; line-height: 1.2; column-span: all; }
.second { font-size: 16pt; }
h2 { font-size: 12.5pt; margin: 6pt 0 2pt; }
p { margin: 0; text-indent: 2em; text-align: justify; }
.plain, .item { text-indent: 0; }
figure { margin: 4pt 0; break-inside: avoid; }
figure img { width: 100%; height: 90pt; display: block; }
figcaption, .credit { font-size: 8.5pt; line-height: 1.3; }
"""


def newspaper_html(article: list[tuple[str, str]], columns: int = 2, style: str = "") -> str:
    """The page of (kind, text) paragraphs; a caption stands under a picture."""
    top, rest = [], []
    seen_body = False
    for kind, text in article:
        shown = html.escape(text)
        seen_body = seen_body or kind != "headline"
        if kind == "headline" and not seen_body:
            top.append(f'<h1 class="{"second" if top else ""}">{shown}</h1>')
        elif kind == "headline":
            rest.append(f"<h2>{shown}</h2>")
        elif kind == "caption":
            rest.append(f'<figure><img src="{PICTURE}"><figcaption>{shown}</figcaption></figure>')
        else:
            rest.append(
                f'<p class="{kind if kind in ("item", "credit") else "plain" if kind == "byline" else ""}">{shown}</p>'
            )
    body = "".join(top) + f'<div style="column-count:{columns};column-gap:14pt">{"".join(rest)}</div>'
    return f'<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><style>{STYLE}{style}</style><body>{body}</body></html>'


def print_pdf(browser, page_html: str, path: Path, **options) -> Path:
    """The page as a PDF file."""
    page = browser.new_page()
    try:
        page.set_content(page_html)
        page.pdf(path=path, prefer_css_page_size=True, print_background=True, **options)
    finally:
        page.close()
    return path
