"""A package with random weights in the shape of the real Chinese–English Argos packages.

OPUS-MT, Marian base: 6 layers on each side, width 512, vocabulary 65,001, int8; 82 MB. It says
nothing sensible and every answer runs to its limit; it is for measuring speed and memory.

    python benchmarks/random_package.py FOLDER
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "translate-zh_en-0_9"
WORDS, WIDTH, INNER, LAYERS, HEADS = 65_001, 512, 2_048, 6, 8


def make(folder: Path) -> Path:
    """Makes the package in `folder`, unless it is there, and returns its path."""
    package = folder / NAME
    if (package / "metadata.json").is_file():
        return package
    import numpy as np
    import yaml
    from ctranslate2.converters import MarianConverter

    pieces_model, pieces = _pieces()
    words = pieces + [f"▁w{i}" for i in range(WORDS - len(pieces))]
    random = np.random.default_rng(0)
    weights: dict[str, np.ndarray] = {
        "Wemb": (random.standard_normal((WORDS, WIDTH)) * WIDTH**-0.5).astype(np.float32),
        "decoder_ff_logit_out_b": np.zeros((1, WORDS), np.float32),
    }

    def matrix(name: str, rows: int, columns: int) -> None:
        scale = (2 / (rows + columns)) ** 0.5
        weights[name] = (random.standard_normal((rows, columns)) * scale).astype(np.float32)

    def norm(name: str) -> None:
        weights[f"{name}_ln_scale"] = np.ones((1, WIDTH), np.float32)
        weights[f"{name}_ln_bias"] = np.zeros((1, WIDTH), np.float32)

    for side, blocks in (("encoder", ("self",)), ("decoder", ("self", "context"))):
        for layer in range(1, LAYERS + 1):
            for block in blocks:
                name = f"{side}_l{layer}_{block}"
                for part in "qkvo":
                    matrix(f"{name}_W{part}", WIDTH, WIDTH)
                    weights[f"{name}_b{part}"] = np.zeros((1, WIDTH), np.float32)
                norm(f"{name}_Wo")
            name = f"{side}_l{layer}_ffn"
            matrix(f"{name}_W1", WIDTH, INNER)
            weights[f"{name}_b1"] = np.zeros((1, INNER), np.float32)
            matrix(f"{name}_W2", INNER, WIDTH)
            weights[f"{name}_b2"] = np.zeros((1, WIDTH), np.float32)
            norm(f"{name}_ffn")
    config = {
        "type": "transformer", "transformer-decoder-autoreg": "self-attention", "transformer-no-projection": False,
        "transformer-ffn-activation": "swish", "transformer-preprocess": "", "transformer-postprocess": "dan",
        "transformer-postprocess-emb": "d", "transformer-guided-alignment-layer": "last",
        "enc-depth": LAYERS, "dec-depth": LAYERS, "transformer-heads": HEADS,
    }  # fmt: skip
    weights["special:model.yml"] = np.frombuffer(yaml.safe_dump(config).encode() + b"\0", dtype=np.int8)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        np.savez(work / "model.npz", **weights)
        lines = (f"{json.dumps(word, ensure_ascii=False)}: {i}\n" for i, word in enumerate(words))
        (work / "vocab.yml").write_text("".join(lines), encoding="utf-8")
        package.mkdir(parents=True)
        converter = MarianConverter(str(work / "model.npz"), [str(work / "vocab.yml")] * 2)
        converter.convert(str(package / "model"), quantization="int8")
    (package / "sentencepiece.model").write_bytes(pieces_model)
    metadata = {"package_version": "0.9", "argos_version": "1.9.0", "from_code": "zh", "from_name": "Chinese",
                "to_code": "en", "to_name": "English"}  # fmt: skip
    (package / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return package


def _pieces() -> tuple[bytes, list[str]]:
    """A SentencePiece model of the project's own texts."""
    import sentencepiece

    files = [
        *ROOT.glob("notebooks/articles/*.t*"),
        *ROOT.glob("glossary/*.csv"),
        *ROOT.glob("tests/argos/*.tsv"),
    ]
    lines = [line for file in sorted(files) for line in file.read_text("utf-8").splitlines()]
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=out, vocab_size=4_000, hard_vocab_limit=False,
        character_coverage=1.0, eos_id=0, unk_id=1, bos_id=-1, pad_id=-1, minloglevel=2,
    )  # fmt: skip
    model = sentencepiece.SentencePieceProcessor(model_proto=out.getvalue())
    return out.getvalue(), [model.id_to_piece(i) for i in range(model.get_piece_size())]


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
