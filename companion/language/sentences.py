"""Chinese sentences: where they end, with offsets.

A sentence ends after 。！？ or a run of …… and the closing quotation marks and brackets that
follow; not inside a quotation or a title (《誰是英雄？》) that is still open, unless the paragraph
leaves it open. It goes on after a quotation that is a part of it (高呼「加油！」的人) and after one whose
frame follows (「不行。」他說。). What has no terminal mark, such as a headline, is one sentence. A cry that
opens a statement (喂！把傘給我。) stays with it; before another cry or a question it is a sentence of its own.
A sentence of more than 200 characters is cut after a clause, since no model translates it whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from companion.patterns import later

__all__ = ["split_sentences"]

_OPEN = dict(zip("「『《〈（(【〔“‘［〝﹁﹃", "」』》〉）)】〕”’］〞﹂﹄", strict=True))
_CLOSE = set(_OPEN.values())
_BRACKETS = set("）)】〕］")
_TERMINAL = set("。！？!?．")
_LONGEST_QUOTE = 400
_LONGEST, _SHORTEST_CUT = 200, 20
_GOES_ON = set("，、；：,;")
# Where a long sentence may be cut, the best first.
_CUTS = ("；;。！？", "，,：:", "、 \u3000—…")
_MARK = re.compile(f"[{re.escape(''.join(_OPEN))}]|[。！？!?．]+|[…⋯]{{2,}}")
_OPENS = re.compile(f"[{re.escape(''.join(_OPEN))}]")
_PAIRED = re.compile(f"[{re.escape(''.join([*_OPEN, *_CLOSE]))}]")
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\])+")
_BLANK = re.compile(r"\s*")
_CRY = re.compile("[唉哎][呀吔喲哟][！!]+")
_SHORT_CRY = re.compile("[唉哎哇嘩哗咦噢喔啊喂哦嘿][！!]+|[什甚][麼么][？?！!]+")
_NEXT_IS_STATEMENT = re.compile("[^。！？!?]*(?:。|$)")
_SAY = "(?:[說説说道問问答稱称喊叫嘆叹笑寫写]|表示|指出|補充|补充|解釋|解释|強調|强调|回應|回应)"
_SAYS = f"(?![^，。]{{0,12}}[沒没不未]有?(?:再|敢|肯|想)?回?{_SAY})[^，。！？；：「『“（\\s]{{1,14}}{_SAY}"
_FRAME = later(f"{_SAYS}[。！？]")
_FRAME_OF_FIRST = re.compile(f"{_SAYS}(?:[。！？]|[，,](?=[「『“]))")
_GOES_ON_AFTER_QUOTE = re.compile(
    "的(?![確确士])|等(?![一我你他她候待到])|[和與与及或]|[後后](?![來来])|[時时](?!間|间|候)|口[號号]|[標标][語语]|字[樣样]"
    "|是(?![的啊嗎吗否呀])|就是|[這这那](?:句|番|一句)|一[詞词句語语聲声文書书片曲劇剧類类]|之[類类聲声詞词語语]|[—─]"
)


def split_sentences(
    text: str, words: Iterable[tuple[int, int]] | Callable[[], Iterable[tuple[int, int]]] = ()
) -> list[tuple[int, int]]:
    """The half-open ranges of the sentences of a paragraph; they cover it without a gap.

    `words` are ranges that a cut of a long sentence must leave whole: the words and terms of `text`, or what tells them when
    there is such a sentence.

    >>> text = "他問：「你來嗎？我等你。」她點頭。看《誰是英雄？》吧！"
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['他問：「你來嗎？我等你。」', '她點頭。', '看《誰是英雄？》吧！']
    """
    found = _sentences(text)
    if len(text) <= _LONGEST or all(b - a <= _LONGEST for a, b in found):
        return found
    whole = [(a, b) for a, b in (words() if callable(words) else words) if b - a > 1]
    return [piece for a, b in found for piece in _pieces(text, a, b, whole)]


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
        cut = cut or (max(places) if places else next((i for i in range(stop, end) if i not in inside), end))
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)] if start < end else parts


def _sentences(text: str) -> list[tuple[int, int]]:
    if not text:
        return []
    text = _with_curly_quotes(text)
    if not (found := list(_MARK.finditer(text))):
        return [(0, len(text))]
    closed_at, opened_at = _matching(text) if _OPENS.search(text) else ({}, {})
    spans, start, resume, inside, n = [], 0, 0, 0, len(text)
    for match in found:
        i = match.start()
        if i < resume:
            continue
        if text[i] in _OPEN:
            inside = max(inside, closed_at.get(i, 0))
            continue
        if text[i] in _TERMINAL and _inside_latin(text, i):
            continue
        end = closed = match.end()
        while closed < n and text[closed] in _CLOSE:
            closed += 1
        marks = text[end:closed]
        opened = opened_at.get(closed, start) if marks else end
        if marks and not ("》" in marks or "〉" in marks) and text[closed : closed + 1] == "。":
            end = closed = closed + 1  # ……嗎？」。
            ends = True
        elif marks:
            ends = _ends_with_quotation(text, start, opened, end, closed)
        else:
            ends = not _opens_only(text, start, closed) and (
                text[i] in _TERMINAL or closed == n or text[closed] in " 　"
            )
        resume = closed
        if ends and inside <= closed and text[closed : closed + 1] not in _GOES_ON:
            if text[closed : closed + 1] == "[" and (note := _FOOTNOTE.match(text, closed)):
                closed = note.end()
            while closed < n and text[closed].isspace():
                closed += 1
            spans.append((start, closed))
            start = resume = closed
    if start < n:
        if spans and not text[start:].strip():
            spans[-1] = (spans[-1][0], n)
        else:
            spans.append((start, n))
    return spans


def _ends_with_quotation(text: str, start: int, opened: int, end: int, closed: int) -> bool:
    """Whether the sentence ends where the mark at `end` stands inside a quotation, bracket or title."""
    last = text[closed - 1]
    if "》" in text[end:closed] or "〉" in text[end:closed]:
        return False
    blank = _BLANK.match(text, start)
    begins = (blank.end() if blank else start) >= opened
    if last in _BRACKETS:
        return begins  # （完。） is a sentence, 他（真的！）來了。 is one that goes on
    before = text[opened - 1] if opened else ""
    if before and before in "：:":
        return True
    if text[end - 1] in "…⋯" and not begins and before not in "，,":
        return False
    frame = (_FRAME_OF_FIRST if begins else _FRAME).match(text, closed)
    return frame is None and _GOES_ON_AFTER_QUOTE.match(text, closed) is None


def _opens_only(text: str, start: int, end: int) -> bool:
    """Whether what ends here is a cry that belongs to the statement after it: 喂！把傘給我。"""
    if end >= len(text):
        return False
    cry = text[max(start, end - 8) : end]
    cry = cry[max(cry.rfind("…"), cry.rfind("⋯")) + 1 :]
    if _CRY.fullmatch(cry):
        return True
    return _SHORT_CRY.fullmatch(cry) is not None and _NEXT_IS_STATEMENT.match(text, end) is not None


def _with_curly_quotes(text: str) -> str:
    """Straight quotation marks as opening and closing ones, where they come in pairs."""
    if '"' not in text:
        return text
    pieces = text.split('"')
    if len(pieces) < 3 or len(pieces) % 2 == 0:
        return text
    return pieces[0] + "".join(("“" if n % 2 else "”") + piece for n, piece in enumerate(pieces[1:], 1))


def _inside_latin(text: str, at: int) -> bool:
    """Whether the mark belongs to a number or a Latin name: 3．5, １． 登記, 普坦．威差, Yahoo!公司."""
    following = text[at + 1] if at + 1 < len(text) else " "
    if text[at] == "．":
        return not following.isspace() or (at > 0 and text[at - 1].isdigit())
    return (
        text[at] in "!?"
        and at > 0
        and text[at - 1].isascii()
        and text[at - 1].isalnum()
        and following.isalnum()
    )


def _matching(text: str) -> tuple[dict[int, int], dict[int, int]]:
    """Where the mark opened at a position is closed, and the other way round (both after the closing mark)."""
    stack: list[tuple[str, int]] = []
    closed_at: dict[int, int] = {}
    opened_at: dict[int, int] = {}
    for match in _PAIRED.finditer(text):
        i, c = match.start(), match[0]
        if c in _OPEN:
            stack.append((_OPEN[c], i))
            continue
        for k in range(len(stack) - 1, max(-1, len(stack) - 5), -1):
            if stack[k][0] == c:
                if i - stack[k][1] <= _LONGEST_QUOTE:
                    closed_at[stack[k][1]] = i + 1
                    opened_at[i + 1] = stack[k][1]
                del stack[k:]
                break
    return closed_at, opened_at
