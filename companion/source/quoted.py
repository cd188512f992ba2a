"""Mails that a text quotes: their marks, and the lines that say who wrote them."""

from __future__ import annotations

import re

from companion.patterns import later

__all__ = ["without_quotes"]

_QUOTED = re.compile(r"^(?:[>＞|][ \t]?)+")
_LEAST_QUOTED, _LEAST_HEAD = 2, 3  # lines
_SENDER = later(  # a line of the head of a quoted mail, and what opens it
    r"\s*(?:(?:from|sent|to|cc|date|subject|reply-to|寄件者|寄件人|發件人|发件人|收件者|收件人|傳送日期|寄件日期|發送時間|发送时间|日期|副本|抄送|主旨|主題|主题)\s*[:：].*"
    r"|[-_—]{2,}\s*(?:original message|forwarded message|原始郵件|原始邮件|原郵件|轉寄郵件|转发邮件|轉發的郵件)\s*[-_—]{2,})\s*",
    re.I,
)
_FROM = later(
    r"\s*(?:[-_—]{2}|from\b|寄件|[發发]件人)", re.I
)  # one of its lines: a notice has a date and a subject too


def without_quotes(text: str) -> tuple[str, list[str]]:
    """A text without the marks of quoted mails (>), and the lines of their heads, which say who wrote them, and when.

    >>> without_quotes("收到。\\n\\n-----Original Message-----\\nFrom: 陳大文\\nSubject: 會議\\n\\n> 明天開會。\\n> 請出席。")
    ('收到。\\n\\n\\n\\n明天開會。\\n請出席。', ['-----Original Message-----', 'From: 陳大文', 'Subject: 會議'])
    """
    lines = text.split("\n")
    if sum(_QUOTED.match(line) is not None for line in lines) >= _LEAST_QUOTED:
        lines = [_QUOTED.sub("", line) for line in lines]
    kept: list[str] = []
    heads: list[str] = []
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and _SENDER.fullmatch(lines[end]):
            end += 1
        if end - i >= _LEAST_HEAD and any(map(_FROM.match, lines[i:end])):
            heads += [line.strip() for line in lines[i:end]]
            kept.append("")
            i = end
        else:
            kept.append(lines[i])
            i += 1
    return "\n".join(kept), heads
