"""What the browser is sent of an article: the first screens at once, the rest piece by piece.

The first message (the widget's own) is not limited by Jupyter's server; later ones are, to a
million bytes a second, so they are small and spaced. What has been sent stands in the widget's
state too, which a saved notebook keeps.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from companion.language.language import Language
from companion.model import Article
from companion.render import Packer, RenderOptions, Words, card_html, english_html
from companion.render.words import is_word, word_key

if TYPE_CHECKING:
    from companion.widgets.reader import Reader

__all__ = ["Feed"]

FIRST = 4_000
"""Characters that are in the widget from the start."""
CARDS = 2_500
"""Distinct words up to which all cards are sent; of longer texts each when it is asked for."""
_PIECE = 250_000  # bytes of a message
_RATE = 700_000  # bytes a second


class Feed:
    """The article of a `Reader`, packed, and the thread that sends it."""

    def __init__(self, reader: Reader, article: Article) -> None:
        self.reader = reader
        self.article = article
        self.lock = threading.RLock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._window = (time.monotonic(), 0)
        self.pack()

    def pack(self) -> None:
        """Starts the tables anew: for another article, or one with other paragraphs."""
        self.words = Words(
            RenderOptions(),
            self.article.glossary,
            rp=False,
            everything=True,
            language=Language.of(self.article),
        )
        self.words.learn_names(self.article.paragraphs)
        self.packer = Packer(self.words)
        self.tokens: dict[str, Any] = {}  # a token of each card's key
        self.counts: Counter[str] = Counter()

    def first(self) -> dict[str, Any]:
        """The traits that the widget starts with."""
        paragraphs, size = [], 0
        for number, p in enumerate(self.article.paragraphs):
            if size and size + len(p.text) > FIRST:
                break
            size += len(p.text)
            paragraphs.append(self.packed(number))
        return {"_paragraphs": paragraphs, "_words": list(self.packer.table), "_cards": {}}

    def packed(self, number: int) -> dict[str, Any]:
        """A paragraph for the browser; its new words are in the packer's table."""
        paragraph = self.article.paragraphs[number]
        for token in paragraph.tokens:
            if is_word(token):
                self.tokens[word_key(token)] = token
        return self.packer.paragraph(paragraph, number)

    def english(self, number: int) -> str:
        return english_html(self.article.paragraphs[number], self.words)

    # ---- the thread

    def start(self) -> None:
        self._stopped.clear()
        self._thread = threading.Thread(target=self._run, name="companion-reader", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()

    def join(self, seconds: float) -> None:
        if self._thread and self._thread is not threading.current_thread():
            self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self._rest()
            self._levels()
            self._count()
            self._all_cards()
        except Exception as error:  # told under the reader: nobody sees a thread's traceback
            self.reader.error = self.reader._in_words(error)

    def _rest(self) -> None:
        total = len(self.article.paragraphs)
        while (at := len(self.reader._paragraphs)) < total and not self._stopped.is_set():
            with self.lock:
                words_at = len(self.reader._words)
                piece: list[dict[str, Any]] = []
                size = 0
                while at + len(piece) < total and size < _PIECE:
                    piece.append(self.packed(at + len(piece)))
                    size += _size(piece[-1])
                    size += (
                        sum(map(_size, self.packer.table[words_at + 1 :: 8])) if len(piece) % 16 == 0 else 0
                    )
                words = self.packer.table[words_at:]
                self.reader._paragraphs.extend(piece)
                self.reader._words.extend(words)
            self.send({"kind": "more", "at": at, "paragraphs": piece, "words_at": words_at, "words": words})

    def _levels(self) -> None:
        """How common each word is, which needs a large table: half a second, once in a process."""
        self.send({"kind": "levels", "values": self.rate(0)})

    def rate(self, start: int) -> list[tuple[int, str, float]]:
        """The level and frequency of the words of the table from `start`, put into it too."""
        from companion.language.words.frequency import level_of, zipf

        values = []
        for number, entry in enumerate(self.reader._words[start:], start):
            if entry.get("w") and "l" not in entry:
                entry["l"], entry["z"] = level_of(entry["s"]), zipf(entry["s"])
                values.append((number, entry["l"], entry["z"]))
        return values

    def _count(self) -> None:
        self.counts = Counter(
            t.simplified for p in self.article.paragraphs for t in p.tokens if t.kind == "word" and t.pinyin
        )
        self.reader._desk.share()

    def _all_cards(self) -> None:
        if len(self.tokens) > CARDS:
            return
        for keys in _batches(list(self.tokens), 40):
            if self._stopped.is_set():
                return
            self.cards(keys)

    def cards(self, keys: list[str], answer: str = "") -> None:
        """Sends the cards of these words, unless the browser has them."""
        found = {}
        for key in keys:
            if key in self.reader._cards:
                found |= {key: self.reader._cards[key]} if answer else {}
            elif token := self.tokens.get(key):
                found[key] = card_html(token, self.article)
        self.reader._cards.update(found)
        if found or answer:
            self.send({"kind": "cards", "cards": found, "id": answer})

    def send(self, message: dict[str, Any]) -> None:
        """Sends a message; a large one waits until Jupyter's server lets it through."""
        size = _size(message)
        since, sent = self._window
        now = time.monotonic()
        if now - since > 3:
            since, sent = now, 0
        if sent and sent + size > _RATE * 3:
            self._stopped.wait(max(0.0, since + 3 - now))
            since, sent = time.monotonic(), 0
        self._window = (since, sent + size)
        self.reader.send(message)


def _size(value: Any) -> int:
    return len(json.dumps(value))


def _batches(values: list[str], size: int) -> Iterator[list[str]]:
    for at in range(0, len(values), size):
        yield values[at : at + size]
