"""The polyphone network of g2pM on short windows, in batches.

g2pM (Park and Lee, "g2pM: A Neural Grapheme-to-Phoneme Conversion Package for Mandarin Chinese
Based on a New Open Benchmark Dataset", Interspeech 2020; Apache-2.0) is a one-layer BiLSTM with
32 units each way over characters. Its own code runs a whole sentence, one at a time. Here only
`REACH` characters on either side of the place are run, from the window's edge to the place, for
thousands of places at once: on the CPP development set that costs nothing in accuracy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["EDGES", "REACH", "Network"]

REACH = 6
EDGES = ("\x02", "\x03")  # stand for the left and the right edge of a sentence
_NOTHING = "\x00"
_BATCH = 4096


class Network:
    """The weights, ready to run. `weights` maps names as in `data/polyphones.npz` to arrays."""

    def __init__(self, weights: Any, alphabet: str) -> None:
        import numpy as np

        self._np = np
        points = np.frombuffer(alphabet.encode("utf-32-le"), np.uint32)
        self._numbers = np.ones(points.max() + 2, np.int16)  # 1: a character that the network has not seen
        self._numbers[points] = np.arange(4, 4 + len(alphabet))
        self._numbers[[0, 2, 3]] = 0, 2, 3
        embedding = weights["embedding"].astype(np.float32)
        self._tables, self._recurrent = [], []
        for way in ("forward", "backward"):
            table = embedding @ weights[f"{way}_input"].astype(np.float32).T
            table += weights[f"{way}_bias"].astype(np.float32)
            recurrent = weights[f"{way}_recurrent"].astype(np.float32).T.copy()
            # sigmoid(x) is (1 + tanh(x / 2)) / 2: halved here, so that one tanh serves all gates.
            half = np.repeat(np.array([0.5, 0.5, 1.0, 0.5], np.float32), 32)
            table *= half
            recurrent *= half
            # Before the window's edge nothing is remembered: all gates are shut.
            table[0] = -30.0
            table[0, 64:96] = 0.0
            self._tables.append(table)
            self._recurrent.append(recurrent)
        self._hidden = weights["hidden"].astype(np.float32).T.copy()
        self._hidden_bias = weights["hidden_bias"].astype(np.float32)
        self.output = weights["output"].astype(np.float32)
        self.output_bias = weights["output_bias"].astype(np.float32)

    def features(self, left: Sequence[str], right: Sequence[str]) -> NDArray[Any]:
        """For each place 32 numbers, of which `output` makes the score of each reading.

        `left` has, per place, up to `REACH + 2` characters that end with the place's own: the edge
        (`EDGES[0]`) and what follows it; `right` the same read backwards from the right edge.
        """
        np = self._np
        ways = [self._codes(side) for side in (left, right)]
        n = ways[0].shape[1]
        result: NDArray[Any] = np.empty((n, 32), np.float32)
        for at in range(0, n, _BATCH):
            states = [
                self._run(self._tables[k], self._recurrent[k], ways[k][:, at : at + _BATCH]) for k in (0, 1)
            ]
            hidden = np.concatenate(states, axis=1) @ self._hidden + self._hidden_bias
            np.maximum(hidden, 0, out=result[at : at + _BATCH])
        return result

    def _codes(self, windows: Sequence[str]) -> NDArray[Any]:
        """The characters' numbers: a row for each step, a column for each window."""
        np = self._np
        text = "".join([w.rjust(REACH + 2, _NOTHING) for w in windows])
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        numbers: NDArray[Any] = self._numbers[np.minimum(points, len(self._numbers) - 1)]
        return numbers.reshape(-1, REACH + 2).T

    def _run(self, table: NDArray[Any], recurrent: NDArray[Any], steps: NDArray[Any]) -> NDArray[Any]:
        np = self._np
        n = steps.shape[1]
        state: NDArray[Any] = np.zeros((n, 32), np.float32)
        memory = np.zeros((n, 32), np.float32)
        for step in steps:
            gates = table[step]
            gates += state @ recurrent
            np.tanh(gates, out=gates)
            fresh = gates[:, 64:96].copy()
            gates *= 0.5
            gates += 0.5
            memory *= gates[:, 32:64]
            fresh *= gates[:, :32]
            memory += fresh
            np.tanh(memory, out=state)
            state *= gates[:, 96:]
        return state
