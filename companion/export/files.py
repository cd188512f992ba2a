"""What a file is called, and whether Companion wrote it: then it may be replaced.

A text that Companion wrote ends in a seal, a comment that holds the text's own checksum, so that a
page that somebody changed by hand is theirs and no longer ours; an archive carries a comment that
every other program drops when it saves.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from companion import __version__
from companion.files import opened, read_bytes, read_ends

__all__ = ["ARCHIVE_COMMENT", "holds", "is_our_archive", "is_sealed", "safe_name", "sealed", "sealed_pieces"]

ARCHIVE_COMMENT = f"Made with Companion {__version__}".encode()
_ARCHIVE_END = re.compile(rb"Made with Companion [\w.+-]{1,40}\Z")
_SEAL = re.compile(rb"(?:<!--|/\*) Companion [\w.+-]{1,40}, ([0-9a-f]{32}) (?:-->|\*/)\s*\Z")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def sealed(text: str) -> str:
    """`text` with its seal: a last line, a comment in HTML, XML and Markdown, that holds its checksum.

    >>> sealed("# 電騙").splitlines()[0]
    '# 電騙'
    """
    return b"".join(sealed_pieces((text,))).decode("utf-8")


def sealed_pieces(pieces: Iterable[str], begin: str = "<!--", end: str = "-->") -> Iterator[bytes]:
    """A text in UTF-8 and its seal, piece by piece.

    The checksum is that of the text without its carriage returns: git and editors change them, and a title may
    hold some.

    Args:
        pieces: The text.
        begin: How a comment begins in its language.
        end: How it ends.

    >>> [piece[:10] for piece in sealed_pieces(("# ", "a"))]
    [b'# ', b'a', b'\\n', b'<!-- Compa']
    """
    sum_, last = hashlib.sha256(), b""
    for piece in pieces:
        if piece:
            last = piece.encode("utf-8", "replace")
            sum_.update(last.replace(b"\r", b""))
            yield last
    if not last.endswith(b"\n"):
        sum_.update(b"\n")
        yield b"\n"
    yield f"{begin} Companion {__version__}, {sum_.hexdigest()[:32]} {end}\n".encode()


def is_sealed(path: Path) -> bool:
    """Whether the file ends in a seal and is as it was written."""
    _, end = read_ends(path, 0, 200)
    found = _SEAL.search(end)
    if found is None:
        return False
    sum_ = hashlib.sha256()
    with opened(path) as source:
        left = os.fstat(source.fileno()).st_size - len(end) + found.start()
        while left > 0 and (data := source.read(min(left, 2**18))):
            left -= len(data)
            sum_.update(data.replace(b"\r", b""))
    return sum_.hexdigest()[:32].encode() == found[1]


def holds(text: str) -> Callable[[Path], bool]:
    """Whether a file has just this text: for what has no room for a seal, and may be written again."""
    data = text.encode("utf-8", "replace")
    return lambda file: read_bytes(file) == data


def is_our_archive(path: Path) -> bool:
    """Whether the file is an archive (EPUB, DOCX, apkg) as Companion wrote it."""
    start, end = read_ends(path, 4, 80)
    return start == b"PK\x03\x04" and bool(_ARCHIVE_END.search(end))


def safe_name(title: str, suffix: str = "", default: str = "article") -> str:
    """A file name made of a title: letters and digits of any script, nothing that leads elsewhere.

    >>> safe_name("../../零容忍！\\\\兩地聯手", ".html")
    '零容忍-兩地聯手.html'
    """
    text = unicodedata.normalize("NFC", title.encode("utf-8", "ignore").decode("utf-8"))
    parts = re.findall(r"\w+", text)
    name = "-".join(parts).strip("_")
    while len(name.encode("utf-8")) > 120:
        name = name[:-1]
    name = name.rstrip("-_") or default
    return (f"_{name}" if _RESERVED.match(name) else name) + suffix
