"""What the reader knows of the person: the status of each word, what a mark keeps of its place, other articles."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Protocol

from companion.errors import CompanionError
from companion.files import is_file, is_folder
from companion.files.folders import data_folder
from companion.language.headword import headword
from companion.model import Paragraph
from companion.render.word_table import read_row
from companion.widgets.reader_feed import Feed
from companion.widgets.reader_state import ReaderState

__all__ = ["Elsewhere", "Marks", "own_library", "shown_status"]


class Elsewhere(Protocol):
    """What knows the sentences of other articles; `companion.library.Library` does."""

    def sentences(self, headword: str, but: str = "", most: int = 5) -> list[tuple[str, str, str]]: ...


def shown_status(status: str, level: int) -> str:
    """A status as the browser has it; "" for a new word.

    >>> shown_status("learning", 2), shown_status("known", 0), shown_status("new", 0)
    ('learning2', 'known', '')
    """
    return f"learning{level}" if status == "learning" else "" if status == "new" else status


class Marks:
    """The statuses of an article's words.

    Args:
        state: What the reader's parts share.
        feed: What the browser has of the article.
        library: What knows the sentences of other articles; None: the person's own library, where there is one.
    """

    def __init__(self, state: ReaderState, feed: Feed, library: Elsewhere | None = None) -> None:
        self.state = state
        self.feed = feed
        self.library = library
        self._changed = -1

    def refresh(self, always: bool = True) -> None:
        """Shows the statuses as they are kept now; what another notebook marked, too."""
        learner, widget = self.state.learner, self.state.widget
        if learner is None:
            return
        number = learner.changed
        if not always and number == self._changed:
            return
        self._changed = number
        words = {
            (t.text, t.simplified)
            for p in self.state.article.paragraphs
            for t in p.tokens
            if t.kind == "word"
        }
        if number:
            found = learner.get_all({headword(*word) for word in words})
            marked = {text: found[key] for text, s in words if (key := headword(text, s)) in found}
        else:
            marked = {}
        shown = {text: shown_status(word.status, word.level) for text, word in sorted(marked.items())}
        widget._status = {text: status for text, status in shown.items() if status}
        self.feed.share()

    def mark(self, m: dict[str, Any]) -> None:
        """Keeps the status of the word that a message names, with where it stands."""
        text, status, level = str(m["word"]), str(m["status"]) or "new", m.get("level")
        level = int(level) if level and status == "learning" else None
        details = self._details(m)
        word = details.get("form", text)
        if self.state.learner is not None:
            self.state.learner.mark(word, status, level, details={word: details}, kind="reader")
            self.refresh()
        else:  # nothing is kept: shown here alone
            now = {**self.state.widget._status, word: shown_status(status, level or 1)}
            self.state.widget._status = {w: s for w, s in now.items() if s}
            self.feed.share()

    def _details(self, m: dict[str, Any]) -> dict[str, Any]:
        """What is kept of the place that a message names: the word's form, reading and meaning, and its sentence."""
        try:
            token, _ = self.feed.table.made[int(m["row"])]
            cells = read_row(self.feed.table.words[int(m["row"])])
        except (KeyError, IndexError, ValueError, TypeError):
            return {}
        details: dict[str, Any] = {
            "form": token.text, "simplified": token.simplified, "reading": str(m.get("reading", ""))[:200],
            "meaning": cells["meaning"], "article": self.state.article.title,
        }  # fmt: skip
        paragraph = next((p for p in self.state.article.paragraphs if p.id == m.get("paragraph")), None)
        if paragraph is not None and isinstance(m.get("start"), int):
            details |= _sentence(paragraph, m["start"], token.text)
        return details

    def rest(self) -> tuple[int, Callable[[], str]]:
        """Marks every word of the article that has no status yet as known; how many, and what takes it back.

        Names and numbers are no vocabulary and stay.
        """
        status = self.state.widget._status
        words = {
            t.text: {"form": t.text, "simplified": t.simplified, "article": self.state.article.title}
            for p in self.state.article.paragraphs
            for t in p.tokens
            if t.kind == "word" and t.pinyin and not t.entity and not status.get(t.text)
        }
        learner = self.state.learner
        if learner is None:
            before = dict(status)
            self.state.widget._status = status | dict.fromkeys(words, "known")

            def forget() -> str:
                self.state.widget._status = before
                return _told(len(words))

            return len(words), forget
        batch = learner.mark(list(words), "known", details=words, kind="rest") if words else ""
        self.refresh()

        def back() -> str:
            undone = learner.undo(batch)
            self.refresh()
            return _told(len(undone))

        return len({headword(w["form"], w["simplified"]) for w in words.values()}), back

    def elsewhere(self, m: dict[str, Any]) -> dict[str, Any]:
        """The sentences of other articles in which a word stands: title and sentence of each."""
        text, file = str(m["text"]), self.state.file
        key = headword(text, str(m["simplified"]))
        found: list[tuple[str, str, str]] = []
        library = self.library if self.library is not None else own_library()
        if library is not None:
            found = library.sentences(key, "", 12)
        title = self.state.article.title
        places = [
            [t, s] for path, t, s in found if t != title and not (file and Path(path).name == file.name)
        ]
        return {"kind": "elsewhere", "text": text, "places": places[:5]}

    def given_to_anki(self, words: Collection[str]) -> int:
        """Says that Anki brings these (simplified) words back, where the person learns them; how many those are."""
        learner = self.state.learner
        if learner is None:
            return 0
        forms = {
            t.text for p in self.state.article.paragraphs for t in p.tokens if t.simplified in set(words)
        }
        mine = [
            w
            for w, own in learner.get_all(forms).items()
            if own.status == "learning" and own.scheduler != "anki"
        ]
        if mine:
            learner.hand_over(mine, "anki")
        return len(mine)


def _told(count: int) -> str:
    return f"{count} {'word is' if count == 1 else 'words are'} as before."


def _sentence(paragraph: Paragraph, start: int, form: str) -> dict[str, Any]:
    sentence = next((s for s in paragraph.sentences if s.start <= start < s.end), None)
    if sentence is None:
        return {}
    raw = paragraph.text[sentence.start : sentence.end]
    at = start - sentence.start - (len(raw) - len(raw.lstrip()))
    if raw.strip()[at : at + len(form)] != form:
        return {}
    english = sentence.translation
    return {
        "sentence": raw.strip(),
        "at": at,
        "english": english.text if english and english.origin not in ("gloss", "none") else "",
    }


def own_library() -> Elsewhere | None:
    """The person's own library, where they have one; it is not made by asking."""
    folder = data_folder() / "library"
    if not is_file(data_folder() / "library.sqlite") or not is_folder(folder):
        return None
    from companion.library.index import Index

    try:
        return Index(folder)
    except CompanionError:
        return None
