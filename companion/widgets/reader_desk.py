"""What the reader's browser side asks of Python: cards, phrases, marks, corrections, translations."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.choices import ReadingOptions
from companion.errors import CompanionError
from companion.language.language import Language
from companion.model import Article, Paragraph, Term
from companion.render import regional_html
from companion.render.word_table import phrase_words, read_row
from companion.render.words import is_word
from companion.widgets import reader_changes as changes
from companion.widgets import reader_machines as machines
from companion.widgets.reader_corrections import listed, take_back
from companion.widgets.reader_feed import Feed
from companion.widgets.reader_marks import Elsewhere, Marks
from companion.widgets.reader_state import ReaderState, in_words

if TYPE_CHECKING:
    from companion.translation.stream import TranslationJob

__all__ = ["Desk"]

_LATER: dict[str, Any] = {"kind": "later"}  # of a handler whose thread answers


class Desk:
    """Answers the messages of a `Reader`; each answer carries the `id` of its question.

    Args:
        state: what the reader's parts share.
        feed: what the browser has of the article.
        library: what knows the sentences of other articles.
    """

    def __init__(self, state: ReaderState, feed: Feed, library: Elsewhere | None = None) -> None:
        self.state = state
        self.feed = feed
        self.marks = Marks(state, feed, library)
        self._undo: list[tuple[str, Callable[[], str]]] = []  # with the key in the list of corrections
        self._job: TranslationJob | None = None
        self._closed = threading.Event()
        self._installing = machines.Installing(state, lambda: self._translate("auto"))

    @property
    def article(self) -> Article:
        return self.state.article

    # ---- messages

    def on_message(self, _widget: Any, content: Any, _buffers: Any = None) -> None:
        """Does what a message asks for; an error is told under the reader, in words."""
        answer = content.get("id", "") if isinstance(content, dict) else ""
        try:
            handlers = {
                "have": self._have, "phrase": self._phrase, "mark": self._mark, "reading": self._reading,
                "correct": self._correct, "term": self._term, "undo": self._undone, "cancel": self._cancel,
                "take back": self._taken_back, "file": self._file, "rest": self._rest, "statuses": self._statuses,
                "elsewhere": self.marks.elsewhere, "machines": self._machines, "english": self._english,
                "install": self._install, "print": self._print,
            }  # fmt: skip
            reply = handlers[content["kind"]](content)
            if reply is not _LATER:
                self.state.widget.send({"kind": "done", **(reply or {}), "id": answer})
        except CompanionError as error:
            if content.get("form"):  # told where it was typed
                self.state.widget.send({"kind": "refused", "text": _as_sentence(str(error)), "id": answer})
            else:
                self.state.failed(str(error), answer)
        except Exception as error:
            self.state.failed(f"that could not be done ({type(error).__name__}: {error})", answer)

    def _have(self, m: dict[str, Any]) -> None:
        self.feed.has(m)

    def _phrase(self, m: dict[str, Any]) -> dict[str, Any]:
        text, simplified = str(m["text"]), str(m["simplified"])
        term = next((t for t in self._terms() if text in (t.traditional, t.simplified)), None)
        return {
            "kind": "phrase",
            "text": text,
            "table": phrase_words(text, simplified, term, Language.of(self.article)),
        }

    def _terms(self) -> Iterable[Term]:
        return changes.glossary_of(self.state.glossary, self.article)

    # ---- words

    def _mark(self, m: dict[str, Any]) -> None:
        self.marks.mark(m)

    def _rest(self, _m: dict[str, Any]) -> dict[str, Any]:
        count, back = self.marks.rest()
        if not count:
            return {"kind": "told", "text": "Every word here has a status already."}
        self._undo.append(("", back))
        return {"kind": "told", "text": f"{count} words are marked as known.", "undo": True}

    def _statuses(self, _m: dict[str, Any]) -> None:
        self.marks.refresh(always=False)

    def on_level(self, _change: Any) -> None:
        """Counts the known words anew."""
        self.feed.share()

    def table(self) -> list[dict[str, Any]]:
        """The words of `Reader.words`, out of the table that the browser has."""
        rows: dict[str, dict[str, Any]] = {}
        status = self.state.widget._status
        for p in self.feed.all():
            for number in map(int, " ".join(p["n"]).split()):
                token, _ = self.feed.table.made[number]
                if not is_word(token) or token.kind != "word":
                    continue
                row = rows.get(token.simplified)
                if row is None:
                    cells = read_row(self.feed.table.words[number])
                    own = status.get(token.text, "")
                    row = rows[token.simplified] = {
                        "word": token.text, "simplified": token.simplified, "pinyin": " ".join(token.pinyin),
                        "meaning": cells["meaning"], "level": cells["level"],
                        "zipf": float(cells["zipf"] or 0), "count": 0, "order": len(rows) + 1,
                        "status": own.rstrip("1234"), "learning_level": int(own[8:] or 0) if own[:8] == "learning" else 0,
                    }  # fmt: skip
                row["count"] += 1
        return list(rows.values())

    def _file(self, m: dict[str, Any]) -> dict[str, Any]:
        """Some of the words as a file, which the browser saves."""
        from companion.widgets.printing import send_file
        from companion.widgets.reader_files import word_file

        widget = self.state.widget
        file, count = word_file(
            self.article, str(m["to"]), m["words"], ReadingOptions(widget.reading, widget.sandhi)
        )
        send_file(widget.send, self._closed.wait, str(m["id"]), file)
        given = self.marks.given_to_anki(m["words"]) if m["to"] == "anki" else 0
        more = f" {given} of them that you learn are brought back by Anki from now on, not by Companion."
        return {"kind": "told", "text": f"{file[0]}: {count} words.{more if given else ''}"}

    def _print(self, m: dict[str, Any]) -> dict[str, Any]:
        """The article as a lesson with the layers that are shown, which the browser saves; from a thread."""
        from companion.widgets.printing import lesson_file, saved, send_file

        answer, widget = str(m["id"]), self.state.widget

        def work() -> None:
            try:
                file = lesson_file(self.article, m, widget.shown_options())
                send_file(widget.send, self._closed.wait, answer, file)
            except Exception as error:
                self.state.failed(in_words(error), answer)
                return
            early = " It has the English that was there; the translation goes on." * (
                0 <= widget.progress < 1
            )
            widget.send({"kind": "told", "text": f"{saved(file[0])}{early}", "id": answer})

        self.feed._later(work)
        return _LATER

    def _reading(self, m: dict[str, Any]) -> dict[str, Any]:
        """The readings of all words in a system that is not written out of the pinyin."""
        from companion.language.readings.systems import check_system, reading_of

        system = str(m["system"])
        try:
            check_system(system)
        except CompanionError:
            self.state.widget.reading = "pinyin"
            raise
        self.feed.all()
        values = {}
        for number, (token, spoken) in enumerate(self.feed.table.made):
            figures = [f.reading(system) for f in spoken.figures] if spoken else []
            word = is_word(token)
            if word or figures:
                syllables = reading_of(token, system, self.article.term(token.term or "")) if word else ()
                values[str(number)] = [" ".join(s or "-" for s in syllables), *figures]
        return {"kind": "readings", "edition": self.feed.edition, "system": system, "values": values}

    # ---- corrections

    def _correct(self, m: dict[str, Any]) -> dict[str, Any]:
        do = changes.translation if m["what"] == "translation" else changes.correction
        return self._changed(*do(self.article, m, self.state.file, self.state.glossary))

    def _term(self, m: dict[str, Any]) -> dict[str, Any]:
        return self._changed(*changes.term(self.article, m, self.state.glossary))

    def _changed(
        self, article: Article, told: str, undo: Callable[[Article], tuple[Article, str]], key: str
    ) -> dict[str, Any]:
        def back() -> str:
            before, text = undo(self.article)
            self.show(before)
            return text

        self.show(article)
        self._undo.append((key, back))
        return {"kind": "told", "text": told, "undo": True}

    def _undone(self, _m: dict[str, Any]) -> dict[str, Any]:
        if not self._undo:
            older = (
                " The list of corrections (key c) undoes older ones."
                if self.state.widget._corrections
                else ""
            )
            return {"kind": "told", "text": f"Nothing was changed since this reader was opened.{older}"}
        return {"kind": "told", "text": self._undo.pop()[1](), "undo": bool(self._undo)}

    def _taken_back(self, m: dict[str, Any]) -> dict[str, Any]:
        """Undoes one of the list, whenever it was made."""
        key = str(m["key"])
        for entry in reversed(self._undo):
            if entry[0] == key:
                self._undo.remove(entry)
                return {"kind": "told", "text": entry[1](), "undo": bool(self._undo)}
        article, text = take_back(self.article, key, self.state.file, self.state.glossary)
        self.show(article)
        return {"kind": "told", "text": text, "undo": bool(self._undo)}

    def show(self, article: Article) -> None:
        """Shows another state of the article, and its table of regions."""
        self.state.widget._regional = regional_html(article)
        self.feed.show(article)
        self._list()

    def _list(self) -> None:
        self.state.widget._corrections = listed(self.article, self.state.file)

    # ---- translation

    def start(self, translate: Any) -> None:
        """Reads the marks of the article's words; starts the translation, where one is wanted."""
        state = self.state
        self._list()
        try:
            self.marks.refresh()
        except CompanionError as error:
            state.learner = None
            state.failed(str(error))
        if translate is not False and translate is not None:
            self._translate("auto" if translate is True else translate)
        state.widget._offer = self._installing.offer()

    def _translate(self, asked: Any) -> None:
        """Starts the translation of the whole article."""
        from companion.pipeline import translate_in_background

        if self._job:
            self._job.cancel()
        self.state.widget.progress = 0.0
        self._job = translate_in_background(
            self.article,
            asked,
            glossary=self.state.glossary,
            memory=self._memories(),
            on_paragraph=self._arrived,
            on_progress=self._progress,
            on_end=self._ended,
        )

    def _arrived(self, number: int, come: Paragraph) -> None:
        """Shows English that has come, where its paragraph stands now; what a person wrote meanwhile stays."""
        with self.state.lock:
            paragraphs = self.article.paragraphs
            if number >= len(paragraphs) or paragraphs[number].text != come.text:
                number = next((n for n, p in enumerate(paragraphs) if p.text == come.text), -1)
            if number >= 0:
                self.feed.english(number, machines.merged(paragraphs[number], come.sentences))

    # ---- other English

    def _machines(self, _m: dict[str, Any]) -> dict[str, Any]:
        return machines.listed()

    def _english(self, m: dict[str, Any]) -> None:
        """Another machine for a paragraph, or beside it; from a thread, since it may take long."""
        number, name, aside = int(m["paragraph"]), str(m["machine"]), bool(m.get("beside"))

        def work() -> None:
            try:
                if aside:
                    self.feed.send(machines.beside(self.state, number, name))
                else:
                    self.state.widget.send(self._changed(*machines.changed(self.state, number, name)))
            except Exception as error:
                self.state.failed(in_words(error))
                self.state.widget.send(
                    {"kind": "beside", "paragraph": number, "machine": name, "sentences": []}
                )

        self.feed._later(work)

    def _install(self, m: dict[str, Any]) -> None:
        if m.get("stop"):
            self._installing.stop()
        else:
            self.feed._later(self._installing.run)

    def _memories(self) -> tuple[str | Path, ...]:
        from companion.pipeline import memories_for

        file = self.state.file
        return (*self.state.memory, *(memories_for(file) if file else ()))

    def _progress(self, done: int, total: int) -> None:
        self.state.widget.progress = round(min(0.99, done / max(total, 1)), 2)

    def _ended(self, job: TranslationJob) -> None:
        widget = self.state.widget
        if job.error:
            self.state.failed(f"the translation stopped ({in_words(job.error)})")
        if notices := [n for n in job.notices if n not in widget.notices]:
            widget.notices = [*widget.notices, *notices]
        widget.progress = 1.0
        widget._offer = widget._offer or self._installing.offer()

    def _cancel(self, _m: dict[str, Any]) -> dict[str, Any]:
        if self._job:
            self._job.cancel()
        return {"kind": "told", "text": "The translation was cancelled; what is there stays."}

    def stop(self) -> None:
        self._closed.set()
        self._installing.stop()
        if self._job:
            self._job.cancel()

    def join(self, seconds: float) -> None:
        if self._job:
            self._job.wait(seconds)


def _as_sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"
