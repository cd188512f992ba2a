"""Whether an English sentence honours the glossary's terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from companion.model import Term, TermUse

__all__ = ["report"]

_NOISE = re.compile(r"[\s\-‐-―'’\"“”().,;:!?]+")

_TO = re.compile(r"^to (?:be )?")


def report(english: str, terms: Iterable[Term]) -> tuple[TermUse, ...]:
    """For each term "applied" where one of its English forms occurs, else "missing".

    Case, hyphens, accents, a plural ending and the "to" before a verb don't count.

    >>> term = Term("t", "電騙", "电骗", "diànpiàn", ("telecom fraud",))
    >>> report("Telecom frauds rose.", [term])
    (TermUse(term='t', status='applied'),)
    """
    text = f" {_folded(english)} "
    return tuple(
        TermUse(
            t.id, "applied" if any(_occurs(_TO.sub("", _folded(e)), text) for e in t.english) else "missing"
        )
        for t in terms
    )


def _folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NOISE.sub(" ", plain).strip().casefold()


def _occurs(form: str, text: str) -> bool:
    if not form:
        return False
    stem = form[:-1] if form.endswith(("y", "e")) and len(form) > 4 else form
    return re.search(rf" {re.escape(stem)}(?:y|e|s|es|ies|d|ed|ing)? ", text) is not None
