"""Running heads and page numbers that stand in the middle of a paragraph.

They are only taken out of the way where the text shows that they are such: page numbers that count on,
with the lines beside them that come again; or one in the middle of a sentence that fills its column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from companion.source.kinds import starts_paragraph, terminal
from companion.source.lines import LONG, NEAR, Line

__all__ = ["running_heads"]

_PAGE = re.compile(
    r"(?:第\s*)?[-–—－─]?\s*([0-9０-９]{1,4})\s*[-–—－─]?(?:\s*[頁页版])?|[A-Z]{1,2}([0-9]{1,3})"
)
_NUMBERED_HEAD = re.compile("第([0-9０-９]{1,4})[頁页版]|[A-Z]([0-9]{1,3})$")
_DIGITS = re.compile("[0-9０-９〇一二三四五六七八九十]+")
_MAY_END = frozenset("0123456789０１２３４５６７８９-–—－─頁页版")
_LONGEST = 40


def running_heads(lines: Sequence[Line]) -> set[int]:
    """The places in `lines` of running heads and page numbers, where two or more pages show them.

    >>> from companion.source.lines import lines_of
    >>> text = "甲乙丙丁\\n12\\n社區新聞\\n戊己庚辛\\n壬癸\\n13\\n社區新聞\\n子丑"
    >>> sorted(running_heads(lines_of(text)))
    [1, 2, 5, 6]
    """
    ending = [i for i, line in enumerate(lines) if line.text[-1] in _MAY_END]
    numbers = [(i, int(m[1] or m[2])) for i in ending if (m := _PAGE.fullmatch(lines[i].text))]
    found = set()
    for (i, a), (j, b) in pairwise(numbers):
        if b == a + 1 and j - i > 2:
            found |= {i, j}
    titled: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        if len(line.text) <= _LONGEST and (m := _numbered_head(line.text)):
            titled.setdefault(_DIGITS.sub("#", line.text), []).append((i, int(m[1] or m[2])))
    for places in titled.values():
        for (i, a), (j, b) in pairwise(places):
            if b == a + 1 and j - i > 2:
                found |= {i, j}
    if grown := bool(found):
        shapes = Counter(_DIGITS.sub("#", line.text) for line in lines if len(line.text) <= _LONGEST)
    while grown:
        grown = False
        for i in sorted(found):
            for near in (i - 1, i + 1):
                if 0 <= near < len(lines) and near not in found:
                    text = lines[near].text
                    if (
                        len(text) <= _LONGEST
                        and text[-1] not in "。！？」，"
                        and shapes[_DIGITS.sub("#", text)] >= 2
                    ):
                        found.add(near)
                        grown = True
    found |= _in_mid_sentence(lines)
    return {i for i in found if lines[i].width <= LONG}


def _numbered_head(text: str) -> re.Match[str] | None:
    return _NUMBERED_HEAD.search(text) if "第" in text or text[-1] in _MAY_END else None


def _in_mid_sentence(lines: Sequence[Line]) -> set[int]:
    """Runs of page numbers and numbered heads between two lines of one sentence."""
    found: set[int] = set()
    run: list[int] = []
    for i, line in enumerate(lines):
        text = line.text
        if (text[-1] in _MAY_END and _PAGE.fullmatch(text)) or (
            len(text) <= 20 and _numbered_head(text) and text[-1] not in "，。"
        ):
            run.append(i)
            continue
        if run and run[0] >= 2:
            before, earlier = lines[run[0] - 1], lines[run[0] - 2]
            if (
                not terminal(before.text)
                and before.width >= 20
                and abs(before.width - earlier.width) <= NEAR + 1
                and not starts_paragraph(text)
            ):
                found.update(run)
        run = []
    return found
