"""The teacher's questions, in a readable file beside the article: `article.txt.questions.toml`.

[[question]]
type = "true-false"            # the answer is true, false or not stated
ask = "中心下月開始運作。"
answer = "true"
evidence = "下月1日起"          # words of the article, so that the answer can be shown

[[question]]
type = "open"
ask = "中心會做哪三件事？"
answer = "共享資料、凍結轉賬、協助受害人返國。"
points = 3
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from pathlib import Path

from companion.errors import InputError
from companion.exercises.model import Question
from companion.files import parsing, read_text, there_beside
from companion.model import Article

__all__ = ["load_questions", "questions_beside", "read_questions"]

_TRUTH = {"true": "true", "false": "false", "not stated": "not stated", "not-stated": "not stated"}
_LARGEST = 8 * 2**20
_FIELDS = {"type", "ask", "answer", "accept", "evidence", "explain", "points"}


def questions_beside(path: str | os.PathLike[str]) -> Path:
    """Where the questions of an article's file are: under its full name, or (as in version 0.1) without its suffix.

    >>> questions_beside("articles/dianpian.txt").name
    'dianpian.txt.questions.toml'
    """
    return there_beside(path, "questions.toml")


def load_questions(path: str | os.PathLike[str]) -> tuple[Question, ...]:
    """The questions in a file. Raises `InputError` with the file and the question's number."""
    return read_questions(read_text(path, largest=_LARGEST), str(path))


def read_questions(text: str, name: str = "the questions") -> tuple[Question, ...]:
    """The questions in a TOML text; `name` heads the messages.

    >>> read_questions('[[question]]\\ntype = "true-false"\\nask = "有十人。"\\nanswer = false')[0].answer
    'false'
    """
    with parsing(name, "TOML", "write it anew"):
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise InputError(f"{name}: is no TOML: {error}") from None
    rows = data.get("question", [])
    if not isinstance(rows, list) or set(data) - {"question"}:
        raise InputError(f"{name}: write each question as a [[question]] with ask, type and answer")
    return tuple(_question(row, f"{name}, question {n}") for n, row in enumerate(rows, 1))


def _question(row: object, where: str) -> Question:
    if not isinstance(row, dict):
        raise InputError(f"{where}: write it as [[question]] with ask, type and answer")
    if unknown := sorted(set(row) - _FIELDS):
        raise InputError(f"{where}: has '{unknown[0]}'; there are {', '.join(sorted(_FIELDS))}")
    ask = row.get("ask", "")
    kind = row.get("type", "open")
    answer = row.get("answer", "")
    if isinstance(answer, bool):
        answer = str(answer).lower()
    if not isinstance(ask, str) or not ask.strip():
        raise InputError(f"{where}: 'ask' is missing")
    if kind not in ("true-false", "open"):
        raise InputError(f'{where}: type is \'{kind}\'; write "true-false" or "open"')
    if kind == "true-false":
        answer = _TRUTH.get(str(answer).strip().lower(), "")
        if not answer:
            raise InputError(f"{where}: the answer of a true-false question is true, false or not stated")
    accept = row.get("accept", [])
    points = row.get("points", 1)
    if (
        not isinstance(answer, str)
        or not isinstance(accept, list)
        or not all(isinstance(a, str) for a in accept)
    ):
        raise InputError(f"{where}: 'answer' is a text and 'accept' a list of texts")
    if not isinstance(points, int) or isinstance(points, bool) or not 1 <= points <= 100:
        raise InputError(f"{where}: 'points' is a whole number from 1 to 100")
    texts = {name: row.get(name, "") for name in ("evidence", "explain")}
    if bad := next((n for n, v in texts.items() if not isinstance(v, str)), ""):
        raise InputError(f"{where}: '{bad}' is a text")
    return Question(
        ask.strip(), kind, answer.strip(), tuple(accept), texts["evidence"], texts["explain"], points
    )


def missing_evidence(questions: Iterable[Question], article: Article) -> list[str]:
    """The quotations that the article doesn't have, so that a teacher hears of them."""
    texts = [p.text for p in article.paragraphs]
    return [q.evidence for q in questions if q.evidence and not any(q.evidence in t for t in texts)]
