"""Readings, word ends and numbers as said, on places that were written by kind before any output was seen.

python benchmarks/readings.py              # how many of each kind are right
python benchmarks/readings.py --failing    # each wrong one too
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import companion
from companion.han import han_places
from companion.language.language import Language

HERE = Path(__file__).parent


def rows(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def said_text(analyzer: Language, text: str) -> str:
    """The text with its figures as the numerals that are said, in Simplified characters."""
    from companion.language.readings.spoken import said

    tokens = analyzer.tokens(text)
    words = []
    for token, one in zip(tokens, said(tokens, numbers="spelled"), strict=True):
        figures = {f.start: f for f in one.figures if f.end > f.start}
        unwritten = {f.start: f for f in one.figures if f.end == f.start}
        at = 0
        while at < len(token.text):
            if at in unwritten:
                words.append("".join(unwritten[at].words))
            if figure := figures.get(at):
                words.append("".join(figure.words))
                at = figure.end
            else:
                words.append(token.text[at])
                at += 1
        if at in unwritten:
            words.append("".join(unwritten[at].words))
    return analyzer.simplify("".join(words)).replace(" ", "")


def read_span(analyzer: Language, text: str, span: str) -> str:
    """The pinyin of the characters of a span."""
    at = text.index(span)
    by_place = {}
    for token in analyzer.tokens(text):
        by_place.update(zip((token.start + i for i in han_places(token.text)), token.pinyin, strict=True))
    return " ".join(by_place.get(i, "") for i in range(at, at + len(span))).strip()


def words_at(text: str, span: str) -> str:
    """The words that reach into a span."""
    start = text.index(span)
    end = start + len(span)
    paragraph = companion.read_text(text, translator=None).paragraphs[0]
    return "|".join(text[t.start : t.end] for t in paragraph.tokens if t.end > start and t.start < end)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--failing", action="store_true", help="print each place that is wrong")
    options = parser.parse_args()
    analyzer = Language.default()
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()

    def judge(name: str, kind: str, text: str, want: str, got: str, fits: bool) -> None:
        of[f"{name}: {kind}"] += 1
        right[f"{name}: {kind}"] += fits
        if options.failing and not fits:
            print(f"✗ {kind}: {text}\n    right {want}\n    got   {got}")

    for kind, text, want in rows("said_fresh.tsv"):
        got = said_text(analyzer, text)
        judge("numbers", kind, text, want, got, any(analyzer.simplify(w) in got for w in want.split("|")))
    for kind, text, span, want in rows("readings_fresh.tsv"):
        if want.startswith("="):
            got = words_at(text, span)
            judge("words", kind, text, want, got, got == want[1:])
        else:
            got = read_span(analyzer, text, span)
            judge("readings", kind, text, want, got, got in want.split("|"))
    for kind in of:
        print(f"{right[kind]:3} of {of[kind]:3}  {kind}")
    for name in ("numbers", "words", "readings"):
        print(
            name,
            sum(right[k] for k in of if k.startswith(name)),
            "of",
            sum(of[k] for k in of if k.startswith(name)),
        )


if __name__ == "__main__":
    main()
