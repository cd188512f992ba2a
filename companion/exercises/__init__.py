"""Exercises: an article to a sheet of items, and the marking of answers. Pure: no widget, no file."""

from companion.exercises.marking import Mark, mark
from companion.exercises.model import (
    KIND_NAMES,
    KINDS,
    Choice,
    Evidence,
    Exercise,
    ExerciseSet,
    Part,
    Question,
    kind_name,
)
from companion.exercises.sheet import kind_and_variant, make_exercises

__all__ = [
    "KINDS",
    "KIND_NAMES",
    "Choice",
    "Evidence",
    "Exercise",
    "ExerciseSet",
    "Mark",
    "Part",
    "Question",
    "kind_and_variant",
    "kind_name",
    "make_exercises",
    "mark",
]
