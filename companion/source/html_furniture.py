"""What stands around an article on a web page: menus, share bars, related links, pay-wall bars, hidden text."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

__all__ = ["is_small_print", "tidied"]

_NAMES = re.compile(
    r"(?:^|[-_\s])(?:pay-?wall|subscri\w*|shar(?:e|es|ing|edaddy)|social\w*|related\w*|recommend\w*|comments?|breadcrumbs?|"
    r"newsletters?|cookies?|advert\w*|ads?|promos?|toolbar|pagination|pager|tags?|sponsor\w*|outbrain|taboola|"
    r"login|sign-?in|app-?download|read-?more|see-?also|hidden|sr-only|screen-reader-text)(?:$|[-_\s])",
    re.I,
)
_KEPT = {"html", "body", "main", "article", "h1"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SMALL_PRINT = re.compile(
    r"(?:廣告|广告|贊助|赞助|advertisement|sponsored)$|(?:©|\(c\)|copyright|版權所有|版权所有).{0,60}$"
    r"|(?:下一篇|上一篇|延伸閱讀|延伸阅读|相關新聞|相关新闻|相關文章|相关文章|熱門新聞|热门新闻|你可能感興趣|更多新聞)[：:].{0,60}$",
    re.I,
)


def tidied(root: Any) -> Any:
    """A page without what is hidden or, by the name of its class, no part of the article.

    Where that is most of the text, the names don't mean it, and the page stays as it is.
    """
    copy = deepcopy(root)
    for element in list(copy.iter()):
        tag = element.tag
        if not isinstance(tag, str) or tag.lower() in _KEPT or element.getparent() is None:
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (
            _NAMES.search(names)
            or _HIDDEN.search(element.get("style") or "")
            or element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
        ):
            _drop(element)
    return copy if _length(copy) >= 0.4 * _length(root) else root


def is_small_print(text: str) -> bool:
    """Whether a paragraph is a notice of the site: 版權所有, 廣告.

    >>> is_small_print("© 2026 香港日報　版權所有"), is_small_print("廣告商昨日表示歡迎。")
    (True, False)
    """
    return len(text) <= 80 and _SMALL_PRINT.match(text) is not None


def _drop(element: Any) -> None:
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _length(root: Any) -> int:
    return sum(
        len(text.strip())
        for element in root.iter()
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "head")
        for text in (element.text or "", element.tail or "")
    )
