"""Hard-wrapped lines to paragraphs, with a reason for each decision.

Newspaper text out of a PDF has lines of one column's width, blank lines where the column was cut,
and first lines that are two characters shorter because their indent was lost. The width of a
column is not given: it is seen in neighbouring lines of the same width. Widths are in cells:
two for a Chinese character, one for a Latin letter or a digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from companion.errors import InputError
from companion.source.blocks import Block
from companion.source.kinds import is_byline, is_credit, is_dateline, kind_of, starts_paragraph, terminal

__all__ = ["MODES", "blocks", "title_of"]

MODES = ("auto", "blank-line", "line")
_INDENT = 4  # cells: the two full-width spaces of a first line
_NEAR = 3  # cells: a line may be short by one character where a mark may not begin the next
_LONG = 80  # cells: a line this long was not wrapped by a column
_CLOSING = "，。、；：！？」』”’）】》〉〕…%％"
_OPEN, _CLOSE = "「『“（《〈【〔", "」』”）》〉】〕"
_INNER = re.compile("[，。；：、]")


@dataclass(slots=True)
class _Line:
    number: int
    text: str
    width: int
    indent: bool
    blank_after: bool = False


def blocks(text: str, paragraphs: str = "auto") -> list[Block]:
    """The paragraphs of a text that `clean` has seen.

    `paragraphs` is "auto" (hard wraps are repaired), "blank-line" (a blank line parts them) or
    "line" (each line is one). Raises `InputError` for another word.

    >>> [b.text for b in blocks("警方打擊電\\n騙，拘捕疑\\n犯。", "blank-line")]
    ['警方打擊電騙，拘捕疑犯。']
    """
    if paragraphs not in MODES:
        raise InputError(f"paragraphs can be {', '.join(MODES)}, not '{paragraphs}'")
    lines = _lines(text)
    if not lines:
        return []
    if paragraphs == "line":
        groups = [([line], ["each line is a paragraph"], False) for line in lines]
    elif paragraphs == "blank-line":
        groups = _by_blank_lines(lines)
    else:
        groups = _repair(lines)
    found = []
    for group, reasons, unsure in groups:
        joined = _join([line.text for line in group])
        kind = kind_of(joined, is_first=not found)
        found.append(
            Block(
                kind, joined, group[0].number, group[-1].number, tuple(reasons), ("layout",) if unsure else ()
            )
        )
    return found


def title_of(found: Sequence[Block]) -> str:
    """The first headline, or the beginning of the first paragraph."""
    for block in found:
        if block.kind == "headline":
            return block.text
    return found[0].text[:20] + ("…" if len(found[0].text) > 20 else "") if found else ""


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if stripped:
            lines.append(_Line(number, stripped, _width(stripped), raw[0].isspace()))
        elif lines:
            lines[-1].blank_after = True
    return lines


def _width(text: str) -> int:
    if len(text) > 500:
        return 2 * len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _by_blank_lines(lines: list[_Line]) -> list[tuple[list[_Line], list[str], bool]]:
    groups: list[tuple[list[_Line], list[str], bool]] = []
    fresh = True
    for line in lines:
        if fresh:
            groups.append(([line], ["a blank line parts paragraphs"], False))
        else:
            groups[-1][0].append(line)
        fresh = line.blank_after
    return groups


def _repair(lines: list[_Line]) -> list[tuple[list[_Line], list[str], bool]]:
    common = _column_widths(lines)
    indents = sum(line.indent for line in lines)
    indented_text = indents >= 2 and indents < 0.8 * len(lines)
    groups: list[tuple[list[_Line], list[str], bool]] = []
    depth = ""
    for i, line in enumerate(lines):
        if groups:
            group, reasons, unsure = groups[-1]
            joins, why, doubtful = _decide(lines, i - 1, group, depth, common, indented_text)
            if joins:
                group.append(line)
                depth = _open_marks(depth, line.text)
                if why not in reasons:
                    reasons.append(why)
                groups[-1] = (group, reasons, unsure or doubtful)
                continue
            reasons.append(why)
            groups[-1] = (group, reasons, unsure or doubtful)
        groups.append(([line], [], False))
        depth = _open_marks("", line.text)
    return groups


def _decide(
    lines: list[_Line], i: int, group: list[_Line], depth: str, common: set[int], indented: bool
) -> tuple[bool, str, bool]:
    """Whether line `i`, the last of `group`, goes on in the next; why; and whether that is doubtful."""
    line, following = lines[i], lines[i + 1]
    if following.text[0] in _CLOSING and not line.width > _LONG:
        return True, "a line that begins with a closing mark belongs to the one before", False
    if why := starts_paragraph(following.text):
        return False, why, False
    if len(group) == 1 and (is_byline(line.text) or is_credit(line.text)):
        return False, "a byline or source stands by itself", False
    if following.indent and (indented or following.text[0] not in _CLOSING):
        return False, "the next line is indented", False
    if line.width > _LONG and following.width > _LONG:
        return False, "the lines are whole paragraphs", False
    column = _column(lines, i, group, common)
    own = max((x.width for x in group[:-1]), default=0)  # the column may change in mid-paragraph
    full = (
        column is not None and line.width >= column - _NEAR
    ) or own - _NEAR <= line.width <= own + _INDENT + 1
    as_first = column is not None and len(group) == 1 and abs(line.width - (column - _INDENT)) <= 2
    if not terminal(line.text):
        if line.text[-1] in "，、；：,;" and line.width <= _LONG:
            return True, "the sentence goes on", False
        if len(group) == 1 and is_dateline(line.text) and line.width <= _LONG:
            return True, "a dateline opens a sentence", False
        may_be_headline = not depth and not starts_paragraph(line.text)
        if as_first and not _looks_first(lines, i + 1, column or 0):
            may_be_headline = False  # as short as a first line, and none follows
        if may_be_headline and _is_headline(lines, i, group, column, common):
            return False, "a short line without a full stop is a headline", False
        if depth and line.width <= _LONG and (full or as_first or not line.blank_after):
            return True, "a quotation or bracket is still open", False
        if full or as_first:
            return True, "the line fills its column and its sentence goes on", False
        if _is_cut_off(line, following):
            return True, "the sentence goes on in the next line", column is None
        if (
            len(group) > 1
            and not line.blank_after
            and column is not None
            and line.width >= column - 2 * _NEAR
        ):
            return True, "the sentence goes on", True
        return False, "the line is short and has no full stop", line.width > 40
    if column is None and len(group) > 1 and full and line.width <= _LONG:
        column = max(own, line.width)
    if column is None:
        return False, "the sentence ends and no column is seen", False
    if depth and full and line.width <= _LONG:
        return True, "a quotation is still open", False
    if line.width < column - _NEAR and not as_first:
        return False, "the line ends its sentence before the column's edge", False
    if _looks_first(lines, i + 1, column):
        return False, "the next line is shorter by an indent, as first lines are", False
    if not indented and line.blank_after and not _blank_everywhere(lines, i):
        return False, "the sentence ends and a blank line follows", True
    return (not _column_changes(lines, i, column)), "the full stop falls on the column's edge", True


def _column_changes(lines: list[_Line], i: int, column: int) -> bool:
    """Whether what follows a full last line is of another column, so that the paragraph ends there."""
    return abs(lines[i + 1].width - column) > 2 * _NEAR and not terminal(lines[i + 1].text)


def _column_widths(lines: list[_Line]) -> set[int]:
    """The widths that at least four lines share with a neighbour: those of the columns."""
    near: Counter[int] = Counter()
    for a, b in pairwise(lines):
        if abs(a.width - b.width) <= 2 and 12 <= a.width <= _LONG:
            near[max(a.width, b.width)] += 1
    return {w for w, n in near.items() if n + near[w - 1] + near[w + 1] >= 3}


def _column(lines: list[_Line], i: int, group: list[_Line], common: set[int]) -> int | None:
    """The width of the column that line `i` stands in; None where none is seen."""
    width = lines[i].width
    if len(group) >= 3:
        return sorted(line.width for line in group[1:])[len(group[1:]) // 2]
    after = [line.width for line in lines[i + 1 : i + 3]]
    if len(after) == 2 and max(after) <= _LONG and width <= max(after) + 2:
        short = after[1] - after[0]
        if abs(short) <= 2 or abs(short - _INDENT) <= 1:  # two lines of a column, or its first and second
            return max(after)
    if len(group) == 2:
        return max(line.width for line in group)
    if after and abs(after[0] - width) <= 2 and 12 <= width <= _LONG:
        return max(after[0], width)
    return next(
        (
            w
            for w in sorted(common, key=lambda w: abs(w - width))
            if abs(w - width) <= 2 or abs(w - _INDENT - width) <= 1
        ),
        None,
    )


def _is_headline(
    lines: list[_Line], i: int, group: list[_Line], column: int | None, common: set[int]
) -> bool:
    line, following = lines[i], lines[i + 1]
    if len(group) > 1 or _INNER.search(line.text.replace("：", "", 1)) or line.width > _LONG:
        return False
    nearest = column or min(common, key=lambda w: abs(w - following.width), default=0)
    if (
        nearest
        and line.width < nearest - _INDENT - 1
        and not line.text.endswith(("的", "和", "及", "與", "在", "是"))
    ):
        return True
    if _looks_first(lines, i + 1, nearest or following.width) or "\u3000" in line.text:
        return True
    if not _INNER.search(following.text) and i + 2 < len(lines) and starts_paragraph(lines[i + 2].text):
        return not terminal(following.text)  # two lines of a headline before a dateline
    return line.blank_after and (column is None or abs(following.width - line.width) > 2 or i == 0)


def _looks_first(lines: list[_Line], i: int, column: int) -> bool:
    """Whether line `i` is two characters shorter than its column and goes on in the next."""
    if i + 1 >= len(lines) or not column:
        return False
    line, following = lines[i], lines[i + 1]
    return (
        abs(line.width - (column - _INDENT)) <= 1
        and not terminal(line.text)
        and (
            abs(following.width - column) <= _NEAR or (terminal(following.text) and following.width <= column)
        )
        and bool(re.search("[\u4e00-\u9fff]", line.text))
    )


def _blank_everywhere(lines: list[_Line], i: int) -> bool:
    """Whether most lines near `i` are followed by a blank one, so that it tells nothing."""
    near = lines[max(0, i - 4) : i + 4]
    return sum(line.blank_after for line in near) > 0.6 * len(near)


def _is_cut_off(line: _Line, following: _Line) -> bool:
    """Whether a line with a comma or full stop in it, but none at its end, was cut by a column.

    A headline with a comma stands over text that is much wider.
    """
    return (
        20 <= line.width <= _LONG
        and following.width <= line.width + _INDENT + 3
        and bool(_INNER.search(line.text))
    )


def _open_marks(depth: str, text: str) -> str:
    """The closing marks still expected after `text`, innermost last; at most a few are kept."""
    for c in text:
        if c in _OPEN:
            depth += _CLOSE[_OPEN.index(c)]
        elif c in _CLOSE and c in depth:
            depth = depth[: depth.rindex(c)]
    return depth[-8:]


def _join(parts: list[str]) -> str:
    """Lines put together: Chinese without a space, Latin words with one."""
    pieces = [parts[0]]
    last = parts[0]
    for part in parts[1:]:
        if last[-1].isascii() and part[0].isascii() and last[-1].isalnum() and part[0].isalnum():
            pieces.append(" ")
        pieces.append(part)
        last = part
    return "".join(pieces)
