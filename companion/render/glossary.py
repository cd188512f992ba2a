"""The static view of a glossary, for viewers without widgets."""

from __future__ import annotations

from collections.abc import Sequence

from companion.model import Term
from companion.render.environment import render

__all__ = ["glossary_fallback_html"]

_MOST = 50


def glossary_fallback_html(terms: Sequence[Term]) -> str:
    """The first terms as a table; readable after a sanitizer took its styles."""
    return render("glossary_fallback.html", terms=terms[:_MOST], count=len(terms))
