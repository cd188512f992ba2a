"""Hard-wrapped lines to paragraphs, with a reason for each decision.

Newspaper text out of a PDF has lines of one column's width, blank lines where the column was cut,
and first lines that are two characters shorter because their indent was lost. The width of a
column is not given: it is seen in neighbouring lines of the same width. Widths are in cells:
two for a Chinese character, one for a Latin letter or a digit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from companion.choices import PARAGRAPHS, check
from companion.source.blocks import Block
from companion.source.columns.by_turns import dealt_back
from companion.source.columns.side_by_side import numbered_lines, side_by_side
from companion.source.headlines import is_cut_off, is_headline, is_narrower, looks_first, stands_alone
from companion.source.kinds import (
    is_byline,
    is_caption_start,
    is_credit,
    is_dateline,
    kind_of,
    label_of,
    list_kinds,
    next_in_list,
    question_kinds,
    starts_paragraph,
    terminal,
)
from companion.source.lines import CLOSING, HANG, INDENT, INNER, NEAR, Line, Setting, fills, lines_of
from companion.source.pairs import goes_on, is_one_phrase
from companion.source.running import running_heads

__all__ = ["blocks", "joined", "title_of"]

_OPEN, _CLOSE = "「『“（《〈【〔", "」』”）》〉】〕"
_MARKS = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
_LEAST_UPRIGHT = 20  # lines of one character
_CREDITED = re.compile(
    r"((?:(?:本報|特約|特派)?記者|(?:本报|特约|特派)?记者)[^，。\n]{2,4}[／/][^，。\n]{1,6}(?:報導|報道|报道|電|电))"
)
_BESIDE = "columns stand side by side in this text: the left one is read first"
_BY_TURNS = "the lines of several columns alternate in this text: each column is read by itself"
_RUNNING = "a running head or page number, which is no part of the paragraph around it"
_BULLETS = "●◆■◇□▲△★☆※○◎►▶▼"


def blocks(text: str, paragraphs: str = "auto") -> list[Block]:
    """The paragraphs of a text that `clean` has seen.

    `paragraphs` is "auto" (hard wraps are repaired), "blank-line" (a blank line parts them) or
    "line" (each line is one). Raises `InputError` for another word.

    >>> [b.text for b in blocks("警方打擊電\\n騙，拘捕疑\\n犯。", "blank-line")]
    ['警方打擊電騙，拘捕疑犯。']
    """
    check("paragraphs", paragraphs, PARAGRAPHS)
    if paragraphs == "auto":
        text = _upright(text)
    beside = side_by_side(text) if paragraphs == "auto" else None
    lines, doubts = (lines_of(text), {}) if beside is None else numbered_lines(beside)
    if not lines:
        return []
    moved: dict[int, bool] = {}
    if paragraphs == "line":
        groups = [([line], ["each line is a paragraph"], False) for line in lines]
    elif paragraphs == "blank-line":
        groups = _by_blank_lines(lines)
    else:
        lines, moved = dealt_back(lines)
        groups = _repair(lines)
    found: list[Block] = []
    for group, reasons, unsure in groups:
        if beside is not None:
            reasons.append(_BESIDE)
            unsure |= doubts[group[0].number]
        if group[0].number in moved:
            reasons.append(_BY_TURNS)
            unsure |= moved[group[0].number]
        joined = _join([line.text for line in group])
        kind = "credit" if reasons[:1] == [_RUNNING] else kind_of(joined, is_first=not found)
        found.append(
            Block(
                kind, joined, group[0].number, group[-1].number, tuple(reasons), ("layout",) if unsure else ()
            )
        )
    texts = [b.text for b in found]
    kinds = list_kinds(question_kinds([b.kind for b in found], texts), texts)
    return [b if b.kind == kind else replace(b, kind=kind) for b, kind in zip(found, kinds, strict=True)]


def _upright(text: str) -> str:
    """Vertical text that was copied one character a line, as lines; its byline stands by itself.

    Where its paragraphs end can't be seen but by blank lines.

    >>> _upright("\\n".join("警方公布數字記者陳大文／綜合報道警方昨日公布，市民關注。"))
    '警方公布數字\\n\\n記者陳大文／綜合報道\\n\\n警方昨日公布，市民關注。'
    """
    lines = [line.strip() for line in text.split("\n")]
    shown = [line for line in lines if line]
    if len(shown) < _LEAST_UPRIGHT or sum(len(line) == 1 for line in shown) < 0.85 * len(shown):
        return text
    parts = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    joined = ("".join(part.split("\n")) for part in parts)
    return "\n\n".join(_CREDITED.sub(r"\n\n\1\n\n", part).strip("\n") for part in joined)


def title_of(found: Sequence[Block]) -> str:
    """The first headline, or the beginning of the first paragraph."""
    for block in found:
        if block.kind == "headline":
            return block.text
    return found[0].text[:20] + ("…" if len(found[0].text) > 20 else "") if found else ""


def _by_blank_lines(lines: list[Line]) -> list[tuple[list[Line], list[str], bool]]:
    groups: list[tuple[list[Line], list[str], bool]] = []
    fresh = True
    for line in lines:
        if fresh:
            groups.append(([line], ["a blank line parts paragraphs"], False))
        else:
            groups[-1][0].append(line)
        fresh = line.blank_after
    return groups


def _repair(lines: list[Line]) -> list[tuple[list[Line], list[str], bool]]:
    """The groups of lines that are a paragraph, with the reasons and whether one is doubtful."""
    heads = running_heads(lines)
    if not heads:
        return _paragraphs(lines)
    text: list[Line] = []
    for i, line in enumerate(lines):
        if i in heads:
            if text:
                text[-1].blank_after = terminal(text[-1].text)
        else:
            text.append(line)
    groups = _paragraphs(text)
    for i in sorted(heads):
        line = lines[i]
        at = bisect_left(groups, line.number, key=lambda g: g[0][0].number)
        groups.insert(at, ([line], [_RUNNING], False))
    return groups


def _paragraphs(lines: list[Line]) -> list[tuple[list[Line], list[str], bool]]:
    setting = Setting(lines)
    if setting.web_copy:
        return [([line], ["each line ends its sentence: each is a paragraph"], False) for line in lines]
    groups: list[tuple[list[Line], list[str], bool]] = []
    joins_of: list[dict[str, list[int]]] = []
    depth = ""
    for i, line in enumerate(lines):
        if groups:
            group, reasons, unsure = groups[-1]
            goes_on, why, doubtful = _decide(setting, i - 1, group, depth)
            groups[-1] = (group, reasons, unsure or doubtful)
            if doubtful:
                why += f" (uncertain: {group[-1].text[-6:]} ⏎ {line.text[:6]})"
            if goes_on:
                joins_of[-1].setdefault(why, []).append(group[-1].number)
                group.append(line)
                depth = _open_marks(depth, line.text)
                continue
            reasons.append(f"ends with line {group[-1].number}: {why}")
        groups.append(([line], [], False))
        joins_of.append({})
        depth = _open_marks("", line.text)
    for (_, reasons, _), joins in zip(groups, joins_of, strict=True):
        reasons[:0] = [f"goes on after {_numbers(found)}: {why}" for why, found in joins.items()]
    return groups


def _numbers(numbers: list[int]) -> str:
    shown = ", ".join(str(n) for n in numbers[:12])
    return ("line " if len(numbers) == 1 else "lines ") + shown + (" …" if len(numbers) > 12 else "")


def _decide(setting: Setting, i: int, group: list[Line], depth: str) -> tuple[bool, str, bool]:
    """Whether line `i`, the last of `group`, goes on in the next; why; and whether that is doubtful."""
    lines, common, indented = setting.lines, setting.common, setting.indented
    line, following = lines[i], lines[i + 1]
    if following.text[0] in CLOSING and not line.long:
        return True, "a line that begins with a closing mark belongs to the one before", False
    if len(group) == 1 and line.text[-1] in "訊電讯电" and is_dateline(line.text + following.text):
        return True, "a dateline goes on", False
    column = _column(lines, i, group, common) or setting.edge(i)
    full = column is not None and fills(line, following, column)
    if not full:  # the column may change in mid-paragraph
        own = _widest(group)
        full = own - NEAR <= line.width <= own + INDENT + 1
    as_first = (
        len(group) == 1
        and column is not None
        and abs(line.width - (column - INDENT)) <= 2
        and setting.lost_indent(i) is not False
    )
    ends = terminal(line.text)
    if why := starts_paragraph(following.text, not ends and (full or as_first) and not line.long):
        if depth and not ends and full and not line.long and following.text[0] not in _BULLETS:
            return True, "a quotation or bracket is still open", False
        return False, why, False
    if (
        not ends
        and not line.long
        and (why := next_in_list(group[0].text if len(group) == 1 else line.text, following.text))
    ):
        return False, why, False
    if is_caption_start(following.text) and ends:
        return False, "a caption begins a paragraph", False
    if not ends and len(group) == 1 and _ends_list(setting, i):
        return False, "a line of a list ends", False
    if why := _label_begins(lines, i, group, ends):
        return False, why, False
    if len(group) == 1 and (is_byline(line.text) or is_credit(line.text)):
        return False, "a byline or source stands by itself", False
    if following.indent and (indented or following.text[0] not in CLOSING):
        return False, "the next line is indented", False
    if line.long and following.long and ends:
        return False, "the lines are whole paragraphs", False
    if not ends:
        if line.text[-1] in "，、；,;" or (line.text[-1] == "：" and not line.long):
            return True, "the sentence goes on", False
        if len(group) == 1 and is_dateline(line.text) and not line.long:
            return True, "a dateline opens a sentence", False
        if is_one_phrase(line.text, following.text) and not following.long:
            return True, "the next line can't begin a sentence", line.blank_after
        parted = line.blank_after and not setting.blank_everywhere(i)
        if not parted and not line.long and goes_on(line.text, following.text) > 3:
            return True, "a word goes on over the line's end", column is None
        may_be_headline = not depth and not starts_paragraph(line.text)
        if may_be_headline and len(group) == 1 and is_narrower(line, following):
            return False, "the next line is wider: this is a headline", False
        if as_first and not looks_first(lines, i + 1, column or 0):
            may_be_headline = False  # as short as a first line, and none follows
        if may_be_headline and is_headline(lines, i, group, column, common):
            return False, "a short line without a full stop is a headline", False
        if depth and not line.long and (full or as_first or not line.blank_after):
            return True, "a quotation or bracket is still open", False
        if i == 0 and parted and setting.parted and may_be_headline and not INNER.search(line.text):
            return False, "a short line without a full stop is a headline", False
        if full or as_first:
            return True, "the line fills its column and its sentence goes on", False
        if is_cut_off(line, following):
            return True, "the sentence goes on in the next line", column is None or line.long
        if len(group) > 1 and not line.blank_after and column is not None and line.width >= column - 2 * NEAR:
            return True, "the sentence goes on", True
        return False, "the line is short and has no full stop", line.width > 40
    if column is None and len(group) > 1 and full and not line.long:
        column = max(_widest(group), line.width)
    if column is None:
        return False, "the sentence ends and no column is seen", False
    if depth and full and not line.long:
        return True, "a quotation is still open", False
    if line.width < column - NEAR and not as_first and not (full and len(group) > 1):
        return False, "the line ends its sentence before the column's edge", False
    if stands_alone(lines, i + 1, column):
        return False, "the next line is short and has no full stop: a headline", False
    lost = setting.lost_indent(i)
    if lost is not False and (
        looks_first(lines, i + 1, column)
        or ((edge := setting.edge(min(i + 3, len(lines) - 1))) and lost and looks_first(lines, i + 1, edge))
    ):
        return False, "the next line is shorter by an indent, as first lines are", False
    if not indented and line.blank_after and not setting.blank_everywhere(i):
        return False, "the sentence ends and a blank line follows", True
    return (not _column_changes(lines, i, column)), "the full stop falls on the column's edge", True


def _widest(group: list[Line]) -> int:
    """The width of the widest of the last forty lines before the last one; 0 where there is none."""
    return max([x.width for x in group[-41:-1]], default=0)


def _label_begins(lines: list[Line], i: int, group: list[Line], ends: bool) -> str:
    """Why the line after `i` begins with a label of its own; empty where it does not."""
    label = label_of(lines[i + 1].text)
    if not label:
        return ""
    if ends and label[0] in "問答问Ｑ":
        return "a label begins a question or an answer"
    own = label_of(group[0].text)
    listed = own or any(label_of(x.text) not in ("", label) for x in lines[i + 2 : i + 4])
    text = lines[i].text.removeprefix(own)
    if listed and not ends and not re.search("[，。；]", text) and text[-1] not in "、：":
        return "a label begins a line of a list"
    return ""


def _ends_list(setting: Setting, i: int) -> bool:
    """Whether line `i` is a line of a list, each with a label, that does not fill its column."""
    line = setting.lines[i]
    if not (label := label_of(line.text)) or re.search("[，。；]", line.text) or line.text[-1] in "、：":
        return False
    if not any(label_of(x.text) not in ("", label) for x in setting.lines[max(0, i - 2) : i]):
        return False
    body = setting.body_width(i)
    return body is not None and line.width < 0.8 * body


def _column_changes(lines: list[Line], i: int, column: int) -> bool:
    """Whether what follows a full last line is of another column, so that the paragraph ends there."""
    return abs(lines[i + 1].width - column) > 2 * NEAR and not terminal(lines[i + 1].text)


def _column(lines: list[Line], i: int, group: list[Line], common: set[int]) -> int | None:
    """The width of the column that line `i` stands in; None where none is seen."""
    width = lines[i].width
    if len(group) >= 3:
        inner = sorted(line.width for line in group[max(1, len(group) - 41) : -1])
        if width <= inner[len(inner) // 2] + HANG:
            return inner[len(inner) // 2]
        late = sorted(line.width for line in group[max(1, len(group) - 41) :])
        return late[len(late) // 2]
    after = [line.width for line in lines[i + 1 : i + 3]]
    long_after = any(line.long for line in lines[i + 1 : i + 3])
    wider = len(group) == 2 and group[0].width > max(after, default=0) + HANG
    if len(after) == 2 and not long_after and width <= max(after) + 2 and not wider:
        short = after[1] - after[0]
        if abs(short) <= 2 or abs(short - INDENT) <= 1:  # two lines of a column, or its first and second
            return max(after)
    if len(group) == 2:
        return max(line.width for line in group)
    if after and abs(after[0] - width) <= 2 and width >= 12 and not lines[i].long:
        return max(after[0], width)
    return next(
        (
            w
            for w in sorted(common, key=lambda w: abs(w - width))
            if abs(w - width) <= 2 or abs(w - INDENT - width) <= 1
        ),
        None,
    )


def _open_marks(depth: str, text: str) -> str:
    """The closing marks still expected after `text`, innermost last; at most a few are kept."""
    for c in _MARKS.findall(text):
        if c in _OPEN:
            depth += _CLOSE[_OPEN.index(c)]
        elif c in depth:
            depth = depth[: depth.rindex(c)]
    return depth[-8:]


def joined(lines: Sequence[str]) -> str:
    """Lines of one paragraph put together, without the space around them.

    >>> joined(["警方打擊", " 電騙。", "Hong", "Kong"])
    '警方打擊電騙。Hong Kong'
    """
    parts = [part for line in lines if (part := line.strip())]
    return _join(parts) if parts else ""


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
