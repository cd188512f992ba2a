"""What stands around an article on a web page: menus, share bars, related links, pay-wall bars, hidden text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import islice
from typing import Any

from companion.source.accounts import is_prose
from companion.source.web.elements import PageElement, tag_of, text_of
from companion.source.web.styles import hidden_by_style
from companion.source.wording import is_control, is_related, is_section_title, is_small_print

__all__ = [
    "marked",
    "parts_of",
    "tidied",
]

_NAMES = re.compile(
    r"(?:^|[-_\s])(?:pay-?wall|subscri\w*|shar(?:e|es|ing|edaddy)|social\w*|related\w*|recommend\w*|comments?|(?:bread)?crumbs?|"
    r"newsletters?|cookies?|advert\w*|ads?|promos?|toolbar|pagination|pager|tags?|sponsor\w*|outbrain|taboola|"
    r"infobox|basic-?info|a?mbox|navbox|toc|(?:mw-)?editsection|hatnote|catlinks|printfooter|reflist|references?|noprint|jump-link|(?<![-\w])push(?![-\w])|"
    r"login|sign-?in|app-?download|read-?more|see-?also|hidden(?!-(?:xs|sm|md|lg|xl|print|desktop|phone|tablet|mobile))|sr-only|screen-reader-text)(?:$|[-_\s])",
    re.I,
)
# What a part is called in a remark, by the beginning of the name that a page gives it.
_WHAT = (
    (r"pay-?wall|subscri|login|sign", "pay wall"), (r"shar|social|toolbar", "share bar"), (r"comment|repl|push", "comments"),
    (r"related|recommend|promo|outbrain|taboola|read|see|teaser", "other articles"), (r"ad|sponsor|app", "advertisement"),
    (r"(?:bread)?crumb|pag|navbox|a?mbox|toc|(?:mw-)?edit|hatnote|cat|print|noprint|jump", "navigation"), ("infobox|basic", "facts in a box"), ("ref", "notes"), (r"cookie|consent", "consent"), (r"hidden|sr|screen", "hidden text"), ("tag", "tags"),
)  # fmt: skip
_TAGS = {
    "nav": "navigation", "footer": "footer", "aside": "aside", "amp-sidebar": "navigation", "amp-consent": "consent",
    "amp-user-notification": "consent", "amp-ad": "advertisement", "amp-embed": "advertisement",
}  # fmt: skip
_ROLES = {
    "navigation": "navigation", "contentinfo": "footer", "complementary": "aside", "search": "search", "menu": "navigation",
    "menubar": "navigation", "dialog": "dialog", "alertdialog": "dialog",
}  # fmt: skip
_KEPT = {"html", "body", "main", "article", "h1"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_MARKS = re.compile("[，。！？；、]")
_POSTED = re.compile(
    r"(?:發表於|发表于|發佈於|发布于|回覆於|回复于|posted)\s*:?\s*[\d昨今前]|\d{4}[-/]\d{1,2}[-/]\d{1,2}[ T]+\d{1,2}:\d{2}",
    re.I,
)
_WHO = re.compile(
    r"(?:^|[-_\s])(?:auth\w*|users?|user-?name|uname|nick\w*|posters?|members?|avatar|profile|uid|pls)(?:$|[-_\s\d])|/(?:u|user|space|member|profile)[/=.?-]|^\s*u\d+\b",
    re.I,
)
_COMMENTS = re.compile(
    r"(?:全部|網友|网友|讀者|读者|最新|熱門|热门)?(?:評論|评论|留言|回覆|回复|跟貼|跟贴|回應|回应)(?:區|区)?\s*[(（]?\s*\d*\s*[條条則则]?\s*[)）]?[：:]?"
)
_MORE = re.compile(
    "(?:展開|展开|閱讀|阅读|查看|顯示|显示)(?:全文|更多|餘下|余下|全部|答案|詳情|详情)|繼續閱讀|继续阅读|餘下全文|余下全文"
)
_ASKS = re.compile(
    "訂閱|订阅|登入|登录|登錄|會員|会员|付費|付费|免費|免费|App|註冊|注册|粉絲|粉丝|[掃扫]描|下載|下载|[點点][擊击]|按讚|關注|关注"
)
_MOST_IN_TITLE = 30  # elements
_LONGEST_TITLE, _LONGEST_BOX, _LONGEST_QUESTION, _LEAST_SENTENCE = 20, 60, 60, 15
_SINGLE = {"p", "span", "font", "em", "strong", "b", "i", "u"}  # what is no more than a paragraph
_NEAREST = 4  # elements before one, among which a post like it is looked for
_LEAST_TEASERS, _LONGEST_TEASER = 3, 260  # beginnings of articles in a list of them; characters of one


def parts_of(root: Any) -> dict[Any, str]:
    """The elements that a page itself calls something else than its text: by tag, role, name of the class, or hidden.

    One that holds most of the page's sentences is its text, whatever it is called: scripts show it, or the name means nothing.
    """
    found: dict[Any, str] = {}
    sentences = _sentences(root)
    hidden = hidden_by_style(root)
    for element in root.iter():
        tag = tag_of(element)
        if not tag or tag in ("html", "body") or element.getparent() is None:
            continue
        part = _TAGS.get(tag) or _ROLES.get((element.get("role") or "").lower()) or ""
        if (
            element in hidden
            or element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
            or (tag != "input" and (element.get("fallback") is not None or element.get("placeholder") == ""))
        ):
            part = "" if _is_unfolded_text(element) else "hidden"
        elif (
            not part
            and tag not in _KEPT
            and (hit := _NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"))
            and not _is_text_after_all(element, hit.group())
        ):
            part = _called(hit.group().strip("-_ ").lower())
        elif not part and _is_reply(element):
            part = "comments"
        elif not part and _is_box_to_fill_in(element):
            part = "form"
        elif not part and (_are_teasers(element) or _are_titled_links(element)):
            part = "other articles"
        elif not part and _are_comments(element):
            found[element] = "comments"
        if part and 2 * sentences[element] <= sentences[root]:
            found[element] = part
    return found


def _is_text_after_all(element: Any, name: str) -> bool:
    """Whether an element that is called like a share bar or a pay wall holds paragraphs of the article: sentences and no links.

    A single paragraph is one, if it is not called an advertisement; of what is called a pay wall two are the least, which don't ask for anything.
    """
    if re.search(
        r"comment|relat|recommend|newsl|cookie|\bad|advert|sponsor|outbrain|taboola|hidden|sr-only|screen",
        name,
        re.I,
    ):
        return (
            tag_of(element) == "p"
            and _is_sentence(element)
            and not re.search(r"\bad|advert|sponsor", name, re.I)
        )
    if tag_of(element) in _SINGLE:
        return _is_sentence(element) and not _ASKS.search(text_of(element))
    paragraphs = list(element.iter("p"))
    return (
        len(paragraphs) >= 2
        and all(_is_sentence(p) for p in paragraphs)
        and sum(len(text_of(p)) for p in paragraphs) >= 0.9 * len("".join(text_of(element).split()))
        and not any(element.find(f".//{tag}") is not None for tag in ("a", "form", "input", "button"))
        and not _ASKS.search(text_of(element))
    )


def _is_sentence(paragraph: Any) -> bool:
    text = "".join(text_of(paragraph).split())
    return len(text) >= _LEAST_SENTENCE and text[-1] in "。！？」』”" and paragraph.find(".//a") is None


def _are_comments(element: Any) -> bool:
    """Whether an element is a title such as 網友評論（6） and replies alike, with text of the page before it."""
    children = [child for child in element if tag_of(child)]
    if len(children) < 3 or not _COMMENTS.fullmatch(_title(children[0])):
        return False
    replies = children[1:]
    if tag_of(replies[0]) in ("p", "a") or element.find(".//h1") is not None:
        return False
    if any((c.tag, c.get("class")) != (replies[0].tag, replies[0].get("class")) for c in replies):
        return False
    return all(
        len([c for c in reply.iter() if c is not reply and text_of(c).strip()]) >= 2 for reply in replies
    )


def _are_titled_links(element: Any) -> bool:
    """Whether an element is the title of other articles and those, each with a link: 你可能想看."""
    first = next((child for child in element if tag_of(child)), None)
    if first is None or not is_section_title(_title(first)):
        return False
    children = [child for child in first.itersiblings() if tag_of(child) and text_of(child).strip()]
    return bool(children) and all(
        child.find(".//a") is not None and len("".join(text_of(child).split())) <= _LONGEST_TEASER
        for child in children
    )


def _title(element: Any, longest: int = _LONGEST_TITLE) -> str:
    """The text of an element that may be a title; empty where it is too long for one, or holds too many elements."""
    if sum(1 for _ in islice(element.iter(), _MOST_IN_TITLE + 1)) > _MOST_IN_TITLE:
        return ""
    text = ""
    for piece in element.itertext():
        text += piece.strip()
        if len(text) > longest:
            return ""
    return text


def _is_unfolded_text(element: Any) -> bool:
    """Whether a hidden element is text that a reader unfolds: the rest of an article, the answer to a question.

    What unfolds it stands beside it: a button, or a link such as 展開全文.
    """
    text = text_of(element)
    if not is_prose(text) or _ASKS.search(text) or not any(_unfolds(e) for e in _beside(element)):
        return False
    paragraphs = [element, *element.iter("p", "div", "section", "li")]
    ends = any(
        len(t := text_of(p).strip()) >= _LEAST_SENTENCE and t[-1] in "。！？」』”" for p in paragraphs[:20]
    )
    return ends and not any(element.find(f".//{tag}") is not None for tag in ("a", "form", "input", "button"))


def _beside(element: Any) -> list[Any]:
    """The elements before and after one, without comments."""
    return [
        e
        for preceding in (True, False)
        if (e := next((e for e in element.itersiblings(preceding=preceding) if tag_of(e)), None)) is not None
    ]


def _unfolds(element: Any) -> bool:
    """Whether an element is what a reader presses to see what is hidden beside it, and little else."""
    text = _title(element, _LONGEST_QUESTION)
    return bool(_MORE.search(text)) or (
        len(text) >= 2
        and any(
            e.get("aria-expanded") or e.get("aria-controls") or tag_of(e) == "button" for e in element.iter()
        )
    )


def _called(name: str) -> str:
    return next((what for pattern, what in _WHAT if re.match(pattern, name)), name)


def _is_reply(element: Any) -> bool:
    """Whether an element is not the first of several posts alike, each of which says when it was posted."""
    if tag_of(element) not in ("div", "li", "article", "section", "table") or not re.search(
        r"\d", element.get("id") or ""
    ):
        return False
    if not _names_who(element):
        return False  # a live blog's
    nearest = islice(element.itersiblings(element.tag, preceding=True), _NEAREST)
    before = next((c for c in nearest if _alike(c, element)), None)
    return before is not None and all(_POSTED.search(text_of(e)) for e in (before, element))


def _names_who(element: Any) -> bool:
    """Whether an element says who posted it, by the name or the link of an element in it."""
    return any(
        _WHO.search(f"{e.get('class') or ''} {e.get('href') or ''} {e.get('rel') or ''}")
        for e in element.iter()
    )


def _alike(a: Any, b: Any) -> bool:
    names = [re.sub(r"\d+", "0", e.get("id") or "") for e in (a, b)]
    return names[0] == names[1] and a.get("class") == b.get("class")


def _is_box_to_fill_in(element: Any) -> bool:
    """Whether an element is little else than a field with what to write there, and a button: a search, a newsletter."""
    if tag_of(element) not in ("div", "form", "section", "fieldset", "td", "p") or not _title(
        element, _LONGEST_BOX
    ):
        return False
    fields = [e for e in element.iter("input", "textarea", "button") if (e.get("type") or "") != "hidden"]
    return len(fields) > 1 or any(
        (e.get("type") or "text") in ("email", "text", "search") for e in fields if tag_of(e) == "input"
    )


def _are_teasers(element: Any) -> bool:
    """Whether all that an element holds are the beginnings of other articles: alike, short, each with a link as its title."""
    children = [child for child in element if tag_of(child)]
    if len(children) < _LEAST_TEASERS or _is_list_of_text(element):
        return False
    first = children[0]
    if any(child.tag != first.tag or child.get("class") != first.get("class") for child in children):
        return False
    return all(_is_teaser(child) for child in children)


def _is_list_of_text(element: Any) -> bool:
    """Whether an element is a list without a name, as a text has, between two of its paragraphs."""
    beside = (element.getprevious(), element.getnext())
    if (
        tag_of(element) not in ("ul", "ol")
        or element.attrib
        or any(e is None or tag_of(e) != "p" for e in beside)
    ):
        return False
    title = text_of(beside[0]).strip()
    return not is_section_title(title) and not is_related(title)


def _is_teaser(element: Any) -> bool:
    linked = [
        link for link in element.iter("a") if link.get("href") and len("".join(text_of(link).split())) >= 6
    ]
    if not linked or tag_of(element) in ("p", "span", "a"):
        return False
    title = "".join(text_of(linked[0]).split())
    text = "".join(text_of(element).split())
    return len(text) <= _LONGEST_TEASER and title in text[: len(title) + 12]


def tidied(root: Any, parts: dict[Any, str]) -> Any:
    """A copy of a page without such parts, in which nothing is hidden."""
    for element in root.iter():
        if element in parts:
            element.set("data-companion-part", "1")
    copy = deepcopy(root)
    for element in parts:
        element.attrib.pop("data-companion-part")
    for element in list(copy.iter()):
        if not isinstance(element.tag, str):
            continue
        if element.get("data-companion-part"):
            _drop(element)
        elif _HIDDEN.search(element.get("style") or ""):
            element.attrib.pop("style")
    return copy


def marked(found: Sequence[PageElement]) -> list[PageElement]:
    """The paragraphs of a page with a mark on its small print and on titles of links or comments: by wording and by place.

    What is worded so between two sentences of the text, alike and in one place with them, is one of them: 未經許可不得拍攝，軍方說。
    So is a subheading such as 回應, under which the text goes on.
    """
    return [replace(e, mark=mark) if (mark := _mark(found, i)) else e for i, e in enumerate(found)]


def _mark(found: Sequence[PageElement], i: int) -> str:
    element = found[i]
    before, after = (found[k] if 0 <= k < len(found) else None for k in (i - 1, i + 1))
    if len(element.runs) > 1 and all(is_small_print(run) or is_control(run) for run in element.runs):
        return "small print"
    if is_small_print(element.text):
        among = is_prose(element.text) and all(_is_sentence_beside(element, e) for e in (before, after))
        return "" if among and not element.is_links else "small print"
    if is_section_title(element.text):
        return "" if _is_sentence_beside(element, after) and not element.linked else "section"
    return ""


def _is_sentence_beside(element: PageElement, other: PageElement | None) -> bool:
    """Whether another paragraph is a sentence of the text, in one place with an element."""
    return (
        other is not None
        and is_prose(other.text)
        and not (other.part or other.is_links or other.linked or is_small_print(other.text))
        and (
            other.node is element.node
            or (
                other.node.getparent() is element.node.getparent()
                and (other.node.get("class") == element.node.get("class") or element.is_heading)
            )
        )
    )


def _drop(element: Any) -> None:
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _sentences(root: Any) -> dict[Any, int]:
    """The marks of sentences in the text of each element, and a little for its length: all counted in one walk."""
    counts: dict[Any, int] = dict.fromkeys(root.iter(), 0)
    for element in reversed(counts):
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "head"):
            counts[element] += _counted(element.text)
            after = _counted(element.tail)
        else:
            after = 0
        if (parent := element.getparent()) in counts:
            counts[parent] += counts[element] + after
    return counts


def _counted(text: str | None) -> int:
    return 10 * len(_MARKS.findall(text)) + len(text.strip()) if text else 0
