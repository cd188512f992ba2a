"""A lesson of an article as a file that the browser saves: a page, or a PDF."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from companion.choices import LAYOUTS, PAPERS, PINYIN_FOR, Level
from companion.errors import InputError, OutputError
from companion.export.files import safe_name
from companion.export.handout import write_handout
from companion.export.pdf import find_browser, write_pdf
from companion.files import read_bytes
from companion.model import Article
from companion.render import HandoutOptions

__all__ = ["EXERCISES", "lesson_file", "pieces", "prints_pdf"]

EXERCISES = (0, 4, 8, 12, 16)
"""How many exercises the page offers to print."""

_PIECE = 2**19  # bytes of a message: Jupyter holds back a kernel that sends much at once
_TYPES = {"html": (".html", "text/html"), "pdf": (".pdf", "application/pdf")}


def prints_pdf() -> bool:
    """Whether a browser is installed that makes PDFs."""
    try:
        find_browser()
    except OutputError:
        return False
    return True


def lesson_file(article: Article, asked: Mapping[str, Any], level: Level) -> tuple[str, str, bytes]:
    """An article as a lesson: its words, the text, exercises and their answers.

    Args:
        article: The article.
        asked: What the page asks for: `to` ("html" or "pdf"), `layout`, `pinyin_for`, `exercises`, `paper`.
        level: The reader's own.

    Returns:
        The name of the file, its type, its bytes.

    Raises:
        InputError: There is no such choice.
        OutputError: It can't be made.

    >>> import companion
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> name, kind, data = lesson_file(article, {"exercises": 0}, "B1")
    >>> name, kind, "電騙" in data.decode()
    ('警方打擊電騙.html', 'text/html', True)
    """
    to = str(asked.get("to", "html"))
    if to not in _TYPES:
        raise InputError(f"a lesson is printed as {' or '.join(_TYPES)}, not '{to}'")
    exercises = asked.get("exercises", 8)
    if exercises not in EXERCISES:
        raise InputError(f"a lesson has {', '.join(map(str, EXERCISES))} exercises, not {exercises}")
    options = HandoutOptions(
        layout=asked.get("layout", LAYOUTS[0]), pinyin_for=asked.get("pinyin_for", PINYIN_FOR[0]), level=level,
        exercises=exercises, paper=asked.get("paper", PAPERS[0]),
    )  # fmt: skip
    suffix, kind = _TYPES[to]
    with tempfile.TemporaryDirectory() as folder:
        made = write_handout(article, Path(folder) / "lesson.html", options)
        if to == "pdf":
            made = write_pdf(made, Path(folder) / "lesson.pdf")
        return safe_name(article.title, suffix), kind, read_bytes(made)


def pieces(name: str, kind: str, data: bytes) -> Iterator[dict[str, Any]]:
    """The messages that bring a file to the browser, in their order.

    >>> [(m["at"], m["size"], m["name"]) for m in pieces("a.html", "text/html", b"x" * (2**19 + 1))]
    [(0, 524289, 'a.html'), (524288, 524289, 'a.html')]
    """
    for at in range(0, len(data), _PIECE):
        some = base64.b64encode(data[at : at + _PIECE]).decode()
        yield {"kind": "file", "name": name, "type": kind, "at": at, "size": len(data), "data": some}
