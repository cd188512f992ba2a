"""What review marks hold of what is wrong, on sentences of our own that they were not learned from.

    python benchmarks/marks.py

The places of `words_*.tsv`: of those whose words, names or readings are wrong, how many have a mark; and how many of all
words are marked. Told apart are the places where a word crosses the end of a right one (從|中學|到 for 從中|學到): at the others
words are finer or coarser than the gold, a name is of another kind, or a reading is wrong. `tools/train_marks.py` prints what
the marks hold of what other cutters contradict in news and of the CPP development set, each part judged by the weights of the others.
"""

from __future__ import annotations

import csv
import sys
from itertools import accumulate, pairwise
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from words import judged  # noqa: E402

import companion  # noqa: E402
from companion.language.language import Language  # noqa: E402


def crosses(place: str, start: int, words: list[tuple[int, int]]) -> bool:
    """Whether a word has one end within a right word and the other outside it.

    Args:
        place: The right words, | between them.
        start: Where the first begins.
        words: Where the words that came begin and end.

    Returns:
        False where words are only finer or coarser.

    >>> crosses("從中|學到", 0, [(0, 1), (1, 3), (3, 4)]), crosses("從中|學到", 0, [(0, 1), (1, 2), (2, 4)])
    (True, False)
    """
    ends = [start, *(start + n for n in accumulate(map(len, place.split("|"))))]
    return any(a < s < b < e or s < a < e < b for s, e in pairwise(ends) for a, b in words)


def main() -> None:
    language = Language.default()
    wrong = held = tokens = marked = 0
    crossing = [0, 0]
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
                    among = [t for t in words if t.end > start and t.start < start + len(place)]
                    has_mark = any(t.review for t in among)
                    here[1] += has_mark
                    if not row.get("pinyin") and crosses(
                        row["words"], start, [(t.start, t.end) for t in among]
                    ):
                        crossing[0] += 1
                        crossing[1] += has_mark
        print(f"{path.name}: {here[1]} of {here[0]} wrong places have a mark")
        wrong, held = wrong + here[0], held + here[1]
    print(f"a word crosses the end of a right one: {crossing[1]} of {crossing[0]}")
    print(f"all: {held} of {wrong} ({held / wrong:.0%}), on {marked / tokens:.1%} of the words")


if __name__ == "__main__":
    main()
