"""The polyphone network of g2pM on short windows, in batches.

g2pM (Park and Lee, "g2pM: A Neural Grapheme-to-Phoneme Conversion Package for Mandarin Chinese
Based on a New Open Benchmark Dataset", Interspeech 2020; Apache-2.0) is a one-layer BiLSTM with
32 units each way over characters. Its own code runs a whole sentence, one at a time. Here only
`REACH` characters on either side of the place are run, from the window's edge to the place, for
thousands of places at once: on the CPP development set that costs nothing in accuracy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["REACH", "Network"]

REACH = 6
_BATCH = 4096


class Network:
    """The weights, ready to run. `weights` maps names as in `data/polyphones.npz` to arrays."""

    def __init__(self, weights: Any, alphabet: str) -> None:
        import numpy as np

        self._np = np
        self._number = {c: i for i, c in enumerate(alphabet, start=4)}
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

    def codes(self, text: str) -> list[int]:
        """A number for each character; 1 for one that the network has not seen."""
        number = self._number
        return [number.get(c, 1) for c in text]

    def features(self, left: Sequence[Sequence[int]], right: Sequence[Sequence[int]]) -> Any:
        """For each place 32 numbers, of which `output` makes the score of each reading.

        `left` has, per place, `REACH + 2` codes that end with the place's own: zeros, 2 (the
        edge), characters; `right` the same read backwards from the right edge (3).
        """
        np = self._np
        ways = [np.array(side, np.int32).T for side in (left, right)]
        n = ways[0].shape[1]
        result = np.empty((n, 32), np.float32)
        for at in range(0, n, _BATCH):
            states = [
                self._run(self._tables[k], self._recurrent[k], ways[k][:, at : at + _BATCH]) for k in (0, 1)
            ]
            hidden = np.concatenate(states, axis=1) @ self._hidden + self._hidden_bias
            np.maximum(hidden, 0, out=result[at : at + _BATCH])
        return result

    def _run(self, table: Any, recurrent: Any, steps: Any) -> Any:
        np = self._np
        n = steps.shape[1]
        state = np.zeros((n, 32), np.float32)
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
