"""Chinese sentences: where they end, with offsets.

A sentence ends after 。！？ or a run of …… and the closing quotation marks and brackets that
follow; not inside a quotation or a title (《誰是英雄？》) that is still open, unless the paragraph
leaves it open. What has no terminal mark, such as a headline, is one sentence. An exclamation that only
opens a sentence (哎呀！) stays with it. A sentence of more than 200 characters is cut after a
clause, since no model translates it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["split_sentences"]

_OPEN = dict(zip("「『《〈（(【〔“‘［", "」』》〉）)】〕”’］", strict=True))
_CLOSE = set(_OPEN.values())
_TERMINAL = set("。！？!?．")
_LONGEST_QUOTE = 400
_LONGEST, _SHORTEST_CUT = 200, 20
_GOES_ON = set("，、；：,;")
# Where a long sentence may be cut, the best first.
_CUTS = ("；;。！？", "，,：:", "、 \u3000—…")
_EXCLAMATION = re.compile("(?:[唉哎][呀吔喲哟]?|哇|嘩|哗|咦|噢|喔|啊)[！!]+")
_FRAME = re.compile(
    "[^，。！？；：「『（\\s]{1,14}(?:說|説|说|道|問|问|答|稱|称|表示|喊|叫|嘆|叹|笑)[。！？]"
)


def split_sentences(text: str, words: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """The half-open ranges of the sentences of a paragraph; they cover it without a gap.

    `words` are ranges that a cut of a long sentence must leave whole: the words and terms of `text`.

    >>> text = "他問：「你來嗎？我等你。」她點頭。看《誰是英雄？》吧！"
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['他問：「你來嗎？我等你。」', '她點頭。', '看《誰是英雄？》吧！']
    """
    whole = [(a, b) for a, b in words if b - a > 1]
    return [piece for a, b in _sentences(text) for piece in _pieces(text, a, b, whole)]


def _pieces(text: str, start: int, end: int, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentence as it is, or its parts where it is too long."""
    if end - start <= _LONGEST:
        return [(start, end)]
    inside = {i for a, b in words if a < end and b > start for i in range(a + 1, b)}
    parts = []
    while end - start > _LONGEST:
        stop = start + _LONGEST
        # Neither so near the end that a scrap is left, nor before a mark that closes something.
        places = [
            i
            for i in range(start + _SHORTEST_CUT, min(stop, end - _SHORTEST_CUT) + 1)
            if i not in inside and text[i] not in _CLOSE and text[i] not in _GOES_ON
        ]
        cut = next(
            (max(found) for marks in _CUTS if (found := [i for i in places if text[i - 1] in marks])), 0
        )
        cut = cut or (
            max(places) if places else min((i for i in range(stop, end) if i not in inside), default=end)
        )
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)] if start < end else parts


def _sentences(text: str) -> list[tuple[int, int]]:
    if not text:
        return []
    closing_at = _matching(text)
    spans, start, i, n, inside = [], 0, 0, len(text), 0
    while i < n:
        c = text[i]
        if closing_at.get(i) is not None:
            inside = max(inside, closing_at[i])
        terminal = c in _TERMINAL and not _inside_latin(text, i)
        ellipsis = c == "…" and i + 1 < n and text[i + 1] == "…" and (i + 2 >= n or text[i + 2] in " 　")
        if (terminal or ellipsis) and i >= start:
            end = i + (2 if ellipsis else 1)
            while end < n and text[end] in _TERMINAL:
                end += 1
            closed = end
            while closed < n and text[closed] in _CLOSE:
                closed += 1
            after_quote = closed > end
            in_title = "》" in text[end:closed] or "〉" in text[end:closed]
            if after_quote and not in_title and closed < n and text[closed] == "。":
                closed, after_quote = closed + 1, False  # ……嗎？」。
            more = text[closed : closed + 1] in _GOES_ON or (after_quote and _goes_on(text, closed))
            if (
                not after_quote
                and closed < n
                and _EXCLAMATION.fullmatch(text, max(start, text.rfind("…", start, closed) + 1), closed)
            ):
                more = True
            if inside <= closed and not in_title and not more:
                while closed < n and text[closed].isspace():
                    closed += 1
                spans.append((start, closed))
                start = closed
            i = closed
            continue
        i += 1
    if start < n:
        if spans and not text[start:].strip():
            spans[-1] = (spans[-1][0], n)
        else:
            spans.append((start, n))
    return spans


def _inside_latin(text: str, at: int) -> bool:
    """Whether the mark belongs to a number or a Latin name: 3．5, 普坦．威差, Yahoo!公司."""
    following = text[at + 1] if at + 1 < len(text) else " "
    if text[at] == "．":
        return not following.isspace()
    return (
        text[at] in "!?"
        and at > 0
        and text[at - 1].isascii()
        and text[at - 1].isalnum()
        and following.isalnum()
    )


def _goes_on(text: str, at: int) -> bool:
    """Whether the frame that closes a quotation follows it: 「不行。」他說。 stays one sentence."""
    return _FRAME.match(text, at) is not None


def _matching(text: str) -> dict[int, int]:
    """For each opening mark that is closed within reach, the position after its partner."""
    stack: list[tuple[str, int]] = []
    found: dict[int, int] = {}
    for i, c in enumerate(text):
        if c in _OPEN:
            stack.append((_OPEN[c], i))
        elif c in _CLOSE:
            for k in range(len(stack) - 1, max(-1, len(stack) - 5), -1):
                if stack[k][0] == c:
                    if i - stack[k][1] <= _LONGEST_QUOTE:
                        found[stack[k][1]] = i + 1
                    del stack[k:]
                    break
    return found
