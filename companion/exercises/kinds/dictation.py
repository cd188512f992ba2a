"""Dictation: hear a sentence, or a word, and write it."""

from __future__ import annotations

from collections.abc import Iterator

from companion.exercises.candidates import Candidate
from companion.exercises.model import Evidence, Exercise, exercise_id
from companion.exercises.source import Source

__all__ = ["candidates"]


def candidates(source: Source, variant: str, questions: tuple = ()) -> Iterator[Candidate]:
    """Sentences of 6 to 30 characters without Latin letters; or words."""
    if variant == "word":
        for place in source.places:
            if 2 <= len(place.token.text) <= 6:
                t = place.token
                yield Candidate(
                    source.worth(t),
                    (place.key,),
                    place.number,
                    t.simplified,
                    lambda rng, p=place: _build(
                        source, "word", p.token.text, p.token.simplified, source.evidence_of(p), p.token.text
                    ),
                    (t.text,),
                )
        return
    for number, paragraph, sentence, tokens in source.sentences:
        text = paragraph.text[sentence.start : sentence.end].strip()
        if 6 <= len(text) <= 30 and not any(t.kind == "latin" for t in tokens):
            simplified = "".join(t.simplified for t in tokens).strip()
            worth = sum(max(0.0, source.worth(t)) for t in tokens if t.senses or t.term) / len(tokens)
            evidence = source.evidence(number, paragraph, sentence.start, sentence.end, sentence)
            yield Candidate(
                worth - 0.3 * sum(t.kind == "number" for t in tokens) - 3.0 * source.is_title(paragraph),
                ((number, sentence.start),),
                number,
                "",
                lambda rng, t=text, s=simplified, e=evidence: _build(source, "sentence", t, s, e, ""),
            )


def _build(
    source: Source, variant: str, text: str, simplified: str, evidence: Evidence, word: str
) -> Exercise:
    return Exercise(
        id=exercise_id("dictation", variant, evidence.paragraph, evidence.start, evidence.end),
        kind="dictation",
        variant=variant,
        form="dictation",
        instruction="Listen, and write what you hear.",
        prompt=(),
        answers=tuple(dict.fromkeys((text, simplified))),
        speech=text,
        word=word,
        lang="zh-Hant" if source.traditional else "zh-Hans",
        evidence=evidence,
        points=1 if variant == "word" else 2,
    )
