"""Runs an installed Argos package, or another CTranslate2 model, directly: offline, many sentences at once.

Argos' own way asks the network for a sentence splitter and, with its batches of 32 tokens,
translates about one sentence at a time. Here the sentences of an article are sorted by length
into batches of up to 1,024 tokens, and two batches are worked on at once. So that reading can begin soon the
sentences are taken in growing groups, the first dozen, then three times as many, and so on; the
answers come in reading order.
"""

from __future__ import annotations

import copy
import json
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from companion.files import read_bytes
from companion.translation.control import stop_requested

if TYPE_CHECKING:
    from argostranslate.package import Package
    from ctranslate2 import Translator

__all__ = ["QUALITY", "Engine", "Hypothesis", "Settings", "engine_for"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How the model searches. The defaults are Argos' own.

    With a `patience` of 1 the search ends as soon as as many answers are whole as the beam is wide,
    even if a likelier one is still growing; 2 goes on until there are twice as many.
    `longest` limits the answer in tokens; 0 means three times the sentence and twenty more, so that a
    model that loops ends.
    """

    beam_size: int = 4
    length_penalty: float = 0.2
    no_repeat_ngram_size: int = 0
    repetition_penalty: float = 1.0
    patience: float = 1.0
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One of the n best answers, with its score (log probability; higher is better)."""

    text: str
    score: float


QUALITY = {
    "fast": Settings(beam_size=1),
    "balanced": Settings(beam_size=2, patience=2),
    "best": Settings(beam_size=4, patience=2),
}
"""The search by name: greedy, beam 2, beam 4; the latter two with more patience than Argos has."""

# Rows: sentences times beam. Fewer cost time (24: a fifth more), more only memory.
_BATCH_TOKENS, _BATCH_ROWS = 1024, 64
_WORKERS = 2
_FIRST_GROUP, _GROWTH, _LARGEST_GROUP = 12, 3, 150
_LONGEST_SOURCE = 250
_LONGEST_TARGET = 512
_CLAUSE = set("，,；;：:、。！？!?…")


class Engine:
    """The model of one package folder, loaded when it is first used. Several threads may use it.

    Its methods raise what CTranslate2 and SentencePiece raise (RuntimeError, ValueError, OSError)
    where the model is damaged.
    """

    def __init__(self, folder: Path, quality: str = "best") -> None:
        self.folder = folder
        self.settings = QUALITY[quality]
        self._loaded = _Loaded(folder)
        self._traditional = False

    def for_script(self, traditional: bool) -> Engine:
        """The same model, loaded once, for sentences of a script: a model of many languages is told which it is."""
        other = copy.copy(self)
        other._traditional = traditional
        return other

    def prepare(self) -> None:
        """Loads the model now, not with the first sentence."""
        _ = self._loaded.tokenizer, self._loaded.model

    def translate(self, sentences: Sequence[str], settings: Settings | None = None) -> Iterator[str]:
        """The English of each sentence, in order; an empty sentence gives an empty one."""
        for best in self.hypotheses(sentences, settings):
            yield best[0].text if best else ""

    def hypotheses(
        self, sentences: Sequence[str], settings: Settings | None = None, n_best: int = 1
    ) -> Iterator[tuple[Hypothesis, ...]]:
        """The n best answers for each sentence, in order, the best first; none for an empty sentence.

        At most as many as the beam is wide. Ends early where the caller's `stop_requested`.
        """
        settings = settings or self.settings
        parts = self._parts(sentences)
        waiting: deque[tuple[list[_Part], list[Any]]] = deque()
        batches = _plan(parts, len(sentences), settings.beam_size)
        found: dict[int, tuple[Hypothesis, ...]] = {}
        of_sentence: list[list[_Part]] = [[] for _ in sentences]
        for part in parts:
            of_sentence[part.sentence].append(part)
        for own in of_sentence:
            while any(part.number not in found for part in own):
                while len(waiting) <= _WORKERS and (batch := next(batches, None)):
                    waiting.append((batch, self._start(batch, settings, n_best)))
                if stop_requested():
                    return
                batch, results = waiting.popleft()
                for part, result in zip(batch, results, strict=True):
                    found[part.number] = self._answers(result.result())
            yield _joined([found.pop(part.number) for part in own])

    def _parts(self, sentences: Sequence[str]) -> list[_Part]:
        parts: list[_Part] = []
        for i, sentence in enumerate(sentences):
            if sentence.strip():
                with self._loaded.lock:
                    pieces = self._loaded.tokenizer.encode(_printable(sentence))
                parts += [_Part(i, n, cut) for n, cut in enumerate(_cut(pieces), len(parts))]
        return parts

    def _start(self, batch: list[_Part], settings: Settings, n_best: int) -> list[Any]:
        """Hands a batch to the model; each sentence's result can be waited for."""
        loaded = self._loaded
        first = loaded.source[self._traditional]
        with loaded.lock:
            asked: list[Any] = loaded.model.translate_batch(
                [[*first, *part.pieces, *loaded.end] for part in batch],
                target_prefix=[loaded.target] * len(batch) if loaded.target else None,
                beam_size=settings.beam_size,
                num_hypotheses=min(n_best, settings.beam_size),
                length_penalty=settings.length_penalty,
                no_repeat_ngram_size=settings.no_repeat_ngram_size,
                repetition_penalty=settings.repetition_penalty,
                patience=settings.patience,
                max_decoding_length=settings.longest
                or min(_LONGEST_TARGET, 3 * max(len(part.pieces) for part in batch) + 20),
                return_scores=True,
                replace_unknowns=True,
                asynchronous=True,
            )
        return asked

    def _answers(self, result: Any) -> tuple[Hypothesis, ...]:
        pairs = zip(result.hypotheses, result.scores, strict=True)
        return tuple(Hypothesis(self._text(pieces), score) for pieces, score in pairs)

    def _text(self, pieces: Sequence[str]) -> str:
        loaded = self._loaded
        if list(pieces[: len(loaded.target)]) == loaded.target:
            pieces = pieces[len(loaded.target) :]
        with loaded.lock:
            return str(loaded.decode(pieces)).strip(" ")


class _Loaded:
    """What is read of a package folder once: the model, its pieces, and the tokens that go before and after a sentence."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = threading.Lock()

    @cached_property
    def _package(self) -> Package:
        from argostranslate.package import Package

        return Package(self.folder)

    @cached_property
    def _said(self) -> dict[str, Any]:
        """What `metadata.json` says beyond what Argos reads."""
        said: dict[str, Any] = json.loads(read_bytes(self.folder / "metadata.json", largest=2**20))
        return said

    @property
    def tokenizer(self) -> Any:
        return self._package.tokenizer

    @cached_property
    def decode(self) -> Callable[[Sequence[str]], str]:
        """From pieces to text: as Argos does, or by the model's own SentencePiece, the target's where there are two."""
        if "kind" not in self._said:
            decode: Callable[[Sequence[str]], str] = self.tokenizer.decode
            return decode
        import sentencepiece

        own = self.folder / "target.model"
        file = own if own.is_file() else self.folder / "sentencepiece.model"
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(file))
        return lambda found: pieces.decode_pieces(list(found)).replace("▁", " ")

    @cached_property
    def source(self) -> dict[bool, list[str]]:
        """The tokens before a sentence, by whether it is in traditional characters."""
        said = self._said.get("source_prefix", {})
        return {
            t: [str(x) for x in said.get("traditional" if t else "simplified", ())] for t in (True, False)
        }

    @cached_property
    def end(self) -> list[str]:
        """The tokens after a sentence, where CTranslate2 doesn't put them by itself."""
        return [str(x) for x in self._said.get("source_suffix", ())]

    @cached_property
    def target(self) -> list[str]:
        """The tokens that an answer begins with."""
        prefix = self._package.target_prefix
        return [prefix] if prefix else []

    @cached_property
    def model(self) -> Translator:
        import ctranslate2

        return ctranslate2.Translator(
            str(self.folder / "model"), device="cpu", compute_type="default",
            inter_threads=_WORKERS, intra_threads=max(1, min(8, _cores() // _WORKERS)),
        )  # fmt: skip


def engine_for(folder: Path, _known: dict[Path, tuple[object, Engine]] = {}) -> Engine:  # noqa: B006
    """The engine of a package folder; the same one again until its model changes, and one at a time."""
    try:
        stat = (folder / "model" / "model.bin").stat()
        state: object = (stat.st_mtime_ns, stat.st_size)
    except OSError:
        state = None
    known = _known.get(folder)
    if known is None or known[0] != state:
        while len(_known) >= 2:
            _known.pop(next(iter(_known)), None)
        known = _known[folder] = (state, Engine(folder))
    return known[1]


class _Part(NamedTuple):
    """The pieces of a sentence, or of a part of a long one."""

    sentence: int
    number: int
    pieces: list[str]


def _plan(parts: Sequence[_Part], sentences: int, beam: int) -> Iterator[list[_Part]]:
    """The batches in the order in which they are worked on: group by group, early sentences first."""
    start, size, at = 0, _FIRST_GROUP, 0
    while start < sentences:
        group = []
        while at < len(parts) and parts[at].sentence < start + size:
            group.append(parts[at])
            at += 1
        most = min(max(1, _BATCH_ROWS // beam), -(-len(group) // _WORKERS))
        batches: list[list[_Part]] = []
        for part in sorted(group, key=lambda part: len(part.pieces)):
            last = batches[-1] if batches else []
            if last and len(last) < most and (len(last) + 1) * len(part.pieces) <= _BATCH_TOKENS:
                last.append(part)
            else:
                batches.append([part])
        yield from sorted(batches, key=lambda batch: min(part.sentence for part in batch))
        start, size = start + size, min(size * _GROWTH, _LARGEST_GROUP)


def _cut(pieces: list[str]) -> Iterator[list[str]]:
    """The pieces of a sentence, cut after clauses where they are more than a model of sentences can take."""
    while len(pieces) > _LONGEST_SOURCE:
        ends = [n for n, p in enumerate(pieces[:_LONGEST_SOURCE], 1) if p[-1:] in _CLAUSE]
        end = next((n for n in reversed(ends) if n > 20), _LONGEST_SOURCE)
        yield pieces[:end]
        pieces = pieces[end:]
    if pieces:
        yield pieces


def _joined(answers: list[tuple[Hypothesis, ...]]) -> tuple[Hypothesis, ...]:
    """The answers for the parts of a sentence as answers for the whole."""
    if len(answers) < 2:
        return answers[0] if answers else ()
    return tuple(
        Hypothesis(" ".join(h.text for h in same), sum(h.score for h in same))
        for same in zip(*answers, strict=False)
    )


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
