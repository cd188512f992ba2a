"""A file of any kind to paragraphs: told by its content, and by its suffix where content does not tell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from companion.choices import PARAGRAPHS, check
from companion.errors import InputError
from companion.files import megabytes, parsing
from companion.source.blocks import Block
from companion.source.characters import clean
from companion.source.layout import blocks

__all__ = ["Document", "read_document"]

_MOST_UNPACKED = 256 * 2**20
_MOST_ENTRIES = 10_000
_MOST_SHOWN = 300
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.I | re.S
)
_SAVED = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"companion/article@')
_SAVED_PAGE = re.compile(rb"(?:[A-Za-z-]+: .*\r?\n(?:[ \t].*\r?\n)*)*Content-Type: multipart/related", re.I)


@dataclass(frozen=True, slots=True)
class Document:
    """The paragraphs of a file. `name` is its name without folders, `format` such as "pdf", `title` may be empty.

    `source` (who published it), `date` (2026-11-26) and `author` are what a web page or a book says of itself;
    `notices` are remarks for the reader, such as what was left out.
    """

    blocks: tuple[Block, ...]
    name: str
    format: str
    title: str = ""
    encoding: str = ""
    source: str = ""
    date: str = ""
    author: str = ""
    notices: tuple[str, ...] = ()


def read_document(
    data: bytes,
    name: str = "standard input",
    *,
    encoding: str | None = None,
    paragraphs: str = "auto",
    password: str | None = None,
    pages: str = "",
) -> Document:
    """The paragraphs of a file's bytes: PDF, Word (.docx), EPUB, HTML (.mhtml too), Markdown or text.

    `paragraphs` is for text (see `layout.blocks`); `password` and `pages` are for PDF. Raises
    `InputError` where the file is damaged, encrypted or of another kind, `EncodingError` where a text's
    encoding is not certain.

    >>> document = read_document("# 打擊電騙\\n\\n警方昨日*拘捕*疑犯。".encode(), "a.md")
    >>> [(b.kind, b.text) for b in document.blocks], document.format
    ([('headline', '打擊電騙'), ('body', '警方昨日拘捕疑犯。')], 'markdown')
    """
    check("paragraphs", paragraphs, PARAGRAPHS)
    for option, value in (("encoding", encoding), ("password", password), ("pages", pages)):
        if not isinstance(value, str | None):
            raise InputError(f"{option} is a text, not {type(value).__name__}")
    with parsing(name, "an article"):
        return _read(data, name, encoding, paragraphs, password, pages)


def _read(
    data: bytes, name: str, encoding: str | None, paragraphs: str, password: str | None, pages: str
) -> Document:
    if _SAVED.match(data):
        raise InputError(
            f"{name}: is a saved article; companion.load opens it, and the commands where its name ends in .json"
        )
    kind = _kind(data, name)
    if pages and kind != "pdf":
        raise InputError(f"{name}: only a PDF file has pages to choose")
    if kind == "pdf":
        from companion.source.pdf.document import pdf_blocks

        return _document(pdf_blocks(data, name, password=password, pages=pages), name, kind)
    if kind == "docx":
        from companion.source.docx import docx_blocks

        return _document(docx_blocks(data, name, paragraphs), name, kind)
    if kind == "epub":
        from companion.source.epub import epub_blocks

        found, title = epub_blocks(data, name)
        return _document(found, name, kind, title)
    if kind == "saved page":
        from companion.source.html import saved_page

        data, kind = saved_page(data, name), "html"
    if kind == "html":
        from companion.source.html import decode_html, read_page

        text, used = decode_html(data, encoding, name)
        page = read_page(text, name)
        made = _document(list(page.blocks), name, kind, page.title, used)
        if not made.blocks:
            raise InputError(
                f"{name}: is empty as it stands: its text comes from a script; save the page in the browser as one "
                "file (.mhtml), or paste its text"
            )
        return replace(
            made, source=page.source, date=page.date, author=page.author, notices=_left_out(page.left_out)
        )
    from companion.source.files import read_stream

    source = read_stream(data, encoding, name)
    if kind == "markdown":
        from companion.source.markdown import markdown_blocks

        return _document(markdown_blocks(clean(source.text)), name, kind, encoding=source.encoding)
    return _document(blocks(clean(source.text), paragraphs), name, "text", encoding=source.encoding)


def _left_out(texts: Sequence[str]) -> tuple[str, ...]:
    """A remark on the sentences of a page that were taken for no part of its article."""
    if not texts:
        return ()
    shown, length = [], 0
    for text in texts:
        if length > _MOST_SHOWN:
            break
        shown.append(f"「{text}」")
        length += len(text)
    more = f" and {len(texts) - len(shown)} more" if len(shown) < len(texts) else ""
    return (
        f"left out as no part of the article: {' '.join(shown)}{more} (paste the text where this is wrong)",
    )


def _document(found: list[Block], name: str, kind: str, title: str = "", encoding: str = "") -> Document:
    return Document(tuple(b for b in found if b.text), name, kind, " ".join(clean(title).split()), encoding)


def _kind(data: bytes, name: str) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data, name)
    for suffixes, what in (((".pdf",), "PDF"), ((".docx",), "Word"), ((".epub",), "EPUB")):
        if suffix in suffixes:
            raise InputError(f"{name}: is no {what} file inside; it is damaged or has the wrong name")
    if suffix in (".html", ".htm", ".xhtml") or _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    if _SAVED_PAGE.match(data[:4096]):
        return "saved page"
    return "markdown" if suffix in (".md", ".markdown") else "text"


def _zip_kind(data: bytes, name: str) -> str:
    """Which file a ZIP is, after a look at how much it would unpack to."""
    with parsing(name, "a Word file or an e-book"), zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    size = sum(e.file_size for e in entries)
    if len(entries) > _MOST_ENTRIES:
        raise InputError(f"{name}: has {len(entries):,} parts; at most {_MOST_ENTRIES:,} are read")
    if size > _MOST_UNPACKED:
        raise InputError(
            f"{name}: unpacks to {megabytes(size)}; at most {megabytes(_MOST_UNPACKED)} are read"
        )
    names = {e.filename for e in entries}
    if any(e.flag_bits & 1 for e in entries):
        raise InputError(f"{name}: is encrypted; save it without a password")
    if "word/document.xml" in names:
        return "docx"
    if "META-INF/container.xml" in names:
        return "epub"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        raise InputError(f"{name}: is an OpenDocument file; save it as Word (.docx)")
    if "xl/workbook.xml" in names or "ppt/presentation.xml" in names:
        raise InputError(f"{name}: is a spreadsheet or slides; save its text as .docx or .txt")
    raise InputError(f"{name}: is a ZIP file, but neither Word (.docx) nor EPUB; unpack it first")
