"""Lines, their widths, and what the whole text shows of how it was set.

Widths are in cells: two for a Chinese character, one for a Latin letter or a digit.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from companion.han import HAN
from companion.source.kinds import is_credit, label_of, point_of, starts_paragraph, terminal

__all__ = [
    "CLOSING",
    "HANG",
    "INDENT",
    "INNER",
    "LONG",
    "NEAR",
    "SENTENCE_INSIDE",
    "Line",
    "Setting",
    "fills",
    "is_entry",
    "lines_of",
    "width_of",
    "with_chinese_marks",
    "with_cut_put_together",
]

INDENT = 4  # cells: the two full-width spaces of a first line
NEAR = 3  # cells: a line may be short by one character where a mark may not begin the next
HANG = 2  # cells: a mark may hang over the edge
LONG = 84  # cells: a longer line was not wrapped by a column, unless others of its width were too
CLOSING = "，。、；：！？」』”’）】》〉〕…%％"
INNER = re.compile("[，。；：、]")
INNER_OF_SENTENCE = re.compile("[，。；]")
SENTENCE_INSIDE = re.compile("[。！？][」』”）]*(?=[^」』”）。！？…])")
_SCORE = re.compile(r"\d\s*：\s*\d")
_SAYS = "說说道稱称示指為为是問问答"
_UNEVEN = 0.06  # of the full lines have room for more: then the edge is ragged
_NARROWEST = 12  # cells: no column is narrower
_WIDE = 20  # cells: even lines so wide may be a headline that was wrapped, in a text with sentences
_WIDEST_VERSE = 32  # cells: even lines so wide may be of a text without marks
_LEAST_OFTEN = 4  # lines of one width show a column
_LEAST_ENDS = 6  # sentences: fewer tell nothing of the text
_LEAST_PARTED = 3  # ends of paragraphs, each with a blank line after it: fewer are no habit
_UNIT = re.compile("[「『（《〈【〔“]*(?:[!-~]+|.)[，。、；：！？」』）》〉】〕”…]*")


_ASCII_MARK = re.compile(f"(?<=[{HAN}」』”）])[,.;?!](?![0-9A-Za-z])")
_CHINESE_MARKS = str.maketrans(",.;?!", "，。；？！")


class _Cells(dict[str, int]):
    """The cells of each character that was asked."""

    def __missing__(self, character: str) -> int:
        cells = self[character] = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        return cells


_CELLS = _Cells()
# Beside these a character has one cell where it is ASCII and two where it is not.
_SELDOM = re.compile(
    "[\x80-\u2e7f\u303f\u3248-\u324f\u4dc0-\u4dff\ua4d0-\uabff\ud7a4-\uf8ff\ufb00-\ufeff\uff61-\uffdf\uffe7-\U0010ffff]"
)


@dataclass(slots=True)
class Line:
    """A line that is not blank: its number from 1, its text without space around it, its width with the indent.

    `text` is what rules see, with the marks of Chinese (，。) where the line, as it is `shown`, has , and . after Chinese. `long` where no column of the text is so wide (`Setting` finds it out), `row` where it is one of a table.
    """

    number: int
    text: str
    width: int
    indent: bool
    blank_after: bool = False
    long: bool = False
    shown: str = ""
    row: bool = False


def lines_of(text: str, measured: bool = True) -> list[Line]:
    """The lines of a text that are not blank; not `measured`, their widths are 0: for whom only their ends count."""
    lines: list[Line] = []
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if stripped:
            width, indent = width_of(stripped) if measured else 0, raw[0].isspace()
            if indent and measured:
                width += min(INDENT, width_of(raw[: len(raw) - len(raw.lstrip())].expandtabs(4)))
            lines.append(Line(number, with_chinese_marks(stripped), width, indent, shown=stripped))
        elif lines:
            lines[-1].blank_after = True
    return lines


def with_cut_put_together(lines: Sequence[Line]) -> list[Line]:
    """The lines, those put together that a copy has cut at marks set closely: 唔好再拖」|。她說, 可去，|「希望.

    Set lines never begin with a closing mark, nor is one short before what would fit in it.

    >>> wrapped = "警方昨日公布新措施|市民認為有用但效果|有限」|，要求改善|再加強宣傳減少騙案|並增加人手處理求助".split("|")
    >>> [line.text for line in with_cut_put_together(lines_of("\\n".join(wrapped)))][2:4]
    ['有限」，要求改善', '再加強宣傳減少騙案']
    """
    widths = Counter(line.width for line in lines)
    width, often = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    if often < _LEAST_OFTEN:
        return list(lines)
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        if (
            above
            and not above.blank_after
            and not line.indent
            and (line.text[0] in CLOSING or (above.text[-1] in "，、；：" and line.text[0] in "「『《（"))
            and above.width + line.width <= width + HANG
        ):
            text, shown = above.text + line.text, above.shown + line.shown
            found[-1] = replace(
                above, text=text, shown=shown, width=above.width + line.width, blank_after=line.blank_after
            )
        else:
            found.append(line)
    return found


def with_chinese_marks(text: str) -> str:
    """A text with the marks of Chinese in the place of ASCII ones that stand after it.

    >>> with_chinese_marks("停課,渡輪停駛.「快走!」他說, 3.5 米.")
    '停課，渡輪停駛。「快走！」他說， 3.5 米。'
    """
    return _ASCII_MARK.sub(lambda m: m[0].translate(_CHINESE_MARKS), text)


def width_of(text: str) -> int:
    """The cells of a text.

    >>> width_of("2月8日")
    6
    """
    if len(text) > 500:
        return 2 * len(text)
    if _SELDOM.search(text) is None:
        return 2 * len(text) - len(text.encode("ascii", "ignore"))
    return sum(map(_CELLS.__getitem__, text))


def fills(line: Line, following: Line, column: int) -> bool:
    """Whether a line leaves no room for what the next one begins with: a word, or a character and its marks."""
    if line.width >= column - NEAR:
        return True
    word = _UNIT.match(following.text)
    return line.width + (width_of(word.group()) if word else 2) > column and line.width > column // 2


def is_entry(line: Line) -> bool:
    """Whether a line has no mark as sentences have: 泰國三比一馬來西亞."""
    return not (line.long or INNER.search(_SCORE.sub("", line.text)) or terminal(line.text))


class Setting:
    """How the lines of a text were set, as far as they show it.

    `indented`: first lines have kept their indent. `parted`: blank lines stand between paragraphs
    only. `web_copy`: each line is a paragraph. `common`: the widths of columns.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = list(lines)
        widest = _widest_column(lines)
        for line in lines:
            line.long = line.width > widest
        indents = sum(line.indent for line in lines)
        self.indented = 2 <= indents < 0.8 * len(lines)
        self.common = _column_widths(lines)
        self.web_copy = _is_web_copy(lines)
        self.parted = _is_parted(lines)
        self._edges: dict[int, int | None] = {}
        self._starts = self._certain_starts()

    def edge(self, i: int) -> int | None:
        """The width that most lines near line `i` come up to."""
        if i not in self._edges:
            around = [x for x in self.lines[max(0, i - 6) : i + 7] if x.width >= 12 and not x.long]
            near = [x.width for x in around]
            cut = {x.width for x in around if not terminal(x.text)}
            best, most = None, 2
            for w in set(near):
                if not any(w - k in cut for k in range(NEAR + 1)):
                    continue  # whole sentences show no column
                support = sum(map(near.count, range(w - NEAR, w + 1)))
                if support > most or (support == most and best is not None and w > best):
                    best, most = w, support
            self._edges[i] = best
        return self._edges[i]

    def full_width(self, i: int) -> int | None:
        """The width of most lines near line `i` that are cut in mid-sentence; None where no width is that of several."""
        near = Counter(
            x.width for x in self.lines[max(0, i - 12) : i + 13] if not x.long and not terminal(x.text)
        )
        width, count = max(near.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return width if count >= 3 and width >= 12 else None

    def has_room(self, i: int, column: int | None = None) -> bool:
        """Whether line `i` had room for what the next one begins with, in the width of most lines near it and in its column."""
        width = self.full_width(i)
        if width is not None and column is not None:
            width = min(width, column)
        word = _UNIT.match(self.lines[i + 1].text)
        return width is not None and self.lines[i].width + (width_of(word.group()) if word else 2) <= width

    @cached_property
    def is_even(self) -> bool:
        """Whether the lines go as far as they can, so that room at the end of one shows that its paragraph ends."""
        full = [
            i
            for i, line in enumerate(self.lines[:-1])
            if not terminal(line.text)
            and not line.long
            and (width := self.full_width(i))
            and width - INDENT < line.width
        ]
        return len(full) >= 6 and sum(map(self.has_room, full)) <= _UNEVEN * len(full)

    def body_width(self, i: int) -> int | None:
        """The usual width near line `i` of lines whose sentence goes on."""
        near = sorted(
            x.width
            for x in self.lines[max(0, i - 20) : i + 20]
            if not x.long and INNER.search(x.text) and not terminal(x.text)
        )
        return near[len(near) // 2] if len(near) >= 3 else None

    def _certain_starts(self) -> list[tuple[int, bool]]:
        """Lines after a short line with a full stop: their places, and whether they lack an indent's width."""
        starts = []
        for i in range(1, len(self.lines) - 1):
            before, line, after = self.lines[i - 1 : i + 2]
            if not terminal(before.text) or terminal(line.text):
                continue
            edge = self.edge(i)
            if (
                edge is None
                or before.width > edge - 2 * INDENT
                or line.width > edge + HANG
                or after.width > edge + HANG
            ):
                continue
            if line.width >= edge - 1:
                starts.append((i, False))
            elif edge - INDENT - NEAR <= line.width <= edge - HANG and fills(line, after, edge - INDENT):
                starts.append((i, True))
        return starts

    @cached_property
    def ends_share(self) -> float:
        """How many of the sentences whose place tells it end a paragraph: those before the edge do, those inside a line do not."""
        ends = inside = 0
        for i, line in enumerate(self.lines):
            inside += len(SENTENCE_INSIDE.findall(line.text))
            edge = self.edge(i)
            ends += terminal(line.text) and edge is not None and line.width < edge - INDENT
        return ends / (ends + inside) if ends + inside >= _LEAST_ENDS else 0.0

    def has_entries(self, i: int, column: int | None) -> bool:
        """Whether two lines after line `i` are too short for their column, and no sentences."""
        after = self.lines[i + 1 : i + 4]
        return (
            len(after) == 3
            and is_entry(after[0])
            and is_entry(after[1])
            and not any(column and fills(a, b, column - INDENT) for a, b in pairwise(after))
        )

    def in_verses(self, i: int) -> bool:
        """Whether line `i` and its neighbours are much narrower than the column, and none has a mark as sentences have."""
        body = self.body_width(i)
        if body is None:
            return False

        def is_verse(line: Line) -> bool:
            return (
                line.width < 0.75 * body
                and not INNER_OF_SENTENCE.search(line.text)
                and not terminal(line.text)
            )

        first = last = i
        while first > 0 and i - first < 40 and is_verse(self.lines[first - 1]):
            first -= 1
        while last + 1 < len(self.lines) and last - i < 40 and is_verse(self.lines[last + 1]):
            last += 1
        around = [self.lines[k] for k in (first - 1, last + 1) if 0 <= k < len(self.lines)]
        return (
            is_verse(self.lines[i])
            and last > first
            and all(line.width >= 0.75 * body or terminal(line.text) for line in around)
        )

    @cached_property
    def listed(self) -> frozenset[int]:
        """The lines of verses and lists: of blocks between blank lines in which none has a mark as sentences have.

        Two such lines may as well be a headline that was wrapped, unless the first is narrower than any column, or than the second.
        """
        n = len(self.lines)
        if self.web_copy or n < 3:
            return frozenset()
        bare = [not (x.long or INNER_OF_SENTENCE.search(x.text) or terminal(x.text)) for x in self.lines]
        found: set[int] = set()
        first = 0
        for i, line in enumerate(self.lines):
            if i + 1 < n and not line.blank_after:
                continue
            block, start = self.lines[first : i + 1], first
            first = i + 1
            if len(block) == 1 or not all(bare[start : i + 1]):
                continue
            if any(starts_paragraph(x.text) and not is_credit(x.text) for x in block):
                continue  # points of a list may be wrapped
            body, widths = self.body_width(i), [x.width for x in block]
            if body is not None and max(widths) >= 0.75 * body:
                continue
            even = min(widths[:-1]) >= max(widths) - NEAR
            if even and max(widths) >= _WIDE and not all(bare):
                continue
            if even and max(widths) >= _WIDEST_VERSE:
                continue
            if len(block) == 2 and not (all(bare) or widths[0] < _NARROWEST or widths[0] < widths[1] - NEAR):
                continue
            found.update(range(start, i + 1))
        return frozenset(found)

    @cached_property
    def points(self) -> frozenset[int]:
        """The lines that go on with a list of which an earlier line has the number before theirs: 二、…（一）…（二）… | 三、."""
        last: dict[tuple[str, str, str], int] = {}
        found: set[int] = set()
        for i, line in enumerate(self.lines):
            if (point := point_of(line.text)) is None:
                continue
            series, number = point
            if number > 1 and last.get(series) == number - 1 and self.lines[i - 1].text[-1] not in "，、":
                found.add(i)
            last[series] = number
        return frozenset(found)

    def lost_indent(self, i: int) -> bool | None:
        """Whether first lines near line `i` lack their indent; None where too few are seen."""
        starts = self._starts
        first = last = bisect_left(starts, (i, False))
        while last - first < 7:  # the seven nearest
            if first and (last == len(starts) or i - starts[first - 1][0] <= starts[last][0] - i):
                first -= 1
            elif last < len(starts):
                last += 1
            else:
                break
        if last - first < 3:
            return True if self._firsts >= 3 else None
        share = sum(lost for _, lost in starts[first:last]) / (last - first)
        return True if share > 0.7 else False if share < 0.2 else None

    @cached_property
    def _firsts(self) -> int:
        """The lines of an even text that leave the room of an indent and go on, after a line that ends its sentence; 0 where others do too."""
        if not self.is_even or self.indented:
            return 0
        found = [
            i
            for i in range(1, len(self.lines) - 1)
            if (width := self.full_width(i))
            and abs(self.lines[i].width - (width - INDENT)) <= 1
            and not terminal(self.lines[i].text)
            and self.has_room(i)
            and abs(self.lines[i + 1].width - width) <= NEAR
        ]
        after = sum(terminal(self.lines[i - 1].text) for i in found)
        return after if after >= 0.7 * len(found) else 0

    @cached_property
    def ends_are_parted(self) -> bool:
        """Whether a blank line follows each line whose width shows that it ends a paragraph: then no paragraph ends without one."""
        ends = [
            line.blank_after
            for i, line in enumerate(self.lines[:-1])
            if terminal(line.text) and (edge := self.edge(i)) is not None and line.width < edge - 2 * INDENT
        ]
        return len(ends) >= _LEAST_PARTED and all(ends)

    @cached_property
    def numbers_headlines(self) -> bool:
        """Whether lines that begin with 一、 and 二、 have no sentence: then each is a headline."""
        first, second = ([x for x in self.lines if x.text.startswith(number)] for number in ("一、", "二、"))
        found = [*first, *second]
        return bool(first and second) and not any(terminal(x.text) or INNER.search(x.text[2:]) for x in found)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The labels that several lines begin with, as the turns of an interview do."""
        labels = Counter(label_of(line.text) for line in self.lines)
        return frozenset(x for x, n in labels.items() if x and n > 1 and x[-2] not in _SAYS)

    def blank_everywhere(self, i: int) -> bool:
        """Whether most lines near line `i` are followed by a blank one, so that it tells nothing."""
        if self.parted:
            return False
        near = self.lines[max(0, i - 4) : i + 4]
        return sum(line.blank_after for line in near) > 0.6 * len(near)


def _is_web_copy(lines: Sequence[Line]) -> bool:
    """Whether nearly all lines of some length end their sentence, as those of a column seldom do."""
    long = [line for line in lines if line.width > 24]
    return (
        len(long) >= 3
        and sum(terminal(line.text) for line in long) >= 0.85 * len(long)
        and not any(line.text[0] in CLOSING for line in lines)
    )


def _is_parted(lines: Sequence[Line]) -> bool:
    """Whether blank lines follow ends of sentences and headlines only, and there are several."""
    blanks = [line for line in lines[:-1] if line.blank_after]
    inside = sum(
        not terminal(line.text) and (line.text[-1] in "，、；：" or INNER.search(line.text) is not None)
        for line in blanks
    )
    return len(blanks) >= 3 and len(blanks) < 0.8 * len(lines) and inside <= 0.1 * len(blanks)


def _column_widths(lines: Sequence[Line]) -> set[int]:
    """The widths that at least four lines share with a neighbour: those of the columns."""
    near: Counter[int] = Counter()
    for a, b in pairwise(lines):
        if abs(a.width - b.width) <= 2 and a.width >= 12 and not a.long:
            near[max(a.width, b.width)] += 1
    return {w for w, n in near.items() if n + near[w - 1] + near[w + 1] >= 3}


def _widest_column(lines: Sequence[Line]) -> int:
    """The width of the widest column, `LONG` at least.

    A column is wider (a press release on A4, an e-mail) where several long lines of one width break off a sentence.
    """
    broken = Counter(line.width for line in lines if line.width > LONG and not terminal(line.text))
    if len(broken) > 40:
        return LONG  # whole paragraphs of all lengths
    all_of = Counter(line.width for line in lines if line.width > LONG)
    widths = [
        w
        for w in broken
        if sum(broken[w - k] for k in range(NEAR + 1)) >= 2
        and sum(all_of[w - k] for k in range(NEAR + 1)) >= 3
    ]
    return max(widths, default=LONG - HANG) + HANG
