"""The contextual tagger: of each character how likely each label is, in numpy.

A label is a part of speech or a kind of name, at the beginning of a word or inside one. The network is a small student
of Baidu LAC's (Apache-2.0): embeddings of characters and of hashed pairs of characters, three residual convolutions.
It is trained in floating point and read in whole numbers of eight bits, which processors multiply faster. What it was trained on, and how, is in `tools/tagger/README.md`, its licence in `data/LICENSES.txt`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import lcm
from pathlib import Path
from typing import Any

import numpy as np

from companion.language import core

__all__ = [
    "ENTITY_OF",
    "INSIDE_OF",
    "TAGS",
    "Tagger",
    "label_shares",
    "shipped_tagger",
    "tags_of",
    "word_shares",
]

TAGS = tuple("a ad an c d f m n nr ns nt nw nz p q r s t u v vd vn w xc".split())  # noqa: SIM905
"""Parts of speech in the tags of ICTCLAS; nr, ns, nt are persons, places, organisations, t times, w marks.

Label 2k begins a word of `TAGS[k]`, label 2k + 1 goes on with it; the last label, 48, is none.
"""
INSIDE_OF = {tag: 2 * k + 1 for k, tag in enumerate(TAGS)}
ENTITY_OF = {"nr": "person", "ns": "place", "nt": "organisation"}
_LABELS = 2 * len(TAGS) + 1
_BLOCK = 2040  # places at once: so many stay in the processor's cache
_STEPS = (0.02, 0.035, 0.047, 0.063)
"""What one is worth after the first layer and after each convolution: 255 of it are as much as is kept of a number there.

Of a hundred thousand numbers one is greater; `tools/tagger/steps.py` tells it of any weights.
"""
_HASH = 0x9E3779B1, 0x85EBCA77, 17
_GAP, _LINE_END = "\ue000", "\n"  # the former, of private use, stands between texts


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
        pairs, worth = w.pop("pairs"), w.pop("pairs_scale")
        w = {k: v.astype(np.float32) for k, v in w.items()}
        numbers = np.zeros(0x110000, np.int16)
        numbers[np.frombuffer(alphabet.encode("utf-32-le"), np.uint32)] = np.arange(1, len(alphabet) + 1)
        forms = np.frombuffer(other_forms.encode("utf-32-le"), np.uint32)
        numbers[forms[::2]] = numbers[forms[1::2]]
        numbers[ord(_GAP)] = -1
        self._numbers = numbers
        first, embedding = w["first.weight"], np.concatenate([w["characters"], w["gap"][None]])
        d = embedding.shape[1]
        self._pairs = pairs.view(np.uint8) ^ 128  # 128 more
        of_pairs, unit = _whole(first[:, 3 * d :].T * np.tile(worth, 2)[:, None])
        # The first layer is linear in what it looks up: its products are made once, for all characters, in sixteen bits.
        tables = [embedding @ (first[:, i * d : (i + 1) * d].T / unit) for i in range(3)]
        greatest = max(max(table.max(), -table.min()) for table in tables)
        self._lift = max(0, int(np.ceil(np.log2(greatest / 32767))))
        self._tables = np.empty((3, *tables[0].shape), np.int16)
        for table, own in zip(tables, self._tables, strict=True):
            table *= np.float32(1 / (1 << self._lift))
            own[:] = np.rint(table, out=table)
        steps = np.array(_STEPS, np.float32)
        self._fineness = 1 / steps
        self._first = _Layer(of_pairs, np.rint(w["first.bias"] / unit) - 128 * of_pairs.sum(0), unit)
        self._layers = [
            _layer(w[f"layers.{i}.weight"], w[f"layers.{i}.bias"], step)
            for i, step in enumerate(steps[: len(self._dilations)])
        ]
        self._last = _layer(w["last.weight"], w["last.bias"], steps[len(self._dilations)])
        self._by_pairs = [_for_pairs(layer.weights) for layer in self._layers]
        # Blocks are whole pairs of places at every dilation; beside them lies a pair of nothing.
        self._step, self._edge = 2 * lcm(*self._dilations), 2 * max(self._dilations)
        self._compiled: _Compiled | None = None

    def probabilities(self, texts: Sequence[str]) -> list[np.ndarray]:
        """For each simplified text an array, its characters × the 49 labels; each row's sum is 1.

        Texts do not see each other. Sentences or paragraphs: what lies more than seven characters
        away has no influence.
        """
        ends = list(accumulate(map(len, texts)))
        rows = self.joined_probabilities(texts)
        return [rows[a:b] for a, b in zip([0, *ends], ends, strict=False)]

    def joined_probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """As `probabilities`, in one array: a row for each character of the joined texts."""
        if not texts:
            return np.zeros((0, _LABELS), np.float32)
        gap = _GAP * max(self._dilations)  # what is between texts is nothing to every layer
        # Half of the sentences of short paragraphs are line ends: each is looked at as if it were the last.
        looked_at = [text for text in texts if text != _LINE_END]
        lengths = np.array([len(text) for text in texts])
        alone = np.array([text == _LINE_END for text in texts])
        if alone.any():
            looked_at.append(_LINE_END)
        joined = gap + gap.join(looked_at) + gap
        points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
        ids = self._numbers[points].astype(np.int64)
        ends = np.cumsum([len(text) + len(gap) for text in looked_at])
        between = np.zeros(len(ids), bool)
        between[: len(gap)] = True
        between[(ends[:, None] + np.arange(len(gap))).astype(int)] = True
        is_line_end = np.repeat(alone, lengths)
        row_of = np.full(len(ids), -1)
        line_ends = np.flatnonzero(is_line_end)
        row_of[~between] = np.concatenate([np.flatnonzero(~is_line_end), line_ends[-1:]])
        scores = np.empty((len(is_line_end), _LABELS), np.float32)
        self._fill(scores, ids, row_of)
        scores[line_ends[:-1]] = scores[line_ends[-1:]]
        np.exp(scores, out=scores)
        scores /= scores.sum(1, keepdims=True)
        return scores

    def _fill(self, scores: np.ndarray, ids: np.ndarray, row_of: np.ndarray) -> None:
        """Puts the scores of each place, less the greatest of them, into its row; -1: nobody asks for it."""
        reach = sum(self._dilations) + 1
        compiled = self._in_core()
        if compiled is not None:
            scratch = compiled.scratch()
        else:
            room = _Room(
                min(len(ids), _BLOCK + 2 * reach), self._step, self._edge, *self._first.weights.T.shape
            )
        for at in range(0, len(ids), _BLOCK):  # blocks overlap by what a place sees
            a, b = max(0, at - reach), min(len(ids), at + _BLOCK + reach)
            to = row_of[a:b].copy()
            to[: at - a] = to[at - a + _BLOCK :] = -1
            if compiled is not None:
                compiled.run(ids[a:b], to, scores, scratch)
            else:
                own = to >= 0
                rows = self._run(ids[a:b], room)[own] @ self._last.weights
                rows += self._last.bias
                rows *= self._last.scale
                rows -= rows.max(1, keepdims=True)
                scores[to[own]] = rows

    def _in_core(self) -> _Compiled | None:
        """The network in the compiled core, where there is one that takes a network of this shape."""
        library, width = core.library(), len(self._last.weights)
        if library is None or width % 32 or width > 512 or (kind := library.companion_kind(0)) < 0:
            return None
        if self._compiled is None:
            self._compiled = _Compiled(
                library, kind, self._tables, self._lift, self._pairs, self._first, self._layers, self._by_pairs,
                self._last, self._fineness, self._dilations,
            )  # fmt: skip
        return self._compiled

    def _run(self, ids: np.ndarray, room: _Room) -> np.ndarray:
        """What the layers make of the places before the last one."""
        n, gaps, half = len(ids), np.flatnonzero(ids < 0), self._pairs.shape[1]
        code = np.full(n + 2, 1, np.int64)
        code[1:-1] = ids + 2
        a, b, shift = _HASH
        pair = self._pairs[(((code[:-1] * a) ^ (code[1:] * b)) & 0xFFFFFFFF) >> shift]
        room.pairs[:n, :half], room.pairs[:n, half:] = pair[:-1], pair[1:]
        rows, edge = -(-n // self._step) * self._step, self._edge
        around = room.steps[: rows + 2 * edge]
        around[edge + n :] = 0
        steps, found, x = around[edge : edge + n], room.found[:n], room.x[:rows]
        x[n:] = 0
        np.matmul(room.pairs[:n], self._first.weights, out=x[:n])
        x[:n] += self._first.bias
        for table, numbers in zip(self._tables, (code[:-2] - 2, ids, code[2:] - 2), strict=True):
            np.take(table, numbers, 0, out=found, mode="wrap")
            x[:n] += found * np.float32(1 << self._lift)
        x[:n] *= self._first.scale
        np.maximum(x, 0, out=x)
        x[gaps] = 0
        _rounded(x[:n], self._fineness[0], steps)
        for d, layer, weights, fineness in zip(
            self._dilations, self._layers, self._by_pairs, self._fineness[1:], strict=True
        ):
            own = around[edge - 2 * d : edge + rows + 2 * d].reshape(-1, 2, d, x.shape[1])
            before, first, second, after = own[:-2, 1], own[1:-1, 0], own[1:-1, 1], own[2:, 0]
            sums, products = room.sums[:, : rows // 2], room.products[:, : rows // 2]
            by_pair = sums.reshape(4, *first.shape)
            np.subtract(before, second, out=by_pair[0])
            np.add(first, second, out=by_pair[1])
            np.subtract(second, first, out=by_pair[2])
            np.subtract(first, after, out=by_pair[3])
            np.matmul(sums, weights, out=products)
            one, both, half_of, other = products
            one += both
            one += half_of
            both -= half_of
            both -= other
            residual = x.reshape(-1, 2, d, x.shape[1])
            for made, to in ((one, residual[:, 0]), (both, residual[:, 1])):
                made += layer.bias
                made *= layer.scale
                to += np.maximum(made, 0, out=made).reshape(to.shape)
            x[gaps] = 0
            x[n:] = 0
            _rounded(x[:n], fineness, steps)
        return steps


@dataclass(frozen=True)
class _Layer:
    """A product in whole numbers: of each output what one is worth; all of them are kept in floating point, exactly."""

    weights: np.ndarray
    bias: np.ndarray
    scale: np.ndarray


def _whole(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights as whole numbers from -127 to 127, and of each output what one of them is worth."""
    worth = np.maximum(np.abs(weights).max(0), 1e-9) / np.float32(127)
    return np.rint(weights / worth), worth


def _layer(weights: np.ndarray, bias: np.ndarray, step: np.float32) -> _Layer:
    """A layer (outputs × inputs) of whole weights, whose inputs count steps."""
    whole, worth = _whole(weights.T)
    scale = worth * step
    return _Layer(np.ascontiguousarray(whole), np.rint(bias / scale), scale)


def _rounded(x: np.ndarray, fineness: np.float32, to: np.ndarray) -> None:
    """How many steps each number comes to, 255 at most."""
    np.multiply(x, fineness, out=to)
    np.minimum(to, 255, out=to)
    np.rint(to, out=to)


class _Compiled:
    """The network's numbers as the compiled core reads them; `run` is what `Tagger._run` does, and the last layer."""

    def __init__(
        self,
        library: Any,
        kind: int,
        tables: np.ndarray,
        lift: int,
        pairs: np.ndarray,
        first: _Layer,
        layers: list[_Layer],
        by_pairs: list[np.ndarray],
        last: _Layer,
        fineness: np.ndarray,
        dilations: list[int],
    ) -> None:
        width, labels = last.weights.shape
        step = lcm(*(2 * d for d in dilations))
        self._library, self.kind, self._margin = library, kind, max(dilations)
        self._rows = -(-(_BLOCK + 2 * (sum(dilations) + 1)) // step) * step
        more = -labels % 32  # columns that fill the last vector: so little that they are never the greatest
        wide = _Layer(
            np.pad(last.weights, ((0, 0), (0, more))),
            np.pad(last.bias, (0, more), constant_values=-(1 << 23)),
            np.pad(last.scale, (0, more), constant_values=1),
        )
        all_layers = [first, *layers, wide]
        self._kept = (
            tables,
            pairs,
            np.concatenate([part.ravel() for part in (first.weights, *by_pairs, wide.weights)]),
            np.concatenate([_by_four(layer.weights) for layer in all_layers]),
            np.concatenate([layer.bias for layer in all_layers]).astype(np.int32),
            np.concatenate([layer.scale for layer in all_layers]),
            fineness,
            np.array(dilations, np.int64),
        )
        kinds = [np.int16, np.uint8, np.float32, np.int8, np.int32, np.float32, np.float32, np.int64]
        self._network = core.Network(
            width, labels, tables.shape[1] - 1, pairs.shape[1], len(pairs), len(dilations), _HASH[2], lift,
            *map(core.pointer, self._kept, kinds),
        )  # fmt: skip

    def scratch(self) -> np.ndarray:
        """The memory that `run` works in, for all blocks of a text."""
        return np.empty(
            (3 * (self._rows + 2 * self._margin) + 8 * core.TILE + 1, self._network.width), np.float32
        )

    def run(self, ids: np.ndarray, to: np.ndarray, rows: np.ndarray, scratch: np.ndarray) -> None:
        """Puts the scores of a block's place i into the row `to[i]` of `rows`."""
        done = self._library.companion_layers(
            self.kind, self._network, core.pointer(ids, np.int64), len(ids), core.pointer(to, np.int64),
            core.pointer(rows, np.float32), len(rows), core.pointer(scratch, np.float32), self._rows, self._margin,
        )  # fmt: skip
        if done:
            raise ValueError("the compiled core does not take this network")


class _Room:
    """The memory for a block's numbers, taken once for all blocks of a text."""

    def __init__(self, places: int, step: int, edge: int, width: int, pairs: int) -> None:
        rows = -(-places // step) * step
        self.x, self.steps = (
            np.empty((rows, width), np.float32),
            np.zeros((rows + 2 * edge, width), np.float32),
        )
        self.pairs, self.found = np.empty((places, pairs), np.float32), np.empty((places, width), np.int16)
        self.sums, self.products = (np.empty((4, rows // 2, width), np.float32) for _ in range(2))


def _for_pairs(weight: np.ndarray) -> np.ndarray:
    """The weights of a convolution over three places, as four that give two neighbouring places at once.

    Two places need six products of a matrix, or four of sums of its parts: Winograd's F(2, 3); Lavin and Gray, "Fast
    Algorithms for Convolutional Neural Networks" (2016).
    """
    before, here, after = weight.reshape(3, -1, weight.shape[1])
    outer = before + after
    return np.stack([before, (outer + here) / 2, (outer - here) / 2, after])


def _by_four(weights: np.ndarray) -> np.ndarray:
    """Weights (inputs × outputs) in bytes: of each output four of its inputs side by side, as VNNI's instructions take them."""
    inputs, outputs = weights.shape
    return weights.reshape(inputs // 4, 4, outputs).transpose(0, 2, 1).astype(np.int8).ravel()


@cache
def shipped_tagger() -> Tagger:
    """The tagger that Companion ships, loaded once."""
    return Tagger(Path(__file__).parent / "data" / "tagger.npz")


def label_shares(p: np.ndarray) -> np.ndarray:
    """How much of each character belongs to each of `TAGS`, at a word's beginning or inside."""
    shares: np.ndarray = p[:, 0 : _LABELS - 1 : 2] + p[:, 1:_LABELS:2]
    return shares


def word_shares(p: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """`label_shares` summed over words: a word begins at each of the `starts`, and ends where the next one begins.

    >>> word_shares(np.ones((3, 49), np.float32), np.array([0, 2]))[:, 0].tolist()
    [4.0, 2.0]
    """
    if (library := core.library()) is None:
        return np.add.reduceat(label_shares(p), starts, axis=0)
    sums = np.empty((len(starts), len(TAGS)), np.float32)
    p, starts = np.ascontiguousarray(p, np.float32), np.ascontiguousarray(starts, np.int64)
    arrays = core.pointer(p, np.float32), core.pointer(starts, np.int64), core.pointer(sums, np.float32)
    if library.companion_shares(arrays[0], len(p), p.shape[1], arrays[1], len(starts), arrays[2]):
        raise ValueError("words begin in order, inside of their text")
    return sums


def tags_of(p: np.ndarray, ends: Sequence[int]) -> list[str]:
    """The likeliest tag of each word of a text; `ends` are the places where its words end."""
    if not len(ends):
        return []
    starts = np.array([0, *ends[:-1]])
    return [TAGS[k] for k in word_shares(p, starts).argmax(1).tolist()]
