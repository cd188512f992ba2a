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


def docx_blocks(data: bytes, name: str, paragraphs: str = "auto") -> list[Block]:
    """The paragraphs of a Word file: headings by their style, lists by their numbering, tables cell by cell.

    Where each line of a wrapped text was pasted as a paragraph, they are put together ("auto"). Raises
    `InputError` where the file is damaged.
    """
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        found = list(_paragraphs(document))
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


def _paragraphs(document: Any) -> Iterator[tuple[str, str]]:
    for item in document.iter_inner_content():
        yield from _of(item)


def _of(item: Any) -> Iterator[tuple[str, str]]:
    if hasattr(item, "rows"):
        seen: set[Any] = set()
        for row in item.rows:
            for cell in row.cells:
                if cell._tc not in seen:  # merged cells come again in each row
                    seen.add(cell._tc)
                    for inner in cell.iter_inner_content():
                        yield from ((kind or "item", line) for kind, line in _of(inner))
        return
    style = (item.style.name or "").lower() if item.style is not None else ""
    listed = item._p.pPr is not None and item._p.pPr.numPr is not None
    kind = ""
    if style.startswith(("heading", "title", "subtitle", "標題", "标题")):
        kind = "headline"
    elif listed or style.startswith("list"):
        kind = "item"
    elif style.startswith("caption"):
        kind = "caption"
    for line in clean(item.text).split("\n"):
        if line := line.strip():
            yield kind, line
