"""The static view of the start page, for viewers without widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from companion.render.environment import render

__all__ = ["home_fallback_html"]

_MOST = 50


def home_fallback_html(rows: Sequence[Any]) -> str:
    """The first articles of a library as a table; readable after a sanitizer took its styles."""
    return render("home/fallback.html", rows=rows[:_MOST], count=len(rows))
