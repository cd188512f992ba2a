"""What review marks hold of what is wrong, on sentences of our own that they were not learned from.

    python benchmarks/marks.py

The places of `words_*.tsv`: of those whose words, names or readings are wrong, how many have a mark; and how many of all
words are marked. `tools/train_marks.py` prints what the marks hold on treebanks and the CPP development set, each part judged
by the weights of the others.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from words import judged  # noqa: E402

import companion  # noqa: E402
from companion.language.language import Language  # noqa: E402


def main() -> None:
    language = Language.default()
    wrong = held = tokens = marked = 0
    for path in sorted(HERE.glob("words_*.tsv")):
        here = [0, 0]
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                paragraph = companion.read_text(
                    row["text"], translator=None, paragraphs="line", language=language
                ).paragraphs[0]
                words = [t for t in paragraph.tokens if t.kind in ("word", "number")]
                tokens += len(words)
                marked += sum(bool(t.review) for t in words)
                if not judged(row, language)[0]:
                    place = row["words"].replace("|", "")
                    start = row["text"].rindex(place)
                    here[0] += 1
                    here[1] += any(t.review for t in words if t.end > start and t.start < start + len(place))
        print(f"{path.name}: {here[1]} of {here[0]} wrong places have a mark")
        wrong, held = wrong + here[0], held + here[1]
    print(f"all: {held} of {wrong} ({held / wrong:.0%}), on {marked / tokens:.1%} of the words")


if __name__ == "__main__":
    main()
