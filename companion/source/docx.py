"""Word files (.docx), with python-docx, which resolves no XML entities."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from companion.errors import InputError
from companion.source.blocks import Block
from companion.source.characters import clean
from companion.source.layout import joined
from companion.source.lines import width_of
from companion.source.pairs import goes_on
from companion.source.wrapped import written_paragraphs

__all__ = ["docx_blocks"]

_Read = Callable[[bytes, str], Sequence[Block]] | None
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {
    "del", "moveFrom", "rt", "pPr", "rPr", "tcPr", "tblPr", "trPr", "sectPr", "sdtPr", "Fallback", "txbxContent",
    "instrText", "delText",
}  # fmt: skip
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


def docx_blocks(
    data: bytes,
    name: str,
    paragraphs: str = "auto",
    read: Callable[[bytes, str], Sequence[Block]] | None = None,
) -> list[Block]:
    """The paragraphs of a Word file: headings by their style, lists by their numbering, tables cell by cell,
    text boxes after the paragraph that they hang on, footnotes at the end; tracked changes as accepted.

    Where each line of a wrapped text was pasted as a paragraph, they are put together ("auto"). `read` reads a file that is inside it (altChunk). Raises
    `InputError` where the file is damaged.
    """
    from docx import Document

    try:
        document = Document(io.BytesIO(_transitional(data)))
        found = [*_of(document.element.body, document, read), *_notes(document)]
    except Exception as error:  # the library raises whatever its XML parser and its lookups do
        if isinstance(error, (KeyboardInterrupt, MemoryError)):
            raise
        raise InputError(
            f"{name}: can't be opened as a Word file; it is damaged (open it in Word and save it again)"
        ) from None
    return written_paragraphs(found, paragraphs, "a paragraph of the Word file")


def _transitional(data: bytes) -> bytes:
    """A Word file in "Strict Open XML" with the names of elements that all others have, which python-docx knows."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {e.filename: archive.read(e) for e in archive.infolist()}
    if not any(_STRICT in content for name, content in parts.items() if name.endswith((".rels", ".xml"))):
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            if name.endswith((".rels", ".xml")):
                for strict, usual in _NAMESPACES:
                    content = content.replace(strict, usual)
            archive.writestr(name, content)
    return out.getvalue()


def _inserted(chunk: Any, document: Any, read: _Read) -> Iterator[tuple[str, str]]:
    """The paragraphs of a file that a Word file has inside it: HTML, text or another Word file."""
    part = document.part.related_parts.get(chunk.get(_ID))
    if part is not None and read is not None:
        for block in read(part.blob, str(part.partname).rpartition("/")[2]):
            yield block.kind, block.text


def _of(container: Any, document: Any, read: _Read = None, inside: str = "") -> Iterator[tuple[str, str]]:
    """The paragraphs of an element in order, with their kinds: also in tables, content controls and text boxes."""
    before = ""  # a paragraph whose end was deleted: it goes on in the next one
    for element in container:
        name = _name(element)
        if name == "p":
            text, before = before + _text(element), ""
            if element.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None and _goes_on(element):
                before = text
                continue
            lines = [line for part in clean(text).split("\n") if (line := part.strip())]
            if _breaks_a_sentence(lines):
                lines = [joined(lines)]
            kind = (_kind(element, document) or inside) if lines else ""
            for line in lines:
                yield kind, line
            for box in element.iter(f"{_W}txbxContent"):
                if not any(_name(a) in ("Fallback", "txbxContent") for a in box.iterancestors()):
                    yield from _of(box, document, read)
        elif name == "altChunk":
            yield from _inserted(element, document, read)
        elif name == "tc":
            yield from _of(element, document, read, "item")
        elif name not in _LEFT_OUT:
            yield from _of(element, document, read, inside)


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


def _text(paragraph: Any) -> str:
    """A paragraph as it reads now: tracked deletions, hidden text and ruby readings left out."""
    pieces: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = _name(element)
        if name == "t":
            pieces.append(element.text or "")
        elif name in _CHARACTERS:
            pieces.append(_CHARACTERS[name])
        elif name not in _LEFT_OUT and not (name == "r" and _is_hidden(element)):
            stack.extend(reversed(element))
    return "".join(pieces)


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


def _notes(document: Any) -> Iterator[tuple[str, str]]:
    """Footnotes, then endnotes: they stand after the text."""
    from docx.oxml import parse_xml

    for kind in ("footnotes", "endnotes"):
        for relation in document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                for note in parse_xml(relation.target_part.blob):
                    if note.get(f"{_W}type") is None:
                        yield from _of(note, document)
