"""What a page says about its article: the title, and who published it, when, and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import islice
from typing import Any

from companion.source.kinds import is_byline
from companion.source.web.elements import PageElement, bare, tag_of, text_of, title_of
from companion.source.web.furniture import is_control, is_date_label, is_other_title

__all__ = ["About", "Headline", "about", "date_in", "headline_of", "is_about", "is_dated", "is_told"]

_NUMERALS = "〇零○一二三四五六七八九十"
_TIME = r"(?:[\sT　,，]*(?:[上下]午|凌晨|早上|晚上)?\s*\d{1,2}[:：時时點点]\d{2}(?:[:：分]\d{2}秒?|分)?(?:[+-]\d{2}:?\d{2}|Z)?)?"
_DATE = re.compile(
    rf"(?<![\d./-])(?:(?P<era>(?:中[華华])?民[國国])\s*)?(?P<y>(?:19|20)\d\d|(?<=國)\d{{2,3}}|(?<=国)\d{{2,3}}|(?<=國 )\d{{2,3}}|1[0-3]\d)\s?[-/.年]\s?(?P<m>\d{{1,2}})\s?[-/.月]\s?(?P<d>\d{{1,2}})(?!\d)\s?日?{_TIME}"
    rf"|(?<![\d./-])(?P<da>\d{{1,2}})(?P<sep>[-/.])(?P<mo>\d{{1,2}})(?P=sep)(?P<ye>20\d\d)(?![\d./-]){_TIME}(?:\s*(?:HKT|CST|GMT|UTC))?"
    rf"|(?P<hy>[{_NUMERALS}]{{4}})年(?P<hm>[{_NUMERALS}]{{1,3}})月(?P<hd>[{_NUMERALS}]{{1,3}})日{_TIME}"
)
_DAY = re.compile(
    rf"(?<![\d./-])(?P<m>0?[1-9]|1[0-2])[-/月](?P<d>[0-3]?\d)日?\s?(?=\d{{2}}:\d{{2}}|$|\s){_TIME}"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH = re.compile(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(?P<m>{'|'.join(_MONTHS)})[a-z]*\.? (?P<d>\d{{1,2}}),? (?:\d\d:\d\d(?::\d\d)? (?:[+-]\d{{4}} )?)?(?P<y>20\d\d)|(?P<d2>\d{{1,2}}) (?P<m2>{'|'.join(_MONTHS)})[a-z]*\.? (?P<y2>20\d\d)",
    re.I,
)
_VALUE = (
    r"\s*([^\s|｜/／:：,，;；()（）【】\[\]]{2,20}(?: [A-Za-z][^\s|｜/／:：,，;；()（）【】\[\]]{1,20})?)"
)
_SOURCE = re.compile(
    r"(?:(?:文章|新聞|新闻|稿件|本文|信息|資料|资料)?[來来]源(?:於|于)?\s*[:：]?|[發发][布佈](?:單位|单位|機關|机关)\s*[:：])"
    + _VALUE
)
_AUTHOR = re.compile(
    r"(?<![責责])(?:(?:作者(?:[為为](?=\s))?|撰文|記者|记者|採訪|采访|採寫|采写|撰稿)\s*[:：／/|｜]?|(?<![^\s|｜])(?:文字|文)\s*[:：／/|｜])"
    + _VALUE
    + r"|\bby\s+([\w·]{2,20}(?: [A-Z]\w+){0,2})",
    re.I,
)
_LABELS = re.compile(
    r"[發发][布佈](?:單位|单位|機關|机关)\s*[:：]|(?:發布|发布|發佈|發表|发表|出版|刊登|上稿|建立|修訂|修订|更新|最後更新|最后更新)?(?:時間|时间|日期|於|于)?(?<!\s)\s*[:：]|(?:發布|发布|發佈|發表于|发表于|更新)(?:時間|时间|日期|於|于)?"
    r"|(?:本文|文章|新聞|新闻|稿件)?(?:[來来]源|作者[為为]?|撰文|採訪|采访|採寫|采写|撰稿|記者|记者|文字|(?<![\u4e00-\u9fff])文)\s*[:：／/]|(?:[來来]源|作者(?:[為为](?!\S))?)|posted (?:on|by)|\bby\b|(?:星期|週|周|礼拜|禮拜)[一二三四五六日天]|最後|最后|首次",
    re.I,
)
_EDITOR = re.compile(
    r"(?:責任|责任|執行|执行)?(?:編輯|编辑|責編|责编|校對|校对|編審|编审|審核|审核|[監监][製制]|主編|主编)\s*[:：][\s\n]*[\w·]{2,16}"
)
_PICTURED = re.compile(r"(?:[攝摄]影|(?<![\u4e00-\u9fff])[圖图]片?)\s*[:：／/]\s*[\w·]{2,16}")
_AGO = re.compile(r"(?:(?<!\d)\d+|半|幾|几)\s*(?:分鐘|分钟|小時|小时|天|日)前|(?:昨天|今天|前天|刚刚|剛剛)$")
_OF_ARTICLE = re.compile(
    "(?:本文|文章|新聞|新闻|稿件)[來来]源|(?:編輯|编辑)[:：]"
)  # 來源： alone may be a picture's
_WECHAT_TIME = re.compile(r"\bvar ct ?= ?[\"'](\d{10})[\"']")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,12}|[A-Z][\w.]*(?: [A-Z][\w.]*){1,3}")
_REPORTER = re.compile(
    r"(?:記者|记者|特派員)\s*(?:([^\s／/、，：:（）()]{2,4}?)(?=[綜综]?合?(?:報道|報導|报道|报导|攝|摄))"
    r"|([^\s／/、，：:（）()]{2,4}(?:、[^\s／/、，：:（）()]{2,4})*))"
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish-date",
    "publish_date", "og:release_date", "og:time", "date", "dc.date", "dc.date.issued", "weibo: article:create_at", "datecreated", "dateupdate",
)  # fmt: skip
# What pages call the element that names who wrote, and who published.
_NAMES_AUTHOR = re.compile(
    r"(?:^|[-_\s])(?:author|byline|rich_media_meta_text|writer|reporter|journalist|penname|authi|vcard|u(?:ser)?-?name)(?:$|[-_\s\d]|s$|name|info)",
    re.I,
)
_NAMES_SOURCE = re.compile(
    r"(?:^|[-_\s])(?<!rich_)(?:source|media|publisher|origin|provider|nickname|laiyuan|mp-?name|js_name|site-?name)(?:$|[-_\s\d]|name)",
    re.I,
)
_NAMES_TITLE = re.compile(
    r"(?:^|[-_\s])(?:[a-z]{0,7}title\d?|headline|heading|subject|biaoti|tit|bt)(?:$|[-_\s])", re.I
)
_NAMES_PLACE = re.compile(r"(?:^|[-_])ip[-_]?(?:wording|location)", re.I)  # from where it was sent
_OUTLET = r"\S{0,10}(?:[報报社網网]|新聞|新闻|電視|电视|電台|电台|[週周]刊|在線|在线)"
_WRITER_AND_PLACE = re.compile(
    rf"(?P<who>[\u4e00-\u9fff]{{2,4}})\s*[/／]\s*(?:[^\s/／]{{0,8}}(?:[報报][導导道]|綜合|综合)|(?P<outlet>{_OUTLET}))(?=$|\s)"
)
_NOBODY = re.compile(
    "(?:本[報报網网台刊]|本站|特[約约])?(?:記者|记者|編輯|编辑|通訊員|通讯员|綜合|综合|整理|報[導道]|报[导道])+"
)
_REPORT = re.compile("(?:報導|報道|报道|[綜综]合)$")
_SITE = re.compile(r"[^\s，。！？：]{2,14}")
_LONGEST = 90
_LONGEST_TITLE = 120
_NEAR, _BELOW_LEAD = 6, 4
_PAGE = re.compile(
    r"第?\s*[A-Z]?\d{1,3}\s*版(?:[：:]\s*\S{1,8})?|(?<![A-Za-z\d])[A-Z]\d{1,2}(?:[ ：:·][\u4e00-\u9fff]{2,4}|(?=\s|$|[|｜]))"
)
_WEEKDAY = re.compile(r"[（(]?(?:星期|週|周|礼拜|禮拜)[一二三四五六日天][）)]?")
# What ends a label: such a one before a date says of what it is the date.
_ENDS_LABEL = re.compile(
    r"(?:[:：]|日期|時間|时间|限期|期限|有效期|到期|日|[至於于在自從从為为是]|截止|出生|逝世|去世|開始|开始|結束|结束|生效|舉行|举行|[開开閉闭]幕)$"
)
_OF_EVENT = re.compile(  # what follows the date of an event
    r"日?(?:之前|以前|前(?![線线沿方])|起|止|截止|屆滿|届满)|\s*(?:[至到]|[-–—~～]\s*\d|截止|生效|舉行|举行|召開|召开|[開开閉闭]幕|出生|逝世|去世)"
)
_OF_REVISION = re.compile("更新|修[訂订改]|更正|updated?|modified", re.I)
_PLACE = re.compile(
    r"(?:活動|活动|比賽|比赛|集合)?(?:地[點点址]|會場|会场|場地|场地|[費费]用|票[價价]|報名|报名)"
)
_BARE_LABEL = re.compile(r"\s*(?:日期|時間|时间)\s*[:：]?")
_LONGEST_LABEL = 14
_REVISED = re.compile(
    rf"[^，。]{{0,6}}最[後后](?:修[訂订改]|更新|[編编][輯辑])(?:日期|[時时][間间])?\s*[於于在:：]?\s*(?:{_DATE.pattern})"
)
_LABEL_OF_TITLE = re.compile(r"(?:標題|标题|主旨|主題|主题|題目|题目|subject)\s*[:：]?", re.I)


@dataclass(frozen=True, slots=True)
class Headline:
    """The article's title, and the place of the element that shows it."""

    text: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Who published an article, when (2019-11-25, or as the page has it), who wrote it, and the places of the elements that say so.

    `first` is the place where the text begins.
    """

    source: str = ""
    date: str = ""
    author: str = ""
    places: tuple[int, ...] = ()
    first: int = 0


def headline_of(root: Any, found: Sequence[PageElement], body: Sequence[int]) -> Headline:
    """The title: the element that the page's `title` begins with, else its only `h1`, else that title itself."""
    first = next(
        (i for i in body if not found[i].is_heading and len(found[i].text) > 40), body[0] if body else 0
    )
    for i, element in enumerate(found[: first + 1]):
        if len(element.runs) > 1 and _LABEL_OF_TITLE.fullmatch(element.runs[0]):
            return Headline(" ".join(element.runs[1:]), i)
    named = [bare(t) for t in _titles(root)]
    best: int | None = None
    for i, element in enumerate(found[: first + 1]):
        text = bare(element.text)
        if 4 <= len(text) <= _LONGEST_TITLE and not element.is_links and any(text in t for t in named):
            heading = tag_of(element.node) in ("h1", "h2", "h3")
            if best is None or (len(text), heading) >= (
                len(bare(found[best].text)),
                tag_of(found[best].node) in ("h1", "h2", "h3"),
            ):
                best = i
    shown = [
        i
        for i, e in enumerate(found)
        if tag_of(e.node) == "h1" and i <= first and len(e.text) <= _LONGEST_TITLE
    ]
    if best is None and len(shown) == 1:
        best = shown[0]
    if best is None:  # a title under the text
        below = [
            i for i, e in enumerate(found) if tag_of(e.node) == "h1" and any(bare(e.text) in t for t in named)
        ]
        best = below[0] if len(below) == 1 and len(found[below[0]].text) <= _LONGEST_TITLE else None
    if best is not None:
        return Headline(found[best].text, best)
    called = [
        i
        for i in range(max(0, first - _NEAR), first + 1)
        if found[i].block.kind == "headline" and not found[i].is_links and _is_called_title(found[i])
    ]
    if called:  # the page's own title names the site alone
        return Headline(found[called[-1]].text, called[-1])
    above = _heading_above(found, first)
    if above is not None and not any(bare(t) in "".join(named) for t in found[above].runs):
        return Headline(found[above].text, above)
    for text in _titles(root):
        return Headline(re.split(r"\s*[|｜_]\s*|\s+[-–—]\s+", text)[0])
    return Headline("")


def _heading_above(found: Sequence[PageElement], first: int) -> int | None:
    """The place of the heading right above the text, with nothing between them but who wrote it, and when."""
    for i in range(first - 1, max(-1, first - _NEAR), -1):
        if (found[i].is_heading or _is_set_off(found[i])) and not found[i].linked and len(found[i].text) >= 4:
            return None if found[i].part or found[i].mark else i
        if not (_facts(found[i]).date or found[i].block.kind == "byline" or is_control(found[i].text)):
            return None
    return None


def _is_set_off(element: PageElement) -> bool:
    """Whether all of a short text is bold or in a larger type, as the title on an old page, in a table's cell."""
    return len(element.text) <= _LONGEST_TITLE and all(
        any(
            tag_of(e) in ("b", "strong", "big") or re.match(r"\+?[4-7]", e.get("size") or "")
            for e in (node, *islice(node.iterancestors(), 4))
        )
        for node in element.nodes
    )


def _is_called_title(element: PageElement) -> bool:
    around = [element.node, *element.node.iterancestors()][:3]
    return any(_NAMES_TITLE.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in around)


def about(
    root: Any,
    found: Sequence[PageElement],
    body: Sequence[int],
    headline: Headline,
    data: Sequence[dict[str, Any]],
) -> About:
    """What stands between the title and the text, and near them; what the page's own data say where it shows nothing."""
    if not found:
        return About()
    first = body[0] if body else 0
    top = headline.place if headline.place is not None else max(0, first - _NEAR)
    end = max((i for i in body if "。" in found[i].text), default=first)
    text_begins = next(
        (i for i in body if i > top and (len(found[i].text) > 40 or "。" in found[i].text)), first
    )
    after_title = range(top + 1, max(text_begins, top + 1) + 1)
    around = [
        *after_title,
        *(
            i
            for i in range(text_begins + 1, min(len(found), text_begins + _BELOW_LEAD))
            if _is_line(found[i])
        ),
        *range(top - 1, max(-1, top - _NEAR), -1),
        *range(end + 1, min(len(found), end + _NEAR)),
    ]
    date = revised = source = author = ""
    places = []
    for i in dict.fromkeys(i for i in around if 0 <= i < len(found)):
        element = found[i]
        facts = _facts(element)
        if facts.date and _is_event(found, i):
            facts = About(author=facts.author)
        in_zone = i in after_title and i < text_begins
        if (
            len(element.text) > _LONGEST
            or element.block.kind == "caption"
            or i == headline.place
            or (i in body and i > first and not in_zone and not _is_line(element))
        ):
            continue
        if i > end and not in_zone and not facts.date and not _OF_ARTICLE.search(element.text):
            continue
        if not date and facts.date and (in_zone or _is_line(element)):
            if _is_revision(element.text, facts.date):
                revised = revised or facts.date
            else:
                date = facts.date
            places.append(i)
            source = source or facts.source
            author = author or facts.author
        elif facts.source or facts.author:
            if _is_line(element) or in_zone:
                source, author = source or facts.source, author or facts.author
                places.append(i)
        elif facts.date and facts.date == date:
            places.append(i)
    date = date or revised
    told = _told_date(root, data)
    if told and (not date or (len(date) < 8 and told.endswith(date))):
        date = told
    writer = _told_author(root, data, {r for i in around if 0 <= i < len(found) for r in found[i].runs})
    if source and source in writer.split("、"):
        if any(source == _named(found[i])[0] for i in places):
            writer = ""  # a page's data call the publisher its author
        else:
            source, author = "", author or source
    author = author or writer
    date = date or _dateline(found[text_begins].text) or _revised(found)
    author = "" if author == source else author
    source = source or _told_source(data) or _told_site(root, found, headline)
    return About(source, date, author, tuple(places), text_begins)


def _dateline(text: str) -> str:
    """The date in brackets with which a press release begins: （香港，2026年11月18日）…"""
    opened = re.match(r"\s*[（(【]([^（）()【】]{6,40})[）)】]", text)
    return _published(opened[1]) if opened else ""


def _revised(found: Sequence[PageElement]) -> str:
    """The date on which a page says at its end that it was last revised: 本頁面最後修訂於2026年8月3日."""
    for element in reversed(found):
        if len(element.text) <= _LONGEST and (said := _REVISED.match(element.text)):
            return date_in(said[0])
    return ""


def _published(text: str) -> str:
    """The date of publication in a line: its first one of which no label, and nothing behind it, says that it is another's.

    >>> [_published(t) for t in ("發佈日期：2026年11月28日", "截止日期：2026年12月31日", "晨報 2026-11-28", "有效期至2028年6月30日")]
    ['2026-11-28', '', '2026-11-28', '']
    """
    revised = ""
    for pattern in (_DATE, _ENGLISH, _DAY):
        dates = list(pattern.finditer(text))
        for found in dates:
            label = _label(text[: found.start()])
            if not (
                (found is not dates[0] and re.search(r"[\d日]\s*[-–—~～]\s*$", text[: found.start()]))
                or _OF_EVENT.match(_WEEKDAY.sub("", text[found.end() :]))
                or _is_other_label(label)
                or (_BARE_LABEL.fullmatch(label) and _PLACE.search(text))
            ):
                if not _OF_REVISION.search(label):
                    return date_in(found[0])
                revised = revised or date_in(found[0])
        if dates:
            break
    return revised


def _is_revision(text: str, date: str) -> bool:
    """Whether a line's only date is the one on which the text was last changed: 最後更新：2026-11-21."""
    found = _OF_REVISION.search(text)
    return bool(date) and found is not None and not date_in(text[: found.start()]) and date_in(text) == date


def _label(before: str) -> str:
    """What stands right before a date, with its colon: 截止日期： of 招聘 | 截止日期：."""
    before = re.sub(r"\s*[:：]\s*$", "：", _WEEKDAY.sub(" ", before)).rstrip()
    if words := re.search(r"(?:[A-Za-z]+ ){0,3}[A-Za-z]+：?$", before):
        return words[0]
    return re.split(r"[|｜/／\s,，;；。（）()【】\[\]・·]+|[:：](?!$)", before)[-1]


def _is_other_label(label: str) -> bool:
    return _ENDS_LABEL.search(label) is not None and not is_date_label(label.rstrip(":： "))


def _is_event(found: Sequence[PageElement], place: int) -> bool:
    """Whether the elements beside a date say that it is an event's: its label in the cell before it, or a place with it."""
    before = found[place - 1].text if place else ""
    label = _label(f"{before} ".rstrip()) if len(before) <= _LONGEST_LABEL and not date_in(before) else ""
    if label and _is_other_label(label):
        return True
    if not (_BARE_LABEL.match(found[place].text) or _BARE_LABEL.fullmatch(label)):
        return False
    beside = (found[i].text for i in range(max(0, place - 3), min(len(found), place + 4)))
    return any(len(text) <= _LONGEST and _PLACE.match(text) for text in beside)


def is_about(element: PageElement, facts: About, where: str = "") -> bool:
    """Whether an element says nothing but what is in `facts`: 2019-09-07 13:43　来源: 新京报　举报.

    `where` is "above" or "below" where it stands above or below the text: （原標題：…） is no part of it either.
    """
    if len(element.text) > _LONGEST:
        return False
    if where and is_other_title(element.text, where == "above"):
        return True
    own = _facts(element)
    if (
        own.date not in ("", facts.date, facts.date[5:])
        or own.source not in ("", facts.source, facts.author)
        or own.author not in facts.author
    ):
        return False
    if not (own.date or own.source or own.author) or (
        where == "below" and not (own.date or _OF_ARTICLE.search(element.text))
    ):
        return False
    rest = _WRITER_AND_PLACE.sub(
        "\n", _rest(_shown(element), (own.source, own.author, facts.source, facts.author))
    )
    rest = re.sub(r"[/／][ ]*\S{0,8}(?:報導|報道|报道)", "\n", rest)
    return not re.search(r"[^\W\d_]", rest)


def is_told(element: PageElement, facts: About) -> bool:
    """Whether all that an element says is in `facts`: no editor's name, and nothing to press, stands in it beside that.

    What is no paragraph of an article and not told so belongs to what was left out.
    """
    if not is_about(element, facts) or _facts(element).date not in ("", facts.date, facts.date[5:]):
        return False
    known = (*facts.author.split("、"), facts.source, facts.author)
    rest = _without_facts("\n".join(element.runs) or element.text, known)
    return not re.search(r"[^\W\d_]", _LABELS.sub("", rest))


def date_in(text: str) -> str:
    """The first date of a text as 2026-11-26; one without a year as 11-26; empty without any.

    >>> [date_in(t) for t in ("2019年9月7日 13:43", "二〇二六年十一月二十六日", "民國114年3月5日", "115/11/20", "20/11/2026", "10-08 12:00", "Nov 25, 2019")]
    ['2019-09-07', '2026-11-26', '2025-03-05', '2026-11-20', '2026-11-20', '10-08', '2019-11-25']
    """
    if found := _DATE.search(text):
        if found["hy"]:
            year, month, day = (_count(found[g]) for g in ("hy", "hm", "hd"))
        elif found["ye"]:  # 20/11/2026; 11/20/2026 can only be the American way
            year, month, day = int(found["ye"]), int(found["mo"]), int(found["da"])
            month, day = (day, month) if month > 12 else (month, day)
        else:
            year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
            year += 1911 if year < 1000 else 0
        return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
    if found := _ENGLISH.search(text):
        name = (found["m"] or found["m2"])[:3].lower()
        return f"{found['y'] or found['y2']}-{_MONTHS.index(name) + 1:02}-{int(found['d'] or found['d2']):02}"
    if found := _DAY.search(text):
        return f"{int(found['m']):02}-{int(found['d']):02}"
    return ""


def _count(numerals: str) -> int:
    digits = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
    if "十" not in numerals:
        return int("".join(str(digits[c]) for c in numerals))
    tens, _, ones = numerals.partition("十")
    return 10 * (digits[tens] if tens else 1) + (digits[ones] if ones else 0)


def _is_line(element: PageElement) -> bool:
    """Whether an element is nothing but such a line."""
    facts = _facts(element)
    return not re.search(
        r"[^\W\d_]", _rest(_PICTURED.sub("\n", _shown(element)), (facts.source, facts.author))
    )


def is_dated(element: PageElement) -> bool:
    """Whether an element says when the article was published, or by whom, and nothing else: 2026-11-20 08:15 来源：新城网."""
    facts = _facts(element)
    return bool(facts.date or facts.source) and len(element.text) <= _LONGEST and _is_line(element)


def _shown(element: PageElement) -> str:
    """The text of an element without what is to be pressed in it."""
    runs = [
        run
        for run, node in zip(element.runs, element.nodes or element.runs, strict=False)
        if not is_control(run) and (isinstance(node, str) or not _NAMES_PLACE.search(node.get("id") or ""))
    ]
    return element.text if len(runs) == len(element.runs) == 1 else "\n".join(runs)


def _rest(text: str, known: Sequence[str]) -> str:
    """What is left of a line without its date, labels, names and things to press."""
    dated = bool(date_in(text))
    text = _without_facts(text, known)
    text = _LABELS.sub("\n", _EDITOR.sub("\n", _PAGE.sub("\n", text)))
    if dated:
        text = re.sub(r"(?:本[報报])?(?:記者|记者)[ \t]*(?=\n|$)", "\n", text)
    return "\n".join(
        part
        for part in re.split(r"[\n|｜　]+|\s{2,}", text)
        if part.strip() and not is_control(part) and not (dated and is_date_label(part.strip(" :：")))
    )


def _without_facts(text: str, known: Sequence[str]) -> str:
    """A line without its date and these names."""
    for pattern in (_DATE, _ENGLISH, _DAY, _AGO):
        text = pattern.sub("\n", text)
    for name in sorted(filter(None, known), key=len, reverse=True):
        text = re.sub(rf"{re.escape(name)}(?:[ \t]?[（(][^（）()\n]{{1,20}}[）)])?", "\n", text)
    return text


def _facts(element: PageElement) -> About:
    """The date, source and author in one line."""
    text = _shown(element)
    date = _published(element.text)
    source, author = _named(element)
    if found := _SOURCE.search(text):
        source = _clipped(found[1])
    if (found := _WRITER_AND_PLACE.match(text)) and len(element.text) <= _LONGEST:
        author, source = author or found["who"], source or found["outlet"] or ""
    if author:
        pass
    elif is_byline(element.text) or date or source:
        if found := _REPORTER.search(text) or _AUTHOR.search(text):
            author = _clipped(next(filter(None, found.groups())))
    elif (found := re.match(r"(?:作者|文|撰文|記者|记者)\s*[:：／/|｜\n]" + _VALUE, text)) is not None:
        author = _clipped(found[1])
    if (date or _AGO.search(element.text)) and not source:
        rest = [p.strip() for p in _rest(text, (author,)).split("\n") if p.strip()]
        if (
            len(rest) == 1
            and 2 <= len(rest[0]) <= 12
            and not _REPORT.search(rest[0])
            and not re.search("[，。！？；：、,]|[圖图攝摄影文][／/]", rest[0])
            and re.search("[\u4e00-\u9fffA-Za-z]", rest[0])
            and not re.search(rf"{re.escape(rest[0])}(?:日期?|[時时][間间]|期)?\s*[:：]", text)
        ):
            outlet = re.match(rf"({_OUTLET})\s+\S{{2,4}}$", rest[0])  # and its section
            source = outlet[1] if outlet else rest[0]
    source, author = ("" if _NOBODY.fullmatch(name) else name for name in (source, author))
    return About(source, date, author)


def _named(element: PageElement) -> tuple[str, str]:
    """The publisher and the author that the page calls so by the names of its elements."""
    if len(element.text) > _LONGEST or "。" in element.text:
        return "", ""
    source: list[str] = []
    author: list[str] = []
    for run, node in zip(element.runs, element.nodes, strict=False):
        while node is not None:
            name = f"{node.get('class') or ''} {node.get('id') or ''}"
            said = f"{node.get('itemprop') or ''} {node.get('rel') or ''}"
            to = (
                author
                if "author" in said or _NAMES_AUTHOR.search(name)
                else source
                if _NAMES_SOURCE.search(name)
                else None
            )
            if to is not None:
                if not is_control(run) and not date_in(run) and not _AGO.search(run):
                    to.append(run)
                break
            if node is element.node:
                break
            node = node.getparent()
    return _name_in(source), _name_in(author)


def _name_in(runs: Sequence[str]) -> str:
    """The name in what a page calls the author or the source; empty where it is no name."""
    text = _LABELS.sub("\n", "\n".join(runs))
    text = re.sub(
        r"^\s*(?:本[報报]|特[約约])?(?:記者|记者|特派員|特派员|撰文|圖|文|by)\s*[:：／/|｜]?\s*",
        "",
        text.strip(),
        flags=re.I,
    )
    names = [n for part in re.split(r"[\n/／|｜、,，&]+", text) if (n := part.strip(" :：·-"))]
    return names[0] if names and len(names[0]) <= 20 and re.search(r"[^\W\d_]", names[0]) else ""


def _clipped(value: str) -> str:
    """A name without the label or the thing to press that follows it."""
    value = re.split(r"\n|(?:責任|责任)?(?:編輯|编辑)|作者|記者|记者|发布|發布", value)[0].strip()
    return re.sub(r"(?:举报|舉報|分享|评论|評論|订阅|訂閱|关注|追蹤)$", "", value).strip(" :：-|")


def _titles(root: Any) -> Iterator[str]:
    title = title_of(root)
    for hit in (
        *root.xpath(".//meta[@property='og:title']/@content"),
        "" if title is None else text_of(title),
        *root.xpath(".//meta[@name='twitter:title']/@content"),
    ):
        if text := " ".join(hit.split()):
            yield text


def _told_date(root: Any, data: Sequence[dict[str, Any]]) -> str:
    told: dict[str, str] = {}
    for meta in root.iter("meta"):
        for key in ("property", "name", "itemprop"):
            name = (meta.get(key) or "").strip().lower()
            if name in _PUBLISHED and (date := date_in(meta.get("content") or "")):
                told.setdefault(name, date)
    for name in _PUBLISHED:
        if name in told:
            return told[name]
    for item in data:
        for key in ("datePublished", "pubDate", "dateCreated"):
            if isinstance(item.get(key), str) and (date := date_in(item[key])):
                return date
    if date := _wechat_date(root):
        return date
    for element in root.iter("time"):
        beside = text_of(element.getparent())
        if len(beside) <= _LONGEST and date_in(beside) and not _published(beside):
            continue
        if date := date_in(element.get("datetime") or ""):
            return date
    for element in root.xpath(".//*[@itemprop='datePublished']"):
        if date := date_in(element.get("content") or element.get("datetime") or text_of(element)):
            return date
    return ""


def _wechat_date(root: Any) -> str:
    """The day, in Hong Kong, of a WeChat article, which its script shows as 昨天: var ct = "1581517074"."""
    for script in root.iter("script"):
        if found := _WECHAT_TIME.search(script.text or ""):
            day = datetime.fromtimestamp(int(found[1]), timezone(timedelta(hours=8)))
            return day.strftime("%Y-%m-%d")
    return ""


def _told_site(root: Any, found: Sequence[PageElement], headline: Headline) -> str:
    """The name of the site: as its data say, or the end of the page's title that the page shows again beside the article."""
    for path in (".//meta[@property='og:site_name']/@content", ".//meta[@name='application-name']/@content"):
        for hit in root.xpath(path):
            if _SITE.fullmatch(hit.strip()):
                return str(hit.strip())
    for title in _titles(root):
        parts = [p.strip() for p in re.split(r"\s*[|｜_]\s*|\s+[-–—]\s+|\s*[–—]\s+", title)]
        outlet = next((p for p in reversed(parts) if re.fullmatch(_OUTLET, p)), "")  # 要聞 may follow it
        last = outlet or parts[-1]
        shown = any(e.get("alt") == last for e in root.iter("img")) or any(
            bare(e.text) == bare(last) or last in e.runs or (e.mark == "small print" and last in e.text)
            for e in found
        )
        if len(parts) > 1 and _SITE.fullmatch(last) and last not in headline.text and shown:
            return last
    return ""


def _told_author(root: Any, data: Sequence[dict[str, Any]], shown: Container[str]) -> str:
    """The authors that the page's data name; one that its head names where the page shows the name beside the text."""
    names = [
        name
        for hit in root.xpath(
            ".//meta[@name='author' or @property='article:author' or @name='dc.creator']/@content"
        )
        if _PERSON.fullmatch(name := hit.strip()) and name in shown
    ]
    for item in data:
        author = item.get("author")
        for one in author if isinstance(author, list) else [author]:
            if isinstance(one, dict) and "rganization" not in str(one.get("@type")):
                one = one.get("name")
            if isinstance(one, str) and _PERSON.fullmatch(one.strip()):
                names.append(one.strip())
    return "、".join(dict.fromkeys(names[:4]))


def _told_source(data: Sequence[dict[str, Any]]) -> str:
    for item in data:
        publisher = item.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else None
        if isinstance(name, str) and 2 <= len(name.strip()) <= 30:
            return " ".join(name.split())
    return ""
