"""What the start page asks of Python: what comes into the library, what is opened, what is due."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.choices import LEVELS
from companion.errors import CompanionError, InputError
from companion.files import megabytes
from companion.library import Library, Row
from companion.library.folder import ACCEPTED
from companion.library.suggestions import comfort_of
from companion.model import Article
from companion.render import RenderOptions
from companion.render.growth import growth_html
from companion.source.files import LARGEST_FILE
from companion.widgets.home_guide import Guide
from companion.widgets.printing import lesson_file, print_choices, saved, send_file
from companion.widgets.reader_state import in_words

if TYPE_CHECKING:
    from companion.widgets.reader import Reader

__all__ = ["HomeDesk"]

_ROWS = 150  # of a message
_PAUSE = 0.3  # seconds between two messages of progress
_FIRST = "dianpian.txt"  # the article that is open on the first visit
_PARTS = ("reader", "lesson", "exercises")
_LAYERS = ("simplified", "pinyin", "english")


class HomeDesk:
    """Answers the messages of a `Home`; each answer carries the `id` of its question.

    Args:
        home: The box that holds the page and what is open under it.
        page: The page.
        library: The articles.
        learner: The person's words.
        clock: Tells the time.
        hints: False: none.
    """

    def __init__(
        self,
        home: Any,
        page: Any,
        library: Library,
        learner: Any,
        clock: Callable[[], datetime],
        hints: bool = True,
    ) -> None:
        self.home = home
        self.page = page
        self.library = library
        self.learner = learner
        self.clock = clock
        self._hints = hints
        self.guide: Guide | None = None
        self.shown: Any = None
        self._path = ""
        self._files: dict[str, bytearray] = {}
        self._lock = threading.RLock()
        self._stopped = threading.Event()
        self._again = threading.Event()
        self._worker: threading.Thread | None = None
        self._threads: list[threading.Thread] = []

    # ---- messages

    def on_message(self, _widget: Any, content: Any, buffers: Any = None) -> None:
        """Does what a message asks for; an error is told in one line under the page."""
        answer = content.get("id", "") if isinstance(content, dict) else ""
        try:
            handlers: dict[str, Callable[..., Any]] = {
                "have": self._have, "paste": self._paste, "file": self._file, "fetch": self._fetch, "open": self._opened,
                "back": self._back, "level": self._level, "review": self._review, "show": self._part, "print": self._print,
                "hint": self._hint,
            }  # fmt: skip
            reply = handlers[content["kind"]](content, buffers or ())
        except Exception as error:
            self._failed(error, answer)
        else:
            if reply is not None:
                self.page.send({"kind": "done", "text": reply, "id": answer})

    def _failed(self, error: Exception, answer: str) -> None:
        said = (
            str(error) if isinstance(error, CompanionError) else f"that could not be done ({in_words(error)})"
        )
        self.page.send({"kind": "failed", "text": said, "id": answer})

    def _have(self, _m: dict[str, Any], _buffers: Any) -> str:
        self.send_rows()
        self.refresh()
        return ""

    def _paste(self, m: dict[str, Any], _buffers: Any) -> str:
        path = self.library.add_text(str(m["text"]))
        return self._added(path, open_it=True)

    def _file(self, m: dict[str, Any], buffers: Any) -> str:
        """A piece of a file; the last one brings it into the library."""
        name, size, at = str(m["name"]), int(m["size"]), int(m["at"])
        if not 0 <= size <= LARGEST_FILE:
            raise InputError(f"{name}: has {megabytes(size)}; at most {megabytes(LARGEST_FILE)} are read")
        with self._lock:
            if at == 0:
                self._files.clear()  # what was begun and not brought to its end
                self._files[name] = bytearray()
            data = self._files.get(name)
            if data is None or len(data) != at:
                raise InputError(f"{name}: a piece of it is missing; choose the file again")
            for piece in buffers:
                data += piece
            if len(data) > size:
                raise InputError(f"{name}: more came than it has; choose the file again")
            if len(data) < size:
                return ""
            del self._files[name]
        return self._added(self.library.add_file(name, bytes(data)), open_it=bool(m.get("open")))

    def _fetch(self, m: dict[str, Any], _buffers: Any) -> None:
        self._in_background(
            m, lambda: self._added(self.library.add_address(str(m["url"])), open_it=True), "companion-fetch"
        )

    def _added(self, path: Path, open_it: bool) -> str:
        place = self.library.place_of(path)
        self._did("add")
        self.refresh()
        if open_it:
            self.open(place)
        return f"Saved as {place}."

    def _opened(self, m: dict[str, Any], _buffers: Any) -> str:
        self.open(str(m["path"]))
        return ""

    def _back(self, _m: dict[str, Any], _buffers: Any) -> str:
        self._did("back")
        self.back()
        return ""

    def _hint(self, m: dict[str, Any], _buffers: Any) -> str:
        """A hint was passed over, or all of them are dismissed, or wanted again."""
        if self.guide is not None:
            if m.get("all"):
                self.guide.again() if m.get("again") else self.guide.dismiss()
            else:
                self.guide.did(str(m.get("did", "")))
        self._show_hint()
        return ""

    def _part(self, m: dict[str, Any], _buffers: Any) -> None:
        """Another view of the open article: its text, its lesson, its exercises."""
        what, path = str(m.get("what", "")), self._path
        if not path:
            raise InputError("no article is open: open one of the library first")
        if what not in _PARTS:
            raise InputError(f"an article is shown as {', '.join(_PARTS)}, not as '{what}'")

        def job() -> str:
            if what == "reader":
                self.open(path)
                return ""
            from companion.widgets.exercises import Exercises
            from companion.widgets.lesson_editor import LessonEditor

            article = self._with_english(path)
            make = LessonEditor if what == "lesson" else Exercises
            widget = make(article, level=self.library.level)
            # A title may have the word that an exercise asks for.
            title = "" if what == "exercises" else article.title or path
            if self._path != path:  # meanwhile somebody went back, or opened another
                widget.close()
                return ""
            self._show(widget, {"what": what, "path": path, "title": title})
            return ""

        self._in_background(m, job, "companion-part")

    def _print(self, m: dict[str, Any], _buffers: Any) -> None:
        """The open article as a lesson, which the browser saves."""
        path = self._path
        if not path:
            raise InputError("no article is open: open one of the library first")

        def job() -> str:
            file = lesson_file(self._with_english(path), m, RenderOptions(level=self.library.level))
            send_file(self.page.send, self._stopped.wait, str(m.get("id", "")), file)
            self._did("print")
            return saved(file[0])

        self._in_background(m, job, "companion-print")

    def _with_english(self, path: str) -> Article:
        """An article with all that stands beside it, and the English of the machine that is used."""
        from companion.pipeline import read

        file = self.library.file(path)
        if file.suffix.lower() == ".json":
            return self.library.open(path)[0]
        return read(file, glossary=self.library.glossary)

    def _in_background(self, m: dict[str, Any], job: Callable[[], str], name: str) -> None:
        """Does what takes time in a thread of its own, and answers when it is done: the kernel is not held up."""

        def work() -> None:
            try:
                told = job()
            except Exception as error:
                self._failed(error, str(m.get("id", "")))
            else:
                self.page.send({"kind": "done", "text": told, "id": m.get("id", "")})

        self._later(work, name)

    def _level(self, m: dict[str, Any], _buffers: Any) -> str:
        self.library.level = m["level"]
        self.send_rows()
        self.tell_facts()
        return ""

    def _review(self, _m: dict[str, Any], _buffers: Any) -> str:
        from companion.widgets.review import Review

        self._show(Review(self.learner, library=self.library), {"what": "review"})
        return ""

    # ---- what is open

    def open(self, path: str) -> Reader:
        """Opens an article under the page, where the person stopped."""
        from companion.widgets.reader import Reader

        article, paragraph = self.library.open(path)
        reader = Reader(
            article,
            translate=True,
            level=self.library.level,
            place=paragraph,
            vocabulary=self.learner,
            library=self.library,
            glossary=self.library.glossary,
        )
        reader.observe(self._moved, ("place", "seen"))
        reader.observe(lambda change: self._did("card") if change["new"] else None, "selection")
        reader.observe(lambda _change: self._did("mark"), "_status")
        reader.observe(lambda _change: self._did("layer"), _LAYERS)
        self._show(reader, {"what": "reader", "path": path, "title": article.title or path})
        return reader

    def _show(self, widget: Any, what: dict[str, str]) -> None:
        """Shows a widget under the page, or none; what stood there is closed when it is gone from there."""
        with self._lock:
            before, self.shown = self.shown, widget
            self._path = what.get("path", "")
            self.home.children = (self.page, widget) if widget is not None else (self.page,)
            self.page._open = what
            self._show_hint()
        if before is not None:
            before.close()

    def _moved(self, _change: Any) -> None:
        reader, path = self.reader, self._path
        if reader is not None and path:
            try:
                self.library.keep_place(path, reader.article, reader.place, reader.seen)
            except CompanionError as error:
                self.page.error = str(error)

    # ---- hints

    def _did(self, what: str) -> None:
        """Somebody did what a hint says; the next one is shown."""
        try:
            if self.guide is not None and self.guide.did(what):
                self._show_hint()
        except CompanionError as error:  # a hint is no reason to stop what one does
            self.page.error = str(error)

    def _show_hint(self) -> None:
        what = self.page._open.get("what", "library")
        self.page._hint = self.guide.now(what) if self.guide is not None else {}

    def _begin(self) -> None:
        """On the first visit an article is open, with the first hint over it."""
        self.guide = Guide(self.library.index, self._hints)
        rows = self.library.rows() if self.guide.is_new else []
        if any(r.path == _FIRST for r in rows) and not any(r.opened for r in rows):
            self.open(_FIRST)
        self._show_hint()

    def back(self) -> None:
        """Shows the library again, with what has changed by reading."""
        self._show(None, {})
        self.send_rows()
        self.refresh()

    @property
    def reader(self) -> Reader | None:
        """The reader that is open; None where none is."""
        from companion.widgets.reader import Reader

        return self.shown if isinstance(self.shown, Reader) else None

    # ---- what the page shows

    def start(self) -> None:
        """Tells what is known without opening a file, and looks at new files in the background."""
        try:
            self.tell_facts()
            self._begin()
        except CompanionError as error:
            self.page.error = str(error)
        self.refresh()

    def send_rows(self) -> None:
        """Sends the whole list, in pieces."""
        rows = self.library.rows()
        for at in range(0, max(1, len(rows)), _ROWS):
            some = [_plain(row) for row in rows[at : at + _ROWS]]
            self.page.send({"kind": "rows", "rows": some, "all": at == 0})

    def tell_facts(self, progress: tuple[int, int] = (0, 0)) -> None:
        """Sets what the page shows beside the list."""
        self.page._facts = {
            "folder": str(self.library.folder),
            "accepted": list(ACCEPTED),
            "level": self.library.level,
            "levels": list(LEVELS),
            "suggestions": [asdict(s) for s in self.library.suggestions()],
            "due": self.learner.due_count(self.clock()),
            "plot": self._growth(),
            "progress": list(progress),
            "print": print_choices(),
        }

    def _growth(self) -> str:
        """The drawing of the words that are known; none where the person's words can't be opened."""
        now = self.clock().astimezone()
        days = {**self.learner.history(), now.date(): len(self.learner.known())}
        return growth_html(sorted(days.items()), len(self.learner.learning()))

    # ---- new articles, one after the other in the background

    def refresh(self) -> None:
        """Looks at what is new in the folder; a second call while that goes on has it look once more."""
        with self._lock:
            self._again.set()
            if self._worker is None or not self._worker.is_alive():
                self._worker = self._later(self._work, "companion-library")

    def _work(self) -> None:
        try:
            while True:
                with self._lock:
                    if self._stopped.is_set() or not self._again.is_set():
                        self._worker = None
                        return
                    self._again.clear()
                self._update()
        except Exception as error:  # told on the page: nobody sees a thread's traceback
            self.page.error = in_words(error)

    def _update(self) -> None:
        told, looked = time.monotonic(), []
        for path, done, total in self.library.updating():
            looked.append(path)
            if self._stopped.is_set():
                return
            if time.monotonic() - told > _PAUSE and done < total:
                self._send_some(looked)
                self.page._facts = {**self.page._facts, "progress": [done, total]}
                told, looked = time.monotonic(), []
        if looked or self.page._facts.get("progress", [0, 0])[1]:
            self.send_rows()
        self.tell_facts()

    def _send_some(self, paths: list[str]) -> None:
        rows = [row for path in paths[-_ROWS:] if (row := self.library.row(path))]
        self.page.send({"kind": "rows", "rows": [_plain(row) for row in rows], "all": False})

    def _later(self, job: Callable[[], None], name: str) -> threading.Thread:
        self._threads = [t for t in self._threads if t.is_alive()]
        thread = threading.Thread(target=job, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def join(self, seconds: float) -> None:
        """Waits for what goes on in the background."""
        end = time.monotonic() + seconds
        for thread in list(self._threads):
            thread.join(max(0.0, end - time.monotonic()))

    def stop(self) -> None:
        """Ends what goes on in the background, and closes what is open."""
        self._stopped.set()
        if self.shown is not None:
            self.shown.close()


def _plain(row: Row) -> dict[str, Any]:
    return {**asdict(row), "comfort": comfort_of(row.known) if row.state == "ready" else ""}
