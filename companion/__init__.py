"""Companion: a bilingual reading companion for Chinese news in Jupyter.

>>> import companion
>>> article = companion.read_text("中泰兩國聯手打擊電騙。", translator=None)
>>> article.paragraphs[0].simplified
'中泰两国联手打击电骗。'

The public names are imported when they are first used, so that `import companion` is cheap.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())

_PUBLIC = {
    "Article": "companion.model",
    "Paragraph": "companion.model",
    "Sense": "companion.model",
    "Sentence": "companion.model",
    "Term": "companion.model",
    "Token": "companion.model",
    "Translation": "companion.model",
    "CompanionError": "companion.errors",
    "Correction": "companion.corrections",
    "Corrections": "companion.corrections",
    "Exercises": "companion.widgets",
    "Glossary": "companion.glossary",
    "GlossaryEditor": "companion.widgets.glossary_editor",
    "HandoutOptions": "companion.render",
    "Home": "companion.widgets.home",
    "Language": "companion.language.language",
    "Learner": "companion.learning",
    "LessonEditor": "companion.widgets.lesson_editor",
    "Reader": "companion.widgets",
    "Review": "companion.widgets.review",
    "ReadingOptions": "companion.choices",
    "WordChoice": "companion.choices",
    "fetch": "companion.source.fetching",
    "load": "companion.export.json_read",
    "read": "companion.pipeline",
    "read_text": "companion.pipeline",
    "write": "companion.export.formats",
    "write_handout": "companion.export.handout",
}

__all__ = [
    "Article",
    "CompanionError",
    "Correction",
    "Corrections",
    "Exercises",
    "Glossary",
    "GlossaryEditor",
    "HandoutOptions",
    "Home",
    "Language",
    "Learner",
    "LessonEditor",
    "Paragraph",
    "Reader",
    "ReadingOptions",
    "Review",
    "Sense",
    "Sentence",
    "Term",
    "Token",
    "Translation",
    "WordChoice",
    "__version__",
    "fetch",
    "load",
    "read",
    "read_text",
    "write",
    "write_handout",
]

if TYPE_CHECKING:
    from companion.choices import ReadingOptions, WordChoice
    from companion.corrections import Correction, Corrections
    from companion.errors import CompanionError
    from companion.export.formats import write
    from companion.export.handout import write_handout
    from companion.export.json_read import load
    from companion.glossary import Glossary
    from companion.language.language import Language
    from companion.learning import Learner
    from companion.model import Article, Paragraph, Sense, Sentence, Term, Token, Translation
    from companion.pipeline import read, read_text
    from companion.render import HandoutOptions
    from companion.source.fetching import fetch
    from companion.widgets import Exercises, Reader
    from companion.widgets.glossary_editor import GlossaryEditor
    from companion.widgets.home import Home
    from companion.widgets.lesson_editor import LessonEditor
    from companion.widgets.review import Review


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        value = getattr(import_module(_PUBLIC[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'companion' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext companion` does: there is the cell magic `%%companion` then.

    Args:
        shell: IPython's.
    """
    import_module("companion.widgets.magic").register(shell)
