"""Accuracy of readings, words and Simplified text beside what a user would otherwise take.

    python benchmarks/accuracy.py ../shared/benchmarks

prints one table. The folder holds the development sets: `cpp-dev.sent` and `.lb` (polyphones),
`ud-hk.conllu`, `ud-gsd-dev.conllu` and its simplified twin. Competitors that are not installed
(`uv sync --group bench`) are left out with a line that says so.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from companion.han import han_places, tone_marked
from companion.language.analysis import Analyzer
from companion.language.grains import fine_grain

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


def polyphones(folder: Path, analyzer: Analyzer) -> None:
    marked = (folder / "cpp-dev.sent").read_text("utf-8").splitlines()
    labels = [tone_marked(s.strip()) for s in (folder / "cpp-dev.lb").read_text("utf-8").splitlines()]
    places = [s.index("▁") for s in marked]
    texts = [s.replace("▁", "") for s in marked]
    right = flagged = held = 0
    tokens_seen = tokens_flagged = 0
    done = analyzer.tokens_of([analyzer.draft(t) for t in texts])
    for tokens, at, label in zip(done, places, labels, strict=True):
        token = next(t for t in tokens if t.start <= at < t.end)
        good = token.pinyin[han_places(token.text).index(at - token.start)] == label
        right += good
        flagged += bool(token.review)
        held += bool(token.review) and not good
        tokens_seen += len(tokens)
        tokens_flagged += sum(bool(t.review) for t in tokens)
    n = len(texts)
    print(f"polyphones, CPP dev: companion {right / n:.2%}")
    print(
        f"  review marks: hold {held / max(1, n - right):.1%} of the errors; on {flagged / n:.1%} of the places, "
        f"{tokens_flagged / tokens_seen:.1%} of all tokens"
    )
    from pypinyin import Style, lazy_pinyin

    hits = 0
    for text, at, label in zip(texts, places, labels, strict=True):
        syllables = lazy_pinyin(text, style=Style.TONE, errors=list)
        hits += len(syllables) == len(text) and syllables[at] == label
    print(f"  pypinyin {hits / n:.2%}")
    if find_spec("g2pM") is None:
        print("  g2pM: not installed")
        return
    from g2pM import G2pM

    model = G2pM()
    hits = sum(
        tone_marked(model(text, char_split=True)[at]) == label
        for text, at, label in zip(texts, places, labels, strict=True)
    )
    print(f"  g2pM {hits / n:.2%}")


def words(folder: Path, analyzer: Analyzer) -> None:
    from rjieba import Jieba

    jieba = Jieba()
    for name in ("ud-hk", "ud-gsd-dev"):
        gold = sentences(folder / f"{name}.conllu")
        print(
            f"words, {name}, F1: companion (reader's grain) "
            f"{f1(gold, lambda t: [x.text for x in analyzer.tokens(t)]):.2%}, companion (fine grain) "
            f"{f1(gold, lambda t: [t[a:b] for a, b in fine_grain(analyzer.tokens(t))]):.2%}, jieba on simplified text "
            f"{f1(gold, lambda t: jieba.cut(analyzer.simplify(t))):.2%}, jieba on raw text {f1(gold, jieba.cut):.2%}"
        )


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
    figures = []
    for name, convert in ways.items():
        good = total = 0
        for text, gold in texts:
            for a, b in zip(convert(text), gold, strict=True):
                if a not in QUOTES and b not in QUOTES:
                    total += 1
                    good += a == b
        figures.append(f"{name} {good / total:.3%}")
    print("Simplified characters, GSD dev: " + ", ".join(figures))


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    analyzer = Analyzer()
    polyphones(folder, analyzer)
    words(folder, analyzer)
    simplified(folder, analyzer)


if __name__ == "__main__":
    main()
