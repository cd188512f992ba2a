"""Whether a change of the structure changed a result: everything found in much text, before and after.

    python tools/snapshot.py take before.jsonl        # in the tree as it was
    python tools/snapshot.py take after.jsonl         # in the tree as it is
    python tools/snapshot.py compare before.jsonl after.jsonl
    python tools/snapshot.py digest after.jsonl

A snapshot has one line per paragraph: its place, the paragraph as `companion/article@1` (tokens with all
their fields, sentences with the word gloss as their English), and the terms of the article once. The text is
the bundled articles and, with `--more FOLDER`, the newspaper page (`articles/*.txt`) and 500 sentences of each
of four benchmarks in that folder (`benchmarks/cpp-dev.sent`, `ud-*.conllu`), every n-th.

`compare` says which fields differ, with the first few of each, and ends with code 1 where any does. Only
`companion.read`, `read_text` and the JSON are used, so that the script runs on any version.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PER_BENCHMARK = 500
SHOWN = 5


def sentences_of(path: Path) -> list[str]:
    """The sentences of a CoNLL-U file, or of a file with one to a line where ▁ marks a character."""
    lines = path.read_text("utf-8").splitlines()
    if path.suffix == ".conllu":
        found = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
    else:
        found = [line.replace("▁", "") for line in lines if line.strip()]
    return found[:: max(1, len(found) // PER_BENCHMARK)][:PER_BENCHMARK]


def texts(more: Path | None) -> Iterator[tuple[str, str, str]]:
    """Name, text and how its paragraphs are found."""
    for path in sorted((ROOT / "notebooks" / "articles").glob("*.txt")):
        yield path.stem, path.read_text("utf-8"), "auto"
    if more is None:
        return
    for path in sorted((more / "articles").glob("*.txt")):
        yield path.stem, path.read_text("utf-8"), "auto"
    for path in sorted([*(more / "benchmarks").glob("*.sent"), *(more / "benchmarks").glob("*.conllu")]):
        yield path.stem, "\n".join(sentences_of(path)), "line"


def take(target: Path, more: Path | None) -> None:
    """Write the snapshot of this tree."""
    # Neither the person's own terms nor their corrections take part.
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COMPANION_DATA_DIR"] = folder
        sys.path.insert(0, str(ROOT))
        import companion
        from companion.export.json_article import article_to_dict

        with target.open("w", encoding="utf-8") as out:
            for name, text, paragraphs in texts(more):
                article = companion.read_text(text, paragraphs=paragraphs, translator="gloss")
                data = article_to_dict(article)
                rows = [(f"{name}/{n}", p) for n, p in enumerate(data.pop("paragraphs"))]
                for place, row in [(name, data), *rows]:
                    print(json.dumps([place, row], ensure_ascii=False, sort_keys=True), file=out)


def rows_of(path: Path) -> dict[str, dict]:
    return dict(json.loads(line) for line in path.open(encoding="utf-8"))


def differences(a: object, b: object, path: str = "") -> Iterator[tuple[str, object, object]]:
    """The fields that differ: their path without the numbers, and both values."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in a.keys() | b.keys():
            yield from differences(a.get(key), b.get(key), f"{path}.{key}")
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for x, y in zip(a, b, strict=True):
            yield from differences(x, y, f"{path}[]")
    elif a != b:
        yield path, a, b


def shown(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict) and "text" in value[0]:
        value = "|".join(v["text"] for v in value)
    line = json.dumps(value, ensure_ascii=False)
    return line if len(line) <= 300 else line[:300] + " …"


def compare(before: Path, after: Path) -> int:
    """Print what differs; 1 where anything does."""
    a, b = rows_of(before), rows_of(after)
    found: dict[str, list[tuple[str, object, object]]] = defaultdict(list)
    for place in [*a, *(p for p in b if p not in a)]:
        for field, x, y in differences(a.get(place), b.get(place)):
            found[field].append((place, x, y))
    places = {place for rows in found.values() for place, _, _ in rows}
    print(f"{len(a)} and {len(b)} rows; {len(places)} of them differ")
    for field, n in Counter({f: len(rows) for f, rows in found.items()}).most_common():
        print(f"\n{field or '(whole row)'}: {n}")
        for place, x, y in found[field][:SHOWN]:
            print(f"  {place}\n    - {shown(x)}\n    + {shown(y)}")
    return bool(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("take", help="write a snapshot")
    one.add_argument("target", type=Path)
    one.add_argument("--more", type=Path, help="a folder with articles/ and benchmarks/")
    two = commands.add_parser("compare", help="what differs between two snapshots")
    two.add_argument("before", type=Path)
    two.add_argument("after", type=Path)
    three = commands.add_parser("digest", help="one number for a snapshot")
    three.add_argument("snapshot", type=Path)
    args = parser.parse_args()
    if args.command == "take":
        take(args.target, args.more)
        return 0
    if args.command == "digest":
        print(hashlib.sha256(args.snapshot.read_bytes()).hexdigest()[:16])
        return 0
    return compare(args.before, args.after)


if __name__ == "__main__":
    sys.exit(main())
