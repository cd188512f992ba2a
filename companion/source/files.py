"""Files and streams to text."""

from __future__ import annotations

import os
from pathlib import Path

from companion.errors import InputError
from companion.source.blocks import SourceText
from companion.source.encodings import decode

__all__ = ["read_bytes", "read_file", "read_stream"]

LARGEST_FILE = 64 * 2**20


def read_file(path: str | os.PathLike[str], encoding: str | None = None) -> SourceText:
    """The text of a file. Raises `InputError` where it is missing, a folder, empty, too large or
    no text, and `EncodingError` where its encoding is not certain."""
    return read_stream(read_bytes(path), encoding, Path(path).name)


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """A file's bytes. Raises `InputError` where it is missing, a folder, empty, or too large."""
    file = Path(path)
    try:
        if file.is_dir():
            raise InputError(f"{file}: is a folder; name a file in it")
        if not file.exists():
            raise InputError(f"{file}: there is no such file")
        if not file.is_file():
            raise InputError(f"{file}: is no ordinary file")
        if file.stat().st_size > LARGEST_FILE:
            raise InputError(
                f"{file}: has {file.stat().st_size / 2**20:.0f} MB; at most {LARGEST_FILE / 2**20:.0f} MB are read"
            )
        data = file.read_bytes()
        if not data.strip():
            raise InputError(f"{file.name}: is empty")
    except (OSError, ValueError) as error:
        raise InputError(f"{file}: can't be read ({getattr(error, 'strerror', None) or error})") from None
    return data


def read_stream(data: bytes, encoding: str | None = None, name: str = "standard input") -> SourceText:
    """The text of bytes that were read elsewhere; errors as in `read_file`."""
    if len(data) > LARGEST_FILE:
        raise InputError(
            f"{name}: has {len(data) / 2**20:.0f} MB; at most {LARGEST_FILE / 2**20:.0f} MB are read"
        )
    if not data.strip():
        raise InputError(f"{name}: is empty")
    text, used = decode(data, encoding, name)
    return SourceText(text, used, name)
