"""Accuracy of readings, words and Simplified text beside what a user would otherwise take.

    python benchmarks/accuracy.py ../shared/benchmarks [readings|words]

prints one table. The folder holds the development sets: `cpp-dev.sent` and `.lb` (polyphones),
`ud-hk.conllu`, `ud-gsd-dev.conllu` and its simplified twin; the newspaper page (`newspaper.py`) is
taken from the folder `articles` beside it. g2pM is left out where it is not installed
(`uv sync --inexact --group bench`).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from newspaper import PAGE, wrong_readings  # noqa: E402
from reading_systems import systems  # noqa: E402

from companion.han import han_places, tone_marked  # noqa: E402
from companion.language.analysis import Analyzer  # noqa: E402
from companion.language.grains import fine_grain  # noqa: E402
from companion.language.language import Language  # noqa: E402
from companion.language.readings.romanizer import Part  # noqa: E402

QUOTES = frozenset("「」『』“”‘’\"'")


def sentences(path: Path) -> list[list[str]]:
    """The words of each sentence of a CoNLL-U file."""
    found: list[list[str]] = [[]]
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if not line:
            found.append([])
        elif cells[0].isdigit():
            found[-1].append(cells[1])
    return [s for s in found if s]


def spans(words: Iterable[str]) -> set[tuple[int, int]]:
    at, found = 0, set()
    for word in words:
        found.add((at, at + len(word)))
        at += len(word)
    return found


def f1(gold: list[list[str]], cut: Callable[[str], Iterable[str]]) -> float:
    both = total = 0
    for words in gold:
        a, b = spans(words), spans(cut("".join(words)))
        both += 2 * len(a & b)
        total += len(a) + len(b)
    return both / total


def row(what: str, ours: str, beside: dict[str, str]) -> None:
    print(f"| {what} | {ours} | " + ", ".join(f"{name} {figure}" for name, figure in beside.items()) + " |")


def polyphones(folder: Path, analyzer: Analyzer) -> None:
    """The marked polyphone of each sentence of CPP; the review marks; the speed of one core."""
    marked = (folder / "cpp-dev.sent").read_text("utf-8").splitlines()
    labels = [tone_marked(s.strip()) for s in (folder / "cpp-dev.lb").read_text("utf-8").splitlines()]
    places = [s.index("▁") for s in marked]
    texts = [s.replace("▁", "") for s in marked]
    n = len(texts)
    analyzer.tokens_of([analyzer.draft(t) for t in texts[:20]])  # the tables are loaded
    started = time.perf_counter()
    done = analyzer.tokens_of([analyzer.draft(t) for t in texts])
    rates = {"companion, all of the language part": n / (time.perf_counter() - started)}
    # With what it remembers of these words forgotten, so that each text is new to it.
    alone = type(analyzer.romanizer)(analyzer.dictionary)
    alone.romanize(["行", "长"])
    words = [t.simplified for tokens in done for t in tokens]
    ends = [0, *accumulate(map(len, done))]
    parts = [Part("".join(words[a:b]), a, b) for a, b in pairwise(ends)]
    started = time.perf_counter()
    alone.romanize_all(words, parts)
    rates["companion, readings alone"] = n / (time.perf_counter() - started)
    right = flagged = held = tokens_seen = tokens_flagged = 0
    for tokens, at, label in zip(done, places, labels, strict=True):
        token = next(t for t in tokens if t.start <= at < t.end)
        good = token.pinyin[han_places(token.text).index(at - token.start)] == label
        right += good
        flagged += bool(token.review)
        held += bool(token.review) and not good
        tokens_seen += len(tokens)
        tokens_flagged += sum(bool(t.review) for t in tokens)
    beside = {}
    for name, system in systems(analyzer.dictionary).items():
        started = time.perf_counter()
        read = [system(text) for text in texts]  # CPP is simplified already
        rates[name] = n / (time.perf_counter() - started)
        hits = sum(
            r[han_places(text).index(at)] == label
            for r, text, at, label in zip(read, texts, places, labels, strict=True)
        )
        beside[name] = f"{hits / n:.2%}"
    row("polyphones in context, CPP dev", f"{right / n:.2%}", beside)
    row(
        "review marks, CPP dev",
        f"hold {held / max(1, n - right):.1%} of the wrong readings",
        {"on": f"{tokens_flagged / tokens_seen:.1%} of all tokens ({flagged / n:.1%} of the marked places)"},
    )
    ours = rates.pop("companion, readings alone")
    row(
        "sentences of CPP dev a second",
        f"readings alone {ours:,.0f}",
        {name: f"{rate:,.0f}" for name, rate in rates.items()},
    )


def newspaper() -> None:
    """Wrong readings on the newspaper page."""
    if not PAGE.exists():
        print(f"| newspaper page | {PAGE.name} is not there | |")
        return
    total, wrong = wrong_readings()
    figures = {name: str(len(errors)) for name, errors in wrong.items()}
    row(f"newspaper page, wrong of {total:,} readings", figures.pop("companion"), figures)


def words(folder: Path, analyzer: Analyzer) -> None:
    """The words' F1 at both grains, and of a thousand tokens those with an end where no word of the gold ends."""
    from rjieba import Jieba

    jieba = Jieba()
    for name in ("ud-hk", "ud-gsd-dev"):
        gold = sentences(folder / f"{name}.conllu")
        found = dict(
            zip(
                map("".join, gold),
                analyzer.tokens_of([analyzer.draft("".join(g)) for g in gold]),
                strict=True,
            )
        )
        ours = f1(gold, lambda t, found=found: [x.text for x in found[t]])
        fine = f1(gold, lambda t, found=found: [t[a:b] for a, b in fine_grain(found[t])])
        crosses = tokens = 0
        for g in gold:
            edges = {e for span in spans(g) for e in span}
            seen = [t for t in found["".join(g)] if t.kind != "space"]
            tokens += len(seen)
            crosses += sum(t.start not in edges or t.end not in edges for t in seen)
        beside = {
            "jieba on simplified text": f"{f1(gold, lambda t: jieba.cut(analyzer.simplify(t))):.1%}",
            "jieba on raw text": f"{f1(gold, jieba.cut):.1%}",
        }
        figure = f"fine grain {fine:.1%}, reader's grain {ours:.1%}, crossing {1000 * crosses / tokens:.1f} of 1,000"
        row(f"words, F1, {name}", figure, beside)


def simplified(folder: Path, analyzer: Analyzer) -> None:
    from opencc import OpenCC

    pairs = zip(
        sentences(folder / "ud-gsd-dev.conllu"), sentences(folder / "ud-gsdsimp-dev.conllu"), strict=True
    )
    texts = [("".join(a), "".join(b)) for a, b in pairs]
    texts = [(a, b) for a, b in texts if len(a) == len(b)]
    ways: dict[str, Callable[[str], str]] = {"companion": analyzer.simplify}
    for config in ("hk2s", "t2s", "tw2s"):
        ways[config] = OpenCC(config).convert
    figures = {}
    for name, convert in ways.items():
        good = total = 0
        for text, gold in texts:
            for a, b in zip(convert(text), gold, strict=True):
                if a not in QUOTES and b not in QUOTES:
                    total += 1
                    good += a == b
        figures[name] = f"{good / total:.3%}"
    row(f"Simplified text, GSD dev, right of {total:,} characters", figures.pop("companion"), figures)


def main() -> None:
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    analyzer = Language.default().analyzer
    print("| what | Companion | beside |\n| --- | --- | --- |")
    only = sys.argv[2] if len(sys.argv) > 2 else ""
    if only in ("", "readings"):
        polyphones(folder, analyzer)
        newspaper()
    if only in ("", "words"):
        words(folder, analyzer)
    if not only:
        simplified(folder, analyzer)


if __name__ == "__main__":
    main()
