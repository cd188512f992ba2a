"""Lessons: the words of an article that are worth teaching, and what a teacher changed of them."""
