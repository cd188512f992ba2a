"""The templates' environment. Jinja2 escapes every value; nothing else builds tags."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.render.whole import whole
from companion.source.characters import plain

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["environment", "filled", "listed", "macros", "render", "script", "style"]

ORIGINS = {
    "memory": "Translation memory",
    "argos": "Machine translation (Argos)",
    "ctranslate2": "Machine translation (CTranslate2)",
    "libretranslate": "Machine translation (LibreTranslate)",
    "llm": "Translation by a language model",
    "gloss": "Word gloss, not a translation",
    "none": "No English",
}
SHORT_ORIGINS = {
    "memory": "memory",
    "argos": "machine",
    "ctranslate2": "machine",
    "libretranslate": "machine",
    "llm": "language model",
    "gloss": "word gloss",
    "none": "",
}
LEVELS_NOTE = "Levels: A1 to C2 by the glossary or by how common the word is, a rough guide; HSK 3.0 (GF0025-2021), the list of ivankra/hsk30 (MIT)."
_FOLDER = Path(__file__).parent


def _shown(value: Any) -> Any:
    """Each value without what turns the direction of the page; what is HTML already was made of such values."""
    return plain(value) if type(value) is str else value


def listed(wordings: str) -> str:
    """Wordings of a glossary's cell, which semicolons part, as Chinese lists them.

    >>> listed("逮捕;抓捕")
    '逮捕、抓捕'
    """
    return "、".join(filter(None, map(str.strip, wordings.replace("；", ";").split(";"))))


@cache
def environment() -> Environment:
    """The environment: templates of `templates/`, undefined names are errors."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["listed"] = listed
    made.filters["whole"] = whole
    made.globals.update(origins=ORIGINS, short_origins=SHORT_ORIGINS, levels_note=LEVELS_NOTE)
    return made


@cache
def macros() -> Any:
    """The macros of `macros.html`, to be called from Python."""
    return environment().get_template("macros.html").module


def filled(html: str) -> str:
    """`html` as valid UTF-8: a lone surrogate becomes a question mark."""
    return str(html).encode("utf-8", "replace").decode("utf-8")


def render(template: str, **values: Any) -> str:
    """A template filled with values."""
    return filled(environment().get_template(template).render(**values))


@cache
def style(*names: str) -> str:
    """The style sheets of these names, one after the other.

    Args:
        names: Such as "reader", "page", "regional".

    Returns:
        CSS.
    """
    return "\n".join((_FOLDER / "css" / f"{name}.css").read_text("utf-8") for name in names)


@cache
def script(name: str) -> str:
    """The script of a page, as `make js` has bundled it from the modules in js/."""
    return (_FOLDER / "js" / f"{name}.js").read_text("utf-8")
