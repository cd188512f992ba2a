"""Word files (.docx), with python-docx, which resolves no XML entities."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from companion.errors import InputError
from companion.source.accounts import Contents, Passage
from companion.source.blocks import Block
from companion.source.characters import clean
from companion.source.layout import joined
from companion.source.lines import width_of
from companion.source.pairs import goes_on
from companion.source.wrapped import contents_of, fields_shown

__all__ = ["docx_blocks"]

_Read = Callable[[bytes, str], Sequence[Block]] | None
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {
    "del", "moveFrom", "rt", "pPr", "rPr", "tcPr", "tblPr", "trPr", "sectPr", "sdtPr", "txbxContent", "drawing",
    "instrText", "delText",
}  # fmt: skip
_DELETED = {"del", "moveFrom"}  # tracked changes: the text as it reads now has it no more
_GOES_ON = re.compile(
    r"(?<=[，、；])([^，。！？；：…\n]{1,60})\f(?=\S)"
)  # a page or a column ends in mid-sentence
# What else a Word file holds, by the kind of the relation to it.
_BESIDE = {
    "header": "header of the pages", "footer": "footer of the pages", "comments": "comment", "diagramData": "words in a drawing",
    "chart": "words in a drawing",
}  # fmt: skip
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_TARGET = re.compile(rb"""\sTarget\s*=\s*["']([^"']*)""")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = b"http://purl.oclc.org/ooxml/"
_OOXML = b"http://schemas.openxmlformats.org/"
_NAMESPACES = (
    (_STRICT + b"wordprocessingml/main", _OOXML + b"wordprocessingml/2006/main"),
    (_STRICT + b"officeDocument/relationships", _OOXML + b"officeDocument/2006/relationships"),
    (_STRICT + b"officeDocument/math", _OOXML + b"officeDocument/2006/math"),
    (_STRICT + b"drawingml/wordprocessingDrawing", _OOXML + b"drawingml/2006/wordprocessingDrawing"),
    (_STRICT + b"drawingml/main", _OOXML + b"drawingml/2006/main"),
)
_CHARACTERS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}
# What is not read of the text itself, by the elements around it.
_WITHIN = {"del": "tracked deletion", "rt": "reading above a word"}


@dataclass(slots=True)
class _Reading:
    """A Word file that is read: how, what of it was read (the elements of text), and the parts that are missing."""

    document: Any
    read: _Read = None
    everything: bool = False
    seen: set[Any] = field(default_factory=set)
    missing: int = 0
    readings: list[str] = field(default_factory=list)


def docx_blocks(
    data: bytes,
    name: str,
    paragraphs: str = "auto",
    read: Callable[[bytes, str], Sequence[Block]] | None = None,
    everything: bool = False,
) -> Contents:
    """The paragraphs of a Word file, and what of it is none: hidden and deleted text, heads and feet of the pages, comments.

    Headings by their style, lists by their numbering, tables cell by cell,
    text boxes after the paragraph that they hang on, footnotes at the end; tracked changes as accepted.

    Where each line of a wrapped text was pasted as a paragraph, they are put together ("auto"). `read` reads a file that is inside it (altChunk). With `everything` nothing is left out.
    Raises `InputError` where the file is damaged.
    """
    from docx import Document

    try:
        data, absent = _whole(_transitional(data))
        document = Document(io.BytesIO(data))
        reading = _Reading(document, read, everything)
        found = [*_of(document.element.body, reading), *_notes(reading)]
        left = [p for part, what in _parts(reading) for p in _not_read(part, what, reading)]
        left += [Passage(text, _WITHIN["rt"]) for text in reading.readings]
    except Exception as error:  # the library raises whatever its XML parser and its lookups do
        if isinstance(error, (KeyboardInterrupt, MemoryError)):
            raise
        raise InputError(
            f"{name}: can't be opened as a Word file; it is damaged (open it in Word and save it again)"
        ) from None
    parts = [f"its part {part} is missing" for part in absent]
    if reading.missing and not parts:
        parts = ["has a file inserted that is missing in it"]
    remarks = tuple(f"{name}: {part}; the rest is read: save it again in Word" for part in parts)
    made = contents_of(found, left, paragraphs, "Word file", everything)
    return made._replace(remarks=remarks)


def _transitional(data: bytes) -> bytes:
    """A Word file in "Strict Open XML" with the names of elements that all others have, which python-docx knows."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {e.filename: archive.read(e) for e in archive.infolist()}
    if not any(_STRICT in content for name, content in parts.items() if name.endswith((".rels", ".xml"))):
        return data
    for name in parts:
        if name.endswith((".rels", ".xml")):
            for strict, usual in _NAMESPACES:
                parts[name] = parts[name].replace(strict, usual)
    return _packed(parts)


def _whole(data: bytes) -> tuple[bytes, list[str]]:
    """A Word file without its relations to parts that it has not, at which python-docx would refuse all of it, and those parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {e.filename: archive.read(e) for e in archive.infolist()}
    path = "word/_rels/document.xml.rels"
    absent: list[str] = []

    def kept(relation: re.Match[bytes]) -> bytes:
        target = _TARGET.search(relation[0])
        if target is None or b"External" in relation[0]:
            return relation[0]
        told = unescape(target[1].decode("utf-8", "replace"))
        part = posixpath.normpath(posixpath.join("/word", told)).lstrip("/")
        if part in parts or unquote(part) in parts:
            return relation[0]
        absent.append(part)
        return b""

    made = re.sub(rb"<Relationship\s[^>]*?(?:/>|>\s*</Relationship>)", kept, parts.get(path, b""))
    if not absent:
        return data, []
    parts[path] = made
    return _packed(parts), absent


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _inserted(chunk: Any, reading: _Reading) -> Iterator[tuple[str, str]]:
    """The paragraphs of a file that a Word file has inside it: HTML, text or another Word file."""
    part = reading.document.part.related_parts.get(chunk.get(_ID))
    if part is None:
        reading.missing += 1
    elif reading.read is not None:
        for block in reading.read(part.blob, str(part.partname).rpartition("/")[2]):
            yield block.kind, block.text


def _of(container: Any, reading: _Reading, inside: str = "") -> Iterator[tuple[str, str]]:
    """The paragraphs of an element in order, with their kinds: also in tables, content controls and text boxes."""
    before = ""  # a paragraph whose end was deleted: it goes on in the next one
    for element in container:
        name = _name(element)
        if name == "p":
            text, before = before + _text(element, reading), ""
            if element.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None and _goes_on(element):
                before = text
                continue
            lines = [line for part in clean(text).split("\n") if (line := part.strip())]
            if _breaks_a_sentence(lines):
                lines = [joined(lines)]
            kind = (_kind(element, reading.document) or inside) if lines else ""
            for line in lines:
                yield kind, line
            yield from _in_frames(element, reading)
        elif name == "altChunk":
            yield from _inserted(element, reading)
        elif name == "tc":
            yield from _of(element, reading, "item")
        elif name not in _LEFT_OUT and not _is_spare(element):
            yield from _of(element, reading, inside)


def _in_frames(paragraph: Any, reading: _Reading) -> Iterator[tuple[str, str]]:
    """The paragraphs of the text boxes and drawings that hang on a paragraph, those in a box with the box."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = _name(element)
        if name == "txbxContent":
            yield from _of(element, reading)
        elif element.tag == f"{_A}p":
            if text := _text(element, reading).strip():
                yield "", text
        elif name not in _DELETED and not _is_spare(element):
            stack.extend(reversed(element))


def _is_spare(element: Any) -> bool:
    """Whether an element says again, for an older Word, what the one before it says."""
    return _name(element) == "Fallback" and any(
        _name(c) == "Choice" for c in element.itersiblings(preceding=True)
    )


def _goes_on(paragraph: Any) -> bool:
    """Whether another paragraph follows in the same place."""
    following = paragraph.getnext()
    return following is not None and _name(following) == "p"


def _breaks_a_sentence(lines: list[str]) -> bool:
    """Whether the line breaks of a paragraph are those of a column: all at one width, none at the end of a sentence."""
    widths = [width_of(line) for line in lines[:-1]]
    return (
        len(widths) >= 2
        and min(widths) >= 20
        and max(widths) - min(widths) <= 4
        and width_of(lines[-1]) <= max(widths) + 2
        and sum(line[-1] not in "，。、；：！？」』…" for line in lines[:-1]) >= 0.6 * len(widths)
        and sum(goes_on(a, b) > 0 for a, b in pairwise(lines)) >= 0.3 * len(widths)
    )


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(paragraph: Any, reading: _Reading) -> str:
    """A paragraph as it reads now: tracked deletions, hidden text and ruby readings left out."""
    pieces: list[str] = []
    code: list[str] = []  # of a field
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = _name(element)
        if name == "t":
            pieces.append(element.text or "")
            reading.seen.add(element)
        elif name == "br" and element.get(f"{_W}type") in ("page", "column"):
            pieces.append("\f")
        elif name in _CHARACTERS:
            pieces.append(_CHARACTERS[name])
        elif name == "instrText":
            code.append(element.text or "")
        elif name == "fldChar":
            text, above = fields_shown("".join(code))
            reading.readings += above
            pieces.append(text.strip() if text != "".join(code) else "")
            code = []
        elif (
            name not in _LEFT_OUT
            and not _is_spare(element)
            and not (name == "r" and _is_hidden(element) and not reading.everything)
        ):
            stack.extend(reversed(element))
    return _GOES_ON.sub(r"\1", "".join(pieces)).replace("\f", "\n")


def _is_hidden(run: Any) -> bool:
    """Whether a run is marked as hidden; `w:val="0"` takes that back."""
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


def _kind(element: Any, document: Any) -> str:
    style = _style_name(element.style, document)
    listed = element.pPr is not None and element.pPr.numPr is not None
    if style.startswith(("heading", "title", "subtitle", "標題", "标题")):
        return "headline"
    if listed or style.startswith("list"):
        return "item"
    return "caption" if style.startswith("caption") else ""


def _style_name(identifier: str | None, document: Any) -> str:
    """The name of a paragraph's style, looked up once for each: the library goes through all styles each time."""
    known: dict[str | None, str] = document.__dict__.setdefault("_companion_styles", {})
    if identifier not in known:
        style = document.part.get_style(identifier, 1)  # 1: of paragraphs
        known[identifier] = (style.name or "").lower() if style is not None else ""
    return known[identifier]


def _notes(reading: _Reading) -> Iterator[tuple[str, str]]:
    """Footnotes, then endnotes: they stand after the text."""
    for root, _ in _parts(reading, ("footnotes", "endnotes")):
        for note in root:
            if note.get(f"{_W}type") is None:
                yield from _of(note, reading)


def _parts(reading: _Reading, kinds: Sequence[str] = ()) -> Iterator[tuple[Any, str]]:
    """The text of a Word file and what else it holds, or the parts of these kinds, each with what it is."""
    from docx.oxml import parse_xml

    if not kinds:
        yield reading.document.element.body, "hidden text"
    relations = [r for r in reading.document.part.rels.values() if not r.is_external]
    for kind in kinds or _BESIDE:
        for relation in relations:
            if relation.reltype.endswith(f"/{kind}"):
                part = relation.target_part
                root = part.element if hasattr(part, "element") else parse_xml(part.blob)
                yield root, _BESIDE.get(kind, kind)


def _not_read(root: Any, what: str, reading: _Reading) -> Iterator[Passage]:
    """The paragraphs of text below an element that were not read, but for what stands in another place or is said again."""
    texts: dict[tuple[Any, str], list[str]] = {}
    for element in root.iter(f"{_W}t", f"{_W}delText", f"{_A}t", f"{_M}t", _WORD_ART):
        around = list(element.iterancestors())
        if element not in reading.seen and not any(_name(a) == "moveFrom" or _is_spare(a) for a in around):
            paragraph = next((a for a in around if _name(a) == "p"), root)
            within = (
                "words in a drawing"
                if element.tag == _WORD_ART
                else next((_WITHIN[n] for a in around if (n := _name(a)) in _WITHIN), what)
            )
            texts.setdefault((paragraph, within), []).append(element.get("string") or element.text or "")
    for (_, within), pieces in texts.items():
        if text := clean("".join(pieces)).strip():
            yield Passage(text, within)
