"""The translation memory: a person's English for a sentence, found whatever script it is in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from companion.model import Translation
from companion.protocols import SourceSentence
from companion.translation.terms import report
from companion.translation.tmx import Unit, read_tmx

__all__ = ["MemoryTranslator", "TranslationMemory"]

_SPACE = re.compile(r"\s+")
# Ways to write the same thing that make no other sentence.
_FOLD = str.maketrans("臺裡着爲衆麪牀峯羣", "台裏著為眾麵床峰群")


def normalised(text: str) -> str:
    """The key of a sentence: width, white space and 台/臺 variants aside.

    >>> normalised("臺 灣 ABC！") == normalised("台灣ＡＢＣ!")
    True
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).translate(_FOLD)


class TranslationMemory:
    """Sentences with their English; of several for one sentence the last wins."""

    def __init__(self, entries: Iterable[tuple[Unit, str]] = ()) -> None:
        self._found: dict[str, tuple[Unit, str]] = {}
        for unit, name in entries:
            self._found[normalised(unit.source)] = (unit, name)

    @classmethod
    def load(cls, *paths: str | Path) -> TranslationMemory:
        """The memory of TMX files, later ones winning. Raises `MemoryFileError`."""
        return cls((unit, Path(path).name) for path in paths for unit in read_tmx(path))

    def lookup(self, *forms: str) -> tuple[Unit, str] | None:
        """The unit for a sentence in any of its forms, with its file's name."""
        return next((hit for form in forms if (hit := self._found.get(normalised(form)))), None)

    def __len__(self) -> int:
        return len(self._found)


class MemoryTranslator:
    """The `Translator` of a memory; `paths` are TMX files."""

    name = "memory"

    def __init__(self, paths: Sequence[str | Path] = (), memory: TranslationMemory | None = None) -> None:
        self.memory = memory if memory is not None else TranslationMemory.load(*paths)

    def status(self) -> str:
        """Empty: a memory can always be asked."""
        return ""

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """What a person wrote for each sentence; origin "none" where nobody did."""
        for sentence in sentences:
            hit = self.memory.lookup(sentence.text, sentence.simplified) if sentence.text else None
            if hit is None:
                yield Translation("", "none", self.name, reason="the sentence is in no translation memory")
            else:
                unit, file = hit
                yield Translation(unit.target, "memory", file, report(unit.target, sentence.terms))
