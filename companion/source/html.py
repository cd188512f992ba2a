"""Web pages: the article's text without the page around it, and what the page says of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any, NamedTuple

from companion.errors import EncodingError, InputError
from companion.source.accounts import BESIDE, Passage, han_of, is_prose
from companion.source.blocks import Block
from companion.source.characters import clean
from companion.source.encodings import WIDER, codec_of, decode, decode_as, reads_better
from companion.source.kinds import list_kinds, terminal
from companion.source.web.about import About, about, headline_of, is_about, is_dated, is_told
from companion.source.web.body import Body, body_of, linked_data
from companion.source.web.elements import PageElement, bare, elements, reading_of, tag_of
from companion.source.web.furniture import marked, parts_of
from companion.source.wording import is_control, is_placeholder

__all__ = ["WebPage", "decode_html", "html_elements", "html_reading", "parsed", "read_page", "saved_page"]

_CHARSET = re.compile(
    rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9_.:-]+)""",
    re.I,
)
_MARKUP = re.compile(
    r"<!--(?:[^-]|-(?!->))*+(?:-->|\Z)|<[^<>]*+(?:>|(?=<)|\Z)"
)  # linear where nothing is closed
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_ENDS_PAGE = re.compile(r"</(?:body|html)\s*>", re.I)  # what stands behind them belongs to the page
_PART = re.compile(rb"^content-type:[ \t]*(?:multipart|message)/", re.I | re.M)
# Text of XHTML; what stands in a script stays in it. Linear where nothing is closed.
_CDATA = re.compile(
    r"<(?:script|style)\b(?:[^<]|<(?!/(?:script|style)))*+|<!\[CDATA\[((?:[^\]]|\](?!\]>))*+)(?:\]\]>|\Z)",
    re.I,
)
_PREFIX = re.compile(r"<[^<>]*\sxmlns:([A-Za-z][\w-]{0,20})=[\"']http://www\.w3\.org/1999/xhtml[\"']")
_MUCH_MORE, _NEARLY_ALL = 1.3, 0.8  # data that have the whole article of which the page shows the beginning
_MOST_PARTS = 50
_FIELDS = ("input", "textarea", "select")
_LONGEST_POINTS = 40  # characters of a line above the main points of a text
_LEAST_WITHOUT_SCRIPTS = 150  # characters of an article that a page with scripts has for browsers without
_MOST_TAGS = 1_000_000
# An element with hundreds of attributes: the parser compares each with all before it.
_MANY_ATTRIBUTES = re.compile(
    r"<([A-Za-z][A-Za-z0-9]{0,20})(?:[\s/]++[^\s<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s<>]++))?+){300,}+[^<>]*+>?"
)


@dataclass(frozen=True, slots=True)
class WebPage:
    """The article of a page: its paragraphs, its title, and who published it, when (2019-11-25) and who wrote it.

    `left_out` is all text of the page that was taken for no part of the article, `remarks` are for the reader.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    source: str = ""
    date: str = ""
    author: str = ""
    left_out: tuple[Passage, ...] = ()
    remarks: tuple[str, ...] = ()


class Decoded(NamedTuple):
    """The text of a page, the encoding it was in, and a remark where it names another one."""

    text: str
    encoding: str
    remark: str = ""


def decode_html(data: bytes, encoding: str | None, name: str, errors: str = "replace") -> Decoded:
    """The text of a page in the encoding that it names, where that fits; else as `encodings.decode` finds it.

    What the named one makes of it may be rare characters alone; another one, in which it is Chinese, is then the right one.

    >>> decode_html("<meta charset=gb2312><p>警方昨日公布電騙數字，市民關注。".encode("big5"), None, "a.html").encoding
    'big5'
    """
    found = _CHARSET.search(data[:4096])
    if (
        encoding is None
        and found
        and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    ):
        named = (found[1] or found[2]).decode("ascii").lower()
        try:
            codec = codec_of(WIDER.get(named, named))
            text = decode_as(data, codec)
        except (EncodingError, UnicodeDecodeError):
            pass
        else:
            if (other := reads_better(data, text)) is None:
                return Decoded(text, codec)
            return Decoded(*other, f"{name} says that it is in {named}, but is in {other[1]}: it was read so")
    try:
        return Decoded(*decode(data, encoding, name, errors))
    except EncodingError:
        if encoding is None and not re.search(rb"[\x80-\xff]", data):
            return Decoded(data.decode("ascii"), "ascii")
        raise


def read_page(text: str, name: str = "the page", everything: bool = False) -> WebPage:
    """The article of a page; nothing is fetched. With `everything` the whole page, what it hides too.

    Raises:
        InputError: There is no text in it.

    >>> page = read_page(
    ...     "<title>打擊電騙_晨報</title><nav><a href=/>首頁</a></nav><article><h1>打擊電騙</h1>"
    ...     "<div>2026-11-26 08:30　來源：<a>晨報</a></div><p>警方昨日拘捕疑犯，當局表示歡迎。</p></article>")
    >>> [(b.kind, b.text) for b in page.blocks], page.date, page.source
    ([('headline', '打擊電騙'), ('body', '警方昨日拘捕疑犯，當局表示歡迎。')], '2026-11-26', '晨報')
    >>> page.left_out
    (Passage(text='首頁', what='navigation', is_link=True),)
    """
    root = parsed(text, name)
    parts = {} if everything else parts_of(root)
    found, walked_past = reading_of(root, parts, everything)
    found = marked(found)
    data = linked_data(root)
    remarks: tuple[str, ...] = ()
    has_script = root.find(".//script") is not None
    if not everything and has_script and all(is_placeholder(e.text) for e in found):
        found = []
    if not any(e.text for e in found):
        if root.find(".//frame") is not None:
            raise InputError(f"{name}: {_why_empty(root, found, text)}")
        found, walked_past = _from_data(data) or reading_of(root, everything=True).found, []
        if not everything and has_script and _asks_for_scripts(found):
            found = []
    has_fields = any(root.find(f".//{tag}") is not None for tag in _FIELDS)
    if everything:
        body = Body(tuple(range(len(found))), ())
    elif all((has_fields and _is_of_form(e)) or _is_only_furniture(e) for e in found):
        body = Body((), ())
    else:
        body = body_of(root, found)
    if not body.places:
        raise InputError(f"{name}: {_why_empty(root, found, text)}")
    headline = headline_of(root, found, body.places)
    facts = about(root, found, body.places, headline, data)
    if not everything and (whole := _whole_of(data, found, body.places)):
        remarks = ("the page shows only the beginning; the whole article was read from its own data",)
        found, body = whole, Body(tuple(range(len(whole))), ())
        headline = headline_of(root, found, body.places)
        facts = replace(facts, places=(), first=0)
    places = list(body.places)
    if body.voters:
        ends = max((i for i in places if "。" in found[i].text), default=0)
        places = [i for i in places if not is_about(found[i], facts, _where(i, facts.first, ends))]
        if headline.place is not None and headline.place in places:
            places = [
                i for i in places if i >= headline.place or not (found[i].is_heading or found[i].is_links)
            ]
        places = [*_lead(found, places, headline.place, facts), *places]
        places = _without_summary(found, places)
    if headline.place is not None and headline.place not in places:
        places.insert(0, headline.place)
    shown = [found[i] for i in places]
    blocks = [_block_of(e) for e in shown]
    if places[0] == headline.place:
        blocks[0] = replace(shown[0].block, kind="headline", text=headline.text)
    kinds = list_kinds([b.kind for b in blocks], [b.text for b in blocks], [e.is_heading for e in shown])
    kinds = _paragraphs_of_lists(kinds, shown)
    blocks = [b if b.kind == kind else replace(b, kind=kind) for b, kind in zip(blocks, kinds, strict=True)]
    chosen = set(places)
    left = [
        Passage(e.text, e.part or (e.mark if e.mark == "small print" else BESIDE), e.is_links)
        for i, e in enumerate(found)
        if i not in chosen and not is_told(e, facts)
    ]
    return WebPage(
        tuple(blocks), headline.text, facts.source, facts.date, facts.author, (*left, *walked_past), remarks
    )


def _block_of(element: PageElement) -> Block:
    """The paragraph of an element; of a line about the article with a space where names stand side by side: 李大文　晨報."""
    kind = "credit" if element.block.kind == "headline" and is_dated(element) else element.block.kind
    if kind not in ("credit", "byline"):
        return element.block
    text, end = "", 0
    for run in element.runs:
        start = element.text.find(run, end)
        if start < 0:
            return replace(element.block, kind=kind)
        gap = element.text[end:start]
        side_by_side = text and start == end and text[-1] not in "：:／/|（(" and run[:1] not in "：:／/|）)"
        text += ("　" if side_by_side else gap) + run
        end = start + len(run)
    return replace(element.block, kind=kind, text=text + element.text[end:])


def _paragraphs_of_lists(kinds: list[str], shown: Sequence[PageElement]) -> list[str]:
    """The kinds with the items of a list that are paragraphs as body: whole sentences, which nothing before them announces.

    So they are where they are the whole text, and in an `ul` after a paragraph without a colon.
    """
    prose = [n for n, e in enumerate(shown) if is_prose(e.text)]
    if len(prose) > 1 and all(kinds[n] == "item" for n in prose):
        return ["body" if n in prose else kind for n, kind in enumerate(kinds)]
    lists: dict[Any, list[int]] = {}
    for n, element in enumerate(shown):
        item = next(
            (e for e in (element.node, *element.node.iterancestors()) if tag_of(e) in ("li", "table")), None
        )
        if kinds[n] == "item" and item is not None and tag_of(item.getparent()) == "ul":
            lists.setdefault(item.getparent(), []).append(n)
    found = list(kinds)
    for places in lists.values():
        first = places[0]
        announced = (
            first == 0 or kinds[first - 1] == "headline" or shown[first - 1].text.endswith(("：", ":"))
        )
        if announced or not all(is_prose(shown[n].text) and terminal(shown[n].text) for n in places):
            continue
        for n in places:
            found[n] = "body"
    return found


def _where(place: int, first: int, last: int) -> str:
    return "above" if place <= first else "below" if place > last else ""


def _asks_for_scripts(found: Sequence[PageElement]) -> bool:
    """Whether what a page has for browsers without scripts is no article: little, besides that they are needed."""
    rest = [e for e in found if not is_placeholder(e.text)]
    without = all(
        any(tag_of(n) == "noscript" for inner in e.nodes for n in (inner, *inner.iterancestors()))
        for e in rest
    )
    return without and sum(len(e.text) for e in rest) < _LEAST_WITHOUT_SCRIPTS


def _is_of_form(element: PageElement) -> bool:
    """Whether an element is the label of a field, or a button, and no sentence."""
    return not is_prose(element.text) and all(
        any(tag_of(e) in ("label", "legend", "button", "option") for e in (n, *n.iterancestors()))
        for n in element.nodes
    )


def _is_only_furniture(element: PageElement) -> bool:
    return bool(element.part or element.mark or element.is_links) and not is_prose(element.text)


def _why_empty(root: Any, found: list[PageElement], text: str) -> str:
    """Why no article can be read from a page, and what to do."""
    if han_of(_MARKUP.sub("", text[:200_000])) and not han_of("".join(root.itertext())):
        return "its text can't be told from its markup (nested too deeply?); paste its text"
    if root.find(".//frame") is not None or root.find(".//iframe") is not None:
        return "has its text in another file, shown in a frame: open the frame by itself in the browser and save that"
    if any(e.is_links for e in found):
        return "has only links and menus: open the article itself and save that"
    if any(root.find(f".//{tag}") is not None for tag in _FIELDS):
        return "has only a form to fill in: send it in the browser and save the page that follows, or paste the text"
    if root.find(".//script") is not None:
        return (
            "is empty as it stands: its text comes from a script; save the page in the browser as one "
            "file (.mhtml), or paste its text"
        )
    if any(root.find(f".//{tag}") is not None for tag in ("img", "svg", "picture", "canvas", "image")):
        return "has pictures and no text: save the picture and open that, or paste the text"
    return "has no text in it; save the page again, or paste its text"


def saved_page(data: bytes, name: str) -> tuple[bytes, tuple[Passage, ...]]:
    """The page in a file that a browser has saved with its pictures (.mhtml), and the text of its other frames."""
    import email

    if len(_PART.findall(data)) > _MOST_PARTS:
        raise InputError(f"{name}: has parts in parts without end; save the page again as HTML")
    pages: list[bytes] = []
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            charset = part.get_content_charset()
            if isinstance(content, bytes) and charset and not _CHARSET.search(content[:4096]):
                content = f'<meta charset="{charset}">'.encode() + content
            if isinstance(content, bytes):
                pages.append(content)
    if not pages:
        raise InputError(f"{name}: has no web page in it; save the page again as HTML")
    best = max(pages, key=lambda page: len(_NOT_ASCII.findall(page)))  # the frame that has the text
    others = [page for page in pages if page is not best and _NOT_ASCII.search(page)]
    return best, tuple(
        Passage(e.text, "another frame of the page", e.is_links)
        for page in others
        for e in html_reading(decode_html(page, None, name).text)
    )


def html_elements(text: str) -> list[Block]:
    """The paragraphs of a piece of HTML, all of them."""
    return [e.block for e in html_reading(text)]


def html_reading(text: str) -> list[PageElement]:
    """The same as elements."""
    if not re.search(r"[^\s<]", _MARKUP.sub("", text)):
        return []
    return elements(parsed(text, "the piece of HTML"))


def parsed(text: str, name: str) -> Any:
    """The tree of a page's text (lxml). Raises `InputError` where it is none."""
    from lxml import etree
    from lxml import html as lxml_html

    if text.count("<") > _MOST_TAGS:
        raise InputError(f"{name}: has {text.count('<'):,} elements; at most {_MOST_TAGS:,} are read")
    if not text.strip():
        raise InputError(f"{name}: is empty")
    text = _ENDS_PAGE.sub("", _MANY_ATTRIBUTES.sub(r"<\1>", _without_prefix(text)))
    text = _CDATA.sub(lambda m: m[0] if m[1] is None else escape(m[1]), text)
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True
    )  # else what is nested deeper than 255 is dropped
    try:
        root = lxml_html.document_fromstring(
            re.sub("[\x00\ud800-\udfff]", "\ufffd", text).encode("utf-8"), parser=parser
        )
        return _shown_as_it_would_be(root)
    except (etree.LxmlError, ValueError):
        raise InputError(f"{name}: can't be read as a web page; save it again, or paste its text") from None


def _without_prefix(text: str) -> str:
    """XHTML without the prefix of its elements: `h:p` is a paragraph."""
    if (found := _PREFIX.search(text[:4096])) is None:
        return text
    return re.sub(rf"(</?){re.escape(found[1])}:(?=[A-Za-z])", r"\1", text)


def _shown_as_it_would_be(root: Any) -> Any:
    """A page whose shadow trees (a `template` that says so) and documents inside it (`srcdoc`) are ordinary elements."""
    from lxml import html as lxml_html

    for template in list(root.iter("template")):
        if any(name.startswith("shadow") for name in template.attrib):
            template.tag = "div"
    for frame in list(root.iter("iframe"))[:_MOST_PARTS]:
        inside = frame.get("srcdoc") or ""
        if _MARKUP.sub("", inside).strip():
            frame.tag, frame.text = "div", None
            frame.attrib.pop("srcdoc")
            parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
            frame[:] = [lxml_html.document_fromstring(inside.encode("utf-8"), parser=parser)]
            frame[0].tag = "div"
    return root


def _whole_of(
    data: list[dict[str, Any]], found: list[PageElement], places: Sequence[int]
) -> list[PageElement]:
    """The article in the page's own data where the page shows its beginning alone; else nothing."""
    shown = [t for i in places if len(t := bare(found[i].text)) >= 12 and re.search("[，。！？]", t)]
    said = sum(map(len, shown))
    for item in data:
        text = item.get("articleBody")
        if isinstance(text, str) and shown and len(bare(text)) > _MUCH_MORE * said:
            own = bare(clean(text))
            if sum(len(t) for t in shown if t in own) >= _NEARLY_ALL * said:
                return _from_data([item])
    return []


def _from_data(data: list[dict[str, Any]]) -> list[PageElement]:
    """The article in the page's own data, where a script would have shown it."""
    from lxml import html as lxml_html

    for item in data:
        text = item.get("articleBody")
        if isinstance(text, str) and text.strip():
            page = lxml_html.Element("article")
            title = item.get("headline")
            for tag, lines in (("h1", [title] if isinstance(title, str) else []), ("p", text.split("\n"))):
                for line in lines:
                    if line.strip():
                        lxml_html.etree.SubElement(page, tag).text = re.sub(
                            "[\x00-\x08\x0b-\x1f\ud800-\udfff]", "\ufffd", line
                        )
            return elements(page)
    return []


def _lead(found: list[PageElement], places: list[int], title: int | None, facts: About) -> list[int]:
    """The places of the paragraphs between the title and the text, which the page sets apart as what the article is about.

    A summary that only says what the text says is none.
    """
    if title is None or not places or title in places or not title < places[0]:
        return []
    text = bare("".join(found[i].text for i in places))
    between = [
        i
        for i in range(title + 1, places[0])
        if not found[i].part
        and not found[i].is_links
        and not is_control(found[i].text)
        and found[i].mark != "small print"
        and not is_about(found[i], facts, "above")
    ]
    first = next(
        (
            i
            for i in between
            if found[i].block.kind != "caption"
            and is_prose(found[i].text)
            and len(bare(found[i].text)) >= 20
            and not _is_said(bare(found[i].text), text)
        ),
        None,
    )
    return [] if first is None else [i for i in between if i >= first]


def _without_summary(found: list[PageElement], places: list[int]) -> list[int]:
    """The places without a list of the main points before the text that the text says again, and its title."""
    first = next((n for n, i in enumerate(places) if is_prose(found[i].text)), 0)
    end = first
    while end < len(places) and tag_of(found[places[end]].node) == "li":
        end += 1
    if end - first < 2 or any(len(found[i].text) > _LONGEST_POINTS for i in places[:first]):
        return places
    text = bare("".join(found[i].text for i in places[end:]))
    if not _is_said(bare("".join(found[i].text for i in places[first:end])), text):
        return places
    begins = first - (
        first > 0 and not found[places[first - 1]].is_heading and found[places[first - 1]].text[-1] in "：:"
    )
    return places[:begins] + places[end:]


def _is_said(lead: str, text: str) -> bool:
    """Whether a text has the sentences of a lead.

    >>> _is_said("摘要：渡輪停航，學校停課。", "颱風襲港。渡輪停航，學校停課。"), _is_said("颱風襲港。", "渡輪停航。")
    (True, False)
    """
    said = [s for s in re.split("[。！？…：，]+", lead) if len(s) > 3]
    return sum(len(s) for s in said if s in text) >= 0.6 * sum(map(len, said))
