"""`companion.Review`: the words that are due, one after the other."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from companion.errors import CompanionError, InputError
from companion.language.dictionary.cedict import cedict
from companion.language.dictionary.shown import common_first, shown
from companion.language.readings.orthography import joined
from companion.learning import Learner, Statistics, Word
from companion.learning.schedule import intervals
from companion.render.review import review_fallback_html
from companion.widgets.callbacks import TellsErrors
from companion.widgets.reader_marks import Elsewhere, own_library
from companion.widgets.reader_state import in_words

__all__ = ["FRONTS", "Review"]

_STATIC = Path(__file__).parent / "static"
_AHEAD = timedelta(minutes=20)  # what comes back within this time is shown where nothing else is due
_MOST_SENSES = 4

FRONTS = ("blank", "marked")
"""How the front shows the sentence: with a gap for the word, or with the word marked."""


class Review(TellsErrors, anywidget.AnyWidget):
    """The words that are due: the sentence in which one met them, then the card, then how well one knew it.

    Each answer counts at once, in the person's own database; several notebooks may show the same words. A word that
    was handed over to Anki is not due here.

    Keys: Space or Enter shows the answer; 1 to 4, or Space for "Good", counts it; `z` takes the last answer back; `f`
    changes the front; `?` shows figures.

    Args:
        learner: The person's words: a `Learner` or the path of a file; None: those of the data folder.
        front: "blank" (the sentence with a gap, and the meaning) or "marked" (the sentence with the word).
        new_per_day: How many words are reviewed for the first time on a day; None: as it was set before, else 20.
        library: The `Library` whose sentences stand in for words that were saved without one; the person's own, where
            there is one.
        now: What says the time, for tests.

    Raises:
        InputError: There is no such front, or the file is none of ours.

    >>> import tempfile
    >>> learner = Learner(tempfile.mkdtemp() + "/words.sqlite")
    >>> place = {"sentence": "警方打擊電騙。", "at": 2, "reading": "dǎjī", "meaning": "to crack down on"}
    >>> _ = learner.mark("打擊", "learning", details={"打擊": place})
    >>> review = Review(learner)
    >>> review.due, review.answer("easy"), review.due, review.undo(), review.due
    (1, True, 0, True, 1)
    """

    _esm = _STATIC / "review.js"
    _css = (_STATIC / "review.css").read_text("utf-8")

    front = traitlets.Enum(FRONTS, FRONTS[0], help='str, "blank" or "marked": `review.front = "marked"`').tag(
        sync=True
    )
    due = traitlets.Int(0, help="int: how many words are due; to be read").tag(sync=True)
    error = traitlets.Unicode("", help='str, "": the last error; to be read').tag(sync=True)
    _card = traitlets.Dict().tag(sync=True)
    _figures = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        learner: Learner | str | os.PathLike[str] | None = None,
        *,
        front: str = FRONTS[0],
        new_per_day: int | None = None,
        library: Elsewhere | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        if front not in FRONTS:
            raise InputError(f"'{front}' is no front of a card; there are: {', '.join(FRONTS)}")
        self.learner = learner if isinstance(learner, Learner) else Learner(learner, now=now)
        self._library = library
        self._answers: list[str] = []
        self._seen = -1
        if new_per_day is not None and new_per_day != self.learner.new_per_day:
            self.learner.new_per_day = new_per_day
        super().__init__(front=front)
        self.on_msg(self._receive)
        self._show()

    # ---- what is done

    def answer(self, rating: str, *, seconds: float = 0) -> bool:
        """Counts an answer for the word that is shown.

        Args:
            rating: "again", "hard", "good" or "easy".
            seconds: How long the person looked.

        Returns:
            Whether it counted: a word that another notebook reviewed meanwhile is not reviewed twice.

        Raises:
            InputError: There is no such answer.
            OutputError: It can't be kept.
        """
        if not self._card:
            return False
        counted = self._count(self._card["word"], rating, seconds, self._card["due"])
        self._show()
        return counted

    def undo(self) -> bool:
        """Takes the last answer that was given here back.

        Returns:
            Whether there was one that is still as it was left.
        """
        undone: tuple[str, ...] = ()
        if self._answers:
            undone = self.learner.undo(self._answers.pop())
        self._show(first=undone[0] if undone else "")
        return bool(undone)

    def statistics(self) -> Statistics:
        """How learning goes; see `companion.learning.Statistics`.

        >>> import tempfile
        >>> Review(tempfile.mkdtemp() + "/words.sqlite").statistics().reviewed
        0
        """
        return self.learner.statistics()

    def _count(self, word: str, rating: str, seconds: float, due: str) -> bool:
        batch = self.learner.review(word, rating, seconds=seconds, due=due)
        if batch:
            self._answers.append(batch)
        return bool(batch)

    # ---- what is shown

    def _show(self, first: str = "") -> None:
        self._seen = self.learner.changed
        now = self.learner.now()
        waiting = self.learner.due(now)
        cards = waiting or self.learner.due(now, ahead=_AHEAD)
        cards.sort(key=lambda word: word.word != first)
        figures = asdict(self.learner.statistics(now))
        figures |= {
            "new_per_day": self.learner.new_per_day,
            "undo": len(self._answers),
            "next": self.learner.next_due(now),
            "waiting": max(len(waiting), min(len(cards), 1)),
        }
        with self.hold_sync():
            self.due = len(waiting)
            self._figures = figures
            self._card = self._face(cards[0], now) if cards else {}

    def _face(self, word: Word, now: datetime) -> dict[str, Any]:
        """What the browser shows of a word, on both sides."""
        form, sentence, title, english = word.form or word.word, word.sentence, word.article, word.english
        if form not in sentence:
            form, sentence, title, english = self._elsewhere(word) or (form, "", word.article, "")
        senses = [
            ("".join(s.pinyin), shown(s).line)
            for s in common_first(cedict().lookup(word.word))
            if s.traditional in (word.word, form) or s.simplified == form
        ]
        reading, meaning = word.reading, word.meaning
        if not reading or not meaning:
            found = _as_read(sentence, form) or _as_read(form, form) or ("", "")
            reading, meaning = reading or found[0], meaning or found[1]
        return {
            "word": word.word,
            "due": word.due,
            "new": not word.card,
            "level": word.level,
            "form": form,
            "simplified": word.simplified if word.simplified != form else "",
            "reading": reading,
            "meaning": meaning,
            "parts": sentence.split(form) if sentence else [],
            "english": english,
            "article": title,
            "senses": [[reading, line] for reading, line in senses[:_MOST_SENSES] if line],
            "away": {
                rating: round(time.total_seconds()) for rating, time in intervals(word.card, now).items()
            },
        }

    def _elsewhere(self, word: Word) -> tuple[str, str, str, str] | None:
        """A sentence of the library for a word that was saved without one."""
        library = self._library if self._library is not None else own_library()
        try:
            found = library.sentences(word.word, "", 3) if library is not None else []
        except CompanionError:
            return None
        for _, title, sentence in found:
            for form in (word.form, word.word, word.simplified):
                if form and form in sentence:
                    return form, sentence, title, ""
        return None

    # ---- messages

    def _receive(self, _widget: Any, content: Any, _buffers: Any = None) -> None:
        told = ""
        answer = content.get("id", "") if isinstance(content, dict) else ""
        try:
            kind = content["kind"]
            if kind == "answer":
                if not self._count(
                    str(content["word"]),
                    str(content["rating"]),
                    float(content.get("seconds", 0)),
                    str(content["due"]),
                ):
                    told = "This word was reviewed in another notebook meanwhile; that answer holds."
                self._show()
            elif kind == "undo":
                told = "The last answer is taken back." if self.undo() else "There is no answer to take back."
            elif kind == "look":
                if content.get("always") or self.learner.changed != self._seen:
                    self._show()
            elif kind == "mark":
                self._answers.append(
                    self.learner.mark(str(content["word"]), str(content["status"]), kind="review")
                )
                told = f"{content['word']} is marked as {content['status']}."
                self._show()
            elif kind == "companion":
                self.learner.hand_over([w.word for w in self.learner.words("learning")], "companion")
                told = "Companion brings all of your words back again; take them out of Anki, or they come back there too."
                self._show()
            elif kind == "new per day":
                self.learner.new_per_day = int(content["number"])
                self._show()
            else:
                raise InputError(f"a review has no '{kind}'")
            self.error = ""
            self.send({"kind": "done", "text": told, "id": answer})
        except Exception as error:  # told on the page: nobody sees a callback's traceback
            self.error = in_words(error)
            self.send({"kind": "failed", "text": self.error, "id": answer})

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The widget's bundle with a static view beside it, for viewers without widgets."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/html": review_fallback_html(self.due, self._figures)}, metadata


def _as_read(text: str, form: str) -> tuple[str, str] | None:
    """The reading and the meaning that a word has in a text; None where the text is not divided so."""
    from companion.language.meanings import with_meanings
    from companion.pipeline import read_text

    try:
        article = with_meanings(read_text(text, translator=None))
    except CompanionError:
        return None
    for paragraph in article.paragraphs:
        for token in paragraph.tokens:
            if token.text == form:
                return joined(token.pinyin), token.meaning.english if token.meaning else ""
    return None
