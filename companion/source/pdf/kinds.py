"""Which short paragraphs of a page are headlines: by size, weight, place and what follows, not by being short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from companion.source.imprint import is_imprint
from companion.source.kinds import kind_of, label_of, terminal
from companion.source.lines import INNER_OF_SENTENCE
from companion.source.pdf.columns import TextLine
from companion.source.pdf.glyphs import Zone

__all__ = ["Paragraph", "kinds_of"]

_NEAR = 3.0  # characters: lines of one list are no farther apart
_BOLD = 600  # of a font's weight
_LARGE = 1.35  # times the size of the text: no line of a list is larger
_LEAST = 3  # large lines under each other that are a list


@dataclass(slots=True)
class Paragraph:
    """The lines of a paragraph and what is known of it; `kind` is empty where its text must tell it."""

    kind: str
    lines: list[TextLine]
    reasons: list[str] = field(default_factory=list)
    unsure: bool = False
    listed: bool = False  # it is of a column that is a list
    zone: Zone | None = None  # the part of the page that is read by itself
    short: bool = False  # it is of a column whose lines end by themselves

    @property
    def is_cell(self) -> bool:
        """Whether it stands in a cell of a table."""
        return self.zone is not None and len(self.zone.pages) > 1


def kinds_of(paragraphs: Sequence[Paragraph], texts: Sequence[str]) -> list[str]:
    """The kinds of a file's paragraphs.

    A short one is a headline where it is large or bold, the first of all, or stands over text: in its middle, or after the
    end of a paragraph. Short ones under each other are items.
    """
    kinds = [_of_text(p, text, i == 0) for i, (p, text) in enumerate(zip(paragraphs, texts, strict=True))]
    weights = sorted(w for p in paragraphs for w in [p.lines[0].weight] * len(p.lines))
    bold = weights[len(weights) // 2] < _BOLD if weights else False  # else all is
    sizes = sorted(line.size for p in paragraphs for line in p.lines)
    found = list(kinds)
    for i, paragraph in enumerate(paragraphs):
        if kinds[i] != "headline":
            continue
        if paragraph.is_cell or _is_labelled(kinds, texts, i):
            found[i] = "item"
        elif i == 0 or (bold and paragraph.lines[0].weight >= _BOLD):
            continue
        elif paragraph.kind == "headline":
            if len(_stack(paragraphs, i, sizes[len(sizes) // 2])) >= _LEAST:
                found[i] = "item"
        elif _is_listed(paragraphs, kinds, i):
            found[i] = "item"
        elif not _is_over_points(paragraphs, i) and not _is_over_text(paragraphs, kinds, texts, i):
            found[i] = "body"
    return found


def _of_text(paragraph: Paragraph, text: str, first: bool) -> str:
    """What the text tells, where the place does not."""
    if paragraph.kind == "note":
        return "item"
    found = kind_of(text, is_first=first)
    if paragraph.kind == "headline" and is_imprint(text):
        return found
    if paragraph.kind and not (paragraph.kind == "caption" and found == "credit"):
        return paragraph.kind
    return "item" if found == "headline" and paragraph.lines[0].labelled else found


def _is_labelled(kinds: Sequence[str], texts: Sequence[str], i: int) -> bool:
    """Whether a short paragraph and one next to it open with labels: 日期：, 地點："""
    near = [j for j in (i - 1, i + 1) if 0 <= j < len(texts) and kinds[j] == "headline"]
    return bool(label_of(texts[i])) and any(label_of(texts[j]) for j in near)


def _follows(above: Paragraph, below: Paragraph) -> float | None:
    """How far a paragraph stands under another one of its column, in characters; None where it stands elsewhere."""
    last, first = above.lines[-1], below.lines[0]
    gap = (first.v - last.v) / first.size
    if last.page != first.page or above.zone is not below.zone or gap <= 0 or last.depth or first.depth:
        return None
    return gap if min(last.end, first.end) > max(last.u, first.u) else None


def _stack(paragraphs: Sequence[Paragraph], i: int, usual: float) -> list[int]:
    """The lines of one size that stand under each other around paragraph `i`, each a paragraph; none where they are large."""
    own = paragraphs[i]
    if len(own.lines) > 1 or own.lines[0].size > _LARGE * usual:
        return []
    found = [i]
    for step in (-1, 1):
        j = i
        while 0 <= j + step < len(paragraphs):
            above, below = sorted((j, j + step))
            gap = _follows(paragraphs[above], paragraphs[below])
            line, other = paragraphs[j].lines[0], paragraphs[j + step].lines[0]
            alike = abs(line.size - other.size) < 0.06 * line.size and abs(line.u - other.u) < 0.5 * line.size
            if gap is None or gap > _NEAR or not alike or len(paragraphs[j + step].lines) > 1:
                break
            j += step
            found.append(j)
    return found


def _is_listed(paragraphs: Sequence[Paragraph], kinds: Sequence[str], i: int) -> bool:
    """Whether another short line stands right above or below, or an item above, in the same type and at the same edge."""
    return any(
        (kinds[j] == "headline" and paragraphs[j].kind != "headline") or (kinds[j] == "item" and j < i)
        for j in _stack(paragraphs, i, paragraphs[i].lines[0].size)
        if abs(j - i) == 1
    )


def _is_over_text(
    paragraphs: Sequence[Paragraph], kinds: Sequence[str], texts: Sequence[str], i: int
) -> bool:
    """Whether a short paragraph has text below it, and stands in its middle, or under the end of another or nothing."""
    own, following = paragraphs[i], paragraphs[i + 1 : i + 2]
    text = (
        following
        and kinds[i + 1] in ("body", "item", "byline", "caption")
        and (
            kinds[i + 1] == "item"
            or len(following[0].lines) > 1
            or INNER_OF_SENTENCE.search(texts[i + 1])
            or terminal(texts[i + 1])
        )
    )
    if not text or len(texts[i]) == 1 or texts[i][0] in "（(" or texts[i][-1] in "）)":
        return False
    below = _follows(own, following[0])
    if below is None:
        return kinds[i + 1] == "body"  # at the foot of a column
    line, under = own.lines[0], following[0].lines
    left, right = min(x.u for x in under), max(x.end for x in under)
    if line.u > left + 3 * line.size and abs(line.u + line.end - left - right) > 2 * line.size:
        return False  # at the right edge
    above = _follows(paragraphs[i - 1], own)
    return above is None or above >= 0.9 * below


def _is_over_points(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Whether a paragraph stands at the top of a page over lines that are indented, as the title of a slide."""
    line, following = paragraphs[i].lines[0], paragraphs[i + 1 : i + 2]
    return (
        paragraphs[i - 1].lines[-1].page != line.page
        and following != []
        and following[0].lines[0].page == line.page
        and following[0].lines[0].u > line.u + 0.8 * line.size
    )
