"""Vertical text that a copy has put in rows, a character of each column: columns turned back, and what can't be.

Known pairs of characters (see `pairs`) tell in which way a text runs: about a fifth of its neighbours are one, of characters
put together by chance one in eighty.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from companion.han import han_places
from companion.source.kinds import CLOSERS
from companion.source.pairs import pairs

__all__ = ["are_mixed", "turned"]

_LEAST = 4  # rows, and columns
_RUNS, _BY_CHANCE = 0.14, 0.07  # of the neighbours are known pairs, in a text and where columns are mixed
_ENOUGH = 25  # neighbours
_PIECES = 4  # of a row at least
_PIECE = 2.4  # characters of a piece, in the mean
_MANY, _SHORT = 40, 0.25  # lines, of which so many have one character or two
_MIXED = 0.12  # of the neighbours are known pairs, where such lines do not go on from one to the next
_MARKED = 0.08  # of the pieces have a mark as sentences have
_MARKS = "，。、；：！？「」" + CLOSERS
_SPACES = " 　"


def turned(text: str) -> str | None:
    """The columns of a text whose rows have a character of each, a column a line, from the right; None where it is none.

    >>> columns = ("香港天文台昨日發出今年首", "個八號風球，全港學校停課", "渡輪與巴士服務大致停駛。", "政府開放二十九個臨時庇護")
    >>> rows = ["　".join(cells) for cells in zip(*reversed(columns))]
    >>> rows[0], turned("\\n".join(rows)).split("\\n")[0]
    ('政　渡　個　香', '香港天文台昨日發出今年首')
    """
    rows = [line.rstrip() for line in text.split("\n")]
    rows = [row for row in rows if row]
    if len(rows) < _LEAST or len(rows[0]) > 200 or len(set(map(len, rows))) > len(rows) // 3 + 1:
        return None
    apart = all(c in _SPACES for row in rows for c in row[1::2]) and any(len(row) > 1 for row in rows)
    cells = [row[::2] if apart else row for row in rows]
    width = max(map(len, cells))
    if width < _LEAST or sum(len(row) >= width - 1 for row in cells) < 0.7 * len(cells):
        return None
    grid = [row.ljust(width, "　") for row in cells]
    columns = ["".join(row[i] for row in grid).rstrip() for i in reversed(range(width))]
    down, across = _known(columns), _known([row.replace("　", "") for row in cells])
    if down is None or down < _RUNS or (across or 0.0) > min(_BY_CHANCE, 0.5 * down):
        return None
    return "\n".join(column.replace(" ", "　") for column in columns)


def _known(lines: Iterable[str]) -> float | None:
    """How many of the neighbouring Chinese characters are a known pair; None where there are too few."""
    seen = [a + b in pairs() for line in lines for a, b in pairwise(line) if len(han_places(a + b)) == 2]
    return sum(seen) / len(seen) if len(seen) >= _ENOUGH else None


def are_mixed(text: str) -> bool:
    """Whether a text is vertical lines that a copy has mixed: rows of pieces of one or two characters, with marks.

    >>> are_mixed("的水 電 熱湯 市 他們\\n痕說 器搬 住 ，並 民入\\n，「 到二 在大 為長 住，\\n家裏 樓。 澳的 者 至今\\n的冰 「我 陳女 安排 有一")
    True
    >>> are_mixed("中文 英文 數學 體育\\n數學 中文 音樂 英文\\n體育 視藝 中文 數學\\n音樂 體育 英文 中文\\n英文 數學 體育 視藝")
    False
    """
    lines = [line for line in text.split("\n") if line.strip()]
    rows = [line.split() for line in lines if len(line.split()) >= _PIECES]
    pieces = [piece for row in rows for piece in row]
    marked = sum(any(c in _MARKS for c in piece) for piece in pieces)
    if (
        len(rows) > _LEAST
        and 1.0 < sum(map(len, pieces)) / len(pieces) < _PIECE
        and marked > _MARKED * len(pieces)
    ):
        return True
    if len(lines) < _MANY or sum(len(line.strip()) <= 2 for line in lines) < _SHORT * len(lines):
        return False
    known = _known(["".join("".join(lines).split())])
    return known is not None and known < _MIXED
