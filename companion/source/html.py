"""Web pages and the XHTML of e-books: the article's text without the page around it (trafilatura, lxml)."""

from __future__ import annotations

import codecs
import re
from typing import Any

from companion.errors import EncodingError, InputError
from companion.source.blocks import Block
from companion.source.characters import clean
from companion.source.encodings import codec_of, decode, decode_as
from companion.source.html_furniture import is_small_print, tidied
from companion.source.kinds import kind_of
from companion.source.layout import blocks, joined
from companion.source.wrapped import put_together

__all__ = ["decode_html", "element_blocks", "html_blocks", "html_elements", "saved_page"]

_CHARSET = re.compile(
    rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9_.:-]+)""", re.I
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_SKIPPED = {
    "script", "style", "head", "nav", "footer", "aside", "form", "button", "noscript", "template", "svg", "math",
    "iframe", "select", "rt", "rp", "audio", "video", "object",
}  # fmt: skip
_BLOCK = {
    "p", "div", "section", "article", "main", "header", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4",
    "h5", "h6", "blockquote", "pre", "figure", "figcaption", "table", "tr", "td", "th", "body", "address", "caption",
    "hr", "br",
}  # fmt: skip
_INLINE = {"b": "bold", "strong": "bold", "a": "link", "pre": "pre"}
_ELEMENT, _HEADING, _LINKS = ("an element of the page",), ("a heading of the page",), ("links of the page",)
_KINDS = {"li": "item", "td": "item", "th": "item", "figcaption": "caption", "caption": "caption"}


def decode_html(data: bytes, encoding: str | None, name: str) -> tuple[str, str]:
    """The text of a page in the encoding that it names, where that fits; else as `encodings.decode` finds it."""
    found = _CHARSET.search(data[:4096])
    if (
        encoding is None
        and found
        and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    ):
        named = (found[1] or found[2]).decode("ascii").lower()
        try:
            codec = codec_of(_WIDER.get(named, named))
            return decode_as(data, codec), codec
        except (EncodingError, UnicodeDecodeError):
            pass
    try:
        return decode(data, encoding, name)
    except EncodingError:
        if encoding is None and not re.search(rb"[\x80-\xff]", data):
            return data.decode("ascii"), "ascii"
        raise


def html_blocks(text: str, name: str = "the page") -> tuple[list[Block], str]:
    """The article's paragraphs and its title; nothing is fetched.

    >>> page = "<html><body><article><h1>打擊電騙</h1><p>警方昨日拘捕疑犯。</p></article></body></html>"
    >>> [(b.kind, b.text) for b in html_blocks(page)[0]]
    [('headline', '打擊電騙'), ('body', '警方昨日拘捕疑犯。')]
    """
    root = tidied(_parsed(text, name))
    whole = [b for b in element_blocks(root) if not is_small_print(b.text)]
    title = _title(root, whole)
    found = [] if root.find(".//pre") is not None else _extracted(root)
    # A short or unusual page: trafilatura gives nothing, or loses most of it
    if sum(len(b.text) for b in found) < 0.25 * sum(len(b.text) for b in whole if b.kind != "item"):
        found = _without_menus(whole)
    else:
        found = _with_captions([b for b in found if not is_small_print(b.text)], whole)
    if (together := put_together([b.text for b in found])) is not None:
        found = together
    same = [_bare(b.text) == _bare(title) for b in (*whole, *found[:4])]
    if title and any(same[: len(whole)]) and not any(same[len(whole) :]):
        found.insert(0, Block("headline", title, 1, 1, ("the page's headline",), (), "element"))
    return found, title


def saved_page(data: bytes, name: str) -> bytes:
    """The page in a file that a browser has saved with its pictures (.mhtml)."""
    import email

    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            charset = part.get_content_charset()
            if isinstance(content, bytes) and charset and not _CHARSET.search(content[:4096]):
                return f'<meta charset="{charset}">'.encode() + content
            if isinstance(content, bytes):
                return content
    raise InputError(f"{name}: has no web page in it; save the page again as HTML")


def html_elements(text: str) -> list[Block]:
    """The paragraphs of a piece of HTML, all of them."""
    if not re.search(r"[^\s<]", re.sub(r"<!--.*?-->|<[^>]*>", "", text, flags=re.S)):
        return []
    return element_blocks(_parsed(text, "the piece of HTML"))


def _bare(text: str) -> str:
    return "".join(text.split())


def _without_menus(whole: list[Block]) -> list[Block]:
    """The elements without those that are links only, where anything else is left."""
    return [b for b in whole if b.reasons != _LINKS] or whole


def _with_captions(found: list[Block], whole: list[Block]) -> list[Block]:
    """The page's own elements that trafilatura chose, with captions, bylines, credits and headings between them.

    It leaves captions and some headings out and ruby readings in.
    """
    chosen = {_bare(b.text) for b in found}
    places = {i for i, b in enumerate(whole) if _bare(b.text) in chosen and b.reasons != _LINKS}
    if not places or sum(len(whole[i].text) for i in places) < 0.8 * sum(len(b.text) for b in found):
        return found
    first, last = min(places), max(places)
    for i in range(min(last + 2, len(whole) - 1), first, -1):
        block = whole[i]
        if (block.kind in ("caption", "byline", "credit") and len(block.text) <= 160) or (
            (block.reasons == _HEADING or (block.kind == "item" and block.reasons == _ELEMENT))
            and i + 1 in places
        ):
            places.add(i)
    for i in range(first + 1, min(last + 2, len(whole))):  # a list that follows what was chosen
        if whole[i].kind == "item" and whole[i].reasons == _ELEMENT and i - 1 in places:
            places.add(i)
    while first > 0 and whole[first - 1].reasons == _HEADING:  # the headlines above
        first -= 1
        places.add(first)
    return [whole[i] for i in sorted(places)]


def _parsed(text: str, name: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(
            re.sub("[\x00\ud800-\udfff]", "\ufffd", text).encode("utf-8"), parser=parser
        )
    except (etree.LxmlError, ValueError):
        raise InputError(f"{name}: can't be read as a web page; save it again, or paste its text") from None
    return root


def _title(root: Any, whole: list[Block]) -> str:
    for path in (".//h1", ".//meta[@property='og:title']/@content", ".//title"):
        hits = root.xpath(path)
        texts = [h if isinstance(h, str) else _text(h) for h in hits]
        texts = [" ".join(t.split()) for t in texts if t.strip()]
        if path == ".//h1" and len(texts) != 1:
            continue
        if not texts:
            continue
        if path == ".//h1":
            return texts[0]
        for block in whole[:12]:  # "title - section - newspaper"
            if len(block.text) >= 6 and _bare(texts[0]).startswith(_bare(block.text)):
                return block.text
        return re.split(r"\s*[|｜_]\s*|\s+[-–—]\s+", texts[0])[0]
    return ""


def _extracted(root: Any) -> list[Block]:
    """The article as trafilatura (Apache-2.0) finds it; empty where it finds none."""
    import logging

    from lxml import html as lxml_html
    from trafilatura import extract
    from trafilatura.settings import use_config

    config = use_config()
    for name in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):  # a Chinese text is short
        config.set("DEFAULT", name, "40")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        xml = extract(
            lxml_html.tostring(root, encoding="unicode"), output_format="xml", include_comments=False, include_tables=True, include_images=False,
            include_links=False, include_formatting=False, deduplicate=False, with_metadata=False, config=config,
        )  # fmt: skip
    except Exception:  # a page that the library can't work on is read by our own walk
        return []
    if not xml:
        return []
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(xml.encode("utf-8"), parser=parser)
    main = root.find(".//main") if root is not None else None
    if main is None:
        return []
    found: list[Block] = []
    for element in main.iter():
        if not isinstance(element.tag, str) or element.tag in ("main", "list", "table", "row", "quote"):
            if element.tag == "quote" and not len(element):
                _append(found, "", _text(element))
            continue
        if element.tag in ("head", "p", "item", "cell"):
            if element.tag in ("item", "cell") and element.find(".//p") is not None:
                continue
            if element.tag == "p" and element.getparent().tag == "item":
                _append(found, "item", _text(element))
                continue
            for line in _lines(element):
                _append(found, {"head": "headline", "item": "item"}.get(element.tag, ""), line)
    return found


def element_blocks(root: Any, asides: bool = False) -> list[Block]:
    """The paragraphs of an element of (X)HTML in order: block elements, line breaks taken as ends.

    Ruby readings are left out; so are scripts, forms and navigation. `reasons` tell headings (bold text too)
    and what is links only. Text that is laid out already (`pre`) is repaired as text is.
    """
    found: list[Block] = []
    pieces: list[tuple[str, bool, bool]] = []  # text, whether it is bold, whether a link
    kind = [""]
    inside = {"bold": 0, "link": 0, "pre": 0}

    def add(text: str | None) -> None:
        if text:
            pieces.append((text, inside["bold"] > 0, inside["link"] > 0))

    def flush() -> None:
        text = "".join(piece for piece, _, _ in pieces)
        shown = [piece for piece in pieces if piece[0].strip()]
        if not shown:
            pieces.clear()
            return
        if inside["pre"]:
            found.extend(blocks(clean(text)))
        else:
            short = len(text.strip()) <= 45 and "。" not in text
            linked = sum(len(p.strip()) for p, _, link in shown if link)
            if kind[0] == "headline" or (kind[0] == "" and short and all(bold for _, bold, _ in shown)):
                _append(found, "headline", text, _HEADING)
            elif linked > 0.7 * sum(len(p.strip()) for p, _, _ in shown) and "。" not in text:
                _append(found, kind[0], text, _LINKS)
            else:
                _append(found, kind[0], text)
        pieces.clear()

    skipped = _SKIPPED - {"aside"} if asides else _SKIPPED
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = _tag(element)
        mark = _INLINE.get(tag)
        if leaving:
            if tag in _BLOCK:
                flush()
                kind[0] = _around(element.getparent())
            if mark:
                inside[mark] -= 1
            if element is not root:
                add(element.tail)
            continue
        if tag == "" or tag in skipped or element.get("hidden") is not None or _is_reference(element, tag):
            if element is not root:
                add(element.tail)
            continue
        if tag in _BLOCK and not (tag == "br" and inside["pre"]):
            flush()
            kind[0] = _around(element)
        if tag == "br" and inside["pre"]:
            add("\n")
        if mark:
            inside[mark] += 1
        add(element.text)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    flush()
    return found


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _is_reference(element: Any, tag: str) -> bool:
    """Whether an element is the number of a footnote or of a printed page in mid-sentence."""
    kind = f"{element.get('{http://www.idpf.org/2007/ops}type') or element.get('epub:type') or ''} {element.get('role') or ''}"
    if re.search(r"noteref|pagebreak", kind):
        return True
    return (
        tag == "sup"
        and re.fullmatch(r"\s*[\[［(（]?[\d*†]{1,3}[\]］)）]?\s*", _text(element)) is not None
        and (element.find(".//{*}a") is not None or _tag(element.getparent()) == "a")
    )


def _around(element: Any) -> str:
    """The kind of paragraph that the nearest of an element and those around it makes."""
    while element is not None:
        tag = _tag(element)
        if re.fullmatch("h[1-6]", tag):
            return "headline"
        if tag in _KINDS and not (tag in ("td", "th") and _is_page_part(element)):
            return _KINDS[tag]
        element = element.getparent()
    return ""


def _is_page_part(cell: Any) -> bool:
    """Whether a table's cell holds a part of the page, as on old pages, and not a datum."""
    length = 0
    for text in cell.itertext():
        length += len(text.strip())
        if length > 150:
            return True
    return False


def _lines(element: Any) -> list[str]:
    """The text of an element of trafilatura's, parted where the page has line breaks."""
    pieces = [element.text or ""]
    for inner in element:
        pieces += ["\x0c" if inner.tag == "lb" else _text(inner), inner.tail or ""]
    return "".join(pieces).split("\x0c")


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _append(found: list[Block], kind: str, text: str, reasons: tuple[str, ...] = _ELEMENT) -> None:
    line = joined(clean(text).split("\n"))
    if not line:
        return
    number = len(found) + 1
    guess = kind_of(line, is_first=number == 1)
    if (kind in ("", "headline") and guess in ("byline", "credit", "caption")) or not kind:
        kind = guess if kind != "headline" or guess == "byline" else kind
    found.append(Block(kind, line, number, number, reasons, (), "element"))
