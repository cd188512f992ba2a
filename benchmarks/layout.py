"""Paragraphs out of hard-wrapped text: precision, recall and F1 of their boundaries.

    python benchmarks/layout.py            # the table
    python benchmarks/layout.py --worst 20 # and the layouts that go wrong most
    python benchmarks/layout.py --show "18 lost none    pull line" # what goes wrong in one of them

Measured on a real newspaper page (shared/articles, marked up by hand: the numbers of the lines that begin a
paragraph are in `layout_page.tsv`, none of its text) and on layouts of the project's own articles
(`layouts.py`), and on thirty-two that were written before they were first read. A boundary is a line that begins a paragraph; the first line of a text does not count.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from layouts import articles, columns, layouts, mixed, pages, typeset  # noqa: E402

from companion.source import blocks, clean, read_file  # noqa: E402

FRESH = (
    "layout_fresh.tsv",
    "layout_fresh2.tsv",
    "layout_fresh3.tsv",
    "layout_fresh4.tsv",
)  # written before the rules had seen any of their kinds
PAGE = HERE.parents[1] / "shared" / "articles" / "wenweipo-2025-02-09.txt"


def found_starts(text: str) -> set[int]:
    return {b.first_line for b in blocks(clean(text))}


def counts(truth: set[int], found: set[int]) -> tuple[int, int, int]:
    """Right, too many, missed."""
    first = min(truth)
    truth, found = truth - {first}, found - {first}
    return len(truth & found), len(found - truth), len(truth - found)


def beginnings(paragraphs: Iterable[str]) -> set[str]:
    """Where lines of columns are mixed, a boundary is told by what begins there."""
    return {"".join(text.split())[:10] for text in paragraphs}


def figures(right: int, extra: int, missed: int) -> str:
    precision = right / (right + extra) if right + extra else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{precision:.4f}    {recall:.4f}  {f1:.4f}"


def page_truth() -> set[int]:
    lines = (HERE / "layout_page.tsv").read_text("utf-8").splitlines()
    return {int(line.split("\t")[0]) for line in lines if line and not line.startswith("#")}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--show", default="")
    options = parser.parse_args()
    if options.show == "pages":
        for text, truth in pages():
            mistakes(text, truth)
        return 0
    if options.show:
        return show(options.show)
    print(f"{'':44} boundaries precision recall  F1")
    if PAGE.is_file():
        truth = page_truth()
        total = counts(truth, found_starts(read_file(PAGE).text))
        print(f"{'the newspaper page in shared/articles':44} {len(truth) - 1:10} {figures(*total)}")
    else:
        print("the newspaper page in shared/articles is not on this machine")
    sums = [0, 0, 0]
    for text, truth in pages():
        for i, n in enumerate(counts(truth, found_starts(text))):
            sums[i] += n
    print(f"{'pages of four articles, each in its column':44} {sums[0] + sums[2]:10} {figures(*sums)}")
    for name, sums in of_columns().items():
        print(f"{name:44} {sums[0] + sums[2]:10} {figures(*sums)}")
    for file in FRESH:
        sums = [0, 0, 0]
        for layout in list(layouts())[::17]:
            for article in articles(file):
                text, truth = typeset(article, layout)
                for i, n in enumerate(counts(truth, found_starts(text))):
                    sums[i] += n
        print(f"{file + ', every 17th layout':44} {sums[0] + sums[2]:10} {figures(*sums)}")
    groups: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    single = []
    for layout in layouts():
        sums = [0, 0, 0]
        for article in articles():
            text, truth = typeset(article, layout)
            for i, n in enumerate(counts(truth, found_starts(text))):
                sums[i] += n
        single.append((sums[1] + sums[2], str(layout), sums))
        names = ["all layouts of our own articles"]
        if layout.width == 0:
            names.append("  one paragraph a line")
        elif layout.pages:
            names.append("  with page numbers and running heads")
        elif layout.crlf:
            names.append("  CRLF")
        else:
            names += [
                f"  indent {layout.indent}", f"  blank lines: {layout.blanks}",
                f"  marks {layout.marks}", f"  headlines {layout.headlines}",
                f"  width {'10–14' if layout.width < 15 else '16–22' if layout.width < 23 else '24–40' if layout.width < 41 else '44–60'}",
            ]  # fmt: skip
        for name in names:
            for i, n in enumerate(sums):
                groups[name][i] += n
    for name, sums in sorted(groups.items(), key=lambda x: (x[0].startswith(" "), x[0])):
        print(f"{name:44} {sums[0] + sums[2]:10} {figures(*sums)}")
    for _, name, sums in sorted(single, reverse=True)[: options.worst]:
        print(f"{name:44} {sums[0] + sums[2]:10} {figures(*sums)}")
    return 0


def of_columns() -> dict[str, list[int]]:
    """The counts for columns whose lines are mixed."""
    names = {"beside": "columns side by side", "turns": "columns whose lines alternate"}
    groups: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for setting in columns():
        for seed in range(4):
            text, paragraphs = mixed(setting, seed)
            truth = beginnings(paragraphs)
            found = beginnings(b.text for b in blocks(clean(text)))
            gap = str(setting).split(" ", 4)[4].rsplit(" ", 1)[0]
            for name in (
                names[setting.how],
                f"  {names[setting.how]}: {setting.count}",
                f"  {setting.how}, gap {gap}",
            ):
                for i, n in enumerate((len(truth & found), len(found - truth), len(truth - found))):
                    groups[name][i] += n
    return dict(sorted(groups.items(), key=lambda x: x[0].strip()))


def show(name: str) -> int:
    for layout in layouts():
        if str(layout).split() == name.split():
            for article in articles():
                mistakes(*typeset(article, layout))
    return 0


def mistakes(text: str, truth: set[int]) -> None:
    found = found_starts(text)
    lines = text.replace("\r", "").split("\n")
    for n in sorted((truth ^ found) - {min(truth)}):
        before = next((x for x in reversed(lines[: n - 1]) if x), "")
        after = next((x for x in lines[n:] if x), "")
        print(f"{'missed' if n in truth else 'extra '} {before} | {lines[n - 1]} | {after}")


if __name__ == "__main__":
    sys.exit(main())
