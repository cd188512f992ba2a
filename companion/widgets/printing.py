"""A lesson of an article as a file that the browser saves: a page, a PDF, a Word file or an e-book."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from companion.choices import LAYOUTS, PAPERS, WordChoice
from companion.errors import InputError, OutputError
from companion.export.files import safe_name
from companion.export.pdf import find_browser, write_pdf
from companion.files import read_bytes
from companion.model import Article
from companion.render import HandoutOptions, RenderOptions

__all__ = ["lesson_file", "pieces", "print_choices", "saved", "send_file"]

_EXERCISES = (0, 4, 8, 12, 16)
_PIECE = 2**19  # bytes of a message: Jupyter holds back a kernel that sends much at once
_AT_ONCE, _PACE = (
    3,
    0.8,
)  # pieces of a file, then seconds before each other one: a server drops more than 1 MB a second
_TYPES = {
    "html": (".html", "text/html"),
    "pdf": (".pdf", "application/pdf"),
    "docx": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "epub": (".epub", "application/epub+zip"),
}


def print_choices() -> dict[str, Any]:
    """What the form of a lesson to print offers; `pdf`: whether a browser is installed that makes PDFs."""
    try:
        find_browser()
    except OutputError:
        pdf = False
    else:
        pdf = True
    return {"layouts": list(LAYOUTS), "papers": list(PAPERS), "exercises": list(_EXERCISES), "pdf": pdf}


def lesson_file(article: Article, asked: Mapping[str, Any], shown: RenderOptions) -> tuple[str, str, bytes]:
    """An article as a lesson: its words, the text, exercises and their answers.

    Args:
        article: The article.
        asked: What the form asks for: `to` ("html", "pdf", "docx" or "epub"), `layout`, `pinyin_for`, `exercises`, `paper`;
            Word files and e-books have the words and the text alone.
        shown: The layers and readings, and the person's level.

    Returns:
        The name of the file, its type, its bytes.

    Raises:
        InputError: There is no such choice.
        OutputError: It can't be made.

    >>> import companion
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> name, kind, data = lesson_file(article, {"exercises": 0}, RenderOptions(level="A2"))
    >>> name, kind, "電騙" in data.decode()
    ('警方打擊電騙.html', 'text/html', True)
    """
    from companion.export.docx import write_docx
    from companion.export.epub import write_epub
    from companion.export.handout import write_handout

    to = str(asked.get("to", "html"))
    if to not in _TYPES:
        raise InputError(f"a lesson is saved as {', '.join(_TYPES)}, not as '{to}'")
    exercises = asked.get("exercises", 8)
    if exercises not in _EXERCISES:
        raise InputError(f"a lesson has {', '.join(map(str, _EXERCISES))} exercises, not {exercises}")
    options = replace(
        HandoutOptions.of(shown), layout=asked.get("layout", LAYOUTS[0]), vocabulary_level=shown.level,
        pinyin_for=asked.get("pinyin_for", shown.pinyin_for), exercises=exercises, paper=asked.get("paper", PAPERS[0]),
    )  # fmt: skip
    suffix, kind = _TYPES[to]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"lesson{suffix}"
        if to in ("html", "pdf"):
            made = write_handout(article, path.with_suffix(".html"), options)
            made = write_pdf(made, path) if to == "pdf" else made
        else:
            write = write_docx if to == "docx" else write_epub
            made = write(article, path, options, words=WordChoice("best", shown.level))
        return safe_name(article.title, suffix), kind, read_bytes(made)


def pieces(name: str, kind: str, data: bytes) -> Iterator[dict[str, Any]]:
    """The messages that bring a file to the browser, in their order.

    >>> [(m["at"], m["size"], m["name"]) for m in pieces("a.html", "text/html", b"x" * (2**19 + 1))]
    [(0, 524289, 'a.html'), (524288, 524289, 'a.html')]
    """
    for at in range(0, len(data), _PIECE):
        some = base64.b64encode(data[at : at + _PIECE]).decode()
        yield {"kind": "file", "name": name, "type": kind, "at": at, "size": len(data), "data": some}


def send_file(
    send: Callable[[dict[str, Any]], None],
    wait: Callable[[float], Any],
    answer: str,
    file: tuple[str, str, bytes],
) -> None:
    """Sends a file to the browser that asked for it.

    Args:
        send: Sends a message.
        wait: Waits for so many seconds; less where what sends is closed.
        answer: The `id` of the question.
        file: Its name, its type, its bytes.
    """
    for number, piece in enumerate(pieces(*file)):
        wait(_PACE if number >= _AT_ONCE else 0)
        send({**piece, "id": answer})


def saved(name: str) -> str:
    """What is said of a file that was sent.

    >>> saved("警方打擊電騙.epub")
    "警方打擊電騙.epub is in your browser's downloads."
    """
    return f"{name} is in your browser's downloads{': open it and print' if name.endswith(('.html', '.pdf')) else ''}."
