"""Sheets of exercises as HTML: worksheet, answer key, the page that marks itself, the widget's parts."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from typing import Any

from companion import __version__
from companion.exercises import Exercise, ExerciseSet
from companion.exercises.session import explanation, question
from companion.exercises.variants import VARIANTS
from companion.language.language import Language
from companion.language.similar import to_traditional
from companion.model import Article
from companion.render.environment import render, script, style
from companion.render.word_table import WordTable

__all__ = [
    "answers_html",
    "card_of",
    "exercises_fallback_html",
    "exercises_html",
    "key_html",
    "self_check_html",
    "sheet_data",
    "worksheet_html",
]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def sheet_data(sheet: ExerciseSet) -> dict[str, Any]:
    """What a shell shows of a sheet: the questions, no answer."""
    return {
        "id": sheet.id,
        "title": sheet.title,
        "remark": sheet.remark,
        "version": sheet.version,
        "items": [question(i) for i in sheet],
    }


def card_of(item: Exercise, article: Article) -> dict[str, Any] | None:
    """The table of the word that an item asks for, of which its card is made; None where it asks for none."""
    if not item.word or item.evidence is None or item.kind in ("match", "comprehension"):
        return None
    for paragraph in article.paragraphs:
        if paragraph.id == item.evidence.paragraph:
            for token in paragraph.tokens:
                if token.start == item.evidence.start:
                    term = article.term(token.term) if token.term else None
                    table = WordTable([term] if term else (), Language.of(article))
                    table.number(token)
                    return table.data()
    return None


def exercises_fallback_html(sheet: ExerciseSet) -> str:
    """A static list of the questions, for viewers without widgets."""
    return render("exercises_fallback.html", sheet=sheet, letters=_LETTERS)


def _groups(sheet: ExerciseSet) -> list[dict[str, Any]]:
    """The items with one instruction together, numbered through."""
    groups: list[dict[str, Any]] = []
    for number, item in enumerate(sheet, 1):
        together = (item.kind, item.variant, item.instruction if item.kind != "polyphone" else "")
        if not groups or groups[-1]["together"] != together:
            groups.append({"together": together, "items": [], "variant": item.variant, "kind": item.kind})
        groups[-1]["items"].append((number, item))
    return groups


def _letter_of(item: Exercise, text: str) -> str:
    """The letter that a worksheet gives a choice."""
    return next((_LETTERS[n] for n, c in enumerate(item.choices) if c.text == text), "?")


def _parted(item: Exercise) -> list[tuple[str, str]]:
    """The characters of a segmentation, each with the stroke after it: | needed, ¦ optional."""
    edges, at = set(), 0
    for word in item.solution[:-1]:
        at += len(word)
        edges.add(at)
    whole = "".join(item.solution)
    optional = set(item.optional)
    return [(c, "¦" if n in optional else "|" if n in edges else "") for n, c in enumerate(whole, 1)]


def _also(item: Exercise) -> list[str]:
    """What else is accepted and worth reading: the same word in the other script is, and is not named.

    >>> [_also(Exercise("x", "cloze", "open", "text", "", (), ("列車", "列车", "火車", "火车"), answer_lang="zh-Hant"))]
    [['火車']]
    """
    if item.kind not in ("cloze", "dictation") or item.answer_lang not in ("zh-Hant", "zh-Hans"):
        return list(item.answers[1:])
    in_script = to_traditional if item.answer_lang == "zh-Hant" else Language.default().simplify
    seen = {in_script(a) for a in item.answers[:1]}
    found = []
    for answer in item.answers[1:]:
        form = in_script(answer)
        if form not in seen:
            seen.add(form)
            found.append(form if form in item.answers else answer)
    return found


def _values(sheet: ExerciseSet) -> dict[str, Any]:
    """What the templates of items are filled with."""
    return {
        "sheet": sheet,
        "groups": _groups(sheet),
        "letters": _LETTERS,
        "letter_of": _letter_of,
        "parted": _parted,
        "also": _also,
        "version": __version__,
    }


def exercises_html(sheet: ExerciseSet, check: bool = False) -> str:
    """The items of a sheet for a page that has them, as the worksheet has them.

    `check`: the right choices are marked for the page's script, which then tells right from wrong.
    """
    return render("handout/exercises.html", check=check, **_values(sheet))


def answers_html(sheet: ExerciseSet) -> str:
    """The answers of the items for a page that has them, as the key has them."""
    return render("handout/answers.html", **_values(sheet))


def _page(template: str, sheet: ExerciseSet, **more: Any) -> str:
    from markupsafe import Markup

    css = style("exercise_items", "worksheet")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return render(template, css=Markup(css), css_hash=digest, **_values(sheet), **more)


def worksheet_html(sheet: ExerciseSet, *, both: bool = False) -> str:
    """The worksheet, to be printed on A4; `both` says that there is another version of it."""
    return _page("worksheet.html", sheet, both=both)


def key_html(sheet: ExerciseSet, *, both: bool = False) -> str:
    """The answer key: answers, what else is accepted, places, and why each wrong choice was chosen."""
    return _page("worksheet_key.html", sheet, both=both)


def self_check_html(sheet: ExerciseSet, article: Article | None = None) -> str:
    """One page that marks itself in the browser, without kernel or network.

    The answers are packed so that a glance at the source doesn't show them. That is no secrecy:
    whoever wants to can unpack them.
    """
    from markupsafe import Markup

    items = []
    for item in sheet:
        more = {"card": card_of(item, article)} if article else {}
        solved = {
            "also": [list(a) for a in item.also],
            "hints": list(item.hints),
            "speech": item.speech,
            **explanation(item),
            **more,
        }
        items.append(solved)
    packed = _pack({"variants": VARIANTS, "items": items})
    shown = sheet_data(sheet)
    if items:
        shown["remark"] = ""  # why there are fewer than asked for is the teacher's to know
    data = {"sheet": shown, "packed": packed}
    code = script("self_check")
    css = style("exercises", "self_check")

    def digest(text: str) -> str:
        return b64encode(sha256(text.encode()).digest()).decode()

    return render(
        "self_check.html",
        sheet=sheet,
        css=Markup(css),
        css_hash=digest(css),
        script=Markup(code),
        script_hash=digest(code),
        data=_json(data),
        version=__version__,
    )


def _json(data: object) -> str:
    """JSON for a data attribute; the template escapes it."""
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def _pack(data: object) -> str:
    """JSON turned around and in base64: unreadable at a glance, and no more than that."""
    return b64encode(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")[::-1]).decode()
