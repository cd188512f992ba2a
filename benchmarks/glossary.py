"""What the glossary costs: loading, the automaton, matching a million characters.

    python benchmarks/glossary.py [TEXT]

Prints milliseconds, the best of several runs, and each as a share of what reading the same text
costs altogether, so that figures of one run can be compared on a busy machine.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import companion
from companion.glossary import Glossary, shipped_folder
from companion.glossary.matching import Matcher
from companion.language.script import OpenCCConverter

ARTICLES = Path(__file__).parents[1] / "notebooks" / "articles"
LONG = 1_000_000


def best(job: Callable[[], object], times: int = 5) -> float:
    """The shortest of `times` runs, in milliseconds."""
    found = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        job()
        found = min(found, time.perf_counter() - start)
    return found * 1000


def main() -> None:
    files = [Path(sys.argv[1])] if len(sys.argv) > 1 else sorted(ARTICLES.glob("*.txt"))
    text = "".join(f.read_text("utf-8") for f in files)
    companion.read_text(text, translator=None)  # what is loaded once
    reading = best(lambda: companion.read_text(text, translator=None), 3) / len(text) * LONG
    glossary = Glossary.load()
    print(f"{len(glossary)} terms")
    print(f"loading, compiled            {best(Glossary.load):8.1f} ms")
    print(f"loading, from the CSV files  {best(lambda: Glossary.load(shipped_folder())):8.1f} ms")
    print(f"building the automaton       {best(lambda: Matcher(glossary.terms).find('電騙')):8.1f} ms")
    many = (text * (LONG // len(text) + 1))[:LONG]
    simplified = OpenCCConverter().to_simplified(many)
    matching = best(lambda: glossary.match(many, simplified), 3)
    print(
        f"matching {LONG:,} characters {matching:8.1f} ms, {len(glossary.match(many, simplified)):,} matches"
    )
    print(f"that is {100 * matching / reading:.1f} % of reading them (words read before are remembered)")


if __name__ == "__main__":
    main()
