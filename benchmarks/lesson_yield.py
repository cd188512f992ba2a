"""How many exercises an article gives, and how many of version B stand in other sentences.

    python benchmarks/lesson_yield.py [articles.txt]

The articles stand one after the other in a text file, with a line of hyphens between them (default: lesson_articles_read.txt).
Prints a line per article: its characters, the items of one sheet of all kinds, the same for 700 characters, the items of
choices and of order by themselves, and the share of version B's items that have another sentence than in A. What an
article gives is counted on one sheet: no sentence twice, no answer shown by another item.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from companion.exercises import make_exercises
from companion.pipeline import read_text

HERE = Path(__file__).parent
KINDS = (
    "cloze:open", "cloze:choices", "cloze:bank", "cloze:character", "cloze:term", "pinyin", "tones", "polyphone",
    "match:english", "match:mainland", "script:traditional", "segment", "order:parts",
)  # fmt: skip
MOST = 60


def measured(text: str) -> tuple[int, int, int, int, float]:
    """Characters, items of a sheet, items of choices and of order alone, and the share of B with another sentence."""
    article = read_text(text, translator=None)
    size = sum(len(p.text) for p in article.paragraphs)
    sheet = make_exercises(article, KINDS, MOST, seed=1)
    alone = [
        len(make_exercises(article, kind, 20, seed=1).items) for kind in ("cloze:choices", "order:parts")
    ]
    few = ("cloze:open", "pinyin", "segment", "order:parts")
    first, other = (make_exercises(article, few, 8, seed=1, version=v) for v in "AB")
    shown = {i.evidence.sentence for i in first}
    apart = sum(i.evidence.sentence not in shown for i in other) / max(1, len(other.items))
    return size, len(sheet.items), alone[0], alone[1], apart


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    asked.add_argument("articles", nargs="?", type=Path, default=HERE / "lesson_articles_read.txt")
    options = asked.parse_args()
    rows = [measured(text) for text in options.articles.read_text("utf-8").split("\n----\n")]
    print("characters  items  per 700  choices  order  B in another sentence")
    for size, items, choices, order, apart in rows:
        print(f"{size:10}  {items:5}  {700 * items / size:7.1f}  {choices:7}  {order:5}  {apart:21.0%}")
    size, items, choices, order = (sum(row[n] for row in rows) for n in range(4))
    print(
        f"{len(rows)} articles: {700 * items / size:.1f} items, {700 * choices / size:.1f} of choices and "
        f"{700 * order / size:.1f} of order for 700 characters; least {min(700 * r[1] / r[0] for r in rows):.1f}"
    )


if __name__ == "__main__":
    main()
