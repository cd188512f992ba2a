"""What the source part hands on: a text with its encoding, and paragraphs of plain text."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Block", "SourceText"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A decoded text; `name` is the file's name without its folders."""

    text: str
    encoding: str
    name: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its kind (of `model.KINDS`), its text without line breaks, and its lines.

    `first_line` and `last_line` count from 1. `reasons` say why lines were joined or parted,
    `review` is ("layout",) where that was uncertain. `unit` is "page" where pages are counted.
    `marks` are places (start, end, mark) whose words a person should look at, such as those that text recognition was not
    sure of; `references` are places (start, reference) in what the text comes from, such as the time in a film.
    """

    kind: str
    text: str
    first_line: int
    last_line: int
    reasons: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    unit: str = "line"
    marks: tuple[tuple[int, int, str], ...] = ()
    references: tuple[tuple[int, str], ...] = ()
