"""Makes the small Argos package of the tests: a real Chinese-English model, trained on our own sentences.

A Transformer with one layer on each side learns `pairs.tsv` by heart (one term, 电骗, wrongly on purpose); its parameters have Marian's
names, so that CTranslate2's own Marian converter turns it into an int8 model, as it does with the
OPUS-MT models in the real packages. Like those it ships only the source's SentencePiece model.

Run with the libraries of the dependency group `argos-fixture` (torch among them) installed::

    python tests/argos/train.py            # about half a minute on two cores

writes `tests/argos/translate-zh_en-0_1.argosmodel`. The seed is fixed; other versions of torch may
still give other weights, so the tests check what the model says, not its bytes.
"""

from __future__ import annotations

import io
import json
import math
import random
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import sentencepiece
import torch
import torch.nn.functional as functional
import yaml
from ctranslate2.converters import MarianConverter

HERE = Path(__file__).parent
NAME = "translate-zh_en-0_1"
DIM, HEADS, LAYERS, POSITIONS = 64, 4, 1, 1024
STEPS, BATCH, PIECES, SEED = 2000, 32, 900, 7


def train_pieces(lines: list[str]) -> tuple[bytes, sentencepiece.SentencePieceProcessor]:
    """A SentencePiece model of a few lines, as bytes and ready for use."""
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=out, vocab_size=PIECES, hard_vocab_limit=False,
        character_coverage=1.0, normalization_rule_name="nmt_nfkc", bos_id=-1, eos_id=0, unk_id=1, pad_id=-1,
        minloglevel=2, num_threads=1,
    )  # fmt: skip
    return out.getvalue(), sentencepiece.SentencePieceProcessor(model_proto=out.getvalue())


def positions() -> torch.Tensor:
    """Marian's sinusoid positions: all sines first, then all cosines."""
    angle = torch.arange(POSITIONS)[:, None] / torch.pow(10_000, 2 * torch.arange(DIM // 2) / DIM)[None]
    return torch.cat([torch.sin(angle), torch.cos(angle)], 1)


class Model:
    """A post-norm Transformer whose parameters are called as Marian calls them."""

    def __init__(self, words: int) -> None:
        self.parameters: dict[str, torch.Tensor] = {}
        self.place = positions()
        self.dropout = 0.1
        self._add("Wemb", torch.randn(words, DIM) * DIM**-0.5)
        self._add("decoder_ff_logit_out_b", torch.zeros(1, words))
        for side, blocks in (("encoder", ("self",)), ("decoder", ("self", "context"))):
            for layer in range(1, LAYERS + 1):
                for block in blocks:
                    name = f"{side}_l{layer}_{block}"
                    for part in "qkvo":
                        self._add(f"{name}_W{part}", torch.nn.init.xavier_uniform_(torch.empty(DIM, DIM)))
                        self._add(f"{name}_b{part}", torch.zeros(1, DIM))
                    self._add_norm(f"{name}_Wo")
                name = f"{side}_l{layer}_ffn"
                self._add(f"{name}_W1", torch.nn.init.xavier_uniform_(torch.empty(DIM, 2 * DIM)))
                self._add(f"{name}_b1", torch.zeros(1, 2 * DIM))
                self._add(f"{name}_W2", torch.nn.init.xavier_uniform_(torch.empty(2 * DIM, DIM)))
                self._add(f"{name}_b2", torch.zeros(1, DIM))
                self._add_norm(f"{name}_ffn")

    def _add(self, name: str, value: torch.Tensor) -> None:
        self.parameters[name] = value.requires_grad_()

    def _add_norm(self, name: str) -> None:
        self._add(f"{name}_ln_scale", torch.ones(1, DIM))
        self._add(f"{name}_ln_bias", torch.zeros(1, DIM))

    def _norm(self, x: torch.Tensor, name: str) -> torch.Tensor:
        p = self.parameters
        return functional.layer_norm(x, (DIM,), p[f"{name}_ln_scale"][0], p[f"{name}_ln_bias"][0], 1e-6)

    def _attend(self, x: torch.Tensor, memory: torch.Tensor, name: str, mask: torch.Tensor) -> torch.Tensor:
        p = self.parameters

        def heads(y: torch.Tensor, part: str) -> torch.Tensor:
            y = y @ p[f"{name}_W{part}"] + p[f"{name}_b{part}"]
            return y.view(y.shape[0], -1, HEADS, DIM // HEADS).transpose(1, 2)

        out = functional.scaled_dot_product_attention(
            heads(x, "q"), heads(memory, "k"), heads(memory, "v"), attn_mask=mask
        )
        out = out.transpose(1, 2).reshape(x.shape)
        return self._norm(x + out @ p[f"{name}_Wo"] + p[f"{name}_bo"], f"{name}_Wo")

    def _feed(self, x: torch.Tensor, name: str) -> torch.Tensor:
        p = self.parameters
        inner = functional.silu(x @ p[f"{name}_W1"] + p[f"{name}_b1"])
        return self._norm(x + inner @ p[f"{name}_W2"] + p[f"{name}_b2"], f"{name}_ffn")

    def __call__(self, source: torch.Tensor, real: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        embedding = self.parameters["Wemb"]
        seen = real[:, None, None, :]
        x = functional.embedding(source, embedding) * math.sqrt(DIM) + self.place[: source.shape[1]]
        x = functional.dropout(x, self.dropout)
        for layer in range(1, LAYERS + 1):
            x = self._feed(self._attend(x, x, f"encoder_l{layer}_self", seen), f"encoder_l{layer}_ffn")
        y = functional.embedding(target, embedding) * math.sqrt(DIM)
        y = torch.cat([torch.zeros_like(y[:, :1]), y[:, :-1]], 1)  # Marian starts from a zero embedding
        y = functional.dropout(y + self.place[: y.shape[1]], self.dropout)
        before = torch.ones(y.shape[1], y.shape[1], dtype=torch.bool).tril()
        for layer in range(1, LAYERS + 1):
            y = self._attend(y, y, f"decoder_l{layer}_self", before)
            y = self._feed(self._attend(y, x, f"decoder_l{layer}_context", seen), f"decoder_l{layer}_ffn")
        return y @ embedding.T + self.parameters["decoder_ff_logit_out_b"]


def padded(rows: list[list[int]], filler: int) -> torch.Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [filler] * (longest - len(row)) for row in rows])


def learn(model: Model, data: list[tuple[list[int], list[int]]]) -> None:
    optimizer = torch.optim.Adam(model.parameters.values(), lr=1e-3, betas=(0.9, 0.98))
    for step in range(STEPS):
        decay = 0.02 + 0.98 * (1 + math.cos(math.pi * step / STEPS)) / 2
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min((step + 1) / 50, 1) * decay
        if step > STEPS * 0.8:
            model.dropout = 0.0
        batch = random.sample(data, BATCH)
        source, target = padded([s for s, _ in batch], 0), padded([t for _, t in batch], -100)
        real = padded([[1] * len(s) for s, _ in batch], 0).bool()
        logits = model(source, real, target.clamp(min=0))
        loss = functional.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=-100)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 200 == 199:
            print(f"step {step + 1}, loss {loss.item():.4f}", flush=True)


def marian_settings() -> dict[str, object]:
    """What the converter reads of Marian's model.yml."""
    return {
        "type": "transformer", "transformer-decoder-autoreg": "self-attention", "transformer-no-projection": False,
        "transformer-ffn-activation": "swish", "transformer-preprocess": "", "transformer-postprocess": "dan",
        "transformer-postprocess-emb": "d", "transformer-guided-alignment-layer": "last",
        "enc-depth": LAYERS, "dec-depth": LAYERS, "transformer-heads": HEADS,
    }  # fmt: skip


def pack(model: Model, vocabulary: list[str], source_model: bytes) -> Path:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        weights = {name: value.detach().numpy() for name, value in model.parameters.items()}
        weights["Wpos"] = model.place.numpy()
        weights["special:model.yml"] = np.frombuffer(
            yaml.safe_dump(marian_settings()).encode() + b"\0", dtype=np.int8
        )
        np.savez(work / "model.npz", **weights)
        lines = (f"{json.dumps(piece, ensure_ascii=False)}: {i}\n" for i, piece in enumerate(vocabulary))
        (work / "vocab.yml").write_text("".join(lines), encoding="utf-8")
        package = work / NAME
        package.mkdir()
        converter = MarianConverter(str(work / "model.npz"), [str(work / "vocab.yml")] * 2)
        converter.convert(str(package / "model"), quantization="int8")
        (package / "sentencepiece.model").write_bytes(source_model)
        metadata = {"package_version": "0.1", "argos_version": "1.9.0", "from_code": "zh", "from_name": "Chinese",
                    "to_code": "en", "to_name": "English"}  # fmt: skip
        (package / "metadata.json").write_text(json.dumps(metadata, indent=1), encoding="utf-8")
        target = HERE / f"{NAME}.argosmodel"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(package.rglob("*")):
                if file.is_file():
                    entry = zipfile.ZipInfo(file.relative_to(work).as_posix(), (2026, 1, 1, 0, 0, 0))
                    archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
        return target


def main() -> None:
    torch.manual_seed(SEED)
    random.seed(SEED)
    torch.set_num_threads(1)  # faster than two on a busy machine, for a model this small
    torch.set_flush_denormal(True)
    pairs = [line.split("\t") for line in (HERE / "pairs.tsv").read_text("utf-8").splitlines()]
    source_model, source = train_pieces([zh for zh, _ in pairs])
    _, target = train_pieces([en for _, en in pairs])

    def pieces(m: sentencepiece.SentencePieceProcessor) -> list[str]:
        return [m.id_to_piece(i) for i in range(m.get_piece_size())]

    vocabulary = list(dict.fromkeys(pieces(source) + pieces(target)))
    number = {piece: i for i, piece in enumerate(vocabulary)}
    data = [
        (
            [number[p] for p in source.encode(zh, out_type=str)] + [0],
            [number[p] for p in target.encode(en, out_type=str)] + [0],
        )
        for zh, en in pairs
    ]
    model = Model(len(vocabulary))
    learn(model, data)
    file = pack(model, vocabulary, source_model)
    print(f"{file.name}: {file.stat().st_size:,} bytes, {len(pairs)} pairs, {len(vocabulary)} pieces")


if __name__ == "__main__":
    main()
