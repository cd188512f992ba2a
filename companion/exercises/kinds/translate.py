"""Translate: a sentence into English, or an English sentence into Chinese; compared, not judged.

Only a person's translation (memory) or the machine's is a reference; a word gloss is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from companion.exercises.candidates import Candidate
from companion.exercises.model import Exercise, Part, exercise_id
from companion.exercises.source import Source
from companion.model import MACHINES, Paragraph, Sentence, Translation

__all__ = ["candidates"]

_REFERENCES = {
    "memory": "a person's translation",
    **dict.fromkeys(MACHINES, "a machine's translation"),
    "llm": "a language model's translation",
}


def candidates(source: Source, variant: str, questions: tuple[object, ...] = ()) -> Iterator[Candidate]:
    """Sentences of 8 to 70 characters that have a translation."""
    for number, paragraph, sentence, tokens in source.sentences:
        translation = sentence.translation
        text = paragraph.text[sentence.start : sentence.end].strip()
        if translation is None or translation.origin not in _REFERENCES or not translation.text:
            continue
        if 8 <= len(text) <= 70:
            worth = sum(max(0.0, source.worth(t)) for t in tokens if t.senses or t.term) / len(tokens)
            person = 1.0 if translation.origin == "memory" else 0.0
            yield Candidate(
                worth + person - 3.0 * (variant == "chinese" and source.is_title(paragraph)),
                ((number, sentence.start),),
                number,
                "",
                lambda rng, n=number, p=paragraph, s=sentence, t=translation: _build(
                    source, n, p, s, t, variant
                ),
            )


def _build(
    source: Source,
    number: int,
    paragraph: Paragraph,
    sentence: Sentence,
    translation: Translation,
    variant: str,
) -> Exercise:
    chinese = paragraph.text[sentence.start : sentence.end].strip()
    english = translation.text
    lang = "zh-Hant" if source.traditional else "zh-Hans"
    to_english = variant == "english"
    return Exercise(
        id=exercise_id("translate", variant, paragraph.id, sentence.start),
        kind="translate",
        variant=variant,
        form="open",
        instruction="Translate into English." if to_english else "Say it in Chinese.",
        prompt=(Part("text", chinese if to_english else english),),
        answers=(english if to_english else chinese,),
        lang=lang if to_english else "en",
        answer_lang="en" if to_english else lang,
        evidence=source.evidence(number, paragraph, sentence.start, sentence.end, sentence),
        points=3,
        note=f"The reference is {_REFERENCES[translation.origin]}.",
    )
