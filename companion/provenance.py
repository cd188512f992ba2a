"""What a source told of places in its text: what it was not sure of, and where in a film they are said.

Such findings stay with the text while its paragraphs are split, joined and annotated anew: they are
kept by the characters themselves, white space aside, which no correction changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from companion.model import Paragraph
from companion.source.blocks import Block

__all__ = ["Findings", "findings_of_article", "findings_of_source", "with_findings"]

_FROM_SOURCE = ("ocr",)
"""Review marks of tokens that come from the source, and from nothing else."""


@dataclass(slots=True)
class Findings:
    """Marks and references by the number of a character, white space not counted."""

    marks: dict[int, str] = field(default_factory=dict)
    references: dict[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.marks or self.references)


def _numbers(text: str) -> list[int]:
    """For each place in `text`, and its end, how many characters that are no white space stand before it."""
    return [0, *accumulate(not c.isspace() for c in text)]


def findings_of_source(blocks: Iterable[Block]) -> Findings:
    """What was found while the source was read.

    >>> found = findings_of_source([Block("body", "警方公布", 1, 1, marks=((2, 4, "ocr"),), references=((0, "0:03"),))])
    >>> sorted(found.marks), found.references
    ([2, 3], {0: '0:03'})
    """
    found, before = Findings(), 0
    for block in blocks:
        if not (block.marks or block.references):
            before += len("".join(block.text.split()))
            continue
        numbers = _numbers(block.text)
        for start, end, mark in block.marks:
            found.marks |= dict.fromkeys(range(before + numbers[start], before + numbers[end]), mark)
        for start, reference in block.references:
            found.references[before + numbers[start]] = reference
        before += numbers[-1]
    return found


def findings_of_article(paragraphs: Iterable[Paragraph]) -> Findings:
    """The same of an article that is annotated anew in part."""
    found, before = Findings(), 0
    for p in paragraphs:
        numbers = _numbers(p.text)
        for token in p.tokens:
            if mark := next((m for m in token.review if m in _FROM_SOURCE), ""):
                found.marks |= dict.fromkeys(
                    range(before + numbers[token.start], before + numbers[token.end]), mark
                )
        for sentence in p.sentences:
            if sentence.reference:
                found.references[before + numbers[sentence.start]] = sentence.reference
        before += numbers[-1]
    return found


def with_findings(paragraphs: Sequence[Paragraph], found: Findings) -> list[Paragraph]:
    """The paragraphs with the marks on their words and the references on their sentences.

    A sentence has the reference at or before its first character.
    """
    if not found:
        return list(paragraphs)
    places = sorted(found.references)
    result, before, last = [], 0, 0
    for p in paragraphs:
        numbers = _numbers(p.text)
        tokens = list(p.tokens)
        for i, token in enumerate(tokens):
            span = range(before + numbers[token.start], before + numbers[token.end])
            mark = next((found.marks[n] for n in span if n in found.marks), "")
            if mark and mark not in token.review:
                tokens[i] = replace(token, review=(*token.review, mark))
        sentences = list(p.sentences)
        for i, sentence in enumerate(sentences):
            first = before + numbers[sentence.start]
            while last + 1 < len(places) and places[last + 1] <= first:
                last += 1
            if (
                places
                and places[last] <= first
                and (reference := found.references[places[last]]) != sentence.reference
            ):
                sentences[i] = replace(sentence, reference=reference)
        before += numbers[-1]
        changed = tuple(tokens) != p.tokens or tuple(sentences) != p.sentences
        result.append(replace(p, tokens=tuple(tokens), sentences=tuple(sentences)) if changed else p)
    return result
