"""How large and how fast the exports are: `python benchmarks/export.py [ARTICLE] [BOOK_CHARACTERS]`.

Prints figures of one run on this machine. With a path: the handout of that article, all layers,
cards in, and how long headless Chromium takes to its first screen. Then a book, the project's own
articles again and again with word glosses, as HTML, EPUB, JSON and a site: processor time, and the peak of the
memory, reading included.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import companion
from companion.export.epub import write_epub
from companion.export.handout import handout_html, write_handout
from companion.export.json_article import write_json
from companion.export.site import write_site

ROOT = Path(__file__).parents[1]
BOOKS = {"html": write_handout, "epub": write_epub, "json": write_json, "site": None}


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "notebooks" / "articles" / "dianpian.txt"
    characters = int(sys.argv[2]) if len(sys.argv) > 2 else 300_000
    with tempfile.TemporaryDirectory() as folder:
        handout(path, Path(folder))
        for to in BOOKS:
            # each in a new process, so that its memory is its own
            subprocess.run([sys.executable, __file__, "--book", to, str(characters)], check=True)


def handout(path: Path, folder: Path) -> None:
    article = companion.read(path)
    handout_html(article)  # dictionary, frequencies and templates are loaded once
    start = time.perf_counter()
    page = write_handout(article, folder / "page.html")
    took = time.perf_counter() - start
    length = sum(len(p.text) for p in article.paragraphs)
    print(f"handout of {length:,} characters: {page.stat().st_size / 1e6:.2f} MB, written in {took:.2f} s")
    try:
        print(f"first screen in headless Chromium after {first_screen(page):.2f} s (best of 5)")
    except Exception as error:  # the browser and Playwright belong to the tests
        print(f"no browser was measured ({type(error).__name__})")


def first_screen(page: Path) -> float:
    """Seconds from the request to the first contentful paint, with a warm browser."""
    from playwright.sync_api import sync_playwright

    from companion.export.pdf import find_browser

    paints = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), chromium_sandbox=False)
        for _ in range(5):
            tab = browser.new_page(viewport={"width": 1280, "height": 900})
            tab.goto(page.as_uri())
            tab.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
            paints.append(tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            tab.close()
        browser.close()
    return min(paints) / 1000


def book(to: str, characters: int) -> None:
    texts = [p.read_text("utf-8").strip() for p in sorted((ROOT / "notebooks" / "articles").glob("*.txt"))]
    text = ""
    while len(text) < characters:
        text += "\n\n".join(texts) + "\n\n"
    article = companion.read_text(text, title="A book")
    length = sum(len(p.text) for p in article.paragraphs)
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        if write := BOOKS[to]:
            write(article, Path(folder) / f"book.{to}")
        else:
            write_site([article], folder)
        took = time.process_time() - start
        size = sum(p.stat().st_size for p in Path(folder).rglob("*") if p.is_file()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 2**20)
    print(
        f"book of {length:,} characters to {to}: {took:.1f} s of processor time, {size:.1f} MB, peak {peak:,.0f} MB"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--book"]:
        book(sys.argv[2], int(sys.argv[3]))
    else:
        main()
