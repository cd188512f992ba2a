"""Recognised lines as glyphs on a page: pictures go through the layout of PDF pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from companion.errors import InputError
from companion.source.blocks import Block
from companion.source.pdf.glyphs import Glyph, Page
from companion.source.pictures.images import KINDS, picture_count, picture_kind, pictures_of
from companion.source.pictures.progress import told
from companion.source.pictures.recognition import Line, is_installed, missing, recognised_lines

__all__ = ["blocks_of_pages", "picture_blocks", "recognised_page"]

LEAST_SCORE = 0.9
"""How sure a line must be; the words of one that is less so get the review mark `ocr`."""

_LONG_LINE = 8  # characters


def picture_blocks(data: bytes, name: str) -> tuple[list[Block], tuple[str, ...]]:
    """The paragraphs of a picture (a screenshot, a photo or a scan), and remarks on what was left out.

    Args:
        data: a PNG, JPEG, WebP, TIFF (its pages one after the other), HEIC, AVIF, GIF or BMP file.
        name: of the file, for messages.

    Raises:
        InputError: where the picture is damaged or without text, or text recognition is not installed.
    """
    if not is_installed():
        raise missing(name, f"is a picture ({KINDS.get(picture_kind(data), 'of some kind')})")
    pages, lines = [], []
    for number, picture in enumerate(told(pictures_of(data, name), picture_count(data)), 1):
        page, found = recognised_page(picture, number)
        pages.append(page)
        lines += found
    if not any(page.glyphs for page in pages):
        raise InputError(f"{name}: no text was found in the picture; is it sharp, upright and large enough?")
    return blocks_of_pages(pages, lines)


def recognised_page(picture: Any, number: int) -> tuple[Page, list[Line]]:
    """A picture (rows, columns, red-green-blue) as a page of glyphs, and the lines that were recognised."""
    lines, (width, height) = recognised_lines(picture)
    upright = sum(len(line.text) for line in lines if line.vertical)
    vertical = upright > sum(len(line.text) for line in lines) / 2
    kept = [line for line in lines if line.vertical == vertical or len(line.text) == 1]
    others = [line for line in lines if line not in kept]
    sizes = _sizes(kept, vertical)
    page = Page(number, [], width if vertical else height, -width if vertical else 0.0, [], vertical)
    for line, size in zip(kept, sizes, strict=True):
        page.glyphs += _glyphs(line, size, vertical)
    if others and vertical:
        page.across = [
            _glyphs(line, size, False) for line, size in zip(others, _sizes(others, False), strict=True)
        ]
    elif others:
        aside = Page(number, [], width, -width, [], True)
        for line, size in zip(others, _sizes(others, True), strict=True):
            aside.glyphs += _glyphs(line, size, True)
        page.asides.append(aside)
    return page, lines


def blocks_of_pages(pages: Sequence[Page], lines: Iterable[Line]) -> tuple[list[Block], tuple[str, ...]]:
    """The paragraphs of recognised pages, and remarks; what is doubtful in them is marked `ocr`."""
    from companion.source.pdf.paragraphs import paragraphs

    found, remarks = paragraphs(pages)
    return _marked(found, [line for line in lines if line.score < LEAST_SCORE or line.doubtful]), remarks


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"


def _sizes(lines: Sequence[Line], vertical: bool) -> list[float]:
    """The size of each line's characters, in pixels.

    The step from character to character tells it in longer lines, which are of one size where their steps are about the same.
    A box is larger than its line, a short one by more: a short line has the size of the longer ones with about as broad a box.
    """
    breadths = [(b[2] - b[0]) if vertical else (b[3] - b[1]) for b in (line.box for line in lines)]
    steps = [_length(line, vertical) / _units(line.text) for line in lines]
    long = [i for i, line in enumerate(lines) if _units(line.text) >= _LONG_LINE]
    sizes = [min(breadth, step) for breadth, step in zip(breadths, steps, strict=True)]
    groups: list[list[int]] = []
    for i in sorted(long, key=lambda i: sizes[i]):
        if groups and sizes[i] <= 1.12 * sizes[groups[-1][0]]:
            groups[-1].append(i)
        else:
            groups.append([i])
    shapes = []
    for group in groups:
        size = sorted(sizes[i] for i in group)[len(group) // 2]
        shapes.append(
            (
                sorted(breadths[i] for i in group)[len(group) // 2],
                size,
                sum(len(lines[i].text) for i in group),
            )
        )
        for i in group:
            sizes[i] = size
    for i in set(range(len(lines))) - set(long):
        near = [s for s in shapes if 0.8 < breadths[i] / s[0] < 1.35]
        if near:
            sizes[i] = max(near, key=lambda s: s[2])[1]
    return sizes


def _units(text: str) -> float:
    return sum(1.0 if _wide(c) else 0.5 for c in text) or 1.0


def _length(line: Line, vertical: bool) -> float:
    left, top, right, bottom = line.box
    return bottom - top if vertical else right - left


def _glyphs(line: Line, size: float, vertical: bool) -> list[Glyph]:
    """A line's characters, at even distances along its box."""
    left, top, right, bottom = line.box
    start, end = (top, bottom) if vertical else (left, right)
    units = _units(line.text)
    excess = end - start - units * size
    if 0 < excess < 0.8 * size:
        start, end = start + excess / 2, end - excess / 2
    step = (end - start) / units
    place = -(left + right) / 2 if vertical else (top + bottom) / 2
    glyphs, at = [], float(start)
    for character in line.text:
        extent = (1.0 if _wide(character) else 0.5) * step
        glyphs.append(Glyph(character, at, at + extent, place + 0.38 * size, size))
        at += extent
    return glyphs


def _marked(blocks: list[Block], doubtful: Sequence[Line]) -> list[Block]:
    """The paragraphs with the places of doubtful lines marked."""
    marks: dict[int, list[tuple[int, int, str]]] = {}
    for line in doubtful:
        text = line.text.strip()
        for i, block in enumerate(blocks):
            at = block.text.find(text)
            while at >= 0 and any(a < at + len(text) and at < b for a, b, _ in marks.get(i, ())):
                at = block.text.find(text, at + 1)
            if at >= 0:
                marks.setdefault(i, []).append((at, at + len(text), "ocr"))
                break
    return [replace(b, marks=tuple(sorted(marks[i]))) if i in marks else b for i, b in enumerate(blocks)]
