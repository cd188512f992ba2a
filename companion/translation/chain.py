"""The chain: a person's translation where there is one, else a machine's, else a word gloss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from companion.model import Translation
from companion.protocols import SourceSentence, Translator
from companion.translation.argos import ArgosTranslator
from companion.translation.gloss import GlossTranslator
from companion.translation.memory import MemoryTranslator

__all__ = ["ChainTranslator"]


class ChainTranslator:
    """Asks each part in turn for the sentences that the parts before had nothing for."""

    name = "auto"

    def __init__(
        self, memory_paths: Sequence[str | Path] = (), parts: Sequence[Translator] | None = None
    ) -> None:
        self.parts = (
            list(parts)
            if parts is not None
            else [MemoryTranslator(memory_paths), ArgosTranslator(), GlossTranslator()]
        )

    @property
    def notices(self) -> tuple[str, ...]:
        """What the parts have to tell whatever they answer, such as a line of a memory that is broken."""
        return tuple(notice for part in self.parts for notice in getattr(part, "notices", ()))

    def status(self) -> str:
        """The first remark of a part, such as the command that installs a model; else empty."""
        return next((s for part in self.parts if (s := part.status())), "")

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """For each sentence the first answer that has a text; a gloss says why there is nothing better."""
        answers: list[Translation | None] = [None] * len(sentences)
        reasons = [""] * len(sentences)
        for part in self.parts:
            open_ones = [i for i, a in enumerate(answers) if a is None or a.origin == "none"]
            if not open_ones:
                break
            for i, answer in zip(open_ones, part.translate([sentences[i] for i in open_ones]), strict=True):
                if answer.origin == "none":
                    reasons[i] = answer.reason or reasons[i]
                    answers[i] = answers[i] or answer
                else:
                    answers[i] = replace(answer, reason=reasons[i]) if answer.origin == "gloss" else answer
        for answer in answers:
            yield answer or Translation("", "none", self.name, reason="no translator was asked")
