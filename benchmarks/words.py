"""How many words and names of our own sentences, written by kind before any output was seen, are right.

    python benchmarks/words.py [--kind KIND] [--failing] [--no-tagger]

Each file of sentences: `words` stands in the text with its word ends, all of them and no other; `entity` is the kind of
name that one of them is ("-": none is a person); a row with `pinyin` asks for the reading of `words` instead. `words_fresh.tsv` has been looked at while the lattice was made;
`words_heldout.tsv` had not when its first figure was taken, which is in `docs/accuracy.md`.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

import companion
from companion.han import han_places
from companion.language.language import Language

HERE = Path(__file__).parent


def judged(row: dict[str, str], language: Language) -> tuple[bool, str]:
    """Whether the words of a row, or the reading of what it names, are right, and what came."""
    paragraph = companion.read_text(
        row["text"], translator=None, paragraphs="line", language=language
    ).paragraphs[0]
    if pinyin := row.get("pinyin"):
        start = row["text"].index(row["words"])
        read = {
            token.start + place: syllable
            for token in paragraph.tokens
            for place, syllable in zip(han_places(token.text), token.pinyin, strict=True)
        }
        got = " ".join(read[at] for at in range(start, start + len(row["words"])) if at in read)
        return got == pinyin, got
    words = row["words"].split("|")
    start = row["text"].rindex("".join(words)) if "".join(words) in row["text"] else -1
    if start < 0:
        raise SystemExit(f"{row['words']} is not in {row['text']}")
    wanted, at = {start}, start
    for word in words:
        at += len(word)
        wanted.add(at)
    tokens = [t for t in paragraph.tokens if t.end > start and t.start < at]
    ends = {e for t in tokens for e in (t.start, t.end) if start <= e <= at}
    got = " ".join(f"{t.text}{'/' + t.entity if t.entity else ''}" for t in tokens)
    if ends != wanted:
        return False, got
    kinds = {t.entity for t in tokens}
    if row["entity"] == "-":
        return "person" not in kinds, got
    return not row["entity"] or row["entity"] in kinds, got


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", default="words_fresh.tsv")
    parser.add_argument("--kind", default=""), parser.add_argument("--failing", action="store_true")
    parser.add_argument("--no-tagger", action="store_true")
    options = parser.parse_args()
    language = Language(tagger=None) if options.no_tagger else Language.default()
    right, of = Counter(), Counter()
    with (HERE / options.file).open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if options.kind in row["kind"]:
                ok, got = judged(row, language)
                right[row["kind"]] += ok
                of[row["kind"]] += 1
                if options.failing and not ok:
                    print(
                        f"✗ {row['kind']}: {row['text']}\n    got   {got}\n    right {row['words']} {row['entity']}"
                    )
    for kind in of:
        print(f"{right[kind]:3} of {of[kind]:3}  {kind}")
    print(f"{right.total()} of {of.total()} right, {right.total() / of.total():.1%}")


if __name__ == "__main__":
    main()
