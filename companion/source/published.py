"""Who published an article, when, and who wrote it: what the lines around its text say of it, on a page and in a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from companion.source.imprint import (
    AUTHOR,
    LONGEST,
    OUTLET,
    PLACE_AND_WRITER,
    REPORTER,
    SOURCE,
    is_ago,
    is_caption,
    is_event,
    is_imprint,
    is_picture_file,
    is_revision,
    narrow,
    published_in,
    rest_of,
    without_pictures,
)
from companion.source.kinds import is_byline

__all__ = ["Credit", "Gathered", "credit_in", "dateline_of", "is_only_credit", "said_by"]

_NEAR = 6  # lines before and after a text, in which it is said
_NOBODY = re.compile(
    "(?:本[報报網网台刊]|本站|特[約约])?(?:記者|记者|編輯|编辑|通訊員|通讯员|綜合|综合|整理|報[導道]|报[导道])+|(?:互[聯联])?[網网](?:[絡络路上])?(?:[圖图]片)?|由"
)
_REPORT = re.compile("(?:報導|報道|报道|[綜综]合)$")
_WROTE = re.compile(
    r"(?:作者|文|撰文|記者|记者|報道|报道|報導)\s*[:：／/|｜\n]\s*([^\s|｜/／:：,，;；()（）【】\[\]]{2,20})"
)
_REPORTS = re.compile(r"[●■◆\s]*([\u4e00-\u9fff]{2,4})[\s／/]+[^\s，。]{0,6}(?:報道|报道|報導|整理|撰文)")


@dataclass(frozen=True, slots=True)
class Credit:
    """Who published an article, when (2019-11-25, or as a line has it), and who wrote it; each empty where nothing says it."""

    source: str = ""
    date: str = ""
    author: str = ""


@dataclass(slots=True)
class Gathered:
    """What several lines say, the first of each: `revised` is a date on which a text was only changed."""

    source: str = ""
    date: str = ""
    author: str = ""
    revised: str = ""

    def takes(self, text: str, said: Credit, by_itself: bool) -> bool:
        """Whether a line adds to it, or says the same date again; `by_itself` where it says nothing else."""
        if not self.date and said.date and by_itself:
            if is_revision(text, said.date):
                self.revised = self.revised or said.date
            else:
                self.date = said.date
        elif not (said.source or said.author):
            return bool(said.date) and said.date == self.date
        elif not by_itself:
            return False
        self.source, self.author = self.source or said.source, self.author or said.author
        return True


def credit_in(text: str, shown: str = "", named: tuple[str, str] = ("", "")) -> Credit:
    """The date, source and author in one line.

    Args:
        text: The line.
        shown: The same without what is to be pressed in it.
        named: The source and the author that a page calls so by the names of its elements.

    >>> credit_in("2026年11月3日 來源：晨報 作者：陳小美")
    Credit(source='晨報', date='2026-11-03', author='陳小美')
    >>> credit_in("圖片來源：新華社")
    Credit(source='', date='', author='')
    """
    shown = narrow(without_pictures(shown or text))
    date = published_in(text)
    source, author = named
    if found := SOURCE.search(shown):
        source = _clipped(found[2])
    if (found := PLACE_AND_WRITER.match(shown)) and len(text) <= LONGEST:
        author, source = author or found["who"], source or found["outlet"] or ""
    if author:
        pass
    elif is_byline(text) or date or source:
        if found := REPORTER.search(shown) or AUTHOR.search(shown) or _REPORTS.match(shown):
            author = _clipped(next(filter(None, found.groups())))
    elif (found := _WROTE.match(shown)) is not None:
        author = _clipped(found[1])
    if (date or is_ago(text)) and not source:
        rest = [p.strip() for p in rest_of(shown, (author,)).split("\n") if p.strip()]
        if (
            len(rest) == 1
            and 2 <= len(rest[0]) <= 12
            and not _REPORT.search(rest[0])
            and not re.search("[，。！？；：、,]|[圖图攝摄影文][／/]", rest[0])
            and re.search("[\u4e00-\u9fffA-Za-z]", rest[0])
            and not re.search(rf"{re.escape(rest[0])}(?:日期?|[時时][间間]|期)?\s*[:：]", shown)
        ):
            outlet = re.match(rf"({OUTLET})\s+\S{{2,4}}$", rest[0])  # and its section
            source = outlet[1] if outlet else rest[0]
    source, author = (
        "" if _NOBODY.fullmatch(name) or is_picture_file(name) else name for name in (source, author)
    )
    return Credit(source, date, author)


def is_only_credit(text: str, said: Credit, shown: str = "") -> bool:
    """Whether a line says what is `said`, and nothing else."""
    rest = rest_of(without_pictures(shown or text), (said.source, said.author))
    return not re.search(r"[^\W\d_]", rest)


def dateline_of(text: str) -> str:
    """The date in brackets with which a press release begins: （香港，2026年11月18日）…"""
    opened = re.match(r"\s*[（(【]([^（）()【】]{6,40})[）)】]", text)
    return published_in(opened[1]) if opened else ""


def said_by(texts: Sequence[str]) -> tuple[Credit, list[int]]:
    """What the lines of a file before and after its text say of it, and the places of those that say nothing else.

    >>> said_by(["颱風襲港", "2026年11月3日 星期二", "記者 陳大文", "天文台昨日發出八號風球，全港學校停課。", "來源：晨報"])
    (Credit(source='晨報', date='2026-11-03', author='陳大文'), [1, 2, 4])
    """
    prose = [i for i, text in enumerate(texts) if len(text) > 40 or "。" in text]
    if not prose:
        return Credit(), []
    first, last = prose[0], prose[-1]
    gathered, places = Gathered(), []
    for i in (*range(max(0, first - _NEAR), first), *range(last + 1, min(len(texts), last + 1 + _NEAR))):
        said = credit_in(texts[i])
        if i and is_caption(texts[i - 1]) and said.source and not said.date:
            places.append(i)  # the picture's
            continue
        if not (is_imprint(texts[i], True) or is_byline(texts[i])) or (said.date and is_event(texts, i)):
            continue
        if gathered.takes(texts[i], said, True):
            places.append(i)
    date = gathered.date or gathered.revised or dateline_of(texts[first])
    author = "" if gathered.author == gathered.source else gathered.author
    return Credit(gathered.source, date, author), places


def _clipped(value: str) -> str:
    """A name without the label or the thing to press that follows it."""
    value = re.split(r"\n|只看|(?:責任|责任)?(?:編輯|编辑)|作者|記者|记者|发布|發布", value)[0].strip()
    return re.sub(r"(?:举报|舉報|分享|评论|評論|订阅|訂閱|关注|追蹤)$", "", value).strip(" :：-|《》")
