"""The mean of two trainings of one tagger: what both know, and of either what the other does not contradict.

python tools/tagger/mean.py ONE.npz OTHER.npz OUT.npz
"""

from __future__ import annotations

import sys

import numpy as np


def weights(path: str) -> dict[str, np.ndarray]:
    """A tagger's arrays, the table of pairs as numbers."""
    with np.load(path) as z:
        w = {k: z[k] for k in z.files}
    w["pairs"] = w["pairs"].astype(np.float32) * w.pop("pairs_scale")
    return w


def main(one: str, other: str, out: str) -> None:
    a, b = weights(one), weights(other)
    mean = {k: (v.astype(np.float32) + b[k]) / 2 if v.dtype.kind == "f" else v for k, v in a.items()}
    pairs = mean.pop("pairs")
    scale = np.abs(pairs).max(0) / 127
    stored = {k: v.astype(np.float16) if v.dtype.kind == "f" else v for k, v in mean.items()}
    np.savez(out, **stored, pairs=np.round(pairs / scale).astype(np.int8), pairs_scale=scale)


if __name__ == "__main__":
    main(*sys.argv[1:])
