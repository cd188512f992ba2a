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

from companion.choices import PARAGRAPHS, check
from companion.source.blocks import Block
from companion.source.breaks.evidence import InText
from companion.source.breaks.rules import LISTED, decide
from companion.source.columns.beside import numbered_lines, side_by_side
from companion.source.columns.by_turns import dealt_back
from companion.source.columns.upright import upright
from companion.source.kinds import kind_of, list_kinds, question_kinds, terminal
from companion.source.lines import Line, Setting, lines_of, with_chinese_marks, with_cut_put_together
from companion.source.running import running_heads

__all__ = ["RUNNING", "blocks", "joined", "title_of"]

_OPEN, _CLOSE = "「『“（《〈【〔", "」』”）》〉】〕"
_MARKS = re.compile(f'[{re.escape(_OPEN + _CLOSE)}"]')
_BY_TURNS = "the lines of several columns alternate in this text: each column is read by itself"
RUNNING = "a running head or page number, which is no part of the paragraph around it"


def blocks(text: str, paragraphs: str = "auto") -> list[Block]:
    """The paragraphs of a text that `clean` has seen.

    `paragraphs` is "auto" (hard wraps are repaired), "blank-line" (a blank line parts them) or
    "line" (each line is one). Raises `InputError` for another word.

    >>> [b.text for b in blocks("警方打擊電\\n騙，拘捕疑\\n犯。", "blank-line")]
    ['警方打擊電騙，拘捕疑犯。']
    """
    check("paragraphs", paragraphs, PARAGRAPHS)
    stacked = upright(text) if paragraphs == "auto" else None
    beside = side_by_side(text.split("\n")) if paragraphs == "auto" and not stacked else None
    lines, shifted = (lines_of(text, paragraphs == "auto"), {}) if beside is None else numbered_lines(beside)
    if not lines:
        return []
    moved: dict[int, bool] = {}
    if stacked is not None:
        groups = stacked
    elif paragraphs == "line":
        groups = [([line], ["each line is a paragraph"], False) for line in lines]
    elif paragraphs == "blank-line":
        groups = _by_blank_lines(lines)
    else:
        lines, moved = dealt_back(with_cut_put_together(lines))
        groups = _repair(lines)
    found: list[tuple[str, int, int, tuple[str, ...], tuple[str, ...]]] = []
    kinds: list[str] = []
    for group, reasons, unsure in groups:
        if rows := [row for line in group if (row := shifted.get(line.number))]:
            reasons.append(rows[0].why)
            unsure |= any(row.doubtful for row in rows)
        if group[0].number in moved:
            reasons.append(_BY_TURNS)
            unsure |= moved[group[0].number]
        text = joined([line.shown or line.text for line in group])
        kinds.append(
            "credit" if reasons[:1] == [RUNNING] else kind_of(with_chinese_marks(text), is_first=not found)
        )
        review = ("layout",) if unsure else ()
        found.append((text, group[0].number, group[-1].number, tuple(reasons), review))
    texts = [text for text, *_ in found]
    kinds = list_kinds(_listed_kinds(question_kinds(kinds, texts), found), texts)
    return [Block(kind, *rest) for kind, rest in zip(kinds, found, strict=True)]


def _listed_kinds(
    kinds: Sequence[str], found: Sequence[tuple[str, int, int, tuple[str, ...], tuple[str, ...]]]
) -> list[str]:
    """The kinds, with three and more lines of a list in a row as items, and fewer where the text has no sentences; the first may be a title."""
    kinds = list(kinds)
    least = 3 if "body" in kinds else 1
    run: list[int] = []
    for i in range(1, len(kinds) + 1):
        if (
            i < len(kinds)
            and kinds[i] == "headline"
            and any(reason.endswith(LISTED) for reason in found[i - 1][3])
        ):
            run.append(i)
            continue
        if len(run) >= least:
            for k in run:
                kinds[k] = "item"
        run = []
    return kinds


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
        groups.insert(at, ([line], [RUNNING], False))
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
            goes_on, why, doubtful, _ = decide(InText(setting, i - 1, group, depth))
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


def _open_marks(depth: str, text: str) -> str:
    """The closing marks still expected after `text`, innermost last; at most a few are kept."""
    for c in _MARKS.findall(text):
        if c in _OPEN:
            depth += _CLOSE[_OPEN.index(c)]
        elif c in depth:
            depth = depth[: depth.rindex(c)]
        elif c == '"' and depth.endswith("”"):
            depth = depth[:-1]
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
