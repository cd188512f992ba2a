"""The text to label: simplified sentences, one a line, without those that a test set holds.

    python tools/tagger/text.py OUT.txt TEXT[=HAN]… [--without TEXT…]

A text is a file of sentences or paragraphs in either script (.xz too), of CoNLL-U, of JSON (its long strings), of XML
(its paragraphs; of a translation memory the Chinese ones), or a folder of such files, which are taken in an order of
chance; with `=HAN` no more of it than so many Han characters. A sentence that shares twelve Han characters in a row
with a text of `--without` is left out. Run with the project's own environment.
"""

from __future__ import annotations

import argparse
import html
import json
import lzma
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from companion.language.script import OpenCCConverter

_END = re.compile(r"(?<=[。！？；])(?![」』”’）])|(?<=[。！？；][」』”’）])")
_HAN = re.compile("[\u4e00-\u9fff]")
_SHARED = 12
_TAG = re.compile("<[^>]*>")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)
_CHINESE_SEGMENT = re.compile(r'<tuv xml:lang="zh[^"]*">\s*<seg>(.*?)</seg>', re.S)


def files_of(path: Path) -> list[Path]:
    """A file itself; of a folder the files that may hold text, in an order of chance that is the same each time."""
    if not path.is_dir():
        return [path]
    files = sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".json", ".xml", ".tmx", ".tsv"))
    random.Random(1).shuffle(files)
    return files


def lines_of(path: Path) -> list[str]:
    """The lines of a text file; of CoNLL-U its sentences, of JSON and XML its paragraphs."""
    data = path.read_bytes()
    text = (
        (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8", "replace").replace("▁", "")
    )
    if path.suffix == ".conllu":
        return [x[9:] for x in text.split("\n") if x.startswith("# text = ")]
    if path.suffix == ".json":
        found = dict.fromkeys(_strings(json.loads(text)))
        return [line for string in found for line in string.split("\n")]
    if path.suffix in (".xml", ".tmx"):
        found = _CHINESE_SEGMENT.findall(text) if path.suffix == ".tmx" else _PARAGRAPH.findall(text)
        return [html.unescape(_TAG.sub("", part)) for part in found]
    return re.split("[\n\t]", text)


def _strings(value: Any) -> Iterator[str]:
    """Strings anywhere in JSON, without markup."""
    if isinstance(value, str):
        yield html.unescape(_TAG.sub("", value))
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


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
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--without", nargs="*", default=[], type=Path)
    options = parser.parse_args()
    simple = OpenCCConverter().to_simplified
    kept_back = {g for path in options.without for g in _grams_of(path, simple)}
    seen: set[str] = set()
    with options.out.open("w", encoding="utf-8") as file:
        for name in options.texts:
            path, _, most = name.partition("=")
            before, left_out, han = len(seen), 0, 0
            for sentence in _sentences_of(Path(path), simple):
                if most and han >= int(most):
                    break
                if not kept_back.isdisjoint(_grams(sentence)):
                    left_out += 1
                elif sentence not in seen:
                    seen.add(sentence)
                    han += len(_HAN.findall(sentence))
                    file.write(sentence + "\n")
            print(f"{path}: {len(seen) - before} sentences, {han} Han, {left_out} left out")


def _sentences_of(path: Path, simple: Callable[[str], str]) -> Iterator[str]:
    for file in files_of(path):
        for line in lines_of(file):
            if _HAN.search(line):
                yield from _sentences(simple(line))


def _grams_of(path: Path, simple: Callable[[str], str]) -> Iterator[str]:
    for line in lines_of(path):
        yield from _grams(simple(line))


if __name__ == "__main__":
    main()
