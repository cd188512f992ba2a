"""What a site of many articles takes: `python benchmarks/archive.py [--articles 200 2000] [--workers 1 2] [--scheduler pool]`.

Articles of some 500 characters are made of sentences of the project's own articles in another order each time. For each
number of articles and of workers a site is built in a new process, and built again, when nothing is to be done but the lists. Printed are the
time by the clock, the processor time (all processes, the parent, an article), the most memory of the parent and of a worker, and what the search
loads; and how many times as fast it is as with the first number of workers. The clock says something on a machine that does
nothing else; the processor time says on any machine how many times as fast it can be at best, were all processors free.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LONG = 500


def make(folder: Path, count: int) -> None:
    """Articles of their own sentences, so that none is like another."""
    text = "".join(p.read_text("utf-8") for p in sorted((ROOT / "notebooks" / "articles").glob("*.txt")))
    sentences = [s.strip() for s in re.findall(r"[^。\n]{8,}。", text)]
    dice = random.Random(7)
    for n in range(count):
        chosen: list[str] = []
        while sum(map(len, chosen)) < LONG:
            chosen.append(dice.choice(sentences))
        parts = ["".join(chosen[i : i + 4]) for i in range(0, len(chosen), 4)]
        (folder / f"{n:06}.txt").write_text(f"新聞 {n}\n\n" + "\n\n".join(parts) + "\n", encoding="utf-8")


class Built(NamedTuple):
    """Seconds by the clock, processor seconds of the parent and of its workers, megabytes of the parent and of the largest worker."""

    took: float
    parent: float
    workers: float
    parent_megabytes: float
    worker_megabytes: float

    @property
    def spent(self) -> float:
        return self.parent + self.workers


def build(articles: Path, site: Path, workers: int, scheduler: str) -> Built:
    """One run of the command in a process of its own."""
    command = [sys.executable, __file__, "--build", str(articles), str(site)]
    command += ["--workers", str(workers), "--scheduler", scheduler]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode or not any((site / "articles").glob("*.html")):
        raise SystemExit((done.stderr.strip() or f"{site}: no page was made").splitlines()[-1])
    return Built(time.perf_counter() - start, *json.loads(done.stdout.splitlines()[-1]))


def child(articles: str, site: str, workers: int, scheduler: str) -> None:
    """One run of the command, then what this process and its workers took."""
    from companion.cli import main

    command = ["batch", articles, "-o", site, "--translator", "none"]
    if code := main([*command, "--workers", str(workers), "--scheduler", scheduler]):
        raise SystemExit(code)
    unit = 2**20 if sys.platform == "darwin" else 1024
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = [used.ru_utime + used.ru_stime for used in (own, others)]
    print(json.dumps([*seconds, own.ru_maxrss / unit, others.ru_maxrss / unit]))


def told(count: int, workers: int, scheduler: str, site: Path, first: Built, again: Built) -> str:
    """The figures of one number of workers."""
    files = [p for p in site.rglob("*") if p.is_file()]
    pages = [p.stat().st_size for p in (site / "articles").glob("*.html")]
    search = [p.stat().st_size for p in (site / "search").rglob("*.js")]
    return (
        f"{count:,} articles, {workers} workers ({scheduler}): {first.took:.1f} s; processor {first.spent:.1f} s, of it the parent "
        f"{first.parent:.1f} ({1000 * (first.spent - again.spent) / count:.0f} ms an article); "
        f"parent {first.parent_megabytes:.0f} MB, worker {first.worker_megabytes:.0f} MB\n"
        f"  again, nothing to do but the lists: {again.took:.1f} s, processor {again.spent:.1f} s, {again.parent_megabytes:.0f} MB\n"
        f"  {len(files):,} files, {sum(p.stat().st_size for p in files) / 1e6:.1f} MB; a page {sum(pages) / len(pages) / 1000:.0f} KB; "
        f"search {sum(search) / 1e6:.2f} MB in {len(search)} files, the largest {max(search) / 1000:.0f} KB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="+", default=[200, 2000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument(
        "--scheduler",
        default="pool",
        help="pool, dask (on this machine, the extra 'batch'), or tcp://HOST:PORT",
    )
    parser.add_argument("--build", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        child(*options.build, options.workers[0], options.scheduler)
        return
    for count in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            articles = Path(folder) / "articles"
            articles.mkdir()
            make(articles, count)
            before: Built | None = None
            for workers in options.workers:
                site = Path(folder) / f"site-{workers}"
                first, again = (build(articles, site, workers, options.scheduler) for _ in range(2))
                print(told(count, workers, options.scheduler, site, first, again), flush=True)
                if before:
                    at_best = before.spent / max(first.spent / workers, first.parent)
                    print(
                        f"  {before.took / first.took:.2f} times as fast by the clock as with {options.workers[0]}; "
                        f"at best {at_best:.2f} times by processor time"
                    )
                before = before or first
    print(f"load of the machine: {', '.join(f'{n:.1f}' for n in os.getloadavg())}")


if __name__ == "__main__":
    main()
