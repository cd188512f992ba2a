"""Figures that no line parts: scores (3-2, 3比2), ranges (5–10%) and dates (11月3日), in whatever they stand.

`js/shared/whole.js` has the same for what is made in the browser; both are held to `js/tests/whole.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from companion.model import Token
from companion.source.characters import plain

__all__ = ["figures_in", "whole", "whole_tokens"]

_DIGIT = "[0-9０-９]"
_FIGURE = f"{_DIGIT}(?:{_DIGIT}|[.,](?={_DIGIT}))*[%％°]?"
_HAN = "[〇零一二三四五六七八九十兩两]{1,3}"
_WHOLE = re.compile(
    f"{_FIGURE}(?: ?[-‐–−—~～:：/／比] ?{_FIGURE}){{1,3}}|{_DIGIT}{{1,2}}月{_DIGIT}{{1,2}}[日號号]?|{_HAN}比{_HAN}"
)
_LONGEST = 20  # characters: more do not fit into the line of a phone


def figures_in(text: str) -> Iterator[tuple[int, int]]:
    """Where figures begin and end that stand on one line.

    >>> [("以3-2勝出，升5–10%"[a:b]) for a, b in figures_in("以3-2勝出，升5–10%")]
    ['3-2', '5–10%']
    """
    return (m.span() for m in _WHOLE.finditer(text) if len(m[0]) <= _LONGEST)


def whole(text: str) -> Markup:
    """A text as HTML, its figures in one piece each.

    >>> str(whole("以3-2勝出 <"))
    '以<span class="cmp-nb">3-2</span>勝出 &lt;'
    """
    if isinstance(text, Markup):
        return text
    text = plain(text)
    made, at = Markup(), 0
    for start, end in figures_in(text):
        made += escape(text[at:start]) + Markup('<span class="cmp-nb">%s</span>') % text[start:end]
        at = end
    return made + escape(text[at:])


def whole_tokens(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The tokens of which a figure is made, as the first and one past the last.

    >>> import companion
    >>> tokens = companion.read_text("港隊3比2險勝。", translator=None).paragraphs[0].tokens
    >>> [tokens[a:b][-1].text for a, b in whole_tokens(tokens)]
    ['2']
    """
    found: list[tuple[int, int]] = []
    first = tokens[0].start if tokens else 0
    at = 0
    for start, end in figures_in("".join(t.text for t in tokens)):
        while tokens[at].end - first <= start:
            at += 1
        stop = at
        while stop < len(tokens) and tokens[stop].start - first < end:
            stop += 1
        found.append((at, stop))
        at = stop - 1
    return found
