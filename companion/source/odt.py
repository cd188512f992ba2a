"""OpenDocument text (.odt): its headings and paragraphs, in order."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

from companion.errors import InputError
from companion.files import parsing
from companion.source.blocks import Block
from companion.source.characters import clean
from companion.source.layout import blocks

__all__ = ["odt_blocks"]

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LEFT_OUT = {f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}ruby-text"}


def odt_blocks(data: bytes, name: str, paragraphs: str) -> list[Block]:
    """The paragraphs of an OpenDocument text; headings are headlines, foot notes and comments are left out.

    Raises:
        InputError: where the file is damaged, or no text document.
    """
    from defusedxml.ElementTree import fromstring

    with parsing(name, "an OpenDocument text"), zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = fromstring(archive.read("content.xml"))
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise InputError(
            f"{name}: is an OpenDocument spreadsheet or slides; save its text as .odt, .docx or .txt"
        )
    lines: list[tuple[str, str]] = []
    for element in body.iter(f"{_TEXT}h", f"{_TEXT}p"):
        text = clean("".join(_pieces(element)))
        lines += [
            ("headline" if element.tag == f"{_TEXT}h" else "body", line)
            for line in text.split("\n")
            if line.strip()
        ]
    return _blocks(lines, paragraphs)


def _blocks(lines: list[tuple[str, str]], paragraphs: str) -> list[Block]:
    found = blocks(
        "\n\n".join(text for _, text in lines), "blank-line" if paragraphs == "auto" else paragraphs
    )
    headings = {" ".join(text.split()) for kind, text in lines if kind == "headline"}
    return [replace(b, kind="headline") if " ".join(b.text.split()) in headings else b for b in found]


def _pieces(element: Any) -> list[str]:
    found = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}line-break":
            found.append("\n")
        elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            found.append(" ")
        elif child.tag not in _LEFT_OUT:
            found += _pieces(child)
        found.append(child.tail or "")
    return found
