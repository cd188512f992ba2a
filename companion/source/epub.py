"""E-books (EPUB): the chapters in the order of the spine.

A few lines on zipfile and lxml: the libraries for it are under the AGPL, or read more than a text needs.
"""

from __future__ import annotations

import io
import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from companion.errors import InputError
from companion.files import parsing
from companion.source.accounts import Contents, Passage, is_prose
from companion.source.blocks import Block
from companion.source.imprint import date_in
from companion.source.kinds import terminal
from companion.source.layout import joined
from companion.source.web.elements import PLACED, PageElement, Reading, bare, elements, reading_of, tag_of
from companion.source.web.styles import hidden_by_style

__all__ = ["epub_blocks"]

_MOST_PART = 16 * 2**20
_CONTENTS = re.compile(r"\b(?:toc|landmarks|page-list|doc-toc)\b")
_HTML = ("application/xhtml+xml", "text/html", "application/xml", "text/xml", "image/svg+xml")


_LISTED = "table of contents"
_PAGES = (".xhtml", ".html", ".htm")


def epub_blocks(
    data: bytes, name: str, chapter: str = "", everything: bool = False
) -> tuple[Contents, dict[str, str]]:
    """The paragraphs of an e-book, with remarks on what it names and has not, and its `title`, `author`, `source` (publisher) and `date`.

    `chapter` chooses chapters ("2", "1,3-4"), counted as they have text. With `everything` what is hidden is read too, and
    pages that are in no order.

    Raises `InputError` where it is damaged or protected.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = _names(archive)
        package_path = _package_path(archive, names, name)
        package = _xml(archive, package_path, name)
        items = {e.get("id"): e for e in package.iter("{*}item")}
        locked = _locked(archive, name)
        folder = posixpath.dirname(package_path)
        chapters: list[Reading | str] = []  # the path of one that is missing
        missing: list[str] = []
        unread: list[str] = []
        contents = {
            _found(names, posixpath.join(folder, e.get("href", "")))
            for e in package.iter("{*}reference")
            if e.get("type") == "toc" and "#" not in e.get("href", "")
        }
        named = [ref.get("idref") or "" for ref in package.iter("{*}itemref")]
        order = [items.get(n, n) for n in named]
        unordered = not any(n in items for n in named)
        for item in (*order, *items.values()) if unordered else order:
            if isinstance(item, str):
                missing.append(item)
                chapters.append(item)
                continue
            if not _is_chapter(item):
                if _is_unread(item):
                    unread.append(item.get("href", ""))
                continue
            path = _found(names, posixpath.join(folder, item.get("href", "")))
            if path in contents:  # or a chapter that was read already: a book shows each once
                continue
            contents.add(path)
            if path in locked:
                raise InputError(f"{name}: is protected against copying (DRM); its text can't be read")
            if path not in archive.NameToInfo:
                missing.append(path)
                chapters.append(path)
                continue
            read = _read(archive, path, name, everything)
            if read is None:
                missing.append(path)
                chapters.append(path)
                continue
            if read.found or read.left:
                chapters.append(read)
        unplaced = [] if unordered else [i for i in items.values() if i not in order]
        paths = [p for p in _pages(archive, names, folder, unplaced) if p not in contents | locked]
        loose = [(p, read) for p in paths if (read := _read(archive, p, name, everything)) is not None]
        said = _said_of(package)
        listed = [] if chapter else _listed(archive, names, folder, items.values(), name)
    chosen = [read for read in chapters if isinstance(read, str) or read.found]
    whole = [read for read in chapters if not isinstance(read, str)]
    if chapter:
        from companion.source.limits import chosen_numbers

        whole = []
        for n in chosen_numbers(chapter, len(chosen), name, "chapters"):
            part = chosen[n - 1]
            if isinstance(part, str):
                raise InputError(f"{name}: its chapter {n} ({part}) is missing or damaged; download it again")
            whole.append(part)
    elif everything:
        whole += [read for _, read in loose]
    found: list[Block] = []
    for read in whole:
        for block in [e.block for e in read.found]:
            if block is read.found[0].block and found and _goes_on(found[-1], block):
                found[-1] = replace(found[-1], text=joined([found[-1].text, block.text]))
            else:
                found.append(block)
    left = [p for read in whole for p in read.left]
    shown = bare("\n".join([*(b.text for b in found), *(p.text for p in left)]))
    left += [p for p in listed if bare(p.text) not in shown]
    if not chapter and not everything:
        left += [
            Passage(e.text, f"{path}, a page that is in no order", e.is_links)
            for path, read in loose
            for e in read.found
        ]
    numbered = [
        Block(b.kind, b.text, n, n, ("an element of the book",), (), "element")
        for n, b in enumerate(found, 1)
    ]
    if not numbered and missing:
        raise InputError(f"{name}: its part {missing[0]} is missing or damaged; download it again")
    if not numbered:
        raise InputError(f"{name}: has no text in its chapters")
    remarks = [
        f"{name}: its part {path} is missing or damaged; the rest is read: download it again"
        for path in missing
    ]
    remarks += [f"{name}: its part {path} is none of the kinds that are read; the rest is" for path in unread]
    if unordered:
        remarks.append(
            f"{name}: does not say in which order its chapters come; they are read as they are listed"
        )
    return Contents(numbered, tuple(left), tuple(remarks)), said


def _goes_on(before: Block, block: Block) -> bool:
    """Whether a paragraph goes on with the first one of the next page, in a book whose pages are laid out line by line."""
    placed = all(b.reasons[:1] == (PLACED,) and b.kind == "body" for b in (before, block))
    return placed and not terminal(before.text) and before.text[-1] not in "：:"


def _pages(archive: zipfile.ZipFile, names: dict[str, str], folder: str, items: list[Any]) -> list[str]:
    """The parts of a book that are pages, among these of its list."""
    paths = (
        _found(names, posixpath.join(folder, item.get("href", ""))) for item in items if _is_chapter(item)
    )
    return list(dict.fromkeys(path for path in paths if path in archive.NameToInfo))


def _read(archive: zipfile.ZipFile, path: str, name: str, everything: bool) -> Reading | None:
    """The paragraphs of a part of a book, and what of it is none: tables of contents, what is hidden; None where it is damaged."""
    try:
        root = _chapter(archive, path, name)
    except InputError:
        return None
    parts = {} if everything else {e: "hidden" for e in root.iter("nav") if _is_contents(e)} | _hidden(root)
    found, left = reading_of(root, parts, everything)
    if not everything and _are_contents(found):
        return Reading([], [*(Passage(e.text, _LISTED, e.is_links) for e in found), *left])
    return Reading(found, [p for p in left if not (p.is_link and p.what == "hidden text")])


def _hidden(root: Any) -> dict[Any, str]:
    """What a chapter does not show, but notes, which a reader of e-books shows where they are pressed."""
    notes = ("footnote", "endnote", "rearnote", "note")
    return {
        e: "hidden"
        for e in hidden_by_style(root)
        if not any(
            note in f"{e.get('epub:type') or ''} {e.get('role') or ''} {e.get('class') or ''}"
            for note in notes
        )
        and tag_of(e) not in ("html", "body", "aside")
    }


def _listed(
    archive: zipfile.ZipFile, names: dict[str, str], folder: str, items: Iterable[Any], name: str
) -> list[Passage]:
    """What stands in the table of contents that a book's list calls so: an entry may have no part of the book."""
    left: list[Passage] = []
    for item in items:
        path = _found(names, posixpath.join(folder, item.get("href", "")))
        if "nav" in (item.get("properties") or "").split() and path in archive.NameToInfo:
            read = _read(archive, path, name, True)
            left += [Passage(e.text, _LISTED) for e in read.found] if read else []
    return left


def _are_contents(found: Sequence[PageElement]) -> bool:
    """Whether a page is a table of contents: a title, and links alone."""
    links = found[1:] if found and not found[0].linked else found
    return len(links) >= 2 and all((e.linked or e.is_links) and not is_prose(e.text) for e in links)


def _is_contents(nav: Any) -> bool:
    """Whether an element leads to the parts of the book: as it says, or because it is links alone."""
    said = " ".join(v for k, v in nav.attrib.items() if k.endswith("type") or k == "role")
    found = elements(nav)
    return bool(_CONTENTS.search(said)) or all(e.is_links or not is_prose(e.text) for e in found)


def _is_chapter(item: Any) -> bool:
    """Whether an item of the list is a page of text, by what it says it is or by its name, and not the contents."""
    of_text = item.get("media-type") in _HTML or item.get("href", "").lower().endswith(_PAGES)
    return of_text and "nav" not in (item.get("properties") or "").split()


def _is_unread(item: Any) -> bool:
    """Whether an item that stands in the order of the chapters is neither a page, nor the contents, nor a picture."""
    kind = item.get("media-type") or ""
    return "nav" not in (item.get("properties") or "").split() and not kind.startswith(
        ("image/", "audio/", "video/")
    )


def _package_path(archive: zipfile.ZipFile, names: dict[str, str], name: str) -> str:
    """The part that lists all others: as the container says, or the only one of its kind."""
    alone = [n for n in archive.namelist() if n.lower().endswith(".opf")]
    if "META-INF/container.xml" not in archive.NameToInfo and len(alone) == 1:
        return alone[0]
    container = _xml(archive, "META-INF/container.xml", name)
    told = next((e.get("full-path", "") for e in container.iter("{*}rootfile")), "")
    path = _found(names, told)
    return alone[0] if path not in archive.NameToInfo and len(alone) == 1 else path


def _said_of(package: Any) -> dict[str, str]:
    """What a book says of itself: its title, who wrote it, who published it, and when (2026-05-01)."""

    def first(tag: str) -> str:
        return next(
            (" ".join(e.text.split()) for e in package.iter(f"{{*}}{tag}") if (e.text or "").strip()), ""
        )

    authors = [
        " ".join(e.text.split())
        for e in package.iter("{*}creator")
        if (e.text or "").strip()
        and next((v for k, v in e.attrib.items() if k.endswith("role")), "aut") == "aut"
    ]
    dates = [date_in(e.text or "") for e in package.iter("{*}date")]
    return {
        "title": first("title"), "author": "、".join(dict.fromkeys(authors[:4])), "source": first("publisher"),
        "date": next(filter(None, dates), ""),
    }  # fmt: skip


def _names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts of a book by their names as a book may spell them: in either case, composed or not, in Chinese code."""
    found: dict[str, str] = {}
    for entry in archive.infolist():
        spellings = [entry.filename]
        if not entry.flag_bits & 0x800:  # not UTF-8: zipfile takes it for the code page of DOS
            for codec in ("utf-8", "gb18030", "big5hkscs"):
                try:
                    spellings.append(entry.filename.encode("cp437").decode(codec))
                except UnicodeError:
                    continue
        for spelling in spellings:
            found.setdefault(_key(spelling), entry.filename)
    return found


def _key(path: str) -> str:
    plain = posixpath.normpath(path.replace("\\", "/")).lstrip("/")
    return unicodedata.normalize("NFC", plain).casefold()


def _found(names: dict[str, str], path: str) -> str:
    """The name of the part that a book means: without the place in it, decoded, in another spelling; else as it stands."""
    bare = path.partition("#")[0].partition("?")[0]
    for spelling in (
        path,
        unquote(path),
        unquote(path).partition("#")[0],
        bare,
        unquote(bare),
        unquote(bare, "gb18030", "replace"),
    ):
        if (hit := names.get(_key(spelling))) is not None:
            return hit
    return posixpath.normpath(unquote(bare))


def _part(archive: zipfile.ZipFile, path: str, name: str) -> bytes:
    if path not in archive.NameToInfo:
        raise InputError(f"{name}: its part {path or '(none)'} is missing or damaged; download it again")
    with parsing(f"{name}, {path}", "a part of an e-book"), archive.open(path) as part:
        content = part.read(_MOST_PART + 1)
    if len(content) > _MOST_PART:
        raise InputError(
            f"{name}: its part {path} has more than {_MOST_PART // 2**20} MB; that is no chapter"
        )
    return content


def _xml(archive: zipfile.ZipFile, path: str, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with parsing(f"{name}, {path}", "a part of an e-book"):
        return etree.fromstring(_part(archive, path, name), parser=parser)


def _chapter(archive: zipfile.ZipFile, path: str, name: str) -> Any:
    from companion.source.html import decode_html, parsed

    content = _part(archive, path, name)
    text = decode_html(content, None, f"{name}, {path}").text
    root = parsed(text.partition("?>")[2] if text.lstrip().startswith("<?xml") else text, name)
    body = root.find(".//body")
    return root if body is None else body


def _locked(archive: zipfile.ZipFile, name: str) -> set[str]:
    if "META-INF/encryption.xml" not in archive.namelist():
        return set()
    root = _xml(archive, "META-INF/encryption.xml", name)
    return {unquote(e.get("URI", "")) for e in root.iter("{*}CipherReference")}
