"""The data model and the errors."""

from __future__ import annotations

import dataclasses

import pytest

from companion import errors, model


def test_ids_depend_on_content_only_and_repeated_ones_are_told_apart():
    """Protects corrections, which are keyed by the paragraph's content."""
    a, b, c = (model.Paragraph.make("body", t) for t in ("甲。", "乙。", "甲。"))
    assert a.id == c.id != b.id
    first, _, again = model.with_unique_ids([a, b, c])
    assert (first.id, again.id) == (a.id, a.id + "-2")


def test_the_model_can_not_be_changed_in_place():
    """Protects callers that share an article from one another."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        model.Sentence(0, 1).start = 3


@pytest.mark.parametrize("message", ["two\nlines", "bell\x07", "bidi\u202eover", "half \ud800"])
def test_an_error_is_one_printable_line(message):
    """Protects the terminal from line breaks, control and bidi characters in messages."""
    text = str(errors.CompanionError(message))
    assert text.isprintable()
    assert "\n" not in text


def test_every_error_is_in_the_drawn_tree():
    """Protects `except CompanionError`: whatever is raised on purpose is one."""
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.CompanionError)
        assert name in errors.__doc__
