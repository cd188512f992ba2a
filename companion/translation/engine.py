"""Runs an installed Argos package with CTranslate2 directly: offline, one batch for an article.

Argos' own way asks the network for a sentence splitter and translates about one sentence at a
time. Here all sentences go into one `translate_batch`, sorted by length, and come back in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

__all__ = ["QUALITY", "Engine"]

QUALITY = {"fast": 1, "balanced": 2, "best": 4}
"""Beam size by name."""

_BATCH_TOKENS = 1024
_LONGEST_SOURCE = 400
_LONGEST_TARGET = 512


class Engine:
    """The model of one package folder, loaded when it is first used."""

    def __init__(self, folder: Path, quality: str = "best") -> None:
        self.folder = folder
        self.beam_size = QUALITY[quality]

    @cached_property
    def _tokenizer(self) -> Any:
        from sentencepiece import SentencePieceProcessor

        for name in ("sentencepiece.model", "bpe.model"):
            if (self.folder / name).is_file():
                return SentencePieceProcessor(model_file=str(self.folder / name))
        raise FileNotFoundError("sentencepiece.model")

    @cached_property
    def _model(self) -> Any:
        import ctranslate2

        return ctranslate2.Translator(
            str(self.folder / "model"), device="cpu", inter_threads=1, compute_type="default"
        )

    def translate(self, sentences: Sequence[str]) -> Iterator[str]:
        """The English of each sentence, in order; an empty sentence gives an empty one."""
        pieces = [self._tokenizer.encode(_printable(s), out_type=str)[:_LONGEST_SOURCE] for s in sentences]
        asked = [i for i, p in enumerate(pieces) if p]
        found = [""] * len(sentences)
        if asked:
            longest = max(len(pieces[i]) for i in asked)
            results = self._model.translate_batch(
                [pieces[i] for i in asked],
                beam_size=self.beam_size,
                max_batch_size=_BATCH_TOKENS,
                batch_type="tokens",
                max_decoding_length=min(_LONGEST_TARGET, 3 * longest + 20),
                no_repeat_ngram_size=0,
                repetition_penalty=1.0,
                replace_unknowns=True,
            )
            for i, result in zip(asked, results, strict=True):
                found[i] = _detokenized(result.hypotheses[0])
        yield from found


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _detokenized(pieces: Sequence[str]) -> str:
    """Pieces to text; the packages ship only the source's SentencePiece model."""
    return " ".join("".join(pieces).replace("▁", " ").split())
