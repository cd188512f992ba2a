"""How fast an article is translated, beside Argos Translate itself, with a package of the real shape.

    python benchmarks/translation.py [--sentences 200] [--package FOLDER] [--tokens 40] [--runs 1]

Both run in one process on the same installed package (by default one with random weights, which
`random_package.py` makes), at the same beam and the same longest answer; Argos gets our sentences through
a sentence splitter of its own kind, since its own ones go to the network. Random weights never
end a sentence, hence the limit. The ratio is what counts; the seconds depend on the machine. Wall time is what a reader
waits; processor time (of all threads) says more where the machine has other work. Beside Argos' own search the three
qualities of Companion are measured; "balanced" and "best" search longer than Argos does at the same beam (patience 2). With
several runs the programs take turns and the medians are printed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]


def sentences(count: int) -> list[str]:
    """Simplified sentences of the project's own articles, each article again until there are enough."""
    import companion

    found = []
    for file in sorted((ROOT / "notebooks" / "articles").glob("*.txt")):
        for p in companion.read(file, translator=None).paragraphs:
            for s in p.sentences:
                found.append("".join(t.simplified for t in p.tokens_of(s)).strip())
    return list(islice(cycle(found), count))


def measure(which: str, package: Path, asked: list[str], beam: int, tokens: int) -> dict[str, object]:
    """One program over the sentences; `which` is "argos", "companion" or a quality's name."""
    from dataclasses import replace

    started, processor = time.perf_counter(), time.process_time()
    first = None
    if which != "argos":
        from companion.translation.engine import QUALITY, Engine, Settings

        engine = Engine(package)
        settings = replace(QUALITY.get(which) or Settings(beam_size=beam), longest=tokens)
        answers = []
        for text in engine.translate(asked, settings):
            first = first or time.perf_counter() - started
            answers.append(text)
    else:
        from argos_itself import argos_translation

        translation = argos_translation(package, beam=beam, longest=tokens)
        answers = []
        for text in asked:
            answers.append(translation.hypotheses(text, 1)[0].value)
            first = first or time.perf_counter() - started
    return {
        "seconds": time.perf_counter() - started,
        "processor": time.process_time() - processor,
        "first": first,
        "megabytes": peak_megabytes(),
        "answers": answers,
    }


def peak_megabytes() -> float:
    """The most memory that this process has had; getrusage would count what its parent had before it."""
    try:
        status = Path("/proc/self/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, default=200)
    parser.add_argument("--package", type=Path, help="the folder of an installed package")
    parser.add_argument("--tokens", type=int, default=40, help="the longest answer")
    parser.add_argument("--beams", type=int, nargs="+", default=[4, 1])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--one", nargs=2, metavar=("WHICH", "BEAM"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    package = options.package
    if package is None:
        from random_package import make

        package = make(Path(tempfile.gettempdir()) / "companion-random-package")
    if options.one:
        asked = json.loads(sys.stdin.read())
        which, beam = options.one
        print(json.dumps(measure(which, package, asked, int(beam), options.tokens)))
        return
    asked = sentences(options.sentences)
    print(
        f"{len(asked)} sentences, {sum(map(len, asked))} characters, answers of {options.tokens} tokens at most"
    )
    rows = [(which, beam) for beam in options.beams for which in ("argos", "companion")]
    rows += [(quality, beam) for quality, beam in (("fast", 1), ("balanced", 2), ("best", 4))]
    results: dict[tuple[str, int], list[dict[str, object]]] = {row: [] for row in rows}
    for _ in range(options.runs):
        for which, beam in rows:  # a process each, so that memory and threads are its own
            command = [sys.executable, __file__, "--one", which, str(beam), "--tokens", str(options.tokens),
                       "--package", str(package)]  # fmt: skip
            done = subprocess.run(
                command, input=json.dumps(asked), capture_output=True, text=True, check=True
            )
            results[which, beam].append(json.loads(done.stdout))
    print(f"{'':24} {'wall s':>8} {'processor s':>12} {'first s':>8} {'MB':>5}   median of {options.runs}")
    for which, beam in rows:
        shown = [median(r[key] for r in results[which, beam]) for key in ("seconds", "processor", "first")]
        memory = max(r["megabytes"] for r in results[which, beam])
        name = f"{which}, beam {beam}" if which in ("argos", "companion") else f"quality {which}"
        print(f"{name:24} {shown[0]:8.1f} {shown[1]:12.1f} {shown[2]:8.2f} {memory:5.0f}")
    for beam in options.beams:
        ours, theirs = results["companion", beam], results["argos", beam]
        same = sum(a == b for a, b in zip(ours[0]["answers"], theirs[0]["answers"], strict=True))
        wall, processor = (
            median(t[key] / o[key] for o, t in zip(ours, theirs, strict=True))
            for key in ("seconds", "processor")
        )
        print(
            f"beam {beam}: {wall:.1f} times as fast, {processor:.1f} times by processor time; "
            f"{same} of {len(asked)} answers the same"
        )


if __name__ == "__main__":
    main()
