"""`companion.Exercises`: a sheet of exercises to work in JupyterLab."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from companion.errors import InputError
from companion.exercises import Exercise, ExerciseSet, Question, make_exercises
from companion.exercises.kept import kept_sheet
from companion.exercises.questions import load_questions
from companion.exercises.session import Session
from companion.export.results_csv import write_results
from companion.model import Article
from companion.render import style
from companion.render.exercises import card_of, exercises_fallback_html, sheet_data
from companion.widgets.callbacks import TellsErrors

__all__ = ["Exercises"]

_STATIC = Path(__file__).parent / "static"


class Exercises(TellsErrors, anywidget.AnyWidget):
    """A sheet on an article: answer by keyboard or touch, with hints, marks and a review.

    `kinds`, `count`, `level`, `seed`, `version`: as in `companion.exercises.make_exercises`; without `kinds`,
    the exercises that a teacher keeps beside the article (`companion.LessonEditor`), or cloze where none are.
    `known` and `learning` are simplified words; None takes those of the person's vocabulary.
    `sentences_from` are articles in whose sentences cloze asks for the words. `questions` are the teacher's: a file, or a sequence of `Question`. `checking` is "each" or
    "end". An `ExerciseSet` that was made before can be given with `sheet`.

    `results` has a row per item; `to_csv(path, student=...)` writes them, to be handed in.
    The answers stay in Python until an item is done.

    Raises `InputError` for what it can't work with.

    >>> import companion
    >>> article = companion.read_text("香港警方昨日拘捕三名疑犯，並提醒市民提防電騙。", translator=None)
    >>> exercises = companion.Exercises(article, kinds="cloze", count=1, learning=["电骗"])
    >>> exercises.answer(1, "電騙")
    'Right.'
    >>> exercises.score
    (1.0, 1)
    """

    _esm = _STATIC / "exercises.js"
    _css = style("exercises")

    checking = traitlets.Enum(("each", "end"), "each").tag(sync=True)
    _sheet = traitlets.Dict().tag(sync=True)
    _state = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        article: Article,
        kinds: Sequence[str] | str | None = None,
        count: int = 10,
        level: str | None = None,
        seed: int = 0,
        *,
        version: str = "A",
        known: Iterable[str] | str | None = None,
        learning: Iterable[str] | str | None = None,
        questions: str | os.PathLike[str] | Sequence[Question] = (),
        sentences_from: Sequence[Article] = (),
        checking: str = "each",
        sheet: ExerciseSet | None = None,
    ) -> None:
        if not isinstance(article, Article):
            raise InputError(
                f"Exercises takes an Article, not {type(article).__name__}: companion.Exercises(companion.read('article.txt'))"
            )
        if checking not in ("each", "end"):
            raise InputError(f"checking is 'each' or 'end', not '{checking}'")
        self._article = article
        if sheet is None and kinds is None:
            sheet = kept_sheet(article, version)
        if sheet is None:
            asked = (
                load_questions(questions) if isinstance(questions, str | os.PathLike) else tuple(questions)
            )
            sheet = make_exercises(
                article,
                ("cloze",) if kinds is None else kinds,
                count,
                level,
                seed,
                known=_marked("known") if known is None else known,
                learning=_marked("learning") if learning is None else learning,
                version=version,
                questions=asked,
                sentences_from=sentences_from,
            )
        self._session = Session(sheet, checking, self._card)
        super().__init__(
            checking=checking, _sheet=sheet_data(sheet), _state=copy.deepcopy(self._session.state)
        )
        self.on_msg(self._heard)

    def _card(self, item: Exercise) -> dict[str, Any]:
        return {"card": card_of(item, self._article)}

    def _heard(self, widget: Any, content: Any, buffers: Any) -> None:
        """A message of the browser; a strange one changes nothing."""
        if isinstance(content, dict):
            self._session.handle(content)
            self._state = copy.deepcopy(self._session.state)

    @property
    def sheet(self) -> ExerciseSet:
        """The sheet that is worked."""
        return self._session.sheet

    @property
    def results(self) -> list[dict[str, Any]]:
        """A row per item: response, answer, right, score, points, tries, hints, seconds …

        `pandas.DataFrame(exercises.results)` makes a table of it.
        """
        return self._session.rows()

    @property
    def score(self) -> tuple[float, int]:
        """The points earned in this round, and those that could be."""
        return self._session.earned, self._session.possible

    def answer(self, number: int, response: str | Sequence[str]) -> str:
        """Answer an item as the student would.

        Args:
            number: Of the item, from 1.
            response: A text, or the pieces that its form asks for.

        Returns:
            What is said about it.
        """
        if not 1 <= number <= len(self.sheet):
            raise InputError(f"there is no exercise {number}; they are numbered 1 to {len(self.sheet)}")
        item = self.sheet.items[number - 1]
        self._heard(self, {"type": "check", "id": item.id, "response": response}, None)
        return str(self._session.state["items"][item.id].get("message", ""))

    def to_csv(self, path: str | os.PathLike[str], student: str = "", *, force: bool = False) -> Path:
        """Write the results, to be handed in; `companion exercises collect` puts a class's together.

        Args:
            path: The file.
            student: Stands in each row.
            force: Replace a file that is not one of Companion's.

        Returns:
            The path.

        Raises:
            OutputError: The file can't be written, or is not ours and `force` was not given.
        """
        return write_results(self.sheet, self.results, path, student=student, force=force)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The widget's bundle with the questions as a list beside it, for viewers without widgets."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/html": exercises_fallback_html(self.sheet)}, metadata


def _marked(status: str) -> list[str]:
    """The words that the person marked in the reader; none where the vocabulary can't be opened."""
    from companion.errors import CompanionError
    from companion.vocabulary import Vocabulary

    try:
        return Vocabulary().words(status)
    except CompanionError:
        return []
