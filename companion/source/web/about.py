"""What a page says about its article: the title, and who published it, when, and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import islice
from typing import Any

from companion.source.imprint import (
    LABELS,
    LONGEST,
    OUTLET,
    PLACE_AND_WRITER,
    date_in,
    dates_in,
    fields_of,
    is_ago,
    is_event,
    published_in,
    rest_of,
    without_facts,
)
from companion.source.published import (
    Credit,
    Gathered,
    credit_in,
    dateline_of,
    is_only_credit,
    is_prose_line,
    writer_of,
)
from companion.source.web.elements import PageElement, bare, tag_of, text_of, title_of
from companion.source.wording import is_control, is_other_title

__all__ = ["About", "Headline", "about", "headline_of", "is_about", "is_dated", "is_told"]

_OF_ARTICLE = re.compile(
    "(?:本文|文章|新聞|新闻|稿件)[來来]源|(?:編輯|编辑)[:：]"
)  # 來源： alone may be a picture's
_WECHAT_TIME = re.compile(r"\bvar ct ?= ?[\"'](\d{10})[\"']")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,12}|[A-Z][\w.]*(?: [A-Z][\w.]*){1,3}")
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
_SITE = re.compile(r"[^\s，。！？：]{2,14}")
_LONGEST_TITLE = 120
_NEAR, _BELOW_LEAD = 6, 4
_REVISED = re.compile(
    r"[^，。]{0,6}最[後后](?:修[訂订改]|更新|[編编][輯辑])(?:日期|[時时][間间])?\s*[於于在:：]?\s*[\d〇零一二三四五六七八九十年月日民國国./\- ]{5,}"
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
        (
            i
            for i in body
            if not found[i].is_heading and len(found[i].text) > 40 and not fields_of(found[i].text)
        ),
        body[0] if body else 0,
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
    first = body[0] if body else 0
    top = headline.place if headline.place is not None else max(0, first - _NEAR)
    end = max((i for i in body if "。" in found[i].text), default=first)
    text_begins = next(
        (i for i in body if i > top and is_prose_line(found[i].text) and not fields_of(_shown(found[i]))),
        first,
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
    gathered = Gathered()
    texts = [e.text for e in found]
    places = []
    for i in dict.fromkeys(i for i in around if 0 <= i < len(found)):
        element = found[i]
        facts = _facts(element)
        if facts.date and is_event(texts, i):
            facts = Credit(author=facts.author)
        in_zone = i in after_title and i < text_begins
        if (
            (len(element.text) > LONGEST and not fields_of(_shown(element)))
            or element.block.kind == "caption"
            or i == headline.place
            or (i in body and i > first and not in_zone and not _is_line(element))
        ):
            continue
        if i > end and not in_zone and not facts.date and not _OF_ARTICLE.search(element.text):
            continue
        if gathered.takes(element.text, facts, in_zone or _is_line(element)):
            places.append(i)
    source, author = gathered.source, gathered.author
    date = gathered.date or gathered.revised
    told = _told_date(root, data)
    if told and (not date or (len(date) < 8 and told.endswith(date))):
        date = told
    writer = _told_author(root, data, {r for i in around if 0 <= i < len(found) for r in found[i].runs})
    if source and source in writer.split("、"):
        if any(source == _named(found[i])[0] for i in places):
            writer = ""  # a page's data call the publisher its author
        else:
            source, author = "", author or source
    author = author or writer or writer_of(found[text_begins].text)
    if len(date) == 5:  # the year, where the page tells the same day with one
        date = next((d for e in found for d in sorted(dates_in(e.text)) if d.endswith(date)), date)
    date = date or dateline_of(found[text_begins].text) or _revised(found)
    author = "" if author == source else author
    source = source or _told_source(data) or _told_site(root, found, headline)
    return About(source, date, author, tuple(places), text_begins)


def _revised(found: Sequence[PageElement]) -> str:
    """The date on which a page says at its end that it was last revised: 本頁面最後修訂於2026年8月3日."""
    for element in reversed(found):
        if len(element.text) <= LONGEST and (said := _REVISED.match(element.text)):
            return date_in(said[0])
    return ""


def is_about(element: PageElement, facts: About, where: str = "") -> bool:
    """Whether an element says nothing but what is in `facts`: 2019-09-07 13:43　来源: 新京报　举报.

    `where` is "above" or "below" where it stands above or below the text: （原標題：…） is no part of it either.
    """
    fields = fields_of(_shown(element))
    if len(element.text) > LONGEST and not fields:
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
    if fields and not any(kind == "picture" for kind, _ in fields):
        return True
    rest = PLACE_AND_WRITER.sub(
        "\n", rest_of(_shown(element), (own.source, own.author, facts.source, facts.author))
    )
    rest = re.sub(r"[/／][ ]*\S{0,8}(?:報導|報道|报道)", "\n", rest)
    return not re.search(r"[^\W\d_]", rest)


def is_told(element: PageElement, facts: About) -> bool:
    """Whether all that an element says is in `facts`: no editor's name, and nothing to press, stands in it beside that.

    What is no paragraph of an article and not told so belongs to what was left out.
    """
    if not is_about(element, facts) or _facts(element).date not in ("", facts.date, facts.date[5:]):
        return False
    if dates_in(_shown(element)) - {facts.date}:
        return False  # the day on which it was changed
    known = (*facts.author.split("、"), facts.source, facts.author)
    rest = without_facts("\n".join(element.runs) or element.text, known)
    return not re.search(r"[^\W\d_]", LABELS.sub("", rest))


def _is_line(element: PageElement) -> bool:
    """Whether an element is nothing but such a line."""
    return is_only_credit(element.text, _facts(element), _shown(element))


def is_dated(element: PageElement) -> bool:
    """Whether an element says when the article was published, or by whom, and nothing else: 2026-11-20 08:15 来源：新城网."""
    facts = _facts(element)
    return bool(facts.date or facts.source) and _is_line(element)


def _shown(element: PageElement) -> str:
    """The text of an element without what is to be pressed in it."""
    runs = [
        run
        for run, node in zip(element.runs, element.nodes or element.runs, strict=False)
        if not is_control(run) and (isinstance(node, str) or not _NAMES_PLACE.search(node.get("id") or ""))
    ]
    return element.text if len(runs) == len(element.runs) == 1 else "\n".join(runs)


def _facts(element: PageElement) -> Credit:
    """The date, source and author in one line."""
    return credit_in(element.text, _shown(element), _named(element))


def _named(element: PageElement) -> tuple[str, str]:
    """The publisher and the author that the page calls so by the names of its elements."""
    if len(element.text) > LONGEST or "。" in element.text:
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
                if not is_control(run) and not date_in(run) and not is_ago(run):
                    to.append(run)
                break
            if node is element.node:
                break
            node = node.getparent()
    return _name_in(source), _name_in(author)


def _name_in(runs: Sequence[str]) -> str:
    """The name in what a page calls the author or the source; empty where it is no name."""
    text = LABELS.sub("\n", "\n".join(runs))
    text = re.sub(
        r"^\s*(?:本[報报]|特[約约])?(?:記者|记者|特派員|特派员|撰文|圖|文|by|由(?=\s))\s*[:：／/|｜]?\s*",
        "",
        text.strip(),
        flags=re.I,
    )
    text = re.sub(r"\s\S{0,6}(?:報導|報道|报道)$", "", text)
    names = [n for part in re.split(r"[\n/／|｜、,，&]+", text) if (n := part.strip(" :：·-"))]
    return names[0] if names and len(names[0]) <= 20 and re.search(r"[^\W\d_]", names[0]) else ""


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
        if len(beside) <= LONGEST and date_in(beside) and not published_in(beside):
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
        outlet = next((p for p in reversed(parts) if re.fullmatch(OUTLET, p)), "")  # 要聞 may follow it
        last = outlet or parts[-1]
        shown = any(e.get("alt") == last for e in root.iter("img")) or any(
            bare(e.text) == bare(last)
            or last in e.runs
            or ((e.mark == "small print" or outlet) and last in e.text)
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
            ".//meta[@name='author' or @property='article:author' or @property='og:article:author' or @name='dc.creator']/@content"
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
