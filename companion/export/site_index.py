"""The search of a site: an index in chunks, of which a page loads those that a query needs.

The way is Pagefind's (MIT, not used: it indexes finished HTML by words between spaces, and needs a server). Keys and what they
stand for are sorted on the disk, a few thousand articles or a hundred thousand: docs/decisions/0084-a-site-in-pieces.md.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, groupby, islice
from pathlib import Path

__all__ = ["chunks"]

_POSTINGS = 300_000  # numbers of articles that are in memory at a time
_BOOK = 50_000  # keys of an article that are not taken into memory
_RUNS = 64  # sorted files that are open at a time
_CHUNK = 48_000  # characters of a chunk
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def chunks(
    articles: Iterable[tuple[int, Iterable[str]]], count: int, write: Callable[[int, list[list[str]]], None]
) -> list[str]:
    """Sorts the keys of articles into chunks.

    Args:
        articles: The number of each, in rising order, and its keys, sorted as JavaScript sorts.
        count: How many there are; a key that nearly all of many have stands for all.
        write: Is given the number of each chunk and its keys with the articles: the steps between their numbers in base 36, or "*".

    Returns:
        The first key of each chunk.

    >>> chunks([(0, ["ea", "h電"]), (5, ["h電"])], 6, lambda n, keys: print(n, keys))
    0 [['ea', '0'], ['h電', '0 5']]
    ['ea']
    """
    first: list[str] = []
    some: list[list[str]] = []
    size = 0
    with tempfile.TemporaryDirectory() as folder:
        for key, numbers in _grouped(_runs(articles, Path(folder))):
            written = "*" if count > 1000 and len(numbers) > 0.6 * count else _steps(numbers)
            if size + len(key) + len(written) > _CHUNK and some:
                write(len(first) - 1, some)
                some, size = [], 0
            if not some:
                first.append(key)
            some.append([key, written])
            size += len(key) + len(written) + 6
        if some:
            write(len(first) - 1, some)
    return first


def _runs(articles: Iterable[tuple[int, Iterable[str]]], folder: Path) -> list[Path]:
    """Sorted files, a line for each key: the key, a tab, the articles."""
    runs: list[Path] = []
    made = 0
    here: dict[str, list[int]] = {}
    held = 0

    def put(lines: Iterable[tuple[str, Iterable[int]]]) -> Path:
        nonlocal made
        made += 1
        path = folder / f"{made}.txt"
        with path.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as out:
            out.writelines(f"{key}\t{' '.join(map(str, numbers))}\n" for key, numbers in lines)
        return path

    for number, keys in articles:
        rest = iter(keys)
        first = list(islice(rest, _BOOK))
        is_book = len(first) == _BOOK
        if not is_book:
            for key in first:
                here.setdefault(key, []).append(number)
            held += len(first)
        if here and (is_book or held >= _POSTINGS):
            runs.append(put((key, here[key]) for key in sorted(here, key=_order)))
            here, held = {}, 0
        if is_book:
            runs.append(put((key, (number,)) for key in chain(first, rest)))
        if len(runs) >= _RUNS:
            whole = put(_grouped(runs))
            for path in runs:
                path.unlink()
            runs = [whole]
    if here:
        runs.append(put((key, here[key]) for key in sorted(here, key=_order)))
    return runs


def _grouped(runs: list[Path]) -> Iterator[tuple[str, list[int]]]:
    """The keys of several files in order, each once; the articles of earlier files come first."""
    with ExitStack() as stack:
        files = [
            stack.enter_context(path.open(encoding="utf-8", errors="surrogatepass", newline="\n"))
            for path in runs
        ]
        lines = heapq.merge(*(map(_parted, file) for file in files), key=lambda line: _order(line[0]))
        for key, same in groupby(lines, key=lambda line: line[0]):
            yield key, [int(n) for _, numbers in same for n in numbers.split()]


def _parted(line: str) -> tuple[str, str]:
    key, _, numbers = line.partition("\t")
    return key, numbers


def _order(key: str) -> bytes:
    """As JavaScript compares texts."""
    return key.encode("utf-16-be", "surrogatepass")


def _steps(numbers: Iterable[int]) -> str:
    found, before = [], 0
    for n in numbers:
        found.append(_base36(n - before))
        before = n
    return " ".join(found)


def _base36(n: int) -> str:
    digits = ""
    while True:
        n, rest = divmod(n, 36)
        digits = _DIGITS[rest] + digits
        if not n:
            return digits
