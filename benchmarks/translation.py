"""How fast an article is translated, beside Argos Translate itself, with a package of the real shape.

    python benchmarks/translation.py [--sentences 200] [--package FOLDER] [--tokens 40]

Both run in one process on the same installed package (by default one with random weights, which
`random_package.py` makes), at the same beam and the same longest answer; Argos gets our sentences through
a sentence splitter of its own kind, since its own ones go to the network. Random weights never
end a sentence, hence the limit. The ratio is what counts; the seconds depend on the machine.
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
    from dataclasses import replace

    started = time.perf_counter()
    first = None
    if which == "companion":
        from companion.translation.engine import Engine, Settings

        engine = Engine(package)
        settings = replace(Settings(beam_size=beam), longest=tokens)
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
        "first": first,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "answers": answers,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, default=200)
    parser.add_argument("--package", type=Path, help="the folder of an installed package")
    parser.add_argument("--tokens", type=int, default=40, help="the longest answer")
    parser.add_argument("--beams", type=int, nargs="+", default=[4, 1])
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
    for beam in options.beams:
        results = {}
        for which in ("argos", "companion"):  # a process each, so that memory and threads are its own
            command = [sys.executable, __file__, "--one", which, str(beam), "--tokens", str(options.tokens),
                       "--package", str(package)]  # fmt: skip
            done = subprocess.run(
                command, input=json.dumps(asked), capture_output=True, text=True, check=True
            )
            results[which] = json.loads(done.stdout)
            r = results[which]
            print(
                f"beam {beam}  {which:9}  {r['seconds']:6.1f} s   first sentence {r['first']:5.2f} s   {r['megabytes']:4.0f} MB"
            )
        ours, theirs = results["companion"], results["argos"]
        same = sum(a == b for a, b in zip(ours["answers"], theirs["answers"], strict=True))
        print(
            f"beam {beam}  {theirs['seconds'] / ours['seconds']:.1f} times as fast, {same} of {len(asked)} answers the same"
        )


if __name__ == "__main__":
    main()
