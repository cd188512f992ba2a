"""What a file is called, and whether Companion wrote it: then it may be replaced.

A text that Companion wrote ends in a seal, a comment that holds the text's own checksum, so that a
page that somebody changed by hand is theirs and no longer ours; an archive carries a comment that
every other program drops when it saves.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from companion import __version__
from companion.files import read_bytes, read_ends

__all__ = ["ARCHIVE_COMMENT", "is_our_archive", "is_sealed", "safe_name", "sealed"]

_LARGEST = 2**30
ARCHIVE_COMMENT = f"Made with Companion {__version__}".encode()
_ARCHIVE_END = re.compile(rb"Made with Companion [\w.+-]{1,40}\Z")
_SEAL = re.compile(rb"<!-- Companion [\w.+-]{1,40}, ([0-9a-f]{32}) -->\s*\Z")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def sealed(text: str) -> str:
    """`text` with its seal: a last line, a comment in HTML, XML and Markdown, that holds its checksum.

    >>> sealed("# 電騙").splitlines()[0]
    '# 電騙'
    """
    text = text.encode("utf-8", "replace").decode("utf-8")
    text += "" if text.endswith("\n") else "\n"
    return f"{text}<!-- Companion {__version__}, {_checksum(text.encode('utf-8'))} -->\n"


def _checksum(data: bytes) -> str:
    """Of the text without its carriage returns: git and editors change them, and a title may hold some."""
    return hashlib.sha256(data.replace(b"\r", b"")).hexdigest()[:32]


def is_sealed(path: Path) -> bool:
    """Whether the file ends in a seal and is as it was written."""
    data = read_bytes(path, largest=_LARGEST)
    found = _SEAL.search(data, max(0, len(data) - 200))
    return found is not None and _checksum(data[: found.start()]).encode() == found[1]


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
