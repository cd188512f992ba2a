"""What the browser has of an article: the first screens with the widget, the rest when a view asks for it.

The widget's own first message is not limited by Jupyter's server; later ones are, to a million bytes a
second, and what is sent before a view listens is lost. So each view says at render what it has, and
is sent what is missing, in small pieces that say where they belong. docs/decisions/0022-delivery-by-asking.md
has the protocol.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from companion.language.language import Language
from companion.library.words import running_words
from companion.model import Article, Sentence
from companion.render import Packer, RenderOptions, Words
from companion.render.word_table import Mark
from companion.widgets.reader_state import ReaderState, in_words

__all__ = ["FIRST", "Feed"]

FIRST = 8_000
"""Characters that are in the widget from the start."""
FIRST_WORDS = 2_000
"""Rows of the word table after which no more of them are: a list of words has one for every two characters."""
_PIECE = 5_000  # characters of a message
_ROWS = 1_500  # words of a message
_RATE = 700_000  # bytes a second
_WINDOW = 3.0  # seconds in which the server counts them


class Feed:
    """The article of a reader, packed, and what answers its views.

    Args:
        state: what the reader's parts share.
    """

    def __init__(self, state: ReaderState) -> None:
        self.state = state
        self.edition = 0
        self.counts: Counter[tuple[str, str]] = Counter()
        self._stopped = threading.Event()
        self._sending = threading.Lock()
        self._window = (time.monotonic(), 0)
        self._threads: list[threading.Thread] = []
        self.pack()

    def pack(self) -> None:
        """Starts the tables anew: for another article, or one with other paragraphs."""
        article = self.state.article
        self.edition += 1
        self.changes: list[int] = []  # the paragraph of each change, in order; their number is the revision
        self.packed: list[dict[str, Any]] = []
        words = Words(
            RenderOptions(), article.glossary, rp=False, everything=True, language=Language.of(article)
        )
        words.learn_names(article.paragraphs)
        self.packer = Packer(words)

    @property
    def table(self) -> Any:
        """The words that have been packed."""
        return self.packer.table

    def first(self) -> dict[str, Any]:
        """The traits that the widget starts with."""
        with self.state.lock:
            self._pack_up_to(FIRST, words=FIRST_WORDS)
            facts = {
                "edition": self.edition,
                "revision": len(self.changes),
                "total": len(self.state.article.paragraphs),
            }
            return {"_paragraphs": [dict(p) for p in self.packed], "_table": {**self.table.data(), **facts}}

    def all(self) -> list[dict[str, Any]]:
        """All paragraphs, packed."""
        with self.state.lock:
            self._pack_up_to(None)
            return self.packed

    def _pack_up_to(self, characters: int | None, start: int | None = None, words: int = sys.maxsize) -> None:
        """Packs what follows on `start` (else on what is packed) until so many characters are, one paragraph at least."""
        paragraphs = self.state.article.paragraphs
        at = len(self.packed) if start is None else start
        size = 0
        while at < len(paragraphs):
            full = characters is not None and size + len(paragraphs[at].text) > characters
            if size and (full or len(self.table.words) > words):
                return
            size += len(paragraphs[at].text)
            if at == len(self.packed):
                self.packed.append(self.packer.paragraph(paragraphs[at]))
            at += 1

    # ---- what a view asks for

    def has(self, said: Mapping[str, Any]) -> None:
        """A view tells what it has; it is sent the rest, from a thread of its own."""
        if said.get("edition") != self.edition:
            # The page has missed a new edition: its state is sent again, and it will ask anew.
            self.renew()
            return
        self._later(lambda: self._bring(dict(said)))

    def _bring(self, said: dict[str, Any]) -> None:
        edition = self.edition
        at = max(0, int(said.get("paragraphs", 0)))
        mark = Mark(*(max(0, int(said.get(name, 0))) for name in ("words", "senses", "origins")))
        small = [max(0, int(said.get(name, 0))) for name in ("syllables", "characters")]
        revision = max(0, int(said.get("revision", 0)))
        while not self._stopped.is_set():
            with self.state.lock:
                if edition != self.edition:
                    return
                start, paragraphs = at, self.state.article.paragraphs
                if at < len(paragraphs):
                    self._pack_up_to(_PIECE, at)
                now, ahead = self.table.mark(), mark
                if now.words - mark.words > _ROWS or now.senses - mark.senses > _ROWS:
                    # Many new words: they go ahead of the paragraphs that have them.
                    ahead = Mark(min(now.words, mark.words + _ROWS), min(now.senses, mark.senses + _ROWS), now.origins)  # fmt: skip
                    end = at
                else:
                    ahead, end = now, self._end(at)
                piece = self._piece(mark, small, ahead)
                piece |= {"at": start, "paragraphs": self.packed[start:end], "since": revision}
                if end > start or revision < len(self.changes):
                    changed = sorted({n for n in self.changes[revision:] if n < start})
                    piece["changed"] = [[n, self.packed[n]] for n in changed]
                    revision = len(self.changes)
                piece["revision"] = revision
                at, mark = end, ahead
                small = [len(self.table.syllables), len(self.table.characters)]
                done = at >= len(paragraphs) and mark == self.table.mark()
                piece = json.loads(json.dumps(piece))  # as it is now: a correction may change it
            self.send(piece)
            if done:
                return

    def _end(self, start: int) -> int:
        """Where a piece of packed paragraphs from `start` ends."""
        size, at = 0, start
        while at < len(self.packed) and (at == start or size < _PIECE):
            size += len(self.state.article.paragraphs[at].text)
            at += 1
        return at

    def _piece(self, mark: Mark, small: list[int], end: Mark) -> dict[str, Any]:
        found = self.table.since(mark, *small)
        found["words"] = found["words"][: end.words - mark.words]
        found["senses"] = found["senses"][: end.senses - mark.senses]
        total = len(self.state.article.paragraphs)
        return {
            "kind": "piece", "edition": self.edition, "total": total, **found,
            "syllables_at": small[0], "characters_at": small[1],
        }  # fmt: skip

    # ---- what changes while it is shown

    def renew(self) -> None:
        """Sends the first screens of a new edition as the widget's state; its views ask for the rest."""
        with self.state.lock, self.state.widget.hold_sync():
            first = self.first()
            self.state.widget._table = first["_table"]
            self.state.widget._paragraphs = first["_paragraphs"]

    def show(self, article: Article) -> None:
        """Shows another state of the article: only the paragraphs that differ are sent."""
        with self.state.lock:
            before, self.state.article = self.state.article, article
            terms = {t.id for t in set(before.glossary) ^ set(article.glossary)}
            if len(before.paragraphs) != len(article.paragraphs):
                self.pack()
                self.renew()
                self.count()
                return
            if terms:
                self.packer.forget(article.glossary)
            changed = [
                number
                for number, (old, new) in enumerate(
                    zip(before.paragraphs[: len(self.packed)], article.paragraphs, strict=False)
                )
                if old != new or any(t.term in terms for t in (*old.tokens, *new.tokens))
            ]
            self._push(changed, terms=bool(terms))
        self.count()

    def english(self, number: int, sentences: tuple[Sentence, ...]) -> None:
        """Shows the English of a paragraph that has come."""
        with self.state.lock:
            article = self.state.article
            paragraphs = list(article.paragraphs)
            paragraphs[number] = replace(paragraphs[number], sentences=sentences)
            self.state.article = replace(article, paragraphs=tuple(paragraphs))
            if number < len(self.packed):
                self._push([number])

    def _push(self, numbers: Iterable[int], terms: bool = False) -> None:
        """Packs these paragraphs anew and sends them to the views that are there; others ask."""
        mark, since = self.table.mark(), len(self.changes)
        small = [len(self.table.syllables), len(self.table.characters)]
        changed = []
        for number in numbers:
            self.packed[number] = self.packer.paragraph(self.state.article.paragraphs[number])
            self.changes.append(number)
            changed.append([number, self.packed[number]])
        piece = self._piece(mark, small, self.table.mark())
        piece |= {"since": since, "revision": len(self.changes), "changed": changed}
        if terms:
            piece["terms"] = self.table.term_data()
        self.send(json.loads(json.dumps(piece)))

    # ---- how much is known

    def start(self) -> None:
        """Counts the words, in the background."""
        self._later(self.count)

    def count(self) -> None:
        """Counts the running words, and how many of them are known."""
        self.counts = Counter((t.text, t.simplified) for _, _, t in running_words(self.state.article))
        self.share()

    def share(self) -> None:
        """Tells how much of the running text is known words."""
        total = sum(self.counts.values())
        if total:
            known = sum(n for word, n in self.counts.items() if self.is_known(*word))
            self.state.widget.known_share = round(known / total, 3)

    def is_known(self, text: str, word: str) -> bool:
        """Whether a word, in the text's form and in Simplified, is marked or listed as known, or no harder than the level."""
        from companion.language.words.frequency import LEVELS, level_of

        widget = self.state.widget
        if status := widget._status.get(text):
            return status in ("known", "ignored")
        order = list(LEVELS)
        return word in widget.known or order.index(level_of(word)) <= order.index(widget.level)

    # ---- threads and messages

    def _later(self, job: Any) -> None:
        def run() -> None:
            try:
                job()
            except Exception as error:  # told under the reader: nobody sees a thread's traceback
                self.state.failed(in_words(error))

        self._threads = [t for t in self._threads if t.is_alive()]
        thread = threading.Thread(target=run, name="companion-reader", daemon=True)
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        """Ends what is being sent."""
        self._stopped.set()

    def join(self, seconds: float) -> None:
        """Waits for what is being counted and sent."""
        for thread in list(self._threads):
            if thread is not threading.current_thread():
                thread.join(seconds)

    def send(self, message: dict[str, Any]) -> None:
        """Sends a message; a large one waits until Jupyter's server lets it through."""
        size = len(json.dumps(message))
        with self._sending:
            since, sent = self._window
            now = time.monotonic()
            if now - since > _WINDOW:
                since, sent = now, 0
            if sent and sent + size > _RATE * _WINDOW:
                self._stopped.wait(max(0.0, since + _WINDOW - now))
                since, sent = time.monotonic(), 0
            self._window = (since, sent + size)
            self.state.widget.send(message)
