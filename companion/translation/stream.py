"""A translation that goes on in the background, paragraph by paragraph."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from queue import SimpleQueue

from companion.model import Paragraph

__all__ = ["TranslationJob"]

Work = Callable[
    [Callable[[], bool], Callable[[int, int], None]], Generator[tuple[int, Paragraph], None, tuple[str, ...]]
]
_END = object()


class TranslationJob:
    """Runs `work` in a thread of its own; made by `companion.translation.article.translate_in_background`.

    Iterating gives the index and the paragraph of each that is done, in reading order, and ends
    when all are, or after `cancel`. An error of the work is raised there; `error` has it as well.

    `done` and `total` count sentences; `finished` is true once nothing more will come;
    `notices` are the remarks for the reader, then.
    """

    def __init__(
        self,
        work: Work,
        on_paragraph: Callable[[int, Paragraph], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        on_end: Callable[[TranslationJob], None] | None = None,
    ) -> None:
        self.done = self.total = 0
        self.notices: tuple[str, ...] = ()
        self.error: Exception | None = None
        self._stop = threading.Event()
        self._queue: SimpleQueue[object] = SimpleQueue()
        self._on_paragraph, self._on_progress, self._on_end = on_paragraph, on_progress, on_end
        self._thread = threading.Thread(
            target=self._run, args=(work,), name="companion-translation", daemon=True
        )
        self._thread.start()

    @property
    def finished(self) -> bool:
        """Whether nothing more will come."""
        return not self._thread.is_alive()

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ends the work soon: nothing more is given out, the model stops after its batch."""
        self._stop.set()
        self._queue.put(_END)

    def wait(self, timeout: float | None = None) -> bool:
        """Waits until the work has ended; whether it has."""
        self._thread.join(timeout)
        return self.finished

    def __iter__(self) -> Iterator[tuple[int, Paragraph]]:
        while (item := self._queue.get()) is not _END:
            if self._stop.is_set():
                break
            yield item  # type: ignore[misc]
        self._queue.put(_END)  # for another loop over the same job
        if self.error is not None and not self._stop.is_set():
            raise self.error

    def _run(self, work: Work) -> None:
        try:
            steps = work(self._stop.is_set, self._progress)
            while not self._stop.is_set():
                try:
                    index, paragraph = next(steps)
                except StopIteration as end:
                    self.notices = end.value or ()
                    break
                self._queue.put((index, paragraph))
                if self._on_paragraph and not self._stop.is_set():
                    self._on_paragraph(index, paragraph)
        except Exception as error:
            self.error = error
        finally:
            self._queue.put(_END)
            if self._on_end:
                self._on_end(self)

    def _progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self._on_progress and not self._stop.is_set():
            self._on_progress(done, total)
