"""Web pages and the XHTML of e-books: the article's text without the page around it (trafilatura, lxml)."""

from __future__ import annotations

import codecs
import re
from typing import Any

from companion.errors import EncodingError, InputError
from companion.source.blocks import Block
from companion.source.characters import clean
from companion.source.encodings import decode
from companion.source.kinds import kind_of

__all__ = ["decode_html", "element_blocks", "html_blocks"]

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
            codec = codecs.lookup(_WIDER.get(named, named)).name
            return data.decode(codec), codec
        except (LookupError, UnicodeDecodeError):
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
    root = _parsed(text, name)
    title = _title(root)
    found = _extracted(text)
    whole = element_blocks(root)
    # A short or unusual page: trafilatura gives nothing, or loses most of it
    if sum(len(b.text) for b in found) < 0.25 * sum(len(b.text) for b in whole if b.kind != "item"):
        found = whole
    else:
        found = _with_captions(found, whole)
    shown = any(b.text == title for b in whole) and not any(b.text == title for b in found[:4])
    if title and shown:
        found.insert(0, Block("headline", title, 1, 1, ("the page's headline",), (), "element"))
    return found, title


def _with_captions(found: list[Block], whole: list[Block]) -> list[Block]:
    """The page's own elements that trafilatura chose, with captions, bylines and credits between them.

    It leaves captions out and ruby readings in.
    """
    chosen = {b.text for b in found}
    places = [i for i, b in enumerate(whole) if b.text in chosen]
    if sum(len(whole[i].text) for i in places) < 0.8 * sum(len(b.text) for b in found):
        return found
    chosen_places = set(places)
    between = range(places[0], min(places[-1] + 3, len(whole)))
    return [
        whole[i]
        for i in between
        if i in chosen_places
        or (whole[i].kind in ("caption", "byline", "credit") and len(whole[i].text) <= 160)
    ]


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


def _title(root: Any) -> str:
    for path in (".//h1", ".//meta[@property='og:title']/@content", ".//title"):
        hits = root.xpath(path)
        texts = [h if isinstance(h, str) else _text(h) for h in hits]
        texts = [" ".join(t.split()) for t in texts if t.strip()]
        if path == ".//h1" and len(texts) != 1:
            continue
        if texts:
            return re.split(r"\s*[|｜_]\s*|\s+[-–—]\s+", texts[0])[0] if path != ".//h1" else texts[0]
    return ""


def _extracted(text: str) -> list[Block]:
    """The article as trafilatura (Apache-2.0) finds it; empty where it finds none."""
    import logging

    from trafilatura import extract
    from trafilatura.settings import use_config

    config = use_config()
    for name in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):  # a Chinese text is short
        config.set("DEFAULT", name, "40")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        xml = extract(
            text, output_format="xml", include_comments=False, include_tables=True, include_images=False,
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
            _append(found, {"head": "headline", "item": "item"}.get(element.tag, ""), _text(element))
    return found


def element_blocks(root: Any) -> list[Block]:
    """The paragraphs of an element of (X)HTML in order: block elements, line breaks taken as ends.

    Ruby readings are left out; so are scripts, forms and navigation.
    """
    found: list[Block] = []
    pieces: list[str] = []
    kind = [""]

    def flush() -> None:
        text = "".join(pieces)
        pieces.clear()
        _append(found, kind[0], text)

    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = _tag(element)
        if leaving:
            if tag in _BLOCK:
                flush()
                kind[0] = _around(element.getparent())
            if element.tail and element is not root:
                pieces.append(element.tail)
            continue
        if tag == "" or tag in _SKIPPED or element.get("hidden") is not None:
            if element.tail and element is not root:
                pieces.append(element.tail)
            continue
        if tag in _BLOCK:
            flush()
            kind[0] = _around(element)
        if element.text:
            pieces.append(element.text)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    flush()
    return found


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _around(element: Any) -> str:
    """The kind of paragraph that the nearest of an element and those around it makes."""
    while element is not None:
        tag = _tag(element)
        if re.fullmatch("h[1-6]", tag):
            return "headline"
        if tag in _KINDS:
            return _KINDS[tag]
        element = element.getparent()
    return ""


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _append(found: list[Block], kind: str, text: str) -> None:
    from companion.source.layout import joined

    line = joined(clean(text).split("\n"))
    if not line:
        return
    number = len(found) + 1
    guess = kind_of(line, is_first=number == 1)
    if (kind in ("", "headline") and guess in ("byline", "credit", "caption")) or not kind:
        kind = guess if kind != "headline" or guess == "byline" else kind
    found.append(Block(kind, line, number, number, ("an element of the page",), (), "element"))
