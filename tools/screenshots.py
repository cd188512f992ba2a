"""Pictures of the reader, each layout in both themes, to be looked at: `python tools/screenshots.py FOLDER`.

`readme-light.png` is `docs/images/reader.png`. Needs what `make test` sets up; no library and no words of yours are read.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

SHOTS = {
    "readme": ({"height": 804}, 1240, ".cmp-w.cmp-term:has-text('電')"),
    "columns": ({}, 1240, None),
    "columns-card": ({"layout_mode": "columns"}, 1240, ".cmp-body .cmp-term"),
    "interlinear": ({"layout_mode": "interlinear", "simplified": False}, 1000, None),
    "stacked-phone": ({}, 390, ".cmp-body .cmp-term"),
    "vertical-zhuyin": ({"layout_mode": "vertical", "reading": "zhuyin", "simplified": False}, 1240, None),
    "above-level": ({"pinyin_for": "above-level", "level": "B1", "english_hidden": True}, 1240, None),
    "tones": ({"tone_colours": "safe", "layout_mode": "stacked", "simplified": False, "english": False}, 900, None),
    "settings": ({}, 1240, "[aria-label='Settings']"),
    "words": ({}, 1240, "[aria-label^='Words of the article (']"),
    "help": ({}, 1240, "[aria-label^='Keys']"),
}  # fmt: skip


def main(folder: Path, *wanted: str) -> None:
    from browsers import ARGUMENTS, find_browser
    from playwright.sync_api import sync_playwright
    from reader_page import open_reader
    from temporary import own_folder

    import companion

    folder.mkdir(parents=True, exist_ok=True)
    os.environ["COMPANION_DATA_DIR"] = str(own_folder("companion-screenshots-"))
    article = companion.read(ROOT / "notebooks" / "articles" / "dianpian.txt")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), chromium_sandbox=False, args=ARGUMENTS
        )
        for name, (options, width, click) in SHOTS.items():
            if wanted and name not in wanted:
                continue
            for theme in ("light", "dark"):
                page = browser.new_page(viewport={"width": width + 16, "height": 820}, device_scale_factor=1)
                open_reader(page, companion.Reader(article, vocabulary=False, **options), theme)
                page.add_style_tag(content="#before, #after { display: none }")
                if click:
                    page.locator(f"#out {click}").first.click()
                    page.wait_for_timeout(150)
                page.screenshot(path=folder / f"{name}-{theme}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("name the folder for the pictures: python tools/screenshots.py FOLDER [NAME ...]")
    main(Path(sys.argv[1]), *sys.argv[2:])
