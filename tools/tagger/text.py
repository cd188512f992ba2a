"""The text to label: simplified sentences, one a line, without those that a test set holds.

    python tools/tagger/text.py OUT.txt TEXT… [--without TEXT…]

A text is a file of sentences or paragraphs in either script (.xz too), or of CoNLL-U. A sentence that shares twelve
Han characters in a row with a text of `--without` is left out. Run with the project's own environment.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections.abc import Iterator
from pathlib import Path

from companion.language.script import OpenCCConverter

_END = re.compile(r"(?<=[。！？；])(?![」』”’）])|(?<=[。！？；][」』”’）])")
_HAN = re.compile("[\u4e00-\u9fff]")
_SHARED = 12


def lines_of(path: Path) -> list[str]:
    """The lines of a text file; of a CoNLL-U file its sentences."""
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8").replace("▁", "")
    if path.suffix == ".conllu":
        return [x[9:] for x in text.split("\n") if x.startswith("# text = ")]
    return text.split("\n")


def _sentences(line: str) -> Iterator[str]:
    for sentence in _END.split(line.strip()):
        if 4 <= len(sentence) <= 150 and len(_HAN.findall(sentence)) * 2 > len(sentence):
            yield sentence


def _grams(text: str) -> Iterator[str]:
    han = "".join(_HAN.findall(text))
    for i in range(max(1, len(han) - _SHARED + 1)):
        yield han[i : i + _SHARED]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--without", nargs="*", default=[], type=Path)
    options = parser.parse_args()
    simple = OpenCCConverter().to_simplified
    kept_back = {g for path in options.without for g in _grams_of(path, simple)}
    seen: set[str] = set()
    with options.out.open("w", encoding="utf-8") as file:
        for path in options.texts:
            before, left_out = len(seen), 0
            for line in lines_of(path):
                for sentence in _sentences(simple(line)):
                    if not kept_back.isdisjoint(_grams(sentence)):
                        left_out += 1
                    elif sentence not in seen:
                        seen.add(sentence)
                        file.write(sentence + "\n")
            print(f"{path.name}: {len(seen) - before} sentences, {left_out} left out")


def _grams_of(path: Path, simple) -> Iterator[str]:
    for line in lines_of(path):
        yield from _grams(simple(line))


if __name__ == "__main__":
    main()
