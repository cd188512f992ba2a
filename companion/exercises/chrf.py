"""chrF: how much of a reference's character n-grams a translation has (Popović 2015).

The same figure as sacrebleu's `sentence_chrf` with its defaults (orders 1 to 6, beta 2, spaces
left out); written out here because the self-check page computes it in the browser too.
"""

from __future__ import annotations

from collections import Counter

__all__ = ["chrf"]

_ORDER, _BETA = 6, 2


def chrf(text: str, reference: str) -> float:
    """The score, 0 to 100.

    >>> round(chrf("the police fight fraud", "police fight telecom fraud"), 1)
    56.2
    >>> chrf("警方打擊電騙", "警方打擊電騙"), chrf("", "警方")
    (100.0, 0.0)
    """
    a, b = "".join(text.split()), "".join(reference.split())
    precision = recall = 0.0
    orders = 0
    for n in range(1, _ORDER + 1):
        ours, theirs = _grams(a, n), _grams(b, n)
        if not ours or not theirs:
            continue
        matches = sum((ours & theirs).values())
        precision += matches / ours.total()
        recall += matches / theirs.total()
        orders += 1
    if not orders or not precision + recall:
        return 0.0
    precision, recall = precision / orders, recall / orders
    weight = _BETA**2
    return 100 * (1 + weight) * precision * recall / (weight * precision + recall)


def _grams(text: str, n: int) -> Counter[str]:
    return Counter(text[i : i + n] for i in range(len(text) - n + 1))
