"""What a site of many articles takes: `python benchmarks/archive.py [--articles 200 2000] [--workers 2] [--scheduler pool]`.

Articles of some 500 characters are made of sentences of the project's own articles in another order each time. For each
number of articles a site is built in a new process, and built again, when nothing is to be done but the lists. Printed are the processor time of an
article (all processes), the time by the clock, the most memory of the parent and of a worker, and what the search loads. The
clock says something on a machine that does nothing else: `--workers 1` and `--workers 2`, one after the other, are how many times as fast two are.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def build(articles: Path, site: Path, options: argparse.Namespace) -> tuple[float, float, float, float]:
    """Seconds by the clock, processor seconds, megabytes of the parent and of a worker."""
    command = [
        sys.executable,
        __file__,
        "--build",
        str(articles),
        str(site),
        "--workers",
        str(options.workers),
    ]
    command += ["--scheduler", options.scheduler]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    took, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, spent, float(said[-2]), float(said[-1])


def child(articles: str, site: str, workers: int, scheduler: str) -> None:
    """One run of the command, and the most memory of this process and of its largest worker."""
    from companion.cli import main

    main(
        [
            "batch",
            articles,
            "-o",
            site,
            "--translator",
            "none",
            "--workers",
            str(workers),
            "--scheduler",
            scheduler,
        ]
    )
    unit = 2**20 if sys.platform == "darwin" else 1024
    own, workers_own = (
        resource.getrusage(who).ru_maxrss / unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{own:.0f} {workers_own:.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="+", default=[200, 2000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--scheduler", default="pool")
    parser.add_argument("--build", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        child(*options.build, options.workers, options.scheduler)
        return
    for count in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            articles, site = Path(folder) / "articles", Path(folder) / "site"
            articles.mkdir()
            make(articles, count)
            took, spent, parent, worker = build(articles, site, options)
            again, spent_again, parent_again, _ = build(articles, site, options)
            files = [p for p in site.rglob("*") if p.is_file()]
            pages = [p.stat().st_size for p in (site / "articles").glob("*.html")]
            search = [p.stat().st_size for p in (site / "search").rglob("*.js")]
            print(
                f"{count:,} articles, {options.workers} workers ({options.scheduler}): {took:.1f} s, processor {spent:.1f} s "
                f"({1000 * (spent - spent_again) / count:.0f} ms an article), parent {parent:.0f} MB, worker {worker:.0f} MB\n"
                f"  again, nothing to do but the lists: {again:.1f} s, processor {spent_again:.1f} s, {parent_again:.0f} MB\n"
                f"  {len(files):,} files, {sum(p.stat().st_size for p in files) / 1e6:.1f} MB; a page {sum(pages) / len(pages) / 1000:.0f} KB; "
                f"search {sum(search) / 1e6:.2f} MB in {len(search)} files, the largest {max(search) / 1000:.0f} KB"
            )


if __name__ == "__main__":
    main()
