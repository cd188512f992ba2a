"""Speed of reading beside what a user would otherwise write: OpenCC, jieba and pypinyin by hand.

    python benchmarks/speed.py ARTICLE --sentences FILE [--characters 300000]

ARTICLE is a text whose paragraphs are turned about and repeated: its words are soon **known**. FILE has a sentence a line
(▁ in it is left out, so that the development set of CPP serves), none of which comes again: **new** vocabulary. Each text is read with the
tagger, as by default, and with `Language(tagger=None)`, each in a process of its own on one core with one BLAS thread:

- cold: the first reading after one short sentence, beside the notebook's first after the same sentence;
- warm: the same text again, beside the notebook again, in turn; the better of two each;
- walked: the warm reading, and each token looked at with its reading and senses, as a page or an export does: tokens are
  made when they are first asked for, so reading alone says less than it seems;
- start: a process that reads that short sentence and nothing else, with all its imports: Companion, whose index is there, and the
  notebook twice, when jieba first makes the cache of its dictionary (in the system's folder for temporary files, so that a new machine and often
  a restarted one have none) and when it is there. "cold" counts neither: both have their dictionaries then.

The compiled core takes part where it is built; with COMPANION_PURE=1 in the environment numpy alone is measured.

The figures are times of the process's own work (user CPU and system), their ratios those of one run. The notebook does each
paragraph by itself and has neither glossary, parts of speech, names, senses, sentences nor review marks. jieba is in
the dependency group `bench`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

_FIRST = "警方打擊電騙，她看著電視。"


def known(path: Path, characters: int) -> str:
    """Paragraphs of a text, each begun at another place, until there are enough."""
    paragraphs = [p for p in path.read_text("utf-8").split("\n") if p.strip()]
    chance, found, length = random.Random(1), [], 0
    while length < characters:
        p = chance.choice(paragraphs)
        at = chance.randrange(len(p))
        found.append(p[at:] + p[:at])
        length += len(p)
    return "\n".join(found)


def new(path: Path, characters: int) -> str:
    """The different lines of a file, as many as there are or are asked for."""
    lines = dict.fromkeys(line.replace("▁", "").strip() for line in path.read_text("utf-8").splitlines())
    return "\n".join(filter(None, lines))[:characters]


def notebook() -> Callable[[str], int]:
    """The notebook: its number of syllables."""
    import jieba
    from opencc import OpenCC
    from pypinyin import Style, lazy_pinyin

    jieba.setLogLevel(60)
    converter = OpenCC("hk2s")

    def read(text: str) -> int:
        syllables = 0
        for paragraph in text.split("\n"):
            for word in jieba.lcut(converter.convert(paragraph)):
                syllables += len(lazy_pinyin(word, style=Style.TONE))
        return syllables

    return read


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(text: str, tagger: str | None) -> dict[str, float]:
    """The times of one text in this process, in seconds, and its peak memory in MB."""
    import companion
    from companion.language.language import Language

    language = Language(tagger=tagger)

    def reading(some: str) -> companion.Article:
        return companion.read_text(some, paragraphs="line", translator=None, language=language)

    def walking() -> int:
        return sum(len(t.pinyin) + len(t.senses) for p in reading(text).paragraphs for t in p.tokens)

    reading(_FIRST)
    found = {"cold": timed(lambda: reading(text))}
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    by_hand = notebook()
    by_hand(_FIRST)
    found["notebook cold"] = timed(lambda: by_hand(text))
    pairs = [(timed(lambda: by_hand(text)), timed(lambda: reading(text)), timed(walking)) for _ in range(2)]
    found |= dict(zip(("notebook", "warm", "walked"), map(min, zip(*pairs, strict=True)), strict=True))
    return found


def start(what: str, folder: str) -> None:
    """Prints the processor time of this process up to its first sentence."""
    if what == "companion":
        import companion

        companion.read_text(_FIRST, translator=None)
    else:
        import jieba

        jieba.dt.tmp_dir = folder
        notebook()(_FIRST)
    print(time.process_time())


def starts() -> str:
    """What each needs until it has read a sentence, in a process of its own."""
    told = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("companion", "the notebook, jieba making its cache", "the notebook, the cache there"):
            command = [
                sys.executable,
                __file__,
                "-",
                "--sentences",
                "-",
                "--start",
                name.split(",")[0],
                folder,
            ]
            child = subprocess.run(
                command, capture_output=True, check=True, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"}
            )
            told.append(f"{name} {float(child.stdout):.2f} s")
    return "start: " + "; ".join(told)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", type=Path)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--characters", type=int, default=300_000)
    parser.add_argument(
        "--only", nargs=2, metavar=("TEXT", "TAGGER"), help="one row, such as: known student, new none"
    )
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)  # what one of the processes does
    parser.add_argument("--start", nargs=2, help=argparse.SUPPRESS)  # so does this
    options = parser.parse_args()
    if options.start:
        start(*options.start)
        return
    if find_spec("jieba") is None:
        raise SystemExit(
            "jieba is not installed; it is in the dependency group 'bench': uv sync --group bench"
        )
    if options.one:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        source, tagger = options.one
        make, path = (known, options.article) if source == "known" else (new, options.sentences)
        text = make(path, options.characters)
        print(json.dumps({"characters": len(text)} | measure(text, tagger if tagger != "none" else None)))
        return
    from companion.language.core import library

    print(f"compiled core: {'in use' if library() is not None else 'none'}")
    print(starts(), flush=True)
    rows = [(source, tagger) for source in ("known", "new") for tagger in ("student", "none")]
    for source, tagger in [tuple(options.only)] if options.only else rows:
        command = [sys.executable, __file__, *sys.argv[1:], "--one", source, tagger]
        child = subprocess.run(
            command, capture_output=True, check=True, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"}
        )
        f = json.loads(child.stdout)
        print(
            f"{source:6} tagger {'on ' if tagger != 'none' else 'off'} {f['characters']:9,} characters, times the notebook: "
            f"cold {f['notebook cold'] / f['cold']:.2f}, warm {f['notebook'] / f['warm']:.2f}, "
            f"walked {f['notebook'] / f['walked']:.2f}; "
            f"{f['characters'] / f['warm']:9,.0f} characters/s; {f['memory']:,.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
