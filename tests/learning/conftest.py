"""A learner with a clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from companion.learning import Learner


class Clock:
    """A time that a test moves."""

    def __init__(self):
        self.time = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.time

    def forward(self, **by):
        self.time += timedelta(**by)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def learner(tmp_path, clock):
    return Learner(tmp_path / "words.sqlite", now=clock)
