"""The static view of the reviews, for viewers without widgets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from companion.render.environment import render

__all__ = ["review_fallback_html"]


def review_fallback_html(due: int, figures: Mapping[str, Any]) -> str:
    """How many words were due when the notebook was saved; readable after a sanitizer took its styles."""
    return render("review_fallback.html", due=due, figures=figures)
