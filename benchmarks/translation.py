"""How fast an article is translated, beside Argos Translate and beside CTranslate2 alone, with a package of the real shape.

    python benchmarks/translation.py [--sentences 100] [--package FOLDER] [--tokens 40] [--runs 3] [--cores 1 2]

Each program runs in a process of its own that is held to so many cores (Linux) and has as many threads as cores, on the same
installed package (by default one with random weights, which `random_package.py` makes), at the same beam and the same longest answer.
Random weights never end a sentence, hence the limit.

- argos: Argos' own code, sentence by sentence, with our sentences through a splitter of its own kind (its own ones go to the network);
- bare: one call of CTranslate2's `translate_batch` for all sentences, already in pieces, with CTranslate2's own batches of 1,024 tokens:
  neither pieces are made nor texts put together, and the first answer is there with the last;
- companion: our engine, from sentences to texts, in reading order.

An answer of a batch may be another than that of the sentence alone: CTranslate2 adds in another order there, and where two ways through the
search are as good as each other, as with random weights, the other one wins. Argos asks one by one; what differs is asked so too.

The ratios are medians of pairs that ran one after the other, with the order turned about from run to run. Wall time is what a
reader waits; processor time (of all threads) depends less on what else the machine does. At the end the load of the machine is told. The three
qualities search longer than Argos does at the same beam ("balanced" and "best": patience 2); `--qualities` measures them.
With 100 sentences, three runs on one core and three on two take some five minutes on a quiet machine of two cores.
"""

from __future__ import annotations

import argparse
import json
import os
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
    """One program over the sentences; `which` is "argos", "bare", "companion", "alone" (it, a sentence at a time) or a quality's name."""
    from dataclasses import replace

    from companion.translation.engine import QUALITY, Engine, Settings

    engine = Engine(package)
    translate = pieces = None
    if which == "argos":
        from argos_itself import argos_translation

        translate = argos_translation(package, beam=beam, longest=tokens)
    else:
        engine.prepare()
        pieces = [engine._loaded.tokenizer.encode(text) for text in asked]
    first = None
    answers: list[object] = []
    started, processor = time.perf_counter(), time.process_time()
    if which == "bare":
        found = engine._loaded.model.translate_batch(
            pieces, beam_size=beam, length_penalty=0.2, max_batch_size=1024, batch_type="tokens",
            max_decoding_length=tokens, return_scores=True, replace_unknowns=True,
        )  # fmt: skip
        answers = [result.hypotheses[0] for result in found]
    elif which == "argos":
        for text in asked:
            answers.append(translate.hypotheses(text, 1)[0].value)
            first = first or time.perf_counter() - started
    else:
        settings = replace(QUALITY.get(which) or Settings(beam_size=beam), longest=tokens)
        together = [[text] for text in asked] if which == "alone" else [asked]
        for text in (text for some in together for text in engine.translate(some, settings)):
            first = first or time.perf_counter() - started
            answers.append(text)
    taken, spent = time.perf_counter() - started, time.process_time() - processor
    if which == "bare":
        answers = [engine._text(pieces) for pieces in answers]
    return {
        "seconds": taken,
        "processor": spent,
        "first": first or taken,
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


def run(
    which: str, beam: int, cores: int, asked: list[str], options: argparse.Namespace
) -> dict[str, object]:
    """One program in a process of its own, on so many cores with as many threads."""
    command = [sys.executable, __file__, "--one", which, str(beam), "--tokens", str(options.tokens)]
    command += ["--package", str(options.package), "--cores", str(cores)]
    threads = {"ARGOS_INTER_THREADS": "1", "ARGOS_INTRA_THREADS": str(cores), "OMP_NUM_THREADS": str(cores)}
    done = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, check=True, env=os.environ | threads
    )
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, default=100)
    parser.add_argument("--package", type=Path, help="the folder of an installed package")
    parser.add_argument("--tokens", type=int, default=40, help="the longest answer")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without-argos", action="store_true", help="beside CTranslate2 alone")
    parser.add_argument("--qualities", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("WHICH", "BEAM"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.package is None:
        from random_package import make

        options.package = make(Path(tempfile.gettempdir()) / "companion-random-package")
    if options.one:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.cores[0]])
        asked = json.loads(sys.stdin.read())
        which, beam = options.one
        print(json.dumps(measure(which, options.package, asked, int(beam), options.tokens)))
        return
    asked = sentences(options.sentences)
    print(
        f"{len(asked)} sentences, {sum(map(len, asked))} characters, answers of {options.tokens} tokens at most, beam {options.beam}"
    )
    programs = ["bare", "companion"] if options.without_argos else ["argos", "bare", "companion"]
    for cores in options.cores:
        results: dict[str, list[dict[str, object]]] = {which: [] for which in programs}
        for turn in range(options.runs):
            for which in programs if turn % 2 == 0 else reversed(programs):
                results[which].append(run(which, options.beam, cores, asked, options))
        if options.qualities:
            results |= {q: [run(q, 4, cores, asked, options)] for q in ("fast", "balanced", "best")}
        print(f"{f'{cores} cores':12} {'wall s':>8} {'processor s':>12} {'first s':>8} {'MB':>5}")
        for which, found in results.items():
            shown = [median(r[key] for r in found) for key in ("seconds", "processor", "first")]
            memory = max(r["megabytes"] for r in found)
            print(f"{which:12} {shown[0]:8.1f} {shown[1]:12.1f} {shown[2]:8.2f} {memory:5.0f}")
        for which in programs[:-1]:
            ours, theirs = results["companion"], results[which]
            same = sum(a == b for a, b in zip(ours[0]["answers"], theirs[0]["answers"], strict=True))
            more = ""
            if which == "argos" and same < len(asked):
                pairs = zip(asked, ours[0]["answers"], theirs[0]["answers"], strict=True)
                others = {text: b for text, a, b in pairs if a != b}
                alone = run("alone", options.beam, cores, list(others), options)["answers"]
                more = f" ({sum(map(str.__eq__, alone, others.values()))} of the other {len(others)} too, asked one by one)"
            wall, processor = (
                [t[key] / o[key] for o, t in zip(ours, theirs, strict=True)]
                for key in ("seconds", "processor")
            )
            print(
                f"companion beside {which}: {median(wall):.2f} times as fast by the clock ({min(wall):.2f} to {max(wall):.2f}), "
                f"{median(processor):.2f} by processor time ({min(processor):.2f} to {max(processor):.2f}); "
                f"{same} of {len(asked)} answers the same{more}"
            )
    print(f"load of the machine: {', '.join(f'{n:.1f}' for n in os.getloadavg())}")


if __name__ == "__main__":
    main()
