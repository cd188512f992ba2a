"""Labels of the shipped student, put right where all teachers contradict it.

    python tools/tagger/vote.py votes VOTES.npz OUT.npz     # the project's environment
    python tools/tagger/vote.py examples OUT.npz            # the student's labels of the tables' own sentences: rows fit them

VOTES is what `teachers.py` made of sentences in their order; they are read some at a time as an article. Where all teachers end a word
inside one of ours, or join what we part, and it is no matter of grain, the labels there are moved to what they say by `BELIEVED`; the
parts of speech stay the student's. A sentence that was changed is written twice, of the others every second one. It is grain where they only part a word that our vocabulary has, a long name or a number.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Container
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from label import likeliest, save

import companion
from companion.language.language import Language
from companion.language.tagging.network import TAGS, shipped_tagger
from companion.language.words.memory import Memory

TEACHERS = 6
BELIEVED = 0.85
_TOGETHER = 20  # sentences that are one article
_LONG = frozenset(["nt", "ns", "nz", "nw", "t", "m", "q"])
WORKED = Path(__file__).parents[2] / "tests" / "language" / "worked_sentences.txt"
_SENTENCE, _HAN, _LATIN, _MARKS = (
    4,
    re.compile("[一-鿿]"),
    re.compile("[a-zA-Z]{3}"),
    re.compile(r"[\[\]|]|\{[^}]*\}"),
)
_NUMBER = re.compile("[A-Za-z0-9０-９〇零一二三四五六七八九十百千万亿]")


def differing(ours: np.ndarray, theirs: np.ndarray) -> list[tuple[int, int]]:
    """The stretches between two ends that both have in which one has an end that the other has not.

    >>> differing(np.array([0, 1, 0, 1]), np.array([1, 0, 0, 1])), differing(np.array([1, 1]), np.array([1, 1]))
    ([(0, 4)], [])
    """
    both = [0, *(int(i) + 1 for i in np.flatnonzero(ours & theirs))]
    return [(a, b) for a, b in pairwise(both) if (ours[a:b] != theirs[a:b]).any()]


def voted(
    p: np.ndarray,
    text: str,
    unanimous: np.ndarray,
    words: np.ndarray,
    tags: list[str],
    vocabulary: Container[str],
) -> tuple[np.ndarray, int]:
    """A sentence's labels, and in how many stretches they were changed.

    Args:
        p: The student's probabilities, characters × labels.
        text: The sentence.
        unanimous: After each character 1 where all teachers end a word, -1 where none does, 0 elsewhere.
        words: 1 where a word of the lattice ends.
        tags: The parts of speech of these words.
        vocabulary: The words that are one.
    """
    p, changed = p.copy(), 0
    shares = p[:, 0:-1:2] + p[:, 1::2]
    tag_at = dict(zip([0, *(np.flatnonzero(words)[:-1] + 1).tolist()], tags, strict=True))
    by_student = np.append(p[1:, 0::2].sum(1) > 0.5, True).astype(np.int64)
    for ours in (words, by_student):
        theirs = np.where(unanimous > 0, 1, np.where(unanimous < 0, 0, ours))
        theirs[-1] = 1
        for a, b in differing(ours, theirs):
            tag = tag_at.get(a) or TAGS[int(shares[a:b].sum(0).argmax())]
            is_only_parted = not (ours[a:b] > theirs[a:b]).any()
            if not text[a:b].isalpha() or _NUMBER.search(text[a:b]):
                continue
            if is_only_parted and (tag in _LONG or text[a:b] in vocabulary):
                continue
            changed += 1
            for i, j in pairwise([a, *(a + int(end) + 1 for end in np.flatnonzero(theirs[a:b]))]):
                share = shares[i:j].mean(0)
                for k in range(i, j):
                    if k and not unanimous[k - 1]:
                        continue
                    said = BELIEVED * (shares[k] + share) / 2
                    p[k] *= 1 - BELIEVED
                    p[k, (0 if k == i else 1) : -1 : 2] += said
                    p[k] /= p[k].sum()
    return p, changed


def votes(votes_of: str, out: str) -> None:
    with np.load(votes_of) as z:
        lines, said_by = str(z["text"]).split("\n"), z["votes"]
    unanimous = np.where(said_by == TEACHERS, 1, np.where(said_by == 0, -1, 0))
    analyzer, student = Language.default().analyzer, shipped_tagger()
    vocabulary = analyzer.segmenter.vocabulary
    ends = np.cumsum([0, *map(len, lines)]).tolist()
    made, changed, words = [], 0, 0
    for n in range(0, len(lines), _TOGETHER):
        some, memory = lines[n : n + _TOGETHER], Memory()
        for _ in range(2):  # the second time with what the first has found
            drafts = [analyzer.draft(line, line, memory=memory) for line in some]
        for k, (line, draft, p) in enumerate(zip(some, drafts, student.probabilities(some), strict=True), n):
            ours = np.zeros(len(line), np.int64)
            ours[np.array(draft.ends) - 1] = 1
            said = unanimous[ends[k] : ends[k + 1]]
            rows, here = voted(p, line, said, ours, list(draft.tags), vocabulary)
            made += [(line, *likeliest(rows))] * (2 if here else k % 2)
            changed, words = changed + here, words + len(draft.ends)
    save(out, made)
    print(f"{changed} of {words} words are the teachers'")


def examples(out: str) -> None:
    """Labels of every cell of the package's tables that is a sentence."""
    simplify, found = Language.default().analyzer.simplify, set()
    for path in [*Path(companion.__file__).parent.rglob("*.tsv"), WORKED]:
        if path.parent.parent.name != "dictionary":
            for line in path.read_text("utf-8").split("\n"):
                cells = [_MARKS.sub("", cell) for cell in line.split("\t") if not line.startswith("#")]
                found |= {
                    simplify(c) for c in cells if len(_HAN.findall(c)) >= _SENTENCE and not _LATIN.search(c)
                }
    lines = sorted(found)
    rows = shipped_tagger().probabilities(lines)
    save(out, [(line, *likeliest(p)) for line, p in zip(lines, rows, strict=True)])


if __name__ == "__main__":
    {"votes": votes, "examples": examples}[sys.argv[1]](*sys.argv[2:])
