"""The faces of a page that is printed to a PDF, with outlines that a browser can embed as a font.

Chromium embeds a face with CFF outlines (Noto CJK, Source Han) as Type 3 fonts of at most 255 drawings each: twice the
size, and nothing that a viewer can smooth as type. So the page that is printed brings its own copy of such a face: the
characters that it has, with quadratic outlines (TrueType). HarfBuzz takes the characters out, fontTools draws them again.
"""

from __future__ import annotations

import html as entities
import io
import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

__all__ = ["families_on_paper", "true_type", "with_paper_fonts"]

_STYLE = re.compile(r"<style[^>]*>(.*?)</style", re.DOTALL)
_PRINT = re.compile(r"@media print|@page[^{]*")
_BRACE = re.compile(r"[{}]")
_LIST = re.compile(r"(?:(?<![\w-])--[\w-]+|font-family|font)\s*:([^;}]*\"[^;}]*)")
_NAME = re.compile(r'"((?:[^"\\<>]|\\[0-9A-Fa-f]{1,5} ?)+)"')
_ALWAYS = (
    *range(0x20, 0x7F),
    *map(ord, "…‐•◦▪、。零一二三四五六七八九十百"),
)  # what numbers a page and its lists
_ESCAPED = re.compile(r"\\([0-9A-Fa-f]{1,5}) ?")  # in a style sheet
_NO_SUBSET = 0x0002 | 0x0100 | 0x0200  # OS/2 fsType: its maker lets nobody embed it, or a part of it
_ERROR = 0.6  # how far an outline may move, in units of which 1,000 are the width of a character
_WEIGHTS = {400: "Regular", 700: "Bold"}


def with_paper_fonts(page: str) -> str:
    """The page with the faces that need it, for the printing alone: it is not the page that is kept.

    Where there is no fontconfig (macOS, Windows), or the page's faces have TrueType outlines, it stays as it is.

    >>> with_paper_fonts("<p>電騙</p>")
    '<p>電騙</p>'
    """
    if not shutil.which("fc-match"):
        return page
    text = entities.unescape(page)
    letters = {*_ALWAYS, *map(ord, text + text.upper()), *(int(n, 16) for n in _ESCAPED.findall(page))}
    rules = []
    for family in families_on_paper(page):
        for weight, style in _WEIGHTS.items():
            if data := true_type(family, style, letters):
                source = f"data:font/ttf;base64,{b64encode(data).decode()}"
                rules.append(f'@font-face{{font-family:"{family}";font-weight:{weight};src:url({source})}}')
    if not rules:
        return page
    style = "".join(rules)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    page = page.replace("style-src 'sha256-", f"font-src data:; style-src 'sha256-{digest}' 'sha256-", 1)
    return page.replace("<style", f"<style>{style}</style><style", 1)


def families_on_paper(page: str) -> list[str]:
    """The first installed family of each list of fonts, as a browser would choose them: in the rules for paper and those that
    come after them, or where these name none in all of them.

    >>> families_on_paper("<p>電騙</p>")
    []
    """
    sheets = "".join(_STYLE.findall(page))
    named = _LIST.findall(_on_paper(sheets)) or _LIST.findall(sheets)
    lists = dict.fromkeys(tuple(map(_plain, _NAME.findall(names))) for names in named)
    return list(dict.fromkeys(f for names in lists for f in _first_installed(names)))


def _on_paper(sheets: str) -> str:
    """What stands in the braces of the rules for paper, and all that follows the last `@media print`."""
    inside, after = [], 0
    for rule in _PRINT.finditer(sheets):
        depth = 0
        for brace in _BRACE.finditer(sheets, rule.end()):
            depth += 1 if brace[0] == "{" else -1
            if depth <= 0:
                inside.append(sheets[rule.end() : brace.end()])
                after = brace.end() if rule[0].startswith("@media") else after
                break
    return "".join(inside) + (sheets[after:] if after else "")


def _plain(name: str) -> str:
    """A name of a style sheet without its escapes.

    >>> _plain("Noto\\\\20 Serif")
    'Noto Serif'
    """
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), name)


def _first_installed(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if _file_of(name, "Regular"):
            yield name
            return


def _file_of(family: str, style: str) -> tuple[str, int] | None:
    """Where the face of a family is, and which of its file's; None where it is not installed."""
    asked = family.replace("\\", "").replace(":", "").replace("-", r"\-").replace(",", r"\,")
    command = ["fc-match", "-f", "%{file}\t%{index}\t%{family}", f"{asked}:style={style}"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return None
    file, _, rest = found.partition("\t")
    number, _, families = rest.partition("\t")
    if family not in families.split(",") or not number.isdigit():
        return None
    return file, int(number)


def true_type(family: str, style: str, letters: Iterable[int]) -> bytes | None:
    """A face's outlines of some characters as a TrueType font; None where it has such outlines already, or can't be had.

    Args:
        family: The family.
        style: "Regular" or "Bold".
        letters: The characters.

    Returns:
        The font.
    """
    import uharfbuzz
    from fontTools.ttLib import TTFont, TTLibError

    place = _file_of(family, style)
    if place is None:
        return None
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(place[0]), place[1])
    if "CFF " not in face.table_tags:
        return None
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set(set(letters))
    try:
        font = TTFont(io.BytesIO(uharfbuzz.subset(face, wanted).blob.data))
        if font["OS/2"].fsType & _NO_SUBSET:
            return None
        _redraw(font)
        out = io.BytesIO()
        font.save(out)
    except (RuntimeError, TTLibError, KeyError):  # a damaged font: the browser has its own way with it
        return None
    return out.getvalue()


def _redraw(font: Any) -> None:
    """Quadratic outlines in the place of cubic ones."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    drawn, glyphs = font.getGlyphSet(), {}
    error = _ERROR * font["head"].unitsPerEm / 1000
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder, table.glyphs = font.getGlyphOrder(), glyphs
    widths = font["hmtx"]
    for name, glyph in glyphs.items():
        glyph.recalcBounds(table)
        widths[name] = (widths[name][0], getattr(glyph, "xMin", 0))
    most = font["maxp"]
    most.tableVersion = 0x00010000
    most.maxZones = 1
    for key in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxComponentElements",
    ):  # fmt: skip
        setattr(most, key, 0)
    font["post"].formatType = 3.0
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\0\1\0\0"
