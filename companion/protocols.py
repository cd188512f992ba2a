"""The parts that can be swapped, as protocols.

Each has a contract test in `tests/contract/` that every implementation passes. Components are
found by name through `companion.registry`; a caller can also pass an object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from companion.model import Sense, Term, Token, Translation

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

__all__ = [
    "Dictionary",
    "Romanizer",
    "ScriptConverter",
    "Segmenter",
    "SourceSentence",
    "Tagger",
    "Translator",
]


@runtime_checkable
class ScriptConverter(Protocol):
    """Traditional, mixed or simplified text to simplified text."""

    def to_simplified(self, text: str) -> str:
        """`text` in simplified characters, exactly one code point for each of its own.

        "電騙" → "电骗"; Latin letters, digits, punctuation and lone surrogates stay.
        """
        ...


@runtime_checkable
class Segmenter(Protocol):
    """Simplified text to words."""

    def segment(self, text: str) -> list[str]:
        """The words of simplified `text`, none empty, which join up to it: 打击电骗 → 打击, 电骗."""
        ...


@runtime_checkable
class Tagger(Protocol):
    """Simplified text to the likelihood of parts of speech and names."""

    def probabilities(self, texts: Sequence[str]) -> list[NDArray[float32]]:
        """For each text an array, its characters × the labels of `companion.language.tagging.network`."""
        ...


@runtime_checkable
class Romanizer(Protocol):
    """Simplified words to readings."""

    def romanize(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """For each word one syllable with tone mark per Han character in it, in context.

        ["银行", "2月", "，"] → [("yín", "háng"), ("yuè",), ()].
        """
        ...


@runtime_checkable
class Dictionary(Protocol):
    """Words to senses."""

    def lookup(self, word: str) -> tuple[Sense, ...]:
        """All homographs of a traditional or simplified word; empty where it is unknown."""
        ...


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """What a translator is given of a sentence: its text, tokens and glossary terms.

    `text` is without surrounding space; `simplified` has the same length. `tokens` may be given as what makes them: then
    they are made at each look and kept by nobody, since a book has more of them than memory should hold.
    """

    text: str
    simplified: str
    tokens: tuple[Token, ...] = ()
    terms: tuple[Term, ...] = ()


def _made_at_each_look(owner: type, name: str) -> None:
    slot: Any = owner.__dict__[name]

    def get(self: Any) -> tuple[Any, ...]:
        held: tuple[Any, ...] | Callable[[], tuple[Any, ...]] = slot.__get__(self)
        return held() if callable(held) else held

    setattr(owner, name, property(get, slot.__set__))


_made_at_each_look(SourceSentence, "tokens")


@runtime_checkable
class Translator(Protocol):
    """Sentences to English."""

    name: str

    def status(self) -> str:
        """Empty where it can translate; else one line: what is missing and what to do."""
        ...

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """One `Translation` per sentence, in order.

        Where it has nothing to offer, the origin is "none", the text empty and `reason` says
        why, so that the next translator of the chain is asked. It does not raise for one bad
        sentence, and makes no network connection.
        """
        ...
