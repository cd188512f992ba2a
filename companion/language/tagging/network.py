"""The contextual tagger: of each character how likely each label is, in numpy.

A label is a part of speech or a kind of name, at the beginning of a word or inside one. The network is a small student
of Baidu LAC's (Apache-2.0): embeddings of characters and of hashed pairs of characters, three residual convolutions.
What it was trained on, and how, is in `tools/tagger/README.md`, its licence in `data/LICENSES.txt`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

__all__ = ["ENTITY_OF", "INSIDE_OF", "TAGS", "Tagger", "label_shares", "shipped_tagger", "tags_of"]

TAGS = tuple("a ad an c d f m n nr ns nt nw nz p q r s t u v vd vn w xc".split())  # noqa: SIM905
"""Parts of speech in the tags of ICTCLAS; nr, ns, nt are persons, places, organisations, t times, w marks.

Label 2k begins a word of `TAGS[k]`, label 2k + 1 goes on with it; the last label, 48, is none.
"""
INSIDE_OF = {tag: 2 * k + 1 for k, tag in enumerate(TAGS)}
ENTITY_OF = {"nr": "person", "ns": "place", "nt": "organisation"}
_LABELS = 2 * len(TAGS) + 1
_BLOCK = 2048  # places at once: so many stay in the processor's cache
_HASH = 0x9E3779B1, 0x85EBCA77, 17
_GAP = "\ue000"  # of private use; stands between texts


class Tagger:
    """Reads simplified texts; `probabilities` is what it thinks of their characters.

    >>> tagger = shipped_tagger()
    >>> p = tagger.probabilities(["警方拘捕陈大文"])[0]
    >>> p.shape, tags_of(p, [2, 4, 7])
    ((7, 49), ['n', 'v', 'nr'])
    """

    def __init__(self, path: str | Path) -> None:
        with np.load(path) as z:
            w = {k: z[k] for k in z.files}
        alphabet, other_forms = str(w.pop("alphabet")), str(w.pop("q2b"))
        self._dilations = [int(d) for d in w.pop("dilations")]
        self._pairs = w.pop("pairs").astype(np.float32) * w.pop("pairs_scale")
        w = {k: v.astype(np.float32) for k, v in w.items()}
        numbers = np.zeros(0x110000, np.int32)
        numbers[np.frombuffer(alphabet.encode("utf-32-le"), np.uint32)] = np.arange(1, len(alphabet) + 1)
        forms = np.frombuffer(other_forms.encode("utf-32-le"), np.uint32)
        numbers[forms[::2]] = numbers[forms[1::2]]
        numbers[ord(_GAP)] = -1
        self._numbers = numbers
        # The first layer is linear in what it looks up: its products are made once, for all characters.
        first = w["first.weight"]
        embedding = np.concatenate([w["characters"], w["gap"][None]])
        d = embedding.shape[1]
        self._before, self._here, self._after = (
            np.ascontiguousarray(embedding @ first[:, i * d : (i + 1) * d].T) for i in range(3)
        )
        self._here += w["first.bias"]
        self._pair_weights = np.ascontiguousarray(first[:, 3 * d :].T)
        self._layers = [
            (np.ascontiguousarray(w[f"layers.{i}.weight"].T), w[f"layers.{i}.bias"])
            for i in range(len(self._dilations))
        ]
        self._last, self._last_bias = np.ascontiguousarray(w["last.weight"].T), w["last.bias"]

    def probabilities(self, texts: Sequence[str]) -> list[np.ndarray]:
        """For each simplified text an array, its characters × the 49 labels; each row's sum is 1.

        Texts do not see each other. Sentences or paragraphs: what lies more than seven characters
        away has no influence.
        """
        gap = _GAP * max(self._dilations)  # what is between texts is nothing to every layer
        joined = gap + gap.join(texts) + gap
        points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
        ids = self._numbers[points].astype(np.int64)
        reach = sum(self._dilations) + 1
        scores = np.empty((len(ids), _LABELS), np.float32)
        for at in range(0, len(ids), _BLOCK):  # blocks overlap by what a place sees
            a, b = max(0, at - reach), min(len(ids), at + _BLOCK + reach)
            scores[at : at + _BLOCK] = self._run(ids[a:b])[at - a : at - a + _BLOCK]
        scores -= scores.max(1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(1, keepdims=True)
        found, at = [], len(gap)
        for text in texts:
            found.append(scores[at : at + len(text)])
            at += len(text) + len(gap)
        return found

    def _run(self, ids: np.ndarray) -> np.ndarray:
        n, gap = len(ids), ids < 0
        code = np.full(n + 2, 1, np.int64)
        code[1:-1] = ids + 2
        a, b, shift = _HASH
        pair = self._pairs[(((code[:-1] * a) ^ (code[1:] * b)) & 0xFFFFFFFF) >> shift]
        padded = code - 2
        x = np.concatenate([pair[:-1], pair[1:]], 1) @ self._pair_weights
        x += self._before[padded[:-2]]
        x += self._here[ids]
        x += self._after[padded[2:]]
        np.maximum(x, 0, out=x)
        x[gap] = 0
        width = x.shape[1]
        wide = np.zeros((n, 3 * width), np.float32)
        for d, (weight, bias) in zip(self._dilations, self._layers, strict=True):
            wide[:d, :width], wide[n - d :, 2 * width :] = 0, 0
            wide[d:, :width], wide[:, width : 2 * width], wide[: n - d, 2 * width :] = x[:-d], x, x[d:]
            y = wide @ weight
            y += bias
            np.maximum(y, 0, out=y)
            y[gap] = 0
            x += y
        return x @ self._last + self._last_bias


@cache
def shipped_tagger() -> Tagger:
    """The tagger that Companion ships, loaded once."""
    return Tagger(Path(__file__).parent / "data" / "tagger.npz")


def label_shares(p: np.ndarray) -> np.ndarray:
    """How much of each character belongs to each of `TAGS`, at a word's beginning or inside."""
    return p[:, 0 : _LABELS - 1 : 2] + p[:, 1:_LABELS:2]


def tags_of(p: np.ndarray, ends: Sequence[int]) -> list[str]:
    """The likeliest tag of each word of a text; `ends` are the places where its words end."""
    if not len(ends):
        return []
    starts = np.array([0, *ends[:-1]])
    return [TAGS[k] for k in np.add.reduceat(label_shares(p), starts, axis=0).argmax(1).tolist()]
