"""Speed of reading beside what a user would otherwise write: OpenCC, jieba and pypinyin by hand.

    python benchmarks/speed.py ../shared/articles/article.txt [characters]

prints the characters a second of both on one core, in one run, their ratio, and the peak of memory.
The article is repeated up to 1,000,000 characters, or as many as are asked. The notebook does each
paragraph by itself and has neither glossary, senses, sentences nor review marks. Both have loaded
their data before. Times are of the process's own work, the best of two passes each. jieba is in the
dependency group `bench`.

A page that comes again has no new words: what that is worth is seen with a long text in which nothing is
repeated, and as many characters as it has.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import companion


def notebook(text: str) -> int:
    """The paragraphs in simplified characters, cut into words, with pinyin; the number of syllables."""
    import jieba
    from opencc import OpenCC
    from pypinyin import Style, lazy_pinyin

    converter = OpenCC("t2s")
    syllables = 0
    for paragraph in text.split("\n"):
        for word in jieba.lcut(converter.convert(paragraph)):
            syllables += len(lazy_pinyin(word, style=Style.TONE))
    return syllables


def reading(text: str) -> int:
    return len(companion.read_text(text, translator=None).paragraphs)


def rate(work: Callable[[str], int], text: str) -> float:
    """Characters a second, the better of two passes."""
    work(text[:500])
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        work(text)
        best = min(best, time.process_time() - start)
    return len(text) / best


def main(path: str, characters: str = "1000000") -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if find_spec("jieba") is None:
        raise SystemExit(
            "jieba is not installed; it is in the dependency group 'bench': uv sync --group bench"
        )
    article = Path(path).read_text("utf-8").rstrip() + "\n\n"
    wanted = int(characters)
    text = (article * (wanted // len(article) + 1))[:wanted]
    ours = rate(reading, text)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    theirs = rate(notebook, text)
    print(f"{len(text):,} characters on one core")
    print(f"companion  {ours:9,.0f} characters/s, peak memory {peak:,.0f} MB")
    print(f"notebook   {theirs:9,.0f} characters/s (OpenCC, jieba, pypinyin)")
    print(f"ratio      {ours / theirs:9.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
