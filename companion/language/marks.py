"""Which words a person should look at: how likely it is that their reading or their ends are wrong.

Two logistic regressions, learned by `tools/train_marks.py`: one of a word's ends, by what speaks against them in the
lattice (`Cut.evidence`), one of its reading, by what decided it. A word is marked from a probability on that lets about one word
in twelve of running news be marked. The weights and the two limits are rows of `data/marks.tsv`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from companion.facts import read_facts
from companion.language.words.lattice import EVIDENCE

__all__ = ["ENDS", "LIMIT", "READING", "Seen", "Weights", "ends_features", "reading_features", "weights"]

LIMIT = "limit"
ENDS = (
    "any word", *EVIDENCE, "another way", "no beginning or end", "inside, length 2", "inside, length 3", "inside, longer",
    "no beginning, squared", "no end, squared", "inside, squared", "unknown", "a name", "unknown, another way",
    "one character beside one", "across, another way", "a name unsure",
)  # fmt: skip
READING = (
    "any polyphone", "network", "network's margin", "margin below 1", "margin below 2", "margin below 4", "row of usages",
    "dictionaries differ", "one character", "unknown", "a name", "ends",
)  # fmt: skip
_WIDEST = 12.0  # a margin beyond it says no more


class _Row(NamedTuple):
    of: Literal["ends", "reading"]
    feature: str
    weight: float


class Seen(NamedTuple):
    """What there is to look at in a text: the words that nothing has, those that nothing reads, the features of all ends, the
    words with a polyphone and theirs."""

    unknown: np.ndarray
    unread: np.ndarray
    ends: np.ndarray | None
    asked: list[int]
    reading: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]


class Weights(NamedTuple):
    """What each feature counts, in the order of `ENDS` or `READING`, and the score from which a word is marked."""

    weights: np.ndarray
    limit: float


@cache
def weights(of: Literal["ends", "reading"]) -> Weights:
    """The learned weights.

    >>> len(weights("ends").weights) == len(ENDS), len(weights("reading").weights) == len(READING)
    (True, True)
    """
    rows = {
        r.feature: r.weight
        for r in read_facts(Path(__file__).parent / "data" / "marks.tsv", _Row).rows
        if r.of == of
    }
    names = ENDS if of == "ends" else READING
    return Weights(np.array([rows[name] for name in names]), rows[LIMIT])


def ends_features(evidence: np.ndarray, unknown: np.ndarray, named: np.ndarray) -> np.ndarray:
    """What the first regression looks at, a row a word.

    Args:
        evidence: What speaks against the ends of each word.
        unknown: Which of them no dictionary has.
        named: Which are names.

    Returns:
        Numbers, their columns as `ENDS` names them.
    """
    begins, ends, inside, near, _, two, three, more, across, doubt = evidence.T
    single = 1 - two - three - more
    beside = single * np.maximum(np.append(single[1:], 0), np.append(0, single[:-1]))
    return np.stack(
        [
            np.ones(len(evidence)), *evidence.T, near > 0, begins * ends / 5, inside * two, inside * three, inside * more,
            begins**2 / 5, ends**2 / 5, inside**2 / 5, unknown, named, unknown * near, beside, across * near, named * doubt,
        ],
        1,
    )  # fmt: skip


def reading_features(
    margins: np.ndarray,
    by_row: np.ndarray,
    differ: np.ndarray,
    single: np.ndarray,
    unknown: np.ndarray,
    named: np.ndarray,
    ends: np.ndarray,
) -> np.ndarray:
    """What the second regression looks at, a row a word that has a polyphone.

    Args:
        margins: How far the network's answer lay before its next; nan where it was not asked.
        by_row: Where a row of usages decided.
        differ: Where dictionaries, or the network, read the word otherwise.
        single: Which are one character.
        unknown: Which no dictionary has.
        named: Which are names.
        ends: The scores of the words' ends.

    Returns:
        Numbers, their columns as `READING` names them.
    """
    asked = ~np.isnan(margins)
    margin = np.where(asked, np.minimum(margins, _WIDEST), _WIDEST)
    return np.stack(
        [
            np.ones(len(margins)), asked, asked * margin, margin < 1, margin < 2, margin < 4, by_row, differ, single, unknown,
            named, np.maximum(ends, -6.0),
        ],
        1,
    ).astype(float)  # fmt: skip
