"""How long exercises take, and how many choices are ambiguous by our own rules.

    python benchmarks/exercises.py [folder of the benchmark texts]

Cuts random articles out of the UD texts (ud-hk.conllu, ud-gsd-dev.conllu) and times each kind after
the article was read, warm. Prints seconds for each article: the median and the worst of 200.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from pathlib import Path

from companion.exercises import KINDS, make_exercises
from companion.pipeline import read_text

NAMES = [f"{kind}:{v}" if v else kind for kind, variants in KINDS.items() for v in variants or ("",)]


def sentences(folder: Path) -> list[str]:
    """The sentences of the UD files, as they were written."""
    return [
        line.removeprefix("# text = ").strip()
        for name in ("ud-hk.conllu", "ud-gsd-dev.conllu")
        for line in (folder / name).read_text("utf-8").splitlines()
        if line.startswith("# text = ")
    ]


def cut(texts: list[str], rng: random.Random) -> str:
    """An article of 3 to 12 paragraphs of 1 to 6 sentences that follow each other."""
    paragraphs = []
    for _ in range(rng.randint(3, 12)):
        at = rng.randrange(len(texts))
        paragraphs.append("".join(texts[at : at + rng.randint(1, 6)]))
    return "\n\n".join(paragraphs)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/benchmarks")
    texts = sentences(folder)
    rng = random.Random(1)
    articles = [read_text(cut(texts, rng), "blank-line", translator=None) for _ in range(200)]
    characters = sum(len(p.text) for a in articles for p in a.paragraphs)
    print(f"200 articles, {characters / 200:.0f} characters each on average")
    start = time.perf_counter()
    make_exercises(articles[0], NAMES, count=20)
    print(f"the first sheet of a process, with all tables: {time.perf_counter() - start:.2f} s")
    for names in ([n] for n in NAMES):
        _report(articles, names, 10)
    _report(articles, NAMES, 20)


def _report(articles: list, names: list[str], count: int) -> None:
    times, made = [], 0
    for seed, article in enumerate(articles):
        start = time.perf_counter()
        made += len(make_exercises(article, names, count=count, seed=seed))
        times.append(time.perf_counter() - start)
    label = names[0] if len(names) == 1 else "all kinds, 20 items"
    print(
        f"{label:22} median {statistics.median(times):.3f} s, worst {max(times):.3f} s, {made / len(articles):.1f} items"
    )


if __name__ == "__main__":
    main()
