"""The elements of (X)HTML that hold text, in order: one reading of a page, of an e-book's chapter and of HTML in Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, NamedTuple

from companion.source.accounts import Passage
from companion.source.blocks import Block
from companion.source.characters import clean
from companion.source.imprint import is_imprint
from companion.source.kinds import kind_of
from companion.source.layout import blocks, joined
from companion.source.lines import INDENT, width_of

__all__ = [
    "HEADING",
    "PLACED",
    "PageElement",
    "Reading",
    "bare",
    "elements",
    "reading_of",
    "tag_of",
    "text_of",
    "title_of",
]

_NO_TEXT = frozenset({"script", "style"})
# What of a page no reader sees as its text, and what it is called where that is told.
_SKIPPED = {
    "button": "button", "noscript": "text for browsers without scripts", "noframes": "text for browsers without frames", "template": "template", "svg": "words in a drawing",
    "math": "formula", "iframe": "frame", "select": "list to choose from", "option": "list to choose from",
    "datalist": "list to choose from", "textarea": "field of a form", "rt": "reading above a word", "rtc": "reading above a word", "title": "another title of the page", "audio": "in place of a sound",
    "video": "in place of a film", "object": "in place of an object",
}  # fmt: skip
_RUBY = {"rt", "rtc", "rp"}
_REFERENCE = "number of a note"
_BLOCK = {
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "hgroup", "form", "fieldset", "legend",
    "center", "details", "summary", "dialog", "li", "ul", "ol", "dir", "menu", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6",
    "blockquote", "pre", "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "body", "address",
    "hr", "br", "button", "marquee", "search", "listing", "xmp", "plaintext",
}  # fmt: skip
# Elements that stand in a line; an unknown one (x-title) does where text is beside it.
_IN_LINE = {
    "a", "abbr", "acronym", "applet", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "input", "ins", "kbd", "label", "map", "mark", "meter", "nobr", "output", "picture",
    "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
_INLINE = {"b": "bold", "strong": "bold", "a": "link", "pre": "pre"}
_KINDS = {"li": "item", "td": "item", "th": "item", "figcaption": "caption", "caption": "caption"}
_PARTS = ("p", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "li", "table", "blockquote", "article")
_ELEMENT, HEADING, _LINKS = ("an element of the page",), ("a heading of the page",), ("links of the page",)
_PLACED = re.compile(r"position\s*:\s*absolute|(?:^|;)\s*top\s*:\s*-?[\d.]+(?:p|em|%)", re.I)
PLACED = "lines that have their places on a page: they are put together"
_WRAPPED = "line breaks at one column's edge: its lines are put together"
_ENDING = re.compile("[，。、；：！？」』”’）》…!?,;:]$")
_LONGEST_HEADING = 45
_IS_HEADING = re.compile("h[1-6]").fullmatch
_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.I)
_ENDS_SENTENCE = re.compile("[。！？…][」』”’）)]*$")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_NAMES_CAPTION = re.compile(
    r"(?:^|[-_\s])(?:(?:wp-)?(?:fig|thumb)?caption|(?:img|image|pic|picture|photo)[-_]?(?:desc\w*|caption|info|text|title|note|des))(?:$|[-_\s])",
    re.I,
)
_CREDITED = re.compile(  # 示範更換插頭。（受訪者提供）
    r"[（(](?:[^（）()，。]{0,12}(?:[攝摄]|提供|供[圖图]|[截翻][圖图攝摄]|[資资]料[圖图照]片?)|[圖图](?:[：:／/]|翻[攝摄]自)[^（）()]{1,20}|(?:視覺|视觉)中[國国])[）)]$"
)
_MOST_BESIDE = 20  # elements among which a picture is looked for
_PICTURES = ("img", "picture", "amp-img")
_LONGEST_CAPTION = 90
_LEAST_PARAGRAPH = 12  # characters


@dataclass(frozen=True, slots=True)
class PageElement:
    """A paragraph of a page, and where it stands.

    `node` is the block element that it is of, `part` what the page says that part is ("navigation", "related"; empty
    for the page's text), `runs` its text as the elements inside it part it, `nodes` those elements, `after_break` whether a line break parts it
    from the one before, `linked` whether all of it is a link, if it is a heading too; `mark` is "small print" or "section" where
    it is a notice of the site, or the title of what is no more of the article (see `furniture.marked`).
    """

    block: Block
    node: Any
    part: str = ""
    runs: tuple[str, ...] = ()
    after_break: bool = False
    blank_before: bool = False
    linked: bool = False
    nodes: tuple[Any, ...] = ()
    mark: str = ""

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading, or short and bold."""
        return self.block.reasons == HEADING

    @property
    def is_links(self) -> bool:
        """Whether it is little else than links."""
        return self.block.reasons == _LINKS


class Reading(NamedTuple):
    """The paragraphs of an element of (X)HTML, and what of it was left out."""

    found: list[PageElement]
    left: list[Passage]


def elements(root: Any, parts: Mapping[Any, str] | None = None) -> list[PageElement]:
    """The paragraphs of an element of (X)HTML in order: block elements, and text beside them; line breaks are ends.

    Ruby readings, scripts and what can be operated are left out. `parts` names the elements that are a certain part
    of the page: "hidden" ones are left out. Text that is laid out already (`pre`, or with a line break at each line of
    a column) is repaired as text is.

    >>> from lxml import html
    >>> page = html.fromstring("<div>警方公布數字。<p>市民歡迎。</p>措施<b>下月</b>實施。</div>")
    >>> [e.text for e in elements(page)]
    ['警方公布數字。', '市民歡迎。', '措施下月實施。']
    """
    return reading_of(root, parts).found


def reading_of(root: Any, parts: Mapping[Any, str] | None = None, everything: bool = False) -> Reading:
    """The same with what was left out: each text of an element is in one or the other.

    Nothing that is hidden or can be operated is left out with `everything`.

    >>> from lxml import html
    >>> page = html.fromstring("<div><p>警方公布數字。</p><template>市民歡迎。</template></div>")
    >>> reading_of(page).left[0].text, [e.text for e in reading_of(page, everything=True).found]
    ('市民歡迎。', ['警方公布數字。', '市民歡迎。'])
    """
    past = _RUBY if everything else _SKIPPED.keys()
    walk = _Walk(root, parts or {}, past)
    if not walk.found and any(what == _SKIPPED["svg"] for _, what in walk.skipped):
        walk = _Walk(root, parts or {}, past - {"svg"})  # all its text is drawn
    found = _unwrapped(walk.found)
    left = []
    said = (
        bare("\n".join(e.text for e in found)) if any(what == _REFERENCE for _, what in walk.skipped) else ""
    )
    for element, what in walk.skipped:
        if what == _REFERENCE and bare(text_of(element)) in said:
            continue  # the note itself begins with it
        inside = [] if len(element) == 0 else _Walk(element, {}, frozenset()).found
        texts = [(e.text, e.is_links) for e in inside] or [(" ".join(clean(text_of(element)).split()), False)]
        left += [Passage(text, what, is_link) for text, is_link in texts if text]
    return Reading(found, left)


class _Piece(NamedTuple):
    """A text of one element, whether it is bold, whether it is a link."""

    text: str
    bold: bool
    link: bool
    node: Any


class _Walk:
    """One walk through a page."""

    def __init__(self, root: Any, parts: Mapping[Any, str], past: Collection[str]) -> None:
        self.root = root
        self.parts, self.past = parts, past
        self.title = title_of(root)
        self.skipped: list[tuple[Any, str]] = []  # each element that is walked past, and what it is
        self.found: list[PageElement] = []
        self.pieces: list[_Piece] = []
        self.inside = {"bold": 0, "link": 0, "pre": 0}
        self.node, self.kind, self.part = root, "", parts.get(root, "")
        self.around: dict[Any, tuple[str, str]] = {}  # of each element that was entered
        self.breaks = 0
        self.of_paragraphs: dict[tuple[Any, bool], bool] = {}
        self._walk()

    def _walk(self) -> None:
        stack: list[tuple[Any, bool]] = [(self.root, False)]
        while stack:
            element, leaving = stack.pop()
            tag = tag_of(element)
            mark = _INLINE.get(tag)
            if leaving:
                if self._is_block(element, tag):
                    self._flush()
                    self._enter(element.getparent() if element is not self.root else element)
                if mark:
                    self.inside[mark] -= 1
                if element is not self.root:
                    self._add(element.tail, element.getparent())
                continue
            if (what := self._walked_past(element, tag)) is not None:
                if what:
                    self.skipped.append((element, what))
                if element is not self.root:
                    self._add(element.tail, element.getparent())
                continue
            if tag == "br":
                if self.inside["pre"]:
                    self._add("\n", element)
                else:
                    self._flush()
                    self.breaks += 1
                self._add(element.text, element)
                self._add(element.tail, element.getparent())
                continue
            if self._is_block(element, tag):
                self._flush()
                self._enter(element)
            if mark:
                self.inside[mark] += 1
            self._add(element.text, element)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
        self._flush()

    def _walked_past(self, element: Any, tag: str) -> str | None:
        """What an element is that is no text to read, empty for scripts and comments; None where it is text."""
        if tag in _NO_TEXT or tag == "":
            return ""
        if element is self.root:
            return None
        if tag in _RUBY and not _is_in(element, "ruby"):
            return None  # a reading of nothing: it is shown as text
        if tag == "rp" or element is self.title:
            return ""
        if tag in self.past and not (tag == "button" and _is_question(element)):
            return _SKIPPED[tag]
        if (part := self.parts.get(element)) == "hidden":
            return "hidden text"
        if part and _IS_HEADING(tag_of(self.node)):
            return part
        return _REFERENCE if _is_reference(element, tag) else None

    def _enter(self, element: Any) -> None:
        self.node = element
        self.kind, self.part = self._around(element)
        self.breaks = 0

    def _add(self, text: str | None, node: Any) -> None:
        if text:
            self.pieces.append(_Piece(text, self.inside["bold"] > 0, self.inside["link"] > 0, node))

    def _is_block(self, element: Any, tag: str) -> bool:
        """Whether an element begins a line: by its name, by its style, or as one of several alike that are paragraphs."""
        if tag in _BLOCK:
            return True
        parent = element.getparent()
        style = element.get("style") or ""
        # An element of a page's own, and a line that has its place, begin one where no text is beside them.
        alone = _PLACED.search(style) is not None or (tag not in _IN_LINE and tag not in _SKIPPED)
        if not (alone or tag in ("span", "font", "label")) or element is self.root or self.inside["pre"]:
            return False
        if _AS_BLOCK.search(style):
            return True
        if (parent, alone) not in self.of_paragraphs:
            self.of_paragraphs[parent, alone] = not _has_text(parent) if alone else _are_paragraphs(parent)
        return self.of_paragraphs[parent, alone]

    def _around(self, element: Any) -> tuple[str, str]:
        """The kind of paragraph that the nearest of an element and those around it makes, and the part of the page."""
        new = []
        while element is not None and element not in self.around:
            new.append(element)
            element = element.getparent() if element is not self.root else None
        kind, part = self.around.get(element, ("", ""))
        for inner in reversed(new):
            tag = tag_of(inner)
            if _IS_HEADING(tag):
                kind = "headline"
            elif tag in _KINDS and not _is_page_part(inner, tag):
                kind = _KINDS[tag]
            part = self.parts.get(inner, "") or part
            self.around[inner] = kind, part
        return kind, part

    def _flush(self) -> None:
        pieces, self.pieces = self.pieces, []
        shown = [piece for piece in pieces if piece.text.strip()]
        if not shown:
            return
        text = "".join(piece.text for piece in pieces)
        if self.inside["pre"] or _is_laid_out(self.node, text):
            for block in blocks(clean(text)):
                self._append(block.kind, block.text, block.reasons, shown, review=block.review)
            return
        length = sum(len(p.text.strip()) for p in shown)
        linked = sum(len(p.text.strip()) for p in shown if p.link)
        short = len(text.strip()) <= _LONGEST_HEADING and "。" not in text
        if self.kind == "headline" or (self.kind == "" and short and all(p.bold for p in shown)):
            self._append("headline", text, HEADING, shown)
        elif linked > 0.7 * length and "。" not in text:
            self._append(self.kind, text, _LINKS, shown)
        else:
            self._append(self.kind, text, _ELEMENT, shown)

    def _append(
        self, kind: str, text: str, reasons: tuple[str, ...], shown: list[_Piece],
        review: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        line = joined(clean(text).split("\n"))
        if not line:
            return
        number = len(self.found) + 1
        guess = kind_of(line, is_first=number == 1)
        if (
            kind in ("", "headline")
            and guess in ("", "headline", "body", "item")
            and _is_caption(self.node, shown, line)
        ):
            kind = "caption"
        if kind == "item" and tag_of(self.node) == "li" and (guess == "byline" or is_imprint(line)):
            kind = guess
        if (kind in ("", "headline") and guess in ("byline", "credit", "caption")) or not kind:
            kind = guess if kind != "headline" or guess == "byline" else kind
        self.found.append(
            PageElement(
                Block(kind, line, number, number, reasons, review, "element"),
                self.node,
                self.part,
                tuple(" ".join(clean(p.text).split()) for p in shown),
                self.breaks > 0,
                self.breaks > 1,
                all(p.link for p in shown),
                tuple(p.node for p in shown),
            )
        )
        self.breaks = 0


def _unwrapped(found: list[PageElement]) -> list[PageElement]:
    """The elements with the lines of one put together where a line break stands at each edge of a column."""
    whole: list[PageElement] = []
    i = 0
    while i < len(found):
        j = i + 1
        placed = _is_placed(found[i])
        while j < len(found) and (
            _are_lines(found[i], found[j])
            if placed
            else (found[j].node is found[i].node and found[j].after_break)
        ):
            j += 1
        run = found[i:j]
        if _is_column([e.text for e in run]) or (placed and j - i > 1):
            text = "\n".join(("\n" if e.blank_before else "") + e.text for e in run)
            why = PLACED if placed else _WRAPPED
            for block in blocks(text):
                made = Block(block.kind, block.text, 0, 0, (why, *block.reasons), block.review, "element")
                whole.append(PageElement(made, run[0].node, run[0].part, (block.text,)))
        else:
            whole += _verses(run)
        i = j
    return [
        PageElement(
            Block(b.kind, b.text, n, n, b.reasons, b.review, b.unit),
            e.node, e.part, e.runs, e.after_break, e.blank_before, e.linked, e.nodes,
        )
        for n, (e, b) in enumerate(((e, e.block) for e in whole), 1)
    ]  # fmt: skip


def _is_placed(element: PageElement) -> bool:
    """Whether an element is a line that has its place on the page, as in books of a fixed layout."""
    placed = tag_of(element.node) == "text" or _PLACED.search(element.node.get("style") or "") is not None
    return placed and not element.is_links


def _are_lines(a: PageElement, b: PageElement) -> bool:
    return _is_placed(b) and a.part == b.part and a.node.getparent() is b.node.getparent()


def _verses(run: list[PageElement]) -> list[PageElement]:
    """The lines of one element; most of them too short for text are verses, or a list, and not headlines."""
    short = [e.block.kind == "headline" and not e.is_heading for e in run]
    if len(run) < 3 or 2 * sum(short) <= len(run):
        return run
    return [
        replace(e, block=replace(e.block, kind="body")) if is_short else e
        for e, is_short in zip(run, short, strict=True)
    ]


def _is_column(lines: list[str]) -> bool:
    """Whether lines break off at one width in the middle of their sentences, as no verse and no list does."""
    if len(lines) < 6:
        return False
    widths = [width_of(line) for line in lines]
    count = Counter(widths)
    edge = max(count, key=lambda w: (sum(count[w - less] for less in range(4)), w))
    full = [line for line, w in zip(lines, widths, strict=True) if edge - INDENT - 1 <= w <= edge]
    if not 20 <= edge <= 84 or len(full) < 0.6 * len(lines) or max(widths) > edge + 2:
        return False
    broken = sum(_ENDING.search(line) is None for line in full)
    inner = sum(re.search("[，。；：、].", line) is not None for line in full)
    return broken >= 0.55 * len(full) and inner >= 0.5 * len(full)


def title_of(root: Any) -> Any:
    """The page's title: its first `title` that is of no drawing; None without any."""
    page = root.getroottree().getroot()
    return next((e for e in page.iter("{*}title") if not _is_in(e, "svg")), None)


def _is_in(element: Any, tag: str) -> bool:
    return any(tag_of(e) == tag for e in element.iterancestors())


def tag_of(element: Any) -> str:
    """The name of an element without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def text_of(element: Any) -> str:
    """All text in an element."""
    return "".join(element.itertext())


def bare(text: str) -> str:
    """A text without its space, to compare it.

    >>> bare("本報 訊")
    '本報訊'
    """
    return "".join(text.split())


def _is_caption(node: Any, shown: list[_Piece], text: str) -> bool:
    """Whether an element says what a picture shows: its name says so, or it is the only text beside the picture."""
    if len(text) > _LONGEST_CAPTION or _IS_HEADING(tag_of(node)):
        return False
    if any(
        _NAMES_CAPTION.search(f"{e.get('class') or ''} {e.get('id') or ''}")
        for e in (node, *(p.node for p in shown))
    ):
        return True
    if _CREDITED.search(text) and len(re.findall("[。！？]", text)) <= 1:
        return True
    around = node.getparent()
    if around is None or tag_of(node) not in ("div", "span", "p"):
        return False
    if not any(tag_of(c) in _PICTURES for c in islice(around, _MOST_BESIDE)):
        return False
    length = 0
    for part in around.itertext():
        length += len(bare(part))
        if length > len(bare(text)):
            return False
    return True


def _are_paragraphs(parent: Any) -> bool:
    """Whether all that an element holds are several elements alike, each of which ends its sentence."""
    children = list(parent)
    if tag_of(parent) == "p" or len(children) < 3 or (parent.text or "").strip():
        return False
    alike = {(c.tag, c.get("class")) for c in children if tag_of(c) != "br"}
    if len(alike) != 1 or any((c.tail or "").strip() for c in children):
        return False
    texts = [text_of(c).strip() for c in children if tag_of(c) != "br"]
    if len(texts) < 3 or not all(len(t) >= _LEAST_PARAGRAPH and _ENDS_SENTENCE.search(t) for t in texts):
        return False
    beside = chain(parent.itersiblings(parent.tag), parent.itersiblings(parent.tag, preceding=True))
    # else it is a paragraph itself, and they its sentences
    return not any(len(text_of(c).strip()) >= _LEAST_PARAGRAPH for c in beside)


def _is_laid_out(node: Any, text: str) -> bool:
    """Whether blank lines part the sentences of a text, as a forum's own style shows them; in a paragraph they mean nothing."""
    if tag_of(node) in ("p", "li") or _IS_HEADING(tag_of(node)) or _BLANK_LINE.search(text) is None:
        return False
    parts = [t for part in _BLANK_LINE.split(text) if len(t := part.strip()) >= _LEAST_PARAGRAPH]
    return len(parts) >= 2 and all(_ENDS_SENTENCE.search(part) for part in parts[:2])


def _has_text(parent: Any) -> bool:
    """Whether an element is a line of text: by its name, or because text stands in it beside its elements."""
    if tag_of(parent) in _IN_LINE - {"a"} or re.fullmatch("p|h[1-6]", tag_of(parent)):
        return True
    return bool((parent.text or "").strip()) or any((c.tail or "").strip() for c in parent)


def _is_question(button: Any) -> bool:
    """Whether a button is the title of the text that it unfolds: it stands in a heading, or says which text that is."""
    folds = button.get("aria-expanded") is not None and tag_of(button.getparent()) != "nav"
    heading = re.fullmatch("h[2-6]|dt", tag_of(button.getparent())) is not None
    return (folds or heading or text_of(button).strip()[-1:] in ("？", "?")) and len(
        text_of(button).strip()
    ) >= 4


def _is_reference(element: Any, tag: str) -> bool:
    """Whether an element is the number of a footnote or of a printed page in mid-sentence."""
    kind = f"{element.get('{http://www.idpf.org/2007/ops}type') or element.get('epub:type') or ''} {element.get('role') or ''}"
    if re.search(r"noteref|pagebreak", kind):
        return True
    return (
        tag == "sup"
        and re.fullmatch(r"\s*[\[［(（]?[\d*†]{1,3}[\]］)）]?\s*", text_of(element)) is not None
        and (element.find(".//{*}a") is not None or tag_of(element.getparent()) == "a")
    )


def _is_page_part(element: Any, tag: str) -> bool:
    """Whether a table's cell or a list's item holds a part of the page, as on old pages, and is none itself."""
    if tag in ("td", "th"):
        length = 0
        for text in element.itertext():
            length += len(text.strip())
            if length > 150:
                return True
        return False
    if tag == "li":
        inner = (
            c for c in element.iter() if c is not element and tag_of(c) in _PARTS and (c.text or "").strip()
        )
        return len(list(islice(inner, 2))) == 2
    return False
