"""PDF files: opening them, choosing pages, and telling what can't be read (pypdfium2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from companion.errors import InputError
from companion.han import han_places
from companion.source.blocks import Block
from companion.source.limits import chosen_numbers
from companion.source.pairs import is_garbled
from companion.source.pdf.glyphs import Page, page_of
from companion.source.pictures.pages import blocks_of_pages, recognised_page
from companion.source.pictures.progress import told
from companion.source.pictures.recognition import Line, is_installed, missing

__all__ = ["pages_of", "pdf_blocks"]

MOST_PAGES = 300
_DOTS, _LONGEST = 200, 4_000  # how finely a scanned page is drawn: dots an inch, pixels at most
_RECOGNISED = "what stands on its pages was recognised (OCR); compare with them"
_WRONG_MARKS = (
    "the file may name some characters wrongly, for no sentence has its full stop: compare with the page"
)


def pdf_blocks(
    data: bytes, name: str, *, password: str | None = None, pages: str = ""
) -> tuple[list[Block], tuple[str, ...]]:
    """The paragraphs of a PDF file, columns in reading order, and remarks on what was left out: running heads, scanned pages.

    `pages` chooses pages ("3", "2-5", "1,4-6"). Raises `InputError` where the file is damaged, encrypted,
    a scan where no text recognition is installed, or has more pages than are read at once.
    """
    from companion.source.pdf.paragraphs import paragraphs

    found = list(pages_of(data, name, password, pages))
    remarks: tuple[str, ...] = ()
    scanned = {page.number for page in found if not page.all_glyphs() and page.pictures}
    if scanned and (is_installed() or len(scanned) == len(found)):
        found, lines = _recognised(data, name, password, found, scanned)
        if not any(page.all_glyphs() for page in found):
            raise InputError(
                f"{name}: no text was found on its pages; are they sharp, upright and large enough?"
            )
        return blocks_of_pages(found, lines)
    if scanned:
        remarks = (_unread(name, sorted(scanned)),)
    if not any(page.all_glyphs() for page in found):
        raise InputError(f"{name}: has no text; its pages are empty")
    codes = [g.text for page in found for g in page.all_glyphs()]
    unknown = sum(c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn", "Cc") for c in codes)
    if not han_places("".join(codes)):
        unknown += sum("\xa0" < c <= "\xff" for c in codes)  # what codes of Chinese characters are taken for
    result, left_out = paragraphs(found)
    remarks += left_out
    if unknown > 0.15 * len(codes) or is_garbled("".join(b.text for b in result)):
        if is_installed():
            result, left_out = blocks_of_pages(
                *_recognised(data, name, password, found, {page.number for page in found})
            )
            return result, (f"{name} does not say which characters it shows: {_RECOGNISED}", *left_out)
        raise missing(name, "does not say which characters it shows, or says it wrongly")
    if _without_full_stops("".join(b.text for b in result)):
        result = [replace(b, reasons=(*b.reasons, _WRONG_MARKS), review=("layout",)) for b in result]
    return result, remarks


def _unread(name: str, numbers: Sequence[int]) -> str:
    """What to do about scanned pages among others, where there is no text recognition."""
    which = "page " if len(numbers) == 1 else "pages "
    said = missing(name, f"has a scan on {which}{', '.join(map(str, numbers))}, which is left out")
    return str(said)


def _recognised(
    data: bytes, name: str, password: str | None, pages: list[Page], numbers: set[int]
) -> tuple[list[Page], list[Line]]:
    """The pages with those of these numbers read by text recognition, and the lines that were recognised."""
    import pypdfium2

    if not is_installed():
        raise missing(name, "has no text, only pictures (a scan)")
    lines: list[Line] = []
    document = pypdfium2.PdfDocument(data, password=password)
    try:
        done = {page.number: page for page in pages}
        for page in told([page for page in pages if page.number in numbers]):
            sheet = document[page.number - 1]
            scale = min(_DOTS / 72, _LONGEST / max(sheet.get_size()))
            picture = sheet.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3]
            sheet.close()
            done[page.number], found = recognised_page(picture, page.number)
            lines += found
    finally:
        document.close()
    return [done[page.number] for page in pages], lines


def _without_full_stops(text: str) -> bool:
    """Whether a long text with commas has no sentence end at all, as where a file names its marks wrongly."""
    return (
        len(han_places(text)) >= 300
        and text.count("，") >= 5
        and not re.search(r"[。！？．…]|\.(?!\d)", text)
    )


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
            yield page_of(page, number, name)
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
    numbers = chosen_numbers(chosen, count, name, "pages")
    if len(numbers) > MOST_PAGES:
        raise InputError(f"{name}: at most {MOST_PAGES} pages are read at once, not {len(numbers):,}")
    return numbers
