"""Exercises: an article to a sheet of items, and the marking of answers. Pure: no widget, no file."""

from companion.exercises.marking import Mark, mark
from companion.exercises.model import KINDS, Choice, Evidence, Exercise, ExerciseSet, Part, Question
from companion.exercises.sheet import kind_and_variant, make_exercises

__all__ = [
    "KINDS",
    "Choice",
    "Evidence",
    "Exercise",
    "ExerciseSet",
    "Mark",
    "Part",
    "Question",
    "kind_and_variant",
    "make_exercises",
    "mark",
]
