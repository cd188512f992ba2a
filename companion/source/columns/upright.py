"""Vertical text that was copied one character a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from companion.source.breaks.evidence import REFERS
from companion.source.kinds import kind_of, terminal
from companion.source.lines import INNER_OF_SENTENCE, SENTENCE_INSIDE, Line, width_of

__all__ = ["upright"]

_LEAST = 20  # lines of one character
_CREDITED = re.compile(
    r"(?:(?:本報|特約|特派)?記者|(?:本报|特约|特派)?记者)[^，。\n]{2,4}[／/][^，。\n]{1,6}(?:報導|報道|报道|電|电)"
)
_EVERYWHERE = 0.3  # of the lines are followed by a blank one: then it tells nothing
_BLANK = "a blank line parts paragraphs"
_SENTENCE = (
    "vertical copy without blank lines: a sentence that does not refer to the one before begins a paragraph"
)
_BYLINE = "vertical copy: a byline stands by itself"


def _is_whole(part: str) -> bool:
    """Whether a text is a paragraph: it ends a sentence, or is none, as a headline, a byline and a point of a list."""
    return (
        terminal(part)
        or not INNER_OF_SENTENCE.search(part)
        or part[-1] == "："
        or kind_of(part) in ("byline", "item", "caption", "credit")
    )


def upright(text: str) -> list[tuple[list[Line], list[str], bool]] | None:
    """The paragraphs of a vertical copy, each with why it ends and whether that is doubtful; None where a text is none.

    Blank lines part them. Where there are none, nothing shows where paragraphs end but what the sentences say: one that
    begins with 他, 其, 但 … goes on, others begin a paragraph, which is doubtful.

    >>> found = upright("\\n".join("警方公布數字記者陳大文／綜合報道警方昨日公布。市民關注。"))
    >>> [(group[0].text, doubtful) for group, _, doubtful in found]
    [('警方公布數字', False), ('記者陳大文／綜合報道', False), ('警方昨日公布。', True), ('市民關注。', True)]
    """
    lines = [line.strip() for line in text.split("\n")]
    shown = [line for line in lines if line]
    if len(shown) < _LEAST or sum(len(line) == 1 for line in shown) < 0.85 * len(shown):
        return None
    whole = ""
    starts: list[int] = []
    numbers: list[int] = []
    blanks: list[int] = []
    for number, line in enumerate(lines, 1):
        if line:
            starts.append(len(whole))
            numbers.append(number)
            whole += line
        elif whole and (not blanks or blanks[-1] != len(whole)):
            blanks.append(len(whole))
    reasons: dict[int, str] = {}
    if len(blanks) < _EVERYWHERE * len(shown):
        for before, at in zip([0, *blanks], blanks, strict=False):
            part = whole[before:at]
            if part.count("（") > part.count("）") or part.count("「") > part.count("」"):
                continue  # a space that stood in a line of its own
            if at < len(whole) and _is_whole(part):  # else a column ends in mid-sentence
                reasons[at] = _BLANK
    if not any(terminal(whole[:at]) for at in reasons):
        for found in SENTENCE_INSIDE.finditer(whole):
            if REFERS.match(whole, found.end()) is None:
                reasons[found.end()] = _SENTENCE
    credited = {
        place
        for found in _CREDITED.finditer(whole)
        if whole[found.start() - 1 : found.start()] not in ("【", "（")
        for place in found.span()
    } - {0, len(whole)}
    reasons |= dict.fromkeys(credited - reasons.keys(), _BYLINE)
    groups = []
    places = [0, *sorted(reasons), len(whole)]
    for start, end in pairwise(places):
        first, last = (numbers[bisect_right(starts, at) - 1] for at in (start, end - 1))
        part = whole[start:end]
        why = [reasons[at] for at in (start, end) if at in reasons]
        group = [Line(first, part, width_of(part), False)]
        if last != first:
            group.append(Line(last, "", 0, False))
        groups.append((group, list(dict.fromkeys(why)), _SENTENCE in why))
    return groups
