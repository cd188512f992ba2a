"""What stands beside an article, by its wording: the rows of data/page_parts, for pages, mails and files alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from companion.facts import Facts, read_facts

__all__ = [
    "is_control",
    "is_date_label",
    "is_editor",
    "is_other_title",
    "is_placeholder",
    "is_related",
    "is_section_title",
    "is_small_print",
    "page_parts",
]

_LONGEST, _LONGEST_ADVICE = 80, 200


def is_small_print(text: str) -> bool:
    """Whether a paragraph is a notice of the site: 版權所有, 廣告.

    >>> is_small_print("© 2026 香港日報　版權所有"), is_small_print("廣告商昨日表示歡迎。")
    (True, False)
    """
    return _is("small print", text)


def is_section_title(text: str) -> bool:
    """Whether a paragraph is the title of other articles' links: 相關新聞.

    >>> is_section_title("延伸閱讀："), is_section_title("相關新聞傳出後，股價下跌。")
    (True, False)
    """
    return _is("section", text)


def is_related(text: str) -> bool:
    """Whether a paragraph only points at another article: 延伸閱讀：….

    >>> is_related("延伸閱讀：鄭校長的最後一課"), is_related("延伸閱讀是好習慣")
    (True, False)
    """
    return _is("related", text)


def is_control(text: str) -> bool:
    """Whether a paragraph is the label of something to press or to choose: 分享到：, 字号.

    >>> is_control("分享到：微信"), is_control("字号：A- A+"), is_control("分享經驗")
    (True, True, False)
    """
    return _is("control", text)


def is_editor(text: str) -> bool:
    """Whether a paragraph only names who was responsible for a page: 责任编辑：张迪.

    >>> is_editor("责任编辑：张迪"), is_editor("責任編輯指出")
    (True, False)
    """
    return _is("editor", text)


def is_other_title(text: str, is_above: bool) -> bool:
    """Whether a paragraph above or below an article only says what it was called elsewhere: （原標題：…）.

    >>> is_other_title("（原标题：姚明说了啥？）", True), is_other_title("原標題黨成員", False)
    (True, False)
    """
    return _is("earlier title" if is_above else "later title", text)


def is_date_label(text: str) -> bool:
    """Whether a label says that a date is the one of publication.

    >>> is_date_label("發布日期"), is_date_label("截止日期")
    (True, False)
    """
    return _is("date label", text)


def is_placeholder(text: str) -> bool:
    """Whether a paragraph stands where a script will put the text, or asks for scripts.

    >>> is_placeholder("請啟用JavaScript以瀏覽本網站。"), is_placeholder("當局啟用新網站。")
    (True, False)
    """
    return len(text) <= _LONGEST_ADVICE and _patterns()["placeholder"](text) is not None


def _is(kind: str, text: str) -> bool:
    return len(text) <= _LONGEST and _patterns()[kind](text) is not None


class PagePart(NamedTuple):
    """A row of data/page_parts."""

    kind: Literal[
        "small print",
        "related",
        "section",
        "control",
        "editor",
        "earlier title",
        "later title",
        "placeholder",
        "date label",
    ]
    pattern: str
    example: str
    except_: str


@cache
def page_parts() -> Facts[PagePart]:
    """What stands on a news page beside its article."""
    return read_facts(Path(__file__).parent / "data" / "page_parts" / "page_parts.tsv", PagePart)


@cache
def _patterns() -> dict[str, Callable[[str], re.Match[str] | None]]:
    rows: dict[str, list[str]] = {}
    for part in page_parts():
        rows.setdefault(part.kind, []).append(part.pattern)
    return {kind: re.compile(rf"\s*(?:{'|'.join(each)})\s*", re.I).fullmatch for kind, each in rows.items()}
