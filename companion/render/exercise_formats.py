"""The HTML inside other programs' formats: H5P's texts, Anki's cloze cards."""

from __future__ import annotations

from collections.abc import Iterable

from companion.exercises import Exercise
from companion.render.environment import render, style

__all__ = ["CLOZE_BACK", "CLOZE_FRONT", "cloze_css", "cloze_fields", "h5p_line", "h5p_text"]

# Anki's own templates: it fills {{cloze:Text}} itself.
CLOZE_FRONT = '<div class="x">{{cloze:Text}}</div>'
CLOZE_BACK = '<div class="x">{{cloze:Text}}</div><div class="n">{{Note}}</div><div class="s">{{Source}}</div>'


def h5p_text(text: str) -> str:
    """A text as a paragraph, escaped."""
    return render("h5p_text.html", lines=[text]).strip()


def h5p_line(lines: Iterable[str]) -> str:
    """Texts as paragraphs, escaped."""
    return render("h5p_text.html", lines=list(lines)).strip()


def cloze_fields(item: Exercise, source: str) -> list[str]:
    """The fields of a cloze note: Text, Note, Source; escaped, and Anki's own signs defused."""
    parts = [(p.kind, _defused(p.text)) for p in item.prompt]
    answer = _defused(item.answer)
    hint = _defused(item.hints[0]) if item.hints else ""
    text = render("anki_cloze.html", parts=parts, answer=answer, hint=hint, lang=item.lang).strip()
    return [
        text,
        render("anki_text.html", text=item.note).strip(),
        render("anki_text.html", text=source).strip(),
    ]


def _defused(text: str) -> str:
    """`text` without what Anki takes for a cloze: {{, }} and ::."""
    return text.replace("{{", "{ {").replace("}}", "} }").replace("::", "：：")


def cloze_css() -> str:
    """The cards' style, by day and by night."""
    return style("anki_cloze")
