"""Runs that may be one word whatever the vocabulary has: numbers with units, dotted names, words of letters, dashes.

They are edges of the lattice like others: which of them are words of the text is decided there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from companion.language.spans import HAN, fixed_spans, is_dotted_name

__all__ = ["fixed_runs"]

_LETTERS = re.compile(rf"(?:(?![{HAN}])[^\W_])+(?:[-'’.&/+@_](?:(?![{HAN}])[^\W_])+)*")
_CALLED = re.compile("阿[A-Za-z]+")
"""What somebody is called: 阿Ken."""
_SAME = re.compile(r"[^\S\n]{2,}|([…—─\-－.．~～=＝*＊])\1+")
_MODIFIERS = "[\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_PICTURE = f"[\u203c\u2049\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]{_MODIFIERS}"
_EMOJI = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_PICTURE}(?:\u200d{_PICTURE})*")
_UNIT_ENDS = re.compile(f"[{HAN}]+$")
_RECORD = re.compile(
    "(?:(?<![0-9０-９])[0-9０-９]+|(?<![一二三四五六七八九十兩两])[一二三四五六七八九十兩两]+)[戰战](?:(?:[0-9０-９]+|[一二三四五六七八九十兩两全])[勝胜捷負负敗败和])+"
)
"""A record of matches: 三戰三勝, 10戰8勝1和."""
_GOES_ON = re.compile("初[一二三四五六七八九十]|中旬")  # 八月|初四, 2月|中旬
_NUMERALS = "〇○零一二三四五六七八九十百千万萬亿億两兩几幾数數半廿卅"


class _Everywhere(Collection[int]):
    """All places of a text: a word may end anywhere."""

    def __contains__(self, place: object) -> bool:
        return True

    def __iter__(self) -> Iterator[int]:
        return iter(())

    def __len__(self) -> int:
        return 0


_EVERYWHERE = _Everywhere()


def fixed_runs(text: str) -> list[tuple[int, int]]:
    """The runs of a text, which may overlap: where a unit or a title may belong elsewhere, both are there.

    >>> text = "總理普坦．威差耶猜用iPhone打了2次…… カメラ"
    >>> [text[a:b] for a, b in fixed_runs(text) if text[a:b][0] in "普i2…カ"]
    ['普坦．威差耶猜', 'iPhone', '2次', '……', 'カメラ']
    >>> fixed_runs("以三戰三勝出線")
    [(1, 5)]
    """
    found = set(fixed_spans(text, _EVERYWHERE))
    for a, b in list(found):
        run = text[a:b]
        if is_dotted_name(run):
            dot = next(k for k, c in enumerate(run) if c in "．·・‧•")
            found |= {(k, b) for k in range(a + 1, a + dot)}
        elif (unit := _UNIT_ENDS.search(run)) and unit.start():
            found |= {(a, k) for k in range(a + unit.start(), b)}
        elif unit:
            first = next((i for i, c in enumerate(run) if c not in _NUMERALS and c != "第"), len(run))
            found |= {(a, k) for k in range(a + first, b)}
    found |= {m.span() for m in _RECORD.finditer(text)}
    found |= {m.span() for m in _LETTERS.finditer(text)}
    found |= {m.span() for m in _CALLED.finditer(text)}
    found |= {m.span() for m in _SAME.finditer(text)}
    if not text.isascii():
        found |= {m.span() for m in _EMOJI.finditer(text)}
    return sorted(s for s in found if s[1] - s[0] > 1 and not _GOES_ON.match(text, s[1] - 1))
