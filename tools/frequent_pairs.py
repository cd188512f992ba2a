"""Writes `companion/source/data/pairs/pairs.tsv`: pairs of characters that stand beside each other inside words.

    python tools/frequent_pairs.py

Deterministic. From wordfreq's Chinese list (data CC BY-SA 4.0) in Traditional characters by OpenCC's s2hk, and
in Simplified ones. The 7,000 most frequent pairs, but those that chance alone brings together: strong ones
are 20 times as frequent as that, weak ones 3 to 20 times.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).parents[1] / "companion" / "source" / "data" / "pairs" / "pairs.tsv"
MOST = 7000


def main() -> None:
    import opencc
    from wordfreq import get_frequency_dict

    convert = opencc.OpenCC("s2hk").convert
    classes: tuple[set[str], set[str]] = (set(), set())
    simplified = {w: f for w, f in get_frequency_dict("zh", "large").items() if is_han(w)}
    for words in (simplified, {convert(w): f for w, f in simplified.items()}):
        pairs: Counter[str] = Counter()
        characters: Counter[str] = Counter()
        for word, frequency in words.items():
            for a, b in pairwise(word):
                pairs[a + b] += frequency
            for c in word:
                characters[c] += frequency
        total = sum(characters.values())
        for pair, frequency in pairs.most_common(MOST):
            information = math.log(frequency * total / (characters[pair[0]] * characters[pair[1]]))
            if information >= 1:
                classes[information < 3].add(pair)
    classes[1].difference_update(classes[0])
    head = [line for line in OUT.read_text("utf-8").splitlines() if line.startswith("#")]
    rows = [
        f"{pair}\t{name}" for name, c in zip(("strong", "weak"), classes, strict=True) for pair in sorted(c)
    ]
    OUT.write_text("\n".join([*head, "pair\tstrength", *rows]) + "\n", "utf-8")


def is_han(word: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" for c in word)


if __name__ == "__main__":
    main()
