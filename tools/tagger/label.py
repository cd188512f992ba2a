"""Labels for the student: of each character the four likeliest, with their probabilities.

    python tools/tagger/label.py teacher lac.npz TEXT.txt OUT.npz     # the teacher's marginals
    python tools/tagger/label.py cantonese OUT.npz TEST.npz           # HKCanCor's own words and tags

HKCanCor (K. K. Luke and M. L. Y. Wong, CC BY 4.0) comes with pycantonese; every tenth utterance is kept back as a test.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from teacher import LABELS, TAGS, Teacher

KEPT = 4
_PORTION = 512
# HKCanCor's tags (Peita-Fujitsu-Renmin Ribao, with x before foreign words) in LAC's; by their first letters
_CANTONESE = {
    "nr": "PER", "ns": "LOC", "nt": "ORG", "nz": "nz", "nx": "nz", "jnt": "ORG", "jns": "LOC", "vn": "vn", "vd": "vd", "an": "an",
    "ad": "ad", "a": "a", "b": "a", "z": "a", "c": "c", "d": "d", "e": "xc", "f": "f", "h": "n", "i": "v", "j": "n", "k": "n", "l": "v",
    "m": "m", "n": "n", "o": "xc", "p": "p", "q": "q", "r": "r", "s": "s", "t": "TIME", "u": "u", "v": "v", "y": "xc", "g": "n", "x": "nz",
}  # fmt: skip


def save(out: str | Path, rows: list[tuple[str, np.ndarray, np.ndarray]]) -> None:
    """Writes texts with their labels and probabilities, the shortest first."""
    rows = sorted(rows, key=lambda r: len(r[0]))
    np.savez(
        out,
        text=np.array("\n".join(r[0] for r in rows)),
        labels=np.concatenate([r[1] for r in rows]).astype(np.uint8),
        probs=np.concatenate([r[2] for r in rows]).astype(np.float16),
    )
    print(f"{out}: {len(rows)} sentences, {sum(len(r[0]) for r in rows)} characters")


def likeliest(p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The likeliest labels of each character and their shares."""
    top = np.argpartition(-p, KEPT, axis=1)[:, :KEPT]
    share = np.take_along_axis(p, top, 1)
    return top, share / share.sum(1, keepdims=True)


def certain(words: list[tuple[str, str]]) -> tuple[str, np.ndarray, np.ndarray]:
    """The labels of words whose tags are known."""
    text = "".join(w for w, _ in words)
    labels, probs = np.zeros((len(text), KEPT), np.uint8), np.zeros((len(text), KEPT))
    at = 0
    for word, tag in words:
        for i in range(len(word)):
            x = LABELS - 1 if tag == "w" else 2 * TAGS.index(tag) + (i > 0)
            labels[at] = x, (x + 1) % LABELS, (x + 2) % LABELS, (x + 3) % LABELS
            probs[at] = 0.97, 0.01, 0.01, 0.01
            at += 1
    return text, labels, probs


def teach(lac: str, text: str, out: str) -> None:
    teacher, rows, start = Teacher(lac), [], time.process_time()
    lines = sorted((x for x in Path(text).read_text("utf-8").split("\n") if x), key=len)
    for at in range(0, len(lines), _PORTION):
        some = lines[at : at + _PORTION]
        for line, p in zip(some, teacher.marginals(some), strict=True):
            rows.append((line, *likeliest(p)))
    save(out, rows)
    print(f"{sum(map(len, lines)) / (time.process_time() - start):.0f} characters a second")


def cantonese(out: str, test: str) -> None:
    """Words and tags of HKCanCor, simplified as the analysis simplifies."""
    import pycantonese
    from opencc import OpenCC

    simple = OpenCC("hk2s").convert
    rows, kept_back = [], []
    for n, utterance in enumerate(pycantonese.hkcancor().utterances()):
        words = []
        for token in utterance.tokens:
            word = simple(token.word)
            if len(word) != len(token.word) or not word:
                continue
            pos = token.pos.strip("#")
            low = pos.lower()
            tag = _CANTONESE.get(low) or _CANTONESE.get(low[:2]) or _CANTONESE.get(low[:1], "n")
            words.append((word, tag if pos else "w"))
        if sum(len(w) for w, _ in words) > 3:
            (kept_back if n % 10 == 0 else rows).append(certain(words))
    save(out, rows)
    save(test, kept_back)


if __name__ == "__main__":
    {"teacher": teach, "cantonese": cantonese}[sys.argv[1]](*sys.argv[2:])
