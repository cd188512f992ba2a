"""Sentences of a memory that are nearly the one asked for, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from companion.translation.keys import folded

__all__ = ["LEAST_SCORE", "difference", "nearest", "says_the_same"]

LEAST_SCORE = 0.8
"""How similar a sentence must be for its English to be shown (1 is equal)."""

_SHORTEST = 6
# As `folded` leaves them: ， is a comma. Not ? : . which may ask, or stand in a number.
_LEFT_ASIDE = "、。…—「」『』《》〈〉 ,;!()的之了也都就便则而且并"
_REDUCED = str.maketrans("与及跟", "和和和", _LEFT_ASIDE)


def nearest(key: str, keys: Sequence[str], least: float = LEAST_SCORE) -> tuple[int, float] | None:
    """Which of `keys` is most like `key`, with its score; None where none reaches `least`.

    The score is 1 less the share of characters to change (Levenshtein distance by the longer
    length, rapidfuzz). Sentences of fewer than 6 characters have no near ones.

    >>> nearest("警方拘捕三名疑犯。", ["警方拘捕五名疑犯。", "天氣很好。"])
    (0, 0.8888888888888888)
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    if len(key) < _SHORTEST or not keys:
        return None
    hit = process.extractOne(key, keys, scorer=Levenshtein.normalized_similarity, score_cutoff=least)
    return (hit[2], hit[1]) if hit else None


def says_the_same(sentence: str, near: str) -> bool:
    """Whether the two differ in nothing but marks and words such as 的, 了, 也, or 與 for 和.

    One character can turn a sentence into its opposite (不, 升 for 跌) or change a number or a name,
    so that any other difference counts.

    >>> says_the_same("甲方和乙方都同意了。", "甲方與乙方同意。"), says_the_same("甲方不同意。", "甲方同意。")
    (True, False)
    """
    return folded(sentence).translate(_REDUCED) == folded(near).translate(_REDUCED)


def difference(sentence: str, near: str) -> tuple[tuple[str, str, str], ...]:
    """How `near`, the memory's sentence, differs from `sentence`, piece by piece, the script aside.

    Each piece is ("equal" | "replace" | "insert" | "delete", of `near`, of `sentence`); the
    second parts join up to `near`, the third to `sentence`.

    >>> difference("警方拘捕三人。", "警方拘捕五人。")
    (('equal', '警方拘捕', '警方拘捕'), ('replace', '五', '三'), ('equal', '人。', '人。'))
    """
    from rapidfuzz.distance import Levenshtein

    return tuple(
        (c.tag, near[c.src_start : c.src_end], sentence[c.dest_start : c.dest_end])
        for c in Levenshtein.opcodes(folded(near), folded(sentence))
    )
