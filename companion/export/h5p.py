"""H5P: Fill in the Blanks, Drag the Words and Mark the Words, as content packages.

Source: the content types' semantics (H5P.Blanks 1.14, H5P.DragText 1.10, H5P.MarkTheWords 1.11).
A package holds the content and names the library, which the platform must have installed, as
Moodle and Drupal have once any content of the type was made or fetched there. At most 31 blocks go
into one package; a longer sheet becomes several.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from companion.exercises import Exercise, ExerciseSet
from companion.export.files import ARCHIVE_COMMENT
from companion.export.gift import accepted_forms
from companion.render.exercise_formats import h5p_line, h5p_text

__all__ = ["MOST_BLOCKS", "h5p_packages", "h5p_type"]

MOST_BLOCKS = 31
_LIBRARIES = {
    "blanks": ("H5P.Blanks", 1, 14),
    "drag": ("H5P.DragText", 1, 10),
    "mark": ("H5P.MarkTheWords", 1, 11),
}
_TASKS = {
    "blanks": "Fill in the blanks.",
    "drag": "Drag the words to where the article has them.",
    "mark": "Mark the last character of each word, but for the last one.",
}
_BEHAVIOUR = {"enableRetry": True, "enableSolutionsButton": True, "enableCheckButton": True}


def h5p_type(item: Exercise) -> str:
    """The content type that can ask an item: "blanks", "drag", "mark", or "" where none can."""
    if item.form == "text" or item.form == "tones":
        return "blanks"
    if item.kind == "cloze" and item.form == "choice":
        return "drag"
    if item.form == "segment" and not item.optional:
        return "mark"
    return ""


def h5p_packages(sheet: ExerciseSet) -> list[tuple[str, bytes]]:
    """The packages of a sheet, each with a name for its file: blanks, blanks-2, drag, mark.

    >>> h5p_packages(ExerciseSet("電騙", ()))
    []
    """
    found = []
    for kind in _LIBRARIES:
        items = [i for i in sheet if h5p_type(i) == kind]
        for n in range(0, len(items), MOST_BLOCKS):
            block = items[n : n + MOST_BLOCKS]
            name = kind if n == 0 else f"{kind}-{n // MOST_BLOCKS + 1}"
            found.append((name, _package(sheet, kind, block, name)))
    return found


def _package(sheet: ExerciseSet, kind: str, items: list[Exercise], name: str) -> bytes:
    machine, major, minor = _LIBRARIES[kind]
    head = {
        "title": f"{sheet.title or 'Exercises'} ({name})",
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
    if kind == "drag":
        words = dict.fromkeys(c.text for i in items for c in i.choices if c.text not in i.answers)
        answers = {i.answer for i in items}
        return {
            "media": {"disableImageZooming": False},
            "taskDescription": h5p_text(_TASKS[kind]),
            "textField": "\n".join(_gapped(i) for i in items),
            "distractors": " ".join(f"*{_plain(w)}*" for w in words if w not in answers),
            "behaviour": {**_BEHAVIOUR, "instantFeedback": False},
        }
    return {
        "media": {"disableImageZooming": False},
        "taskDescription": h5p_text(_TASKS[kind]),
        "textField": h5p_line(_marked(i) for i in items),
        "behaviour": {**_BEHAVIOUR, "showScorePoints": True},
    }


def _plain(text: str) -> str:
    """A text without the signs that H5P takes for its own: * / : and line breaks."""
    return " ".join(text.translate(str.maketrans("*/:", "＊／：")).split())


def _blank(item: Exercise) -> str:
    answers = "/".join(_plain(a) for a in _answers(item))
    hint = f":{_plain(item.hints[0])}" if item.hints and item.kind != "pinyin" else ""
    gap = f"*{answers}{hint}*"
    shown = "".join(
        gap if p.kind == "blank" else f"【{_plain(p.text)}】" if p.kind == "focus" else _plain(p.text)
        for p in item.prompt
    )
    if item.kind == "cloze":
        return h5p_text(shown)
    spelled = f" ({' '.join(item.items)})" if item.form == "tones" else ""
    return h5p_text(f"{item.instruction.translate(str.maketrans('*/', '＊／'))} {shown}{spelled} {gap}")


def _answers(item: Exercise) -> Iterable[str]:
    return accepted_forms(item)


def _gapped(item: Exercise) -> str:
    """Drag the Words takes its text as it is, not as HTML; < and > are kept out of it."""
    text = "".join(f"*{_plain(item.answer)}*" if p.kind == "blank" else _plain(p.text) for p in item.prompt)
    return text.translate(str.maketrans("<>&", "＜＞＆"))


def _marked(item: Exercise) -> str:
    words = item.solution
    return " ".join(
        f"*{c}*" if i == len(word) - 1 and n < len(words) - 1 else c
        for n, word in enumerate(words)
        for i, c in enumerate(word)
    )
