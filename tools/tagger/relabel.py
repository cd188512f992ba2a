"""Labels past the teacher: where its words cross those that Companion makes of the article, the latter are believed more.

    python tools/tagger/relabel.py TEXT.txt LABELLED.npz OUT.npz     # the project's environment

The sentences of TEXT are read in their order, some at a time as an article, so that a name found surely once is known in
all of them. The lattice weighs the mean of the teacher's labels and the shipped student's with the vocabulary. Where one
of its words begins or ends inside a word of the teacher's, or is a person and the teacher's is none, or joins up to
`JOINED` characters that the teacher has in pieces (名|为, 因|应), its characters get its labels with the weight `BELIEVED`.
Where it divides what the teacher joins, the teacher's grain stays.
"""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from label import KEPT, save
from teacher import LABELS

from companion.language.language import Language
from companion.language.tagging.network import TAGS, shipped_tagger
from companion.language.words.memory import Memory

BELIEVED = 0.7
JOINED = 3
_TOGETHER = 30  # sentences that are one article
_NUMBER = re.compile("[A-Za-z0-9０-９]")  # numbers and Latin words are left to the teacher
_QUANTITIES = ("m", "q", "t")  # 一個, 三月: their grain is a reader's, not a treebank's
_PERSON = TAGS.index("nr")


class _Both:
    """The mean of what the teacher said of these sentences and of what the student says."""

    def __init__(self, found: dict[str, np.ndarray]) -> None:
        self._found, self._student = found, shipped_tagger()

    def probabilities(self, texts: list[str]) -> list[np.ndarray]:
        ours = self._student.probabilities(texts)
        return [(self._found[t] + p) / 2 if t in self._found else p for t, p in zip(texts, ours, strict=True)]


def dense(labels: np.ndarray, probs: np.ndarray) -> np.ndarray:
    """Rows of all labels out of the likeliest."""
    rows = np.zeros((len(labels), LABELS), np.float32)
    np.put_along_axis(rows, labels.astype(np.int64), probs.astype(np.float32), 1)
    return rows


def words_of(rows: np.ndarray) -> list[int]:
    """Where words end by the likeliest labels."""
    best = rows.argmax(1)
    begins = np.flatnonzero((best % 2 == 0) | (best == LABELS - 1))
    return [int(b) for b in begins if b] + [len(rows)]


def crossing(ours: list[int], theirs: list[int]) -> list[tuple[int, int]]:
    """The stretches between ends that both have, where each has others inside.

    >>> crossing([2, 4, 6], [3, 4, 6]), crossing([2, 4], [4])
    ([(0, 4)], [])
    """
    both = [0, *sorted({*ours} & {*theirs})]
    return [
        (a, b) for a, b in pairwise(both) if any(a < e < b for e in ours) and any(a < e < b for e in theirs)
    ]


def believed(rows: np.ndarray, ends: list[int], tags: list[str], text: str) -> tuple[np.ndarray, int]:
    """The rows, with the lattice's words where the teacher's are not believed; and how many words were changed."""
    rows, changed = rows.copy(), 0
    theirs, best = words_of(rows), rows.argmax(1).tolist()
    is_crossed = np.zeros(len(rows), bool)
    for a, b in crossing(ends, theirs):
        is_crossed[a:b] = True
    for a, b, tag in zip([0, *ends[:-1]], ends, tags, strict=True):
        if tag not in TAGS or not text[a:b].isalpha() or _NUMBER.search(text[max(0, a - 2) : b + 2]):
            continue
        kind = TAGS.index(tag)
        is_new_person = kind == _PERSON and best[a:b] != [2 * kind, *[2 * kind + 1] * (b - a - 1)]
        is_joined = b - a <= JOINED and tag not in _QUANTITIES and any(a < end < b for end in theirs)
        if is_crossed[a:b].any() or (b - a > 1 and (is_new_person or is_joined)):
            rows[a:b] *= 1 - BELIEVED
            rows[a, 2 * kind] += BELIEVED
            rows[a + 1 : b, 2 * kind + 1] += BELIEVED
            changed += 1
    return rows, changed


def main(text: str, labelled: str, out: str) -> None:
    with np.load(labelled) as z:
        lines, labels, probs = str(z["text"]).split("\n"), z["labels"], z["probs"]
    ends = np.cumsum([len(line) for line in lines])
    found = {
        line: dense(labels[e - len(line) : e], probs[e - len(line) : e])
        for line, e in zip(lines, ends.tolist(), strict=True)
    }
    analyzer = Language(tagger=_Both(found)).analyzer
    order = [line for line in Path(text).read_text("utf-8").split("\n") if line in found]
    made, changed, words = [], 0, 0
    for at in range(0, len(order), _TOGETHER):
        some, memory = order[at : at + _TOGETHER], Memory()
        for _ in range(2):  # the second time with what the first has found
            drafts = [analyzer.draft(line, line, memory=memory) for line in some]
        for line, draft in zip(some, drafts, strict=True):
            rows, n = believed(found[line], list(draft.ends), list(draft.tags), line)
            top = np.argpartition(-rows, KEPT, axis=1)[:, :KEPT]
            share = np.take_along_axis(rows, top, 1)
            made.append((line, top, share / share.sum(1, keepdims=True)))
            changed, words = changed + n, words + len(draft.ends)
    save(out, made)
    print(f"{changed} of {words} words are the lattice's")


if __name__ == "__main__":
    main(*sys.argv[1:])
