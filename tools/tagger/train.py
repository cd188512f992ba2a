"""Train the tagger: a small convolutional student of LAC's network (see README.md).

    python tools/tagger/train.py lac.npz tagger.npz LABELLED.npz… [--twice LABELLED.npz…] [--test LABELLED.npz…]

Embeddings of characters and of hashed pairs of characters, then residual convolutions, written as products of shifted
matrices so that sentences need no padding. One thread and one seed: the same data give the same weights. What is kept is a
running mean of the weights (`AVERAGED`). Every fiftieth sentence is kept back; at the end the agreement with its labels,
and with those of each `--test`, is printed.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

sys.path.insert(0, str(Path(__file__).parent))
from teacher import LABELS, Teacher

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)
GAP = 4  # empty places between sentences: as many as the widest dilation reaches
PAIRS = 1 << 15
A, B, C = (
    0x9E3779B1,
    0x85EBCA77,
    17,
)  # the hash of a pair of character numbers, as companion/language/tagging has it
BATCH = 8192
KEPT_BACK = 50
AVERAGED = 0.999  # how much of the mean of the weights stays at each step


def pair_number(left, right):
    return (((left * A) ^ (right * B)) & 0xFFFFFFFF) >> C


class Student(nn.Module):
    """Scores of the labels of each character; a gap has the number -1."""

    def __init__(
        self, embedding: torch.Tensor, width: int, dims=64, pair_dims=32, dilations=(1, 2, 3)
    ) -> None:
        super().__init__()
        u, s, _ = torch.linalg.svd(embedding - embedding.mean(0), full_matrices=False)
        start = u[:, :dims] * s[:dims]
        self.characters = nn.Parameter(start / start.std() * 0.3)  # row 0: unknown
        self.gap = nn.Parameter(torch.zeros(dims))
        self.pairs = nn.Embedding(PAIRS, pair_dims)
        nn.init.normal_(self.pairs.weight, std=0.05)
        self.first = nn.Linear(3 * dims + 2 * pair_dims, width)
        self.layers = nn.ModuleList(nn.Linear(3 * width, width) for _ in dilations)
        self.dilations = dilations
        self.last = nn.Linear(width, LABELS)
        self.drop = nn.Dropout(0.05)

    def forward(self, ids: torch.Tensor, pair: torch.Tensor) -> torch.Tensor:
        """`pair[i]` is the number of the pair (i - 1, i), one longer than `ids`."""
        at = ids >= 0
        e = torch.where(at[:, None], F.embedding(ids.clamp(min=0), self.characters), self.gap)
        p = self.pairs(pair)
        x = torch.cat([F.pad(e, (0, 0, 1, 0))[:-1], e, F.pad(e, (0, 0, 0, 1))[1:], p[:-1], p[1:]], 1)
        mask = at[:, None].float()
        x = F.relu(self.first(self.drop(x))) * mask
        for d, layer in zip(self.dilations, self.layers, strict=True):
            y = F.pad(x, (0, 0, d, d))
            x = x + F.relu(layer(torch.cat([y[: -2 * d], x, y[2 * d :]], 1))) * mask
        return self.last(self.drop(x))


class Labelled:
    """Sentences with the likeliest labels of their characters."""

    def __init__(self, path: str, numbers: np.ndarray) -> None:
        with np.load(path) as z:
            lines = str(z["text"]).split("\n")
            self.labels, self.probs = z["labels"].astype(np.int64), z["probs"].astype(np.float32)
        self.ids = numbers[np.frombuffer("".join(lines).encode("utf-32-le"), np.uint32)].astype(np.int64)
        ends = np.cumsum([len(line) for line in lines])
        self.spans = np.stack([np.r_[0, ends[:-1]], ends], 1)

    def batch(self, some: list[int], rng: np.random.Generator | None):
        """Numbers, pairs and wanted shares of some sentences with gaps between them."""
        n = sum(int(self.spans[i, 1] - self.spans[i, 0]) + GAP for i in some) + GAP
        x, target = np.full(n, -1, np.int64), np.zeros((n, LABELS), np.float32)
        at = GAP
        for i in some:
            a, b = self.spans[i]
            x[at : at + b - a] = self.ids[a:b]
            np.put_along_axis(target[at : at + b - a], self.labels[a:b], self.probs[a:b], 1)
            at += b - a + GAP
        if rng is not None:
            x[(x > 0) & (rng.random(n) < 0.01)] = 0  # characters that nobody knows
        left, right = np.r_[-1, x] + 2, np.r_[x, -1] + 2
        return torch.from_numpy(x), torch.from_numpy(pair_number(left, right)), torch.from_numpy(target)

    def batches(self, order: np.ndarray):
        some: list[int] = []
        n = 0
        for i in order:
            some.append(int(i))
            n += int(self.spans[i, 1] - self.spans[i, 0]) + GAP
            if n >= BATCH:
                yield some
                some, n = [], 0
        if some:
            yield some


def agreement(model: Student, data: Labelled, order: np.ndarray) -> str:
    """How many characters have the wanted label, and the F1 of the word boundaries that they make."""
    same = count = hit = ours = wanted = 0
    with torch.no_grad():
        for some in data.batches(order):
            x, pair, target = data.batch(some, None)
            at = x >= 0
            got, gold = model(x, pair)[at].argmax(1), target[at].argmax(1)
            same, count = same + int((got == gold).sum()), count + len(got)
            g, w = (got % 2 == 0), (gold % 2 == 0)
            hit, ours, wanted = hit + int((g & w).sum()), ours + int(g.sum()), wanted + int(w.sum())
    return f"labels {same / count:.2%}, beginnings of words F1 {2 * hit / (ours + wanted):.2%} of {count} characters"


def save(model: Student, teacher: Teacher, out: str) -> None:
    """Weights in half precision, the table of pairs in eight bits."""
    w = {k: v.detach().numpy() for k, v in model.state_dict().items()}
    stored = {k: v.astype(np.float16) for k, v in w.items() if k != "pairs.weight"}
    scale = np.abs(w["pairs.weight"]).max(0) / 127
    np.savez(  # not compressed: of 2.4 MB a sixth, which takes longer to read
        out,
        alphabet=teacher.alphabet,
        q2b=teacher.q2b,
        pairs=np.round(w["pairs.weight"] / scale).astype(np.int8),
        pairs_scale=scale.astype(np.float32),
        dilations=np.array(model.dilations, np.int8),
        **stored,
    )


def resume(model: Student, path: str) -> None:
    """Sets the weights to those of an earlier training."""
    with np.load(path) as z:
        w = {k: z[k].astype(np.float32) for k in z.files if z[k].dtype.kind in "fi" and k != "dilations"}
    w["pairs.weight"] = w.pop("pairs") * w.pop("pairs_scale")
    model.load_state_dict({k: torch.from_numpy(v) for k, v in w.items()})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("teacher"), parser.add_argument("out")
    parser.add_argument("data", nargs="+")
    parser.add_argument("--test", nargs="*", default=[])
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--from", dest="start", default="", help="weights to go on from")
    options = parser.parse_args()
    teacher = Teacher(options.teacher)
    sets = [Labelled(d, teacher.numbers) for d in options.data]
    kept = [np.arange(len(s.spans)) % KEPT_BACK != 0 for s in sets]
    rng = np.random.default_rng(1)
    torch.manual_seed(1)
    model = Student(torch.from_numpy(teacher.embedding), options.width)
    if options.start:
        resume(model, options.start)
    mean_model = AveragedModel(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=0.001, betas=(0.9, 0.98))
    total = options.epochs * sum(
        int((s.spans[k, 1] - s.spans[k, 0] + GAP).sum()) for s, k in zip(sets, kept, strict=True)
    )
    begin, seen, step, mean = time.time(), 0, 0, 0.0
    for _ in range(options.epochs):
        todo = [
            (s, some)
            for s, k in zip(sets, kept, strict=True)
            for some in s.batches(rng.permutation(np.flatnonzero(k)))
        ]
        for i in rng.permutation(len(todo)):
            data, some = todo[i]
            x, pair, target = data.batch(some, rng)
            rate = options.rate * min(1, (step + 1) / 50) * (0.5 + 0.5 * np.cos(np.pi * min(1, seen / total)))
            for group in optimizer.param_groups:
                group["lr"] = rate + 1e-5
            at = x >= 0
            loss = -(target[at] * F.log_softmax(model(x, pair)[at], 1)).sum(1).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            # at first the mean is of few steps, so that what it began with is soon forgotten
            mean_model.multi_avg_fn = get_ema_multi_avg_fn(min(AVERAGED, (1 + step) / (10 + step)))
            mean_model.update_parameters(model)
            seen, step = seen + len(x), step + 1
            mean = loss.item() if step == 1 else 0.98 * mean + 0.02 * loss.item()
            if step % 100 == 0:
                print(f"{seen / total:.0%} loss {mean:.4f} {time.time() - begin:.0f} s", flush=True)
        save(mean_model.module, teacher, options.out)  # after each round, in case it is stopped
    model = mean_model.module.eval()
    for name, data, k in zip(options.data, sets, kept, strict=True):
        print(f"{name}, kept back: {agreement(model, data, np.flatnonzero(~k))}")
    for name in options.test:
        data = Labelled(name, teacher.numbers)
        print(f"{name}: {agreement(model, data, np.arange(len(data.spans)))}")
    save(model, teacher, options.out)


if __name__ == "__main__":
    main()
