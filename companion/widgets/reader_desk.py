"""What the reader's browser side asks of Python: cards, phrases, marks, corrections, translations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.choices import ReadingOptions
from companion.errors import CompanionError
from companion.files import is_file
from companion.language.language import Language
from companion.model import Article, Term
from companion.render import phrase_html, regional_html
from companion.render.words import word_key
from companion.vocabulary import Vocabulary
from companion.widgets import reader_changes as changes

if TYPE_CHECKING:
    from companion.translation.stream import TranslationJob
    from companion.widgets.reader import Reader

__all__ = ["Desk"]


class Desk:
    """Answers the messages of a `Reader`; each answer carries the `id` of its question."""

    def __init__(
        self,
        reader: Reader,
        file: Path | None,
        vocabulary: Vocabulary | None,
        glossary: Any,
        memory: tuple[str | Path, ...],
    ) -> None:
        self.reader = reader
        self.file = file
        self.vocabulary = vocabulary
        self.glossary = glossary
        self.memory = memory
        self._undo: list[Callable[[], str]] = []
        self._job: TranslationJob | None = None

    @property
    def article(self) -> Article:
        return self.reader._feed.article

    # ---- messages

    def on_message(self, _widget: Any, content: Any, _buffers: Any = None) -> None:
        """Does what a message asks for; an error is told under the reader, in words."""
        answer = content.get("id", "") if isinstance(content, dict) else ""
        try:
            handlers = {
                "card": self._card, "phrase": self._phrase, "mark": self._mark, "reading": self._reading,
                "correct": self._correct, "term": self._term, "undo": self._undone, "cancel": self._cancel,
                "file": self._file,
            }  # fmt: skip
            reply = handlers[content["kind"]](content)
            self.reader.send({"kind": "done", **(reply or {}), "id": answer})
        except CompanionError as error:
            self._failed(str(error), answer)
        except Exception as error:
            self._failed(f"that could not be done ({type(error).__name__}: {error})", answer)

    def _failed(self, text: str, answer: str = "") -> None:
        self.reader.error = text
        self.reader.send({"kind": "failed", "text": text, "id": answer})

    def _card(self, m: dict[str, Any]) -> None:
        self.reader._feed.cards([m["key"]], m.get("id", ""))

    def _phrase(self, m: dict[str, Any]) -> dict[str, Any]:
        text, simplified = str(m["text"]), str(m["simplified"])
        term = next((t for t in self._terms() if text in (t.traditional, t.simplified)), None)
        return {
            "kind": "phrase",
            "text": text,
            "html": phrase_html(text, simplified, term, Language.of(self.article)),
        }

    def _terms(self) -> Iterable[Term]:
        return changes.glossary_of(self.glossary, self.article)

    # ---- words

    def _mark(self, m: dict[str, Any]) -> None:
        self.mark(str(m["word"]), str(m["status"]))

    def mark(self, word: str, status: str) -> None:
        if self.vocabulary:
            self.vocabulary.mark(word, status)
        marked = {**self.reader._status, word: status}
        self.reader._status = {w: s for w, s in marked.items() if s}
        self.share()

    def on_level(self, _change: Any) -> None:
        self.share()

    def share(self) -> None:
        """Counts how much of the running text is known words."""
        counts = self.reader._feed.counts
        total = sum(counts.values())
        if total:
            known = sum(n for word, n in counts.items() if self._is_known(word))
            self.reader.known_share = round(known / total, 3)

    def _is_known(self, word: str) -> bool:
        from companion.language.words.frequency import LEVELS, level_of

        if status := self.reader._status.get(word):
            return status == "known"
        order = list(LEVELS)
        return word in self.reader.known or order.index(level_of(word)) <= order.index(self.reader.level)

    def table(self) -> list[dict[str, Any]]:
        rows: dict[str, dict[str, Any]] = {}
        for p in self.reader._paragraphs:
            for number in (n for sentence in p["n"] for n in sentence):
                entry = self.reader._words[number]
                if not entry.get("w"):
                    continue
                row = rows.setdefault(
                    entry["s"],
                    {
                        "word": entry["t"], "simplified": entry["s"], "pinyin": " ".join(entry["p"]),
                        "meaning": entry["g"], "level": entry.get("l", ""), "zipf": entry.get("z", 0.0),
                        "count": 0, "order": len(rows) + 1, "status": self.reader._status.get(entry["s"], ""),
                    },
                )  # fmt: skip
                row["count"] += 1
        return list(rows.values())

    def _file(self, m: dict[str, Any]) -> dict[str, Any]:
        """Some of the words as a file, which the browser saves."""
        from companion.widgets.reader_files import word_file

        reader = self.reader
        return word_file(
            self.article, str(m["to"]), m["words"], ReadingOptions(reader.reading, reader.sandhi)
        )

    def _reading(self, m: dict[str, Any]) -> dict[str, Any]:
        """The readings of all words in a system that is worked out only when it is asked for."""
        from companion.language.readings import check_system, reading_of

        system = str(m["system"])
        try:
            check_system(system)
        except CompanionError:
            self.reader.reading = "pinyin"
            raise
        values: list[tuple[int, Any, Any]] = []
        for number, (entry, (token, spoken)) in enumerate(
            zip(self.reader._words, self.reader._feed.packer.made, strict=False)
        ):
            syllables = figures = None
            if "k" in entry and system not in entry.get("r", {}):
                syllables = list(reading_of(token, system, self.article.term(token.term or "")))
                entry["r"] = {**entry.get("r", {}), system: syllables}
            if spoken and "d" in entry and system not in entry["d"]:
                figures = [f.reading(system) for f in spoken.figures]
                entry["d"] = {**entry["d"], system: figures}
            if syllables or figures:
                values.append((number, syllables, figures))
        return {"kind": "readings", "system": system, "values": values}

    # ---- corrections

    def _correct(self, m: dict[str, Any]) -> dict[str, Any]:
        do = changes.translation if m["what"] == "translation" else changes.correction
        article, told, undo = do(self.article, m, self.file, self.glossary)
        return self._changed(article, told, undo)

    def _term(self, m: dict[str, Any]) -> dict[str, Any]:
        return self._changed(*changes.term(self.article, m, self.glossary))

    def _changed(
        self, article: Article, told: str, undo: Callable[[Article], tuple[Article, str]]
    ) -> dict[str, Any]:
        def back() -> str:
            before, text = undo(self.article)
            self.show(before)
            return text

        self.show(article)
        self._undo.append(back)
        return {"kind": "told", "text": told, "undo": True}

    def _undone(self, _m: dict[str, Any]) -> dict[str, Any]:
        if not self._undo:
            return {"kind": "told", "text": "There is nothing to undo."}
        return {"kind": "told", "text": self._undo.pop()(), "undo": bool(self._undo)}

    def show(self, article: Article) -> None:
        """Shows another state of the article: only the paragraphs that differ are sent."""
        reader, feed = self.reader, self.reader._feed
        feed.join(60)
        before, feed.article = feed.article, article
        reader._regional = regional_html(article)
        terms = {t.id for t in set(before.glossary) ^ set(article.glossary)}
        if terms:
            feed.packer.forget(article.glossary)
        if len(before.paragraphs) != len(article.paragraphs):
            feed.pack()
            first = feed.first()
            reader._words, reader._cards = first["_words"], {}
            reader._paragraphs = first["_paragraphs"]
            feed.start()
            feed.join(60)
            return
        for number, (old, new) in enumerate(zip(before.paragraphs, article.paragraphs, strict=True)):
            if old == new and not any(t.term in terms for t in new.tokens):
                continue
            unchanged = set() if terms else set(old.tokens)
            drop = {word_key(t) for t in new.tokens if t not in unchanged}
            for key in drop:
                reader._cards.pop(key, None)
            words_at = len(reader._words)
            packed = feed.packed(number)
            reader._words.extend(feed.packer.table[words_at:])
            feed.rate(words_at)
            reader._paragraphs[number] = packed
            feed.send(
                {"kind": "paragraph", "at": number, "paragraph": packed, "words_at": words_at, "words": reader._words[words_at:],
                 "drop": sorted(drop)}
            )  # fmt: skip
        feed._count()

    # ---- translation

    def start(self, translate: Any) -> None:
        """Reads the marks of the article's words; starts the translation, where one is wanted."""
        if self.vocabulary:
            words = {t.simplified for p in self.article.paragraphs for t in p.tokens if t.kind == "word"}
            try:
                self.reader._status = self.vocabulary.statuses(words)
            except CompanionError as error:
                self.vocabulary = None
                self._failed(str(error))
        if translate is not False and translate is not None:
            self.reader.progress = 0.0
            asked = "auto" if translate is True else translate
            from companion.pipeline import translate_in_background

            self._job = translate_in_background(
                self.article,
                asked,
                glossary=self.glossary,
                memory=self._memories(),
                on_paragraph=lambda number, p: self._english(number, p.sentences),
                on_progress=self._progress,
                on_end=self._ended,
            )

    def _memories(self) -> tuple[str | Path, ...]:
        beside = self.file.with_suffix(".tmx") if self.file else None
        return (*self.memory, *([beside] if beside and is_file(beside) else []))

    def _progress(self, done: int, total: int) -> None:
        self.reader.progress = round(min(0.99, done / max(total, 1)), 2)

    def _ended(self, job: TranslationJob) -> None:
        if job.error:
            self._failed(f"the translation stopped ({self.reader._in_words(job.error)})")
        if notices := [n for n in job.notices if n not in self.reader.notices]:
            self.reader.notices = [*self.reader.notices, *notices]
        self.reader.progress = 1.0

    def _english(self, number: int, sentences: Any) -> None:
        feed = self.reader._feed
        with feed.lock:
            paragraphs = list(self.article.paragraphs)
            paragraphs[number] = replace(paragraphs[number], sentences=sentences)
            feed.article = replace(self.article, paragraphs=tuple(paragraphs))
            if number < len(self.reader._paragraphs):
                html = feed.english(number)
                self.reader._paragraphs[number]["e"] = html
                feed.send({"kind": "english", "lines": [(number, html)]})

    def _cancel(self, _m: dict[str, Any]) -> dict[str, Any]:
        self.stop()
        return {"kind": "told", "text": "The translation was cancelled; what is there stays."}

    def stop(self) -> None:
        if self._job:
            self._job.cancel()

    def join(self, seconds: float) -> None:
        if self._job:
            self._job.wait(seconds)
