"""OpenDocument text (.odt): its headings and paragraphs, in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from companion.errors import InputError
from companion.files import parsing
from companion.source.accounts import Contents, Passage
from companion.source.characters import clean
from companion.source.wrapped import contents_of

__all__ = ["odt_blocks"]

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT, _OFFICE, _STYLE = (f"{{{_NAMES}:{name}:1.0}}" for name in ("text", "office", "style"))
_HEADING, _PARAGRAPH, _ITEM = f"{_TEXT}h", f"{_TEXT}p", f"{_TEXT}list-item"
_CELL = f"{{{_NAMES}:table:1.0}}table-cell"
_LEFT_OUT = {
    f"{_TEXT}note-citation", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}ruby-text", f"{_TEXT}table-of-content",
    f"{_OFFICE}forms", f"{_TEXT}sequence-decls", f"{{{_NAMES}:svg-compatible:1.0}}title", f"{{{_NAMES}:svg-compatible:1.0}}desc",
}  # fmt: skip


# What of it a reader should know of.
_TOLD = {
    f"{_OFFICE}annotation": "comment", f"{_TEXT}ruby-text": "reading above a word", f"{_TEXT}table-of-content": "table of contents",
    f"{_OFFICE}forms": "field of a form", f"{_TEXT}deletion": "tracked deletion",
}  # fmt: skip


def odt_blocks(data: bytes, name: str, paragraphs: str, everything: bool = False) -> Contents:
    """The paragraphs of an OpenDocument text, and what of it is none: comments, what is hidden or deleted, ruby,
    tables of contents, heads of pages.

    Headings are headlines, points of lists items. Foot notes stand at the end.

    Raises:
        InputError: where the file is damaged, or no text document.
    """
    from defusedxml.ElementTree import fromstring

    with parsing(name, "an OpenDocument text"):
        if not data.startswith(b"PK"):  # flat: one file
            root = styles = fromstring(data)
        else:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                root = fromstring(archive.read("content.xml"))
                styles = (
                    fromstring(archive.read("styles.xml")) if "styles.xml" in archive.namelist() else None
                )
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise InputError(
            f"{name}: is an OpenDocument spreadsheet or slides; save its text as .odt, .docx or .txt"
        )
    left = _hidden(root, everything)
    notes: list[Any] = []
    lines = list(_paragraphs(body, "", notes))
    while notes:  # a note may have one in it
        waiting, notes = notes, []
        lines += _paragraphs(waiting, "cell", notes)
    # A cell or a note without a sentence is no headline.
    lines = [(("" if "。" in text else "item") if kind == "cell" else kind, text) for kind, text in lines]
    found = [(kind, line.strip()) for kind, text in lines for line in clean(text).split("\n") if line.strip()]
    left += [
        Passage(text, what)
        for element in root.iter()
        if (what := _TOLD.get(element.tag)) and (text := _lines_of(element))
    ]
    left += [
        Passage(text, f"{kind} of the pages")
        for kind in ("header", "footer")
        for element in (styles.iter(f"{_STYLE}{kind}") if styles is not None else ())
        if (text := " ".join("".join(element.itertext()).split()))
    ]
    return contents_of(found, left, paragraphs, "OpenDocument text", everything)


def _lines_of(element: Any) -> str:
    """The text of an element, with a space between its paragraphs, and after the name of who wrote it."""
    lines = [element.text or "", *("".join(child.itertext()) + (child.tail or "") for child in element)]
    return " ".join(" ".join(lines if element.tag == f"{_OFFICE}annotation" else ["".join(lines)]).split())


def _hidden(root: Any, everything: bool) -> list[Passage]:
    """What is not shown, taken out of its elements: a section, or what has a style, that says so; words under a condition.

    With `everything` such words alone, which are no text of an element.
    """
    styles = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(e.get(f"{_TEXT}display") == "none" for e in style)
    }
    found = []
    for element in root.iter():
        style, said = element.get(f"{_TEXT}style-name"), element.get(f"{_TEXT}string-value", "")
        is_section = element.tag == f"{_TEXT}section" and element.get(f"{_TEXT}display") == "none"
        is_hidden = is_section or element.get(f"{_TEXT}is-hidden") == "true" or (style and style in styles)
        if said or (is_hidden and not everything):
            found.append(Passage(" ".join(f"{said} {''.join(element.itertext())}".split()), "hidden text"))
            tail = element.tail
            element.clear()
            element.tail = tail
    return found


def _paragraphs(element: Iterable[Any], kind: str, notes: list[Any]) -> Iterator[tuple[str, str]]:
    """The kind and text of each paragraph below an element; what stands in a frame comes after its paragraph.

    The bodies of foot notes are put to `notes`.
    """
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag in (_HEADING, _PARAGRAPH):
            inner: list[Any] = []
            yield "headline" if child.tag == _HEADING else kind, "".join(_pieces(child, inner, notes))
            yield from _paragraphs(inner, "", notes)
        else:
            yield from _paragraphs(
                child, "item" if child.tag == _ITEM else "cell" if child.tag == _CELL else kind, notes
            )


def _pieces(element: Any, inner: list[Any], notes: list[Any]) -> Iterator[str]:
    """The text of a paragraph; the paragraphs that stand in it, in a text box, are put to `inner`."""
    yield element.text or ""
    for child in element:
        if child.tag in (_HEADING, _PARAGRAPH):
            inner.append(child)
        elif child.tag == f"{_TEXT}note-body":
            notes.append(child)
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            yield " "
        elif child.tag not in _LEFT_OUT:
            yield from _pieces(child, inner, notes)
        yield child.tail or ""
