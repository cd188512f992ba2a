"""How well sentence ends are found: sentences of a CoNLL-U treebank that end in a terminal mark, joined.

    python benchmarks/sentences.py ud-hk.conllu [--show]

Twenty sentences at a time are joined without a space and split again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def measure(sentences: list[str]) -> tuple[int, int, int, list[str], list[str]]:
    """Right, extra and missed ends, and the extra and missed ones in their context."""
    from companion.language.sentences import split_sentences

    right, extra, missed = 0, [], []
    for i in range(0, len(sentences), 20):
        group = sentences[i : i + 20]
        text = "".join(group)
        wanted, at = set(), 0
        for sentence in group:
            at += len(sentence)
            wanted.add(at)
        got = {end for _, end in split_sentences(text)}
        right += len(wanted & got)
        extra += [f"{text[max(0, e - 25) : e]} | {text[e : e + 15]}" for e in sorted(got - wanted)]
        missed += [f"{text[max(0, e - 25) : e]} | {text[e : e + 15]}" for e in sorted(wanted - got)]
    return right, len(extra), len(missed), extra, missed


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is extra or missed")
    options = parser.parse_args()
    lines = options.treebank.read_text("utf-8").splitlines()
    texts = [line[9:].strip() for line in lines if line.startswith("# text = ")]
    ending = [t for t in texts if t.rstrip("」』”’）)")[-1:] in ("。", "！", "？", "!", "?")]
    right, extra, missed, extras, misses = measure(ending)
    print(f"{len(ending)} of {len(texts)} sentences end in a terminal mark")
    print(
        f"precision {right / (right + extra):.4f} ({extra} extra), recall {right / (right + missed):.4f} ({missed} missed)"
    )
    if options.show:
        print(*[f"extra   {e}" for e in extras], *[f"missed  {e}" for e in misses], sep="\n")


if __name__ == "__main__":
    main()
