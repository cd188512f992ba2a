"""Dictation: hear a sentence, or a word, and write it."""

from __future__ import annotations

from collections.abc import Iterator

from companion.exercises.candidates import Candidate
from companion.exercises.model import Evidence, Exercise, exercise_id
from companion.exercises.source import Source
from companion.language.language import Language
from companion.language.numbers.figures import figures

__all__ = ["candidates"]

_MONEY = "$＄¥￥€£"  # said as 元 behind the figures


def candidates(source: Source, variant: str, questions: tuple[object, ...] = ()) -> Iterator[Candidate]:
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
        text = paragraph.text[tokens[0].start : sentence.end].strip()
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
        answers=tuple(dict.fromkeys((text, simplified, *_as_heard(text, simplified)))),
        speech=text,
        word=word,
        lang="zh-Hant" if source.traditional else "zh-Hans",
        evidence=evidence,
        points=1 if variant == "word" else 2,
    )


def _as_heard(text: str, simplified: str) -> list[str]:
    """The text with its figures in characters, as they are heard, and with the word for a dash alone: 三比二, 3比2.

    >>> _as_heard("以3–2勝出", "以3–2胜出")
    ['以三比二勝出', '以三比二胜出', '以3比2勝出', '以3比2胜出']
    """
    found = figures(simplified)
    if not found or len(text) != len(simplified):
        return []
    simplify = Language.default().simplify
    heard = []
    for chosen in (found, [f for f in found if f.words and f.words[0] in ("比", "至")]):
        for written, convert in ((text, str), (simplified, simplify)):
            made, at = "", 0
            for f in chosen:
                made = (made + written[at : f.start]).rstrip(_MONEY) + convert("".join(f.words))
                at = f.end
            heard.append(made + written[at:])
    return heard
