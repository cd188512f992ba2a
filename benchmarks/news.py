"""How running news of our own is cut: persons that are whole, and cuts that no reader would make.

    python benchmarks/news.py [--failing]

`news_running.txt`: sets of articles, a paragraph a line, with the persons in brackets, `/` where a word must end and `·` where it may,
as a matter of grain; from the fifth set on the reading of a character that has several stands after it (重{chóng}). A place counts once whatever goes wrong there; inside a person nothing counts but the person. A person is whole where one
token of the kind person has its characters and no other; a second mention is its surname alone. The figures when nothing had been
looked at are in `docs/accuracy.md`.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import companion
from companion.han import han_places
from companion.language.language import Language

ARTICLES = Path(__file__).parent / "news_running.txt"
_PARTS = re.compile("{[^}]*}|.")


class Marked(NamedTuple):
    """A paragraph, where its words must end, where they may, and its persons."""

    text: str
    must: set[int]
    may: set[int]
    persons: list[tuple[int, int]]
    readings: dict[int, str]


def marked(line: str) -> Marked:
    text, must, may, persons, readings, opened = "", set(), set(), [], {}, None
    for c in _PARTS.findall(line):
        if c[0] == "{":
            readings[len(text) - 1] = c[1:-1]
        elif c in "[]":
            must.add(len(text))
            if c == "]" and opened is not None:
                persons.append((opened, len(text)))
            opened = len(text) if c == "[" else None
        elif opened is None and c in "/·":
            (must if c == "/" else may).add(len(text))
        else:
            text += c
    return Marked(text, must, may, persons, readings)


def articles() -> Iterator[tuple[str, list[Marked]]]:
    """The articles with the set that each belongs to."""
    for part in ARTICLES.read_text("utf-8").split("## ")[1:]:
        head, *lines = part.strip().split("\n")
        yield head.split()[0], [marked(line) for line in lines if line]


def judged(gold: Marked, tokens, failing: bool) -> Counter[str]:
    found: Counter[str] = Counter(han=len(han_places(gold.text)), persons=len(gold.persons))
    ends = {t.end for t in tokens}
    reach = 0
    for i in range(1, len(gold.text)):
        is_inner = gold.text[i - 1].isalnum() and gold.text[i].isalnum()
        missed = i in gold.must and i not in ends
        cut = i in ends and i not in gold.must | gold.may and not any(a < i < b for a, b in gold.persons)
        if is_inner and (missed or cut) and i > reach:
            near = [t for t in tokens if t.start <= i <= t.end]
            reach = max(t.end for t in near)
            found["cuts"] += 1
            found["cuts marked"] += any(t.review for t in near)
            if failing:
                print("   cut   ", "|".join(t.text for t in near))
    for a, b in gold.persons:
        whole = any((t.start, t.end, t.entity) == (a, b, "person") for t in tokens)
        found["whole"] += whole
        if failing and not whole:
            print("   person", gold.text[a:b], "|".join(t.text for t in tokens if t.end > a and t.start < b))
    read = {
        t.start + k: syllable
        for t in tokens
        for k, syllable in zip(han_places(t.text), t.pinyin, strict=True)
    }
    for place, right in gold.readings.items():
        found["misread"] += read[place].lower() != right
        if failing and read[place].lower() != right:
            print("   read  ", gold.text[max(0, place - 4) : place + 4], read[place])
    invented = [
        t.text
        for t in tokens
        if t.entity == "person" and not any(a < t.end and t.start < b for a, b in gold.persons)
    ]
    found["invented"] = len(invented)
    if failing and invented:
        print("   invented", *invented)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--failing", action="store_true", help="show what is wrong")
    options = parser.parse_args()
    language, sums = Language.default(), {}
    for name, paragraphs in articles():
        text = "\n".join(p.text for p in paragraphs)
        read = companion.read_text(text, translator=None, paragraphs="line", language=language).paragraphs
        for gold, paragraph in zip(paragraphs, [p for p in read if p.text.strip()], strict=True):
            sums.setdefault(name, Counter()).update(judged(gold, paragraph.tokens, options.failing))
    for name, n in sums.items():
        print(
            f"{name}: persons whole {n['whole']} of {n['persons']} ({n['whole'] / n['persons']:.1%}), invented {n['invented']}; "
            f"absurd cuts {n['cuts']} in {n['han']} Han ({1000 * n['cuts'] / n['han']:.1f} a 1,000), {n['cuts marked']} of them marked"
            + (
                f"; wrong readings {n['misread']} ({1000 * n['misread'] / n['han']:.1f})"
                if "misread" in n
                else ""
            )
        )


if __name__ == "__main__":
    main()
