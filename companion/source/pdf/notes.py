"""Footnotes: small print at the foot of a page or of a column, each with its mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.source.pdf.columns import Column

__all__ = ["SMALL_PRINT", "are_notes", "opens_note"]

SMALL_PRINT = 0.93  # times the size of the text
_MARK = re.compile(
    r"[⁰¹²³⁴-⁹⁽]{1,4}(?=\D)|\[\d{1,3}\]|［\d{1,3}］|〔[\d一二三四五六七八九十]{1,3}〕|[①-⑳㈠-㈩⑴-⑽]|[*＊†‡※§]+(?=\s*\S)"
    r"|附?[註注](?:釋|释|解)?\s*[（(]?[\d一二三四五六七八九十]{0,3}[)）]?\s*[:：.．、\s　]"
    r"|\d{1,2}[\s　.．、:：]*(?=[「『《（(\u3400-\u9fffA-Z])(?![年月日時时歲岁個个人元])"
)


def opens_note(text: str) -> bool:
    """Whether a line of small print opens with the mark of a note.

    >>> [opens_note(t) for t in ("1　見年報。", "² 同上。", "[3] 見網頁。", "＊　未經審計。", "註二：同上。", "2025年出版", "見年報")]
    [True, True, True, True, True, False, False]
    """
    return _MARK.match(text) is not None


def are_notes(column: Column, columns: Sequence[Column], body: float) -> bool:
    """Whether a column is footnotes: small print that opens with a mark, under which no text of its place stands."""
    if column.zone or column.size >= SMALL_PRINT * body or not opens_note(column.lines[0].text):
        return False
    return not any(
        other.size >= SMALL_PRINT * body
        and other.v0 > column.v0
        and min(other.u1, column.u1) - max(other.u0, column.u0) > 0.5 * body
        for other in columns
    )
