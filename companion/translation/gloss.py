"""The word gloss: what each word means, one after the other; never a sentence.

Which meaning a word has in its place is chosen in `companion.language.meanings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from companion.language.language import Language
from companion.language.meanings import (
    domains_of,
    gloss_meanings,
    gloss_of,
    gloss_words,
    names_in,
    with_meanings,
)
from companion.model import TermUse, Translation
from companion.protocols import SourceSentence

__all__ = [
    "BETWEEN", "GlossTranslator", "domains_of", "gloss_meanings", "gloss_of", "gloss_words", "names_in", "with_meanings",
]  # fmt: skip

BETWEEN = " · "
"""What stands between the words of a gloss."""


class GlossTranslator:
    """The `Translator` that is always there; it needs the tokens of a `SourceSentence`."""

    name = "gloss"

    def __init__(self, language: Language | None = None) -> None:
        self._language = language or Language.default()

    def status(self) -> str:
        """Empty: a gloss can always be made."""
        return ""

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation]:
        """One gloss per sentence; origin "none" where it has no word."""
        terms = {t.id: t for s in sentences for t in s.terms}
        domains = domains_of(terms.values(), {t.simplified for s in sentences for t in s.tokens})
        names = names_in(s.tokens for s in sentences)
        for sentence in sentences:
            glosses = gloss_words(
                sentence.tokens, {t.id: t for t in sentence.terms}, domains, names, self._language
            )
            text = BETWEEN.join(gloss for gloss in glosses if gloss)
            if text:
                uses = tuple(TermUse(t.id, "applied" if t.english else "missing") for t in sentence.terms)
                yield Translation(text, "gloss", "glossary and CC-CEDICT", uses)
            else:
                yield Translation("", "none", self.name, reason="there is no word to gloss")
