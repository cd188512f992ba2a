"""Comprehension: the teacher's own questions, kept beside the article (`companion.exercises.questions`)."""

from __future__ import annotations

from collections.abc import Iterator

from companion.exercises.candidates import Candidate
from companion.exercises.model import Choice, Evidence, Exercise, Part, Question, exercise_id
from companion.exercises.source import Source
from companion.model import Sentence

__all__ = ["candidates"]

TRUTH = {"true": "true", "false": "false", "not stated": "not stated"}


def candidates(source: Source, variant: str, questions: tuple[Question, ...] = ()) -> Iterator[Candidate]:
    """The questions in the teacher's order."""
    for n, question in enumerate(questions):
        yield Candidate(
            1000.0 - 10 * n,
            (),
            0,
            "",
            lambda rng, q=question: _build(source, q),
        )


def _build(source: Source, question: Question) -> Exercise:
    evidence = _evidence(source, question.evidence)
    judged = question.type == "true-false"
    answers = (question.answer, *question.accept) if question.answer else ()
    return Exercise(
        id=exercise_id("comprehension", question.type, question.ask),
        kind="comprehension",
        variant=question.type,
        form="choice" if judged else "open",
        instruction="True, false, or not stated in the article?" if judged else "Answer in a sentence.",
        prompt=(Part("text", question.ask),),
        answers=answers,
        choices=tuple(Choice(c) for c in TRUTH) if judged else (),
        lang="zh-Hant" if source.traditional else "zh-Hans",
        answer_lang="en" if judged else "zh-Hant",
        evidence=evidence,
        points=question.points,
        note=question.explain,
    )


def _evidence(source: Source, quote: str) -> Evidence | None:
    """The place of the words that the teacher quotes, or None where there are none."""
    if not quote:
        return None
    for number, paragraph in enumerate(source.article.paragraphs):
        start = paragraph.text.find(quote)
        if start >= 0:
            end = start + len(quote)
            around = next((s for s in paragraph.sentences if s.start <= start < s.end), Sentence(start, end))
            return source.evidence(number, paragraph, start, end, around)
    return None
