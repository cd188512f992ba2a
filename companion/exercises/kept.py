"""Exercises that a teacher keeps in `article.lesson.toml`: their tables, read and written, and the sheet they make.

    [[exercise]]
    kind = "cloze:choices"
    prompt = "警方昨日＿＿＿三名疑犯。"
    answers = ["拘捕"]
    choices = ["罷工", "拘捕", "出庭", "認罪"]

In a prompt ＿＿ is the gap, 【…】 the word asked about, ‹…› the English behind a gap; a backslash stands before such a
sign that is none. What is left out has a default: the form and the instruction of its kind, one point.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from companion.choices import LEVELS
from companion.errors import InputError, meant
from companion.exercises.model import FORMS, Choice, Evidence, Exercise, ExerciseSet, Part, exercise_id
from companion.exercises.sheet import heading, in_other_sentences, kind_and_variant, reordered, said_of_b
from companion.lessons.lesson import Lesson, lesson_beside, lesson_of
from companion.model import Article

__all__ = ["exercise_of", "exercises_of", "from_prompt", "kept_sheet", "sheet_of", "table_of", "to_prompt"]

_FORM = {
    "pinyin": "text", "tones": "tones", "polyphone": "choice", "match": "match", "script": "text", "segment": "segment",
    "order": "order", "translate": "open", "comprehension": "open", "dictation": "dictation",
}  # fmt: skip
_ASK = {
    "cloze": "Write the missing word.", "pinyin": "Write the pinyin of the marked word.", "tones": "Give each syllable its tone: 1 2 3 4, 5 for none.",
    "polyphone": "Which reading does the marked character have here?", "match": "Match the two sides.", "script": "Write the marked word in the other script.",
    "segment": "Draw the boundaries between the words.", "order": "Put the parts in order.", "translate": "Translate.",
    "comprehension": "Answer the question.", "dictation": "Write what you hear.",
}  # fmt: skip
_TEXTS = ("answers", "choices", "items", "solution", "hints")
_STRINGS = ("id", "kind", "form", "ask", "prompt", "note", "speech", "word", "lang", "answer_lang", "level")
_OTHERS = ("points", "also", "reasons", "optional", "place", "struck")
_ALL = (*_TEXTS, *_STRINGS, *_OTHERS)
_PLACE = ("paragraph", "number", "start", "end", "sentence", "at")
_SIGN = re.compile(r"\\(.)|(＿+)|【((?:\\.|[^】\\])*)】|‹((?:\\.|[^›\\])*)›", re.S)
_ESCAPE = re.compile(r"\\(.)", re.S)
_ESCAPED = re.compile(r"[\\＿【】‹›]")


def to_prompt(parts: Sequence[Part]) -> str:
    """A prompt as one line of text.

    >>> to_prompt((Part("text", "警方打擊"), Part("blank", size=2), Part("cue", " (telecom fraud)"), Part("text", "。")))
    '警方打擊＿＿‹telecom fraud›。'
    """
    shown = []
    for p in parts:
        text = _ESCAPED.sub(lambda m: "\\" + m[0], p.text)
        if p.kind == "blank":
            shown.append("＿" * max(1, p.size))
        elif p.kind == "cue":
            shown.append(f"‹{text.strip().removeprefix('(').removesuffix(')')}›")
        else:
            shown.append(f"【{text}】" if p.kind == "focus" else text)
    return "".join(shown)


def from_prompt(text: str) -> tuple[Part, ...]:
    """The parts of a prompt that was written as one line.

    >>> [(p.kind, p.text or p.size) for p in from_prompt("打擊＿＿‹fraud›。")]
    [('text', '打擊'), ('blank', 2), ('cue', ' (fraud)'), ('text', '。')]
    """
    parts: list[Part] = []
    plain, at = "", 0

    def flush() -> None:
        nonlocal plain
        if plain:
            parts.append(Part("text", plain))
        plain = ""

    for found in _SIGN.finditer(text):
        plain += text[at : found.start()]
        at = found.end()
        escaped, blank, focus, cue = found.groups()
        if escaped is not None:
            plain += escaped
            continue
        flush()
        if blank:
            parts.append(Part("blank", size=len(blank)))
        elif focus is not None:
            parts.append(Part("focus", _ESCAPE.sub(r"\1", focus)))
        else:
            parts.append(Part("cue", " (" + _ESCAPE.sub(r"\1", cue) + ")"))
    plain += text[at:]
    flush()
    return tuple(parts)


def table_of(item: Exercise) -> dict[str, Any]:
    """An exercise as the table of the file; what is as its kind has it is left out.

    >>> item = Exercise("x1", "pinyin", "", "text", "Write.", (Part("focus", "電騙"),), ("diàn piàn",))
    >>> sorted(table_of(item))
    ['answers', 'ask', 'form', 'id', 'kind', 'prompt']
    """
    table: dict[str, Any] = {
        "id": item.id,
        "kind": ":".join(p for p in (item.kind, item.variant) if p),
        "form": item.form,
        "ask": item.instruction,
    }
    if item.prompt:
        table["prompt"] = to_prompt(item.prompt)
    for name in ("answers", "items", "solution", "hints"):
        if value := list(getattr(item, name)):
            table[name] = value
    if item.also:
        table["also"] = [list(order) for order in item.also]
    if item.choices:
        table["choices"] = [c.text for c in item.choices]
    if reasons := {c.text: c.reason for c in item.choices if c.reason}:
        table["reasons"] = reasons
    if item.optional:
        table["optional"] = list(item.optional)
    for name, default in (("speech", ""), ("word", ""), ("note", ""), ("level", ""), ("lang", "zh-Hant"), ("answer_lang", "zh-Hant"), ("points", 1)):  # fmt: skip
        if getattr(item, name) != default:
            table[name] = getattr(item, name)
    if item.evidence:
        table["place"] = {name: getattr(item.evidence, name) for name in _PLACE}
    return table


def exercise_of(table: Mapping[str, Any], where: str = "the exercise") -> Exercise:
    """The exercise that a table of the file says.

    Args:
        table: As `table_of` makes it, or written by hand.
        where: The file and the table's number, for what is wrong.

    Returns:
        The exercise.

    Raises:
        InputError: Something is missing or can't be; the message says what and where.

    >>> exercise_of({"kind": "cloze", "prompt": "打擊＿＿。", "answers": ["電騙"]}).form
    'text'
    """

    def wrong(what: str) -> InputError:
        return InputError(f"{where}: {what}; mend it there, or take it out")

    for name in table:
        if name not in _ALL and (near := meant(name, _ALL)):
            raise wrong(f"nothing is called '{name}' here{near}")
    for name in _STRINGS:
        if not isinstance(table.get(name, ""), str):
            raise wrong(f"'{name}' is a text in quotation marks")
    for name in _TEXTS:
        value = table.get(name, [])
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise wrong(f"'{name}' is a list of texts in quotation marks")
    if "kind" not in table:
        raise wrong("it has no kind")
    try:
        kind, variant = kind_and_variant(table["kind"])
    except InputError as error:
        raise wrong(str(error)) from None
    choices, answers = tuple(table.get("choices", ())), tuple(table.get("answers", ()))
    form = table.get("form") or (
        "choice" if choices and kind in ("cloze", "comprehension") else _FORM.get(kind, "text")
    )
    if form not in FORMS:
        raise wrong(f"no form is called '{form}'; there are: {', '.join(FORMS)}")
    reasons, optional, also = table.get("reasons", {}), table.get("optional", []), table.get("also", [])
    if not isinstance(reasons, Mapping) or not all(isinstance(v, str) for v in reasons.values()):
        raise wrong("'reasons' is a table of a text for each wrong choice")
    if not isinstance(optional, list | tuple) or not all(type(v) is int for v in optional):
        raise wrong("'optional' is a list of whole numbers")
    if not isinstance(also, list | tuple) or not all(isinstance(o, list | tuple) and all(isinstance(v, str) for v in o) for o in also):  # fmt: skip
        raise wrong("'also' is a list of lists of texts")
    points = table.get("points", 1)
    if type(points) is not int or not 0 <= points <= 100:
        raise wrong(f"points can't be {points!r}; a whole number from 0 to 100")
    if table.get("level", "") not in ("", *LEVELS):
        raise wrong(f"no level is called '{table['level']}'; there are: {', '.join(LEVELS)}")
    solution, items = tuple(table.get("solution", ())), tuple(table.get("items", ()))
    prompt = from_prompt(table.get("prompt", ""))
    if kind == "cloze" and not any(p.kind == "blank" for p in prompt):
        raise wrong("its prompt has no gap; write ＿＿ where the word was left out")
    if what := _impossible(form, prompt, answers, solution, choices, items):
        raise wrong(what)
    return Exercise(
        id=table.get("id") or exercise_id(kind, variant, table.get("prompt", ""), *solution, *items),
        kind=kind,
        variant=variant,
        form=form,
        instruction=table.get("ask") or _ASK[kind],
        prompt=prompt,
        answers=answers,
        solution=solution,
        also=tuple(tuple(o) for o in also),
        choices=tuple(Choice(c, str(reasons.get(c, ""))) for c in choices),
        items=items,
        optional=tuple(optional),
        speech=table.get("speech", ""),
        word=table.get("word", ""),
        lang=table.get("lang", "zh-Hant"),
        answer_lang=table.get("answer_lang", "zh-Hant"),
        evidence=_place_of(table.get("place")),
        points=points,
        hints=tuple(table.get("hints", ())),
        note=table.get("note", ""),
        level=table.get("level", ""),
    )


def _impossible(
    form: str,
    prompt: tuple[Part, ...],
    answers: tuple[str, ...],
    solution: tuple[str, ...],
    choices: tuple[str, ...],
    items: tuple[str, ...],
) -> str:
    """Why an exercise can't be asked or marked so; empty where it can."""
    if form in ("text", "choice", "dictation") and not any(a.strip() for a in answers):
        return "it has no answer"
    if form in ("text", "choice", "open") and not prompt:
        return "it has no prompt"
    if len(set(choices)) < len(choices):
        return "a choice is there twice"
    if form == "choice" and not set(answers) & set(choices):
        return f"the answer '{answers[0]}' is none of its choices"
    if form == "match" and (len(items) != len(solution) or not items or not set(solution) <= set(choices)):
        return "each of its items needs an answer in 'solution' that is one of its choices"
    if form == "order" and (len(solution) < 2 or sorted(solution) != sorted(choices)):
        return "its choices are not the parts of its solution"
    if form == "tones" and (len(items) != len(solution) or not items or not set(solution) <= set("12345")):
        return "each of its items needs a tone from 1 to 5 in 'solution'"
    if form == "segment" and (len(solution) < 2 or "".join(solution) != "".join(p.text for p in prompt)):
        return "the words of its solution are not those of its prompt"
    return ""


def _place_of(value: Any) -> Evidence | None:
    """Where the answer stands; None where the table says nothing that makes sense."""
    if not isinstance(value, Mapping):
        return None
    numbers = {n: value.get(n, 0) for n in ("number", "start", "end", "at")}
    texts = {n: value.get(n, "") for n in ("paragraph", "sentence")}
    fits = all(type(v) is int and v >= 0 for v in numbers.values()) and all(
        isinstance(v, str) for v in texts.values()
    )
    return Evidence(**numbers, **texts) if fits else None


def exercises_of(lesson: Lesson, name: str = "the lesson") -> list[tuple[Exercise, bool]]:
    """The exercises of a lesson in their order, each with whether it is struck out.

    Raises:
        InputError: One of them can't be, or two have the same id; the message has its number.
    """
    found: list[tuple[Exercise, bool]] = []
    seen: dict[str, int] = {}
    lines = lesson.lines if len(lesson.lines) == len(lesson.exercises) else ()
    for n, table in enumerate(lesson.exercises, 1):
        where = f"{name}, exercise {n}" + (f" (line {lines[n - 1]})" if lines else "")
        item = exercise_of(table, where)
        if item.id in seen:
            raise InputError(f"{where}: has the id of exercise {seen[item.id]}; give it another")
        seen[item.id] = n
        found.append((item, table.get("struck", False) is True))
    return found


def sheet_of(items: Sequence[Exercise], article: Article, version: str = "A") -> ExerciseSet:
    """A sheet of exercises as they are: in this order, with one word bank for those that have one.

    Args:
        items: The exercises.
        article: What they are about.
        version: "B" has them, and their choices, in another order.

    Returns:
        The sheet.
    """
    banked = [i for i in items if i.variant == "bank"]
    words = dict.fromkeys(c.text for i in banked for c in (Choice(i.answer), *i.choices))
    bank = sorted(words, key=lambda w: exercise_id("bank", version, w))  # no order that tells the answers
    choices = tuple(Choice(w) for w in bank)
    shown = [replace(i, choices=choices) if i.variant == "bank" else i for i in items]
    if version == "B":
        rng = random.Random("B")
        rng.shuffle(shown)
        order = list(dict.fromkeys((i.kind, i.variant) for i in items))
        shown = [reordered(i, 0) for i in sorted(shown, key=lambda i: order.index((i.kind, i.variant)))]
    return ExerciseSet(
        heading(article.title, shown), tuple(shown), article.source, "", 0, version, tuple(bank)
    )


def kept_sheet(article: Article, version: str = "A", lesson: Lesson | None = None) -> ExerciseSet | None:
    """The sheet that a teacher keeps beside the article.

    Args:
        article: The article.
        version: "A", or "B": the same words in other sentences where the article has them, and in another order.
        lesson: The lesson; None: the one beside the article.

    Returns:
        The sheet, or None where no exercise is kept.

    Raises:
        InputError: The lesson, or an exercise of it, can't be read.
    """
    lesson = lesson_of(article) if lesson is None else lesson
    if not lesson.exercises:
        return None
    name = lesson_beside(article.path).name if article.path else "the lesson"
    kept = [i for i, struck in exercises_of(lesson, name) if not struck]
    if version == "A":
        return sheet_of(kept, article)
    others = in_other_sentences(article, kept)
    stayed = sum(
        o.id == i.id and i.kind not in ("match", "comprehension") for i, o in zip(kept, others, strict=True)
    )
    why = "the article has no other, or the wording is the teacher's"
    return replace(sheet_of(others, article, version), remark=said_of_b(len(kept), stayed, why=why))
