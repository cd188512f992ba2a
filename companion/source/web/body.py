"""Which elements of a page are the article: readability-lxml, trafilatura and the page's own data vote, the page decides."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from companion.source.characters import clean
from companion.source.web.elements import PageElement, bare, elements, tag_of
from companion.source.web.furniture import parts_of, tidied
from companion.source.wording import is_control, is_editor, is_related

__all__ = ["Body", "body_of", "linked_data"]

_SENTENCE = re.compile("[，。！？；]")
_SHORT = 12  # characters: a shorter paragraph is only found as a whole in what a voter gives
_MOST = 0.8  # of the voters' text stands in the element that holds the article
_LONGEST_LIST = 12
_HEADINGS = ("h2", "h3", "h4")
_REST = 0.25  # of the text before it: what follows the title of a section is no more of the article than this


@dataclass(frozen=True, slots=True)
class Body:
    """The places of the article's elements among all, and the voters that gave a text."""

    places: tuple[int, ...]
    voters: tuple[str, ...]


def body_of(root: Any, found: Sequence[PageElement]) -> Body:
    """The places of the article's elements among those of a page.

    Each voter gives the text that it takes for the article. The element of the page that holds nearly all of what they
    gave is the article's: of it stays what they gave, and the text between and beside that, not what is only links, a
    label of something to press, or a part of the page with a name of its own. Where a page has nothing but text, all of it stays.
    """
    plain: Collection[int] = [i for i, e in enumerate(found) if not _is_aside(e)]
    if not _has_furniture(found):
        return Body(tuple(range(len(found))), ())
    votes = {name: _voted(lines, found) for name, lines in _voters(root)}
    votes = {name: places for name, places in votes.items() if sum(_weight(found[i]) for i in places) > 0}
    share = {
        i: sum(i in places for places in votes.values()) / len(votes) if votes else 1.0
        for i in range(len(found))
    }
    mass = {i: share[i] * _weight(e) for i, e in enumerate(found)}
    if not any(mass.values()):
        return Body(tuple(i for i in plain), tuple(votes))
    text = next((i for i in mass if mass[i] >= _SHORT), max(mass, key=mass.__getitem__))
    inside, plain = _inside(root, found, mass, text)
    parents = {found[i].node.getparent() for i in inside if mass[i]}
    core = [i for i in inside if _is_core(found[i], share[i], parents)]
    first, last = core[0], _last(found, core, inside, mass)
    kept = [
        i
        for i in inside
        if first <= i <= last
        and ((share[i] == 1 and len(found[i].runs) == 1) or not _is_control(found[i]))
        and found[i].mark != "small print"
        and (i in core or not _is_aside(found[i]))
    ]
    beside = {id(found[i].node.getparent()) for i in kept} | {id(found[i].node) for i in kept}
    for i in inside:
        if (
            i not in kept
            and not _is_aside(found[i])
            and found[i].mark != "small print"
            and not _is_control(found[i])
            and (
                i in plain
                or (
                    _weight(found[i]) >= _SHORT
                    and {id(found[i].node), id(found[i].node.getparent())} & beside
                )
            )
        ):
            kept.append(i)
            beside |= {id(found[i].node), id(found[i].node.getparent())}
    kept = _with_tables(found, kept, inside)
    kept = _with_lists(found, _with_alike(found, _without_pointers(found, kept)))
    kept = _without_empty_titles(found, _with_titles(found, kept, set(inside)))
    if any(e.part for e in found):
        kept = [i for i in kept if not _is_pointer(found, kept, i)]
    return Body(tuple(kept), tuple(votes))


def _with_tables(found: Sequence[PageElement], kept: Sequence[int], inside: Sequence[int]) -> list[int]:
    """The places with the cells of tables, and the terms of lists, that stand beside paragraphs that stay: without links or names."""
    beside = {found[i].node.getparent() for i in kept}
    tables: dict[Any, list[int]] = {}
    for i in inside:
        around = next((e for e in found[i].node.iterancestors() if tag_of(e) in ("table", "dl")), None)
        if around is not None and around.getparent() in beside:
            tables.setdefault(around, []).append(i)
    whole = set(kept)
    for places in tables.values():
        if not any(
            _is_aside(found[i]) or found[i].linked or found[i].mark or _is_control(found[i]) for i in places
        ):
            whole.update(places)
    return sorted(whole)


def _with_alike(found: Sequence[PageElement], kept: Sequence[int]) -> list[int]:
    """The places with the last lines of a run of links whose first ones stay: the page names them alike, in one place."""
    whole = list(kept)
    for i in range(1, len(found)):
        before, element = found[i - 1].node, found[i].node
        if (
            i not in whole
            and i - 1 in whole
            and found[i].is_links
            and found[i - 1].is_links
            and not found[i].part
            and element.get("class")
            and (element.tag, element.get("class")) == (before.tag, before.get("class"))
            and element.getparent() is before.getparent()
        ):
            whole.append(i)
    return sorted(whole)


def _with_lists(found: Sequence[PageElement], kept: Sequence[int]) -> list[int]:
    """The places with the links of a list that stands between two paragraphs as one of them: without a title or a name."""
    lists: dict[Any, list[int]] = {}
    for i, element in enumerate(found):
        around = element.node.getparent()
        if element.is_links and not element.part and tag_of(element.node) == "li" and not around.attrib:
            lists.setdefault(around, []).append(i)
    whole = set(kept)
    for node, places in lists.items():
        first, last = places[0] - 1, places[-1] + 1
        if first in whole and last in whole and not found[first].mark and len(places) <= _LONGEST_LIST:
            beside = (found[first].node, found[last].node)
            if all(e.getparent() is node.getparent() and tag_of(e) == "p" for e in beside):
                whole.update(places)
    return sorted(whole)


def _with_titles(found: Sequence[PageElement], kept: Sequence[int], inside: Collection[int]) -> list[int]:
    """The places with the headings right above paragraphs that stay: the library may have left out the last part."""
    above = {
        i - 1
        for i in kept
        if i - 1 in inside
        and i - 1 > kept[0]
        and found[i - 1].is_heading
        and not (found[i - 1].part or found[i - 1].mark or found[i - 1].linked or found[i].is_heading)
    }
    return sorted({*kept, *above})


def _without_empty_titles(found: Sequence[PageElement], kept: Sequence[int]) -> list[int]:
    """The places without the title of a part that is none of the article: 參考資料 above a list of notes, 延伸閱讀 above a link."""
    left: list[int] = []
    after = len(found)  # the next place that stays
    for i in sorted(kept, reverse=True):
        is_empty = (found[i].mark == "section" and after > i + 1) or (
            tag_of(found[i].node) in _HEADINGS
            and after > i + 1
            and found[i + 1].part
            and (after == len(found) or tag_of(found[after].node) in _HEADINGS)
        )
        if not is_empty:
            left.append(i)
            after = i
    return left[::-1]


def _without_pointers(found: Sequence[PageElement], kept: Sequence[int]) -> list[int]:
    """The places without lines that point at other articles and the links under such a line."""
    left: list[int] = []
    below = -1  # the last place of a run of pointers
    for i in sorted(kept):
        element = found[i]
        if is_related(element.text) or (below == i - 1 >= 0 and element.is_links):
            below = i
        else:
            left.append(i)
    return left


def _is_pointer(found: Sequence[PageElement], kept: Sequence[int], i: int) -> bool:
    """Whether a paragraph between two sentences is the title of another article: one link of this site, and no sentence."""
    element = found[i]
    if not (element.is_links and len(element.runs) == 1 and tag_of(element.node) in ("p", "div")):
        return False
    link = next((n for n in element.node.iter("a") if n.get("href")), None)
    at = kept.index(i)
    if link is None or at in (0, len(kept) - 1) or not re.match(r"/(?!/)|[^:#]+$", link.get("href") or "#"):
        return False
    before, after = found[kept[at - 1]], found[kept[at + 1]]
    title = 8 <= len(element.text) <= 40 and not re.search("[。，：；]$", element.text)
    return title and all(re.search("[。！？][」』”）]*$", e.text) for e in (before, after))


def linked_data(root: Any) -> list[dict[str, Any]]:
    """The objects of a page's own data (JSON-LD) that are of an article, best first."""
    found = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        found += [item for item in _objects(data) if isinstance(item, dict)]
    kinds = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "WebPage", "")

    def rank(item: dict[str, Any]) -> int:
        kind = item.get("@type") or ""
        kind = kind[0] if isinstance(kind, list) and kind else kind
        return next(
            (
                n
                for n, k in enumerate(kinds)
                if isinstance(kind, str) and kind.endswith(k) and (k or not kind)
            ),
            9,
        )

    return sorted((i for i in found if rank(i) < 9 or "datePublished" in i or "pubDate" in i), key=rank)


def _objects(data: Any, depth: int = 0) -> Iterator[Any]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data[:50]:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"), depth + 1)


def _has_furniture(found: Sequence[PageElement]) -> bool:
    """Whether a page has anything but its text: parts that it names otherwise, or more links than stand in a text."""
    links = [e for e in found if e.is_links]
    return (
        any(e.part or e.mark or is_related(e.text) for e in found)
        or len(links) > 2
        or any(len(e.runs) > 1 for e in links)
        or (len(links) > 1 and 5 * sum(len(e.text) for e in links) > sum(len(e.text) for e in found))
    )


def _is_aside(element: PageElement) -> bool:
    return bool(element.part) or element.is_links


def _is_control(element: PageElement) -> bool:
    """Whether an element is the label of something to press, or several: 讚 88 收藏 分享; no number of a section: 02."""
    if element.is_heading and re.fullmatch(r"[0０]?\d{1,2}", element.text):
        return False
    return is_control(element.text) or (len(element.runs) > 1 and all(map(is_control, element.runs)))


def _is_core(element: PageElement, share: float, parents: set[Any]) -> bool:
    """Whether enough voters took an element: all of them where it is only links and no paragraph beside others."""
    if element.part or element.mark or ((share < 1 or len(element.runs) > 1) and _is_control(element)):
        return False
    beside = tag_of(element.node) == "p" and element.node.getparent() in parents
    return share == 1 or (share >= 0.5 and (beside or not element.is_links))


def _weight(element: PageElement) -> int:
    """How much of a text an element is: the characters of its sentences."""
    text = element.text
    if element.is_links or element.part or element.mark == "small print" or _is_control(element):
        return 0
    return len(text) if _SENTENCE.search(text) and len(text) >= _SHORT else -(-len(text) // 5)


def _voters(root: Any) -> Iterator[tuple[str, list[str]]]:
    from lxml import html as lxml_html

    page = lxml_html.tostring(tidied(root, parts_of(root)), encoding="unicode")
    yield "readability", _readability(page)
    yield "trafilatura", _trafilatura(page)
    for item in linked_data(root):
        if isinstance(text := item.get("articleBody"), str) and len(text) > 100:
            yield "the page's data", [bare(line) for line in clean(text).split("\n")]
            return


def _readability(page: str) -> list[str]:
    """What readability-lxml (Apache-2.0) takes for the article, line by line."""
    from lxml import html as lxml_html

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        from readability import Document

        summary = Document(page).summary()
        return [bare(e.text) for e in elements(lxml_html.document_fromstring(summary))]
    except Exception:  # a page that the library can't work on has a voter less
        return []


def _trafilatura(page: str) -> list[str]:
    """What trafilatura (Apache-2.0) takes for the article, line by line."""
    from trafilatura import extract
    from trafilatura.settings import use_config

    config = use_config()
    for name in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):  # a Chinese text is short
        config.set("DEFAULT", name, "40")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = extract(page, output_format="txt", include_comments=False, include_tables=True, deduplicate=False, config=config)  # fmt: skip
    except Exception:  # as above
        return []
    return [bare(clean(line)).removeprefix("-") for line in (text or "").split("\n")]


def _voted(lines: list[str], found: Sequence[PageElement]) -> set[int]:
    """The places of the elements whose text stands in a voter's."""
    whole, text = set(lines), "\n".join(lines)
    texts = [bare(e.text) for e in found]
    return {i for i, t in enumerate(texts) if t in whole or (len(t) >= _SHORT and t in text)}


def _inside(
    root: Any, found: Sequence[PageElement], mass: dict[int, float], core: int
) -> tuple[list[int], set[int]]:
    """The places of what stands in the smallest element that holds nearly all of what was voted for.

    And those in the widest element around it that has nothing but text: no links after its `core`, the first of its
    paragraphs, and no part with a name of its own.
    """
    total = sum(mass.values())
    holds: dict[Any, float] = {}
    for i, element in enumerate(found):
        if mass[i]:
            node = element.node
            while node is not None:
                holds[node] = holds.get(node, 0.0) + mass[i]
                node = node.getparent() if node is not root else None
    holder = root
    while True:
        best = max((child for child in holder if child in holds), key=lambda c: holds[c], default=None)
        if best is None or holds[best] < _MOST * total or _is_text(best, found):
            break
        holder = best
    plain: list[int] = []
    wider = holder
    while wider is not None:
        within = _within(wider, found)
        if any(
            _is_aside(found[i]) or found[i].mark == "section" or (found[i].linked and i > core)
            for i in within
        ):
            break
        plain, holder = within, wider
        wider = wider.getparent() if wider is not root else None
    return _within(holder, found), set(plain)


def _within(node: Any, found: Sequence[PageElement]) -> list[int]:
    inside = set(node.iter())
    return [i for i, e in enumerate(found) if e.node in inside]


def _is_text(node: Any, found: Sequence[PageElement]) -> bool:
    """Whether an element is a single paragraph: the article is what is around it."""
    return sum(e.node is node for e in found) == 1 and not any(
        e.node is not node and node in e.node.iterancestors() for e in found
    )


def _last(found: Sequence[PageElement], core: list[int], inside: list[int], mass: dict[int, float]) -> int:
    """The last place of the article: what follows a title such as 相關新聞 is none of it, where it is little."""
    before = 0.0
    for i in inside:
        if before and _ends(found[i]):
            rest = _REST * (2 if is_editor(found[i].text) else 1)
            if sum(mass[k] for k in core if k > i and _weight(found[k]) >= _SHORT) <= rest * before:
                return max((k for k in core if k <= i), default=core[-1])
        if i in core:
            before += mass[i]
    return core[-1]


def _ends(element: PageElement) -> bool:
    """Whether a paragraph ends the article; one in a part with a name of its own ends that."""
    return not element.part and (element.mark == "section" or is_editor(element.text))
