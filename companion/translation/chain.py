"""The chain: a person's translation where there is one, else a machine's, else a word gloss.

A machine's English that a memory holds is asked for after the machine itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from companion.language.language import Language
from companion.model import Translation
from companion.protocols import SourceSentence, Translator
from companion.translation.engines import preferred
from companion.translation.gloss import GlossTranslator
from companion.translation.memory import MachineMemory, MemoryTranslator

__all__ = ["ChainTranslator"]


class ChainTranslator:
    """Asks each part in turn for the sentences that the parts before had nothing for.

    The parts are the memory, the machine (the one that is preferred, if no other is given), a machine's English in the memory,
    and the gloss, or those in `parts`.
    """

    name = "auto"

    def __init__(
        self,
        memory_paths: Sequence[str | Path] | str | Path = (),
        parts: Sequence[Translator] | None = None,
        machine: Translator | None = None,
        language: Language | None = None,
    ) -> None:
        if parts is None:
            memory = MemoryTranslator(memory_paths)
            parts = [
                memory,
                machine or preferred(),
                MachineMemory(memory.memory),
                GlossTranslator(language),
            ]
        self.parts = list(parts)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the parts have to tell whatever they answer, such as a line of a memory that is broken."""
        return tuple(notice for part in self.parts for notice in getattr(part, "notices", ()))

    def status(self) -> str:
        """The first remark of a part, such as the command that installs a model; else empty."""
        return next((s for part in self.parts if (s := part.status())), "")

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """For each sentence the first answer that has a text; a gloss says why there is nothing better.

        What the memory suggests, the English of a similar sentence, goes with another part's answer.

        The answers of a part that works for long (its `streams` is true) are passed on as they
        come; ends early where a stop was asked for.
        """
        reasons = [""] * len(sentences)
        offers: dict[int, Translation] = {}
        for i, answer in self._ask(self.parts, sentences, list(range(len(sentences))), reasons, offers):
            if offer := offers.pop(i, None):
                answer = replace(answer, score=offer.score, near=offer.near, suggestion=offer.suggestion)
            if answer.origin == "gloss":
                yield replace(answer, reason=reasons[i])
            elif answer.origin == "none":
                yield replace(answer, reason=reasons[i] or "no translator was asked")
            else:
                yield answer

    def _ask(
        self,
        parts: Sequence[Translator],
        sentences: Sequence[SourceSentence],
        asked: list[int],
        reasons: list[str],
        offers: dict[int, Translation],
    ) -> Iterator[tuple[int, Translation]]:
        """The answers of `parts` for the sentences of these indices, in order."""
        if not parts:
            yield from ((i, Translation("", "none", self.name)) for i in asked)
            return
        part, others = parts[0], parts[1:]
        answers = part.translate([sentences[i] for i in asked])
        if getattr(part, "streams", False):
            for i, answer in zip(asked, answers, strict=False):
                if answer.origin == "none":
                    reasons[i] = answer.reason or reasons[i]
                    yield from self._ask(others, sentences, [i], reasons, offers)
                else:
                    yield i, answer
            return
        found = dict(zip(asked, answers, strict=False))
        open_ones = [i for i in asked if i not in found or found[i].origin == "none"]
        offers.update({i: found[i] for i in open_ones if i in found and found[i].suggestion})
        for i in open_ones:
            reasons[i] = (found[i].reason if i in found else "") or reasons[i]
        later = self._ask(others, sentences, open_ones, reasons, offers) if open_ones else iter(())
        missing = set(open_ones)
        for i in asked:
            if i not in missing:
                yield i, found[i]
            elif (other := next(later, None)) is not None:
                yield other
            else:
                return
