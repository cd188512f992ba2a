"""What review marks hold of the errors in word ends, and what a calibrated probability would hold on as many tokens.

    python benchmarks/marks.py ../shared/benchmarks

A word errs where it crosses a word of the treebanks (UD Chinese-HK, GSD dev): one of its ends lies inside a gold word and a
gold word ends inside it. The probability is a logistic regression on what the tagger thinks of the word's two ends and of the
places inside it, and on what kind of word it is; each half of the sentences is judged by the weights of the other.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from accuracy import sentences  # noqa: E402

from companion.language.language import Language  # noqa: E402

NAMES = ("nr", "ns", "nt", "nw", "nz")
SHARES = (0.02, 0.05, 0.08, 0.10)


def logit(p: float) -> float:
    p = min(max(float(p), 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))


def tokens_of(folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """For each word its features, whether it errs, whether it is marked, and which half it is in."""
    analyzer = Language.default().analyzer
    features, errs, marked, half = [], [], [], []
    for name in ("ud-hk", "ud-gsd-dev"):
        for number, gold in enumerate(sentences(folder / f"{name}.conllu")):
            draft = analyzer.draft("".join(gold))
            [tokens] = analyzer.tokens_of([draft])
            begins = np.append(draft.shares[:, 0:49:2].sum(1), 1.0)
            ends = {0, *np.cumsum([len(word) for word in gold]).tolist()}
            for t in tokens:
                if t.kind not in ("word", "number"):
                    continue
                whole = t.start in ends and t.end in ends
                length = t.end - t.start
                inside = begins[t.start + 1 : t.end].max() if length > 1 else 1e-4
                unknown = t.kind == "word" and not t.senses
                features.append(
                    [
                        1, logit(1 - begins[t.start]), logit(1 - begins[t.end]), logit(inside), unknown, length > 2, length > 3,
                        t.pos in NAMES, t.kind == "number",
                    ]
                )  # fmt: skip
                errs.append(not whole and any(t.start < e < t.end for e in ends))
                marked.append(bool(t.review))
                half.append(number % 2)
    return np.array(features, float), np.array(errs), np.array(marked), np.array(half)


def weights(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's steps."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (p - y) + ridge * w)
    return w


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    x, errs, marked, half = tokens_of(Path(sys.argv[1]))
    print(f"{len(errs):,} words, {errs.sum()} of them cross a gold word")
    print(
        f"marks today: on {marked.mean():.1%} of the words, hold {errs[marked].sum() / errs.sum():.1%} of the errors"
    )
    score = np.zeros(len(errs))
    for k in (0, 1):
        score[half == k] = x[half == k] @ weights(x[half != k], errs[half != k])
    order = np.argsort(-score)
    for share in SHARES:
        held = errs[order[: int(share * len(errs))]].sum() / errs.sum()
        print(f"by a calibrated probability, on {share:.0%}: {held:.1%}")


if __name__ == "__main__":
    main()
