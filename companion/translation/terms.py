"""Whether an English sentence honours the glossary's terms, and putting a term in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from companion.model import Term, TermUse

__all__ = ["LEAST_LIKENESS", "folded", "occurs", "report", "substitute"]

LEAST_LIKENESS = 0.85
"""How like the machine's own wording of a term a phrase must be to be replaced (1 is equal)."""

_NOISE = re.compile(r"[\s\-‐-―'’\"“”().,;:!?/]+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# British and American spelling, so that "centre" is found where "center" stands.
_SPELLING = (
    (re.compile(r"\b(\w*)centers?\b"), r"\1centre"), (re.compile(r"\b(\w{3,})ization"), r"\1isation"),
    (re.compile(r"\b(\w{3,})iz(e|ed|es|ing)\b"), r"\1is\2"), (re.compile(r"\bprogrammes?\b"), "program"),
    (re.compile(r"\b(def|off)ense"), r"\1ence"), (re.compile(r"\b(lab|harb|neighb|col|hon|fav)or"), r"\1our"),
)  # fmt: skip
_TO = re.compile(r"^to (?:be )?")
_ENDINGS = "(?:y|e|s|es|ies|d|ed|ing)?"


def report(english: str, terms: Iterable[Term]) -> tuple[TermUse, ...]:
    """For each term "applied" where one of its English forms occurs, else "missing".

    Case, hyphens, accents, British or American spelling, the endings of words and the "to" before a verb don't
    count.

    >>> term = Term("t", "電騙", "电骗", "diànpiàn", ("telecom fraud",))
    >>> report("Telecom frauds rose.", [term])
    (TermUse(term='t', status='applied'),)
    """
    text = f" {folded(english)} "
    return tuple(
        TermUse(
            t.id, "applied" if any(occurs(_TO.sub("", folded(e)), text) for e in t.english) else "missing"
        )
        for t in terms
    )


def folded(text: str) -> str:
    """`text` in small letters without accents, hyphens and marks, in one spelling."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = _NOISE.sub(" ", plain).strip().casefold()
    for pattern, spelling in _SPELLING:
        plain = pattern.sub(spelling, plain)
    return plain


def occurs(form: str, text: str, part: bool = False) -> bool:
    """Whether the folded `form` stands in the folded `text` (with a space at each end), inflected or not.

    With `part` it is enough that a word begins with it.
    """
    if not form:
        return False
    if part:
        return f" {form}" in text
    words = [_stem(w) for w in form.split()]
    return re.search(" " + " ".join(re.escape(w) + _ENDINGS for w in words) + " ", text) is not None


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    if len(word) > 4 and word.endswith(("y", "e")):
        return word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def substitute(english: str, wordings: Iterable[str], accepted: str) -> str | None:
    """`english` with `accepted` in place of the machine's own wording of a term; None where it isn't found.

    A phrase is replaced where it is like one of `wordings` (`LEAST_LIKENESS`, rapidfuzz) and stands in one place
    only. Capitals at the start and "a" or "an" before it follow the new words.

    >>> substitute("Electric cheating rose.", ["electric cheat"], "telecom fraud")
    'Telecom fraud rose.'
    >>> substitute("He ran an electric cheating ring.", ["electric cheating"], "telecom fraud")
    'He ran a telecom fraud ring.'
    """
    from rapidfuzz.distance import Indel

    words = list(_WORD.finditer(english))
    found: list[tuple[float, int, int]] = []
    for wording in dict.fromkeys(folded(w).removeprefix("the ") for w in wordings):
        count = len(wording.split())
        if len(wording) < 5:
            continue
        for size in {max(1, count - 1), count, count + 1}:
            for i in range(len(words) - size + 1):
                phrase = folded(english[words[i].start() : words[i + size - 1].end()])
                if (likeness := Indel.normalized_similarity(wording, phrase)) >= LEAST_LIKENESS:
                    found.append((likeness, i, i + size))
    if not found:
        return None
    likeness, first, last = max(found, key=lambda hit: (hit[0], hit[1] - hit[2]))
    apart = [hit for hit in found if (hit[2] <= first or hit[1] >= last) and hit[0] >= likeness - 0.05]
    if apart:
        return None
    start, end = words[first].start(), words[last - 1].end()
    before, after = english[:start], english[end:]
    put = accepted
    if (
        english[start].isupper()
        and (not before.strip() or before.rstrip()[-1:] in '.!?:“"')
        and put[:1].islower()
    ):
        put = put[0].upper() + put[1:]
    article = re.search(r"\b([Aa])n?(\s+)$", before)
    if article:
        vowel = put[:1].casefold() in "aeio" or re.match(r"u(?!n[ai]|se|k\b)", put.casefold())
        before = f"{before[: article.start()]}{article[1]}{'n' if vowel else ''}{article[2]}"
    return before + put + after
