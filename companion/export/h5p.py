"""H5P: Fill in the Blanks, Single Choice Set, Drag the Words, Mark the Words and Essay, as content packages.

Source: the content types' semantics (H5P.Blanks 1.14, H5P.SingleChoiceSet 1.11, H5P.DragText 1.10, H5P.MarkTheWords
1.11, H5P.Essay 1.5: a site that has a later one of these takes the package too, one that has only an earlier one refuses it). A match and the parts of a sentence are words to drag, each in a package of its own, so that no other item's pieces lie
among theirs; a sentence whose parts stand in several orders is a blank for their letters, since a place takes one piece only. An open answer is an
essay without marks, with the reference as its sample. A dictation can't be asked: H5P has it from recordings alone. A package holds the content and names the library, which the platform must have installed, as
Moodle and Drupal have once any content of the type was made or fetched there. At most 31 blocks go
into one package; a longer sheet becomes several.
"""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Iterable
from typing import Any

from companion.exercises import Exercise, ExerciseSet
from companion.export.files import ARCHIVE_COMMENT
from companion.export.gift import accepted_forms, lettered
from companion.render.exercise_formats import h5p_line, h5p_text

__all__ = ["MOST_BLOCKS", "h5p_packages", "h5p_type"]

MOST_BLOCKS = 31
_DRAG = ("H5P.DragText", 1, 10)
_LIBRARIES = {
    "blanks": ("H5P.Blanks", 1, 14),
    "choice": ("H5P.SingleChoiceSet", 1, 11),
    "drag": _DRAG,
    "match": _DRAG,
    "order": _DRAG,
    "mark": ("H5P.MarkTheWords", 1, 11),
    "essay": ("H5P.Essay", 1, 5),
}
_TASKS = {
    "blanks": "Fill in the blanks.",
    "drag": "Drag the words to where the article has them.",
    "mark": "Mark the last character of each word; characters that stand together count as one.",
}
_TITLES = {
    "blanks": "fill in the blanks",
    "choice": "choose",
    "drag": "drag the words",
    "match": "match",
    "order": "put in order",
    "mark": "mark the words",
    "essay": "write",
}
_ONE_EACH = ("match", "order", "essay")
_MOST_CHOICES = 4
_BEHAVIOUR = {"enableRetry": True, "enableSolutionsButton": True, "enableCheckButton": True}


def h5p_type(item: Exercise) -> str:
    """The content type that can ask an item, by the key of its package; "" where none can.

    A dictation has none.
    """
    if item.kind == "cloze" and item.variant == "bank":
        return "drag"
    if item.form in ("text", "tones") or (item.form == "order" and item.also):
        return "blanks"
    if item.form == "choice":
        return "choice"
    if item.form == "match":
        return "match"
    if item.form == "order":
        return "order"
    if item.form == "open":
        return "essay"
    if item.form == "segment":
        return "mark"
    return ""


def h5p_packages(sheet: ExerciseSet) -> list[tuple[str, bytes]]:
    """The packages of a sheet, each with a name for its file: blanks, blanks-2, choice, match …

    >>> h5p_packages(ExerciseSet("電騙", ()))
    []
    """
    found = []
    for kind in _LIBRARIES:
        items = [i for i in sheet if h5p_type(i) == kind]
        most = 1 if kind in _ONE_EACH else MOST_BLOCKS
        for n in range(0, len(items), most):
            number = n // most + 1
            name = kind if number == 1 else f"{kind}-{number}"
            title = _TITLES[kind] if number == 1 else f"{_TITLES[kind]} {number}"
            found.append((name, _package(sheet, kind, items[n : n + most], title)))
    return found


def _package(sheet: ExerciseSet, kind: str, items: list[Exercise], title: str) -> bytes:
    machine, major, minor = _LIBRARIES[kind]
    head = {
        "title": f"{sheet.title or 'Exercises'}: {title}",
        "language": "zh",
        "mainLibrary": machine,
        "embedTypes": ["iframe"],
        "license": "U",
        "defaultLanguage": "en",
        "preloadedDependencies": [{"machineName": machine, "majorVersion": major, "minorVersion": minor}],
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, data in (("h5p.json", head), ("content/content.json", _content(kind, items))):
            archive.writestr(file, json.dumps(data, ensure_ascii=False, indent=1))
        archive.comment = ARCHIVE_COMMENT
    return out.getvalue()


def _content(kind: str, items: list[Exercise]) -> dict[str, Any]:
    if kind == "blanks":
        return {
            "media": {"disableImageZooming": False},
            "text": h5p_text(_TASKS[kind]),
            "questions": [_blank(i) for i in items],
            "behaviour": {
                **_BEHAVIOUR,
                "caseSensitive": False,
                "acceptSpellingErrors": False,
                "autoCheck": False,
            },
        }
    if kind == "choice":
        return {
            "choices": [_choices(i) for i in items],
            "overallFeedback": [{"from": 0, "to": 100}],
            "behaviour": {
                "autoContinue": False,
                "timeoutCorrect": 2000,
                "timeoutWrong": 3000,
                "soundEffectsEnabled": False,
                "enableRetry": True,
                "enableSolutionsButton": True,
                "passPercentage": 100,
            },
        }
    if kind == "essay":
        return _essay(items[0])
    if kind in _ONE_EACH:
        (item,) = items
        others = [c.text for c in item.choices if c.text not in item.solution]
        return _dragged(item.instruction, _lines(item), others)
    if kind == "drag":
        words = dict.fromkeys(c.text for i in items for c in i.choices if c.text not in i.answers)
        answers = {i.answer for i in items}
        return _dragged(_TASKS[kind], (_gapped(i) for i in items), (w for w in words if w not in answers))
    return {
        "media": {"disableImageZooming": False},
        "taskDescription": h5p_text(_TASKS[kind]),
        "textField": h5p_line(_marked(i) for i in items),
        "behaviour": {**_BEHAVIOUR, "showScorePoints": True},
    }


def _essay(item: Exercise) -> dict[str, Any]:
    """An open answer: what was written stands beside the reference, and nothing is marked; H5P wants a keyword all the same."""
    asked = (item.instruction, "".join(p.text for p in item.prompt))
    keyword = {"keyword": "*", "options": {"points": 1, "occurrences": 1, "caseSensitive": False}}
    return {
        "taskDescription": h5p_line(t for t in asked if t),
        "solution": {
            "introduction": h5p_text(item.note) if item.note else "",
            "sample": h5p_text(item.answer) if item.answer else "",
        },
        "keywords": [keyword],
        "behaviour": {"inputFieldSize": "3", "enableRetry": True, "ignoreScoring": True},
    }


def _dragged(task: str, lines: Iterable[str], others: Iterable[str]) -> dict[str, Any]:
    """Drag the Words: it takes its text as it is, not as HTML; < and > are kept out of it."""
    keep_out = str.maketrans("<>&", "＜＞＆")
    return {
        "media": {"disableImageZooming": False},
        "taskDescription": h5p_text(task),
        "textField": "\n".join(lines).translate(keep_out),
        "distractors": " ".join(f"*{_plain(w)}*" for w in others).translate(keep_out),
        "behaviour": {**_BEHAVIOUR, "instantFeedback": False},
    }


def _choices(item: Exercise) -> dict[str, Any]:
    """A question of a Single Choice Set: the right one of its two to four answers stands first."""
    right = next(c.text for c in item.choices if c.text in item.answers)
    wrong = [c.text for c in item.choices if c.text not in item.answers][: _MOST_CHOICES - 1]
    return {
        "subContentId": str(uuid.uuid5(uuid.NAMESPACE_OID, item.id)),
        "question": h5p_line(t for t in (item.instruction, item.marked()) if t),
        "answers": [h5p_text(text) for text in (right, *wrong)],
    }


def _lines(item: Exercise) -> list[str]:
    """The places of a match or an order, each with what belongs there."""
    if item.form == "match":
        return [f"{_beside(a)} *{_plain(b)}*" for a, b in zip(item.items, item.solution, strict=True)]
    places = [f"{n}. *{_plain(piece)}*" for n, piece in enumerate(item.solution, 1)]
    return [_beside(item.text), *places] if item.text else places


def _plain(text: str) -> str:
    """A text for a gap, without the signs that mean something there: * / : \\ and line breaks."""
    return _beside(text.translate(str.maketrans("/:\\", "／：＼")))


def _beside(text: str) -> str:
    """A text beside the gaps, where only * means something."""
    return " ".join(text.replace("*", "＊").split())


def _blank(item: Exercise) -> str:
    answers = "/".join(_plain(a) for a in _answers(item))
    hint = f":{_plain(item.hints[0])}" if item.hints and item.kind != "pinyin" else ""
    gap = f"*{answers}{hint}*"
    shown = _beside(item.marked("\0")).replace("\0", gap, 1)
    if item.kind == "cloze":
        return h5p_text(shown)
    if item.form == "order":
        parts = (f"({letter}) {_beside(text)}" for letter, text in lettered(item))
        shown = " ".join((shown, *parts) if shown else parts)
    spelled = f" ({' '.join(item.items)})" if item.form == "tones" else ""
    return h5p_line((_beside(item.instruction), f"{shown}{spelled} {gap}"))


def _answers(item: Exercise) -> Iterable[str]:
    return accepted_forms(item)


def _gapped(item: Exercise) -> str:
    return "".join(f"*{_plain(item.answer)}*" if p.kind == "blank" else _beside(p.text) for p in item.prompt)


def _marked(item: Exercise) -> str:
    """The characters, parted by spaces, with a mark on the last one of each word, the last word too: to except it is a trap.

    Where a boundary may be drawn or not, all between the sure boundaries around it stands together, and is marked whole: it ends a
    word, however fine one divides.

    >>> _marked(Exercise("x", "segment", "", "segment", "", (), (), solution=("約", "八千", "名", "市民"), optional=(3,)))
    '*約* *八千名* 市 *民*'
    """
    text = "".join(item.solution)
    ends, at = [], 0
    for word in item.solution:
        at += len(word)
        ends.append(at)
    pieces, start = [], 0
    for end in (e for e in ends if e not in item.optional or e == len(text)):
        if any(start < e < end for e in item.optional):
            pieces.append(f"*{_plain(text[start:end])}*")
        else:
            pieces += [*map(_plain, text[start : end - 1]), f"*{_plain(text[end - 1])}*"]
        start = end
    return " ".join(pieces)
