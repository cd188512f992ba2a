"""Page numbers and running heads and feet of pages: what is told and left out of the text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from companion.han import han_places
from companion.source.characters import clean
from companion.source.kinds import terminal
from companion.source.pdf.columns import TextLine
from companion.source.pdf.glyphs import Page

__all__ = ["furniture_of", "is_page_number", "remarks_on"]

_HAN_NUMBER = "[〇○零一二三四五六七八九十百]{1,5}"
_NUMBER = rf"(?:\d{{1,4}}|{_HAN_NUMBER}|[ivxlc]{{1,6}})"
_LEAF = "[頁页版]"
_OF = rf"(?:\s*[,，、/／|]?\s*[(（]?(?:共|總|总|全)\s*{_NUMBER}\s*{_LEAF}[)）]?|\s*[/／]\s*第?{_NUMBER}\s*{_LEAF}?)"
_STATED = re.compile(
    rf"[-–—·•~]?\s*(?:"
    rf"第\s*{_NUMBER}\s*{_LEAF}(?:{_OF})?|\d{{1,4}}\s*{_LEAF}(?:{_OF})?|{_LEAF}[次碼码]?\s*[:：]?\s*{_NUMBER}(?:{_OF})?"
    rf"|共\s*{_NUMBER}\s*{_LEAF}\s*[,，、/／|]?\s*第\s*{_NUMBER}\s*{_LEAF}"
    rf"|\d{{1,4}}\s*[/／]\s*\d{{1,4}}|(?:page|pp?\.)\s*{_NUMBER}(?:\s*(?:of|/)\s*{_NUMBER})?"
    rf")\s*[-–—·•~]?|[-–—·•~]\s*{_NUMBER}\s*[-–—·•~]",
    re.IGNORECASE,
)
_BARE = re.compile(r"第?\s*[-–—]?\s*\d{1,4}\s*[-–—]?|[A-Z]{1,2}\d{1,3}")
_HAN_ALONE = re.compile(_HAN_NUMBER)  # at the foot: at the head it may count the parts of a poem
_DIGITS = re.compile(rf"\d+|(?<=第){_HAN_NUMBER}(?={_LEAF}|期)|(?<={_LEAF}){_HAN_NUMBER}$")
_MARGIN = 0.09  # of the page's height
_WHITE = 1.8  # times its size: what stands farther from the text is no line of it
_MOST_ROWS = 3  # of a head or foot
_SHORT = 6  # characters: a vertical line is longer
_SMALL = 0.9  # times the size of the text: print in which no line of it is set


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number, and says so: a bare number need not be one.

    >>> [is_page_number(t) for t in ("第1頁，共4頁", "第二版", "共 4 頁　第 1 頁", "3／12", "— 5 —", "頁四", "Page 1 of 4")]
    [True, True, True, True, True, True, True]
    >>> [is_page_number(t) for t in ("12", "三", "第一課", "第3頁見表", "二〇二六年")]
    [False, False, False, False, False]
    """
    return _STATED.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text)


def furniture_of(
    pages: Sequence[Page], lines: dict[int, list[TextLine]], body: float
) -> set[tuple[int, int]]:
    """The lines that are page numbers or come again at the heads or feet of pages, digits aside: (page, place in its lines).

    In the margins a bare number is one. Elsewhere, on a page that has little text, a line with white between it and the text
    is one where it is nothing but a page number, or comes again at the same height; right under the text, a page number in
    smaller print that counts on from page to page. A sentence in the size of the text is none.
    """
    found: set[tuple[int, int]] = set()
    for row in range(_MOST_ROWS):  # the outermost first
        alike = (lambda text: text) if row else _shape  # notes under the text name other pages
        rows = [
            (page, i, line, white)
            for page in pages
            for i, line, white in _outer_rows(lines[page.number], found, page)
            if not (terminal(line.text) and (row or line.size > 0.95 * body))
        ]
        shapes = Counter(
            shape for shape, _ in {(alike(x.text), p.number) for p, _, x, w in rows if w or _in_margin(p, x)}
        )
        heights = Counter(
            (s, v) for s, v, _ in {(alike(x.text), round(_place(p, x)), p.number) for p, _, x, _ in rows}
        )
        least = max(2, len(pages) // 4)
        counted = Counter(
            alike(text)
            for text in {x.text for _, _, x, _ in rows if is_page_number(x.text) and x.size < _SMALL * body}
        )
        more: set[tuple[int, int]] = set()
        for page, i, line, white in rows:
            stated, again = is_page_number(line.text), shapes[alike(line.text)] >= least
            if _in_margin(page, line):
                at_foot = _place(page, line) > 0.5 * (page.end - page.start if page.vertical else page.height)
                bare = _BARE.fullmatch(line.text) or (at_foot and _HAN_ALONE.fullmatch(line.text))
                taken = stated or bool(bare) or again
            else:
                level = (
                    sum(heights[alike(line.text), round(_place(page, line)) + d] for d in (-1, 0, 1)) >= least
                )
                small = _DIGITS.search(line.text) is not None and line.size < 1.05 * body
                counts = stated and line.size < _SMALL * body and counted[alike(line.text)] >= least
                taken = counts or (white and (stated or (again and level and small)))
            if taken:
                more.add((page.number, i))
        if not more:
            break
        heads = {
            (round(_place(page, line)), round(line.size, 1))
            for page, i, line, _ in rows
            if (page.number, i) in more and han_places(line.text)
        }
        numbered = {
            (page.number, round(line.v))
            for page, i, line, _ in rows
            if (page.number, i) in more and not han_places(line.text)
        }
        more |= {  # the head of the other side, of which a short file has one page
            (page.number, i)
            for page, i, line, _ in rows
            if line.size < _SMALL * body
            and _in_margin(page, line)
            and (round(_place(page, line)), round(line.size, 1)) in heads
            and (page.number, round(line.v)) in numbered
        }
        found |= more
    return found


def _place(page: Page, line: TextLine) -> float:
    """How far down a sheet a line stands; on a vertical page it is a line across it, or a short one."""
    return line.u - page.start if page.vertical else line.v - page.top


def _in_margin(page: Page, line: TextLine) -> bool:
    depths = [(line.v - page.top) / page.height]
    if page.vertical and page.end > page.start:  # a picture's page has no sides
        depths += [(at - page.start) / (page.end - page.start) for at in (line.u, line.end)]
    return any(depth < _MARGIN or depth > 1 - _MARGIN for depth in depths)


def _outer_rows(
    lines: Sequence[TextLine], without: set[tuple[int, int]], page: Page
) -> Iterator[tuple[int, TextLine, bool]]:
    """The lines of the first and last row of a page, and whether white parts each from the text."""
    left = [(i, x) for i, x in enumerate(lines) if (page.number, i) not in without]
    if not left:
        return
    if page.vertical:
        yield from _over_and_under(left)
    first, last = min(x.v for _, x in left), max(x.v for _, x in left)
    for i, line in left:
        top, foot = line.v - first < 0.5 * line.size, last - line.v < 0.5 * line.size
        if top or foot:
            gaps = [abs(x.v - line.v) / line.size for _, x in left if abs(x.v - line.v) >= 0.5 * line.size]
            # Any other text of a page that has no more is no foot.
            alone = not gaps and is_page_number(line.text)
            yield i, line, alone or min(gaps, default=0.0) >= _WHITE


def _over_and_under(lines: Sequence[tuple[int, TextLine]]) -> Iterator[tuple[int, TextLine, bool]]:
    """What stands over or under all vertical lines of a page, and whether white parts it from them."""
    text = [x for _, x in lines if not x.depth and x.end - x.u > _SHORT * x.size]
    if not text:
        return
    first, last = min(x.u for x in text), max(x.end for x in text)
    for i, line in lines:
        white = max(first - line.end, line.u - last) / line.size
        if white > 0 and (line.depth or line.end - line.u < _SHORT * line.size):
            yield i, line, white >= _WHITE


def remarks_on(left_out: Sequence[str]) -> tuple[str, ...]:
    """What is said of running heads that have words; one that comes again with another number is shown once."""
    shown = {_shape(text): text for text in reversed(left_out) if han_places(text)}
    if not shown:
        return ()
    texts = " ".join(f"「{clean(text)}」" for text in reversed(shown.values()))
    return (f"left out as running heads or feet of the pages: {texts}",)
