"""Lines of a PDF's columns to paragraphs: indents, edges, sizes and gaps tell them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from companion.han import han_places
from companion.source.blocks import Block
from companion.source.breaks.evidence import OnPage, Place
from companion.source.breaks.rules import decide, ends_entry
from companion.source.characters import clean
from companion.source.kinds import (
    is_byline,
    is_credit,
    starts_paragraph,
    terminal,
)
from companion.source.lines import INNER, INNER_OF_SENTENCE
from companion.source.pdf.columns import Column, TextLine, columns_of
from companion.source.pdf.furniture import furniture_of, remarks_on
from companion.source.pdf.glyphs import Page, Zone
from companion.source.pdf.gutters import Gutter
from companion.source.pdf.kinds import Paragraph, kinds_of
from companion.source.pdf.lines import lines_of_page
from companion.source.pdf.notes import are_notes
from companion.source.pdf.reading_order import arranged

__all__ = ["paragraphs"]

_MARKS = "，。、；：！？」』）》】〉〕…%％"
_ALIKE = 1.5  # times as wide: columns of one measure
_ROOM = 4  # characters: more room than this beside a column's longest line is no gutter
_LETTERS = 12  # of a line in another language
_VERSE = 14  # characters of a line that may be a verse or an entry


def paragraphs(pages: Sequence[Page]) -> tuple[list[Block], tuple[str, ...]]:
    """The paragraphs of all pages in reading order, and a remark on the running heads that were left out.

    A paragraph may go on in the next column or page.
    """
    read = {page.number: lines_of_page(page) for page in pages}
    lines = {number: found for number, (found, _) in read.items()}
    body = _body_size(
        [line for found in lines.values() for line in found]
        + [line for page in pages for line in _lines_in(page)]
    )
    furniture = furniture_of(pages, lines, body)
    result: list[Paragraph] = []
    for page in pages:
        kept = [line for i, line in enumerate(lines[page.number]) if (page.number, i) not in furniture]
        _add_page(result, page, kept, read[page.number][1], body)
        for aside in page.asides:
            _add_page(result, aside, *lines_of_page(aside), body)
    texts = [_text(p) for p in result]
    kinds = kinds_of(result, texts)
    blocks = [_block(*found) for found in zip(result, texts, kinds, strict=True)]
    return blocks, remarks_on([lines[number][i].text for number, i in sorted(furniture)])


def _add_page(
    result: list[Paragraph], page: Page, lines: Sequence[TextLine], gutters: Sequence[Gutter], body: float
) -> None:
    barriers = [*page.pictures, *(zone.box for zone in page.zones)]
    zones = [column for zone in page.zones if (column := _column_of(zone))]
    columns = arranged([*columns_of(lines, barriers, gutters), *zones], page.vertical)
    gaps = sorted(
        (b.v - a.v) / a.size for c in columns for a, b in pairwise(c.lines) if abs(a.size - body) < 0.1 * body
    )
    ratio = gaps[len(gaps) // 3] if gaps else 1.7
    for column in columns:
        if column.zone:
            for part in column.zone.pages:
                inside: list[Paragraph] = []
                _add_page(inside, part, *lines_of_page(part), body)
                for paragraph in inside:
                    paragraph.zone = paragraph.zone or column.zone
                result += inside
            continue
        there = [line for c in columns if _same_place(c, column) for line in c.lines]
        left, right = _edges(there)
        known = "note" if are_notes(column, columns, body) else ""
        known = known or ("caption" if _under_picture(column, page.pictures, body) else "")
        room = 0.0 if known else _room_beside(there, right, columns, page)
        _add(result, column, (left, right + room), body, ratio, known, room > 0)


def _column_of(zone: Zone) -> Column | None:
    """A zone as a column, with its lines in the largest and in the smallest type; None without lines."""
    lines = [line for page in zone.pages for line in (*lines_of_page(page)[0], *_lines_in(page))]
    if not lines:
        return None
    u0, _, u1, v1 = zone.box
    ends = (max(lines, key=lambda line: line.size), min(lines, key=lambda line: line.size))
    return Column([TextLine(x.text, u0, u1, v1, x.size, x.page) for x in ends], zone)


def _lines_in(page: Page) -> list[TextLine]:
    """All lines of a page's zones."""
    inner = [part for zone in page.zones for part in zone.pages]
    return [line for part in inner for line in (*lines_of_page(part)[0], *_lines_in(part))]


def _body_size(lines: Sequence[TextLine]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _under_picture(
    column: Column, pictures: Sequence[tuple[float, float, float, float]], body: float
) -> bool:
    if column.size > 0.97 * body:
        return False
    for u0, _, u1, v1 in pictures:
        overlap = min(u1, column.u1) - max(u0, column.u0)
        if overlap > 0.5 * (column.u1 - column.u0) and -body < column.v0 - v1 < 2.5 * body:
            return True
    return False


def _same_place(other: Column, column: Column) -> bool:
    """Whether two columns stand one under the other, in one size."""
    if other is column:
        return True
    overlap = min(other.u1, column.u1) - max(other.u0, column.u0)
    return (
        abs(other.size - column.size) < 0.12 * column.size
        and abs(other.u0 - column.u0) < 3 * column.size
        and overlap > 0.6 * min(other.u1 - other.u0, column.u1 - column.u0)
        and _ALIKE * min(other.width, column.width) > max(other.width, column.width)
    )


def _add(
    result: list[Paragraph],
    column: Column,
    edges: tuple[float, float],
    body: float,
    ratio: float,
    known: str,
    short: bool,
) -> None:
    """Adds the paragraphs of a column, of a `known` kind or none, which is `short` where its lines end by themselves."""
    lines = column.lines
    left, right = edges
    large = column.size > 1.13 * body
    place = Place(lines, edges, large, ratio)
    current: Paragraph | None = None  # may be an earlier one, with a box of small print after it
    for n, line in enumerate(lines):
        before = lines[n - 1] if n else None
        if before is None:
            if not large and not known and not short and not (result and result[-1].short):
                earlier = [p for p in result if p.zone is None and p.kind != "note"]
                beside = 0  # paragraphs in another language, which stand beside what they translate
                while (
                    beside < len(earlier)
                    and _is_latin(earlier[-1 - beside].lines)
                    and _is_written(earlier[-1])
                ):
                    beside += 1
                if _is_latin(lines[:2]):
                    earlier = earlier[len(earlier) - beside :]
                elif beside:
                    earlier = earlier[: len(earlier) - beside]
                    if not earlier or terminal(earlier[-1].lines[-1].text):
                        earlier = []
                current = _goes_on(earlier, line, left, right, len(lines), body, beside > 0, place)
                if current is not None:
                    continue
        else:
            assert current is not None
            joins, why, unsure, _ = decide(OnPage(place, current.lines, line, current.kind))
            if joins:
                current.lines.append(line)
                current.unsure |= unsure
                if unsure:
                    why += f" (uncertain: {before.text[-6:]} ⏎ {line.text[:6]})"
                if why not in current.reasons:
                    current.reasons.append(why)
                continue
            current.reasons.append(why)
        kind = "headline" if large else known
        current = Paragraph(kind, [line], listed=place.is_list, short=short)
        result.append(current)


def _edges(lines: Sequence[TextLine]) -> tuple[float, float]:
    """Where most lines of a column begin and the right-most ones end."""
    size = lines[0].size
    starts = Counter(round(line.u / (0.5 * size)) for line in lines)
    most = max(starts.values())
    left = min(s for s, n in starts.items() if n >= max(1, 0.5 * most)) * 0.5 * size
    left = min((line.u for line in lines if abs(line.u - left) <= 0.6 * size), default=left)
    for above, line in pairwise(lines):  # most lines may be first ones, which are indented
        indented = abs(above.u - left) < 0.3 * size and abs(left - line.u - 2 * size) < 0.3 * size
        if indented and 0 < line.v - above.v < 2 * size and not terminal(above.text):
            left = line.u
            break
    ends = sorted((line.end - (size if line.text[-1] in _MARKS else 0.0) for line in lines), reverse=True)
    least = min(3, max(1, len(lines) // 4))  # a single word too long for the column reaches over its edge
    for end in ends:
        if sum(end - 1.2 * size <= other <= end for other in ends) >= least:
            return left, max([e for e in ends if e <= end], default=end)
    return left, ends[0]


def _is_latin(lines: Sequence[TextLine]) -> bool:
    """Whether lines are written in Latin letters alone."""
    text = "".join(line.text for line in lines)
    return sum(c.isascii() and c.isalpha() for c in text) >= _LETTERS and not han_places(text)


def _is_written(paragraph: Paragraph) -> bool:
    """Whether a paragraph is text, which one in another language may stand beside: no headline and no caption."""
    return paragraph.kind not in ("headline", "caption")


def _room_beside(lines: Sequence[TextLine], right: float, columns: Sequence[Column], page: Page) -> float:
    """The room beside a column of lines that end by themselves: verses, points of a slide; 0 beside text that fills its measure.

    The longest of a few short lines shows no edge. The room ends where another column or a picture begins, or the margin, which
    is as wide as the one on the left. Lines end by themselves where most end before the longest one does, or are as short as a
    verse and none has a mark inside.
    """
    size = lines[0].size
    first, last = min(x.v for x in lines) - size, max(x.v for x in lines)
    beside = [c.u0 for c in columns if c.u0 > right and c.v0 < last and c.v1 > first]
    beside += [u0 for u0, v0, _, v1 in page.pictures if u0 > right and v0 < last and v1 > first]
    room = min([*beside, page.end - min(c.u0 for c in columns)]) - right
    if page.vertical or room < _ROOM * size or any(x.band or x.labelled or x.initial for x in lines):
        return 0.0
    if any(x.text.endswith("、") for x in lines):
        return 0.0  # 羅志遠、梁栢堅、|黃子健
    full = sum(x.end > right - 1.5 * size for x in lines)
    ragged = len(lines) > 2 and full < 0.5 * len(lines)
    sentences = any(terminal(x.text) for x in lines)
    brief = all(len(x.text) <= _VERSE for x in lines)
    whole = not sentences or (len(lines) > 1 and all(x.text[-1] in _MARKS for x in lines))
    verses = whole and not any(INNER_OF_SENTENCE.search(x.text[:-1]) for x in lines)
    points = not sentences and room > 2 * _ROOM * size
    return room if (brief and (verses or points)) or (ragged and not sentences) else 0.0


def _goes_on(
    result: list[Paragraph],
    line: TextLine,
    left: float,
    right: float,
    count: int,
    body: float,
    beside: bool,
    place: Place,
) -> Paragraph | None:
    """Whether the first line of a column goes on with the last paragraph of body size before it; it is added to that, which is returned.

    `beside`: text in another language stands beside it, and came between.
    """
    if line.labelled or (line.band and not beside) or line.initial:
        return None
    for paragraph in reversed(result[-6:]):
        last = paragraph.lines[-1]
        if last.band or (last.labelled and not INNER.search(last.text)):
            return None  # a line between columns, an entry of a list
        if (
            not beside
            and paragraph is result[-1]
            and _is_under(line, last)
            and (len(paragraph.lines) == 1 or count == 1)
        ):
            return None  # entries of a list, with a gap between them
        if paragraph is result[-1] and (
            _is_centred_over(line, last)
            or ((paragraph.listed or _in_list(result)) and ends_entry(last.text, line.text))
        ):
            return None
        if paragraph.kind in ("headline", "caption") or abs(last.size - line.size) > 0.05 * body:
            if paragraph.kind == "headline":
                return None
            continue
        if terminal(last.text):
            column_ends = last.end - last.u > 0.9 * (right - left)
            if not column_ends or count < 2 or line.u - left > 0.8 * line.size or starts_paragraph(line.text):
                return None
            if place.are_whole:
                return None
            indents = any(
                p.lines[0].u - min(x.u for x in p.lines) > 0.8 * line.size for p in result if len(p.lines) > 1
            )
            if not indents:
                return None
        elif (
            starts_paragraph(line.text, True)
            or is_byline(last.text)
            or is_credit(last.text)
            or (
                not _is_cut(paragraph, line, left, count, place.has_firsts)
                and (
                    (count > 1 and line.u - left > 0.8 * line.size)
                    or (len(paragraph.lines) > 1 and last.end - last.u < 0.7 * (right - left))
                    or (not INNER.search(last.text) and last.end - last.u < 0.4 * (right - left))
                )
            )
        ):
            return None
        if paragraph is not result[-1] and terminal(last.text):
            return None
        paragraph.lines.append(line)
        why = "it goes on in the next column"
        if terminal(last.text) or line.u - left > 0.8 * line.size:
            paragraph.unsure = True
            why += f" (uncertain: {paragraph.lines[-2].text[-6:]} ⏎ {line.text[:6]})"
        paragraph.reasons.append(why)
        return paragraph
    return None


def _is_cut(paragraph: Paragraph, line: TextLine, left: float, count: int, firsts: bool) -> bool:
    """Whether a sentence breaks off in the last line of a page, however short, and goes on in the first line of the next.

    That line has no indent where others of its column have one (`firsts`), or the paragraph is set as its first lines are.
    """
    last = paragraph.lines[-1]
    running = any(INNER_OF_SENTENCE.search(x.text) for x in paragraph.lines)
    if last.page == line.page or last.text[-1] in "：:" or not running or count < 2 or not firsts:
        return False
    return line.u - left < 0.3 * line.size or abs(paragraph.lines[0].u - line.u) < 0.3 * line.size


def _is_under(line: TextLine, above: TextLine) -> bool:
    """Whether a line stands under another one on its page, in its place."""
    return (
        line.page == above.page
        and line.v > above.v
        and abs(line.u - above.u) < 3 * line.size
        and min(line.end, above.end) > max(line.u, above.u)
    )


def _is_centred_over(line: TextLine, above: TextLine) -> bool:
    """Whether a line begins a block below one whose line was centred: the next column would be beside it or higher."""
    return (
        line.page == above.page and 0 < line.v - above.v < 6 * line.size and line.u < above.u - 6 * line.size
    )


def _in_list(result: Sequence[Paragraph]) -> bool:
    """Whether the last three paragraphs are entries of a list: a line each, without a mark as sentences have."""
    last = [p for p in result[-3:] if len(p.lines) == 1]
    return len(last) == 3 and not any(
        INNER_OF_SENTENCE.search(p.lines[0].text) or terminal(p.lines[0].text) for p in last
    )


def _text(p: Paragraph) -> str:
    pieces = [p.lines[0].text]
    for line in p.lines[1:]:
        if (
            pieces[-1][-1:].isascii()
            and line.text[:1].isascii()
            and pieces[-1][-1:].isalnum()
            and line.text[:1].isalnum()
        ):
            pieces.append(" ")
        pieces.append(line.text)
    return " ".join(clean("".join(pieces)).split("\n")).strip()


def _block(p: Paragraph, text: str, kind: str) -> Block:
    doubts = [f"{line.doubt} (uncertain)" for line in p.lines if line.doubt]
    reasons = tuple(dict.fromkeys([*p.reasons, *doubts]))
    review = ("layout",) if p.unsure or doubts else ()
    return Block(kind, text, p.lines[0].page, p.lines[-1].page, reasons, review, "page")
