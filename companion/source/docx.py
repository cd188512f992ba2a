"""Word files (.docx), with python-docx, which resolves no XML entities."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from companion.errors import InputError
from companion.source.blocks import Block
from companion.source.characters import clean
from companion.source.kinds import kind_of
from companion.source.wrapped import put_together

__all__ = ["docx_blocks"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {
    "del", "moveFrom", "rt", "pPr", "rPr", "tcPr", "tblPr", "trPr", "sectPr", "sdtPr", "Fallback", "txbxContent",
    "instrText", "delText",
}  # fmt: skip
_CHARACTERS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}


def docx_blocks(data: bytes, name: str, paragraphs: str = "auto") -> list[Block]:
    """The paragraphs of a Word file: headings by their style, lists by their numbering, tables cell by cell,
    text boxes after the paragraph that they hang on, footnotes at the end; tracked changes as accepted.

    Where each line of a wrapped text was pasted as a paragraph, they are put together ("auto"). Raises
    `InputError` where the file is damaged.
    """
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        found = [*_of(document.element.body, document), *_notes(document)]
    except Exception as error:  # the library raises whatever its XML parser and its lookups do
        if isinstance(error, (KeyboardInterrupt, MemoryError)):
            raise
        raise InputError(
            f"{name}: can't be opened as a Word file; it is damaged (open it in Word and save it again)"
        ) from None
    if paragraphs == "auto" and all(kind != "headline" or len(line) > 40 for kind, line in found):
        whole = put_together([line for _, line in found])
        if whole is not None:
            return whole
    result = []
    for n, (kind, line) in enumerate(found, 1):
        result.append(
            Block(
                kind or kind_of(line, is_first=n == 1),
                line,
                n,
                n,
                ("a paragraph of the Word file",),
                (),
                "paragraph",
            )
        )
    return result


def _of(container: Any, document: Any, inside: str = "") -> Iterator[tuple[str, str]]:
    """The paragraphs of an element in order, with their kinds: also in tables, content controls and text boxes."""
    for element in container:
        name = _name(element)
        if name == "p":
            lines = [line for line in map(str.strip, clean(_text(element)).split("\n")) if line]
            kind = (_kind(element, document) or inside) if lines else ""
            for line in lines:
                yield kind, line
            for box in element.iter(f"{_W}txbxContent"):
                if not any(_name(a) in ("Fallback", "txbxContent") for a in box.iterancestors()):
                    yield from _of(box, document)
        elif name == "tc":
            yield from _of(element, document, "item")
        elif name not in _LEFT_OUT:
            yield from _of(element, document, inside)


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
        elif name not in _LEFT_OUT and not (name == "r" and element.find(f"{_W}rPr/{_W}vanish") is not None):
            stack.extend(reversed(element))
    return "".join(pieces)


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
    known = document.__dict__.setdefault("_companion_styles", {})
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
