"""Anki's cards: the HTML of a note's fields, the card templates and their style."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from companion.render.environment import SHORT_ORIGINS, environment, style
from companion.render.whole import whole

__all__ = ["FIELDS", "anki_css", "anki_fields", "anki_templates"]

FIELDS = (
    "Word", "Simplified", "Reading", "English", "Regional", "Note", "Sentence", "SentenceSimplified", "Translation",
    "Origin", "Level", "Source", "Recall",
)  # fmt: skip
"""The note type's fields; their names and order stay, or Anki would ask about each import."""

_FOLDER = Path(__file__).parent / "templates" / "anki"


def anki_fields(entry: Any, source: str, recall: bool = False) -> list[str]:
    """The fields of one word's note, escaped; `entry` has the attributes of `lessons.words.Entry`."""
    end = entry.at + len(entry.form)

    def sentence(text: str) -> str:
        return _template("sentence", before=text[: entry.at], word=text[entry.at : end], after=text[end:])

    other_script = entry.sentence_simplified != entry.sentence
    values = (
        _text(entry.traditional),
        _text(entry.simplified) if entry.simplified != entry.traditional else "",
        _text(entry.reading),
        _template("english", part=entry.part, here=entry.english[:1], others=entry.english[1:]),
        _template("regional", mainland=entry.mainland, taiwan=entry.taiwan),
        _text(entry.note),
        sentence(entry.sentence),
        sentence(entry.sentence_simplified) if other_script else "",
        _quiet(str(whole(entry.translation))),
        _text(SHORT_ORIGINS.get(entry.origin, entry.origin)),
        _text(entry.levels),
        _text(source),
        "yes" if recall else "",
    )
    return list(values)


def anki_templates() -> list[dict[str, str]]:
    """The two cards of a word; the second, English to Chinese, only where `Recall` is filled."""
    front, recall, back = ((_FOLDER / f"{n}.html").read_text("utf-8") for n in ("front", "recall", "back"))
    return [
        {"name": "Recognise", "qfmt": front, "afmt": back},
        {"name": "Recall", "qfmt": recall, "afmt": back},
    ]


def anki_css() -> str:
    """The cards' style, by day and by night."""
    return style("anki")


def _text(value: str) -> str:
    from markupsafe import escape

    return _quiet(str(escape(value)))


def _template(name: str, **values: str) -> str:
    return _quiet(environment().get_template(f"anki/{name}.html").render(**values).strip())


def _quiet(html: str) -> str:
    """`html` with brackets that Anki does not take for [sound:…] or [latex]."""
    return html.replace("[", "&#91;").encode("utf-8", "replace").decode("utf-8")
