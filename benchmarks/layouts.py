"""Articles set in lines as PDFs, mail and the web leave them, with the truth about their paragraphs.

Deterministic: the same layout of the same article is always the same text.
"""

from __future__ import annotations

import itertools
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOT_FIRST = "，。、；：！？」』）》…％"
NOT_LAST = "「『（《"


@dataclass(frozen=True)
class Layout:
    """How an article is set. `width` is in Chinese characters; 0: one paragraph a line."""

    width: int
    indent: str = "lost"  # of first lines: "kept" (two 　), "lost" (the line is shorter), "none"
    blanks: str = "none"  # "none", "every" line, "some" lines, "between" paragraphs, "both" of these
    marks: str = "pull"  # a mark that may not begin a line: "hang" over the edge, "pull" one down, "raw"
    headlines: str = "line"  # in a "line" of their own size, or set in the column: "wrap"
    pages: bool = False  # running heads and page numbers every so many lines
    crlf: bool = False

    def __str__(self) -> str:
        more = "".join(f" {n}" for n in ("pages", "crlf") if getattr(self, n))
        return f"{self.width:>2} {self.indent:<4} {self.blanks:<7} {self.marks:<4} {self.headlines}{more}"


def articles(file: str = "") -> list[list[tuple[str, str]]]:
    """The project's own articles as (kind, text) paragraphs; those of one `file` in this folder only."""
    found = []
    files = (
        [ROOT / "benchmarks" / file]
        if file
        else [
            ROOT / "benchmarks" / "layout_articles.tsv",
            ROOT / "tests" / "content" / "typhoon-paragraphs.tsv",
        ]
    )
    for path in files:
        for part in path.read_text("utf-8").strip().split("\n\n"):
            found.append([tuple(line.split("\t", 1)) for line in part.split("\n")])
    if file:
        return found
    for name in ("dianpian", "transport"):
        lines = (ROOT / "notebooks" / "articles" / f"{name}.txt").read_text("utf-8").split("\n")
        lines = [line.strip() for line in lines if line.strip()]
        found.append([("body" if line[-1] in "。」" else "headline", line) for line in lines])
    return found


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def wrapped(text: str, layout: Layout, first: int) -> list[str]:
    """`text` in lines of `layout.width`, the first one shorter by `first` cells."""
    room = 2 * layout.width
    lines, line = [], ""
    limit = room - first
    for piece in pieces(text, layout.marks != "raw"):
        if cells(line + piece) > limit and line:
            if layout.marks == "hang" and piece in NOT_FIRST and line[-1] not in NOT_FIRST:
                line += piece
                continue
            carried = ""
            if layout.marks != "raw":
                while (piece[0] in NOT_FIRST or line[-1] in NOT_LAST) and len(line) > 2:
                    carried, line = line[-1] + carried, line[:-1]
                    if carried[0] not in NOT_FIRST and line[-1] not in NOT_LAST:
                        break
            lines.append(line)
            line, limit = carried, room
        line += piece
    return [*lines, line] if line else lines


def pieces(text: str, whole_words: bool) -> list[str]:
    if not whole_words:
        return list(text)
    found: list[str] = []
    for c in text:
        latin = c.isascii() and not c.isspace()
        if found and latin and found[-1][-1].isascii() and not found[-1][-1].isspace():
            found[-1] += c
        else:
            found.append(c)
    return found


def typeset(article: list[tuple[str, str]], layout: Layout, seed: int = 0) -> tuple[str, set[int]]:
    """The text, and the numbers (from 1) of the lines that begin a paragraph."""
    random_ = random.Random(f"{layout}{seed}")
    out: list[tuple[str, bool]] = []
    since = 0
    page = 1
    for kind, text in article:
        if layout.width == 0 or (kind == "headline" and layout.headlines == "line"):
            lines = [text]
        else:
            first = 4 if kind == "body" and layout.indent != "none" else 0
            lines = wrapped(text, layout, first)
        lead = "　　" if kind == "body" and layout.indent == "kept" else ""
        for i, line in enumerate(lines):
            if layout.pages and since >= 24 and len(out) > 4:
                out += [("", False), (f"{page + 11}", True), (f"社區新聞　第{page + 1}版", True), ("", False)]
                since, page = 0, page + 1
            out.append((lead * (i == 0) + line.strip(), i == 0))
            since += 1
            last = i == len(lines) - 1
            blank = (
                layout.blanks == "every"
                or (layout.blanks in ("some", "both") and random_.random() < 0.12)
                or (layout.blanks in ("between", "both") and last)
            )
            if blank:
                out.append(("", False))
    text = ("\r\n" if layout.crlf else "\n").join(line for line, _ in out)
    return text, {n for n, (line, starts) in enumerate(out, 1) if starts and line}


def layouts() -> Iterator[Layout]:
    """All that are measured."""
    for width, indent, blanks in itertools.product(
        (10, 12, 14, 16, 17, 18, 20, 21, 22, 24, 26, 28, 32, 36, 40, 44, 50, 60),
        ("lost", "kept", "none"),
        ("none", "every", "some", "between", "both"),
    ):
        for marks, headlines in (("pull", "line"), ("hang", "line"), ("raw", "line"), ("pull", "wrap")):
            yield Layout(width, indent, blanks, marks, headlines)
    for width in (15, 19, 23):
        for indent in ("lost", "kept"):
            yield Layout(width, indent, "some", "pull", "line", pages=True)
            yield Layout(width, indent, "between", "hang", "line", crlf=True)
    for blanks in ("none", "between"):
        for indent in ("kept", "none"):
            yield Layout(0, indent, blanks)
            yield Layout(0, indent, blanks, crlf=True)


@dataclass(frozen=True)
class Columns:
    """Two to four columns whose lines a copy has mixed: "beside" each other, or dealt out by "turns"."""

    how: str
    count: int
    width: int
    indent: str
    gap: str  # what stands between columns side by side, or "rows": a column has blank rows
    own: bool  # each column is an article; otherwise one article runs through all

    def __str__(self) -> str:
        gap = {"   ": "3 spaces", " ": "1 space", "\t": "tab", "　": "1 wide", "": "none"}.get(
            self.gap, self.gap
        )
        return f"{self.how} {self.count} {self.width} {self.indent} {gap} {'own' if self.own else 'one'}"


def columns() -> Iterator[Columns]:
    """All mixed columns that are measured."""
    for count, width, indent, own in itertools.product(
        (2, 3, 4), (12, 15, 18, 22), ("lost", "kept", "none"), (True, False)
    ):
        for gap in ("   ", " ", "\t", "　"):
            yield Columns("beside", count, width, indent, gap, own)
        for gap in ("", "rows"):
            yield Columns("turns", count, width, indent, gap, own)


def mixed(setting: Columns, seed: int = 0) -> tuple[str, list[str]]:
    """The text, and its paragraphs in reading order."""
    random_ = random.Random(f"{setting}{seed}")
    chosen = random_.sample(articles(), setting.count if setting.own else 1)
    layout = Layout(setting.width, setting.indent, "none", headlines="wrap" if setting.own else "line")
    head: list[str] = []
    if setting.own:
        stacks = [typeset(article, layout)[0].split("\n") for article in chosen]
    else:
        headlines = list(itertools.takewhile(lambda p: p[0] == "headline", chosen[0]))
        head = [text for _, text in headlines]
        lines = typeset(chosen[0][len(head) :], layout)[0].split("\n")
        height = -(-len(lines) // setting.count)
        stacks = [lines[i : i + height] for i in range(0, len(lines), height)]
    if setting.gap == "rows":
        stacks = [
            [
                x
                for line in lines
                for x in ([line, ""] if line[-1] in "。」" and random_.random() < 0.4 else [line])
            ]
            for lines in stacks
        ]
    rows = list(itertools.zip_longest(*stacks, fillvalue=""))
    if setting.how == "turns":
        out = [line for row in rows for line in row if line]
    elif setting.gap == "\t":
        out = ["\t".join(row).rstrip() for row in rows]
    else:
        room = max(cells(line) for lines in stacks for line in lines)
        out = [setting.gap.join(line + " " * (room - cells(line)) for line in row).rstrip() for row in rows]
    return "\n".join([*head, *out]), [text for article in chosen for _, text in article]


def pages(count: int = 60) -> Iterator[tuple[str, set[int]]]:
    """Newspaper pages: several articles one under the other, each in a column of its own."""
    for seed in range(count):
        random_ = random.Random(seed)
        text, truth = "", set()
        for article in random_.sample(articles(), 4):
            layout = Layout(
                random_.choice((14, 16, 17, 18, 19, 20, 21, 22, 23, 24, 26)),
                random_.choice(("lost", "lost", "lost", "kept", "none")),
                random_.choice(("none", "every", "some", "some", "between", "both")),
                random_.choice(("pull", "hang")),
            )
            part, starts = typeset(article, layout, seed)
            above = text.count("\n")
            truth |= {above + n for n in starts}
            text += part + random_.choice(("\n", "\n\n"))
        yield text, truth
