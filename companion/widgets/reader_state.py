"""What the parts of a `Reader` share: its article, its files, and the way to the browser."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from companion.choices import ReadingSystem
from companion.errors import CompanionError
from companion.learning import Learner
from companion.model import Article
from companion.render import RenderOptions

__all__ = ["ReaderState", "Shown", "in_words"]


class Shown(Protocol):
    """The traits of the widget that its parts read and set, and how a message goes to the browser."""

    error: str
    level: str
    known: list[str]
    reading: ReadingSystem
    sandhi: bool
    notices: list[str]
    progress: float
    known_share: float
    _table: dict[str, Any]
    _paragraphs: list[dict[str, Any]]
    _status: dict[str, str]
    _corrections: list[dict[str, Any]]
    _regional: str
    _offer: dict[str, Any]

    def send(self, content: Any, buffers: Any = None) -> None: ...

    def shown_options(self) -> RenderOptions: ...

    def hold_sync(self) -> AbstractContextManager[None]: ...


class ReaderState:
    """The article as it is shown now, where corrections and words go, and what was read with it.

    Args:
        widget: the widget that shows it.
        article: what is shown; replaced by each correction and translation.
        file: the article's file, beside which corrections are kept.
        learner: the person's words; None keeps none.
        glossary, memory: as in `companion.read`.
    """

    def __init__(
        self,
        widget: Shown,
        article: Article,
        file: Path | None = None,
        learner: Learner | None = None,
        glossary: Any = None,
        memory: tuple[str | Path, ...] = (),
    ) -> None:
        self.widget = widget
        self.article = article
        self.file = file
        self.learner = learner
        self.glossary = glossary
        self.memory = memory
        self.lock = threading.RLock()

    def failed(self, text: str, answer: str = "") -> None:
        """Tells an error under the reader, and whoever asked that it was not done."""
        self.widget.error = text
        self.widget.send({"kind": "failed", "text": text, "id": answer})


def in_words(error: BaseException) -> str:
    """An error as a person is told it.

    >>> in_words(CompanionError("a.txt: there is no such file")), in_words(KeyError("x"))
    ('a.txt: there is no such file', "KeyError: 'x'")
    """
    return str(error) if isinstance(error, CompanionError) else f"{type(error).__name__}: {error}"
