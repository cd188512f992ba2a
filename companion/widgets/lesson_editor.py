"""`companion.LessonEditor`: the exercises and the word list of a lesson, as a teacher keeps them."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from companion.choices import LEVEL, LEVELS, Level, WordChoice
from companion.errors import CompanionError, InputError
from companion.exercises import KIND_NAMES, Exercise, ExerciseSet, kind_name, make_exercises
from companion.exercises.kept import exercise_of, exercises_of, sheet_of, table_of
from companion.exercises.questions import load_questions, questions_beside
from companion.exercises.sheet import another
from companion.files import earlier_beside, is_file
from companion.lessons.lesson import Lesson, change_lesson, lesson_beside, load_lesson
from companion.lessons.words import Entry, entries
from companion.model import Article
from companion.render import style
from companion.render.exercises import exercises_fallback_html
from companion.widgets.callbacks import TellsErrors
from companion.widgets.reader_state import in_words

__all__ = ["LessonEditor"]

_LOG = logging.getLogger("companion.widgets")
_STATIC = Path(__file__).parent / "static"
_MOST_UNDONE = 200
_EDITED = ("prompt", "ask", "answers", "choices", "items", "solution", "note", "points")
_LISTS = ("answers", "choices", "items", "solution")


class LessonEditor(TellsErrors, anywidget.AnyWidget):
    """All exercises of a lesson with their answers, and its word list: strike out, reroll, edit, order.

    The file beside the article (`article.lesson.toml`) is shown where there is one; else exercises are proposed. The first
    change, or *Keep these*, writes it, and each change after that; worksheet, self-check page, `companion.Exercises`,
    Moodle and Anki come from it. What somebody else writes into the file meanwhile stays.

    Args:
        article: The article.
        kinds: What is proposed where nothing is kept yet.
        count: How many of them.
        level: The class's, of exercises and words.
        seed: Another one proposes others.
        path: The lesson's file; None: the one beside the article's.

    Keys in a list: arrows go from row to row, Alt+arrows move the row, Delete strikes it out or takes it back, Enter
    edits, `r` gives another of the same kind; Ctrl+Z takes the last change back.

    Raises:
        InputError: There is no such kind or level, or the file is no lesson.

    >>> import companion
    >>> article = companion.read_text("警方昨日拘捕三名疑犯，並提醒市民提防電騙。", translator=None)
    >>> [i.kind for i in LessonEditor(article, kinds="pinyin", count=1).sheet]
    ['pinyin']
    """

    _esm = _STATIC / "lesson_editor.js"
    _css = style("lesson_editor")

    undoable = traitlets.Int(0).tag(sync=True)
    _file = traitlets.Unicode("").tag(sync=True)
    _kept = traitlets.Bool(False).tag(sync=True)
    _title = traitlets.Unicode("").tag(sync=True)
    _kinds: traitlets.List[Any] = traitlets.List().tag(sync=True)
    _items: traitlets.List[Any] = traitlets.List().tag(sync=True)
    _words: traitlets.List[Any] = traitlets.List().tag(sync=True)
    _others: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        article: Article,
        kinds: Sequence[str] | str = ("cloze:choices", "cloze:open", "pinyin", "match"),
        count: int = 10,
        level: Level = LEVEL,
        seed: int = 0,
        *,
        path: str | os.PathLike[str] | None = None,
    ) -> None:
        if not isinstance(article, Article):
            raise InputError(
                f"LessonEditor takes an Article, not {type(article).__name__}: companion.LessonEditor(companion.read('article.txt'))"
            )
        if level not in LEVELS:
            raise InputError(f"no level is called '{level}'; there are: {', '.join(LEVELS)}")
        self._article, self._level, self._turn = article, level, seed
        self._path = Path(path) if path is not None else lesson_beside(article.path) if article.path else None
        self._begins_as = (
            earlier_beside(article.path, "lesson.toml") if path is None and article.path else None
        )
        self._undo: list[Lesson] = []
        self._seen: set[str] = set()
        beside = questions_beside(article.path) if article.path else None
        self._questions = load_questions(beside) if beside and is_file(beside) else ()
        there = self._begins_as or self._path
        self._lesson = load_lesson(there) if there and is_file(there) else Lesson()
        kept = bool(self._lesson.exercises)
        if not kept:
            proposed = make_exercises(article, kinds, count, level, seed, questions=self._questions)
            self._lesson = replace(self._lesson, exercises=tuple(table_of(i) for i in proposed))
        super().__init__(
            _file=str(self._path or ""),
            _kept=kept,
            _title=article.title,
            _kinds=list(KIND_NAMES.items()),
        )
        self._show()
        self.on_msg(self._heard)

    # ---- what there is
    @property
    def lesson(self) -> Lesson:
        """The lesson as it is shown."""
        return self._lesson

    @property
    def path(self) -> Path | None:
        """The file that is written; None where the article was read from none and no `path` was given."""
        return self._path

    @property
    def sheet(self) -> ExerciseSet:
        """The sheet of what is not struck out, for `write_worksheet`, `write_exercises`, `companion.Exercises(sheet=…)`."""
        return sheet_of([i for i, struck in exercises_of(self._lesson) if not struck], self._article)

    def _show(self) -> None:
        """Sends the page what there is now."""
        found = exercises_of(self._lesson, Path(self._file).name or "the lesson")
        words = entries(self._article, WordChoice(level=self._level), lesson=self._lesson)
        listed = {e.key for e in words}
        everything = entries(self._article, WordChoice("all"), lesson=Lesson())
        with self.hold_sync():
            self._items = [_shown(item, struck) for item, struck in found]
            self._words = [_word(e) for e in words]
            self._others = [_word(e) for e in everything if e.key not in listed and e.english]
            self.undoable = len(self._undo)

    # ---- what the page asks for
    def _heard(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """A message of the browser; a strange one changes nothing."""
        if not isinstance(content, Mapping):
            return
        work: Callable[[Mapping[str, Any]], str] | None = {
            "keep": self._keep,
            "strike": self._strike,
            "reroll": self._reroll,
            "edit": self._edit,
            "move": self._move,
            "more": self._more,
            "add-word": self._add_word,
            "drop-word": self._drop_word,
            "move-word": self._move_word,
            "undo": self._take_back,
            "reload": self._reload,
        }.get(str(content.get("do")))
        if work is None:
            return
        try:
            answer = {"kind": "done", "message": work(content)}
            self._show()
        except (CompanionError, OSError) as error:
            answer = {"kind": "error", "message": str(error)}
        except Exception as error:  # Jupyter would show it nowhere
            _LOG.exception("LessonEditor: '%s' failed", content["do"])
            where = f"what is kept in {self._path.name} stays" if self._path else "what is shown stays"
            answer = {"kind": "error", "message": f"this did not work ({in_words(error)}); {where}"}
        self.send({**answer, "id": content.get("id", "")})

    def _change(self, change: Callable[[Lesson], Lesson], undo: bool = True) -> None:
        """Changes the lesson as the file has it now, and what is shown with it."""
        before = self._lesson

        def changed(lesson: Lesson) -> Lesson:
            made = change(lesson if self._kept else replace(lesson, exercises=before.exercises))
            if made.exercises != lesson.exercises:
                made = replace(made, lines=())
            exercises_of(made)  # what can't be is told, and not written
            return made

        if self._path is None:
            self._lesson = changed(before)
        else:
            self._lesson = change_lesson(self._path, changed, self._begins_as)
            self._kept = True
        if undo and self._lesson != before:
            self._undo = [*self._undo, before][-_MOST_UNDONE:]

    def _where(self) -> str:
        return (
            f"kept in {self._path.name}"
            if self._path
            else "not kept: the article was read from no file; give LessonEditor a path"
        )

    def _keep(self, content: Mapping[str, Any]) -> str:
        self._change(lambda lesson: lesson)
        return f"{len(self._lesson.exercises)} exercises are {self._where()}"

    def _one(self, lesson: Lesson, name: object) -> int:
        """Where an exercise stands in a lesson."""
        for n, (item, _) in enumerate(exercises_of(lesson)):
            if item.id == name:
                return n
        raise InputError("this exercise is not in the file any more; press Read again")

    def _replaced(self, name: object, change: Callable[[dict[str, Any]], Mapping[str, Any] | None]) -> None:
        def changed(lesson: Lesson) -> Lesson:
            at = self._one(lesson, name)
            table = dict(lesson.exercises[at])
            table.setdefault("id", name)
            new = change(table)
            between = () if new is None else (new,)
            return replace(lesson, exercises=(*lesson.exercises[:at], *between, *lesson.exercises[at + 1 :]))

        self._change(changed)

    def _strike(self, content: Mapping[str, Any]) -> str:
        struck = bool(content.get("struck", True))

        def change(table: dict[str, Any]) -> dict[str, Any]:
            table.pop("struck", None)
            return {**table, "struck": True} if struck else table

        self._replaced(content.get("id"), change)
        return f"the exercise is {'struck out' if struck else 'back'}; {self._where()}"

    def _reroll(self, content: Mapping[str, Any]) -> str:
        found = exercises_of(self._lesson)
        at = self._one(self._lesson, content.get("id"))
        item = found[at][0]
        kind = ":".join(p for p in (item.kind, item.variant) if p)
        beside = [i for n, (i, struck) in enumerate(found) if n != at and not struck]
        self._seen |= {i.id for i, _ in found}  # what is struck out is not wanted either
        self._turn += 1
        fresh = another(self._article, kind, beside, self._seen, self._level, self._turn, self._questions)
        if fresh is None:
            raise InputError(
                f"the article has no other exercise of this kind that fits beside these: {kind_name(kind)}"
            )
        self._replaced(item.id, lambda table: table_of(fresh))
        return f"another one: {kind_name(kind)}; {self._where()}"

    def _edit(self, content: Mapping[str, Any]) -> str:
        given = content.get("fields")
        given = given if isinstance(given, Mapping) else {}

        def change(table: dict[str, Any]) -> dict[str, Any]:
            before = exercise_of(table)
            for name in _EDITED:
                if name not in given:
                    continue
                if name in _LISTS:
                    value: Any = (
                        [" ".join(str(v).split()) for v in given[name]]
                        if isinstance(given[name], list)
                        else []
                    )
                    value = [v for v in value if v]
                elif name == "points":
                    value = given[name] if isinstance(given[name], int) else 1
                else:
                    value = (
                        " ".join(str(given[name]).split()) if name != "prompt" else str(given[name]).strip()
                    )
                if value or name == "points":
                    table[name] = value
                else:
                    table.pop(name, None)
            _mended(table, before)
            return table

        self._replaced(content.get("id"), change)
        return f"the exercise is changed; {self._where()}"

    def _move(self, content: Mapping[str, Any]) -> str:
        to = content.get("to")

        def changed(lesson: Lesson) -> Lesson:
            rows = list(lesson.exercises)
            row = rows.pop(self._one(lesson, content.get("id")))
            rows.insert(max(0, min(to if isinstance(to, int) else 0, len(rows))), row)
            return replace(lesson, exercises=tuple(rows))

        self._change(changed)
        return f"the exercise is number {self._one(self._lesson, content.get('id')) + 1} now"

    def _more(self, content: Mapping[str, Any]) -> str:
        kind = str(content.get("kind", ""))
        count = content.get("count", 1)
        made: list[Exercise] = []
        beside = [i for i, struck in exercises_of(self._lesson) if not struck]
        gone = {i.id for i, _ in exercises_of(self._lesson)}
        for _ in range(max(1, min(count if isinstance(count, int) else 1, 50))):
            self._turn += 1
            fresh = another(
                self._article,
                kind,
                [*beside, *made],
                self._seen | gone,
                self._level,
                self._turn,
                self._questions,
            )
            if fresh is None:
                break
            made.append(fresh)
        if not made:
            raise InputError(
                f"the article has no more exercises of this kind that fit beside these: {kind_name(kind)}"
            )
        self._change(
            lambda lesson: replace(lesson, exercises=(*lesson.exercises, *(table_of(i) for i in made)))
        )
        return f"{len(made)} more: {kind_name(kind)}; {self._where()}"

    # ---- words
    def _add_word(self, content: Mapping[str, Any]) -> str:
        word = " ".join(str(content.get("word", "")).split())
        known = {form for e in (*self._words, *self._others) for form in (e["word"], e["simplified"])}
        if word not in known:
            raise InputError(f"'{word}' is no word of this article")
        self._change(
            lambda lesson: replace(
                lesson,
                add=tuple(dict.fromkeys((*lesson.add, word))),
                drop=tuple(w for w in lesson.drop if w != word),
            )
        )
        return f"{word} is in the list; {self._where()}"

    def _drop_word(self, content: Mapping[str, Any]) -> str:
        word = str(content.get("word", ""))
        self._change(
            lambda lesson: replace(
                lesson,
                add=tuple(w for w in lesson.add if w != word),
                drop=tuple(dict.fromkeys((*lesson.drop, word))),
                order=tuple(w for w in lesson.order if w != word),
            )
        )
        return f"{word} is out of the list; {self._where()}"

    def _move_word(self, content: Mapping[str, Any]) -> str:
        word, to = str(content.get("word", "")), content.get("to")
        order = [e["word"] for e in self._words]
        if word not in order:
            raise InputError(f"'{word}' is not in the list")
        order.remove(word)
        order.insert(max(0, min(to if isinstance(to, int) else 0, len(order))), word)
        self._change(lambda lesson: replace(lesson, order=tuple(order)))
        return f"{word} is number {order.index(word) + 1} now; {self._where()}"

    # ---- back, and again
    def _take_back(self, content: Mapping[str, Any]) -> str:
        if not self._undo:
            raise InputError("there is nothing to take back")
        before = self._undo[-1]

        def back(lesson: Lesson) -> Lesson:
            if self._path and lesson != self._lesson:
                raise InputError("the file was changed by somebody else since; press Read again")
            return before

        self._change(back, undo=False)
        self._undo.pop()
        return "the last change is taken back"

    def _reload(self, content: Mapping[str, Any]) -> str:
        if self._path is None or not is_file(self._path):
            raise InputError("there is no file yet")
        lesson = load_lesson(self._path)
        exercises_of(lesson, self._path.name)
        self._lesson, self._kept = lesson, True
        return f"{self._path.name} is read again"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The widget's bundle with a static view beside it, for viewers without widgets."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/html": exercises_fallback_html(self.sheet)}, metadata


def _mended(table: dict[str, Any], before: Exercise) -> None:
    """What follows of an edit: a new answer takes the old one's place among the choices, parts are choices too."""
    answers, choices = list(table.get("answers", [])), list(table.get("choices", []))
    if before.form == "choice" and answers and answers[0] not in choices and before.answer in choices:
        table["choices"] = [answers[0] if c == before.answer else c for c in choices]
    solution = list(table.get("solution", []))
    if (
        before.form in ("order", "match")
        and tuple(solution) != before.solution
        and sorted(choices) == sorted(before.solution)
    ):
        changed = (
            dict(zip(before.solution, solution, strict=False))
            if len(solution) == len(before.solution)
            else {}
        )
        table["choices"] = [changed.get(c, c) for c in choices] if changed else sorted(solution)
        if before.form == "order":
            table.pop("also", None)
    if before.form == "segment" and tuple(solution) != before.solution:
        table["prompt"] = "".join(solution)
        table.pop("optional", None)


def _shown(item: Exercise, struck: bool) -> dict[str, Any]:
    """What the page shows of an exercise, and the fields that it edits."""
    table = table_of(item)
    return {
        "id": item.id,
        "kind": table["kind"],
        "name": kind_name(table["kind"]),
        "form": item.form,
        "struck": struck,
        "parts": [[p.kind, p.text, p.size] for p in item.prompt],
        "answer": " | ".join(item.solution) if item.form in ("order", "segment") else item.answer,
        "pairs": list(zip(item.items, item.solution, strict=False))
        if item.form in ("match", "tones")
        else [],
        "lang": item.lang,
        "answer_lang": item.answer_lang,
        "paragraph": item.evidence.number if item.evidence else 0,
        "fields": {name: table.get(name, [] if name in _LISTS else "") for name in _EDITED}
        | {"points": item.points},
    }


def _word(e: Entry) -> dict[str, Any]:
    return {
        "word": e.traditional,
        "simplified": e.simplified,
        "reading": e.reading,
        "english": "; ".join(e.english[:3]),
        "level": f"HSK {e.hsk}" if e.hsk else e.level,
        "name": e.name,
    }
