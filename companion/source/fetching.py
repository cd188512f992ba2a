"""One page from the web, where a person asked for it by its address: saved as a file, so that reading is offline.

Nothing else in `source` reaches the network. One address is asked, within a time and a size; what it points to is
followed a few times, but never to another scheme or into the network that this machine stands in. The page's own
pictures, styles and scripts are not asked for.
"""

from __future__ import annotations

import gzip
import http.client
import io
import ipaddress
import os
import re
import socket
import time
import urllib.error
import urllib.request
import zlib
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from companion.errors import InputError, OutputError
from companion.files import (
    as_path,
    is_folder,
    is_there,
    megabytes,
    read_bytes,
    read_ends,
    write_bytes_atomically,
)

__all__ = ["fetch"]

LARGEST_PAGE = 16 * 2**20
"""Bytes of a page that are fetched at most."""
_PATIENCE = 30.0  # seconds for all of it
_MOST_STEPS = 5
_AGENT = "Mozilla/5.0 (compatible; hanzi-companion)"  # some servers give nothing to who says nothing
_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "application/pdf": ".pdf", "application/epub+zip": ".epub", "application/rtf": ".rtf", "text/vtt": ".vtt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt", "message/rfc822": ".eml", "multipart/related": ".mhtml",
    "image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp",
}  # fmt: skip
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_CHARSET = re.compile(rb"<meta[^>]+charset|<\?xml[^>]+encoding", re.I)
_WAY_OUT = "open it in the browser and save it (.mhtml or .html), or paste its text"


def fetch(url: str, folder: str | os.PathLike[str] = ".") -> Path:
    """Fetches one page that was asked for by its address, and saves it; the only way of `source` to the network.

    Args:
        url: Its address, http or https.
        folder: Where it is saved, under a name made from the address. A page that was fetched from there before is
            replaced, no other file is.

    Returns:
        The file, for `companion.read`.

    Raises:
        InputError: The address is none, the server does not answer in time, refuses, or sends too much.
        OutputError: The page can't be saved.

    >>> companion.read(companion.fetch("https://news.example.hk/打擊電騙"))  # doctest: +SKIP
    Article('警方打擊電騙', 12 paragraphs)
    """
    address = _address(url)
    place = as_path(folder, OutputError)
    if not is_folder(place):
        raise OutputError(f"{place}: there is no such folder; make it first")
    data, kind, charset = _asked(address)
    if not data.strip():
        raise InputError(f"{address}: the server sends an empty page; {_WAY_OUT}")
    suffix = _SUFFIXES.get(kind, "") or Path(urlsplit(address).path).suffix.lower()[:6] or ".html"
    if suffix == ".html":
        data = _marked(data, address, charset)
    return _saved(data, place, _name(address, suffix), _mark(address))


def _address(url: object) -> str:
    """An address as it is sent: other letters are written as a browser writes them."""
    if not isinstance(url, str):
        raise InputError(f"an address is a text, not {type(url).__name__}")
    shown = " ".join(url.split())[:300]
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        asked = host.encode("idna").decode("ascii") if not host.isascii() else host
    except (ValueError, UnicodeError):
        raise InputError(f"{shown}: is no address; it is written https://…") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise InputError(
            f"{shown}: is no address of the web (http:// or https://)"
            + ("; a file needs no --fetch" if not parts.netloc else f"; {_WAY_OUT}")
        )
    if not host or re.search(r"[\s\x00-\x1f]", url.strip()):
        raise InputError(f"{shown}: is no address; it is written https://…")
    if parts.username is not None:
        raise InputError(f"{parts.scheme}://{host}…: has a name or password in it; {_WAY_OUT}")
    where = f"[{asked}]" if ":" in asked else asked
    path, query = quote(parts.path or "/", "/%:@!$&'()*+,;=~"), quote(parts.query, "/%:@!$&'()*+,;=?~")
    return urlunsplit((parts.scheme.lower(), where + (f":{port}" if port else ""), path, query, ""))


class _Steps(urllib.request.HTTPRedirectHandler):
    """Follows an address to another one of the web, and from the web never into a network of one's own."""

    max_redirections = _MOST_STEPS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """The next request. Raises `InputError` where the address leads astray."""
        there = urlsplit(_address(newurl))
        here = urlsplit(req.full_url)
        if here.scheme == "https" and there.scheme == "http":
            raise InputError(
                f"{req.full_url}: leads to a page without encryption ({newurl[:120]}); {_WAY_OUT}"
            )
        if (
            there.hostname != here.hostname
            and _is_inside(there.hostname or "")
            and not _is_inside(here.hostname or "")
        ):
            raise InputError(f"{req.full_url}: leads into this machine's own network ({newurl[:120]})")
        return super().redirect_request(req, fp, code, msg, headers, urlunsplit(there))


def _is_inside(host: str) -> bool:
    """Whether a host is this machine or one of the network that it stands in."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False  # it can't be reached either
    return any(not ipaddress.ip_address(str(address).partition("%")[0]).is_global for address in found)


def _asked(address: str) -> tuple[bytes, str, str]:
    """The bytes that a server answers, what kind they are, and in which encoding it says; each may be empty."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPErrorProcessor(), _Steps(),
    ):  # fmt: skip
        opener.add_handler(handler)
    request = urllib.request.Request(
        address,
        headers={
            "User-Agent": _AGENT,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
            "Accept-Language": "zh-Hant,zh;q=0.8",
            "Accept-Encoding": "gzip",
        },
    )
    end = time.monotonic() + _PATIENCE
    try:
        with opener.open(request, timeout=_PATIENCE / 2) as response:
            data = _whole(response, end, address)
            coding = (response.headers.get("Content-Encoding") or "").strip().lower()
            kind = response.headers.get_content_type()
            charset = response.headers.get_content_charset() or ""
    except urllib.error.HTTPError as error:
        error.close()
        why = {401: "asks for a login", 402: "asks for payment", 403: "refuses", 404: "has no such page"}
        said = why.get(error.code, f"answers {error.code}")
        if 300 <= error.code < 400:
            astray = "not allowed" in str(error.msg)  # urllib's own word for another scheme
            said = "points to what is no address of the web" if astray else "points from address to address"
        raise InputError(f"{address}: the server {said} ({error.code}); {_WAY_OUT}") from None
    except TimeoutError:
        raise _silent(address) from None
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise _silent(address) from None
        why_not = getattr(reason, "strerror", None) or reason or type(error).__name__
        raise InputError(
            f"{address}: can't be fetched ({why_not}); is the address right, and is there a network?"
        ) from None
    if coding in ("gzip", "x-gzip"):
        data = _unpacked(data, address)
    elif coding not in ("", "identity"):
        raise InputError(
            f"{address}: the server packs its page in a way that is not read here ({coding[:20]}); {_WAY_OUT}"
        )
    return data, kind, charset


def _silent(address: str) -> InputError:
    return InputError(
        f"{address}: the server did not send it within {_PATIENCE:.0f} s; try again, or {_WAY_OUT}"
    )


def _whole(response: http.client.HTTPResponse, end: float, address: str) -> bytes:
    """All that is sent, within the time for all of it: a server that sends a byte now and then is silent too."""
    pieces, have = [], 0
    while piece := response.read1(2**16):
        pieces.append(piece)
        have += len(piece)
        if have > LARGEST_PAGE:
            raise InputError(
                f"{address}: has more than {megabytes(LARGEST_PAGE)}, which is the most that is fetched"
            )
        if time.monotonic() > end:
            raise TimeoutError
    expected = response.headers.get("Content-Length") or ""
    if expected.isascii() and expected.isdigit() and have < int(expected[:15]):
        raise InputError(f"{address}: only {have:,} of {int(expected[:15]):,} bytes came; try again")
    return b"".join(pieces)


def _unpacked(data: bytes, address: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            found = packed.read(LARGEST_PAGE + 1)
    except (OSError, EOFError, zlib.error):
        raise InputError(f"{address}: what the server sends is damaged; try again") from None
    if len(found) > LARGEST_PAGE:
        raise InputError(
            f"{address}: unpacks to more than {megabytes(LARGEST_PAGE)}, which is the most that is fetched"
        )
    return found


def _mark(address: str) -> str:
    """What browsers write into a page that they save. An address has no `--` here: it would end the remark."""
    return f"<!-- saved from url=({len(address):04d}){address.replace('--', '%2D%2D')} -->"


def _marked(data: bytes, address: str, charset: str) -> bytes:
    """A page with where it is from, and with the encoding that only the server named."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:200]:
        return data
    named = (
        charset if re.fullmatch(r"[A-Za-z0-9._-]{1,30}", charset) and not _CHARSET.search(data[:4096]) else ""
    )
    head = f"{_mark(address)}\n" + (f'<meta charset="{named}">\n' if named else "")
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    return data[:start] + head.encode("ascii") + data[start:]


def _name(address: str, suffix: str) -> str:
    """A file's name out of an address: its last part that is none of index.html, else the host.

    >>> _name("https://news.example.hk/2026/%E9%9B%BB%E9%A8%99.html?id=7", ".html"), _name("https://a.hk/", ".html")
    ('電騙.html', 'a.hk.html')
    """
    parts = urlsplit(address)
    names = [unquote(part) for part in parts.path.split("/") if part]
    stem = next((n for n in reversed(names) if not re.match(r"(?:index|default)\b", n, re.I)), "")
    stem = re.sub(r"\.[A-Za-z]{1,5}$", "", stem) or parts.hostname or "page"
    while len((stem := _UNSAFE.sub(" ", stem).strip(" .")).encode("utf-8", "replace")) > 120:
        stem = stem[:-1]
    return (stem or "page") + suffix


def _saved(data: bytes, folder: Path, name: str, mark: str) -> Path:
    """Writes the page under its name, with a number where another file has it."""
    path = folder / name
    for number in range(2, 1000):
        if not is_there(path):
            break
        try:
            if (
                mark.encode("ascii") in read_ends(path, 1000, 0)[0]
                or read_bytes(path, largest=LARGEST_PAGE) == data
            ):
                break
        except InputError:
            pass  # a folder, or larger than a page is
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    else:
        raise OutputError(f"{folder / name}: there are too many files of this name; choose another folder")
    return write_bytes_atomically(path, data)
