"""Files and streams to text."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote

from companion.errors import InputError
from companion.files import megabytes
from companion.files import read_bytes as bytes_of
from companion.source.blocks import SourceText
from companion.source.encodings import decode

__all__ = ["read_bytes", "read_file", "read_stream"]

LARGEST_FILE = 64 * 2**20


def read_file(path: str | os.PathLike[str], encoding: str | None = None) -> SourceText:
    """The text of a file. Raises `InputError` where it is missing, a folder, empty, too large or
    no text, and `EncodingError` where its encoding is not certain."""
    return read_stream(read_bytes(path), encoding, Path(path).name)


_ADDRESS = re.compile(r"(https?|ftp):/+(.+)", re.I | re.S)
_OF_FILE = re.compile(r"file:/+(?=.)", re.I)
_HOST = re.compile(  # as it is typed, without https://
    r"(?:www\.[\w-]+\.[\w.-]+|(?:[\w-]+\.)+(?:hk|tw|cn|mo|sg|my|jp|uk|com|org|net|edu|gov|info|news|io)(?=[/:?#]))(?:[:/?#].*)?",
    re.I | re.S,
)


def _path_in(address: str) -> str:
    """The path in a file's address.

    >>> _path_in("file:///home/a/%E6%96%B0%E8%81%9E.html"), _path_in("file:///C:/a.html")
    ('/home/a/新聞.html', 'C:/a.html')
    """
    path = unquote(re.sub("^file:/+", "/", address, flags=re.I))
    return path[1:] if re.match("/[A-Za-z]:", path) else path


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """A file's bytes. Raises `InputError` where it is missing, a folder, empty, or too large."""
    typed = os.fspath(path)
    if _OF_FILE.match(typed):
        raise InputError(
            f"{typed}: is an address, and Companion is offline and opens files by their path; give it without file:// ({_path_in(typed)})"
        )
    address = _ADDRESS.match(typed)
    if address is None and _HOST.fullmatch(typed) and not Path(path).exists():
        address = _ADDRESS.match(f"https://{typed}")
    if address:
        raise InputError(
            f"{address[1]}://{address[2]}: is an address, and Companion reads nothing from the network by itself; add --fetch "
            "(companion.fetch(…)) to fetch that page, or save it in the browser (.mhtml or .html), or paste its text"
        )
    data = bytes_of(path, largest=LARGEST_FILE)
    if not data.strip():
        raise InputError(f"{Path(path).name}: is empty")
    return data


def read_stream(
    data: bytes, encoding: str | None = None, name: str = "standard input", errors: str = "replace"
) -> SourceText:
    """The text of bytes that were read elsewhere; errors as in `read_file`."""
    if len(data) > LARGEST_FILE:
        raise InputError(f"{name}: has {megabytes(len(data))}; at most {megabytes(LARGEST_FILE)} are read")
    if not data.strip():
        raise InputError(f"{name}: is empty")
    text, used = decode(data, encoding, name, errors)
    return SourceText(text, used, name)
