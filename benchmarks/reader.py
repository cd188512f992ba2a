"""How long a long text takes until its first screen stands in JupyterLab, and how smoothly it scrolls.

`python benchmarks/reader.py [PARAGRAPHS] [CHARACTERS]`, default 1000 paragraphs of 300 characters of
news. Prints, from the call of `companion.Reader`: the first screen, and the whole text in the
browser, as a ratio to the time that the same browser takes for one HTML string of the same text, with a ruby for
each word (as pages are now) and for each character (as they were when the first figure was made); the largest message; and of
the frames while it scrolls quickly, the share that came within 50 ms.
The articles' own text is repeated, its paragraphs cut and shuffled with a fixed seed.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

FIRST = """() => new Promise((done) => {
  const look = () => {
    const word = document.querySelector('.jp-OutputArea-output .cmp-reader .cmp-w');
    if (word && word.getClientRects().length) requestAnimationFrame(() => done(Date.now() / 1000)); else setTimeout(look, 5);
  };
  look();
})"""
STRING = """(html) => {
  const began = performance.now();
  document.body.innerHTML = html;
  document.body.getBoundingClientRect();
  return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done((performance.now() - began) / 1000))));
}"""
ALL = """(count) => new Promise((done) => {
  const look = () => {
    if (document.querySelectorAll('.cmp-reader .cmp-p').length === count) done(Date.now() / 1000); else setTimeout(look, 20);
  };
  look();
})"""
SCROLL = """async (move) => {
  const box = document.querySelector('.cmp-scroll');
  const frames = [];
  let last = performance.now();
  const step = move ? 120 : 0;
  for (let i = 0; i < 240; i += 1) {
    box.scrollTop += step;
    await new Promise((next) => requestAnimationFrame(next));
    const now = performance.now();
    frames.push(now - last);
    last = now;
  }
  return frames;
}"""


def text(paragraphs: int, characters: int) -> str:
    sentences = []
    for path in sorted((ROOT / "notebooks" / "articles").glob("*.txt")):
        sentences += re.findall("[^。！？]+[。！？]", re.sub(r"\s", "", path.read_text("utf-8")))
    made, rng = [], random.Random(7)
    for _ in range(paragraphs):
        paragraph = ""
        while len(paragraph) < characters:
            paragraph += rng.choice(sentences)
        made.append(paragraph[: characters - 1] + "。")
    return "\n\n".join(made)


def html(file: Path, ruby: str) -> str:
    """The text as one HTML string, as a page has it; `ruby="character"` as it was when the first figure was made."""
    import companion
    from companion.render import RenderOptions, Words, paragraph_html

    article = companion.read_text(file.read_text("utf-8"), paragraphs="blank-line", translator=None)
    options = RenderOptions(ruby=ruby)
    words = Words(options, article.glossary, rp=False)
    text = "".join(paragraph_html(p, options, n, words=words) for n, p in enumerate(article.paragraphs))
    return f'<div class="cmp-page {options.classes}"><div class="cmp-text">{text}</div></div>'


def main(paragraphs: int = 1000, characters: int = 300) -> None:
    import nbformat
    from browsers import ARGUMENTS, find_browser
    from jupyterlab_server import OPEN, RUN, running_lab
    from playwright.sync_api import sync_playwright

    from companion.render import style

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "notebooks"
        folder.mkdir()
        os.environ |= {"JUPYTER_CONFIG_DIR": made, "JUPYTER_DATA_DIR": made, "JUPYTER_RUNTIME_DIR": made}
        (folder / "long.txt").write_text(text(paragraphs, characters), "utf-8")
        cells = (
            "import time, companion, pathlib\ncompanion.Reader(companion.read_text('熱身。', translator=None))\n"
            "article = companion.read_text(pathlib.Path('long.txt').read_text('utf-8'), paragraphs='blank-line', translator=None)",
            "began = time.time()\nreader = companion.Reader(article, vocabulary=False)\nbuilt = time.time()\nreader",
            "reader.wait()\nprint(f'T {began} {built} {time.time()} {len(article.paragraphs)}')",
        )
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(c) for c in cells], metadata=kernel
        )
        nbformat.write(notebook, folder / "long.ipynb")
        with running_lab(folder) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find_browser(), chromium_sandbox=False, args=ARGUMENTS
            )
            page = browser.new_page(viewport={"width": 1500, "height": 1000})
            largest = [0]
            page.on(
                "websocket", lambda socket: socket.on("framereceived", lambda data: largest.append(len(data)))
            )
            page.goto(f"{address}/lab/tree/long.ipynb?reset", wait_until="domcontentloaded", timeout=120_000)
            page.wait_for_function("window.jupyterapp", timeout=120_000)
            page.evaluate(OPEN, "long.ipynb")
            page.evaluate(
                f"() => {{ window.first = ({FIRST})(); window.all = ({ALL})({paragraphs}); ({RUN})(); }}"
            )
            first = page.evaluate("() => window.first")
            everything = page.evaluate("() => window.all")
            out = page.locator(".jp-OutputArea-output pre", has_text="T ").last
            out.wait_for(timeout=120_000)
            began, built = map(float, out.inner_text().split()[1:3])
            still = page.evaluate(SCROLL, False)
            frames = page.evaluate(SCROLL, True)
            page.close()
            strings = {}
            for ruby in ("word", "character"):
                plain = browser.new_page(viewport={"width": 1500, "height": 1000})
                plain.set_default_timeout(600_000)
                plain.set_content(f"<style>{style('reading')}</style>")
                strings[ruby] = plain.evaluate(STRING, html(folder / "long.txt", ruby))
                plain.close()
            browser.close()
    good, rest = (sum(f <= 50 for f in found) / len(found) for found in (frames, still))
    print(f"{paragraphs} paragraphs of {characters} characters")
    print(f"constructed          {built - began:6.2f} s")
    print(f"first screen         {first - began:6.2f} s after the call")
    print(f"everything there     {everything - began:6.2f} s after the call")
    for ruby, string in strings.items():
        ratios = (
            f"first screen 1/{string / (first - began):.0f}, everything 1/{string / (everything - began):.1f}"
        )
        print(f"one HTML string      {string:6.2f} s in the same browser, a ruby for each {ruby}: {ratios}")
    print(f"largest message      {max(largest):,} bytes")
    print(
        f"scrolling            {good:6.1%} of {len(frames)} frames of 120 pixels within 50 ms ({rest:.1%} without scrolling)"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
