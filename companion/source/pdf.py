"""PDF files: opening them, and their characters with their places (pypdfium2)."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from companion.errors import InputError
from companion.han import han_places
from companion.source.blocks import Block
from companion.source.pairs import is_garbled

__all__ = ["Glyph", "Page", "pages_of", "pdf_blocks"]

MOST_PAGES = 300
_MOST_CHARACTERS = 200_000  # on one page; a newspaper page has 5,000
_UPRIGHT = str.maketrans(
    "︐︑︒︓︔︕︖︗︘︙︰︱︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄",
    "，、。：；！？〖〗…：—（）｛｝〔〕【】《》〈〉「」『』",
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page: `u` is its place along the line, `v` that of its line, both growing as one reads."""

    text: str
    u: float
    end: float
    v: float
    size: float


@dataclass(slots=True)
class Page:
    """A page's glyphs in the order of the file, its extent, and its pictures as (u0, v0, u1, v1)."""

    number: int
    glyphs: list[Glyph]
    height: float
    top: float
    pictures: list[tuple[float, float, float, float]]
    vertical: bool = False


def pdf_blocks(data: bytes, name: str, *, password: str | None = None, pages: str = "") -> list[Block]:
    """The paragraphs of a PDF file, columns in reading order; running heads and page numbers are left out.

    `pages` chooses pages ("3", "2-5", "1,4-6"). Raises `InputError` where the file is damaged, encrypted,
    a scan without text, or has more pages than are read at once.
    """
    from companion.source.pdf_paragraphs import paragraphs

    found = list(pages_of(data, name, password, pages))
    if not any(page.glyphs for page in found):
        raise InputError(
            f"{name}: has no text, only pictures (a scan); let a program with text recognition (OCR) make its text first"
        )
    codes = [g.text for page in found for g in page.glyphs]
    unknown = sum(c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn", "Cc") for c in codes)
    if not han_places("".join(codes)):
        unknown += sum("\xa0" < c <= "\xff" for c in codes)  # what codes of Chinese characters are taken for
    result = paragraphs(found)
    if unknown > 0.15 * len(codes) or is_garbled("".join(b.text for b in result)):
        raise InputError(
            f"{name}: does not say which characters it shows, or says it wrongly; let a program with text recognition (OCR) make its text first"
        )
    return result


def pages_of(data: bytes, name: str, password: str | None = None, chosen: str = "") -> Iterator[Page]:
    """The pages of a PDF file; see `pdf_blocks`."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data, password=password)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            wrong = "the password does not open it" if password else "is encrypted"
            raise InputError(f"{name}: {wrong}; give its password with --password (password=)") from None
        raise InputError(f"{name}: can't be opened as a PDF file; it is damaged or not complete") from None
    try:
        numbers = _chosen(chosen, count, name)
        for number in numbers:
            try:
                page = document[number - 1]
            except pypdfium2.PdfiumError:
                raise InputError(f"{name}: page {number} is damaged; leave it out with --pages") from None
            yield _page(page, number, name)
            page.close()
    finally:
        document.close()


def _chosen(chosen: str, count: int, name: str) -> list[int]:
    if not chosen:
        if count > MOST_PAGES:
            raise InputError(
                f"{name}: has {count:,} pages; at most {MOST_PAGES} are read at once: choose with --pages 1-{MOST_PAGES} (pages=)"
            )
        return list(range(1, count + 1))
    numbers: dict[int, None] = {}
    for part in chosen.split(","):
        first, dash, last = part.strip().partition("-")
        try:
            a = int(first)
            b = int(last) if dash else a
        except ValueError:
            raise InputError(f"pages are written like 3, 2-5 or 1,4-6, not '{chosen}'") from None
        if not 1 <= a <= b <= count:
            raise InputError(f"{name}: has the pages 1 to {count}, not {part.strip()}")
        numbers.update(dict.fromkeys(range(a, b + 1)))
    if len(numbers) > MOST_PAGES:
        raise InputError(f"{name}: at most {MOST_PAGES} pages are read at once, not {len(numbers):,}")
    return list(numbers)


def _page(page, number: int, name: str) -> Page:
    from pypdfium2 import raw

    _, height = page.get_size()
    text = page.get_textpage()
    count = text.count_chars()
    if count > _MOST_CHARACTERS:
        raise InputError(
            f"{name}: page {number} has {count:,} characters, more than a page can; leave it out with --pages"
        )
    found: list[tuple[str, float, float, float, float, bool]] = []
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(count):
        code = raw.FPDFText_GetUnicode(text.raw, i)
        if raw.FPDFText_IsGenerated(text.raw, i) == 1 or code in (0, 2, 10, 13, 0xFFFE):
            continue
        raw.FPDFText_GetLooseCharBox(text.raw, i, box)
        raw.FPDFText_GetCharOrigin(text.raw, i, x, y)
        raw.FPDFText_GetMatrix(text.raw, i, matrix)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        size = raw.FPDFText_GetFontSize(text.raw, i) * scale
        turned = abs(matrix.b) > 0.5 * scale
        extent = box.top - box.bottom if turned else box.right - x.value
        found.append((chr(code), x.value, y.value, extent, size, turned))
    vertical = _is_vertical(found)
    glyphs = []
    for char, gx, gy, extent, size, turned in found:
        wide = unicodedata.east_asian_width(char) in "WF"
        if not vertical:
            glyphs.append(Glyph(char, gx, gx + (size if wide else max(extent, 0.2 * size)), -gy, size))
        elif turned:  # Latin letters and digits, lying on their side
            glyphs.append(Glyph(char, -gy, -gy + max(extent, 0.3 * size), -gx - 0.3 * size, size))
        else:
            start = -gy - 0.86 * size
            glyphs.append(Glyph(char.translate(_UPRIGHT), start, start + size, -gx - 0.5 * size, size))
    pictures = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        a, b, c, d = item.get_bounds()
        pictures.append((-d, -c, -b, -a) if vertical else (a, -d, c, -b))
    text.close()
    if vertical:
        width, _ = page.get_size()
        return Page(number, glyphs, width, -width, pictures, True)
    return Page(number, glyphs, height, -height, pictures)


def _is_vertical(found: list[tuple[str, float, float, float, float, bool]]) -> bool:
    """Whether most characters follow each other downwards."""
    down = across = 0
    for (_, x0, y0, _, size, _), (_, x1, y1, *_) in pairwise(found):
        if abs(x1 - x0) < 0.4 * size and 0.5 * size < y0 - y1 < 1.7 * size:
            down += 1
        elif abs(y1 - y0) < 0.2 * size and x1 > x0:
            across += 1
    return down > 2 * across
