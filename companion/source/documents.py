"""A file of any kind to paragraphs: told by its content, and by its suffix where content does not tell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import PurePath
from typing import NamedTuple

from companion.choices import ENCODING_ERRORS, PARAGRAPHS, check
from companion.errors import InputError
from companion.files import megabytes, parsing
from companion.patterns import later
from companion.source.accounts import Contents, Passage, remark_on, unsaid
from companion.source.blocks import Block
from companion.source.characters import clean
from companion.source.encodings import damage_in, is_rare, spoilt
from companion.source.layout import RUNNING, blocks
from companion.source.limits import check_length
from companion.source.pictures.images import picture_kind
from companion.source.published import said_by
from companion.source.quoted import without_quotes

__all__ = ["PICTURES", "SUFFIXES", "Document", "read_document", "suffix_of", "text_document"]

SUFFIXES = (
    ".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".docx", ".odt", ".fodt", ".rtf", ".pdf", ".epub",
    ".eml", ".srt", ".vtt", ".ass", ".ssa",
)  # fmt: skip
"""How the names of files end whose text is read; what they are is told by their content."""
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".gif", ".bmp")
"""How the names of pictures end, whose text is recognised."""
_SUFFIX_OF = {
    "markdown": ".md", "html": ".html", "saved page": ".mhtml", "docx": ".docx", "odt": ".odt", "rtf": ".rtf", "pdf": ".pdf",
    "epub": ".epub", "mail": ".eml", "subtitles": ".srt", "text": ".txt", "picture": ".png",
}  # fmt: skip

_MOST_UNPACKED = 256 * 2**20
_MOST_ENTRIES = 10_000
_MOST_XML = 32 * 2**20
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?><!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.I | re.S
)
_XML = re.compile(
    rb"\s*<\?xml[^>]*\?>\s*(?><!--.*?-->\s*|<![^>]*>\s*|<\?[^>]*>\s*)*<([A-Za-z][\w:.-]*)", re.S
)
# What Windows puts before HTML on its clipboard.
_CLIPBOARD = re.compile(r"Version:\d.*?(?=<)", re.S)
_BEGINS = re.compile(r"<[A-Za-z!/?]")  # <颱風> is none
_CLOSES = later(
    r"</(?:p|div|article|section|main|body|html|span|table|tr|td|ul|ol|li|blockquote|font|a|b|strong|em|h[1-6])\s*>|<br\s*/?>",
    re.I,
)
_WORD = re.compile(r"word/document\d*\.xml", re.I)
_SUBTITLES = (".srt", ".vtt", ".ass", ".ssa")
_ARROW = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?(?:WEBVTT|\[Script Info\]|\d+\s*\r?\n\s*\d+:\d\d:\d\d[,.]\d+\s*-->)"
)
_MAIL = re.compile(rb"(?:[A-Za-z-]+: .*\n(?:[ \t].*\n)*)*(?:Subject|MIME-Version|Received): ", re.I)
_SAVED = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"companion/article@')
_SAVED_PAGE = re.compile(
    rb"(?:[A-Za-z-]+: .*\n(?:[ \t].*\n)*)*Content-Type:\s*(?:multipart/related|(?P<alone>text/html))", re.I
)
_ENTITIES = later(r"(?:&#(?:\d{4,6}|x[0-9a-f]{4,5});\s?){4,}", re.I)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_READ = {
    ".caj": "an article of CNKI (CAJ)", ".kdh": "a thesis of CNKI (KDH)", ".nh": "a thesis of CNKI (NH)", ".ofd": "a Chinese document of a fixed layout (OFD)",
}  # fmt: skip
# What is read line by line, as it stands, by the ends of names.
_RAW = {
    ".csv": "a table (CSV)", ".tsv": "a table (TSV)", ".json": "data (JSON)", ".tex": "LaTeX", ".ics": "a calendar", ".vcf": "an address",
    ".lrc": "words of a song", ".py": "a program", ".js": "a program", ".ipynb": "a notebook", ".yml": "settings", ".yaml": "settings", ".toml": "settings",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """The paragraphs of a file. `name` is its name without folders, `format` such as "pdf", `title` may be empty.

    `source` (who published it), `date` (2026-11-26) and `author` are what a web page or a book says of itself;
    `notices` are remarks for the reader; `left_out` is all text of the file that is no part of the article, which one
    of them says in short.
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
    left_out: tuple[Passage, ...] = ()


def read_document(
    data: bytes,
    name: str = "standard input",
    *,
    encoding: str | None = None,
    paragraphs: str = "auto",
    password: str | None = None,
    pages: str = "",
    chapter: str = "",
    encoding_errors: str = "replace",
    everything: bool = False,
) -> Document:
    """The paragraphs of a file's bytes: PDF, Word (.docx), OpenDocument (.odt), RTF, EPUB, HTML (.mhtml too), mail (.eml),
    subtitles, pictures, Markdown or text.

    `paragraphs` is for text (see `layout.blocks`); `password` and `pages` are for PDF, `chapter` ("2", "1,3-4") for EPUB.
    `encoding_errors`: damaged bytes are shown as U+FFFD and told ("replace"), or refused ("strict"). `everything` keeps what
    stands beside an article, and what is hidden. Raises
    `InputError` where the file is damaged, encrypted or of another kind, `EncodingError` where a text's
    encoding is not certain.

    >>> document = read_document("# 打擊電騙\\n\\n警方昨日*拘捕*疑犯。".encode(), "a.md")
    >>> [(b.kind, b.text) for b in document.blocks], document.format
    ([('headline', '打擊電騙'), ('body', '警方昨日拘捕疑犯。')], 'markdown')
    """
    check("paragraphs", paragraphs, PARAGRAPHS)
    check("encoding_errors", encoding_errors, ENCODING_ERRORS)
    for option, value in (
        ("encoding", encoding),
        ("password", password),
        ("pages", pages),
        ("chapter", chapter),
    ):
        if not isinstance(value, str | None):
            raise InputError(f"{option} is a text, not {type(value).__name__}")
    with parsing(name, "an article"):
        made = _read(data, name, encoding, paragraphs, password, pages, chapter, encoding_errors, everything)
    return _accounted(made)


def _accounted(made: Document) -> Document:
    """A document with what its lines say of it, and a remark on all that its file has and it has not, and on characters that are damaged."""
    made = _credited(made)
    return replace(
        made, notices=(*made.notices, *remark_on(made.left_out, made.format != "markdown"), *_remarks(made))
    )


def _credited(made: Document) -> Document:
    """A document with who published it, when, and who wrote it, where its format does not tell but the lines around its text do."""
    if made.format in ("html", "mail", "subtitles", "transcript"):
        return made
    said, places = said_by([b.text for b in made.blocks])
    found = tuple(
        replace(b, kind="credit") if n in places and b.kind in ("headline", "item", "body") else b
        for n, b in enumerate(made.blocks)
    )
    return replace(
        made, blocks=found, source=made.source or said.source, date=made.date or said.date, author=made.author or said.author
    )  # fmt: skip


def _read(
    data: bytes,
    name: str,
    encoding: str | None,
    paragraphs: str,
    password: str | None,
    pages: str,
    chapter: str,
    errors: str,
    everything: bool,
) -> Document:
    if _SAVED.match(data):
        raise InputError(
            f"{name}: is a saved article; companion.load opens it, and the commands where its name ends in .json"
        )
    kind = _kind(data, name)
    if pages and kind != "pdf":
        raise InputError(f"{name}: only a PDF file has pages to choose")
    if chapter and kind != "epub":
        raise InputError(f"{name}: only an e-book (EPUB) has chapters to choose")
    if kind == "pdf":
        from companion.source.pdf.document import pdf_blocks

        found, remarks = pdf_blocks(data, name, password=password, pages=pages)
        return replace(_document(found, name, kind), notices=remarks)
    if kind == "docx":
        from companion.source.docx import docx_blocks

        read_inside = lambda data, name: read_document(data, name).blocks  # noqa: E731
        return _of_contents(docx_blocks(data, name, paragraphs, read_inside, everything), name, kind)
    if kind == "epub":
        from companion.source.epub import epub_blocks

        book, said = epub_blocks(data, name, chapter, everything)
        return _saying(_of_contents(book, name, kind), said)
    frames: tuple[Passage, ...] = ()
    if kind == "saved page":
        from companion.source.html import saved_page

        data, frames = saved_page(data, name)
        kind = "html"
    if kind == "picture":
        from companion.source.pictures.pages import picture_blocks

        found, remarks = picture_blocks(data, name)
        return replace(_document(found, name, kind), notices=remarks)
    if kind == "odt":
        from companion.source.odt import odt_blocks

        return _of_contents(odt_blocks(data, name, paragraphs, everything), name, kind)
    if kind == "mail":
        from companion.source.mail import mail_text

        mail = mail_text(data, name)
        made = (
            _page(mail.text, name, everything)
            if mail.is_html
            else _text_document(mail.text, name, paragraphs, everything)
        )
        behind = [_text_document(text, name, paragraphs, everything) for text in mail.further]
        return replace(
            made, blocks=made.blocks + tuple(b for d in behind for b in d.blocks), format=kind, title=mail.title, author=mail.author, date=mail.date, notices=made.notices + mail.remarks
        )  # fmt: skip
    if kind == "html":
        from companion.source.html import decode_html

        page = decode_html(data, encoding, name, errors)
        made = _page(page.text, name, everything)
        remarks = (*filter(None, [page.remark]), *made.notices)
        return replace(made, encoding=page.encoding, notices=remarks, left_out=made.left_out + frames)
    if kind == "rtf":
        from companion.source.rtf import rtf_blocks

        return _of_contents(rtf_blocks(data, name, paragraphs, everything), name, kind)
    from companion.source.files import read_stream

    source = read_stream(data, encoding, name, errors)
    check_length(len(source.text), name)
    if kind == "markdown":
        from companion.source.markdown import front_matter, markdown_blocks

        said, rest, text = front_matter(clean(source.text))
        made = _document(markdown_blocks(text), name, kind, encoding=source.encoding)
        lines = unsaid(text.split("\n"), [b.text for b in made.blocks], "a line of Markdown")
        front = [Passage(line, "a line of the front matter") for line in rest]
        return _saying(replace(made, left_out=(*front, *lines)), said)
    if kind == "subtitles":
        from companion.source.subtitles import subtitle_blocks

        found, remarks = subtitle_blocks(source.text, name)
        return replace(_document(found, name, kind, encoding=source.encoding), notices=remarks)
    made = _text_document(source.text, name, paragraphs, everything)
    raw = _RAW.get(PurePath(name).suffix.lower()) if made.format == "text" else None
    told = (
        [f"{name}: is {raw}, which is read as it stands; save the text alone for an article"] if raw else []
    )
    return replace(made, encoding=source.encoding, notices=(*made.notices, *told))


def text_document(
    text: str, name: str = "the text", paragraphs: str = "auto", everything: bool = False
) -> Document:
    """The paragraphs of a text, as it stands in a file or was pasted: a page's HTML and a film's transcript are known.

    `paragraphs` is for what is neither (see `layout.blocks`), whose running heads and page numbers are left out.
    `everything` keeps them, and all of a page.

    >>> [b.text for b in text_document("<div><p>警方拘捕疑犯。</p><p>案件押後。</p></div>").blocks]
    ['警方拘捕疑犯。', '案件押後。']
    """
    return _accounted(_text_document(text, name, paragraphs, everything))


def _text_document(text: str, name: str, paragraphs: str, everything: bool) -> Document:
    from companion.source.subtitles import is_transcript, transcript_blocks

    if _ENTITIES.search(text):
        text = unescape(text)
    if (markup := _markup(text)) is not None:
        return _page(markup, name, everything)
    if paragraphs == "auto" and is_transcript(text):
        return _document(transcript_blocks(clean(text)), name, "transcript")
    # Before what is set apart is put together.
    known = _vertical(text, name) if paragraphs == "auto" else None
    senders: list[str] = []
    text = clean(known.text if known else text)
    if paragraphs == "auto" and not everything and not known:
        text, senders = without_quotes(text)
    found = blocks(text, paragraphs)
    if known:
        found = [
            replace(b, kind=known.kind or b.kind, reasons=(*b.reasons, known.why), review=("layout",))
            for b in found
        ]
    heads = [] if everything or known else [b for b in found if b.reasons[:1] == (RUNNING,)]
    kept = [b for b in found if b.reasons[:1] != (RUNNING,)] if heads else found
    made = _document(kept, name, "text")
    left = [Passage(b.text, "running head or page number") for b in heads]
    return replace(
        made,
        notices=(known.remark,) if known else (),
        left_out=(*left, *(Passage(line, "head of a quoted mail") for line in senders)),
    )


class _Vertical(NamedTuple):
    """A text that was vertical, as far as it can be put together, why that is doubtful, what a reader is told, and the kind of what can't."""

    text: str
    why: str
    remark: str
    kind: str = ""


def _vertical(text: str, name: str) -> _Vertical | None:
    from companion.source.columns.turned import are_mixed, turned

    if found := turned(text):
        why = "vertical columns that were copied row by row are put together"
        return _Vertical(found, why, f"{name}: {why}; compare with the page")
    if are_mixed(text):
        why = "the columns of a vertical text were mixed when it was copied"
        return _Vertical(
            text, why, f"{name}: {why}, and can't be put together: read the file that it comes from"
        )
    return None


def _markup(text: str) -> str | None:
    """The HTML in a text that is a page or a part of one, as a browser copies it; None where it is none."""
    start = text.lstrip("\ufeff \t\r\n")
    if clipboard := _CLIPBOARD.match(start):
        start = start[clipboard.end() :].lstrip()
    return start if _BEGINS.match(start) and _CLOSES.search(start) else None


def _page(text: str, name: str, everything: bool = False) -> Document:
    from companion.source.html import read_page

    page = read_page(text, name, everything)
    return replace(
        _document(list(page.blocks), name, "html", page.title),
        source=page.source, date=page.date, author=page.author, notices=page.remarks, left_out=page.left_out,
    )  # fmt: skip


def _remarks(made: Document) -> tuple[str, ...]:
    """What a reader should know of a text's characters: damaged, spoilt by a wrong decoding, or named wrongly by a font."""
    text = "\n".join(b.text for b in made.blocks)
    if made.encoding in ("hz", "utf-7"):
        return (
            f"{made.name} was read as {made.encoding.upper()}, an old way to write Chinese in ASCII: if that is wrong, name its encoding with --encoding",
        )
    remarks: list[str] = []
    if damage := damage_in(text):
        remarks.append(
            f"{made.name} has {damage.replace('line', 'paragraph', 1)}: copy the text again, or name its encoding with --encoding"
        )
    if how := spoilt([b.text for b in made.blocks]):
        remarks.append(
            f"{made.name} looks spoilt ({how}): open the original in its own encoding and save it as UTF-8"
        )
    if remarks:
        return tuple(remarks)
    if made.format == "pdf" and is_rare(text):
        return (
            f"{made.name} may name its characters wrongly: compare with the page, or let text recognition (OCR) read it",
        )
    return ()


def _of_contents(contents: Contents, name: str, kind: str) -> Document:
    made = _document(contents.blocks, name, kind)
    return replace(made, notices=contents.remarks, left_out=contents.left_out)


def _saying(made: Document, said: Mapping[str, str]) -> Document:
    title, source, date, author = (said.get(field, "") for field in ("title", "source", "date", "author"))
    return replace(made, title=title, source=source, date=date, author=author)


def _document(found: list[Block], name: str, kind: str, title: str = "", encoding: str = "") -> Document:
    return Document(tuple(b for b in found if b.text), name, kind, " ".join(clean(title).split()), encoding)


def suffix_of(data: bytes, name: str) -> str:
    """How a file's name should end: as it does where that is a kind that is read, else as its content asks for.

    Raises `InputError` where it is of no kind that is read, or its name promises another one.

    >>> [suffix_of("警方打擊電騙。".encode(), name) for name in ("a.TXT", "a", "a.news")]
    ['.txt', '.txt', '.txt']
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".json" and _SAVED.match(data):
        return suffix
    kind = _kind(data, name)
    if suffix in SUFFIXES or (kind == "picture" and suffix in PICTURES):
        return suffix
    if kind == "text" and b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(
            f"{name}: is none of the kinds of file that are read ({', '.join(SUFFIXES)}, a picture)"
        )
    return _SUFFIX_OF[kind]


def _kind(data: bytes, name: str) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    suffix = PurePath(name).suffix.lower()
    if suffix in _NOT_READ:
        raise InputError(f"{name}: is {_NOT_READ[suffix]}, which can't be read; save or print it as a PDF")
    if picture_kind(data):
        return "picture"
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data, name)
    for ending, what in ((".pdf", "PDF"), (".docx", "Word"), (".odt", "OpenDocument"), (".epub", "EPUB")):
        if suffix == ending and data.startswith(_OLE):
            raise InputError(
                f"{name}: is encrypted, or an old {what} file; save it without a password, as {ending}"
            )
        if suffix == ending:
            raise InputError(f"{name}: is no {what} file inside; it is damaged or has the wrong name")
    if suffix in (".html", ".htm", ".xhtml") or _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    if (
        (page := _SAVED_PAGE.match(data[:4096]))
        and suffix != ".eml"
        and (not page["alone"] or suffix in (".mht", ".mhtml"))
    ):
        return "saved page"
    if found := _XML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        what = found[1].decode("ascii", "replace")
        if what == "office:document":
            return "odt"
        raise InputError(
            f"{name}: is XML ({what}), not an article; open what it lists and save that, or paste its text"
        )
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if suffix in _SUBTITLES or _ARROW.match(data[:200]):
        return "subtitles"
    if suffix == ".eml" or (not suffix and _MAIL.match(data[:4096])):
        return "mail"
    return "markdown" if suffix in (".md", ".markdown") else "text"


def _zip_kind(data: bytes, name: str) -> str:
    """Which file a ZIP is, after a look at how much it would unpack to."""
    with (
        parsing(name, "a Word file, an OpenDocument text or an e-book"),
        zipfile.ZipFile(io.BytesIO(data)) as archive,
    ):
        entries = archive.infolist()
    size = sum(e.file_size for e in entries)
    if len(entries) > _MOST_ENTRIES:
        raise InputError(f"{name}: has {len(entries):,} parts; at most {_MOST_ENTRIES:,} are read")
    for entry in entries:
        if entry.file_size > _MOST_XML and entry.filename.endswith(
            (".xml", ".rels", ".html", ".xhtml", ".htm")
        ):
            raise InputError(
                f"{name}: its part {entry.filename} has {megabytes(entry.file_size)}; at most {megabytes(_MOST_XML)} are read"
            )
    if size > _MOST_UNPACKED:
        raise InputError(
            f"{name}: unpacks to {megabytes(size)}; at most {megabytes(_MOST_UNPACKED)} are read"
        )
    names = {e.filename for e in entries}
    if any(e.flag_bits & 1 for e in entries):
        raise InputError(f"{name}: is encrypted; save it without a password")
    if any(_WORD.fullmatch(n) for n in names):
        return "docx"
    if "META-INF/container.xml" in names or any(n.lower().endswith(".opf") for n in names):
        return "epub"
    if "content.xml" in names:  # OpenDocument, of which a mended one may lack its manifest
        return "odt"
    if "xl/workbook.xml" in names or "ppt/presentation.xml" in names:
        raise InputError(f"{name}: is a spreadsheet or slides; save its text as .docx or .txt")
    raise InputError(
        f"{name}: is a ZIP file, but neither Word (.docx), OpenDocument (.odt) nor EPUB; unpack it first"
    )
